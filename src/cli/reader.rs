//! Files of lists, as bytes, to listings. A plain reader of comma-separated files with a row of column names.

use crate::desk::screening::listings::NewListing;
use crate::desk::screening::{Birth, Listing, Name, Quality};
use crate::domain::{Moment, Timestamp};

/// What is wrong with a file of a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ReaderFault {
    /// The line, from 1.
    pub line: usize,
    /// What was expected.
    pub what: &'static str,
}

/// The rows of an authority's list.
pub fn rows(files: &[&[u8]]) -> Result<Vec<Listing>, ReaderFault> {
    let mut all = Vec::new();
    for file in files {
        for row in table(file)? {
            let id = row.get("id").map_or_else(|| (all.len() + 1).to_string(), str::to_owned);
            all.push(Listing { id, ..row.listing()? });
        }
    }
    Ok(all)
}

/// Entries of the mission's own list; `now` gives the offset in which their last day ends.
pub fn own(file: &[u8], now: Moment) -> Result<Vec<NewListing>, ReaderFault> {
    let entry = |row: Row| {
        let text = |name| row.get(name).unwrap_or_default().to_owned();
        let fault = || ReaderFault { line: row.line, what: "a date, YYYY-MM-DD" };
        let until = row.get("until").map(|date| end_of(date, now).ok_or_else(fault)).transpose()?;
        Ok(NewListing { listing: row.listing()?, instruction: text("instruction"), reason: text("reason"), until })
    };
    table(file)?.into_iter().map(entry).collect()
}

/// The last moment of a day at the gate.
pub fn end_of(date: &str, now: Moment) -> Option<Timestamp> {
    let day: chrono::NaiveDate = date.parse().ok()?;
    let end = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    Some(Timestamp(end.and_utc().timestamp_millis() - i64::from(now.offset) * 1_000 - 1))
}

struct Row {
    line: usize,
    cells: Vec<(String, String)>,
}

fn table(file: &[u8]) -> Result<Vec<Row>, ReaderFault> {
    let fault = |line, what| ReaderFault { line, what };
    let text = std::str::from_utf8(file).map_err(|_| fault(1, "text in UTF-8"))?;
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let (_, head) = lines.next().ok_or_else(|| fault(1, "a row of column names"))?;
    let columns: Vec<String> = head.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
    if !columns.iter().any(|name| name == "name") {
        return Err(fault(1, "a column called name"));
    }
    let mut rows = Vec::new();
    for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<_> = columns.iter().cloned().zip(line.split(',').map(|cell| cell.trim().to_owned())).collect();
        rows.push(Row { line: at + 1, cells });
    }
    Ok(rows)
}

impl Row {
    fn get(&self, column: &str) -> Option<&str> {
        let cell = self.cells.iter().find(|(name, _)| name == column).map(|(_, cell)| cell.as_str());
        cell.filter(|cell| !cell.is_empty())
    }

    fn several(&self, column: &str) -> impl Iterator<Item = String> {
        let cell = self.get(column).unwrap_or_default();
        cell.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
    }

    fn listing(&self) -> Result<Listing, ReaderFault> {
        let fault = |what| ReaderFault { line: self.line, what };
        let primary = self.get("name").ok_or_else(|| fault("a name"))?;
        let mut names = vec![Name { text: primary.to_owned(), quality: Quality::Primary }];
        names.extend(self.several("aliases").map(|text| Name { text, quality: Quality::Good }));
        let births: Result<Vec<Birth>, _> = self.several("birth_date").map(Birth::try_from).collect();
        Ok(Listing {
            names,
            births: births.map_err(|_| fault("a date, YYYY-MM-DD"))?,
            nationalities: self.several("nationality").collect(),
            documents: self.several("documents").collect(),
            ..Listing::default()
        })
    }
}
