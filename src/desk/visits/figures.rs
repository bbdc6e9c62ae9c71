//! Figures of a period: read in slices from the visits in memory, the tables and the log, and summed.
//!
//! Whoever keeps the visits reads them. Of the log it is read who was presented by which visit and when they were
//! decided about; no verdict, no reason and no name, so that nothing tells what was found about anybody.
//!
//! - *Visits* are windows that begin on a day of the period at the gate: one that recurs counts on each of its days. A
//!   standing pass, and a visit of several days, counts on each day on which somebody came by it; of several days on which
//!   nobody did, once, on the first. What each came to is told as in the list of visits ([`Stand`](crate::domain::Stand)),
//!   from the tables of visits, stays, waits and refusals. A guest who was erased counts no more. The *section* is that of
//!   the visit, or what is written behind the host's name and a comma.
//! - *Lead time* runs from the entry that scheduled a visit to the begin of its first window, if that is in the period.
//! - *Approvals* wait since the visit was entered, or changed so that it had to be approved anew, whoever has to give
//!   them; those given are the entries of the period that did, and guests brought in by a file, who need none, are not
//!   among them.
//! - *Time at the gate* runs from the first entry that presented a visitor by a visit to the next one that let them in, had
//!   them wait or turned them away, within two hours; whom the log names by no visit is counted apart. A *wait* runs from
//!   being asked to wait to being let in or turned away.
//! - *Stays* and *arrivals* are those that began in the period and were not taken back, those of erased guests among them.

mod gatebook;
pub mod rows;
mod visits;

use std::collections::HashMap;
use std::ops::Range;
use std::time::{Duration, Instant};

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use chrono_tz::Tz;

use crate::desk::check::if_it_opens;
use crate::desk::clock::place_at;
use crate::desk::denial::Errand;
use crate::desk::{Desk, DeskError};
use crate::domain::fact::Fact;
use crate::domain::figures::{Collector, Decision, Figures, PATIENCE, Period, Presented, Waited, at_the_gate};
use crate::domain::moment::DAY;
use crate::domain::operator::Act as Deed;
use crate::domain::recurrence::{Edge, instant};
use crate::domain::{Kind, Moment, Timestamp, VisitId, VisitState};
use crate::store::query::VisitRow;

use super::diary::Key;
use super::history::AROUND;

pub use gatebook::Gatebook;

/// How long is read before others are let in.
const SLICE: Duration = Duration::from_millis(8);
/// Entries looked at between two looks at the time.
const ENTRIES: u64 = 512;
/// Visits opened between two looks at the time.
const OPENED: u32 = 50;

/// Figures that are being read.
pub struct Reading {
    period: Period,
    /// From its first moment to the first after it.
    time: (Timestamp, Timestamp),
    now: Moment,
    zone: Tz,
    /// Entries of the log about its time, and some around.
    entries: Range<u64>,
    stage: Stage,
    /// How many of all steps are done.
    done: u64,
    all: u64,
    presented: Vec<Presented>,
    decisions: Vec<Decision>,
    waits: Vec<Waited>,
    came: Came,
    collector: Collector,
}

/// What the gate knows of visits.
#[derive(Default)]
struct Came {
    /// When they came in, and when they left.
    stays: HashMap<VisitId, Vec<(Timestamp, Option<Timestamp>)>>,
    refused: HashMap<VisitId, Vec<Timestamp>>,
    waits: HashMap<VisitId, Timestamp>,
}

/// How far it is, each with where it goes on.
#[derive(Debug, Clone, Copy)]
enum Stage {
    /// Who was presented and left, from the log.
    Log,
    /// Who came in, waited or was turned away.
    Tables(u64),
    /// What was approved.
    Approved(u64),
    /// Visits of a day that are in memory.
    Short(Option<Key>),
    /// Those that recur or last longer.
    Lasting(Option<Key>),
    /// Visits that are not, by their end.
    Stored(Option<Key>),
    /// What waits for its approval now.
    Waiting(Option<Key>),
    /// Everything is read.
    Whole,
}

impl Reading {
    /// How many of all steps are done; what they are of is nobody's business.
    pub fn progress(&self) -> (u64, u64) {
        (self.done.min(self.all), self.all)
    }

    /// The figures, once everything is read.
    pub fn figures(self) -> Figures {
        let gate = at_the_gate(&self.presented, &self.decisions, &self.waits);
        self.collector.finish(self.period, gate)
    }

    fn holds(&self, at: Timestamp) -> bool {
        at >= self.time.0 && at < self.time.1
    }

    fn day(&self, at: Timestamp) -> NaiveDate {
        at.utc().with_timezone(&self.zone).date_naive()
    }

    /// The weekday from Monday, and the hour on the wall.
    fn hour(&self, at: Timestamp) -> (usize, usize) {
        let local = at.utc().with_timezone(&self.zone);
        (local.weekday().num_days_from_monday() as usize, local.hour() as usize)
    }

    /// Some entries from this one on, and where to go on after them; `None` at the end.
    fn some(&self, at: u64) -> (Range<u64>, Option<u64>) {
        let end = at.saturating_add(ENTRIES).min(self.entries.end);
        (at..end, (end < self.entries.end).then_some(end))
    }
}

/// The first moment of a day at the gate.
fn begin(zone: Tz, day: NaiveDate) -> Timestamp {
    instant(zone, day.and_time(NaiveTime::MIN), Edge::From)
}

impl Desk {
    /// Begins to read the figures of a period as they are at this moment.
    pub fn reading_figures(&self, now: Moment, period: Period) -> Result<Reading, DeskError> {
        let session = self.permit_errand(Errand::Figures)?;
        let zone = place_at(now);
        let after = period.last().succ_opt().unwrap_or(period.last());
        let time = (begin(zone, period.first()), begin(zone, after));
        // A window that begins in it may end on the next day, and somebody come after that.
        let around = (time.0.plus(-AROUND), time.1.plus(DAY + AROUND.max(PATIENCE)));
        let entries = self.store.entries_between(around.0, around.1)?;
        let visits = u64::try_from(session.before.diary.len()).unwrap_or(0);
        let waits = self.store.tables().everyone_waiting()?;
        let waits = waits.into_iter().filter_map(|row| Some((row.visit?, row.at))).collect();
        let all = 3 * (entries.end - entries.start) + visits;
        Ok(Reading {
            period,
            time,
            now,
            zone,
            entries,
            stage: Stage::Log,
            done: 0,
            all,
            presented: Vec::new(),
            decisions: Vec::new(),
            waits: Vec::new(),
            came: Came { waits, ..Came::default() },
            collector: Collector::default(),
        })
    }

    /// Reads some more of them, no longer than lets others in; answers whether that was all.
    pub fn read_figures(&mut self, reading: &mut Reading) -> Result<bool, DeskError> {
        let _ = self.permit_errand(Errand::Figures)?;
        let began = Instant::now();
        while began.elapsed() < SLICE {
            reading.stage = match reading.stage {
                Stage::Log => self.read_gatebook(reading)?,
                Stage::Tables(at) => self.read_tables(reading, at)?,
                Stage::Approved(at) => self.read_approved(reading, at)?,
                Stage::Short(after) => self.read_short(reading, after, began)?,
                Stage::Lasting(after) => self.read_lasting(reading, after)?,
                Stage::Stored(after) => self.read_stored(reading, after)?,
                Stage::Waiting(after) => self.read_waiting(reading, after)?,
                Stage::Whole => return Ok(true),
            };
        }
        Ok(false)
    }

    /// The figures of a period, for whoever keeps nobody waiting.
    pub fn figures(&mut self, now: Moment, period: Period) -> Result<Figures, DeskError> {
        let mut reading = self.reading_figures(now, period)?;
        while !self.read_figures(&mut reading)? {}
        Ok(reading.figures())
    }

    /// Whether the log of the last year is still to be read for figures that nobody has asked for yet.
    pub fn is_reading_ahead(&self) -> bool {
        let behind = |before: &super::Before| before.is_whole() && before.gatebook.is_behind();
        self.session.as_ref().is_some_and(|session| behind(&session.before)) && self.may(Deed::KeepVisits)
    }

    /// Reads some of it, no longer than lets others in.
    pub fn read_ahead(&mut self) -> Result<(), DeskError> {
        let (began, session) = (Instant::now(), self.session()?);
        if session.before.gatebook.next_ahead(1).is_none() {
            let (from, to) = (session.begun.at.plus(-super::before::BACK), session.begun.at);
            let range = self.store.entries_between(from, to)?;
            self.session_mut()?.before.gatebook.look_ahead(range);
        }
        while began.elapsed() < SLICE {
            let Some(range) = self.session()?.before.gatebook.next_ahead(ENTRIES) else { break };
            let passages = self.store.passages(&range)?;
            self.session_mut()?.before.gatebook.take(range, passages);
        }
        Ok(())
    }

    /// Reads on in the log; once it is known far enough, takes what of it is of the period.
    fn read_gatebook(&mut self, reading: &mut Reading) -> Result<Stage, DeskError> {
        let next = self.session()?.before.gatebook.next(&reading.entries, ENTRIES);
        if let Some(range) = next {
            let passages = self.store.passages(&range)?;
            reading.done += range.end - range.start;
            self.session_mut()?.before.gatebook.take(range, passages);
            return Ok(Stage::Log);
        }
        reading.done = reading.entries.end - reading.entries.start;
        for (seq, at, visit) in self.session()?.before.gatebook.presented(&reading.entries) {
            if reading.holds(at) {
                let (_, hour) = reading.hour(at);
                reading.presented.push(Presented { seq, at, visit, hour });
            }
        }
        Ok(Stage::Tables(reading.entries.start))
    }

    /// Stays, refusals and waits of some entries.
    fn read_tables(&self, reading: &mut Reading, at: u64) -> Result<Stage, DeskError> {
        let (some, next) = reading.some(at);
        let tables = self.store.tables();
        let gatebook = &self.session()?.before.gatebook;
        for stay in tables.stays_in(&some)? {
            let left = match stay.departed.map(|seq| (seq, gatebook.left(seq))) {
                Some((_, Some(at))) => Some(at),
                Some((seq, None)) => Some(self.store.leaf(seq)?.1.at),
                None => None,
            };
            if reading.holds(stay.at) {
                let (weekday, hour) = reading.hour(stay.at);
                reading.collector.arrival(weekday, hour, left.map(|left| left.since(stay.at).max(0)));
            }
            if let Some(visit) = stay.visit {
                reading.came.stays.entry(visit).or_default().push((stay.at, left));
                reading.decisions.push(Decision { seq: stay.seq, at: stay.at, visit });
            }
        }
        for row in tables.refusals_in(&some)? {
            if let Some(visit) = row.visit {
                reading.came.refused.entry(visit).or_default().push(row.at);
                reading.decisions.push(Decision { seq: row.seq, at: row.at, visit });
            }
        }
        for row in tables.referrals_in(&some)? {
            if let Some(visit) = row.visit {
                reading.decisions.push(Decision { seq: row.seq, at: row.at, visit });
            }
            if let Some(closed) = row.closed.filter(|_| reading.holds(row.at)) {
                let leaf = self.store.leaf(closed)?.1;
                let decided = matches!(leaf.kind, Kind::Admitted | Kind::Refused);
                reading.waits.push(Waited { time: leaf.at.since(row.at).max(0), decided });
            }
        }
        reading.done += some.end - some.start;
        Ok(next.map_or(Stage::Approved(reading.entries.start), Stage::Tables))
    }

    /// What some entries approved, and how long each had waited for it.
    fn read_approved(&self, reading: &mut Reading, at: u64) -> Result<Stage, DeskError> {
        let (some, next) = reading.some(at);
        for (seq, visit) in self.store.tables().steps_in(&some)? {
            let leaf = self.store.leaf(seq)?.1;
            if leaf.kind != Kind::Approved || !reading.holds(leaf.at) {
                continue;
            }
            if let Some(row) = self.store.tables().visit(visit)? {
                let asked = self.asked_for(&row, seq)?;
                reading.collector.approved.push(leaf.at.since(asked).max(0));
            }
        }
        reading.done += some.end - some.start;
        let session = self.session()?;
        let known = session.begun.at.plus(-super::before::BACK);
        let visits = match session.before.is_whole() && reading.time.0 >= known {
            true => Stage::Short(None),
            false => Stage::Stored(None),
        };
        Ok(next.map_or(visits, Stage::Approved))
    }

    /// Since when a visit had waited for the approval that this entry gave it, or waits still: it was entered, or changed
    /// so that it had to be approved anew.
    fn asked_for(&self, row: &VisitRow, before: u64) -> Result<Timestamp, DeskError> {
        let steps = self.store.tables().steps_of(row.id)?;
        for seq in steps.into_iter().rev().filter(|seq| *seq < before) {
            let leaf = self.store.leaf(seq)?.1;
            if !matches!(leaf.kind, Kind::Amended | Kind::VisitRestored) {
                continue;
            }
            let again = match if_it_opens(self.store.fact(seq).map_err(DeskError::from))? {
                Some(Fact::Amended { again, .. }) => again,
                Some(Fact::VisitRestored { state, .. }) => state == VisitState::Requested,
                _ => false,
            };
            if again {
                return Ok(leaf.at);
            }
        }
        Ok(self.store.leaf(row.entered)?.1.at)
    }

    /// Some of what waits for its approval now.
    fn read_waiting(&self, reading: &mut Reading, after: Option<Key>) -> Result<Stage, DeskError> {
        let rows = self.store.tables().visits_requested(reading.now.at, after, OPENED)?;
        for row in &rows {
            let asked = self.asked_for(row, u64::MAX)?;
            reading.collector.ages.push(reading.now.at.since(asked).max(0));
        }
        let last = rows.last().filter(|_| rows.len() == OPENED as usize);
        Ok(last.map_or(Stage::Whole, |row| Stage::Waiting(Some((row.starts, row.id)))))
    }
}
