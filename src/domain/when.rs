//! When a visit is, as a person types it: "tomorrow 14-16", "fri", "every tue until march".
//!
//! The day on which it is typed is a parameter. A text says a day or several, the hours, whether that recurs, until
//! when, and on which days not; in any order, and with nothing left over: what is not understood is a fault that names
//! it, never a guess. Times are those on the wall at the gate.

mod read;
#[cfg(test)]
mod tests;
mod token;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::guest::chrono_date::Date;
use super::holiday::Holidays;
use super::moment::Timestamp;
use super::recurrence::{Edge, Recurrence, Rule, Window, instant};

/// The hours of a day of which nothing is said.
pub const HOURS: (u32, u32) = (9, 17);
/// How far ahead the last day of a visit may lie, in days.
pub const FURTHEST: u64 = 366;
/// How long a standing pass holds without having been gone through again, in days.
pub const REVIEW: u64 = 90;

/// When a visit is, by the clock at the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The first window.
    pub from: NaiveDateTime,
    /// The end of the first window.
    pub until: NaiveDateTime,
    /// On which days it recurs; its end is a day, but for a standing pass.
    pub rule: Option<Rule>,
    /// On which of those days not.
    pub except: Vec<NaiveDate>,
    /// Of a standing pass, the last day on which it holds before it is gone through again.
    pub review: Option<NaiveDate>,
    /// Whether those days hold also where the mission is closed: it was said, or they were named one by one.
    pub holidays: bool,
}

/// Why a text says nothing that can be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenFault {
    /// There is nothing.
    #[error("a day and hours were expected, such as “tomorrow 14-16”")]
    Empty,
    /// Something of it says nothing of time.
    #[error("“{0}” was not understood")]
    Unknown(String),
    /// Something is said twice.
    #[error("it says two days, or two times")]
    Twice,
    /// Nobody can tell the day from the month.
    #[error("with slashes nobody can tell the day from the month: 15.12. or 15 dec")]
    Slashes,
    /// The calendar has no such day.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// A day has no such hour.
    #[error("a day has no such hour")]
    NoSuchHour,
    /// It ends before it begins.
    #[error("it ends before it begins")]
    Backwards,
    /// It is over already.
    #[error("it is over already")]
    Past,
    /// It recurs without an end.
    #[error("until when? For a pass that is gone through every 90 days, say “standing”")]
    Endless,
    /// It lasts longer than a year from now.
    #[error("it lasts longer than a year: a standing pass, or in parts")]
    TooFar,
    /// It falls on no day.
    #[error("it falls on no day")]
    Never,
}

impl When {
    /// Reads a text at this time at the gate.
    pub fn read(text: &str, now: NaiveDateTime) -> Result<Self, WhenFault> {
        read::read(text, now)
    }

    /// Reads which day a text means: "today", "fri", "15 dec", or a date as 2026-12-15, which may be over.
    pub fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, WhenFault> {
        if let Ok(date) = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d") {
            return Ok(date);
        }
        Ok(Self::read(text, today.and_time(NaiveTime::MIN))?.from.date())
    }

    /// The first window, how it recurs, and when a standing pass is to be gone through, by the clocks of this place.
    pub fn at(&self, zone: Tz) -> (Window, Option<Recurrence>, Option<Timestamp>) {
        let first = (instant(zone, self.from, Edge::From), instant(zone, self.until, Edge::Until));
        let except = self.except.iter().copied().map(Date).collect();
        let recurrence = self.rule.clone().map(|rule| Recurrence { zone, rule, except });
        let after = |day: NaiveDate| day.checked_add_days(Days::new(1)).unwrap_or(day);
        let review = self.review.map(|day| instant(zone, after(day).and_time(NaiveTime::MIN), Edge::Until));
        (first, recurrence, review)
    }

    /// The same, but for the days on which the mission is closed, where it recurs on such.
    pub fn where_open(mut self, holidays: &Holidays) -> Result<Self, WhenFault> {
        let Some(rule) = self.rule.as_ref().filter(|_| !self.holidays) else { return Ok(self) };
        let start = self.from.date();
        let closed = holidays.from(start).map(|(day, _)| day);
        let closed = closed.filter(|day| rule.falls_on(start, *day) && !self.except.contains(day));
        self.except.extend(closed.collect::<Vec<_>>());
        let first = self.days().next().ok_or(WhenFault::Never)?;
        self.until = first.and_time(self.until.time());
        self.from = first.and_time(self.from.time());
        Ok(self)
    }

    /// The days on which somebody is expected; of a standing pass those until it is gone through again.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let start = self.from.date();
        let last = self.review.unwrap_or(NaiveDate::MAX);
        let single = self.rule.is_none().then_some(start);
        let days = self.rule.iter().flat_map(move |rule| rule.days_from(start));
        let days = days.take_while(move |day| *day <= last).filter(|day| !self.except.contains(day));
        single.into_iter().chain(days)
    }
}
