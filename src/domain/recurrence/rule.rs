//! A rule of recurrence: RFC 5545 section 3.3.10, as far as a desk needs it.
//!
//! Days alone recur, never hours. A rule is asked whether it falls on a day, which takes no longer for the thousandth
//! day than for the first: nothing is counted up from the beginning.

use std::fmt::{self, Write};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeZone, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// How far a rule with a count is followed, in days.
const HORIZON: u32 = 10 * 366;
/// The longest text that is read as a rule.
const LONGEST: usize = 500;

/// What a rule repeats by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Days.
    Daily,
    /// Weeks.
    Weekly,
    /// Months.
    Monthly,
    /// Years.
    Yearly,
}

/// A weekday; of a month the first, second, last and so on, where `nth` is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ByDay {
    /// Which of the month: 1 for the first, -1 for the last, 0 for each.
    pub nth: i8,
    /// The weekday.
    pub day: Weekday,
}

/// On which days something happens again. Its text is that of an RRULE, whose end is a day at the gate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    /// What it repeats by.
    pub frequency: Frequency,
    /// Every so many of them; at least 1.
    pub interval: u16,
    /// The last day it may fall on.
    pub until: Option<NaiveDate>,
    /// The weekdays it falls on; empty for that of the first day.
    pub days: Vec<ByDay>,
    /// The days of the month it falls on, from its end where negative; empty for that of the first day.
    pub month_days: Vec<i8>,
    /// The months it falls in; empty for all, or that of the first day.
    pub months: Vec<u8>,
    /// The day on which a week begins.
    pub week: Weekday,
}

/// Why a text is no rule that can be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// It says nothing of how often.
    #[error("a rule such as FREQ=WEEKLY;BYDAY=TU was expected")]
    NoRule,
    /// A part that is valid and is not followed here.
    #[error("the part {0} of the rule is not followed here")]
    Unsupported(String),
    /// A part that says nothing.
    #[error("the part {0} of the rule cannot be read")]
    Unreadable(String),
    /// It is counted to an end that never comes.
    #[error("the rule ends later than in ten years")]
    TooLong,
}

impl Rule {
    /// A rule of this frequency, without an end.
    pub fn every(frequency: Frequency, interval: u16) -> Self {
        let (days, month_days, months) = (Vec::new(), Vec::new(), Vec::new());
        Self { frequency, interval: interval.max(1), until: None, days, month_days, months, week: Weekday::Mon }
    }

    /// Every week on these weekdays, without an end.
    pub fn on(days: impl IntoIterator<Item = Weekday>) -> Self {
        let days = days.into_iter().map(|day| ByDay { nth: 0, day }).collect();
        Self { days, ..Self::every(Frequency::Weekly, 1) }
    }

    /// Reads an RRULE whose first day is `start`. A count becomes the day that it ends on, and so does a moment.
    pub fn read(text: &str, start: NaiveDate, zone: Tz) -> Result<Self, RuleFault> {
        let (mut rule, count) = Draft::read(text, Some(zone))?;
        if let Some(count) = count {
            let last = rule.days_from(start).nth(usize::from(count) - 1).ok_or(RuleFault::TooLong)?;
            rule.until = Some(rule.until.map_or(last, |until| until.min(last)));
        }
        Ok(rule)
    }

    /// The days it falls on, from the first on, for ten years at the most.
    pub fn days_from(&self, start: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        let days = start.iter_days().take(HORIZON as usize);
        days.take_while(|day| self.until.is_none_or(|until| *day <= until))
            .filter(move |day| self.falls_on(start, *day))
    }

    /// Whether it falls on this day, the first day being `start`.
    pub fn falls_on(&self, start: NaiveDate, day: NaiveDate) -> bool {
        let in_time = day >= start && self.until.is_none_or(|until| day <= until);
        in_time && self.is_in_step(start, day) && self.is_in_month(start, day) && self.is_on_day(start, day)
    }

    fn is_in_step(&self, start: NaiveDate, day: NaiveDate) -> bool {
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let week = |day: NaiveDate| day.week(self.week).first_day();
        let passed = match self.frequency {
            Frequency::Daily => day.signed_duration_since(start).num_days(),
            Frequency::Weekly => week(day).signed_duration_since(week(start)).num_days() / 7,
            Frequency::Monthly => months(day) - months(start),
            Frequency::Yearly => i64::from(day.year()) - i64::from(start.year()),
        };
        passed % i64::from(self.interval.max(1)) == 0
    }

    fn is_in_month(&self, start: NaiveDate, day: NaiveDate) -> bool {
        let says_no_day = self.days.is_empty() && self.month_days.is_empty();
        if self.months.is_empty() {
            return self.frequency != Frequency::Yearly || !says_no_day || day.month() == start.month();
        }
        self.months.iter().any(|month| u32::from(*month) == day.month())
    }

    fn is_on_day(&self, start: NaiveDate, day: NaiveDate) -> bool {
        if self.days.is_empty() && self.month_days.is_empty() {
            return match self.frequency {
                Frequency::Daily => true,
                Frequency::Weekly => day.weekday() == start.weekday(),
                Frequency::Monthly | Frequency::Yearly => day.day() == start.day(),
            };
        }
        let (number, length) = (i64::from(day.day()), i64::from(day.num_days_in_month()));
        let of_month = |wanted: &i8| i64::from(*wanted) == number || i64::from(*wanted) == number - length - 1;
        let of_week = |wanted: &ByDay| {
            let nth = i64::from(wanted.nth);
            let is_nth = nth == 0 || nth == (number - 1) / 7 + 1 || nth == -((length - number) / 7 + 1);
            wanted.day == day.weekday() && is_nth
        };
        (self.month_days.is_empty() || self.month_days.iter().any(of_month))
            && (self.days.is_empty() || self.days.iter().any(of_week))
    }
}

/// A rule while it is read.
struct Draft {
    rule: Rule,
    frequency: Option<Frequency>,
    count: Option<u16>,
    zone: Option<Tz>,
}

impl Draft {
    fn read(text: &str, zone: Option<Tz>) -> Result<(Rule, Option<u16>), RuleFault> {
        let text = text.trim();
        let text = text.strip_prefix("RRULE:").unwrap_or(text);
        if text.len() > LONGEST {
            return Err(RuleFault::NoRule);
        }
        let mut draft = Self { rule: Rule::every(Frequency::Daily, 1), frequency: None, count: None, zone };
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(RuleFault::NoRule)?;
            draft.take(&name.to_ascii_uppercase(), &value.to_ascii_uppercase())?;
        }
        draft.rule.frequency = draft.frequency.ok_or(RuleFault::NoRule)?;
        draft.agree()?;
        Ok((draft.rule, draft.count))
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), RuleFault> {
        let unreadable = || RuleFault::Unreadable(format!("{name}={}", value.chars().take(40).collect::<String>()));
        match name {
            "FREQ" => self.frequency = Some(frequency(value).ok_or_else(unreadable)?),
            "INTERVAL" => self.rule.interval = positive(value).ok_or_else(unreadable)?,
            "COUNT" => self.count = Some(positive(value).ok_or_else(unreadable)?),
            "UNTIL" => self.rule.until = Some(until(value, self.zone).ok_or_else(unreadable)?),
            "WKST" => self.rule.week = weekday(value).ok_or_else(unreadable)?,
            "BYDAY" => self.rule.days = value.split(',').map(by_day).collect::<Option<_>>().ok_or_else(unreadable)?,
            "BYMONTHDAY" => self.rule.month_days = numbers(value, 31).ok_or_else(unreadable)?,
            "BYMONTH" => {
                let months = numbers(value, 12).ok_or_else(unreadable)?;
                let months = months.into_iter().map(u8::try_from).collect::<Result<_, _>>();
                self.rule.months = months.map_err(|_| unreadable())?;
            }
            _ => return Err(RuleFault::Unsupported(name.chars().take(40).collect())),
        }
        Ok(())
    }

    /// Parts that mean something else together, or nothing.
    fn agree(&self) -> Result<(), RuleFault> {
        let rule = &self.rule;
        let counted = rule.days.iter().any(|by| by.nth != 0);
        match rule.frequency {
            Frequency::Weekly if !rule.month_days.is_empty() => Err(RuleFault::Unreadable("BYMONTHDAY".into())),
            Frequency::Daily | Frequency::Weekly if counted => Err(RuleFault::Unreadable("BYDAY".into())),
            // The n-th weekday of a year.
            Frequency::Yearly if counted && rule.months.is_empty() => Err(RuleFault::Unsupported("BYDAY".into())),
            _ => Ok(()),
        }
    }
}

fn frequency(text: &str) -> Option<Frequency> {
    Some(match text {
        "DAILY" => Frequency::Daily,
        "WEEKLY" => Frequency::Weekly,
        "MONTHLY" => Frequency::Monthly,
        "YEARLY" => Frequency::Yearly,
        _ => return None,
    })
}

fn positive(text: &str) -> Option<u16> {
    text.parse().ok().filter(|number| *number > 0)
}

/// Numbers from 1 to `most`, or from -1 to its opposite.
fn numbers(text: &str, most: i8) -> Option<Vec<i8>> {
    let number = |text: &str| text.parse().ok().filter(|n: &i8| *n != 0 && (-most..=most).contains(n));
    text.split(',').map(number).collect()
}

/// A day, or a moment at the gate or in UTC, of which the day at the gate counts.
fn until(text: &str, zone: Option<Tz>) -> Option<NaiveDate> {
    let moment = || NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), "%Y%m%dT%H%M%S").ok();
    match (text.len(), zone) {
        (8, _) => NaiveDate::parse_from_str(text, "%Y%m%d").ok(),
        (16, Some(zone)) if text.ends_with('Z') => moment().map(|at| zone.from_utc_datetime(&at).date_naive()),
        _ => moment().map(|at| at.date()),
    }
}

fn by_day(text: &str) -> Option<ByDay> {
    let (nth, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth =
        if nth.is_empty() { 0 } else { nth.parse().ok().filter(|nth: &i8| *nth != 0 && (-5..=5).contains(nth))? };
    Some(ByDay { nth, day: weekday(day)? })
}

/// The two letters of each weekday.
const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "MO"),
    (Weekday::Tue, "TU"),
    (Weekday::Wed, "WE"),
    (Weekday::Thu, "TH"),
    (Weekday::Fri, "FR"),
    (Weekday::Sat, "SA"),
    (Weekday::Sun, "SU"),
];

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(_, name)| *name == text).map(|(day, _)| *day)
}

fn letters(day: Weekday) -> &'static str {
    WEEKDAYS.iter().find(|(other, _)| *other == day).map_or("", |(_, name)| name)
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.frequency {
            Frequency::Daily => "FREQ=DAILY",
            Frequency::Weekly => "FREQ=WEEKLY",
            Frequency::Monthly => "FREQ=MONTHLY",
            Frequency::Yearly => "FREQ=YEARLY",
        })?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        if let Some(until) = self.until {
            write!(f, ";UNTIL={}", until.format("%Y%m%d"))?;
        }
        let by_day = |by: &ByDay| match by.nth {
            0 => letters(by.day).to_owned(),
            nth => format!("{nth}{}", letters(by.day)),
        };
        list(f, "BYMONTH", self.months.iter().map(u8::to_string))?;
        list(f, "BYMONTHDAY", self.month_days.iter().map(i8::to_string))?;
        list(f, "BYDAY", self.days.iter().map(by_day))?;
        if self.week != Weekday::Mon {
            write!(f, ";WKST={}", letters(self.week))?;
        }
        Ok(())
    }
}

fn list(f: &mut fmt::Formatter<'_>, name: &str, values: impl Iterator<Item = String>) -> fmt::Result {
    let mut before = format!(";{name}=");
    for value in values {
        f.write_str(&before)?;
        f.write_str(&value)?;
        before.clear();
        before.write_char(',')?;
    }
    Ok(())
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.to_string()
    }
}

impl TryFrom<String> for Rule {
    type Error = RuleFault;

    /// A rule as it is kept: without a count, its end a day.
    fn try_from(text: String) -> Result<Self, RuleFault> {
        match Draft::read(&text, None)? {
            (rule, None) => Ok(rule),
            (_, Some(_)) => Err(RuleFault::Unsupported("COUNT".into())),
        }
    }
}

/// The day at this place on which a moment lies.
pub(super) fn local(zone: Tz, at: DateTime<chrono::Utc>) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}
