//! What every kind of file comes to: sheets of rows of cells, each the text that a person would have written.

use super::encoding::Encoding;
use super::serial::Epoch;

/// A file as it was read, before its columns are known to mean anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub form: Form,
    /// Its sheets; a file that has none of them is one sheet without a name.
    pub sheets: Vec<Sheet>,
    /// SHA-256 of its bytes, lower-case hexadecimal: the same file is known again by it.
    pub sha256: String,
}

impl Source {
    /// Rows that stand in no file.
    pub(super) fn of_rows(rows: Vec<Record>) -> Self {
        let sheets = vec![Sheet { rows, ..Sheet::default() }];
        Self { form: Form::Text(',', Encoding::Utf8), sheets, sha256: String::new() }
    }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text whose cells are parted by this character.
    Text(char, Encoding),
    /// A workbook as XLSX or ODS.
    Workbook,
    /// Cards of people.
    Cards,
    /// A calendar.
    Calendar,
}

impl Form {
    /// What parts the cells where rows are given back, and how that file is spelt.
    pub(super) fn given_back(self) -> (char, Encoding) {
        match self {
            Self::Text(delimiter, encoding) => (delimiter, encoding),
            // A spreadsheet has to show it as it showed the workbook.
            Self::Workbook => (',', Encoding::Utf8Marked),
            Self::Cards | Self::Calendar => (',', Encoding::Utf8),
        }
    }
}

/// One sheet of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its name; empty where the file has no sheets.
    pub name: String,
    /// From which day numbers count where they are days.
    pub epoch: Epoch,
    /// Rows in which anything stands, in the order of the file.
    pub rows: Vec<Record>,
}

/// One row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line it begins on, or the number of the row, counted from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether text follows a closing quote; it is kept in the cell.
    pub stray: bool,
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }

    /// The text of a cell; empty beyond the last.
    pub fn text(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", |cell| cell.text.as_str())
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What stands there.
    pub text: String,
    /// What the file says it is.
    pub made: Made,
}

/// What a file says that a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Made {
    /// Text: as somebody typed it, as far as the file can tell.
    #[default]
    Text,
    /// Text of which whoever wrote the file says that it is one: nothing was made of it.
    Sure,
    /// A number; what was typed may have been something else.
    Number,
    /// A day, or a time.
    Day,
    /// A formula that came to nothing.
    Broken,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, made: Made::Text }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// The name of a cell as spreadsheets have it: `C7`.
pub fn cell_name(place: usize, line: u64) -> String {
    let (mut letters, mut rest) = (Vec::new(), place + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &line.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_as_spreadsheets_name_it() {
        let named = [(0, 1, "A1"), (2, 7, "C7"), (25, 10, "Z10"), (26, 2, "AA2"), (701, 3, "ZZ3"), (702, 3, "AAA3")];
        named.iter().for_each(|(place, line, name)| assert_eq!(cell_name(*place, *line), *name));
    }
}
