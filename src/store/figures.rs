//! What figures are made of: stays, decisions and waits as the tables have them, and the entries of a gate's log. All of
//! it is read by ranges of entries, so that little is read at a time.

use std::ops::Range;

use rusqlite::{Row, params};
use serde::Deserialize;

use crate::domain::{Kind, Timestamp, VisitId};
use crate::ledger::{Leaf, Slot};

use super::error::StoreError;
use super::log::SLACK;
use super::{Store, Tables};

/// A stay that nobody took back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StayRow {
    /// The entry that admitted them.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The visit, unless it was erased.
    pub visit: Option<VisitId>,
    /// The entry of the departure.
    pub departed: Option<u64>,
}

/// A decision about a visitor: a refusal that nobody took back, or a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecidedRow {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The visit, unless it was erased, or none was known.
    pub visit: Option<VisitId>,
    /// Of a wait, the entry that ended it.
    pub closed: Option<u64>,
}

/// An entry about somebody at the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// They were presented, by this visit, if the entry says one and still opens.
    Presented {
        /// The entry.
        seq: u64,
        /// When.
        at: Timestamp,
        /// By which visit.
        visit: Option<VisitId>,
    },
    /// They left.
    Departed {
        /// The entry.
        seq: u64,
        /// When.
        at: Timestamp,
    },
}

/// What is asked of a body: whose verdict it holds, and nothing of the verdict.
#[derive(Deserialize)]
struct About {
    #[serde(default)]
    visit: Option<VisitId>,
}

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::unsigned_abs)
}

fn some_number(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<u64>> {
    row.get::<_, Option<i64>>(column).map(|value| value.map(i64::unsigned_abs))
}

fn some_visit(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<VisitId>> {
    row.get::<_, Option<[u8; 16]>>(column).map(|value| value.map(VisitId))
}

fn ends(range: &Range<u64>) -> (i64, i64) {
    (range.start.cast_signed(), i64::try_from(range.end).unwrap_or(i64::MAX))
}

impl Tables<'_> {
    /// Stays that these entries began and nobody took back.
    pub fn stays_in(&self, range: &Range<u64>) -> Result<Vec<StayRow>, StoreError> {
        let sql = "SELECT seq, at, visit, departed FROM presences
            WHERE seq >= ?1 AND seq < ?2 AND corrected IS NULL ORDER BY seq";
        let (from, to) = ends(range);
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map(params![from, to], |row| {
            let (seq, at) = (number(row, 0)?, Timestamp(row.get(1)?));
            Ok(StayRow { seq, at, visit: some_visit(row, 2)?, departed: some_number(row, 3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Refusals among these entries that nobody took back.
    pub fn refusals_in(&self, range: &Range<u64>) -> Result<Vec<DecidedRow>, StoreError> {
        self.decided_in(
            "SELECT seq, at, visit, NULL FROM refusals
             WHERE seq >= ?1 AND seq < ?2 AND corrected IS NULL ORDER BY seq",
            range,
        )
    }

    /// Waits that these entries began.
    pub fn referrals_in(&self, range: &Range<u64>) -> Result<Vec<DecidedRow>, StoreError> {
        self.decided_in("SELECT seq, at, visit, closed FROM referrals WHERE seq >= ?1 AND seq < ?2 ORDER BY seq", range)
    }

    fn decided_in(&self, sql: &str, range: &Range<u64>) -> Result<Vec<DecidedRow>, StoreError> {
        let (from, to) = ends(range);
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map(params![from, to], |row| {
            let (seq, at) = (number(row, 0)?, Timestamp(row.get(1)?));
            Ok(DecidedRow { seq, at, visit: some_visit(row, 2)?, closed: some_number(row, 3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Which of these entries did something with one visit, and with which.
    pub fn steps_in(&self, range: &Range<u64>) -> Result<Vec<(u64, VisitId)>, StoreError> {
        let sql = "SELECT seq, visit FROM visit_steps
            WHERE seq >= ?1 AND seq < ?2 AND visit IS NOT NULL ORDER BY seq";
        let (from, to) = ends(range);
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map(params![from, to], |row| Ok((number(row, 0)?, VisitId(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Entries among which are all that were written from this time to before that, and some around them.
    pub fn entries_between(&self, from: Timestamp, to: Timestamp) -> Result<Range<u64>, StoreError> {
        let (size, from, to) = (self.size()?, self.first_after(Some(from))?, self.first_after(Some(to))?);
        Ok(from.saturating_sub(SLACK)..to.saturating_add(SLACK).min(size))
    }

    /// Those of these entries with which somebody was presented or left. Nothing of a verdict is read.
    pub fn passages(&self, range: &Range<u64>) -> Result<Vec<Passage>, StoreError> {
        // Not by the functions of JSON: a leaf that was damaged is no reason to fail.
        let sql = "SELECT leaf FROM entries WHERE seq >= ?1 AND seq < ?2
            AND (instr(leaf, CAST('\"kind\":\"presented\"' AS BLOB)) OR instr(leaf, CAST('\"kind\":\"departed\"' AS BLOB)))
            ORDER BY seq";
        let (from, to) = ends(range);
        let mut query = self.connection.prepare_cached(sql)?;
        let mut rows = query.query(params![from, to])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let Ok(leaf) = Leaf::decode(row.get_ref(0)?.as_blob().unwrap_or_default()) else { continue };
            let (seq, at) = (leaf.seq, leaf.at);
            match leaf.kind {
                Kind::Presented => found.push(Passage::Presented { seq, at, visit: self.shown_by(&leaf)? }),
                Kind::Departed => found.push(Passage::Departed { seq, at }),
                _ => {}
            }
        }
        Ok(found)
    }

    /// The visit by which somebody was presented; none where the entry names none, was erased, or does not open, which is
    /// for a verification to find.
    fn shown_by(&self, leaf: &Leaf) -> Result<Option<VisitId>, StoreError> {
        match self.body(leaf, Slot::Situation) {
            Ok(body) => Ok(serde_json::from_slice::<About>(&body).ok().and_then(|about| about.visit)),
            Err(StoreError::Erased(_) | StoreError::Body(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
