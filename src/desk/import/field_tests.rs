//! What a cell may say, case by case.

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime, TimeZone, Utc};

use super::*;
use crate::domain::Moment;

/// Noon UTC on 2026-03-10 at a gate two hours east.
fn rules() -> ReadRules {
    let at = Timestamp::from(Utc.with_ymd_and_hms(2026, 3, 10, 12, 0, 0).unwrap());
    ReadRules::new(Moment { at, offset: 7200, monotonic: 0 })
}

fn at(text: &str, edge: Edge, rules: &ReadRules) -> Result<String, CellFault> {
    time(text, edge, rules).map(|time| time.utc().format("%m-%dT%H:%M:%S").to_string())
}

#[test]
fn dates_of_birth_are_told_without_a_doubt_or_not_at_all() {
    use CellFault::*;
    for (text, expected) in [
        ("1984-05-17", Ok("1984-05-17")),
        ("17.05.1984", Ok("1984-05-17")),
        ("7.5.1984", Ok("1984-05-07")),
        ("\u{200e}1984-05-17", Ok("1984-05-17")),
        ("2026-03-10", Ok("2026-03-10")),
        ("2000-02-29", Ok("2000-02-29")),
        ("2026-03-11", Err(BornLater)),
        ("1896-03-10", Ok("1896-03-10")),
        ("1895-03-09", Err(BornTooEarly)),
        ("03/04/2026", Err(AmbiguousDate)),
        ("2026/04/03", Err(AmbiguousDate)),
        ("2001-02-29", Err(NoSuchDay)),
        ("1984-13-01", Err(NoSuchDay)),
        ("84-05-17", Err(NotADate)),
        ("17.05.84", Err(NotADate)),
        ("17-05-1984", Err(NotADate)),
        ("1984-05", Err(NotADate)),
        ("١٩٨٤-٠٥-١٧", Err(NotADate)),
        ("17 May 1984", Err(NotADate)),
        ("-1984-05-17", Err(NotADate)),
        ("1984-05-17 00:00", Err(NotADate)),
    ] {
        assert_eq!(born(text, &rules()).map(String::from), expected.map(String::from), "{text}");
    }
}

#[test]
fn times_are_local_unless_they_say_otherwise() {
    use CellFault::*;
    for (text, expected) in [
        ("2026-03-10 09:00", Ok("03-10T07:00:00")),
        ("2026-03-10T09:00", Ok("03-10T07:00:00")),
        ("2026-03-10  9:05:30", Ok("03-10T07:05:30")),
        ("10.03.2026 09:00", Ok("03-10T07:00:00")),
        ("2026-03-10T09:00Z", Ok("03-10T09:00:00")),
        ("2026-03-10 09:00 z", Ok("03-10T09:00:00")),
        ("2026-03-10T09:00:00-05:30", Ok("03-10T14:30:00")),
        ("2026-03-10T01:00+0545", Ok("03-09T19:15:00")),
        ("2026-03-10 01:00 +14", Ok("03-09T11:00:00")),
        ("2026-03-10", Ok("03-09T22:00:00")),
        ("2026-02-30 09:00", Err(NoSuchDay)),
        ("03/04/2026 09:00", Err(AmbiguousDate)),
        ("2026-03-10 24:00", Err(NotATime)),
        ("2026-03-10 09:60", Err(NotATime)),
        ("2026-03-10 9", Err(NotATime)),
        ("2026-03-10T", Err(NotATime)),
        ("2026-03-10 09:00 +15", Err(NotATime)),
        ("2026-03-10 09:00 +1", Err(NotATime)),
        ("2026-03-10 09:00 +01:", Err(NotATime)),
        ("2026-03-10 09:00 +é0", Err(NotATime)),
        ("2026-03-10 09:00 PM", Err(NotATime)),
        ("09:00", Err(NotATime)),
        ("+1 09:00", Err(NotATime)),
        ("tomorrow", Err(NotATime)),
    ] {
        assert_eq!(at(text, Edge::From, &rules()), expected.map(String::from), "{text}");
    }
    assert_eq!(at("2026-03-10", Edge::Until, &rules()).as_deref(), Ok("03-10T22:00:00"));
}

#[test]
fn a_template_of_a_day_counts_from_today() {
    let rules = ReadRules { relative_days: true, ..rules() };
    for (text, expected) in [
        ("09:00", Ok("03-10T07:00:00")),
        ("+0 9:00", Ok("03-10T07:00:00")),
        ("+1 00:00", Ok("03-10T22:00:00")),
        ("-10 09:00", Ok("02-28T07:00:00")),
        ("2026-03-11 09:00", Ok("03-11T07:00:00")),
        ("+366 09:00", Ok("03-11T07:00:00")),
        ("+367 09:00", Err(CellFault::NotARelativeTime)),
        ("1 09:00", Err(CellFault::NotARelativeTime)),
        ("+1", Err(CellFault::NotARelativeTime)),
        ("25:00", Err(CellFault::NotARelativeTime)),
    ] {
        assert_eq!(at(text, Edge::From, &rules), expected.map(String::from), "{text}");
    }
}

/// One hour east, two from 02:00 on 29 March 2026 to 03:00 on 25 October; midnight of 1 June skipped besides.
fn zone(local: &NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    let (one, two) = (FixedOffset::east_opt(3600).unwrap(), FixedOffset::east_opt(7200).unwrap());
    match local.format("%m-%dT%H").to_string().as_str() {
        "03-29T02" | "06-01T00" => MappedLocalTime::None,
        "10-25T02" => MappedLocalTime::Ambiguous(two, one),
        hour if ("03-29T03".."10-25T02").contains(&hour) => MappedLocalTime::Single(two),
        _ => MappedLocalTime::Single(one),
    }
}

#[test]
fn each_local_time_has_the_offset_of_its_own_day() {
    let rules = ReadRules { zone: Some(zone), ..rules() };
    for (text, edge, expected) in [
        ("2026-03-28 09:00", Edge::From, Ok("03-28T08:00:00")),
        ("2026-03-30 09:00", Edge::From, Ok("03-30T07:00:00")),
        ("2026-03-29 02:30", Edge::From, Err(CellFault::SkippedTime)),
        ("2026-10-25 02:30", Edge::From, Ok("10-25T00:30:00")),
        ("2026-10-25 02:30", Edge::Until, Ok("10-25T01:30:00")),
        ("2026-06-01", Edge::From, Ok("05-31T23:00:00")),
        ("2026-05-31", Edge::Until, Ok("05-31T23:00:00")),
    ] {
        assert_eq!(at(text, edge, &rules), expected.map(String::from), "{text}");
    }
}

#[test]
fn areas_and_escort_are_read_from_few_words() {
    let three = || Ok(["Hall", "Floor 1", "Roof"].map(String::from).to_vec());
    for text in ["Hall,Floor 1,Roof", "Hall; Floor  1 |Roof|", ";Hall,,Floor 1,Hall\n,Roof"] {
        assert_eq!(areas(text), three(), "{text}");
    }
    let many = |n: usize| (0..n).map(|i| format!("area {i}")).collect::<Vec<_>>().join(";");
    assert_eq!(areas(&many(16)).map(|areas| areas.len()), Ok(16));
    assert_eq!(areas(&many(17)), Err(CellFault::TooManyAreas));
    for (text, expected) in [
        ("Yes", Ok(true)),
        ("JA", Ok(true)),
        ("Sí", Ok(true)),
        ("1", Ok(true)),
        ("oui", Ok(true)),
        ("no", Ok(false)),
        ("FALSE", Ok(false)),
        ("0", Ok(false)),
        ("maybe", Err(CellFault::NotYesOrNo)),
    ] {
        assert_eq!(yes_or_no(text), expected, "{text}");
    }
}
