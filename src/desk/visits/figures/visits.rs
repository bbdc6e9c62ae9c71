//! Visits one by one, each day of theirs: from memory, and from the store what is not there.

use std::time::Instant;

use super::{Came, OPENED, Reading, SLICE, Stage};
use crate::desk::check::{if_it_opens, visit_details};
use crate::desk::visits::diary::Key;
use crate::desk::visits::history::AROUND;
use crate::desk::{Desk, DeskError};
use crate::domain::figures::{Appearance, Outcome, lead};
use crate::domain::moment::DAY;
use crate::domain::recurrence::Window;
use crate::domain::stand;
use crate::domain::{Category, Stand, Timestamp, Visit, VisitId, VisitState};

/// Visits between two looks at the time.
const STRIDE: usize = 256;

/// A visit as it is counted.
#[derive(Clone, Copy)]
struct Counted<'a> {
    id: VisitId,
    state: VisitState,
    entered: Timestamp,
    host: (&'a str, &'a str),
    category: Option<Category>,
}

impl Desk {
    /// Visits of a day, in the order of time, until others are to be let in.
    pub(super) fn read_short(
        &self,
        reading: &mut Reading,
        after: Option<Key>,
        began: Instant,
    ) -> Result<Stage, DeskError> {
        let diary = &self.session()?.before.diary;
        for (place, (key, entry)) in diary.beginning(reading.time, after).enumerate() {
            let (id, state, entered) = (key.1, entry.state, entry.entered);
            let counted = Counted { id, state, entered, host: diary.host_of(entry), category: entry.category };
            reading.window(&counted, (key.0, entry.ends), true);
            reading.done += 1;
            if place % STRIDE == STRIDE - 1 && began.elapsed() > SLICE {
                return Ok(Stage::Short(Some(key)));
            }
        }
        Ok(Stage::Lasting(None))
    }

    /// The next that recurs or lasts longer.
    pub(super) fn read_lasting(&self, reading: &mut Reading, after: Option<Key>) -> Result<Stage, DeskError> {
        let diary = &self.session()?.before.diary;
        let next = diary.lasting(after).find(|(key, entry, _)| key.0 < reading.time.1 && entry.ends >= reading.time.0);
        let Some((key, entry, visit)) = next else { return Ok(Stage::Waiting(None)) };
        let (id, state, entered) = (key.1, entry.state, entry.entered);
        let counted = Counted { id, state, entered, host: diary.host_of(entry), category: entry.category };
        let ever = self.ever_came(reading, &counted, visit, entry.ends)?;
        reading.lasting(&counted, visit, entry.ends, ever);
        reading.done += 1;
        Ok(Stage::Lasting(Some(key)))
    }

    /// Some visits that are not in memory, or not yet.
    pub(super) fn read_stored(&self, reading: &mut Reading, after: Option<Key>) -> Result<Stage, DeskError> {
        let rows = self.store.tables().current_visits(reading.time.0, after, OPENED)?;
        let (from, to) = reading.time;
        for row in rows.iter().filter(|row| row.starts < to) {
            let Some(visit) = if_it_opens(visit_details(&self.store, row.seq))? else { continue };
            let (id, state, entered) = (row.id, row.state, self.store.leaf(row.entered)?.1.at);
            let host = (visit.host.as_str(), visit.section.as_str());
            let counted = Counted { id, state, entered, host, category: visit.category };
            match visit.recurrence.is_some() || row.ends.since(row.starts) > DAY {
                true => {
                    let ever = self.ever_came(reading, &counted, &visit, row.ends)?;
                    reading.lasting(&counted, &visit, row.ends, ever);
                }
                false if row.starts >= from => reading.window(&counted, (row.starts, row.ends), true),
                false => {}
            }
        }
        reading.done += u64::try_from(rows.len()).unwrap_or(0);
        let last = rows.last().filter(|_| rows.len() == OPENED as usize);
        Ok(last.map_or(Stage::Waiting(None), |row| Stage::Stored(Some((row.ends, row.id)))))
    }

    /// Whether anybody ever came for a visit that lasts longer: of what is to come of it after the period the tables are
    /// asked.
    fn ever_came(
        &self,
        reading: &Reading,
        visit: &Counted<'_>,
        details: &Visit,
        ends: Timestamp,
    ) -> Result<bool, DeskError> {
        if reading.came.stays.contains_key(&visit.id) {
            return Ok(true);
        }
        if details.recurrence.is_some() || details.review.is_some() || ends <= reading.time.1 {
            return Ok(false);
        }
        let tables = self.store.tables();
        for stay in tables.stays_of(visit.id)? {
            if !tables.corrected(stay.seq)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Reading {
    /// Counts a window of a visit, which begins in the period.
    fn window(&mut self, visit: &Counted<'_>, window: Window, first: bool) {
        let stand = self.came.stand(visit, window, self.now.at);
        self.count(visit, window.0, stand.into(), first.then_some(window.0));
    }

    fn count(&mut self, visit: &Counted<'_>, at: Timestamp, outcome: Outcome, begins: Option<Timestamp>) {
        let walk_in = visit.state == VisitState::WalkIn;
        let day = self.day(at);
        let entered = (visit.entered, self.day(visit.entered));
        let lead = begins.filter(|_| !walk_in).map(|begins| lead(entered, (begins, self.day(begins))));
        let ((host, section), category) = (visit.host, visit.category);
        self.collector.visit(&Appearance { day, host, section, category, outcome, walk_in, lead });
    }

    /// Counts a visit that recurs on each of its days, a standing pass and one that lasts longer on each day on which
    /// they came. A pass says on no day that somebody comes, so that nobody fails to; one that lasts longer is missed once,
    /// on its first day, where nobody came at all.
    fn lasting(&mut self, visit: &Counted<'_>, details: &Visit, ends: Timestamp, ever: bool) {
        let pass = details.review.is_some();
        if let (Some(again), false) = (&details.recurrence, pass) {
            let day = self.day(self.time.0.plus(-DAY));
            let first = (details.from, details.until);
            let windows = again.windows(first, ends, day).take_while(|window| window.0 < self.time.1);
            let windows: Vec<Window> = windows.filter(|window| window.0 >= self.time.0).collect();
            for window in windows {
                self.window(visit, window, window.0 == details.from);
            }
            return;
        }
        let stays = self.came.stays.get(&visit.id);
        let mut days: Vec<Timestamp> = stays.into_iter().flatten().map(|stay| stay.0).collect();
        days.retain(|at| self.holds(*at));
        days.sort_unstable();
        days.dedup_by_key(|at| self.day(*at));
        let mut begins = (self.holds(details.from) && !pass).then_some(details.from);
        for at in days {
            self.count(visit, at, Outcome::Came, begins.take());
        }
        if begins.is_some() && !ever {
            let stand = self.came.stand(visit, (details.from, ends), self.now.at);
            self.count(visit, details.from, stand.into(), begins);
        }
    }
}

impl Came {
    /// How far a visit is in this window, by what was read.
    fn stand(&self, visit: &Counted<'_>, window: Window, at: Timestamp) -> Stand {
        let (from, to) = (window.0.plus(-AROUND), window.1.plus(AROUND));
        let within = |at: &Timestamp| *at >= from && *at < to;
        let mut came = stand::Came::default();
        for (came_in, left) in self.stays.get(&visit.id).into_iter().flatten().filter(|stay| within(&stay.0)) {
            match left {
                None => came.inside = Some(*came_in),
                Some(left) => came.left = Some(*left),
            }
        }
        came.waits = self.waits.get(&visit.id).copied().filter(within);
        came.refused = self.refused.get(&visit.id).into_iter().flatten().copied().filter(within).max();
        Stand::of(visit.state, window, came, at).0
    }
}
