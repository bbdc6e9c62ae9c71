//! Operators, lock and hand-over in the window.

use super::fixture::{GUARD, Gate, LEADER, gate};
use crate::desk::NewOperator;
use crate::domain::{Kind, Role};
use crate::gui::app::Phase;
use crate::gui::keys::Act;
use crate::i18n::tr;

const PIN: &str = "738201";

fn sign_in_anew(gate: &mut Gate, who: (&str, &str)) {
    gate.drive.press(Act::SignOut);
    gate.sign_in(who);
}

fn operator(gate: &Gate) -> Option<String> {
    match &gate.drive.app().phase {
        Phase::Open(session) => session.ctx.status.operator.as_ref().map(|operator| operator.number.clone()),
        _ => None,
    }
}

fn set_pin(gate: &Gate, passphrase: &'static str) {
    gate.ask(move |desk, now| desk.set_pin(now, passphrase, PIN));
}

#[test]
fn a_locked_screen_goes_on_by_pin_where_it_was() {
    let mut gate = gate(GUARD);
    set_pin(&gate, GUARD.1);
    gate.pass(31);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Lock);
    assert!(gate.drive.sees(&tr("lock-resume")) && !gate.drive.sees("Søren Ærøskøbing"));
    gate.drive.write("738210");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("lock-wrong-pin")));
    gate.drive.write(PIN);
    assert!(gate.drive.click(&tr("lock-resume")));
    assert!(gate.drive.sees("Søren Ærøskøbing") && gate.drive.sees(&tr("verdict-admit")));
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 1);
    assert_eq!((gate.count(Kind::Locked), gate.count(Kind::Unlocked), gate.count(Kind::SignedOut)), (1, 1, 1));
}

#[test]
fn the_passphrase_goes_on_too_and_somebody_else_takes_over() {
    let mut gate = gate(GUARD);
    set_pin(&gate, GUARD.1);
    gate.pass(31);
    gate.drive.press(Act::Lock);
    gate.drive.press(Act::Back);
    gate.sign_in(GUARD);
    assert_eq!((operator(&gate).as_deref(), gate.count(Kind::SignedIn)), (Some(GUARD.0), 2));
    gate.drive.press(Act::Lock);
    assert!(gate.drive.click(&tr("lock-to-passphrase")));
    gate.sign_in(LEADER);
    assert_eq!((operator(&gate).as_deref(), gate.count(Kind::SignedIn)), (Some(LEADER.0), 3));
    assert_eq!(gate.count(Kind::SignedOut), 2);
}

#[test]
fn a_screen_that_nobody_touches_locks_by_itself() {
    let mut gate = gate(GUARD);
    gate.pass(15 * 60 - 1);
    assert!(operator(&gate).is_some());
    gate.drive.press(Act::Search);
    gate.pass(15 * 60 - 1);
    assert!(operator(&gate).is_some(), "somebody was there meanwhile");
    gate.pass(1);
    assert!(operator(&gate).is_none() && gate.drive.sees(&tr("lock-sign-in")));
    assert_eq!(gate.count(Kind::Locked), 1);
    // After twelve hours nothing waits any more.
    gate.pass(12 * 60 * 60);
    assert_eq!(gate.count(Kind::SignedOut), 2);
    let Phase::Locked(locked) = &gate.drive.app().phase else { panic!("not locked") };
    assert!(locked.waiting.is_none() && locked.ctx.status.held.is_none());
}

#[test]
fn a_shift_is_handed_over_at_the_running_post_and_somebody_leaves_meanwhile() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    let token = gate.token();
    gate.drive.press(Act::Back);
    gate.drive.press(Act::HandOver);
    gate.drive.write("The bell sticks");
    gate.drive.press(Act::NextField);
    gate.drive.write(LEADER.0);
    gate.drive.scan(&token);
    assert!(gate.drive.sees(&tr("leaving-word")), "leaving is never blocked");
    gate.drive.press(Act::Depart);
    assert_eq!(gate.inside(), 0);
    gate.drive.press(Act::HandOver);
    gate.drive.press(Act::NextField);
    gate.drive.press(Act::NextField);
    gate.drive.write(LEADER.1);
    assert!(gate.drive.click(&tr("act-hand-over")));
    let words = gate.drive.words();
    assert!(gate.drive.sees(&tr("handover-tick-first")) && gate.count(Kind::HandedOver) == 0, "{words:?}");
    assert!(gate.drive.click(&tr("handover-seen")));
    assert!(gate.drive.click(&tr("act-hand-over")));
    assert_eq!(operator(&gate).as_deref(), Some(LEADER.0));
    assert_eq!((gate.count(Kind::HandedOver), gate.count(Kind::TakenOver)), (1, 1));
}

#[test]
fn whoever_leads_the_gate_reads_how_often_signing_in_failed() {
    let mut gate = gate(GUARD);
    gate.drive.press(Act::SignOut);
    gate.drive.write(LEADER.0);
    gate.drive.press(Act::NextField);
    for _ in 0..2 {
        gate.drive.write("guess");
        gate.drive.press(Act::Open);
    }
    gate.drive.write(LEADER.1);
    gate.drive.press(Act::Open);
    let told = |gate: &mut Gate| gate.drive.words().iter().any(|words| words.starts_with("2 sign-ins failed"));
    assert!(told(&mut gate));
    assert!(gate.drive.click(&tr("act-close")));
    assert!(!told(&mut gate));
    sign_in_anew(&mut gate, GUARD);
    assert!(!told(&mut gate), "guards are not told");
}

/// Once somebody else can sign for it, whoever may sign beside others is enrolled by two.
#[test]
fn who_signs_beside_others_is_enrolled_by_two() {
    let mut gate = gate(LEADER);
    gate.ask(|desk, now| {
        let (number, passphrase) = ("V-1".to_owned(), zeroize::Zeroizing::new(GUARD.1.to_owned()));
        let (name, second) = ("Dee Marsh".to_owned(), zeroize::Zeroizing::default());
        desk.enrol(now, &NewOperator { number, name, roles: vec![Role::Supervisor], passphrase, second }, None)
    });
    let enrolled = gate.count(Kind::Enrolled);
    gate.drive.press(Act::Operators);
    gate.drive.press(Act::Add);
    gate.drive.write("V-8");
    gate.drive.press(Act::NextField);
    gate.drive.write("Nia Cole");
    assert!(gate.drive.click(&tr("role-supervisor")));
    gate.drive.press(Act::Open);
    let title = crate::i18n::tr_with("making-title", &[("name", "Nia Cole".into())]);
    assert!(gate.drive.sees(&title) && gate.drive.sees(&tr("sign-second")), "{:?}", gate.drive.words());
    super::security::pictures(&mut gate, "enrol-two");
    // Away from the signatures the form is still there.
    gate.drive.press(Act::Back);
    assert!(!gate.drive.sees(&title) && gate.drive.sees("Nia Cole"));
    gate.drive.press(Act::Open);
    gate.drive.write("1");
    gate.drive.write("As agreed");
    for text in ["V-1", GUARD.1] {
        gate.drive.press(Act::NextField);
        gate.drive.write(text);
    }
    assert_eq!(gate.count(Kind::Enrolled), enrolled);
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Enrolled), enrolled + 1, "{:?}", gate.drive.words());
    assert!(!gate.drive.sees(&title));
}
