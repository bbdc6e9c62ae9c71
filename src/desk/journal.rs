//! The log as a list, and one entry with its proof.

use std::path::PathBuf;

use crate::domain::card::Finding;
use crate::domain::fact::Attached;
use crate::domain::operator::Act as Deed;
use crate::domain::{Fact, FindingId, Kind, OperatorId, Person, PersonId, Timestamp, Verdict, VisitId};
use crate::store::StoreError;
use crate::store::erase::is_erasable;
use crate::store::query::OperatorRow;

use super::check::if_it_opens;
use super::{Desk, DeskError};

pub use crate::store::log::Filter;

/// Leaves looked at for one page; a rare kind is found over several.
const REACH: u64 = 2_000;

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The entry's sequence.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: Kind,
    /// Who did it: the service number.
    pub operator: String,
    /// The verdict, for a decision.
    pub verdict: Option<Verdict>,
    /// Who it is about, where somebody is.
    pub about: String,
    /// Whether what it said was erased.
    pub erased: bool,
}

/// A page of the log, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// Where the next page begins; `None` at the begin of the log.
    pub next: Option<u64>,
}

/// One entry, opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// Its line.
    pub line: Line,
    /// What happened; nothing once that was erased.
    pub fact: Option<Fact>,
    /// The guest whom it is about, for whoever may erase them.
    pub guest: Option<PersonId>,
    /// The leaf, as hashed.
    pub leaf: String,
    /// The proof that it is in the log (C2SP tlog-proof); `None` until a head that covers it is signed.
    pub proof: Option<String>,
    /// Answers, for a referral.
    pub answers: Vec<Finding>,
}

impl Desk {
    /// A page of up to `limit` lines before the entry `before`.
    pub fn page(&self, filter: Filter, before: Option<u64>, limit: usize) -> Result<Page, DeskError> {
        let _ = self.permit(Deed::ReadLog)?;
        let numbers = self.store.tables().operators()?;
        // To others the kinds of what security keeps to itself are one.
        let told = filter.kind.filter(|kind| Kind::OF_SECURITY.contains(kind) && !self.may(Deed::AnswerAsSecurity));
        let also: &[Kind] = if told.is_some() { &Kind::OF_SECURITY } else { &[] };
        let (leaves, next) = self.store.page(Filter { also, ..filter }, before, limit, REACH)?;
        let lines = leaves.into_iter().map(|leaf| self.line(&leaf, &numbers)).collect::<Result<_, _>>()?;
        Ok(Page { lines, next })
    }

    fn line(&self, leaf: &crate::ledger::Leaf, operators: &[OperatorRow]) -> Result<Line, DeskError> {
        let number = |id: OperatorId| operators.iter().find(|row| row.id == id).map(|row| row.number.clone());
        Ok(Line {
            seq: leaf.seq,
            at: leaf.at,
            kind: if self.may(Deed::AnswerAsSecurity) { leaf.kind } else { leaf.kind.told() },
            operator: leaf.key.and_then(number).unwrap_or_default(),
            verdict: leaf.verdict,
            // A body that is missing is for `verify` to find; the list goes on without the name.
            about: if_it_opens(self.about(leaf))?.unwrap_or_default(),
            erased: is_erasable(leaf.kind) && self.store.tables().is_erased(leaf.seq)?,
        })
    }

    /// The name of whoever an entry is about.
    pub(super) fn about(&self, leaf: &crate::ledger::Leaf) -> Result<String, DeskError> {
        let person = |desk: &Self, id: Option<PersonId>| match id {
            Some(id) => desk.person_name(id),
            None => Ok(String::new()),
        };
        match leaf.kind {
            Kind::Registered | Kind::GuestAmended => Ok(self.store.person::<Person>(leaf.seq)?.name),
            Kind::Enrolled => Ok(self.store.person::<String>(leaf.seq)?),
            Kind::Started => {
                leaf.refs.first().map_or(Ok(String::new()), |seq| Ok(self.store.person::<String>(*seq)?))
            }
            Kind::Presented
            | Kind::Admitted
            | Kind::Overridden
            | Kind::Referred
            | Kind::Refused
            | Kind::Scheduled
            | Kind::Attached => match self.store.fact(leaf.seq)? {
                Fact::Admitted { person: id, .. }
                | Fact::Overridden { person: id, .. }
                | Fact::Referred { person: id, .. }
                | Fact::Attached(Attached { person: id, .. })
                | Fact::Scheduled { person: id, .. } => person(self, Some(id)),
                Fact::Presented { person: id, .. } | Fact::Refused { person: id, .. } => person(self, id),
                _ => Ok(String::new()),
            },
            Kind::Amended
            | Kind::Cancelled
            | Kind::Approved
            | Kind::Declined
            | Kind::VisitRestored
            | Kind::PassReviewed => match self.store.fact(leaf.seq)? {
                Fact::Amended { visit, .. }
                | Fact::Cancelled { visit }
                | Fact::Approved { visit }
                | Fact::Declined { visit, .. }
                | Fact::VisitRestored { visit, .. }
                | Fact::PassReviewed { visit, .. } => self.visitor_name(visit),
                _ => Ok(String::new()),
            },
            // Security also answers about people who do not wait, and about nobody of them but who is like somebody
            // listed: who it was is for security alone.
            Kind::Reviewed if self.may(Deed::AnswerAsSecurity) => match self.store.fact(leaf.seq)? {
                Fact::Reviewed { person: id, .. } => person(self, Some(id)),
                _ => Ok(String::new()),
            },
            // The first is the roll call.
            Kind::Accounted | Kind::Missing => match leaf.refs.get(1) {
                Some(stay) => self.about(&self.store.leaf(*stay)?.1),
                None => Ok(String::new()),
            },
            Kind::Departed | Kind::Resolved | Kind::Corrected | Kind::BadgeIssued | Kind::BadgeRevoked => {
                // What it speaks of is earlier, so this ends.
                match leaf.refs.first() {
                    Some(earlier) => self.about(&self.store.leaf(*earlier)?.1),
                    None => Ok(String::new()),
                }
            }
            _ => Ok(String::new()),
        }
    }

    fn person_name(&self, id: PersonId) -> Result<String, DeskError> {
        let seq = self.store.tables().person_entry(id)?;
        Ok(seq.map(|seq| self.store.person::<Person>(seq)).transpose()?.unwrap_or_default().name)
    }

    fn visitor_name(&self, visit: VisitId) -> Result<String, DeskError> {
        let row = self.store.tables().visit(visit)?;
        row.map_or(Ok(String::new()), |row| self.person_name(row.person))
    }

    /// The proof that an entry is in the log, to be taken away; `None` while no signed head covers it.
    pub fn prove(&self, seq: u64) -> Result<Option<String>, DeskError> {
        let _ = self.permit(Deed::ExportLog)?;
        Ok(self.detail(seq)?.proof)
    }

    /// Writes that proof beside the database. Returns where, if there is one.
    pub fn keep_proof(&self, seq: u64) -> Result<PathBuf, DeskError> {
        let proof = self.prove(seq)?.ok_or(DeskError::Gone)?;
        self.keep(&format!("proof-{seq}.txt"), &proof)
    }

    /// One entry with its proof.
    pub fn detail(&self, seq: u64) -> Result<Detail, DeskError> {
        let _ = self.permit(Deed::ReadLog)?;
        let (bytes, leaf) = self.store.leaf(seq)?;
        let numbers = self.store.tables().operators()?;
        // What security keeps to itself reads alike to everybody else, whichever it is.
        let hidden = !self.may(Deed::AnswerAsSecurity) && Kind::OF_SECURITY.contains(&leaf.kind);
        let nothing = || {
            let (person, clears) = (PersonId([0; 16]), FindingId([0; 16]));
            Fact::Reviewed { person, granted: false, clears, until: None, signed: None }
        };
        let line = self.line(&leaf, &numbers)?;
        let waited = leaf.kind == Kind::Referred && !line.erased;
        let answers = if waited { self.answers(seq, Timestamp(i64::MIN))? } else { Vec::new() };
        if !line.about.is_empty() {
            self.session()?.tally.opened_one();
        }
        Ok(Detail {
            line,
            fact: match self.store.fact(seq) {
                _ if hidden => Some(nothing()),
                Err(StoreError::Erased(_)) => None,
                fact => Some(fact?),
            },
            guest: if self.may(Deed::Erase) { self.guest_of(seq)? } else { None },
            leaf: if hidden { String::new() } else { String::from_utf8_lossy(&bytes).into_owned() },
            proof: self.store.prove(seq)?.map(|proof| proof.to_string()),
            answers,
        })
    }
}
