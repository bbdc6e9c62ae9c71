//! Questions about lists, the mission's own listings, and the answers of security.

use rusqlite::{OptionalExtension, Row, params};

use crate::domain::{FindingId, ListingId, LoadId, Moment, OperatorId, PersonId, Timestamp};

use super::error::StoreError;
use super::{Store, Tables};

/// A row of `watchlists`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchlistRow {
    /// What it is called.
    pub name: String,
    /// The entry that loaded it.
    pub seq: u64,
    /// When that was.
    pub at: Timestamp,
    /// What its rows stand under.
    pub load: LoadId,
    /// The last entry that set its limits.
    pub limits: u64,
}

/// A row of `own_listings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnRow {
    /// Its handle.
    pub id: ListingId,
    /// The entry that added or last amended it.
    pub seq: u64,
    /// When that was.
    pub at: Timestamp,
    /// The last moment at which it counts.
    pub until: Option<Timestamp>,
}

/// A row of `reviews`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewRow {
    /// The entry that answered last.
    pub seq: u64,
    /// When that was.
    pub at: Timestamp,
    /// Whether they may come in as far as this goes.
    pub granted: bool,
    /// The last moment at which it holds.
    pub until: Option<Timestamp>,
}

impl ReviewRow {
    /// Whether it lets them in at this time.
    pub fn clears(&self, now: Timestamp) -> bool {
        self.granted && self.until.is_none_or(|until| now <= until)
    }
}

impl OwnRow {
    /// Whether it counts at this moment.
    pub fn counts(&self, now: Moment) -> bool {
        self.until.is_none_or(|until| now.at <= until)
    }
}

fn own(row: &Row<'_>) -> rusqlite::Result<OwnRow> {
    Ok(OwnRow {
        id: ListingId(row.get(0)?),
        seq: row.get::<_, i64>(1)?.cast_unsigned(),
        at: Timestamp(row.get(2)?),
        until: row.get::<_, Option<i64>>(3)?.map(Timestamp),
    })
}

fn review(row: &Row<'_>) -> rusqlite::Result<ReviewRow> {
    Ok(ReviewRow {
        seq: row.get::<_, i64>(0)?.cast_unsigned(),
        at: Timestamp(row.get(1)?),
        granted: row.get(2)?,
        until: row.get::<_, Option<i64>>(3)?.map(Timestamp),
    })
}

const OWN: &str = "SELECT id, seq, at, until FROM own_listings WHERE ended IS NULL";

impl Tables<'_> {
    /// Every list that is configured, by name.
    pub fn watchlists(&self) -> Result<Vec<WatchlistRow>, StoreError> {
        let mut rows = self.reference()?;
        rows.retain(|row| !row.name.is_empty());
        Ok(rows)
    }

    /// The mission's table of given names, if there is one.
    pub fn names(&self) -> Result<Option<WatchlistRow>, StoreError> {
        Ok(self.reference()?.into_iter().find(|row| row.name.is_empty()))
    }

    /// All reference data that is configured: the table of given names under no name, and the lists.
    pub fn reference(&self) -> Result<Vec<WatchlistRow>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT name, seq, at, load, limits FROM watchlists ORDER BY name")?;
        let rows = query.query_map([], |row| {
            Ok(WatchlistRow {
                name: row.get(0)?,
                seq: row.get::<_, i64>(1)?.cast_unsigned(),
                at: Timestamp(row.get(2)?),
                load: LoadId(row.get(3)?),
                limits: row.get::<_, i64>(4)?.cast_unsigned(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Entries of the mission's own list that were not ended, oldest first.
    pub fn own_listings(&self) -> Result<Vec<OwnRow>, StoreError> {
        let mut query = self.0.prepare_cached(&format!("{OWN} ORDER BY seq"))?;
        let rows = query.query_map([], own)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One entry of the mission's own list, unless it was ended.
    pub fn own_listing(&self, id: ListingId) -> Result<Option<OwnRow>, StoreError> {
        let mut query = self.0.prepare_cached(&format!("{OWN} AND id = ?1"))?;
        Ok(query.query_row([id.0], own).optional()?)
    }

    /// The last answer to a finding.
    pub fn review(&self, id: FindingId) -> Result<Option<ReviewRow>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT seq, at, granted, until FROM reviews WHERE id = ?1")?;
        Ok(query.query_row([id.0], review).optional()?)
    }

    /// The last answers to findings and whom they are about, newest first; before the entry `before`, at most `limit`.
    pub fn reviews(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<(FindingId, PersonId, ReviewRow)>, StoreError> {
        let sql = "SELECT seq, at, granted, until, id, person FROM reviews WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2";
        let mut query = self.0.prepare_cached(sql)?;
        let before = before.map_or(i64::MAX, u64::cast_signed);
        let rows = query.query_map(params![before, limit], |row| {
            Ok((FindingId(row.get(4)?), PersonId(row.get(5)?), review(row)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Entries with the last answers about a person, newest first; at most 64.
    pub fn reviews_of(&self, person: PersonId) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT seq FROM reviews WHERE person = ?1 ORDER BY seq DESC LIMIT 64";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map([person.0], |row| row.get::<_, i64>(0).map(i64::cast_unsigned))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many verdicts an operator asked for on a day, and how many persons they opened, as counted so far.
    pub fn counted(&self, day: &str, operator: OperatorId) -> Result<(u64, u64), StoreError> {
        let sql = "SELECT (SELECT count FROM checks WHERE day = ?1 AND operator = ?2),
            (SELECT count FROM openings WHERE day = ?1 AND operator = ?2)";
        let count = |row: &Row<'_>, at| row.get::<_, Option<i64>>(at).map(|count| count.unwrap_or(0).cast_unsigned());
        let mut query = self.0.prepare_cached(sql)?;
        Ok(query.query_row(params![day, operator.0], |row| Ok((count(row, 0)?, count(row, 1)?)))?)
    }
}

impl Store {
    /// Counts persons that an operator opened.
    pub fn count_opened(&self, day: &str, operator: OperatorId, count: u64) -> Result<(), StoreError> {
        let sql = "INSERT INTO openings (day, operator, count) VALUES (?1, ?2, ?3)
            ON CONFLICT (day, operator) DO UPDATE SET count = count + excluded.count";
        let _ = self.connection.prepare_cached(sql)?.execute(params![day, operator.0, count.cast_signed()])?;
        Ok(())
    }
}
