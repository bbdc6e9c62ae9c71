//! What may be typed of the threat level, the lockdown and the rules.

use std::path::PathBuf;

use clap::Subcommand;

use super::one_of;
use super::second::{Reason, Seconding, cause};
use crate::domain::{Cause, Posture as Level};

/// `posture`
#[derive(Debug, Subcommand)]
pub enum Posture {
    /// The level in force, and whether there is a lockdown
    Show,
    /// Set the level; raising takes one person, lowering two
    Set {
        /// normal, alpha, bravo, charlie or delta
        #[arg(value_parser = level)]
        level: Level,
        /// Why
        #[command(flatten)]
        why: Reason,
        /// The service number of a second person, whom the rules let sign for this; for lowering
        #[arg(long, value_name = "NUMBER")]
        second: Option<String>,
        /// A file whose first line is their passphrase; without it a prompt asks
        #[arg(long, value_name = "FILE", requires = "second")]
        second_passphrase_file: Option<PathBuf>,
    },
    /// Whom of those inside and expected today another level would touch, and why
    WhatIf {
        /// normal, alpha, bravo, charlie or delta
        #[arg(value_parser = level)]
        level: Level,
    },
}

/// `lockdown`
#[derive(Debug, Subcommand)]
pub enum Lockdown {
    /// Nobody enters from now on; leaving goes on. Asks no rule
    Begin {
        /// Why, where there is time to say it
        #[arg(long, value_name = "CODE", value_parser = cause)]
        reason: Option<Cause>,
        /// Why, in words
        #[arg(long, value_name = "TEXT", default_value = "")]
        text: String,
    },
    /// People may enter again; takes two
    End {
        /// Why
        #[command(flatten)]
        why: Reason,
        /// Who signs for it as well
        #[command(flatten)]
        second: Seconding,
    },
}

/// `policy`
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// The rules in force, as they were put in force
    Show {
        /// Those of this version, as `versions` lists them
        #[arg(long, value_name = "NUMBER", conflicts_with = "shipped")]
        version: Option<u64>,
        /// Those that come with this program; needs no operator
        #[arg(long)]
        shipped: bool,
    },
    /// Whether a rules file can be used; needs no post and no operator
    Check {
        /// The rules
        file: PathBuf,
    },
    /// Hold rules against a table of situations and of what they are to say
    Test {
        /// The table: CSV, described in README.md
        table: PathBuf,
        /// The rules in this file, in place of those in force; then no operator is needed
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
    },
    /// The lines in which a file differs from the rules in force: what whoever signs for it puts in force
    Diff {
        /// The rules
        file: PathBuf,
    },
    /// Whom of those inside and expected today other rules would touch, and which checks of the last 30 days
    WhatIf {
        /// The rules
        file: PathBuf,
    },
    /// Put the rules of a file in force; takes two
    Import {
        /// The rules
        file: PathBuf,
        /// Why
        #[command(flatten)]
        why: Reason,
        /// Who signs for it as well
        #[command(flatten)]
        second: Seconding,
    },
    /// The rules that were put in force, with who and when
    Versions,
    /// Put earlier rules in force once more; two security officers always may
    Restore {
        /// Which, as `versions` lists them
        version: u64,
        /// Why
        #[command(flatten)]
        why: Reason,
        /// Who signs for it as well
        #[command(flatten)]
        second: Seconding,
    },
}

fn level(text: &str) -> Result<Level, String> {
    one_of(text, &Level::ALL, Level::code)
}
