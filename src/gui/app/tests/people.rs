//! Operators, lock and hand-over in the window; and who may do what, asked of the desk and of the screen.

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::super::palette;
use super::fixture::{GUARD, Gate, LEADER, gate};
use crate::desk::NewOperator;
use crate::desk::second::Why;
use crate::domain::operator::Act as Deed;
use crate::domain::{Cause, Kind, Posture, Role};
use crate::gui::app::Phase;
use crate::gui::keys::Act;
use crate::i18n::{tr, tr_with};

const PASSPHRASE: &str = "plum kettle 81 harbours";
const PIN: &str = "738201";

/// What may be done from here, by the list of where to go.
fn places(gate: &Gate) -> BTreeSet<String> {
    let Phase::Open(session) = &gate.drive.app().phase else { panic!("nobody is signed in") };
    palette::entries(session).iter().map(|entry| entry.words().to_owned()).collect()
}

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

fn new(number: String, roles: &[Role]) -> NewOperator {
    let (name, passphrase) = (format!("Nia {number}"), Zeroizing::new(PASSPHRASE.into()));
    NewOperator { number, name, roles: roles.to_vec(), passphrase, second: Zeroizing::default() }
}

#[test]
fn the_screen_offers_each_role_what_the_desk_lets_it_do_and_nothing_else() {
    let mut gate = gate(LEADER);
    gate.ask(|desk, now| {
        for role in Role::ALL {
            let _ = desk.enrol(now, &new(format!("M-{}", role.code()), &[role]))?;
        }
        // The last two of the list: somebody who may sign in and has a PIN, and somebody suspended.
        let _ = desk.enrol(now, &new("Y-1".into(), &[Role::Guard]))?;
        let suspended = desk.enrol(now, &new("Z-1".into(), &[Role::Guard]))?.id;
        desk.suspend(now, suspended, &Why { cause: Cause::Drill, text: String::new(), asked: now })?;
        // So that there is a lower level as well as a higher one.
        desk.raise_posture(now, Posture::Alpha, &Why { cause: Cause::Drill, text: String::new(), asked: now })
    });
    sign_in_anew(&mut gate, ("Y-1", PASSPHRASE));
    set_pin(&gate, PASSPHRASE);
    for role in Role::ALL {
        let number = format!("M-{}", role.code());
        sign_in_anew(&mut gate, (&number, PASSPHRASE));
        let may = |gate: &Gate, deed: Deed| gate.ask(move |desk, _| Ok(desk.may(deed)));
        let mut hold = |gate: &Gate, deed: Deed, offered: bool| {
            assert_eq!(offered, may(gate, deed), "{number}: {}", deed.code());
        };
        let known = places(&gate);
        for (deed, tab) in [
            (Deed::Check, "tab-gate"),
            (Deed::Check, "tab-waiting"),
            (Deed::ReadLog, "tab-log"),
            (Deed::ImportGuests, "tab-import"),
            (Deed::AnswerAsSecurity, "tab-findings"),
            (Deed::KeepLists, "tab-lists"),
            (Deed::KeepLists, "tab-own-list"),
            (Deed::ReadOperators, "tab-operators"),
            (Deed::ReadLog, "tab-overrides"),
            (Deed::ChangeRules, "tab-rules"),
            (Deed::RestoreRules, "tab-rules"),
        ] {
            hold(&gate, deed, known.contains(&tr(tab)));
        }
        for always in ["tab-inside", "tab-hand-over", "tab-own", "tab-posture", "tab-muster"] {
            assert!(known.contains(&tr(always)), "{number}: {always}");
        }
        at_the_gate(&mut gate, &mut hold);
        at_the_level(&mut gate, &mut hold);
        over_operators(&mut gate, &mut hold);
    }
    in_a_lockdown(&mut gate);
}

/// Somebody who may be admitted stands there.
fn at_the_gate(gate: &mut Gate, hold: &mut impl FnMut(&Gate, Deed, bool)) {
    let here = places(gate).contains(&tr("tab-gate"));
    if here {
        gate.drive.write("aerosk");
        gate.drive.press(Act::Open);
        assert!(gate.drive.sees("Søren Ærøskøbing"));
    }
    for (deed, words) in [(Deed::Admit, "act-admit"), (Deed::Refer, "act-refer"), (Deed::Refuse, "act-refuse")] {
        let offered = gate.drive.sees(&tr(words));
        hold(gate, deed, offered);
    }
    // Nor does the key do what the button is not there for.
    let admitted = gate.count(Kind::Admitted);
    gate.drive.press(Act::Refuse);
    let asked = gate.drive.sees(&tr("refuse-title"));
    hold(gate, Deed::Refuse, asked);
    assert_eq!(gate.count(Kind::Admitted), admitted);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Back);
    against_the_rules(gate, here, hold);
}

/// Somebody on no list stands there, who could be let in by two.
fn against_the_rules(gate: &mut Gate, here: bool, hold: &mut impl FnMut(&Gate, Deed, bool)) {
    if here {
        gate.drive.write("Nobody Knows");
        gate.drive.press(Act::Open);
        assert!(gate.drive.sees(&tr("verdict-refer")));
    }
    let offered = gate.drive.sees(&tr("act-override"));
    hold(gate, Deed::Override, offered);
    gate.drive.press(Act::Override);
    let asked = gate.drive.sees(&tr("override-who"));
    hold(gate, Deed::Override, asked);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Back);
}

/// A lockdown goes on: everybody reads that, and who may ends it.
fn in_a_lockdown(gate: &mut Gate) {
    gate.drive.press(Act::Lockdown);
    gate.drive.press(Act::Open);
    for role in Role::ALL {
        sign_in_anew(gate, (&format!("M-{}", role.code()), PASSPHRASE));
        gate.drive.press(Act::Posture);
        assert!(gate.drive.sees(&tr("lockdown-word")));
        let (offered, may) =
            (gate.drive.sees(&tr("act-end-lockdown")), gate.ask(|desk, _| Ok(desk.may(Deed::EndLockdown))));
        assert_eq!(offered, may, "{}", role.code());
        gate.drive.press(Act::EndLockdown);
        assert_eq!(gate.drive.sees(&tr("lockdown-end-title")), may, "{}", role.code());
        gate.drive.press(Act::Back);
        gate.drive.press(Act::Back);
    }
}

fn at_the_level(gate: &mut Gate, hold: &mut impl FnMut(&Gate, Deed, bool)) {
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::Up);
    let level = |posture: Posture| [("level", tr(&format!("posture-{}", posture.code())).into())];
    let raises = gate.drive.sees(&tr_with("act-raise", &level(Posture::Bravo)));
    hold(gate, Deed::RaisePosture, raises);
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Down);
    let lowers = gate.drive.sees(&tr_with("act-lower", &level(Posture::Normal)));
    hold(gate, Deed::LowerPosture, lowers);
    gate.drive.press(Act::Back);
}

fn over_operators(gate: &mut Gate, hold: &mut impl FnMut(&Gate, Deed, bool)) {
    gate.drive.press(Act::Operators);
    for _ in 0..20 {
        gate.drive.press(Act::Down);
    }
    let resumes = gate.drive.sees(&tr("act-resume"));
    gate.drive.press(Act::Up);
    let offered = [
        (Deed::Enrol, "act-enrol"),
        (Deed::ChangeRoles, "act-change-roles"),
        (Deed::SuspendOperator, "act-suspend"),
        (Deed::ResetPin, "act-reset-pin"),
        (Deed::EndOperator, "act-end-operator"),
    ];
    for (deed, words) in offered {
        let offered = gate.drive.sees(&tr(words));
        hold(gate, deed, offered);
    }
    hold(gate, Deed::ResumeOperator, resumes);
    gate.drive.press(Act::Back);
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
