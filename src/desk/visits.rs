//! Guests and their visits, one by one: entered, changed, approved, taken back; and who came before.

pub mod approval;
pub mod approver;
mod before;
pub mod change;
pub mod diary;
pub mod draft;
pub mod figures;
pub mod history;
pub mod review;

pub use crate::screening::latin::latin_form;
pub use before::{Before, Known};
pub use change::Last;

use crate::domain::fact::Fact;
use crate::domain::guest::Person;
use crate::domain::operator::Act as Deed;
use crate::domain::situation::Appointment;
use crate::domain::text::clean_name;
use crate::domain::{
    Candidate, Credential, Judgement, Moment, PersonId, Screening, Situation, Visit, VisitId, VisitState,
};
use crate::store::query::VisitRow;
use crate::store::{Act, NewEntry};

use super::check::inputs::situation;
use super::check::{Subject, if_it_opens, visit_details};
use super::invitations::withdraw_unless_approved;
use super::lists::MOST_EXPECTED;
use super::screening::matter::{Asked, Lookout};
use super::{Desk, DeskError, Session};

impl Desk {
    /// Registers a guest with one visit, which is requested until it is approved.
    pub fn schedule(&mut self, now: Moment, person: &Person, visit: &Visit) -> Result<VisitId, DeskError> {
        let who = PersonId::random(self.store.rng());
        self.schedule_for(now, who, person, visit)
    }

    /// The same for somebody who was registered before, as they are known now; a new handle registers them.
    pub fn schedule_for(
        &mut self,
        now: Moment,
        who: PersonId,
        person: &Person,
        visit: &Visit,
    ) -> Result<VisitId, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let person = &named(person)?;
        let clock = self.look_at_clock(now)?;
        let id = VisitId::random(self.store.rng());
        let entry = self.store.tables().person_entry(who)?;
        let before = entry.map(|entry| self.store.person::<Person>(entry)).transpose()?;
        let again = before.as_ref().map_or(Ok(Vec::new()), |before| self.to_approve_again(now, who, before, person))?;
        let details = visit.clone();
        let fact = Fact::Scheduled { visit: id, person: who, details, walk_in: false, import: None, waits: false };
        self.store.act(now, clock, |act| {
            match (&before, entry) {
                (None, _) => {
                    let fact = Fact::Registered { person: who, import: None };
                    let _ = act.record(NewEntry::new(fact).with_person(person)?)?;
                }
                (Some(before), Some(entry)) if before != person => describe(act, who, (before, entry), person)?,
                _ => {}
            }
            ask_again(act, &again)?;
            let _ = act.record(NewEntry::new(fact))?;
            Ok::<_, DeskError>(())
        })?;
        if before.is_some_and(|before| before != *person) {
            self.renamed(who, person)?;
        }
        self.asked_again(now, &again)?;
        self.session_mut()?.roster.put(id, &person.lines(), visit.from, visit.ends());
        self.follow(id)?;
        self.look_through(id)?;
        Ok(id)
    }

    /// Changes what is known of a guest. Where it is another one in what an approval was about, their visits have to be
    /// approved again.
    pub fn amend_guest(&mut self, now: Moment, who: PersonId, person: &Person) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let person = &named(person)?;
        let clock = self.look_at_clock(now)?;
        let entry = self.store.tables().person_entry(who)?.ok_or(DeskError::Gone)?;
        let before = self.store.person::<Person>(entry)?;
        if before == *person {
            return Ok(());
        }
        let again = self.to_approve_again(now, who, &before, person)?;
        self.store.act(now, clock, |act| {
            describe(act, who, (&before, entry), person)?;
            ask_again(act, &again)
        })?;
        self.renamed(who, person)?;
        self.asked_again(now, &again)
    }

    /// Visits have to be approved again.
    pub(super) fn asked_again(&mut self, now: Moment, again: &[(VisitRow, Visit)]) -> Result<(), DeskError> {
        let visits: Vec<VisitId> = again.iter().map(|(row, _)| row.id).collect();
        visits.iter().try_for_each(|visit| self.follow(*visit))?;
        self.take_mails_back(now, &visits)
    }

    /// The approved visits of a guest that are not over, where the guest is another one now in what an approval was about.
    pub(super) fn to_approve_again(
        &self,
        now: Moment,
        who: PersonId,
        before: &Person,
        person: &Person,
    ) -> Result<Vec<(VisitRow, Visit)>, DeskError> {
        if person.matters(before) { self.approved_of(now, who) } else { Ok(Vec::new()) }
    }

    /// The approved visits of a guest that are not over.
    pub(super) fn approved_of(&self, now: Moment, who: PersonId) -> Result<Vec<(VisitRow, Visit)>, DeskError> {
        let rows = self.store.tables().visits_of(who)?.into_iter();
        let approved = rows.filter(|row| row.state == VisitState::Approved && row.ends >= now.at);
        approved.map(|row| visit_details(&self.store, row.seq).map(|details| (row, details))).collect()
    }

    /// A guest is found by other names from now on, and held against the lists by them.
    pub(super) fn renamed(&mut self, who: PersonId, person: &Person) -> Result<(), DeskError> {
        let rows = self.store.tables().visits_of(who)?;
        let session = self.session_mut()?;
        if let Some(queue) = &mut session.queue {
            queue.forget(who);
        }
        for row in &rows {
            session.before.rename(row, person);
        }
        for row in rows.iter().filter(|row| row.ends >= session.begun.at) {
            session.roster.put(row.id, &person.lines(), row.starts, row.ends);
            if let Some(queue) = &mut session.queue {
                queue.look_again(row.id);
            }
        }
        Ok(())
    }

    /// Visits of today, by the begin of their window; up to [`MOST_EXPECTED`].
    pub fn visits_today(&self, now: Moment) -> Result<Vec<Candidate>, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let (start, end) = now.day();
        let mut visits = Vec::new();
        for row in self.store.tables().visits_between(start, end, MOST_EXPECTED)? {
            if self.is_expected(&row, start, end)? {
                visits.extend(if_it_opens(self.candidate(now, &row))?);
            }
        }
        Ok(visits)
    }

    /// Whose visit it is, who that is, and what it is for as it was entered, for whoever is to change that.
    pub fn visit_to_amend(&self, visit: VisitId) -> Result<(PersonId, Person, Visit), DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let row = self.store.tables().visit(visit)?.ok_or(DeskError::Gone)?;
        Ok((row.person, self.person_of(&row)?, visit_details(&self.store, row.seq)?))
    }

    /// What the gate would say of a visit on its first day once it is approved. What the lists say is left out: whoever
    /// enters a visit learns of a finding no more than of any other approval that is due.
    pub fn preview(&self, now: Moment, person: &Person, visit: &Visit) -> Result<Judgement, DeskError> {
        let session = self.permit(Deed::KeepVisits)?;
        let lookout = session.lookout(self.store.tables(), self.store.keys()?, &self.store.post().origin);
        foreseen(session, &lookout, &self.store.post().gate, now, person, visit)
    }
}

/// What the gate would say of a visit on its first day once it is approved, but for what the lists say.
pub(super) fn foreseen(
    session: &Session,
    lookout: &Lookout<'_>,
    gate: &str,
    now: Moment,
    person: &Person,
    visit: &Visit,
) -> Result<Judgement, DeskError> {
    let then = approval::at_its_time(now, visit);
    let asked = Some(Asked::person(PersonId([0; 16]), person));
    let subject = Subject { credential: Credential::Name, person: None, asked, visit: None };
    let asked = situation(lookout, then, session.clock.quality(), gate, true, &subject)?;
    let asked = Situation { lockdown: false, store_doubted: false, screening: Screening::None, ..asked };
    let asked = Situation { visit: Some(appointed(visit)), ..asked };
    Ok(session.rules.judge(&asked))
}

/// A visit as the rules see it once it is approved.
fn appointed(visit: &Visit) -> Appointment {
    Appointment {
        state: VisitState::Approved,
        from: visit.from,
        until: visit.until,
        gate: visit.gate.clone(),
        escort: visit.escort,
        areas: visit.areas.clone(),
        category: visit.category,
        companion: !visit.companion.is_empty(),
        consent: visit.consent,
        medical: visit.medical,
    }
}

/// The person with a name that can be kept.
fn named(person: &Person) -> Result<Person, DeskError> {
    let name = clean_name(&person.name).map_err(|fault| DeskError::Text { field: "name", fault })?;
    Ok(Person { name, ..person.clone() })
}

/// Has visits approved again.
pub(super) fn ask_again(act: &mut Act<'_>, visits: &[(VisitRow, Visit)]) -> Result<(), DeskError> {
    for (row, details) in visits {
        let fact = Fact::Amended { visit: row.id, details: details.clone(), again: true };
        let _ = act.record(NewEntry::new(fact).about([row.seq]))?;
        withdraw_unless_approved(act, &VisitRow { state: VisitState::Requested, ..*row })?;
    }
    Ok(())
}

/// Writes down what is known of a guest now.
pub(super) fn describe(
    act: &mut Act<'_>,
    who: PersonId,
    before: (&Person, u64),
    person: &Person,
) -> Result<(), DeskError> {
    let fact = Fact::GuestAmended { person: who };
    let _ = act.record(NewEntry::new(fact).with_person(person)?.about([before.1]))?;
    Ok(())
}
