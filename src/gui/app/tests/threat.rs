//! The threat level and the lockdown, as whoever is signed in meets them.

use super::fixture::{CLERK, GUARD, Gate, LEADER, gate};
use crate::domain::{Kind, Posture};
use crate::gui::keys::Act;
use crate::gui::screen::posture::level_word;
use crate::i18n::{tr, tr_with};

fn level(id: &str, posture: Posture) -> String {
    tr_with(id, &[("level", level_word(posture).into())])
}

/// Raises the level by so many steps, and says why.
fn raise(gate: &mut Gate, steps: usize) {
    gate.drive.press(Act::Posture);
    for _ in 0..steps {
        gate.drive.press(Act::Up);
    }
    gate.drive.press(Act::Open);
    gate.drive.write("1");
    gate.drive.press(Act::Open);
}

#[test]
fn a_level_is_looked_at_before_it_is_set_and_then_stands_on_every_screen() {
    let mut gate = gate(GUARD);
    assert!(gate.drive.click(&level_word(Posture::Normal)), "the badge in the header leads to the levels");
    assert!(gate.drive.sees(&tr("posture-choose")));
    gate.drive.press(Act::Up);
    gate.drive.press(Act::Up);
    assert!(gate.drive.sees(&level("posture-what-if", Posture::Bravo)) && gate.drive.sees("Søren Ærøskøbing"));
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("form-reason-missing")), "nothing is set without a reason");
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&level("posture-do-now", Posture::Bravo)) && gate.drive.sees("Søren Ærøskøbing"));
    assert_eq!(gate.count(Kind::PostureSet), 1);
    gate.drive.press(Act::Back);
    assert!(gate.drive.sees(&level_word(Posture::Bravo)));
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-admit")) && gate.drive.sees(&tr("obligation-brief-deposit-phones")));
    gate.drive.press(Act::Lock);
    assert!(gate.drive.sees(&level_word(Posture::Bravo)), "and on the lock");
}

#[test]
fn a_guard_lowers_nothing_and_is_offered_nothing_that_would() {
    let mut gate = gate(GUARD);
    raise(&mut gate, 1);
    gate.drive.press(Act::Down);
    assert!(gate.drive.sees(&level("posture-what-if", Posture::Normal)));
    assert!(!gate.drive.sees(&level("act-lower", Posture::Normal)));
    gate.drive.press(Act::Open);
    assert!(!gate.drive.sees(&level("posture-lower-title", Posture::Normal)));
    gate.drive.press(Act::EndLockdown);
    assert!(!gate.drive.sees(&tr("lockdown-end-title")), "there is none");
}

#[test]
fn a_lockdown_is_asked_for_once_and_then_nobody_is_admitted() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-admit")));
    gate.drive.press(Act::Lockdown);
    gate.drive.press(Act::Back);
    assert!(!gate.drive.sees(&tr("lockdown-word")), "the question was left");
    gate.drive.press(Act::Lockdown);
    assert!(gate.drive.sees(&tr("lockdown-begin-title")));
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("lockdown-word")) && gate.count(Kind::LockdownBegun) == 1);
    assert!(gate.drive.sees(&tr("verdict-refuse")), "the card on the screen was looked at anew");
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 0);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::RollCall);
    assert!(gate.drive.sees(&tr("act-begin-call")));
    gate.drive.press(Act::Lockdown);
    assert!(gate.drive.sees(&tr("posture-title")), "a second time shows how it stands");
    gate.drive.press(Act::EndLockdown);
    assert!(!gate.drive.sees(&tr("lockdown-end-title")), "a guard does not end it");
}

#[test]
fn whoever_may_not_check_may_still_lock_down() {
    let mut gate = gate(CLERK);
    gate.drive.press(Act::Lockdown);
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("lockdown-word")) && gate.count(Kind::LockdownBegun) == 1);
}

#[test]
fn nobody_ends_a_lockdown_alone() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Lockdown);
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::EndLockdown);
    gate.drive.write("1");
    gate.drive.write("False alarm");
    for text in [LEADER.0, LEADER.1] {
        gate.drive.press(Act::NextField);
        gate.drive.write(text);
    }
    gate.drive.press(Act::Open);
    let words = gate.drive.words().join(" ");
    assert!(words.contains("role") && gate.drive.sees(&tr("lockdown-word")), "{words}");
    assert_eq!(gate.count(Kind::LockdownEnded), 0);
}

#[test]
fn emergency_services_are_let_in_where_nobody_else_comes_without_an_appointment() {
    let mut gate = gate(GUARD);
    raise(&mut gate, 2);
    gate.drive.press(Act::Back);
    gate.drive.write("Crew Four");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-refuse")) && gate.drive.sees(&tr("category-emergency")), "who may still come");
    gate.drive.press(Act::Refer);
    gate.drive.write("Reception, who called them");
    gate.drive.press(Act::Open);
    let said = gate.drive.words().join(" ");
    assert!(said.contains(&tr("advice-not-without-appointment")) && gate.count(Kind::Referred) == 0, "{said}");
    // By pointer another kind, and by one key from nobody in particular the right one.
    assert!(gate.drive.click(&tr("category-courier")));
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Scheduled), 63, "nothing of it was written down");
    assert!(gate.drive.click(&tr("category-none")));
    gate.drive.press(Act::Up);
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-refer")) && gate.drive.sees(&tr("category-emergency")));
    assert!(!gate.drive.sees(&tr("reason-walk-in")), "nobody is phoned first");
    assert_eq!((gate.count(Kind::Referred), gate.count(Kind::Scheduled)), (1, 64));
}
