//! `review`: going through the allow-list.

use clap::Subcommand;

/// `review`
#[derive(Debug, Subcommand)]
pub enum Review {
    /// What is due or may not be needed any more, and what was done since the last time
    List,
    /// Say that visits are right: a standing pass holds for another 90 days
    Confirm {
        /// A name or a part of one, or the id of a visit; several, or --all-due
        #[arg(value_name = "TEXT", required_unless_present = "all_due")]
        visits: Vec<String>,
        /// Everything that is due
        #[arg(long, conflicts_with = "visits")]
        all_due: bool,
    },
    /// Take visits back
    End {
        /// A name or a part of one, or the id of a visit
        #[arg(value_name = "TEXT", required = true)]
        visits: Vec<String>,
    },
    /// Sign that you went through it: how many were confirmed, ended and left as they are
    Close {
        /// What there is to remark
        #[arg(long, value_name = "TEXT", default_value = "")]
        text: String,
    },
}
