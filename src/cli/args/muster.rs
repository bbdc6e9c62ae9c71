//! What may be typed of the roll call.

use std::path::PathBuf;

use clap::Subcommand;

/// `muster`
#[derive(Debug, Subcommand)]
pub enum Muster {
    /// Begin a roll call of everybody inside; where one goes on, that is it
    Begin {
        /// It is practised
        #[arg(long)]
        drill: bool,
    },
    /// Somebody is accounted for
    Here {
        /// Their badge's token or number, their name or a part of it, or the entry of their stay
        #[arg(value_name = "TEXT")]
        who: String,
        /// Where they are, and with whom
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    /// Somebody was looked for and is not there
    Missing {
        /// As for `here`
        #[arg(value_name = "TEXT")]
        who: String,
        /// Where they were looked for, or who was asked
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    /// Write the roll as plain text, to be printed
    Save {
        /// The file, which must not be there yet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// End the roll call; whoever is not accounted for stays inside
    End,
}
