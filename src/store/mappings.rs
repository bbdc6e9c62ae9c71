//! How files of guests were read before: what their columns are, by the names those have. Working data, no verdict reads
//! it, and it holds names of columns, never what stands in them.

use super::error::StoreError;
use super::{Store, Tables};

/// What the name of such a setting begins with; the rest says which file it is for.
const PREFIX: &str = "columns/";

impl Tables<'_> {
    /// Each, with the key of the files it is for.
    pub fn mappings(&self) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT substr(name, length(?1) + 1), value FROM settings WHERE name >= ?1 AND name < ?1 || '~' ORDER BY name";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map([PREFIX], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The one for files with this key.
    pub fn mapping(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.setting(&format!("{PREFIX}{key}"))
    }
}

impl Store {
    /// Keeps one, in the place of the one for the same files.
    pub fn keep_mapping(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.set(&format!("{PREFIX}{key}"), value)
    }

    /// Forgets one; `false` if there is none.
    pub fn drop_mapping(&self, key: &str) -> Result<bool, StoreError> {
        let mut gone = self.connection.prepare_cached("DELETE FROM settings WHERE name = ?1")?;
        Ok(gone.execute([format!("{PREFIX}{key}")])? > 0)
    }
}
