//! Workbooks, as spreadsheets and their enemies make them.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::sample::Said::{Broken, Formula, Nothing, Number, Text};
use super::sample::{archive, ods, rows, xlsx};
use super::*;
use crate::desk::import::serial::Epoch;
use crate::desk::import::{ImportFault, Made, open};

/// What stands in a sheet: `line: cell|cell`, a number with `#` before it, a day with `@`, what is broken with `!`.
fn shown(sheet: &Sheet) -> Vec<String> {
    let cell = |cell: &Cell| {
        let mark = match cell.made {
            Made::Text | Made::Sure => "",
            Made::Number => "#",
            Made::Day => "@",
            Made::Broken => "!",
        };
        format!("{mark}{}", cell.text)
    };
    let row = |record: &Record| record.cells.iter().map(cell).collect::<Vec<_>>().join("|");
    sheet.rows.iter().map(|record| format!("{}: {}", record.line, row(record))).collect()
}

fn fault(bytes: &[u8]) -> BookFault {
    match open(bytes) {
        Err(ImportFault::Book(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn cells_of_xlsx_are_what_they_say_they_are() {
    let list = rows(
        3,
        &[
            vec![Text("name"), Text("born"), Text("from"), Nothing, Text("passport")],
            vec![Text("A &amp; B"), Number(25_569.0, 1), Number(46_350.375, 2), Nothing, Number(1_234_567.0, 0)],
            vec![Formula("A4", "C"), Number(25_569.0, 0), Number(0.5, 2), Nothing, Number(1_234_567.0, 3)],
            vec![Broken("#N/A"), Nothing, Nothing, Nothing, Number(123_456_789_012.0, 0)],
            vec![Nothing, Nothing],
            vec![Text(" ")],
        ],
    );
    let sheets = super::read(&xlsx(false, &[("Guests", "", list, "")])).unwrap();
    let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
    assert_eq!((sheet.name.as_str(), sheet.epoch), ("Guests", Epoch::Year1900));
    assert_eq!(
        shown(sheet),
        [
            "3: name|born|from||passport",
            "4: A & B|@1970-01-01|@2026-11-24 09:00||#1234567",
            "5: C|#25569|@12:00||001234567",
            "6: !#N/A||||#123456789012",
        ]
    );
}

#[test]
fn hidden_and_empty_sheets_are_not_there_and_the_epoch_is_the_books() {
    let cells = |text| rows(1, &[vec![Text(text), Number(24_107.0, 1)]]);
    let sheets = [
        ("Lookup", "state=\"hidden\"", cells("hidden"), ""),
        ("Empty", "", String::new(), ""),
        ("Guests", "", cells("shown"), ""),
    ];
    let sheets = super::read(&xlsx(true, &sheets)).unwrap();
    let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
    assert_eq!((sheet.name.as_str(), sheet.epoch), ("Guests", Epoch::Year1904));
    assert_eq!(shown(sheet), ["1: shown|@1970-01-01"]);
    assert_eq!(fault(&xlsx(false, &[("Empty", "", String::new(), "")])), BookFault::Empty);
}

#[test]
fn what_stands_in_a_merged_cell_stands_in_each_of_its_rows() {
    let list =
        rows(1, &[vec![Text("a"), Text("Ms Tan")], vec![Text("b")], vec![Text("c"), Text("own")], vec![Text("d")]]);
    let merged = "<mergeCells count=\"1\"><mergeCell ref=\"B1:B3\"/></mergeCells>";
    let sheets = super::read(&xlsx(false, &[("S", "", list, merged)])).unwrap();
    assert_eq!(shown(&sheets[0]), ["1: a|Ms Tan", "2: b|Ms Tan", "3: c|own", "4: d"]);
    let table = "<table:table table:name=\"S\">\
        <table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
        <table:table-cell table:number-rows-spanned=\"2\"><text:p>Ms Tan</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell><text:p>b</text:p></table:table-cell>\
        <table:covered-table-cell><text:p>under it</text:p></table:covered-table-cell></table:table-row>\
        <table:table-row><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(shown(&super::read(&ods("", table)).unwrap()[0]), ["1: a|Ms Tan", "2: b|Ms Tan", "3: c"]);
}

#[test]
fn cells_of_ods_are_what_they_say_they_are() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let cells = [
        cell("", "Zo&#xeb;<text:s text:c=\"2\"/><text:span>&amp;</text:span> Co"),
        cell("office:value-type=\"float\" office:value=\"7\"", "007"),
        cell("office:value-type=\"float\" office:value=\"1234567\"", "1 234 567"),
        cell("office:value-type=\"float\" office:value=\"1.5E+9\"", "1.5E+9"),
        cell("office:value-type=\"date\" office:date-value=\"2026-11-24T09:00:00\"", "24.11.26"),
        cell("office:value-type=\"date\" office:date-value=\"1970-01-02\"", "2 Jan"),
        cell("office:value-type=\"time\" office:time-value=\"PT09H30M00S\"", "9:30"),
        cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "TRUE"),
        cell("office:value-type=\"string\" calcext:value-type=\"error\"", "#N/A"),
        "<table:table-cell table:number-columns-repeated=\"2\"/>".into(),
        "<table:table-cell table:number-columns-repeated=\"2\"><office:annotation><text:p>said of it</text:p>\
         </office:annotation><text:p>x</text:p><text:p>y</text:p></table:table-cell>"
            .into(),
        "<table:table-cell table:number-columns-repeated=\"16000\"/>".into(),
    ];
    let table = format!(
        "<table:table table:name=\"Old\" table:style-name=\"h\"><table:table-row>{}</table:table-row></table:table>\
         <table:table table:name=\"List\"><table:table-row table:number-rows-repeated=\"3\"/>\
         <table:table-row table:number-rows-repeated=\"2\">{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048571\"><table:table-cell/></table:table-row></table:table>",
        cell("", "hidden"),
        cells.concat()
    );
    let styles = "<style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>";
    let sheets = super::read(&ods(styles, &table)).unwrap();
    let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
    let row = "Zoë  & Co|007|#1234567|#1500000000|@2026-11-24 09:00|@1970-01-02|@09:30|yes|!#N/A|||x\ny|x\ny";
    assert_eq!(shown(sheet), [format!("4: {row}"), format!("5: {row}")]);
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_is_read() {
    let zeros = "0".repeat(1 << 16);
    let parts = [("xl/workbook.xml", zeros.as_str()), ("xl/media/1", zeros.as_str())];
    let bytes = archive(&parts);
    assert!(bytes.len() < 1 << 10, "{}", bytes.len());
    let measured = |limit| measure(&mut ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap(), limit);
    assert_eq!(measured(1 << 17), Ok(()));
    assert_eq!(measured((1 << 17) - 1), Err(BookFault::Bomb));
    let many: Vec<(String, &str)> = (0..=PARTS_LIMIT).map(|part| (part.to_string(), "")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    assert_eq!(fault(&archive(&many)), BookFault::Bomb);
}

#[test]
fn a_cell_far_away_makes_no_table_up_to_it() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>".to_owned();
    let sheets = super::read(&xlsx(false, &[("S", "", far, "")])).unwrap();
    assert_eq!((sheets[0].rows.len(), sheets[0].rows[0].line), (1, 1_048_576));
    let mut wide = String::new();
    for row in 1..=300 {
        let _ = write!(wide, "<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>");
    }
    assert_eq!(fault(&xlsx(false, &[("S", "", wide, "")])), BookFault::TooManyCells { sheet: "S".into() });
    let repeated = "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"150000\">\
        <table:table-cell table:number-columns-repeated=\"900\"><text:p>x</text:p></table:table-cell>\
        </table:table-row></table:table>";
    assert_eq!(fault(&ods("", repeated)), BookFault::TooManyCells { sheet: "S".into() });
    let repeated = repeated.replace("150000", "4000000000");
    assert_eq!(fault(&ods("", &repeated)), BookFault::TooManyCells { sheet: "S".into() });
}

#[test]
fn what_is_no_workbook_says_so() {
    assert_eq!(fault(&archive(&[("word/document.xml", "<w/>")])), BookFault::NotABook);
    assert!(matches!(fault(b"PK\x03\x04...."), BookFault::Damaged(_)));
    let locked = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    assert_eq!(fault(&archive(&[("META-INF/manifest.xml", locked), ("content.xml", "")])), BookFault::Locked);
    let typed = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
    assert!(matches!(
        fault(&archive(&[("META-INF/manifest.xml", "<a/>"), ("content.xml", typed)])),
        BookFault::Damaged(_)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_workbook_is_answered(at in 0_usize..4_000, with: u8, cut in 0_usize..4_000) {
        let list = rows(1, &[vec![Text("name"), Number(25_569.0, 1)], vec![Text("a"), Number(1.0, 0)]]);
        let mut bytes = xlsx(false, &[("S", "", list, "")]);
        let length = bytes.len();
        bytes[at % length] = with;
        let _ = open(&bytes);
        bytes.truncate(cut % length);
        let _ = open(&bytes);
    }

    #[test]
    fn any_content_is_answered(rows in "[<>/a-z\"=&;:]{0,80}", cells in "[<>/\"a-z 0-9&;#]{0,80}") {
        let _ = open(&xlsx(false, &[("S", "", rows.clone(), &cells)]));
        let _ = open(&ods(&cells, &format!("<table:table><table:table-row>{rows}</table:table-row></table:table>")));
    }
}
