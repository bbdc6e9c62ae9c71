use chrono::{NaiveDate, TimeZone};
use chrono_tz::Europe::Berlin;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// The days of a rule that begins on a day, as `MM-DD`.
fn days(start: &str, rule: &str, most: usize) -> Vec<String> {
    let rule = Rule::read(rule, day(start), Berlin).unwrap();
    rule.days_from(day(start)).take(most).map(|day| day.format("%m-%d").to_string()).collect()
}

/// Examples of RFC 5545 section 3.8.5.3.
#[test]
fn the_examples_of_the_standard_hold() {
    for (start, rule, expected) in [
        ("1997-09-02", "FREQ=DAILY;COUNT=3", "09-02 09-03 09-04"),
        ("1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "09-02 09-12 09-22 10-02 10-12"),
        ("1997-09-02", "FREQ=WEEKLY;COUNT=3", "09-02 09-09 09-16"),
        ("1997-09-02", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "09-02 09-16 09-30"),
        ("1997-09-02", "FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH", "09-02 09-04 09-09 09-11"),
        ("1997-09-02", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH", "09-02 09-04 09-16 09-18"),
        ("1997-09-05", "FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "09-05 10-03 11-07 12-05"),
        ("1997-09-07", "FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", "09-07 09-28 11-02 11-30"),
        ("1997-09-22", "FREQ=MONTHLY;COUNT=4;BYDAY=-2MO", "09-22 10-20 11-17 12-22"),
        ("1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3", "09-28 10-29 11-28"),
        ("1997-09-02", "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15", "09-02 09-15 10-02 10-15"),
        ("1997-09-30", "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1", "09-30 10-01 10-31 11-01"),
        ("1997-09-02", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "09-02 09-09 09-16"),
        ("1997-06-10", "FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "06-10 07-10 06-10 07-10"),
        ("1997-03-13", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "03-13 03-20 03-27"),
        ("1998-02-13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "02-13 03-13 11-13"),
        ("1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "08-05 08-10 08-19 08-24"),
        ("1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "08-05 08-17 08-19 08-31"),
        ("2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "01-15 01-30 02-15 03-15 03-30"),
        ("1997-12-20", "FREQ=DAILY;UNTIL=19971224T000000Z", "12-20 12-21 12-22 12-23"),
    ] {
        let most = expected.split(' ').count();
        let most = if rule.contains("COUNT") || rule.contains("UNTIL") { 400 } else { most };
        // The standard's end is a moment, ours the day it lies on: the 24th at midnight UTC is the 24th in Berlin.
        let found = days(start, rule, most).join(" ");
        let found = found.trim_end_matches(" 12-24");
        assert_eq!(found, expected, "{rule}");
    }
}

#[test]
fn a_rule_is_kept_as_it_was_read_and_what_is_not_followed_is_refused() {
    for text in [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261224;BYDAY=MO,FR",
        "FREQ=MONTHLY;BYMONTHDAY=1,-1",
        "FREQ=YEARLY;BYMONTH=3,11;BYDAY=1MO,-1FR;WKST=SU",
    ] {
        let rule = Rule::try_from(text.to_owned()).unwrap();
        assert_eq!(rule.to_string(), text);
    }
    let fault = |text: &str| Rule::read(text, day("2026-11-27"), Berlin).unwrap_err();
    assert_eq!(fault(""), RuleFault::NoRule);
    assert_eq!(fault("INTERVAL=2"), RuleFault::NoRule);
    assert_eq!(fault("FREQ=HOURLY"), RuleFault::Unreadable("FREQ=HOURLY".into()));
    assert_eq!(fault("FREQ=DAILY;INTERVAL=0"), RuleFault::Unreadable("INTERVAL=0".into()));
    assert_eq!(fault("FREQ=DAILY;COUNT=0"), RuleFault::Unreadable("COUNT=0".into()));
    assert_eq!(fault("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1"), RuleFault::Unsupported("BYSETPOS".into()));
    assert_eq!(fault("FREQ=WEEKLY;BYDAY=2MO"), RuleFault::Unreadable("BYDAY".into()));
    assert_eq!(fault("FREQ=YEARLY;BYDAY=20MO"), RuleFault::Unreadable("BYDAY=20MO".into()));
    assert_eq!(fault("FREQ=YEARLY;COUNT=50"), RuleFault::TooLong);
    assert!(Rule::try_from("FREQ=DAILY;COUNT=3".to_owned()).is_err());
}

fn window(from: &str, until: &str) -> Window {
    let at = |text: &str| {
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        Timestamp::from(Berlin.from_local_datetime(&local).earliest().unwrap().to_utc())
    };
    (at(from), at(until))
}

fn recurring(rule: &str) -> Recurrence {
    Recurrence { zone: Berlin, rule: Rule::try_from(rule.to_owned()).unwrap(), except: Vec::new() }
}

#[test]
fn hours_stay_on_the_wall_when_the_clocks_change() {
    let daily = recurring("FREQ=DAILY;UNTIL=20271231");
    let first = window("2026-10-20 09:00", "2026-10-20 17:00");
    // The clocks go back on 25 October 2026 and forward on 28 March 2027.
    for (on, from, until) in [
        ("2026-10-24", "07:00", "15:00"),
        ("2026-10-25", "08:00", "16:00"),
        ("2026-12-24", "08:00", "16:00"),
        ("2027-03-27", "08:00", "16:00"),
        ("2027-03-28", "07:00", "15:00"),
    ] {
        let (a, b) = daily.on(first, day(on));
        let times = (a.utc().format("%H:%M").to_string(), b.utc().format("%H:%M").to_string());
        assert_eq!(times, (from.into(), until.into()), "{on}");
    }
}

#[test]
fn hours_that_the_clocks_skip_or_repeat_are_read_generously() {
    let daily = recurring("FREQ=DAILY;UNTIL=20271231");
    let first = window("2026-10-20 02:30", "2026-10-20 03:00");
    // 02:30 comes twice: the window is one of an hour and a half, from the first of them.
    let (from, until) = daily.on(first, day("2026-10-25"));
    assert_eq!((from.rfc3339(), until.since(from)), ("2026-10-25T00:30:00.000Z".into(), 90 * 60_000));
    // 02:30 never comes: by the clock of before it is 03:30.
    let (from, until) = daily.on(first, day("2027-03-28"));
    assert_eq!(from.rfc3339(), "2027-03-28T01:30:00.000Z");
    assert!(until <= from, "nothing is left of this window: {}", until.rfc3339());
}

#[test]
fn the_window_of_a_moment_is_the_one_that_holds_or_else_the_nearest() {
    let mut tuesdays = recurring("FREQ=WEEKLY;UNTIL=20261222;BYDAY=TU");
    tuesdays.except = vec![Date(day("2026-12-08"))];
    let first = window("2026-12-01 14:00", "2026-12-01 16:00");
    let last = tuesdays.ends(first);
    assert_eq!(last, window("2026-12-22 14:00", "2026-12-22 16:00").1);
    let at = |text: &str| tuesdays.at(first, last, window(text, text).0);
    let on = |day: &str| window(&format!("{day} 14:00"), &format!("{day} 16:00"));
    assert_eq!(at("2026-12-01 15:00"), on("2026-12-01"));
    assert_eq!(at("2026-12-01 08:00"), on("2026-12-01"));
    assert_eq!(at("2026-12-02 09:00"), on("2026-12-01"), "yesterday's is nearer than next week's");
    assert_eq!(at("2026-12-05 09:00"), on("2026-12-15"), "the 8th is left out");
    assert_eq!(at("2026-12-08 15:00"), on("2026-12-15"));
    assert_eq!(at("2026-11-03 15:00"), on("2026-12-01"));
    assert_eq!(at("2027-05-01 15:00"), on("2026-12-22"));
    // A pass that was not gone through again holds no longer.
    let pass = recurring("FREQ=DAILY");
    assert_eq!(pass.at(first, window("2026-12-03 00:00", "2026-12-03 00:00").0, on("2026-12-09").0), on("2026-12-02"));
}

/// Rules as a desk makes them.
fn rules() -> impl Strategy<Value = String> {
    let days = proptest::sample::subsequence(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"], 1..5);
    let nth = proptest::sample::subsequence(vec!["1MO", "-1FR", "3WE", "2SU", "-2TU", "4TH"], 1..3);
    let interval = 1..4u8;
    let by = |days: Vec<&str>| days.join(",");
    prop_oneof![
        interval.clone().prop_map(|n| format!("FREQ=DAILY;INTERVAL={n}")),
        (interval.clone(), days).prop_map(move |(n, d)| format!("FREQ=WEEKLY;INTERVAL={n};BYDAY={}", by(d))),
        (interval.clone(), nth).prop_map(move |(n, d)| format!("FREQ=MONTHLY;INTERVAL={n};BYDAY={}", by(d))),
        (interval, 1..29i8).prop_map(|(n, d)| format!("FREQ=MONTHLY;INTERVAL={n};BYMONTHDAY={d},-{d}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Another implementation of the standard finds the same windows.
    #[test]
    fn another_implementation_finds_the_same(text in rules(), start in 0..365u64, hour in 4..20u32) {
        let start = day("2026-01-01").checked_add_days(Days::new(start)).unwrap();
        let rule = Rule::read(&text, start, Berlin).unwrap();
        // It counts a first day in that is none of the rule's, as the standard leaves open.
        let begin = rule.days_from(start).next().unwrap();
        let local = begin.and_hms_opt(hour, 15, 0).unwrap();
        let set = format!("DTSTART;TZID=Europe/Berlin:{}\nRRULE:{text}", local.format("%Y%m%dT%H%M%S"));
        let set: rrule::RRuleSet = set.parse().unwrap();
        let theirs: Vec<_> = set.all(40).dates.into_iter().map(|at| Timestamp::from(at.to_utc())).collect();
        let first = (instant(Berlin, local, Edge::From), instant(Berlin, local, Edge::Until));
        let recurrence = Recurrence { zone: Berlin, rule, except: Vec::new() };
        let far = first.0.plus(9 * 366 * DAY);
        let ours: Vec<_> = recurrence.windows(first, far, begin).take(40).map(|window| window.0).collect();
        let seen = ours.len().min(theirs.len());
        prop_assert!(seen > 8);
        prop_assert_eq!(&ours[..seen], &theirs[..seen]);
    }
}

#[test]
fn a_place_without_a_name_has_the_same_hours_all_year() {
    let noon = day("2026-07-01").and_hms_opt(12, 0, 0).unwrap();
    for (offset, hour) in [(0, "12:00"), (3_600, "11:00"), (-5 * 3_600, "17:00"), (5 * 3_600 + 1_800, "12:00")] {
        assert_eq!(instant(fixed(offset), noon, Edge::From).utc().format("%H:%M").to_string(), hour);
    }
}
