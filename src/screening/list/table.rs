//! Rows of a list in CSV (RFC 4180), each with the line it begins on.

use csv::{ReaderBuilder, StringRecord};

use super::fault::ListProblem;

/// One row.
pub(super) struct Row<'a> {
    /// The line it begins on, counted from 1.
    pub line: u64,
    record: &'a StringRecord,
}

impl Row<'_> {
    /// The cell at this place, trimmed; empty beyond the last.
    pub fn cell(&self, place: usize) -> &str {
        self.record.get(place).unwrap_or_default().trim()
    }

    /// How many cells it has.
    pub fn width(&self) -> usize {
        self.record.len()
    }

    /// Its cells, trimmed.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter().map(str::trim)
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.cells().all(str::is_empty)
    }
}

/// Goes through the rows of a text that are not blank.
///
/// # Errors
/// [`ListProblem::CutShort`] where a quote is opened and never closed, and what `take` says.
pub(super) fn rows(
    text: &str,
    delimiter: u8,
    mut take: impl FnMut(Row<'_>) -> Result<(), ListProblem>,
) -> Result<(), ListProblem> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let (mut line, mut last) = (1, 0_u64);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // Text in memory can be read, and rows of any width are taken; whatever else it may be is damage.
            Err(_) => return Err(ListProblem::CutShort { line }),
        }
        if let Some(place) = record.position() {
            // A place lies behind the CR of the row before: its LF, and blank lines, are still to be counted.
            let begin = usize::try_from(place.byte()).ok().and_then(|at| text.get(at..)).unwrap_or_default();
            let skipped = begin.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let ends = skipped.filter(|byte| *byte == b'\n').map(|_| 1).sum::<u64>();
            (line, last) = (place.line() + ends, place.byte());
        }
        let row = Row { line, record: &record };
        if !row.is_blank() {
            take(row)?;
        }
    }
    let last = usize::try_from(last).ok().and_then(|at| text.get(at..)).unwrap_or_default();
    if is_open(last, delimiter) { Err(ListProblem::CutShort { line }) } else { Ok(()) }
}

/// The trimmed cells of the first row that is not blank; `None` if there is none.
pub(super) fn first_row(text: &str, delimiter: u8) -> Option<Vec<String>> {
    let reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut records = reader.into_records().map_while(Result::ok);
    let first = records.find(|record| record.iter().any(|cell| !cell.trim().is_empty()))?;
    Some(first.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// Whether a row ends within quotes: the reader gives such a row like any other.
fn is_open(row: &str, delimiter: u8) -> bool {
    let mut quoted = false;
    let mut begins = true;
    let mut bytes = row.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                quoted = false;
            }
        } else {
            quoted = byte == b'"' && begins;
            begins = byte == delimiter || byte == b'\n' || byte == b'\r';
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, ListProblem> {
        let mut lines = Vec::new();
        rows(text, b',', |row| {
            lines.push(format!("{}: {}", row.line, row.cells().collect::<Vec<_>>().join("|")));
            Ok(())
        })?;
        Ok(lines)
    }

    #[test]
    fn every_row_knows_its_line() {
        let expected = ["1: a|b", "2: c\nd|e \"x\"", "5: f|"];
        let text = "a,b\n\"c\nd\",\"e \"\"x\"\"\"\n\n f ,\n";
        assert_eq!(read(text).unwrap(), expected);
        assert_eq!(read(&text.replace('\n', "\r\n")).unwrap(), expected.map(|row| row.replace('\n', "\r\n")));
        assert_eq!(read("").unwrap(), Vec::<String>::new());
        assert_eq!(read(" , \n\n").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_quote_that_is_never_closed_is_a_cut() {
        for (text, line) in [("a,\"b", 1), ("a,b\nc,\"d\ne", 2), ("a\n\"b \"\"", 2), ("\"", 1)] {
            assert_eq!(read(text), Err(ListProblem::CutShort { line }), "{text:?}");
        }
        for text in ["a,\"b\"", "a,b\"", "a,\"\"", "a,\"\"\"\"\r\n", "a,\"b\"\n\n"] {
            assert!(read(text).is_ok(), "{text:?}");
        }
    }
}
