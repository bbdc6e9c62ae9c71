//! A visit as an entry of a calendar (iCalendar, RFC 5545; iTIP, RFC 5546).
//!
//! The UID is the visit's own, so that an invitation that is sent anew changes the entry of before, and one that is taken
//! back removes it. A visit that recurs is told in the time of its place, with that place's clocks; any other in UTC,
//! which is exact.

use chrono::NaiveTime;

use crate::domain::recurrence::{Edge, instant};
use crate::domain::text::is_invisible;
use crate::domain::{Recurrence, Timestamp, Visit, VisitId};

use super::zone;

/// Octets of a line before it is folded (RFC 5545 section 3.1).
const LINE: usize = 75;

/// What is done with the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// It is made, or changed.
    Request,
    /// It is taken back.
    Cancel,
}

/// Somebody of an entry: what they are called, and their address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Their name.
    pub name: String,
    /// Their address, where one is known.
    pub address: Option<String>,
}

/// An entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Which visit it is.
    pub visit: VisitId,
    /// The mission's domain, which makes the UID one of a kind.
    pub domain: String,
    /// Which version of the entry this is: greater for a later one.
    pub sequence: u64,
    /// When it is written.
    pub stamp: Timestamp,
    /// What is done with it.
    pub method: Method,
    /// What for, and when.
    pub details: Visit,
    /// Where it all ends.
    pub ends: Timestamp,
    /// What it is called.
    pub summary: String,
    /// Where.
    pub location: String,
    /// What there is to know.
    pub description: String,
    /// Who invites.
    pub organizer: Party,
    /// Who is invited.
    pub attendee: Party,
}

impl Event {
    /// The iCalendar object: UTF-8, lines folded and ended by CRLF.
    pub fn ics(&self) -> String {
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Gateward//Invitation//EN".to_owned(),
            "CALSCALE:GREGORIAN".to_owned(),
            format!("METHOD:{}", self.method.name()),
        ];
        if let Some(again) = &self.details.recurrence {
            lines.extend(zone::lines(again.zone, self.details.from, self.ends));
        }
        lines.push("BEGIN:VEVENT".to_owned());
        lines.push(format!("UID:{}", self.uid()));
        lines.push(format!("DTSTAMP:{}", utc(self.stamp)));
        lines.push(format!("SEQUENCE:{}", self.sequence));
        self.times(&mut lines);
        lines.push(format!("SUMMARY:{}", escaped(&self.summary)));
        lines.push(format!("LOCATION:{}", escaped(&self.location)));
        lines.push(format!("DESCRIPTION:{}", escaped(&self.description)));
        lines.push(self.organizer.line("ORGANIZER", ""));
        lines.push(self.attendee.line("ATTENDEE", ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION"));
        let (status, shown) = match self.method {
            Method::Request => ("CONFIRMED", "OPAQUE"),
            Method::Cancel => ("CANCELLED", "TRANSPARENT"),
        };
        lines.push(format!("STATUS:{status}"));
        // One that lasts for days keeps no calendar busy all the while.
        let long = self.details.recurrence.is_none() && self.ends.since(self.details.from) > crate::domain::moment::DAY;
        lines.push(format!("TRANSP:{}", if long { "TRANSPARENT" } else { shown }));
        lines.push("CLASS:PRIVATE".to_owned());
        lines.push("END:VEVENT".to_owned());
        lines.push("END:VCALENDAR".to_owned());
        lines.iter().map(|line| folded(line)).collect()
    }

    /// The name of the entry, the same for every version of it.
    pub fn uid(&self) -> String {
        format!("{}@{}", self.visit, self.domain)
    }

    fn times(&self, lines: &mut Vec<String>) {
        let Visit { from, until, recurrence, .. } = &self.details;
        let Some(again) = recurrence else {
            lines.push(format!("DTSTART:{}", utc(*from)));
            lines.push(format!("DTEND:{}", utc(self.ends.max(*until))));
            return;
        };
        let zone = again.zone;
        let local = |at: Timestamp| at.utc().with_timezone(&zone).format("%Y%m%dT%H%M%S").to_string();
        lines.push(format!("DTSTART;TZID={}:{}", zone.name(), local(*from)));
        lines.push(format!("DTEND;TZID={}:{}", zone.name(), local(*until)));
        lines.push(format!("RRULE:{}", rule(again, self.ends)));
        if !again.except.is_empty() {
            let hour = from.utc().with_timezone(&zone).time();
            let days = again.except.iter().map(|day| day.0.and_time(hour).format("%Y%m%dT%H%M%S").to_string());
            lines.push(format!("EXDATE;TZID={}:{}", zone.name(), days.collect::<Vec<_>>().join(",")));
        }
    }
}

impl Method {
    /// Its name (RFC 5546).
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

impl Party {
    fn line(&self, property: &str, more: &str) -> String {
        // A quote has no way of being written in a parameter (RFC 5545 section 3.1).
        let name: String = self.name.chars().filter(|c| *c != '"' && !is_invisible(*c)).collect();
        let address = match &self.address {
            Some(address) => format!("mailto:{address}"),
            None => "invalid:nomail".to_owned(),
        };
        format!("{property};CN=\"{name}\"{more}:{address}")
    }
}

/// The rule with its end as a moment in UTC, which is what goes with a begin in local time. A rule without an end of its
/// own ends with the visit.
fn rule(again: &Recurrence, ends: Timestamp) -> String {
    let open = crate::domain::recurrence::Rule { until: None, ..again.rule.clone() };
    let last = |day: chrono::NaiveDate| {
        let night = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        instant(again.zone, day.and_time(night), Edge::Until)
    };
    let until = again.rule.until.map_or(ends, |day| last(day).min(ends));
    let text = open.to_string();
    // UNTIL stands after the frequency and its interval, as rules are written here.
    format!("{text};UNTIL={}", utc(until))
}

fn utc(at: Timestamp) -> String {
    at.utc().format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value (RFC 5545 section 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if is_invisible(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// A line in pieces of at most [`LINE`] octets, none of which ends within a character.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}
