//! Who is stopped by a list is cleared by two, whichever way is tried.

use super::lists::{desk, hand_over, list, listing, load};
use super::*;
use crate::desk::decide::Signer;
use crate::desk::screening::findings::{Answer, Cause};
use crate::desk::screening::lists::{ListStep, NewList};
use crate::desk::second::{Second, Why};
use crate::domain::guest::chrono_date::Date;
use crate::domain::moment::DAY;
use crate::domain::{FindingId, Resolver, Screening};
use crate::policy::{Rules, SHIPPED};
use crate::screening::{Birth, Listing, Outcome, Thresholds};
use crate::store::verify::Finding;

const STOP: Cause = Cause::Match(Outcome::Stop);

fn listed() -> Listing {
    Listing { births: vec![Birth::Day(1970, 1, 5)], ..listing("QDi.1", "Casimir Brandt") }
}

/// A guest whom the list stops; security is X-1 and S-1.
fn stopped() -> (tempfile::TempDir, Desk, VisitId) {
    let (folder, mut desk) = desk();
    load(&mut desk, list("UN", vec![listed()]));
    let born = Some(Date("1970-01-05".parse().unwrap()));
    let person = Person { name: "Kasimir Brandt".into(), born, ..Person::default() };
    let guest = desk.schedule(noon(), &person, &visit(-HOUR, 2 * HOUR)).unwrap();
    desk.approve(noon(), guest).unwrap();
    desk.look_through_all(noon()).unwrap();
    assert_eq!(desk.findings(noon()).unwrap()[0].cause, STOP);
    (folder, desk, guest)
}

fn only(desk: &Desk, now: Moment) -> FindingId {
    desk.findings(now).unwrap()[0].id
}

fn why(now: Moment) -> Why {
    Why { cause: crate::domain::Cause::Namesake, text: "Passport seen, another face".into(), asked: now }
}

fn second(number: &str) -> Second {
    Second { number: number.into(), passphrase: Zeroizing::new(PASSPHRASE.into()) }
}

fn admissible(desk: &mut Desk, now: Moment, guest: VisitId) -> bool {
    shown(desk, now, guest).admissible()
}

#[test]
fn nobody_clears_a_stop_alone_and_yes_and_unsure_take_one() {
    let (_folder, mut desk, guest) = stopped();
    let id = only(&desk, noon());
    let end = entries(&desk);
    for until in [None, Some(noon().at.plus(HOUR))] {
        let alone = desk.answer_finding(noon(), id, Answer::No, "A namesake", until);
        assert!(matches!(alone, Err(DeskError::NotAlone)), "{alone:?}");
    }
    // Neither oneself, nor a supervisor who has not read the case, nor a guard.
    for number in ["S-1", "V-1", "G-1"] {
        let refused = desk.clear_stop(noon(), id, None, &why(noon()), &second(number));
        assert!(matches!(refused, Err(DeskError::NotTheirs)), "{number}: {refused:?}");
    }
    let late = desk.clear_stop(after(3 * MINUTE), id, None, &why(noon()), &second("X-1"));
    assert!(matches!(late, Err(DeskError::RequestOver)), "{late:?}");
    let unsaid = Why { text: " ".into(), ..why(noon()) };
    assert!(matches!(desk.clear_stop(noon(), id, None, &unsaid, &second("X-1")), Err(DeskError::Text { .. })));
    assert_eq!(entries(&desk), end);
    desk.answer_finding(noon(), id, Answer::Unsure, "", None).unwrap();
    desk.answer_finding(noon(), id, Answer::Yes, "It is he", None).unwrap();
    assert!(!admissible(&mut desk, noon(), guest));
    let until = Some(noon().at.plus(DAY));
    desk.clear_stop(noon(), id, until, &why(noon()), &second("X-1")).unwrap();
    assert!(admissible(&mut desk, noon(), guest));
    let given = &desk.finding(noon(), id).unwrap().hits[0].given[0];
    assert_eq!([given.operator.as_str(), given.second.as_str()], ["S-1", "X-1"]);
    assert_eq!(
        (given.answer, given.note.as_str(), given.until),
        (Some(Answer::No), "Passport seen, another face", until)
    );
    // Held for longer by one, it is not.
    let longer = desk.answer_finding(noon(), id, Answer::No, "For good", Some(noon().at.plus(300 * DAY)));
    assert!(matches!(longer, Err(DeskError::NotAlone)));
    // And for more than a year by nobody, nor until a day that is over.
    for days in [400, -2] {
        let until = Some(noon().at.plus(days * DAY));
        let never = desk.clear_stop(noon(), id, until, &why(noon()), &second("X-1"));
        assert!(matches!(never, Err(DeskError::ClearsTooLong)), "{never:?}");
    }
    assert!(!admissible(&mut desk, after(DAY + 1), guest), "it is over");
    assert_clean(&desk);
}

/// What one alone has said of a match that was worth a look counts for nothing where the list stops them.
/// A list that finds less than the one in force, which takes two.
fn load_by_two(desk: &mut Desk, list: NewList) {
    desk.begin_list_by_two(noon(), list, &why(noon()), &second("X-1")).unwrap();
    while !matches!(desk.list_step(noon()).unwrap(), ListStep::Done(_)) {}
    desk.read_whole_lists().unwrap();
}

#[test]
fn who_was_cleared_as_worth_a_look_is_not_cleared_where_the_list_stops_them() {
    let (_folder, mut desk, guest) = stopped();
    let high = Thresholds { stop: 9.0, ..Thresholds::USUAL };
    load_by_two(&mut desk, NewList { thresholds: high, ..list("UN", vec![listed()]) });
    desk.look_through_all(noon()).unwrap();
    let look = desk.findings(noon()).unwrap()[0].clone();
    assert_eq!(look.cause, Cause::Match(Outcome::Review));
    desk.answer_finding(noon(), look.id, Answer::No, "A namesake", None).unwrap();
    assert!(admissible(&mut desk, noon(), guest));
    load(&mut desk, list("UN", vec![listed()]));
    desk.look_through_all(noon()).unwrap();
    assert!(!admissible(&mut desk, noon(), guest));
    let stop = desk.findings(noon()).unwrap()[0].clone();
    assert!(stop.cause == STOP && stop.id != look.id);
    // Two clear it, and that holds where the list finds it less alike; a yes holds for both.
    desk.clear_stop(noon(), stop.id, None, &why(noon()), &second("X-1")).unwrap();
    desk.answer_finding(noon(), stop.id, Answer::Yes, "It is he", None).unwrap();
    load_by_two(&mut desk, NewList { thresholds: high, ..list("UN", vec![listed()]) });
    assert!(!admissible(&mut desk, noon(), guest));
    assert_clean(&desk);
}

#[test]
fn a_yes_of_security_at_the_gate_clears_nobody_whom_a_list_stops() {
    let (_folder, mut desk, guest) = stopped();
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let referral = desk.waiting(noon()).unwrap()[0].referral;
    let asked = ("needs-security", Resolver::Security);
    let own = desk.answer(noon(), referral, asked, true, "", Signer::SignedIn);
    assert!(matches!(own, Err(DeskError::OnTheCase)), "{own:?}");
    // Beside a guard security answers nothing, whatever it is about: what it is worth would tell.
    hand_over(&mut desk, noon(), "G-1");
    let signer = Signer::Other { number: "X-1".into(), passphrase: Zeroizing::new(PASSPHRASE.into()) };
    let beside = desk.answer(noon(), referral, asked, true, "", signer);
    assert!(matches!(beside, Err(DeskError::SignedInOnly)), "{beside:?}");
    let card = shown(&mut desk, noon(), guest);
    assert!(!card.admissible());
    assert!(matches!(desk.admit(noon(), &card, &Obligation::ALL), Err(DeskError::NotAdmissible(_))));
    // What two say on the case ends the wait.
    hand_over(&mut desk, noon(), "S-1");
    desk.look_through_all(noon()).unwrap();
    let id = only(&desk, noon());
    desk.clear_stop(after(1), id, None, &why(noon()), &second("X-1")).unwrap();
    let _ = admit(&mut desk, after(1), guest);
    assert_clean(&desk);
}

/// Rules of an earlier release name no such act: nobody does it, and it is said who adds it.
#[test]
fn rules_that_do_not_name_it_let_nobody_clear_a_stop_and_that_is_said() {
    let (_folder, mut desk, guest) = stopped();
    let id = only(&desk, noon());
    let mut older = SHIPPED.replace("Action::\"clear-stop\", ", "");
    for both in [true, false] {
        if both {
            let from = older.find("@id(\"allow-second-clear-stop\")").unwrap();
            older.truncate(from);
        }
        let rules = Rules::load(&older, &crate::i18n::has).unwrap();
        desk.session.as_mut().unwrap().rules = rules;
        desk.session.as_mut().unwrap().reconsider();
        for tried in [
            desk.answer_finding(noon(), id, Answer::No, "A namesake", None),
            desk.clear_stop(noon(), id, None, &why(noon()), &second("X-1")),
        ] {
            let error = tried.unwrap_err();
            assert!(matches!(error, DeskError::NoRule(Deed::ClearStop)), "{error:?}");
            assert!(crate::i18n::tr(error.advice()).contains("Rules screen"));
        }
        desk.answer_finding(noon(), id, Answer::Unsure, "", None).unwrap();
        assert_eq!(shown(&mut desk, noon(), guest).situation.screening, Screening::Security);
        older = SHIPPED
            .replace("when { context.act == Deed::\"clear-stop\" };", "when { context.act == Deed::\"override\" };");
    }
}

/// Who signed for an answer is no more to be read by others than what it says; security reads it, and `verify` holds it
/// against the keys.
#[test]
fn both_signatures_lie_sealed_and_are_verified() {
    let (_folder, mut desk, _) = stopped();
    let id = only(&desk, noon());
    desk.clear_stop(noon(), id, None, &why(noon()), &second("X-1")).unwrap();
    let seq = entries(&desk) - 1;
    let Fact::Reviewed { signed: Some(sealed), .. } = desk.store.fact(seq).unwrap() else { panic!() };
    let read = desk.store.answered(&sealed).unwrap().unwrap();
    assert!(read.stop && read.signed.unwrap().second.is_some());
    hand_over(&mut desk, noon(), "V-1");
    assert_eq!(desk.store.answered(&sealed).unwrap(), None);
    assert_clean(&desk);
    hand_over(&mut desk, noon(), "S-1");
    // The same answer with the signature of nobody else, as a changed program would write it.
    let Fact::Reviewed { person, granted, clears, until, .. } = desk.store.fact(seq).unwrap() else { panic!() };
    let forged = crate::domain::Answered { stop: true, signed: None };
    let signed = Some(desk.store.seal_answered(&forged).unwrap());
    let fact = Fact::Reviewed { person, granted, clears, until, signed };
    let good = crate::domain::ClockQuality::Good;
    desk.store.act(noon(), good, |act| act.record(crate::store::NewEntry::new(fact))).unwrap();
    let forged = entries(&desk) - 1;
    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    let [Finding::Body { seq: found, what, .. }] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
    assert_eq!((*found, *what), (forged, "nobody signed for letting in somebody whom a list stops"));
}

/// What security had to see at their admission was their approval; that they are listed since is something else.
#[test]
fn a_departure_is_not_taken_back_of_somebody_listed_since_they_came() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Clara Seen", -HOUR, 2 * HOUR);
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let referral = desk.waiting(noon()).unwrap()[0].referral;
    desk.answer(noon(), referral, ("needs-security", Resolver::Security), true, "", Signer::SignedIn).unwrap();
    let admission = admit(&mut desk, noon(), guest);
    let gone = desk.depart(noon(), admission.entry, None).unwrap();
    let _ = desk.undo(noon(), gone).unwrap();
    let gone = desk.depart(noon(), admission.entry, None).unwrap();
    let _ = desk.add_listing(noon(), &super::listings::unwanted("Clara Seen")).unwrap();
    desk.read_whole_lists().unwrap();
    let back = desk.undo(noon(), gone);
    assert!(matches!(back, Err(DeskError::NotAdmissible(_))), "{back:?}");
    assert!(desk.inside(noon()).unwrap().is_empty());
    assert_clean(&desk);
}
