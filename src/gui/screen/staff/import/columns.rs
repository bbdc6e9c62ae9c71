//! What the columns of a file are: as they are read, and as somebody says.

use iced::widget::{column, container, row};
use iced::{Element as Piece, Fill};

use super::shown::Shown;
use super::{FIELDS, FOR_ALL, Message, ROWS};
use crate::desk::import::{Column, cell_name};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sentence;
use crate::gui::style::measure::space;
use crate::gui::style::{Theme, Tone};
use crate::gui::widget::list::{list_by_id, option, options};
use crate::gui::widget::{Row as Line, field, panel, panel_head, text};
use crate::i18n::{tr, tr_with};

/// Cells of a column that are shown of it.
const SAMPLES: usize = 3;

/// The columns of the file, and what is said for all rows.
pub(super) fn list<'a>(shown: &'a Shown, context: &'a Context) -> Element<'a, Message> {
    let header = shown.opened.reading.header(&shown.opened.source);
    let lines = header.iter().enumerate().map(|(place, header)| line(shown, place, header, context));
    column![list_by_id(ROWS, lines.collect::<Vec<_>>())].push(for_all(shown)).push(forming(shown)).height(Fill).into()
}

fn line<'a>(shown: &Shown, place: usize, header: &str, context: &Context) -> Line<'a, Message> {
    let column = shown.opened.reading.columns.get(place).copied().flatten();
    let (state, tone) = match column {
        Some(column) => (sentence(column.name()), Tone::Go),
        None => (tr("import-not-read"), Tone::Neutral),
    };
    let letter = cell_name(place, 0);
    Line {
        lead: letter.trim_end_matches('0').to_owned().into(),
        title: if header.trim().is_empty() { tr("import-no-header") } else { header.trim().to_owned() }.into(),
        subtitle: if context.names_shown { samples(shown, place) } else { String::new() }.into(),
        pill: Some((state.into(), tone)),
        selected: shown.column == place,
        focused: shown.column == place,
        on_press: Some(Message::Column(place)),
        ..Line::default()
    }
}

/// What stands in a column first.
fn samples(shown: &Shown, place: usize) -> String {
    let reading = &shown.opened.reading;
    let rows = shown.opened.source.sheets.get(reading.sheet).map_or(&[][..], |sheet| sheet.rows.as_slice());
    let cells = rows.iter().skip(reading.header + 1).map(|row| row.text(place).trim()).filter(|cell| !cell.is_empty());
    let cells = cells.take(SAMPLES).map(|cell| crate::domain::text::escape(cell, 24));
    cells.collect::<Vec<_>>().join(" · ")
}

/// What holds for every row: offered where the file has no such column.
fn for_all<'a>(shown: &'a Shown) -> Option<Element<'a, Message>> {
    let reading = &shown.opened.reading;
    let timed = |column| column == Column::When && reading.columns.contains(&Some(Column::From));
    let offered = FOR_ALL.into_iter().filter(|column| !reading.columns.contains(&Some(*column)) && !timed(*column));
    let fields = offered.map(|column| {
        let value = reading.for_all.get(&column).map_or("", String::as_str);
        let label = tr_with("import-for-all", &[("field", sentence(column.name()).into())]);
        let piece = field(label, value).on_input(move |text| Message::ForAll(column, text));
        Piece::<'a, Message, Theme>::from(piece.on_submit(Message::SaidForAll))
    });
    let fields: Vec<_> = fields.collect();
    let any = !fields.is_empty();
    any.then(|| container(row(fields).spacing(space::MEDIUM)).padding([space::MEDIUM, space::WIDE]).into())
}

/// The delegation that they are to be, if any: its name, and who leads it.
fn forming<'a>(shown: &'a Shown) -> Element<'a, Message> {
    let labels = ["import-delegation", "import-leader"].into_iter().zip(&shown.forming).enumerate();
    let fields = labels.map(|(place, (label, value))| {
        let piece = field(tr(label), value.as_str()).on_input(move |text| Message::Forming(place, text));
        Piece::<'a, Message, Theme>::from(piece.on_submit(Message::Columns))
    });
    container(row(fields.collect::<Vec<_>>()).spacing(space::MEDIUM)).padding([space::MEDIUM, space::WIDE]).into()
}

/// What the column looked at may be.
pub(super) fn fields<'a>(shown: &'a Shown) -> Element<'a, Message> {
    let reading = &shown.opened.reading;
    let now = reading.columns.get(shown.column).copied().flatten();
    let all = std::iter::once(None).chain(Column::READ.map(Some));
    let choices = all.map(|column| {
        let words = column.map_or_else(|| tr("import-not-read"), |column| sentence(column.name()));
        option(words, column == now, column == now, Message::Assign(column))
    });
    let header = reading.header(&shown.opened.source).get(shown.column).map(|header| header.trim().to_owned());
    let hint = container(text::hint(tr("import-fields-hint"))).padding([space::SMALL, space::LARGE]);
    let title = header.filter(|header| !header.is_empty()).unwrap_or_else(|| tr("import-no-header"));
    panel([panel_head(title, ""), hint.into(), options(FIELDS, choices)])
}
