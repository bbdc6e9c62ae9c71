//! Lists taken away as files: a table is gathered for whoever asks, written by one of three writers, and put on record.
//!
//! What stands in a table is what whoever is signed in sees on their own screens, made by the same acts. That persons leave
//! the program is an act like others: the rules say who may, and the log says which list, how many rows, and the digest of
//! the file, so that a copy that turns up can be told to be that one. What was looked for is not said there: it may be a
//! name.

mod csv;
mod file;
mod gather;
mod pdf;
mod rows;
pub mod shield;
pub mod table;
mod work;
mod xlsx;

pub use file::Draft;
pub use gather::Gathering;
pub use rows::TOLD;
pub use table::{Format, Table};
pub use work::Work;

use std::io;

use crate::domain::fact::{Exported, Fact};
use crate::domain::figures::Period;
use crate::domain::operator::Act as Deed;
use crate::domain::{GroupId, Moment, PersonId, VisitId};
use crate::i18n::tr_with;
use crate::store::NewEntry;

use super::clock::wall;
use super::journal::Filter;
use super::visits::diary::Wanted;
use super::visits::review::Group;
use super::{Desk, DeskError};

/// A list that can be taken away, as it is filtered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List {
    /// Visits by their time.
    Visits(Box<Wanted>),
    /// These visits.
    Marked(Vec<VisitId>),
    /// What a guest came for, comes for and was to come for.
    Guest(PersonId),
    /// Who belongs to a delegation.
    Group(GroupId),
    /// What waits for its approval.
    Due,
    /// Who is inside and is meant by these words: by name, badge or host; all where there are none.
    Inside(String),
    /// The roll call that goes on.
    Roll,
    /// Who waits for an answer.
    Waiting,
    /// The log.
    Log(Filter),
    /// What of the allow-list is to be gone through: of this kind, or all.
    Review(Option<Group>),
    /// The register of overrides: of this month, or of every one.
    Overrides(Option<String>),
    /// The figures of a period.
    Figures(Period),
}

impl List {
    /// The stable name, as in facts, commands and names of files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Visits(_) | Self::Marked(_) => "visits",
            Self::Guest(_) => "guest",
            Self::Group(_) => "delegation",
            Self::Due => "approvals",
            Self::Inside(_) => "inside",
            Self::Roll => "muster",
            Self::Waiting => "waiting",
            Self::Log(_) => "log",
            Self::Review(_) => "review",
            Self::Overrides(_) => "overrides",
            Self::Figures(_) => "figures",
        }
    }
}

/// What pages say of themselves: whose they are, and who wanted them when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    mission: String,
    gate: String,
    by: String,
    at: String,
}

impl Head {
    fn exported(&self) -> String {
        tr_with("export-by", &[("by", self.by.as_str().into()), ("time", self.at.as_str().into())])
    }
}

/// Writes a table.
///
/// # Errors
/// It was broken off.
pub fn write(table: &Table, head: &Head, format: Format, work: &Work) -> io::Result<Vec<u8>> {
    match format {
        Format::Csv => csv::write(table, work),
        Format::Xlsx => xlsx::write(table, work),
        Format::Pdf => pdf::write(table, head, work),
    }
}

impl Desk {
    /// What pages say of themselves.
    pub fn export_head(&self, now: Moment) -> Result<Head, DeskError> {
        let (operator, post) = (&self.permit(Deed::ExportLists)?.operator, self.store.post());
        let by = format!("{} ({})", operator.name, operator.number);
        let at = wall(now, now.at).format("%a %-d %b %Y %H:%M").to_string();
        Ok(Head { mission: post.mission.clone(), gate: post.gate.clone(), by, at })
    }

    /// Records that a list is taken away; the file is put in its place only after that.
    pub fn record_export(&mut self, now: Moment, draft: &Draft) -> Result<u64, DeskError> {
        let _ = self.permit(Deed::ExportLists)?;
        let clock = self.look_at_clock(now)?;
        let (list, format) = (draft.list.to_owned(), draft.format.code().to_owned());
        let fact = Fact::Exported(Exported { list, format, rows: draft.rows, file: draft.sha256.clone() });
        Ok(self.store.act(now, clock, |act| act.record(NewEntry::new(fact)))?.seq)
    }
}
