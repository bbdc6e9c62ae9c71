//! Gathering a table in slices, so that nobody at the gate waits for it.

use std::collections::HashSet;

use crate::desk::lists::{Inside, is_meant};
use crate::desk::visits::diary::Key;
use crate::desk::visits::figures::Reading;
use crate::desk::visits::figures::rows::rows as figures;
use crate::desk::visits::review::Item;
use crate::desk::{Desk, DeskError};
use crate::domain::operator::Act as Deed;
use crate::domain::text::fold;
use crate::domain::{Moment, VisitId};

use super::List;
use super::rows::{self, VISIT_COLUMNS};
use super::table::{Cell, Format, On, Table};
use crate::desk::journal::Filter;

/// Rows of one file. A list of more is narrowed before it is taken away, and never cut off unseen.
pub const MOST: usize = 100_000;
/// Visits read into memory between other acts.
const READ: u32 = 200;
/// Entries of the log looked at a time.
const ENTRIES: usize = 100;
/// Visits opened at a time.
const OPENED: usize = 40;

/// A table that fills.
pub struct Gathering {
    list: List,
    /// Whether it is for pages, on which a visit that recurs stands once a day; in a file it stands once.
    pages: bool,
    table: Table,
    /// Rows, each with what they are ordered by.
    rows: Vec<(i64, Vec<Cell>)>,
    seen: HashSet<VisitId>,
    after: Option<Key>,
    before: Option<u64>,
    /// Figures that are being read.
    reading: Option<Reading>,
}

impl Gathering {
    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The table, once it is whole.
    pub fn table(self) -> Table {
        let Self { mut table, mut rows, .. } = self;
        // Handles are random: of two that begin at once the one whose words come first stands first, on any post.
        rows.sort();
        table.rows = rows.into_iter().map(|(_, cells)| cells).collect();
        table
    }

    fn put(&mut self, cells: Vec<Cell>) {
        self.rows.push((i64::try_from(self.rows.len()).unwrap_or(i64::MAX), cells));
    }
}

impl Desk {
    /// Begins to gather a list for a file of this format.
    pub fn gathering(&self, now: Moment, list: List, format: Format) -> Result<Gathering, DeskError> {
        let _ = self.permit(Deed::ExportLists)?;
        let table = Table::new(list.code(), self.export_title(now, &list)?, rows::filter(now, &list));
        let table = match &list {
            List::Visits(_) | List::Marked(_) | List::Guest(_) => rows::visit_columns(table, &VISIT_COLUMNS),
            List::Group(_) => rows::visit_columns(table, &rows::GROUP_COLUMNS),
            List::Due => table.with(On::Both, rows::names(&rows::DUE_COLUMNS)),
            List::Inside(_) => {
                table.with(On::Page, rows::names(&["tick"])).with(On::Both, rows::names(&rows::INSIDE_COLUMNS))
            }
            List::Roll => table.with(On::Page, rows::names(&["tick"])).with(On::Both, rows::names(&rows::ROLL_COLUMNS)),
            List::Waiting => table.with(On::Both, rows::names(&rows::WAITING_COLUMNS)),
            List::Log(_) => table.with(On::Both, rows::names(&rows::LOG_COLUMNS)),
            List::Review(_) => table.with(On::Both, rows::names(&rows::REVIEW_COLUMNS)),
            List::Overrides(_) => table.with(On::Both, rows::names(&rows::OVERRIDE_COLUMNS)),
            List::Figures(_) => table.with(On::Both, rows::names(&rows::FIGURE_COLUMNS)),
        };
        let (pages, rows, seen) = (format == Format::Pdf, Vec::new(), HashSet::new());
        let reading = match &list {
            List::Figures(period) => Some(self.reading_figures(now, *period)?),
            _ => None,
        };
        Ok(Gathering { list, pages, table, rows, seen, after: None, before: None, reading })
    }

    /// Gathers some more; answers whether that was all.
    pub fn gather(&mut self, now: Moment, into: &mut Gathering) -> Result<bool, DeskError> {
        let _ = self.permit(Deed::ExportLists)?;
        let whole = match into.list.clone() {
            List::Visits(wanted) => {
                let _ = self.permit(Deed::KeepVisits)?;
                // Those that are not read yet would be missing.
                if !self.roster_is_whole() {
                    return self.read_roster(READ).map(|_| false);
                }
                if !self.diary_is_whole() {
                    return self.remember_some(READ).map(|_| false);
                }
                let page = self.visits_wanted(now, &wanted, into.after)?;
                into.after = page.next;
                for line in &page.lines {
                    if into.pages || into.seen.insert(line.visit) {
                        let cells = self.visit_cells(now, line, &VISIT_COLUMNS)?;
                        into.rows.push((line.appointment.from.0, cells));
                    }
                }
                page.whole
            }
            List::Marked(visits) => self.gather_marked(now, into, &visits)?,
            List::Guest(person) => {
                for line in self.visits_of(now, person)? {
                    let cells = self.visit_cells(now, &line, &VISIT_COLUMNS)?;
                    into.put(cells);
                }
                true
            }
            List::Group(group) => {
                // A file says more of each than the gate reads.
                let _ = self.permit(Deed::KeepVisits)?;
                for member in self.delegation(now, group)?.members {
                    let cells = self.visit_cells(now, &member.line, &rows::GROUP_COLUMNS)?;
                    into.put(cells);
                }
                true
            }
            List::Due => self.gather_due(now, into)?,
            List::Inside(text) => {
                let wanted = fold(&text);
                let meant = |line: &Inside| is_meant(line.person.as_ref(), line.badge, line.visit.as_ref(), &wanted);
                let lines = self.inside(now)?;
                lines.iter().filter(|line| meant(line)).for_each(|line| into.put(rows::inside(now, line)));
                true
            }
            List::Roll => {
                let roll = self.roll()?.ok_or(DeskError::NoMuster)?;
                roll.called.iter().for_each(|one| into.put(rows::called(now, one)));
                true
            }
            List::Waiting => {
                for line in self.waiting(now)? {
                    let cells = self.waiting_cells(now, &line);
                    into.put(cells);
                }
                true
            }
            List::Log(filter) => self.gather_log(now, into, filter)?,
            List::Review(group) => {
                let page = self.review(now, into.after)?;
                let wanted = |item: &&Item| group.is_none_or(|group| item.groups.contains(&group));
                page.items.iter().filter(wanted).for_each(|item| into.put(rows::reviewed(now, item)));
                into.after = page.next;
                page.next.is_none()
            }
            List::Overrides(month) => {
                let months = self.overrides(now)?;
                for one in months.iter().filter(|one| month.as_ref().is_none_or(|name| *name == one.name)) {
                    one.lines.iter().for_each(|line| into.put(rows::overridden(now, line)));
                }
                true
            }
            List::Figures(_) => self.gather_figures(into)?,
        };
        if into.rows.len() > MOST { Err(DeskError::ListTooLong(MOST)) } else { Ok(whole) }
    }

    fn gather_marked(&self, now: Moment, into: &mut Gathering, visits: &[VisitId]) -> Result<bool, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let next = into.seen.len()..visits.len().min(into.seen.len() + OPENED);
        for visit in visits.get(next).unwrap_or_default() {
            let _ = into.seen.insert(*visit);
            let Some(row) = self.store.tables().visit(*visit)? else { continue };
            if let Some(line) = self.visit_line(now, &row, now.at)? {
                let cells = self.visit_cells(now, &line, &VISIT_COLUMNS)?;
                into.rows.push((line.appointment.from.0, cells));
            }
        }
        Ok(into.seen.len() >= visits.len())
    }

    fn gather_due(&mut self, now: Moment, into: &mut Gathering) -> Result<bool, DeskError> {
        self.read_whole_lists()?;
        let page = self.to_approve(now, into.after)?;
        page.due.iter().for_each(|due| into.put(rows::due(now, due)));
        into.after = page.next;
        Ok(page.next.is_none())
    }

    fn gather_figures(&mut self, into: &mut Gathering) -> Result<bool, DeskError> {
        let Some(mut reading) = into.reading.take() else { return Ok(true) };
        if !self.read_figures(&mut reading)? {
            into.reading = Some(reading);
            return Ok(false);
        }
        figures(&reading.figures()).iter().for_each(|row| into.put(rows::figure(row)));
        Ok(true)
    }

    fn gather_log(&self, now: Moment, into: &mut Gathering, filter: Filter) -> Result<bool, DeskError> {
        let page = self.page(filter, into.before, ENTRIES)?;
        page.lines.iter().for_each(|line| into.put(rows::entry(now, line)));
        into.before = page.next;
        Ok(page.next.is_none())
    }
}
