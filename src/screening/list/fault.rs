//! What can be wrong with the files of a list. Data alone: the words for it stand in the locale files, under
//! `list-problem-` and `list-expected-` and the codes given here.

use crate::domain::text::{TextFault, escape};

/// Rows at fault that are kept; the rest is counted.
pub const SHOWN_FAULTS: usize = 200;

/// Why nothing is taken from the files of a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("file {}: {} {:?}", .file + 1, .problem.code(), .problem.values())]
pub struct ListFault {
    /// Which of the files, counted from 0.
    pub file: usize,
    /// What is wrong with it.
    pub problem: ListProblem,
}

/// What is wrong with a file of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListProblem {
    /// Larger than [`FILE_LIMIT`](super::FILE_LIMIT).
    TooLarge,
    /// Nothing in it: no byte, or no listing.
    Empty,
    /// A spreadsheet or an archive, not text.
    Archive,
    /// A byte of this line is no text in UTF-8, nor in the encoding that the rest suggests or the file names.
    Encoding {
        /// Where, counted from 1.
        line: u64,
    },
    /// None of the formats that are read.
    Unknown,
    /// Alias rows without a file of those they belong to.
    AliasesAlone,
    /// The file ends in the middle of something that begins in this line.
    CutShort {
        /// Where it begins, counted from 1.
        line: u64,
    },
    /// A column without which there is no listing is not in the header.
    MissingColumn {
        /// Which.
        column: &'static str,
    },
    /// Two headers name one column.
    DoubledColumn {
        /// Which.
        column: &'static str,
    },
    /// Not well-formed XML.
    Malformed {
        /// Where, counted from 1.
        line: u64,
    },
    /// A document type or an entity of one's own: never expanded, so never read.
    Entity {
        /// Where, counted from 1.
        line: u64,
    },
    /// Elements nested deeper than any list has them.
    TooDeep {
        /// Where, counted from 1.
        line: u64,
    },
    /// An earlier file has a listing of the same id.
    Doubled {
        /// Which id.
        id: String,
        /// Which file, counted from 0.
        file: usize,
    },
    /// Rows are at fault.
    Rows {
        /// The first faults, at most [`SHOWN_FAULTS`], in the order of the file.
        faults: Vec<RowFault>,
        /// How many faults there are in all.
        count: usize,
    },
}

impl ListProblem {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Empty => "empty",
            Self::Archive => "archive",
            Self::Encoding { .. } => "encoding",
            Self::Unknown => "unknown",
            Self::AliasesAlone => "aliases-alone",
            Self::CutShort { .. } => "cut-short",
            Self::MissingColumn { .. } => "missing-column",
            Self::DoubledColumn { .. } => "doubled-column",
            Self::Malformed { .. } => "malformed",
            Self::Entity { .. } => "entity",
            Self::TooDeep { .. } => "too-deep",
            Self::Doubled { .. } => "doubled",
            Self::Rows { .. } => "rows",
        }
    }

    /// The values of its words, by the names that they have there.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Encoding { line }
            | Self::CutShort { line }
            | Self::Malformed { line }
            | Self::Entity { line }
            | Self::TooDeep { line } => vec![("line", line.to_string())],
            Self::MissingColumn { column } | Self::DoubledColumn { column } => vec![("column", (*column).to_owned())],
            Self::Doubled { id, file } => vec![("id", escape(id, 80)), ("file", (file + 1).to_string())],
            Self::Rows { count, .. } => vec![("count", count.to_string())],
            Self::TooLarge => vec![("limit", (super::FILE_LIMIT >> 20).to_string())],
            Self::Empty | Self::Archive | Self::Unknown | Self::AliasesAlone => Vec::new(),
        }
    }
}

/// One fault of one row or element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The line that the row or the element begins on, counted from 1.
    pub line: u64,
    /// The column or the element; empty for a fault of the row as a whole.
    pub field: &'static str,
    /// What stands there, escaped and shortened.
    pub value: String,
    /// What was expected instead.
    pub expected: Expected,
}

/// What was expected of a cell, an element or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// As many cells as the format or the first row has.
    Cells {
        /// How many.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A value, and there is none.
    Value,
    /// A text that can be kept.
    Text(TextFault),
    /// A number.
    Number,
    /// An id of its own; an earlier row has the same.
    OwnId {
        /// Which.
        line: u64,
    },
    /// One of the kinds that the format knows.
    Kind,
    /// A date of birth as `YYYY-MM-DD`, `DD.MM.YYYY`, `YYYY-MM`, `YYYY` or `YYYY/YYYY`.
    Birth,
    /// A day of the calendar as `YYYY-MM-DD` or `DD.MM.YYYY`.
    Day,
}

impl Expected {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cells { .. } => "cells",
            Self::Value => "value",
            Self::Text(_) => "text",
            Self::Number => "number",
            Self::OwnId { .. } => "own-id",
            Self::Kind => "kind",
            Self::Birth => "birth",
            Self::Day => "day",
        }
    }

    /// The values of its words, by the names that they have there.
    pub fn values(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Cells { expected, found } => vec![("expected", expected.to_string()), ("found", found.to_string())],
            Self::OwnId { line } => vec![("line", line.to_string())],
            _ => Vec::new(),
        }
    }
}

/// The faults of the rows of one file, as they are found.
#[derive(Debug, Default)]
pub(super) struct Faults {
    shown: Vec<RowFault>,
    count: usize,
}

impl Faults {
    /// Takes a fault down.
    pub fn add(&mut self, line: u64, field: &'static str, value: &str, expected: Expected) {
        self.count += 1;
        if self.shown.len() < SHOWN_FAULTS {
            let value = escape(value.trim(), 80);
            self.shown.push(RowFault { line, field, value, expected });
        }
    }

    /// `Err` if there was any.
    pub fn finish(self) -> Result<(), ListProblem> {
        let Self { mut shown, count } = self;
        shown.sort_by_key(|fault| fault.line);
        if count == 0 { Ok(()) } else { Err(ListProblem::Rows { faults: shown, count }) }
    }
}
