//! Acts that are signed for: the reason as given, and the second person with their passphrase.

use std::path::Path;

use super::args::{MaybeSeconded, Reason};
use super::fault::CliError;
use super::output::Output;
use super::secret;
use crate::desk::second::{Second, Why};
use crate::desk::system_moment;

/// Why something is asked for, from now on.
pub fn why(given: &Reason) -> Why {
    Why { cause: given.reason, text: given.text.clone(), asked: system_moment() }
}

/// Why and with whom, where a second person was named.
pub fn maybe(out: &Output, given: &MaybeSeconded) -> Result<Option<(Why, Second)>, CliError> {
    let Some(number) = &given.second else { return Ok(None) };
    let second = second(out, number, given.second_passphrase_file.as_deref())?;
    Ok(Some((Why { cause: given.reason, text: given.text.clone(), asked: system_moment() }, second)))
}

/// The same, as an act of the desk takes it.
pub fn signing(given: Option<&(Why, Second)>) -> Option<(&Why, &Second)> {
    given.map(|(why, second)| (why, second))
}

/// The second person: their number, and their passphrase from its file or from whoever sits at the terminal.
pub fn second(out: &Output, number: &str, file: Option<&Path>) -> Result<Second, CliError> {
    let passphrase = secret::passphrase(out, file, "cli-ask-their-passphrase")?;
    Ok(Second { number: number.to_owned(), passphrase })
}
