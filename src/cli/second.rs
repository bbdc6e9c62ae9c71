//! Acts that are signed for: the reason as given, and the second person with their passphrase.

use std::path::Path;

use super::args::Reason;
use super::fault::CliError;
use super::output::Output;
use super::secret;
use crate::desk::second::{Second, Why};
use crate::desk::system_moment;

/// Why something is asked for, from now on.
pub fn why(given: &Reason) -> Why {
    Why { cause: given.reason, text: given.text.clone(), asked: system_moment() }
}

/// The second person: their number, and their passphrase from its file or from whoever sits at the terminal.
pub fn second(out: &Output, number: &str, file: Option<&Path>) -> Result<Second, CliError> {
    let passphrase = secret::passphrase(out, file, "cli-ask-their-passphrase")?;
    Ok(Second { number: number.to_owned(), passphrase })
}
