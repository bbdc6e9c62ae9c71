//! `visit`: guests and their visits one by one.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Named, category, one_of};
use crate::domain::{Category, Stand};

/// `visit`
#[derive(Debug, Subcommand)]
pub enum Visit {
    /// Enter a guest with one visit; it counts once it is approved
    Schedule {
        /// Full name as on the document
        #[arg(value_name = "NAME")]
        name: String,
        /// What for, and when
        #[command(flatten)]
        details: Box<Details>,
    },
    /// Change what a visit is for, or when
    Amend {
        /// Whose
        #[command(flatten)]
        who: Named,
        /// What is to change
        #[command(flatten)]
        details: Box<Details>,
    },
    /// Put a requested visit on the allow-list
    Approve(Named),
    /// Take a visit back, or one day of a visit that recurs
    Cancel {
        /// Whose
        #[command(flatten)]
        who: Named,
        /// This day alone, as "fri" or "15 dec"
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
    },
    /// Do not put a requested visit on the allow-list
    Decline {
        /// Whose
        #[command(flatten)]
        who: Named,
        /// Why; whoever keeps the visits reads it, and nobody at the gate
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// What waits for its approval, and who has to give it
    Due,
    /// Let somebody approve visits in your place
    Delegate {
        /// Their service number
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Until the end of which day, as "fri" or "15 dec"; 31 days at the most
        #[arg(long, value_name = "DAY")]
        until: String,
    },
    /// Who approves visits in whose place
    Delegations,
    /// End that before its time
    EndDelegation {
        /// Its number, as `visit delegations` says
        #[arg(value_name = "ENTRY")]
        entry: u64,
    },
    /// Visits by their time
    List(Box<Listed>),
    /// What a guest came for, comes for and was to come for
    History(Named),
    /// What was done with a visit, by whom and when
    Steps(Named),
    /// Say that a standing pass was gone through: it holds for another 90 days
    Review(Named),
    /// Say that somebody who waited went away by themselves
    Gone(Named),
    /// The photo of the guest, which the gate shows beside the verdict
    Photo {
        /// Whose
        #[command(flatten)]
        who: Named,
        /// What is done with it
        #[command(flatten)]
        what: PhotoOf,
    },
}

/// `visit photo`
#[derive(Debug, Clone, clap::Args)]
#[group(required = true, multiple = false)]
pub struct PhotoOf {
    /// Keep this JPEG or PNG; visits that were approved are approved again
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Write the one that is kept, as a JPEG
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Keep none any more
    #[arg(long)]
    pub remove: bool,
}

/// `visit list`
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Listed {
    /// The day, as "today", "fri" or "15 dec"; today where nothing is said
    #[arg(long, value_name = "DAY")]
    pub day: Option<String>,
    /// To the end of this day
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Whose name is this or like it, in any script
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Words of the host or the section
    #[arg(long, value_name = "WORDS")]
    pub host: Option<String>,
    /// Of which kind the visitor is
    #[arg(long, value_name = "CATEGORY", value_parser = category)]
    pub category: Option<Category>,
    /// How far it is: requested, approved, declined, cancelled, arrived, inside, left, refused, no-show or lapsed
    #[arg(long, value_name = "STATE", value_parser = stand)]
    pub state: Option<Stand>,
    /// Only those that you entered
    #[arg(long)]
    pub mine: bool,
}

fn stand(text: &str) -> Result<Stand, String> {
    one_of(text, &Stand::ALL, Stand::code)
}

/// A guest and a visit, as the columns of an import have them.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Details {
    /// Given apart, where there is one.
    #[arg(skip)]
    pub name: Option<String>,
    /// Whom they visit
    #[arg(long, value_name = "NAME")]
    pub host: Option<String>,
    /// First moment, as 2026-11-24 09:00 at the gate
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// End, likewise
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Why they come
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
    /// Areas, with semicolons between
    #[arg(long, value_name = "AREAS")]
    pub areas: Option<String>,
    /// Whether somebody goes with them
    #[arg(long, value_name = "true|false")]
    pub escort: Option<bool>,
    /// Of which kind they are: diplomat, courier, delegation, consular, chancery, contractor, family, host-state or
    /// emergency
    #[arg(long, value_name = "CATEGORY", value_parser = category)]
    pub category: Option<Category>,
    /// Who comes with a child
    #[arg(long, value_name = "NAME")]
    pub companion: Option<String>,
    /// Whether the head of mission agreed to an official of the host state
    #[arg(long, value_name = "true|false")]
    pub consent: Option<bool>,
    /// Whether devices that their health needs stay with them
    #[arg(long, value_name = "true|false")]
    pub medical: Option<bool>,
    /// Whom they come for
    #[arg(long, value_name = "TEXT")]
    pub organisation: Option<String>,
    /// Their nationality
    #[arg(long, value_name = "TEXT")]
    pub nationality: Option<String>,
    /// Their date of birth, as 1980-02-03
    #[arg(long, value_name = "DATE")]
    pub born: Option<String>,
    /// The number of their document
    #[arg(long, value_name = "NUMBER")]
    pub document: Option<String>,
    /// When they come, as "tomorrow 14-16" or "every tue 9-10 until march", in the place of both times
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["from", "until"])]
    pub when: Option<String>,
    /// The section of the host
    #[arg(long, value_name = "TEXT")]
    pub section: Option<String>,
    /// What they bring, with semicolons between
    #[arg(long, value_name = "ITEMS")]
    pub items: Option<String>,
    /// Their name in Latin letters
    #[arg(long, value_name = "NAME")]
    pub latin: Option<String>,
    /// Other names, with semicolons between
    #[arg(long, value_name = "NAMES")]
    pub other_names: Option<String>,
    /// Further documents, as "passport AB123", with semicolons between
    #[arg(long, value_name = "DOCUMENTS")]
    pub further_documents: Option<String>,
    /// Languages they speak, with semicolons between
    #[arg(long, value_name = "LANGUAGES")]
    pub languages: Option<String>,
    /// Where their invitation is sent
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// The plate of their vehicle
    #[arg(long, value_name = "PLATE")]
    pub plate: Option<String>,
    /// What they need to get about
    #[arg(long, value_name = "TEXT")]
    pub needs: Option<String>,
    /// A note for whoever keeps the gate
    #[arg(long, value_name = "TEXT")]
    pub gate_note: Option<String>,
    /// A note for whoever keeps the visits
    #[arg(long, value_name = "TEXT")]
    pub desk_note: Option<String>,
    /// A reference of whoever expects them
    #[arg(long, value_name = "TEXT")]
    pub reference: Option<String>,
}
