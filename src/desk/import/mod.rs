//! A file of guests, read whole and validated before anything is written.
//!
//! Bytes in, a [`Plan`] out: nothing here reads a file, a clock or a store. On the way a file is a [`Source`]: rows of
//! cells, whatever it was. Text may be UTF-8, UTF-16 with a byte order mark or Windows-1252, its cells parted by comma,
//! semicolon or tab, quoted as in RFC 4180 section 2, its lines ended by CRLF, LF or CR; or vCards, or a calendar; workbooks are XLSX or ODS. A
//! [`Reading`] says what its columns are: one of the first rows names them, in any order and case (see [`Column`]), and
//! somebody may say otherwise. Both together make a [`Preview`], and that a plan.
//!
//! Every fault of the file is found in one pass, so that it can be mended in one go. [`read`] gives a plan only when
//! there is none; the [`Rejection`] it gives otherwise may be turned into a plan of the good rows on purpose.

mod book;
mod column;
mod days;
mod doubt;
mod encoding;
mod fault;
mod field;
mod headers;
mod hosts;
mod lines;
mod mapping;
mod plan;
mod preview;
mod reading;
mod row;
pub mod sample;
mod serial;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

pub use book::{BookFault, ROW_LIMIT};
pub use column::Column;
pub use days::{DaysFault, days};
pub use encoding::{Encoding, EncodingFault};
pub use fault::{CellFault, ImportFault, RowFault, Warning};
pub use hosts::{HostsFault, hosts};
pub use mapping::{Mapping, key as mapping_key};
pub use plan::{Forming, Guest, Plan, Rejection, SHOWN_FAULTS};
pub use preview::{Preview, Row};
pub use reading::Reading;
pub use sheet::{Cell, Form, Made, Record, Sheet, Source, cell_name};

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime};
use chrono_tz::Tz;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::domain::recurrence::fixed;
use crate::domain::{Holidays, Moment};
use encoding::decode;
use table::Reader;

/// The largest file that is taken, in bytes: some thirty times a file of 10,000 guests.
pub const FILE_LIMIT: usize = 32 << 20;
/// The most columns a file may have; there are some thirty that mean something.
pub const COLUMN_LIMIT: usize = 200;

/// The offset from UTC in force at a local time of the gate: none where the clocks skip it, two where they repeat it.
pub type Zone = fn(&NaiveDateTime) -> MappedLocalTime<FixedOffset>;

/// What a file is read against.
#[derive(Debug, Clone)]
pub struct ReadRules {
    /// When it is read: nobody is born later, and relative days count from its day.
    pub now: Moment,
    /// The gate every visit of the file is expected at; empty for any gate of the mission.
    pub gate: String,
    /// The offsets of local times. Without it the offset of `now` holds for all of them, which is an hour off beyond
    /// the next change of the clocks.
    pub zone: Option<Zone>,
    /// Whose clock a visit that recurs keeps to.
    pub place: Tz,
    /// Whether `from` and `until` may be relative to the day it is read, as in a template of a day: `HH:MM` is today,
    /// `+1 HH:MM` tomorrow, `-1 HH:MM` yesterday, up to 366 days either way.
    pub relative_days: bool,
    /// Days on which the mission is closed: who comes again and again, as a person says it, does not on those.
    pub holidays: Holidays,
}

impl ReadRules {
    /// Absolute times at the offset of `now`, for any gate.
    pub fn new(now: Moment) -> Self {
        let place = fixed(now.offset);
        Self { now, gate: String::new(), zone: None, place, relative_days: false, holidays: Holidays::default() }
    }
}

/// Reads one guest from what stands in each column, as a row of a file would be.
pub fn read_one(cells: &[(Column, &str)], rules: &ReadRules) -> Result<Guest, ImportFault> {
    let row = |cells: Vec<Cell>| Record { line: 1, cells, stray: false };
    let names = cells.iter().map(|(column, _)| column.name().into()).collect();
    let cells: Vec<Cell> = cells.iter().map(|(_, cell)| (*cell).into()).collect();
    let source = Source::of_rows(vec![row(names), row(cells)]);
    // Typed by hand, there is no spreadsheet to doubt.
    let mut reading = Reading::of(&source)?;
    let typed = reading.columns.iter().flatten().zip(&source.sheets[0].rows[1].cells);
    reading.by_hand = typed.map(|(column, cell)| ((1, *column), cell.text.clone())).collect();
    let preview = Preview::of(&source, &reading, rules)?;
    let row = preview.rows.into_iter().next().ok_or(ImportFault::NoRows)?;
    row.read.map_err(ImportFault::Row)
}

/// Reads a file of guests as it reads by itself.
///
/// `Err` holds why the file cannot be read at all, or, as [`ImportFault::Rows`], the faults of its rows.
pub fn read(bytes: &[u8], rules: &ReadRules) -> Result<Plan, ImportFault> {
    let source = open(bytes)?;
    let reading = Reading::of(&source)?;
    Preview::of(&source, &reading, rules)?.plan(&source, &reading)
}

/// Opens a file: what it is is told by its first bytes.
pub fn open(bytes: &[u8]) -> Result<Source, ImportFault> {
    if bytes.len() > FILE_LIMIT {
        return Err(ImportFault::TooLarge);
    }
    let (form, sheets) = match bytes {
        [b'P', b'K', 3, 4, ..] => (Form::Workbook, book::read(bytes)?),
        _ => text(bytes)?,
    };
    Ok(Source { form, sheets, sha256: HEXLOWER.encode(&Sha256::digest(bytes)) })
}

fn text(bytes: &[u8]) -> Result<(Form, Vec<Sheet>), ImportFault> {
    let (text, encoding) = decode(bytes)?;
    if let Some(read) = lines::read(&text) {
        return Ok(read);
    }
    let (mut reader, header) = Reader::open(&text)?.ok_or(ImportFault::NoRows)?;
    let mut rows = vec![header];
    while let Some(record) = reader.next_row()? {
        rows.push(record);
    }
    Ok((Form::Text(reader.delimiter(), encoding), vec![Sheet { rows, ..Sheet::default() }]))
}
