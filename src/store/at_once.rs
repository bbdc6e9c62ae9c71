//! The tables held against the log for whoever asks one thing and is gone: a command has no time between acts in which
//! all of them could be compared ([`super::comparison`]), and what it answers is acted on all the same.
//!
//! A log of no more entries than can be read at once is compared whole. Of a longer one the newest entries are, with the
//! rows that they alone made: who was turned away, who waits, what was answered and who came. What a table says of a visit
//! may hang on any entry, so that of a long log that is left to the window and to `log verify`.

use rusqlite::types::Value;

use super::Store;
use super::comparison::{Comparison, Differing};
use super::error::StoreError;
use super::log;
use super::rebuild::Range;

/// Tables of which each row is made by the entry that is its key, and changed by later ones alone.
const BY_ENTRY: [(&str, &str); 4] =
    [("presences", "seq"), ("referrals", "seq"), ("answers", "seq"), ("refusals", "seq")];

impl Store {
    /// Compares what the newest `most` entries made, and everything where there are no more; once, until somebody else
    /// writes to the file. Rows of watch-lists are left out: they are held against their fact where they are read.
    pub fn compare_at_once(&mut self, most: u64) -> Result<(), StoreError> {
        if self.at_once.is_some() || self.is_compared() {
            return Ok(());
        }
        let reading = self.connection.unchecked_transaction()?;
        // Beside a running window the log is longer by now than when this store was opened.
        let head = log::head(&self.connection)?;
        let first = head.frontier.size().saturating_sub(most);
        let mut going = Comparison::begin(self)?;
        let found = if first == 0 {
            while !going.entries_and_rows(self, &head)? {}
            going.found()
        } else {
            going.newest(self, first, head.frontier.size())?
        };
        reading.finish()?;
        self.at_once = Some(found);
        Ok(())
    }
}

impl Comparison {
    /// What the entries from `first` on made, as far as earlier ones have no part in it.
    fn newest(mut self, store: &Store, first: u64, size: u64) -> Result<Differing, StoreError> {
        // No tree is made of a part of its leaves.
        self.signed = None;
        for seq in first..size {
            self.entry(store, seq)?;
        }
        let after = first.checked_sub(1).and_then(|last| i64::try_from(last).ok()).map(Value::Integer);
        let range = Range { after, until: None };
        for of in BY_ENTRY {
            self.rows_of(store, of, &range, false)?;
        }
        Ok(self.found())
    }
}
