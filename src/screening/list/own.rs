//! The mission's own list, do-not-admit or otherwise, as CSV with a header: columns in any order and case, cells parted by
//! comma, semicolon or tab.
//!
//! `name` must be there; `aliases`, `birth_date`, `nationality` and `documents` may hold several values parted by `;` or
//! `|`. What the mission writes itself is read strictly: a date that cannot be read is a fault, not a remark.

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::fault::{Expected, Faults, ListProblem};
use super::table::{Row, first_row, rows};
use super::text::{add, add_name, country, is_blank, kept, parts};
use crate::domain::text::{TextFault, escape};
use crate::screening::{Birth, Listing, Nature, Quality};

/// What parts the values in one cell.
const SIGNS: &[char] = &[';', '|'];
/// What may part the cells of a row.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Every column: its own name, and what else it may be called.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("name", &["full name", "primary name"]),
    ("aliases", &["alias", "other name", "other names", "also known as", "aka"]),
    ("birth_date", &["date of birth", "dates of birth", "dob", "born", "birthdate", "birth dates", "births"]),
    ("nationality", &["nationalities", "citizenship", "country", "countries"]),
    (
        "documents",
        &[
            "document",
            "document number",
            "document numbers",
            "document no",
            "passport",
            "passports",
            "passport number",
            "passport numbers",
            "passport no",
            "identity document",
            "identity card",
            "id number",
            "id numbers",
            "id card",
            "identifier",
            "identifiers",
        ],
    ),
    ("reason", &["grounds"]),
    ("instruction", &["instructions", "what to do"]),
    ("until", &["expires", "valid until", "end"]),
    ("id", &["reference", "ref"]),
    ("kind", &["type", "schema"]),
];

/// A listing of the mission's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnListing {
    /// Who is listed. Without an id of its own it has one made of what it says, so that the same row gets the same.
    pub listing: Listing,
    /// Why; empty where nothing is said.
    pub reason: String,
    /// What is to be done; empty where nothing is said.
    pub instruction: String,
    /// The last day on which it counts; `None` for ever.
    pub until: Option<NaiveDate>,
}

/// What a file of the mission's own holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    /// Its rows.
    pub listings: Vec<OwnListing>,
    /// Headers of columns that mean nothing here and are not read, escaped and shortened.
    pub unread_columns: Vec<String>,
}

/// Where each column stands in a row.
struct Columns {
    delimiter: u8,
    width: usize,
    places: [Option<usize>; 10],
    unread: Vec<String>,
}

/// Whether a text begins with a header of such a file.
pub(super) fn is_own(text: &str) -> bool {
    delimiter(text).is_some_and(|(_, header)| header.iter().any(|cell| column(cell) == Some(0)))
}

/// The delimiter under which most columns of the first row are known, and that row.
fn delimiter(text: &str) -> Option<(u8, Vec<String>)> {
    let read = DELIMITERS.iter().filter_map(|delimiter| Some((*delimiter, first_row(text, *delimiter)?)));
    read.map(|(delimiter, header)| (header.iter().filter(|cell| column(cell).is_some()).count(), delimiter, header))
        // The first of equals: a comma is the likelier one.
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
        .map(|(_, delimiter, header)| (delimiter, header))
}

/// Which column a header names.
fn column(header: &str) -> Option<usize> {
    if header.len() > 200 {
        return None;
    }
    let plain: String = header.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    COLUMNS.iter().position(|(name, others)| name.replace('_', " ") == plain || others.contains(&plain.as_str()))
}

impl Columns {
    fn of(text: &str) -> Result<Self, ListProblem> {
        let (delimiter, header) = delimiter(text).ok_or(ListProblem::Empty)?;
        let mut columns = Self { delimiter, width: header.len(), places: [None; 10], unread: Vec::new() };
        for (place, cell) in header.iter().enumerate() {
            let Some(at) = column(cell) else {
                if !is_blank(cell) {
                    columns.unread.push(escape(cell, 40));
                }
                continue;
            };
            let name = COLUMNS.get(at).map_or("", |(name, _)| name);
            match columns.places.get_mut(at) {
                Some(free @ None) => *free = Some(place),
                _ => return Err(ListProblem::DoubledColumn { column: name }),
            }
        }
        match columns.places {
            [Some(_), ..] => Ok(columns),
            _ => Err(ListProblem::MissingColumn { column: "name" }),
        }
    }
}

/// Reads the file.
pub(super) fn read(text: &str) -> Result<Own, ListProblem> {
    let columns = Columns::of(text)?;
    let mut faults = Faults::default();
    let mut places: FxHashMap<String, u64> = FxHashMap::default();
    let mut own = Own::default();
    let mut is_header = true;
    rows(text, columns.delimiter, |row| {
        if std::mem::take(&mut is_header) {
            return Ok(());
        }
        if row.width() != columns.width {
            faults.add(row.line, "", "", Expected::Cells { expected: columns.width, found: row.width() });
            return Ok(());
        }
        let listing = Reading { row: &row, columns: &columns, faults: &mut faults }.listing();
        if let Some(earlier) = places.insert(listing.listing.id.clone(), row.line) {
            faults.add(row.line, "id", &listing.listing.id, Expected::OwnId { line: earlier });
        }
        own.listings.push(listing);
        Ok(())
    })?;
    faults.finish()?;
    if own.listings.is_empty() {
        return Err(ListProblem::Empty);
    }
    own.unread_columns = columns.unread;
    Ok(own)
}

/// One row on its way to a listing.
struct Reading<'a> {
    row: &'a Row<'a>,
    columns: &'a Columns,
    faults: &'a mut Faults,
}

impl<'a> Reading<'a> {
    /// The cell of a column, by its place in [`COLUMNS`]; empty where there is none.
    fn cell(&self, column: usize) -> &'a str {
        let place = self.columns.places.get(column).copied().flatten();
        place.map(|place| self.row.cell(place)).filter(|cell| !is_blank(cell)).unwrap_or_default()
    }

    fn fault(&mut self, column: usize, value: &str, expected: Expected) {
        let name = COLUMNS.get(column).map_or("", |(name, _)| name);
        self.faults.add(self.row.line, name, value, expected);
    }

    fn listing(mut self) -> OwnListing {
        let mut listing = Listing { nature: self.nature(), ..Listing::default() };
        let name = self.cell(0);
        match add_name(&mut listing.names, name, Quality::Primary) {
            Ok(()) => {}
            Err(TextFault::Empty) => self.fault(0, "", Expected::Value),
            Err(fault) => self.fault(0, name, Expected::Text(fault)),
        }
        for alias in parts(self.cell(1), SIGNS) {
            if let Err(fault) = add_name(&mut listing.names, alias, Quality::Good) {
                self.fault(1, alias, Expected::Text(fault));
            }
        }
        for text in parts(self.cell(2), SIGNS) {
            match birth(text) {
                Some(birth) => add(&mut listing.births, birth),
                None => self.fault(2, text, Expected::Birth),
            }
        }
        parts(self.cell(3), SIGNS).filter_map(country).for_each(|country| add(&mut listing.nationalities, country));
        for number in parts(self.cell(4), SIGNS) {
            match kept(number) {
                Ok(number) => add(&mut listing.documents, number),
                Err(fault) => self.fault(4, number, Expected::Text(fault)),
            }
        }
        let (reason, instruction) = (self.words(5), self.words(6));
        let until = self.until();
        let id = self.words(8);
        listing.id = if id.is_empty() { id_of(&listing) } else { id };
        OwnListing { listing, reason, instruction, until }
    }

    fn nature(&mut self) -> Nature {
        let cell = self.cell(9);
        match cell.to_lowercase().as_str() {
            "" | "person" | "individual" => Nature::Person,
            "organisation" | "organization" | "entity" | "company" | "group" => Nature::Organisation,
            "vessel" | "aircraft" | "vehicle" => Nature::Vessel,
            _ => {
                self.fault(9, cell, Expected::Kind);
                Nature::Person
            }
        }
    }

    /// A text that may be empty.
    fn words(&mut self, column: usize) -> String {
        let cell = self.cell(column);
        match kept(cell) {
            Ok(text) => text,
            Err(TextFault::Empty) => String::new(),
            Err(fault) => {
                self.fault(column, cell, Expected::Text(fault));
                String::new()
            }
        }
    }

    fn until(&mut self) -> Option<NaiveDate> {
        let cell = self.cell(7);
        let day = day(cell);
        if day.is_none() && !cell.is_empty() {
            self.fault(7, cell, Expected::Day);
        }
        day
    }
}

/// A date of birth, as exactly as it is given; a whole one is a day of the calendar.
fn birth(text: &str) -> Option<Birth> {
    use chrono::Datelike as _;
    if let Some(day) = day(text) {
        let number = |n: u32| u8::try_from(n).ok();
        return Some(Birth::Day(u16::try_from(day.year()).ok()?, number(day.month())?, number(day.day())?));
    }
    match text.parse().ok()? {
        Birth::Day(..) => None,
        Birth::Years(from, to) if from > to => None,
        birth => Some(birth),
    }
}

/// `YYYY-MM-DD` or `DD.MM.YYYY`, from 1800 to 2999.
fn day(text: &str) -> Option<NaiveDate> {
    let fields = |mark| text.split(mark).collect::<Vec<&str>>();
    let (year, month, day) = match (fields('-').as_slice(), fields('.').as_slice()) {
        ([year, month, day], _) | (_, [day, month, year]) => (*year, *month, *day),
        _ => return None,
    };
    let plain = |text: &str, most| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !(plain(year, 4) && plain(month, 2) && plain(day, 2)) {
        return None;
    }
    let year = year.parse().ok().filter(|year| (1800..3000).contains(year))?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// An id of what identifies a listing, so that it is the same at each reading.
fn id_of(listing: &Listing) -> String {
    let mut hash = Sha256::new();
    let births = listing.births.iter().map(ToString::to_string);
    let names = listing.names.iter().map(|name| name.text.clone());
    for part in names.chain(births).chain(listing.nationalities.clone()).chain(listing.documents.clone()) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = HEXLOWER.encode(&hash.finalize());
    format!("own-{}", digest.get(..16).unwrap_or(&digest))
}
