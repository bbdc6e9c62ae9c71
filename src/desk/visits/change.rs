//! What is done with visits that were entered, one or many at a time, and taking the last of it back.

use chrono::NaiveDate;

use crate::desk::check::visit_details;
use crate::desk::groups::set_group;
use crate::desk::invitations::withdraw_unless_approved;
use crate::desk::{Desk, DeskError};
use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::recurrence::Window;
use crate::domain::text::{FIELD_LIMIT, clean};
use crate::domain::{
    Escort, Group, GroupId, Moment, Person, PersonId, Recurrence, Timestamp, Visit, VisitId, VisitState,
};
use crate::store::NewEntry;
use crate::store::query::VisitRow;

/// Visits that one transaction changes at most, so that nobody else waits long.
pub const AT_ONCE: usize = 32;

/// Something that is done with visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// They are put on the allow-list.
    Approve,
    /// They stay on it: somebody went through them again.
    Confirm,
    /// They are not, for this reason.
    Decline(String),
    /// They are taken back.
    Cancel,
    /// They are for something else.
    Amend(Box<Visit>),
    /// They are at another time.
    Move {
        /// The first window.
        window: Window,
        /// How it recurs.
        recurrence: Option<Recurrence>,
        /// Of a standing pass, until when it holds.
        review: Option<Timestamp>,
    },
    /// Nobody comes on this one of their days.
    Skip(NaiveDate),
    /// They are for somebody else of the mission.
    Host {
        /// Whom.
        host: String,
        /// Of which section.
        section: String,
    },
    /// They belong to this delegation, or to none.
    Group(Option<GroupId>),
    /// This one goes with them, or nobody in particular.
    Escort(Option<Escort>),
}

impl Change {
    /// The stable name, as in messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Confirm => "confirm",
            Self::Decline(_) => "decline",
            Self::Cancel => "cancel",
            Self::Amend(_) => "amend",
            Self::Move { .. } => "move",
            Self::Skip(_) => "skip",
            Self::Host { .. } => "host",
            Self::Group(_) => "group",
            Self::Escort(_) => "escort",
        }
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Changed {
    /// Visits it was done with.
    pub done: usize,
    /// Why it was not done with others.
    pub left: Vec<DeskError>,
}

/// What was last done with visits: each as it was, and as it became; and the delegation, where it was another one before.
pub struct Last {
    code: &'static str,
    changed: Vec<(VisitRow, VisitRow)>,
    group: Option<(GroupId, Before)>,
}

/// What a delegation was before the entry that says what it is; `None` where it was none.
type Before = Option<(Group, u64)>;

impl Last {
    /// Whether it was done with a visit of this guest.
    pub(in crate::desk) fn is_about(&self, who: PersonId) -> bool {
        self.changed.iter().any(|(row, _)| row.person == who)
    }
}

impl Desk {
    /// Puts a visit on the allow-list.
    pub fn approve(&mut self, now: Moment, visit: VisitId) -> Result<(), DeskError> {
        self.change_one(now, visit, &Change::Approve)
    }

    /// Does not put it there, and says why to whoever keeps the visits.
    pub fn decline(&mut self, now: Moment, visit: VisitId, why: &str) -> Result<(), DeskError> {
        self.change_one(now, visit, &Change::Decline(why.to_owned()))
    }

    /// Takes a visit back.
    pub fn cancel(&mut self, now: Moment, visit: VisitId) -> Result<(), DeskError> {
        self.change_one(now, visit, &Change::Cancel)
    }

    /// Nobody comes on this one day of a visit that recurs.
    pub fn skip(&mut self, now: Moment, visit: VisitId, day: NaiveDate) -> Result<(), DeskError> {
        self.change_one(now, visit, &Change::Skip(day))
    }

    /// Changes what a visit is for, or when. Where that is another visit in what its approval was about, or it was
    /// declined, it has to be approved again.
    pub fn amend(&mut self, now: Moment, visit: VisitId, details: &Visit) -> Result<(), DeskError> {
        self.change_one(now, visit, &Change::Amend(Box::new(details.clone())))
    }

    /// Changes what is known of a guest and what one of their visits is for, as far as either is another.
    pub fn amend_both(
        &mut self,
        now: Moment,
        visit: VisitId,
        (who, person): (PersonId, &Person),
        details: &Visit,
    ) -> Result<(), DeskError> {
        let (.., known, before) = self.visit_to_amend(visit)?;
        if known != *person {
            self.amend_guest(now, who, person)?;
        }
        if before != *details || known == *person { self.amend(now, visit, details) } else { Ok(()) }
    }

    fn change_one(&mut self, now: Moment, visit: VisitId, change: &Change) -> Result<(), DeskError> {
        let changed = self.change_visits(now, &[visit], change, false)?;
        changed.left.into_iter().next().map_or(Ok(()), Err)
    }

    /// Does something with these visits, [`AT_ONCE`] at most; `goes_on` if it is the same act as the last, so that both
    /// are taken back together. What cannot be done with one of them leaves that one as it is.
    pub fn change_visits(
        &mut self,
        now: Moment,
        visits: &[VisitId],
        change: &Change,
        goes_on: bool,
    ) -> Result<Changed, DeskError> {
        self.change_with(now, None, visits, change, goes_on)
    }

    /// The same, in one act with what a delegation is from here on.
    pub(in crate::desk) fn change_with(
        &mut self,
        now: Moment,
        said: Option<(GroupId, Group)>,
        visits: &[VisitId],
        change: &Change,
        goes_on: bool,
    ) -> Result<Changed, DeskError> {
        let change = &self.prepared(now, change)?;
        let clock = self.look_at_clock(now)?;
        let (mut changed, mut planned) = (Changed::default(), Vec::new());
        for visit in visits.iter().take(AT_ONCE) {
            match self.plan(now, *visit, change) {
                Ok(plan) => planned.push(plan),
                Err(error @ DeskError::Store(_)) => return Err(error),
                Err(error) => changed.left.push(error),
            }
        }
        // A delegation of nobody is none.
        let said = said.filter(|_| !planned.is_empty() || visits.is_empty());
        let said = said.map(|(id, group)| Ok::<_, DeskError>((id, group, self.group_before(id)?))).transpose()?;
        let (rows, group) = self.store.act(now, clock, |act| {
            let group = said.map(|(id, group, before)| set_group(act, id, group, before)).transpose()?;
            let mut rows = Vec::with_capacity(planned.len());
            for (row, fact) in planned {
                let _ = act.record(NewEntry::new(fact).about([row.seq]))?;
                let after = act.tables().visit(row.id)?.ok_or(DeskError::Gone)?;
                withdraw_unless_approved(act, &after)?;
                rows.push((row, after));
            }
            Ok::<_, DeskError>((rows, group))
        })?;
        changed.done = rows.len();
        let visits: Vec<VisitId> = rows.iter().map(|(_, after)| after.id).collect();
        self.take_mails_back(now, &visits)?;
        for (_, after) in &rows {
            self.moved(after)?;
        }
        let session = self.session_mut()?;
        match &mut session.last {
            Some(last) if goes_on && last.code == change.code() => last.changed.extend(rows),
            last if !rows.is_empty() || group.is_some() => {
                *last = Some(Last { code: change.code(), changed: rows, group });
            }
            _ => {}
        }
        Ok(changed)
    }

    /// Makes sure that somebody may do this at all, and that what is said can be kept.
    fn prepared(&mut self, now: Moment, change: &Change) -> Result<Change, DeskError> {
        match change {
            Change::Approve | Change::Confirm => self.begin_to_approve(now)?,
            Change::Decline(why) => {
                self.begin_to_approve(now)?;
                let why = clean(why, FIELD_LIMIT).map_err(|fault| DeskError::Text { field: "reason", fault })?;
                return Ok(Change::Decline(why));
            }
            _ => drop(self.permit(Deed::KeepVisits)?),
        }
        Ok(change.clone())
    }

    /// Who has to approve a visit depends on what the lists say.
    fn begin_to_approve(&mut self, now: Moment) -> Result<(), DeskError> {
        let _ = self.approves(now)?;
        self.read_whole_lists()
    }

    fn plan(&self, now: Moment, visit: VisitId, change: &Change) -> Result<(VisitRow, Fact), DeskError> {
        use VisitState::{Approved, Cancelled, Requested};
        let row = self.store.tables().visit(visit)?.ok_or(DeskError::Gone)?;
        let stands = |states: &[VisitState]| {
            if states.contains(&row.state) { Ok(()) } else { Err(DeskError::VisitStands(row.state)) }
        };
        let fact = match change {
            Change::Approve => {
                self.must_approve(now, &row)?;
                stands(&[Requested])?;
                Fact::Approved { visit }
            }
            Change::Confirm => {
                self.must_approve(now, &row)?;
                stands(&[Approved])?;
                self.confirmed(now, &row)?
            }
            Change::Decline(why) => {
                self.must_approve(now, &row)?;
                stands(&[Requested])?;
                Fact::Declined { visit, note: why.clone() }
            }
            Change::Cancel => {
                stands(&[Requested, Approved])?;
                Fact::Cancelled { visit }
            }
            Change::Amend(_)
            | Change::Move { .. }
            | Change::Skip(_)
            | Change::Host { .. }
            | Change::Group(_)
            | Change::Escort(_)
                if row.state == Cancelled =>
            {
                return Err(DeskError::VisitStands(Cancelled));
            }
            Change::Group(group) => self.joined(&row, *group)?,
            Change::Escort(escort) => self.escorted(&row, escort.as_ref())?,
            Change::Amend(details) => {
                // With whom they come is no part of what is entered of a visit.
                let before = visit_details(&self.store, row.seq)?;
                let (group, escorted) = (before.group, before.escorted);
                self.amendment(&row, &Visit { group, escorted, ..(**details).clone() })?
            }
            Change::Move { window: (from, until), recurrence, review } => {
                let before = visit_details(&self.store, row.seq)?;
                let (recurrence, review) = (recurrence.clone(), *review);
                self.amendment(&row, &Visit { from: *from, until: *until, recurrence, review, ..before })?
            }
            Change::Skip(day) => {
                stands(&[Requested, Approved])?;
                let before = visit_details(&self.store, row.seq)?;
                let on = |again: &Recurrence| again.falls_on((before.from, before.until), *day);
                if !before.recurrence.as_ref().is_some_and(on) {
                    return Err(DeskError::NotThatDay);
                }
                self.amendment(&row, &before.without(*day).ok_or(DeskError::OnlyDay)?)?
            }
            Change::Host { host, section } => {
                let before = visit_details(&self.store, row.seq)?;
                self.amendment(&row, &Visit { host: host.clone(), section: section.clone(), ..before })?
            }
        };
        Ok((row, fact))
    }

    fn amendment(&self, row: &VisitRow, details: &Visit) -> Result<Fact, DeskError> {
        let matters = details.matters(&visit_details(&self.store, row.seq)?);
        let again = row.state == VisitState::Approved && matters || row.state == VisitState::Declined;
        Ok(Fact::Amended { visit: row.id, details: details.clone(), again })
    }

    /// Another thing is said of a visit that its approval was not about.
    pub(in crate::desk) fn aside(&self, row: &VisitRow, change: impl FnOnce(&mut Visit)) -> Result<Fact, DeskError> {
        let before = visit_details(&self.store, row.seq)?;
        let mut details = before.clone();
        change(&mut details);
        let same = details == before;
        if same { Err(DeskError::Gone) } else { Ok(Fact::Amended { visit: row.id, details, again: false }) }
    }

    /// A visit is found where it is now, and held against the lists.
    fn moved(&mut self, row: &VisitRow) -> Result<(), DeskError> {
        let person: Person = self.store.person(row.person_seq)?;
        self.session_mut()?.roster.put(row.id, &person.lines(), row.starts, row.ends);
        self.follow(row.id)?;
        self.look_through(row.id)
    }

    /// What can be taken back: what was done, and with how many visits.
    pub fn undoable(&self) -> Option<(&'static str, usize)> {
        let last = self.session().ok()?.last.as_ref()?;
        Some((last.code, last.changed.len()))
    }

    /// Takes the last act about visits back, some of them at a time; answers how many are left. What has changed since
    /// stays as it is.
    pub fn undo_visits(&mut self, now: Moment) -> Result<usize, DeskError> {
        let _ = self.permit(Deed::KeepVisits).or_else(|_| self.permit(Deed::ApproveVisits))?;
        let clock = self.look_at_clock(now)?;
        let mut last = self.session_mut()?.last.take().ok_or(DeskError::NoUndo)?;
        let begin = last.changed.len().saturating_sub(AT_ONCE);
        let (mut planned, mut gone) = (Vec::new(), false);
        for (before, after) in last.changed.split_off(begin) {
            let tables = self.store.tables();
            if tables.visit(before.id)? != Some(after) || tables.inside(before.person)?.is_some() {
                gone = true;
                continue;
            }
            planned.push((before, after, visit_details(&self.store, before.seq)?));
        }
        let visits: Vec<VisitId> = planned.iter().map(|(before, ..)| before.id).collect();
        self.store.act(now, clock, |act| {
            for (before, after, details) in planned {
                let (visit, state, ends) = (before.id, before.state, before.ends);
                let step = act.tables().steps_of(visit)?.pop();
                let fact = Fact::VisitRestored { visit, state, details, ends };
                let _ = act.record(NewEntry::new(fact).about([after.seq]).about(step))?;
                withdraw_unless_approved(act, &VisitRow { state, ..after })?;
            }
            Ok::<_, DeskError>(())
        })?;
        self.take_mails_back(now, &visits)?;
        for visit in &visits {
            let row = self.store.tables().visit(*visit)?.ok_or(DeskError::Gone)?;
            self.moved(&row)?;
        }
        let left = last.changed.len();
        if left == 0
            && let Some((id, Some((before, entry)))) = last.group.take()
        {
            self.restore_group(now, id, before, entry)?;
        }
        if left > 0 {
            self.session_mut()?.last = Some(last);
        }
        if gone && visits.is_empty() { Err(DeskError::NoUndo) } else { Ok(left) }
    }
}
