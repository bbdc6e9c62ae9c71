//! A table as comma-separated values: RFC 4180, UTF-8 without a mark, lines ended by CRLF.
//!
//! Every cell stands in quotes: a spreadsheet of a place where semicolons part the cells would else see cells that are
//! none. Times and days are as an import reads them; texts that could be mistaken are shielded.

use std::io;

use super::shield::shielded;
use super::table::{Cell, Format, Table};
use super::work::Work;

/// Writes the table.
pub(super) fn write(table: &Table, work: &Work) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new();
    let _ = writer.quote_style(csv::QuoteStyle::Always).terminator(csv::Terminator::CRLF);
    let mut writer = writer.from_writer(Vec::new());
    let places = table.places(Format::Csv);
    writer.write_record(places.iter().filter_map(|place| table.columns.get(*place)).map(|column| &column.name))?;
    for row in &table.rows {
        work.one()?;
        writer.write_record(places.iter().map(|place| row.get(*place).map_or_else(String::new, cell)))?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => shielded(text),
        other => other.shown(),
    }
}
