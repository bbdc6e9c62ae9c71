//! What is missing, old or out of order keeps nobody in and lets nobody in.

use super::*;
use crate::desk::decide::Signer;
use crate::domain::Resolver;
use crate::domain::moment::DAY;
use crate::policy::Rules;

/// Takes every body of an entry away, behind the store's back.
pub(super) fn without_bodies(folder: &Path, seq: u64) {
    let plain = rusqlite::Connection::open(folder.join("gateward.db")).unwrap();
    plain.execute_batch("DROP TRIGGER bodies_delete").unwrap();
    let first = seq.cast_signed() * 4;
    let gone = plain.execute("DELETE FROM bodies WHERE id BETWEEN ?1 AND ?1 + 3", [first]).unwrap();
    assert_eq!(gone, 3);
}

#[test]
fn who_cannot_be_named_any_more_can_still_leave() {
    let (folder, mut desk) = desk();
    let (lost, other) = (expected(&mut desk, "Uma Park"), expected(&mut desk, "Vic Roe"));
    let admission = admit(&mut desk, noon(), lost);
    let _ = admit(&mut desk, noon(), other);
    let registered = desk.store.tables().visit(lost).unwrap().unwrap().person_seq;
    without_bodies(folder.path(), registered);

    let inside = desk.inside(noon()).unwrap();
    let names: Vec<_> = inside.iter().map(|line| line.person.as_ref().map(|person| person.name.as_str())).collect();
    assert_eq!(names, [None, Some("Vic Roe")]);
    let departure = desk.open_presence(admission.entry).unwrap();
    assert_eq!((departure.person, departure.badge), (None, Some(admission.badge)));
    let Recognised::Departure(by_badge) = desk.check(noon(), &admission.token, None).unwrap() else { panic!() };
    let _ = desk.depart(after(MINUTE), by_badge.presence, by_badge.fault).unwrap();
    assert_eq!(desk.inside(noon()).unwrap().len(), 1);
    // The list of the day goes on without the one that does not open.
    assert!(desk.expected(noon()).unwrap().iter().any(|line| line.visit == other));
}

#[test]
fn an_answer_is_good_for_four_hours() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Uma Park", 8 * HOUR, 9 * HOUR);
    desk.approve(noon(), guest).unwrap();
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let referral = desk.waiting(noon()).unwrap()[0].referral;
    let asked = ("outside-window", Resolver::Host);
    desk.answer(noon(), referral, asked, true, "Mr Vale by telephone", Signer::SignedIn).unwrap();
    assert!(shown(&mut desk, after(4 * HOUR), guest).admissible());
    let later = after(4 * HOUR + MINUTE);
    let stale = shown(&mut desk, later, guest);
    assert!(!stale.admissible());
    let refused = desk.admit(later, &stale, &Obligation::ALL);
    assert!(matches!(refused, Err(DeskError::NotAdmissible(_))), "{refused:?}");
    desk.answer(later, referral, asked, true, "Mr Vale, asked again", Signer::SignedIn).unwrap();
    let fresh = shown(&mut desk, later, guest);
    assert!(desk.admit(later, &fresh, &Obligation::ALL).is_ok());
}

#[test]
fn who_went_away_waits_no_more_and_was_not_refused() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Uma Park", -HOUR, HOUR);
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let referral = desk.waiting(noon()).unwrap()[0].referral;
    desk.gone(after(DAY / 24), referral).unwrap();
    assert!(desk.waiting(noon()).unwrap().is_empty());
    assert_eq!(rules_of(&shown(&mut desk, after(DAY / 24), guest)), ["needs-security"]);
    assert!(matches!(desk.gone(after(DAY / 24), referral), Err(DeskError::Gone)));
    assert_clean(&desk);
}

#[test]
fn no_rules_and_no_answer_let_anybody_in_twice_or_on_a_revoked_badge() {
    let (_folder, mut desk) = desk();
    let (guest, cancelled) = (expected(&mut desk, "Uma Park"), expected(&mut desk, "Vic Roe"));
    let admission = admit(&mut desk, noon(), guest);
    desk.cancel(noon(), cancelled).unwrap();
    desk.session.as_mut().unwrap().rules = Rules::unusable("no rules");

    let refused = |desk: &mut Desk, card: &Card, visit: VisitId| {
        assert_eq!(rules_of(card), ["rules-unusable"]);
        let _ = desk.refer(noon(), card, None).unwrap();
        let referral = desk.waiting(noon()).unwrap()[0].referral;
        let asked = ("rules-unusable", Resolver::Supervisor);
        desk.answer(noon(), referral, asked, true, "", Signer::SignedIn).unwrap();
        let answered = shown(desk, noon(), visit);
        assert!(answered.admissible());
        let answered = Card { situation: card.situation.clone(), ..answered };
        let entered = desk.admit(noon(), &answered, &Obligation::ALL);
        assert!(matches!(entered, Err(DeskError::NotAdmissible(_))), "{entered:?}");
        desk.gone(noon(), referral).unwrap();
    };
    let twice = shown(&mut desk, noon(), guest);
    refused(&mut desk, &twice, guest);
    let back = shown(&mut desk, noon(), cancelled);
    refused(&mut desk, &back, cancelled);
    let _ = desk.depart(noon(), admission.entry, None).unwrap();
    let revoked = card(desk.check(noon(), &admission.token, Some(Direction::In)).unwrap());
    refused(&mut desk, &revoked, guest);
}

#[test]
fn the_same_guest_in_two_files_is_one_person() {
    let (_folder, mut desk) = desk();
    let file = |rows: &str| {
        let text = format!("name,host,date of birth,from,until\n{rows}");
        import::read(text.as_bytes(), &sample::rules(noon())).unwrap()
    };
    for rows in ["Ida Wintermute,Mr Vale,1980-01-01,10:00,16:00\n", "ida  WINTERMUTE,Ms Roy,1980-01-01,11:00,17:00\n"] {
        desk.begin_import(file(rows)).unwrap();
        while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {}
        // The second file comes in another shift.
        hand_over(&mut desk, noon(), "S-1");
    }
    let visits: Vec<_> = desk.search(noon(), "wintermute", 9).unwrap().into_iter().map(|found| found.visit).collect();
    let _ = admit(&mut desk, noon(), visits[0]);
    assert_eq!(rules_of(&shown(&mut desk, noon(), visits[1])), ["already-inside"]);
}

#[test]
fn a_token_that_lost_its_beginning_is_no_name_and_a_short_name_is_one() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Wu");
    let admission = admit(&mut desk, noon(), guest);
    for cut in [1, 4, 60, admission.token.len() - 24] {
        let shown = card(desk.check(noon(), &admission.token[cut..], None).unwrap());
        assert_eq!(rules_of(&shown), ["credential-malformed"], "{cut}");
    }
    let lettered = card(desk.check(noon(), "QXZKJWVHGFDPLMNBTRCSYKQW", None).unwrap());
    assert_eq!(rules_of(&lettered), ["credential-malformed"]);
    let long = expected(&mut desk, "Wolfeschlegelsteinhausenbergerdorff");
    let named = card(desk.check(noon(), "WOLFESCHLEGELSTEINHAUSENBERGERDORFF", None).unwrap());
    assert_eq!(named.visit.map(|(visit, ..)| visit), Some(long));
    assert!(matches!(desk.check(noon(), "wu", None).unwrap(), Recognised::Departure(_)));
    assert!(matches!(desk.check(noon(), "w", None).unwrap(), Recognised::Nothing(_)));
    assert!(matches!(desk.check(noon(), "zu", None).unwrap(), Recognised::Nothing(_)));
}

#[test]
fn recovery_does_not_settle_a_doubt_of_the_clock() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, code) = Desk::found(folder.path(), &founding("S-1"), noon(), Box::new(OsRng)).unwrap();
    desk.sign_out(noon()).unwrap();
    let _ = desk.sign_in(after(3 * DAY), "S-1", PASSPHRASE).unwrap();
    desk.sign_out(after(3 * DAY)).unwrap();
    let new = newcomer("S-2", "Bo Berg", &[Role::Supervisor]);
    let _ = desk.recover(after(3 * DAY + MINUTE), &code, &holders(), &new).unwrap();
    assert!(desk.status().unwrap().doubt.is_some());
}

/// An answer was about the visit as it was then: another area, host or time is asked about anew.
#[test]
fn an_answer_does_not_outlive_the_visit_it_was_about() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Uma Park", 8 * HOUR, 9 * HOUR);
    desk.approve(noon(), guest).unwrap();
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let referral = desk.waiting(noon()).unwrap()[0].referral;
    let asked = ("outside-window", Resolver::Host);
    desk.answer(noon(), referral, asked, true, "Mr Vale by telephone", Signer::SignedIn).unwrap();
    assert!(shown(&mut desk, noon(), guest).admissible());
    let details = Visit { host: "The Ambassador".into(), ..visit(8 * HOUR, 9 * HOUR) };
    desk.amend(noon(), guest, &details).unwrap();
    let card = shown(&mut desk, noon(), guest);
    assert!(card.answers.is_empty() && !card.admissible());
    let refused = desk.admit(noon(), &card, &Obligation::ALL);
    assert!(matches!(refused, Err(DeskError::NotAdmissible(_))), "{refused:?}");
}

/// Whoever has left comes in by the rules in force, and not by taking the departure back.
#[test]
fn nobody_comes_in_by_taking_a_departure_back_in_a_lockdown() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Uma Park");
    let admission = admit(&mut desk, noon(), guest);
    let gone = desk.depart(noon(), admission.entry, None).unwrap();
    let _ = desk.begin_lockdown(noon(), None, "").unwrap();
    let Err(DeskError::NotAdmissible(card)) = desk.undo(noon(), gone) else { panic!("taken back") };
    assert_eq!(rules_of(&card)[0], "lockdown");
    assert!(desk.inside(noon()).unwrap().is_empty());
}
