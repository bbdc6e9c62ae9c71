//! What a file of guests comes to.

use crate::domain::{Person, Visit};

use super::column::Column;
use super::encoding::Encoding;
use super::fault::{ImportFault, RowFault, Warning};
use super::table::Record;

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
    /// The rows left out on purpose by [`Rejection::keep_good`]; none in a plan of the whole file.
    left_out: Rejected,
}

impl Plan {
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
pub(super) struct Gathering {
    guests: Vec<Guest>,
    rejected: Rejected,
}

impl Gathering {
    pub fn new(header: Record<'_>, delimiter: char, encoding: Encoding) -> Self {
        let mut header = owned(header);
        header.truncate(header.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1));
        let rejected = Rejected { header, delimiter, encoding, rows: Vec::new(), faults: Vec::new(), count: 0 };
        Self { guests: Vec::new(), rejected }
    }

    pub fn take(&mut self, guest: Guest) {
        self.guests.push(guest);
    }

    pub fn reject(&mut self, record: Record<'_>, faults: Vec<RowFault>) {
        let words = faults.iter().map(RowFault::words).collect::<Vec<_>>().join("; ");
        self.rejected.rows.push((owned(record), words));
        self.rejected.count += faults.len() as u64;
        let room = SHOWN_FAULTS.saturating_sub(self.rejected.faults.len());
        self.rejected.faults.extend(faults.into_iter().take(room));
    }

    pub fn finish(self, sha256: String, warnings: Vec<Warning>) -> Result<Plan, ImportFault> {
        let plan = Plan { rows: self.guests, sha256, warnings, left_out: self.rejected };
        match (plan.rows.is_empty(), plan.rows_rejected()) {
            (true, 0) => Err(ImportFault::NoRows),
            (false, 0) => Ok(plan),
            _ => Err(ImportFault::Rows(Box::new(Rejection { plan }))),
        }
    }
}

fn owned(record: Record<'_>) -> Vec<String> {
    record.cells.into_iter().map(|cell| cell.into_owned()).collect()
}
