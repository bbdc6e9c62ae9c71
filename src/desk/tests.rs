use rand_core::OsRng;
use zeroize::Zeroizing;

use super::guests::ImportStep;
use super::import::{self, sample};
use super::*;
use crate::domain::moment::MINUTE;
use crate::domain::{Candidate, Card, Direction, Obligation, Recognised, Verdict};
use crate::store::verify::Depth;

const PASSPHRASE: &str = "violet harbour 47 lanterns";

fn noon() -> Moment {
    // Tuesday 24 November 2026, 11:00 UTC.
    Moment::utc(Timestamp(1_795_518_000_000))
}

fn desk() -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let founding = Founding {
        mission: "Embassy of Nordhavn".into(),
        domain: "nordhavn.example".into(),
        gate: sample::GATE.into(),
        number: "S-1".into(),
        name: "Ada Lind".into(),
        passphrase: Zeroizing::new(PASSPHRASE.into()),
    };
    let (mut desk, _) = Desk::found(folder.path(), &founding, noon(), Box::new(OsRng)).unwrap();
    let plan = import::read(sample::GUESTS, &sample::rules(noon())).unwrap();
    desk.begin_import(plan).unwrap();
    while desk.import_step(noon()).unwrap() != ImportStep::Done(63) {}
    desk.read_whole_roster().unwrap();
    (folder, desk)
}

fn card(recognised: Recognised) -> Card {
    match recognised {
        Recognised::Card(card) => *card,
        other => panic!("not a card: {other:?}"),
    }
}

fn admissible(desk: &mut Desk) -> Candidate {
    let expected = desk.expected(noon()).unwrap();
    let candidates = expected.iter().map(|line| desk.store.tables().visit(line.visit).unwrap().unwrap());
    let rows: Vec<_> = candidates.collect();
    let find = |row: &&crate::store::query::VisitRow| {
        desk.card_of(noon(), row, crate::domain::Credential::Name).unwrap().judgement.verdict == Verdict::Admit
    };
    desk.candidate(rows.iter().find(find).unwrap()).unwrap()
}

#[test]
fn a_visitor_goes_through_every_room_of_the_house() {
    let (_folder, mut desk) = desk();
    let guest = admissible(&mut desk);
    let shown = card(desk.open_visit(noon(), guest.visit, None).unwrap());
    assert_eq!(shown.judgement.verdict, Verdict::Admit);

    let missing = desk.admit(noon(), &shown, &[]);
    assert!(matches!(missing, Err(DeskError::ObligationsOpen(_))), "{missing:?}");
    let admission = desk.admit(noon(), &shown, &Obligation::ALL).unwrap();

    // The badge of somebody inside is the way out; presented on the way in it is a second use.
    let Recognised::Departure(departure) = desk.check(noon(), &admission.token, None).unwrap() else { panic!() };
    assert_eq!(departure.presence, admission.entry);
    let again = card(desk.check(noon(), &admission.token, Some(Direction::In)).unwrap());
    assert_eq!(again.judgement.verdict, Verdict::Refuse);
    assert_eq!(again.judgement.reasons[0].rule, "already-inside");

    let later = Moment::utc(noon().at.plus(MINUTE));
    let _ = desk.depart(later, departure.presence, departure.fault).unwrap();
    let after = card(desk.check(later, &admission.token, None).unwrap());
    assert_eq!(after.judgement.reasons[0].rule, "credential-revoked");

    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert!(report.bodies == report.entries * 3 && report.checkpoints > 0);
}
