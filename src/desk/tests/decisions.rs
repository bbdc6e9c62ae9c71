//! Deciding, taking back, working a referral off.

use super::*;
use chrono::NaiveDate;

use crate::desk::decide::{Signer, UNDO, WalkIn};
use crate::domain::Resolver;
use crate::domain::fact::RefusalCode;
use crate::domain::guest::chrono_date::Date;

fn changed(result: Result<impl std::fmt::Debug, DeskError>) -> Card {
    match result {
        Err(DeskError::Changed(card)) => *card,
        other => panic!("not changed: {other:?}"),
    }
}

#[test]
fn a_visit_cancelled_since_it_was_shown_admits_nobody() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let card = shown(&mut desk, noon(), guest);
    desk.cancel(noon(), guest).unwrap();
    let before = entries(&desk);
    let anew = changed(desk.admit(noon(), &card, &Obligation::ALL));
    assert_eq!((anew.judgement.verdict, rules_of(&anew)), (Verdict::Refuse, vec!["visit-cancelled"]));
    assert_eq!(entries(&desk), before);
    assert!(desk.inside(noon()).unwrap().is_empty());
}

#[test]
fn a_visitor_admitted_elsewhere_since_is_not_admitted_twice() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let card = shown(&mut desk, noon(), guest);
    let _ = admit(&mut desk, noon(), guest);
    let before = entries(&desk);
    let anew = changed(desk.admit(noon(), &card, &Obligation::ALL));
    assert_eq!(rules_of(&anew), ["already-inside"]);
    assert_eq!(entries(&desk), before);
}

#[test]
fn a_visit_amended_since_is_shown_anew() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let card = shown(&mut desk, noon(), guest);
    desk.amend(noon(), guest, &Visit { host: "Ms B. Ito".into(), ..visit(-HOUR, HOUR) }).unwrap();
    desk.approve(noon(), guest).unwrap();
    let before = entries(&desk);
    let anew = changed(desk.admit(noon(), &card, &Obligation::ALL));
    assert_eq!(anew.visit.as_ref().unwrap().1.host, "Ms B. Ito");
    assert_eq!(entries(&desk), before);
    let _ = desk.admit(noon(), &anew, &Obligation::ALL).unwrap();
}

#[test]
fn who_is_referred_twice_waits_once() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Uma Park", -HOUR, HOUR);
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let before = entries(&desk);
    assert_eq!(desk.refer(noon(), &card, None).unwrap(), guest);
    assert_eq!(entries(&desk), before);
    assert_eq!(desk.waiting(noon()).unwrap().len(), 1);
}

fn other(number: &str, passphrase: &str) -> Signer {
    Signer::Other { number: number.into(), passphrase: Zeroizing::new(passphrase.into()) }
}

#[test]
fn a_referral_is_worked_off_by_those_it_asks_and_nobody_else() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Uma Park", 3 * HOUR, 4 * HOUR);
    hand_over(&mut desk, noon(), "G-1");
    let card = shown(&mut desk, noon(), guest);
    assert_eq!(rules_of(&card), ["needs-security", "outside-window"]);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let referral = desk.waiting(noon()).unwrap()[0].referral;
    let security = ("needs-security", Resolver::Security);
    let host = ("outside-window", Resolver::Host);
    let before = entries(&desk);

    // A guard's word for the host's is no officer's signature.
    let as_host = desk.answer(noon(), referral, ("needs-security", Resolver::Host), true, "x", Signer::SignedIn);
    assert!(matches!(as_host, Err(DeskError::NotTheirs)), "{as_host:?}");
    let unasked = desk.answer(noon(), referral, ("wrong-gate", Resolver::Host), true, "x", Signer::SignedIn);
    assert!(matches!(unasked, Err(DeskError::Gone)), "{unasked:?}");
    let own = desk.answer(noon(), referral, security, true, "", Signer::SignedIn);
    assert!(matches!(own, Err(DeskError::NotTheirs)), "{own:?}");
    // Nor is one beside somebody else, right or wrong: security signs in for it.
    for (number, granted) in [("R-1", true), ("X-1", true), ("X-1", false)] {
        let beside = desk.answer(noon(), referral, security, granted, "", other(number, PASSPHRASE));
        assert!(matches!(beside, Err(DeskError::SignedInOnly)), "{number}: {beside:?}");
    }
    let wrong = desk.answer(noon(), referral, host, true, "x", other("V-1", "guess"));
    assert!(matches!(wrong, Err(DeskError::Store(crate::store::StoreError::WrongKey))), "{wrong:?}");
    let silent = desk.answer(noon(), referral, host, true, " ", Signer::SignedIn);
    assert!(matches!(silent, Err(DeskError::Text { field: "note", .. })), "{silent:?}");
    assert_eq!(entries(&desk), before);

    hand_over(&mut desk, noon(), "X-1");
    desk.answer(noon(), referral, security, true, "", Signer::SignedIn).unwrap();
    hand_over(&mut desk, noon(), "G-1");
    desk.answer(noon(), referral, host, false, "Mr Vale by telephone", Signer::SignedIn).unwrap();
    let denied = shown(&mut desk, noon(), guest);
    assert!(!denied.admissible());
    let refused = desk.admit(noon(), &denied, &Obligation::ALL);
    assert!(matches!(refused, Err(DeskError::NotAdmissible(_))), "{refused:?}");

    desk.answer(noon(), referral, host, true, "Mr Vale called back", Signer::SignedIn).unwrap();
    let granted = shown(&mut desk, noon(), guest);
    assert!(granted.admissible());
    let admission = desk.admit(noon(), &granted, &Obligation::ALL).unwrap();
    assert!(desk.waiting(noon()).unwrap().is_empty());
    let Fact::Admitted { answered, .. } = desk.store.fact(admission.entry).unwrap() else { panic!() };
    assert_eq!(answered, ["needs-security", "outside-window"]);
    let late = desk.answer(noon(), referral, host, true, "x", Signer::SignedIn);
    assert!(matches!(late, Err(DeskError::Gone)), "{late:?}");

    // The wrong passphrase is on record from the next sign-in on, with the time it was tried.
    hand_over(&mut desk, after(MINUTE), "S-1");
    let failed = (before..entries(&desk)).map(|seq| desk.store.entry(seq).unwrap());
    let failed: Vec<_> = failed.filter(|entry| entry.leaf.kind == Kind::SignInFailed).collect();
    assert_eq!(failed[0].fact, Fact::SignInFailed { number: "V-1".into(), pin: false });
    assert_eq!(failed[0].leaf.happened, Some(noon().at));
    assert_clean(&desk);
}

#[test]
fn somebody_on_no_list_waits_for_host_and_supervisor() {
    let (_folder, mut desk) = desk();
    let typed = card(desk.check(noon(), "Zacharias Nobody", None).unwrap());
    assert_eq!(typed.judgement.verdict, Verdict::Refer);
    assert!(matches!(desk.admit(noon(), &typed, &Obligation::ALL), Err(DeskError::NotAdmissible(_))));
    assert!(matches!(desk.refer(noon(), &typed, None), Err(DeskError::NotAdmissible(_))));
    let asked = WalkIn {
        name: typed.typed.clone(),
        host: "Mr T. Vale".into(),
        purpose: String::new(),
        organisation: String::new(),
        category: None,
    };
    let guest = desk.refer(noon(), &typed, Some(&asked)).unwrap();
    let referral = desk.waiting(noon()).unwrap()[0].referral;
    desk.answer(noon(), referral, ("walk-in", Resolver::Host), true, "by phone", Signer::SignedIn).unwrap();
    let half = shown(&mut desk, noon(), guest);
    assert!(matches!(desk.admit(noon(), &half, &Obligation::ALL), Err(DeskError::NotAdmissible(_))));
    let security = ("walk-in-approval", Resolver::Supervisor);
    hand_over(&mut desk, noon(), "G-1");
    let another = desk.answer(noon(), referral, security, true, "", other("R-1", PASSPHRASE));
    assert!(matches!(another, Err(DeskError::NotTheirs)), "{another:?}");
    desk.answer(noon(), referral, security, true, "", other("V-1", PASSPHRASE)).unwrap();
    let _ = admit(&mut desk, noon(), guest);
    let found = desk.check(noon(), "zacharias", None).unwrap();
    assert!(matches!(found, Recognised::Departure(_)), "{found:?}");
    assert_clean(&desk);
}

#[test]
fn an_admission_is_taken_back_for_two_minutes() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let admission = admit(&mut desk, noon(), guest);
    assert!(matches!(desk.undo(after(UNDO + 1), admission.entry), Err(DeskError::TooLate)));
    let back = desk.undo(after(UNDO), admission.entry).unwrap();
    assert_eq!(card(back.unwrap()).judgement.verdict, Verdict::Admit);
    assert!(desk.inside(after(UNDO)).unwrap().is_empty());
    let token = card(desk.check(after(UNDO), &admission.token, None).unwrap());
    assert_eq!(rules_of(&token), ["credential-revoked"]);
    assert!(matches!(desk.undo(after(UNDO), admission.entry), Err(DeskError::Gone)));
    assert_clean(&desk);
}

#[test]
fn a_refusal_holds_for_the_day_unless_taken_back() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let first = shown(&mut desk, noon(), guest);
    let refusal = desk.refuse(noon(), &first, RefusalCode::Document, "").unwrap();
    let again = shown(&mut desk, after(HOUR), guest);
    assert_eq!((again.judgement.verdict, rules_of(&again)), (Verdict::Refuse, vec!["refused-today"]));
    let _ = changed(desk.admit(after(HOUR), &first, &Obligation::ALL));
    assert!(matches!(desk.undo(after(HOUR), refusal), Err(DeskError::TooLate)));

    let other = expected(&mut desk, "Ulla Berg");
    let first = shown(&mut desk, after(HOUR), other);
    let refusal = desk.refuse(after(HOUR), &first, RefusalCode::Other, "smells of smoke").unwrap();
    let back = card(desk.undo(after(HOUR + MINUTE), refusal).unwrap().unwrap());
    assert_eq!(back.judgement.verdict, Verdict::Admit);
    let wordless = desk.refuse(after(HOUR + MINUTE), &back, RefusalCode::Other, "");
    assert!(matches!(wordless, Err(DeskError::Text { .. })), "{wordless:?}");
}

#[test]
fn taking_a_refusal_back_opens_the_wait_again_but_never_two() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Uma Park", -HOUR, 14 * HOUR);
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let waiting = shown(&mut desk, noon(), guest);
    let refusal = desk.refuse(noon(), &waiting, RefusalCode::Items, "").unwrap();
    assert!(desk.waiting(noon()).unwrap().is_empty());
    let _ = desk.undo(noon(), refusal).unwrap();
    assert_eq!(desk.waiting(noon()).unwrap().len(), 1);

    // Who was refused is refused for the day: they wait again once it is over, just after midnight.
    let (late, next) = (after(13 * HOUR - 30_000), after(13 * HOUR + 10_000));
    let again = desk.refuse(late, &waiting, RefusalCode::Items, "").unwrap();
    let refused = shown(&mut desk, late, guest);
    assert!(matches!(desk.refer(late, &refused, None), Err(DeskError::NotAdmissible(_))));
    let refused = shown(&mut desk, next, guest);
    let _ = desk.refer(next, &refused, None).unwrap();
    assert!(matches!(desk.undo(next, again), Err(DeskError::Gone)));
    let waiting = desk.waiting(next).unwrap();
    assert_eq!(waiting.len(), 1);
    let _ = desk.undo(next, waiting[0].referral).unwrap();
    assert!(desk.waiting(next).unwrap().is_empty());
    assert!(matches!(desk.undo(next, waiting[0].referral), Err(DeskError::Gone)));
    assert_clean(&desk);
}

#[test]
fn a_departure_taken_back_gives_stay_and_badge_back_once() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let admission = admit(&mut desk, noon(), guest);
    let first = desk.depart(noon(), admission.entry, None).unwrap();
    assert!(matches!(desk.depart(noon(), admission.entry, None), Err(DeskError::Gone)));
    let _ = desk.undo(noon(), first).unwrap();
    assert_eq!(desk.inside(noon()).unwrap()[0].presence, admission.entry);
    let scanned = desk.check(noon(), &admission.token, None).unwrap();
    assert!(matches!(scanned, Recognised::Departure(departure) if departure.fault.is_none()));

    // The second departure is not undone by naming the first.
    let second = desk.depart(noon(), admission.entry, None).unwrap();
    let before = entries(&desk);
    assert!(matches!(desk.undo(noon(), first), Err(DeskError::Gone)));
    assert_eq!(entries(&desk), before);
    assert!(desk.inside(noon()).unwrap().is_empty());

    // Whoever came back meanwhile is inside once.
    let _ = admit(&mut desk, noon(), guest);
    assert!(matches!(desk.undo(noon(), second), Err(DeskError::Gone)));
    assert!(matches!(desk.undo(after(UNDO + 1), second), Err(DeskError::TooLate)));
    assert_clean(&desk);
}

#[test]
fn only_decisions_are_taken_back() {
    let (_folder, mut desk) = desk();
    let before = entries(&desk);
    assert!(matches!(desk.undo(noon(), before - 1), Err(DeskError::Gone)), "a sign-in");
    assert!(desk.undo(noon(), before).is_err(), "no entry at all");
    assert_eq!(entries(&desk), before);
}

/// Whoever was turned away comes back under another visit, or was on no list at all.
#[test]
fn a_refusal_follows_the_person_and_not_the_visit() {
    let (_folder, mut desk) = desk();
    let born = |year: i32| NaiveDate::from_ymd_opt(year, 4, 4).map(Date);
    let named = |desk: &mut Desk, name: &str, born| {
        let person = Person { name: name.into(), born, ..Person::default() };
        let visit = desk.schedule(noon(), &person, &visit(-HOUR, HOUR)).unwrap();
        desk.approve(noon(), visit).unwrap();
        visit
    };
    let first = named(&mut desk, "Clara Seen", born(1985));
    let (again, other) = (named(&mut desk, "SEEN Clara", born(1985)), named(&mut desk, "Clara Seen", born(1950)));
    let unborn = named(&mut desk, "Clara Seen", None);
    let card = shown(&mut desk, noon(), first);
    let refusal = desk.refuse(noon(), &card, RefusalCode::Behaviour, "").unwrap();
    let refused = |desk: &mut Desk, visit: VisitId| {
        let situation = shown(desk, noon(), visit).situation;
        (situation.refused_today, situation.refused_alike)
    };
    let expected = [(true, false), (true, false), (false, true), (false, false)];
    assert_eq!([first, again, unborn, other].map(|visit| refused(&mut desk, visit)), expected);
    let namesake = shown(&mut desk, noon(), unborn);
    assert_eq!((namesake.judgement.verdict, rules_of(&namesake)), (Verdict::Refer, vec!["refused-alike"]));
    assert_eq!(namesake.situation.circumstances.unwrap().refusals, 1);
    // The next shift knows it too, and so does the count of the month.
    hand_over(&mut desk, noon(), "S-1");
    let card = shown(&mut desk, noon(), again);
    assert!(card.situation.refused_today);
    assert_eq!(card.situation.circumstances.unwrap().refusals, 1);
    let _ = desk.undo(noon(), refusal).unwrap();
    assert_eq!([first, again, unborn].map(|visit| refused(&mut desk, visit)), [(false, false); 3]);

    // In other letters or with a slip it is asked about as well, unless a date of birth speaks against it.
    let card = shown(&mut desk, noon(), first);
    let refusal = desk.refuse(noon(), &card, RefusalCode::Behaviour, "").unwrap();
    let spelt = named(&mut desk, "Clara Sean", born(1985));
    let cyrillic = named(&mut desk, "Клара Сеен", born(1985));
    let younger = named(&mut desk, "Клара Сеен", born(1999));
    let expected = [(false, true), (false, true), (false, false)];
    assert_eq!([spelt, cyrillic, younger].map(|visit| refused(&mut desk, visit)), expected);
    let _ = desk.undo(noon(), refusal).unwrap();

    let typed = card_of(&mut desk, "Walter Stranger");
    assert!(!typed.situation.refused_alike);
    let entry = desk.refuse(noon(), &typed, RefusalCode::Behaviour, "").unwrap();
    assert!(card_of(&mut desk, "stranger WALTER").situation.refused_alike);
    hand_over(&mut desk, noon(), "S-1");
    assert!(card_of(&mut desk, "Walter Stranger").situation.refused_alike);
    for alike in ["Walter Strange", "Wolter Stranger", "Вальтер Странгер"] {
        assert!(card_of(&mut desk, alike).situation.refused_alike, "{alike}");
    }
    for other in ["Walter Feldmann", "Petra Stranger", "Walter", "Hanna Quist"] {
        assert!(!card_of(&mut desk, other).situation.refused_alike, "{other}");
    }
    let leaf = desk.store.leaf(entry).unwrap().1;
    assert_eq!(desk.about(&leaf).unwrap(), "Walter Stranger", "the log says who it was");
    assert_clean(&desk);
}

fn card_of(desk: &mut Desk, text: &str) -> Card {
    card(desk.check(noon(), text, Some(Direction::In)).unwrap())
}
