//! From one row of cells to one guest.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::domain::guest::{Note, NoteClass, Paper};
use crate::domain::moment::DAY;
use crate::domain::recurrence::Window;
use crate::domain::text::escape;
use crate::domain::{Category, Person, Recurrence, Timestamp, Visit};

use super::ReadRules;
use super::column::{Column, Columns};
use super::doubt::Doubts;
use super::fault::{CellFault, RowFault, SHOWN_VALUE};
use super::field::{self, Edge};
use super::plan::Guest;
use super::reading::Reading;
use super::sheet::{Record, cell_name};

/// The longest window of a visit, in milliseconds.
const WINDOW_LIMIT: i64 = 366 * DAY;

/// Reads rows, and remembers what must not come twice.
pub(super) struct Rows<'r> {
    rules: &'r ReadRules,
    columns: &'r Columns,
    doubts: &'r Doubts<'r>,
    reading: &'r Reading,
    /// References, and the lines they were first seen on.
    references: HashMap<String, u64>,
    /// Rows without a reference, by all they say, and their lines.
    unreferenced: HashMap<String, u64>,
    /// Visits whose window ended before now.
    pub over: u64,
}

impl<'r> Rows<'r> {
    pub fn new(rules: &'r ReadRules, columns: &'r Columns, doubts: &'r Doubts<'r>, reading: &'r Reading) -> Self {
        Self { rules, columns, doubts, reading, references: HashMap::new(), unreferenced: HashMap::new(), over: 0 }
    }

    /// The guest a row speaks of, or all that is wrong with it.
    pub fn guest(&mut self, record: &Record) -> Result<Guest, Vec<RowFault>> {
        let (columns, doubts, reading) = (self.columns, self.doubts, self.reading);
        let mut cells = Cells { record, columns, doubts, reading, faults: Vec::new() };
        cells.shape();
        let person = cells.person(self.rules);
        let visit = cells.visit(self.rules);
        let reference = cells.take(Column::Reference, field::text);
        let _ = cells.take(Column::State, field::takes_place);
        if let Some(earlier) = reference.as_ref().and_then(|r| seen(&mut self.references, r.clone(), record.line)) {
            cells.fault(Column::Reference, CellFault::ReferenceTaken { line: earlier });
        }
        let mut faults = cells.faults;
        let (Some(person), Some(visit)) = (person, visit) else { return Err(faults) };
        let visit = Visit { reference: reference.unwrap_or_default(), ..visit };
        if faults.is_empty() && visit.reference.is_empty() {
            let earlier = seen(&mut self.unreferenced, everything(&person, &visit), record.line);
            faults.extend(earlier.map(|line| of_row(record, CellFault::SameAs { line })));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        self.over += u64::from(visit.ends() <= self.rules.now.at);
        Ok(Guest { person, visit, line: record.line })
    }
}

/// The line on which this was seen before, if it was; else it is remembered.
fn seen(lines: &mut HashMap<String, u64>, what: String, line: u64) -> Option<u64> {
    match lines.entry(what) {
        Entry::Occupied(earlier) => Some(*earlier.get()),
        Entry::Vacant(free) => {
            free.insert(line);
            None
        }
    }
}

/// All that a row without a reference says, its parts kept apart by a character that cleaning leaves in none.
fn everything(person: &Person, visit: &Visit) -> String {
    let born = person.born.map(String::from).unwrap_or_default();
    let areas = visit.areas.join("\u{1e}");
    let (from, until, escort) = (visit.from.0.to_string(), visit.until.0.to_string(), visit.escort.to_string());
    let texts = [&person.name, &person.organisation, &person.nationality, &born, &person.document];
    let texts = texts.into_iter().chain([&visit.host, &visit.purpose, &from, &until, &areas, &escort]);
    let category = visit.category.map(Category::code).unwrap_or_default().to_owned();
    let (consent, medical) = (visit.consent.to_string(), visit.medical.to_string());
    let again = visit.recurrence.as_ref().map(|again| format!("{} {:?}", again.rule, again.except)).unwrap_or_default();
    let review = visit.review.map(|review| review.0.to_string()).unwrap_or_default();
    let papers: Vec<String> = person.papers.iter().map(|paper| format!("{} {}", paper.kind, paper.number)).collect();
    let notes: Vec<String> = person.notes.iter().map(|note| format!("{:?} {}", note.class, note.text)).collect();
    let lists = [&person.other_names, &papers, &notes, &person.languages, &visit.items].map(|list| list.join("\u{1e}"));
    let texts = texts.chain([&category, &visit.companion, &consent, &medical, &again, &review, &visit.section]);
    let texts = texts.chain([&person.latin, &person.email, &person.plate, &person.needs]).chain(&lists);
    texts.map(String::as_str).collect::<Vec<_>>().join("\u{1f}")
}

fn of_row(record: &Record, fault: CellFault) -> RowFault {
    RowFault { line: record.line, column: None, value: String::new(), fault, proposed: None, cell: None }
}

/// When a visit is.
struct Times {
    window: Window,
    recurrence: Option<Recurrence>,
    review: Option<Timestamp>,
}

/// The cells of one row by column, and what was found wrong with them so far.
struct Cells<'a> {
    record: &'a Record,
    columns: &'a Columns,
    doubts: &'a Doubts<'a>,
    reading: &'a Reading,
    faults: Vec<RowFault>,
}

impl Cells<'_> {
    /// As many cells as columns, and nothing after a closing quote. Empty cells beyond the last column do not count;
    /// a missing one does, for a row cut short would be a guest without an escort.
    fn shape(&mut self) {
        let cells = &self.record.cells;
        let filled = cells.iter().rposition(|cell| !field::is_blank(&cell.text)).map_or(0, |last| last + 1);
        if let Some(expected) = self.columns.width.filter(|expected| cells.len() < *expected || filled > *expected) {
            let found = if filled > expected { filled } else { cells.len() };
            self.faults.push(of_row(self.record, CellFault::CellCount { expected, found }));
        }
        if self.record.stray {
            self.faults.push(of_row(self.record, CellFault::TextAfterQuote));
        }
    }

    fn by_hand(&self, column: Column) -> Option<&str> {
        self.reading.by_hand.get(&(self.record.line, column)).map(String::as_str)
    }

    /// What was written by hand, else what stands in the row, else what holds for all.
    fn raw(&self, column: Column) -> &str {
        let cell = self.columns.place(column).map_or("", |place| self.record.text(place).trim());
        let cell = self.by_hand(column).unwrap_or(cell);
        let for_all = self.columns.for_all(column);
        if field::is_blank(cell) && !for_all.is_empty() { for_all } else { cell }
    }

    fn fault(&mut self, column: Column, fault: CellFault) {
        self.doubt(column, fault, None);
    }

    fn doubt(&mut self, column: Column, fault: CellFault, proposed: Option<String>) {
        let (line, value) = (self.record.line, escape(self.raw(column), SHOWN_VALUE));
        let place = self.columns.place(column).filter(|_| self.columns.has_cells);
        let cell = place.map(|place| cell_name(place, line));
        self.faults.push(RowFault { line, column: Some(column), value, fault, proposed, cell });
    }

    /// What a spreadsheet may have made of a cell that nobody has looked at yet.
    fn is_doubtful(&mut self, column: Column) -> bool {
        let place = self.columns.place(column).filter(|_| self.by_hand(column).is_none());
        let cell = place.and_then(|place| self.record.cells.get(place)).filter(|cell| !field::is_blank(&cell.text));
        let Some((fault, proposed)) = cell.and_then(|cell| self.doubts.of(column, cell)) else { return false };
        self.doubt(column, fault, proposed);
        true
    }

    /// What a cell means; `None` if it is empty or at fault.
    fn take<T>(&mut self, column: Column, meaning: impl FnOnce(&str) -> Result<T, CellFault>) -> Option<T> {
        if self.is_doubtful(column) {
            return None;
        }
        let raw = self.raw(column);
        let taken = match field::is_blank(raw) {
            true if column.is_required() => Err(CellFault::Missing),
            true => return None,
            false => meaning(raw),
        };
        taken.map_err(|fault| self.fault(column, fault)).ok()
    }

    /// The name, from one column or from two.
    fn name(&mut self) -> Option<String> {
        if !field::is_blank(self.raw(Column::Name)) {
            return self.take(Column::Name, field::name);
        }
        let parts = [Column::Given, Column::Surname].map(|part| self.take(part, field::text).unwrap_or_default());
        let joined = parts.join(" ");
        match field::is_blank(&joined) {
            true => self.take(Column::Name, field::name),
            false => field::name(&joined).map_err(|fault| self.fault(Column::Surname, fault)).ok(),
        }
    }

    fn text(&mut self, column: Column) -> String {
        self.take(column, field::text).unwrap_or_default()
    }

    fn person(&mut self, rules: &ReadRules) -> Option<Person> {
        let name = self.name();
        let organisation = self.text(Column::Organisation);
        let nationality = self.text(Column::Nationality);
        let born = self.take(Column::Born, |cell| field::born(cell, rules));
        let document = self.text(Column::Document);
        let latin = self.take(Column::Latin, field::name).unwrap_or_default();
        let other_names = self.take(Column::OtherNames, field::lines).unwrap_or_default();
        let papers = self.take(Column::Papers, field::lines).unwrap_or_default();
        let papers = papers.iter().map(|paper| Paper::read(paper)).collect();
        let languages = self.take(Column::Languages, field::areas).unwrap_or_default();
        let email = self.take(Column::Email, field::email).unwrap_or_default();
        let [plate, needs] = [Column::Plate, Column::Needs].map(|column| self.text(column));
        let notes = [(NoteClass::Gate, Column::GateNote), (NoteClass::Desk, Column::DeskNote)];
        let notes = notes.map(|(class, column)| Note { class, text: self.text(column) });
        let notes = notes.into_iter().filter(|note| !note.text.is_empty()).collect();
        let more = Person { latin, other_names, papers, languages, email, plate, needs, notes, ..Person::default() };
        Some(Person { name: name?, organisation, nationality, born, document, ..more })
    }

    fn visit(&mut self, rules: &ReadRules) -> Option<Visit> {
        let host = self.take(Column::Host, field::text);
        let purpose = self.text(Column::Purpose);
        let times = self.times(rules);
        let section = self.text(Column::Section);
        let items = self.take(Column::Items, field::areas).unwrap_or_default();
        let areas = self.take(Column::Areas, field::areas).unwrap_or_default();
        let escort = self.take(Column::Escort, field::yes_or_no).unwrap_or_default();
        let category = self.take(Column::Category, field::category);
        let companion = self.text(Column::Companion);
        let [consent, medical] =
            [Column::Consent, Column::Medical].map(|column| self.take(column, field::yes_or_no).unwrap_or_default());
        let (host, Times { window: (from, until), recurrence, review }) = (host?, times?);
        let gate = rules.gate.clone();
        let plain = Visit { section, items, recurrence, review, ..Visit::plain(host, from, until) };
        let more = Visit { category, companion, consent, medical, gate, ..plain };
        Some(Visit { purpose, areas, escort, ..more })
    }

    /// When they come: as a person says it, or from one time until another.
    fn times(&mut self, rules: &ReadRules) -> Option<Times> {
        if field::is_blank(self.raw(Column::When)) {
            let window = self.window(rules)?;
            let review = self.take(Column::Holds, |cell| field::holds(cell, window.0, rules));
            let pass = review.is_some();
            let recurrence = self.take(Column::Recurs, |cell| field::recurs(cell, window.0, pass, rules));
            let except = self.take(Column::Except, field::days).unwrap_or_default();
            let recurrence = recurrence.map(|recurrence| Recurrence { except, ..recurrence });
            return Some(Times { window, recurrence, review });
        }
        let (window, recurrence, review) = self.take(Column::When, |cell| field::when(cell, rules))?.at(rules.place);
        Some(Times { window, recurrence, review })
    }

    fn window(&mut self, rules: &ReadRules) -> Option<(Timestamp, Timestamp)> {
        let from = self.take(Column::From, |cell| field::time(cell, Edge::From, rules));
        let until = self.take(Column::Until, |cell| field::time(cell, Edge::Until, rules));
        let (from, until) = (from?, until?);
        match until.since(from) {
            length if length <= 0 => self.fault(Column::Until, CellFault::UntilNotAfterFrom),
            length if length > WINDOW_LIMIT => self.fault(Column::Until, CellFault::WindowTooLong),
            _ => return Some((from, until)),
        }
        None
    }
}
