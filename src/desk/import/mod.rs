//! A file of guests, read whole and validated before anything is written.
//!
//! Bytes in, a [`Plan`] out: nothing here reads a file, a clock or a store. The text may be UTF-8, UTF-16 with a byte
//! order mark or Windows-1252, its cells parted by comma, semicolon or tab, quoted as in RFC 4180 section 2, its lines
//! ended by CRLF, LF or CR. The first row names the columns, in any order and case (see [`Column`]).
//!
//! Every fault of the file is found in one pass, so that it can be mended in one go. [`read`] gives a plan only when
//! there is none; the [`Rejection`] it gives otherwise may be turned into a plan of the good rows on purpose.

mod column;
mod encoding;
mod fault;
mod field;
mod plan;
mod row;
pub mod sample;
mod table;
#[cfg(test)]
mod tests;

pub use column::Column;
pub use encoding::{Encoding, EncodingFault};
pub use fault::{CellFault, ImportFault, RowFault, Warning};
pub use plan::{Guest, Plan, Rejection, SHOWN_FAULTS};

use std::borrow::Cow;

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime};
use chrono_tz::Tz;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::domain::Moment;
use crate::domain::recurrence::fixed;
use column::Columns;
use encoding::decode;
use plan::Gathering;
use row::Rows;
use table::{Reader, Record};

/// The largest file that is taken, in bytes: some hundred times a file of 10,000 guests.
pub const FILE_LIMIT: usize = 128 << 20;
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
}

impl ReadRules {
    /// Absolute times at the offset of `now`, for any gate.
    pub fn new(now: Moment) -> Self {
        let place = fixed(now.offset);
        Self { now, gate: String::new(), zone: None, place, relative_days: false }
    }
}

/// Reads one guest from what stands in each column, as a row of a file would be.
pub fn read_one(cells: &[(Column, &str)], rules: &ReadRules) -> Result<Guest, ImportFault> {
    let names = cells.iter().map(|(column, _)| Cow::Borrowed(column.name())).collect();
    let columns = Columns::of(&Record { line: 1, cells: names, stray: false })?;
    let cells = cells.iter().map(|(_, cell)| Cow::Borrowed(*cell)).collect();
    let record = Record { line: 1, cells, stray: false };
    Rows::new(rules, &columns).guest(&record).map_err(ImportFault::Row)
}

/// Reads a file of guests.
///
/// `Err` holds why the file cannot be read at all, or, as [`ImportFault::Rows`], the faults of its rows.
pub fn read(bytes: &[u8], rules: &ReadRules) -> Result<Plan, ImportFault> {
    if bytes.len() > FILE_LIMIT {
        return Err(ImportFault::TooLarge);
    }
    let (text, encoding) = decode(bytes)?;
    let (mut reader, header) = Reader::open(&text)?.ok_or(ImportFault::NoRows)?;
    let columns = Columns::of(&header)?;
    let mut gathering = Gathering::new(header, reader.delimiter(), encoding);
    let mut rows = Rows::new(rules, &columns);
    while let Some(record) = reader.next_row()? {
        match rows.guest(&record) {
            Ok(guest) => gathering.take(guest),
            Err(faults) => gathering.reject(record, faults),
        }
    }
    let over = rows.over;
    let mut warnings = columns.warnings;
    warnings.extend((encoding == Encoding::Windows1252).then_some(Warning::Windows1252));
    warnings.extend((over > 0 && !rules.relative_days).then_some(Warning::Over { rows: over }));
    gathering.finish(HEXLOWER.encode(&Sha256::digest(bytes)), warnings)
}
