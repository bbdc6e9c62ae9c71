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
    bench.pictures("import-good");
    assert_eq!(expected(&bench, "quist"), 0, "nothing is taken before it was said");
    bench.press(Act::Open);
    bench.expect(&["1 guest imported"]);
    bench.pictures("import-done");
    assert_eq!(bench.room.actions, [Action::Imported(1)]);
    assert_eq!(expected(&bench, "quist"), 1);
    bench.press(Act::Open);
    for _ in 0..2 {
        bench.press(Act::Open);
    }
    bench.expect(&[&tr("import-before")]);
    bench.pictures("import-before");
    assert_eq!(expected(&bench, "quist"), 1);
}

#[test]
fn many_guests_are_shown_by_the_first_of_them() {
    let mut bench = import(SUPERVISOR);
    let rows: String = (10..40).map(|n| format!("Guest N{n},Ms Tan,2026-11-24 10:00,2026-11-24 11:00,\r\n")).collect();
    read(&mut bench, &format!("{HEAD}{rows}"));
    bench.expect(&["30 guests, no faults", "Nothing is taken yet. These are the first 20."]);
    bench.pictures("import-many");
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
    bench.expect(&[
        "30 of 31 rows have faults",
        "Take the 1 good row",
        "Line 3 · From: “24/11/26”",
        "A day of the calendar was expected",
    ]);
    bench.expect(&["Faults 1 to 20 of 60 · PgUp and PgDn turn the page"]);
    bench.pictures("import-faults");
    bench.press(Act::PageDown);
    bench.expect(&["Faults 21 to 40 of 60 · PgUp and PgDn turn the page"]);
    for _ in 0..4 {
        bench.press(Act::PageDown);
    }
    bench.expect(&["Faults 41 to 60 of 60 · PgUp and PgDn turn the page"]);
    bench.press(Act::Open);
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
    bench.press(Act::Open);
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
    bench.press(Act::Open);
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
    read(&mut bench, "who,when\r\nZora,today\r\n");
    bench.expect(&[&tr("import-file-fault")]);
    bench.pictures("import-columns");
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
    let Stage::Good(plan) = &state.stage else { panic!("the file is good") };
    let plan = Plan::clone(plan);
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
    bench.press(Act::Open);
    bench.expect(&["Your role does not include this: load a file of guests"]);
}
