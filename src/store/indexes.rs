//! Whether the indexes of a table have the rows that it has. What is looked for by an index is not seen where that lacks
//! it, and the table read in its own order is whole all the same; so a file can be changed by changing an index alone.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::rebuild::Range;

/// A way by which rows of a table are found: an index, or the key itself.
pub(super) struct Index {
    table: String,
    /// How SQL says that rows are looked for by it, and that they are read as they lie in the table.
    by: String,
    as_they_lie: String,
    /// Its columns, in their order.
    columns: Vec<String>,
    /// Of which rows it is, in SQL.
    of: String,
}

impl Index {
    /// Every index of a table, the key of it first.
    pub fn all(store: &Connection, (table, key): (&str, &str)) -> Result<Vec<Self>, StoreError> {
        let mut list = store.prepare_cached(&format!("PRAGMA index_list({table})"))?;
        let list = list.query_map([], |row| Ok((row.get("name")?, row.get("origin")?)))?;
        let (keys, names): (Vec<_>, Vec<_>) =
            list.collect::<Result<Vec<(String, String)>, _>>()?.into_iter().partition(|(_, origin)| origin == "pk");
        // A table WITHOUT ROWID lies in an index of its key.
        let as_they_lie = keys.first().map_or("NOT INDEXED".to_owned(), |(name, _)| format!("INDEXED BY {name}"));
        let by_key = Self {
            table: table.to_owned(),
            by: as_they_lie.clone(),
            as_they_lie: as_they_lie.clone(),
            columns: vec![key.to_owned()],
            of: "true".to_owned(),
        };
        let named = names.into_iter().map(|(name, _)| Self::named(store, table, &name, &as_they_lie));
        std::iter::once(Ok(by_key)).chain(named).collect()
    }

    fn named(store: &Connection, table: &str, name: &str, as_they_lie: &str) -> Result<Self, StoreError> {
        let mut info = store.prepare_cached(&format!("PRAGMA index_info({name})"))?;
        let columns = info.query_map([], |row| row.get("name"))?.collect::<Result<_, _>>()?;
        let mut made = store.prepare_cached("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1")?;
        let made: Option<String> = made.query_row([name], |row| row.get(0)).optional()?.flatten();
        let of = made.as_deref().and_then(|sql| Some(sql.split_once(" WHERE ")?.1)).unwrap_or("true").to_owned();
        let (table, by) = (table.to_owned(), format!("INDEXED BY {name}"));
        Ok(Self { table, by, as_they_lie: as_they_lie.to_owned(), columns, of })
    }

    /// Whether it leads to every row in this range that it is of.
    pub fn leads_to(&self, store: &Connection, key: &str, range: &Range) -> Result<bool, StoreError> {
        let Self { table, by, columns, of, .. } = self;
        let same: String = columns.iter().map(|column| format!(" AND there.{column} IS here.{column}")).collect();
        let found =
            format!("EXISTS (SELECT 1 FROM {table} AS there {by} WHERE ({of}){same} AND there.{key} IS here.{key})");
        let rows = range.rows(&format!("{table} {}", self.as_they_lie), key);
        let sql = format!("SELECT EXISTS (SELECT 1 FROM ({rows}) AS here WHERE ({of}) AND NOT {found})");
        let mut query = store.prepare_cached(&sql)?;
        let lost: Option<bool> = range.of(&mut query)?.next()?.map(|row| row.get(0)).transpose()?;
        Ok(lost == Some(false))
    }

    /// Whether it leads to no more rows than there are.
    pub fn leads_to_no_more(&self, store: &Connection) -> Result<bool, StoreError> {
        let Self { table, of, .. } = self;
        // A sum and not count(*), which SQLite counts by whatever index is the smallest.
        let count = |by: &str| -> Result<i64, StoreError> {
            let sql = format!("SELECT coalesce(sum(1), 0) FROM {table} {by} WHERE {of}");
            Ok(store.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
        };
        Ok(count(&self.by)? == count(&self.as_they_lie)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::apply::PROJECTIONS;
    use crate::store::connection::SCHEMA;

    fn agree(store: &Connection, of: (&str, &str)) -> bool {
        Index::all(store, of).unwrap().into_iter().all(|index| {
            index.leads_to(store, of.1, &Range::default()).unwrap() && index.leads_to_no_more(store).unwrap()
        })
    }

    /// A file whose index was made by another definition than it has: of the rows of that, and of no others.
    fn made_by(table: &str, index: &str, by: &str) -> Connection {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let store = Connection::open(&path).unwrap();
        let rows = "(1, 'a', 7), (2, 'b', NULL), (3, NULL, 7), (4, 'd', NULL)";
        store
            .execute_batch(&format!("{table}; INSERT INTO t VALUES {rows}; {by}; PRAGMA writable_schema = ON"))
            .unwrap();
        let _ = store.execute("UPDATE sqlite_schema SET sql = ?1 WHERE name = 'i'", [index]).unwrap();
        store.execute_batch("PRAGMA schema_version = 99").unwrap();
        drop(store);
        Connection::open(&path).unwrap()
    }

    #[test]
    fn an_index_leads_to_its_rows_and_to_no_others() {
        for table in [
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, ends INTEGER) STRICT",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, ends INTEGER) STRICT, WITHOUT ROWID",
        ] {
            for (index, lost, more) in [
                ("CREATE INDEX i ON t (name)", "CREATE INDEX i ON t (name) WHERE id <> 2", None),
                ("CREATE INDEX i ON t (ends, name)", "CREATE INDEX i ON t (ends, name) WHERE id <> 3", None),
                (
                    "CREATE INDEX i ON t (name) WHERE ends IS NULL",
                    "CREATE INDEX i ON t (name) WHERE ends IS NULL AND id <> 4",
                    Some("CREATE INDEX i ON t (name) WHERE ends IS NULL OR id = 1"),
                ),
            ] {
                assert!(agree(&made_by(table, index, index), ("t", "id")), "{table}: {index}");
                for wrong in [Some(lost), more].into_iter().flatten() {
                    assert!(!agree(&made_by(table, index, wrong), ("t", "id")), "{table}: {index}, made by {wrong}");
                }
            }
        }
    }

    #[test]
    fn every_index_of_the_schema_can_be_held_against_its_table() {
        let store = Connection::open_in_memory().unwrap();
        store.execute_batch(SCHEMA).unwrap();
        let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?1";
        for (table, key) in PROJECTIONS {
            let made: i64 = store.query_row(sql, [table], |row| row.get(0)).unwrap();
            assert!(Index::all(&store, (table, key)).unwrap().len() > usize::try_from(made).unwrap(), "{table}");
            assert!(agree(&store, (table, key)), "{table}");
        }
    }
}
