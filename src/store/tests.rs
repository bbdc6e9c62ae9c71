//! The store against itself: every way round the guards, disks that are full, and slots that are not written.

use rand_core::OsRng;
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::connection::{self, Mode};
use super::found::{Names, NewOperator};
use super::verify::Depth;
use super::*;
use crate::domain::fact::{Anomaly, Fact};
use crate::domain::signed::Signed;
use crate::domain::{Cause, OperatorId, Role, Timestamp};

mod slots;
mod snapshots;

const LOG: [(&str, &str); 4] = [("entries", "seq"), ("hashes", "position"), ("bodies", "id"), ("checkpoints", "size")];

fn now() -> Moment {
    Moment::utc(Timestamp(1_795_518_000_000))
}

fn person(number: &str, roles: &[Role]) -> NewOperator {
    let passphrase = Zeroizing::new("violet harbour 47 lanterns".into());
    NewOperator {
        number: number.into(),
        name: "Ada Lind".into(),
        roles: roles.to_vec(),
        passphrase,
        second: Zeroizing::default(),
    }
}

fn post() -> (tempfile::TempDir, Store, secrets::RecoveryCode) {
    let folder = tempfile::tempdir().unwrap();
    let names = Names { mission: "M".into(), domain: "m.example".into(), gate: "G".into() };
    let first = person("S-1", &[Role::Supervisor, Role::Security, Role::Administrator]);
    let made = Store::found(folder.path(), &names, &first, ("", String::new()), now(), Box::new(OsRng));
    let (mut store, code) = made.unwrap();
    record(&mut store, 3).unwrap();
    (folder, store, code)
}

fn holders() -> [String; 2] {
    ["Cy Storm".into(), "Nia Vey".into()]
}

fn record(store: &mut Store, count: usize) -> Result<(), StoreError> {
    store.act(now(), ClockQuality::Good, |act| {
        for _ in 0..count {
            let _ = act.record(NewEntry::new(Fact::Anomaly { what: Anomaly::Unreadable }))?;
        }
        Ok(())
    })
}

fn assert_clean(store: &Store) {
    let report = store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
}

/// Everything the log's tables hold, as text.
fn content(connection: &Connection) -> Vec<String> {
    let mut rows = Vec::new();
    for (table, key) in LOG {
        let mut query = connection.prepare(&format!("SELECT * FROM {table} ORDER BY {key}")).unwrap();
        let width = query.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..width).map(|i| row.get_ref(i).map(|v| format!("{v:?}"))).collect();
        rows.extend(query.query_map([], row).unwrap().map(|row: rusqlite::Result<Vec<String>>| row.unwrap().join(",")));
    }
    rows
}

/// An insert of a copy of the last row under the key that this expression gives.
fn copy_of_last(table: &str, key: &str, how: &str, at: &str, end: &str) -> String {
    let others = match table {
        "entries" => "leaf",
        "hashes" => "hash",
        "bodies" => "class, epoch, wrapped, sealed",
        _ => "at, note",
    };
    format!(
        "{how} INTO {table} ({key}, {others}) SELECT {at}, {others} FROM {table} WHERE {key} = (SELECT max({key}) FROM {table}) {end}"
    )
}

fn attempts_on(table: &str, key: &str) -> Vec<String> {
    let last = format!("(SELECT max({key}) FROM {table})");
    let insert = |how: &str, at: &str| copy_of_last(table, key, how, at, "");
    let upsert = format!("ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}");
    let mut all = vec![
        format!("UPDATE {table} SET {key} = {key} + 1000"),
        format!("UPDATE OR REPLACE {table} SET {key} = 0 WHERE {key} = {last}"),
        format!("DELETE FROM {table}"),
        format!("DELETE FROM {table} WHERE {key} = {last}"),
        insert("INSERT", "0"),
        insert("INSERT", "-5"),
        insert("INSERT", "NULL"),
        insert("INSERT", &last),
        insert("INSERT OR REPLACE", &last),
        insert("INSERT OR REPLACE", "0"),
        insert("INSERT OR FAIL", &last),
        insert("REPLACE", &last),
        copy_of_last(table, key, "INSERT", &last, &format!("AND true {upsert}")),
        format!("PRAGMA recursive_triggers = OFF; {}", insert("REPLACE", &last)),
        format!("DROP TRIGGER {table}_append"),
        format!("DROP TRIGGER {table}_update"),
        format!("DROP TRIGGER {table}_delete"),
        format!("DROP TABLE {table}"),
        format!("ALTER TABLE {table} RENAME TO gone"),
        format!("ALTER TABLE {table} ADD COLUMN more TEXT"),
        format!("ALTER TABLE {table} DROP COLUMN {key}"),
        format!("CREATE TRIGGER more AFTER INSERT ON {table} BEGIN DELETE FROM settings; END"),
        format!("CREATE TEMP TRIGGER more AFTER INSERT ON {table} BEGIN DELETE FROM settings; END"),
        format!("CREATE INDEX more ON {table} ({key})"),
        format!("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE tbl_name = '{table}'"),
        format!("UPDATE sqlite_schema SET sql = '' WHERE name = '{table}'"),
        format!("DELETE FROM \"{}\"", table.to_uppercase()),
        format!("WITH a AS (SELECT 1) DELETE FROM main.{table}"),
    ];
    // A gap: hashes and entries are counted without one.
    if matches!(table, "entries" | "hashes") {
        all.push(insert("INSERT", &format!("{last} + 2")));
    }
    all
}

#[test]
fn the_log_takes_rows_at_its_end_and_nothing_else() {
    let (folder, store, _code) = post();
    let before = content(&store.connection);
    for (table, key) in LOG {
        for sql in attempts_on(table, key) {
            let tried = store.connection.execute_batch(&sql);
            assert!(tried.is_err(), "not refused: {sql}");
            assert_eq!(content(&store.connection), before, "{sql}");
        }
    }
    let elsewhere = folder.path().join("elsewhere.db");
    for sql in [
        format!("ATTACH '{}' AS other", elsewhere.display()),
        format!("VACUUM INTO '{}'", elsewhere.display()),
        "VACUUM".into(),
        "REINDEX".into(),
        "ANALYZE".into(),
        "CREATE TABLE more (a)".into(),
        "CREATE VIEW more AS SELECT 1".into(),
        "CREATE TEMP TABLE entries (seq, leaf)".into(),
        "PRAGMA user_version = 9".into(),
        "PRAGMA application_id = 9".into(),
        "PRAGMA journal_mode = DELETE".into(),
        "PRAGMA journal_mode = OFF".into(),
        "PRAGMA synchronous = OFF".into(),
        "PRAGMA secure_delete = OFF".into(),
        "PRAGMA trusted_schema = ON".into(),
        "PRAGMA recursive_triggers = OFF".into(),
        "PRAGMA writable_schema = ON".into(),
        "PRAGMA ignore_check_constraints = ON".into(),
        "PRAGMA schema_version = 1".into(),
        "SELECT load_extension('x')".into(),
    ] {
        assert!(store.connection.execute_batch(&sql).is_err(), "not refused: {sql}");
    }
    assert!(!elsewhere.exists());
    assert_eq!(content(&store.connection), before);
    assert_clean(&store);
}

#[test]
fn the_triggers_alone_keep_the_log_too() {
    let (folder, store, _code) = post();
    drop(store);
    // Without the authorizer, as any other program would open the file.
    let plain = Connection::open(folder.path().join(connection::DATABASE)).unwrap();
    let before = content(&plain);
    for (table, key) in LOG {
        let last = format!("(SELECT max({key}) FROM {table})");
        for sql in [
            format!("UPDATE {table} SET {key} = {key} + 1000"),
            format!("DELETE FROM {table}"),
            copy_of_last(table, key, "REPLACE", &last, ""),
            copy_of_last(table, key, "INSERT", &last, "AND true ON CONFLICT DO UPDATE SET rowid = 7000"),
            copy_of_last(table, key, "INSERT", "0", ""),
        ] {
            assert!(plain.execute_batch(&sql).is_err(), "not refused: {sql}");
            assert_eq!(content(&plain), before, "{sql}");
        }
    }
}

/// As if the disk were full from here on: not a page more than there are.
fn fill(store: &mut Store) -> i64 {
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    limit(store, pages);
    pages
}

fn limit(store: &mut Store, pages: i64) {
    type Hook = fn(rusqlite::hooks::AuthContext<'_>) -> rusqlite::hooks::Authorization;
    store.connection.authorizer(None::<Hook>).unwrap();
    let _: i64 = store.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get(0)).unwrap();
}

#[test]
fn a_full_disk_loses_nothing_and_leaves_the_head_where_it_was() {
    let (_folder, mut store, _code) = post();
    let (head, before) = (store.head().frontier.root(), content(&store.connection));
    let _ = fill(&mut store);
    let full = record(&mut store, 2_000);
    assert!(matches!(full, Err(StoreError::Disk(_))), "{full:?}");
    assert_eq!(full.unwrap_err().advice(), "advice-disk");
    assert_eq!(store.head().frontier.root(), head);
    assert_eq!(content(&store.connection), before);
    limit(&mut store, 1 << 20);
    record(&mut store, 2_000).unwrap();
    assert_clean(&store);
}

#[test]
fn an_enrolment_that_the_disk_did_not_take_leaves_no_slot() {
    let (folder, mut store, _code) = post();
    let slots = std::fs::read(folder.path().join("keyslots.json")).unwrap();
    let pages = fill(&mut store);
    // Fill what is free inside the last pages.
    while record(&mut store, 1).is_ok() {}
    // After an error of the disk the file is opened anew, and the limit is set again.
    limit(&mut store, pages);
    let refused = store.enrol(&person("G-1", &[Role::Guard]), None, now(), ClockQuality::Good);
    assert!(matches!(refused, Err(StoreError::Disk(_))), "{refused:?}");
    limit(&mut store, pages);
    let refused = store.set_recovery(None, now(), ClockQuality::Good).map(|_| ());
    assert!(matches!(refused, Err(StoreError::Disk(_))), "{refused:?}");
    assert_eq!(std::fs::read(folder.path().join("keyslots.json")).unwrap(), slots);
    limit(&mut store, pages + 10_000);
    let _ = store.enrol(&person("G-1", &[Role::Guard]), None, now(), ClockQuality::Good).unwrap();
    assert_clean(&store);
}

#[test]
fn a_recovery_that_the_disk_did_not_take_spends_no_code() {
    let (folder, mut store, code) = post();
    let slots = std::fs::read(folder.path().join("keyslots.json")).unwrap();
    let pages = fill(&mut store);
    while record(&mut store, 1).is_ok() {}
    // After an error of the disk the file is opened anew, and the limit is set again.
    limit(&mut store, pages);
    store.lock();
    let new = person("S-2", &[Role::Supervisor, Role::Administrator]);
    let refused = store.recover(&code, &new, holders(), now(), ClockQuality::Good).map(|_| ());
    assert!(matches!(refused, Err(StoreError::Disk(_))), "{refused:?}");
    assert!(store.is_locked());
    assert_eq!(std::fs::read(folder.path().join("keyslots.json")).unwrap(), slots);
    limit(&mut store, pages + 10_000);
    let _ = store.recover(&code, &new, holders(), now(), ClockQuality::Good).unwrap();
    assert_clean(&store);
}

#[test]
fn a_new_epoch_is_granted_to_nobody_the_log_does_not_know() {
    let (folder, mut store, code) = post();
    let _ = store.enrol(&person("G-1", &[Role::Guard]), None, now(), ClockQuality::Good).unwrap();
    drop(store);
    // Somebody puts a key of their own in the guard's place, to be granted what comes next.
    let path = folder.path().join("keyslots.json");
    let mut slots: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let own = crypto_box::SecretKey::generate(&mut OsRng).public_key();
    slots["operators"][1]["exchange"] = data_encoding::BASE64.encode(own.as_bytes()).into();
    for name in ["keyslots.json", "keyslots.copy.json"] {
        std::fs::write(folder.path().join(name), serde_json::to_vec(&slots).unwrap()).unwrap();
    }
    let mut store = Store::open(folder.path(), Box::new(OsRng)).unwrap();
    let new = person("S-2", &[Role::Supervisor]);
    let _ = store.recover(&code, &new, holders(), now(), ClockQuality::Good).unwrap();
    let granted = |number: &str| store.slots().operator(number).unwrap().grants().contains_key("store/2");
    assert!(granted("S-1") && granted("S-2") && !granted("G-1"));
    let report = store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    assert!(report.findings.iter().any(|finding| finding.to_string().contains("G-1")), "{:?}", report.findings);
}

#[test]
fn an_act_that_fails_leaves_nothing_behind() {
    let (_folder, mut store, _code) = post();
    let (head, before) = (store.head().frontier.root(), content(&store.connection));
    let failed: Result<(), StoreError> = store.act(now(), ClockQuality::Good, |act| {
        let _ = act.record(NewEntry::new(Fact::Anomaly { what: Anomaly::Unreadable }))?;
        Err(StoreError::WrongKey)
    });
    assert!(matches!(failed, Err(StoreError::WrongKey)));
    assert_eq!((store.head().frontier.root(), content(&store.connection)), (head, before));
    assert_clean(&store);
}

#[test]
fn a_second_writer_is_told_who_has_the_lock_and_a_reader_writes_nothing() {
    let (folder, store, _code) = post();
    let second = Store::open(folder.path(), Box::new(OsRng)).map(|_| ());
    let own = format!("process {}", std::process::id());
    assert!(matches!(&second, Err(StoreError::InUse(holder)) if *holder == own), "{second:?}");
    let mut reader = Store::open_read_only(folder.path(), Box::new(OsRng)).unwrap();
    let _ = reader.unlock("S-1", "violet harbour 47 lanterns").unwrap();
    assert!(matches!(record(&mut reader, 1), Err(StoreError::ReadOnly)));
    assert!(matches!(reader.rebuild(now()), Err(StoreError::ReadOnly)));
    assert!(reader.connection.execute_batch("DELETE FROM visits").is_err());
    assert_clean(&reader);
    drop(store);
}

#[test]
fn a_file_that_is_not_ours_or_newer_is_left_as_it_is() {
    let change = |change: &dyn Fn(&std::path::Path)| {
        let (folder, store, _code) = post();
        drop(store);
        let path = folder.path().join(connection::DATABASE);
        change(&path);
        let before = std::fs::read(&path).unwrap();
        let error = connection::open(folder.path(), Mode::Write).map(|_| ()).unwrap_err();
        assert_eq!(std::fs::read(&path).unwrap(), before);
        error
    };
    let pragma = |sql: &'static str| {
        move |path: &std::path::Path| {
            let plain = Connection::open(path).unwrap();
            plain.execute_batch(sql).unwrap();
            let _: i64 = plain.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).unwrap();
        }
    };
    let newer = change(&pragma("PRAGMA user_version = 1000"));
    assert!(matches!(newer, StoreError::Newer { found: 1000, known: connection::SCHEMA_VERSION }), "{newer:?}");
    let other = change(&pragma("PRAGMA application_id = 7"));
    assert!(matches!(other, StoreError::Damaged(_)), "{other:?}");
    let garbage =
        change(&|path| std::fs::write(path, b"not a database at all, but long enough to be looked at").unwrap());
    assert!(matches!(garbage, StoreError::Damaged(_)), "{garbage:?}");
}

/// What opens the sealed body of this entry, of what these slots give this operator.
fn opens_sealed(store: &Store, slots: &KeySlots, number: &str, seq: u64) -> bool {
    let secret = slots.open(number, "violet harbour 47 lanterns").unwrap();
    let ring = KeyRing::open(slots, number, &secret, slots.epoch).unwrap();
    let row = store.connection.query_row(
        "SELECT epoch, wrapped FROM bodies WHERE id = ?1",
        [append::body_id(seq.cast_signed(), crate::ledger::Slot::Sealed)],
        |row| Ok((row.get::<_, u32>(0)?, row.get::<_, Vec<u8>>(1)?)),
    );
    let (epoch, wrapped) = row.unwrap();
    let id = store.leaf(seq).unwrap().1.id;
    ring.unwrap(id, crate::ledger::Slot::Sealed, epoch, &wrapped).is_some()
}

fn signed() -> Signed {
    let (cause, text, request, signature) = (Cause::Other, String::new(), String::new(), String::new());
    Signed { cause, text, asked: now().at, request, signature, second: None }
}

#[test]
fn whoever_is_not_of_security_any_more_opens_nothing_that_is_sealed_later() {
    type Leave = fn(&mut Store, OperatorId) -> Result<(), StoreError>;
    let ways: [(&str, Leave); 3] = [
        ("ended", |store, id| store.end(id, signed(), now(), ClockQuality::Good)),
        ("suspended", |store, id| store.suspend(id, signed(), now(), ClockQuality::Good)),
        ("another role", |store, id| store.change_roles(id, vec![Role::Guard], signed(), now(), ClockQuality::Good)),
    ];
    // Whoever ends them need not be of security, and does not come to read what is sealed by it.
    for (by, reads) in [("S-1", true), ("A-1", false)] {
        for (way, leave) in ways {
            let (folder, mut store, _code) = post();
            let officer = store.enrol(&person("X-1", &[Role::Security]), None, now(), ClockQuality::Good).unwrap();
            let _ = store.enrol(&person("A-1", &[Role::Administrator]), None, now(), ClockQuality::Good).unwrap();
            let (old, earlier) = (store.slots().clone(), store.size().unwrap() - 1);
            let _ = store.unlock(by, "violet harbour 47 lanterns").unwrap();
            leave(&mut store, officer.id).unwrap();
            record(&mut store, 1).unwrap();
            let later = store.size().unwrap() - 1;
            assert!(opens_sealed(&store, &old, "X-1", earlier), "{way}: theirs");
            assert!(!opens_sealed(&store, &old, "X-1", later), "{way}: no longer theirs");
            let slots = KeySlots::read(folder.path()).unwrap();
            for seq in [earlier, later] {
                assert!(opens_sealed(&store, &slots, "S-1", seq), "{way}: {seq}");
                assert!(!opens_sealed(&store, &slots, "A-1", seq), "{way}: {seq}");
            }
            assert_eq!(store.keys().unwrap().reads_sealed(), reads);
            // The same holds in the next session.
            store.lock();
            let _ = store.unlock("A-1", "violet harbour 47 lanterns").unwrap();
            record(&mut store, 1).unwrap();
            assert!(!opens_sealed(&store, &old, "X-1", store.size().unwrap() - 1), "{way}: next session");
        }
    }
}

#[test]
fn recovering_renews_the_key_of_security_and_loses_nothing() {
    let (_folder, mut store, code) = post();
    let (earlier, old) = (store.size().unwrap() - 1, store.slots().clone());
    let new = person("S-2", &[Role::Supervisor, Role::Security, Role::Administrator]);
    let _ = store.recover(&code, &new, holders(), now(), ClockQuality::Good).unwrap();
    record(&mut store, 1).unwrap();
    let later = store.size().unwrap() - 1;
    assert!(opens_sealed(&store, store.slots(), "S-2", earlier) && opens_sealed(&store, store.slots(), "S-2", later));
    assert!(opens_sealed(&store, store.slots(), "S-1", later), "who is still of security reads on");
    assert!(!opens_sealed(&store, &old, "S-1", later), "an old copy does not");
    assert_clean(&store);
}

#[test]
fn a_row_that_is_gone_brings_no_earlier_key_of_security_back() {
    let (folder, mut store, _code) = post();
    let officer = store.enrol(&person("X-1", &[Role::Security]), None, now(), ClockQuality::Good).unwrap();
    let old = store.slots().clone();
    store.suspend(officer.id, signed(), now(), ClockQuality::Good).unwrap();
    store.lock();
    let behind = Connection::open(folder.path().join("gateward.db")).unwrap();
    assert_eq!(behind.execute("DELETE FROM role_keys", []).unwrap(), 1);
    let _ = store.unlock("S-1", "violet harbour 47 lanterns").unwrap();
    record(&mut store, 1).unwrap();
    let later = store.size().unwrap() - 1;
    assert!(!opens_sealed(&store, &old, "X-1", later), "whoever was suspended holds that key");
    assert!(opens_sealed(&store, store.slots(), "S-1", later));
}
