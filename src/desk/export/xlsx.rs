//! A table as a workbook of one sheet (ECMA-376, SpreadsheetML): texts are texts, days and times are such, the row of
//! column names stays where it is.
//!
//! Written by hand over the archive that the import reads workbooks with: it is five small parts, and nothing of a
//! library for charts and formulas would be used.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::desk::import::cell_name;

use super::table::{Cell, Format, Table};
use super::work::Work;

/// The most characters that the name of a sheet has.
const NAME: usize = 31;
/// Widths of columns, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=48;
/// Rows that are looked at for them.
const LOOKED_AT: usize = 1_000;

/// How cells look: by their place in the styles below.
mod style {
    pub const NUMBER: u8 = 0;
    pub const TEXT: u8 = 1;
    pub const DAY: u8 = 2;
    pub const TIME: u8 = 3;
    pub const HEAD: u8 = 4;
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>"#;

/// Writes the table.
pub(super) fn write(table: &Table, work: &Work) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let book = book(&table.title);
    let sheet = sheet(table, work)?;
    let parts: [(&str, &str); 6] = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).map_err(io::Error::other)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish().map_err(io::Error::other)?.into_inner())
}

fn book(title: &str) -> String {
    let name: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(NAME).collect();
    let name = if name.trim().is_empty() { "List".to_owned() } else { escaped(name.trim()) };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    )
}

fn sheet(table: &Table, work: &Work) -> io::Result<String> {
    let places = table.places(Format::Xlsx);
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#,
    );
    let name = |place: &usize| table.columns.get(*place).map_or("", |column| column.name.as_str());
    for (at, place) in places.iter().enumerate() {
        let rows = table.rows.iter().take(LOOKED_AT).filter_map(|row| row.get(*place));
        let most = rows.map(|cell| cell.shown().chars().count()).chain([name(place).chars().count()]).max();
        let wide = (most.unwrap_or(0) + 2).clamp(*WIDTHS.start(), *WIDTHS.end());
        let _ = write!(xml, r#"<col min="{0}" max="{0}" width="{wide}" customWidth="1"/>"#, at + 1);
    }
    xml.push_str(r#"</cols><sheetData><row r="1">"#);
    for (at, place) in places.iter().enumerate() {
        text(&mut xml, &cell_name(at, 1), style::HEAD, name(place));
    }
    xml.push_str("</row>");
    for (row, line) in table.rows.iter().zip(2_u64..) {
        work.one()?;
        let _ = write!(xml, r#"<row r="{line}">"#);
        for (at, place) in places.iter().enumerate() {
            if let Some(found) = row.get(*place) {
                cell(&mut xml, &cell_name(at, line), found);
            }
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    Ok(xml)
}

fn cell(xml: &mut String, at: &str, cell: &Cell) {
    let mut value = |style: u8, value: f64| {
        let _ = write!(xml, r#"<c r="{at}" s="{style}"><v>{value}</v></c>"#);
    };
    match cell {
        Cell::Empty | Cell::Tick => {}
        #[allow(clippy::cast_precision_loss, reason = "what is counted here is far below what a double holds exactly")]
        Cell::Number(number) => value(style::NUMBER, *number as f64),
        Cell::Day(day) => match count(day.and_time(NaiveTime::MIN)) {
            Some(count) => value(style::DAY, count),
            None => text(xml, at, style::TEXT, &cell.shown()),
        },
        // The end of a day is midnight of the next, which a sheet shows, and an import reads, as that whole day.
        Cell::Time(time) => match count(*time).filter(|_| time.second() == 0 && time.time() != NaiveTime::MIN) {
            Some(count) => value(style::TIME, count),
            None => text(xml, at, style::TEXT, &cell.shown()),
        },
        Cell::Text(words) => text(xml, at, style::TEXT, words),
    }
}

fn text(xml: &mut String, at: &str, style: u8, words: &str) {
    let words = escaped(words);
    let _ = write!(xml, r#"<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>"#);
}

/// Days since the last but one of 1899, as spreadsheets count from March 1900 on; before that they know a day that never
/// was.
fn count(time: NaiveDateTime) -> Option<f64> {
    let (zero, sure) = (NaiveDate::from_ymd_opt(1899, 12, 30)?, NaiveDate::from_ymd_opt(1900, 3, 1)?);
    let days = i32::try_from((time.date() - zero).num_days()).ok().filter(|_| time.date() >= sure)?;
    Some(f64::from(days) + f64::from(time.num_seconds_from_midnight()) / 86_400.0)
}

/// A text between tags; what XML cannot hold is left out, as it was when the text was taken.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
