//! The small tables are held against the log: what is taken out of them behind the program's back turns nothing green.

use super::lists::{bad_people, list, load, never_at_random};
use super::*;
use crate::desk::screening::OWN;
use crate::desk::screening::listings::NewListing;
use crate::desk::screening::lists::{ListState, ListStatus, Lists};
use crate::domain::Screening;
use crate::screening::{Listing, Name};

/// Changes the file behind the store's back.
pub(super) fn behind(folder: &tempfile::TempDir, sql: &str) {
    let plain = rusqlite::Connection::open(folder.path().join("gateward.db")).unwrap();
    plain.execute_batch(sql).unwrap();
}

/// A post with a list, an entry of its own list, and somebody who would be admitted; nobody is signed in.
pub(super) fn post() -> (tempfile::TempDir, Desk, VisitId) {
    static POST: OnceLock<(tempfile::TempDir, VisitId)> = OnceLock::new();
    let (made, guest) = POST.get_or_init(make);
    let folder = tempfile::tempdir().unwrap();
    copy(made.path(), folder.path());
    let desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    (folder, desk, *guest)
}

fn make() -> (tempfile::TempDir, VisitId) {
    let (folder, mut desk) = desk();
    load(&mut desk, list("UN", bad_people()));
    let names = vec![Name { text: "Osric Unwelcome".into(), ..Name::default() }];
    let unwelcome = Listing { names, ..Listing::default() };
    let _ = desk.add_listing(noon(), &NewListing { listing: unwelcome, ..NewListing::default() }).unwrap();
    desk.read_whole_lists().unwrap();
    let guest = admissible(&mut desk).visit;
    desk.sign_out(noon()).unwrap();
    (folder, guest)
}

fn verdict(desk: &mut Desk, visit: VisitId) -> (Verdict, Screening) {
    never_at_random(desk);
    let card = shown(desk, noon(), visit);
    (card.judgement.verdict, card.situation.screening)
}

/// What differs, by the names under which it is told.
fn told(desk: &Desk) -> Vec<String> {
    let differs = |list: &_| matches!(list, ListStatus { state: ListState::Differs, .. });
    desk.lists(noon()).into_iter().filter(differs).map(|list| list.name).collect()
}

#[test]
fn rows_that_are_gone_at_the_sign_in_put_every_verdict_in_doubt() {
    for (sql, name) in [
        ("DELETE FROM watchlists", "UN"),
        ("UPDATE watchlists SET name = 'U.N.'", "UN"),
        ("DELETE FROM own_listings", OWN),
        ("UPDATE own_listings SET until = 1", OWN),
        ("UPDATE own_listings SET ended = 3", OWN),
        ("DELETE FROM watchlists; DELETE FROM own_listings", "UN"),
        ("INSERT INTO postures VALUES (7, 7, 'normal')", "Record: postures"),
        ("INSERT INTO rules VALUES (99, 'aa')", "Record: rules"),
        ("DELETE FROM rules", "Record: rules"),
        ("UPDATE operators SET roles = 'guard,security' WHERE number = 'G-1'", "Record: operators"),
        ("DELETE FROM role_changes; DELETE FROM operators WHERE number = 'R-1'", "Record: operators"),
        ("DROP INDEX entries_governing; DELETE FROM watchlists", "UN"),
    ] {
        let (folder, mut desk, guest) = post();
        behind(&folder, sql);
        sign_in(&mut desk, noon(), "S-1");
        assert_eq!(desk.screened(), Lists::Asked, "{sql}");
        assert_eq!(verdict(&mut desk, guest), (Verdict::Refer, Screening::Security), "{sql}");
        assert!(told(&desk).contains(&name.to_owned()), "{sql}: {:?}", told(&desk));
        let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
        assert!(!report.is_clean(), "{sql}");
        if !sql.starts_with("DROP") {
            let _ = desk.rebuild(noon()).unwrap();
            desk.sign_out(noon()).unwrap();
            sign_in(&mut desk, noon(), "S-1");
            assert_eq!((verdict(&mut desk, guest).0, told(&desk)), (Verdict::Admit, Vec::new()), "{sql}");
            assert_clean(&desk);
        }
    }
}

#[test]
fn an_index_that_leaves_entries_out_is_not_believed() {
    let (folder, mut desk, guest) = post();
    behind(
        &folder,
        "DROP INDEX entries_governing; DELETE FROM watchlists; DELETE FROM own_listings;
         CREATE INDEX entries_governing ON entries (seq)
            WHERE json_extract(CAST(leaf AS TEXT), '$.kind') IN ('founded', 'rules-set', 'enrolled', 'recovery-set')",
    );
    sign_in(&mut desk, noon(), "S-1");
    assert_eq!(verdict(&mut desk, guest), (Verdict::Refer, Screening::Security));
    assert!(told(&desk).iter().any(|name| name == "UN") && told(&desk).iter().any(|name| name == OWN));
}

#[test]
fn an_entry_whose_body_is_gone_with_its_row_is_doubt_as_well() {
    let (folder, mut desk, guest) = post();
    behind(
        &folder,
        "DROP TRIGGER bodies_delete; DELETE FROM bodies WHERE id / 4 = (SELECT seq FROM watchlists);
         DELETE FROM watchlists;
         CREATE TRIGGER bodies_delete BEFORE DELETE ON bodies
WHEN old.class = 'record' OR NOT EXISTS (SELECT 1 FROM erased WHERE entry = old.id / 4)
BEGIN SELECT raise(ABORT, 'a body goes only with the fact that erases it'); END",
    );
    sign_in(&mut desk, noon(), "S-1");
    assert_eq!(verdict(&mut desk, guest), (Verdict::Refer, Screening::Security));
    assert_eq!(told(&desk), ["Record: entries"]);
}

#[test]
fn a_running_post_sees_what_somebody_else_writes_meanwhile() {
    let (folder, mut desk, guest) = post();
    sign_in(&mut desk, noon(), "S-1");
    assert_eq!(verdict(&mut desk, guest).0, Verdict::Admit);
    let card = shown(&mut desk, noon(), guest);
    behind(&folder, "INSERT INTO postures VALUES (7, 7, 'normal')");
    let changed = desk.admit(noon(), &card, &Obligation::ALL);
    assert!(matches!(changed, Err(DeskError::Changed(_))), "{changed:?}");
    assert_eq!(verdict(&mut desk, guest), (Verdict::Refer, Screening::Security));
    behind(&folder, "DELETE FROM postures");
    assert_eq!(verdict(&mut desk, guest), (Verdict::Refer, Screening::Clear), "until all was compared");
    while !desk.compare_some(noon()).unwrap() {}
    assert_eq!(verdict(&mut desk, guest).0, Verdict::Admit);
}

#[test]
fn a_guard_is_not_told_what_differs() {
    let (folder, mut desk, guest) = post();
    behind(&folder, "DELETE FROM watchlists");
    sign_in(&mut desk, noon(), "G-1");
    assert_eq!(verdict(&mut desk, guest), (Verdict::Refer, Screening::Security));
    let status = desk.status().unwrap();
    assert_eq!((status.lists.len(), status.screened), (0, Lists::Asked));
}

#[test]
fn who_was_suspended_or_has_other_roles_by_the_log_is_what_the_log_says() {
    let (folder, mut desk, _) = post();
    sign_in(&mut desk, noon(), "S-1");
    let guard = desk.store.tables().operators().unwrap().into_iter().find(|row| row.number == "G-1").unwrap().id;
    let why = crate::desk::second::Why { cause: crate::domain::Cause::Over, text: "away".into(), asked: noon() };
    desk.suspend(noon(), guard, &why).unwrap();
    desk.sign_out(noon()).unwrap();
    behind(&folder, "UPDATE operators SET state = 'active', roles = 'guard,security' WHERE number = 'G-1'");
    assert!(desk.sign_in(noon(), "G-1", PASSPHRASE).is_err());
    assert!(desk.operator().is_none());

    let (folder, mut desk, _) = post();
    behind(&folder, "UPDATE operators SET roles = 'administrator,security' WHERE number = 'G-1'");
    sign_in(&mut desk, noon(), "G-1");
    assert_eq!(desk.operator().unwrap().roles, [Role::Guard]);
}

#[test]
fn a_row_alone_clears_nobody_of_a_finding() {
    let (folder, mut desk, _) = post();
    sign_in(&mut desk, noon(), "S-1");
    never_at_random(&mut desk);
    let guest = expected(&mut desk, "Casimir Brandt");
    desk.look_through_all(noon()).unwrap();
    assert_eq!(verdict(&mut desk, guest).0, Verdict::Refer);
    let id = desk.findings(noon()).unwrap()[0].id;
    let row = desk.store.tables().visit(guest).unwrap().unwrap();
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    // Of a finding that nobody has answered, and of one that was answered otherwise.
    let (id, person) = (hex(&id.0), hex(&row.person.0));
    behind(&folder, &format!("INSERT INTO reviews VALUES (x'{id}', {}, 1, x'{person}', 1, NULL)", row.seq));
    assert_eq!(verdict(&mut desk, guest), (Verdict::Refer, Screening::Security));
    behind(&folder, "DELETE FROM reviews");
    let finding = desk.findings(noon()).unwrap()[0].id;
    desk.answer_finding(noon(), finding, crate::desk::screening::findings::Answer::Yes, "", None).unwrap();
    behind(&folder, "UPDATE reviews SET granted = 1");
    assert_eq!(verdict(&mut desk, guest), (Verdict::Refer, Screening::Security));
}
