//! What a file would come to, row by row, before anything is taken.

use std::collections::HashMap;

use crate::desk::guests::Identity;

use super::ReadRules;
use super::column::Columns;
use super::doubt::Doubts;
use super::fault::{ImportFault, RowFault, Warning};
use super::plan::{Gathering, Guest, Plan, leader_of};
use super::reading::Reading;
use super::row::Rows;
use super::sheet::{Form, Record, Source};

/// What a file would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Its rows, in the order of the file.
    pub rows: Vec<Row>,
    /// What is odd and yet keeps nobody out.
    pub warnings: Vec<Warning>,
}

/// What one row would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which row of its sheet it is, counted from 0.
    pub at: usize,
    /// The line it begins on, or its number, counted from 1.
    pub line: u64,
    /// The guest, or all that is wrong with the row.
    pub read: Result<Guest, Vec<RowFault>>,
    /// An earlier row that speaks of the same person.
    pub twin: Option<u64>,
    /// Whether nobody wants it.
    pub left_out: bool,
}

impl Row {
    /// What is wrong with it.
    pub fn faults(&self) -> &[RowFault] {
        self.read.as_ref().err().map_or(&[], Vec::as_slice)
    }

    /// Whether it is wanted and cannot be taken.
    pub fn is_bad(&self) -> bool {
        self.read.is_err() && !self.left_out
    }
}

impl Preview {
    /// Reads a file so.
    pub fn of(source: &Source, reading: &Reading, rules: &ReadRules) -> Result<Self, ImportFault> {
        let sheet = source.sheets.get(reading.sheet).ok_or(ImportFault::NoRows)?;
        let header = sheet.rows.get(reading.header).ok_or(ImportFault::NoRows)?;
        let columns = Columns::of(source, reading, header)?;
        let doubts = Doubts::new(rules, source.form, sheet, columns.place(super::Column::Document));
        let mut rows = Rows::new(rules, &columns, &doubts, reading);
        let body = sheet.rows.iter().enumerate().skip(reading.header + 1);
        // A list that was printed over several pages has its header on each.
        let body = body.filter(|(_, record)| !same(record, header));
        let mut read: Vec<Row> = Vec::new();
        let mut people: HashMap<Identity, u64> = HashMap::new();
        for (at, record) in body {
            let guest = rows.guest(record);
            let identity = guest.as_ref().ok().and_then(|guest| Identity::of(&guest.person));
            let twin = identity.and_then(|identity| match people.get(&identity) {
                Some(line) => Some(*line),
                None => people.insert(identity, record.line),
            });
            let left_out = reading.left_out.contains(&record.line);
            read.push(Row { at, line: record.line, read: guest, twin, left_out });
        }
        let over = rows.over;
        let mut warnings = columns.warnings;
        let guessed = matches!(source.form, Form::Text(_, super::Encoding::Windows1252));
        warnings.extend(guessed.then_some(Warning::Windows1252));
        warnings.extend((over > 0 && !rules.relative_days).then_some(Warning::Over { rows: over }));
        Ok(Self { rows: read, warnings })
    }

    /// Rows that are wanted and cannot be taken.
    pub fn bad(&self) -> usize {
        self.rows.iter().filter(|row| row.is_bad()).count()
    }

    /// Rows that can be taken.
    pub fn good(&self) -> usize {
        self.rows.iter().filter(|row| row.read.is_ok() && !row.left_out).count()
    }

    /// Whoever would lead the delegation that its good rows become, by the number of a row or a name.
    pub fn leader(&self, said: &str) -> Option<&Guest> {
        leader_of(self.rows.iter().filter(|row| !row.left_out).filter_map(|row| row.read.as_ref().ok()), said)
    }

    /// A plan of the whole file, or the faults of its rows.
    ///
    /// Rows that are left out are in neither.
    pub fn plan(self, source: &Source, reading: &Reading) -> Result<Plan, ImportFault> {
        let sheet = source.sheets.get(reading.sheet).ok_or(ImportFault::NoRows)?;
        let mut gathering = Gathering::new(source, reading);
        for row in self.rows.into_iter().filter(|row| !row.left_out) {
            match row.read {
                Ok(guest) => gathering.take(guest),
                Err(faults) => gathering.reject(&sheet.rows[row.at], faults),
            }
        }
        gathering.finish(source.sha256.clone(), self.warnings)
    }
}

/// Whether two rows say the same in every cell.
fn same(one: &Record, other: &Record) -> bool {
    let width = one.cells.len().max(other.cells.len());
    (0..width).all(|place| one.text(place).trim() == other.text(place).trim())
}
