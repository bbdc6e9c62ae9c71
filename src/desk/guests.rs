//! A file of guests, written down in slices between other acts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::text::{FIELD_LIMIT, clean, fold};
use crate::domain::{Group, GroupId, ImportId, Moment, Person, PersonId, Visit, VisitId};
use crate::screening::organisation::SEVERAL as ORGANISATIONS;
use crate::store::{Act, NewEntry};

use super::groups::MOST;
use super::import::{Forming, Guest, Plan};
use super::roster::Batch;
use super::visits::approver::Approver;
use super::visits::{ask_again, describe};
use super::{Desk, DeskError};

/// How long a slice of an import writes before it commits; with the commit it keeps other acts waiting under 20 ms.
const SLICE: Duration = Duration::from_millis(4);
/// Rows written before the time is looked at.
const STRIDE: usize = 8;
/// Rows of a slice, at the most: of each it is looked at before the slice what is known of its guest.
const LOOKED_AT: usize = 4 * STRIDE;

/// An import that is being written.
pub struct ImportJob {
    id: ImportId,
    rows: std::vec::IntoIter<Guest>,
    total: u64,
    file: String,
    /// Guests of this file who were not known, so that one who comes several times is one person.
    known: HashMap<Identity, PersonId>,
    /// What the file says of guests who are known, which is added to what is known of them before its rows count.
    also: Vec<(PersonId, Person)>,
    /// Its visits on the roster, which finds them once they count.
    batch: Batch,
    /// The same, to be followed and held against the lists then.
    visits: Vec<VisitId>,
    /// The delegation that they are to be.
    forming: Option<Gathered>,
    /// What counts at once, and what waits for its approval.
    approver: Approver,
}

/// A delegation that a file becomes once it is whole.
struct Gathered {
    id: GroupId,
    named: Forming,
    /// What it is, as soon as whoever leads it is written.
    group: Option<Group>,
}

/// Whom a guest is taken for: the same name with the same birth date, document and nationality, told by a hash, so that the memory
/// holds no second list of names. Without a birth date or a document two guests of one name are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity([u8; 16]);

impl Identity {
    /// Who this is, if that can be told.
    pub fn of(person: &Person) -> Option<Self> {
        if person.born.is_none() && person.document.is_empty() {
            return None;
        }
        let born = person.born.map(String::from).unwrap_or_default();
        let document = person.document.to_uppercase();
        let parts = [fold(&person.name).join(" "), born, document, person.nationality.to_uppercase()];
        Sha256::digest(parts.join("\n")).first_chunk().copied().map(Self)
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
    Whole {
        /// Visits of it that wait for their approval.
        waiting: u64,
    },
    /// It was broken off, or never begun: nothing of it counts.
    Dropped,
}

impl ImportJob {
    /// Rows done, and rows in all.
    pub fn progress(&self) -> (u64, u64) {
        (self.total - u64::try_from(self.rows.len() + self.also.len()).unwrap_or(0), self.total)
    }
}

impl Desk {
    /// Begins to write a plan. Nothing of it counts before its last step.
    pub fn begin_import(&mut self, plan: Plan) -> Result<(), DeskError> {
        let _ = self.permit(Deed::ImportGuests)?;
        // A guest of the file who is known already is the same person: inside already, or refused today.
        self.read_known()?;
        if self.import.is_some() {
            return Err(DeskError::ImportRunning);
        }
        if self.store.tables().imported(&plan.sha256)? {
            return Err(DeskError::ImportedBefore);
        }
        let approver = self.approver(self.session()?.seen)?;
        let forming = plan.forming.clone().map(|named| self.gathered(&plan, named)).transpose()?;
        let id = ImportId::random(self.store.rng());
        let total = u64::try_from(plan.rows.len()).unwrap_or(u64::MAX);
        let (rows, file) = (plan.rows.into_iter(), plan.sha256);
        let batch = self.session_mut()?.roster.begin_batch();
        let (known, also, visits) = (HashMap::new(), Vec::new(), Vec::new());
        self.import = Some(ImportJob { id, rows, total, file, known, also, batch, visits, forming, approver });
        Ok(())
    }

    /// A delegation that is to be formed of a plan, if it can be.
    fn gathered(&mut self, plan: &Plan, named: Forming) -> Result<Gathered, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let name = clean(&named.name, FIELD_LIMIT).map_err(|fault| DeskError::Text { field: "name", fault })?;
        if !plan.is_led() {
            return Err(DeskError::NoMember);
        }
        if plan.rows.len() > MOST as usize {
            return Err(DeskError::GroupFull(MOST));
        }
        Ok(Gathered { id: self.new_group(), named: Forming { name, ..named }, group: None })
    }

    /// How the import of this file stands; without a file, whichever is running.
    pub fn import_state(&self, file: Option<&str>) -> Result<ImportState, DeskError> {
        if let Some(job) = &self.import {
            let (done, total) = job.progress();
            return Ok(ImportState::Writing { done, total, file: job.file.clone() });
        }
        match file {
            Some(file) if self.store.tables().imported(file)? => {
                Ok(ImportState::Whole { waiting: self.store.tables().imported_waiting(file)? })
            }
            _ => Ok(ImportState::Dropped),
        }
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
                self.drop_import(now, job.id, job.batch)?;
                Err(error)
            }
        }
    }

    fn import_slice(&mut self, now: Moment, job: &mut ImportJob) -> Result<ImportStep, DeskError> {
        if job.rows.len() > 0 {
            self.write_guests(now, job)?;
        } else {
            self.add_to_known(now, job)?;
        }
        let (done, total) = job.progress();
        if done < total {
            return Ok(ImportStep::Writing(done, total));
        }
        self.close_import(now, job)?;
        Ok(ImportStep::Done(total))
    }

    fn write_guests(&mut self, now: Moment, job: &mut ImportJob) -> Result<(), DeskError> {
        let (began, clock) = (Instant::now(), self.look_at_clock(now)?);
        let session = self.session.as_ref().ok_or(DeskError::Locked)?;
        let gate = self.store.post().gate.clone();
        let next = job.rows.as_slice().iter().take(LOOKED_AT);
        let mut unseen =
            next.map(|guest| self.is_known_unseen(now, &guest.person)).collect::<Result<Vec<_>, _>>()?.into_iter();
        let mut written = Vec::new();
        self.store.act(now, clock, |act| {
            // However long the machine took to begin, some are written.
            while written.is_empty() || written.len() % STRIDE != 0 || began.elapsed() < SLICE {
                let Some(unseen) = unseen.next() else { break };
                let Some(guest) = job.rows.next() else { break };
                let lookout = session.lookout(act.tables(), act.keys(), act.origin());
                let asked = (&guest.person, &guest.visit);
                let waits = unseen || job.approver.waits(session, &lookout, &gate, now, asked)?;
                written.push(write_guest(act, job, &session.known, guest, waits)?);
            }
            Ok::<_, DeskError>(())
        })?;
        let session = self.session_mut()?;
        for (visit, names, details) in written {
            session.roster.put_in(job.batch, visit, &names, details.from, details.ends());
            job.visits.push(visit);
        }
        Ok(())
    }

    /// Whether a guest of a file is known, by more than anybody has approved.
    pub(super) fn is_known_unseen(&self, now: Moment, said: &Person) -> Result<bool, DeskError> {
        let known = Identity::of(said).and_then(|identity| self.session().ok()?.known.get(&identity).copied());
        known.map_or(Ok(false), |who| self.is_unseen(now, who, said))
    }

    /// Adds to what is known of some guests what a file says of them beside it: they are held against the lists by all of
    /// it, whichever visit it is. What was approved of theirs is approved again, unless whoever brings the file approves all.
    fn add_to_known(&mut self, now: Moment, job: &mut ImportJob) -> Result<(), DeskError> {
        let (began, clock) = (Instant::now(), self.look_at_clock(now)?);
        let (mut changed, mut again, mut looked_at) = (Vec::new(), Vec::new(), HashSet::new());
        while looked_at.is_empty() || began.elapsed() < SLICE {
            // What the file says of somebody again is added to what is written by then.
            let Some((who, said)) = job.also.pop_if(|(who, _)| looked_at.insert(*who)) else { break };
            let entry = self.store.tables().person_entry(who)?.ok_or(DeskError::Gone)?;
            let before = self.store.person::<Person>(entry)?;
            let organisation = organisations(&before.organisation, &said.organisation)?;
            let person = Person { organisation, ..before.clone().and(said) };
            if person != before {
                if !job.approver.approves_all() {
                    again.extend(self.to_approve_again(now, who, &before, &person)?);
                }
                changed.push((who, (before, entry), person));
            }
        }
        if changed.is_empty() {
            return Ok(());
        }
        self.store.act(now, clock, |act| {
            changed
                .iter()
                .try_for_each(|(who, (before, entry), person)| describe(act, *who, (before, *entry), person))?;
            ask_again(act, &again)
        })?;
        changed.iter().try_for_each(|(who, _, person)| self.renamed(*who, person))?;
        self.asked_again(now, &again)
    }

    /// The rows of an import count; what is remembered of them, and what the lists say of them, comes in slices of its own.
    fn close_import(&mut self, now: Moment, job: &mut ImportJob) -> Result<(), DeskError> {
        let clock = self.look_at_clock(now)?;
        let fact = Fact::Imported { import: job.id, rows: job.total, file: job.file.clone() };
        let formed = job.forming.take().and_then(|forming| Some((forming.id, forming.group?)));
        self.store.act(now, clock, |act| {
            if let Some((group, details)) = formed {
                let _ = act.record(NewEntry::new(Fact::GroupSet { group, details }))?;
            }
            act.record(NewEntry::new(fact)).map(drop)
        })?;
        let session = self.session_mut()?;
        session.roster.release(job.batch);
        session.roster.settle();
        session.known.extend(std::mem::take(&mut job.known));
        if let Some(queue) = &mut session.queue {
            queue.look_at_these(&job.visits);
        }
        session.before.follow(std::mem::take(&mut job.visits));
        Ok(())
    }

    /// Breaks a running import off: nothing of it counts.
    pub fn cancel_import(&mut self, now: Moment) -> Result<(), DeskError> {
        let job = self.import.take().ok_or(DeskError::Gone)?;
        self.drop_import(now, job.id, job.batch)
    }

    fn drop_import(&mut self, now: Moment, import: ImportId, batch: Batch) -> Result<(), DeskError> {
        self.session_mut()?.roster.drop_batch(batch);
        let clock = self.look_at_clock(now)?;
        let fact = Fact::ImportDropped { import };
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact)))?;
        Ok(())
    }
}

/// Organisations that somebody comes for, and one more.
fn organisations(before: &str, also: &str) -> Result<String, DeskError> {
    let known = || before.split(ORGANISATIONS).map(str::trim).filter(|one| !one.is_empty());
    if also.is_empty() || known().any(|one| fold(one) == fold(also)) {
        return Ok(before.to_owned());
    }
    let all = known().chain([also]).collect::<Vec<_>>().join("; ");
    clean(&all, FIELD_LIMIT).map_err(|fault| DeskError::Text { field: "organisation", fault })
}

fn write_guest(
    act: &mut Act<'_>,
    job: &mut ImportJob,
    before: &BTreeMap<Identity, PersonId>,
    guest: Guest,
    waits: bool,
) -> Result<(VisitId, String, Visit), DeskError> {
    let Guest { person, visit: mut details, line } = guest;
    details.group = job.forming.as_ref().map(|forming| forming.id);
    let names = person.lines();
    let identity = Identity::of(&person);
    let known = identity.as_ref().and_then(|identity| before.get(identity).or_else(|| job.known.get(identity)));
    let id = match known {
        Some(id) => {
            job.also.push((*id, person));
            *id
        }
        None => {
            let id = PersonId::random(act.rng());
            let fact = Fact::Registered { person: id, import: Some(job.id) };
            let _ = act.record(NewEntry::new(fact).with_person(&person)?)?;
            if let Some(identity) = identity {
                let _ = job.known.insert(identity, id);
            }
            id
        }
    };
    let visit = VisitId::random(act.rng());
    if let Some(forming) = job.forming.as_mut().filter(|forming| forming.named.leader == line) {
        let (host, section, name) = (details.host.clone(), details.section.clone(), forming.named.name.clone());
        let (from, until) = (details.from, details.ends());
        forming.group = Some(Group { name, leader: Some(visit), host, section, from, until });
    }
    let (import, details) = (Some(job.id), details);
    let fact = Fact::Scheduled { visit, person: id, details: details.clone(), walk_in: false, import, waits };
    let _ = act.record(NewEntry::new(fact))?;
    Ok((visit, names, details))
}
