//! Cards and calendars, as programs write them.

use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use crate::desk::import::{Column, Form, Preview, ReadRules, Reading, Row, RowFault, open};
use crate::domain::{Moment, Person, Timestamp, Visit};

fn rules() -> ReadRules {
    ReadRules::new(Moment::utc(Timestamp::from(Utc.with_ymd_and_hms(2026, 3, 10, 12, 0, 0).unwrap())))
}

/// What a text comes to, and what is wrong with it.
fn read(text: &str, for_all: &[(Column, &str)]) -> (Form, Vec<(Person, Visit)>, Vec<String>) {
    let source = open(text.as_bytes()).unwrap();
    let mut reading = Reading::of(&source).unwrap();
    reading.for_all = for_all.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
    let preview = Preview::of(&source, &reading, &rules()).unwrap();
    let faults = preview.rows.iter().flat_map(Row::faults).map(RowFault::to_string).collect();
    let guests = preview.rows.into_iter().filter_map(|row| row.read.ok()).map(|guest| (guest.person, guest.visit));
    (source.form, guests.collect(), faults)
}

#[test]
fn a_card_is_a_guest() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ærøskøbing;Søren;Maria;Dr.;\r\nFN:Søren Maria Ærø\r\n skøbing\r\n\
        ORG:Nordhavn Shipping\\, Ltd;Legal\r\nBDAY:19690730\r\nitem1.TEL;TYPE=WORK,VOICE:+45 1\r\nNICKNAME:Sune\r\n\
        NOTE:Comes by car\\nand late\r\nEMAIL;TYPE=\"a;b:c\":s@example.org\r\nEND:VCARD\r\n\
        BEGIN:VCARD\nVERSION:4.0\nN:Ito;Aiko;;;\nBDAY:--0310\nEND:VCARD\n\
        BEGIN:VCARD\nVERSION:4.0\nN:Weiss;Ana;;;\nBDAY;VALUE=date:1970-03-10T00:00:00Z\nEND:VCARD\n";
    let (form, guests, faults) = read(text, &[(Column::Host, "Ms Tan"), (Column::When, "tomorrow 9-10")]);
    assert_eq!(
        (form, faults),
        (
            Form::Cards,
            vec!["line 13, date of birth “--0310”: a date as YYYY-MM-DD or DD.MM.YYYY was expected".to_owned(),]
        )
    );
    let [(first, visit), (second, _)] = guests.as_slice() else { panic!("{guests:?}") };
    assert_eq!(
        (first.name.as_str(), first.organisation.as_str()),
        ("Søren Maria Ærøskøbing", "Nordhavn Shipping, Ltd, Legal")
    );
    assert_eq!(first.born.map(String::from).as_deref(), Some("1969-07-30"));
    assert_eq!(
        (first.other_names.as_slice(), first.notes[0].text.as_str()),
        (&["Sune".to_owned()][..], "Comes by car and late")
    );
    assert_eq!(visit.host, "Ms Tan");
    assert_eq!((second.name.as_str(), second.born.map(String::from).as_deref()), ("Ana Weiss", Some("1970-03-10")));
}

fn event(lines: &str) -> String {
    let head = "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\n\
        ORGANIZER;CN=Ms Tan:mailto:tan@example.org\r\nATTENDEE;CN=Ana Weiss:mailto:a@example.org\r\n";
    format!("{head}{lines}END:VEVENT\r\nEND:VCALENDAR\r\n")
}

/// First moment and end of what one event comes to, or its faults.
fn times(lines: &str) -> (String, String) {
    let (_, guests, faults) = read(&event(lines), &[]);
    guests
        .first()
        .map_or_else(|| (faults.join("; "), String::new()), |(_, visit)| (visit.from.rfc3339(), visit.until.rfc3339()))
}

#[test]
fn times_are_by_the_clock_that_they_name() {
    for (lines, from, until) in [
        ("DTSTART:20260311T090000Z\r\nDTEND:20260311T100000Z\r\n", "2026-03-11T09:00", "2026-03-11T10:00"),
        ("DTSTART;TZID=Europe/Paris:20260611T090000\r\nDURATION:PT1H30M\r\n", "2026-06-11T07:00", "2026-06-11T08:30"),
        (
            "DTSTART;TZID=\"W. Europe Standard Time\":20260311T090000\r\nDTEND;TZID=W. Europe Standard Time:20260311T100000\r\n",
            "2026-03-11T08:00",
            "2026-03-11T09:00",
        ),
        (
            "DTSTART;TZID=/x.org/2026/America/New_York:20260311T090000\r\nDURATION:P1D\r\n",
            "2026-03-11T13:00",
            "2026-03-12T13:00",
        ),
        ("DTSTART:20260311T090000\r\nDTEND:20260311T100000\r\n", "2026-03-11T09:00", "2026-03-11T10:00"),
        ("DTSTART;VALUE=DATE:20260311\r\nDTEND;VALUE=DATE:20260313\r\n", "2026-03-11T00:00", "2026-03-13T00:00"),
        ("DTSTART;VALUE=DATE:20260311\r\n", "2026-03-11T00:00", "2026-03-12T00:00"),
        ("DTSTART;VALUE=DATE:20260311\r\nDURATION:P2D\r\n", "2026-03-11T00:00", "2026-03-13T00:00"),
    ] {
        let (begins, ends) = times(lines);
        assert!(begins.starts_with(from) && ends.starts_with(until), "{lines}: {begins} {ends}");
    }
    assert!(
        times("DTSTART;TZID=Mars/Base:20260311T090000\r\nDURATION:PT1H\r\n").0.contains("20260311T090000 Mars/Base")
    );
    assert!(times("DTSTART:20260311T090000Z\r\n").0.contains("until: a value was expected"));
}

#[test]
fn whoever_is_invited_and_comes_is_a_guest_of_who_invited() {
    let lines = "DTSTART:20260311T090000Z\r\nDTEND:20260311T100000Z\r\nSUMMARY:Talks\\, and lunch\r\n\
        ATTENDEE;CN=Ms Tan:MAILTO:TAN@example.org\r\nATTENDEE;CUTYPE=ROOM;CN=Hall:mailto:hall@example.org\r\n\
        ATTENDEE;PARTSTAT=DECLINED;CN=Bo:mailto:bo@example.org\r\nATTENDEE:mailto:nobody@example.org\r\n\
        BEGIN:VALARM\r\nSUMMARY:Alarm\r\nATTENDEE;CN=Alarm:mailto:x@example.org\r\nEND:VALARM\r\n";
    let cancelled = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSTATUS:CANCELLED\r\nATTENDEE;CN=Gone:mailto:g@example.org\r\nEND:VEVENT\r\n";
    let (form, guests, faults) = read(&event(lines).replacen("BEGIN:VCALENDAR\r\n", cancelled, 1), &[]);
    assert_eq!((form, faults), (Form::Calendar, vec!["line 19, name: a value was expected".to_owned()]));
    let [(person, visit)] = guests.as_slice() else { panic!("{guests:?}") };
    assert_eq!(
        (person.name.as_str(), visit.host.as_str(), visit.purpose.as_str()),
        ("Ana Weiss", "Ms Tan", "Talks, and lunch")
    );
}

#[test]
fn an_event_that_recurs_is_a_visit_that_recurs() {
    let rule = "DTSTART;TZID=Europe/Paris:20260311T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n\
        EXDATE;TZID=Europe/Paris:20260318T090000\r\n";
    let moved = "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID;TZID=Europe/Paris:20260325T090000\r\n\
        DTSTART;TZID=Europe/Paris:20260326T090000\r\nDURATION:PT1H\r\nORGANIZER;CN=Ms Tan:mailto:t@example.org\r\n\
        ATTENDEE;CN=Ana Weiss:mailto:a@example.org\r\n";
    let (_, guests, faults) = read(&event(&format!("{rule}{moved}")), &[]);
    let [(_, every), (_, once)] = guests.as_slice() else { panic!("{guests:?} {faults:?}") };
    let recurrence = every.recurrence.as_ref().unwrap();
    assert_eq!(recurrence.zone.name(), "Europe/Paris");
    let except: Vec<String> = recurrence.except.iter().map(|day| String::from(*day)).collect();
    assert_eq!(except, ["2026-03-18", "2026-03-25"]);
    assert_eq!(
        (every.ends().rfc3339().as_str(), once.from.rfc3339().as_str()),
        ("2026-04-01T08:00:00.000Z", "2026-03-26T08:00:00.000Z")
    );
    let endless = read(&event(&rule.replace(";COUNT=4", "")), &[]).2;
    assert!(endless[0].contains("until when?"), "{endless:?}");
}

proptest! {
    #[test]
    fn any_lines_are_answered(text in "[A-Z:;=\"\\\\, \r\n0-9TZP-]{0,200}") {
        for begin in ["BEGIN:VCARD\n", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260311T090000Z\n"] {
            let text = format!("{begin}{text}\nEND:VEVENT\nEND:VCARD\n");
            if let Ok(source) = open(text.as_bytes()) {
                let _ = Preview::of(&source, &Reading::of(&source).unwrap(), &rules());
            }
        }
    }
}
