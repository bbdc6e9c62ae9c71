//! Erasing: the fact first, then the bodies that it names, in one transaction; and nothing of them left in the file.
//!
//! A body is one row, sealed under a key that stands in the same row. Deleting the row takes both, and what SQLite frees
//! it overwrites (`secure_delete`). Earlier pages lie in the write-ahead log until they are brought into the file, which
//! is done at once.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::fact::{ErasedAgain, Fact};
use crate::domain::signed::Signed;
use crate::domain::{ClockQuality, Kind, Moment, PersonId};
use crate::ledger::Slot;

use super::append::{body_id, class};
use super::error::StoreError;
use super::held::governs;
use super::snapshot::drop_guests;
use super::{Act, NewEntry, Store, Tables, connection};

/// What an erasure came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// The entry that says so.
    pub entry: u64,
    /// Bodies that went.
    pub bodies: usize,
    /// Whether the write-ahead log was emptied. Where somebody else reads the file it is once they are gone.
    pub emptied: bool,
}

/// Whether the bodies of such an entry may be erased. What the post is, who serves at it, which rules and lists there are
/// and how high the threat is is kept as long as the log, and so is that something was erased. Of what the small tables
/// are made of, the register of overrides does without.
pub fn is_erasable(kind: Kind) -> bool {
    class(kind, Slot::Situation) != "record" && (!governs(kind) || kind == Kind::Overridden)
}

impl Tables<'_> {
    /// Whether the bodies of an entry were erased.
    pub fn is_erased(&self, entry: u64) -> Result<bool, StoreError> {
        let mut query = self.0.prepare_cached("SELECT 1 FROM erased WHERE entry = ?1")?;
        Ok(query.query_row([entry.cast_signed()], |_| Ok(())).optional()?.is_some())
    }

    /// How many entries were.
    pub(super) fn count_erased(&self) -> Result<u64, StoreError> {
        Ok(self.0.query_row("SELECT count(*) FROM erased", [], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }
}

/// The setting that says that the write-ahead log may hold what was erased.
const UNEMPTIED: &str = "unemptied";

impl Store {
    /// Erases the bodies of these entries, which are about this person, with the fact that says so.
    pub fn erase(
        &mut self,
        person: PersonId,
        entries: Vec<u64>,
        signed: Signed,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<Erased, StoreError> {
        for entry in &entries {
            if !is_erasable(self.leaf(*entry)?.1.kind) {
                return Err(StoreError::Entry(*entry));
            }
        }
        connection::guard_but_bodies(&mut self.connection)?;
        let erased = self.act(now, clock, |act: &mut Act<'_>| {
            // What was written to them goes with them; once their visits are gone nobody knows which mails those were.
            // So does what hosts were told of them.
            for table in ["mails", "notices"] {
                let sql = format!("DELETE FROM {table} WHERE visit IN (SELECT id FROM visits WHERE person = ?1)");
                let _ = act.connection.execute(&sql, [person.0])?;
            }
            let fact = Fact::Erased { person, entries: entries.clone(), signed };
            let entry = act.record(NewEntry::new(fact))?.seq;
            let _ =
                act.connection.execute("INSERT OR IGNORE INTO settings (name, value) VALUES (?1, '')", [UNEMPTIED])?;
            Ok::<_, StoreError>((entry, delete(act.connection, &entries)?))
        });
        // Whatever came of it: nothing else is ever deleted.
        connection::guard(&mut self.connection)?;
        let (entry, bodies) = erased?;
        Ok(Erased { entry, bodies, emptied: self.empty_wal()? })
    }

    /// After an erasure, brings what lies in the write-ahead log into the file and empties it; answers whether that is
    /// done. What a power cut or a reader kept from it is done when the store is opened next.
    pub(super) fn empty_wal(&self) -> Result<bool, StoreError> {
        if self.tables().setting(UNEMPTIED)?.is_none() {
            return Ok(true);
        }
        let busy: i64 = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 {
            let _ = self.connection.execute("DELETE FROM settings WHERE name = ?1", [UNEMPTIED])?;
        }
        Ok(busy == 0)
    }

    /// Every entry that a fact erases, by the log alone.
    pub(super) fn erased_by_the_log(&self) -> Result<HashSet<u64>, StoreError> {
        let mut erased = HashSet::new();
        for seq in 0..self.head.frontier.size() {
            if self.leaf(seq)?.1.kind == Kind::Erased
                && let Fact::Erased { entries, .. } | Fact::ErasedAgain(ErasedAgain { entries, .. }) = self.fact(seq)?
            {
                erased.extend(entries);
            }
        }
        Ok(erased)
    }
}

pub(super) fn delete(connection: &Connection, entries: &[u64]) -> Result<usize, StoreError> {
    drop_guests(connection)?;
    let mut delete = connection.prepare("DELETE FROM bodies WHERE id BETWEEN ?1 AND ?2")?;
    let mut bodies = 0;
    for entry in entries {
        let seq = i64::try_from(*entry).map_err(|_| StoreError::Entry(*entry))?;
        bodies += delete.execute([body_id(seq, Slot::Person), body_id(seq, Slot::Sealed)])?;
    }
    Ok(bodies)
}

#[cfg(test)]
impl Store {
    /// A body as it is stored, if it is.
    pub fn stored_body(&self, entry: u64, slot: Slot) -> Option<Vec<u8>> {
        let id = body_id(entry.cast_signed(), slot);
        let sql = "SELECT sealed FROM bodies WHERE id = ?1";
        self.connection.query_row(sql, [id], |row| row.get(0)).optional().unwrap()
    }

    /// A body, opened.
    pub fn body_of(&self, leaf: &crate::ledger::Leaf, slot: Slot) -> Result<Vec<u8>, StoreError> {
        self.body(leaf, slot).map(|body| body.to_vec())
    }
}
