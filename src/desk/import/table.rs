//! From text to rows of cells.
//!
//! RFC 4180 section 2, and what real files do besides: any line ending, blank lines, spaces before an opening quote, a
//! leading `sep=;`. Read by hand because every row has to know the line it begins on, whatever its quoted cells hold,
//! and a quote that is never closed must be a fault instead of a cell that swallows the rest of the file.

use std::borrow::Cow;

use super::column::Column;
use super::fault::ImportFault;
use super::sheet::{Cell, Made, Record};
use crate::desk::export::shield::unshielded;

/// What may part the cells of a row.
const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// What stands after a cell.
#[derive(PartialEq, Eq)]
enum End {
    Cell,
    Row,
    Text,
}

/// Goes through the rows of a text.
pub(super) struct Reader<'a> {
    rest: &'a str,
    delimiter: char,
    line: u64,
}

impl<'a> Reader<'a> {
    /// The first row, and a reader of those after it; `None` if there is nothing but blank lines.
    pub fn open(text: &'a str) -> Result<Option<(Self, Record)>, ImportFault> {
        if let Some((delimiter, rest)) = told(text) {
            let mut reader = Self { rest, delimiter, line: 2 };
            return Ok(reader.next_row()?.map(|header| (reader, header)));
        }
        // The delimiter under which most column names are known; then the one that makes most cells.
        let mut best = None;
        let mut fault = None;
        for delimiter in DELIMITERS {
            let mut reader = Self { rest: text, delimiter, line: 1 };
            match reader.next_row() {
                Ok(Some(header)) => {
                    let known = header.cells.iter().filter(|cell| Column::of(&cell.text).is_some()).count();
                    let rank = (known, header.cells.len());
                    if best.as_ref().is_none_or(|(earlier, _, _)| rank > *earlier) {
                        best = Some((rank, reader, header));
                    }
                }
                Ok(None) => {}
                Err(e) => fault = Some(e),
            }
        }
        match (best, fault) {
            (Some((_, reader, header)), _) => Ok(Some((reader, header))),
            (None, Some(fault)) => Err(fault),
            (None, None) => Ok(None),
        }
    }

    /// What parts the cells.
    pub fn delimiter(&self) -> char {
        self.delimiter
    }

    /// The next row that is not blank. `Err` if a quote is never closed.
    pub fn next_row(&mut self) -> Result<Option<Record>, ImportFault> {
        while !self.rest.is_empty() {
            let record = self.record()?;
            if !record.is_blank() {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    fn record(&mut self) -> Result<Record, ImportFault> {
        let mut record = Record { line: self.line, cells: Vec::new(), stray: false };
        loop {
            let (cell, stray) = self.cell()?;
            record.cells.push(match unshielded(&cell) {
                Some(text) => Cell { text: text.to_owned(), made: Made::Sure },
                None => cell.into_owned().into(),
            });
            record.stray |= stray;
            if self.end() != End::Cell {
                return Ok(record);
            }
        }
    }

    /// One cell, up to what ends it, and whether text followed its closing quote.
    fn cell(&mut self) -> Result<(Cow<'a, str>, bool), ImportFault> {
        let Some(quoted) = self.rest.trim_start_matches(' ').strip_prefix('"') else {
            return Ok((Cow::Borrowed(self.plain()), false));
        };
        self.rest = quoted;
        let opened = self.line;
        let mut cell = Cow::Borrowed("");
        loop {
            let (inside, after) = self.rest.split_once('"').ok_or(ImportFault::UnclosedQuote { line: opened })?;
            self.line += line_ends(inside.as_bytes());
            cell += inside;
            let Some(again) = after.strip_prefix('"') else {
                self.rest = after;
                break;
            };
            cell += "\"";
            self.rest = again;
        }
        let after = self.plain();
        let stray = !after.trim().is_empty();
        if stray {
            cell += after;
        }
        Ok((cell, stray))
    }

    /// Everything up to a delimiter or the end of the line.
    fn plain(&mut self) -> &'a str {
        let end = self.rest.find([self.delimiter, '\n', '\r']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        cell
    }

    /// Takes what ends a cell.
    fn end(&mut self) -> End {
        if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
            self.rest = rest;
            return End::Cell;
        }
        let line = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix(['\n', '\r']));
        let Some(rest) = line else { return End::Text };
        self.rest = rest;
        self.line += 1;
        End::Row
    }
}

/// The delimiter told by a first line `sep=;`, as some spreadsheets write it, and the text after that line.
fn told(text: &str) -> Option<(char, &str)> {
    let after = text.strip_prefix("sep=")?;
    let delimiter = after.chars().next().filter(|c| DELIMITERS.contains(c))?;
    let after = after.get(1..)?;
    let rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']))?;
    Some((delimiter, rest))
}

/// Line ends in these bytes: LF, CR, and both together as one.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let mut ends = 0;
    let mut before = 0;
    for byte in bytes {
        ends += u64::from(*byte == b'\r' || (*byte == b'\n' && before != b'\r'));
        before = *byte;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `line: cell|cell`, the first of them the header.
    fn check(text: &str, expected: &[&str]) {
        let (mut reader, header) = Reader::open(text).unwrap().unwrap();
        let mut rows = vec![header];
        while let Some(row) = reader.next_row().unwrap() {
            rows.push(row);
        }
        let cells = |row: &Record| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|");
        let shown: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.line, cells(row))).collect();
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_sense_of_the_header() {
        check("name,host\na;b,c\n", &["1: name|host", "2: a;b|c"]);
        check("name;host\na,b;c", &["1: name|host", "2: a,b|c"]);
        check("name\thost\na\tb", &["1: name|host", "2: a|b"]);
        // More commas than semicolons, but inside a quoted header and inside names that are none of ours.
        check("name;\"x,y,z,a\";host\n1;2;3", &["1: name|x,y,z,a|host", "2: 1|2|3"]);
        check("name;x,y,z,w;host\n1;2;3", &["1: name|x,y,z,w|host", "2: 1|2|3"]);
        check("\"name\",\"host\"\n\"a,b\",c", &["1: name|host", "2: a,b|c"]);
        check("sep=;\r\nname;a,b,c\r\n1;2", &["2: name|a,b,c", "3: 1|2"]);
    }

    #[test]
    fn rows_know_the_line_they_begin_on() {
        check("name,host\r\n\"a\r\nb\",c\r\nd,e", &["1: name|host", "2: a\r\nb|c", "4: d|e"]);
        check("\n\nname,host\r\r\"x\ry\",1\r,\rz,2", &["3: name|host", "5: x\ry|1", "8: z|2"]);
        check("name,host\n\"\n\n\",\"\n\"\n1,2", &["1: name|host", "6: 1|2"]);
    }

    #[test]
    fn quotes_are_read_as_they_are_written() {
        check(
            "name\n\"a \"\"b\"\" c\"\n a\"b\"\n  \"d\"  \n\"\"\"\"",
            &["1: name", "2: a \"b\" c", "3:  a\"b\"", "4: d", "5: \""],
        );
        let (mut reader, _) = Reader::open("name,host\n\"a\"b,c").unwrap().unwrap();
        let row = reader.next_row().unwrap().unwrap();
        assert!(row.stray);
        assert_eq!((row.text(0), row.text(1)), ("ab", "c"));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_a_fault_with_its_line() {
        let (mut reader, _) = Reader::open("name,host\na,b\nc,\"d\ne,f\n").unwrap().unwrap();
        assert!(reader.next_row().is_ok());
        assert_eq!(reader.next_row(), Err(ImportFault::UnclosedQuote { line: 3 }));
        assert!(matches!(Reader::open("\"name"), Err(ImportFault::UnclosedQuote { line: 1 })));
        assert!(Reader::open(" \n\t\n\u{a0}\r").unwrap().is_none());
    }
}
