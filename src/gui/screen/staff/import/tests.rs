use super::*;
use crate::desk::import::sample;
use crate::desk::sample::{GUARD, SUPERVISOR, SampleOperator};
use crate::gui::keys::Place;
use crate::gui::screen::bench_tests::{Bench, ask, framed, room, sample_mission};
use crate::i18n::tr;

room!(Import, |_| Place::Import, |state, context| framed(state.view(context)));

const HEAD: &str = "name,host,from,until,date of birth\r\n";

fn import(operator: SampleOperator) -> Bench<Import> {
    let (folder, context) = sample_mission(Some(operator));
    let (state, task) = State::new(&context);
    Bench::new(Import { state, context, actions: Vec::new(), folder }, task)
}

fn file(bench: &Bench<Import>, text: &[u8]) -> String {
    let path = bench.room.folder.path().join("guests.csv");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn read(bench: &mut Bench<Import>, text: &str) {
    let path = file(bench, text.as_bytes());
    bench.write(&path);
    bench.press(Act::Open);
}

fn expected(bench: &Bench<Import>, name: &'static str) -> usize {
    let list = ask(&bench.room.context, |desk, now| desk.search(now, name, 10));
    list.len()
}

#[test]
fn a_good_file_is_shown_taken_and_known_again() {
    let mut bench = import(SUPERVISOR);
    bench.pictures("import");
    let text = format!("{HEAD}Zora Quist,Ms Tan,2026-11-24 10:00,2026-11-24 11:00,1990-01-02\r\n");
    read(&mut bench, &text);
    bench.expect(&["1 guest, no faults", "Import 1 guest", "Zora Quist", "Tue 24 Nov 2026 · Ms Tan"]);
    bench.expect(&[&tr("verdict-admit"), &tr("visit-preview-approved")]);
    bench.pictures("import-good");
    bench.press(Act::Open);
    assert_eq!(expected(&bench, "quist"), 0, "nothing is taken before it was said");
    bench.press(Act::Submit);
    bench.expect(&["1 guest imported"]);
    bench.pictures("import-done");
    assert_eq!(bench.room.actions, [Action::Imported(1)]);
    assert_eq!(expected(&bench, "quist"), 1);
    bench.press(Act::Open);
    bench.press(Act::Open);
    bench.expect(&[&tr("import-expected")]);
    bench.press(Act::Submit);
    bench.expect(&[&tr("import-before")]);
    bench.pictures("import-before");
    assert_eq!(expected(&bench, "quist"), 1);
}

#[test]
fn many_guests_are_shown_by_the_first_of_them() {
    let mut bench = import(SUPERVISOR);
    let rows: String = (10..40).map(|n| format!("Guest N{n},Ms Tan,2026-11-24 10:00,2026-11-24 11:00,\r\n")).collect();
    read(&mut bench, &format!("{HEAD}{rows}"));
    bench.expect(&["30 guests, no faults", "1 to 20 of 30", "ADMIT 30"]);
    bench.pictures("import-many");
    bench.press(Act::PageDown);
    bench.expect(&["21 to 30 of 30", "Guest N30"]);
    bench.press(Act::PageUp);
    bench.room.context.names_shown = false;
    assert!(!bench.shows("Guest N10"));
    bench.expect(&["G. N."]);
}

#[test]
fn bad_rows_are_listed_and_the_good_ones_taken_on_purpose() {
    let mut bench = import(SUPERVISOR);
    let mut text = format!("{HEAD}Zora Quist,Ms Tan,2026-11-24 10:00,2026-11-24 11:00,1990-01-02\r\n");
    for day in 1..=30 {
        text.push_str(&format!("Guest {day},Ms Tan,24/11/26,2026-11-24 1{}:00,1990-02-30\r\n", day % 8));
    }
    read(&mut bench, &text);
    bench.expect(&["30 of 31 rows have faults", "Take the 1 good row", "1 to 20 of 31"]);
    bench.press(Act::OnlyWrong);
    bench.expect(&["1 to 20 of 30", "From: “24/11/26”", "A day of the calendar was expected"]);
    bench.pictures("import-faults");
    bench.press(Act::OnlyWrong);
    bench.press(Act::Submit);
    bench.expect(&["1 guest imported"]);
    let rejected = bench.room.folder.path().join("guests.csv.rejected.csv");
    bench.expect(&[&format!(
        "The rows with faults are in {}: mend them there and import that file.",
        rejected.display()
    )]);
    bench.pictures("import-rejected");
    let lines = std::fs::read_to_string(rejected).unwrap();
    assert_eq!(lines.lines().count(), 31);
    assert!(lines.contains("Guest 30") && !lines.contains("Zora"));
    assert_eq!((expected(&bench, "quist"), expected(&bench, "guest")), (1, 0));
}

#[test]
fn rejected_rows_of_an_earlier_attempt_are_not_written_over() {
    let mut bench = import(SUPERVISOR);
    let rejected = bench.room.folder.path().join("guests.csv.rejected.csv");
    std::fs::write(&rejected, "mended by hand").unwrap();
    let good = "Zora Quist,Ms Tan,2026-11-24 10:00,2026-11-24 11:00,1990-01-02";
    read(&mut bench, &format!("{HEAD}{good}\r\n,Ms Tan,2026-11-24 10:00,2026-11-24 11:00,\r\n"));
    bench.press(Act::Submit);
    bench.expect(&[&tr("import-rejected-there-do")]);
    assert_eq!(std::fs::read_to_string(&rejected).unwrap(), "mended by hand");
    assert_eq!(expected(&bench, "quist"), 0);
}

#[test]
fn nothing_is_taken_unless_it_is_said() {
    let mut bench = import(SUPERVISOR);
    let text = format!("{HEAD},Ms Tan,2026-11-24 10:00,2026-11-24 11:00,\r\n");
    read(&mut bench, &text);
    bench.expect(&["1 of 1 rows have faults", "No good row to take"]);
    bench.press(Act::Submit);
    bench.expect(&["1 of 1 rows have faults"]);
    bench.press(Act::Back);
    bench.expect(&[&tr("import-text")]);
    bench.press(Act::Back);
    assert_eq!(bench.room.actions, [Action::Leave]);
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let mut bench = import(SUPERVISOR);
    bench.write("'file:///no/such/file.csv'");
    bench.press(Act::Open);
    assert!(matches!(bench.room.state.stage, Stage::Asking(Some(Trouble::Unread(_)))));
    bench.expect(&[&tr("import-unread")]);
    bench.pictures("import-missing");
    let mut bench = import(SUPERVISOR);
    read(&mut bench, "who,when\r\nZora,\"today\r\n");
    bench.expect(&[&tr("import-file-fault")]);
    bench.pictures("import-unread");
}

#[test]
fn an_import_is_broken_off_and_nothing_of_it_counts() {
    let mut bench = import(SUPERVISOR);
    let mut text = String::from(HEAD);
    for guest in 0..2_000 {
        text.push_str(&format!("Guest Number{guest},Ms Tan,2026-11-24 10:00,2026-11-24 11:00,\r\n"));
    }
    let path = file(&bench, text.as_bytes());
    bench.say(Message::Typed(path));
    bench.say(Message::Submit);
    // Begun by hand, so that it can be left before its tasks have run to the end.
    let (context, state) = (bench.room.context.clone(), &mut bench.room.state);
    let Stage::Shown(shown) = &state.stage else { panic!("the file is good") };
    let plan = shown.plan().unwrap();
    ask(&context, move |desk, _| desk.begin_import(plan));
    state.stage = Stage::Writing(Writing { total: 2_000, done: 700, ..Writing::default() });
    bench.pictures("import-writing");
    bench.press(Act::Back);
    bench.expect(&[&tr("import-dropped")]);
    bench.pictures("import-dropped");
    assert_eq!(expected(&bench, "number1999"), 0);
    assert!(!ask(&context, |desk, _| Ok(desk.is_importing())));
}

#[test]
fn who_may_not_import_is_told() {
    let mut bench = import(GUARD);
    let path = file(&bench, sample::GUESTS);
    bench.write(&path);
    bench.say(Message::Typed(file(&bench, format!("{HEAD}A B,C,2026-11-24 10:00,2026-11-24 11:00,\r\n").as_bytes())));
    bench.press(Act::Open);
    bench.expect(&["Your role does not include this: load a file of guests; who may: supervisor, registrar"]);
}

#[test]
fn what_a_spreadsheet_changed_is_confirmed_or_written_by_hand() {
    let mut bench = import(SUPERVISOR);
    let path = bench.room.folder.path().join("delegation.xlsx");
    std::fs::write(&path, sample::DELEGATION).unwrap();
    bench.write(&path.display().to_string());
    bench.press(Act::Open);
    bench.expect(&["delegation.xlsx", "5 of 40 rows have faults", "Take the 35 good rows", "ADMIT 35"]);
    bench.press(Act::OnlyWrong);
    bench.expect(&["Olav Kjeld", &tr("import-in-doubt"), "E11 · Document number: “4417093”", "Proposed: “4417093”"]);
    bench.pictures("import-doubt");
    // A zero is missing, as the document shows.
    bench.press(Act::Open);
    bench.write("S04417093");
    bench.press(Act::Open);
    bench.expect(&["4 of 40 rows have faults", "Дарья Волкова", "Proposed: “1997-12-28”"]);
    bench.press(Act::Confirm);
    bench.expect(&["3 of 40 rows have faults", "Proposed: “1973-08-12”"]);
    bench.press(Act::ConfirmAlike);
    bench.expect(&["2 of 40 rows have faults", "E31 · Document number: “1.23457E+11”"]);
    bench.press(Act::Confirm);
    bench.expect(&["2 of 40 rows have faults"]);
    bench.press(Act::Open);
    bench.write("S0123457");
    bench.press(Act::Open);
    bench.expect(&["1 of 40 rows have faults", "B38 · Name: “#N/A”"]);
    bench.press(Act::Back);
    bench.expect(&["What was written here by hand is lost. Esc once more takes nothing all the same."]);
    bench.press(Act::Remove);
    bench.expect(&["39 guests, no faults", &tr("import-left-out"), "Import 39 guests"]);
    bench.pictures("import-mended");
    bench.press(Act::Submit);
    bench.expect(&["39 guests imported"]);
    let found = ask(&bench.room.context, |desk, now| desk.search(now, "olav kjeld", 10));
    let visit = found.first().unwrap().visit;
    let (_, person, _) = ask(&bench.room.context, move |desk, _| desk.visit_to_amend(visit));
    assert_eq!(person.document, "S04417093");
}

#[test]
fn columns_are_said_once_and_known_from_then_on() {
    let mut bench = import(SUPERVISOR);
    read(&mut bench, "Wer kommt,Wann genau\r\nZora Quist,fri 14-16\r\n");
    bench.expect(&[&tr("import-columns-first"), "Wer kommt", &tr("import-not-read"), "Zora Quist"]);
    bench.pictures("import-columns");
    bench.press(Act::FieldAfter);
    bench.press(Act::Down);
    bench.say(Message::Assign(Some(Column::When)));
    bench.press(Act::NextField);
    bench.write("Ms Tan");
    bench.press(Act::Open);
    bench.expect(&["1 guest, no faults"]);
    bench.pictures("import-columns-said");
    bench.expect(&["Zora Quist", "Fri 27 Nov 2026 · Ms Tan"]);
    bench.press(Act::Submit);
    bench.expect(&["1 guest imported"]);
    bench.press(Act::Open);
    // The path is still there: another file with the same columns.
    let _ = file(&bench, "wer kommt,WANN genau,Host\r\nIvo Lind,fri 14-16,Ms Tan\r\n".as_bytes());
    bench.press(Act::Open);
    bench.expect(&[&tr("import-columns-first")]);
    bench.press(Act::Back);
    let _ = file(&bench, "wer kommt,WANN genau\r\nIvo Lind,fri 14-16\r\n".as_bytes());
    bench.press(Act::Open);
    bench.press(Act::NextField);
    bench.write("Ms Tan");
    bench.press(Act::Open);
    bench.expect(&["1 guest, no faults", &tr("import-columns-known")]);
    bench.press(Act::Back);
    bench.press(Act::Back);
    bench.expect(&[&tr("import-mappings"), "Wer kommt, Wann genau"]);
    bench.pictures("import-mappings");
    bench.press(Act::Down);
    bench.press(Act::Remove);
    bench.expect(&[&tr("import-text")]);
    assert!(!bench.shows(&tr("import-mappings")));
}

#[test]
fn the_registrar_sees_of_a_finding_nothing() {
    let seen = |name: &str| {
        let mut bench = import(SUPERVISOR);
        read(&mut bench, &format!("{HEAD}{name},Ms Tan,2026-11-24 10:00,2026-11-24 11:00,1990-01-02\r\n"));
        bench.expect(&[&tr("verdict-admit"), "ADMIT 1"]);
        let Stage::Shown(shown) = &bench.room.state.stage else { panic!() };
        shown.outlooks.values().next().unwrap().judgement.clone()
    };
    assert_eq!(seen("Zenobia Quirina Pfefferkorn"), seen("Zora Quist"));
}

#[test]
fn a_file_is_taken_as_a_delegation_by_keyboard() {
    let mut bench = import(SUPERVISOR);
    let row = |name: &str| format!("{name},Ms Tan,2026-11-24 10:00,2026-11-24 11:00,1990-01-02\r\n");
    read(&mut bench, &format!("{HEAD}{}{}", row("Zora Quist"), row("Olo Tveit")));
    bench.press(Act::FileColumns);
    // Purpose and organisation are said for all, then what the delegation is called.
    for _ in 0..3 {
        bench.press(Act::NextField);
    }
    bench.write("Fisheries talks");
    bench.press(Act::NextField);
    bench.write("nobody");
    bench.press(Act::FileColumns);
    bench.expect(&[&tr("import-nobody-leads")]);
    bench.press(Act::Submit);
    bench.expect(&["2 guests, no faults"]);
    bench.say(Message::Forming(1, "3".into()));
    let told = [("name", "Fisheries talks".into()), ("leader", "Olo Tveit".into())];
    bench.expect(&[&crate::i18n::tr_with("import-as-delegation", &told)]);
    bench.pictures("import-delegation");
    bench.press(Act::Submit);
    bench.expect(&["2 guests imported"]);
    let groups = ask(&bench.room.context, |desk, now| desk.groups(now, now.at, now.at.plus(86_400_000)));
    assert_eq!((groups.len(), groups[0].leader.as_str(), groups[0].count.all), (1, "Olo Tveit", 2));
}
