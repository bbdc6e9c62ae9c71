//! Tables of situations and of what rules are to say of them: how a mission tests its own rules, and how the shipped ones are
//! tested.
//!
//! A table is CSV with a header; lines that begin with `#` are remarks. Each row is somebody at the north gate at 09:00 on
//! a Monday, for an approved visit of an hour, of whom nothing is amiss, but for what its cells say; an empty cell says
//! nothing. `verdict`, `reasons`, `obligations` and `permits` are what the rules are to say; a column that is left out is
//! not compared. `compare-document`, which every admission asks for, is not written.
//!
//! A table with a column `act` asks who may do what: `roles`, `act`, `of` (what is seconded, where the act is `second`),
//! `allowed`, and `by`, the rules that allow it.

mod cell;

use std::collections::BTreeSet;

use super::Rules;
use crate::domain::operator::Act;
use crate::domain::{Obligation, Role};

use cell::Cells;

/// What is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// It is not CSV, or not text.
    #[error("line {line}: this is not a table of comma-separated values: {what}")]
    NotCsv {
        /// Where.
        line: u64,
        /// What the reader said.
        what: String,
    },
    /// A column that means nothing here, or stands twice.
    #[error("the column “{0}” means nothing here, or stands twice")]
    Column(String),
    /// There is no row.
    #[error("there is no row in it")]
    Empty,
    /// A cell that means nothing in its column.
    #[error("line {line}, {column}: “{value}” means nothing here; {expected} was expected")]
    Cell {
        /// Where.
        line: u64,
        /// In which column.
        column: &'static str,
        /// What stands there.
        value: String,
        /// What could stand there.
        expected: String,
    },
}

/// A row of which the rules say something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The line of the table.
    pub line: u64,
    /// What the row calls itself.
    pub case: String,
    /// In which column.
    pub column: &'static str,
    /// What the table says.
    pub expected: String,
    /// What the rules say.
    pub found: String,
}

/// What came of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tested {
    /// How many rows were asked.
    pub rows: usize,
    /// Rules that said something in at least one of them.
    pub rules: BTreeSet<String>,
    /// Where the rules say something else.
    pub mismatches: Vec<Mismatch>,
}

/// Asks the rules every row of a table.
///
/// # Errors
/// The first thing that makes it no table.
pub fn test(rules: &Rules, table: &[u8]) -> Result<Tested, TableFault> {
    let mut tested = Tested::default();
    each_row(table, |cells| {
        let said = if cells.has("act") { act(rules, cells)? } else { entering(rules, cells)? };
        tested.take(cells, said);
        Ok(())
    })?;
    if tested.rows == 0 { Err(TableFault::Empty) } else { Ok(tested) }
}

fn each_row(table: &[u8], mut each: impl FnMut(&Cells<'_>) -> Result<(), TableFault>) -> Result<(), TableFault> {
    let not_csv = |error: csv::Error| TableFault::NotCsv {
        line: error.position().map_or(1, csv::Position::line),
        what: error.to_string(),
    };
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(table);
    let header = reader.headers().map_err(not_csv)?.clone();
    let columns = cell::columns(&header)?;
    for record in reader.records() {
        let record = record.map_err(not_csv)?;
        let line = record.position().map_or(0, csv::Position::line);
        each(&Cells { columns: &columns, record: &record, line })?;
    }
    Ok(())
}

/// The situations of a table, each with what its row calls itself.
#[cfg(test)]
pub(super) fn situations(table: &[u8]) -> Result<Vec<(String, crate::domain::Situation)>, TableFault> {
    let mut found = Vec::new();
    each_row(table, |cells| {
        if !cells.has("act") {
            found.push((cells.text("case").to_owned(), cells.situation()?));
        }
        Ok(())
    })?;
    Ok(found)
}

/// What the rules say of a row, column by column, and which of them said it.
struct Said {
    columns: Vec<(&'static str, String)>,
    rules: Vec<String>,
}

impl Tested {
    fn take(&mut self, cells: &Cells<'_>, said: Said) {
        self.rows += 1;
        self.rules.extend(said.rules);
        for (column, found) in said.columns {
            let expected = cells.words(column);
            if cells.has(column) && expected != found {
                let case = cells.text("case").to_owned();
                self.mismatches.push(Mismatch { line: cells.line, case, column, expected, found });
            }
        }
    }
}

fn entering(rules: &Rules, cells: &Cells<'_>) -> Result<Said, TableFault> {
    let judgement = rules.judge(&cells.situation()?);
    let reasons: Vec<String> = judgement.reasons.iter().map(|reason| reason.rule.clone()).collect();
    let done = judgement.obligations.iter().filter(|one| **one != Obligation::CompareDocument);
    let done: Vec<&str> = done.map(|one| one.code()).collect();
    let columns = vec![
        ("verdict", judgement.verdict.code().to_owned()),
        ("reasons", reasons.join(" ")),
        ("obligations", done.join(" ")),
        ("permits", judgement.permits.join(" ")),
    ];
    Ok(Said { columns, rules: reasons.into_iter().chain(judgement.permits).collect() })
}

fn act(rules: &Rules, cells: &Cells<'_>) -> Result<Said, TableFault> {
    let mut roles = Vec::new();
    for code in cells.text("roles").split_whitespace() {
        roles.push(Role::from_code(code).ok_or_else(|| cells.wrong("roles", &codes(Role::ALL.map(Role::code))))?);
    }
    let deed = |column: &'static str| {
        let known = || cells.wrong(column, &format!("{}, second", codes(Act::ALL.map(Act::code))));
        Act::ALL.into_iter().find(|act| act.code() == cells.text(column)).ok_or_else(known)
    };
    let by = match cells.text("act") {
        "second" => rules.seconding(&roles, deed("of")?),
        _ => rules.allowing(&roles, deed("act")?),
    };
    let allowed = if by.is_empty() { "no" } else { "yes" };
    Ok(Said { columns: vec![("allowed", allowed.to_owned()), ("by", by.join(" "))], rules: by })
}

fn codes<const N: usize>(codes: [&str; N]) -> String {
    codes.join(", ")
}
