//! A visit that recurs: on which days, at which hours of the gate's own clock.
//!
//! The first window of a visit says its hours, the rule on which days they hold again. Hours are those on the wall: a
//! visit at nine stays at nine when the clocks are changed. What the clocks skip is read by the clock of before, what
//! they repeat belongs to the window as a whole.

mod rule;
#[cfg(test)]
mod tests;

use chrono::{Days, MappedLocalTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::guest::chrono_date::Date;
use super::moment::{DAY, Timestamp};

pub use rule::{ByDay, Frequency, Rule, RuleFault};

/// How far the next window is looked for, in days.
const HORIZON: usize = 3 * 366;
/// The longest time that any clocks have skipped, in hours.
const LONGEST_SKIP: i64 = 25;

/// On which days a visit is expected again, by the clock of which place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Recurrence {
    /// Whose clock says what is nine o'clock: a name of the IANA time zone database.
    pub zone: Tz,
    /// On which days.
    pub rule: Rule,
    /// Days of the rule on which nobody is expected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Date>,
}

/// First moment and end of one stay.
pub type Window = (Timestamp, Timestamp);

impl Recurrence {
    /// Whether somebody is expected on this day, the first window being `first`.
    pub fn falls_on(&self, first: Window, day: NaiveDate) -> bool {
        !self.except.contains(&Date(day)) && self.rule.falls_on(self.local(first.0).date(), day)
    }

    /// The window of a day on which somebody is expected.
    pub fn on(&self, first: Window, day: NaiveDate) -> Window {
        let (from, until) = (self.local(first.0), self.local(first.1));
        let begin = day.and_time(from.time());
        let end = begin.checked_add_signed(until.signed_duration_since(from)).unwrap_or(begin);
        (instant(self.zone, begin, Edge::From), instant(self.zone, end, Edge::Until))
    }

    /// The window that holds at this time, or else the nearest on the days around it, or else the next, or else the
    /// last. None of them ends after `last`, but for the first.
    pub fn at(&self, first: Window, last: Timestamp, at: Timestamp) -> Window {
        let today = self.local(at).date();
        let yesterday = today.pred_opt().unwrap_or(today);
        let near = self.windows(first, last, yesterday).take(3);
        let away = |window: &Window| window.0.since(at).max(at.since(window.1)).max(0);
        let nearest = near.filter(|window| away(window) <= DAY).min_by_key(away);
        let next = || self.windows(first, last, today).next();
        nearest.or_else(next).or_else(|| self.last(first, last)).unwrap_or(first)
    }

    /// The windows from this day on.
    pub fn windows(&self, first: Window, last: Timestamp, day: NaiveDate) -> impl Iterator<Item = Window> + '_ {
        let end = self.local(last).date();
        let days = day.max(self.local(first.0).date()).iter_days().take(HORIZON).take_while(move |day| *day <= end);
        let days = days.filter(move |day| self.falls_on(first, *day)).map(move |day| self.on(first, day));
        days.filter(move |window| window.1 <= last)
    }

    /// The last window that does not end after `last`.
    pub fn last(&self, first: Window, last: Timestamp) -> Option<Window> {
        let begin = self.local(first.0).date();
        let end = self.local(last).date();
        let end = self.rule.until.map_or(end, |until| until.min(end));
        let days = std::iter::successors(Some(end), |day| day.pred_opt()).take_while(|day| *day >= begin);
        let days = days.take(HORIZON).filter(|day| self.falls_on(first, *day));
        days.map(|day| self.on(first, day)).find(|window| window.1 <= last)
    }

    /// When the last window of all ends; the first one's end where the rule never ends.
    pub fn ends(&self, first: Window) -> Timestamp {
        let day = self.rule.until.and_then(|until| until.checked_add_days(Days::new(2)));
        let end = day.map(|day| Timestamp::from(day.and_time(chrono::NaiveTime::MIN).and_utc()));
        end.and_then(|end| self.last(first, end)).map_or(first.1, |window| window.1)
    }

    /// The day on which this moment lies, by the clock it keeps to.
    pub fn day_of(&self, at: Timestamp) -> NaiveDate {
        self.local(at).date()
    }

    fn local(&self, at: Timestamp) -> NaiveDateTime {
        rule::local(self.zone, at.utc())
    }
}

/// A place whose clocks are so many seconds east of UTC all year round; UTC where that is no whole hour.
pub fn fixed(offset: i32) -> Tz {
    // The database names them by the way to go to UTC.
    let name = format!("Etc/GMT{:+}", -(offset / 3_600));
    if offset % 3_600 == 0 { name.parse().unwrap_or(Tz::UTC) } else { Tz::UTC }
}

/// Which end of a window a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The first moment.
    From,
    /// The end.
    Until,
}

/// The moment at which the clocks of a place show this time. One that they skip is read by the clock of before; of one
/// that they show twice, a window has all.
pub fn instant(zone: Tz, local: NaiveDateTime, edge: Edge) -> Timestamp {
    let at = match (zone.from_local_datetime(&local), edge) {
        (MappedLocalTime::Single(at), _) => at.to_utc(),
        (MappedLocalTime::Ambiguous(early, _), Edge::From) => early.to_utc(),
        (MappedLocalTime::Ambiguous(_, late), Edge::Until) => late.to_utc(),
        (MappedLocalTime::None, _) => skipped(zone, local),
    };
    at.into()
}

fn skipped(zone: Tz, local: NaiveDateTime) -> chrono::DateTime<Utc> {
    let before = |hours| {
        let gap = chrono::Duration::hours(hours);
        let at = zone.from_local_datetime(&local.checked_sub_signed(gap)?).latest()?;
        at.to_utc().checked_add_signed(gap)
    };
    (1..=LONGEST_SKIP).find_map(before).unwrap_or_else(|| local.and_utc())
}
