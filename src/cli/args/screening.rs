//! What may be typed of lists, listings and findings.

use std::path::PathBuf;

use clap::Subcommand;

use super::one_of;
use super::second::{MaybeSeconded, Reason, Seconding, cause};
use crate::desk::screening::Nature;
use crate::desk::screening::findings::Answer as FindingAnswer;
use crate::domain::guest::chrono_date::Date;
use crate::domain::{Cause, FindingId, ListingId};

/// `import watchlist`
#[derive(Debug, clap::Args)]
pub struct WatchlistFiles {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What the list is called here
    #[arg(long, value_name = "NAME")]
    pub list: String,
    /// The date of the files, as 2026-11-24, and none later than they say; if left out, what they say, else when the
    /// oldest was last changed
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub dated: Option<Date>,
    /// Days after its date from which on it is stale, at most 90; those in force if left out
    #[arg(long, value_name = "DAYS")]
    pub limit: Option<u16>,
    /// The score from which on security looks at a match; the one in force if left out
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub review: Option<f32>,
    /// The score from which on it is taken for certain; the one in force if left out
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub stop: Option<f32>,
    /// Load it although it has columns that are not read
    #[arg(long)]
    pub ignore_columns: bool,
    /// Where it finds less than the list in force, who signs for it as well
    #[command(flatten)]
    pub signing: MaybeSeconded,
}

/// `watchlists`
#[derive(Debug, Subcommand)]
pub enum Watchlists {
    /// Change the scores of a list, or when it is stale; with a second person's signature where one is raised
    Set {
        /// Which
        name: String,
        /// The score from which on security looks at a match, at most 3
        #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
        review: Option<f32>,
        /// The score from which on it is taken for certain, at most 9
        #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
        stop: Option<f32>,
        /// Days after its date from which on it is stale, at most 90
        #[arg(long, value_name = "DAYS")]
        limit: Option<u16>,
        /// Where one is raised, who signs for it as well
        #[command(flatten)]
        signing: MaybeSeconded,
    },
    /// Take the mission's table of given names away; the one that comes with the program goes on counting
    RemoveNames,
    /// Take a list away, with a second person's signature
    Remove {
        /// Which
        name: String,
        /// Why
        #[command(flatten)]
        why: Reason,
        /// Who signs for it as well
        #[command(flatten)]
        second: Seconding,
    },
}

/// `listing`
#[derive(Debug, Subcommand)]
pub enum Listing {
    /// Every entry
    List,
    /// Add a person or an organisation
    Add {
        /// Their name
        #[arg(long)]
        name: String,
        /// What is known of them, and why
        #[command(flatten)]
        details: Box<Listed>,
    },
    /// Change an entry; what is not given stays
    Amend {
        /// Which
        id: ListingId,
        /// Their name
        #[arg(long)]
        name: Option<String>,
        /// What is known of them, and why
        #[command(flatten)]
        details: Box<Listed>,
        /// Who signs as well
        #[command(flatten)]
        second: SecondGiven,
    },
    /// End an entry
    End {
        /// Which
        id: ListingId,
        /// Why, for security
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
        /// Who signs as well
        #[command(flatten)]
        second: SecondGiven,
    },
}

/// A second person, where somebody who is kept out could come in afterwards.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SecondGiven {
    /// Where somebody who is kept out could come in, or no list is asked any more: the service number of a second person,
    /// who signs as well
    #[arg(long, value_name = "NUMBER")]
    pub second: Option<String>,
    /// A file whose first line is their passphrase; without it a prompt asks
    #[arg(long, value_name = "FILE")]
    pub second_passphrase_file: Option<PathBuf>,
}

/// What is known of somebody on the mission's own list.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Listed {
    /// Whether it is a person, as where it is left out, or an organisation: whoever comes for that one
    #[arg(long, value_name = "person|organisation", value_parser = nature)]
    pub kind: Option<Nature>,
    /// Another name; may be given several times
    #[arg(long = "alias", value_name = "NAME")]
    pub aliases: Vec<String>,
    /// A date of birth: 1971-05-09, 1971-05, 1971 or 1968/1973; may be given several times
    #[arg(long, value_name = "DATE")]
    pub born: Vec<String>,
    /// A nationality; may be given several times
    #[arg(long = "nationality", value_name = "TEXT")]
    pub nationalities: Vec<String>,
    /// The number of a document; may be given several times
    #[arg(long = "document", value_name = "NUMBER")]
    pub documents: Vec<String>,
    /// Why; the security role alone reads it
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// What security is to do when they come
    #[arg(long, value_name = "TEXT")]
    pub instruction: Option<String>,
    /// The last day on which it counts, as 2026-11-24
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

/// `findings`
#[derive(Debug, Subcommand)]
pub enum Findings {
    /// The case behind a finding
    Show {
        /// Which
        id: FindingId,
    },
    /// Say whether it is the one who is listed
    Answer {
        /// Which
        id: FindingId,
        /// yes keeps them out, no clears them of this listing, unsure leaves it open
        #[arg(long, value_name = "yes|no|unsure", value_parser = finding_answer)]
        answer: FindingAnswer,
        /// In words; of a list that stops them it has to be said
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
        /// The last day on which a no clears, as 2026-11-24; a year from now where it is left out
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// For a no to a list that stops them: why, namesake, instruction or other
        #[arg(long, value_name = "CODE", value_parser = cause, default_value = "namesake")]
        reason: Cause,
        /// For a no to a list that stops them: the service number of a second security officer, who signs as well
        #[arg(long, value_name = "NUMBER")]
        second: Option<String>,
        /// A file whose first line is their passphrase; without it a prompt asks
        #[arg(long, value_name = "FILE")]
        second_passphrase_file: Option<PathBuf>,
    },
}

fn nature(text: &str) -> Result<Nature, String> {
    one_of(text, &[Nature::Person, Nature::Organisation], Nature::code)
}

fn finding_answer(text: &str) -> Result<FindingAnswer, String> {
    one_of(text, &FindingAnswer::ALL, FindingAnswer::code)
}

fn date(text: &str) -> Result<Date, String> {
    Date::try_from(text.to_owned()).map_err(|_| "a date such as 2026-11-24".to_owned())
}
