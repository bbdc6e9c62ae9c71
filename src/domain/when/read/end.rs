//! Until when, for how long, and when not.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::vocabulary::{month, next_month};
use super::{Lasting, Reader, Token};
use crate::domain::when::WhenFault;

impl Reader<'_> {
    pub(super) fn end(&mut self) -> Result<bool, WhenFault> {
        if !self.takes_any(&["until", "till", "til", "through", "thru", "ending"]) {
            return Ok(false);
        }
        let through = matches!(self.tokens.get(self.at - 1), Some(Token::Word(word)) if word.starts_with("thr"));
        let _ = self.takes_any(&["the"]);
        let whole = self.takes(&["end", "of"]);
        let base = self.said.days.map_or(self.today(), |(day, _)| day);
        // A month alone ends it before the month begins; "end of" and "through" take the month in.
        if let Some(month) = self.word(0).and_then(month).filter(|_| self.number(1).is_none_or(|day| day > 31)) {
            self.at += 1;
            let year = self.year(0);
            let first = next_month(base, month, year).ok_or(WhenFault::NoSuchDay)?;
            let next = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt());
            let last = if whole || through { next } else { first.pred_opt() };
            return self.ends(last.ok_or(WhenFault::NoSuchDay)?);
        }
        if self.takes(&["next", "year"]) {
            return self.ends(NaiveDate::from_ymd_opt(base.year(), 12, 31).ok_or(WhenFault::NoSuchDay)?);
        }
        if whole && self.takes_any(&["year"]) {
            return self.ends(NaiveDate::from_ymd_opt(base.year(), 12, 31).ok_or(WhenFault::NoSuchDay)?);
        }
        match self.day(base)? {
            Some(day) => self.ends(day),
            // An hour, after a single beginning: "tomorrow from 14 until 16".
            None => match (self.said.hours, self.clock()?) {
                (Some((from, None)), Some(until)) => {
                    self.said.hours = Some((from, Some(until)));
                    Ok(true)
                }
                _ => Err(WhenFault::Unknown(self.rest())),
            },
        }
    }

    pub(super) fn ends(&mut self, day: NaiveDate) -> Result<bool, WhenFault> {
        match self.said.until.replace(day) {
            None => Ok(true),
            Some(_) => Err(WhenFault::Twice),
        }
    }

    /// "For 2 hours", "for 4 weeks", "4 times".
    pub(super) fn lasting(&mut self) -> Result<bool, WhenFault> {
        if let (Some(count), Some("times" | "x")) = (self.number(0), self.word(1)) {
            self.at += 2;
            self.said.count = Some(count as usize);
            return Ok(true);
        }
        if !self.takes_any(&["for"]) {
            return Ok(false);
        }
        let count = match (self.number(0), self.word(0)) {
            (Some(count), _) => count,
            (_, Some("a" | "an" | "one")) => 1,
            (_, Some("two")) => 2,
            (_, Some("three")) => 3,
            _ => return Err(WhenFault::Unknown(self.rest())),
        };
        let days = |each: u32| Lasting::Days(u64::from(count) * u64::from(each));
        match self.word(1).unwrap_or_default() {
            "h" | "hr" | "hrs" | "hour" | "hours" => self.said.length = Some(TimeDelta::hours(count.into())),
            "m" | "min" | "mins" | "minutes" => self.said.length = Some(TimeDelta::minutes(count.into())),
            "day" | "days" => self.said.lasting = Some(days(1)),
            "week" | "weeks" => self.said.lasting = Some(days(7)),
            "month" | "months" => self.said.lasting = Some(Lasting::Months(count)),
            "times" | "visits" => self.said.count = Some(count as usize),
            _ => {
                self.at += 1;
                return Err(WhenFault::Unknown(self.rest()));
            }
        }
        self.at += 2;
        Ok(true)
    }

    /// "Also on holidays", "including holidays", "holidays too".
    pub(super) fn also_on_holidays(&mut self) -> bool {
        let before = self.at;
        let also = self.takes_any(&["also", "even", "including", "includes"]);
        let _ = self.takes_any(&["on"]);
        let comes = self.takes_holidays() && (also || self.takes_any(&["too", "included"]));
        if comes {
            self.said.holidays = Some(true);
        } else {
            self.at = before;
        }
        comes
    }

    fn takes_holidays(&mut self) -> bool {
        let before = self.at;
        let _ = self.takes_any(&["the"]);
        let _ = self.takes_any(&["public", "bank"]);
        let comes = self.takes_any(&["holidays", "holiday"]);
        self.at = if comes { self.at } else { before };
        comes
    }

    pub(super) fn exception(&mut self) -> Result<bool, WhenFault> {
        let comes = self.takes_any(&["except", "but", "without", "excluding"]) || self.word(0) == Some("not");
        if !comes {
            return Ok(false);
        }
        let _ = self.takes_any(&["not"]) || self.takes_any(&["for"]);
        let base = self.said.days.map_or(self.today(), |(day, _)| day);
        loop {
            let _ = self.takes_any(&["on"]);
            if self.takes_holidays() {
                self.said.holidays = Some(false);
            } else {
                let Some(day) = self.day(base)? else { return Err(WhenFault::Unknown(self.rest())) };
                self.said.except.push(day);
            }
            let gap = self.token(0) == Some(&Token::Comma) || self.word(0) == Some("and");
            let before = self.at;
            self.at += usize::from(gap);
            let more = gap && (self.takes_holidays() || matches!(self.day(base), Ok(Some(_))));
            self.at = if more { before + 1 } else { before };
            if !more {
                return Ok(true);
            }
        }
    }
}
