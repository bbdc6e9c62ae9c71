//! The mission's table of given names: loaded by a fact, held against it, asked at once, and taken away.

use super::lists::{desk, hand_over, list, listing, load, never_at_random};
use super::*;
use crate::desk::screening::NAMES;
use crate::desk::screening::lists::{ListState, ListStep};
use crate::desk::screening::names::{self, NamesFile};
use crate::domain::Screening;
use crate::store::verify::Finding;

fn file() -> NamesFile {
    names::read(b"# of this mission\n~ quillonius zwiep\n").unwrap()
}

fn load_names(desk: &mut Desk) {
    desk.begin_names(noon(), file()).unwrap();
    while !matches!(desk.list_step(noon()).unwrap(), ListStep::Done(1)) {}
    desk.read_whole_lists().unwrap();
}

fn state(desk: &Desk) -> Option<ListState> {
    desk.lists(noon()).into_iter().find(|list| list.name == NAMES).map(|list| list.state)
}

fn searched(desk: &Desk, text: &str) -> Vec<VisitId> {
    desk.search(noon(), text, 5).unwrap().into_iter().map(|candidate| candidate.visit).collect()
}

fn screening(desk: &mut Desk, visit: VisitId) -> Screening {
    shown(desk, noon(), visit).situation.screening
}

#[test]
fn a_table_of_given_names_is_asked_at_once_and_at_the_next_sign_in_and_can_be_taken_away() {
    let (folder, mut desk) = desk();
    load(&mut desk, list("UN", vec![listing("1", "Quillonius Brandt")]));
    let guest = expected(&mut desk, "Zwiep Brandt");
    assert_eq!(screening(&mut desk, guest), Screening::Clear);
    load_names(&mut desk);
    assert_eq!((state(&desk), screening(&mut desk, guest)), (Some(ListState::Ready), Screening::Security));
    desk.read_whole_roster().unwrap();
    assert_eq!(searched(&desk, "quillonius bra"), [guest], "the scan field knows the name as well");
    desk.look_through_all(noon()).unwrap();
    let finding = desk.findings(noon()).unwrap()[0].id;
    let case = desk.finding(noon(), finding).unwrap();
    let (hit, points): (_, f32) = (&case.hits[0], case.hits[0].lines.iter().map(|line| line.points).sum());
    assert!((points - hit.hit.as_ref().unwrap().score).abs() < 0.01, "it is explained by the same table");
    assert_eq!(desk.store.tables().watchlists().unwrap().len(), 1, "it is no list");
    assert_clean(&desk);
    let _ = desk.store_mut().rebuild(noon()).unwrap();
    hand_over(&mut desk, noon(), "G-1");
    assert_eq!(screening(&mut desk, guest), Screening::Security);
    assert_eq!(searched(&desk, "quillonius bra"), [guest]);
    assert!(matches!(desk.begin_names(noon(), file()), Err(DeskError::Denied(_))));
    assert!(matches!(desk.remove_names(noon()), Err(DeskError::Denied(_))));
    hand_over(&mut desk, noon(), "X-1");
    desk.remove_names(noon()).unwrap();
    desk.read_whole_lists().unwrap();
    while !desk.tidy_lists().unwrap() {}
    assert_eq!((state(&desk), screening(&mut desk, guest)), (None, Screening::Clear));
    assert!(matches!(desk.remove_names(noon()), Err(DeskError::NoList)));
    desk.read_whole_roster().unwrap();
    assert_eq!(searched(&desk, "quillonius bra"), []);
    let plain = rusqlite::Connection::open(folder.path().join("gateward.db")).unwrap();
    let rows: i64 = plain.query_row("SELECT count(*) FROM listings", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 1, "its lines went with it");
    assert_clean(&desk);
}

#[test]
fn a_table_that_was_altered_keeps_every_verdict_from_green_and_is_found() {
    let (folder, mut desk) = desk();
    load(&mut desk, list("UN", vec![listing("1", "Casimir Brandt")]));
    load_names(&mut desk);
    let guest = expected(&mut desk, "Uma Park");
    assert_eq!(screening(&mut desk, guest), Screening::Clear);
    let plain = rusqlite::Connection::open(folder.path().join("gateward.db")).unwrap();
    plain.execute_batch("DELETE FROM listings WHERE CAST(bytes AS TEXT) LIKE '~%'").unwrap();
    hand_over(&mut desk, noon(), "G-1");
    assert_eq!((state(&desk), screening(&mut desk, guest)), (None, Screening::Security), "a guard is not told why");
    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    let [Finding::List { name, .. }] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
    assert_eq!(name, "given names");
    hand_over(&mut desk, noon(), "S-1");
    assert_eq!(state(&desk), Some(ListState::Altered));
    load_names(&mut desk);
    never_at_random(&mut desk);
    assert_eq!(screening(&mut desk, guest), Screening::Clear, "loaded anew it is whole");
    assert_clean(&desk);
}

#[test]
fn what_is_no_table_is_not_loaded() {
    let (_folder, mut desk) = desk();
    let wrong = NamesFile { lines: vec!["= Upper Case".into()], sha256: String::new() };
    assert!(matches!(desk.begin_names(noon(), wrong), Err(DeskError::EmptyList)));
    let none = NamesFile { lines: Vec::new(), sha256: String::new() };
    assert!(matches!(desk.begin_names(noon(), none), Err(DeskError::EmptyList)));
    desk.begin_names(noon(), file()).unwrap();
    assert!(matches!(desk.begin_names(noon(), file()), Err(DeskError::ImportRunning)));
    desk.cancel_list().unwrap();
    assert_eq!(state(&desk), None);
}
