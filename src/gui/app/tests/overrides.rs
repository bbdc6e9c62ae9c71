//! Overrides, as a guard asks for them and whoever leads the gate goes through them.

use super::fixture::{CLERK, GUARD, Gate, LEADER, gate};
use crate::domain::{Kind, Obligation};
use crate::gui::keys::Act;
use crate::i18n::{tr, tr_with};

/// A guest whose refusal of today stands on the card.
fn refused() -> Gate {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Refuse);
    gate.drive.write("4");
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Refused), 1);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-refuse")));
    gate
}

/// Fills the question in as two people would.
fn sign(gate: &mut Gate, (number, passphrase): (&str, &str)) {
    gate.drive.write("1");
    gate.drive.write("The ambassador waits");
    for text in [number, passphrase] {
        gate.drive.press(Act::NextField);
        gate.drive.write(text);
    }
    gate.drive.press(Act::Open);
}

#[test]
fn a_refusal_is_gone_round_by_two_once_everything_is_ticked_off() {
    let mut gate = refused();
    let box_of = tr("obligation-compare-document");
    // A box that leads nowhere is not there, and its key does nothing.
    gate.drive.press(Act::TickNext);
    assert!(!gate.drive.sees(&box_of), "{:?}", gate.drive.words());
    assert!(gate.drive.click(&tr("act-override")));
    assert!(gate.drive.sees(&tr("hint-tick-before-override")) && gate.drive.sees(&box_of));
    assert!(!gate.drive.sees(&tr("sign-second")), "nothing was ticked unseen");
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Override);
    assert!(gate.drive.sees(&tr("sign-second")));
    sign(&mut gate, GUARD);
    assert_eq!(gate.inside(), 0, "nobody is their own second");
    assert!(gate.drive.sees(&tr("sign-second")), "the question stays");
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Override);
    sign(&mut gate, LEADER);
    assert!(gate.drive.sees(&tr("issued-word")));
    assert_eq!((gate.inside(), gate.count(Kind::Overridden)), (1, 1));
    gate.drive.press(Act::Undo);
    assert_eq!(gate.inside(), 0, "it is taken back like any admission");
}

#[test]
fn a_stranger_is_written_down_before_two_let_them_in() {
    let mut gate = gate(GUARD);
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::Up);
    gate.drive.press(Act::Up);
    gate.drive.press(Act::Open);
    gate.drive.write("1");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Back);
    gate.drive.write("Nobody Knows");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("reason-walk-ins-closed")));
    gate.drive.press(Act::Override);
    assert!(gate.drive.sees(&tr("override-who")));
    gate.drive.write("Mr T. Vale");
    gate.drive.press(Act::Open);
    for _ in 0..4 {
        gate.drive.press(Act::TickNext);
    }
    gate.drive.press(Act::Override);
    sign(&mut gate, LEADER);
    assert_eq!((gate.inside(), gate.count(Kind::Overridden)), (1, 1));
}

#[test]
fn what_nobody_signs_for_is_not_offered() {
    let mut gate = refused();
    gate.drive.press(Act::Lockdown);
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("reason-lockdown")) && !gate.drive.sees(&tr("act-override")));
    gate.drive.press(Act::Override);
    gate.drive.press(Act::TickNext);
    assert!(!gate.drive.sees(&tr("sign-second")));
    let boxes =
        Obligation::ALL.map(|one| ["obligation", "obligation-brief"].map(|stem| tr(&format!("{stem}-{}", one.code()))));
    assert!(!boxes.as_flattened().iter().any(|words| gate.drive.sees(words)), "{:?}", gate.drive.words());
}

#[test]
fn the_register_is_read_and_a_month_that_is_over_is_signed() {
    let mut gate = refused();
    gate.drive.press(Act::Override);
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Override);
    sign(&mut gate, LEADER);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::SignOut);
    gate.sign_in(LEADER);
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::Overrides);
    assert!(gate.drive.sees("Søren Ærøskøbing") && gate.drive.sees(&tr("overrides-running")));
    gate.drive.press(Act::Review);
    assert!(!gate.drive.sees(&tr("overrides-review-hint")), "the month is not over");
    gate.drive.press(Act::SignOut);
    // Ten weeks on it is due, and whoever leads the gate is told over every screen.
    gate.jump(70 * 24 * 3_600_000);
    gate.sign_in(LEADER);
    gate.drive.press(Act::Back);
    gate.ask(|desk, now| desk.confirm_clock(now));
    gate.pass(31);
    assert!(gate.drive.sees(&tr_with("overrides-due-told", &[("count", 1.into())])));
    assert!(gate.drive.click(&tr("act-to-overrides")));
    assert!(gate.drive.sees(&tr("overrides-due")));
    gate.drive.press(Act::Review);
    assert!(gate.drive.sees(&tr("overrides-review-hint")));
    gate.drive.write("1");
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::OverridesReviewed), 1);
    assert!(gate.drive.sees(&tr("overrides-reviewed")));
}

#[test]
fn who_reads_no_log_sees_no_register() {
    let mut gate = gate(GUARD);
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::Overrides);
    assert!(!gate.drive.sees(&tr("overrides-months")));
    gate.drive.press(Act::SignOut);
    gate.sign_in(CLERK);
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::Overrides);
    assert!(gate.drive.sees(&tr("overrides-months")), "an administrator reads the log, and so the register");
}
