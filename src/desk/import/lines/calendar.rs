//! iCalendar: a guest for each who is invited to an event. Whoever organised it is the host.

use std::collections::HashMap;

use chrono::{Days, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::{Line, Table, lines, zone};

const NAMES: [&str; 9] = ["name", "host", "purpose", "from", "until", "recurs", "except", "location", "email"];

/// An event as far as it was read.
struct Event<'a> {
    number: u64,
    lines: Vec<Line<'a>>,
}

pub(super) fn read(text: &str) -> Table {
    let (mut events, mut open, mut inner) = (Vec::new(), None, 0_u32);
    for line in lines(text) {
        let is_event = line.value.trim().eq_ignore_ascii_case("VEVENT");
        match (line.name.as_str(), is_event, &mut open) {
            ("BEGIN", true, _) => (open, inner) = (Some(Event { number: line.number, lines: Vec::new() }), 0),
            ("END", true, _) => events.extend(open.take()),
            // An alarm within an event has a summary and guests of its own.
            ("BEGIN", false, Some(_)) => inner += 1,
            ("END", false, Some(_)) => inner = inner.saturating_sub(1),
            (_, _, Some(event)) if inner == 0 => event.lines.push(line),
            _ => {}
        }
    }
    let mut moved: HashMap<String, Vec<String>> = HashMap::new();
    for event in &events {
        if let Some(day) = event.one("RECURRENCE-ID").and_then(day) {
            moved.entry(event.text("UID")).or_default().push(day);
        }
    }
    let none = Vec::new();
    let rows = events.iter().flat_map(|event| event.rows(moved.get(&event.text("UID")).unwrap_or(&none)));
    (&NAMES, rows.collect())
}

impl Event<'_> {
    fn one(&self, name: &str) -> Option<&Line<'_>> {
        self.lines.iter().find(|line| line.name == name)
    }

    fn text(&self, name: &str) -> String {
        self.one(name).map(|line| line.text().trim().to_owned()).unwrap_or_default()
    }

    /// A row for each who is invited, and one without a name where nobody is.
    fn rows(&self, moved: &[String]) -> Vec<(u64, Vec<String>)> {
        if self.text("STATUS").eq_ignore_ascii_case("CANCELLED") {
            return Vec::new();
        }
        let (from, until) = self.times();
        let (recurs, except) = self.recurs(moved);
        let organiser = self.one("ORGANIZER");
        let shared = [organiser.map(person).unwrap_or_default(), self.text("SUMMARY"), from, until, recurs, except];
        let row = |name: String, email: String| {
            let ends = [self.text("LOCATION"), email];
            std::iter::once(name).chain(shared.iter().cloned()).chain(ends).collect::<Vec<_>>()
        };
        let comes = |line: &&Line<'_>| {
            let is = |parameter, values: &[&str]| {
                line.parameter(parameter).is_some_and(|value| values.iter().any(|one| one.eq_ignore_ascii_case(value)))
            };
            let host = organiser.is_some_and(|organiser| address(organiser) == address(line));
            line.name == "ATTENDEE" && !host && !is("CUTYPE", &["ROOM", "RESOURCE"]) && !is("PARTSTAT", &["DECLINED"])
        };
        let guests: Vec<(u64, Vec<String>)> =
            self.lines.iter().filter(comes).map(|line| (line.number, row(person(line), address(line)))).collect();
        if guests.is_empty() { vec![(self.number, row(String::new(), String::new()))] } else { guests }
    }

    fn times(&self) -> (String, String) {
        let Some(start) = self.one("DTSTART") else { return Default::default() };
        let until = match (self.one("DTEND"), self.one("DURATION")) {
            (Some(end), _) => ended(end),
            (None, Some(duration)) => after(start, &duration.value),
            // A day alone is that day; a time alone says nothing of its end.
            (None, None) if is_day(&start.value) => said(start),
            (None, None) => String::new(),
        };
        (said(start), until)
    }

    /// On which days again, by which clock, and on which not.
    fn recurs(&self, moved: &[String]) -> (String, String) {
        let Some(rule) = self.one("RRULE") else { return Default::default() };
        let zone = self.one("DTSTART").and_then(zone_of).map(|zone| format!("{} ", zone.name())).unwrap_or_default();
        let not = self.lines.iter().filter(|line| line.name == "EXDATE");
        let not =
            not.flat_map(|line| line.value.split(',').filter_map(|value| day_of(value.trim())).collect::<Vec<_>>());
        let not: Vec<String> = not.chain(moved.iter().cloned()).collect();
        (format!("{zone}{}", rule.value.trim()), not.join(" "))
    }
}

/// Who it is; where no name is given, nothing: an address is none.
fn person(line: &Line<'_>) -> String {
    line.parameter("CN").map(|name| name.trim().to_owned()).filter(|name| !name.contains('@')).unwrap_or_default()
}

fn address(line: &Line<'_>) -> String {
    let value = line.value.trim().to_lowercase();
    value.strip_prefix("mailto:").unwrap_or(&value).to_owned()
}

fn is_day(value: &str) -> bool {
    value.trim().len() == 8
}

fn date(value: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(value.trim().get(..8)?, "%Y%m%d").ok()
}

fn day_of(value: &str) -> Option<String> {
    date(value).map(|day| day.to_string())
}

fn day(line: &Line<'_>) -> Option<String> {
    day_of(&line.value)
}

fn time(value: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(value.trim().trim_end_matches('Z'), "%Y%m%dT%H%M%S").ok()
}

/// Whose clock a time is by; `None` for the gate's.
fn zone_of(line: &Line<'_>) -> Option<Tz> {
    if line.value.trim().ends_with('Z') { Some(Tz::UTC) } else { line.parameter("TZID").and_then(zone::of) }
}

/// A time as a file of guests has it; one whose clock is not known stays as it is, and is a fault.
fn said(line: &Line<'_>) -> String {
    written(line, time(&line.value))
}

fn written(line: &Line<'_>, local: Option<NaiveDateTime>) -> String {
    let unknown = || format!("{} {}", line.value.trim(), line.parameter("TZID").unwrap_or_default()).trim().to_owned();
    if is_day(&line.value) {
        return day(line).unwrap_or_else(unknown);
    }
    let Some(local) = local else { return unknown() };
    let text = local.format("%Y-%m-%dT%H:%M:%S").to_string();
    match (zone_of(line), line.parameter("TZID")) {
        (Some(zone), _) => zone.from_local_datetime(&local).earliest().map_or_else(unknown, |at| {
            let east = at.offset().fix().local_minus_utc() / 60;
            format!("{text}{}{:02}:{:02}", if east < 0 { '-' } else { '+' }, east.abs() / 60, east.abs() % 60)
        }),
        (None, None) => text,
        (None, Some(_)) => unknown(),
    }
}

/// The end of an event; a day is the first on which it is over.
fn ended(line: &Line<'_>) -> String {
    let before = date(&line.value).filter(|_| is_day(&line.value)).and_then(|day| day.checked_sub_days(Days::new(1)));
    before.map_or_else(|| said(line), |day| day.to_string())
}

/// The end of an event that lasts so long.
fn after(start: &Line<'_>, duration: &str) -> String {
    let Some(minutes) = minutes(duration.trim()) else { return duration.to_owned() };
    if is_day(&start.value) {
        let days = u64::try_from(minutes / (24 * 60) - 1).unwrap_or(0);
        return date(&start.value)
            .and_then(|day| day.checked_add_days(Days::new(days)))
            .map_or_else(String::new, |day| day.to_string());
    }
    written(start, time(&start.value).and_then(|local| local.checked_add_signed(Duration::try_minutes(minutes)?)))
}

/// `P1DT2H30M` in minutes.
fn minutes(text: &str) -> Option<i64> {
    let (mut total, mut number) = (0_i64, 0_i64);
    for c in text.strip_prefix('P')?.chars() {
        let each = match c {
            '0'..='9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(c.to_digit(10)?))?;
                continue;
            }
            'T' => continue,
            'W' => 7 * 24 * 60,
            'D' => 24 * 60,
            'H' => 60,
            'M' => 1,
            'S' => 0,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(each)?)?;
        number = 0;
    }
    (total > 0 && total < 366 * 24 * 60).then_some(total)
}
