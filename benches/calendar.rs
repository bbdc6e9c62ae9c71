//! The calendar of a week in which so many visits lie: what the desk takes to gather it, and what the window takes to
//! show it; and what it takes to write 10,000 of them as a file. Ratios are of one run, so that they hold on a loaded
//! machine.
//!
//! `cargo bench --bench calendar` takes 1,000, 10,000 and 100,000 visits in one week.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gateward::desk::export::{Format, List, Work, write};
use gateward::desk::guests::ImportStep;
use gateward::desk::import::{ReadRules, read};
use gateward::desk::visits::diary::Wanted;
use gateward::desk::{Desk, Founding};
use gateward::domain::moment::{DAY, HOUR};
use gateward::domain::{Moment, Timestamp};
use gateward::gui::app::{App, Start};
use gateward::gui::drive::Drive;
use gateward::gui::keys::Act;
use gateward::store::Store;
use iced::{Event, Size, window};
use rand_core::OsRng;

/// A frame at 30 a second.
const FRAME: Duration = Duration::from_millis(33);
/// How long nobody at the gate may be kept waiting by other work.
const SLICE: Duration = Duration::from_millis(20);
const PASSPHRASE: &str = "violet harbour 47 lanterns";

fn main() {
    // `cargo test --benches` builds and runs this too; it has nothing to say there.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let mut first: Option<(Duration, Duration)> = None;
    for visits in [1_000, 10_000, 100_000] {
        println!("== {visits} visits in a week");
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), visits);
        let (gathered, shown) = (gather(folder.path(), visits), show(folder.path()));
        let (one, other) = *first.get_or_insert((gathered, shown));
        if visits == 10_000 {
            take(folder.path(), visits);
        }
        let ratio = |now: Duration, then: Duration| now.as_secs_f64() / then.as_secs_f64();
        println!("  to the smallest: gathered {:.2} ×, shown {:.2} ×", ratio(gathered, one), ratio(shown, other));
    }
}

/// Monday 23 November 2026, 08:00.
fn now() -> Moment {
    Moment::utc(Timestamp(1_795_420_800_000))
}

fn fill(folder: &Path, visits: usize) {
    let founding = Founding {
        mission: "Embassy of Nordhavn".into(),
        domain: "nordhavn.example".into(),
        gate: "North gate".into(),
        number: "S-1".into(),
        name: "Ada Lind".into(),
        passphrase: PASSPHRASE.to_owned().into(),
        second: String::new().into(),
    };
    let (mut desk, _) = Desk::found(folder, &founding, now(), Box::new(OsRng)).unwrap();
    let mut text = String::from("name,host,from,until\n");
    for number in 0..visits {
        let day = i64::try_from(number % 7).unwrap() * DAY;
        let from = now().at.plus(day + i64::try_from(number / 7 % 9).unwrap() * HOUR);
        let host = number % 40;
        let local = |at: Timestamp| at.utc().format("%Y-%m-%d %H:%M").to_string();
        let (from, until) = (local(from), local(from.plus(HOUR)));
        writeln!(text, "Guest {} {number},Host {host},{from},{until}", letters(number)).unwrap();
    }
    let plan = read(text.as_bytes(), &ReadRules::new(now())).unwrap();
    desk.begin_import(plan).unwrap();
    while !matches!(desk.import_step(now()).unwrap(), ImportStep::Done(_)) {}
    desk.sign_out(now()).unwrap();
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

/// What the desk takes to gather the week, all else waiting meanwhile.
fn gather(folder: &Path, visits: usize) -> Duration {
    let mut desk = Desk::new(Store::open(folder, Box::new(OsRng)).unwrap());
    let _ = desk.sign_in(now(), "S-1", PASSPHRASE).unwrap();
    while !desk.remember_some(1_000).unwrap() {}
    let mut times = Vec::new();
    for _ in 0..30 {
        let began = Instant::now();
        let week = desk.days(now(), now().today(), 7, &Wanted::default()).unwrap();
        times.push(began.elapsed());
        assert_eq!(week.iter().map(|day| day.count).sum::<usize>(), visits);
    }
    let _ = desk.sign_out(now());
    told("gathered by the desk", times, SLICE)
}

/// What it takes to gather the list for a file and to write it, as each format; the desk lets others in between.
fn take(folder: &Path, visits: usize) {
    let mut desk = Desk::new(Store::open(folder, Box::new(OsRng)).unwrap());
    let _ = desk.sign_in(now(), "S-1", PASSPHRASE).unwrap();
    desk.read_whole_roster().unwrap();
    while !desk.remember_some(1_000).unwrap() {}
    let mut first: Option<f64> = None;
    for format in Format::ALL {
        let (mut slices, began) = (Vec::new(), Instant::now());
        let mut gathering = desk.gathering(now(), List::Visits(Box::default()), format).unwrap();
        loop {
            let slice = Instant::now();
            let whole = desk.gather(now(), &mut gathering).unwrap();
            slices.push(slice.elapsed());
            if whole {
                break;
            }
        }
        let (table, gathered) = (gathering.table(), began.elapsed());
        assert_eq!(table.rows.len(), visits);
        let began = Instant::now();
        let bytes = write(&table, &desk.export_head(now()).unwrap(), format, &Work::default()).unwrap();
        let written = began.elapsed();
        let one = *first.get_or_insert(written.as_secs_f64());
        let (ratio, size) = (written.as_secs_f64() / one, bytes.len() / 1_000);
        println!(
            "  {}: gathered in {gathered:.1?}, written in {written:.1?} ({ratio:.1} × CSV), {size} kB",
            format.code()
        );
        let _ = told("a slice of gathering", slices, SLICE);
    }
    let _ = desk.sign_out(now());
}

/// What the window takes for a frame of it: view, layout and drawing.
fn show(folder: &Path) -> Duration {
    let start = Start { folder: folder.to_owned(), demo: false, clock: Arc::new(now), rng: || Box::new(OsRng) };
    let mut drive = Drive::new(App::new(start), Size::new(1280.0, 800.0)).unwrap();
    drive.write("S-1");
    drive.press(Act::NextField);
    drive.write(PASSPHRASE);
    drive.press(Act::Open);
    drive.press(Act::Agenda);
    drive.press(Act::NextView);
    let began = Instant::now();
    while !drive.words().iter().any(|text| text.starts_with("+ ")) {
        assert!(began.elapsed() < Duration::from_secs(600), "{:?}", drive.words());
        drive.press(Act::DayAfter);
        drive.press(Act::DayBefore);
    }
    let mut times = Vec::new();
    for _ in 0..60 {
        let began = Instant::now();
        drive.event(Event::Window(window::Event::RedrawRequested(Instant::now())));
        let _ = drive.snapshot();
        times.push(began.elapsed());
    }
    told("a frame of the window", times, FRAME)
}

fn told(label: &str, mut times: Vec<Duration>, limit: Duration) -> Duration {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let over = times.iter().filter(|time| **time > limit).count();
    println!("  {label}: p50 {:.1?}, worst {:.1?}; over {limit:?}: {over} of {}", at(0.5), at(1.0), times.len());
    at(0.5)
}
