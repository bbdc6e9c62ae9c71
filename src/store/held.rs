//! The small tables, held against the log.
//!
//! Which lists there are, which rules are in force, who serves here and how high the threat is are read from tables,
//! where somebody with the file can delete a row. What those tables are made of is few entries of a log of many, and an
//! index knows which: so they are made anew in memory, from those entries alone and by the code that made them, at every
//! sign-in, and whenever somebody else has written to the file since. Until they are the same, no verdict is green.

use rusqlite::Connection;

use crate::domain::operator::Standing;
use crate::domain::{Kind, OperatorId};
use crate::ledger::Leaf;

use super::apply::{Occurrence, apply};
use super::comparison::Whole;
use super::erase::is_erasable;
use super::error::StoreError;
use super::query::OperatorRow;
use super::rebuild::{Difference, Divergence, compare};
use super::verify::schema_differs;
use super::{Store, Tables, connection};

/// The tables that a few entries make, each with the column of its key.
const SMALL: [(&str, &str); 13] = [
    ("post", "seq"),
    ("rules", "seq"),
    ("operators", "id"),
    ("role_changes", "seq"),
    ("role_keys", "seq"),
    ("recoveries", "seq"),
    ("watchlists", "name"),
    ("own_listings", "id"),
    ("postures", "seq"),
    ("lockdowns", "seq"),
    ("doubts", "seq"),
    ("alarm_places", "seq"),
    ("overrides", "seq"),
];

/// Every kind of entry that makes them. When somebody signed in last says one of another kind, of which there are many.
const GOVERNING: [Kind; 29] = [
    Kind::Founded,
    Kind::Restored,
    Kind::RulesSet,
    Kind::Enrolled,
    Kind::Started,
    Kind::RolesChanged,
    Kind::OperatorSuspended,
    Kind::OperatorResumed,
    Kind::OperatorEnded,
    Kind::PassphraseSet,
    Kind::PinSet,
    Kind::RecoverySet,
    Kind::SecurityKeySet,
    Kind::WatchlistLoaded,
    Kind::WatchlistSet,
    Kind::WatchlistRemoved,
    Kind::NamesLoaded,
    Kind::NamesRemoved,
    Kind::ListingAdded,
    Kind::ListingAmended,
    Kind::ListingEnded,
    Kind::PostureSet,
    Kind::LockdownBegun,
    Kind::LockdownEnded,
    Kind::AlarmsSet,
    Kind::Overridden,
    Kind::OverridesReviewed,
    Kind::StoreDoubted,
    Kind::StoreCleared,
];
const OF_ANOTHER_KIND: &str = "signed_in";

/// What is said to differ where the schema does, or an entry does not open.
const SCHEMA: &str = "sqlite_schema";
pub(super) const ENTRIES: &str = "entries";

/// What a comparison came to.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// What is not as the log has it.
    differences: Vec<Difference>,
    /// Who serves here, and the rules in force, by the log.
    operators: Vec<OperatorRow>,
    rules: Option<u64>,
}

impl Store {
    /// Holds the small tables against the log.
    pub(super) fn hold_tables(&mut self) -> Result<(), StoreError> {
        let reading = self.connection.unchecked_transaction()?;
        // Which row differs is for security alone: nothing of it goes to where whoever keeps the gate reads.
        let (version, held) = (data_version(&self.connection)?, self.held_anew()?);
        reading.finish()?;
        self.held = Some(held);
        self.notice(version);
        Ok(())
    }

    /// The same, where somebody else has written to the file since; answers whether it was done.
    pub fn look_at_tables(&mut self) -> Result<bool, StoreError> {
        let same = data_version(&self.connection)? == self.seen;
        if self.is_locked() || same && self.held.is_some() {
            return Ok(false);
        }
        self.hold_tables()?;
        Ok(true)
    }

    /// Takes it that the file was written to by others where SQLite's own count says so: whatever was compared has to be
    /// compared anew, and the post doubts its tables until that is done. There is one writer; that is this one.
    pub(super) fn notice(&mut self, version: i64) {
        if version != self.seen {
            (self.seen, self.whole, self.others) = (version, Whole::Due, self.can_write());
            self.at_once = None;
        }
    }

    /// What of the small tables is not as the log has it.
    pub fn differences(&self) -> &[Difference] {
        self.held.as_ref().map_or(&[], |held| &held.differences)
    }

    /// The row of an operator: as the log has it, where a table has been found to differ; suspended where either says so. An
    /// entry that does not open may be the one that took a role away: then they have those that both name.
    pub(super) fn operator_row(&self, id: OperatorId) -> Result<Option<OperatorRow>, StoreError> {
        let row = self.tables().operator(id)?;
        let Some(held) = self.held.as_ref().filter(|held| !held.differences.is_empty()) else { return Ok(row) };
        let mut said = held.operators.iter().find(|row| row.id == id).cloned();
        if let (Some(said), Some(row)) = (&mut said, row) {
            if held.differences.iter().any(|difference| difference.table == ENTRIES) {
                said.roles.retain(|role| row.roles.contains(role));
            }
            said.signed_in = row.signed_in;
            if row.standing != Standing::Active {
                said.standing = row.standing;
            }
        }
        Ok(said)
    }

    /// The entry that put the rules in force last, by the table or by the log: a row that is gone brings no earlier rules
    /// back, and what does not open is not passed over.
    pub fn rules_in_force(&self) -> Result<Option<u64>, StoreError> {
        let said = self.held.as_ref().and_then(|held| held.rules);
        let is_one = |seq: &u64| self.leaf(*seq).is_ok_and(|(_, leaf)| leaf.kind == Kind::RulesSet);
        Ok(self.tables().rules()?.into_iter().filter(is_one).chain(said).max())
    }

    /// After an act of this store's own: what it mended differs no more, and what it changed is the log's. `seen` is how
    /// often others had written when it began; where that was new, it is on record with the act.
    pub(super) fn after_an_act(&mut self, seen: i64) {
        let others = seen != self.seen;
        if others {
            self.notice(seen);
            self.others = false;
        }
        let doubtful = others || self.held.as_ref().is_some_and(|held| !held.differences.is_empty());
        if let Err(error) = if doubtful { self.hold_tables() } else { Ok(()) } {
            tracing::error!(%error, "the tables could not be held against the log");
        }
    }

    /// Entries of the kinds that make the small tables, by the index; read one by one where there is none.
    pub(super) fn governing(&self) -> Result<Vec<u64>, StoreError> {
        governing(&self.connection, true).or_else(|_| governing(&self.connection, false))
    }

    fn held_anew(&self) -> Result<Held, StoreError> {
        let made = connection::open_scratch(":memory:".as_ref())?;
        let mut differences = Vec::new();
        let differs = |table, key, what| Difference { table, key, column: None, what };
        schema_differs(&self.connection, &made, |name| {
            differences.push(differs(SCHEMA, name, Divergence::Altered));
        })?;
        made.execute_batch("BEGIN")?;
        for seq in self.governing()? {
            let (_, leaf) = self.leaf(seq)?;
            let fact = self.fact_of(&leaf).ok();
            let gone = fact.is_none() && is_erasable(leaf.kind) && self.tables().is_erased(seq)?;
            if !gone && fact.as_ref().is_none_or(|fact| fact.kind() != leaf.kind) {
                differences.push(differs(ENTRIES, seq.to_string(), Divergence::Lost));
            }
            let Leaf { id, at, kind, ref refs, .. } = leaf;
            apply(&made, &Occurrence { seq, id, at, kind, refs }, fact.as_ref())?;
        }
        compare(&self.connection, &made, &SMALL, |difference| {
            if difference.column.as_deref() != Some(OF_ANOTHER_KIND) {
                differences.push(difference);
            }
        })?;
        let (operators, rules) = (Tables(&made).operators()?, Tables(&made).rules()?);
        Ok(Held { differences, operators, rules })
    }
}

/// Entries of the kinds that make the small tables, in their order.
fn governing(connection: &Connection, indexed: bool) -> Result<Vec<u64>, StoreError> {
    let how = if indexed { "INDEXED BY entries_governing" } else { "NOT INDEXED" };
    let sql = format!("SELECT seq FROM entries {how} WHERE {} ORDER BY seq", is_governing());
    let mut query = connection.prepare(&sql)?;
    let rows = query.query_map([], |row| row.get::<_, i64>(0).map(i64::cast_unsigned))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether an entry is of these kinds, to the letter as the index has it.
fn is_governing() -> String {
    let kinds = GOVERNING.map(|kind| format!("'{}'", kind.code())).join(", ");
    // Not by the functions of JSON: a leaf that was damaged is no reason to fail.
    let mark = "CAST('\"kind\":\"' AS BLOB)";
    let rest = format!("instr(leaf, {mark}) + 8");
    let end = format!("instr(substr(leaf, {rest}), CAST('\"' AS BLOB)) - 1");
    format!("CAST(substr(leaf, {rest}, {end}) AS TEXT) IN ({kinds})")
}

/// Grows whenever another connection has written.
pub(super) fn data_version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
}

/// Whether a kind makes a small table.
pub(super) fn governs(kind: Kind) -> bool {
    GOVERNING.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_of_these_kinds() {
        let index = format!("CREATE INDEX entries_governing ON entries (seq) WHERE {};", is_governing());
        assert!(connection::SCHEMA.contains(&index), "{index}");
    }
}
