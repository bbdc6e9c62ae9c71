//! Options of acts that are signed for.

use std::path::PathBuf;

use super::one_of;
use crate::domain::Cause;

/// Why something is done.
#[derive(Debug, Clone, clap::Args)]
pub struct Reason {
    /// Why: threat, incident, event, over, drill, mistake, instruction, urgent, routine, namesake, request, retention or
    /// other
    #[arg(long, value_name = "CODE", value_parser = cause)]
    pub reason: Cause,
    /// Why, in words; an act of two says it, and `other`
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub text: String,
}

/// Who signs for it beside the one signed in.
#[derive(Debug, Clone, clap::Args)]
pub struct Seconding {
    /// The service number of a second person, whom the rules let sign for this
    #[arg(long, value_name = "NUMBER")]
    pub second: String,
    /// A file whose first line is their passphrase; without it a prompt asks
    #[arg(long, value_name = "FILE")]
    pub second_passphrase_file: Option<PathBuf>,
}

/// Why, and who signs for it, of an act that takes two in some cases and one in others.
#[derive(Debug, Clone, clap::Args)]
pub struct MaybeSeconded {
    /// Where two sign: why, a code as `roles` has it
    #[arg(long, value_name = "CODE", value_parser = cause, default_value = "routine")]
    pub reason: Cause,
    /// Where two sign: why, in words
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub text: String,
    /// Where two sign: the service number of the second person
    #[arg(long, value_name = "NUMBER")]
    pub second: Option<String>,
    /// A file whose first line is their passphrase; without it a prompt asks
    #[arg(long, value_name = "FILE", requires = "second")]
    pub second_passphrase_file: Option<PathBuf>,
}

pub(super) fn cause(text: &str) -> Result<Cause, String> {
    one_of(text, &Cause::ALL, Cause::code)
}
