//! The consolidated list of the United Nations Security Council, as XML.

use super::fault::{Expected, Faults, ListProblem};
use super::text::{add, add_name, country, is_foreign, kept, prose};
use super::xml::{Element, records, root_says};
use super::{Contents, date, split};
use crate::screening::{Birth, Listing, Nature, Quality};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

/// The root of the document.
pub(super) const ROOT: &str = "CONSOLIDATED_LIST";

/// The day on which the list was made, as it says itself; a time may follow.
pub(super) fn dated(text: &str) -> Option<NaiveDate> {
    let said = root_says(text, "dateGenerated")?;
    NaiveDate::parse_from_str(said.trim().get(..10)?, "%Y-%m-%d").ok()
}

/// Reads the list.
pub(super) fn read(text: &str, contents: &mut Contents) -> Result<(), ListProblem> {
    let mut faults = Faults::default();
    let mut places: FxHashMap<String, u64> = FxHashMap::default();
    let before = contents.listings.len();
    records(text, |record| {
        let nature = match record.name.as_str() {
            "INDIVIDUAL" => Nature::Person,
            "ENTITY" => Nature::Organisation,
            _ => return Ok(()),
        };
        if let Some(listing) = listing(&record, nature, &mut contents.unread_births, &mut faults) {
            if let Some(earlier) = places.insert(listing.id.clone(), record.line) {
                faults.add(record.line, "REFERENCE_NUMBER", &listing.id, Expected::OwnId { line: earlier });
            }
            contents.listings.push(listing);
        }
        Ok(())
    })?;
    faults.finish()?;
    if contents.listings.len() == before { Err(ListProblem::Empty) } else { Ok(()) }
}

fn listing(record: &Element, nature: Nature, unread_births: &mut usize, faults: &mut Faults) -> Option<Listing> {
    let id = ["REFERENCE_NUMBER", "DATAID"].map(|name| record.text_of(name)).into_iter().find(|id| !id.is_empty());
    let Some(id) = id.and_then(|id| kept(id).ok()) else {
        faults.add(record.line, "REFERENCE_NUMBER", "", Expected::Value);
        return None;
    };
    let mut listing = Listing { id, nature, ..Listing::default() };
    add_names(record, &mut listing, faults)?;
    add_births(record, &mut listing, unread_births);
    for value in record.all("NATIONALITY").flat_map(|nationality| nationality.all("VALUE")) {
        // The list spells countries out, so this is no Namibian.
        let text = value.text.trim();
        if !["na", "n/a", "unknown"].contains(&text.to_lowercase().as_str())
            && let Some(country) = country(text)
        {
            add(&mut listing.nationalities, country);
        }
    }
    for document in record.all("INDIVIDUAL_DOCUMENT") {
        if let Ok(number) = kept(document.text_of("NUMBER")) {
            add(&mut listing.documents, number);
        }
    }
    listing.remarks = remarks(record);
    Some(listing)
}

fn remarks(record: &Element) -> String {
    let mut parts = vec![record.text_of("UN_LIST_TYPE")];
    parts.extend(record.all("DESIGNATION").flat_map(|d| d.all("VALUE")).map(|value| value.text.as_str()));
    parts.push(record.text_of("COMMENTS1"));
    prose(&parts)
}

/// Adds the names; `None` if there is no primary one.
fn add_names(record: &Element, listing: &mut Listing, faults: &mut Faults) -> Option<()> {
    let names = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|name| record.text_of(name));
    let mut parts = split::names(&names.join(" ")).into_iter();
    let primary = parts.next().unwrap_or_default();
    if let Err(fault) = add_name(&mut listing.names, &primary, Quality::Primary) {
        faults.add(record.line, "FIRST_NAME", &primary, Expected::Text(fault));
        return None;
    }
    let mut others: Vec<(u64, &'static str, String, Quality)> = Vec::new();
    others.extend(parts.map(|name| (record.line, "FIRST_NAME", name, Quality::Good)));
    for original in record.all("NAME_ORIGINAL_SCRIPT") {
        let names = split::names(&original.text).into_iter();
        others.extend(names.map(|name| (original.line, "NAME_ORIGINAL_SCRIPT", name, Quality::Original)));
    }
    for alias in record.children.iter().filter(|child| child.name.ends_with("_ALIAS")) {
        let quality = if alias.text_of("QUALITY").eq_ignore_ascii_case("low") { Quality::Low } else { Quality::Good };
        for name in alias.all("ALIAS_NAME").flat_map(|name| split::names(&name.text)) {
            // A good alias in its own script is the name in that script.
            let quality = if quality == Quality::Good && is_foreign(&name) { Quality::Original } else { quality };
            others.push((alias.line, "ALIAS_NAME", name, quality));
        }
    }
    for (line, field, name, quality) in others {
        if let Err(fault) = add_name(&mut listing.names, &name, quality) {
            faults.add(line, field, &name, Expected::Text(fault));
        }
    }
    Some(())
}

fn add_births(record: &Element, listing: &mut Listing, unread: &mut usize) {
    for element in record.all("INDIVIDUAL_DATE_OF_BIRTH") {
        let told =
            ["DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"].iter().any(|name| !element.text_of(name).is_empty());
        match birth(element) {
            Some(birth) => add(&mut listing.births, birth),
            None => *unread += usize::from(told),
        }
    }
    for alias in record.all("INDIVIDUAL_ALIAS") {
        for text in split::names(alias.text_of("DATE_OF_BIRTH")) {
            match date::birth(&text) {
                Some(birth) => add(&mut listing.births, birth),
                None => *unread += 1,
            }
        }
    }
}

/// A date: to the day, between two years, or a year with the month in a note, whatever its type says.
fn birth(element: &Element) -> Option<Birth> {
    let of = |name| element.text_of(name);
    // Some dates carry a time or a zone.
    let day = of("DATE").get(..10).unwrap_or(of("DATE"));
    if let Some(birth) = date::birth(day) {
        return Some(birth);
    }
    if let (Some(Birth::Year(from)), Some(Birth::Year(to))) = (date::birth(of("FROM_YEAR")), date::birth(of("TO_YEAR")))
    {
        return date::birth(&format!("{from}/{to}"));
    }
    let year = [of("YEAR"), of("FROM_YEAR"), of("TO_YEAR")].into_iter().find_map(date::birth);
    match (year, date::month(of("NOTE"))) {
        (Some(Birth::Year(year)), Some(month)) => Some(Birth::Month(year, month)),
        (Some(year), _) => Some(year),
        (None, _) => date::birth(of("NOTE")),
    }
}
