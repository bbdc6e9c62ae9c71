//! Making the projections anew from the log, in place or in a scratch file to be compared with.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{CachedStatement, Connection, Row, Rows, TransactionBehavior};

use crate::domain::{ClockQuality, Moment};
use crate::ledger::Leaf;

use super::apply::{Occurrence, PROJECTIONS, apply};
use super::comparison::Whole;
use super::erase::is_erasable;
use super::error::StoreError;
use super::indexes::Index;
use super::snapshot::drop_guests;
use super::{Act, Store};

/// A projection that is not what the log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row's key, as SQL writes it.
    pub key: String,
    /// The column; `None` where the whole row is missing or too many.
    pub column: Option<String>,
    /// Whether the row stands in the store, in the rebuilt table, or in both.
    pub what: Divergence,
}

/// How a row differs from the rebuilt one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divergence {
    /// The store has a row that the log does not make.
    Slipped,
    /// The log makes a row that the store lacks.
    Lost,
    /// The row has another value.
    Altered,
}

impl Store {
    /// Makes every projection anew from the log, in one transaction. Returns the number of entries applied.
    pub fn rebuild(&mut self, now: Moment) -> Result<u64, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let _ = self.keys()?;
        let transaction = rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        // By the facts and not by the table of before: what is missing is not taken for erased.
        let erased = self.erased_by_the_log()?;
        for (table, _) in PROJECTIONS {
            let _ = self.connection.execute(&format!("DELETE FROM {table}"), [])?;
        }
        let size = self.head.frontier.size();
        for seq in 0..size {
            let (_, leaf) = self.leaf(seq)?;
            let fact = if erased.contains(&seq) && is_erasable(leaf.kind) { None } else { Some(self.fact(seq)?) };
            apply_entry(&self.connection, &leaf, fact.as_ref())?;
        }
        // What guests were found by was read from the tables of before.
        drop_guests(&self.connection)?;
        transaction.commit()?;
        // What was rebuilt is what a signed head covers.
        self.act(now, ClockQuality::Good, |act: &mut Act<'_>| act.seal_head(false))?;
        self.hold_tables()?;
        (self.whole, self.at_once) = (Whole::Due, None);
        Ok(size)
    }
}

fn apply_entry(tables: &Connection, leaf: &Leaf, fact: Option<&crate::domain::Fact>) -> Result<(), StoreError> {
    let Leaf { seq, id, at, kind, ref refs, .. } = *leaf;
    apply(tables, &Occurrence { seq, id, at, kind, refs }, fact)
}

/// Compares these projections of the store with the rebuilt ones, row by row in the order of their keys.
pub(super) fn compare(
    store: &Connection,
    rebuilt: &Connection,
    tables: &[(&'static str, &'static str)],
    mut found: impl FnMut(Difference),
) -> Result<(), StoreError> {
    for of in tables {
        compare_rows(store, rebuilt, *of, &Range::default(), &mut found)?;
        for index in Index::all(store, *of)? {
            if !index.leads_to(store, of.1, &Range::default())? || !index.leads_to_no_more(store)? {
                found(Difference { table: of.0, key: "index".into(), column: None, what: Divergence::Altered });
            }
        }
    }
    Ok(())
}

/// Rows after one key and up to another, where there are such.
#[derive(Debug, Default)]
pub(super) struct Range {
    /// The key that they come after.
    pub after: Option<Value>,
    /// The last one.
    pub until: Option<Value>,
}

impl Range {
    /// The rows of a table, by its key.
    pub(super) fn rows(&self, table: &str, key: &str) -> String {
        let after = self.after.as_ref().map_or(String::new(), |_| format!(" AND {key} > :after"));
        let until = self.until.as_ref().map_or(String::new(), |_| format!(" AND {key} <= :until"));
        format!("SELECT * FROM {table} WHERE true{after}{until} ORDER BY {key}")
    }

    /// The same, read by a statement that has them in it.
    pub(super) fn of<'s>(&self, query: &'s mut CachedStatement<'_>) -> Result<Rows<'s>, StoreError> {
        for (name, value) in [(":after", &self.after), (":until", &self.until)] {
            if let (Some(place), Some(value)) = (query.parameter_index(name)?, value) {
                query.raw_bind_parameter(place, value)?;
            }
        }
        Ok(query.raw_query())
    }

    /// The same rows, but no more than so many of either.
    pub fn cut(
        self,
        store: &Connection,
        rebuilt: &Connection,
        of: (&str, &str),
        most: u32,
    ) -> Result<Self, StoreError> {
        let until = |connection: &Connection| -> Result<Option<Value>, StoreError> {
            let (table, key) = of;
            let sql = format!("SELECT {key} FROM ({}) LIMIT 1 OFFSET {}", self.rows(table, key), most.max(1) - 1);
            let mut query = connection.prepare_cached(&sql)?;
            Ok(self.of(&mut query)?.next()?.map(|row| row.get(0)).transpose()?)
        };
        let (here, there) = (until(store)?, until(rebuilt)?);
        let nearer = |a: Value, b: Value| if order((&a).into(), (&b).into()).is_le() { a } else { b };
        let until = match (here, there) {
            (Some(here), Some(there)) => Some(nearer(here, there)),
            (here, there) => here.or(there),
        };
        Ok(Self { until, ..self })
    }
}

/// The same, of the rows of one table in this range.
pub(super) fn compare_rows(
    store: &Connection,
    rebuilt: &Connection,
    (table, key): (&'static str, &str),
    range: &Range,
    mut found: impl FnMut(Difference),
) -> Result<(), StoreError> {
    let sql = range.rows(table, key);
    let (mut here, mut there) = (store.prepare_cached(&sql)?, rebuilt.prepare_cached(&sql)?);
    let columns: Vec<String> = there.column_names().map(str::to_owned).collect();
    let at = columns.iter().position(|column| column == key).unwrap_or(0);
    let (mut here, mut there) = (range.of(&mut here)?, range.of(&mut there)?);
    let (mut stored, mut made) = (here.next()?, there.next()?);
    loop {
        let order = match (stored, made) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => order(a.get_ref(at)?, b.get_ref(at)?),
        };
        let whole = |key: String, what| Difference { table, key, column: None, what };
        match (order, stored, made) {
            (std::cmp::Ordering::Less, Some(row), _) => found(whole(shown(row, at)?, Divergence::Slipped)),
            (std::cmp::Ordering::Greater, _, Some(row)) => found(whole(shown(row, at)?, Divergence::Lost)),
            (_, Some(a), Some(b)) => {
                for (i, column) in columns.iter().enumerate() {
                    if a.get_ref(i)? != b.get_ref(i)? {
                        let (key, what) = (shown(b, at)?, Divergence::Altered);
                        found(Difference { table, key, column: Some(column.clone()), what });
                    }
                }
            }
            _ => {}
        }
        if order.is_le() {
            stored = here.next()?;
        }
        if order.is_ge() {
            made = there.next()?;
        }
    }
    Ok(())
}

fn order(a: ValueRef<'_>, b: ValueRef<'_>) -> std::cmp::Ordering {
    match (a, b) {
        (ValueRef::Integer(a), ValueRef::Integer(b)) => a.cmp(&b),
        (ValueRef::Blob(a), ValueRef::Blob(b)) => a.cmp(b),
        // STRICT tables leave no other type for a key, but NULL and BLOB in a changed file sort as SQLite does.
        (ValueRef::Null, ValueRef::Null) => std::cmp::Ordering::Equal,
        (ValueRef::Text(a), ValueRef::Text(b)) => a.cmp(b),
        (ValueRef::Null, _) | (ValueRef::Integer(_), _) => std::cmp::Ordering::Less,
        (ValueRef::Text(_), ValueRef::Blob(_)) => std::cmp::Ordering::Less,
        _ => std::cmp::Ordering::Greater,
    }
}

fn shown(row: &Row<'_>, at: usize) -> Result<String, StoreError> {
    Ok(match row.get_ref(at)? {
        ValueRef::Integer(value) => value.to_string(),
        ValueRef::Blob(bytes) => data_encoding::HEXLOWER.encode(bytes),
        ValueRef::Text(text) => crate::domain::text::escape(&String::from_utf8_lossy(text), 80),
        _ => "NULL".to_owned(),
    })
}
