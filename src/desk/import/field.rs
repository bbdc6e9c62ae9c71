//! From the text of one cell to what it means.

use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::guest::chrono_date::Date;
use crate::domain::mail::Address;
use crate::domain::moment::SECOND;
use crate::domain::recurrence::{Edge as End, Rule, instant};
use crate::domain::text::{FIELD_LIMIT, NAME_LIMIT, clean, clean_name, is_invisible};
use crate::domain::when::{FURTHEST, REVIEW, WhenFault};
use crate::domain::{Category, Recurrence, Stand, Timestamp, When};

use super::ReadRules;
use super::fault::CellFault;

/// As many areas as a badge can carry.
const AREA_LIMIT: usize = 16;
/// The longest name of an area, in characters.
const AREA_NAME_LIMIT: usize = 100;
/// As many other names, or documents, as somebody may have.
const LINES_LIMIT: usize = 16;
/// Nobody alive is older, in years.
pub(super) const OLDEST: u32 = 130;
/// Relative days reach as far as a window may.
const DAYS_LIMIT: i64 = 366;

/// What means that somebody must go with the guest, and what means the contrary. Case does not matter.
const YES: [&str; 9] = ["yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"];
const NO: [&str; 8] = ["no", "n", "false", "0", "-", "nein", "nej", "non"];

/// Which end of the window a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    From,
    Until,
}

/// Whether there is nothing to be seen in a cell.
pub(super) fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

pub(super) fn name(cell: &str) -> Result<String, CellFault> {
    Ok(clean_name(cell)?)
}

pub(super) fn text(cell: &str) -> Result<String, CellFault> {
    Ok(clean(cell, FIELD_LIMIT)?)
}

/// Areas parted by `,`, `;` or `|`, each once, in the order given.
pub(super) fn areas(cell: &str) -> Result<Vec<String>, CellFault> {
    let mut areas: Vec<String> = Vec::new();
    for part in cell.split([',', ';', '|']).filter(|part| !is_blank(part)) {
        let area = clean(part, AREA_NAME_LIMIT)?;
        if !areas.contains(&area) {
            areas.push(area);
        }
        if areas.len() > AREA_LIMIT {
            return Err(CellFault::TooManyAreas);
        }
    }
    Ok(areas)
}

/// Names and documents parted by `;` or `|`, each once: a comma stands within them.
pub(super) fn lines(cell: &str) -> Result<Vec<String>, CellFault> {
    let mut lines: Vec<String> = Vec::new();
    for part in cell.split([';', '|']).filter(|part| !is_blank(part)) {
        let line = clean(part, NAME_LIMIT)?;
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.len() > LINES_LIMIT { Err(CellFault::TooMany) } else { Ok(lines) }
}

/// An address that mail can go to; of several the first.
pub(super) fn email(cell: &str) -> Result<String, CellFault> {
    let first = cell.split([';', '|']).find(|part| !is_blank(part)).unwrap_or_default();
    Ok(Address::read(&clean(first, FIELD_LIMIT)?)?.into())
}

/// When somebody comes, as a person says it.
pub(super) fn when(cell: &str, rules: &ReadRules) -> Result<When, CellFault> {
    let when = When::read(&clean(cell, FIELD_LIMIT)?, rules.now.local(rules.now.at).naive_local())?;
    Ok(when.where_open(&rules.holidays)?)
}

/// How a visit recurs that first is on this day: a rule of RFC 5545, after its time zone where it has one of its own. That
/// of a standing pass needs no end.
pub(super) fn recurs(cell: &str, first: Timestamp, pass: bool, rules: &ReadRules) -> Result<Recurrence, CellFault> {
    let text = clean(cell, FIELD_LIMIT)?;
    let (zone, rule) = match text.split_once(' ') {
        Some((zone, rule)) => (zone.parse().map_err(|_| CellFault::NoSuchZone)?, rule),
        None => (rules.place, text.as_str()),
    };
    let start = first.utc().with_timezone(&zone).date_naive();
    let rule = Rule::read(rule.strip_prefix("RRULE:").unwrap_or(rule), start, zone)?;
    let last = match rule.until {
        Some(last) => last,
        None if pass => first.utc().with_timezone(&zone).date_naive(),
        None => return Err(WhenFault::Endless.into()),
    };
    if last > rules.now.today() + Days::new(FURTHEST) {
        return Err(WhenFault::TooFar.into());
    }
    Ok(Recurrence { zone, rule, except: Vec::new() })
}

/// Until when a pass holds whose last day this is, and whose first window begins then.
pub(super) fn holds(cell: &str, first: Timestamp, rules: &ReadRules) -> Result<Timestamp, CellFault> {
    let day = date(&clean(cell, FIELD_LIMIT)?)?;
    let begin = first.utc().with_timezone(&rules.place).date_naive().max(rules.now.today());
    if day > begin + Days::new(REVIEW) {
        return Err(CellFault::HoldsTooLong);
    }
    let after = day.checked_add_days(Days::new(1)).ok_or(CellFault::NoSuchDay)?;
    Ok(instant(rules.place, after.and_time(NaiveTime::MIN), End::Until))
}

/// Whether a visit that was this far had been approved, and was not refused: whoever still waits for a yes, or had a no,
/// gets none by way of a file.
pub(super) fn takes_place(cell: &str) -> Result<(), CellFault> {
    let approved = [Stand::Approved, Stand::Inside, Stand::Left, Stand::NoShow];
    let said = clean(cell, FIELD_LIMIT)?.to_lowercase();
    if approved.map(Stand::code).contains(&said.as_str()) { Ok(()) } else { Err(CellFault::Off) }
}

/// Days, parted as areas are.
pub(super) fn days(cell: &str) -> Result<Vec<Date>, CellFault> {
    let days = cell.split([',', ';', '|', ' ']).filter(|part| !is_blank(part));
    days.map(|day| Ok(Date(date(&clean(day, FIELD_LIMIT)?)?))).collect()
}

pub(super) fn yes_or_no(cell: &str) -> Result<bool, CellFault> {
    let word = clean(cell, FIELD_LIMIT)?.to_lowercase();
    match (YES.contains(&word.as_str()), NO.contains(&word.as_str())) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(CellFault::NotYesOrNo),
    }
}

/// A category by its stable name, in whatever case, with a space in the place of its hyphen.
pub(super) fn category(cell: &str) -> Result<Category, CellFault> {
    let plain = clean(cell, FIELD_LIMIT)?.to_lowercase().replace(' ', "-");
    Category::from_code(&plain).ok_or(CellFault::NotACategory)
}

/// A date of birth: `YYYY-MM-DD` or `DD.MM.YYYY`, not after today at the gate.
pub(super) fn born(cell: &str, rules: &ReadRules) -> Result<Date, CellFault> {
    let day = date(&clean(cell, FIELD_LIMIT)?)?;
    match rules.now.today().years_since(day) {
        None => Err(CellFault::BornLater),
        Some(age) if age > OLDEST => Err(CellFault::BornTooEarly),
        Some(_) => Ok(Date(day)),
    }
}

/// `YYYY-MM-DD` or `DD.MM.YYYY`.
pub(super) fn date(text: &str) -> Result<NaiveDate, CellFault> {
    let fields = |mark| text.split(mark).collect::<Vec<&str>>();
    let (year, month, day) = match (fields('-').as_slice(), fields('.').as_slice(), fields('/').as_slice()) {
        ([year, month, day], _, _) => (*year, *month, *day),
        (_, [day, month, year], _) => (*year, *month, *day),
        (_, _, [_, _, _]) => return Err(CellFault::AmbiguousDate),
        _ => return Err(CellFault::NotADate),
    };
    let numbers = (number(year, 4, 4), number(month, 1, 2), number(day, 1, 2));
    let (Some(year), Some(month), Some(day)) = numbers else { return Err(CellFault::NotADate) };
    let year = i32::try_from(year).map_err(|_| CellFault::NotADate)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(CellFault::NoSuchDay)
}

/// ASCII digits, at least and at most so many.
fn number(text: &str, least: usize, most: usize) -> Option<u32> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// A moment: `YYYY-MM-DD HH:MM[:SS]` or with a `T` between them, local at the gate or with `Z` or an offset; a date
/// alone, which is its first or its past-the-last moment; and, where the rules allow it, `HH:MM` and `±N HH:MM`.
pub(super) fn time(cell: &str, edge: Edge, rules: &ReadRules) -> Result<Timestamp, CellFault> {
    let text = clean(cell, FIELD_LIMIT)?;
    if let Some(local) = relative(&text, rules) {
        return local_time(local?, edge, rules).ok_or(CellFault::SkippedTime);
    }
    let unknown = || if rules.relative_days { CellFault::NotARelativeTime } else { CellFault::NotATime };
    let (day, rest) = match text.split_once([' ', 'T', 't']) {
        Some((day, rest)) => (day, Some(rest)),
        None => (text.as_str(), None),
    };
    let day = date(day).map_err(|e| if e == CellFault::NotADate { unknown() } else { e })?;
    let Some(rest) = rest else { return whole_day(day, edge, rules).ok_or_else(unknown) };
    let (clock, offset) = offset(rest).ok_or_else(unknown)?;
    let local = day.and_time(clock_time(clock).ok_or_else(unknown)?);
    match offset {
        Some(east) => Ok(at_offset(local, east)),
        None => local_time(local, edge, rules).ok_or(CellFault::SkippedTime),
    }
}

/// `HH:MM` or `±N HH:MM` against today; `None` if the text is no such time or the rules allow none.
fn relative(text: &str, rules: &ReadRules) -> Option<Result<NaiveDateTime, CellFault>> {
    if !rules.relative_days {
        return None;
    }
    let (days, clock) = match text.split_once(' ') {
        Some((days, clock)) => {
            let (sign, digits) = days.strip_prefix('+').map(|d| (1, d)).or(days.strip_prefix('-').map(|d| (-1, d)))?;
            (sign * i64::from(number(digits, 1, 3)?), clock)
        }
        None => (0, text),
    };
    let clock = clock_time(clock)?;
    if days.abs() > DAYS_LIMIT {
        return Some(Err(CellFault::NotARelativeTime));
    }
    let day = rules.now.today().checked_add_signed(Duration::days(days))?;
    Some(Ok(day.and_time(clock)))
}

/// `H:MM`, `HH:MM` or `HH:MM:SS`, from 00:00 to 23:59:59.
fn clock_time(text: &str) -> Option<NaiveTime> {
    let fields: Vec<&str> = text.split(':').collect();
    let (hour, minute, second) = match fields.as_slice() {
        [hour, minute] => (*hour, *minute, "00"),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    NaiveTime::from_hms_opt(number(hour, 1, 2)?, number(minute, 2, 2)?, number(second, 2, 2)?)
}

/// The clock time and what follows it: `Z`, `±HH:MM`, `±HHMM` or `±HH`, in seconds east of UTC; nothing for local.
fn offset(text: &str) -> Option<(&str, Option<i64>)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock.trim_end(), Some(0)));
    }
    let Some(at) = text.find(['+', '-']) else { return Some((text, None)) };
    let (clock, offset) = text.split_at(at);
    let (sign, east) = offset.strip_prefix('+').map(|e| (1, e)).or(offset.strip_prefix('-').map(|e| (-1, e)))?;
    let (hours, minutes) = east.split_once(':').or(east.split_at_checked(2)).unwrap_or((east, ""));
    let minutes = if minutes.is_empty() && !east.contains(':') { "00" } else { minutes };
    let (hours, minutes) = (i64::from(number(hours, 2, 2)?), i64::from(number(minutes, 2, 2)?));
    // No place on earth is further than 14 hours from UTC.
    if minutes > 59 || hours * 60 + minutes > 14 * 60 {
        return None;
    }
    Some((clock.trim_end(), Some(sign * (hours * 60 + minutes) * 60)))
}

fn at_offset(local: NaiveDateTime, east: i64) -> Timestamp {
    Timestamp::from(local.and_utc()).plus(-east * SECOND)
}

/// A local time of the gate; `None` if its clocks skip it. Of a repeated one, that which makes the window wider.
fn local_time(local: NaiveDateTime, edge: Edge, rules: &ReadRules) -> Option<Timestamp> {
    let Some(zone) = rules.zone else { return Some(at_offset(local, i64::from(rules.now.offset))) };
    let mapped = zone(&local);
    let east = if edge == Edge::From { mapped.earliest() } else { mapped.latest() }?;
    Some(at_offset(local, i64::from(east.local_minus_utc())))
}

/// The first moment of a day, or the first after it.
fn whole_day(day: NaiveDate, edge: Edge, rules: &ReadRules) -> Option<Timestamp> {
    let day = if edge == Edge::From { day } else { day.succ_opt()? };
    let midnight = day.and_time(NaiveTime::MIN);
    // Where the clocks skip midnight the day begins at most two hours later.
    (0..=4).find_map(|halves| local_time(midnight + Duration::minutes(30 * halves), edge, rules))
}

#[cfg(test)]
#[path = "field_tests.rs"]
mod tests;
