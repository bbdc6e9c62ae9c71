//! On which days it recurs.

use chrono::Weekday;

use super::vocabulary::{is_ordinal, unit, weekday, weekdays, workdays};
use super::{Reader, Token};
use crate::domain::recurrence::{ByDay, Frequency, Rule};
use crate::domain::when::WhenFault;

impl Reader<'_> {
    pub(super) fn recurrence(&mut self) -> Result<bool, WhenFault> {
        let rule = if self.takes_any(&["every", "each"]) {
            Some(self.every()?)
        } else if self.takes_any(&["daily"]) {
            Some(Rule::every(Frequency::Daily, 1))
        } else if self.takes_any(&["weekly"]) {
            Some(Rule::every(Frequency::Weekly, 1))
        } else if self.takes_any(&["fortnightly", "biweekly"]) {
            Some(Rule::every(Frequency::Weekly, 2))
        } else if self.takes_any(&["monthly"]) {
            Some(Rule::every(Frequency::Monthly, 1))
        } else if self.takes_any(&["weekdays", "workdays"]) {
            Some(workdays())
        } else if let Some(day) = self.word(0).and_then(weekdays) {
            self.at += 1;
            Some(Rule::on(self.further(day, weekdays)))
        } else if let Some(by) = self.nth() {
            // "First mon of every month"; "of the month" alone means every one as well.
            let _ = self.takes(&["of", "every", "month"]) || self.takes(&["of", "each", "month"]);
            let _ = self.takes(&["of", "the", "month"]) || self.takes(&["in", "the", "month"]);
            Some(Rule { days: vec![by], ..Rule::every(Frequency::Monthly, 1) })
        } else {
            None
        };
        let Some(rule) = rule else { return Ok(false) };
        self.said.rule = Some(match self.said.rule.take() {
            None => rule,
            // "Weekly on Tuesdays"; "Tuesdays every second week".
            Some(mut before) if before.frequency == rule.frequency => {
                before.interval = before.interval.max(rule.interval);
                before.days.extend(rule.days.into_iter().filter(|_| before.month_days.is_empty()));
                before
            }
            Some(_) => return Err(WhenFault::Twice),
        });
        Ok(true)
    }

    /// What follows "every".
    pub(super) fn every(&mut self) -> Result<Rule, WhenFault> {
        if let Some(by) = self.nth().filter(|by| by.nth != 2) {
            let _ = self.takes(&["of", "the", "month"]) || self.takes(&["in", "the", "month"]);
            return Ok(Rule { days: vec![by], ..Rule::every(Frequency::Monthly, 1) });
        }
        let interval = match self.number(0) {
            Some(number) if self.word(1).is_some_and(|word| unit(word).is_some()) => {
                self.at += 1;
                u16::try_from(number).map_err(|_| WhenFault::TooFar)?
            }
            _ if self.takes_any(&["other", "second"]) => 2,
            _ if self.takes_any(&["third"]) => 3,
            _ => 1,
        };
        if self.takes_any(&["weekday", "workday", "weekdays", "workdays"]) {
            return Ok(workdays());
        }
        if let Some(frequency) = self.word(0).and_then(unit) {
            self.at += 1;
            return Ok(Rule::every(frequency, interval));
        }
        let Some(first) = self.word(0).and_then(|word| weekday(word).or_else(|| weekdays(word))) else {
            return Err(WhenFault::Unknown(self.rest()));
        };
        self.at += 1;
        if let Some(last) = self.to(|reader| Ok(reader.take_weekday()))? {
            let days = std::iter::successors(Some(first), |day| (*day != last).then(|| day.succ()));
            return Ok(Rule { interval, ..Rule::on(days) });
        }
        let days = self.further(first, |word| weekday(word).or_else(|| weekdays(word)));
        Ok(Rule { interval, ..Rule::on(days) })
    }

    /// More weekdays after the first: "tue, thu and fri".
    pub(super) fn further(&mut self, first: Weekday, name: fn(&str) -> Option<Weekday>) -> Vec<Weekday> {
        let mut days = vec![first];
        loop {
            let gap = usize::from(self.token(0) == Some(&Token::Comma) || self.word(0) == Some("and"));
            let gap = gap + usize::from(gap > 0 && self.word(gap) == Some("and"));
            let Some(day) = self.word(gap).and_then(name) else { return days };
            self.at += gap + 1;
            if !days.contains(&day) {
                days.push(day);
            }
        }
    }

    /// "First mon", "3rd fri", "last thu".
    pub(super) fn nth(&mut self) -> Option<ByDay> {
        let (nth, used) = match (self.number(0), self.word(0)) {
            (Some(nth @ 1..=5), _) if self.word(1).is_some_and(is_ordinal) => (i8::try_from(nth).ok()?, 2),
            (_, Some("first")) => (1, 1),
            (_, Some("second")) => (2, 1),
            (_, Some("third")) => (3, 1),
            (_, Some("fourth")) => (4, 1),
            (_, Some("last")) => (-1, 1),
            _ => return None,
        };
        let day = weekday(self.word(used)?)?;
        self.at += used + 1;
        Some(ByDay { nth, day })
    }
}
