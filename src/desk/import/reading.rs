//! How a file is to be read: which sheet, which row names the columns, what each column is, what somebody said besides.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::text::escape;

use super::column::{Column, plain};
use super::fault::{ImportFault, RowFault, SHOWN_VALUE};
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
    /// Rows that nobody wants of it, by their line.
    pub left_out: BTreeSet<u64>,
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

    /// As the sheet of this name reads by itself.
    pub fn of_named(source: &Source, wanted: &str) -> Result<Self, ImportFault> {
        let sheet = source.sheets.iter().position(|sheet| sheet.name.trim() == wanted.trim());
        let found = || source.sheets.iter().map(|sheet| escape(&sheet.name, SHOWN_VALUE)).collect();
        let wanted = || escape(wanted, SHOWN_VALUE);
        Self::of_sheet(source, sheet.ok_or_else(|| ImportFault::NoSuchSheet { wanted: wanted(), found: found() })?)
    }

    /// The column of this header is something else from now on.
    pub fn map(&mut self, source: &Source, header: &str, column: Option<Column>) -> Result<(), ImportFault> {
        let cells = self.header(source);
        let place = cells.iter().position(|cell| plain(cell) == plain(header));
        let shown = |text: &&str| escape(text.trim(), SHOWN_VALUE);
        let found = || cells.iter().map(shown).collect();
        let wanted = || shown(&header);
        self.assign(place.ok_or_else(|| ImportFault::NoSuchColumn { wanted: wanted(), found: found() })?, column);
        Ok(())
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

    /// Somebody says that these were what was proposed. Answers how many there were.
    pub fn confirm<'f>(&mut self, faults: impl IntoIterator<Item = &'f RowFault>) -> usize {
        let proposed = faults.into_iter().filter_map(|f| Some(((f.line, f.column?), f.proposed.clone()?)));
        let proposed: Vec<_> = proposed.collect();
        let count = proposed.len();
        self.by_hand.extend(proposed);
        count
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
