//! What may be typed: the commands and their options, read by clap. What they mean is decided elsewhere.

use std::path::PathBuf;

use clap::{ArgGroup, Parser, Subcommand};

use crate::domain::fact::RefusalCode;
use crate::domain::{Category, Direction, Obligation, Role};
use crate::screening::Thresholds;

mod alarms;
mod backup;
mod erase;
mod export;
mod figures;
mod group;
mod holidays;
mod hosts;
mod intake;
mod log;
mod muster;
mod overrides;
mod people;
mod post;
mod posture;
mod review;
mod screening;
mod second;
mod visit;

pub use alarms::Alarms;
pub use backup::{Backup, Restore};
pub use erase::Erase;
pub use export::{Export, Target};
pub use figures::Days;
pub use group::Group;
pub use holidays::Holidays;
pub use hosts::{Host, Notices, SetHost};
pub use intake::GuestFile;
pub use log::Log;
pub use muster::Muster;
pub use overrides::{Override, Overrides};
pub use people::{Newcomer, Operators};
pub use post::{Invitation, Mail, Outbox, Save, SetMail};
pub use posture::{Lockdown, Policy, Posture};
pub use review::Review;
pub use screening::{Findings, Listed, Listing, SecondGiven, WatchlistFiles, Watchlists};
pub use second::{MaybeSeconded, Reason, Seconding};
pub use visit::{Details, Listed as VisitsListed, PhotoOf, Visit};

/// Keeps the gate of a diplomatic mission. Without a command the window opens.
///
/// Exit codes: 0 done; 1 a finding (a verdict that is not Admit, several visits that a name may mean, a log that does
/// not verify); 2 wrong usage or bad input; 3 locked or denied; 4 a store that is damaged or not available.
#[derive(Debug, Parser)]
#[command(name = "gateward", version, max_term_width = 100)]
pub struct Args {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do; nothing opens the window.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What is done in a window or in the desk's own words.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// A command at the desk.
    #[command(flatten)]
    Desk(Command),
    /// A sample mission in a temporary folder
    Demo {
        /// Write a picture of each step of a tour into this folder; needs no display
        #[arg(long, value_name = "DIR")]
        tour: Option<PathBuf>,
    },
}

/// Options that stand before or after any command.
#[derive(Debug, Clone, clap::Args)]
pub struct Common {
    /// The post's folder, in place of the platform's data folder
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The service number to sign in with; may be left out where the post has one operator
    #[arg(long, global = true, value_name = "NUMBER")]
    pub operator: Option<String>,
    /// A file whose first line is the passphrase; without it a prompt asks
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Print JSON: one object, or one a line; an error is an object on standard error
    #[arg(long, global = true)]
    pub json: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set a post up; the operator given becomes its first supervisor, administrator and security officer
    Init(Init),
    /// Who may sign in
    #[command(subcommand)]
    Operators(Operators),
    /// The silent alarm, for security: where it goes, and what it tells
    #[command(subcommand)]
    Alarms(Alarms),
    /// Bring guests or a watch-list in
    #[command(subcommand)]
    Import(Import),
    /// The watch-lists and how they stand
    Watchlists {
        /// What is done to one; nothing lists them
        #[command(subcommand)]
        act: Option<Watchlists>,
    },
    /// The mission's own list of who is not to be admitted
    #[command(subcommand)]
    Listing(Listing),
    /// What waits for an answer of security, or was answered
    #[command(args_conflicts_with_subcommands = true)]
    Findings {
        /// What was answered instead, newest first
        #[arg(long, conflicts_with = "cleared")]
        answered: bool,
        /// Who is cleared of a listing now, and until when
        #[arg(long)]
        cleared: bool,
        /// What is done with one; nothing lists them
        #[command(subcommand)]
        act: Option<Findings>,
    },
    /// The verdict on a visitor; nothing is recorded but that it was asked for
    Check(Check),
    /// Let a visitor in; `-` reads one visitor a line from standard input and answers with one JSON object a line
    Admit(Admit),
    /// Make a visitor wait for the answers that are missing
    Refer(Refer),
    /// Record the answer to one reason of a referral
    Answer(Answer),
    /// Turn a visitor away
    Refuse(Refuse),
    /// Let a visitor in against what the rules say; takes two
    Override(Override),
    /// The register of overrides, by month
    Overrides {
        /// What is done about it; nothing lists it
        #[command(subcommand)]
        act: Option<Overrides>,
    },
    /// Erase what is kept of a guest; takes two, and cannot be undone. Without --confirm it shows what would go
    Erase(Erase),
    /// Check a visitor out
    Depart(Named),
    /// Take a decision of the last two minutes back
    Undo {
        /// The entry of the decision
        #[arg(value_name = "ENTRY")]
        entry: u64,
    },
    /// Enter, change, approve or cancel a visit
    #[command(subcommand)]
    Visit(Visit),
    /// The allow-list, to be gone through every 90 days: standing passes, and visits that recur or last longer
    #[command(subcommand)]
    Review(Review),
    /// Invitations to visits: make, show, withdraw them, save them as files
    #[command(subcommand)]
    Invitation(Invitation),
    /// Mail to guests and notices to hosts: what waits, what went out, what did not
    #[command(subcommand)]
    Outbox(Outbox),
    /// How the mission's mail goes out
    #[command(subcommand)]
    Mail(Mail),
    /// Several who come together: who belongs to a delegation, and how many of it are where
    #[command(subcommand)]
    Delegation(Group),
    /// Days on which the mission is closed: who comes again and again is not expected on them
    #[command(subcommand)]
    Holidays(Holidays),
    /// Hosts: who hears of their visits, where, and of what
    #[command(subcommand)]
    Host(Host),
    /// How hosts are told
    #[command(subcommand)]
    Notices(Notices),
    /// Who is inside
    Inside,
    /// Who waits for an answer
    Waiting,
    /// Who is expected today
    Expected,
    /// Figures of a period: visits by day, host, section and kind, no-shows, lead time, approvals, time at the gate
    Figures(Days),
    /// Take a list away as a file: what stands in it is what you see of it, and that you take it is on record
    #[command(subcommand)]
    Export(Box<Export>),
    /// Roll call of everybody inside: how it stands
    Muster {
        /// What is done at it; nothing lists who is on it, or who is inside
        #[command(subcommand)]
        act: Option<Muster>,
    },
    /// The threat level; needs no operator to be shown
    Posture {
        /// What is done about it; nothing shows it
        #[command(subcommand)]
        act: Option<Posture>,
    },
    /// Begin a lockdown, or end it
    #[command(subcommand)]
    Lockdown(Lockdown),
    /// The rules of the gate
    #[command(subcommand)]
    Policy(Policy),
    /// Draw the card of a badge
    Badge(Badge),
    /// Read, verify, prove and export the log
    #[command(subcommand)]
    Log(Log),
    /// Hold names against watch-lists; needs no post and no operator
    Screen(Screen),
    /// Copy the post into one file that its age recipients alone can open; a window may go on meanwhile
    Backup(Backup),
    /// Set the post up anew from such a file: what it comes to, and with --confirm doing it, by two
    Restore(Restore),
    /// Make every table anew from the log
    Rebuild,
    /// The time of the last entry and the time of the clock
    Clock {
        /// Confirm, as a supervisor, that the clock is right
        #[arg(long)]
        confirm: bool,
    },
}

/// A visitor or visit by name, token or id.
#[derive(Debug, Clone, clap::Args)]
pub struct Named {
    /// A badge or invitation token, a name or a part of one, or the id of a visit
    #[arg(value_name = "TEXT")]
    pub text: String,
}

/// `screen`
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["pairs", "queries", "visitors"]))]
pub struct Screen {
    /// A CSV file of pairs: query, listed (several names with ` | ` between), dob_q, dob_l, country_q, country_l
    #[arg(long, value_name = "FILE", conflicts_with_all = ["queries", "watchlist", "calibrate", "visitors"])]
    pub pairs: Option<PathBuf>,
    /// A CSV file of visitors: query, dob, nationality, document
    #[arg(long, value_name = "FILE", requires = "watchlist")]
    pub queries: Option<PathBuf>,
    /// Say what each threshold comes to: the share of clean visitors that is alerted, and of listed ones that is found.
    /// Queries then have a column `listed`, empty for a clean visitor
    #[arg(long, requires = "watchlist")]
    pub calibrate: bool,
    /// Clean visitors, a name a line; each gets a date of birth of its own
    #[arg(long, value_name = "FILE", requires = "calibrate")]
    pub visitors: Option<PathBuf>,
    /// Draw the calibration into this SVG file, which must not be there yet
    #[arg(long, value_name = "FILE", requires = "calibrate")]
    pub plot: Option<PathBuf>,
    /// A watch-list; may be given several times. Its format is recognised, and an alias file joins its list
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub watchlist: Vec<PathBuf>,
    /// More given names that are one name: `=` and spellings, `~` and short forms, a group a line
    #[arg(long, value_name = "FILE")]
    pub given_names: Option<PathBuf>,
    /// Write the rows into this file, which must not be there yet, in place of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Points from which on a match is worth a look
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub review: Option<f32>,
    /// Points from which on a match stops
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub stop: Option<f32>,
}

impl Screen {
    /// The thresholds asked for, in place of the usual ones.
    pub fn thresholds(&self) -> Thresholds {
        let usual = Thresholds::USUAL;
        Thresholds { review: self.review.unwrap_or(usual.review), stop: self.stop.unwrap_or(usual.stop) }
    }
}

/// `init`
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Name of the mission
    #[arg(long, value_name = "NAME")]
    pub mission: String,
    /// Its domain, such as embassy.example
    #[arg(long)]
    pub domain: String,
    /// Name of the gate
    #[arg(long, value_name = "NAME")]
    pub gate: String,
    /// Name of the first operator; their service number if left out
    #[arg(long, value_name = "PERSON")]
    pub name: Option<String>,
}

/// `import`
#[derive(Debug, Subcommand)]
pub enum Import {
    /// A file of guests
    Guests(Box<GuestFile>),
    /// How files of guests were read before: what their columns are
    Columns {
        /// Forget the one of this number in the list
        #[arg(long, value_name = "NUMBER")]
        forget: Option<usize>,
    },
    /// A watch-list of an authority, in place of the one of its name; or entries of the mission's own, called own
    Watchlist(WatchlistFiles),
    /// The mission's table of given names, beside the one that comes with the program
    Names {
        /// The file: a line for each name, `=` before its spellings, `~` before what its bearers may go by as well
        file: PathBuf,
    },
}

/// `check`
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Whom
    #[command(flatten)]
    pub who: Named,
    /// Which way they go; without it whoever is inside is on the way out
    #[arg(long, value_name = "in|out", value_parser = direction)]
    pub direction: Option<Direction>,
    /// They are none of those whose name is like it
    #[arg(long, conflicts_with = "direction")]
    pub on_no_list: bool,
}

/// `admit`
#[derive(Debug, clap::Args)]
pub struct Admit {
    /// Whom
    #[command(flatten)]
    pub who: Named,
    /// An obligation that was met; may be given several times, or with commas
    #[arg(long, value_name = "OBLIGATION", value_delimiter = ',', value_parser = obligation)]
    pub done: Vec<Obligation>,
}

/// `refer`
#[derive(Debug, clap::Args)]
pub struct Refer {
    /// Whom
    #[command(flatten)]
    pub who: Named,
    /// Whom they want to see, for somebody on no list
    #[arg(long, value_name = "NAME")]
    pub host: Option<String>,
    /// Whom they come for, for somebody on no list
    #[arg(long, value_name = "NAME", default_value = "")]
    pub organisation: String,
    /// Why they come, for somebody on no list
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub purpose: String,
    /// Of which kind they are, for somebody on no list: emergency services come where others are refused
    #[arg(long, value_name = "CATEGORY", value_parser = category, requires = "host")]
    pub category: Option<Category>,
}

/// `answer`
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("granted").required(true).args(["yes", "no"]))]
pub struct Answer {
    /// Whose referral
    #[command(flatten)]
    pub who: Named,
    /// The reason that is answered
    #[arg(long)]
    pub rule: String,
    /// The answer is yes
    #[arg(long)]
    pub yes: bool,
    /// The answer is no
    #[arg(long)]
    pub no: bool,
    /// Who was asked and how; of a host it has to be said
    #[arg(long, default_value = "")]
    pub note: String,
    /// The service number of whoever signs for it, if it is somebody else
    #[arg(long, value_name = "NUMBER")]
    pub by: Option<String>,
    /// A file whose first line is their passphrase; without it a prompt asks
    #[arg(long, value_name = "FILE", requires = "by")]
    pub by_passphrase_file: Option<PathBuf>,
}

/// `refuse`
#[derive(Debug, clap::Args)]
pub struct Refuse {
    /// Whom
    #[command(flatten)]
    pub who: Named,
    /// They are none of those whose name is like it
    #[arg(long)]
    pub on_no_list: bool,
    /// Why: rules, not-expected, document, items, behaviour, host-declined or other
    #[arg(long, value_name = "CODE", value_parser = refusal)]
    pub reason: RefusalCode,
    /// Why, in words; has to be said of `other`
    #[arg(long, default_value = "")]
    pub note: String,
}

/// `badge`
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("output").required(true).multiple(true).args(["png", "pdf"]))]
pub struct Badge {
    /// The token of the badge
    pub token: String,
    /// Where the picture goes
    #[arg(long, value_name = "FILE")]
    pub png: Option<PathBuf>,
    /// Where the page goes
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// Width of the picture in pixels; 1240 is 300 dots an inch
    #[arg(long, value_name = "PX", default_value_t = 1_240)]
    pub width: u32,
    /// Write over files that are there
    #[arg(long)]
    pub force: bool,
}

/// A value of a closed set by its stable name, or what the set is.
fn one_of<T: Copy>(text: &str, all: &[T], code: fn(T) -> &'static str) -> Result<T, String> {
    let found = all.iter().copied().find(|value| code(*value) == text);
    found.ok_or_else(|| format!("one of {}", all.iter().map(|value| code(*value)).collect::<Vec<_>>().join(", ")))
}

pub(super) fn role(text: &str) -> Result<Role, String> {
    one_of(text, &Role::ALL, Role::code)
}

fn obligation(text: &str) -> Result<Obligation, String> {
    one_of(text, &Obligation::ALL, Obligation::code)
}

fn category(text: &str) -> Result<Category, String> {
    one_of(text, &Category::ALL, Category::code)
}

fn refusal(text: &str) -> Result<RefusalCode, String> {
    one_of(text, &RefusalCode::ALL, RefusalCode::code)
}

fn direction(text: &str) -> Result<Direction, String> {
    one_of(text, &[Direction::In, Direction::Out], |direction| match direction {
        Direction::In => "in",
        Direction::Out => "out",
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn read(line: &str) -> Result<Args, clap::Error> {
        Args::try_parse_from(std::iter::once("gateward").chain(line.split_whitespace()))
    }

    #[test]
    fn the_commands_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn options_of_every_command_stand_before_or_after_it() {
        for line in ["--json --operator S-1 --data /d check Ada", "check Ada --data /d --json --operator S-1"] {
            let args = read(line).unwrap();
            assert!(args.common.json, "{line}");
            assert_eq!((args.common.operator.as_deref(), args.common.data), (Some("S-1"), Some("/d".into())));
        }
        assert!(read("").unwrap().verb.is_none());
    }

    #[test]
    fn obligations_come_one_by_one_or_with_commas() {
        for line in ["admit x --done compare-document,escort", "admit x --done compare-document --done escort"] {
            let Some(Verb::Desk(Command::Admit(admit))) = read(line).unwrap().verb else { panic!("{line}") };
            assert_eq!(admit.done, [Obligation::CompareDocument, Obligation::Escort]);
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for line in [
            "check",
            "check a b",
            "check a --direction up",
            "admit a --done tea",
            "refuse a",
            "refuse a --reason mood",
            "answer a --rule r",
            "answer a --rule r --yes --no",
            "badge t",
            "operators enrol --number 1 --name A",
            "import guests f --rejected r",
            "import guests f --map host",
            "import guests f --set shoes=44",
            "import guests f --dry-run --keep-good",
            "undo -1",
            "import watchlist --list UN",
            "import watchlist f --list UN --dated soon",
            "watchlists remove UN",
            "listing end 12",
            "findings answer 00000000000000000000000000000000 --answer perhaps",
            "log show --kind nonsense",
            "alarms add http://8.8.8.8/",
            "alarms remove north",
        ] {
            assert_eq!(read(line).unwrap_err().exit_code(), 2, "{line}");
        }
        let said = read("refuse a --reason mood").unwrap_err().to_string();
        assert!(said.contains("not-expected, document"), "{said}");
    }
}
