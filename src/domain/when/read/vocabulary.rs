//! What words mean: weekdays, months, units; and the next day of a kind.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::recurrence::{Frequency, Rule};
use crate::domain::when::WhenFault;

/// The next day of this number and month from `base` on, or that of the year.
pub(super) fn next_day(base: NaiveDate, day: u32, month: u32, year: Option<i32>) -> Result<NaiveDate, WhenFault> {
    let of = |year| NaiveDate::from_ymd_opt(year, month, day);
    let found = match year {
        Some(year) => of(year),
        // Leap days lie four years apart, eight at the most.
        None => (0..=8).filter_map(|years| of(base.year() + years)).find(|day| *day >= base),
    };
    found.ok_or(WhenFault::NoSuchDay)
}

/// The first day of the next such month that begins after `base`, or of that of the year.
pub(super) fn next_month(base: NaiveDate, month: u32, year: Option<i32>) -> Option<NaiveDate> {
    let of = |year| NaiveDate::from_ymd_opt(year, month, 1);
    year.map_or_else(|| (0..=1).filter_map(|years| of(base.year() + years)).find(|first| *first > base), of)
}

pub(super) fn workdays() -> Rule {
    Rule::on([Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri])
}

pub(super) fn unit(word: &str) -> Option<Frequency> {
    match word {
        "day" | "days" => Some(Frequency::Daily),
        "week" | "weeks" => Some(Frequency::Weekly),
        "month" | "months" => Some(Frequency::Monthly),
        "year" | "years" => Some(Frequency::Yearly),
        _ => None,
    }
}

pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" | "monday" => Weekday::Mon,
        "tue" | "tues" | "tuesday" => Weekday::Tue,
        "wed" | "weds" | "wednesday" => Weekday::Wed,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thu,
        "fri" | "friday" => Weekday::Fri,
        "sat" | "saturday" => Weekday::Sat,
        "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// A weekday in the plural, which recurs.
pub(super) fn weekdays(word: &str) -> Option<Weekday> {
    word.strip_suffix('s').filter(|day| day.ends_with("day")).and_then(weekday)
}

pub(super) fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let begins = |name: &str| name.starts_with(word) && (word.len() == 3 || word == name || word == "sept");
    let place = MONTHS.iter().position(|name| begins(name)).filter(|_| word.len() >= 3)?;
    u32::try_from(place).ok().map(|place| place + 1)
}
