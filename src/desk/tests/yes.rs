//! What a yes of security at the gate covers; who waits on, and that a check at random stays what it is.

use super::findings::{refer, rules};
use super::lists::{bad_people, desk, list, load};
use super::*;
use crate::desk::screening::findings::{Answer, Cause};
use crate::desk::screening::lists::NewList;
use crate::domain::guest::chrono_date::Date;
use crate::domain::moment::DAY;
use crate::domain::{Resolver, Screening};
use crate::screening::Thresholds;

/// What security has said yes to at the gate is what it saw then.
#[test]
fn a_yes_at_the_gate_does_not_cover_what_lower_thresholds_find() {
    let (_folder, mut desk) = desk();
    let high = NewList { thresholds: Thresholds { review: 3.0, stop: 9.0 }, ..list("UN", bad_people()) };
    load(&mut desk, high);
    let guest = scheduled(&mut desk, "Casimir Brand", -HOUR, HOUR);
    let referral = refer(&mut desk, guest);
    assert_eq!(desk.matters_of(guest), [Cause::Approval]);
    let asked = ("needs-security", Resolver::Security);
    desk.answer(noon(), referral, asked, true, "", decide::Signer::SignedIn).unwrap();
    assert!(shown(&mut desk, noon(), guest).admissible());
    desk.set_list(noon(), "UN", Thresholds::USUAL, 30).unwrap();
    desk.read_whole_lists().unwrap();
    let card = shown(&mut desk, noon(), guest);
    assert!(!card.admissible());
    let refused = desk.admit(noon(), &card, &Obligation::ALL);
    assert!(matches!(refused, Err(DeskError::NotAdmissible(_))), "{refused:?}");
}

/// A list that grew stale after a yes at the gate is something that security has not seen.
#[test]
fn a_yes_at_the_gate_does_not_cover_a_list_that_grows_stale() {
    let (_folder, mut desk) = desk();
    load(&mut desk, NewList { limit_days: 1, ..list("UN", bad_people()) });
    let night = after(12 * HOUR + 30 * MINUTE);
    let stale = Moment::utc(night.at.plus(HOUR));
    let mut at = stale;
    while screened_at(&mut desk, at) == Screening::Clear {
        at = Moment::utc(at.at.plus(DAY));
    }
    let before = Moment::utc(at.at.plus(-HOUR));
    let window = (before.at.since(noon().at) - HOUR, before.at.since(noon().at) + 8 * HOUR);
    let guest = scheduled(&mut desk, "Uma Park", window.0, window.1);
    let card = shown(&mut desk, before, guest);
    let _ = desk.refer(before, &card, None).unwrap();
    let referral = desk.waiting(before).unwrap()[0].referral;
    let asked = ("needs-security", Resolver::Security);
    desk.answer(before, referral, asked, true, "", decide::Signer::SignedIn).unwrap();
    assert!(shown(&mut desk, before, guest).admissible());
    assert!(!shown(&mut desk, at, guest).admissible(), "it has grown stale since");
    desk.answer(at, referral, asked, true, "", decide::Signer::SignedIn).unwrap();
    assert!(shown(&mut desk, at, guest).admissible());
}

/// A check at random stays what it is when the visitor is written down, and when their name is spelt otherwise: a match
/// would stay, and whoever watches could tell the two apart.
#[test]
fn a_check_at_random_stays_when_the_visitor_is_written_down_or_spelt_otherwise() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", bad_people()));
    desk.session.as_mut().unwrap().rules = rules("@one_in(\"250\")", "@one_in(\"2\")");
    let asks = |card: &Card| rules_of(card).contains(&"needs-security");
    let mut drawn = 0;
    let names = [
        "John Ashby",
        "Peter Lowe",
        "Tilda Marr",
        "Otto Fenn",
        "Gerda Holm",
        "Ivo Brand",
        "Nils Aker",
        "Ada Roth",
        "Rosa Quell",
        "Hugo Stark",
        "Mina Dorn",
        "Ellis Vane",
        "Tove Lund",
        "Karl Weiss",
        "Ines Prado",
        "Omar Sahl",
    ];
    for name in names {
        let typed = card(desk.check_nobody_like(noon(), name).unwrap());
        let (last, first) = name.split_once(' ').map(|(first, last)| (last, first)).unwrap();
        let turned = card(desk.check_nobody_like(noon(), &format!("{last}, {first}")).unwrap());
        let walk_in = decide::WalkIn { name: name.into(), host: "Mr Vale".into(), ..decide::WalkIn::default() };
        let visit = desk.refer(noon(), &typed, Some(&walk_in)).unwrap();
        let written = shown(&mut desk, noon(), visit);
        assert_eq!([asks(&turned), asks(&written)], [asks(&typed); 2], "{name}");
        drawn += usize::from(asks(&typed));
    }
    assert!((1..names.len()).contains(&drawn), "{drawn} of {}", names.len());
    let asked = |desk: &mut Desk, name: &str| asks(&card(desk.check_nobody_like(noon(), name).unwrap()));
    assert_eq!(asked(&mut desk, "Jon Ashbi"), asked(&mut desk, "John Ashby"));
}

fn screened_at(desk: &mut Desk, now: Moment) -> Screening {
    card(desk.check_nobody_like(now, "Nobody Here").unwrap()).situation.screening
}

/// A card that turned green by an approval would tell the guard that it was the approval that was wanted.
#[test]
fn who_waits_for_security_waits_on_whatever_is_approved_or_loaded_meanwhile() {
    let (_folder, mut desk) = desk();
    let due = scheduled(&mut desk, "Uma Park", -HOUR, 2 * HOUR);
    let _ = refer(&mut desk, due);
    desk.approve(noon(), due).unwrap();
    let waits = |desk: &mut Desk, visit: VisitId| {
        let card = shown(desk, noon(), visit);
        assert_eq!((card.judgement.verdict, card.admissible()), (Verdict::Refer, false));
        assert_eq!(rules_of(&card), ["needs-security"]);
    };
    waits(&mut desk, due);
    let finding = desk.findings(noon()).unwrap().remove(0);
    assert_eq!((finding.visit, finding.cause), (due, Cause::Wait));
    desk.answer_finding(noon(), finding.id, Answer::No, "The host was asked", None).unwrap();
    let _ = admit(&mut desk, noon(), due);

    let old = NewList { limit_days: 1, dated: Date(noon().today() - chrono::Days::new(9)), ..list("UN", bad_people()) };
    load(&mut desk, old);
    let other = expected(&mut desk, "Vic Roe");
    let _ = refer(&mut desk, other);
    let today = NewList { limit_days: 1, dated: Date(noon().today()), ..list("UN", bad_people()) };
    load(&mut desk, NewList { file: "11".repeat(32), ..today });
    waits(&mut desk, other);
    let finding = desk.findings(noon()).unwrap().remove(0);
    desk.answer_finding(noon(), finding.id, Answer::Yes, "Stays out", None).unwrap();
    waits(&mut desk, other);
}
