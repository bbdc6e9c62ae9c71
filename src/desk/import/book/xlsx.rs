//! XLSX, cell by cell.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::super::serial::{Epoch, written};
use super::super::sheet::{Cell, Made, Sheet};
use super::{BookFault, CELL_LIMIT, Filling, SHEET_LIMIT, number};

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, BookFault> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(fault)?;
    let shown = |sheet: &&calamine::Sheet| {
        sheet.visible == SheetVisible::Visible && matches!(sheet.typ, SheetType::WorkSheet | SheetType::MacroSheet)
    };
    let names = book.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).take(SHEET_LIMIT);
    let (mut sheets, mut room) = (Vec::new(), CELL_LIMIT);
    for name in names.collect::<Vec<_>>() {
        let (sheet, left) = sheet(&mut book, name, room)?;
        sheets.push(sheet);
        room = left;
    }
    Ok(sheets)
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: String, room: usize) -> Result<(Sheet, usize), BookFault> {
    let epoch = if book.has_1904_epoch() { Epoch::Year1904 } else { Epoch::Year1900 };
    let merged = book.merge_cells_by_sheet_name(&name).map_err(fault)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(fault)?;
    let mut filling = Filling::new(Sheet { name, epoch, rows: Vec::new() }, room);
    while let Some((found, style)) = cells.next_cell_with_style_id().map_err(fault)? {
        let (row, place) = found.get_position();
        let digits = cells.styles().get(style).and_then(zeros);
        if let Some(cell) = cell(found.get_value(), digits, epoch) {
            filling.put(u64::from(row), place as usize, cell)?;
        }
    }
    for region in merged {
        filling.merge(region.start.1 as usize, u64::from(region.start.0), u64::from(region.end.0));
    }
    Ok(filling.finish())
}

/// As many digits as a cell shows whatever its number, where its format is nothing but zeros.
fn zeros(style: &Style) -> Option<usize> {
    let code = &style.number_format.as_ref()?.format_code;
    (code.len() > 1 && code.bytes().all(|byte| byte == b'0')).then_some(code.len())
}

fn cell(value: &DataRef<'_>, digits: Option<usize>, epoch: Epoch) -> Option<Cell> {
    let (text, made) = match Data::from(value.clone()) {
        Data::Empty => return None,
        Data::String(text) => (text, Made::Text),
        Data::Bool(yes) => (if yes { "yes" } else { "no" }.to_owned(), Made::Text),
        // Shown with its leading zeros, it is what somebody sees who compares it.
        Data::Int(value) => padded(value.to_string(), digits),
        Data::Float(value) => padded(number(value), digits),
        Data::DateTime(moment) => date(moment, epoch),
        Data::DateTimeIso(text) => (text.replacen('T', " ", 1), Made::Day),
        Data::DurationIso(text) => (text, Made::Day),
        Data::Error(error) => (error.to_string(), Made::Broken),
    };
    Some(Cell { text, made })
}

fn padded(text: String, digits: Option<usize>) -> (String, Made) {
    match digits {
        Some(digits) if text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            (format!("{text:0>digits$}"), Made::Text)
        }
        _ => (text, Made::Number),
    }
}

fn date(moment: ExcelDateTime, epoch: Epoch) -> (String, Made) {
    match written(moment.as_f64(), epoch) {
        Some(text) => (text, Made::Day),
        None => (number(moment.as_f64()), Made::Number),
    }
}

fn fault(error: XlsxError) -> BookFault {
    match error {
        XlsxError::Password => BookFault::Locked,
        error => BookFault::Damaged(error.to_string()),
    }
}
