//! What a file of guests comes to.

use crate::domain::text::{fold, has_all};
use crate::domain::{Person, Visit};

use super::column::Column;
use super::encoding::Encoding;
use super::fault::{ImportFault, RowFault, Warning};
use super::reading::Reading;
use super::sheet::{Cell, Made, Record, Source};
use crate::desk::export::shield::shielded;

/// As many faults are kept to be shown; all are counted, and each stands beside its row in the rejected rows.
pub const SHOWN_FAULTS: usize = 1_000;

/// One row that may be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// Who comes.
    pub person: Person,
    /// What for.
    pub visit: Visit,
    /// The line the row begins on, counted from 1.
    pub line: u64,
}

/// What an import would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The guests, in the order of the file.
    pub rows: Vec<Guest>,
    /// SHA-256 of the file's bytes, lower-case hexadecimal: the same file is known again by it.
    pub sha256: String,
    /// What is odd and yet keeps nobody out.
    pub warnings: Vec<Warning>,
    /// The delegation that the guests are to be, if they are to be one.
    pub forming: Option<Forming>,
    /// The rows left out on purpose by [`Rejection::keep_good`]; none in a plan of the whole file.
    left_out: Rejected,
}

/// Guests of a file who come together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forming {
    /// What the delegation is called.
    pub name: String,
    /// The line of whoever leads it.
    pub leader: u64,
}

impl Plan {
    /// The guests are to be a delegation of this name. Who leads it is said by the number of a row or by a name, or is the
    /// first of them; answers whether that is one of them.
    pub fn become_group(&mut self, name: &str, leader: &str) -> bool {
        let leader = leader_of(&self.rows, leader).map(|guest| guest.line);
        self.forming = leader.map(|leader| Forming { name: name.to_owned(), leader });
        self.forming.is_some()
    }

    /// Whoever leads the delegation that these are to be.
    pub fn leader(&self) -> Option<&Guest> {
        let leader = self.forming.as_ref()?.leader;
        self.rows.iter().find(|guest| guest.line == leader)
    }

    /// Whether a delegation that these are to be can be formed: somebody on one of the rows leads it.
    pub fn is_led(&self) -> bool {
        self.forming.is_none() || self.leader().is_some()
    }

    /// The first [`SHOWN_FAULTS`] faults of the rows left out.
    pub fn faults(&self) -> &[RowFault] {
        &self.left_out.faults
    }

    /// Rows left out.
    pub fn rows_rejected(&self) -> usize {
        self.left_out.rows.len()
    }

    /// The rows left out, to be mended and imported again; `None` if there are none. See [`Rejection::rejected_csv`].
    pub fn rejected_csv(&self) -> Option<String> {
        (!self.left_out.rows.is_empty()).then(|| self.left_out.csv())
    }
}

/// A file with rows at fault: nothing of it is taken, unless [`Rejection::keep_good`] is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    plan: Plan,
}

impl Rejection {
    /// The first [`SHOWN_FAULTS`] faults, in the order of the file.
    pub fn faults(&self) -> &[RowFault] {
        self.plan.faults()
    }

    /// All faults, shown or not.
    pub fn fault_count(&self) -> u64 {
        self.plan.left_out.count
    }

    /// Rows at fault.
    pub fn rows_rejected(&self) -> usize {
        self.plan.rows_rejected()
    }

    /// Rows read, good and bad.
    pub fn rows_read(&self) -> usize {
        self.plan.rows.len() + self.plan.rows_rejected()
    }

    /// What is odd besides.
    pub fn warnings(&self) -> &[Warning] {
        &self.plan.warnings
    }

    /// The rows at fault as CSV: the header, each row's cells as they were, and a last column `fault` that says what is
    /// wrong with it. The delimiter is that of the file. The text is meant to be written as UTF-8; it begins with a byte
    /// order mark unless the file was plain UTF-8, so that a spreadsheet shows it as it showed the file.
    pub fn rejected_csv(&self) -> String {
        self.plan.left_out.csv()
    }

    /// A plan of the rows that have no fault, which may be none; the others stand in its [`Plan::rejected_csv`].
    pub fn keep_good(self) -> Plan {
        self.plan
    }
}

/// Rows at fault, with what is needed to give them back.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rejected {
    header: Vec<String>,
    delimiter: char,
    encoding: Encoding,
    /// Cells, and all faults of the row in words.
    rows: Vec<(Vec<String>, String)>,
    faults: Vec<RowFault>,
    count: u64,
}

impl Rejected {
    fn csv(&self) -> String {
        // In a file that was rejected before, the earlier faults make room for the new ones.
        let earlier = self.header.iter().position(|cell| Column::of(cell) == Some(Column::Fault));
        let mark = if self.encoding == Encoding::Utf8 { "" } else { "\u{feff}" };
        let mut text = String::from(mark);
        self.line(&mut text, &self.header, Column::Fault.name(), earlier);
        for (cells, fault) in &self.rows {
            self.line(&mut text, cells, fault, earlier);
        }
        text
    }

    /// One row, filled up to the header's width, without the earlier fault, with this one at its end.
    fn line(&self, text: &mut String, cells: &[String], fault: &str, earlier: Option<usize>) {
        let width = self.header.len().max(cells.len());
        for place in (0..width).filter(|place| Some(*place) != earlier) {
            quote(text, cells.get(place).map_or("", String::as_str), self.delimiter);
            text.push(self.delimiter);
        }
        quote(text, fault, self.delimiter);
        text.push_str("\r\n");
    }
}

/// A cell as RFC 4180 section 2 writes it: in quotes where it would be read otherwise without them.
fn quote(text: &mut String, cell: &str, delimiter: char) {
    if cell.contains([delimiter, '"', '\n', '\r']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// Collects good and bad rows while a file is read.
pub(super) struct Gathering<'a> {
    guests: Vec<Guest>,
    rejected: Rejected,
    reading: &'a Reading,
}

impl<'a> Gathering<'a> {
    pub fn new(source: &'a Source, reading: &'a Reading) -> Self {
        let (delimiter, encoding) = source.form.given_back();
        let header = header(source, reading);
        let rejected = Rejected { header, delimiter, encoding, rows: Vec::new(), faults: Vec::new(), count: 0 };
        Self { guests: Vec::new(), rejected, reading }
    }

    pub fn take(&mut self, guest: Guest) {
        self.guests.push(guest);
    }

    pub fn reject(&mut self, record: &Record, faults: Vec<RowFault>) {
        let words = faults.iter().map(RowFault::words).collect::<Vec<_>>().join("; ");
        self.rejected.rows.push((self.cells(record), words));
        self.rejected.count += faults.len() as u64;
        let room = SHOWN_FAULTS.saturating_sub(self.rejected.faults.len());
        self.rejected.faults.extend(faults.into_iter().take(room));
    }

    /// The cells of a row, as they were or were written by hand, and what was said for all.
    fn cells(&self, record: &Record) -> Vec<String> {
        let reading = self.reading;
        let by_hand = |column: Column| reading.by_hand.get(&(record.line, column)).cloned();
        // What was shielded is given back so: the file is opened by the same spreadsheets.
        let text = |cell: &Cell| if cell.made == Made::Sure { shielded(&cell.text) } else { cell.text.clone() };
        let mut cells: Vec<String> = record.cells.iter().map(text).collect();
        let added: Vec<Column> = added(reading).collect();
        if !added.is_empty() {
            cells.resize(self.rejected.header.len() - added.len(), String::new());
        }
        for (place, column) in reading.columns.iter().enumerate() {
            if let (Some(cell), Some(text)) = (cells.get_mut(place), column.and_then(by_hand)) {
                *cell = text;
            }
        }
        let said = |column| by_hand(column).or_else(|| reading.for_all.get(&column).cloned()).unwrap_or_default();
        cells.extend(added.into_iter().map(said));
        cells
    }

    pub fn finish(self, sha256: String, warnings: Vec<Warning>) -> Result<Plan, ImportFault> {
        let plan = Plan { rows: self.guests, sha256, warnings, forming: None, left_out: self.rejected };
        match (plan.rows.is_empty(), plan.rows_rejected()) {
            (true, 0) => Err(ImportFault::NoRows),
            (false, 0) => Ok(plan),
            _ => Err(ImportFault::Rows(Box::new(Rejection { plan }))),
        }
    }
}

/// The header of the rows that are given back: a column that was named by hand is named so that the file is read again
/// without that, and what was said for all rows stands in columns of its own.
fn header(source: &Source, reading: &Reading) -> Vec<String> {
    let mut header: Vec<String> = reading.header(source).into_iter().map(str::to_owned).collect();
    header.resize(header.len().max(reading.columns.len()), String::new());
    for (cell, column) in header.iter_mut().zip(&reading.columns) {
        if let Some(column) = column.filter(|column| Column::of(cell) != Some(*column)) {
            column.name().clone_into(cell);
        }
    }
    header.truncate(header.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1));
    header.extend(added(reading).map(|column| column.name().to_owned()));
    header
}

/// Columns that are said for all rows or by hand, and that the file does not have.
fn added(reading: &Reading) -> impl Iterator<Item = Column> + '_ {
    let said = |column: &Column| {
        reading.for_all.contains_key(column) || reading.by_hand.keys().any(|(_, by_hand)| by_hand == column)
    };
    Column::READ.into_iter().filter(move |column| said(column) && !reading.columns.contains(&Some(*column)))
}
/// Whoever of these is meant by the number of their row, or by a name; the first where nothing is said.
pub(super) fn leader_of<'a>(guests: impl IntoIterator<Item = &'a Guest>, said: &str) -> Option<&'a Guest> {
    let (wanted, line) = (fold(said), said.trim().parse::<u64>().ok());
    guests.into_iter().find(|guest| match line {
        Some(line) => guest.line == line,
        None => has_all(&guest.person.name, &wanted),
    })
}
