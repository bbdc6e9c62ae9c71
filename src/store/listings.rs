//! Reference data: the rows of watch-lists, and whether they are the ones that were loaded.

use data_encoding::HEXLOWER;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::domain::LoadId;

use super::error::StoreError;
use super::{Store, Tables};

/// The digest of rows in their order: SHA-256 over each after its length, four bytes, big-endian.
#[derive(Debug, Clone, Default)]
pub struct RowsDigest {
    hash: Sha256,
    rows: u64,
}

impl RowsDigest {
    /// Takes the next row.
    pub fn row(&mut self, bytes: &[u8]) {
        // A row longer than its length can say is none of ours: SQLite holds it to 16 MB.
        self.hash.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.hash.update(bytes);
        self.rows += 1;
    }

    /// Rows taken so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The digest, lower-case hexadecimal.
    pub fn hex(self) -> String {
        HEXLOWER.encode(&self.hash.finalize())
    }
}

impl Store {
    /// Writes rows of a load, the first of them under `number`, in a transaction of their own.
    pub fn put_rows(&mut self, load: LoadId, number: u64, rows: &[Vec<u8>]) -> Result<(), StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let written = write(&self.connection, load, number, rows);
        written.map_err(|error| self.reopen_after(error))
    }

    /// Deletes up to `limit` rows of loads that no list uses, apart from the one that is being written; answers whether
    /// none is left.
    pub fn drop_rows(&mut self, writing: Option<LoadId>, limit: u32) -> Result<bool, StoreError> {
        if self.lock.is_none() {
            return Ok(true);
        }
        let Some(load) = self.tables().unused_load(writing)? else { return Ok(true) };
        let sql = "DELETE FROM listings WHERE load = ?1 AND number IN
            (SELECT number FROM listings WHERE load = ?1 ORDER BY number LIMIT ?2)";
        let done = self.connection.prepare_cached(sql).and_then(|mut sql| sql.execute(params![load.0, limit]));
        match done {
            Ok(_) => Ok(false),
            Err(error) => Err(self.reopen_after(error.into())),
        }
    }
}

fn write(connection: &Connection, load: LoadId, number: u64, rows: &[Vec<u8>]) -> Result<(), StoreError> {
    let transaction = rusqlite::Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let mut insert = connection.prepare_cached("INSERT INTO listings (load, number, bytes) VALUES (?1, ?2, ?3)")?;
    for (row, number) in rows.iter().zip(number..) {
        let _ = insert.execute(params![load.0, number.cast_signed(), row])?;
    }
    Ok(transaction.commit()?)
}

impl Tables<'_> {
    /// Rows of a load from `number` on, up to `limit`, in their order.
    pub fn rows_of(&self, load: LoadId, number: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let sql = "SELECT number, bytes FROM listings WHERE load = ?1 AND number >= ?2 ORDER BY number LIMIT ?3";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map(params![load.0, number.cast_signed(), limit], |row| {
            Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The digest and the number of the rows of a load, all of them read.
    pub fn digest_of(&self, load: LoadId) -> Result<(String, u64), StoreError> {
        let mut query = self.0.prepare("SELECT bytes FROM listings WHERE load = ?1 ORDER BY number")?;
        let (mut rows, mut digest) = (query.query([load.0])?, RowsDigest::default());
        while let Some(row) = rows.next()? {
            digest.row(row.get_ref(0)?.as_blob().unwrap_or_default());
        }
        let rows = digest.rows();
        Ok((digest.hex(), rows))
    }

    /// A load that has rows and that no list uses.
    fn unused_load(&self, writing: Option<LoadId>) -> Result<Option<LoadId>, StoreError> {
        let mut after: Vec<u8> = Vec::new();
        loop {
            // From one load to the next by the key, without reading their rows.
            let mut next = self.0.prepare_cached("SELECT load FROM listings WHERE load > ?1 ORDER BY load LIMIT 1")?;
            let found: Option<Vec<u8>> = next.query_row([&after], |row| row.get(0)).optional()?;
            let Some(load) = found else { return Ok(None) };
            let mut used = self.0.prepare_cached("SELECT EXISTS (SELECT 1 FROM watchlists WHERE load = ?1)")?;
            let used: bool = used.query_row([&load], |row| row.get(0))?;
            match LoadId::from_slice(&load) {
                Ok(load) if !used && writing != Some(load) => return Ok(Some(load)),
                _ => after = load,
            }
        }
    }
}
