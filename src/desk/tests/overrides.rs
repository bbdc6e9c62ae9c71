//! Letting somebody in against what the rules say: by two, never against what nobody can sign for, and on the register.

use super::*;
use crate::desk::decide::WalkIn;
use crate::desk::overrides::State;
use crate::desk::second::{Second, Why};
use crate::domain::moment::DAY;
use crate::domain::{Cause, Posture};

fn why() -> Why {
    Why { cause: Cause::Instruction, text: "The ambassador waits for her".into(), asked: noon() }
}

fn second(number: &str) -> Second {
    Second { number: number.into(), passphrase: Zeroizing::new(PASSPHRASE.into()) }
}

fn over(desk: &mut Desk, card: &Card, number: &str) -> Result<decide::Admission, DeskError> {
    desk.override_verdict(noon(), card, &Obligation::ALL, &why(), &second(number))
}

/// Somebody who was refused today, as a guard's card.
fn refused() -> (tempfile::TempDir, Desk, VisitId) {
    let (folder, mut desk) = desk();
    let guest = expected(&mut desk, "Ina Rask");
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refuse(noon(), &card, crate::domain::fact::RefusalCode::Items, "").unwrap();
    hand_over(&mut desk, noon(), "G-1");
    (folder, desk, guest)
}

#[test]
fn a_refusal_is_gone_round_by_two_and_is_on_the_register() {
    let (_folder, mut desk, guest) = refused();
    let card = shown(&mut desk, noon(), guest);
    assert_eq!((card.judgement.verdict, rules_of(&card)), (Verdict::Refuse, vec!["refused-today"]));
    for number in ["G-1", "R-1", "A-1", "U-1"] {
        assert!(matches!(over(&mut desk, &card, number), Err(DeskError::NotTheirs)), "{number}");
    }
    let undone = desk.override_verdict(noon(), &card, &[], &why(), &second("V-1"));
    assert!(matches!(undone, Err(DeskError::ObligationsOpen(_))));
    let late = desk.override_verdict(after(3 * MINUTE), &card, &Obligation::ALL, &why(), &second("V-1"));
    assert!(matches!(late, Err(DeskError::RequestOver)));
    let size = entries(&desk);
    let admission = over(&mut desk, &card, "V-1").unwrap();
    assert_eq!(kinds(&desk, size), [Kind::Overridden, Kind::Admitted, Kind::BadgeIssued]);
    assert_eq!(desk.inside(noon()).unwrap().len(), 1);
    assert!(matches!(desk.overrides(noon()), Err(DeskError::Denied(_))), "a guard does not read the register");
    hand_over(&mut desk, noon(), "V-1");
    let months = desk.overrides(noon()).unwrap();
    let [month] = months.as_slice() else { panic!("{months:?}") };
    let line = &month.lines[0];
    assert_eq!((month.name.as_str(), month.state), ("2026-11", State::Running));
    assert_eq!((line.name.as_str(), line.by.as_str(), line.second.as_str()), ("Ina Rask", "G-1", "V-1"));
    assert_eq!((line.rules.as_slice(), line.cause), (&["refused-today".to_owned()][..], Some(Cause::Instruction)));
    assert_eq!(line.seq + 1, admission.entry);
    assert_clean(&desk);
    assert_eq!(desk.replay(admission.entry).unwrap(), crate::desk::replay::Replay::Same);
    let _ = desk.store.rebuild(noon()).unwrap();
    assert_eq!(desk.overrides(noon()).unwrap(), months);
}

#[test]
fn an_open_reason_of_somebody_who_waits_is_gone_round_and_the_wait_is_over() {
    let (_folder, mut desk) = desk_of("V-1");
    let guest = scheduled(&mut desk, "Uma Park", -HOUR, HOUR);
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let card = shown(&mut desk, noon(), guest);
    assert_eq!(rules_of(&card), ["needs-security"]);
    let _ = over(&mut desk, &card, "X-1").unwrap();
    assert!(desk.waiting(noon()).unwrap().is_empty());
    assert_clean(&desk);
}

#[test]
fn what_security_answers_is_gone_round_with_security_alone() {
    let (_folder, mut desk) = desk_of("V-1");
    let guest = expected(&mut desk, "Ina Rask");
    desk.raise_posture(noon(), Posture::Charlie, &Why { asked: noon(), ..why() }).unwrap();
    hand_over(&mut desk, noon(), "G-1");
    let card = shown(&mut desk, noon(), guest);
    assert!(rules_of(&card).contains(&"security-approval"));
    let refused = over(&mut desk, &card, "V-1").unwrap_err();
    assert!(matches!(refused, DeskError::NotSecurity) && refused.to_string().contains("security officer"), "{refused}");
    let _ = over(&mut desk, &card, "X-1").unwrap();
}

#[test]
fn nobody_signs_for_what_holds_whatever_the_rules_say() {
    let (_folder, mut desk, guest) = refused();
    let card = shown(&mut desk, noon(), guest);
    let admissible = expected_by_leader(&mut desk);
    let fine = shown(&mut desk, noon(), admissible);
    let not_wanted = over(&mut desk, &fine, "V-1");
    assert!(matches!(not_wanted, Err(DeskError::NotAdmissible(_))), "there is nothing to go round: {not_wanted:?}");
    // Inside already.
    let _ = admit(&mut desk, noon(), admissible);
    let again = shown(&mut desk, noon(), admissible);
    assert!(matches!(over(&mut desk, &again, "V-1"), Err(DeskError::NotAdmissible(_))));
    // A badge that was changed leads to nobody.
    let forged = crate::domain::Credential::Badge { fault: Some(crate::domain::TokenFault::Forged) };
    let mut with_badge = card.clone();
    with_badge.situation.credential = forged;
    assert!(matches!(over(&mut desk, &with_badge, "V-1"), Err(DeskError::NotAdmissible(_))));
    // In a lockdown, whether it is seen on the card or begins while it is signed for.
    let _ = desk.begin_lockdown(noon(), None, "").unwrap();
    let locked = shown(&mut desk, noon(), guest);
    assert!(matches!(over(&mut desk, &locked, "X-1"), Err(DeskError::NotAdmissible(_))));
    assert!(matches!(over(&mut desk, &card, "X-1"), Err(DeskError::Changed(_))));
    assert_eq!(desk.inside(noon()).unwrap().len(), 1);
    assert_clean(&desk);
}

fn expected_by_leader(desk: &mut Desk) -> VisitId {
    hand_over(desk, noon(), "S-1");
    let guest = expected(desk, "Olaf Berg");
    hand_over(desk, noon(), "G-1");
    guest
}

#[test]
fn a_visit_taken_back_is_never_gone_round() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Ina Rask");
    desk.cancel(noon(), guest).unwrap();
    let card = shown(&mut desk, noon(), guest);
    assert!(matches!(over(&mut desk, &card, "V-1"), Err(DeskError::NotAdmissible(_))));
}

#[test]
fn a_stranger_is_written_down_and_then_let_in_by_two() {
    let (_folder, mut desk) = desk_of("G-1");
    desk.raise_posture(noon(), Posture::Bravo, &why()).unwrap();
    let stranger = card(desk.check(noon(), "Nobody Knows", Some(Direction::In)).unwrap());
    assert!(matches!(over(&mut desk, &stranger, "V-1"), Err(DeskError::NotAdmissible(_))));
    let walk_in = WalkIn { name: "Nobody Knows".into(), host: "Mr T. Vale".into(), ..WalkIn::default() };
    let visit = desk.write_down(noon(), &walk_in).unwrap();
    let known = shown(&mut desk, noon(), visit);
    assert!(rules_of(&known).contains(&"walk-ins-closed"));
    let _ = over(&mut desk, &known, "V-1").unwrap();
    assert_eq!(desk.inside(noon()).unwrap().len(), 1);
}

#[test]
fn a_month_is_gone_through_once_it_is_over_and_due_a_month_later() {
    let (_folder, mut desk, guest) = refused();
    let card = shown(&mut desk, noon(), guest);
    let _ = over(&mut desk, &card, "V-1").unwrap();
    let routine = |now: Moment| Why { cause: Cause::Routine, text: "Nothing to remark".into(), asked: now };
    let denied = desk.review_overrides(noon(), "2026-11", &routine(noon()));
    assert!(matches!(denied, Err(DeskError::Denied(_))));
    hand_over(&mut desk, noon(), "X-1");
    let early = desk.review_overrides(noon(), "2026-11", &routine(noon()));
    assert!(matches!(early, Err(DeskError::NoMonth)), "the month is not over");
    let (december, january) = (after(20 * DAY), after(50 * DAY));
    let state = |desk: &Desk, now| desk.overrides(now).unwrap()[0].state;
    assert_eq!([state(&desk, december), state(&desk, january)], [State::Open, State::Due]);
    assert_eq!([desk.overrides_due(december).unwrap(), desk.overrides_due(january).unwrap()], [0, 1]);
    let entry = desk.review_overrides(december, "2026-11", &routine(december)).unwrap();
    let Fact::OverridesReviewed { month, entries, signed } = desk.store.fact(entry).unwrap() else { panic!() };
    assert_eq!((month.as_str(), entries.len(), signed.cause), ("2026-11", 1, Cause::Routine));
    assert_eq!([state(&desk, december), state(&desk, january)], [State::Reviewed; 2]);
    let line = desk.overrides(december).unwrap()[0].lines[0].clone();
    assert_eq!(line.reviewed, Some(("X-1".to_owned(), december.at)));
    let twice = desk.review_overrides(december, "2026-11", &routine(december));
    assert!(matches!(twice, Err(DeskError::NoMonth)));
    assert_eq!(desk.overrides_due(january).unwrap(), 0);
    assert_clean(&desk);
}

/// The month of an override that a guard asked for and a supervisor signed for, once it is over.
fn over_and_done() -> (tempfile::TempDir, Desk, Moment) {
    let (folder, mut desk, guest) = refused();
    let card = shown(&mut desk, noon(), guest);
    let _ = over(&mut desk, &card, "V-1").unwrap();
    (folder, desk, after(20 * DAY))
}

fn review(desk: &mut Desk, now: Moment, number: &str) -> Result<u64, DeskError> {
    hand_over(desk, now, number);
    let why = Why { cause: Cause::Routine, text: "Nothing to remark".into(), asked: now };
    desk.review_overrides(now, "2026-11", &why)
}

#[test]
fn whoever_took_part_leaves_the_month_to_somebody_else() {
    let (_folder, mut desk, december) = over_and_done();
    let Err(DeskError::TookPart(others)) = review(&mut desk, december, "V-1") else {
        panic!("they reviewed themselves")
    };
    assert!(others.contains(&"X-1".to_owned()) && !others.iter().any(|number| number == "V-1" || number == "G-1"));
    let _ = review(&mut desk, december, "X-1").unwrap();
}

#[test]
fn where_nobody_else_may_whoever_took_part_goes_through_it() {
    let (_folder, mut desk, december) = over_and_done();
    hand_over(&mut desk, december, "S-1");
    let why = Why { cause: Cause::Routine, text: "Posted elsewhere".into(), asked: december };
    let Err(DeskError::TookPart(others)) = review(&mut desk, december, "V-1") else {
        panic!("they reviewed themselves")
    };
    hand_over(&mut desk, december, "S-1");
    // S-1 keeps the operators, and is the last of those who could go through it.
    for number in others.iter().filter(|number| *number != "S-1") {
        let id = desk.store.tables().operators().unwrap().into_iter().find(|row| row.number == *number).unwrap().id;
        desk.suspend(december, id, &why).unwrap();
    }
    let Err(DeskError::TookPart(left)) = review(&mut desk, december, "V-1") else { panic!("S-1 is left") };
    assert_eq!(left, ["S-1"]);
    let _ = review(&mut desk, december, "S-1").unwrap();
}
