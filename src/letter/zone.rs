//! A time zone for a calendar (VTIMEZONE, RFC 5545 section 3.6.5): every change of the clocks in the time that matters,
//! one by one, so that nothing depends on the zones that the reader of the calendar knows.

use chrono::{DateTime, Duration, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use crate::domain::Timestamp;

/// How far the clocks' changes are listed at most: a visit is gone through or entered anew long before.
const MOST_DAYS: i64 = 5 * 366;

/// The lines of the zone for the time from the first to the last of these.
pub fn lines(zone: Tz, from: Timestamp, to: Timestamp) -> Vec<String> {
    let from = from.utc() - Duration::days(1);
    let to = (to.utc() + Duration::days(1)).min(from + Duration::days(MOST_DAYS));
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", zone.name())];
    observance(&mut lines, zone, from, offset(zone, from));
    let mut day = from;
    while day < to {
        let next = day + Duration::days(1);
        if offset(zone, day) != offset(zone, next) {
            observance(&mut lines, zone, change(zone, day, next), offset(zone, day));
        }
        day = next;
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

/// The first second at which the clocks are otherwise than at the begin of this time.
fn change(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> DateTime<Utc> {
    let (mut before, mut after) = (from.timestamp(), to.timestamp());
    let at = |seconds: i64| DateTime::from_timestamp(seconds, 0).unwrap_or(to);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset(zone, at(middle)) == offset(zone, from) {
            before = middle;
        } else {
            after = middle;
        }
    }
    at(after)
}

/// From this moment on; `before` is the offset until then, by which its own time is told.
fn observance(lines: &mut Vec<String>, zone: Tz, at: DateTime<Utc>, before: i32) {
    let here = zone.offset_from_utc_datetime(&at.naive_utc());
    let kind = if here.dst_offset().is_zero() { "STANDARD" } else { "DAYLIGHT" };
    let local = at.naive_utc() + Duration::seconds(i64::from(before));
    lines.push(format!("BEGIN:{kind}"));
    lines.push(format!("DTSTART:{}", local.format("%Y%m%dT%H%M%S")));
    lines.push(format!("TZOFFSETFROM:{}", written(before)));
    lines.push(format!("TZOFFSETTO:{}", written(offset(zone, at))));
    lines.extend(here.abbreviation().map(|name| format!("TZNAME:{name}")));
    lines.push(format!("END:{kind}"));
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

fn written(seconds: i32) -> String {
    let (sign, rest) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    let (hours, minutes, seconds) = (rest / 3_600, rest / 60 % 60, rest % 60);
    if seconds == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{seconds:02}")
    }
}
