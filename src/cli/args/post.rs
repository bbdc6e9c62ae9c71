//! `invitation`, `outbox` and `mail`: what guests get, and how it goes out.

use std::path::PathBuf;

use clap::Subcommand;

use crate::desk::letters::Language;
use crate::desk::outbox::MailState;
use crate::domain::mail::{Address, Security};

use super::{Named, one_of};

/// `invitation`
#[derive(Debug, Subcommand)]
pub enum Invitation {
    /// Make an invitation to each of these visits, in the place of the one before, and print its token
    Make(Visits),
    /// How the invitations to a visit stand
    Show(Named),
    /// Take the invitation to each of these visits back: the gate knows it at once
    Withdraw(Visits),
    /// Save the invitation to each of these visits as files
    Save(Box<Save>),
    /// Send the invitation to each of these visits by mail
    Send {
        /// Whose
        #[command(flatten)]
        visits: Visits,
        /// In this language in place of the guest's: en, fr, de, es, ar or ru
        #[arg(long, value_name = "LANGUAGE", value_parser = language)]
        language: Option<Language>,
    },
}

/// Visits by name, by token or by id.
#[derive(Debug, Clone, clap::Args)]
pub struct Visits {
    /// A name or a part of one, an invitation token, or the id of a visit
    #[arg(value_name = "VISIT", required = true)]
    pub texts: Vec<String>,
}

/// `invitation save`
#[derive(Debug, Clone, clap::Args)]
pub struct Save {
    /// Whose
    #[command(flatten)]
    pub visits: Visits,
    /// Into this folder, which is made
    #[arg(long, value_name = "DIR")]
    pub folder: PathBuf,
    /// The page as a picture
    #[arg(long)]
    pub png: bool,
    /// The page to be printed; this where nothing is said
    #[arg(long)]
    pub pdf: bool,
    /// The mail with the page and the entry for a calendar
    #[arg(long)]
    pub eml: bool,
    /// The entry for a calendar
    #[arg(long)]
    pub ics: bool,
    /// In this language in place of the guest's: en, fr, de, es, ar or ru
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
}

/// `outbox`
#[derive(Debug, Subcommand)]
pub enum Outbox {
    /// Mails, the newest first
    List {
        /// Only those in this state: waiting, sending, sent, failed, saved or withdrawn
        #[arg(long, value_name = "STATE", value_parser = state)]
        state: Option<MailState>,
    },
    /// Send what is due
    Send,
    /// Try a mail once more now
    Retry(Numbered),
    /// Do not send a mail that is not out yet
    Withdraw(Numbered),
    /// Save a mail that is not out yet as a file; it is then not sent
    Save {
        /// Which
        #[command(flatten)]
        mail: Numbered,
        /// The file
        #[arg(long, value_name = "FILE")]
        eml: PathBuf,
    },
}

/// A mail of the outbox.
#[derive(Debug, Clone, clap::Args)]
pub struct Numbered {
    /// Its number, as `outbox list` says
    #[arg(value_name = "MAIL")]
    pub id: i64,
}

fn state(text: &str) -> Result<MailState, String> {
    one_of(text, &MailState::ALL, MailState::code)
}

/// `mail`
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Say from which address mail is sent and by which server, as an administrator
    Set(Box<SetMail>),
    /// How mail goes out
    Show,
    /// Send a mail that says nothing, to see whether it arrives
    Test {
        /// To whom
        #[arg(long, value_name = "ADDRESS", value_parser = address)]
        to: Address,
    },
}

/// `mail set`
#[derive(Debug, Clone, clap::Args)]
pub struct SetMail {
    /// The address that mail is from
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    pub from: Address,
    /// What the sender is called, in place of the mission's name
    #[arg(long, value_name = "NAME", default_value = "")]
    pub name: String,
    /// The server; without it mail is saved as files
    #[arg(long, value_name = "HOST")]
    pub server: Option<String>,
    /// Its port, where it is not the usual one
    #[arg(long, value_name = "PORT", requires = "server")]
    pub port: Option<u16>,
    /// How the connection is kept private: starttls, tls, or local for a relay on this machine
    #[arg(long, value_name = "WAY", value_parser = security, default_value = "starttls")]
    pub security: Security,
    /// Certificates of whoever vouches for the server, as PEM, in place of those of this machine
    #[arg(long, value_name = "FILE", requires = "server")]
    pub ca: Option<PathBuf>,
    /// Who signs in there
    #[arg(long, value_name = "NAME", requires = "server", default_value = "")]
    pub user: String,
    /// A file whose first line is their password
    #[arg(long, value_name = "FILE", requires = "user")]
    pub password_file: Option<PathBuf>,
}

/// A language that letters come in.
pub fn language(text: &str) -> Result<Language, String> {
    one_of(text, &Language::ALL, Language::code)
}

fn security(text: &str) -> Result<Security, String> {
    one_of(text, &Security::ALL, Security::code)
}

/// An address that mail can go to.
pub fn address(text: &str) -> Result<Address, String> {
    Address::read(text).map_err(|fault| fault.to_string())
}
