//! What is known of somebody, ready to be compared.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::birth::Birth;
use super::country::Code;
use super::document;
use super::listing::{Listing, Quality};
use super::name::{self, NO_NUMBER, Words};
use super::query::Query;

/// One way to read one name of somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Which of their names.
    pub name: usize,
    /// How good that name is.
    pub quality: Quality,
    /// Its words.
    pub words: Words,
}

/// What is known of somebody, ready to be compared: names as words, countries as codes, numbers without dashes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// Every way to read every name.
    pub readings: Vec<Reading>,
    /// Dates of birth.
    pub births: Vec<Birth>,
    /// Nationalities as codes; what is no known country is left out.
    pub countries: Vec<Code>,
    /// Numbers of documents that are long enough to tell one from another, normalised.
    pub documents: Vec<String>,
}

impl Profile {
    /// Reads a listing.
    pub fn of_listing(listing: &Listing) -> Self {
        let names = listing.names.iter().map(|name| (name.text.as_str(), name.quality));
        Self::new(names, &listing.births, &listing.nationalities, &listing.documents)
    }

    /// Reads a query. The same word has the same number in all readings.
    pub fn of_query(query: &Query) -> Self {
        let names = query.names.iter().map(|name| (name.as_str(), Quality::Primary));
        let mut profile = Self::new(names, &query.births, &query.nationalities, &query.documents);
        profile.number_words();
        profile
    }

    fn number_words(&mut self) {
        let mut numbers: FxHashMap<Arc<str>, u32> = FxHashMap::default();
        for word in self.readings.iter_mut().flat_map(|reading| &mut reading.words.0) {
            let next = u32::try_from(numbers.len()).unwrap_or(NO_NUMBER);
            word.number = *numbers.entry(word.text.clone()).or_insert(next);
        }
    }

    fn new<'a>(
        names: impl Iterator<Item = (&'a str, Quality)>,
        births: &[Birth],
        nationalities: &[String],
        documents: &[String],
    ) -> Self {
        let readings = names.enumerate().flat_map(|(name, (text, quality))| {
            name::variants(text).flat_map(name::read).map(move |words| Reading { name, quality, words })
        });
        let mut countries: Vec<_> = nationalities.iter().filter_map(|text| Code::of(text)).collect();
        countries.sort_unstable();
        countries.dedup();
        let documents = documents.iter().map(|text| document::normal(text)).filter(|number| !number.is_empty());
        Self { readings: readings.collect(), births: births.to_vec(), countries, documents: documents.collect() }
    }
}
