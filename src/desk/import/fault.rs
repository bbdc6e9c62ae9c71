//! What can be wrong with a file of guests, and what to do about it.

use std::fmt;

use crate::domain::mail::AddressFault;
use crate::domain::recurrence::RuleFault;
use crate::domain::text::{TextFault, escape};
use crate::domain::when::WhenFault;

use super::book::BookFault;
use super::column::Column;
use super::encoding::EncodingFault;
use super::plan::Rejection;
use super::{COLUMN_LIMIT, FILE_LIMIT};

/// As much of a value is shown, in characters.
pub(super) const SHOWN_VALUE: usize = 60;

/// Why nothing is taken from a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportFault {
    /// Larger than [`FILE_LIMIT`].
    #[error("the file is larger than {} MB: import it in parts", FILE_LIMIT >> 20)]
    TooLarge,
    /// Its bytes are no text.
    #[error(transparent)]
    Encoding(#[from] EncodingFault),
    /// It is no workbook that can be read.
    #[error(transparent)]
    Book(#[from] BookFault),
    /// No guest in it: nothing at all, or a header alone.
    #[error("there is no guest in the file: a row of column names was expected, and a row for each guest below it")]
    NoRows,
    /// Columns without which no guest can be registered are not in the header.
    #[error("the first row must name the columns, and {} missing; it has: {}", are(.missing), .found.join(", "))]
    MissingColumns {
        /// Which are not there.
        missing: Vec<Column>,
        /// What is, escaped and shortened.
        found: Vec<String>,
    },
    /// No sheet has this name.
    #[error("there is no sheet “{wanted}”; there are: {}", .found.join(", "))]
    NoSuchSheet {
        /// Which was asked for.
        wanted: String,
        /// Which there are, escaped and shortened.
        found: Vec<String>,
    },
    /// No column has this name.
    #[error("there is no column “{wanted}”; there are: {}", .found.join(", "))]
    NoSuchColumn {
        /// Which was asked for.
        wanted: String,
        /// Which there are, escaped and shortened.
        found: Vec<String>,
    },
    /// Two headers name one column.
    #[error("the column {column} is there twice, the second time as “{header}”: leave one of them out")]
    DoubledColumn {
        /// Which.
        column: Column,
        /// How the second one is spelt, escaped and shortened.
        header: String,
    },
    /// More columns than [`COLUMN_LIMIT`].
    #[error("the first row has {found} columns; at most {COLUMN_LIMIT} are read")]
    TooManyColumns {
        /// How many there are.
        found: usize,
    },
    /// Text follows a closing quote in the header.
    #[error("line {line}: text follows a closing quote in the row of column names; double a quote inside quotes")]
    BrokenHeader {
        /// Where the header begins, counted from 1.
        line: u64,
    },
    /// A quote is opened and never closed.
    #[error("the quote opened in line {line} is never closed: close it, or double a quote inside quotes")]
    UnclosedQuote {
        /// Where it is opened, counted from 1.
        line: u64,
    },
    /// What was entered of one guest is at fault.
    #[error("{}", .0.iter().map(RowFault::words).collect::<Vec<_>>().join("; "))]
    Row(Vec<RowFault>),
    /// Rows are at fault. The good ones can still be taken, on purpose.
    #[error("{} of {} rows are at fault; nothing was taken", .0.rows_rejected(), .0.rows_read())]
    Rows(Box<Rejection>),
}

fn are(missing: &[Column]) -> String {
    let names = missing.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ");
    format!("{names} {}", if missing.len() == 1 { "is" } else { "are" })
}

/// One fault of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The line the row begins on, counted from 1.
    pub line: u64,
    /// The column; `None` for a fault of the row as a whole.
    pub column: Option<Column>,
    /// What stands there, escaped and shortened; empty for a fault of the row as a whole.
    pub value: String,
    /// What was expected instead.
    pub fault: CellFault,
    /// What it most likely was, where that can be told: somebody has to say that it is so.
    pub proposed: Option<String>,
    /// The cell as spreadsheets name it, in a file that has such cells.
    pub cell: Option<String>,
}

impl RowFault {
    /// The fault without its line, as in the last column of the rejected rows. It never begins with a character that
    /// a spreadsheet takes for a formula.
    pub fn words(&self) -> String {
        let fault = match &self.proposed {
            Some(proposed) => format!("{}; “{}”?", self.fault, escape(proposed, SHOWN_VALUE)),
            None => self.fault.to_string(),
        };
        match self.column {
            Some(column) if self.value.is_empty() => format!("{column}: {fault}"),
            Some(column) => format!("{column} “{}”: {fault}", self.value),
            None => fault,
        }
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cell {
            Some(cell) => write!(f, "{cell}, {}", self.words()),
            None => write!(f, "line {}, {}", self.line, self.words()),
        }
    }
}

/// What was expected of a cell or a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CellFault {
    /// A required cell is empty.
    #[error("a value was expected")]
    Missing,
    /// The text cannot be kept.
    #[error("a readable text was expected, but {0}")]
    Text(#[from] TextFault),
    /// No date in one of the two ways.
    #[error("a date as YYYY-MM-DD or DD.MM.YYYY was expected")]
    NotADate,
    /// Nobody can tell the day from the month.
    #[error("a date as YYYY-MM-DD or DD.MM.YYYY was expected; with slashes nobody can tell the day from the month")]
    AmbiguousDate,
    /// The calendar has no such day.
    #[error("a day of the calendar was expected")]
    NoSuchDay,
    /// Born after today.
    #[error("a date of birth in the past was expected")]
    BornLater,
    /// Born longer ago than anybody lives.
    #[error("a date of birth within the last 130 years was expected")]
    BornTooEarly,
    /// No time in one of the ways taken.
    #[error(
        "a time as YYYY-MM-DD HH:MM, with Z or an offset if it is not local, or a whole day as YYYY-MM-DD was expected"
    )]
    NotATime,
    /// No time in one of the ways taken, where days may be relative.
    #[error("a time as HH:MM, +1 HH:MM or YYYY-MM-DD HH:MM was expected")]
    NotARelativeTime,
    /// It does not say when.
    #[error("{0}")]
    When(#[from] WhenFault),
    /// The clocks at the gate skip it.
    #[error("a time that exists was expected; the clocks at the gate are put forward over this one")]
    SkippedTime,
    /// The window ends before it begins.
    #[error("a time after the beginning of the visit was expected")]
    UntilNotAfterFrom,
    /// The window is longer than a year.
    #[error("a time at most 366 days after the beginning of the visit was expected")]
    WindowTooLong,
    /// A spreadsheet kept it as a number, which has no leading zeros.
    #[error("the spreadsheet kept it as a number, so that zeros before it are lost: compare it with the document")]
    KeptAsNumber,
    /// Shorter than the other numbers of its column.
    #[error(
        "most numbers of this column have {usual} digits, so that zeros before it may be lost: compare it with the document"
    )]
    Shorter {
        /// How many digits most have.
        usual: usize,
    },
    /// A spreadsheet kept no more than some of its digits.
    #[error("the spreadsheet has rounded the number: write it as it stands on the document")]
    Rounded,
    /// A spreadsheet took it for a day.
    #[error("the spreadsheet took it for a date: write it as it was meant")]
    TakenForDay,
    /// The day stands there as a count of days.
    #[error("a date was expected; the spreadsheet shows the day as a number")]
    CountedDay,
    /// The year has two digits.
    #[error("a year of four digits was expected")]
    ShortYear,
    /// A formula came to nothing.
    #[error("a value was expected; the formula comes to nothing")]
    BrokenFormula,
    /// It is no address that mail can go to.
    #[error("{0}")]
    Address(#[from] AddressFault),
    /// It does not say how a visit recurs.
    #[error("{0}")]
    Rule(#[from] RuleFault),
    /// A pass holds for 90 days at the most before somebody goes through it again.
    #[error("a day at most 90 days from today, or from its first day, was expected")]
    HoldsTooLong,
    /// The list that the row comes from does not say that the visit was approved and takes place.
    #[error("the visit was not approved, was refused or taken back: leave the row out, or enter the visit by itself")]
    Off,
    /// No time zone has this name.
    #[error("a time zone such as Europe/Paris was expected")]
    NoSuchZone,
    /// Neither yes nor no.
    #[error("yes or no was expected")]
    NotYesOrNo,
    /// No category that the rules know.
    #[error(
        "a category was expected: diplomat, courier, delegation, consular, chancery, contractor, family, host-state or \
         emergency"
    )]
    NotACategory,
    /// More areas than a badge can carry.
    #[error("at most 16 areas were expected")]
    TooManyAreas,
    /// More names or documents than anybody has.
    #[error("at most 16 were expected")]
    TooMany,
    /// Another row has this reference.
    #[error("a reference of its own was expected; line {line} has the same")]
    ReferenceTaken {
        /// The earlier row.
        line: u64,
    },
    /// Another row says the same in every column.
    #[error("the row says the same as line {line}; without a reference each guest is taken once")]
    SameAs {
        /// The earlier row.
        line: u64,
    },
    /// More or fewer cells than the header has.
    #[error("{expected} cells were expected as in the first row, {found} are there")]
    CellCount {
        /// As many as there are columns.
        expected: usize,
        /// As many as the row has.
        found: usize,
    },
    /// Text follows a closing quote.
    #[error("text follows a closing quote; a delimiter was expected, or a doubled quote inside quotes")]
    TextAfterQuote,
}

/// What is odd about a file and yet keeps nobody out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A column that is not read.
    UnknownColumn {
        /// Its header, escaped and shortened.
        header: String,
    },
    /// A column without a header; it is not read.
    UnnamedColumn {
        /// Which, counted from 1.
        place: usize,
    },
    /// The bytes were no UTF-8, so they were read as Windows-1252.
    Windows1252,
    /// Visits whose window has ended already.
    Over {
        /// How many.
        rows: u64,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownColumn { header } => write!(f, "the column “{header}” is not read"),
            Self::UnnamedColumn { place } => write!(f, "column {place} has no name and is not read"),
            Self::Windows1252 => f.write_str("the file was read as Windows-1252: compare names with accents"),
            Self::Over { rows } => write!(f, "visits over already: {rows}"),
        }
    }
}
