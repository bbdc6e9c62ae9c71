//! Files of lists: from bytes to what the desk takes, and what is wrong with them in words.

use chrono::NaiveDate;

use crate::domain::{Moment, Timestamp};
use crate::i18n::{Value, tr_with};
use crate::screening::list::{self, ListFault, ListProblem, RowFault};

use super::listings::NewListing;

/// Faults of rows that are told one by one.
const TOLD: usize = 10;

/// Entries of the mission's own list from a file; the last day on which one counts ends at midnight at the gate.
///
/// # Errors
/// Why nothing of the file is taken.
pub fn own(file: &[u8], now: Moment) -> Result<Vec<NewListing>, ListFault> {
    let entry = |own: list::OwnListing| NewListing {
        listing: own.listing,
        instruction: own.instruction,
        reason: own.reason,
        until: own.until.and_then(|day| end_of(day, now)),
    };
    Ok(list::own(file)?.listings.into_iter().map(entry).collect())
}

/// The last moment of a day at the gate.
pub fn end_of(day: NaiveDate, now: Moment) -> Option<Timestamp> {
    let end = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    Some(Timestamp(end.and_utc().timestamp_millis() - i64::from(now.offset) * 1_000 - 1))
}

/// What is wrong with a file, and in which lines: a line each.
pub fn fault(fault: &ListFault) -> Vec<String> {
    let mut lines = vec![words(&format!("list-problem-{}", fault.problem.code()), fault.problem.values())];
    if let ListProblem::Rows { faults, .. } = &fault.problem {
        lines.extend(faults.iter().take(TOLD).map(row));
    }
    lines
}

fn row(fault: &RowFault) -> String {
    let expected = words(&format!("list-expected-{}", fault.expected.code()), fault.expected.values());
    let values = vec![
        ("line", fault.line.to_string()),
        ("field", fault.field.to_owned()),
        ("value", fault.value.clone()),
        ("expected", expected),
    ];
    words(if fault.field.is_empty() { "list-fault-row" } else { "list-fault-field" }, values)
}

fn words(id: &str, values: Vec<(&'static str, String)>) -> String {
    let values: Vec<_> = values.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
    tr_with(id, &values)
}
