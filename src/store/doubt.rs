//! Whether the tables are doubted, and by what.

use std::collections::BTreeSet;

use crate::domain::Timestamp;
use crate::domain::fact::Fact;

use crate::ledger::Slot;

use super::append::body_id;
use super::error::StoreError;
use super::{Store, Tables};

impl Tables<'_> {
    /// The doubts that go on, oldest first: the entry of each, and when it began.
    pub fn doubts(&self) -> Result<Vec<(u64, Timestamp)>, StoreError> {
        let sql = "SELECT seq, at FROM doubts WHERE ended IS NULL ORDER BY seq";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map([], |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), Timestamp(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many bodies an entry has.
    pub fn bodies(&self, entry: u64) -> Result<u64, StoreError> {
        let seq = i64::try_from(entry).map_err(|_| StoreError::Entry(entry))?;
        let sql = "SELECT count(*) FROM bodies WHERE id BETWEEN ?1 AND ?2";
        let (from, to) = (body_id(seq, Slot::Person), body_id(seq, Slot::Sealed));
        Ok(self.0.prepare_cached(sql)?.query_row([from, to], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// Whether one does.
    pub fn is_doubted(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM doubts WHERE ended IS NULL)";
        Ok(self.0.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }
}

impl Store {
    /// Whether somebody else wrote to the file, and nothing is on record of it yet.
    pub fn others_wrote(&self) -> bool {
        self.others
    }

    /// That somebody else wrote to the file is on record now.
    pub fn others_are_on_record(&mut self) {
        self.others = false;
    }

    /// Tables that were found not to be what the log says, by name.
    pub fn tables_that_differ(&self) -> BTreeSet<&'static str> {
        let small = self.differences().iter().map(|difference| difference.table);
        let compared = self.differing().into_iter().chain(&self.at_once);
        small.chain(compared.flat_map(|differing| differing.keys().copied())).collect()
    }

    /// Tables that the doubts which go on say differ.
    pub fn tables_doubted(&self) -> Result<BTreeSet<String>, StoreError> {
        let mut doubted = BTreeSet::new();
        for (seq, _) in self.tables().doubts()? {
            // A row that points elsewhere is found by what points there; an entry that does not open says nothing.
            if let Ok(Fact::StoreDoubted { tables }) = self.fact(seq) {
                doubted.extend(tables);
            }
        }
        Ok(doubted)
    }
}
