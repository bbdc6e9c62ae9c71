//! Guests from a file: they count from the closing fact, or not at all.

use crate::desk::guests::ImportState;
use crate::desk::intake::Outlook;
use crate::desk::visits::approver::Approval;
use crate::desk::visits::diary::Wanted;
use crate::domain::{Resolver, VisitState};

use super::*;

fn file(rows: &str) -> import::Plan {
    let text = format!("name,host,date of birth,document number,from,until\n{rows}");
    import::read(text.as_bytes(), &sample::rules(noon())).unwrap()
}

fn import(desk: &mut Desk, plan: import::Plan) {
    desk.begin_import(plan).unwrap();
    while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {}
}

/// So many guests of one family name.
fn crowd(count: usize) -> String {
    (0..count).map(|i| format!("Ida Wintermute {i},Mr Vale,,,10:00,16:00\n")).collect()
}

#[test]
fn an_import_that_broke_off_counts_for_nothing_and_is_dropped_at_the_next_sign_in() {
    let (folder, mut desk) = desk();
    let begun = entries(&desk);
    desk.begin_import(file(&crowd(2_000))).unwrap();
    assert!(matches!(desk.import_step(noon()).unwrap(), ImportStep::Writing(..)));
    assert!(matches!(desk.begin_import(file(&crowd(1))), Err(DeskError::ImportRunning)));
    let found = desk.check(noon(), "Wintermute", None).unwrap();
    assert_eq!(rules_of(&card(found)), ["walk-in", "walk-in-approval"], "nobody of the file is found");
    drop(desk);

    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, noon(), "S-1");
    assert!(kinds(&desk, begun).contains(&Kind::ImportDropped));
    assert!(desk.search(noon(), "Wintermute", 10).unwrap().is_empty());
    assert_clean(&desk);
    // The same file may be imported now.
    import(&mut desk, file(&crowd(20)));
    assert_eq!(desk.search(noon(), "Wintermute", 50).unwrap().len(), 20);
}

#[test]
fn rows_of_an_unfinished_import_hide_nobody_who_counts() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Ida Wintermute");
    desk.begin_import(file(&crowd(2_000))).unwrap();
    assert!(matches!(desk.import_step(noon()).unwrap(), ImportStep::Writing(done, _) if done >= 8));
    while desk.is_importing() && desk.import.as_ref().unwrap().progress().0 < 300 {
        let _ = desk.import_step(noon()).unwrap();
    }
    let found = desk.search(noon(), "Wintermute", 5).unwrap();
    assert_eq!(found.iter().map(|candidate| candidate.visit).collect::<Vec<_>>(), [guest]);
    desk.cancel_import(noon()).unwrap();
    assert_eq!(desk.search(noon(), "Wintermute", 5).unwrap().len(), 1);
    assert_clean(&desk);
}

#[test]
fn the_next_session_does_not_go_on_with_the_import_of_the_last() {
    let (_folder, mut desk) = desk();
    desk.begin_import(file(&crowd(2_000))).unwrap();
    let _ = desk.import_step(noon()).unwrap();
    let _ = desk.sign_in(noon(), "V-1", PASSPHRASE).unwrap();
    assert!(!desk.is_importing());
    assert!(desk.store.tables().open_imports().unwrap().is_empty());
    assert_clean(&desk);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let (_folder, mut desk) = desk();
    let before = entries(&desk);
    let again = import::read(sample::GUESTS, &sample::rules(noon())).unwrap();
    assert!(matches!(desk.begin_import(again), Err(DeskError::ImportedBefore)));
    assert_eq!(entries(&desk), before);
}

#[test]
fn one_person_twice_in_a_file_is_one_person_and_two_of_one_name_are_two() {
    let (_folder, mut desk) = desk();
    let before = entries(&desk);
    let twice = "Ola Berg,Mr Vale,1980-01-02,P1,10:00,16:00\nOla Berg,Ms Ito,1980-01-02,P1,10:30,16:00\n";
    let two = "Per Dahl,Mr Vale,,,10:00,16:00\nPer Dahl,Ms Ito,,,10:30,16:00\n";
    import(&mut desk, file(&format!("{twice}{two}")));
    let registered = kinds(&desk, before).into_iter().filter(|kind| *kind == Kind::Registered).count();
    assert_eq!(registered, 3);
    // Inside on one visit, the other one says so.
    let Recognised::Choose(both) = desk.check(noon(), "ola berg", None).unwrap() else { panic!() };
    let _ = admit(&mut desk, noon(), both[0].visit);
    let second = shown(&mut desk, noon(), both[1].visit);
    assert_eq!(rules_of(&second), ["already-inside"]);
}

#[test]
fn a_name_with_control_signs_is_not_scheduled_as_it_came() {
    let (_folder, mut desk) = desk();
    let person = Person { name: "\u{202e}Eve\u{7}  Stone ".into(), ..Person::default() };
    let id = desk.schedule(noon(), &person, &visit(0, HOUR)).unwrap();
    let row = desk.store.tables().visit(id).unwrap().unwrap();
    assert_eq!(desk.store.person::<Person>(row.person_seq).unwrap().name, "Eve Stone");
    let nobody = Person::default();
    assert!(matches!(desk.schedule(noon(), &nobody, &visit(0, HOUR)), Err(DeskError::Text { field: "name", .. })));
}

/// Whoever imports need not have waited for the roster: a guest who was refused today, or is inside, is still that guest.
#[test]
fn a_guest_who_is_known_is_the_same_before_the_roster_was_read() {
    let row = "Nora Vance,Mr Vale,1980-02-03,P-77,10:00,16:00\n";
    let (folder, mut desk) = desk();
    import(&mut desk, file(row));
    let guest = desk.search(noon(), "Nora Vance", 1).unwrap()[0].visit;
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refuse(noon(), &card, crate::domain::fact::RefusalCode::Items, "").unwrap();
    drop(desk);
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    let _ = desk.sign_in(noon(), "R-1", PASSPHRASE).unwrap();
    import(&mut desk, file(&format!("{row}Ida Wintermute,Mr Vale,,,10:00,16:00\n")));
    hand_over(&mut desk, noon(), "S-1");
    let visits = desk.search(noon(), "Nora Vance", 9).unwrap();
    assert_eq!(visits.len(), 2);
    for candidate in visits {
        let card = shown(&mut desk, noon(), candidate.visit);
        assert!(card.situation.refused_today, "{:?}", rules_of(&card));
    }
}

/// Whoever waits at the gate does not wait for it: the rows count, and what is remembered of them follows in slices.
#[test]
fn what_is_remembered_of_a_file_is_read_after_it_counts() {
    let (_folder, mut desk) = desk();
    hand_over(&mut desk, noon(), "R-1");
    while !desk.remember_some(500).unwrap() {}
    import(&mut desk, file(&format!("Oona Zumthor,Mr Vale,,,10:00,16:00\n{}", crowd(59))));
    assert!(!desk.is_importing() && !desk.diary_is_whole() && desk.is_remembering());
    let (mut slices, wanted) = (1, Wanted { text: "Zumthor".into(), ..Wanted::default() });
    while !desk.remember_some(20).unwrap() {
        slices += 1;
    }
    assert_eq!(slices, 3);
    assert_eq!(diary::names(&desk, noon(), &wanted).len(), 1);
}

/// One for whoever approves, one for a supervisor, one for security.
const MIXED: &str = "name,host,date of birth,document number,from,until,category,areas
Ida Wintermute,Mr Vale,1980-01-02,P100,10:00,16:00,,
Odd Wintermute,Mr Vale,,,10:00,16:00,host-state,
Una Wintermute,Mr Vale,,,10:00,16:00,,Server room
";

fn mixed(desk: &mut Desk) -> (Vec<Approval>, Vec<VisitState>) {
    let plan = import::read(MIXED.as_bytes(), &sample::rules(noon())).unwrap();
    let guests: Vec<_> = plan.rows.clone();
    let outlooks = desk.outlooks(noon(), &guests).unwrap();
    import(desk, plan.clone());
    let state = |guest: &import::Guest| {
        let found = desk.store.tables().visits_between(noon().day().0, noon().day().1, 500).unwrap();
        let named = |row: &&crate::store::query::VisitRow| desk.person_of(row).unwrap().name == guest.person.name;
        found.iter().find(named).unwrap().state
    };
    let states: Vec<VisitState> = guests.iter().map(state).collect();
    let waiting = states.iter().filter(|state| **state == VisitState::Requested).count();
    let told = desk.import_state(Some(&plan.sha256)).unwrap();
    assert_eq!(told, ImportState::Whole { waiting: u64::try_from(waiting).unwrap() });
    (outlooks.into_iter().map(|Outlook { approval, .. }| approval).collect(), states)
}

#[test]
fn a_file_approves_what_whoever_brings_it_may_approve() {
    use Approval::{Due, Given};
    use VisitState::{Approved, Requested};
    let (supervisor, security) = (Some(Resolver::Supervisor), Some(Resolver::Security));
    let cases = [
        ("R-1", vec![Due(None), Due(supervisor), Due(security)], vec![Requested; 3]),
        ("V-1", vec![Given, Given, Due(security)], vec![Approved, Approved, Requested]),
        ("S-1", vec![Given; 3], vec![Approved; 3]),
    ];
    for (number, foreseen, states) in cases {
        let (_folder, mut desk) = desk_of(number);
        assert_eq!(mixed(&mut desk), (foreseen, states), "{number}");
        assert_clean(&desk);
    }
}

#[test]
fn what_a_registrar_brings_waits_at_the_gate_until_it_is_approved() {
    let (_folder, mut desk) = desk_of("R-1");
    let _ = mixed(&mut desk);
    hand_over(&mut desk, noon(), "V-1");
    let found = desk.check(noon(), "Ida Wintermute", None).unwrap();
    assert_eq!(rules_of(&card(found)), ["needs-security"]);
    let page = desk.to_approve(noon(), None).unwrap();
    let plain = page.due.iter().find(|due| due.guest.name == "Ida Wintermute").unwrap();
    assert!(plain.may && plain.by == "Cem Arslan");
    desk.approve(noon(), plain.visit).unwrap();
    let found = desk.check(noon(), "Ida Wintermute", None).unwrap();
    assert_eq!(card(found).judgement.verdict, crate::domain::Verdict::Admit);
}

#[test]
fn what_a_file_adds_to_a_guest_has_their_visits_approved_again_unless_its_bringer_approves_all() {
    let twice = MIXED.lines().take(2).collect::<Vec<_>>().join("\n");
    let also = twice
        .replace("10:00,16:00,,", "2026-11-29,2026-11-29,Ida Winter-Mute,")
        .replace("category,areas", "other names");
    for (number, state) in [("R-1", VisitState::Requested), ("S-1", VisitState::Approved)] {
        let (_folder, mut desk) = desk();
        import(&mut desk, import::read(twice.as_bytes(), &sample::rules(noon())).unwrap());
        let visit = desk.search(noon(), "Ida Wintermute", 5).unwrap()[0].visit;
        if number != "S-1" {
            hand_over(&mut desk, noon(), number);
        }
        import(&mut desk, import::read(also.as_bytes(), &sample::rules(noon())).unwrap());
        assert_eq!(desk.store.tables().visit(visit).unwrap().unwrap().state, state, "{number}");
        assert_clean(&desk);
    }
}

#[test]
fn a_file_approves_nothing_of_a_guest_that_its_bringer_has_not_seen() {
    let text = MIXED.lines().take(2).collect::<Vec<_>>().join("\n");
    let plan = || import::read(text.as_bytes(), &sample::rules(noon())).unwrap();
    // What a registrar entered of her, which nobody approved: another name, by which the gate would find her.
    for aliases in [true, false] {
        let (_folder, mut desk) = desk_of("R-1");
        let row = plan().rows[0].clone();
        let other_names = if aliases { vec!["Imp Ostor".to_owned()] } else { Vec::new() };
        let known = Person { other_names, ..row.person.clone() };
        let waits = desk.schedule(noon(), &known, &visit(20 * 24 * HOUR, 20 * 24 * HOUR + HOUR)).unwrap();
        hand_over(&mut desk, noon(), "S-1");
        desk.read_whole_roster().unwrap();
        let outlook = desk.outlooks(noon(), &plan().rows).unwrap().remove(0);
        assert_eq!(outlook.approval, if aliases { Approval::Due(None) } else { Approval::Given });
        import(&mut desk, plan());
        let found = desk.check(noon(), "Ida Wintermute", None).unwrap();
        assert_eq!(found_state(&desk, found), if aliases { VisitState::Requested } else { VisitState::Approved });
        // Once somebody has approved what is known of her, her rows count.
        desk.approve(noon(), waits).unwrap();
        let again = text.replace("10:00,16:00", "2026-11-26,2026-11-26");
        import(&mut desk, import::read(again.as_bytes(), &sample::rules(noon())).unwrap());
        let who = desk.store.tables().visit(waits).unwrap().unwrap().person;
        let rows = desk.store.tables().visits_of(who).unwrap();
        let last = rows.iter().max_by_key(|row| row.entered).unwrap();
        assert_eq!(last.state, VisitState::Approved);
        assert_clean(&desk);
    }
}

/// How far the visit of today is that was found.
fn found_state(desk: &Desk, found: Recognised) -> VisitState {
    let visit = match found {
        Recognised::Card(card) => card.visit.unwrap().0,
        other => panic!("{other:?}"),
    };
    desk.store.tables().visit(visit).unwrap().unwrap().state
}
