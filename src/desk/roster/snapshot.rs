//! The roster kept sealed beside the store: the gate knows its guests a moment after the sign-in, however many they are.
//!
//! What is read from it stands on the roster at once, with whatever was entered since. What the entries say is read all
//! the same, after that and between acts, and takes the place of what was kept: whoever has an operator's passphrase and
//! the file could have written another one. What leads to a name is not read anew where the name is the same: at worst
//! somebody is not found by it, or asked about whose name is another. A command does not wait for the second reading.

use std::collections::HashSet;

use crate::desk::check::PAST;
use crate::desk::{Desk, DeskError, Session};
use crate::domain::Timestamp;
use crate::screening::snapshot::{FORMAT, decode, encode, tables};
use crate::store::Store;
use crate::store::snapshot::{SnapshotReader, SnapshotWriter};

use super::Roster;

/// Guests below which they are read within a second.
const LEAST: usize = if cfg!(test) { 100 } else { 20_000 };
/// It is written anew when for so many guests there was one change.
const CHANGED: u64 = 50;

/// What becomes of the snapshot in one session.
#[derive(Default)]
pub struct Snapshot {
    state: State,
    /// Changes of the roster that are in it; none where there is none.
    changes: Option<u64>,
    writing: Option<Writing>,
    /// Somebody on the roster was erased: it is not kept any more, and read from the entries at the next sign-in.
    over: bool,
}

#[derive(Default)]
enum State {
    /// Nobody has looked for it yet.
    #[default]
    Due,
    Reading(Box<Reading>),
    /// It was read.
    Read,
    /// There was none that serves.
    None,
}

struct Reading {
    reader: SnapshotReader,
    roster: Roster,
    next: usize,
    position: Position,
}

struct Writing {
    writer: SnapshotWriter,
    next: usize,
    changes: u64,
}

/// The entry up to which it says everything, by its number and what it says: a log that has another there is another.
/// And from when on it does: it has nobody who was over by then.
type Position = (u64, Vec<u8>, i64);

impl Snapshot {
    /// Whether guests were read from it.
    pub fn was_read(&self) -> bool {
        matches!(self.state, State::Read)
    }

    /// What was read from it does not count any more.
    pub fn give_up(&mut self) {
        self.state = State::None;
    }

    /// The roster of this session is not kept.
    pub fn keep_no_more(&mut self) {
        (self.over, self.writing) = (true, None);
    }
}

impl Session {
    /// Who was over by then is not on the roster.
    pub(in crate::desk) fn since(&self) -> Timestamp {
        self.begun.at.plus(-PAST)
    }

    /// What a snapshot depends on beside what it holds.
    fn depends(&self) -> Option<Vec<Vec<u8>>> {
        let (_, names) = self.screen.names_in_force()?;
        let version = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
        Some(vec![version, FORMAT.to_be_bytes().to_vec(), tables().to_vec(), names.as_bytes().to_vec()])
    }

    /// Whether guests can be found: all have been read, or what was kept of them.
    pub(in crate::desk) fn knows_guests(&self) -> bool {
        self.reading.is_none() || self.snapshot.was_read()
    }
}

impl Desk {
    /// Reads a part of what was kept of the roster; answers whether there is nothing more of it.
    pub(in crate::desk) fn restore_roster(&mut self) -> Result<bool, DeskError> {
        let state = std::mem::take(&mut self.session_mut()?.snapshot.state);
        let next = match state {
            State::Due => self.open_snapshot()?.map_or(State::None, State::Reading),
            State::Reading(reading) => self.read_part(reading)?,
            over => over,
        };
        let over = matches!(next, State::Read | State::None);
        self.session_mut()?.snapshot.state = next;
        Ok(over)
    }

    fn open_snapshot(&self) -> Result<Option<Box<Reading>>, DeskError> {
        let session = self.session()?;
        let Some((depends, (given, _))) = session.depends().zip(session.screen.names_in_force()) else {
            return Ok(None);
        };
        let depends: Vec<&[u8]> = depends.iter().map(Vec::as_slice).collect();
        let Some(mut reader) = self.store.guests_snapshot(&depends) else { return Ok(None) };
        let position: Option<Position> = reader.part().and_then(|part| decode(&part).ok());
        let roster = Roster::by(given.clone());
        Ok(position.map(|position| Box::new(Reading { reader, roster, next: 0, position })))
    }

    fn read_part(&mut self, mut reading: Box<Reading>) -> Result<State, DeskError> {
        let part = reading.reader.part();
        if part.is_none_or(|part| reading.roster.take_part(reading.next, &part).is_err()) {
            tracing::info!("a snapshot of guests does not serve any more");
            return Ok(State::None);
        }
        reading.next += 1;
        if reading.next < Roster::PARTS {
            return Ok(State::Reading(reading));
        }
        self.catch_up(*reading)
    }

    /// Takes what was kept for the roster, with what was entered since.
    fn catch_up(&mut self, reading: Reading) -> Result<State, DeskError> {
        let Reading { mut roster, position: (entry, leaf, from), .. } = reading;
        let (tables, since) = (self.store.tables(), self.session()?.since());
        let same = entry < self.store.head().frontier.size() && self.store.leaf(entry)?.0 == leaf;
        // What one entry did with several visits is not looked up: that is rare, and reading anew a minute at most.
        if !same || since.0 < from || tables.steps_since(entry)?.iter().any(|(_, visit)| visit.is_none()) {
            return Ok(State::None);
        }
        let inside = self.visits_inside()?;
        let but: HashSet<_> = inside.iter().map(|row| row.id).collect();
        if !roster.drop_over(since, &but) {
            return Ok(State::None);
        }
        let kept = roster.changes();
        let since = tables.visits_after(entry)?.into_iter().filter(|row| row.ends >= since);
        for row in since.chain(inside) {
            roster.put(row.id, &self.person_of(&row)?.lines(), row.starts, row.ends);
        }
        let session = self.session_mut()?;
        (session.roster, session.snapshot.changes) = (roster, Some(kept));
        session.follow_names();
        Ok(State::Read)
    }

    /// Whether the roster should be kept for the next sign-in.
    pub fn wants_roster_kept(&self) -> bool {
        let open = self.store.can_write() && !self.store.is_locked() && self.import.is_none();
        let open = open && self.store.is_compared() && self.store.differences().is_empty();
        open && self.session.as_ref().is_some_and(Session::wants_roster_kept)
    }

    /// Writes a part of the roster, where it is to be kept. What cannot be written is not missed: guests are read anew.
    pub fn keep_roster(&mut self) {
        if !self.wants_roster_kept() {
            return;
        }
        let store = &mut self.store;
        let Some(session) = &mut self.session else { return };
        if let Err(error) = session.keep_part(store) {
            tracing::warn!(%error, "the roster could not be kept");
            (session.snapshot.writing, session.snapshot.changes) = (None, Some(session.roster.changes()));
        }
    }
}

impl Session {
    fn wants_roster_kept(&self) -> bool {
        let (roster, least) = (&self.roster, self.roster.len() as u64 / CHANGED);
        let changed = self.snapshot.changes.is_none_or(|kept| roster.changes().saturating_sub(kept) > least);
        !self.snapshot.over && self.reading.is_none() && roster.len() >= LEAST && roster.is_steady() && changed
    }

    fn keep_part(&mut self, store: &mut Store) -> Result<(), DeskError> {
        let changes = self.roster.changes();
        // What changes while it is written would be in some parts and not in others.
        let Some(mut writing) = self.snapshot.writing.take_if(|writing| writing.changes == changes) else {
            self.snapshot.writing = self.begin_keeping(store, changes)?;
            return Ok(());
        };
        if let Some(part) = self.roster.part(writing.next) {
            writing.writer.put(part)?;
            writing.next += 1;
        }
        if writing.next < Roster::PARTS {
            self.snapshot.writing = Some(writing);
        } else {
            writing.writer.keep()?;
            self.snapshot.changes = Some(changes);
        }
        Ok(())
    }

    fn begin_keeping(&self, store: &mut Store, changes: u64) -> Result<Option<Writing>, DeskError> {
        let (Some(depends), Some(entry)) = (self.depends(), store.head().frontier.size().checked_sub(1)) else {
            return Ok(None);
        };
        let depends: Vec<&[u8]> = depends.iter().map(Vec::as_slice).collect();
        let position: Position = (entry, store.leaf(entry)?.0, self.since().0);
        let mut writer = store.write_guests_snapshot(&depends)?;
        writer.put(encode(&position).unwrap_or_default())?;
        Ok(Some(Writing { writer, next: 0, changes }))
    }
}
