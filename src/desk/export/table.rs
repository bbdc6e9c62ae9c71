//! A list as a table: titled columns, rows of typed cells. Whoever makes it asks as whoever is signed in, so that nothing
//! stands in it that they may not see on their screen.

use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};

/// What a list is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Comma-separated values, RFC 4180, UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
    /// Pages to print.
    Pdf,
}

impl Format {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Pdf];

    /// The stable name, as in facts and commands; the ending of the file as well.
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// The format of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The format that a file's ending says.
    pub fn of(path: &Path) -> Option<Self> {
        Self::from_code(&path.extension()?.to_str()?.to_ascii_lowercase())
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text as it is.
    Text(String),
    /// A number to count with.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// A time on the wall at the gate.
    Time(NaiveDateTime),
    /// A box to tick with a pen.
    Tick,
}

impl Cell {
    /// A text; nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Yes or no, as an import reads them.
    pub fn yes(yes: bool) -> Self {
        Self::Text(if yes { "yes" } else { "no" }.to_owned())
    }

    /// What a person reads there.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty | Self::Tick => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.format("%Y-%m-%d").to_string(),
            Self::Time(time) => written(*time),
        }
    }
}

/// A time as an import reads it, with its seconds where it has any.
fn written(time: NaiveDateTime) -> String {
    use chrono::Timelike;
    time.format(if time.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" }).to_string()
}

/// Where a column stands: a file to go on working with has every one, a page those that a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// In files and on pages.
    Both,
    /// In files alone.
    File,
    /// On pages alone.
    Page,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub on: On,
}

/// A list with everything that is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The stable name of the list.
    pub list: &'static str,
    /// What it is called.
    pub title: String,
    /// What of it was asked for, in words.
    pub filter: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(list: &'static str, title: String, filter: String) -> Self {
        Self { list, title, filter, columns: Vec::new(), rows: Vec::new() }
    }

    /// With these columns as well.
    #[must_use]
    pub fn with(mut self, on: On, names: impl IntoIterator<Item = String>) -> Self {
        self.columns.extend(names.into_iter().map(|name| Column { name, on }));
        self
    }

    /// The places of the columns that stand in a file, or on a page.
    pub fn places(&self, format: Format) -> Vec<usize> {
        let left_out = if format == Format::Pdf { On::File } else { On::Page };
        let all = self.columns.iter().enumerate();
        all.filter(|(_, column)| column.on != left_out).map(|(place, _)| place).collect()
    }
}
