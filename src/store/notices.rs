//! What happened to visits that hosts and the desk hear of: working data that no verdict reads.
//!
//! An event is here once, whatever is restarted or looked at again, and what goes out about it is put here with it.

use rusqlite::{OptionalExtension, Row, params};

use crate::domain::moment::DAY;
use crate::domain::notice::Event;
use crate::domain::{Timestamp, VisitId};

use super::error::StoreError;
use super::mails::{NewMail, forget, insert};
use super::{Store, Tables};

/// The setting that says how far the log was looked at.
const SEEN: &str = "notices-seen";
/// How long an event is remembered whose stay is over.
const KEPT: i64 = 3 * DAY;
/// Old ones are looked for once in so many: an admission is not to wait for that.
const TIDIED: i64 = 64;

/// Something that happened to a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub event: Event,
    /// The stay, or the wait: the entry that began it.
    pub entry: u64,
    /// The visit.
    pub visit: VisitId,
    /// When.
    pub at: Timestamp,
}

/// An event with its number.
pub type NoticeRow = (i64, Happened);

const ROW: &str = "SELECT id, event, entry, visit, at FROM notices";
/// Whether the stay `entry` goes on.
const OPEN: &str = "EXISTS (SELECT 1 FROM presences WHERE seq = entry AND departed IS NULL AND corrected IS NULL)";
/// Whether the wait `entry` goes on.
const WAITS: &str = "EXISTS (SELECT 1 FROM referrals WHERE seq = entry AND closed IS NULL)";

impl Tables<'_> {
    /// The visit of a wait, unless it was erased.
    pub fn referred(&self, entry: u64) -> Result<Option<VisitId>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT visit FROM referrals WHERE seq = ?1")?;
        let visit = query.query_row([entry.cast_signed()], |row| row.get::<_, Option<[u8; 16]>>(0)).optional()?;
        Ok(visit.flatten().map(VisitId))
    }

    /// Whether anybody is inside.
    pub fn is_anybody_inside(&self) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM presences INDEXED BY presences_inside
            WHERE departed IS NULL AND corrected IS NULL LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row([], |_| Ok(())).optional()?.is_some())
    }
}

impl Store {
    /// The first entry of the log that was not looked at yet.
    pub fn notices_seen(&self) -> Result<u64, StoreError> {
        Ok(self.tables().setting(SEEN)?.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// The log was looked at up to here.
    pub fn see_notices(&self, seen: u64) -> Result<(), StoreError> {
        self.set(SEEN, &seen.to_string())
    }

    /// Remembers an event with what goes out about it, and how far the log was looked at with it; whether it is new. One
    /// that was remembered before goes out no second time. The oldest are forgotten.
    pub fn note(&mut self, now: Timestamp, what: &Happened, out: &[NewMail], seen: u64) -> Result<bool, StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let all = self.connection.unchecked_transaction()?;
        let sql = "INSERT OR IGNORE INTO notices (event, entry, visit, at, away) VALUES (?1, ?2, ?3, ?4, 0)";
        let values = params![what.event.code(), what.entry.cast_signed(), what.visit.0, what.at.0];
        let new = all.prepare_cached(sql)?.execute(values)? > 0;
        if new {
            let id = all.last_insert_rowid();
            for mail in out {
                let _ = insert(&all, keys, self.rng.as_mut(), (now, what.visit, Some(id)), mail)?;
            }
            if id % TIDIED == 0 {
                forget(&all, now)?;
                let sql = format!("DELETE FROM notices WHERE at < ?1 AND NOT {OPEN}");
                let _ = all.prepare_cached(&sql)?.execute([now.plus(-KEPT).0])?;
            }
        }
        let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        let _ = all.prepare_cached(sql)?.execute([SEEN, &seen.to_string()])?;
        all.commit()?;
        Ok(new)
    }

    /// Whether an event was remembered.
    pub fn is_noted(&self, event: Event, entry: u64) -> Result<bool, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT 1 FROM notices WHERE event = ?1 AND entry = ?2")?;
        let found = query.query_row(params![event.code(), entry.cast_signed()], |_| Ok(())).optional()?;
        Ok(found.is_some())
    }

    /// Whether an event is still so: the guest is inside, waits or has left, as it says.
    pub fn notice_holds(&self, id: i64) -> Result<bool, StoreError> {
        let sql = format!(
            "SELECT CASE event WHEN 'referral' THEN {WAITS} WHEN 'departure' THEN NOT {OPEN} ELSE {OPEN} END
             FROM notices WHERE id = ?1"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        Ok(query.query_row([id], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    /// What is so at the moment and was not put away, the newest first: who waits, who is inside since `since` or later,
    /// and who should have left, whenever they came.
    pub fn notices_open(&self, since: Timestamp) -> Result<Vec<NoticeRow>, StoreError> {
        let sql = format!(
            "{ROW} AS n WHERE away = 0 AND CASE event
                WHEN 'referral' THEN at >= ?1 AND {WAITS}
                WHEN 'overstay' THEN {OPEN}
                WHEN 'arrival' THEN at >= ?1 AND {OPEN} AND NOT EXISTS
                    (SELECT 1 FROM notices WHERE event = 'overstay' AND entry = n.entry)
                ELSE 0 END
             ORDER BY id DESC"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map([since.0], read)?.collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The desk has put an event away.
    pub fn put_notice_away(&self, id: i64) -> Result<(), StoreError> {
        let _ = self.connection.prepare_cached("UPDATE notices SET away = 1 WHERE id = ?1")?.execute([id])?;
        Ok(())
    }
}

/// A row; `None` for an event that there is not, which the table's own check keeps out.
fn read(row: &Row<'_>) -> rusqlite::Result<Option<NoticeRow>> {
    let (id, code): (i64, String) = (row.get(0)?, row.get(1)?);
    let entry = row.get::<_, i64>(2)?.unsigned_abs();
    let (visit, at) = (VisitId(row.get(3)?), Timestamp(row.get(4)?));
    Ok(Event::from_code(&code).map(|event| (id, Happened { event, entry, visit, at })))
}
