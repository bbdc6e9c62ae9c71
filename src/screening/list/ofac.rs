//! The Specially Designated Nationals of the US Office of Foreign Assets Control, as CSV: a file of primary names with
//! what is known of them in words, and a file of other names.
//!
//! Neither has a header; `-0-` is an empty cell, and a Ctrl-Z may end the file. Dates of birth, nationalities, numbers
//! of documents and weak aliases stand among the remarks, parted by semicolons.

use rustc_hash::FxHashMap;

use super::fault::{Expected, Faults, ListProblem};
use super::table::{Row, rows};
use super::text::{add, add_name, country, prose};
use super::{Contents, date};
use crate::screening::{Listing, Nature, Quality};

/// Cells of a row of primary names.
pub(super) const PRIMARY_WIDTH: usize = 12;
/// Cells of a row of other names.
pub(super) const ALIAS_WIDTH: usize = 5;
/// Remarks of this length go on in a file that is not read, and end in the middle.
const REMARKS_CUT: usize = 1_000;

/// What stands before the number of a document of a person. Tax numbers are as personal as the others.
const DOCUMENTS: [&str; 24] = [
    "Passport",
    "ID No.",
    "ID Card",
    "ID Number",
    "Identification Number",
    "Cedula No.",
    "Driver's License No.",
    "License Number",
    "Certificate Number",
    "Registry No.",
    "Residency Number",
    "Travel Document Number",
    "Card Number",
    "Registration ID",
    "LE Number",
    "VisaNumberID",
    "Immigration No.",
    "D.N.I.",
    "C.U.R.P. #",
    "R.F.C.",
    "NIT #",
    "RUC #",
    "SSN",
    "C.U.I.T.",
];
/// What stands before a weak alias.
const WEAK: [&str; 3] = ["a.k.a.", "f.k.a.", "n.k.a."];

/// Reads a file of primary names.
pub(super) fn read_primary(text: &str, contents: &mut Contents) -> Result<(), ListProblem> {
    let mut faults = Faults::default();
    let mut places: FxHashMap<String, u64> = FxHashMap::default();
    each_row(text, PRIMARY_WIDTH, &mut faults, |row, faults| {
        let Some(listing) = primary(row, &mut contents.unread_births, faults) else { return };
        if let Some(earlier) = places.insert(listing.id.clone(), row.line) {
            faults.add(row.line, "ent_num", &listing.id, Expected::OwnId { line: earlier });
        }
        contents.listings.push(listing);
    })?;
    faults.finish()
}

/// Reads a file of other names, and adds them to the listings that they belong to.
pub(super) fn read_aliases(text: &str, contents: &mut Contents) -> Result<(), ListProblem> {
    let mut faults = Faults::default();
    let Contents { listings, orphans, .. } = contents;
    let places: FxHashMap<String, usize> =
        listings.iter().enumerate().map(|(place, listing)| (listing.id.clone(), place)).collect();
    each_row(text, ALIAS_WIDTH, &mut faults, |row, faults| {
        let Some(id) = id(row, faults) else { return };
        if !["aka", "fka", "nka"].contains(&row.cell(2)) {
            faults.add(row.line, "alt_type", row.cell(2), Expected::Kind);
        }
        let name = value(row.cell(3));
        let Some(listing) = places.get(id).and_then(|place| listings.get_mut(*place)) else {
            *orphans += 1;
            return;
        };
        if let Err(fault) = add_name(&mut listing.names, name, Quality::Good) {
            faults.add(row.line, "alt_name", name, Expected::Text(fault));
        }
    })?;
    faults.finish()
}

/// The rows of a file that have so many cells; the others are faults, and so is an end in the middle of a row.
fn each_row(
    text: &str,
    width: usize,
    faults: &mut Faults,
    mut take: impl FnMut(&Row<'_>, &mut Faults),
) -> Result<(), ListProblem> {
    let text = text.trim_end_matches(['\u{1a}', ' ']);
    let mut last = (1, String::new());
    let mut read = 0_usize;
    rows(text, b',', |row| {
        read += 1;
        last = (row.line, row.cell(row.width().saturating_sub(1)).to_owned());
        if row.width() == width {
            take(&row, faults);
        } else {
            faults.add(row.line, "", "", Expected::Cells { expected: width, found: row.width() });
        }
        Ok(())
    })?;
    // A last cell is quoted or `-0-`: anything else, and nothing, is where a file was cut.
    if !text.ends_with(['\n', '"']) && last.1 != "-0-" {
        return Err(ListProblem::CutShort { line: last.0 });
    }
    if read == 0 { Err(ListProblem::Empty) } else { Ok(()) }
}

/// A cell, empty where it says so.
fn value(cell: &str) -> &str {
    if cell == "-0-" { "" } else { cell }
}

fn id<'a>(row: &'a Row<'_>, faults: &mut Faults) -> Option<&'a str> {
    let id = row.cell(0);
    let number = (1..=20).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit());
    if !number {
        faults.add(row.line, "ent_num", id, Expected::Number);
    }
    number.then_some(id)
}

fn primary(row: &Row<'_>, unread_births: &mut usize, faults: &mut Faults) -> Option<Listing> {
    let id = id(row, faults)?.to_owned();
    let nature = match value(row.cell(2)) {
        "individual" => Nature::Person,
        "vessel" | "aircraft" => Nature::Vessel,
        "" => Nature::Organisation,
        other => {
            faults.add(row.line, "SDN_Type", other, Expected::Kind);
            return None;
        }
    };
    let mut listing = Listing { id, nature, ..Listing::default() };
    if let Err(fault) = add_name(&mut listing.names, value(row.cell(1)), Quality::Primary) {
        faults.add(row.line, "SDN_Name", row.cell(1), Expected::Text(fault));
        return None;
    }
    let remarks = value(row.cell(11));
    let title = value(row.cell(4));
    let title = if remarks.contains(title) { "" } else { title };
    listing.remarks = prose(&[&value(row.cell(3)).replace("] [", ", "), title, remarks]);
    for part in known(remarks) {
        take(part, &mut listing, unread_births);
    }
    Some(listing)
}

/// The parts of the remarks, without one that is cut.
fn known(remarks: &str) -> impl Iterator<Item = &str> {
    let cut = remarks.chars().count() >= REMARKS_CUT && !remarks.ends_with('.');
    let whole = if cut { remarks.rsplit_once(';').map_or("", |(whole, _)| whole) } else { remarks };
    whole.strip_suffix('.').unwrap_or(whole).split(';').map(str::trim)
}

/// Takes what one part of the remarks says.
fn take(part: &str, listing: &mut Listing, unread_births: &mut usize) {
    let part = part.strip_prefix("alt. ").unwrap_or(part);
    if let Some(text) = part.strip_prefix("DOB ") {
        match date::birth(text) {
            Some(birth) => add(&mut listing.births, birth),
            None => *unread_births += 1,
        }
    } else if let Some(text) = part.strip_prefix("nationality ").or(part.strip_prefix("citizen ")) {
        if let Some(country) = country(text) {
            add(&mut listing.nationalities, country);
        }
    } else if let Some(name) = WEAK.iter().find_map(|kind| part.strip_prefix(kind)) {
        // A name of signs alone is none, and says nothing that the remarks do not.
        let _ = add_name(&mut listing.names, name.trim().trim_matches('\''), Quality::Low);
    } else if listing.nature == Nature::Person
        && let Some(number) = document(part)
    {
        add(&mut listing.documents, number.to_owned());
    }
}

/// The number of a document: `Passport A 123456 (Iran) issued 2010`, `National ID No. 123-4`.
fn document(part: &str) -> Option<&str> {
    let (_, after) =
        DOCUMENTS.iter().filter_map(|label| part.split_once(label)).min_by_key(|(before, _)| before.len())?;
    let after = after.trim_start_matches([' ', ':']);
    let ends = [" (", " issued", " expire", ", "].iter().filter_map(|end| after.find(end)).min();
    let number = after.get(..ends.unwrap_or(after.len()))?.trim();
    (number.len() <= 60 && number.bytes().any(|b| b.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents_are_found_among_words() {
        for (part, expected) in [
            ("Passport 1234567 (Iraq)", Some("1234567")),
            ("Passport A 1234567", Some("A 1234567")),
            ("Diplomatic Passport D012345 issued 01 Feb 2010", Some("D012345")),
            ("Stateless Person Passport C000111 (Moldova) issued 09 Sep 2000", Some("C000111")),
            ("National ID No. 12-345-6 (Iran)", Some("12-345-6")),
            ("Turkish Identification Number 123456789 (Turkey)", Some("123456789")),
            ("Cedula No. V-1234567 (Venezuela) expires 2020", Some("V-1234567")),
            ("D.N.I. 1234567-X (Spain)", Some("1234567-X")),
            ("Personal ID Card AK 812 (Italy)", Some("AK 812")),
            ("Former Director of the Passport Office", None),
            ("Phone Number 1234567", None),
            ("Passport", None),
            ("", None),
        ] {
            assert_eq!(document(part), expected, "{part}");
        }
    }
}
