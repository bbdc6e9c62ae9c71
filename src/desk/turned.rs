//! Who was turned away of late, by what they are known by: whoever comes again under another visit, or was on no list, is
//! the same person all the same.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use crate::domain::text::fold;
use crate::domain::{Moment, Person, PersonId, Timestamp};
use crate::screening::engine::Engine;
use crate::screening::given::Given;
use crate::screening::{Birth, Listing, Name, Quality, Query, Thresholds, document};
use crate::store::Tables;

use super::check::if_it_opens;
use super::check::inputs::OFTEN;
use super::screening::matter::query;
use super::{Desk, DeskError};

/// Everybody who was turned away of late.
#[derive(Default)]
pub struct TurnedAway {
    all: Vec<Turned>,
    /// What finds their names in other letters and spellings; made when it is first asked.
    engine: OnceLock<Engine>,
}

/// Somebody who was turned away.
struct Turned {
    entry: u64,
    at: Timestamp,
    person: PersonId,
    known: Known,
    /// Their names as they were given.
    names: Vec<String>,
}

/// How whoever was turned away is like whoever is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// By a document, or by a name and a date of birth.
    Same,
    /// By a name alone, in whatever spelling: nothing speaks against it.
    Namesake,
}

/// What somebody is known by.
struct Known {
    /// The words of each of their names, in no order.
    names: BTreeSet<Vec<String>>,
    births: Vec<Birth>,
    documents: BTreeSet<String>,
}

impl Known {
    fn by(query: &Query) -> Self {
        let words = |name: &String| {
            let mut words = fold(name);
            words.sort_unstable();
            words
        };
        let documents = query.documents.iter().map(|number| document::key(&document::normal(number)));
        Self {
            names: query.names.iter().map(words).filter(|words| !words.is_empty()).collect(),
            births: query.births.clone(),
            documents: documents.filter(|number| !number.is_empty()).collect(),
        }
    }

    /// Whether these are one person: by a document, or by a name and a date of birth. By a name alone, where no date of
    /// birth speaks against it, they may be.
    fn is(&self, other: &Self) -> Option<Likeness> {
        let named = !self.names.is_disjoint(&other.names);
        if !self.documents.is_disjoint(&other.documents) || named && self.born_with(other) {
            Some(Likeness::Same)
        } else {
            (named && self.may_be_born_with(other)).then_some(Likeness::Namesake)
        }
    }

    fn born_with(&self, other: &Self) -> bool {
        self.births.iter().any(|birth| other.births.contains(birth))
    }

    /// Whether no date of birth speaks against it.
    fn may_be_born_with(&self, other: &Self) -> bool {
        self.births.is_empty() || other.births.is_empty() || self.born_with(other)
    }

    /// Whether a name of theirs has more than one word: by a single one half a town is alike.
    fn is_told(&self) -> bool {
        self.names.iter().any(|words| words.len() > 1)
    }
}

impl TurnedAway {
    /// When somebody like this was turned away since then, but for what is known of `person` by their handle. Names in
    /// other spellings count from `today` on.
    pub fn like(
        &self,
        tables: &Tables<'_>,
        who: &Query,
        person: Option<PersonId>,
        (since, today): (Timestamp, Timestamp),
    ) -> Result<Vec<(Timestamp, Likeness)>, DeskError> {
        let (known, mut times) = (Known::by(who), Vec::new());
        let spelt = if self.all.iter().any(|turned| turned.at >= today) {
            self.spelt_like(who, &known)
        } else {
            HashSet::new()
        };
        for (number, turned) in self.all.iter().enumerate() {
            if turned.at < since || person == Some(turned.person) {
                continue;
            }
            let spelt = || turned.at >= today && spelt.contains(&number) && turned.known.may_be_born_with(&known);
            let like = turned.known.is(&known).or_else(|| spelt().then_some(Likeness::Namesake));
            if let Some(like) = like
                && tables.refusal_holds(turned.entry)?
            {
                times.push((turned.at, like));
            }
        }
        Ok(times)
    }

    /// Who of them has a name like one of these, by the engine that holds visitors against the lists.
    fn spelt_like(&self, who: &Query, known: &Known) -> HashSet<usize> {
        if !known.is_told() {
            return HashSet::new();
        }
        let (names, births) = (who.names.clone(), who.births.clone());
        let names = Query { names, births, nature: who.nature, ..Query::default() };
        let hits = self.engine.get_or_init(|| self.engine()).screen(&names).into_iter();
        hits.filter_map(|hit| usize::try_from(hit.number).ok()).collect()
    }

    fn engine(&self) -> Engine {
        let mut engine = Engine::new(Given::shared());
        let mut filling = engine.list("turned away", Thresholds::USUAL);
        for turned in &self.all {
            let names = turned.names.iter().filter(|_| turned.known.is_told());
            let names = names.map(|text| Name { text: text.clone(), quality: Quality::Primary }).collect();
            // One that is not put in is not found by it; there are far fewer than an index can number.
            let births = turned.known.births.clone();
            let _ = filling.add(&Listing { names, births, ..Listing::default() });
        }
        engine.insert(filling);
        engine
    }

    /// Nobody of this handle was, as far as anybody knows any more.
    pub fn forget(&mut self, person: PersonId) {
        self.all.retain(|turned| turned.person != person);
        self.engine = OnceLock::new();
    }

    /// Somebody was turned away.
    pub fn put(&mut self, entry: u64, at: Timestamp, person: PersonId, who: &Query) {
        self.all.push(Turned { entry, at, person, known: Known::by(who), names: who.names.clone() });
        self.engine = OnceLock::new();
    }
}

impl Desk {
    /// Reads who was turned away of late.
    pub(super) fn read_turned_away(&mut self, now: Moment) -> Result<(), DeskError> {
        let mut turned = TurnedAway::default();
        for (entry, at, person) in self.store.tables().refusals_of_all(now.at.plus(-OFTEN))? {
            let Some(person) = person else { continue };
            let described = self.store.tables().person_entry(person)?;
            let opened = described
                .map_or(Ok(None), |seq| if_it_opens(self.store.person_if_any::<Person>(seq).map_err(DeskError::from)));
            if let Some(who) = opened?.flatten() {
                turned.put(entry, at, person, &query(&who));
            }
        }
        self.session_mut()?.turned = turned;
        Ok(())
    }
}
