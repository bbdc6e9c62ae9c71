//! ODS: one document, `content.xml`, read by hand.
//!
//! What a reader of its own buys: the text that is shown of a number ("007", where the number is 7), cells that are
//! merged, and repetitions that are counted before they are made ("the same cell a million times" takes one line).

use std::io::{BufReader, Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::super::sheet::{Cell, Made, Sheet};
use super::{BookFault, CELL_LIMIT, Filling, ROW_LIMIT, SHEET_LIMIT};

/// The last place of a row that is looked at; what stands beyond belongs to no list of guests.
const WIDEST: usize = 1_024;

pub(super) fn read(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<Sheet>, BookFault> {
    let mut manifest = String::new();
    let part = archive.by_name("META-INF/manifest.xml").map_err(|_| BookFault::NotABook)?;
    let _ = part.take(1 << 20).read_to_string(&mut manifest).map_err(damaged)?;
    if manifest.contains("encryption-data") {
        return Err(BookFault::Locked);
    }
    let content = archive.by_name("content.xml").map_err(|_| BookFault::NotABook)?;
    let mut walk = Walk { room: CELL_LIMIT, ..Walk::default() };
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) => walk.open(&tag)?,
            Event::End(tag) => walk.close(tag.name().as_ref())?,
            Event::Text(text) if walk.is_said() => walk.text.push_str(&text.decode().map_err(damaged)?),
            Event::GeneralRef(name) if walk.is_said() => {
                let plain = name.resolve_char_ref().map_err(damaged)?;
                let plain = plain.or_else(|| named(name.as_ref()));
                walk.text.extend(plain);
            }
            Event::DocType(_) => return Err(BookFault::Damaged("a document type stands in it".into())),
            Event::Eof => return Ok(walk.sheets),
            _ => {}
        }
        buffer.clear();
    }
}

/// The five entities that XML has.
fn named(name: &[u8]) -> Option<char> {
    Some(match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        _ => return None,
    })
}

/// How far the document was gone through.
#[derive(Default)]
struct Walk {
    sheets: Vec<Sheet>,
    sheet: Option<Filling>,
    room: usize,
    /// Styles of tables that are hidden, and the one being defined.
    hidden: Vec<Vec<u8>>,
    style: Vec<u8>,
    /// Regions of the sheet that are one cell: place, first and last row.
    merged: Vec<(usize, u64, u64)>,
    row: u64,
    rows: u64,
    /// What stands in the row, each with its place and how often.
    cells: Vec<(usize, usize, Cell)>,
    place: usize,
    cell: Option<Open>,
    text: String,
    /// Depth within a paragraph, and within a comment, which is no part of what a cell says.
    said: usize,
    aside: usize,
}

/// A cell whose end was not reached yet.
struct Open {
    times: usize,
    rows: u64,
    covered: bool,
    value: Option<(String, Made)>,
    broken: bool,
}

impl Walk {
    fn is_said(&self) -> bool {
        self.said > 0 && self.aside == 0
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), BookFault> {
        match tag.name().as_ref() {
            b"style:style" => self.style = value(tag, b"style:name")?.unwrap_or_default().into_bytes(),
            b"style:table-properties" if value(tag, b"table:display")?.as_deref() == Some("false") => {
                self.hidden.push(self.style.clone());
            }
            b"table:table" => self.begin(tag)?,
            b"table:table-row" => {
                self.rows = count(tag, b"table:number-rows-repeated")?;
                (self.place, self.cells) = (0, Vec::new());
            }
            name @ (b"table:table-cell" | b"table:covered-table-cell") => {
                let covered = name == b"table:covered-table-cell";
                let times = usize::try_from(count(tag, b"table:number-columns-repeated")?).unwrap_or(usize::MAX);
                let rows = count(tag, b"table:number-rows-spanned")?;
                let broken = value(tag, b"calcext:value-type")?.as_deref() == Some("error");
                self.cell = Some(Open { times, rows, covered, value: told(tag)?, broken });
                self.text.clear();
            }
            b"text:p" if self.cell.is_some() && self.aside == 0 => {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                self.said += 1;
            }
            b"text:s" if self.is_said() => {
                let spaces = usize::try_from(count(tag, b"text:c")?).unwrap_or(1).min(WIDEST);
                self.text.extend(std::iter::repeat_n(' ', spaces));
            }
            b"text:tab" | b"text:line-break" if self.is_said() => self.text.push(' '),
            b"office:annotation" => self.aside += 1,
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), BookFault> {
        let style = value(tag, b"table:style-name")?.unwrap_or_default().into_bytes();
        let name = value(tag, b"table:name")?.unwrap_or_default();
        (self.row, self.merged) = (0, Vec::new());
        let read = !self.hidden.contains(&style) && self.sheets.len() < SHEET_LIMIT;
        self.sheet = read.then(|| Filling::new(Sheet { name, ..Sheet::default() }, self.room));
        Ok(())
    }

    fn close(&mut self, name: &[u8]) -> Result<(), BookFault> {
        match name {
            b"text:p" => self.said = self.said.saturating_sub(usize::from(self.aside == 0)),
            b"office:annotation" => self.aside = self.aside.saturating_sub(1),
            b"table:table-cell" | b"table:covered-table-cell" => self.end_cell(),
            b"table:table-row" => self.end_row()?,
            b"table:table" => self.end_sheet(),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(open) = self.cell.take() else { return };
        let shown = std::mem::take(&mut self.text);
        if open.rows > 1 && !open.covered {
            self.merged.push((self.place, self.row, self.row.saturating_add(open.rows - 1)));
        }
        let cell = match open.value {
            _ if open.broken => Cell { text: shown, made: Made::Broken },
            Some((text, Made::Number)) => zeros(text, &shown),
            Some((text, made)) => Cell { text, made },
            None => Cell { text: shown, made: Made::Text },
        };
        // What lies under another cell is not seen.
        if !cell.text.is_empty() && !open.covered && self.place < WIDEST {
            self.cells.push((self.place, open.times.min(WIDEST - self.place), cell));
        }
        self.place = self.place.saturating_add(open.times);
    }

    fn end_row(&mut self) -> Result<(), BookFault> {
        let (first, cells) = (self.row, std::mem::take(&mut self.cells));
        self.row = self.row.saturating_add(self.rows);
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        if cells.is_empty() {
            return Ok(());
        }
        if self.rows > ROW_LIMIT as u64 {
            return Err(BookFault::TooManyCells { sheet: sheet.sheet.name.clone() });
        }
        for row in first..self.row {
            for (place, times, cell) in &cells {
                for further in 0..*times {
                    sheet.put(row, place + further, cell.clone())?;
                }
            }
        }
        Ok(())
    }

    fn end_sheet(&mut self) {
        let Some(mut filling) = self.sheet.take() else { return };
        for (place, first, last) in std::mem::take(&mut self.merged) {
            filling.merge(place, first, last);
        }
        let (sheet, room) = filling.finish();
        self.room = room;
        self.sheets.push(sheet);
    }
}

/// A number; what is shown of it where that is the same with leading zeros.
fn zeros(text: String, shown: &str) -> Cell {
    let digits = shown.starts_with('0') && shown.len() > 1 && shown.bytes().all(|byte| byte.is_ascii_digit());
    match digits && shown.trim_start_matches('0') == text {
        true => Cell { text: shown.to_owned(), made: Made::Text },
        false => Cell { text, made: Made::Number },
    }
}

/// What the attributes of a cell say that it is; text mostly stands in it instead.
fn told(tag: &BytesStart<'_>) -> Result<Option<(String, Made)>, BookFault> {
    let kind = value(tag, b"office:value-type")?.unwrap_or_default();
    let of = |name: &[u8]| value(tag, name);
    Ok(match kind.as_str() {
        "float" | "percentage" | "currency" => of(b"office:value")?.map(|number| (plain(&number), Made::Number)),
        "date" => of(b"office:date-value")?.map(|date| (moment(&date), Made::Day)),
        "time" => of(b"office:time-value")?.map(|time| (clock(&time), Made::Day)),
        "boolean" => of(b"office:boolean-value")?.map(|yes| (yes_or_no(&yes), Made::Text)),
        _ => of(b"office:string-value")?.map(|text| (text, Made::Text)),
    })
}

/// A number without an exponent.
fn plain(number: &str) -> String {
    number.parse::<f64>().map_or_else(|_| number.to_owned(), super::number)
}

/// `2024-01-01T09:00:00` as a person writes it.
fn moment(date: &str) -> String {
    let (day, time) = date.split_once('T').unwrap_or((date, ""));
    match time.get(..5) {
        Some(time) => format!("{day} {time}"),
        None => day.to_owned(),
    }
}

/// `PT09H30M00S` as `09:30`.
fn clock(time: &str) -> String {
    let parts = time.strip_prefix("PT").and_then(|rest| rest.split_once('H'));
    let minutes = parts.and_then(|(hours, rest)| Some((hours, rest.split_once('M')?.0)));
    minutes.map_or_else(|| time.to_owned(), |(hours, minutes)| format!("{hours}:{minutes}"))
}

fn yes_or_no(value: &str) -> String {
    if value == "true" { "yes" } else { "no" }.to_owned()
}

/// How often, or over how many: once where nothing is said.
fn count(tag: &BytesStart<'_>, name: &[u8]) -> Result<u64, BookFault> {
    value(tag, name)?.map_or(Ok(1), |count| count.parse().map_err(damaged))
}

fn value(tag: &BytesStart<'_>, name: &[u8]) -> Result<Option<String>, BookFault> {
    let found: Option<Attribute<'_>> = tag.try_get_attribute(name).map_err(damaged)?;
    let plain = |attribute: Attribute<'_>| Ok(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned());
    let text: Option<Result<String, quick_xml::Error>> = found.map(plain);
    text.transpose().map_err(damaged)
}

fn damaged(error: impl std::fmt::Display) -> BookFault {
    BookFault::Damaged(error.to_string())
}
