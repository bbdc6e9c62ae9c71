//! `holidays`: days on which the mission is closed.

use std::path::PathBuf;

use clap::Subcommand;

/// `holidays`
#[derive(Debug, Subcommand)]
pub enum Holidays {
    /// Those to come
    List,
    /// The mission is closed on this day
    Add {
        /// Which, as "25 dec", "24-26 dec" or 2026-12-25
        #[arg(value_name = "DAY")]
        day: String,
        /// What it is called
        #[arg(value_name = "NAME")]
        name: String,
        /// Take it off visits that recur and were entered before
        #[arg(long)]
        take_off: bool,
    },
    /// It is open on this day after all; visits that were entered meanwhile stay as they are
    Remove {
        /// Which
        #[arg(value_name = "DAY")]
        day: String,
    },
    /// Read them from a calendar (ICS), or from a table with "date" and "name" as CSV, XLSX or ODS
    Import {
        /// Which file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Take them off visits that recur and were entered before
        #[arg(long)]
        take_off: bool,
    },
}
