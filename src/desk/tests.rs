use std::path::Path;
use std::sync::OnceLock;

use rand_core::OsRng;
use zeroize::Zeroizing;

use super::guests::ImportStep;
use super::import::{self, sample};
use super::*;
use crate::domain::moment::{HOUR, MINUTE};
use crate::domain::{
    Candidate, Card, Direction, Fact, Kind, Obligation, Person, Recognised, Role, Verdict, Visit, VisitId,
};
use crate::store::verify::Depth;

mod acts;
mod alike;
mod approvals;
mod backup;
mod clocks;
mod company;
mod decisions;
mod diary;
mod doubts;
mod duress;
mod employers;
mod erase;
mod figures;
mod findings;
mod groups;
mod imports;
mod intake;
mod invitations;
mod kept;
mod listings;
mod lists;
mod matrix;
mod muster;
mod names;
mod notices;
mod outbox;
mod overrides;
mod people;
mod photo;
mod posture;
mod review;
mod rules;
mod sessions;
mod shifts;
mod start;
mod stops;
mod store_doubt;
mod tables;
mod tokens;
mod visits;
mod yes;

const PASSPHRASE: &str = "violet harbour 47 lanterns";
/// Everybody at the post: number, name, roles.
const STAFF: [(&str, &str, &[Role]); 6] = [
    ("G-1", "Ben Oduya", &[Role::Guard]),
    ("R-1", "Cem Arslan", &[Role::Registrar]),
    ("V-1", "Dee Marsh", &[Role::Supervisor]),
    ("A-1", "Eli Roth", &[Role::Administrator]),
    ("X-1", "Fay Sol", &[Role::Security]),
    ("U-1", "Gil Orn", &[Role::Auditor]),
];

fn noon() -> Moment {
    // Tuesday 24 November 2026, 11:00 UTC.
    Moment::utc(Timestamp(1_795_518_000_000))
}

fn after(milliseconds: i64) -> Moment {
    Moment::utc(noon().at.plus(milliseconds))
}

fn founding(number: &str) -> Founding {
    Founding {
        mission: "Embassy of Nordhavn".into(),
        domain: "nordhavn.example".into(),
        gate: sample::GATE.into(),
        number: number.into(),
        name: "Ada Lind".into(),
        passphrase: Zeroizing::new(PASSPHRASE.into()),
        second: Zeroizing::default(),
    }
}

fn newcomer(number: &str, name: &str, roles: &[Role]) -> NewOperator {
    let passphrase = Zeroizing::new(PASSPHRASE.into());
    NewOperator {
        number: number.into(),
        name: name.into(),
        roles: roles.to_vec(),
        passphrase,
        second: Zeroizing::default(),
    }
}

/// Why, and whoever has this number beside whoever asks.
fn two(now: Moment, number: &str) -> (second::Why, second::Second) {
    let why = second::Why { cause: crate::domain::Cause::Routine, text: "As agreed".into(), asked: now };
    (why, second::Second { number: number.into(), passphrase: Zeroizing::new(PASSPHRASE.into()) })
}

/// Who gives the halves of a recovery code.
fn holders() -> [String; 2] {
    ["Cy Storm".into(), "Nia Vey".into()]
}

fn copy(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// A post with its staff and the sample's guests, nobody signed in; made once, since founding costs key stretching.
fn prepared() -> &'static Path {
    static POST: OnceLock<tempfile::TempDir> = OnceLock::new();
    let make = || {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, _) = Desk::found(folder.path(), &founding("S-1"), noon(), Box::new(OsRng)).unwrap();
        let (why, second) = two(noon(), "V-1");
        for (number, name, roles) in STAFF {
            let signing = (number == "X-1").then_some((&why, &second));
            let _ = desk.enrol(noon(), &newcomer(number, name, roles), signing).unwrap();
        }
        let plan = import::read(sample::GUESTS, &sample::rules(noon())).unwrap();
        desk.begin_import(plan).unwrap();
        while desk.import_step(noon()).unwrap() != ImportStep::Done(63) {}
        desk.sign_out(noon()).unwrap();
        folder
    };
    POST.get_or_init(make).path()
}

/// A desk of its own over a copy of the prepared post, with this operator signed in.
fn desk_of(number: &str) -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    copy(prepared(), folder.path());
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, noon(), number);
    (folder, desk)
}

fn desk() -> (tempfile::TempDir, Desk) {
    desk_of("S-1")
}

fn sign_in(desk: &mut Desk, now: Moment, number: &str) {
    let _ = desk.sign_in(now, number, PASSPHRASE).unwrap();
    desk.read_whole_lists().unwrap();
    desk.read_whole_roster().unwrap();
}

fn hand_over(desk: &mut Desk, now: Moment, number: &str) {
    desk.sign_out(now).unwrap();
    sign_in(desk, now, number);
}

/// A guest of their own, whose window begins and ends so long after noon.
fn scheduled(desk: &mut Desk, name: &str, from: i64, until: i64) -> VisitId {
    let person = Person { name: name.into(), ..Person::default() };
    desk.schedule(noon(), &person, &visit(from, until)).unwrap()
}

fn visit(from: i64, until: i64) -> Visit {
    Visit::plain("Mr T. Vale, Trade".into(), noon().at.plus(from), noon().at.plus(until))
}

/// The same, approved and expected now.
fn expected(desk: &mut Desk, name: &str) -> VisitId {
    let id = scheduled(desk, name, -HOUR, 2 * HOUR);
    desk.approve(noon(), id).unwrap();
    id
}

fn card(recognised: Recognised) -> Card {
    match recognised {
        Recognised::Card(card) => *card,
        other => panic!("not a card: {other:?}"),
    }
}

fn shown(desk: &mut Desk, now: Moment, visit: VisitId) -> Card {
    card(desk.open_visit(now, visit, Some(Direction::In)).unwrap())
}

fn rules_of(card: &Card) -> Vec<&str> {
    card.judgement.reasons.iter().map(|reason| reason.rule.as_str()).collect()
}

fn admit(desk: &mut Desk, now: Moment, visit: VisitId) -> decide::Admission {
    let card = shown(desk, now, visit);
    desk.admit(now, &card, &Obligation::ALL).unwrap()
}

fn entries(desk: &Desk) -> u64 {
    desk.store.head().frontier.size()
}

fn kinds(desk: &Desk, from: u64) -> Vec<Kind> {
    (from..entries(desk)).map(|seq| desk.store.leaf(seq).unwrap().1.kind).collect()
}

/// The log verifies to the last table.
fn assert_clean(desk: &Desk) {
    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
}

fn admissible(desk: &mut Desk) -> Candidate {
    let expected = desk.expected(noon()).unwrap();
    let candidates = expected.iter().map(|line| desk.store.tables().visit(line.visit).unwrap().unwrap());
    let rows: Vec<_> = candidates.collect();
    let find = |row: &&crate::store::query::VisitRow| {
        desk.card_of(noon(), row, crate::domain::Credential::Name).unwrap().judgement.verdict == Verdict::Admit
    };
    desk.candidate(noon(), rows.iter().find(find).unwrap()).unwrap()
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

    let _ = desk.depart(after(MINUTE), departure.presence, departure.fault).unwrap();
    let left = card(desk.check(after(MINUTE), &admission.token, None).unwrap());
    assert_eq!(left.judgement.reasons[0].rule, "credential-revoked");

    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert!(report.bodies == report.entries * 3 && report.checkpoints > 0);
}

#[test]
fn every_verdict_in_the_log_replays() {
    let (_folder, mut desk) = desk();
    let open = scheduled(&mut desk, "Uma Park", 3 * HOUR, 4 * HOUR);
    let shown_open = shown(&mut desk, noon(), open);
    let _ = desk.present(noon(), &shown_open).unwrap();
    let _ = desk.refer(noon(), &shown_open, None).unwrap();
    let _ = desk.refuse(noon(), &shown_open, crate::domain::fact::RefusalCode::HostDeclined, "").unwrap();
    let guest = expected(&mut desk, "Vera Holm");
    let _ = admit(&mut desk, noon(), guest);
    let policy = match desk.store.fact(desk.store.tables().rules().unwrap().unwrap()).unwrap() {
        Fact::RulesSet { policy, .. } => policy,
        other => panic!("{other:?}"),
    };
    let mut replayed = 0;
    for seq in 0..entries(&desk) {
        let fact = desk.store.fact(seq).unwrap();
        let Some(judged) = fact.judged() else { continue };
        assert_eq!(crate::policy::replay(&policy, &judged.situation).unwrap(), judged.judgement, "entry {seq}");
        replayed += 1;
        // One input changed: another verdict.
        let mut other = judged.situation.clone();
        if let Some(visit) = &mut other.visit {
            visit.state = crate::domain::VisitState::Cancelled;
        }
        assert_eq!(crate::policy::replay(&policy, &other).unwrap().verdict, Verdict::Refuse);
    }
    assert_eq!(replayed, 4);
}

#[test]
fn no_file_of_the_post_holds_a_person_in_the_clear() {
    let (folder, mut desk) = desk();
    let guest = expected(&mut desk, "Xenophon Quillfeather");
    let _ = admit(&mut desk, noon(), guest);
    desk.sign_out(noon()).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for name in ["Quillfeather", "T. Vale", "Sidorenko", "QX1028841", "Ada Lind"] {
            assert!(!bytes.windows(name.len()).any(|window| window == name.as_bytes()), "{name}");
        }
    }
}
