//! The mission's own list.

use super::lists::{desk, hand_over, listing, never_at_random};
use super::*;
use crate::desk::decide::Signer;
use crate::desk::denial::What;
use crate::desk::screening::OWN;
use crate::desk::screening::findings::{Answer, Cause as FoundBy};
use crate::desk::screening::listings::NewListing;
use crate::desk::screening::lists::{ListState, ListStep};
use crate::desk::second::{Second, Why};
use crate::domain::text::TextFault;
use crate::domain::{Cause, Resolver, Screening};
use crate::screening::{Name, Quality};

pub(super) fn unwanted(name: &str) -> NewListing {
    let instruction = "Walk them to the gate.".into();
    NewListing { listing: listing("", name), instruction, reason: "Threw ink in May.".into(), until: None }
}

fn screening(desk: &mut Desk, now: Moment, visit: VisitId) -> Screening {
    shown(desk, now, visit).situation.screening
}

/// A yes that security gave at the gate was given to what was known then.
#[test]
fn a_yes_at_the_gate_counts_for_nobody_listed_since_nor_against_what_security_has_found() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Casimir Brandt", -HOUR, 2 * HOUR);
    let waits = shown(&mut desk, noon(), guest);
    assert_eq!(rules_of(&waits), ["needs-security"], "its approval is due");
    let _ = desk.refer(noon(), &waits, None).unwrap();
    let referral = shown(&mut desk, noon(), guest).referral.unwrap();
    let yes = |desk: &mut Desk| {
        let asked = ("needs-security", Resolver::Security);
        desk.answer(noon(), referral, asked, true, "", Signer::SignedIn)
    };
    let may = |desk: &mut Desk| {
        let card = shown(desk, noon(), guest);
        // Nor does a card from before help.
        let before = Card { answers: card.answers.clone(), ..card.clone() };
        let admitted = desk.admit(noon(), &before, &[]);
        let refused = matches!(admitted, Err(DeskError::NotAdmissible(_)));
        assert_eq!(card.admissible(), !refused, "{admitted:?}");
        card.admissible()
    };
    assert!(!may(&mut desk));
    yes(&mut desk).unwrap();
    assert!(may(&mut desk));
    let _ = desk.add_listing(noon(), &unwanted("Casimir Brandt")).unwrap();
    desk.read_whole_lists().unwrap();
    assert!(!may(&mut desk), "who is listed since was not known then");
    yes(&mut desk).unwrap();
    assert!(may(&mut desk));
    desk.look_through_all(noon()).unwrap();
    let found = desk.findings(noon()).unwrap().into_iter().find(|found| matches!(found.cause, FoundBy::Match(_)));
    desk.answer_finding(noon(), found.unwrap().id, Answer::Yes, "It is he", None).unwrap();
    assert!(!may(&mut desk));
    assert!(matches!(yes(&mut desk), Err(DeskError::OnTheCase)));
    assert!(!may(&mut desk), "whom security has found to be listed stays out");
}

#[test]
fn an_entry_counts_until_it_is_over_or_ended() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Casimir Brandt");
    let until = Some(noon().at.plus(HOUR));
    let id = desk.add_listing(noon(), &NewListing { until, ..unwanted("Brandt, Casimir") }).unwrap();
    assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), ["not-ready"]);
    desk.read_whole_lists().unwrap();
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Security);
    // That it has run out leaves a list without anybody on it, and not none.
    assert_eq!(screening(&mut desk, after(HOUR + 1), guest), Screening::Security);
    assert!(!desk.own_listings(after(HOUR + 1)).unwrap()[0].counts);
    assert_eq!(desk.lists(after(HOUR + 1))[0].state, ListState::Empty);
    let mut more = unwanted("Brandt, Casimir");
    more.listing.names.push(Name { text: "Casimir Brandt".into(), quality: Quality::Good });
    desk.amend_listing(noon(), id, &more).unwrap();
    desk.read_whole_lists().unwrap();
    assert_eq!(screening(&mut desk, after(HOUR + 1), guest), Screening::Security);
    let all = desk.own_listings(noon()).unwrap();
    assert_eq!((all.len(), all[0].id, all[0].content.reason.as_str()), (1, id, "Threw ink in May."));
    // Nobody makes it that no list is asked alone: neither by ending the last entry, nor by an end that is past.
    let alone = desk.end_listing(noon(), id, "It was somebody else.");
    assert!(matches!(alone, Err(DeskError::NeedsSecond)), "{alone:?}");
    let past = NewListing { until: Some(noon().at.plus(-HOUR)), ..unwanted("Casimir Brandt") };
    assert!(matches!(desk.amend_listing(noon(), id, &past), Err(DeskError::NeedsSecond)));
    for less in [unwanted("Somebody Else"), NewListing { until: Some(after(HOUR).at), ..more.clone() }, born(&more)] {
        assert!(matches!(desk.amend_listing(noon(), id, &less), Err(DeskError::NeedsSecond)), "{less:?}");
    }
    let said = NewListing { instruction: "Call 7-204".into(), reason: "Threw ink again.".into(), ..more.clone() };
    desk.amend_listing(noon(), id, &said).unwrap();
    let why = Why { cause: Cause::Mistake, text: "It was somebody else.".into(), asked: noon() };
    let second = |number: &str| Second { number: number.into(), passphrase: Zeroizing::new(PASSPHRASE.into()) };
    for number in ["S-1", "G-1"] {
        let signed = desk.end_listing_by_two(noon(), id, &why, &second(number));
        assert!(matches!(signed, Err(DeskError::NotTheirs)), "{number}: {signed:?}");
    }
    let other = desk.add_listing(noon(), &unwanted("Zora Nemo")).unwrap();
    // What was added a moment ago is taken back alone; what stood there longer is not, whatever else is on the list.
    assert!(desk.ending_takes_two(after(3 * MINUTE), other).unwrap());
    assert!(!desk.ending_takes_two(noon(), other).unwrap());
    desk.end_listing(noon(), other, "Taken back").unwrap();
    assert!(desk.ending_takes_two(noon(), id).unwrap());
    let short = NewListing { until: Some(after(HOUR).at), ..unwanted("Somebody Else") };
    let cleared = desk.amend_listing_by_two(noon(), id, &short, &why, &second("V-1"));
    assert!(cleared.is_ok(), "{cleared:?}");
    desk.end_listing_by_two(noon(), id, &why, &second("V-1")).unwrap();
    let ended = desk.store.head().frontier.size() - 1;
    let Fact::ListingEnded { signed: Some(signed), .. } = desk.store.fact(ended).unwrap() else { panic!() };
    assert!(signed.second.is_some() && !signed.text.contains("somebody else"), "why stays sealed");
    desk.read_whole_lists().unwrap();
    assert_eq!(screening(&mut desk, noon(), guest), Screening::None);
    assert!(matches!(desk.end_listing(noon(), id, ""), Err(DeskError::Gone)));
    assert!(matches!(desk.amend_listing(noon(), id, &unwanted("Casimir Brandt")), Err(DeskError::Gone)));
    assert_clean(&desk);
}

/// What two sign for is all that the entry says: their signatures serve for no other words.
#[test]
fn what_two_signed_for_is_what_is_written() {
    let (_folder, mut desk) = desk();
    let id = desk.add_listing(noon(), &unwanted("Casimir Brandt")).unwrap();
    let why = Why { cause: Cause::Mistake, text: "It was somebody else.".into(), asked: noon() };
    let second = Second { number: "V-1".into(), passphrase: Zeroizing::new(PASSPHRASE.into()) };
    let less = NewListing { until: Some(after(HOUR).at), ..unwanted("  Casimir   Brandt ") };
    desk.amend_listing_by_two(noon(), id, &less, &why, &second).unwrap();
    assert_clean(&desk);
    let entry = desk.own_listings(noon()).unwrap()[0].entry;
    let Ok(fact) = desk.store.fact(entry) else { panic!() };
    let Fact::ListingAmended { listing, until, signed, .. } = fact.clone() else { panic!() };
    let other = Fact::ListingAmended { listing, instruction: "Let them in.".into(), until, signed };
    let clock = crate::domain::ClockQuality::Good;
    for (fact, name) in [(fact, "Somebody Else"), (other, "Casimir Brandt")] {
        let written = crate::store::NewEntry::new(fact).with_person(&super::lists::listing("", name)).unwrap();
        let _ = desk.store.act(noon(), clock, |act| act.record(written.about([entry]))).unwrap();
    }
    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    let wrong = report.findings.iter().filter(|finding| finding.to_string().contains("signed for something else"));
    assert_eq!(wrong.count(), 2, "{:?}", report.findings);
}

/// The same with a date of birth, where none was known.
fn born(new: &NewListing) -> NewListing {
    let mut new = new.clone();
    new.listing.births.push(crate::screening::Birth::Day(1901, 1, 1));
    new
}

#[test]
fn security_alone_keeps_the_list_and_reads_why() {
    let (folder, mut desk) = desk();
    let guest = expected(&mut desk, "Casimir Brandt");
    let id = desk.add_listing(noon(), &unwanted("Casimir Brandt")).unwrap();
    for number in ["G-1", "R-1", "V-1", "A-1"] {
        hand_over(&mut desk, noon(), number);
        assert!(
            matches!(desk.own_listings(noon()), Err(DeskError::Denied(ref denied)) if denied.what == What::Deed(Deed::KeepLists)),
            "{number}"
        );
        assert!(matches!(desk.add_listing(noon(), &unwanted("A B")), Err(DeskError::Denied(_))), "{number}");
        assert!(matches!(desk.end_listing(noon(), id, ""), Err(DeskError::Denied(_))), "{number}");
    }
    // Who keeps the gate screens against it all the same, and does not learn of whom.
    hand_over(&mut desk, noon(), "G-1");
    assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), ["needs-security"]);
    desk.sign_out(noon()).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in ["Casimir", "Threw ink", "Walk them"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
        }
    }
}

#[test]
fn a_file_of_entries_is_added_once() {
    let (_folder, mut desk) = desk();
    let file: Vec<NewListing> = (0..40).map(|i| unwanted(&format!("Nobody Number{i}"))).collect();
    for (new, all) in [(40, 40), (0, 40)] {
        desk.begin_listings(noon(), [file.clone(), file.clone()].concat()).unwrap();
        let done = loop {
            match desk.list_step(noon()).unwrap() {
                ListStep::Writing(..) => {}
                ListStep::Done(done) => break done,
            }
        };
        desk.read_whole_lists().unwrap();
        assert_eq!((done, desk.own_listings(noon()).unwrap().len()), (new, all));
    }
    let status = &desk.status().unwrap().lists[0];
    assert_eq!((status.name.as_str(), status.rows, status.state), (OWN, 40, ListState::Ready));
    assert_clean(&desk);
}

#[test]
fn an_entry_that_does_not_open_keeps_everybody_from_green() {
    let (folder, mut desk) = desk();
    let guest = expected(&mut desk, "Uma Park");
    let _ = desk.add_listing(noon(), &unwanted("Casimir Brandt")).unwrap();
    let entry = desk.own_listings(noon()).unwrap()[0].entry;
    desk.sign_out(noon()).unwrap();
    let plain = rusqlite::Connection::open(folder.path().join("gateward.db")).unwrap();
    plain.execute_batch("DROP TRIGGER bodies_delete").unwrap();
    let _ = plain.execute("DELETE FROM bodies WHERE id = ?1", [entry.cast_signed() * 4]).unwrap();
    sign_in(&mut desk, noon(), "G-1");
    never_at_random(&mut desk);
    assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), ["store-doubted", "needs-security"]);
    hand_over(&mut desk, noon(), "X-1");
    let own = desk.lists(noon()).into_iter().find(|list| list.name == OWN).unwrap();
    assert_eq!(own.state, ListState::Altered);
}

#[test]
fn an_entry_needs_a_name_and_a_reason_that_fits() {
    let (_folder, mut desk) = desk();
    let fault = |desk: &mut Desk, new: NewListing| match desk.add_listing(noon(), &new) {
        Err(DeskError::Text { field, fault }) => (field, fault),
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(&mut desk, NewListing::default()), ("name", TextFault::Empty));
    assert_eq!(fault(&mut desk, unwanted("12")), ("name", TextFault::NoLetter));
    let long = NewListing { reason: "x".repeat(300), ..unwanted("Casimir Brandt") };
    let ("reason", TextFault::TooLong(fits)) = fault(&mut desk, long.clone()) else { panic!() };
    let id = desk.add_listing(noon(), &NewListing { reason: "x".repeat(fits), ..long }).unwrap();
    let _ = desk.add_listing(noon(), &unwanted("Zora Nemo")).unwrap();
    desk.end_listing(noon(), id, &"y".repeat(fits)).unwrap();
}
