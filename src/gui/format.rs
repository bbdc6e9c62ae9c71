//! Times and durations as they are read at a gate.

use chrono_tz::Tz;

use crate::desk::clock::{place_at, wall};
use crate::domain::moment::{HOUR, MINUTE};
use crate::domain::{Moment, Timestamp};
use crate::i18n::{Value, tr_with};

/// A time of today as 09:11; of another day with its weekday and date before it, by the clocks of that day.
pub fn time(now: &Moment, at: Timestamp) -> String {
    time_in(place_at(*now), now, at)
}

fn time_in(place: Tz, now: &Moment, at: Timestamp) -> String {
    let local = at.utc().with_timezone(&place);
    let pattern = if local.date_naive() == now.today() { "%H:%M" } else { "%a %-d %b %H:%M" };
    local.format(pattern).to_string()
}

/// A time with its date and its seconds, where two clocks have to be compared.
pub fn exact(now: &Moment, at: Timestamp) -> String {
    wall(*now, at).format("%a %-d %b %Y %H:%M:%S").to_string()
}

/// A window as 09:00 – 11:00; of another day with the day once.
pub fn span(now: &Moment, from: Timestamp, until: Timestamp) -> String {
    let (begin, end) = (wall(*now, from), wall(*now, until));
    let end = if begin.date_naive() == end.date_naive() { end.format("%H:%M").to_string() } else { time(now, until) };
    format!("{} – {end}", time(now, from))
}

/// A duration in words: minutes up to two hours, then hours, then days.
pub fn duration(milliseconds: i64) -> String {
    let minutes = milliseconds.max(0) / MINUTE;
    let (id, count) = match minutes {
        0..120 => ("duration-minutes", minutes),
        120..2880 => ("duration-hours", milliseconds / HOUR),
        _ => ("duration-days", milliseconds / (24 * HOUR)),
    };
    tr_with(id, &[("count", Value::from(count))])
}

/// A count with its thousands apart, as in a footer.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_another_day_say_which() {
        let now = Moment { offset: 3600, ..Moment::utc(Timestamp(1_795_510_860_000)) };
        assert_eq!(time(&now, now.at), "10:01");
        assert_eq!(time(&now, now.at.plus(-24 * HOUR)), "Mon 23 Nov 10:01");
        assert_eq!(span(&now, now.at, now.at.plus(HOUR)), "10:01 – 11:01");
    }

    #[test]
    fn a_time_beyond_a_change_of_the_clocks_is_that_of_its_own_day() {
        // Sunday 25 October 2026: at 03:00 the clocks of Vienna go back to 02:00.
        let at = |text: &str| Timestamp::from(text.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
        let now = Moment { offset: 7_200, ..Moment::utc(at("2026-10-23T07:00:00Z")) };
        let vienna = Tz::Europe__Vienna;
        assert_eq!(time_in(vienna, &now, now.at), "09:00");
        assert_eq!(time_in(vienna, &now, at("2026-10-26T08:00:00Z")), "Mon 26 Oct 09:00");
    }

    #[test]
    fn durations_are_words_and_counts_are_legible() {
        assert_eq!(duration(71 * MINUTE), "71 min");
        assert_eq!(duration(3 * HOUR + MINUTE), "3 h");
        assert_eq!(duration(50 * HOUR), "2 days");
        assert_eq!([count(7), count(999), count(48_213), count(1_000_000)], ["7", "999", "48,213", "1,000,000"]);
    }
}
