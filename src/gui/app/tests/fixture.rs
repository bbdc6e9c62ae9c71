//! A post with the sample mission, an application over it, and a clock that the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use iced::Size;
use iced::futures::executor::block_on;
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::desk::guests::ImportStep;
use crate::desk::import::{self, sample};
use crate::desk::screening::lists::{ListStep, NewList};
use crate::desk::screening::{Listing, Name, Thresholds};
use crate::desk::worker::Worker;
use crate::desk::{Desk, DeskError, Founding, NewOperator};
use crate::domain::guest::chrono_date::Date;
use crate::domain::{Kind, Moment, Role, Timestamp, Verdict};
use crate::gui::app::{App, Message, Phase, Start};
use crate::gui::drive::Drive;
use crate::gui::keys::Act;
use crate::gui::tour::seeded::Seeded;
use crate::store::Randomness;

/// Number, passphrase: a guard.
pub const GUARD: (&str, &str) = ("G-7", "copper lantern 92 meadows");
/// Number, passphrase: supervisor, security, administrator.
pub const LEADER: (&str, &str) = ("S-1", "violet harbour 47 lanterns");

/// Number, passphrase: an administrator and nothing else, who may not check.
pub const CLERK: (&str, &str) = ("R-3", "granite kettle 58 willows");

/// Tuesday 24 November 2026, 09:11 UTC.
const MORNING: i64 = 1_795_511_460_000;

pub struct Gate {
    pub drive: Drive,
    wall: Arc<AtomicI64>,
    monotonic: Arc<AtomicI64>,
    folder: tempfile::TempDir,
}

/// A post at 09:11, with somebody signed in and every guest read.
pub fn gate(who: (&str, &str)) -> Gate {
    gate_of(who, Size::new(1280.0, 800.0))
}

/// The same post each time, down to its keys and the numbers of its badges.
pub fn seeded_gate(who: (&str, &str)) -> Gate {
    gate_by(who, Size::new(1280.0, 800.0), false, Box::new(Seeded::new(7)), || Box::new(Seeded::new(8)))
}

pub fn gate_of(who: (&str, &str), size: Size) -> Gate {
    gate_by(who, size, false, Box::new(OsRng), || Box::new(OsRng))
}

/// The same marked as a demonstration.
pub fn demo_of(who: (&str, &str), size: Size) -> Gate {
    gate_by(who, size, true, Box::new(OsRng), || Box::new(OsRng))
}

fn gate_by(who: (&str, &str), size: Size, demo: bool, founding: Randomness, rng: fn() -> Randomness) -> Gate {
    let folder = tempfile::tempdir().unwrap();
    found(&folder, founding);
    let (wall, monotonic) = (Arc::new(AtomicI64::new(MORNING)), Arc::new(AtomicI64::new(0)));
    let (at, run) = (wall.clone(), monotonic.clone());
    let moment =
        move || Moment { at: Timestamp(at.load(Ordering::SeqCst)), offset: 0, monotonic: run.load(Ordering::SeqCst) };
    let start = Start { folder: folder.path().into(), demo, clock: Arc::new(moment), rng };
    let drive = Drive::new(App::new(start), size).unwrap();
    let mut gate = Gate { drive, wall, monotonic, folder };
    gate.sign_in(who);
    gate
}

fn found(folder: &tempfile::TempDir, rng: Randomness) {
    let now = Moment::utc(Timestamp(MORNING - 60_000));
    let founding = Founding {
        mission: sample::MISSION.into(),
        domain: "nordhavn.example".into(),
        gate: sample::GATE.into(),
        number: LEADER.0.into(),
        name: "Ada Lind".into(),
        passphrase: Zeroizing::new(LEADER.1.into()),
        second: Zeroizing::default(),
    };
    let (mut desk, _) = Desk::found(folder.path(), &founding, now, rng).unwrap();
    let guard = NewOperator {
        number: GUARD.0.into(),
        name: "Sgt A. Quill".into(),
        roles: vec![Role::Guard],
        passphrase: Zeroizing::new(GUARD.1.into()),
        second: Zeroizing::default(),
    };
    let _ = desk.enrol(now, &guard, None).unwrap();
    let clerk = NewOperator {
        number: CLERK.0.into(),
        name: "Berit Holm".into(),
        roles: vec![Role::Administrator],
        passphrase: Zeroizing::new(CLERK.1.into()),
        second: Zeroizing::default(),
    };
    let _ = desk.enrol(now, &clerk, None).unwrap();
    desk.begin_import(import::read(sample::GUESTS, &sample::rules(now)).unwrap()).unwrap();
    while !matches!(desk.import_step(now).unwrap(), ImportStep::Done(_)) {}
    desk.sign_out(now).unwrap();
}

impl Gate {
    pub fn sign_in(&mut self, (number, passphrase): (&str, &str)) {
        self.drive.write(number);
        self.drive.press(Act::NextField);
        self.drive.write(passphrase);
        self.drive.press(Act::Open);
        for _ in 0..2_000 {
            if self.drive.app().status().is_some_and(|status| status.ready) {
                return;
            }
            self.pass(0);
            std::thread::yield_now();
        }
        panic!("nobody was signed in, or guests were never read");
    }

    /// Lets so many seconds go by, and the clock tick once.
    pub fn pass(&mut self, seconds: i64) {
        let _ = self.wall.fetch_add(seconds * 1_000, Ordering::SeqCst);
        let _ = self.monotonic.fetch_add(seconds * 1_000, Ordering::SeqCst);
        self.drive.tell(Message::Tick);
        self.drive.settle();
    }

    /// Moves the wall clock alone.
    pub fn jump(&mut self, milliseconds: i64) {
        let _ = self.wall.fetch_add(milliseconds, Ordering::SeqCst);
    }

    pub fn admit(&mut self, name: &str) {
        self.drive.write(name);
        self.drive.press(Act::Open);
        for _ in 0..3 {
            self.drive.press(Act::TickNext);
        }
        self.drive.press(Act::Admit);
    }

    pub fn worker(&self) -> Worker {
        match &self.drive.app().phase {
            Phase::Open(session) => session.ctx.worker.clone(),
            Phase::Locked(locked) => locked.ctx.worker.clone(),
            _ => panic!("no post"),
        }
    }

    pub fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Desk, Moment) -> Result<T, DeskError> + Send + 'static,
    ) -> T {
        block_on(self.worker().ask(ask)).unwrap()
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Takes the visit of somebody back behind the screen, as a registrar would.
    pub fn cancel(&self, name: &'static str) {
        self.ask(move |desk, now| {
            let visit = desk.search(now, name, 1)?.pop().ok_or(DeskError::Gone)?.visit;
            desk.cancel(now, visit)
        });
    }

    /// Loads a list of one row that is so many days old behind the screen, and reads it.
    pub fn list(&self, name: &'static str, days: u64) {
        self.ask(move |desk, now| {
            let listing = Listing {
                id: "1".into(),
                names: vec![Name { text: "Xaver Nemo".into(), ..Name::default() }],
                ..Listing::default()
            };
            let dated = Date(now.today() - chrono::Days::new(days));
            let (name, file, thresholds) = (name.to_owned(), "00".repeat(32), Thresholds::USUAL);
            desk.begin_list(now, NewList { name, dated, file, listings: vec![listing], thresholds, limit_days: 30 })?;
            while !matches!(desk.list_step(now)?, ListStep::Done(_)) {}
            desk.read_whole_lists()
        });
    }

    pub fn inside(&self) -> usize {
        self.ask(|desk, now| Ok(desk.inside(now)?.len()))
    }

    /// The token of the badge that was issued last.
    pub fn token(&self) -> String {
        self.ask(|desk, now| {
            let last = desk.inside(now)?.pop().ok_or(DeskError::Gone)?;
            Ok(desk.card_face_of(now, last.presence)?.token)
        })
    }

    pub fn kinds(&self) -> Vec<(Kind, Option<Verdict>)> {
        self.ask(|desk, _| {
            let entries = desk.store().head().frontier.size();
            (0..entries)
                .map(|seq| {
                    let leaf = desk.store().leaf(seq)?.1;
                    Ok((leaf.kind, leaf.verdict))
                })
                .collect()
        })
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.kinds().iter().filter(|(one, _)| *one == kind).count()
    }

    pub fn last_verdict(&self) -> Option<Verdict> {
        self.kinds().iter().rev().find_map(|(_, verdict)| *verdict)
    }
}
