//! What was done with visits, who approves them in whose place, and what is half entered.

use rusqlite::{Row, params};
use zeroize::Zeroizing;

use crate::domain::{DraftId, OperatorId, Timestamp, VisitId};

use super::error::StoreError;
use super::query::{VISIT, VisitRow, visit};
use super::{Store, Tables};

/// Steps of one visit that are read at most.
const MOST_STEPS: u32 = 200;
/// How long a draft is kept that nobody goes on with.
const DRAFT_KEPT: i64 = 30 * crate::domain::moment::DAY;

/// A row of `delegations`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DelegationRow {
    /// The entry that says so.
    pub seq: u64,
    /// In whose place.
    pub giver: OperatorId,
    /// Who.
    pub heir: OperatorId,
    /// The last moment at which they may.
    pub until: Timestamp,
}

/// A draft: its handle, when it was last written, and what it says.
pub type DraftRow = (DraftId, Timestamp, Zeroizing<Vec<u8>>);

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::unsigned_abs)
}

impl Tables<'_> {
    /// Entries that say what was done with a visit after it was entered, oldest first; the last of them, where there are
    /// many.
    pub fn steps_of(&self, visit: VisitId) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT seq FROM visit_steps WHERE visit = ?1 ORDER BY seq DESC LIMIT ?2";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map(params![visit.0, MOST_STEPS], |row| number(row, 0))?;
        let mut steps: Vec<u64> = rows.collect::<Result<_, _>>()?;
        steps.reverse();
        Ok(steps)
    }

    /// What was done with visits after this entry: which entry, and with which visit; with none where it was about several.
    pub fn steps_since(&self, after: u64) -> Result<Vec<(u64, Option<VisitId>)>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT seq, visit FROM visit_steps WHERE seq > ?1 ORDER BY seq")?;
        let rows = query.query_map([after.cast_signed()], |row| {
            Ok((number(row, 0)?, row.get::<_, Option<[u8; 16]>>(1)?.map(VisitId)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Entries about several visits, or about some that were erased since, before this one; the newest first.
    pub fn steps_of_many(&self, before: u64, limit: u32) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT seq FROM visit_steps WHERE visit IS NULL AND seq < ?1 ORDER BY seq DESC LIMIT ?2";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map(params![before.cast_signed(), limit], |row| number(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Approved visits that last longer than a day and do not end before this time, by their end, from the first after
    /// this one; up to `limit`.
    pub fn long_visits(
        &self,
        from: Timestamp,
        after: Option<(Timestamp, VisitId)>,
        limit: u32,
    ) -> Result<Vec<VisitRow>, StoreError> {
        let (ends, id) = after.unwrap_or((from, VisitId([0; 16])));
        let sql = format!(
            "{VISIT} AND v.ends - v.starts > 86400000 AND v.state = 'approved' AND v.ends >= ?1
             AND (v.ends, v.id) > (?1, ?2) ORDER BY v.ends, v.id LIMIT ?3"
        );
        let mut query = self.0.prepare_cached(&sql)?;
        let rows = query.query_map(params![ends.0, id.0, limit], visit)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Visits that an entry after this one scheduled, amended or did anything else with, and all of persons of whom one said
    /// something else.
    pub fn visits_after(&self, entry: u64) -> Result<Vec<VisitRow>, StoreError> {
        let mut rows = Vec::new();
        let done = "v.id IN (SELECT visit FROM visit_steps WHERE seq > ?1 AND visit IS NOT NULL)";
        for which in ["v.seq > ?1", done, "v.person IN (SELECT id FROM persons WHERE seq > ?1)"] {
            let mut query = self.0.prepare_cached(&format!("{VISIT} AND {which}"))?;
            for row in query.query_map([entry.cast_signed()], visit)? {
                rows.push(row?);
            }
        }
        Ok(rows)
    }

    /// Delegations of approval that hold at this time, oldest first.
    pub fn delegations(&self, at: Timestamp) -> Result<Vec<DelegationRow>, StoreError> {
        let sql = "SELECT seq, giver, heir, until FROM delegations WHERE ended IS NULL AND until >= ?1 ORDER BY seq";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map([at.0], |row| {
            let (giver, heir) = (OperatorId(row.get(1)?), OperatorId(row.get(2)?));
            Ok(DelegationRow { seq: number(row, 0)?, giver, heir, until: Timestamp(row.get(3)?) })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Puts a row into the table that no entry speaks of.
    #[cfg(test)]
    pub fn slip_delegation(&self, seq: i64, giver: OperatorId, heir: OperatorId, until: Timestamp) -> bool {
        let sql = "INSERT INTO delegations (seq, giver, heir, until) VALUES (?1, ?2, ?3, ?4)";
        self.connection.execute(sql, params![seq, giver.0, heir.0, until.0]).is_ok()
    }

    /// Keeps what is half entered, sealed to whoever is signed in; in the place of what stood under the same handle. What
    /// nobody has gone on with for a month goes.
    pub fn keep_draft(&mut self, id: DraftId, at: Timestamp, content: &[u8]) -> Result<(), StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let (operator, sealed) = (keys.operator, keys.seal_to_self(content, self.rng.as_mut())?);
        let sql = "INSERT INTO drafts (id, operator, at, sealed) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (id) DO UPDATE SET at = ?3, sealed = ?4 WHERE operator = ?2";
        let _ = self.connection.prepare_cached(sql)?.execute(params![id.0, operator.0, at.0, sealed])?;
        let over = at.plus(-DRAFT_KEPT);
        let _ = self.connection.prepare_cached("DELETE FROM drafts WHERE at < ?1")?.execute([over.0])?;
        Ok(())
    }

    /// What whoever is signed in has half entered, the last written first; what does not open is left out.
    pub fn drafts(&self) -> Result<Vec<DraftRow>, StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let sql = "SELECT id, at, sealed FROM drafts WHERE operator = ?1 ORDER BY at DESC, id";
        let mut query = self.connection.prepare_cached(sql)?;
        let rows = query.query_map([keys.operator.0], |row| {
            Ok((DraftId(row.get(0)?), Timestamp(row.get(1)?), row.get::<_, String>(2)?))
        })?;
        let mut drafts = Vec::new();
        for row in rows {
            let (id, at, sealed) = row?;
            drafts.extend(keys.open_own(&sealed).map(|content| (id, at, content)));
        }
        Ok(drafts)
    }

    /// Throws a draft of whoever is signed in away.
    pub fn drop_draft(&mut self, id: DraftId) -> Result<(), StoreError> {
        let operator = self.keys.as_ref().ok_or(StoreError::Locked)?.operator;
        let sql = "DELETE FROM drafts WHERE id = ?1 AND operator = ?2";
        let _ = self.connection.prepare_cached(sql)?.execute(params![id.0, operator.0])?;
        Ok(())
    }
}
