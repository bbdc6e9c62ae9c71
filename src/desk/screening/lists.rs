//! Watch-lists: loading, limits, removing, and how they stand.

use crate::desk::second::{Second, Why};
use crate::desk::{Desk, DeskError};
use crate::domain::Moment;
use crate::domain::fact::{Fact, ListSet, limits_subject};
use crate::domain::guest::chrono_date::Date;
use crate::domain::operator::Act as Deed;
use crate::screening::{Listing, Thresholds};
use crate::store::{NewEntry, Tables};

pub use super::limits::{MOST_DAYS, MOST_REVIEW, MOST_STOP};
use super::limits::{limits, slacken};
use super::queue::Queue;

/// Days after which a list counts as stale, where nothing else was said.
pub const USUAL_LIMIT: u16 = 30;

/// A list that was read from its files, to be loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewList {
    /// What it is called here; one of the same name is replaced.
    pub name: String,
    /// The date of its files.
    pub dated: Date,
    /// SHA-256 of its files one after the other, lower-case hexadecimal.
    pub file: String,
    /// Its rows.
    pub listings: Vec<Listing>,
    /// From which score on a match counts.
    pub thresholds: Thresholds,
    /// Days after its date from which on it is stale.
    pub limit_days: u16,
}

/// How far a load is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStep {
    /// So many rows of so many are written; the list of before still counts.
    Writing(u64, u64),
    /// All rows are written, and the list counts.
    Done(u64),
}

/// How a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListState {
    /// Its rows are still being read; nobody is admitted before that is done.
    Reading,
    /// It is asked at every check.
    Ready,
    /// It is asked, but older than its limit: at best Refer.
    Stale,
    /// Its rows are not those that were loaded: it is not asked, and at best Refer.
    Altered,
    /// It has no row: at best Refer.
    Empty,
    /// A table of the post is not what the log says: at best Refer, until it is made anew.
    Differs,
}

impl ListState {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Ready => "ready",
            Self::Stale => "stale",
            Self::Altered => "altered",
            Self::Empty => "empty",
            Self::Differs => "differs",
        }
    }
}

/// Whether lists are asked at a check, as everybody may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lists {
    /// None is configured.
    None,
    /// They are still being read; nobody is admitted before that is done.
    Reading,
    /// They are asked.
    Asked,
}

/// A list, for whoever keeps the lists or answers findings.
#[derive(Debug, Clone, PartialEq)]
pub struct ListStatus {
    /// What it is called; [`super::OWN`] for the mission's own.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// The date of its files; `None` for the mission's own list, which does not age.
    pub dated: Option<Date>,
    /// Days since that date.
    pub age_days: Option<i64>,
    /// Days after which it is stale; 0 for the mission's own list.
    pub limit_days: u16,
    /// From which score on a match counts.
    pub thresholds: Thresholds,
    /// How it stands.
    pub state: ListState,
}

impl ListStatus {
    /// Whether it keeps everybody from being admitted, until it is loaded anew.
    pub fn is_doubtful(&self) -> bool {
        !matches!(self.state, ListState::Reading | ListState::Ready)
    }
}

impl Desk {
    /// Changes from which score on a list counts, and when it is stale. Where it would find less, or count longer, nobody
    /// does that alone ([`Self::set_list_by_two`]).
    pub fn set_list(
        &mut self,
        now: Moment,
        name: &str,
        thresholds: Thresholds,
        limit_days: u16,
    ) -> Result<(), DeskError> {
        let limits = limits(thresholds, limit_days)?;
        self.record_limits(now, ListSet { list: name.to_owned(), limits, signed: None })
    }

    /// The same, with a second person.
    pub fn set_list_by_two(
        &mut self,
        now: Moment,
        name: &str,
        thresholds: Thresholds,
        limit_days: u16,
        why: &Why,
        second: &Second,
    ) -> Result<(), DeskError> {
        // What is signed for is looked at first: nobody is asked for a passphrase in vain.
        let limits = limits(thresholds, limit_days)?;
        let _ = loaded(&self.store.tables(), name)?;
        let signed = self.signed(now, Deed::KeepLists, &limits_subject(name, limits), why, second)?;
        self.record_limits(now, ListSet { list: name.to_owned(), limits, signed: Some(signed) })
    }

    fn record_limits(&mut self, now: Moment, set: ListSet) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let clock = self.look_at_clock(now)?;
        let (name, limits, alone) = (set.list.clone(), set.limits, set.signed.is_none());
        self.store.act(now, clock, |act| {
            let seq = loaded(&act.tables(), &name)?;
            if alone && slacken(&act.tables(), (act.keys(), act.origin()), &name, limits)? {
                return Err(DeskError::NeedsSecond);
            }
            Ok::<_, DeskError>(act.record(NewEntry::new(Fact::WatchlistSet(set)).about([seq]))?)
        })?;
        self.take_list_anew(&name)
    }

    /// Takes a list away. Nobody does that alone.
    pub fn remove_list(&mut self, now: Moment, name: &str, why: &Why, second: &Second) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let clock = self.look_at_clock(now)?;
        let _ = loaded(&self.store.tables(), name)?;
        let signed = self.signed(now, Deed::KeepLists, name, why, second)?;
        let second = signed.second.as_ref().map(|second| second.by).ok_or(DeskError::NotTheirs)?;
        let fact = Fact::WatchlistRemoved { list: name.to_owned(), second, signed: Some(signed) };
        self.store.act(now, clock, |act| {
            let seq = loaded(&act.tables(), name)?;
            Ok::<_, DeskError>(act.record(NewEntry::new(fact).about([seq]))?)
        })?;
        self.session_mut()?.untidy = true;
        self.take_list_anew(name)
    }

    /// Every list with how it stands, by name; the mission's own list only where it has entries. Nothing for whoever
    /// neither keeps the lists nor answers findings: that a list is old would tell why everybody waits.
    pub fn lists(&self, now: Moment) -> Vec<ListStatus> {
        let told = self.may(Deed::KeepLists) || self.may(Deed::AnswerAsSecurity);
        self.session().ok().filter(|_| told).map_or_else(Vec::new, |session| session.screen.status(now))
    }

    /// What everybody may know of the lists.
    pub fn screened(&self) -> Lists {
        match self.session() {
            Ok(session) if !session.screen.is_configured() => Lists::None,
            Ok(session) if session.screen.is_whole() => Lists::Asked,
            _ => Lists::Reading,
        }
    }

    /// Reads some more of the lists; answers whether they are whole.
    pub fn read_lists(&mut self) -> Result<bool, DeskError> {
        let store = &self.store;
        let session = self.session.as_mut().filter(|_| !store.is_locked()).ok_or(DeskError::Locked)?;
        session.screen.read(store)?;
        session.follow_names();
        Ok(session.screen.is_whole())
    }

    /// Whether every list has been read since the sign-in, or since it changed.
    pub fn lists_are_whole(&self) -> bool {
        self.session.as_ref().is_none_or(|session| session.screen.is_whole())
    }

    /// How many rows of the list that is being read were, and how many it has.
    pub fn lists_read(&self) -> (u64, u64) {
        self.session.as_ref().map_or((0, 0), |session| session.screen.progress())
    }

    /// Reads every list, for a command that waits for it, and keeps what the next one would wait for.
    pub fn read_whole_lists(&mut self) -> Result<(), DeskError> {
        while !self.read_lists()? {}
        while self.wants_snapshots() {
            self.keep_snapshots();
        }
        Ok(())
    }

    /// Whether a list was indexed that the next sign-in should not have to index again.
    pub fn wants_snapshots(&self) -> bool {
        let open = self.store.can_write() && !self.store.is_locked();
        open && self.session.as_ref().is_some_and(|session| !session.screen.is_kept())
    }

    /// Lists whose kept index is not that of their rows, once they have been read.
    pub fn forged_snapshots(&self) -> Result<Vec<String>, DeskError> {
        self.session()?.screen.forged(&self.store)
    }

    /// Writes some of the snapshots that are missing.
    pub fn keep_snapshots(&mut self) {
        if let Some(session) = &mut self.session {
            session.screen.keep_some(&mut self.store);
        }
    }

    /// A list changed: its rows are read anew, and everybody is held against it.
    pub(in crate::desk) fn take_list_anew(&mut self, name: &str) -> Result<(), DeskError> {
        let store = &self.store;
        let session = self.session.as_mut().filter(|_| !store.is_locked()).ok_or(DeskError::Locked)?;
        session.screen.configure(store, name)?;
        session.screen.drop_other_snapshots(store);
        session.queue = session.queue.take().map(|_| Queue::default());
        Ok(())
    }

    /// The mission's own list changed: it is read anew, and everybody is held against it.
    pub(in crate::desk) fn take_own_anew(&mut self) -> Result<(), DeskError> {
        let store = &self.store;
        let session = self.session.as_mut().filter(|_| !store.is_locked()).ok_or(DeskError::Locked)?;
        session.screen.read_own_again(store)?;
        session.queue = session.queue.take().map(|_| Queue::default());
        Ok(())
    }
}

/// The entry that loaded a list.
fn loaded(tables: &Tables<'_>, name: &str) -> Result<u64, DeskError> {
    tables.watchlists()?.into_iter().find(|row| row.name == name).map(|row| row.seq).ok_or(DeskError::NoList)
}
