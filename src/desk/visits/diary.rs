//! Visits in the order of time, in memory: the list with its filters, and the calendar.
//!
//! It holds no name, and nothing of it is a verdict: what is shown of a visit is read from the store. Times of day are
//! those on the wall at the gate, each by the clocks of its own day.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, NaiveTime};

use crate::desk::clock::place_at;
use crate::desk::{Desk, DeskError};
use crate::domain::moment::DAY;
use crate::domain::operator::Act as Deed;
use crate::domain::recurrence::{Edge, instant};
use crate::domain::stand::GRACE;
use crate::domain::text::{fold, has_all};
use crate::domain::{Category, Moment, OperatorId, Stand, Timestamp, Visit, VisitId, VisitState};
use crate::store::query::VisitRow;

use super::history::Line;

/// Lines on a page.
pub const PAGE: usize = 40;
/// Visits of a day that the calendar names.
pub const NAMED: usize = 8;
/// How long a page is looked for before others are let in.
const SLICE: Duration = Duration::from_millis(8);
/// Visits that a name finds at most.
const MOST_FOUND: usize = 400;

/// When a window begins, and of which visit it is.
pub type Key = (Timestamp, VisitId);

/// Every visit that is remembered.
#[derive(Debug, Default)]
pub struct Diary {
    /// Those of a day, by their begin.
    short: BTreeMap<Key, Entry>,
    /// Those that recur or last longer: few.
    long: BTreeMap<Key, (Entry, Box<Visit>)>,
    begins: HashMap<VisitId, Timestamp>,
    hosts: Vec<(String, String)>,
    number_of: HashMap<(String, String), u32>,
}

/// What is told apart of a visit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) ends: Timestamp,
    host: u32,
    pub(super) category: Option<Category>,
    by: Option<OperatorId>,
    pub(super) state: VisitState,
    /// When it was entered.
    pub(super) entered: Timestamp,
}

/// Who entered a visit, and when.
pub type Entered = (Option<OperatorId>, Timestamp);

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// From when on; `None` from the beginning.
    pub from: Option<Timestamp>,
    /// Before when; `None` to the end.
    pub to: Option<Timestamp>,
    /// A name, in any script; empty for all.
    pub text: String,
    /// Words of host and section; empty for all.
    pub host: String,
    /// Of which kind the visitor is.
    pub category: Option<Category>,
    /// How far it is.
    pub stand: Option<Stand>,
    /// Whether only those that whoever is signed in entered.
    pub mine: bool,
}

/// A page of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its lines, by their begin.
    pub lines: Vec<Line>,
    /// The last that was looked at: where the next page begins.
    pub next: Option<Key>,
    /// Whether there is nothing after it.
    pub whole: bool,
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub date: NaiveDate,
    /// Visits of it that take place.
    pub count: usize,
    /// How many of them begin in each hour on the wall.
    pub hours: [u32; 24],
    /// The first of them.
    pub lines: Vec<Line>,
}

impl Diary {
    /// A visit is as it is now; answers whether it is new.
    pub(in crate::desk) fn put(&mut self, row: &VisitRow, visit: &Visit, (by, entered): Entered) -> bool {
        let before = self.begins.insert(row.id, row.starts);
        if let Some(begin) = before {
            let _ = self.short.remove(&(begin, row.id));
            let _ = self.long.remove(&(begin, row.id));
        }
        let host = self.number(&visit.host, &visit.section);
        let entry = Entry { ends: row.ends, host, category: visit.category, by, state: row.state, entered };
        let key = (row.starts, row.id);
        if visit.recurrence.is_some() || row.ends.since(row.starts) > DAY {
            let _ = self.long.insert(key, (entry, Box::new(visit.clone())));
        } else {
            let _ = self.short.insert(key, entry);
        }
        before.is_none()
    }

    /// These visits are not remembered any more.
    pub(in crate::desk) fn forget(&mut self, visits: &HashSet<VisitId>) {
        for visit in visits {
            if let Some(begin) = self.begins.remove(visit) {
                let _ = self.short.remove(&(begin, *visit));
                let _ = self.long.remove(&(begin, *visit));
            }
        }
    }

    /// How many visits are remembered.
    pub(super) fn len(&self) -> usize {
        self.begins.len()
    }

    /// Visits of a day that begin from this time to before that, after this one, in the order of time.
    pub(super) fn beginning(
        &self,
        (from, to): (Timestamp, Timestamp),
        after: Option<Key>,
    ) -> impl Iterator<Item = (Key, &Entry)> {
        use std::ops::Bound::{Excluded, Included};
        let first = (from, VisitId([0; 16]));
        let begin = after.filter(|after| *after >= first).map_or(Included(first), Excluded);
        let end = (to, VisitId([0; 16]));
        let empty = matches!(begin, Included(key) | Excluded(key) if key >= end);
        let visits = (!empty).then(|| self.short.range((begin, Excluded(end)))).into_iter().flatten();
        visits.map(|(key, entry)| (*key, entry))
    }

    /// Those that recur or last longer, after this one.
    pub(super) fn lasting(&self, after: Option<Key>) -> impl Iterator<Item = (Key, &Entry, &Visit)> {
        use std::ops::Bound::{Excluded, Unbounded};
        let begin = after.map_or(Unbounded, Excluded);
        self.long.range((begin, Unbounded)).map(|(key, (entry, visit))| (*key, entry, visit.as_ref()))
    }

    /// Whom a visit is to see, and their section.
    pub(super) fn host_of(&self, entry: &Entry) -> (&str, &str) {
        self.hosts.get(entry.host as usize).map_or(("", ""), |(host, section)| (host, section))
    }

    /// When windows begin that touch this time, and of which visits they are; for tests, which want them all.
    #[cfg(test)]
    pub fn keys(&self, range: (Timestamp, Timestamp), after: Option<Key>) -> impl Iterator<Item = Key> + '_ {
        self.windows(range, after, |_| true).map(|(key, _)| key)
    }

    /// Hosts of visits that take place in this time, with how many there are of each as it is written.
    pub(in crate::desk) fn hosts_between(&self, (from, to): (Timestamp, Timestamp)) -> Vec<(String, usize)> {
        let takes_place = |entry: &&Entry| !entry.state.is_off() && entry.ends >= from;
        let short =
            self.short.range((from.plus(-DAY), VisitId([0; 16]))..(to, VisitId([0; 16]))).map(|(_, entry)| entry);
        let long = self.long.iter().filter(|(key, _)| key.0 < to).map(|(_, (entry, _))| entry);
        let mut count = vec![0_usize; self.hosts.len()];
        for entry in short.chain(long).filter(takes_place) {
            if let Some(count) = count.get_mut(entry.host as usize) {
                *count += 1;
            }
        }
        let counted = self.hosts.iter().zip(count).filter(|(_, count)| *count > 0);
        counted.map(|((host, _), count)| (host.clone(), count)).collect()
    }

    fn number(&mut self, host: &str, section: &str) -> u32 {
        let pair = (host.to_owned(), section.to_owned());
        if let Some(number) = self.number_of.get(&pair) {
            return *number;
        }
        let number = u32::try_from(self.hosts.len()).unwrap_or(u32::MAX);
        self.hosts.push(pair.clone());
        let _ = self.number_of.insert(pair, number);
        number
    }

    /// Windows that touch the time from `from` to before `to` and are wanted, from the first after `after`, by their begin.
    fn windows<'a>(
        &'a self,
        (from, to): (Timestamp, Timestamp),
        after: Option<Key>,
        wanted: impl Fn(&Entry) -> bool + Copy + 'a,
    ) -> impl Iterator<Item = (Key, Timestamp)> + 'a {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let mut long: Vec<(Key, Timestamp)> = Vec::new();
        for ((begin, id), (entry, visit)) in
            self.long.iter().filter(|(key, (entry, _))| key.0 < to && entry.ends >= from && wanted(entry))
        {
            match &visit.recurrence {
                Some(again) => {
                    let day = from.plus(-DAY).utc().date_naive();
                    let windows = again.windows((visit.from, visit.until), entry.ends, day);
                    let touching = windows.take_while(|window| window.0 < to).filter(|window| window.1 >= from);
                    long.extend(touching.map(|window| ((window.0, *id), window.1)));
                }
                None => long.push(((*begin, *id), entry.ends)),
            }
        }
        long.sort_unstable();
        let first = (from.plus(-DAY), VisitId([0; 16]));
        let begin = match after {
            Some(after) if after > first => Excluded(after),
            _ => Included(first),
        };
        let end = if to == Timestamp(i64::MAX) { Unbounded } else { Excluded((to, VisitId([0; 16]))) };
        let empty = matches!((begin, end), (Excluded(a) | Included(a), Excluded(b)) if a >= b);
        let short = (!empty).then(|| self.short.range((begin, end))).into_iter().flatten();
        let short =
            short.filter(move |(_, entry)| entry.ends >= from && wanted(entry)).map(|(key, entry)| (*key, entry.ends));
        let long = long.into_iter().filter(move |(key, _)| after.is_none_or(|after| *key > after));
        merged(short, long)
    }
}

/// Two that are in order, as one that is.
fn merged<T: Ord>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || match (a.peek(), b.peek()) {
        (Some(one), Some(other)) if one <= other => a.next(),
        (Some(_), None) => a.next(),
        _ => b.next(),
    })
}

/// Whether a visit in this state, its window ending then, may be this far at this time.
fn may_be(stand: Stand, state: VisitState, ends: Timestamp, at: Timestamp) -> bool {
    let over = ends.plus(GRACE) < at;
    match stand {
        Stand::Requested => matches!(state, VisitState::Requested | VisitState::WalkIn) && !over,
        Stand::Lapsed => matches!(state, VisitState::Requested | VisitState::WalkIn) && over,
        Stand::Approved => state == VisitState::Approved && !over,
        Stand::NoShow => state == VisitState::Approved && over,
        Stand::Declined => state == VisitState::Declined,
        Stand::Cancelled => state == VisitState::Cancelled,
        Stand::Arrived | Stand::Inside | Stand::Left | Stand::Refused => true,
    }
}

impl Desk {
    /// Whether every visit of the last year and to come has been read.
    pub fn diary_is_whole(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.before.is_whole())
    }

    /// Which entries are wanted, but for name, time and how far they are.
    fn wanted<'a>(&'a self, wanted: &Wanted) -> Result<impl Fn(&Entry) -> bool + 'a, DeskError> {
        let session = self.permit(Deed::KeepVisits)?;
        let words = fold(&wanted.host);
        let diary = &session.before.diary;
        let fits = |(host, section): &(String, String)| has_all(&format!("{host} {section}"), &words);
        let hosts: Option<Vec<bool>> = (!words.is_empty()).then(|| diary.hosts.iter().map(fits).collect());
        let (category, mine) = (wanted.category, wanted.mine.then_some(session.operator.id));
        Ok(move |entry: &Entry| {
            let host = hosts.as_ref().is_none_or(|fit| fit.get(entry.host as usize).copied().unwrap_or_default());
            host && category.is_none_or(|wanted| entry.category == Some(wanted))
                && mine.is_none_or(|mine| entry.by == Some(mine))
        })
    }

    /// The visits that a name finds; `None` where none is looked for.
    fn named(&self, now: Moment, wanted: &Wanted) -> Result<Option<HashSet<VisitId>>, DeskError> {
        let text = wanted.text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let found = self.session()?.before.roster.find(text, now.at, MOST_FOUND);
        Ok(Some(found.into_iter().map(|found| found.visit).collect()))
    }

    /// A page of what is wanted after this key. It may be short where little of much is wanted: then there is a next.
    pub fn visits_wanted(&self, now: Moment, wanted: &Wanted, after: Option<Key>) -> Result<Page, DeskError> {
        let fits = self.wanted(wanted)?;
        let session = self.session()?;
        let (from, to) = (wanted.from.unwrap_or(Timestamp(i64::MIN)), wanted.to.unwrap_or(Timestamp(i64::MAX)));
        let named = self.named(now, wanted)?;
        let (began, mut looked) = (Instant::now(), 0_u32);
        let mut page = Page { next: after, ..Page::default() };
        for ((begin, id), end) in session.before.diary.windows((from, to), after, &fits) {
            // However long the machine took, each look comes further.
            if page.lines.len() == PAGE || looked > 0 && began.elapsed() > SLICE {
                return Ok(page);
            }
            looked += 1;
            page.next = Some((begin, id));
            if named.as_ref().is_some_and(|named| !named.contains(&id)) {
                continue;
            }
            let Some(row) = self.store.tables().visit(id)? else { continue };
            if wanted.stand.is_some_and(|stand| !may_be(stand, row.state, end, now.at)) {
                continue;
            }
            let line = self.visit_line(now, &row, begin)?;
            page.lines.extend(line.filter(|line| wanted.stand.is_none_or(|stand| stand == line.stand)));
        }
        page.whole = true;
        Ok(page)
    }

    /// So many days of the calendar, the first of them this one: whoever comes, as far as host, kind and name are wanted.
    pub fn days(&self, now: Moment, first: NaiveDate, days: u64, wanted: &Wanted) -> Result<Vec<Day>, DeskError> {
        let fits = self.wanted(wanted)?;
        let off = wanted.stand.is_some_and(Stand::is_off);
        let shown = |entry: &Entry| fits(entry) && (off || !entry.state.is_off());
        let zone = place_at(now);
        let midnight = |day: NaiveDate| instant(zone, day.and_time(NaiveTime::MIN), Edge::From);
        let dates: Vec<NaiveDate> = (0..days).filter_map(|by| first.checked_add_days(Days::new(by))).collect();
        let ends = dates.iter().filter_map(|day| day.checked_add_days(Days::new(1))).map(midnight);
        let bounds: Vec<Timestamp> = dates.first().copied().map(midnight).into_iter().chain(ends).collect();
        let hours: Vec<Vec<Timestamp>> = dates
            .iter()
            .map(|day| {
                let hour = |hour| day.and_hms_opt(hour, 0, 0).map(|at| instant(zone, at, Edge::From));
                (1..24).filter_map(hour).collect()
            })
            .collect();
        let mut found: Vec<(usize, [u32; 24], Vec<Key>)> = dates.iter().map(|_| (0, [0; 24], Vec::new())).collect();
        let (Some(from), Some(to)) = (bounds.first(), bounds.last()) else { return Ok(Vec::new()) };
        let named = self.named(now, wanted)?;
        let diary = &self.session()?.before.diary;
        for (key, end) in diary.windows((*from, *to), None, &shown) {
            if named.as_ref().is_some_and(|named| !named.contains(&key.1)) {
                continue;
            }
            let day = bounds.partition_point(|bound| *bound <= key.0);
            // One that lasts longer than a day stands on each that it touches.
            let last = if end.since(key.0) > DAY { bounds.partition_point(|bound| *bound <= end) } else { day };
            for day in day.max(1)..=last.min(dates.len()) {
                let (Some((count, begun, keys)), Some(hours)) = (found.get_mut(day - 1), hours.get(day - 1)) else {
                    continue;
                };
                *count += 1;
                let hour = hours.partition_point(|hour| *hour <= key.0);
                if let Some(begun) = begun.get_mut(hour) {
                    *begun += 1;
                }
                if keys.len() < NAMED {
                    keys.push(key);
                }
            }
        }
        let mut calendar = Vec::with_capacity(dates.len());
        for (date, (count, hours, keys)) in dates.into_iter().zip(found) {
            let mut lines = Vec::with_capacity(keys.len());
            for (begin, id) in keys {
                let row = self.store.tables().visit(id)?;
                lines.extend(row.map_or(Ok(None), |row| self.visit_line(now, &row, begin))?);
            }
            calendar.push(Day { date, count, hours, lines });
        }
        Ok(calendar)
    }
}
