//! At which hours.

use chrono::{NaiveTime, TimeDelta};

use super::{Reader, Token};
use crate::domain::when::{HOURS, WhenFault};

impl Reader<'_> {
    pub(super) fn hours(&mut self) -> Result<bool, WhenFault> {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).ok_or(WhenFault::NoSuchHour);
        let hours = if self.takes_any(&["morning"]) {
            (time(9)?, Some(time(12)?))
        } else if self.takes_any(&["afternoon"]) {
            (time(13)?, Some(time(17)?))
        } else if self.takes_any(&["evening"]) {
            (time(17)?, Some(time(22)?))
        } else if self.takes(&["all", "day"]) {
            (time(HOURS.0)?, Some(time(HOURS.1)?))
        } else {
            let began = self.at;
            let Some(from) = self.clock()? else { return Ok(false) };
            let ended = self.at;
            let until = self.to(Self::clock)?;
            match until {
                // "2-4pm": the first takes its half of the day from the second.
                Some(until) if until <= from => return Err(WhenFault::Backwards),
                Some(until) => {
                    let bare = self.tokens.get(began..ended).is_some_and(|said| matches!(said, [Token::Number(..)]));
                    let later = from.overflowing_add_signed(TimeDelta::hours(12)).0;
                    let after = matches!(self.tokens.get(self.at - 1), Some(Token::Word(word)) if word == "pm");
                    let half = bare && after && later < until && later > from;
                    (if half { later } else { from }, Some(until))
                }
                None => (from, None),
            }
        };
        match self.said.hours.replace(hours) {
            None => Ok(true),
            Some(_) => Err(WhenFault::Twice),
        }
    }

    /// One time of day: `14`, `14:30`, `14.30`, `1430`, `2pm`, `14h`, `noon`.
    pub(super) fn clock(&mut self) -> Result<Option<NaiveTime>, WhenFault> {
        if self.takes_any(&["noon", "midday"]) {
            return Ok(NaiveTime::from_hms_opt(12, 0, 0));
        }
        let Some(Token::Number(first, digits)) = self.token(0).cloned() else { return Ok(None) };
        let (hour, minute, used) = match (self.token(1), self.token(2)) {
            (Some(Token::Colon | Token::Dot), Some(Token::Number(minute, 2))) => (first, *minute, 3),
            (Some(Token::Word(h)), Some(Token::Number(minute, 2))) if h == "h" => (first, *minute, 3),
            _ if digits == 4 => (first / 100, first % 100, 1),
            (Some(Token::Word(h)), _) if h == "h" => (first, 0, 2),
            _ => (first, 0, 1),
        };
        self.at += used;
        let hour = match self.word(0) {
            Some("pm") if (1..=11).contains(&hour) => hour + 12,
            Some("am") if hour == 12 => 0,
            Some("am" | "pm") if hour > 12 => return Err(WhenFault::NoSuchHour),
            _ => hour,
        };
        let _ = self.takes_any(&["am", "pm"]) || self.takes(&["o", "clock"]) || self.takes_any(&["oclock"]);
        // The end of a day is its last minute.
        let time = if (hour, minute) == (24, 0) { (23, 59) } else { (hour, minute) };
        NaiveTime::from_hms_opt(time.0, time.1, 0).ok_or(WhenFault::NoSuchHour).map(Some)
    }
}
