//! The book of hosts: working data that no verdict reads. Each row is sealed for itself, so that none stands in the place of
//! another.

use rusqlite::params;
use zeroize::Zeroizing;

use crate::domain::HostId;

use super::Store;
use super::error::StoreError;

/// What rows are sealed for.
const PURPOSE: &str = "host";

/// A host as it is kept: their handle, and what is said of them.
pub type HostRow = (HostId, Zeroizing<Vec<u8>>);

impl Store {
    /// Every host, opened; what does not open is left out.
    pub fn hosts(&self) -> Result<Vec<HostRow>, StoreError> {
        let keys = self.keys()?;
        let mut query = self.connection.prepare_cached("SELECT id, sealed FROM hosts")?;
        let rows = query.query_map([], |row| Ok((HostId(row.get(0)?), row.get::<_, Vec<u8>>(1)?)))?;
        let mut hosts = Vec::new();
        for row in rows {
            let (id, sealed) = row?;
            match keys.open_working((PURPOSE, &[&id.0]), &sealed) {
                Some(content) => hosts.push((id, content)),
                None => tracing::warn!("a row of the book of hosts does not open"),
            }
        }
        Ok(hosts)
    }

    /// Keeps these hosts, all of them or none; each in the place of what stood under the same handle.
    pub fn keep_hosts(&mut self, hosts: &[HostRow]) -> Result<(), StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let all = self.connection.unchecked_transaction()?;
        for (id, content) in hosts {
            let sealed = keys.seal_working((PURPOSE, &[&id.0]), content, self.rng.as_mut())?;
            let sql = "INSERT INTO hosts (id, sealed) VALUES (?1, ?2)
                ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed";
            let _ = all.prepare_cached(sql)?.execute(params![id.0, sealed])?;
        }
        Ok(all.commit()?)
    }

    /// Takes a host out of the book; whether they were in it.
    pub fn remove_host(&self, id: HostId) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached("DELETE FROM hosts WHERE id = ?1")?.execute([id.0])? > 0)
    }
}

#[cfg(test)]
impl Store {
    /// Puts the row of one host under the handle of another, as somebody with the file could.
    pub fn exchange_hosts(&self, from: HostId, to: HostId) {
        let sql = "UPDATE hosts SET sealed = (SELECT sealed FROM hosts WHERE id = ?1) WHERE id = ?2";
        assert_eq!(self.connection.execute(sql, params![from.0, to.0]).unwrap(), 1);
    }
}
