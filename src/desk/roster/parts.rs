//! A roster as bytes, in parts, and back: to read a million guests takes a moment then, where to open what their entries
//! say takes a minute.

use std::collections::HashSet;

use crate::domain::{Timestamp, VisitId};
use crate::screening::index::Index;
use crate::screening::snapshot::{Damaged, decode, encode};

use super::rows::Kept;
use super::{GONE, Roster};

impl Roster {
    /// How many parts there are: those of the index, and the rows.
    pub const PARTS: usize = Index::PARTS + 1;

    /// A part by its number; `None` from [`PARTS`](Self::PARTS) on.
    pub fn part(&self, number: usize) -> Option<Vec<u8>> {
        if number == Index::PARTS { encode(&self.rows.kept(GONE)) } else { self.index.part(number) }
    }

    /// Takes a part from what [`part`](Self::part) made of another roster, by the same table of given names.
    ///
    /// # Errors
    /// [`Damaged`] for anything else.
    pub fn take_part(&mut self, number: usize, bytes: &[u8]) -> Result<(), Damaged> {
        if number != Index::PARTS {
            return self.index.take_part(number, bytes);
        }
        let kept: Kept = decode(bytes)?;
        self.rows.take(kept, GONE);
        let _ = self.hidden.insert(GONE);
        Ok(())
    }

    /// Visits that were over by `since` are not found any more, but those of `but`; answers whether they were so few that
    /// it is worth to go on with the others.
    pub fn drop_over(&mut self, since: Timestamp, but: &HashSet<VisitId>) -> bool {
        let over = self.rows.all().filter(|row| row.ends < since && !but.contains(&row.visit));
        let over: HashSet<VisitId> = over.map(|row| row.visit).collect();
        self.forget(&over);
        self.rows.found() >= self.rows.len() / 2
    }

    /// How often names came or went, or a window changed, since it was made.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Whether it can be kept: all that is on it counts, by one table of given names.
    pub fn is_steady(&self) -> bool {
        self.renewal.is_none() && self.hidden.iter().all(|batch| *batch == GONE)
    }
}
