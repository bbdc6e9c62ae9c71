//! Delegations, and the visits that belong to them.

use rusqlite::params;

use crate::domain::{GroupId, Timestamp};

use super::Tables;
use super::error::StoreError;
use super::query::{VISIT, VisitRow, visit};

impl Tables<'_> {
    /// The visits of a delegation that count, as they were entered; at most `limit`.
    pub fn visits_of_group(&self, group: GroupId, limit: u32) -> Result<Vec<VisitRow>, StoreError> {
        let sql = format!("{VISIT} AND v.group_id = ?1 ORDER BY v.entered LIMIT ?2");
        let mut query = self.0.prepare_cached(&sql)?;
        let rows = query.query_map(params![group.0, limit], visit)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The entry that says what a delegation is.
    pub fn group(&self, group: GroupId) -> Result<Option<u64>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT max(seq) FROM groups WHERE id = ?1")?;
        Ok(query.query_row([group.0], |row| row.get::<_, Option<i64>>(0).map(|seq| seq.map(i64::unsigned_abs)))?)
    }

    /// Delegations with a visit that touches the time from `from` to before `to`, by when the first of these begins; at most
    /// `limit`.
    pub fn groups_between(&self, from: Timestamp, to: Timestamp, limit: u32) -> Result<Vec<GroupId>, StoreError> {
        let sql = "SELECT group_id FROM visits INDEXED BY visits_by_group
            WHERE group_id IS NOT NULL AND ends >= ?1 AND starts < ?2 AND state NOT IN ('declined', 'cancelled')
                AND (import IS NULL OR (SELECT state FROM imports i WHERE i.id = visits.import) = 'closed')
            GROUP BY group_id ORDER BY min(starts), group_id LIMIT ?3";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map(params![from.0, to.0, limit], |row| row.get(0).map(GroupId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
