//! `delegation`: several who come together.

use clap::Subcommand;

/// `delegation`
#[derive(Debug, Subcommand)]
pub enum Group {
    /// Delegations to come, with how many of each are where
    List {
        /// Of this day, as "today", "fri" or "15 dec"; without it from today on
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
    },
    /// Who belongs to one, how far each is, and who goes with them
    Show {
        /// Its name, or words of it, or its id as `delegation list` says
        #[arg(value_name = "NAME")]
        text: String,
    },
}
