use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::*;

/// A Friday.
fn friday() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 27).unwrap().and_hms_opt(10, 30, 0).unwrap()
}

fn shown(when: &When) -> String {
    let mut text =
        format!("{} {}-{}", when.from.format("%m-%d"), when.from.format("%H:%M"), when.until.format("%H:%M"));
    if when.from.date() != when.until.date() {
        text += "!";
    }
    if let Some(rule) = &when.rule {
        text += &format!(" {rule}");
    }
    for day in &when.except {
        text += &format!(" -{}", day.format("%m-%d"));
    }
    if let Some(review) = when.review {
        text += &format!(" review {}", review.format("%Y-%m-%d"));
    }
    text
}

/// Each text with what it means when it is typed on Friday 27 November 2026 at 10:30.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let read = When::read(text, friday());
        assert_eq!(read.as_ref().map(shown).as_deref(), Ok(*expected), "{text}");
    }
}

fn fails(cases: &[(&str, WhenFault)]) {
    for (text, fault) in cases {
        assert_eq!(When::read(text, friday()).as_ref(), Err(fault), "{text}");
    }
}

#[test]
fn a_day_is_said_in_many_ways() {
    check(&[
        ("today 14-16", "11-27 14:00-16:00"),
        ("tomorrow 14-16", "11-28 14:00-16:00"),
        ("Tomorrow, 14 – 16", "11-28 14:00-16:00"),
        ("day after tomorrow", "11-29 09:00-17:00"),
        ("fri", "11-27 09:00-17:00"),
        ("friday 11-12", "11-27 11:00-12:00"),
        ("tue", "12-01 09:00-17:00"),
        ("next fri", "12-04 09:00-17:00"),
        ("next mon 8-9", "11-30 08:00-09:00"),
        ("on monday at 9", "11-30 09:00-10:00"),
        ("in 3 days", "11-30 09:00-17:00"),
        ("in 2 weeks 10-11", "12-11 10:00-11:00"),
        ("in 1 month", "12-27 09:00-17:00"),
        ("2026-12-15 09:30-10:15", "12-15 09:30-10:15"),
        ("15.12. 9-10", "12-15 09:00-10:00"),
        ("15.12.2026 9-10", "12-15 09:00-10:00"),
        ("15 dec 9-10", "12-15 09:00-10:00"),
        ("15th of December", "12-15 09:00-17:00"),
        ("15. december", "12-15 09:00-17:00"),
        ("dec 15", "12-15 09:00-17:00"),
        ("December 15th, 2026 14:00-15:30", "12-15 14:00-15:30"),
        ("3 jan", "01-03 09:00-17:00"),
        ("14-16", "11-27 14:00-16:00"),
        // Its hours are over today, so it is tomorrow that is meant.
        ("8-9", "11-28 08:00-09:00"),
    ]);
}

#[test]
fn hours_are_said_in_many_ways() {
    check(&[
        ("mon 14", "11-30 14:00-15:00"),
        ("mon 14:30", "11-30 14:30-15:30"),
        ("mon 14.30-16.15", "11-30 14:30-16:15"),
        ("mon 1430-1600", "11-30 14:30-16:00"),
        ("mon 14h-16h30", "11-30 14:00-16:30"),
        ("mon 2pm-4pm", "11-30 14:00-16:00"),
        ("mon 2-4 pm", "11-30 14:00-16:00"),
        ("mon 10am to 12pm", "11-30 10:00-12:00"),
        ("mon 11-1pm", "11-30 11:00-13:00"),
        ("mon 10-2pm", "11-30 10:00-14:00"),
        ("mon noon", "11-30 12:00-13:00"),
        ("mon from 9 to 11", "11-30 09:00-11:00"),
        ("mon from 9 until 11", "11-30 09:00-11:00"),
        ("mon at 9 for 2 hours", "11-30 09:00-11:00"),
        ("mon at 9 for 45 min", "11-30 09:00-09:45"),
        ("mon morning", "11-30 09:00-12:00"),
        ("mon afternoon", "11-30 13:00-17:00"),
        ("mon all day", "11-30 09:00-17:00"),
        ("mon 18-24", "11-30 18:00-23:59"),
        ("9 o'clock on mon", "11-30 09:00-10:00"),
    ]);
}

#[test]
fn several_days_have_the_same_hours() {
    check(&[
        ("24-26 dec 9-12", "12-24 09:00-12:00 FREQ=DAILY;UNTIL=20261226"),
        ("24 dec - 26 dec", "12-24 09:00-17:00 FREQ=DAILY;UNTIL=20261226"),
        ("30 dec to 2 jan", "12-30 09:00-17:00 FREQ=DAILY;UNTIL=20270102"),
        ("mon-wed 10-12", "11-30 10:00-12:00 FREQ=DAILY;UNTIL=20261202"),
        ("tomorrow to tue", "11-28 09:00-17:00 FREQ=DAILY;UNTIL=20261201"),
        ("mon for 3 days", "11-30 09:00-17:00 FREQ=DAILY;UNTIL=20261202"),
        ("mon until wed", "11-30 09:00-17:00 FREQ=DAILY;UNTIL=20261202"),
    ]);
}

#[test]
fn a_visit_recurs() {
    check(&[
        ("every tue until march", "12-01 09:00-17:00 FREQ=WEEKLY;UNTIL=20270228;BYDAY=TU"),
        ("every tue through march", "12-01 09:00-17:00 FREQ=WEEKLY;UNTIL=20270331;BYDAY=TU"),
        ("every tue until end of march", "12-01 09:00-17:00 FREQ=WEEKLY;UNTIL=20270331;BYDAY=TU"),
        ("every tue until march 2027", "12-01 09:00-17:00 FREQ=WEEKLY;UNTIL=20270228;BYDAY=TU"),
        ("tue 14-16 every week until 15 dec", "12-01 14:00-16:00 FREQ=WEEKLY;UNTIL=20261215"),
        ("every tue and thu 9-10 until 15.12.", "12-01 09:00-10:00 FREQ=WEEKLY;UNTIL=20261215;BYDAY=TU,TH"),
        ("every mon, wed and fri until 11 dec", "11-27 09:00-17:00 FREQ=WEEKLY;UNTIL=20261211;BYDAY=MO,WE,FR"),
        ("tuesdays 8-9 until 15 dec", "12-01 08:00-09:00 FREQ=WEEKLY;UNTIL=20261215;BYDAY=TU"),
        ("every mon-thu 8-18 for 4 weeks", "11-30 08:00-18:00 FREQ=WEEKLY;UNTIL=20261224;BYDAY=MO,TU,WE,TH"),
        ("weekdays 7:30-16 until 18 dec", "11-27 07:30-16:00 FREQ=WEEKLY;UNTIL=20261218;BYDAY=MO,TU,WE,TH,FR"),
        ("daily 8-9 until tue", "11-28 08:00-09:00 FREQ=DAILY;UNTIL=20261201"),
        ("every other tue until feb", "12-01 09:00-17:00 FREQ=WEEKLY;INTERVAL=2;UNTIL=20270131;BYDAY=TU"),
        ("every 2 weeks on mon until feb", "11-30 09:00-17:00 FREQ=WEEKLY;INTERVAL=2;UNTIL=20270131"),
        ("every tue 4 times", "12-01 09:00-17:00 FREQ=WEEKLY;UNTIL=20261222;BYDAY=TU"),
        ("every first mon of the month until june", "12-07 09:00-17:00 FREQ=MONTHLY;UNTIL=20270531;BYDAY=1MO"),
        ("last fri of every month until march", "11-27 09:00-17:00 FREQ=MONTHLY;UNTIL=20270228;BYDAY=-1FR"),
        ("15 dec 9-10 monthly for 3 months", "12-15 09:00-10:00 FREQ=MONTHLY;UNTIL=20270314"),
        (
            "every tue until 29 dec except 8 dec and 22 dec",
            "12-01 09:00-17:00 FREQ=WEEKLY;UNTIL=20261229;BYDAY=TU -12-08 -12-22",
        ),
        ("every tue until 29 dec, not on 8 dec", "12-01 09:00-17:00 FREQ=WEEKLY;UNTIL=20261229;BYDAY=TU -12-08"),
    ]);
}

#[test]
fn a_standing_pass_is_gone_through_after_90_days() {
    check(&[
        ("standing weekdays 8-18", "11-27 08:00-18:00 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR review 2027-02-24"),
        ("standing pass", "11-27 09:00-17:00 FREQ=DAILY review 2027-02-24"),
    ]);
}

#[test]
fn what_is_not_understood_is_named() {
    let unknown = |word: &str| WhenFault::Unknown(word.into());
    fails(&[
        ("", WhenFault::Empty),
        ("   ", WhenFault::Empty),
        ("sometime", unknown("sometime")),
        ("tomorrow perhaps 14-16", unknown("perhaps")),
        ("mon 14-16 @", unknown("@")),
        ("every", unknown(",")),
        ("every moon", unknown("moon")),
        ("mon until whenever", unknown("whenever")),
        ("12/11", WhenFault::Slashes),
        ("31 feb", WhenFault::NoSuchDay),
        ("2026-13-01", WhenFault::NoSuchDay),
        ("mon 25", WhenFault::NoSuchHour),
        ("mon 14:75", WhenFault::NoSuchHour),
        ("mon 14pm", WhenFault::NoSuchHour),
        ("mon 16-14", WhenFault::Backwards),
        ("mon 14-14", WhenFault::Backwards),
        ("today 8-9", WhenFault::Past),
        ("2026-11-26", WhenFault::Past),
        ("mon tue", WhenFault::Twice),
        ("mon 9-10 11-12", WhenFault::Twice),
        ("every tue", WhenFault::Endless),
        ("mon for 20 months", WhenFault::TooFar),
        ("every tue until wed except tue", WhenFault::Never),
        ("99999999999999999999", unknown("9")),
    ]);
}

#[test]
fn the_days_of_a_visit_are_counted() {
    let days = |text: &str| When::read(text, friday()).unwrap().days().count();
    assert_eq!(days("mon 9-10"), 1);
    assert_eq!(days("tue 14-16 every week until 15 dec"), 3);
    assert_eq!(days("every tue until 29 dec except 8 dec"), 4);
    assert_eq!(days("standing weekdays 8-18"), 64);
}

#[test]
fn the_first_window_is_on_a_day_of_the_rule() {
    let when = When::read("every tue until 29 dec except 1 dec", friday()).unwrap();
    assert_eq!(when.from.date().to_string(), "2026-12-08");
    let (first, recurrence, review) = when.at(chrono_tz::Europe::Zagreb);
    assert_eq!(first.0.rfc3339(), "2026-12-08T08:00:00.000Z");
    assert!(recurrence.unwrap().falls_on(first, when.from.date()) && review.is_none());
    let (_, _, review) = When::read("standing", friday()).unwrap().at(chrono_tz::Europe::Zagreb);
    assert_eq!(review.unwrap().rfc3339(), "2027-02-24T23:00:00.000Z");
}

proptest! {
    #[test]
    fn no_text_brings_it_down(text in "\\PC{0,60}") {
        let _ = When::read(&text, friday());
    }

    #[test]
    fn words_in_any_order_bring_it_down_never_and_keep_their_order(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "every", "tue", "14-16", "until", "march", "15", "dec", "-", "to", "for", "weeks", "except", "first",
                "31.12.", "standing", "in", "next", "and", ",", "2pm", "2026-12-01", "daily", "not", "of", "month",
            ]),
            0..9,
        ),
    ) {
        if let Ok(when) = When::read(&words.join(" "), friday()) {
            prop_assert!(when.from < when.until);
            prop_assert!(when.days().next() == Some(when.from.date()));
            prop_assert!(when.rule.is_none() || when.days().count() <= 367);
        }
    }
}

#[test]
fn who_comes_again_and_again_is_not_expected_on_holidays() {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let mut holidays = Holidays::default();
    for (month, date, name) in [(12, 1, "National Day"), (12, 15, "Feast"), (12, 16, "Feast")] {
        assert_eq!(holidays.put(day(month, date), name.into()), None);
    }
    let days = |text: &str| -> Vec<String> {
        let when = When::read(text, friday()).and_then(|when| when.where_open(&holidays)).unwrap();
        assert_eq!(when.from.date(), when.days().next().unwrap(), "the first window is that of the first day");
        when.days().map(|day| day.format("%m-%d").to_string()).collect()
    };
    assert_eq!(days("every tue until 22 dec"), ["12-08", "12-22"]);
    assert_eq!(days("every tue until 22 dec except holidays"), ["12-08", "12-22"]);
    assert_eq!(days("every tue until 22 dec except holidays and 8 dec"), ["12-22"]);
    for also in ["including holidays", "also on holidays", "holidays too", "even on public holidays"] {
        assert_eq!(days(&format!("every tue until 22 dec {also}")), ["12-01", "12-08", "12-15", "12-22"], "{also}");
    }
    assert_eq!(days("15-17 dec"), ["12-15", "12-16", "12-17"], "days that were named hold");
    assert_eq!(days("15-17 dec except holidays"), ["12-17"]);
    assert_eq!(days("1 dec"), ["12-01"]);
    let standing = When::read("standing every tue", friday()).and_then(|when| when.where_open(&holidays)).unwrap();
    assert_eq!((standing.from.date(), standing.except), (day(12, 8), vec![day(12, 1), day(12, 15)]));
    let never = When::read("every tue until 1 dec", friday()).and_then(|when| when.where_open(&holidays));
    assert_eq!(never, Err(WhenFault::Never));
}
