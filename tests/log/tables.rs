//! Whatever is changed in the file by raw SQL, `verify` finds, and says where.

use gateward::desk::Desk;
use gateward::domain::{Direction, Moment, Recognised, Verdict};
use gateward::store::apply::PROJECTIONS;
use gateward::store::connection::open_scratch;
use gateward::store::rebuild::{Difference, Divergence};
use gateward::store::verify::{Depth, Finding};
use gateward::store::{Store, StoreError};
use rand_core::OsRng;
use rusqlite::Connection;

use crate::post::{PASSPHRASE, after, assert_clean, open, plain, post, told, verify};

/// Name and type of each column of a table, as the schema of this release has it.
fn columns(table: &str) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let scratch = open_scratch(&folder.path().join("scratch.db")).unwrap();
    let mut query = scratch.prepare(&format!("PRAGMA table_info({table})")).unwrap();
    let columns = query.query_map([], |row| Ok((row.get(1)?, row.get(2)?))).unwrap();
    columns.collect::<Result<_, _>>().unwrap()
}

/// Another value of the column's type.
fn another(column: &str, kind: &str) -> String {
    match kind {
        "INTEGER" => format!("coalesce({column}, 0) + 1000"),
        "TEXT" => format!("coalesce({column}, '') || 'x'"),
        "BLOB" => {
            let shorter = format!("substr({column}, 1, length({column}) - 1)");
            let other = "CASE WHEN substr({column}, -1) = x'EE' THEN x'EF' ELSE x'EE' END".replace("{column}", column);
            let absent = "x'EEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE'";
            format!("CASE WHEN length({column}) > 0 THEN CAST({shorter} || {other} AS BLOB) ELSE {absent} END")
        }
        other => panic!("no other value for a {other}"),
    }
}

/// Changes a table, looks, and puts it back as it was.
fn changed<T>(plain: &Connection, table: &str, sql: &str, look: impl FnOnce() -> T) -> T {
    plain.execute_batch(&format!("CREATE TEMP TABLE saved AS SELECT * FROM {table}; {sql}")).unwrap();
    assert!(plain.changes() > 0, "nothing was changed by {sql}");
    let seen = look();
    plain
        .execute_batch(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM saved; DROP TABLE saved"))
        .unwrap();
    seen
}

/// The key of the row that is changed: the last one, which is never whoever signs in.
fn chosen(plain: &Connection, table: &str, key: &str) -> (String, String) {
    let order = if table == "operators" || table == "persons" || table == "visits" { "seq" } else { key };
    let sql = format!(
        "SELECT quote({key}), CASE typeof({key}) WHEN 'blob' THEN lower(hex({key})) ELSE {key} END FROM {table} ORDER BY {order} DESC LIMIT 1"
    );
    let text = |row: &rusqlite::Row<'_>| {
        Ok((
            row.get(0)?,
            match row.get_ref(1)? {
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => other.as_str()?.to_owned(),
            },
        ))
    };
    plain.query_row(&sql, [], text).unwrap_or_else(|_| panic!("{table} has no row: let it happen in `post::make`"))
}

fn differences(store: &Store) -> Vec<Difference> {
    let findings = verify(store).findings;
    findings
        .into_iter()
        .filter_map(|finding| match finding {
            Finding::Table(difference) => Some(difference),
            _ => None,
        })
        .collect()
}

#[test]
fn every_column_of_every_projection_is_covered() {
    let folder = post();
    let (store, plain) = (open(folder.path()), plain(folder.path()));
    for (table, key) in PROJECTIONS {
        let (quoted, shown) = chosen(&plain, table, key);
        for (column, kind) in columns(table) {
            let sql = format!("UPDATE {table} SET {column} = {} WHERE {key} = {quoted}", another(&column, &kind));
            let found = changed(&plain, table, &sql, || differences(&store));
            let of_row = found.iter().find(|found| found.table == table && found.key == shown);
            let what = of_row.unwrap_or_else(|| panic!("{table}.{column} was not found: {found:?}"));
            if column == key {
                assert_eq!(what.what, Divergence::Lost, "{table}.{column}");
                assert!(found.iter().any(|found| found.table == table && found.what == Divergence::Slipped));
            } else {
                assert_eq!((what.column.as_deref(), what.what), (Some(column.as_str()), Divergence::Altered));
            }
        }
    }
    assert_clean(&store);
}

#[test]
fn a_row_slipped_in_or_lost_is_named() {
    let folder = post();
    let (store, plain) = (open(folder.path()), plain(folder.path()));
    for (table, key) in PROJECTIONS {
        let (quoted, shown) = chosen(&plain, table, key);
        let lost =
            changed(&plain, table, &format!("DELETE FROM {table} WHERE {key} = {quoted}"), || differences(&store));
        let named = Difference { table, key: shown, column: None, what: Divergence::Lost };
        assert_eq!(lost, [named]);

        let value = |(column, kind): (String, String)| {
            let other = column == key || column == "number";
            if other { another(&column, &kind) } else { column }
        };
        let values: Vec<String> = columns(table).into_iter().map(value).collect();
        let sql = format!("INSERT INTO {table} SELECT {} FROM {table} WHERE {key} = {quoted}", values.join(", "));
        let slipped = changed(&plain, table, &sql, || differences(&store));
        assert_eq!(slipped.len(), 1, "{table}: {slipped:?}");
        assert_eq!((slipped[0].table, slipped[0].what), (table, Divergence::Slipped));
    }
    assert_clean(&store);
}

#[test]
fn a_post_whose_own_row_was_changed_opens_and_says_so() {
    for (column, kind) in columns("post") {
        let folder = post();
        let plain = plain(folder.path());
        plain.execute_batch(&format!("UPDATE post SET {column} = {}", another(&column, &kind))).unwrap();
        let mut store = open(folder.path());
        let found = differences(&store);
        let named =
            |found: &Difference| found.table == "post" && (found.column.as_deref() == Some(&column) || column == "seq");
        assert!(found.iter().any(named), "{column}: {found:?}");
        // A rebuild sets it right.
        let _ = store.rebuild(now(&store)).unwrap();
        assert_clean(&store);
    }
}

fn now(store: &Store) -> Moment {
    Moment::utc(store.head().last.unwrap())
}

const LOG: [(&str, &str); 4] = [("entries", "seq"), ("hashes", "position"), ("bodies", "id"), ("checkpoints", "size")];

fn without_triggers(plain: &Connection) {
    for (table, _) in LOG {
        let drop = |what: &str| format!("DROP TRIGGER {table}_{what};");
        plain.execute_batch(&["append", "update", "delete"].map(drop).concat()).unwrap();
    }
}

/// What is found beside the missing triggers; an error counts as well, since it is told too.
fn found(store: &Store) -> Result<usize, StoreError> {
    let report = store.verify(Depth::Whole, None, &mut |_| true)?;
    Ok(report.findings.iter().filter(|finding| !matches!(finding, Finding::Schema(_))).count())
}

#[test]
fn every_column_of_the_log_is_covered() {
    let folder = post();
    let (store, plain) = (open(folder.path()), plain(folder.path()));
    without_triggers(&plain);
    assert_eq!(found(&store).unwrap(), 0);
    for (table, key) in LOG {
        let rows: i64 = plain.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        // First, last, and for bodies one of each slot.
        let skips = match table {
            "bodies" => vec![0, 1, 2, rows - 3, rows - 2, rows - 1],
            _ => vec![0, rows - 1],
        };
        for (column, kind) in columns(table) {
            for skip in &skips {
                let sql = format!(
                    "UPDATE {table} SET {column} = {} WHERE {key} = (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {skip})",
                    another(&column, &kind)
                );
                let seen = changed(&plain, table, &sql, || found(&store));
                assert!(seen.is_err() || seen.is_ok_and(|found| found > 0), "{table}.{column}, row {skip}");
            }
        }
        let last = format!("{key} = (SELECT max({key}) FROM {table})");
        let mut tries = vec![
            format!("DELETE FROM {table} WHERE {last}"),
            format!(
                "DELETE FROM {table} WHERE {key} = (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {})",
                rows / 2
            ),
        ];
        let others: Vec<String> =
            columns(table).into_iter().map(|(column, _)| column).filter(|column| column != key).collect();
        tries.push(format!("INSERT INTO {table} SELECT {key} + 1, {} FROM {table} WHERE {last}", others.join(", ")));
        if table == "checkpoints" {
            // One head fewer is no contradiction; those elsewhere are what remembers it.
            drop(tries.drain(..2));
        }
        for sql in tries {
            let seen = changed(&plain, table, &sql, || found(&store));
            assert!(seen.is_err() || seen.is_ok_and(|found| found > 0), "{sql}");
        }
    }
    assert_eq!(found(&store).unwrap(), 0);
}

#[test]
fn rules_altered_in_the_log_are_found_and_refer_everybody() {
    let folder = post();
    let (store, plain) = (open(folder.path()), plain(folder.path()));
    without_triggers(&plain);
    let rules = store.tables().rules().unwrap().unwrap();
    for (slot, name) in ["Person", "Situation", "Sealed"].into_iter().enumerate() {
        for (column, kind) in columns("bodies").into_iter().filter(|(column, _)| column != "id") {
            let id = rules * 4 + slot as u64;
            let sql = format!("UPDATE bodies SET {column} = {} WHERE id = {id}", another(&column, &kind));
            let told = changed(&plain, "bodies", &sql, || told(&verify(&store).findings));
            assert!(told.contains(&format!("entry {rules}, body {name}")), "{name}.{column}: {told}");
        }
    }
    // What does not open is not used: nobody is admitted by it, and everybody can still sign in.
    drop(store);
    let sql = format!("UPDATE bodies SET sealed = {} WHERE id = {rules} * 4 + 1", another("sealed", "BLOB"));
    changed(&plain, "bodies", &sql, || {
        let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
        let now = after(41 * gateward::domain::moment::DAY);
        let _ = desk.open_to_read(now, "S-1", PASSPHRASE).unwrap();
        desk.read_whole_lists().unwrap();
        desk.read_whole_roster().unwrap();
        assert!(!desk.status().unwrap().rules);
        let Recognised::Card(card) = desk.check(now, "Somebody Else", Some(Direction::In)).unwrap() else { panic!() };
        assert!(card.judgement.verdict >= Verdict::Refer && !card.admissible());
    });
}

#[test]
fn a_guard_that_is_gone_and_a_trigger_that_was_slipped_in_are_found() {
    let folder = post();
    let (store, plain) = (open(folder.path()), plain(folder.path()));
    plain.execute_batch("DROP TRIGGER bodies_delete").unwrap();
    plain.execute_batch("CREATE TRIGGER more AFTER INSERT ON refusals BEGIN DELETE FROM refusals; END").unwrap();
    plain.execute_batch("DROP INDEX visits_by_end").unwrap();
    let told = told(&verify(&store).findings);
    for name in ["bodies_delete", "trigger more", "visits_by_end"] {
        assert!(told.contains(name), "{told}");
    }
}

#[test]
fn a_log_cut_short_contradicts_its_tables_and_its_heads() {
    let folder = post();
    let plain = plain(folder.path());
    without_triggers(&plain);
    let size: i64 = plain.query_row("SELECT count(*) FROM entries", [], |row| row.get(0)).unwrap();
    // Hashes that the first n entries completed: 2n minus the ones of n.
    let cut = size - 3;
    let hashes = 2 * cut - i64::from(cut.count_ones());
    plain.execute_batch(&format!("DELETE FROM entries WHERE seq >= {cut}; DELETE FROM hashes WHERE position >= {hashes}; DELETE FROM bodies WHERE id >= {cut} * 4")).unwrap();
    let store = open(folder.path());
    let told = told(&verify(&store).findings);
    assert!(told.contains("covers more entries than there are"), "{told}");
}

#[test]
fn a_pass_that_was_broken_off_is_not_called_clean() {
    let folder = post();
    let store = open(folder.path());
    let report = store.verify(Depth::Whole, None, &mut |_| false).unwrap();
    // So short a log is read before anybody is asked; then it is whole.
    assert_eq!(report.is_clean(), !report.broken_off);
    let by_another_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let report = store.verify(Depth::Public, Some(by_another_key), &mut |_| true).unwrap();
    assert!(!report.is_clean());
    assert!(store.verify(Depth::Public, Some(&store.post().key), &mut |_| true).unwrap().is_clean());
}
