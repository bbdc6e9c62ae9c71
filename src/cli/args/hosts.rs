//! `host` and `notices`: who hears of their visits, and how.

use std::path::PathBuf;

use clap::Subcommand;

use super::post::{address, language};
use crate::desk::letters::Language;
use crate::domain::alarm::Address as Url;
use crate::domain::mail::Address;
use crate::domain::notice::{Event, LONGEST_GRACE};

/// `host`
#[derive(Debug, Subcommand)]
pub enum Host {
    /// The book of hosts
    List {
        /// Hosts of visits of the next two weeks who are not in the book
        #[arg(long)]
        missing: bool,
    },
    /// Keep a host, or change what is kept of one
    Set(Box<SetHost>),
    /// Take a host out of the book
    Remove {
        /// Who, as they are written in visits
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Read hosts from a table with "name" and "email", and where known "language", "notices" and "left", as CSV, XLSX or ODS
    Import {
        /// Which file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// `host set`
#[derive(Debug, Clone, clap::Args)]
pub struct SetHost {
    /// Who, as they are written in visits
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Where their mail goes; it stays where nothing is said
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    pub email: Option<Address>,
    /// What they want to hear of: arrival, referral, overstay, departure, with commas between; empty for nothing
    #[arg(long, value_name = "EVENTS", value_parser = events)]
    pub notices: Option<Events>,
    /// The language that they read: en, fr, de, es, ar or ru
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
    /// They have left the mission and hear of nothing
    #[arg(long, conflicts_with = "back")]
    pub left: bool,
    /// They are at the mission again
    #[arg(long)]
    pub back: bool,
}

/// What a host wants to hear of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Events(pub Vec<Event>);

fn events(text: &str) -> Result<Events, String> {
    let wrong = |word| format!("{word} is none of arrival, referral, overstay and departure");
    Event::read(text).map(Events).map_err(wrong)
}

/// `notices`
#[derive(Debug, Subcommand)]
pub enum Notices {
    /// Say how hosts are told, as an administrator; what is not said stays as it is
    Set {
        /// An address of the mission's network that hears what hosts hear, as http://10.0.0.7:8080/hosts; empty for none
        #[arg(long, value_name = "URL", value_parser = webhook)]
        webhook: Option<Webhook>,
        /// Whether hosts are told by mail
        #[arg(long, value_name = "on|off", value_parser = on)]
        mail: Option<bool>,
        /// Whether the guest's name is told
        #[arg(long, value_name = "on|off", value_parser = on)]
        names: Option<bool>,
        /// Minutes after the end of its time at which a visit is an overstay
        #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(..=i64::from(LONGEST_GRACE)))]
        grace: Option<u16>,
    },
    /// How hosts are told
    Show,
    /// Give the webhook what says nothing, to see whether it takes it
    Test,
}

/// A webhook, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook(pub Option<Url>);

fn webhook(text: &str) -> Result<Webhook, String> {
    let url = (!text.trim().is_empty()).then(|| text.parse::<Url>().map_err(|fault| fault.to_string()));
    url.transpose().map(Webhook)
}

fn on(text: &str) -> Result<bool, String> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("on or off was expected".into()),
    }
}
