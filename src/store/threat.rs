//! Questions to the tables about how high the threat is.

use rusqlite::OptionalExtension;

use crate::domain::posture::Lockdown;
use crate::domain::{PersonId, Posture, Threat, Timestamp};

use super::Tables;
use super::error::StoreError;

impl Tables<'_> {
    /// The level in force, and the lockdown if there is one.
    pub fn threat(&self) -> Result<Threat, StoreError> {
        let sql = "SELECT at, level FROM postures ORDER BY seq DESC LIMIT 1";
        let set = self.0.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
        let (since, posture) = match set.optional()? {
            None => (None, Posture::Normal),
            // A level that this program does not know is none that could be kept to: the highest stands in.
            Some((at, level)) => (Some(Timestamp(at)), Posture::from_code(&level).unwrap_or(Posture::Delta)),
        };
        Ok(Threat { posture, since, lockdown: self.lockdown()? })
    }

    /// The lockdown that goes on, if one does.
    pub fn lockdown(&self) -> Result<Option<Lockdown>, StoreError> {
        let sql = "SELECT seq, at FROM lockdowns WHERE ended IS NULL ORDER BY seq DESC LIMIT 1";
        let open = self.0.prepare_cached(sql)?.query_row([], |row| {
            let since = Timestamp(row.get(1)?);
            Ok(Lockdown { seq: row.get::<_, i64>(0)?.cast_unsigned(), since })
        });
        Ok(open.optional()?)
    }

    /// How often a person was refused from this time on, without what was taken back.
    pub fn refusals_since(&self, person: PersonId, since: Timestamp) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM refusals WHERE person = ?1 AND at >= ?2 AND corrected IS NULL";
        let values = rusqlite::params![person.0, since.0];
        Ok(self.0.prepare_cached(sql)?.query_row(values, |row| row.get(0))?)
    }
}
