//! The roll call, as whoever is signed in meets it.

use super::fixture::{CLERK, GUARD, Gate, gate};
use crate::domain::Kind;
use crate::gui::keys::Act;
use crate::i18n::{tr, tr_with};

/// Two inside, and the roll call begun.
fn called(who: (&str, &str)) -> Gate {
    let mut gate = gate(GUARD);
    for name in ["aerosk", "dufour"] {
        gate.admit(name);
        gate.drive.press(Act::Back);
    }
    assert_eq!(gate.inside(), 2);
    if who.0 != GUARD.0 {
        gate.drive.press(Act::SignOut);
        gate.sign_in(who);
    }
    gate.drive.press(Act::RollCall);
    assert!(gate.drive.sees(&tr_with("muster-inside", &[("count", 2.into())])));
    gate.drive.press(Act::BeginCall);
    gate
}

fn accounted(gate: &mut Gate) -> usize {
    gate.ask(|desk, _| Ok(desk.roll()?.map_or(0, |roll| roll.accounted())))
}

#[test]
fn everybody_is_called_by_keyboard_and_the_end_names_who_is_missing() {
    let mut gate = called(CLERK);
    assert!(gate.drive.sees("Søren Ærøskøbing") && gate.drive.sees("Claire Dufour"));
    gate.drive.write("duf");
    assert!(!gate.drive.sees("Søren Ærøskøbing"), "a search narrows the list");
    gate.drive.press(Act::Open);
    assert_eq!(accounted(&mut gate), 1);
    assert!(gate.drive.sees(&tr("muster-pill-here")) && gate.drive.sees("Søren Ærøskøbing"));
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Missing);
    assert!(gate.drive.sees(&tr("muster-missing")));
    gate.drive.press(Act::NoteWhere);
    gate.drive.write("Library, with Ms Tan");
    gate.drive.press(Act::Open);
    assert_eq!(accounted(&mut gate), 2);
    assert!(gate.drive.sees(&tr("muster-all-here")));
    gate.drive.press(Act::EndCall);
    assert_eq!(gate.count(Kind::MusterEnded), 1, "with everybody there nothing is asked");
    assert!(gate.drive.sees(&tr("act-begin-call")));
}

#[test]
fn a_press_moves_somebody_over_and_back_and_an_end_with_people_missing_is_asked_for() {
    let mut gate = called(GUARD);
    assert!(gate.drive.click("Claire Dufour"));
    assert_eq!(accounted(&mut gate), 1);
    assert!(gate.drive.click("Claire Dufour"), "a tick by mistake is taken back");
    assert_eq!(accounted(&mut gate), 0);
    assert!(gate.drive.click(&tr("act-end-call")));
    assert!(gate.drive.sees(&tr("muster-end-title")) && gate.count(Kind::MusterEnded) == 0);
    gate.drive.press(Act::Back);
    assert_eq!(gate.count(Kind::MusterEnded), 0);
    gate.drive.press(Act::EndCall);
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::MusterEnded), 1);
    assert!(gate.drive.sees(&tr_with("muster-ended-missing", &[("count", 2.into())])));
    assert_eq!(gate.inside(), 2);
}

#[test]
fn a_badge_is_counted_and_not_checked_out_and_who_leaves_is_accounted_for() {
    let mut gate = called(GUARD);
    let token = gate.token();
    gate.drive.scan(&token);
    assert_eq!((accounted(&mut gate), gate.inside()), (1, 2));
    assert!(gate.drive.sees(&tr("muster-tile-missing")), "the roll call stays on the screen");
    gate.drive.press(Act::Lockdown);
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Back);
    gate.drive.scan(&token);
    assert!(gate.drive.sees(&tr("leaving-word")), "at the gate it is the way out, in a lockdown too");
    gate.drive.press(Act::Depart);
    gate.drive.press(Act::RollCall);
    assert!(gate.drive.sees(&tr("muster-left")));
    assert_eq!((accounted(&mut gate), gate.inside()), (1, 1));
}

#[test]
fn the_list_is_saved_and_goes_with_the_roll_call() {
    let mut gate = called(GUARD);
    gate.drive.press(Act::Save);
    let rolls = gate.folder().join("rolls");
    let files = || std::fs::read_dir(&rolls).unwrap().count();
    assert_eq!(files(), 1);
    gate.drive.press(Act::EndCall);
    gate.drive.press(Act::Open);
    assert_eq!(files(), 0);
}
