//! Which days figures are of: named, stepped through, or typed.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::domain::when::{When, WhenFault};

/// The most days of a period.
pub const LONGEST: u64 = 366;
/// What is read as between two days.
const BETWEEN: [&str; 5] = [" - ", " – ", "–", " to ", ".."];
/// How far back a day without its year is looked for.
const BACK: u64 = 365;

/// Days from the first to the last, both of them included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

/// Why a text names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodFault {
    /// A day of it was not understood.
    #[error(transparent)]
    Day(#[from] WhenFault),
    /// Its last day is before its first.
    #[error("its last day is before its first")]
    Backwards,
    /// It is longer than a year.
    #[error("it is longer than a year")]
    TooLong,
}

/// A period with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// From Monday to Sunday, today among them.
    ThisWeek,
    /// The one before.
    LastWeek,
    /// The month of today.
    ThisMonth,
    /// The one before.
    LastMonth,
    /// Today and the 89 days before.
    Quarter,
    /// The year of today.
    ThisYear,
}

impl Span {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::ThisWeek, Self::LastWeek, Self::ThisMonth, Self::LastMonth, Self::Quarter, Self::ThisYear];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::ThisWeek => "this-week",
            Self::LastWeek => "last-week",
            Self::ThisMonth => "this-month",
            Self::LastMonth => "last-month",
            Self::Quarter => "last-90-days",
            Self::ThisYear => "this-year",
        }
    }

    /// Its days.
    pub fn days(self, today: NaiveDate) -> Period {
        let monday = today.week(Weekday::Mon).first_day();
        let week = |first: NaiveDate| Period { first, last: plus(first, 6) };
        match self {
            Self::ThisWeek => week(monday),
            Self::LastWeek => week(minus(monday, 7)),
            Self::ThisMonth => Period::month(today),
            Self::LastMonth => Period::month(today).before(),
            Self::Quarter => Period { first: minus(today, 89), last: today },
            Self::ThisYear => {
                let first = today.with_ordinal(1).unwrap_or(today);
                let last = first.checked_add_months(Months::new(12)).and_then(|next| next.pred_opt());
                Period { first, last: last.unwrap_or(today) }
            }
        }
    }
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

impl Period {
    /// From this day to that, both included.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, PeriodFault> {
        let period = Self { first, last };
        match last.signed_duration_since(first).num_days() {
            ..0 => Err(PeriodFault::Backwards),
            days if u64::try_from(days).is_ok_and(|days| days < LONGEST) => Ok(period),
            _ => Err(PeriodFault::TooLong),
        }
    }

    /// The month of a day.
    pub fn month(day: NaiveDate) -> Self {
        let first = day.with_day(1).unwrap_or(day);
        let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt());
        Self { first, last: last.unwrap_or(first) }
    }

    /// Reads a text: two days in words with a dash between them, one day, or a month as `2026-10`, `october` or
    /// `oct 2026`. Of a first day or a month without its year, the last that has begun.
    pub fn read(text: &str, today: NaiveDate) -> Result<Self, PeriodFault> {
        let text = text.trim();
        if let Some(month) = month(text, today) {
            return Ok(month);
        }
        // "1-30 nov": the month is said once, after both days.
        let digits = |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let short = text.split_once('-').map(|(first, rest)| (first.trim(), rest.trim()));
        if let Some((first, rest)) = short.filter(|(first, _)| digits(first))
            && let Some((_, month)) = rest.split_once(' ').filter(|(last, _)| digits(last))
        {
            let first = past(&format!("{first} {month}"), today)?;
            return Self::new(first, When::day(rest, first)?);
        }
        match BETWEEN.iter().find_map(|between| text.split_once(between)) {
            Some((first, last)) => {
                let first = past(first, today)?;
                Self::new(first, When::day(last, first)?)
            }
            None => {
                let day = past(text, today)?;
                Self::new(day, day)
            }
        }
    }

    /// The first day.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// How many days it has.
    pub fn length(&self) -> u64 {
        u64::try_from(self.last.signed_duration_since(self.first).num_days()).unwrap_or(0) + 1
    }

    /// Its days.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last;
        self.first.iter_days().take_while(move |day| *day <= last)
    }

    /// The one before it: of whole months the months before, else as many days.
    #[must_use]
    pub fn before(&self) -> Self {
        let last = self.first.pred_opt().unwrap_or(self.first);
        match self.months() {
            Some(months) => {
                let first = self.first.checked_sub_months(Months::new(months)).unwrap_or(self.first);
                Self { first, last }
            }
            None => Self { first: minus(self.first, self.length()), last },
        }
    }

    /// The one after it.
    #[must_use]
    pub fn after(&self) -> Self {
        let first = self.last.succ_opt().unwrap_or(self.last);
        match self.months() {
            Some(months) => {
                let last = first.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt());
                Self { first, last: last.unwrap_or(first) }
            }
            None => Self { first, last: plus(self.last, self.length()) },
        }
    }

    /// How many whole months it is, if it is that.
    fn months(&self) -> Option<u32> {
        let next = self.last.succ_opt().filter(|next| next.day() == 1 && self.first.day() == 1)?;
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
        u32::try_from(months(next) - months(self.first)).ok()
    }
}

/// A month by its name, or as 2026-10.
fn month(text: &str, today: NaiveDate) -> Option<Period> {
    if let Ok(first) = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d") {
        return Some(Period::month(first));
    }
    let mut words = text.split_whitespace();
    let month: chrono::Month = words.next()?.parse().ok()?;
    let year = words.next().map(str::parse::<i32>);
    if words.next().is_some() {
        return None;
    }
    let of = |year| NaiveDate::from_ymd_opt(year, month.number_from_month(), 1);
    let first = match year {
        Some(year) => of(year.ok().filter(|year| (1970..=9999).contains(year))?)?,
        None => of(today.year()).filter(|first| *first <= today).or_else(|| of(today.year() - 1))?,
    };
    Some(Period::month(first))
}

/// The day that is meant: one without its year is the last of its kind, today at the latest.
fn past(text: &str, today: NaiveDate) -> Result<NaiveDate, WhenFault> {
    let day = When::day(text, today)?;
    if day <= today {
        return Ok(day);
    }
    // What the same text meant on another day tells how it is meant.
    let said_on = |back: u64| When::day(text, minus(today, back)).ok();
    Ok(match () {
        // Told from today, as “tomorrow” is.
        () if said_on(1) == Some(minus(day, 1)) => day,
        // A weekday.
        () if said_on(7) == Some(minus(day, 7)) => minus(day, 7),
        // One whose year was said is the same on every day.
        () => said_on(BACK).unwrap_or(day),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Saturday 28 November 2026.
    fn read(text: &str) -> Result<(String, String), PeriodFault> {
        Period::read(text, day("2026-11-28")).map(|period| (period.first.to_string(), period.last.to_string()))
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        for (text, first, last) in [
            ("1 nov - 30 nov", "2026-11-01", "2026-11-30"),
            ("1 nov – 15 dec", "2026-11-01", "2026-12-15"),
            ("2026-10-01 - 2026-10-31", "2026-10-01", "2026-10-31"),
            ("2026-10-05 to 2026-10-09", "2026-10-05", "2026-10-09"),
            ("15 dec - 10 jan", "2025-12-15", "2026-01-10"),
            ("1-30 nov", "2026-11-01", "2026-11-30"),
            ("2026-10", "2026-10-01", "2026-10-31"),
            ("october", "2026-10-01", "2026-10-31"),
            ("dec", "2025-12-01", "2025-12-31"),
            ("feb 2024", "2024-02-01", "2024-02-29"),
            ("today", "2026-11-28", "2026-11-28"),
            ("fri", "2026-11-27", "2026-11-27"),
            ("tomorrow", "2026-11-29", "2026-11-29"),
            ("2027-01-05", "2027-01-05", "2027-01-05"),
        ] {
            assert_eq!(read(text), Ok((first.to_owned(), last.to_owned())), "{text}");
        }
        assert_eq!(read("2026-10-31 - 2026-10-01"), Err(PeriodFault::Backwards));
        assert_eq!(read("2024-01-01 - 2026-10-01"), Err(PeriodFault::TooLong));
        assert!(matches!(read("someday"), Err(PeriodFault::Day(_))));
        assert!(read("").is_err() && read(" - ").is_err());
    }

    #[test]
    fn whole_months_are_stepped_through_by_months_and_others_by_their_days() {
        let today = day("2026-11-28");
        let shown = |period: Period| format!("{} {}", period.first, period.last);
        let month = Span::ThisMonth.days(today);
        assert_eq!(shown(month.before()), "2026-10-01 2026-10-31");
        assert_eq!(shown(month.before().before()), "2026-09-01 2026-09-30");
        assert_eq!(shown(month.after()), "2026-12-01 2026-12-31");
        assert_eq!(shown(Span::ThisYear.days(today).before()), "2025-01-01 2025-12-31");
        assert_eq!(shown(Span::ThisWeek.days(today)), "2026-11-23 2026-11-29");
        assert_eq!(Span::ThisWeek.days(today).before(), Span::LastWeek.days(today));
        assert_eq!(Span::LastMonth.days(today), month.before());
        assert_eq!(shown(Span::Quarter.days(today)), "2026-08-31 2026-11-28");
        assert_eq!(Span::Quarter.days(today).length(), 90);
        for span in Span::ALL {
            let period = span.days(today);
            assert_eq!(period.before().after(), period, "{}", span.code());
            assert_eq!(period.days().count(), usize::try_from(period.length()).unwrap());
        }
    }
}
