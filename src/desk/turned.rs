//! Who was turned away of late, by what they are known by: whoever comes again under another visit, or was on no list, is
//! the same person all the same.

use std::collections::BTreeSet;

use crate::domain::text::fold;
use crate::domain::{Moment, Person, PersonId, Timestamp};
use crate::screening::{Birth, Query, document};
use crate::store::Tables;

use super::check::if_it_opens;
use super::check::inputs::OFTEN;
use super::screening::matter::query;
use super::{Desk, DeskError};

/// Everybody who was turned away of late.
#[derive(Default)]
pub struct TurnedAway(Vec<Turned>);

/// Somebody who was turned away.
struct Turned {
    entry: u64,
    at: Timestamp,
    person: PersonId,
    known: Known,
}

/// How whoever was turned away is like whoever is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// By a document, or by a name and a date of birth.
    Same,
    /// By a name alone: nothing speaks against it.
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
        let born = self.births.iter().any(|birth| other.births.contains(birth));
        let unknown = self.births.is_empty() || other.births.is_empty();
        if !self.documents.is_disjoint(&other.documents) || named && born {
            Some(Likeness::Same)
        } else {
            (named && unknown).then_some(Likeness::Namesake)
        }
    }
}

impl TurnedAway {
    /// When somebody like this was turned away since then, but for what is known of `person` by their handle.
    pub fn like(
        &self,
        tables: &Tables<'_>,
        who: &Query,
        person: Option<PersonId>,
        since: Timestamp,
    ) -> Result<Vec<(Timestamp, Likeness)>, DeskError> {
        let (known, mut times) = (Known::by(who), Vec::new());
        let others = self.0.iter().filter(|turned| turned.at >= since && person != Some(turned.person));
        for (turned, like) in others.filter_map(|turned| Some((turned, turned.known.is(&known)?))) {
            if tables.refusal_holds(turned.entry)? {
                times.push((turned.at, like));
            }
        }
        Ok(times)
    }

    /// Nobody of this handle was, as far as anybody knows any more.
    pub fn forget(&mut self, person: PersonId) {
        self.0.retain(|turned| turned.person != person);
    }

    /// Somebody was turned away.
    pub fn put(&mut self, entry: u64, at: Timestamp, person: PersonId, who: &Query) {
        self.0.push(Turned { entry, at, person, known: Known::by(who) });
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
