//! Who came before, and to whom: what is suggested while a visit is entered.
//!
//! The roster of the gate has those to come. Whoever keeps visits is offered those of the last year as well; they are
//! read between other acts, and are no part of any verdict.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::desk::check::{if_it_opens, visit_details};
use crate::desk::roster::{self, Fit, Match, Roster};
use crate::desk::{Desk, DeskError};
use crate::domain::moment::DAY;
use crate::domain::operator::Act as Deed;
use crate::domain::text::{fold, has_all};
use crate::domain::{Moment, Person, PersonId, Timestamp, Visit, VisitId};
use crate::store::query::VisitRow;

use super::diary::{Diary, Entered};
use super::figures::Gatebook;

/// How far back guests are remembered.
pub(super) const BACK: i64 = 366 * DAY;
/// Visits looked at for a handful of guests: one guest comes often.
const LOOKED_AT: usize = 60;

/// Guests of the last year, whom they visited, and their visits in the order of time.
#[derive(Default)]
pub struct Before {
    pub(super) roster: Roster,
    pub(super) diary: Diary,
    /// Who was presented and left, as far as that was read for figures.
    pub(super) gatebook: Gatebook,
    /// How often each host was visited, with their section.
    hosts: BTreeMap<(String, String), u32>,
    /// The visit up to which it was read.
    position: Option<(Timestamp, VisitId)>,
    /// Visits that were entered since, and are still to be read.
    fresh: Vec<VisitId>,
    /// Whether all that there were are read.
    read: bool,
}

impl Before {
    /// A visit is as it is now.
    fn take(&mut self, row: &VisitRow, names: &str, visit: &Visit, by: Entered) {
        self.roster.put(row.id, names, row.starts, row.ends);
        if self.diary.put(row, visit, by) {
            *self.hosts.entry((visit.host.clone(), visit.section.clone())).or_default() += 1;
        }
    }

    /// Whether every visit is read.
    pub(super) fn is_whole(&self) -> bool {
        self.read && self.fresh.is_empty()
    }

    /// These visits were entered: they are read soon.
    pub fn follow(&mut self, visits: Vec<VisitId>) {
        self.fresh.extend(visits);
    }

    /// Hosts of visits that take place from this time to that, with how many there are of each as it is written.
    pub fn hosts_between(&self, from: Timestamp, to: Timestamp) -> Vec<(String, usize)> {
        self.diary.hosts_between((from, to))
    }

    /// A guest is called otherwise.
    pub fn rename(&mut self, row: &VisitRow, person: &Person) {
        self.roster.put(row.id, &person.lines(), row.starts, row.ends);
    }

    /// Whoever came for these visits is not suggested any more.
    pub fn forget(&mut self, visits: &HashSet<VisitId>) {
        self.roster.forget(visits);
        self.diary.forget(visits);
        self.gatebook.forget(visits);
    }
}

/// A guest who is known, by their last visit or the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Their handle.
    pub id: PersonId,
    /// Who it is.
    pub person: Person,
    /// What they came for, or come for.
    pub last: Visit,
    /// Visits of theirs that were not taken back, 256 at the most.
    pub visits: usize,
    /// How well the name fits what was typed.
    pub fit: Fit,
}

impl Desk {
    /// Whether visits are still to be read.
    pub fn is_remembering(&self) -> bool {
        self.session.as_ref().is_some_and(|session| !session.before.is_whole()) && self.may(Deed::KeepVisits)
    }

    /// Reads up to `limit` more visits of the last year and those entered since; answers whether that was all.
    pub fn remember_some(&mut self, limit: u32) -> Result<bool, DeskError> {
        let session = self.session()?;
        if session.before.read {
            let left = session.before.fresh.len().saturating_sub(limit as usize);
            for visit in self.session_mut()?.before.fresh.split_off(left) {
                self.follow(visit)?;
            }
            return Ok(self.session()?.before.is_whole());
        }
        let since = session.begun.at.plus(-BACK);
        let rows = self.store.tables().current_visits(since, session.before.position, limit)?;
        let mut read = Vec::with_capacity(rows.len());
        for row in &rows {
            read.extend(if_it_opens(self.recalled(row))?.map(|opened| (*row, opened)));
        }
        let session = self.session_mut()?;
        for (row, (names, visit, by)) in read {
            session.before.take(&row, &names, &visit, by);
        }
        session.before.read = rows.len() < limit as usize;
        session.before.position = rows.last().map(|row| (row.ends, row.id)).or(session.before.position);
        Ok(session.before.is_whole())
    }

    /// A visit was entered, or something was done with it: whoever keeps the visits finds it as it is now.
    pub(in crate::desk) fn follow(&mut self, visit: VisitId) -> Result<(), DeskError> {
        if !self.may(Deed::KeepVisits) {
            return Ok(());
        }
        let Some(row) = self.store.tables().visit(visit)? else { return Ok(()) };
        if let Some((names, visit, by)) = if_it_opens(self.recalled(&row))? {
            self.session_mut()?.before.take(&row, &names, &visit, by);
        }
        Ok(())
    }

    /// What is remembered of a visit: the names of whoever comes, what for, and who entered it when.
    fn recalled(&self, row: &VisitRow) -> Result<(String, Visit, Entered), DeskError> {
        let entered = self.store.leaf(row.entered)?.1;
        Ok((self.person_of(row)?.lines(), visit_details(&self.store, row.seq)?, (entered.key, entered.at)))
    }

    /// Guests whose name is what was typed, begins so or is like it; best first, each once.
    pub fn guests_like(&self, now: Moment, text: &str, limit: usize) -> Result<Vec<Known>, DeskError> {
        let session = self.permit(Deed::KeepVisits)?;
        if roster::query(text).is_none() {
            return Ok(Vec::new());
        }
        let mut matches = session.roster.find(text, now.at, LOOKED_AT);
        matches.extend(session.before.roster.find(text, now.at, LOOKED_AT));
        matches.sort_by_key(|found| found.fit);
        let mut known: HashMap<PersonId, usize> = HashMap::new();
        let mut guests: Vec<Known> = Vec::new();
        for Match { visit, fit, .. } in matches {
            let Some(row) = self.store.tables().visit(visit)? else { continue };
            if known.contains_key(&row.person) || guests.len() == limit {
                continue;
            }
            let Some(guest) = if_it_opens(self.known(row.person, fit))?.flatten() else { continue };
            let _ = known.insert(row.person, guests.len());
            guests.push(guest);
        }
        Ok(guests)
    }

    fn known(&self, id: PersonId, fit: Fit) -> Result<Option<Known>, DeskError> {
        let rows = self.store.tables().visits_of(id)?;
        let Some(last) = rows.first() else { return Ok(None) };
        let person = self.person_of(last)?;
        let visits = rows.iter().filter(|row| !row.state.is_off()).count();
        Ok(Some(Known { id, person, last: visit_details(&self.store, last.seq)?, visits, fit }))
    }

    /// Hosts whose name or section has what was typed, those visited most first.
    pub fn hosts_like(&self, text: &str, limit: usize) -> Result<Vec<(String, String)>, DeskError> {
        let session = self.permit(Deed::KeepVisits)?;
        let wanted = fold(text);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let all = session.before.hosts.iter();
        let mut fit: Vec<_> =
            all.filter(|((host, section), _)| has_all(&format!("{host} {section}"), &wanted)).collect();
        fit.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        Ok(fit.into_iter().take(limit).map(|(host, _)| host.clone()).collect())
    }
}
