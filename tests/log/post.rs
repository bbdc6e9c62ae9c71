//! A small post in which everything has happened once.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use gateward::desk::backup::Order;
use gateward::desk::decide::{Signer, WalkIn};
use gateward::desk::export::{Draft, Format, List};
use gateward::desk::groups::Whole;
use gateward::desk::guests::ImportStep;
use gateward::desk::import::{self, ReadRules};
use gateward::desk::photo::Photo;
use gateward::desk::restore::{From, Restoration};
use gateward::desk::screening::findings::Answer;
use gateward::desk::screening::listings::NewListing;
use gateward::desk::screening::lists::{ListStep, NewList};
use gateward::desk::screening::names;
use gateward::desk::screening::{Listing, Name, Thresholds};
use gateward::desk::second::{Second, Why};
use gateward::desk::{Desk, Founding, NewOperator, RecoveryCode};
use gateward::domain::alarm::Place;
use gateward::domain::fact::{Anomaly, RefusalCode};
use gateward::domain::guest::chrono_date::Date;
use gateward::domain::moment::{HOUR, MINUTE};
use gateward::domain::{
    Card, Cause, Direction, Kind, Moment, Notices, Obligation, Person, Posture, Recognised, Resolver, Role, Timestamp,
    Visit, VisitId,
};
use gateward::store::Store;
use gateward::store::verify::{Depth, Finding, Report};
use rand_core::OsRng;
use rusqlite::Connection;

pub const PASSPHRASE: &str = "violet harbour 47 lanterns";

/// So long after the post was set up.
pub fn after(milliseconds: i64) -> Moment {
    Moment::utc(Timestamp(1_795_518_000_000).plus(milliseconds))
}

fn newcomer(number: &str, name: &str, roles: &[Role]) -> NewOperator {
    let passphrase = PASSPHRASE.to_owned().into();
    NewOperator {
        number: number.into(),
        name: name.into(),
        roles: roles.to_vec(),
        passphrase,
        second: String::new().into(),
    }
}

fn visit(host: &str) -> Visit {
    Visit { areas: vec!["Consular hall".into()], ..Visit::plain(host.into(), after(-HOUR).at, after(HOUR).at) }
}

fn scheduled(desk: &mut Desk, name: &str) -> VisitId {
    desk.schedule(after(0), &Person { name: name.into(), ..Person::default() }, &visit("Mr T. Vale")).unwrap()
}

fn card(desk: &mut Desk, visit: VisitId) -> Card {
    match desk.open_visit(after(0), visit, Some(Direction::In)).unwrap() {
        Recognised::Card(card) => *card,
        other => panic!("{other:?}"),
    }
}

fn admitted(desk: &mut Desk, name: &str) -> u64 {
    let guest = scheduled(desk, name);
    desk.approve(after(0), guest).unwrap();
    let shown = card(desk, guest);
    let _ = desk.present(after(0), &shown).unwrap();
    desk.admit(after(0), &shown, &Obligation::ALL).unwrap().entry
}

fn import(desk: &mut Desk, names: &[&str], whole: bool) {
    let rows: String = names.iter().map(|name| format!("{name},Ms A. Okoye,10:00,16:00\n")).collect();
    let text = format!("name,host,from,until\n{rows}");
    let rules = ReadRules { relative_days: true, ..ReadRules::new(after(0)) };
    desk.begin_import(import::read(text.as_bytes(), &rules).unwrap()).unwrap();
    if !whole {
        return desk.cancel_import(after(0)).unwrap();
    }
    while !matches!(desk.import_step(after(0)).unwrap(), ImportStep::Done(_)) {}
}

/// Stays and refusals, some of them taken back.
fn decide(desk: &mut Desk) {
    let _inside = admitted(desk, "Vera Holm");
    let left = admitted(desk, "Ulla Berg");
    let _ = desk.depart(after(0), left, None).unwrap();
    let back = admitted(desk, "Tore Lund");
    let departed = desk.depart(after(0), back, None).unwrap();
    let _ = desk.undo(after(0), departed).unwrap();
    let wrong = admitted(desk, "Siri Moe");
    let _ = desk.undo(after(0), wrong).unwrap();
    for (name, undo) in [("Rolf Nes", false), ("Quin Oye", true)] {
        let guest = scheduled(desk, name);
        let shown = card(desk, guest);
        let refusal = desk.refuse(after(0), &shown, RefusalCode::Items, "a knife").unwrap();
        if undo {
            let _ = desk.undo(after(0), refusal).unwrap();
        }
    }
    let amended = scheduled(desk, "Pia Rud");
    desk.amend(after(0), amended, &visit("Ms B. Ito")).unwrap();
    let who = desk.store().tables().visit(amended).unwrap().unwrap().person;
    let known = Person { name: "Pia Rud".into(), other_names: vec!["Pia Lund".into()], ..Person::default() };
    desk.amend_guest(after(0), who, &known).unwrap();
    let mut face = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(120, 160, image::Rgb([90, 80, 70]))
        .write_to(&mut face, image::ImageFormat::Png)
        .unwrap();
    let face = Photo::read(face.get_ref()).unwrap();
    let _ = desk.set_photo(after(0), who, &face).unwrap();
    let pass = Visit { review: Some(after(80 * 24 * HOUR).at), ..visit("Mr T. Vale") };
    let pass = desk.schedule(after(0), &Person { name: "Sten Varg".into(), ..Person::default() }, &pass).unwrap();
    desk.approve(after(0), pass).unwrap();
    let _ = desk.review_pass(after(0), pass).unwrap();
    let why = Why { cause: gateward::domain::Cause::Routine, text: String::new(), asked: after(0) };
    assert_eq!(desk.close_review(after(0), &why).unwrap(), 0);
    take_away(desk);
    let cancelled = scheduled(desk, "Odd Sand");
    desk.cancel(after(0), cancelled).unwrap();
    assert_eq!(desk.undo_visits(after(0)).unwrap(), 0);
    let (leads, comes) = (scheduled(desk, "Gro Tin"), scheduled(desk, "Liv Ask"));
    let delegation = desk.new_group();
    let whole = Whole::Form("The Tin party".into(), leads);
    let _ = desk.change_group(after(0), delegation, &whole, &[leads, comes]).unwrap();
    let _ = desk.change_group(after(0), delegation, &Whole::Lead(comes), &[]).unwrap();
    let declined = scheduled(desk, "Nils Unger");
    desk.decline(after(0), declined, "The host is away").unwrap();
    for (heir, ends) in [("R-1", true), ("G-1", false)] {
        desk.delegate_approval(after(0), heir, after(HOUR).at).unwrap();
        let seq = desk.delegations(after(0)).unwrap()[0].seq;
        if ends {
            desk.end_delegation(after(0), seq).unwrap();
        }
    }
}

/// A list leaves as a file.
fn take_away(desk: &mut Desk) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inside.csv");
    let mut gathering = desk.gathering(after(0), List::Inside(String::new()), Format::Csv).unwrap();
    while !desk.gather(after(0), &mut gathering).unwrap() {}
    let draft = Draft::write(&gathering.table(), Format::Csv, b"", &path).unwrap();
    let _ = desk.record_export(after(0), &draft).unwrap();
    draft.keep(&path, false).unwrap();
}

/// Somebody without an appointment who is let in, and somebody who still waits.
fn refer(desk: &mut Desk) {
    for (name, granted) in [("Nora Tveit", true), ("Mons Ulv", false)] {
        let Recognised::Card(typed) = desk.check(after(0), name, None).unwrap() else { panic!() };
        let asked = WalkIn {
            name: name.into(),
            host: "Mr T. Vale".into(),
            purpose: "a letter".into(),
            organisation: String::new(),
            category: None,
        };
        let guest = desk.refer(after(0), &typed, Some(&asked)).unwrap();
        let referral = desk.waiting(after(0)).unwrap()[0].referral;
        for (rule, resolver) in [("walk-in", Resolver::Host), ("walk-in-approval", Resolver::Supervisor)] {
            desk.answer(after(0), referral, (rule, resolver), granted, "by phone", Signer::SignedIn).unwrap();
        }
        if granted {
            let shown = card(desk, guest);
            let _ = desk.admit(after(0), &shown, &Obligation::ALL).unwrap();
        }
    }
}

fn listing(name: &str) -> Listing {
    let names = vec![Name { text: name.into(), ..Name::default() }];
    Listing { id: name.to_lowercase(), names, ..Listing::default() }
}

fn load(desk: &mut Desk, name: &str) {
    let (dated, file) = (Date(after(0).today()), "5a".repeat(32));
    let listings = ["Casimir Brandt", "Boris Quarrel", "Otto Nemo"].map(listing).to_vec();
    let thresholds = Thresholds { review: 0.0, stop: 9.0 };
    let list = NewList { name: name.into(), dated, file, listings, thresholds, limit_days: 30 };
    desk.begin_list(after(0), list).unwrap();
    while !matches!(desk.list_step(after(0)).unwrap(), ListStep::Done(_)) {}
    desk.read_whole_lists().unwrap();
}

/// Lists that come and change, the mission's own, and an answer of security that was given twice.
fn screen(desk: &mut Desk) {
    load(desk, "UN");
    load(desk, "UN");
    desk.set_list(after(0), "UN", Thresholds { review: -1.0, stop: 9.0 }, 20).unwrap();
    while !desk.tidy_lists().unwrap() {}
    desk.begin_names(after(0), names::read(b"~ quillonius zwiep\n").unwrap()).unwrap();
    while !matches!(desk.list_step(after(0)).unwrap(), ListStep::Done(1)) {}
    desk.remove_names(after(0)).unwrap();
    desk.begin_names(after(0), names::read(b"~ quillonius zwoop\n").unwrap()).unwrap();
    while !matches!(desk.list_step(after(0)).unwrap(), ListStep::Done(1)) {}
    while !desk.tidy_lists().unwrap() {}
    desk.read_whole_lists().unwrap();
    let reason = "Threw ink".to_owned();
    let own = NewListing { listing: listing("Knut Pest"), reason, ..NewListing::default() };
    let ended = desk.add_listing(after(0), &own).unwrap();
    desk.end_listing(after(0), ended, "An error").unwrap();
    let until = Some(after(HOUR).at);
    let short = NewListing { until, ..own };
    let amended = desk.add_listing(after(0), &short).unwrap();
    desk.amend_listing(after(0), amended, &NewListing { instruction: "Call 7-204".into(), ..short }).unwrap();
    let guest = scheduled(desk, "Casimir Brandt");
    desk.look_through_all(after(0)).unwrap();
    let shown = card(desk, guest);
    let _ = desk.refer(after(0), &shown, None).unwrap();
    let finding = desk.findings(after(0)).unwrap().into_iter().find(|line| line.visit == guest).unwrap();
    desk.answer_finding(after(0), finding.id, Answer::Unsure, "Asked the capital", None).unwrap();
    desk.answer_finding(after(0), finding.id, Answer::No, "A namesake", until).unwrap();
}

/// Makes the post in this folder; nobody stays signed in. Two people may sign in with [`PASSPHRASE`]: S-1 and S-2.
pub fn make(folder: &Path) {
    let founding = Founding {
        mission: "Embassy of Nordhavn".into(),
        domain: "nordhavn.example".into(),
        gate: "North gate".into(),
        number: "S-1".into(),
        name: "Ada Lind".into(),
        passphrase: PASSPHRASE.to_owned().into(),
        second: String::new().into(),
    };
    let (mut desk, code): (_, RecoveryCode) = Desk::found(folder, &founding, after(0), Box::new(OsRng)).unwrap();
    let _ = desk.enrol(after(0), &newcomer("G-1", "Ben Oduya", &[Role::Guard]), None).unwrap();
    let new = newcomer("R-1", "Ida Falk", &[Role::Registrar]);
    let (_, start) = desk.enrol_to_start(after(0), &new, None).unwrap();
    desk.sign_out(after(0)).unwrap();
    let _ = desk.start(after(0), "R-1", &start.0, PASSPHRASE).unwrap();
    desk.sign_out(after(0)).unwrap();
    let _ = desk.sign_in(after(0), "S-1", PASSPHRASE).unwrap();
    desk.read_whole_lists().unwrap();
    desk.read_whole_roster().unwrap();
    import(&mut desk, &["Lea Vik", "Kai Wold"], true);
    import(&mut desk, &["Jon Xu"], false);
    decide(&mut desk);
    refer(&mut desk);
    screen(&mut desk);
    desk.report(after(0), Anomaly::CommandKeys).unwrap();
    desk.sign_out(after(0)).unwrap();
    assert!(desk.sign_in(after(0), "S-1", "guess").is_err());
    let second = newcomer("S-2", "Ida Young", &[Role::Supervisor, Role::Administrator, Role::Security]);
    let _ = desk.recover(after(MINUTE), &code, &holders(), &second).unwrap();
    load(&mut desk, "EU");
    let signs = Second { number: "S-1".into(), passphrase: PASSPHRASE.to_owned().into() };
    let why = Why { cause: Cause::Over, text: "Not kept up".into(), asked: after(MINUTE) };
    let slack = Thresholds { review: 0.5, stop: 9.0 };
    desk.set_list_by_two(after(MINUTE), "EU", slack, 60, &why, &signs).unwrap();
    desk.remove_list(after(MINUTE), "EU", &why, &signs).unwrap();
    while !desk.tidy_lists().unwrap() {}
    threaten(&mut desk);
    doubt(folder, &mut desk);
    exempt(&mut desk);
    serve(&mut desk);
    let jumped = Moment { monotonic: after(MINUTE).monotonic, ..after(HOUR) };
    let _ = desk.check(jumped, "nobody", None).unwrap();
    desk.confirm_clock(jumped).unwrap();
    desk.sign_out(jumped).unwrap();
    review(&mut desk);
    go_on(folder, desk);
}

/// An operator comes, changes and goes; another one locks, goes on, and hands over.
fn serve(desk: &mut Desk) {
    let now = after(MINUTE);
    let why = || Why { cause: Cause::Drill, text: String::new(), asked: now };
    let id = desk.enrol(now, &newcomer("T-1", "Hal Quist", &[Role::Guard]), None).unwrap().id;
    desk.change_roles(now, id, &[Role::Guard, Role::Registrar], &why(), None).unwrap();
    desk.suspend(now, id, &why()).unwrap();
    desk.resume_operator(now, id, &why()).unwrap();
    desk.end_operator(now, id, &why(), None).unwrap();
    desk.set_passphrase(now, PASSPHRASE, "plum kettle 81 harbours").unwrap();
    desk.set_passphrase(now, "plum kettle 81 harbours", PASSPHRASE).unwrap();
    desk.set_pin(now, PASSPHRASE, "738201").unwrap();
    desk.lock(now).unwrap();
    let _ = desk.resume(now, "738201").unwrap();
    let sheet = desk.sheet(now).unwrap().content;
    let _ = desk.hand_over(now, &sheet, "The bell sticks", ("S-1", PASSPHRASE)).unwrap();
    for place in ["folder:/nowhere/at/all", "http://10.0.0.7:8080/alarm"] {
        let place = desk.add_alarm_place(now, &Place::read(place).unwrap()).unwrap();
        if desk.alarm_places().unwrap().len() > 1 {
            desk.end_alarm_place(now, place).unwrap();
        }
    }
    desk.set_notices(now, &Notices { names: true, ..Notices::default() }).unwrap();
}

/// Rules come and go, somebody is let in against them, and everybody inside is called.
fn exempt(desk: &mut Desk) {
    let now = after(MINUTE);
    let why = || Why { cause: Cause::Mistake, text: "It was his brother".into(), asked: now };
    let signs = || Second { number: "S-1".into(), passphrase: PASSPHRASE.to_owned().into() };
    let stricter = gateward::policy::SHIPPED.replace("context.refusals >= 3", "context.refusals >= 2");
    desk.change_rules(now, &stricter, &why(), &signs()).unwrap();
    desk.restore_rules(now, 1, &why(), &signs()).unwrap();
    desk.read_whole_roster().unwrap();
    desk.read_whole_lists().unwrap();
    let refused = desk.search(now, "Rolf Nes", 1).unwrap().remove(0).visit;
    let Recognised::Card(shown) = desk.open_visit(now, refused, None).unwrap() else { panic!() };
    let stay = desk.override_verdict(now, &shown, &Obligation::ALL, &why(), &signs()).unwrap().entry;
    desk.begin_muster(now, true).unwrap();
    let other = desk.inside(now).unwrap()[0].presence;
    desk.account(now, other, false, "not in the library").unwrap();
    desk.account(now, stay, true, "with Ms Okoye").unwrap();
    desk.end_muster(now).unwrap();
}

/// Somebody goes through the overrides of the month before, and confirms the clock, which has not been seen for so long; and
/// a guest is erased.
fn review(desk: &mut Desk) {
    let now = after(40 * gateward::domain::moment::DAY);
    let _ = desk.sign_in(now, "S-2", PASSPHRASE).unwrap();
    desk.confirm_clock(now).unwrap();
    let month = desk.overrides(now).unwrap()[0].name.clone();
    let why = Why { cause: Cause::Routine, text: String::new(), asked: now };
    let _ = desk.review_overrides(now, &month, &why).unwrap();
    desk.read_whole_lists().unwrap();
    let guest = desk.guests_named("Ulla Berg").unwrap().remove(0).id;
    let dossier = desk.dossier_whole(now, guest).unwrap();
    let signs = Second { number: "S-1".into(), passphrase: PASSPHRASE.to_owned().into() };
    let why = Why { cause: Cause::Request, text: "Letter 7 of 2026".into(), asked: now };
    assert!(desk.erase(now, dossier, &why, &signs).unwrap().emptied);
    desk.sign_out(now).unwrap();
}

/// The threat rises and falls, and a lockdown begins and ends.
fn threaten(desk: &mut Desk) {
    let now = after(MINUTE);
    let why = |cause| Why { cause, text: "A march past the gate".into(), asked: now };
    let signs = || Second { number: "S-1".into(), passphrase: PASSPHRASE.to_owned().into() };
    desk.raise_posture(now, Posture::Bravo, &why(Cause::Threat)).unwrap();
    let _ = desk.begin_lockdown(now, None, "").unwrap();
    desk.end_lockdown(now, &why(Cause::Over), &signs()).unwrap();
    desk.lower_posture(now, Posture::Normal, &why(Cause::Over), &signs()).unwrap();
}

/// Somebody else writes to the records, which come to nothing.
fn doubt(folder: &Path, desk: &mut Desk) {
    let sql = "UPDATE visits SET ends = ends + 1; UPDATE visits SET ends = ends - 1";
    plain(folder).execute_batch(sql).unwrap();
    while !desk.compare_some(after(MINUTE)).unwrap() {}
    assert!(desk.store_doubt().unwrap().is_none());
}

/// The post is backed up, and goes on from a second backup that knows of the first.
fn go_on(folder: &Path, mut desk: Desk) {
    let now = after(40 * gateward::domain::moment::DAY);
    let place = tempfile::tempdir().unwrap();
    let identity = age::x25519::Identity::generate();
    let (key, file) = (place.path().join("key.txt"), place.path().join("post.age"));
    std::fs::write(&key, age::secrecy::ExposeSecret::expose_secret(&identity.to_string())).unwrap();
    for to in [vec![identity.to_public().to_string()], Vec::new()] {
        let _ = desk.sign_in(now, "S-1", PASSPHRASE).unwrap();
        let order = Order { file: file.clone(), over: true, to, keep: None };
        let _ = desk.back_up(now, &order, None, &mut |_, _| {}).unwrap();
        desk.sign_out(now).unwrap();
    }
    drop(desk);
    let from = From { folder, file: &file, identity: &key, heads: &[], number: "S-1", passphrase: PASSPHRASE };
    let opened = Restoration::open(&from, now, [Box::new(OsRng), Box::new(OsRng)], &mut |_, _, _| {}).unwrap();
    let signs = Second { number: "S-2".into(), passphrase: PASSPHRASE.to_owned().into() };
    let why = Why { cause: Cause::Drill, text: "To see that it can be done".into(), asked: now };
    let _ = opened.confirm(now, &why, &signs).unwrap();
    let mut desk = Desk::new(Store::open(folder, Box::new(OsRng)).unwrap());
    for number in ["S-1", "S-2"] {
        let _ = desk.sign_in(now, number, PASSPHRASE).unwrap();
        desk.sign_out(now).unwrap();
    }
}

fn holders() -> [String; 2] {
    ["Cy Storm".into(), "Nia Vey".into()]
}

pub fn copy(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// A copy of the post, made once.
pub fn post() -> tempfile::TempDir {
    static POST: OnceLock<tempfile::TempDir> = OnceLock::new();
    let make = || {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path());
        folder
    };
    let folder = tempfile::tempdir().unwrap();
    copy(POST.get_or_init(make).path(), folder.path());
    folder
}

pub fn open(folder: &Path) -> Store {
    let mut store = Store::open(folder, Box::new(OsRng)).unwrap();
    let _ = store.unlock("S-1", PASSPHRASE).unwrap();
    store
}

/// The file as any other program opens it, with no guard but the triggers.
pub fn plain(folder: &Path) -> Connection {
    let plain = Connection::open(folder.join("gateward.db")).unwrap();
    plain.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    plain
}

pub fn verify(store: &Store) -> Report {
    store.verify(Depth::Whole, None, &mut |_| true).unwrap()
}

pub fn assert_clean(store: &Store) {
    let report = verify(store);
    assert!(report.is_clean(), "{:?}", report.findings);
}

pub fn told(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_kind_of_entry_has_happened_at_this_post() {
    let folder = post();
    let store = open(folder.path());
    assert_clean(&store);
    let kinds: BTreeSet<_> = (0..store.size().unwrap()).map(|seq| store.leaf(seq).unwrap().1.kind).collect();
    let missing: Vec<_> = Kind::ALL.into_iter().filter(|kind| !kinds.contains(kind)).collect();
    assert_eq!(missing, [], "kinds that this post has to show");
}
