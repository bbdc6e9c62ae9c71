//! Whole files, good and bad.

use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use super::book::sample::{Said, rows as sheet_rows, xlsx};
use super::*;
use crate::domain::text::TextFault;
use crate::domain::{Category, Timestamp};

const HEADER: &str = "name,host,from,until,areas,escort,reference,date of birth,organisation\n";

/// Noon on 2026-03-10, UTC.
fn rules() -> ReadRules {
    ReadRules::new(Moment::utc(Timestamp::from(Utc.with_ymd_and_hms(2026, 3, 10, 12, 0, 0).unwrap())))
}

fn row(name: &str, reference: &str) -> String {
    format!("{name},Mr Lind,2026-03-11 09:00,2026-03-11 10:00,,,{reference},,\n")
}

fn rejection(bytes: &[u8]) -> Rejection {
    match read(bytes, &rules()) {
        Err(ImportFault::Rows(rejection)) => *rejection,
        other => panic!("{other:?}"),
    }
}

/// The faults of a file as they are shown.
fn check(rows: &str, expected: &[&str]) {
    let rejection = rejection(format!("{HEADER}{rows}").as_bytes());
    let shown: Vec<String> = rejection.faults().iter().map(RowFault::to_string).collect();
    assert_eq!(shown, expected, "{rows}");
}

#[test]
fn a_row_becomes_a_guest() {
    let text = "\u{feff}UNTIL;From;Host;Name;DOB;Areas;Escort;Ref;Passport;Company;Nationality;Purpose\r\n\
        2026-03-11;2026-03-11 09:00;\"Mr Lind; Trade\"; Søren \u{202e}Ærøskøbing;30.07.1969;\"Hall;Roof\";ja;T-1;X1;Co;DK;Talk\r\n";
    let plan = read(text.as_bytes(), &ReadRules { gate: "North gate".into(), ..rules() }).unwrap();
    let [Guest { person, visit, line: 2 }] = plan.rows.as_slice() else { panic!("{plan:?}") };
    assert_eq!((person.name.as_str(), person.organisation.as_str()), ("Søren Ærøskøbing", "Co"));
    assert_eq!((person.document.as_str(), person.nationality.as_str()), ("X1", "DK"));
    assert_eq!(person.born.map(String::from).as_deref(), Some("1969-07-30"));
    assert_eq!(
        (visit.host.as_str(), visit.purpose.as_str(), visit.reference.as_str()),
        ("Mr Lind; Trade", "Talk", "T-1")
    );
    assert_eq!(visit.from.rfc3339(), "2026-03-11T09:00:00.000Z");
    assert_eq!(visit.until.rfc3339(), "2026-03-12T00:00:00.000Z");
    assert_eq!((visit.areas.join("+").as_str(), visit.escort, visit.gate.as_str()), ("Hall+Roof", true, "North gate"));
    assert_eq!(plan.sha256, HEXLOWER.encode(&Sha256::digest(text.as_bytes())));
    assert_eq!((plan.warnings.as_slice(), plan.rejected_csv()), (&[][..], None));
}

#[test]
fn windows_1252_is_read_and_said() {
    let text = format!("{HEADER}{}", row("Zo\u{e9} M\u{fc}ller-\u{d8}deg\u{e5}rd", ""));
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let plan = read(&bytes, &rules()).unwrap();
    assert_eq!(plan.rows[0].person.name, "Zoé Müller-Ødegård");
    assert_eq!(plan.warnings, [Warning::Windows1252]);
}

#[test]
fn utf16_and_every_line_end_are_read() {
    let text = format!("{HEADER}{}{}", row("王秀英", ""), row("محمد الفارسي", ""));
    let utf16 = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (cr, crlf) = (text.replace('\n', "\r"), text.replace('\n', "\r\n"));
    let expected = read(text.as_bytes(), &rules()).unwrap().rows;
    assert_eq!(expected.iter().map(|guest| guest.line).collect::<Vec<_>>(), [2, 3]);
    for bytes in [utf16.as_slice(), cr.as_bytes(), crlf.as_bytes()] {
        assert_eq!(read(bytes, &rules()).unwrap().rows, expected);
    }
}

#[test]
fn every_fault_is_told_with_its_line_and_what_was_expected() {
    check(
        ",Mr Lind,03/04/2026,2026-02-30,,perhaps,,2030-01-01,\n",
        &[
            "line 2, name: a value was expected",
            "line 2, date of birth “2030-01-01”: a date of birth in the past was expected",
            "line 2, from “03/04/2026”: a date as YYYY-MM-DD or DD.MM.YYYY was expected; with slashes nobody can tell the day from the month",
            "line 2, until “2026-02-30”: a day of the calendar was expected",
            "line 2, escort “perhaps”: yes or no was expected",
        ],
    );
    check(
        "\n\"A\nB\",h,2026-03-11,2026-03-11,,,,,\"\n\n\"\n\u{200b},h\u{1b}[2J,2026-03-11 10:00,2026-03-11 10:00,,,,,\n",
        &[
            "line 7, name “\\u{200b}”: a value was expected",
            "line 7, until “2026-03-11 10:00”: a time after the beginning of the visit was expected",
        ],
    );
    check(
        "A,h,2026-03-11,2027-03-12,,,,,\nB,h,2026-03-11\n\"C\"x,h,2026-03-11,2026-03-11,,,,,,,y\n",
        &[
            "line 2, until “2027-03-12”: a time at most 366 days after the beginning of the visit was expected",
            "line 3, 9 cells were expected as in the first row, 3 are there",
            "line 3, until: a value was expected",
            "line 4, 9 cells were expected as in the first row, 11 are there",
            "line 4, text follows a closing quote; a delimiter was expected, or a doubled quote inside quotes",
        ],
    );
}

#[test]
fn names_of_ten_thousand_characters_or_no_letter_are_refused() {
    let long = rejection(format!("{HEADER}{}{}", row(&"a".repeat(10_000), ""), row("12", "")).as_bytes());
    let faults: Vec<CellFault> = long.faults().iter().map(|fault| fault.fault.clone()).collect();
    assert_eq!(faults, [CellFault::Text(TextFault::TooLong(300)), CellFault::Text(TextFault::NoLetter)]);
    assert_eq!(long.faults()[0].value.chars().count(), 61);
}

#[test]
fn what_comes_twice_is_a_fault() {
    let rows = [row("A", "r1"), row("B", "r1"), row("C", ""), row(" C ", ""), row("C", "r2"), row("D", "")];
    check(
        &rows.concat(),
        &[
            "line 3, reference “r1”: a reference of its own was expected; line 2 has the same",
            "line 5, the row says the same as line 4; without a reference each guest is taken once",
        ],
    );
}

#[test]
fn good_rows_are_kept_only_on_purpose_and_the_others_are_given_back() {
    let rows = "A,h,2026-03-11,2026-03-11,\"x,y\",,,,\n=1+1,\"h \"\"q\"\"\",tomorrow,2026-03-11,\"x,y\",,,,\nB,h\n";
    let rejection = rejection(format!("{HEADER}{rows}").as_bytes());
    assert_eq!((rejection.rows_read(), rejection.rows_rejected(), rejection.fault_count()), (3, 2, 5));
    let plan = rejection.keep_good();
    assert_eq!(plan.rows.iter().map(|guest| guest.person.name.as_str()).collect::<Vec<_>>(), ["A"]);
    let csv = plan.rejected_csv().unwrap();
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines[0], format!("{},fault", HEADER.trim()));
    assert!(
        lines[1].starts_with("=1+1,\"h \"\"q\"\"\",tomorrow,2026-03-11,\"x,y\",,,,,\"name “=1+1”: a readable"),
        "{csv}"
    );
    assert!(lines[2].starts_with("B,h,,,,,,,,\"9 cells"), "{csv}");
}

#[test]
fn rejected_rows_come_back_with_one_fault_column_and_pass_once_mended() {
    let first = rejection(format!("{HEADER}{}", row("1", "r")).as_bytes()).rejected_csv();
    let again = rejection(first.as_bytes()).rejected_csv();
    assert_eq!(first, again);
    let mended = first.replacen("\r\n1,", "\r\nA,", 1);
    let plan = read(mended.as_bytes(), &rules()).unwrap();
    assert_eq!((plan.rows.len(), plan.warnings.len()), (1, 0));
    let marked = rejection(format!("\u{feff}{HEADER}{}", row("1", "")).replace(',', ";").as_bytes()).rejected_csv();
    assert!(marked.starts_with("\u{feff}name;host;"), "{marked}");
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let refused = |text: &str| read(text.as_bytes(), &rules()).unwrap_err().to_string();
    assert!(refused("").starts_with("there is no guest"));
    assert!(refused(HEADER).starts_with("there is no guest"));
    assert_eq!(
        refused("name;from\n"),
        "the first row must name the columns, and host, until are missing; it has: name, from"
    );
    assert_eq!(
        refused("name,NAME"),
        "the column name is there twice, the second time as “NAME”: leave one of them out"
    );
    assert!(refused(&format!("{HEADER}\n\"A,h")).starts_with("the quote opened in line 3 is never closed"));
    assert!(refused("PK\u{3}\u{4}").contains("the spreadsheet is damaged"));
}

/// What a reading of a workbook comes to, each fault as it is shown.
fn shown(bytes: &[u8], change: impl FnOnce(&Source, &mut Reading)) -> (Vec<String>, Result<Plan, ImportFault>) {
    let source = open(bytes).unwrap();
    let mut reading = Reading::of(&source).unwrap();
    change(&source, &mut reading);
    let preview = Preview::of(&source, &reading, &rules()).unwrap();
    let faults = preview.rows.iter().flat_map(Row::faults).map(RowFault::to_string).collect();
    (faults, preview.plan(&source, &reading))
}

fn text_file(rows: &str) -> Vec<u8> {
    format!("name,host,when,passport,date of birth\n{rows}").into_bytes()
}

#[test]
fn what_a_spreadsheet_made_of_a_cell_is_told_with_what_it_was() {
    let head = ["name", "host", "from", "until", "passport", "dob", "purpose"].map(Said::Text);
    let times = || [Said::Text("Ms Tan"), Said::Number(46_092.375, 2), Said::Number(46_092.5, 2)];
    let row = |name, more: [Said<'static>; 3]| [Said::Text(name)].into_iter().chain(times()).chain(more).collect();
    let list: Vec<Vec<Said<'_>>> = vec![
        vec![Said::Text("Delegation of Nordhavn")],
        head.into(),
        row("A", [Said::Number(1_234_567.0, 0), Said::Number(25_569.0, 0), Said::Text("Talks")]),
        row("B", [Said::Number(1_234_567_890_123_456_789.0, 0), Said::Number(47_000.0, 1), Said::Number(46_092.0, 1)]),
        row("C", [Said::Text("1.23457E+11"), Said::Text("02.01.70"), Said::Broken("#REF!")]),
        row("D", [Said::Number(1_234_567.0, 3), Said::Number(25_569.0, 1), Said::Number(7.0, 0)]),
    ];
    let bytes = xlsx(
        false,
        &[("Notes", "", sheet_rows(1, &[vec![Said::Text("by hand")]]), ""), ("List", "", sheet_rows(3, &list), "")],
    );
    let (faults, plan) = shown(&bytes, |_, reading| assert_eq!((reading.sheet, reading.header), (1, 1)));
    assert_eq!(
        faults,
        [
            "F5, date of birth “25569”: a date was expected; the spreadsheet shows the day as a number; “1970-01-01”?",
            "E5, document number “1234567”: the spreadsheet kept it as a number, so that zeros before it are lost: compare it with the document; “1234567”?",
            "F6, date of birth “2028-09-04”: a date of birth in the past was expected; “1928-09-04”?",
            "E6, document number “1234567890123456800”: the spreadsheet has rounded the number: write it as it stands on the document",
            "G6, purpose “2026-03-11”: the spreadsheet took it for a date: write it as it was meant",
            "F7, date of birth “02.01.70”: a year of four digits was expected; “1970-01-02”?",
            "E7, document number “1.23457E+11”: the spreadsheet has rounded the number: write it as it stands on the document",
            "G7, purpose “#REF!”: a value was expected; the formula comes to nothing",
        ]
    );
    let Err(ImportFault::Rows(rejection)) = plan else { panic!("{plan:?}") };
    let good = rejection.keep_good();
    let [Guest { person, visit, line: 8 }] = good.rows.as_slice() else { panic!("{good:?}") };
    assert_eq!((person.document.as_str(), visit.purpose.as_str()), ("001234567", "7"));
    assert_eq!(visit.from.rfc3339(), "2026-03-11T09:00:00.000Z");
}

#[test]
fn what_somebody_said_of_a_cell_is_taken() {
    let row = "A,Ms Tan,tomorrow 9-10,";
    let bytes =
        text_file(&format!("{row}123456789,\n{row}1234567,45292\n{row}987654321,\"45,292\"\n{row}7.0,03.04.31\n"));
    let (faults, _) = shown(&bytes, |_, _| {});
    assert_eq!(
        faults,
        [
            "line 3, date of birth “45292”: a date was expected; the spreadsheet shows the day as a number; “2024-01-01”?",
            "line 3, document number “1234567”: most numbers of this column have 9 digits, so that zeros before it may be lost: compare it with the document; “1234567”?",
            "line 4, date of birth “45,292”: a date was expected; the spreadsheet shows the day as a number; “2024-01-01”?",
            "line 5, date of birth “03.04.31”: a year of four digits was expected; “1931-04-03”?",
            "line 5, document number “7.0”: the spreadsheet kept it as a number, so that zeros before it are lost: compare it with the document; “7”?",
        ]
    );
    let said = [(3, Column::Born, "1994-05-06"), (3, Column::Document, "001234567"), (4, Column::Born, "2024-01-01")];
    let (faults, plan) = shown(&bytes, |_, reading| {
        reading.by_hand = said.map(|(line, column, text)| ((line, column), text.to_owned())).into();
    });
    assert_eq!(faults.len(), 2, "{faults:?}");
    let Err(ImportFault::Rows(rejection)) = plan else { panic!("{plan:?}") };
    assert_eq!(rejection.rows_rejected(), 1);
    let good = rejection.keep_good().rows;
    assert_eq!(good[1].person.document, "001234567");
    assert_eq!(good[1].person.born.map(String::from).as_deref(), Some("1994-05-06"));
}

#[test]
fn columns_are_named_by_hand_and_rows_told_what_they_do_not_say() {
    let bytes = "Gast,Kommt,Vorname,Wer\nIvanov,no,Ana,x\nWeiss,tomorrow 14-16,,y\n".as_bytes();
    assert!(matches!(read(bytes, &rules()), Err(ImportFault::MissingColumns { .. })));
    let map = |source: &Source, reading: &mut Reading| {
        reading.map(source, "gast", Some(Column::Surname)).unwrap();
        reading.map(source, "KOMMT", Some(Column::When)).unwrap();
        let none = reading.map(source, "Zweck", Some(Column::Purpose)).unwrap_err().to_string();
        assert_eq!(none, "there is no column “Zweck”; there are: Gast, Kommt, Vorname, Wer");
        reading.for_all.insert(Column::Host, "Ms Tan".into());
        reading.by_hand.insert((3, Column::Purpose), "Lunch".into());
    };
    let (faults, plan) = shown(bytes, map);
    assert_eq!(faults, ["line 2, when “no”: “no” was not understood"]);
    let Err(ImportFault::Rows(rejection)) = plan else { panic!("{plan:?}") };
    let plan = rejection.keep_good();
    let [Guest { person, visit, .. }] = plan.rows.as_slice() else { panic!("{plan:?}") };
    assert_eq!((person.name.as_str(), visit.host.as_str(), visit.purpose.as_str()), ("Weiss", "Ms Tan", "Lunch"));
    // What is given back reads by itself.
    let back = plan.rejected_csv().unwrap();
    assert!(back.starts_with("surname,when,Vorname,Wer,host,purpose,fault\r\nIvanov,no,Ana,x,Ms Tan,,"), "{back}");
    let mended = back.replace(",no,", ",tomorrow 9-10,");
    assert_eq!(read(mended.as_bytes(), &rules()).unwrap().rows[0].person.name, "Ana Ivanov");
}

#[test]
fn a_header_may_stand_lower_and_come_again() {
    let bytes = b"Nordhavn,,\nas of today,,\nname,host,when\nA,h,tomorrow 9-10\nname,host,when\nB,h,tomorrow 9-10\n";
    let plan = read(bytes, &rules()).unwrap();
    assert_eq!(plan.rows.iter().map(|guest| guest.line).collect::<Vec<_>>(), [4, 6]);
}

#[test]
fn a_rule_of_a_calendar_says_how_a_visit_recurs() {
    let head = "name,host,from,until,rrule,exdate\n";
    let row = "A,h,2026-03-11 09:00,2026-03-11 10:00,";
    let text = format!("{head}{row}Europe/Paris FREQ=WEEKLY;BYDAY=WE;COUNT=4,2026-03-18\n");
    let guest = read(text.as_bytes(), &rules()).unwrap().rows.remove(0);
    let recurrence = guest.visit.recurrence.unwrap();
    assert_eq!(
        (recurrence.zone.name(), recurrence.rule.to_string().as_str()),
        ("Europe/Paris", "FREQ=WEEKLY;UNTIL=20260401;BYDAY=WE")
    );
    assert_eq!(recurrence.except.len(), 1);
    let (faults, _) = shown(format!("{head}{row}Mars/Base FREQ=DAILY,\n{row}FREQ=HOURLY,\n").as_bytes(), |_, _| {});
    assert_eq!(faults[0], "line 2, recurs “Mars/Base FREQ=DAILY”: a time zone such as Europe/Paris was expected");
    assert_eq!(faults.len(), 2);
}

#[test]
fn one_person_in_two_rows_is_seen() {
    let bytes = text_file("A,h,tomorrow 9-10,X1,\nB,h,tomorrow 9-10,,\na,h,tomorrow 11-12,x1,\nB,h,tomorrow 11-12,,\n");
    let source = open(&bytes).unwrap();
    let preview = Preview::of(&source, &Reading::of(&source).unwrap(), &rules()).unwrap();
    assert_eq!(preview.rows.iter().map(|row| row.twin).collect::<Vec<_>>(), [None, None, Some(2), None]);
}

#[test]
fn odd_columns_and_visits_gone_by_are_warned_of() {
    let text = "name,host,from,until,shoe size,\nA,h,2026-03-09,2026-03-09,44,\n";
    let warnings = read(text.as_bytes(), &rules()).unwrap().warnings;
    let shown: Vec<String> = warnings.iter().map(Warning::to_string).collect();
    assert_eq!(shown, ["the column “shoe size” is not read", "visits over already: 1"]);
}

#[test]
fn all_faults_are_counted_and_the_first_are_shown() {
    let rejection = rejection(format!("{HEADER}{}", row("1", "").repeat(SHOWN_FAULTS + 500)).as_bytes());
    assert_eq!((rejection.faults().len(), rejection.fault_count()), (SHOWN_FAULTS, SHOWN_FAULTS as u64 + 500));
    assert_eq!(rejection.rejected_csv().lines().count(), SHOWN_FAULTS + 501);
}

/// Guests as a file that means them.
fn written(guests: &[Guest], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let header = [
        "name",
        "organisation",
        "nationality",
        "dob",
        "document",
        "host",
        "purpose",
        "from",
        "until",
        "areas",
        "escort",
        "reference",
        "category",
    ];
    writer.write_record(header).unwrap();
    for Guest { person, visit, .. } in guests {
        let born = person.born.map(String::from).unwrap_or_default();
        let (from, until, areas) = (visit.from.rfc3339(), visit.until.rfc3339(), visit.areas.join("|"));
        let (from, until) = (from.replace(".000", ""), until.replace(".000", ""));
        let escort = if visit.escort { "yes" } else { "no" };
        let category = visit.category.map_or("", Category::code).to_owned();
        let person = [&person.name, &person.organisation, &person.nationality, &born, &person.document];
        let escort = escort.to_owned();
        let visit = [&visit.host, &visit.purpose, &from, &until, &areas, &escort, &visit.reference, &category];
        writer.write_record(person.into_iter().chain(visit)).unwrap();
    }
    writer.into_inner().unwrap()
}

fn without_lines(guests: &[Guest]) -> Vec<Guest> {
    guests.iter().map(|guest| Guest { line: 0, ..guest.clone() }).collect()
}

#[test]
fn the_sample_written_out_is_the_sample() {
    let guests = read(sample::GUESTS, &sample::rules(rules().now)).unwrap().rows;
    let gate = ReadRules { gate: sample::GATE.into(), ..rules() };
    for delimiter in [b',', b';', b'\t'] {
        assert_eq!(without_lines(&read(&written(&guests, delimiter), &gate).unwrap().rows), without_lines(&guests));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &rules());
        let _ = read(&[HEADER.as_bytes(), &bytes].concat(), &rules());
    }

    #[test]
    fn any_text_is_answered_and_given_back(rows in "[a1 ,;|\"\n\ré\u{200b}:.+/-]{0,200}") {
        let text = format!("{HEADER}{rows}");
        if let Err(ImportFault::Rows(rejection)) = read(text.as_bytes(), &rules()) {
            prop_assert!(rejection.faults().windows(2).all(|pair| pair[0].line <= pair[1].line));
            let lines = text.replace("\r\n", "\n").replace('\r', "\n").lines().count() as u64;
            prop_assert!(rejection.faults().iter().all(|fault| (2..=lines).contains(&fault.line)));
            prop_assert!(read(rejection.rejected_csv().as_bytes(), &rules()).is_err());
        }
    }

    #[test]
    fn rejected_cells_are_given_back_as_they_were(
        cells in proptest::collection::vec("[ a\"\r\n,;\té=]{0,6}", 8),
        delimiter in prop::sample::select(vec![b',', b';', b'\t']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(HEADER.trim().split(',')).unwrap();
        // A name without a letter is always at fault.
        let given: Vec<String> = ["1".to_owned()].into_iter().chain(cells).collect();
        writer.write_record(&given).unwrap();
        let back = rejection(&writer.into_inner().unwrap()).rejected_csv();
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(back.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        prop_assert_eq!(record.iter().take(9).collect::<Vec<_>>(), given);
        prop_assert!(record.get(9).unwrap().starts_with("name “1”: "));
    }

    #[test]
    fn what_is_taken_reads_the_same_when_written_out(
        name in "\\PC{0,20}\\p{L}\\PC{0,20}", host in "\\PC{0,20}[a-z]", purpose in "[a-zé,;\t\"\r\n ]{0,30}",
        areas in "[a-z,;| ]{0,20}", from in 0_i64..4_000_000_000, minutes in 1_i64..366 * 24 * 60, escort: bool,
        delimiter in prop::sample::select(vec![b',', b';', b'\t']),
    ) {
        let (from, until) = (Timestamp(from * 1_000), Timestamp((from + minutes * 60) * 1_000));
        let visit = crate::domain::Visit {
            purpose, areas: vec![areas], escort, ..crate::domain::Visit::plain(host, from, until)
        };
        let person = crate::domain::Person { name, ..Default::default() };
        let first = written(&[Guest { person, visit, line: 0 }], delimiter);
        if let Ok(plan) = read(&first, &rules()) {
            let second = read(&written(&plan.rows, delimiter), &rules()).unwrap();
            prop_assert_eq!(without_lines(&second.rows), without_lines(&plan.rows));
        }
    }
}

#[test]
fn a_visit_that_was_not_approved_gets_no_yes_by_way_of_a_file() {
    let state = |state: &str| {
        let row = format!("name,host,from,until,state\nVera Holm,Ms Tan,2026-11-24 09:00,2026-11-24 10:00,{state}\n");
        read(row.as_bytes(), &rules()).map(|plan| plan.rows.len()).map_err(|fault| fault.to_string())
    };
    for taken in ["approved", "inside", "left", "no-show", "Approved", ""] {
        assert_eq!(state(taken), Ok(1), "{taken}");
    }
    for not in ["requested", "refused", "declined", "cancelled", "lapsed", "arrived", "banana"] {
        assert!(state(not).is_err(), "{not}");
    }
}
