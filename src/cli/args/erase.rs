//! What may be typed of erasing.

use std::path::PathBuf;

use super::second::cause;
use crate::domain::Cause;

/// `erase`
#[derive(Debug, clap::Args)]
pub struct Erase {
    /// The guest: their name or a part of it, the number of an entry about them, or the handle that this command shows
    #[arg(value_name = "GUEST")]
    pub guest: String,
    /// Erase them; their whole name, as it was registered
    #[arg(long, value_name = "NAME", requires_all = ["reason", "text", "second"])]
    pub confirm: Option<String>,
    /// Why: request, retention, mistake, instruction or other
    #[arg(long, value_name = "CODE", value_parser = cause, requires = "confirm")]
    pub reason: Option<Cause>,
    /// Why, in words; it is kept, so that it may not name them
    #[arg(long, value_name = "TEXT", requires = "confirm")]
    pub text: Option<String>,
    /// The service number of a second person, whom the rules let sign for this
    #[arg(long, value_name = "NUMBER", requires = "confirm")]
    pub second: Option<String>,
    /// A file whose first line is their passphrase; without it a prompt asks
    #[arg(long, value_name = "FILE", requires = "second")]
    pub second_passphrase_file: Option<PathBuf>,
}
