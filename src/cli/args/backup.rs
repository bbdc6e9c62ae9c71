//! What may be typed of backups.

use std::path::PathBuf;

use super::second::cause;
use crate::desk::backup::LONGEST_KEPT;
use crate::domain::Cause;

/// `backup`
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// Where it goes
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// An age recipient who can open it (age1…); may be given several times. Without it: those of the last backup
    #[arg(long, value_name = "RECIPIENT")]
    pub to: Vec<String>,
    /// Days after which it is to be destroyed; as the last one, or 30
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=i64::from(LONGEST_KEPT)))]
    pub keep: Option<u16>,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
    /// Where others can open it than the last one: why
    #[arg(long, value_name = "CODE", value_parser = cause, requires = "second")]
    pub reason: Option<Cause>,
    /// Where others can open it than the last one: why, in words
    #[arg(long, value_name = "TEXT", requires = "second")]
    pub text: Option<String>,
    /// Where others can open it than the last one: the service number of a second person, who signs for it
    #[arg(long, value_name = "NUMBER", requires_all = ["reason", "text"])]
    pub second: Option<String>,
    /// A file whose first line is their passphrase; without it a prompt asks
    #[arg(long, value_name = "FILE", requires = "second")]
    pub second_passphrase_file: Option<PathBuf>,
}

/// `restore`
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A file with an age identity that opens it, as age-keygen writes it
    #[arg(long, value_name = "FILE")]
    pub identity: PathBuf,
    /// A head that was kept elsewhere; the list of what was erased lies beside it under the same name, as .erased
    #[arg(long, value_name = "FILE")]
    pub head: Vec<PathBuf>,
    /// Restore it; the number of entries that it has, as shown without this option
    #[arg(long, value_name = "ENTRIES", requires_all = ["reason", "text", "second"])]
    pub confirm: Option<u64>,
    /// Why: incident, mistake, drill, instruction, urgent or other
    #[arg(long, value_name = "CODE", value_parser = cause, requires = "confirm")]
    pub reason: Option<Cause>,
    /// Why, in words
    #[arg(long, value_name = "TEXT", requires = "confirm")]
    pub text: Option<String>,
    /// The service number of a second person, whom the rules let sign for this
    #[arg(long, value_name = "NUMBER", requires = "confirm")]
    pub second: Option<String>,
    /// A file whose first line is their passphrase; without it a prompt asks
    #[arg(long, value_name = "FILE", requires = "second")]
    pub second_passphrase_file: Option<PathBuf>,
}
