//! Workbooks: XLSX by calamine, ODS by hand, both behind the same limits.
//!
//! A workbook is an archive that a few kilobytes can make unpack to gigabytes, and one cell at the far end of a sheet
//! makes a table of billions. So every part is unpacked once into nothing and counted before anything reads it, rows
//! are read one after the other and never as a rectangle, and what is larger than a list of guests ever is, is refused.

mod ods;
#[cfg(test)]
#[path = "sample_tests.rs"]
pub(super) mod sample;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::sheet::{Cell, Record, Sheet};

/// Bytes that all parts may unpack to.
const UNPACKED_LIMIT: u64 = 256 << 20;
/// Parts of an archive, at the most.
const PARTS_LIMIT: usize = 4_096;
/// Rows of a sheet in which anything stands, at the most.
pub const ROW_LIMIT: usize = 200_000;
/// Cells of a workbook, at the most.
const CELL_LIMIT: usize = 4_000_000;
/// Sheets that are read.
const SHEET_LIMIT: usize = 64;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookFault {
    /// An archive of something else.
    #[error("this is an archive but no spreadsheet: save the list as XLSX, ODS or CSV")]
    NotABook,
    /// It opens with a password only.
    #[error("the spreadsheet is locked with a password: save it without one")]
    Locked,
    /// It does not read as what it says it is.
    #[error("the spreadsheet is damaged ({0}): open it in the program that made it and save it again")]
    Damaged(String),
    /// It unpacks to more than any list of guests.
    #[error("the spreadsheet unpacks to more than {} MB: copy the list into a new one", UNPACKED_LIMIT >> 20)]
    Bomb,
    /// More rows or cells than any list of guests.
    #[error("the sheet “{sheet}” has more than {ROW_LIMIT} rows or {CELL_LIMIT} cells: copy the list into a new one")]
    TooManyCells {
        /// Which.
        sheet: String,
    },
    /// No sheet of it has anything in it.
    #[error("every sheet is empty or hidden")]
    Empty,
}

/// The sheets of a workbook in which anything stands and which are not hidden.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, BookFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| BookFault::Damaged(error.to_string()))?;
    measure(&mut archive, UNPACKED_LIMIT)?;
    let has = |part: &str| archive.index_for_name(part).is_some();
    let sheets = if has("xl/workbook.xml") {
        xlsx::read(bytes)?
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        ods::read(&mut archive)?
    } else {
        return Err(BookFault::NotABook);
    };
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    if sheets.is_empty() { Err(BookFault::Empty) } else { Ok(sheets) }
}

/// Unpacks every part into nothing, and counts. What an archive says of its own sizes is worth nothing.
fn measure(archive: &mut ZipArchive<Cursor<&[u8]>>, limit: u64) -> Result<(), BookFault> {
    if archive.len() > PARTS_LIMIT {
        return Err(BookFault::Bomb);
    }
    let mut left = limit;
    for part in 0..archive.len() {
        let unread = |error: zip::result::ZipError| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => BookFault::Locked,
            error => BookFault::Damaged(error.to_string()),
        };
        let mut part = archive.by_index(part).map_err(unread)?;
        let unpacked = std::io::copy(&mut part.by_ref().take(left + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|error| BookFault::Damaged(error.to_string()))?;
        left = left.checked_sub(unpacked).ok_or(BookFault::Bomb)?;
    }
    Ok(())
}

/// Puts cells into rows as they come, row after row.
struct Filling {
    sheet: Sheet,
    /// Cells that there is room for in the workbook.
    room: usize,
}

impl Filling {
    fn new(sheet: Sheet, room: usize) -> Self {
        Self { sheet, room }
    }

    /// Puts a cell where it stands, counted from 0.
    fn put(&mut self, row: u64, place: usize, cell: Cell) -> Result<(), BookFault> {
        let line = row + 1;
        let last = self.sheet.rows.last().map_or(0, |record| record.line);
        if line < last {
            return Err(BookFault::Damaged(format!("row {line} stands after row {last}")));
        }
        if line > last {
            self.sheet.rows.push(Record { line, cells: Vec::new(), stray: false });
        }
        let rows = self.sheet.rows.len();
        let Some(record) = self.sheet.rows.last_mut() else { return Ok(()) };
        let further = (place + 1).saturating_sub(record.cells.len());
        if rows > ROW_LIMIT || further > self.room {
            return Err(BookFault::TooManyCells { sheet: self.sheet.name.clone() });
        }
        self.room -= further;
        record.cells.resize(record.cells.len() + further, Cell::default());
        if let Some(slot) = record.cells.get_mut(place) {
            *slot = cell;
        }
        Ok(())
    }

    /// What stands in a merged cell stands in each of its rows; spreadsheets keep it in the first alone.
    fn merge(&mut self, place: usize, first: u64, last: u64) {
        let (first, last) = (first + 1, last + 1);
        let Ok(start) = self.sheet.rows.binary_search_by_key(&first, |record| record.line) else { return };
        let Some(cell) = self.sheet.rows[start].cells.get(place).cloned() else { return };
        for record in self.sheet.rows[start + 1..].iter_mut().take_while(|record| record.line <= last) {
            let missing = (place + 1).saturating_sub(record.cells.len());
            // Each row that is looked at costs as much as a cell, so that regions without number cost no more than those.
            let Some(left) = self.room.checked_sub(missing.max(1)) else { return };
            self.room = left;
            record.cells.resize(record.cells.len() + missing, Cell::default());
            if let Some(slot) = record.cells.get_mut(place).filter(|slot| slot.text.is_empty()) {
                *slot = cell.clone();
            }
        }
    }

    /// The sheet without rows in which nothing stands, and the room that is left.
    fn finish(mut self) -> (Sheet, usize) {
        self.sheet.rows.retain(|record| !record.is_blank());
        (self.sheet, self.room)
    }
}

/// A number as a person writes it, without an exponent.
fn number(value: f64) -> String {
    format!("{value}")
}
