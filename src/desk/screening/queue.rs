//! Holding everybody who is expected or inside against the lists, in slices between other acts.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::desk::check::if_it_opens;
use crate::desk::{Desk, DeskError};
use crate::domain::{Fact, Moment, PersonId, Timestamp, VisitId};
use crate::store::NewEntry;
use crate::store::query::VisitRow;

use super::findings::Cause;
use super::matter::{Asked, Matter};

/// How long a slice looks: it keeps other acts waiting under 20 ms.
const SLICE: Duration = Duration::from_millis(8);
/// The setting that says after which change of the lists everybody was held against them.
const SCREENED: &str = "screened";
/// Findings that are named in the entry of it, at the most: as many as fit.
const FIRST_FOUND: usize = 5;
/// Visits read at once.
const STRIDE: u32 = 16;

/// Who was held against the lists, and who of them is like somebody listed.
#[derive(Default)]
pub struct Queue {
    /// The last visit read.
    position: Option<(Timestamp, VisitId)>,
    whole: bool,
    /// Visits that were written down since.
    fresh: Vec<VisitId>,
    /// Persons looked at so far.
    seen: u64,
    suspects: HashMap<PersonId, Vec<Matter>>,
}

impl Queue {
    /// Persons looked at so far, and whether that is everybody.
    pub fn progress(&self) -> (u64, bool) {
        (self.seen, self.is_done())
    }

    /// Whether everybody has been looked at.
    pub fn is_done(&self) -> bool {
        self.whole && self.fresh.is_empty()
    }

    /// What was found of a person counts no more.
    pub fn forget(&mut self, person: PersonId) {
        let _ = self.suspects.remove(&person);
    }

    /// Whoever comes for this visit is held against the lists soon.
    pub fn look_again(&mut self, visit: VisitId) {
        self.fresh.push(visit);
    }

    /// Whoever comes for these visits is held against the lists soon.
    pub fn look_at_these(&mut self, visits: &[VisitId]) {
        self.fresh.extend(visits);
    }

    /// Persons who are like somebody listed, and their matches.
    pub fn suspects(&self) -> impl Iterator<Item = (PersonId, &[Matter])> {
        self.suspects.iter().map(|(person, matters)| (*person, matters.as_slice()))
    }
}

/// Who was found when the lists had changed, for the sealed body of the entry that says they were asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFound {
    /// Matches of anybody expected or inside that have no answer.
    pub open: u64,
    /// What the first of them go by.
    pub first: Vec<String>,
}

/// How a person stands whom security looks at.
pub struct Stand {
    /// The visit: where they are inside, else for which they wait, else the next.
    pub row: VisitRow,
    /// The referral, if they wait.
    pub referral: Option<u64>,
    /// Whether they are inside.
    pub inside: bool,
    /// Whether they are inside, wait, or are still to come.
    pub current: bool,
}

impl Desk {
    /// A visit was written down: whoever comes is held against the lists soon.
    pub(in crate::desk) fn look_through(&mut self, visit: VisitId) -> Result<(), DeskError> {
        if let Some(queue) = &mut self.session_mut()?.queue {
            queue.fresh.push(visit);
        }
        Ok(())
    }

    /// Whether persons are still to be held against the lists.
    pub fn is_looking_through(&self) -> bool {
        let queue = self.session.as_ref().and_then(|session| session.queue.as_ref());
        queue.is_some_and(|queue| !queue.is_done())
    }

    /// Holds some more persons against the lists; answers whether that was everybody.
    pub fn look_through_some(&mut self, now: Moment) -> Result<bool, DeskError> {
        let Some(mut queue) = self.session_mut()?.queue.take() else { return Ok(true) };
        let looked = self.look_through_slice(now, &mut queue);
        let done = queue.is_done();
        let found = looked.is_ok() && done && self.store.can_write();
        let found = found.then(|| self.newly_found(now, &queue)).transpose();
        self.session_mut()?.queue = Some(queue);
        looked?;
        if let Some((changed, found)) = found?.flatten() {
            let clock = self.look_at_clock(now)?;
            let entry = NewEntry::new(Fact::Screened {}).with_sealed(&found)?;
            let _ = self.store.act(now, clock, |act| act.record(entry))?;
            self.store.set(SCREENED, &changed.to_string())?;
        }
        Ok(done)
    }

    /// What is to be recorded of everybody's having been held against lists that changed since that was last done: after
    /// which change, and what was found. The same entry whether anybody was found or not, whoever is signed in.
    fn newly_found(&self, now: Moment, queue: &Queue) -> Result<Option<(u64, SealedFound)>, DeskError> {
        let tables = self.store.tables();
        let lists = tables.reference()?.into_iter().map(|row| row.seq.max(row.limits));
        let changed = lists.chain(tables.own_listings()?.into_iter().map(|row| row.seq)).max();
        let known = tables.setting(SCREENED)?.and_then(|known| known.parse().ok());
        let Some(changed) = changed.filter(|changed| known.is_none_or(|known: u64| *changed > known)) else {
            return Ok(None);
        };
        let mut found = SealedFound::default();
        for (person, matters) in queue.suspects() {
            if self.stand(now, person)?.is_none_or(|stand| !stand.current) {
                continue;
            }
            // Without an answer, or with one that is over.
            let open = |matter: &&Matter| matter.review.is_none_or(|review| review.granted && !review.clears(now.at));
            for matter in matters.iter().filter(open) {
                found.open += 1;
                if found.first.len() < FIRST_FOUND {
                    found.first.push(matter.id.to_string());
                }
            }
        }
        Ok(Some((changed, found)))
    }

    /// Holds everybody against the lists, for a command that waits for it.
    pub fn look_through_all(&mut self, now: Moment) -> Result<(), DeskError> {
        self.read_whole_lists()?;
        while !self.look_through_some(now)? {}
        Ok(())
    }

    fn look_through_slice(&self, now: Moment, queue: &mut Queue) -> Result<(), DeskError> {
        let (began, tables) = (Instant::now(), self.store.tables());
        while !queue.is_done() && began.elapsed() < SLICE {
            if let Some(visit) = queue.fresh.pop() {
                if let Some(row) = tables.visit(visit)? {
                    self.look_at(now, &row, queue)?;
                }
                continue;
            }
            let mut rows = tables.current_visits(now.at, queue.position, STRIDE)?;
            queue.position = rows.last().map(|row| (row.ends, row.id)).or(queue.position);
            if rows.len() < STRIDE as usize {
                queue.whole = true;
                for stay in tables.everyone_inside()? {
                    rows.extend(stay.visit.map(|visit| tables.visit(visit)).transpose()?.flatten());
                }
            }
            for row in &rows {
                self.look_at(now, row, queue)?;
            }
        }
        Ok(())
    }

    fn look_at(&self, now: Moment, row: &VisitRow, queue: &mut Queue) -> Result<(), DeskError> {
        if row.state.is_off() || queue.suspects.contains_key(&row.person) {
            return Ok(());
        }
        queue.seen += 1;
        let Some(person) = if_it_opens(self.person_of(row))? else { return Ok(()) };
        let mut matters = self.matters(now, &Asked::visitor(row, &person))?;
        matters.retain(|matter| matches!(matter.cause, Cause::Match(_)));
        if !matters.is_empty() {
            let _ = queue.suspects.insert(row.person, matters);
        }
        Ok(())
    }

    /// Everything that security has to see, or has seen, of a visitor.
    pub(in crate::desk) fn matters(&self, now: Moment, asked: &Asked) -> Result<Vec<Matter>, DeskError> {
        self.session()?.lookout(self.store.tables(), self.store.keys()?, &self.store.post().origin).matters(now, asked)
    }

    /// How a person stands; `None` for somebody without a visit that counts.
    pub(in crate::desk) fn stand(&self, now: Moment, person: PersonId) -> Result<Option<Stand>, DeskError> {
        let tables = self.store.tables();
        let inside = tables.inside(person)?.and_then(|stay| stay.visit);
        let mut best: Option<Stand> = None;
        for row in tables.visits_of(person)? {
            let referral = tables.waiting(row.id)?.map(|row| row.seq);
            let inside = inside == Some(row.id);
            let coming = !row.state.is_off() && row.ends >= now.at;
            let stand = Stand { row, referral, inside, current: inside || referral.is_some() || coming };
            let rank = |stand: &Stand| (!stand.inside, stand.referral.is_none(), !stand.current);
            let better = best.as_ref().is_none_or(|best| {
                let (new, old) = (rank(&stand), rank(best));
                // Of visits to come the next, of those that are over the last.
                let nearer =
                    if stand.current { stand.row.starts < best.row.starts } else { stand.row.starts > best.row.starts };
                new < old || (new == old && nearer)
            });
            if better {
                best = Some(stand);
            }
        }
        Ok(best)
    }
}
