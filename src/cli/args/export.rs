//! `export`: lists as files.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Days, Named, VisitsListed, log::kind, one_of};
use crate::desk::export::Format;
use crate::domain::Kind;

/// Where a list goes.
#[derive(Debug, Clone, clap::Args)]
pub struct Target {
    /// The file
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// As what it is written: csv, xlsx or pdf; without it the ending of the file says so
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub format: Option<Format>,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

/// `export`
#[derive(Debug, Subcommand)]
pub enum Export {
    /// Visits by their time; every column of an import, so that the file can be imported again
    Visits {
        /// Which
        #[command(flatten)]
        listed: Box<VisitsListed>,
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// What a guest came for, comes for and was to come for
    Guest {
        /// Whom
        #[command(flatten)]
        who: Named,
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// Who belongs to a delegation: as PDF a list for the gate, with a box to tick before each
    Delegation {
        /// Its name, or words of it, or its id
        #[arg(value_name = "NAME")]
        text: String,
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// What waits for its approval
    Approvals {
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// Who is inside
    Inside {
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// The roll call that goes on
    Muster {
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// Who waits for an answer
    Waiting {
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// Entries of the log, newest first
    Log {
        /// Only this kind
        #[arg(long, value_parser = kind)]
        kind: Option<Kind>,
        /// From the begin of this day
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
        /// To the end of this day
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// What of the allow-list is to be gone through
    Review {
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// The figures of a period
    Figures {
        /// Of which days
        #[command(flatten)]
        days: Days,
        /// Where to
        #[command(flatten)]
        target: Target,
    },
    /// The register of overrides
    Overrides {
        /// Of this month, as 2026-11; without it all
        #[arg(long, value_name = "MONTH")]
        month: Option<String>,
        /// Where to
        #[command(flatten)]
        target: Target,
    },
}

impl Export {
    /// Where the list goes.
    pub fn target(&self) -> &Target {
        match self {
            Self::Visits { target, .. }
            | Self::Guest { target, .. }
            | Self::Delegation { target, .. }
            | Self::Approvals { target }
            | Self::Inside { target }
            | Self::Muster { target }
            | Self::Waiting { target }
            | Self::Review { target }
            | Self::Figures { target, .. }
            | Self::Log { target, .. }
            | Self::Overrides { target, .. } => target,
        }
    }
}

fn format(text: &str) -> Result<Format, String> {
    one_of(text, &Format::ALL, Format::code)
}
