//! What may be typed of the log.

use std::path::PathBuf;

use clap::Subcommand;

use super::one_of;
use crate::domain::Kind;

/// `log`
#[derive(Debug, Subcommand)]
pub enum Log {
    /// The end of the log; needs no operator
    Head,
    /// The newest signed checkpoint, as it is to be kept elsewhere; needs no operator
    Checkpoint {
        /// Write the head as it is now, and the list of what was erased, into this folder; needs an operator
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// Entries, newest first
    Show {
        /// The newest entry to show
        #[arg(long, value_name = "SEQ")]
        from: Option<u64>,
        /// How many
        #[arg(long, value_name = "N", default_value_t = 20)]
        count: usize,
        /// Only this kind
        #[arg(long, value_parser = kind)]
        kind: Option<Kind>,
    },
    /// Hold tree, commitments, signatures, key slots and tables against each other
    Verify {
        /// Tree and signatures alone; needs no operator
        #[arg(long)]
        public: bool,
        /// The post's key as it was printed at set-up, base64 or the whole verifier key
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
        /// A signed head that was kept elsewhere (as `log checkpoint` prints it): the log must still extend it
        #[arg(long, value_name = "FILE")]
        head: Vec<PathBuf>,
    },
    /// The proof that an entry is in the log
    Prove {
        /// The entry
        #[arg(value_name = "SEQ")]
        seq: u64,
        /// Where the proof goes, in place of standard output
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Leaves, checkpoints and key in a folder, to be checked without this program; needs no operator
    Export {
        /// A folder that is not there yet, or is empty
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    one_of(text, &Kind::ALL, Kind::code)
}
