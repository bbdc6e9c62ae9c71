//! Figures in columns.

use crate::desk::export::table::Cell;
use crate::desk::visits::figures::rows::{Row, percent};
use crate::domain::figures::Tally;
use crate::domain::moment::{MINUTE, SECOND};

/// Columns of figures.
pub const FIGURE_COLUMNS: [&str; 13] = [
    "figure",
    "of",
    "count",
    "share",
    "expected",
    "came-in",
    "no-shows",
    "no-show-share",
    "turned-away",
    "cancelled",
    "not-approved",
    "median",
    "most",
];

/// A row of figures. Times are in minutes, where they are shorter with their tenths.
pub fn figure(row: &Row) -> Vec<Cell> {
    let number = |count: u64| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let part = |share: Option<u64>| share.map_or(Cell::Empty, |share| Cell::text(percent(share)));
    let of = |field: fn(&Tally) -> u64| row.tally.as_ref().map_or(Cell::Empty, |tally| number(field(tally)));
    let [median, most] = row.times.map(|time| time.map_or(Cell::Empty, minutes));
    vec![
        Cell::Text(row.topic.words()),
        Cell::text(row.label.as_str()),
        number(row.count),
        part(row.share),
        of(|tally| tally.expected),
        of(|tally| tally.came),
        of(|tally| tally.no_shows),
        part(row.tally.and_then(|tally| tally.no_show_rate())),
        of(|tally| tally.turned_away),
        of(|tally| tally.cancelled),
        of(|tally| tally.not_approved),
        median,
        most,
    ]
}

fn minutes(time: i64) -> Cell {
    let tenths = time.max(0) / (6 * SECOND);
    if time < 10 * MINUTE {
        Cell::Text(format!("{}.{}", tenths / 10, tenths % 10))
    } else {
        Cell::Number(time / MINUTE)
    }
}
