//! A delegation at the gate: one scan, one roster, one act for all whom the rules admit, and each with an entry.

use super::fixture::{Gate, LEADER, gate};
use crate::desk::guests::ImportStep;
use crate::desk::import::{self, sample};
use crate::desk::visits::change::Change;
use crate::domain::{Kind, Person, Timestamp, Visit};
use crate::gui::keys::Act;
use crate::i18n::{tr, tr_with};

const NAMES: [&str; 5] = ["Ada Quint", "Bo Kvist", "Cy Varg", "Di Ekman", "Eva Falkner"];

/// A gate at which a delegation of six is expected, one of whom is yet to be approved.
fn expecting() -> Gate {
    let gate = gate(LEADER);
    gate.ask(|desk, now| {
        let rows: String = NAMES.iter().map(|name| format!("{name},Ms Tan,09:00,16:00\n")).collect();
        let mut plan = import::read(format!("name,host,from,until\n{rows}").as_bytes(), &sample::rules(now)).unwrap();
        assert!(plan.become_group("Trade talks", NAMES[0]));
        desk.begin_import(plan)?;
        while !matches!(desk.import_step(now)?, ImportStep::Done(_)) {}
        let id = desk.groups(now, now.at, Timestamp(i64::MAX))?[0].id;
        let held = Person { name: "Finn Hald".into(), ..Person::default() };
        let visit = desk.schedule(now, &held, &Visit::plain("Ms Tan".into(), now.at, now.at.plus(3_600_000)))?;
        desk.change_visits(now, &[visit], &Change::Group(Some(id)), false)
    });
    gate
}

fn line(arrived: usize) -> String {
    tr_with("group-line", &[("name", "Trade talks".into()), ("arrived", arrived.into()), ("all", 6.into())])
}

/// The roster of the delegation of whoever has this name.
fn roster(gate: &mut Gate, name: &str) {
    gate.drive.write(name);
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Group);
    gate.drive.settle();
}

#[test]
fn all_whom_the_rules_admit_are_let_in_by_one_act_and_nobody_else() {
    let mut gate = expecting();
    gate.drive.write(NAMES[0]);
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&line(0)), "{:?}", gate.drive.words());
    gate.drive.press(Act::Group);
    let leads = |name: &str| tr_with("roster-leads", &[("name", name.into())]);
    // Whoever stands in front reads initials, until the guard holds names open.
    assert!(gate.drive.sees(&leads("A. Q.")) && !gate.drive.sees("Finn Hald"), "{:?}", gate.drive.words());
    gate.drive.press(Act::HoldOpen);
    for words in [&leads(NAMES[0]), NAMES[4], "Finn Hald", &tr("verdict-refer")] {
        assert!(gate.drive.sees(words), "{words}: {:?}", gate.drive.words());
    }
    gate.drive.press(Act::HoldOpen);
    let (before, presented) = (gate.inside(), gate.count(Kind::Presented));
    gate.drive.press(Act::Admit);
    assert!(gate.drive.sees(&tr("hint-tick-present")), "nobody stands there yet");
    gate.drive.press(Act::TickNext);
    // Whoever waits for an approval is ticked by hand, and stays.
    for _ in 0..6 {
        gate.drive.press(Act::Down);
    }
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Admit);
    let asked = tr_with("roster-ask-admit", &[("able", 5.into()), ("present", 6.into())]);
    assert!(gate.drive.sees(&asked), "{:?}", gate.drive.words());
    assert!(gate.drive.sees(&tr_with("roster-ask-stay", &[("count", 1.into())])));
    gate.drive.press(Act::Open);
    assert_eq!(gate.inside(), before, "nobody before everything is ticked off");
    for _ in 0..4 {
        gate.drive.press(Act::TickNext);
    }
    gate.drive.press(Act::Open);
    assert_eq!((gate.inside(), gate.count(Kind::Presented)), (before + 5, presented + 5));
    assert!(gate.drive.sees(&line(5)), "{:?}", gate.drive.words());
    // It is taken back as a whole.
    gate.drive.press(Act::Undo);
    assert_eq!(gate.inside(), before);
    assert!(gate.drive.sees(&line(0)));
}

#[test]
fn they_leave_by_one_act_beside_whoever_is_scanned() {
    let mut gate = expecting();
    let before = gate.inside();
    roster(&mut gate, NAMES[1]);
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Admit);
    for _ in 0..4 {
        gate.drive.press(Act::TickNext);
    }
    gate.drive.press(Act::Open);
    assert_eq!(gate.inside(), before + 5);
    let token = gate.token();
    gate.drive.press(Act::Back);
    gate.drive.scan(&token);
    assert!(gate.drive.sees(&line(5)), "{:?}", gate.drive.words());
    gate.drive.press(Act::Group);
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Depart);
    assert!(gate.drive.sees(&tr_with("roster-ask-depart", &[("able", 5.into())])), "{:?}", gate.drive.words());
    gate.drive.press(Act::Open);
    assert_eq!((gate.inside(), gate.count(Kind::Departed)), (before, 5));
}

#[test]
fn a_lockdown_in_between_lets_nobody_in() {
    let mut gate = expecting();
    let before = gate.inside();
    roster(&mut gate, NAMES[0]);
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Admit);
    for _ in 0..4 {
        gate.drive.press(Act::TickNext);
    }
    let _ = gate.ask(|desk, now| desk.begin_lockdown(now, None, ""));
    gate.drive.press(Act::Open);
    assert_eq!((gate.inside(), gate.count(Kind::Admitted)), (before, 0));
    assert!(gate.drive.sees(&tr("verdict-refuse")), "{:?}", gate.drive.words());
}
