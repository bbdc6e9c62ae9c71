//! A file that is shown: its rows with what is wrong with them, what its columns are, and what somebody says of both.

use std::collections::HashMap;
use std::sync::Arc;

use crate::desk::import::{
    Column, Form, Guest, ImportFault, Mapping, Plan, Preview, Reading, Row, Source, mapping_key,
};
use crate::desk::intake::{LOOKED_AT, Outlook};
use crate::desk::visits::approver::Approval;
use crate::domain::Verdict;

use super::{FIXED, PAGE};

/// A file as it was opened and read.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it holds.
    pub source: Arc<Source>,
    /// How it is read.
    pub reading: Reading,
    /// What it comes to so, or why it comes to nothing.
    pub preview: Result<Arc<Preview>, Box<ImportFault>>,
    /// Whether files with its columns were read before.
    pub known: bool,
}

/// What of it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// Its rows.
    Rows,
    /// Its columns.
    Columns,
}

/// A file that is shown.
pub struct Shown {
    pub opened: Opened,
    pub pane: Pane,
    /// Only rows that are wrong, or in doubt.
    pub wrong_only: bool,
    /// The row that is looked at closely, by its place among those shown.
    pub cursor: usize,
    /// The column of the file that is looked at.
    pub column: usize,
    /// What is typed in the place of each cell at fault of the row looked at.
    pub fixes: Vec<String>,
    /// What would become of each row, by its line, as far as that was asked.
    pub outlooks: HashMap<u64, Outlook>,
    /// Rows of the preview that were asked for.
    pub looked: usize,
    /// Whether somebody said what a column is.
    pub mapped: bool,
    /// Whether it is being read again.
    pub reading_again: bool,
    /// Whether somebody asked to take nothing while there is something to lose.
    pub leaving: bool,
    /// Whether a field beside the columns has the keyboard.
    pub in_field: bool,
    /// What the delegation is called that the guests are to be, and who leads it; no name for none.
    pub forming: [String; 2],
}

impl Shown {
    pub fn new(opened: Opened) -> Self {
        // A file whose columns say nothing is of no use before somebody has said what they are.
        let pane = if opened.preview.is_ok() { Pane::Rows } else { Pane::Columns };
        let mut shown = Self {
            opened,
            pane,
            wrong_only: false,
            cursor: 0,
            column: 0,
            fixes: Vec::new(),
            outlooks: HashMap::new(),
            looked: 0,
            mapped: false,
            reading_again: false,
            leaving: false,
            in_field: false,
            forming: Default::default(),
        };
        shown.to(0);
        shown
    }

    pub fn preview(&self) -> Option<&Preview> {
        self.opened.preview.as_deref().ok()
    }

    /// Rows that are shown.
    pub fn rows(&self) -> Vec<&Row> {
        let all = self.preview().map_or(&[][..], |preview| preview.rows.as_slice());
        all.iter().filter(|row| !self.wrong_only || self.is_odd(row)).collect()
    }

    /// Whether somebody should look at a row.
    fn is_odd(&self, row: &Row) -> bool {
        row.read.is_err() || row.twin.is_some()
    }

    /// The row that is looked at closely.
    pub fn row(&self) -> Option<&Row> {
        self.rows().get(self.cursor).copied()
    }

    /// The page that it stands on.
    pub fn page(&self) -> usize {
        self.cursor / PAGE
    }

    /// Looks at another row.
    pub fn to(&mut self, cursor: usize) {
        self.cursor = cursor.min(self.rows().len().saturating_sub(1));
        self.fixes = vec![String::new(); self.row().map_or(0, |row| row.faults().len().min(FIXED))];
    }

    /// Something else is typed in the place of a cell at fault.
    pub fn type_fix(&mut self, place: usize, text: String) {
        if let Some(fix) = self.fixes.get_mut(place) {
            *fix = text;
        }
    }

    /// Whether somebody has written something by hand that would be lost.
    pub fn has_corrections(&self) -> bool {
        !self.opened.reading.by_hand.is_empty() || !self.opened.reading.for_all.is_empty()
    }

    /// It was read again.
    pub fn again(&mut self, preview: Result<Arc<Preview>, Box<ImportFault>>) {
        let line = self.row().map(|row| row.line);
        self.opened.preview = preview;
        (self.outlooks, self.looked, self.reading_again) = (HashMap::new(), 0, false);
        self.leaving = false;
        if self.opened.preview.is_err() {
            self.pane = Pane::Columns;
        }
        let rows = self.rows();
        let place = rows.iter().position(|row| Some(row.line) >= line).unwrap_or(0);
        self.to(place);
    }

    /// What was typed stands in the place of what the file says; `false` if nothing was.
    pub fn fix(&mut self) -> bool {
        let Some(row) = self.row() else { return false };
        let typed = row.faults().iter().zip(&self.fixes).filter(|(_, fix)| !fix.trim().is_empty());
        let typed: Vec<_> = typed.filter_map(|(fault, fix)| Some(((row.line, fault.column?), fix.clone()))).collect();
        let any = !typed.is_empty();
        self.opened.reading.by_hand.extend(typed);
        any
    }

    /// What is proposed for the row looked at is so; `false` if nothing is.
    pub fn confirm(&mut self) -> bool {
        let faults = self.row().map(|row| row.faults().to_vec()).unwrap_or_default();
        self.opened.reading.confirm(&faults) > 0
    }

    /// What is proposed for every row is so, where the same is in doubt in the same column as in the row looked at.
    pub fn confirm_alike(&mut self) -> bool {
        let Some(row) = self.row() else { return false };
        let like = row.faults().iter().filter(|fault| fault.proposed.is_some());
        let like: Vec<_> = like.map(|fault| (fault.column, std::mem::discriminant(&fault.fault))).collect();
        let all = self.preview().into_iter().flat_map(|preview| preview.rows.iter().flat_map(Row::faults));
        let alike: Vec<_> =
            all.filter(|fault| like.contains(&(fault.column, std::mem::discriminant(&fault.fault)))).cloned().collect();
        self.opened.reading.confirm(&alike) > 0
    }

    /// The row looked at is left out, or not any more.
    pub fn leave_out(&mut self) -> bool {
        let Some(line) = self.row().map(|row| row.line) else { return false };
        let out = &mut self.opened.reading.left_out;
        if !out.remove(&line) {
            let _ = out.insert(line);
        }
        true
    }

    /// The column looked at is this from now on.
    pub fn assign(&mut self, column: Option<Column>) {
        self.opened.reading.assign(self.column, column);
        self.mapped = true;
    }

    /// What the column looked at is, and what it would be by the key that goes on.
    pub fn stepped(&self, by: isize) -> Option<Column> {
        let now = self.opened.reading.columns.get(self.column).copied().flatten();
        let all: Vec<Option<Column>> = std::iter::once(None).chain(Column::READ.map(Some)).collect();
        let place = all.iter().position(|column| *column == now).unwrap_or(0);
        let next = place.checked_add_signed(by).unwrap_or(all.len() - 1) % all.len();
        all.get(next).copied().flatten()
    }

    /// This holds for every row that says nothing else; nothing does where it is empty.
    pub fn say_for_all(&mut self, column: Column, text: String) {
        self.in_field = true;
        let for_all = &mut self.opened.reading.for_all;
        let _ = if text.is_empty() { for_all.remove(&column) } else { for_all.insert(column, text) };
    }

    /// What the delegation is called, or who leads it.
    pub fn form(&mut self, place: usize, text: String) {
        self.in_field = true;
        if let Some(field) = self.forming.get_mut(place) {
            *field = text;
        }
    }

    /// Columns of the file.
    pub fn width(&self) -> usize {
        self.opened.reading.header(&self.opened.source).len()
    }

    /// Another sheet; `false` if there is no other.
    pub fn next_sheet(&mut self) -> bool {
        let sheets = self.opened.source.sheets.len();
        let next = (self.opened.reading.sheet + 1) % sheets.max(1);
        let Some(reading) = Reading::of_sheet(&self.opened.source, next).ok().filter(|_| sheets > 1) else {
            return false;
        };
        self.opened.reading = reading;
        (self.column, self.cursor, self.mapped) = (0, 0, false);
        true
    }

    /// Guests that are to be looked at next, with their lines.
    pub fn next_looked_at(&mut self) -> Vec<(u64, Guest)> {
        let rows = self.opened.preview.as_ref().map_or(&[][..], |preview| preview.rows.as_slice());
        let mut guests = Vec::new();
        while guests.len() < LOOKED_AT
            && let Some(row) = rows.get(self.looked)
        {
            self.looked += 1;
            guests.extend(row.read.as_ref().ok().map(|guest| (row.line, guest.clone())));
        }
        guests
    }

    /// How often each verdict is given, of those that were asked for.
    pub fn verdicts(&self) -> Vec<(Verdict, usize)> {
        let all = [Verdict::Admit, Verdict::Refer, Verdict::Refuse];
        let count = |verdict| self.outlooks.values().filter(|one| one.judgement.verdict == verdict).count();
        all.into_iter().map(|verdict| (verdict, count(verdict))).filter(|(_, count)| *count > 0).collect()
    }

    /// How many of those looked at will wait for their approval.
    pub fn waiting(&self) -> usize {
        self.outlooks.values().filter(|one| one.approval != Approval::Given).count()
    }

    /// What is taken of it, and the plan of that; `None` while nothing can be.
    pub fn plan(&self) -> Option<Plan> {
        let preview = self.preview().filter(|preview| !self.reading_again && preview.good() > 0)?;
        let mut plan = match preview.clone().plan(&self.opened.source, &self.opened.reading) {
            Ok(plan) => plan,
            Err(ImportFault::Rows(rejection)) => rejection.keep_good(),
            Err(_) => return None,
        };
        let [name, leader] = &self.forming;
        let whole = name.trim().is_empty() || plan.become_group(name, leader);
        whole.then_some(plan)
    }

    /// What its columns are, to be kept for the next file that has them, where somebody said so.
    pub fn mapping(&self, at: crate::domain::Timestamp) -> Option<(String, Mapping)> {
        let Opened { source, reading, .. } = &self.opened;
        self.mapped.then(|| (mapping_key(source, reading), Mapping::of(source, reading, at)))
    }

    /// Where a row stands: its line in a text, its number in a workbook.
    pub fn is_text(&self) -> bool {
        !matches!(self.opened.source.form, Form::Workbook)
    }
}
