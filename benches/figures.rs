//! Figures of a month in which so many visits lie: what the desk takes to read them, the first time and again, and how long
//! it keeps others waiting meanwhile. Ratios are of one run, so that they hold on a loaded machine.
//!
//! `cargo bench --bench figures` takes 1,000, 10,000 and 100,000 visits; through the gate come 500 of each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use gateward::desk::guests::ImportStep;
use gateward::desk::import::{ReadRules, read};
use gateward::desk::{Desk, Founding};
use gateward::domain::figures::{Figures, Period};
use gateward::domain::moment::{DAY, HOUR, SECOND};
use gateward::domain::{Direction, Moment, Obligation, Recognised, Timestamp};
use gateward::store::Store;
use rand_core::OsRng;

/// How long nobody at the gate may be kept waiting by other work.
const SLICE: Duration = Duration::from_millis(20);
/// How long somebody looks at a page that says nothing yet.
const AT_ONCE: Duration = Duration::from_millis(1_000);
const PASSPHRASE: &str = "violet harbour 47 lanterns";
/// Who comes through the gate.
const COME: usize = 500;

fn main() {
    // `cargo test --benches` builds and runs this too; it has nothing to say there.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let mut first: Option<f64> = None;
    for visits in [1_000, 10_000, 100_000] {
        println!("== {visits} visits in a month");
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), visits);
        let took = figures(folder.path(), visits).as_secs_f64();
        let one = *first.get_or_insert(took);
        println!("  to the smallest: {:.1} × for {} × as many", took / one, visits / 1_000);
    }
}

/// Sunday 1 November 2026, 08:00.
fn now() -> Moment {
    Moment::utc(Timestamp(1_793_520_000_000))
}

fn founding() -> Founding {
    Founding {
        mission: "Embassy of Nordhavn".into(),
        domain: "nordhavn.example".into(),
        gate: "North gate".into(),
        number: "S-1".into(),
        name: "Ada Lind".into(),
        passphrase: PASSPHRASE.to_owned().into(),
        second: String::new().into(),
    }
}

fn fill(folder: &Path, visits: usize) {
    let (mut desk, _) = Desk::found(folder, &founding(), now(), Box::new(OsRng)).unwrap();
    let mut text = String::from("name,host,section,from,until\n");
    for number in 0..visits {
        let day = i64::try_from(number % 30).unwrap() * DAY;
        let from = now().at.plus(day + i64::try_from(number / 30 % 9).unwrap() * HOUR);
        let local = |at: Timestamp| at.utc().format("%Y-%m-%d %H:%M").to_string();
        let (host, from, until) = (number % 40, local(from), local(from.plus(HOUR)));
        writeln!(text, "Guest {} {number},Host {host},Section {},{from},{until}", letters(number), host % 6).unwrap();
    }
    let plan = read(text.as_bytes(), &ReadRules::new(now())).unwrap();
    desk.begin_import(plan).unwrap();
    while !matches!(desk.import_step(now()).unwrap(), ImportStep::Done(_)) {}
    come(&mut desk);
    desk.sign_out(after(COME)).unwrap();
}

/// Two seconds for each who came before.
fn after(came: usize) -> Moment {
    Moment::utc(now().at.plus(i64::try_from(came).unwrap() * 2 * SECOND))
}

/// Some of those of the first morning come in and leave.
fn come(desk: &mut Desk) {
    desk.read_whole_roster().unwrap();
    desk.read_whole_lists().unwrap();
    let expected = desk.expected(now()).unwrap();
    for (at, line) in expected.iter().cycle().take(COME).enumerate() {
        let Recognised::Card(card) = desk.open_visit(after(at), line.visit, Some(Direction::In)).unwrap() else {
            continue;
        };
        let _ = desk.present(after(at), &card).unwrap();
        if let Ok(admission) = desk.admit(after(at), &card, &Obligation::ALL) {
            let _ = desk.depart(after(at), admission.entry, None).unwrap();
        }
    }
}

/// A name of letters for each number.
fn letters(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}

/// What the desk takes: from the store, where nothing was read before; from memory, and again.
fn figures(folder: &Path, visits: usize) -> Duration {
    let mut desk = Desk::new(Store::open(folder, Box::new(OsRng)).unwrap());
    let now = after(COME);
    let _ = desk.sign_in(now, "S-1", PASSPHRASE).unwrap();
    let (_, stored) = read_month(&mut desk, now, "from the store");
    let began = Instant::now();
    while !desk.remember_some(200).unwrap() {}
    println!("  everything into memory, between other acts: {:.1?}", began.elapsed());
    let (memory, took) = read_month(&mut desk, now, "from memory");
    assert_eq!(memory.total.visits(), u64::try_from(visits).unwrap());
    assert!(memory.gate.decided.count + memory.gate.undecided > 0);
    println!("  from the store {:.1} × from memory", stored.as_secs_f64() / took.as_secs_f64());
    let _ = desk.sign_out(now);
    took
}

fn read_month(desk: &mut Desk, now: Moment, label: &str) -> (Figures, Duration) {
    let (mut slices, began) = (Vec::new(), Instant::now());
    let mut reading = desk.reading_figures(now, Period::month(now.today())).unwrap();
    loop {
        let slice = Instant::now();
        let whole = desk.read_figures(&mut reading).unwrap();
        slices.push(slice.elapsed());
        if whole {
            break;
        }
    }
    let figures = reading.figures();
    let took = began.elapsed();
    slices.sort_unstable();
    let worst = slices.last().copied().unwrap_or_default();
    let over = slices.iter().filter(|slice| **slice > SLICE).count();
    let told = if took > AT_ONCE { "over" } else { "within" };
    println!(
        "  {label}: {took:.1?}, {told} {AT_ONCE:?}; {} slices, the longest {worst:.1?}, over {SLICE:?}: {over}",
        slices.len()
    );
    (figures, took)
}
