//! The lists, ready to be asked: one index each, and what is known of each listing beside its names.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::apart::taken_apart;
use super::asked::Asked;
use super::birth::{Birth, Day};
use super::calendar::Calendar;
use super::country::Code;
use super::given::Given;
use super::index::{self, Full, Index, Lexicon};
use super::listing::{Listing, Nature, Quality};
use super::name::{self, MOST_WORDS};
use super::outcome::{Outcome, Thresholds};
use super::profile::Profile;
use super::query::Query;
use super::reading;
use super::score::Known;
use super::search::Search;
use super::{document, snapshot};

/// Hits that are answered, at most.
const MOST: usize = 20;

/// Somebody listed who is like whom was asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The list, by its name.
    pub list: Arc<str>,
    /// The number of the listing within the list, from 0, in the order in which they were put in.
    pub number: u32,
    /// Which of its names agreed best.
    pub name: u16,
    /// The score, in points.
    pub score: f32,
    /// What that comes to under the thresholds of the list.
    pub outcome: Outcome,
    /// Whether it can be no more than a review, however high it scores.
    pub at_most_review: bool,
}

/// Several lists, each with its thresholds.
pub struct Engine {
    given: Arc<Given>,
    lists: Vec<List>,
}

/// One list: its index, and what is known of each listing beside its names.
#[derive(Serialize, Deserialize)]
pub(super) struct List {
    #[serde(skip)]
    pub name: Arc<str>,
    #[serde(skip, default = "usual")]
    pub thresholds: Thresholds,
    #[serde(skip)]
    pub index: Index,
    /// For each name: which of its listing's, and how good.
    pub names: Vec<(u16, Quality)>,
    pub natures: Vec<Nature>,
    /// For each listing: where its names, dates and countries begin; the next begin where they end.
    starts: Vec<Starts>,
    #[serde(with = "snapshot::births")]
    births: Vec<Birth>,
    countries: Vec<Code>,
    pub documents: FxHashMap<Box<str>, Vec<u32>>,
    /// When they were born; listings stand in this order once the list is settled.
    pub calendar: Calendar,
    /// The number that each listing was put in as; none where they stand as they were put in.
    put_in_as: Vec<u32>,
}

/// What a list counts from before its own limits are set.
fn usual() -> Thresholds {
    Thresholds::USUAL
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Starts {
    names: u32,
    births: u32,
    countries: u32,
}

/// Where each listing starts, and where it ends.
fn pairs(starts: &[Starts]) -> impl Iterator<Item = [Starts; 2]> + '_ {
    starts.windows(2).filter_map(|pair| pair.try_into().ok())
}

/// Readings and given names, as the index asks for them.
pub struct Language<'a>(
    /// Which given names are one name.
    pub &'a Given,
);

impl Lexicon for Language<'_> {
    fn readings(&self, word: &str) -> Vec<index::Reading> {
        reading::readings(word)
    }

    fn groups(&self, reading: &str) -> &[u32] {
        self.0.groups_of(reading)
    }
}

impl Engine {
    /// No list; `given` tells which given names are one name.
    pub fn new(given: Arc<Given>) -> Self {
        Self { given, lists: Vec::new() }
    }

    /// A list to be filled and then put in with [`Self::insert`].
    pub fn list(&self, name: &str, thresholds: Thresholds) -> Filling {
        Filling { list: List::new(name, thresholds), given: self.given.clone() }
    }

    /// Puts a list in place of the one of this name.
    pub fn insert(&mut self, list: impl Into<Settled>) {
        let Settled(list) = list.into();
        self.remove(&list.name.clone());
        self.lists.push(list);
    }

    /// A part of the list of this name, to be kept and taken by [`Restoring`](snapshot::Restoring); `None` without such
    /// a list, and from [`PARTS`](snapshot::PARTS) on.
    pub fn part(&self, name: &str, number: usize) -> Option<Vec<u8>> {
        self.lists.iter().find(|list| &*list.name == name)?.part(number)
    }

    /// Puts a list in place of the one of this name.
    ///
    /// # Errors
    /// [`Full`] for a list that is longer than an index can number; the list of before stays.
    pub fn put<'a>(
        &mut self,
        name: &str,
        thresholds: Thresholds,
        listings: impl IntoIterator<Item = &'a Listing>,
    ) -> Result<(), Full> {
        let mut filling = self.list(name, thresholds);
        for listing in listings {
            filling.add(listing)?;
        }
        self.insert(filling);
        Ok(())
    }

    /// Takes a list away.
    pub fn remove(&mut self, name: &str) {
        self.lists.retain(|list| &*list.name != name);
    }

    /// Sets what a list counts from.
    pub fn set(&mut self, name: &str, thresholds: Thresholds) {
        for list in self.lists.iter_mut().filter(|list| &*list.name == name) {
            list.thresholds = thresholds;
        }
    }

    /// Whether there is no list.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Memory held by the indexes and what stands beside them, in bytes.
    pub fn bytes(&self) -> usize {
        self.lists.iter().map(List::bytes).sum()
    }

    /// Listings at or above the review threshold of their list, the worst first; at most 20.
    pub fn screen(&self, query: &Query) -> Vec<Hit> {
        let mut hits = self.search(query, |list| list.thresholds.review);
        hits.retain(|hit| hit.outcome > Outcome::Clear);
        hits
    }

    /// Listings that score at least `floor`, whatever the thresholds: the highest outcome first, then the highest
    /// score; at most 20.
    pub fn nearest(&self, query: &Query, floor: f32) -> Vec<Hit> {
        self.search(query, |_| floor)
    }

    fn hits(&self, query: &Query, floor: impl Fn(&List) -> f32) -> Vec<Hit> {
        let profile = Profile::of_query(query);
        let asked = Asked::new(&profile, query.nature, &Language(&self.given));
        let search = |list| Search::new(list, &profile, &asked, &self.given, floor(list)).hits();
        self.lists.iter().flat_map(search).collect()
    }

    fn search(&self, query: &Query, floor: impl Fn(&List) -> f32) -> Vec<Hit> {
        let mut hits = self.hits(query, &floor);
        let known = |word: &str| self.lists.iter().any(|list| list.index.knows(word));
        if let Some(apart) = taken_apart(query, &known) {
            for hit in self.hits(&apart, &floor) {
                let same = |other: &&mut Hit| (&other.list, other.number) == (&hit.list, hit.number);
                match hits.iter_mut().find(same) {
                    Some(other) if other.score < hit.score => *other = hit,
                    Some(_) => {}
                    None => hits.push(hit),
                }
            }
        }
        hits.sort_by(|a, b| b.outcome.cmp(&a.outcome).then_with(|| b.score.total_cmp(&a.score)));
        hits.truncate(MOST);
        hits
    }
}

/// A list that is being filled, a few listings at a time.
pub struct Filling {
    list: List,
    given: Arc<Given>,
}

impl Filling {
    /// Adds the next listing.
    ///
    /// # Errors
    /// [`Full`] where the list is longer than an index can number.
    pub fn add(&mut self, listing: &Listing) -> Result<(), Full> {
        // Every listing has a start, so that the number of starts is the number of the next.
        let number = u32::try_from(self.list.starts.len()).map_err(|_| Full)?;
        self.list.add(number, listing, &Language(&self.given))
    }
}

/// A list that is ready to be asked.
pub struct Settled(pub(super) List);

impl Settled {
    /// Listings that it has.
    pub fn listings(&self) -> u64 {
        // Where the last ends stands as one more start.
        let starts = self.0.starts.len().checked_sub(1);
        starts.filter(|starts| *starts == self.0.natures.len()).map_or(0, |starts| starts as u64)
    }
}

impl From<Filling> for Settled {
    fn from(filling: Filling) -> Self {
        Self(filling.list.settled())
    }
}

impl List {
    /// A list without listings.
    pub fn new(name: &str, thresholds: Thresholds) -> Self {
        let mut index = Index::fixed();
        index.expect_many();
        Self {
            name: name.into(),
            thresholds,
            index,
            names: Vec::new(),
            natures: Vec::new(),
            starts: Vec::new(),
            births: Vec::new(),
            countries: Vec::new(),
            documents: FxHashMap::default(),
            calendar: Calendar::default(),
            put_in_as: Vec::new(),
        }
    }

    /// Takes whatever stands beside name, thresholds and index from another.
    pub fn take_beside(&mut self, other: Self) {
        let Self { name, thresholds, index, .. } = std::mem::replace(self, other);
        (self.name, self.thresholds, self.index) = (name, thresholds, index);
        self.shrink();
    }

    fn settled(mut self) -> Self {
        self.starts.push(self.end());
        let names = self.order();
        self.index.settle_in(&names, &self.put_in_as);
        for (listing, [from, to]) in (0..).zip(pairs(&self.starts)) {
            let births = self.births.get(from.births as usize..to.births as usize).unwrap_or_default();
            self.calendar.put(listing, births, from.names);
        }
        let end = self.end();
        self.calendar.end(u32::try_from(self.natures.len()).unwrap_or(u32::MAX), end.names);
        self.shrink();
        self
    }

    /// Puts the listings in the order of their dates of birth, and gives the names in theirs; none where nothing moves.
    fn order(&mut self) -> Vec<u32> {
        let births = |[from, to]: [Starts; 2]| self.births.get(from.births as usize..to.births as usize);
        let place = |starts| Calendar::place(births(starts).unwrap_or_default());
        let mut order: Vec<(Option<Day>, u32)> = pairs(&self.starts).map(place).zip(0..).collect();
        if order.is_sorted() {
            return Vec::new();
        }
        order.sort_unstable();
        let mut ordered = Self::new(&self.name, self.thresholds);
        let mut names = Vec::with_capacity(self.names.len());
        for (_, listing) in &order {
            let (from, to) = self.span(*listing);
            ordered.starts.push(ordered.end());
            ordered.natures.extend(self.natures.get(*listing as usize));
            names.extend(from.names..to.names);
            ordered.names.extend(self.names.get(from.names as usize..to.names as usize).unwrap_or_default());
            let Known { births, countries } = self.known(*listing);
            ordered.births.extend(births);
            ordered.countries.extend(countries);
        }
        ordered.starts.push(ordered.end());
        ordered.documents = std::mem::take(&mut self.documents);
        let mut now = vec![0; order.len()];
        for (place, (_, listing)) in (0..).zip(&order) {
            if let Some(now) = now.get_mut(*listing as usize) {
                *now = place;
            }
        }
        for listing in ordered.documents.values_mut().flatten() {
            *listing = now.get(*listing as usize).copied().unwrap_or(*listing);
        }
        ordered.put_in_as = order.into_iter().map(|(_, listing)| listing).collect();
        self.take_beside(ordered);
        names
    }

    /// Gives back memory that is held for listings to come.
    fn shrink(&mut self) {
        self.names.shrink_to_fit();
        self.natures.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.births.shrink_to_fit();
        self.countries.shrink_to_fit();
        self.put_in_as.shrink_to_fit();
    }

    fn end(&self) -> Starts {
        // The index has refused more names than these can number.
        let number = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        Starts {
            names: number(self.names.len()),
            births: number(self.births.len()),
            countries: number(self.countries.len()),
        }
    }

    fn add(&mut self, number: u32, listing: &Listing, language: &Language<'_>) -> Result<(), Full> {
        self.starts.push(self.end());
        self.natures.push(listing.nature);
        for (which, listed) in listing.names.iter().enumerate() {
            for words in name::variants(&listed.text).flat_map(reading::cut) {
                let words = words.get(..MOST_WORDS).unwrap_or(&words);
                if !words.is_empty() {
                    let _ = self.index.add(number, words, language)?;
                    self.names.push((u16::try_from(which).unwrap_or(u16::MAX), listed.quality));
                }
            }
        }
        self.births.extend(&listing.births);
        self.countries.extend(listing.nationalities.iter().filter_map(|text| Code::of(text)));
        for text in &listing.documents {
            let normal = document::normal(text);
            if !normal.is_empty() {
                self.documents.entry(document::key(&normal).into()).or_default().push(number);
            }
        }
        Ok(())
    }

    fn bytes(&self) -> usize {
        let documents: usize = self.documents.iter().map(|(text, of)| text.len() + of.len() * 4 + 48).sum();
        self.index.bytes()
            + documents
            + std::mem::size_of_val(self.names.as_slice())
            + std::mem::size_of_val(self.natures.as_slice())
            + std::mem::size_of_val(self.starts.as_slice())
            + std::mem::size_of_val(self.births.as_slice())
            + std::mem::size_of_val(self.countries.as_slice())
            + std::mem::size_of_val(self.put_in_as.as_slice())
            + self.calendar.bytes()
    }

    /// The names of a listing, by their numbers in the index.
    pub fn names_of(&self, number: u32) -> std::ops::Range<u32> {
        let (from, to) = self.span(number);
        from.names..to.names
    }

    /// The number that a listing was put in as.
    pub fn put_in_as(&self, listing: u32) -> u32 {
        self.put_in_as.get(listing as usize).copied().unwrap_or(listing)
    }

    fn span(&self, number: u32) -> (Starts, Starts) {
        let at = |at: usize| self.starts.get(at).copied().unwrap_or_default();
        (at(number as usize), at(number as usize + 1))
    }

    /// What is known of a listing beside its names.
    pub fn known(&self, number: u32) -> Known<'_> {
        let (from, to) = self.span(number);
        Known {
            births: self.births.get(from.births as usize..to.births as usize).unwrap_or_default(),
            countries: self.countries.get(from.countries as usize..to.countries as usize).unwrap_or_default(),
        }
    }
}
