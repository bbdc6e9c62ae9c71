//! Options of acts that are signed for.

use std::path::PathBuf;

use super::one_of;
use crate::domain::Cause;

/// Why something is done.
#[derive(Debug, Clone, clap::Args)]
pub struct Reason {
    /// Why: threat, incident, event, over, drill, mistake, instruction, urgent, routine, namesake or other
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

pub(super) fn cause(text: &str) -> Result<Cause, String> {
    one_of(text, &Cause::ALL, Cause::code)
}
