//! The store in doubt: somebody else writes to the file while the post runs or while it does not.

use super::tables::{behind, post};
use super::*;
use crate::desk::decide::Signer;
use crate::domain::Resolver;
use crate::domain::fact::RefusalCode;

/// A desk whose tables were compared, and somebody who would be admitted.
fn compared() -> (tempfile::TempDir, Desk, VisitId) {
    let (folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    compare(&mut desk);
    assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), [""; 0]);
    (folder, desk, guest)
}

fn compare(desk: &mut Desk) {
    while !desk.compare_some(noon()).unwrap() {}
}

fn assert_doubted(desk: &mut Desk, guest: VisitId) {
    let card = shown(desk, noon(), guest);
    assert!(card.judgement.verdict >= Verdict::Refer && rules_of(&card).contains(&"store-doubted"), "{card:?}");
}

fn doubted(desk: &Desk) -> Vec<String> {
    desk.store_doubt().unwrap().map(|doubt| doubt.tables).unwrap_or_default()
}

#[test]
fn what_somebody_else_writes_while_the_post_runs_is_doubted_at_the_next_check() {
    for (sql, table) in [
        ("UPDATE visits SET ends = ends + 86400000", "visits"),
        ("UPDATE visits SET state = 'approved' WHERE state = 'cancelled'", "visits"),
        ("DELETE FROM refusals", "refusals"),
        ("UPDATE badges SET revoked = NULL, ends = ends + 86400000", "badges"),
        ("UPDATE presences SET departed = 1", "presences"),
        ("DELETE FROM persons WHERE seq = (SELECT max(seq) FROM persons)", "persons"),
        ("UPDATE lockdowns SET ended = 1; INSERT INTO lockdowns VALUES (5, 5, 5)", "lockdowns"),
    ] {
        let (folder, mut desk) = desk();
        let guest = expected(&mut desk, "Vera Holm");
        let (refused, inside) = (expected(&mut desk, "Rolf Nes"), expected(&mut desk, "Ulla Berg"));
        let off = expected(&mut desk, "Odd Sand");
        desk.cancel(noon(), off).unwrap();
        let shown_refused = shown(&mut desk, noon(), refused);
        let _ = desk.refuse(noon(), &shown_refused, RefusalCode::Items, "").unwrap();
        let _ = admit(&mut desk, noon(), inside);
        let _last = expected(&mut desk, "Pia Rud");
        compare(&mut desk);
        let before = entries(&desk);
        behind(&folder, sql);
        assert_doubted(&mut desk, guest);
        assert_doubted(&mut desk, guest);
        assert_eq!(kinds(&desk, before), [Kind::StoreDoubted], "{sql}: told once");
        compare(&mut desk);
        assert_eq!(doubted(&desk), [table], "{sql}");
        assert_doubted(&mut desk, guest);
        // It outlasts the program, until the tables were made anew and compared.
        desk.sign_out(noon()).unwrap();
        drop(desk);
        let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
        sign_in(&mut desk, noon(), "S-1");
        assert_doubted(&mut desk, guest);
        let again = entries(&desk);
        compare(&mut desk);
        assert_eq!((kinds(&desk, again), doubted(&desk)), (vec![], vec![table.to_owned()]), "{sql}");
        let _ = desk.rebuild(noon()).unwrap();
        assert_eq!(kinds(&desk, again), [Kind::StoreCleared], "{sql}");
        assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), [""; 0], "{sql}");
        assert_clean(&desk);
    }
}

#[test]
fn what_is_changed_while_the_post_does_not_run_is_found_in_the_background() {
    for (sql, table) in [
        ("UPDATE visits SET ends = ends + 1 WHERE seq = (SELECT max(seq) FROM visits)", "visits"),
        ("INSERT INTO refusals VALUES (3, 3, NULL, NULL, NULL)", "refusals"),
        ("UPDATE imports SET rows = 9", "imports"),
        ("DELETE FROM doubts; INSERT INTO erased VALUES (9)", "erased"),
        (
            "DROP TRIGGER entries_update;
             UPDATE entries SET leaf = CAST(replace(CAST(leaf AS TEXT), '\"clock\":\"good', '\"clock\":\"doubtful') AS BLOB) WHERE seq = 40;
             CREATE TRIGGER entries_update BEFORE UPDATE ON entries
BEGIN SELECT raise(ABORT, 'the log is append-only'); END",
            "entries",
        ),
    ] {
        let (folder, mut desk, guest) = compared();
        desk.sign_out(noon()).unwrap();
        drop(desk);
        behind(&folder, sql);
        let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
        sign_in(&mut desk, noon(), "S-1");
        assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), [""; 0], "{sql}: the gate works meanwhile");
        assert!(desk.status().unwrap().store_doubt.is_none());
        compare(&mut desk);
        assert!(doubted(&desk).contains(&table.to_owned()), "{sql}: {:?}", doubted(&desk));
        assert_doubted(&mut desk, guest);
    }
}

#[test]
fn nobody_is_admitted_by_what_was_changed_between_the_card_and_the_admission() {
    let (folder, mut desk, guest) = compared();
    let card = shown(&mut desk, noon(), guest);
    behind(&folder, "UPDATE visits SET ends = ends + 86400000");
    let changed = desk.admit(noon(), &card, &Obligation::ALL);
    assert!(matches!(changed, Err(DeskError::Changed(_))), "{changed:?}");
    assert!(desk.inside(noon()).unwrap().is_empty());
    // A change that was looked at by nobody before the transaction began is on record with it.
    let (folder, mut desk, _) = compared();
    behind(&folder, "UPDATE visits SET ends = ends + 86400000");
    let before = entries(&desk);
    let act = |act: &mut crate::store::Act<'_>| Ok::<_, DeskError>(act.tables().is_doubted()?);
    assert!(desk.store.act(noon(), ClockQuality::Good, act).unwrap());
    assert_eq!(kinds(&desk, before), [Kind::StoreDoubted]);
}

#[test]
fn who_is_inside_leaves_and_a_supervisor_decides_while_the_store_is_in_doubt() {
    let (folder, mut desk, guest) = compared();
    let inside = expected(&mut desk, "Ulla Berg");
    let stay = admit(&mut desk, noon(), inside);
    behind(&folder, "DELETE FROM refusals; UPDATE settings SET value = value");
    behind(&folder, "UPDATE visits SET starts = starts - 1 WHERE seq = 1");
    let card = shown(&mut desk, noon(), guest);
    assert_eq!(rules_of(&card), ["store-doubted"]);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let referral = desk.waiting(noon()).unwrap()[0].referral;
    desk.answer(noon(), referral, ("store-doubted", Resolver::Supervisor), true, "", Signer::SignedIn).unwrap();
    let _ = admit(&mut desk, noon(), guest);
    let _ = desk.depart(noon(), stay.entry, None).unwrap();
    // Nothing differs in the end.
    compare(&mut desk);
    assert!(desk.status().unwrap().store_doubt.is_none());
    assert_clean(&desk);
}

#[test]
fn what_the_post_writes_itself_and_what_others_only_read_is_no_doubt() {
    let (folder, mut desk, guest) = compared();
    hand_over(&mut desk, noon(), "G-1");
    let before = entries(&desk);
    let mut beside = Store::open_read_only(folder.path(), Box::new(OsRng)).unwrap();
    let _ = beside.unlock("S-1", PASSPHRASE).unwrap();
    assert!(beside.verify(Depth::Whole, None, &mut |_| true).unwrap().is_clean());
    let plain = rusqlite::Connection::open(folder.path().join("gateward.db")).unwrap();
    let _: i64 = plain.query_row("SELECT count(*) FROM visits", [], |row| row.get(0)).unwrap();
    for how in ["PASSIVE", "FULL"] {
        let _: i64 = plain.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |row| row.get(0)).unwrap();
        let admission = admit(&mut desk, noon(), guest);
        let _ = desk.undo(noon(), admission.entry).unwrap();
    }
    drop((plain, beside));
    let admission = admit(&mut desk, noon(), guest);
    let _ = desk.depart(noon(), admission.entry, None).unwrap();
    desk.set("theme", "night").unwrap();
    hand_over(&mut desk, noon(), "S-1");
    let rows = "name,host,from,until\nIda Wintermute,Mr Vale,10:00,16:00\nBo Berg,Ms Roy,11:00,17:00\n";
    desk.begin_import(import::read(rows.as_bytes(), &sample::rules(noon())).unwrap()).unwrap();
    while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {
        let _ = desk.compare_some(noon()).unwrap();
    }
    compare(&mut desk);
    assert!(!kinds(&desk, before).contains(&Kind::StoreDoubted));
    assert!(desk.status().unwrap().store_doubt.is_none());
}

#[test]
fn what_comes_to_nothing_is_a_doubt_that_ends_by_itself() {
    for sql in ["PRAGMA wal_checkpoint(TRUNCATE)", "INSERT INTO settings VALUES ('theme', 'dark')", "VACUUM"] {
        let (folder, mut desk, guest) = compared();
        let before = entries(&desk);
        behind(&folder, sql);
        // Whether anybody is checked before the comparison begins or not.
        if sql != "VACUUM" {
            assert_doubted(&mut desk, guest);
        }
        compare(&mut desk);
        let only = |kind: &Kind| [Kind::StoreDoubted, Kind::StoreCleared].contains(kind);
        let seen: Vec<_> = kinds(&desk, before).into_iter().filter(only).collect();
        assert_eq!(seen, [Kind::StoreDoubted, Kind::StoreCleared], "{sql}");
        assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), [""; 0], "{sql}");
    }
}

#[test]
fn what_is_written_while_nobody_is_signed_in_or_the_tables_are_compared_is_seen() {
    let (folder, mut desk, guest) = compared();
    desk.sign_out(noon()).unwrap();
    behind(&folder, "UPDATE visits SET ends = ends + 1");
    sign_in(&mut desk, noon(), "S-1");
    assert_doubted(&mut desk, guest);

    let (folder, mut desk, guest) = compared();
    hand_over(&mut desk, noon(), "S-1");
    desk.store.compare_anew();
    assert!(!desk.compare_some(noon()).unwrap());
    behind(&folder, "UPDATE visits SET ends = ends + 1");
    compare(&mut desk);
    assert_eq!(doubted(&desk), ["visits"]);
    assert_doubted(&mut desk, guest);
}

#[test]
fn a_guard_is_told_of_the_doubt_and_not_what_differs() {
    let (folder, mut desk, _) = post();
    behind(&folder, "DELETE FROM own_listings");
    sign_in(&mut desk, noon(), "G-1");
    let doubt = desk.status().unwrap().store_doubt.unwrap();
    assert!(doubt.tables.is_empty());
    hand_over(&mut desk, noon(), "S-1");
    assert_eq!(desk.status().unwrap().store_doubt.unwrap().tables, ["own_listings"]);
}

#[test]
fn a_row_of_a_list_that_was_altered_is_a_doubt_until_the_list_is_loaded_anew() {
    let (folder, mut desk, guest) = compared();
    super::lists::load(&mut desk, super::lists::list("UN", super::lists::bad_people()));
    compare(&mut desk);
    assert!(desk.status().unwrap().store_doubt.is_none());
    behind(&folder, "UPDATE listings SET bytes = CAST(bytes || x'20' AS BLOB) WHERE number = 1");
    assert_doubted(&mut desk, guest);
    compare(&mut desk);
    assert_eq!(doubted(&desk), ["listings"]);
    super::lists::load(&mut desk, super::lists::list("UN", super::lists::bad_people()));
    hand_over(&mut desk, noon(), "S-1");
    compare(&mut desk);
    assert!(desk.status().unwrap().store_doubt.is_none());
}

/// Takes a row out of an index behind the post's back: the table has it, and whoever looks for it by the index does not
/// see it.
fn unindex(folder: &tempfile::TempDir, table: &str, index: &str, row: &str) {
    let plain = rusqlite::Connection::open(folder.path().join("gateward.db")).unwrap();
    plain.execute_batch("PRAGMA writable_schema = ON").unwrap();
    let of = |what: &str| -> (String, i64) {
        let sql = "SELECT sql, rootpage FROM sqlite_schema WHERE name = ?1";
        plain.query_row(sql, [what], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    };
    let (sql, root) = of(index);
    let columns: Vec<String> = plain
        .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let columns = columns.join(", ");
    plain
        .execute_batch(&format!(
            "CREATE TABLE aside AS SELECT * FROM {table} WHERE {row}; DELETE FROM {table} WHERE {row};"
        ))
        .unwrap();
    let _ = plain.execute("DELETE FROM sqlite_schema WHERE name = ?1", [index]).unwrap();
    let version: i64 = plain.query_row("PRAGMA schema_version", [], |row| row.get(0)).unwrap();
    plain.execute_batch(&format!("PRAGMA schema_version = {}", version + 1)).unwrap();
    drop(plain);
    let plain = rusqlite::Connection::open(folder.path().join("gateward.db")).unwrap();
    plain
        .execute_batch(&format!(
            "INSERT INTO {table} ({columns}) SELECT {columns} FROM aside; DROP TABLE aside; PRAGMA writable_schema = ON"
        ))
        .unwrap();
    let sqlite = "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('index', ?1, ?2, ?3, ?4)";
    let _ = plain.execute(sqlite, rusqlite::params![index, table, root, sql]).unwrap();
    plain.execute_batch(&format!("PRAGMA schema_version = {}", version + 9)).unwrap();
}

#[test]
fn a_row_that_an_index_has_lost_is_doubted() {
    let (folder, mut desk, guest) = compared();
    let _ = desk.begin_lockdown(noon(), Some(crate::domain::Cause::Drill), "A drill").unwrap();
    desk.sign_out(noon()).unwrap();
    drop(desk);
    unindex(&folder, "lockdowns", "lockdowns_open", "ended IS NULL");
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, noon(), "S-1");
    assert!(desk.threat().unwrap().lockdown.is_none(), "not seen");
    assert_doubted(&mut desk, guest);
    compare(&mut desk);
    assert!(doubted(&desk).contains(&"lockdowns".to_owned()), "{:?}", doubted(&desk));
    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    assert!(!report.is_clean());
    let _ = desk.rebuild(noon()).unwrap();
    assert!(desk.threat().unwrap().lockdown.is_some());
    assert_clean(&desk);
}

#[test]
fn a_refusal_whose_body_is_gone_is_doubted() {
    let (folder, mut desk, guest) = compared();
    let stranger = super::card(desk.check(noon(), "Walter Stranger", None).unwrap());
    let entry = desk.refuse(noon(), &stranger, RefusalCode::Items, "").unwrap();
    desk.sign_out(noon()).unwrap();
    drop(desk);
    let plain = rusqlite::Connection::open(folder.path().join("gateward.db")).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'bodies' AND sql LIKE '%DELETE%'";
    let trigger: String = plain.query_row(sql, [], |row| row.get(0)).unwrap();
    let name: String = plain.query_row(&sql.replacen("sql", "name", 1), [], |row| row.get(0)).unwrap();
    plain
        .execute_batch(&format!("DROP TRIGGER {name}; DELETE FROM bodies WHERE id = {}; {trigger}", entry * 4))
        .unwrap();
    drop(plain);
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, noon(), "S-1");
    compare(&mut desk);
    assert_eq!(doubted(&desk), ["bodies"]);
    assert_doubted(&mut desk, guest);
}

/// Opens the post anew for reading, as a command does that asks for a verdict.
fn asked_by_command(folder: &tempfile::TempDir, guest: VisitId) -> Card {
    let mut desk = Desk::new(Store::open_read_only(folder.path(), Box::new(OsRng)).unwrap());
    let _ = desk.open_to_read(noon(), "S-1", PASSPHRASE).unwrap();
    desk.compare_at_once(noon()).unwrap();
    desk.read_whole_roster().unwrap();
    shown(&mut desk, noon(), guest)
}

#[test]
fn a_command_compares_before_it_answers() {
    for sql in [
        "DELETE FROM refusals",
        "UPDATE refusals SET person = NULL",
        "UPDATE visits SET ends = ends + 86400000",
        "UPDATE visits SET state = 'approved' WHERE state = 'cancelled'",
        "INSERT INTO answers VALUES (4, 4, 4, 'walk-in-approval', 1)",
    ] {
        let (folder, mut desk) = desk();
        let [guest, off, turned] = ["Vera Holm", "Odd Sand", "Rolf Nes"].map(|name| expected(&mut desk, name));
        desk.cancel(noon(), off).unwrap();
        let turned = shown(&mut desk, noon(), turned);
        let _ = desk.refuse(noon(), &turned, RefusalCode::Items, "").unwrap();
        // Beside a running window, which goes on writing, and after it.
        assert_eq!(rules_of(&asked_by_command(&folder, guest)), [""; 0], "{sql}");
        let _ = expected(&mut desk, "Pia Rud");
        assert_eq!(rules_of(&asked_by_command(&folder, guest)), [""; 0], "{sql}");
        desk.sign_out(noon()).unwrap();
        drop(desk);
        behind(&folder, sql);
        let card = asked_by_command(&folder, guest);
        assert!(
            card.judgement.verdict >= Verdict::Refer && rules_of(&card).contains(&"store-doubted"),
            "{sql}: {card:?}"
        );
        // Whoever may write puts it on record, once.
        let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
        sign_in(&mut desk, noon(), "S-1");
        let before = entries(&desk);
        desk.compare_at_once(noon()).unwrap();
        assert_doubted(&mut desk, guest);
        desk.compare_at_once(noon()).unwrap();
        assert_eq!(kinds(&desk, before), [Kind::StoreDoubted], "{sql}");
        // It is over once the tables were made anew.
        let _ = desk.rebuild(noon()).unwrap();
        desk.compare_at_once(noon()).unwrap();
        assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), [""; 0], "{sql}");
        assert_clean(&desk);
    }
}

#[test]
fn of_a_long_log_the_newest_entries_are_compared() {
    let (folder, mut desk) = desk();
    let [first, second, third] = ["Vera Holm", "Rolf Nes", "Ulla Berg"].map(|name| expected(&mut desk, name));
    let taken_back = admit(&mut desk, noon(), first);
    let _ = desk.undo(noon(), taken_back.entry).unwrap();
    let stay = admit(&mut desk, noon(), first);
    let early = shown(&mut desk, noon(), second);
    let early = desk.refuse(noon(), &early, RefusalCode::Items, "").unwrap();
    let _ = desk.undo(noon(), early).unwrap();
    let again = shown(&mut desk, noon(), second);
    let late = desk.refuse(noon(), &again, RefusalCode::Items, "").unwrap();
    let stranger = card(desk.check(noon(), "Bo Unexpected", None).unwrap());
    let came = crate::desk::decide::WalkIn { name: "Bo Unexpected".into(), host: "Desk".into(), ..Default::default() };
    let _ = desk.refer(noon(), &stranger, Some(&came)).unwrap();
    let waits = desk.waiting(noon()).unwrap()[0].referral;
    desk.answer(noon(), waits, ("walk-in-approval", Resolver::Supervisor), true, "", Signer::SignedIn).unwrap();
    let _ = desk.depart(noon(), stay.entry, None).unwrap();
    let _ = admit(&mut desk, noon(), third);
    let size = entries(&desk);
    desk.sign_out(noon()).unwrap();
    drop(desk);
    let found = |most: u64| {
        let mut store = Store::open_read_only(folder.path(), Box::new(OsRng)).unwrap();
        let _ = store.unlock("S-1", PASSPHRASE).unwrap();
        store.compare_at_once(most).unwrap();
        store.tables_that_differ().into_iter().collect::<Vec<_>>()
    };
    for most in (1..size - taken_back.entry + 3).step_by(5).chain([size, size + 1, size + 9]) {
        assert_eq!(found(most), [""; 0], "the newest {most} of {size}");
    }
    behind(&folder, &format!("DELETE FROM refusals WHERE seq = {late}"));
    assert_eq!(found(size + 1 - late), ["refusals"]);
    assert_eq!(found(3), [""; 0], "what came before is not looked at");
}
