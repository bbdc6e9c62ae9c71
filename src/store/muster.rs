//! Questions to the tables about roll calls and overrides.

use rusqlite::OptionalExtension;

use crate::domain::Timestamp;

use super::Tables;
use super::error::StoreError;

/// A row of `overrides`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverrideRow {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The entry with which somebody went through it.
    pub reviewed: Option<u64>,
}

/// The last answer about somebody at a roll call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRow {
    /// Its entry.
    pub seq: u64,
    /// Whether they are accounted for.
    pub found: bool,
}

impl Tables<'_> {
    /// The entry that began the roll call that goes on, and when, if one does.
    pub fn muster(&self) -> Result<Option<(u64, Timestamp)>, StoreError> {
        let sql = "SELECT seq, at FROM musters WHERE ended IS NULL ORDER BY seq DESC LIMIT 1";
        let open = self.0.prepare_cached(sql)?.query_row([], |row| {
            let at = Timestamp(row.get(1)?);
            Ok((row.get::<_, i64>(0)?.cast_unsigned(), at))
        });
        Ok(open.optional()?)
    }

    /// The last answer about a stay at this roll call.
    pub fn roll_answer(&self, muster: u64, presence: u64) -> Result<Option<AnswerRow>, StoreError> {
        let sql = "SELECT seq, found FROM roll_answers WHERE muster = ?1 AND presence = ?2 ORDER BY seq DESC LIMIT 1";
        let stay = [muster.cast_signed(), presence.cast_signed()];
        let last = self.0.prepare_cached(sql)?.query_row(stay, |row| {
            let found = row.get(1)?;
            Ok(AnswerRow { seq: row.get::<_, i64>(0)?.cast_unsigned(), found })
        });
        Ok(last.optional()?)
    }

    /// Overrides, the newest first; up to `limit`.
    pub fn overrides(&self, limit: u32) -> Result<Vec<OverrideRow>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT seq, at, reviewed FROM overrides ORDER BY seq DESC LIMIT ?1")?;
        let rows = query.query_map([limit], |row| {
            let (seq, reviewed) = (row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(2)?);
            let at = Timestamp(row.get(1)?);
            Ok(OverrideRow { seq: seq.cast_unsigned(), at, reviewed: reviewed.map(i64::cast_unsigned) })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
