//! Rows of the log, walked along beside its entries.

use rusqlite::Rows;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;

use crate::store::error::StoreError;

/// The checkpoints, one ahead.
pub struct Notes<'r> {
    rows: Rows<'r>,
    /// Size, note and time of the next.
    pub next: Option<(u64, String, i64)>,
}

impl<'r> Notes<'r> {
    /// On the first row.
    pub fn new(rows: Rows<'r>) -> Result<Self, StoreError> {
        let mut notes = Self { rows, next: None };
        notes.advance()?;
        Ok(notes)
    }

    /// To the next row.
    pub fn advance(&mut self) -> Result<(), StoreError> {
        let row = self.rows.next()?;
        self.next = row
            .map(|row| Ok::<_, rusqlite::Error>((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?, row.get(2)?)))
            .transpose()?;
        Ok(())
    }
}

/// The bodies, standing on the next row not looked at.
pub struct Bodies<'r> {
    rows: Rows<'r>,
    id: Option<u64>,
}

impl<'r> Bodies<'r> {
    /// On the first row.
    pub fn new(rows: Rows<'r>) -> Result<Self, StoreError> {
        let mut bodies = Self { rows, id: None };
        bodies.advance()?;
        Ok(bodies)
    }

    /// To the next row.
    pub fn advance(&mut self) -> Result<(), StoreError> {
        self.id = self.rows.next()?.map(|row| row.get::<_, i64>(0)).transpose()?.map(i64::cast_unsigned);
        Ok(())
    }

    /// Passes rows before `id`, telling of each: no entry has them.
    pub fn skip_to(&mut self, id: u64, mut extra: impl FnMut(u64)) -> Result<(), StoreError> {
        while let Some(here) = self.id.filter(|here| *here < id) {
            extra(here);
            self.advance()?;
        }
        Ok(())
    }

    /// The row of this body, if it is the next.
    pub fn take(&self, id: u64) -> Result<Option<&rusqlite::Row<'r>>, StoreError> {
        if self.id != Some(id) {
            return Ok(None);
        }
        Ok(self.rows.get())
    }
}
