//! On which day, or days.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::vocabulary::{is_ordinal, month, next_day, unit, weekday};
use super::{Reader, Token};
use crate::domain::recurrence::Frequency;
use crate::domain::when::WhenFault;

impl Reader<'_> {
    pub(super) fn days(&mut self) -> Result<bool, WhenFault> {
        let today = self.today();
        // "24-26 nov": the month is said once, after both days.
        let both = match (self.number(0), self.token(1), self.number(2), self.word(3).and_then(month)) {
            (Some(first), Some(Token::Dash), Some(last), Some(month)) => Some((first, last, month)),
            _ => None,
        };
        let days = if let Some((first, last, month)) = both {
            self.at += 4;
            let year = self.year(0);
            let last = next_day(today, last, month, year)?;
            (last.with_day(first).ok_or(WhenFault::NoSuchDay)?, last)
        } else {
            let Some(first) = self.day(today)? else { return Ok(false) };
            let last = self.to(|reader| reader.day(first))?;
            (first, last.unwrap_or(first))
        };
        match self.said.days.replace(days) {
            None => Ok(true),
            Some(_) => Err(WhenFault::Twice),
        }
    }

    /// One day, the next of its kind from `base` on.
    pub(super) fn day(&mut self, base: NaiveDate) -> Result<Option<NaiveDate>, WhenFault> {
        let today = self.today();
        let plus = |days: u64| today.checked_add_days(Days::new(days)).ok_or(WhenFault::TooFar).map(Some);
        if self.takes(&["today"]) || self.takes(&["tonight"]) || self.takes(&["now"]) {
            return plus(0);
        }
        if self.takes(&["day", "after", "tomorrow"]) || self.takes(&["overmorrow"]) {
            return plus(2);
        }
        if self.takes_any(&["tomorrow", "tmr", "tmrw", "tom"]) {
            return plus(1);
        }
        if let (Some("in"), Some(count), Some(unit)) = (self.word(0), self.number(1), self.word(2).and_then(unit)) {
            self.at += 3;
            let days = match unit {
                Frequency::Daily => Some(u64::from(count)),
                Frequency::Weekly => Some(u64::from(count) * 7),
                Frequency::Monthly | Frequency::Yearly => None,
            };
            return match days {
                Some(days) => plus(days),
                None => today.checked_add_months(Months::new(count)).ok_or(WhenFault::TooFar).map(Some),
            };
        }
        let next = self.word(0) == Some("next");
        if let Some(day) = self.word(usize::from(next)).and_then(weekday) {
            self.at += 1 + usize::from(next);
            return Ok(Some(self.coming(base, day, next)));
        }
        if self.takes(&["next", "week"]) {
            return Ok(Some(self.coming(base, Weekday::Mon, true)));
        }
        self.date(base)
    }

    pub(super) fn take_weekday(&mut self) -> Option<Weekday> {
        let day = self.word(0).and_then(weekday)?;
        self.at += 1;
        Some(day)
    }

    /// The next such weekday from `base` on, that day included; "next" means that of the week after.
    pub(super) fn coming(&self, base: NaiveDate, day: Weekday, next: bool) -> NaiveDate {
        let from = if next { self.today().week(Weekday::Mon).last_day().succ_opt() } else { Some(base) };
        from.and_then(|from| from.iter_days().take(7).find(|other| other.weekday() == day)).unwrap_or(base)
    }

    /// A date: `2026-12-15`, `15.12.2026`, `15.12.`, `15 dec`, `dec 15th`, each with or without its year.
    pub(super) fn date(&mut self, base: NaiveDate) -> Result<Option<NaiveDate>, WhenFault> {
        let exact = |year: u32, month, day| {
            let year = i32::try_from(year).map_err(|_| WhenFault::NoSuchDay)?;
            NaiveDate::from_ymd_opt(year, month, day).ok_or(WhenFault::NoSuchDay).map(Some)
        };
        let mark = |ahead| self.token(ahead).cloned();
        match (self.number(0), mark(1), self.number(2), mark(3), self.number(4)) {
            (Some(year @ 1000..), Some(Token::Dash), Some(month), Some(Token::Dash), Some(day)) => {
                self.at += 5;
                return exact(year, month, day);
            }
            (Some(day), Some(Token::Dot), Some(month), Some(Token::Dot), Some(year @ 1000..)) => {
                self.at += 5;
                return exact(year, month, day);
            }
            (Some(day), Some(Token::Dot), Some(month @ 1..=12), Some(Token::Dot), _) => {
                self.at += 4;
                return next_day(base, day, month, None).map(Some);
            }
            (Some(_), Some(Token::Slash), ..) => return Err(WhenFault::Slashes),
            _ => {}
        }
        // "15 dec", "15th of december"; "dec 15".
        let ordinal = usize::from(self.word(1).is_some_and(is_ordinal));
        let of = usize::from(self.word(1 + ordinal) == Some("of"));
        let dot = usize::from(self.token(1) == Some(&Token::Dot));
        if let (Some(day), Some(month)) = (self.number(0), self.word(1 + ordinal + of + dot).and_then(month)) {
            self.at += 2 + ordinal + of + dot;
            let year = self.year(0);
            return next_day(base, day, month, year).map(Some);
        }
        if let (Some(month), Some(day @ 1..=31)) = (self.word(0).and_then(month), self.number(1)) {
            self.at += 2;
            self.at += usize::from(self.word(0).is_some_and(is_ordinal));
            let year = self.year(usize::from(self.token(0) == Some(&Token::Comma)));
            return next_day(base, day, month, year).map(Some);
        }
        Ok(None)
    }

    /// A year of four digits, after so many signs; taken if it is there.
    pub(super) fn year(&mut self, ahead: usize) -> Option<i32> {
        let Some(Token::Number(year @ 2000..=2199, 4)) = self.token(ahead) else { return None };
        let year = i32::try_from(*year).ok();
        self.at += ahead + 1;
        year
    }
}
