//! The rows of a roster: whose names they are, in little memory, found by their visit.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use super::Batch;
use crate::domain::{Timestamp, VisitId};

/// Numbered rows, each of a visit.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// The names of all rows, one behind the other.
    names: Vec<u8>,
    of_visit: HashTable<u32>,
    hasher: RandomState,
}

/// One visit that somebody comes for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub visit: VisitId,
    pub starts: Timestamp,
    pub ends: Timestamp,
    pub batch: Batch,
    /// Where its names stand, and how many bytes they are.
    at: u32,
    len: u32,
}

/// Rows as they are kept: visit, window, where the names stand, and whether anybody is found by it; and the names.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept(Vec<([u8; 16], i64, i64, u32, u32, bool)>, Vec<u8>);

impl Rows {
    /// As they are, to be kept; those of the batch `gone` are found by nobody.
    pub fn kept(&self, gone: Batch) -> Kept {
        let row = |row: &Row| (row.visit.0, row.starts.0, row.ends.0, row.at, row.len, row.batch != gone);
        Kept(self.rows.iter().map(row).collect(), self.names.clone())
    }

    /// As they were kept, in place of those there are.
    pub fn take(&mut self, Kept(rows, names): Kept, gone: Batch) {
        let row = |(visit, starts, ends, at, len, found)| {
            let batch = if found { Batch::default() } else { gone };
            Row { visit: VisitId(visit), starts: Timestamp(starts), ends: Timestamp(ends), batch, at, len }
        };
        self.rows = rows.into_iter().map(row).collect();
        self.names = names;
        self.of_visit = HashTable::with_capacity(self.rows.len());
        for number in (0..).take(self.rows.len()) {
            if self.get(number).is_some_and(|row| row.batch != gone) {
                self.number(number);
            }
        }
    }

    /// All rows that were given a number.
    pub fn all(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }

    /// Rows that somebody is found by.
    pub fn found(&self) -> usize {
        self.of_visit.len()
    }

    /// Rows that were given a number.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn get(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    /// The row of a visit, by its number.
    pub fn of(&self, visit: VisitId) -> Option<u32> {
        let same = |number: &u32| self.get(*number).is_some_and(|row| row.visit == visit);
        self.of_visit.find(self.hasher.hash_one(visit.0), same).copied()
    }

    /// The names of a row as they were registered, a line each.
    pub fn names(&self, number: u32) -> &str {
        let names = self.get(number).and_then(|row| self.names.get(row.range()));
        names.and_then(|names| std::str::from_utf8(names).ok()).unwrap_or_default()
    }

    /// A row for a visit that has none; `None` where numbers have run out.
    pub fn put(
        &mut self,
        visit: VisitId,
        names: &str,
        (starts, ends): (Timestamp, Timestamp),
        batch: Batch,
    ) -> Option<u32> {
        let number = u32::try_from(self.rows.len()).ok()?;
        let (at, len) = self.write(names)?;
        self.rows.push(Row { visit, starts, ends, batch, at, len });
        self.number(number);
        Some(number)
    }

    /// Another window, and other names; answers whether either is another.
    pub fn change(&mut self, number: u32, names: &str, (starts, ends): (Timestamp, Timestamp)) -> bool {
        let written = if self.names(number) == names { None } else { self.write(names) };
        let Some(row) = self.rows.get_mut(number as usize) else { return false };
        let other = (row.starts, row.ends) != (starts, ends) || written.is_some();
        (row.starts, row.ends) = (starts, ends);
        if let Some((at, len)) = written {
            let before = row.range();
            (row.at, row.len) = (at, len);
            self.names.get_mut(before).unwrap_or_default().fill(0);
        }
        other
    }

    /// The visit has no row any more, and its names are not kept.
    pub fn forget(&mut self, visit: VisitId, gone: Batch) -> bool {
        let Some(number) = self.of(visit) else { return false };
        let hash = self.hasher.hash_one(visit.0);
        if let Ok(found) = self.of_visit.find_entry(hash, |other| *other == number) {
            let _ = found.remove();
        }
        if let Some(row) = self.rows.get_mut(number as usize) {
            row.batch = gone;
            self.names.get_mut(row.range()).unwrap_or_default().fill(0);
            row.len = 0;
        }
        true
    }

    fn write(&mut self, names: &str) -> Option<(u32, u32)> {
        let at = u32::try_from(self.names.len()).ok()?;
        self.names.extend_from_slice(names.as_bytes());
        Some((at, u32::try_from(names.len()).ok()?))
    }

    /// Makes a row findable by its visit.
    fn number(&mut self, number: u32) {
        let Self { rows, of_visit, hasher, .. } = self;
        let hash = |number: &u32| hasher.hash_one(rows.get(*number as usize).map_or([0; 16], |row| row.visit.0));
        let _ = of_visit.insert_unique(hash(&number), number, hash);
    }
}

impl Row {
    fn range(&self) -> Range<usize> {
        self.at as usize..self.at as usize + self.len as usize
    }
}
