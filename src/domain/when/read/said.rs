//! From what a text has said to when that is.

use chrono::{Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{LENGTH, Lasting, Said};
use crate::domain::recurrence::{Frequency, Rule};
use crate::domain::when::{FURTHEST, HOURS, REVIEW, When, WhenFault};

impl Said {
    pub(super) fn finish(mut self, now: NaiveDateTime) -> Result<When, WhenFault> {
        let (from, until) = self.window()?;
        let (first, last) = self.span(now, until)?;
        // Every second Tuesday begins with the next one.
        let at_once = |rule: &Rule| Rule { interval: 1, ..rule.clone() }.days_from(first).next();
        let first = self.rule.as_ref().and_then(at_once).unwrap_or(first);
        let review = if self.standing { first.checked_add_days(Days::new(REVIEW - 1)) } else { None };
        let mut rule = self.rule.take();
        if rule.is_none() && last > first {
            // Several days: the same hours on each of them.
            rule = Some(Rule { until: Some(last), ..Rule::every(Frequency::Daily, 1) });
            self.holidays = self.holidays.or(Some(true));
        } else if let Some(rule) = &mut rule {
            rule.until = self.end_of(rule, first, last)?;
            if rule.until.is_none() && review.is_none() {
                return Err(WhenFault::Endless);
            }
        } else if review.is_some() {
            rule = Some(Rule { until: self.until, ..Rule::every(Frequency::Daily, 1) });
        }
        let furthest = now.date().checked_add_days(Days::new(FURTHEST));
        let (from, until) = (|day: NaiveDate| day.and_time(from), |day: NaiveDate| day.and_time(until));
        let (except, holidays) = (self.except, self.holidays == Some(true));
        let when = When { from: from(first), until: until(first), rule, except, review, holidays };
        let first = when.days().next().ok_or(WhenFault::Never)?;
        let last = when.days().last().unwrap_or(first);
        if furthest.is_none_or(|furthest| last > furthest) {
            return Err(WhenFault::TooFar);
        }
        let when = When { from: from(first), until: until(first), ..when };
        if when.until <= now && when.rule.is_none() {
            return Err(WhenFault::Past);
        }
        Ok(when)
    }

    fn window(&self) -> Result<(NaiveTime, NaiveTime), WhenFault> {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).ok_or(WhenFault::NoSuchHour);
        let (from, until) = match (self.hours, self.length) {
            (None, None) => (hour(HOURS.0)?, hour(HOURS.1)?),
            (None, Some(length)) => (hour(HOURS.0)?, add(hour(HOURS.0)?, length)?),
            (Some((from, Some(until))), None) => (from, until),
            (Some((from, None)), length) => (from, add(from, length.unwrap_or(TimeDelta::minutes(LENGTH)))?),
            (Some((_, Some(_))), Some(_)) => return Err(WhenFault::Twice),
        };
        if until > from { Ok((from, until)) } else { Err(WhenFault::Backwards) }
    }

    /// The first and the last of the days said; today where none is, or tomorrow once the hours of today are over.
    fn span(&self, now: NaiveDateTime, until: NaiveTime) -> Result<(NaiveDate, NaiveDate), WhenFault> {
        let today = now.date();
        let over = until <= now.time();
        let (first, last) = match self.days {
            // The same weekday next week, where its hours are over today and no date was said.
            Some(days) => days,
            None if over => {
                let tomorrow = today.succ_opt().ok_or(WhenFault::TooFar)?;
                (tomorrow, tomorrow)
            }
            None => (today, today),
        };
        let lasts = |lasting| match lasting {
            Lasting::Days(days) => first.checked_add_days(Days::new(days)).and_then(|day| day.pred_opt()),
            Lasting::Months(months) => first.checked_add_months(Months::new(months)).and_then(|day| day.pred_opt()),
        };
        let until = self.lasting.and_then(lasts).or(self.until);
        let last = if self.rule.is_none() { until.unwrap_or(last) } else { until.unwrap_or(last.max(first)) };
        match last < first {
            true => Err(WhenFault::Backwards),
            false if last < today => Err(WhenFault::Past),
            false => Ok((first, last)),
        }
    }

    /// The last day a rule may fall on, as far as something says so.
    fn end_of(&self, rule: &Rule, first: NaiveDate, last: NaiveDate) -> Result<Option<NaiveDate>, WhenFault> {
        if let Some(count) = self.count {
            let day = count.checked_sub(1).and_then(|before| rule.days_from(first).nth(before));
            return day.ok_or(WhenFault::TooFar).map(Some);
        }
        let said =
            self.until.is_some() || self.lasting.is_some() || self.days.is_some_and(|(first, last)| last > first);
        Ok(said.then_some(last))
    }
}

fn add(from: NaiveTime, length: TimeDelta) -> Result<NaiveTime, WhenFault> {
    match from.overflowing_add_signed(length) {
        (until, 0) => Ok(until),
        _ => Err(WhenFault::Backwards),
    }
}
