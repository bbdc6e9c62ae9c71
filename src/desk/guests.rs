//! Guests and visits: written down one by one, or by the file in slices between other acts.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::text::{clean_name, fold};
use crate::domain::{ImportId, Moment, Person, PersonId, Visit, VisitId, VisitState};
use crate::store::{Act, NewEntry};

use super::import::{Guest, Plan};
use super::roster::Batch;
use super::{Desk, DeskError};

/// How long a slice of an import writes before it commits; with the commit it keeps other acts waiting under 20 ms.
const SLICE: Duration = Duration::from_millis(8);
/// Rows written before the time is looked at.
const STRIDE: usize = 8;

/// An import that is being written.
pub struct ImportJob {
    id: ImportId,
    rows: std::vec::IntoIter<Guest>,
    total: u64,
    file: String,
    /// Guests of this file and those expected already, so that one who comes several times is one person.
    known: HashMap<Identity, PersonId>,
    /// Its visits on the roster, which finds them once they count.
    batch: Batch,
    /// The same, to be held against the lists then.
    visits: Vec<VisitId>,
}

/// Whom a guest is taken for: the same name with the same birth date and document, told by a hash, so that the memory
/// holds no second list of names. Without a birth date or a document two guests of one name are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity([u8; 32]);

impl Identity {
    /// Who this is, if that can be told.
    pub fn of(person: &Person) -> Option<Self> {
        if person.born.is_none() && person.document.is_empty() {
            return None;
        }
        let born = person.born.map(String::from).unwrap_or_default();
        let document = person.document.to_uppercase();
        let parts = [fold(&person.name).join(" "), born, document];
        Some(Self(Sha256::digest(parts.join("\n")).into()))
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStep {
    /// So many rows of so many are written; none of them counts yet.
    Writing(u64, u64),
    /// All rows are written and count.
    Done(u64),
}

/// How an import stands that was begun earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportState {
    /// It is being written.
    Writing {
        /// Rows written.
        done: u64,
        /// Rows in all.
        total: u64,
        /// SHA-256 of its file, by which it is known.
        file: String,
    },
    /// It is whole, and its rows count.
    Whole,
    /// It was broken off, or never begun: nothing of it counts.
    Dropped,
}

impl ImportJob {
    /// Rows written, and rows in all.
    pub fn progress(&self) -> (u64, u64) {
        (self.total - u64::try_from(self.rows.len()).unwrap_or(0), self.total)
    }
}

impl Desk {
    /// Begins to write a plan. Nothing of it counts before its last step.
    pub fn begin_import(&mut self, plan: Plan) -> Result<(), DeskError> {
        let _ = self.permit(Deed::ImportGuests)?;
        // A guest of the file who is known already is the same person: inside already, or refused today.
        self.read_whole_roster()?;
        if self.import.is_some() {
            return Err(DeskError::ImportRunning);
        }
        if self.store.tables().imported(&plan.sha256)? {
            return Err(DeskError::ImportedBefore);
        }
        let id = ImportId::random(self.store.rng());
        let total = u64::try_from(plan.rows.len()).unwrap_or(u64::MAX);
        let (rows, file) = (plan.rows.into_iter(), plan.sha256);
        let session = self.session_mut()?;
        let (batch, known) = (session.roster.begin_batch(), session.known.clone());
        self.import = Some(ImportJob { id, rows, total, file, known, batch, visits: Vec::new() });
        Ok(())
    }

    /// How the import of this file stands; without a file, whichever is running.
    pub fn import_state(&self, file: Option<&str>) -> Result<ImportState, DeskError> {
        if let Some(job) = &self.import {
            let (done, total) = job.progress();
            return Ok(ImportState::Writing { done, total, file: job.file.clone() });
        }
        let whole = match file {
            Some(file) => self.store.tables().imported(file)?,
            None => false,
        };
        Ok(if whole { ImportState::Whole } else { ImportState::Dropped })
    }

    /// Whether an import is being written.
    pub fn is_importing(&self) -> bool {
        self.import.is_some()
    }

    /// Writes the next slice, or the closing fact after the last. An error drops the import.
    pub fn import_step(&mut self, now: Moment) -> Result<ImportStep, DeskError> {
        let Some(mut job) = self.import.take() else { return Err(DeskError::Gone) };
        match self.import_slice(now, &mut job) {
            Ok(ImportStep::Done(rows)) => Ok(ImportStep::Done(rows)),
            Ok(step) => {
                self.import = Some(job);
                Ok(step)
            }
            Err(error) => {
                self.drop_import(now, job.id)?;
                Err(error)
            }
        }
    }

    fn import_slice(&mut self, now: Moment, job: &mut ImportJob) -> Result<ImportStep, DeskError> {
        let clock = self.look_at_clock(now)?;
        let began = Instant::now();
        let mut written = Vec::new();
        self.store.act(now, clock, |act| {
            while job.rows.len() > 0 && (written.len() % STRIDE != 0 || began.elapsed() < SLICE) {
                let Some(guest) = job.rows.next() else { break };
                written.push(write_guest(act, job.id, &mut job.known, guest)?);
            }
            Ok::<_, DeskError>(())
        })?;
        let session = self.session_mut()?;
        for (visit, name, details) in written {
            session.roster.put_in(job.batch, visit, &name, details.from, details.until);
            if session.queue.is_some() {
                job.visits.push(visit);
            }
        }
        let (done, total) = job.progress();
        if done < total {
            return Ok(ImportStep::Writing(done, total));
        }
        let fact = Fact::Imported { import: job.id, rows: total, file: job.file.clone() };
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact)))?;
        let session = self.session_mut()?;
        session.roster.release(job.batch);
        session.known = std::mem::take(&mut job.known);
        for visit in std::mem::take(&mut job.visits) {
            self.look_through(visit)?;
        }
        Ok(ImportStep::Done(total))
    }

    /// Breaks a running import off: nothing of it counts.
    pub fn cancel_import(&mut self, now: Moment) -> Result<(), DeskError> {
        let job = self.import.take().ok_or(DeskError::Gone)?;
        self.drop_import(now, job.id)
    }

    fn drop_import(&mut self, now: Moment, import: ImportId) -> Result<(), DeskError> {
        let clock = self.look_at_clock(now)?;
        let fact = Fact::ImportDropped { import };
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact)))?;
        Ok(())
    }

    /// Registers a guest with one visit, which is requested until it is approved.
    pub fn schedule(&mut self, now: Moment, person: &Person, visit: &Visit) -> Result<VisitId, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let name = clean_name(&person.name).map_err(|fault| DeskError::Text { field: "name", fault })?;
        let person = &Person { name, ..person.clone() };
        let clock = self.look_at_clock(now)?;
        let (who, id) = (PersonId::random(self.store.rng()), VisitId::random(self.store.rng()));
        let registered = NewEntry::new(Fact::Registered { person: who, import: None }).with_person(person)?;
        let details = visit.clone();
        let fact = Fact::Scheduled { visit: id, person: who, details, walk_in: false, import: None };
        self.store.act(now, clock, |act| {
            let _ = act.record(registered)?;
            act.record(NewEntry::new(fact))
        })?;
        self.session_mut()?.roster.put(id, &person.name, visit.from, visit.until);
        self.look_through(id)?;
        Ok(id)
    }

    /// Puts a visit on the allow-list.
    pub fn approve(&mut self, now: Moment, visit: VisitId) -> Result<(), DeskError> {
        self.change(now, visit, Fact::Approved { visit }, VisitState::Requested)
    }

    /// Takes a visit back.
    pub fn cancel(&mut self, now: Moment, visit: VisitId) -> Result<(), DeskError> {
        self.change(now, visit, Fact::Cancelled { visit }, VisitState::Approved)
    }

    /// Changes what a visit is for, or when. An approved visit has to be approved again where that matters: that is
    /// for the rules of the registrar's desk; at the gate the verdict follows the visit as it is now.
    pub fn amend(&mut self, now: Moment, visit: VisitId, details: &Visit) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let clock = self.look_at_clock(now)?;
        let fact = Fact::Amended { visit, details: details.clone() };
        self.store.act(now, clock, |act| {
            let row = act.tables().visit(visit)?.ok_or(DeskError::Gone)?;
            if row.state == VisitState::Cancelled {
                return Err(DeskError::Gone);
            }
            let _ = act.record(NewEntry::new(fact).about([row.seq]))?;
            Ok(())
        })?;
        let name =
            self.store.tables().visit(visit)?.map(|row| self.store.person::<Person>(row.person_seq)).transpose()?;
        self.session_mut()?.roster.put(visit, &name.unwrap_or_default().name, details.from, details.until);
        self.look_through(visit)
    }

    fn change(&mut self, now: Moment, visit: VisitId, fact: Fact, from: VisitState) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| {
            let row = act.tables().visit(visit)?.ok_or(DeskError::Gone)?;
            let cancels = matches!(fact, Fact::Cancelled { .. });
            if row.state != from && !(cancels && row.state == VisitState::Requested) {
                return Err(DeskError::Gone);
            }
            let _ = act.record(NewEntry::new(fact).about([row.seq]))?;
            Ok(())
        })
    }
}

fn write_guest(
    act: &mut Act<'_>,
    import: ImportId,
    known: &mut HashMap<Identity, PersonId>,
    guest: Guest,
) -> Result<(VisitId, String, Visit), DeskError> {
    let Guest { person, visit: details, .. } = guest;
    let name = person.name.clone();
    let identity = Identity::of(&person);
    let id = match identity.as_ref().and_then(|identity| known.get(identity)) {
        Some(id) => *id,
        None => {
            let id = PersonId::random(act.rng());
            let fact = Fact::Registered { person: id, import: Some(import) };
            let _ = act.record(NewEntry::new(fact).with_person(&person)?)?;
            if let Some(identity) = identity {
                let _ = known.insert(identity, id);
            }
            id
        }
    };
    let visit = VisitId::random(act.rng());
    let fact = Fact::Scheduled { visit, person: id, details: details.clone(), walk_in: false, import: Some(import) };
    let _ = act.record(NewEntry::new(fact))?;
    Ok((visit, name, details))
}
