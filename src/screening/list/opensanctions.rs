//! The `targets.simple.csv` of OpenSanctions: one row a target, lists in a cell parted by semicolons.

use rustc_hash::FxHashMap;

use super::fault::{Expected, Faults, ListProblem};
use super::table::{Row, rows};
use super::text::{add, add_name, country, is_foreign, kept, parts, prose};
use super::{Contents, date};
use crate::screening::{Listing, Nature, Quality};

/// The columns that are read; the first three must be there.
const COLUMNS: [&str; 9] =
    ["id", "schema", "name", "aliases", "birth_date", "countries", "identifiers", "sanctions", "dataset"];

/// Whether these are the columns of such a file.
pub(super) fn is_header<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let cells: Vec<&str> = cells.collect();
    COLUMNS.iter().take(3).all(|column| cells.contains(column))
}

/// Reads the file.
pub(super) fn read(text: &str, contents: &mut Contents) -> Result<(), ListProblem> {
    let mut faults = Faults::default();
    let mut places: FxHashMap<String, u64> = FxHashMap::default();
    let mut header: Option<(usize, [Option<usize>; 9])> = None;
    let (mut last, before) = (1, contents.listings.len());
    rows(text, b',', |row| {
        last = row.line;
        let Some((width, columns)) = header else {
            let place = |column: &str| row.cells().position(|cell| cell == column);
            header = Some((row.width(), COLUMNS.map(place)));
            return Ok(());
        };
        if row.width() != width {
            faults.add(row.line, "", "", Expected::Cells { expected: width, found: row.width() });
        } else if let Some(listing) = listing(&row, columns, &mut contents.unread_births, &mut faults) {
            if let Some(earlier) = places.insert(listing.id.clone(), row.line) {
                faults.add(row.line, "id", &listing.id, Expected::OwnId { line: earlier });
            }
            contents.listings.push(listing);
        }
        Ok(())
    })?;
    // The file is made by a program that ends every line.
    if !text.ends_with('\n') {
        return Err(ListProblem::CutShort { line: last });
    }
    faults.finish()?;
    if contents.listings.len() == before { Err(ListProblem::Empty) } else { Ok(()) }
}

fn listing(row: &Row<'_>, columns: [Option<usize>; 9], unread: &mut usize, faults: &mut Faults) -> Option<Listing> {
    let [id, schema, name, aliases, births, countries, identifiers, sanctions, dataset] =
        columns.map(|place| place.map_or("", |place| row.cell(place)));
    let mut listing = Listing { nature: nature(schema), ..Listing::default() };
    match kept(id) {
        Ok(id) => listing.id = id,
        Err(fault) => {
            faults.add(row.line, "id", id, Expected::Text(fault));
            return None;
        }
    }
    if let Err(fault) = add_name(&mut listing.names, name, Quality::Primary) {
        faults.add(row.line, "name", name, Expected::Text(fault));
        return None;
    }
    for alias in parts(aliases, &[';']) {
        let quality = if is_foreign(alias) { Quality::Original } else { Quality::Good };
        if let Err(fault) = add_name(&mut listing.names, alias, quality) {
            faults.add(row.line, "aliases", alias, Expected::Text(fault));
        }
    }
    for birth in parts(births, &[';']) {
        match date::birth(birth) {
            Some(birth) => add(&mut listing.births, birth),
            None => *unread += 1,
        }
    }
    parts(countries, &[';']).filter_map(country).for_each(|country| add(&mut listing.nationalities, country));
    parts(identifiers, &[';']).filter_map(|number| kept(number).ok()).for_each(|it| add(&mut listing.documents, it));
    listing.remarks = prose(&[sanctions, dataset]);
    Some(listing)
}

/// What a schema is about. One that is not known, and one that leaves it open, may be a person.
fn nature(schema: &str) -> Nature {
    match schema {
        "Vessel" | "Airplane" | "Vehicle" => Nature::Vessel,
        "Organization" | "Company" | "PublicBody" | "Security" | "CryptoWallet" | "Asset" | "Address" => {
            Nature::Organisation
        }
        _ => Nature::Person,
    }
}
