//! A table as pages to print.

use std::io;

use crate::badge::sheet::Mark;
use crate::badge::{FontScope, Fonts, Sheet};
use crate::i18n::{Value, tr, tr_with};

use super::Head;
use super::table::{Cell, Format, Table};
use super::work::Work;

/// Writes the table.
pub(super) fn write(table: &Table, head: &Head, work: &Work) -> io::Result<Vec<u8>> {
    let places = table.places(Format::Pdf);
    let columns = places.iter().filter_map(|place| table.columns.get(*place)).map(|column| column.name.clone());
    let row = |row: &Vec<Cell>| places.iter().map(|place| row.get(*place).map_or_else(nothing, mark)).collect();
    let sheet = Sheet {
        title: table.title.clone(),
        beneath: vec![table.filter.clone(), head.exported()],
        foot: format!("{} · {}", head.mission, head.gate),
        columns: columns.collect(),
        rows: table.rows.iter().map(row).collect(),
        empty: tr("export-nothing"),
    };
    let numbered =
        |page: usize, of: usize| tr_with("export-page", &[("page", Value::from(page)), ("of", Value::from(of))]);
    let mut fonts = Fonts::new(FontScope::System);
    sheet.pdf(&mut fonts, &numbered, &mut || work.one())
}

fn nothing() -> Mark {
    Mark::Text(String::new())
}

fn mark(cell: &Cell) -> Mark {
    match cell {
        Cell::Tick => Mark::Tick,
        Cell::Number(number) => Mark::Number(number.to_string()),
        other => Mark::Text(other.shown()),
    }
}
