//! How a file is to be read: which sheet, which row names the columns, what each column is, what somebody said besides.

use std::collections::BTreeMap;

use super::column::{Column, plain};
use super::fault::ImportFault;
use super::sheet::{Sheet, Source};

/// The row of column names stands within so many rows.
const HEADER_WITHIN: usize = 20;

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Which sheet, counted from 0.
    pub sheet: usize,
    /// Which of its rows names the columns, counted from 0.
    pub header: usize,
    /// What each column of the file is.
    pub columns: Vec<Option<Column>>,
    /// What holds for every row that says nothing else.
    pub for_all: BTreeMap<Column, String>,
    /// Cells that were written by hand, by their line.
    pub by_hand: BTreeMap<(u64, Column), String>,
}

impl Reading {
    /// As the file reads by itself: the first sheet on which columns are known.
    pub fn of(source: &Source) -> Result<Self, ImportFault> {
        let known = |index: &usize| source.sheets.get(*index).map_or(0, |sheet| header(sheet).1);
        let best = (0..source.sheets.len()).find(|index| known(index) >= 2);
        Self::of_sheet(source, best.unwrap_or(0))
    }

    /// As one of its sheets reads by itself.
    pub fn of_sheet(source: &Source, sheet: usize) -> Result<Self, ImportFault> {
        let table = source.sheets.get(sheet).ok_or(ImportFault::NoRows)?;
        let header = header(table).0;
        let record = table.rows.get(header).ok_or(ImportFault::NoRows)?;
        let columns = record.cells.iter().map(|cell| Column::of(&cell.text)).collect();
        Ok(Self { sheet, header, columns, ..Self::default() })
    }

    /// The same with the column of this header being something else; `false` if there is no such header.
    pub fn map(&mut self, source: &Source, header: &str, column: Option<Column>) -> bool {
        let wanted = plain(header);
        let cells = self.header(source);
        let Some(place) = cells.iter().position(|cell| plain(cell) == wanted) else { return false };
        self.assign(place, column);
        true
    }

    /// A column of the file is this from now on, and no other is.
    pub fn assign(&mut self, place: usize, column: Option<Column>) {
        if column.is_some() {
            self.columns.iter_mut().filter(|other| **other == column).for_each(|other| *other = None);
        }
        if self.columns.len() <= place {
            self.columns.resize(place + 1, None);
        }
        self.columns[place] = column;
    }

    /// The column names of the file.
    pub fn header<'a>(&self, source: &'a Source) -> Vec<&'a str> {
        let record = source.sheets.get(self.sheet).and_then(|sheet| sheet.rows.get(self.header));
        record.map_or_else(Vec::new, |record| record.cells.iter().map(|cell| cell.text.as_str()).collect())
    }
}

/// Which of the first rows names most columns, and how many.
fn header(sheet: &Sheet) -> (usize, usize) {
    let known =
        |record: &super::sheet::Record| record.cells.iter().filter(|cell| Column::of(&cell.text).is_some()).count();
    let rows = sheet.rows.iter().take(HEADER_WITHIN).enumerate();
    let best =
        rows.map(|(index, record)| (index, known(record))).max_by_key(|(index, known)| (*known, usize::MAX - index));
    best.unwrap_or((0, 0))
}
