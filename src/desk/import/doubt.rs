//! What a spreadsheet may have made of a cell before anybody looked.
//!
//! Spreadsheets take `00123` for a number, `MAR12` for a day and a day for a number, and the file does not say what was
//! typed. Nothing of that is taken as it stands: where one can tell what it most likely was, that is proposed, and
//! somebody has to say that it is so; where a digit is gone, only the document has it.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::domain::moment::DAY;

use super::ReadRules;
use super::column::Column;
use super::fault::CellFault;
use super::field::OLDEST;
use super::serial::{Epoch, day};
use super::sheet::{Cell, Form, Made, Sheet};

/// Digits that a number keeps in a spreadsheet.
const EXACT: usize = 15;
/// How far from today a visit may lie for a number to be taken for its day, in milliseconds.
const NEAR: i64 = 2 * 366 * DAY;

/// What is known of a sheet besides the cell.
pub(super) struct Doubts<'a> {
    rules: &'a ReadRules,
    epoch: Epoch,
    /// As many digits as most document numbers have that are digits alone; in a file that says nothing of its cells.
    digits: Option<usize>,
}

/// What is wrong with a cell, and what it most likely was.
pub(super) type Doubt = (CellFault, Option<String>);

impl<'a> Doubts<'a> {
    pub fn new(rules: &'a ReadRules, form: Form, sheet: &Sheet, document: Option<usize>) -> Self {
        let text = matches!(form, Form::Text(..));
        let digits = document.filter(|_| text).and_then(|place| usual_digits(sheet, place));
        Self { rules, epoch: sheet.epoch, digits }
    }

    /// What is doubtful about a cell of this column.
    pub fn of(&self, column: Column, cell: &Cell) -> Option<Doubt> {
        let text = cell.text.trim();
        match (cell.made, column) {
            (Made::Sure, _) => None,
            (Made::Broken, _) => Some((CellFault::BrokenFormula, None)),
            (Made::Number | Made::Text, Column::Born | Column::From | Column::Until) => self.of_time(column, text),
            (Made::Day, Column::Born) => self.born_later(text),
            (Made::Day, Column::From | Column::Until | Column::When | Column::Holds) => None,
            (Made::Day, _) => Some((CellFault::TakenForDay, None)),
            (_, Column::Document) => self.of_number(cell.made, text),
            (Made::Number, _) if is_cut(text) => Some((CellFault::Rounded, None)),
            (_, Column::Reference | Column::Plate) if is_exponent(text) => Some((CellFault::Rounded, None)),
            _ => None,
        }
    }

    fn of_number(&self, made: Made, text: &str) -> Option<Doubt> {
        if is_exponent(text) || made == Made::Number && is_cut(text) {
            return Some((CellFault::Rounded, None));
        }
        let whole = text.strip_suffix(".0").unwrap_or(text);
        let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        if made == Made::Number || digits && whole != text {
            return Some((CellFault::KeptAsNumber, Some(whole.to_owned())));
        }
        let usual = self.digits.filter(|usual| digits && whole.len() < *usual)?;
        Some((CellFault::Shorter { usual }, Some(text.to_owned())))
    }

    fn of_time(&self, column: Column, text: &str) -> Option<Doubt> {
        if let Some(proposed) = self.counted(column, text) {
            return Some((CellFault::CountedDay, Some(proposed)));
        }
        let (date, time) = text.split_once(' ').map_or((text, ""), |(date, time)| (date, time));
        let parts: Vec<&str> = date.split(['.', '-']).collect();
        let [first, second, year] = parts.as_slice() else { return None };
        let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if !(short(first) && short(second) && year.len() == 2 && short(year)) {
            return None;
        }
        // Between hyphens nobody can tell which of them is the day.
        let proposed = date.contains('.').then(|| self.four_digits(column, second, first, year)).flatten();
        Some((CellFault::ShortYear, proposed.map(|day| format!("{day} {time}").trim().to_owned())))
    }

    /// A date with its century: nobody is born later, and nobody is expected in the last one.
    fn four_digits(&self, column: Column, month: &str, day: &str, year: &str) -> Option<NaiveDate> {
        let (year, month, day): (i32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let this = NaiveDate::from_ymd_opt(2_000 + year, month, day);
        let before = NaiveDate::from_ymd_opt(1_900 + year, month, day);
        match column {
            Column::Born => this.filter(|day| *day <= self.rules.now.today()).or(before),
            _ => this,
        }
    }

    /// A day that stands there as a count of days, if it lies where one would.
    fn counted(&self, column: Column, text: &str) -> Option<String> {
        let plain = ungrouped(text);
        if plain.split('.').next().is_none_or(|whole| whole.len() != 5) {
            return None;
        }
        let moment = self.epoch.moment(plain.parse().ok()?)?;
        let today = self.rules.now.today();
        let likely = match column {
            Column::Born => today.years_since(moment.date()).is_some_and(|age| age <= OLDEST),
            _ => (moment.date() - today).num_milliseconds().abs() <= NEAR,
        };
        likely.then(|| if column == Column::Born { moment.date().to_string() } else { day(moment) })
    }

    /// Spreadsheets give a year of two digits the century they like; somebody of 1929 is not born in 2029.
    fn born_later(&self, text: &str) -> Option<Doubt> {
        let born: NaiveDate = text.get(..10)?.parse().ok()?;
        let earlier = born.with_year(born.year() - 100)?;
        let later = born > self.rules.now.today();
        (later && earlier <= self.rules.now.today()).then(|| (CellFault::BornLater, Some(earlier.to_string())))
    }
}

/// `45,292` and `45 292` as `45292`; a fraction stays one.
fn ungrouped(text: &str) -> String {
    let grouped = text.split_once([',', '.', ' ', '\u{a0}', '\u{202f}', '\'']);
    match grouped {
        Some((thousands, rest)) if thousands.len() == 2 && rest.len() == 3 => format!("{thousands}{rest}"),
        _ => text.replace(',', "."),
    }
    .chars()
    .map(|c| if c.is_ascii_digit() || c == '.' { c } else { '?' })
    .collect()
}

/// Whether a number has a fraction, or more digits than a spreadsheet keeps.
fn is_cut(text: &str) -> bool {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    whole.contains('.') || whole.bytes().filter(u8::is_ascii_digit).count() > EXACT
}

/// Whether it is a number in parts, as `1.23457E+11`.
fn is_exponent(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.split_once(['.', ',']).map_or_else(|| digits(number), |(a, b)| digits(a) && digits(b));
    number && exponent.strip_prefix(['+', '-']).is_some_and(digits)
}

/// As many digits as most numbers of a column have that are digits alone.
fn usual_digits(sheet: &Sheet, place: usize) -> Option<usize> {
    let mut lengths: HashMap<usize, usize> = HashMap::new();
    for text in sheet.rows.iter().map(|record| record.text(place).trim()) {
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            *lengths.entry(text.len()).or_default() += 1;
        }
    }
    let most = lengths.into_iter().max_by_key(|(length, times)| (*times, *length))?;
    // One alone is no custom.
    (most.1 > 1).then_some(most.0)
}
