//! A visit as a row: in files every column that an import reads, so that what was taken away can be brought back.

use chrono::Days;

use super::{host, moment, span, time};
use crate::desk::check::visit_details;
use crate::desk::clock::{place_at, wall};
use crate::desk::export::table::Cell;
use crate::desk::import::Column;
use crate::desk::visits::history::Line;
use crate::desk::{Desk, DeskError};
use crate::domain::guest::{NoteClass, Paper};
use crate::domain::recurrence::Edge;
use crate::domain::{Moment, Person, Stand, Visit};
use crate::i18n::tr;
use crate::store::query::VisitRow;

/// The columns of files that an import reads back.
pub const FILE: [Column; 31] = [
    Column::Name,
    Column::Organisation,
    Column::Nationality,
    Column::Born,
    Column::Document,
    Column::Host,
    Column::Section,
    Column::Purpose,
    Column::From,
    Column::Until,
    Column::Recurs,
    Column::Except,
    Column::Holds,
    Column::Areas,
    Column::Escort,
    Column::Category,
    Column::Companion,
    Column::Consent,
    Column::Medical,
    Column::Items,
    Column::Latin,
    Column::OtherNames,
    Column::Papers,
    Column::Languages,
    Column::Email,
    Column::Plate,
    Column::Needs,
    Column::GateNote,
    Column::DeskNote,
    Column::Reference,
    Column::State,
];

/// Columns that tell how a visit stood as the list was taken: nothing of them is read back.
pub const TOLD: [&str; 5] = ["since", "expected from", "expected until", "comes with", "escorted by"];

impl Desk {
    /// The cells of a visit: those of a file, then those of these columns of a page.
    pub(in crate::desk::export) fn visit_cells(
        &self,
        now: Moment,
        line: &Line,
        pages: &[&str],
    ) -> Result<Vec<Cell>, DeskError> {
        let row = self.store.tables().visit(line.visit)?.ok_or(DeskError::Gone)?;
        let whole = visit_details(&self.store, row.seq)?;
        let escort = self.escort_name(whole.escorted.as_ref())?;
        let group = whole.group.map(|group| self.group_before(group)).transpose()?.flatten();
        let group = group.map(|(group, _)| group.name).unwrap_or_default();
        let mut cells: Vec<Cell> = FILE.iter().map(|column| file(now, *column, line, &row, &whole)).collect();
        let shown = &line.appointment;
        cells.extend([
            line.since.map_or(Cell::Empty, |since| moment(now, since)),
            time(now, shown.from, Edge::From),
            time(now, shown.until, Edge::Until),
            Cell::text(group),
            Cell::text(escort.as_str()),
        ]);
        cells.extend(pages.iter().map(|column| page(now, column, line, &escort)));
        Ok(cells)
    }
}

fn file(now: Moment, column: Column, line: &Line, row: &VisitRow, visit: &Visit) -> Cell {
    let guest: &Person = &line.guest;
    let list = |texts: &[String]| Cell::text(texts.join("; "));
    let notes = |class| Cell::text(guest.notes_for(class).collect::<Vec<_>>().join(" / "));
    match column {
        Column::Name => Cell::text(guest.name.as_str()),
        Column::Organisation => Cell::text(guest.organisation.as_str()),
        Column::Nationality => Cell::text(guest.nationality.as_str()),
        Column::Born => guest.born.map_or(Cell::Empty, |born| Cell::Day(born.0)),
        Column::Document => Cell::text(guest.document.as_str()),
        Column::Host => Cell::text(visit.host.as_str()),
        Column::Section => Cell::text(visit.section.as_str()),
        Column::Purpose => Cell::text(visit.purpose.as_str()),
        Column::From => time(now, visit.from, Edge::From),
        Column::Until => time(now, visit.until, Edge::Until),
        Column::Recurs => recurs(now, visit),
        Column::Except => {
            let days = visit.recurrence.iter().flat_map(|again| &again.except);
            Cell::text(days.map(|day| String::from(*day)).collect::<Vec<_>>().join("; "))
        }
        Column::Holds => visit.review.map_or(Cell::Empty, |_| {
            // It holds to the end of its last day.
            let end = wall(now, row.ends).date_naive();
            Cell::Day(end.checked_sub_days(Days::new(1)).unwrap_or(end))
        }),
        Column::Areas => list(&visit.areas),
        Column::Escort => Cell::yes(visit.escort),
        Column::Category => Cell::text(visit.category.map(|category| category.code()).unwrap_or_default()),
        Column::Companion => Cell::text(visit.companion.as_str()),
        Column::Consent => Cell::yes(visit.consent),
        Column::Medical => Cell::yes(visit.medical),
        Column::Items => list(&visit.items),
        Column::Latin => Cell::text(guest.latin.as_str()),
        Column::OtherNames => list(&guest.other_names),
        Column::Papers => Cell::text(guest.papers.iter().map(paper).collect::<Vec<_>>().join("; ")),
        Column::Languages => list(&guest.languages),
        Column::Email => Cell::text(guest.email.as_str()),
        Column::Plate => Cell::text(guest.plate.as_str()),
        Column::Needs => Cell::text(guest.needs.as_str()),
        Column::GateNote => notes(NoteClass::Gate),
        Column::DeskNote => notes(NoteClass::Desk),
        Column::Reference => Cell::text(visit.reference.as_str()),
        Column::State => Cell::text(line.stand.code()),
        Column::When | Column::Given | Column::Surname | Column::Fault => Cell::Empty,
    }
}

fn paper(paper: &Paper) -> String {
    format!("{} {}", paper.kind, paper.number).trim().to_owned()
}

/// How a visit recurs, after the zone whose clock it keeps to where that is not the gate's.
fn recurs(now: Moment, visit: &Visit) -> Cell {
    visit.recurrence.as_ref().map_or(Cell::Empty, |again| match again.zone == place_at(now) {
        true => Cell::Text(again.rule.to_string()),
        false => Cell::Text(format!("{} {}", again.zone.name(), again.rule)),
    })
}

/// What a person reads on a page.
fn page(now: Moment, column: &str, line: &Line, escort: &str) -> Cell {
    let visit = &line.appointment;
    match column {
        "tick" if line.stand.is_off() => Cell::Empty,
        "tick" => Cell::Tick,
        "when" => Cell::text(span(now, visit)),
        "guest" => Cell::text(line.guest.name.as_str()),
        "organisation" => Cell::text(line.guest.organisation.as_str()),
        "host" => Cell::text(host(visit)),
        "areas" => Cell::text(visit.areas.join("; ")),
        "escort" if visit.escort && escort.is_empty() => Cell::Text(tr("export-escort")),
        "escort" => Cell::text(escort),
        "state" => Cell::Text(stand(line.stand)),
        _ => Cell::Empty,
    }
}

fn stand(stand: Stand) -> String {
    tr(&format!("stand-{}", stand.code()))
}
