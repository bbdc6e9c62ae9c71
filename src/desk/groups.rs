//! Delegations: made of visits, changed as a whole, and looked at.
//!
//! Nobody is judged here. What is done with a whole is done with each of its visits, by the same acts as with one.

mod at_gate;
mod page;

pub use at_gate::{AtGate, Headcount, MOST_AT_ONCE};
pub use page::{Delegation, GroupLine, Member};

use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::recurrence::Window;
use crate::domain::text::clean_name;
use crate::domain::{Escort, Group, GroupId, Moment, VisitId};
use crate::store::query::VisitRow;
use crate::store::{Act, NewEntry};

use super::check::{if_it_opens, visit_details};
use super::visits::change::{AT_ONCE, Change, Changed};
use super::{Desk, DeskError};

/// Members that a delegation has at most, before the last that join it together.
pub const MOST: u32 = 500;
/// As many are read.
const READ: u32 = MOST + AT_ONCE as u32;

/// What is done with a delegation as a whole. Where it touches the visits, it is done with [`AT_ONCE`] of them; the others
/// follow by [`Desk::change_visits`], with what [`Whole::change`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whole {
    /// These visits become one, under this name, led by whoever comes for this visit.
    Form(String, VisitId),
    /// It is called otherwise.
    Rename(String),
    /// Somebody else leads it.
    Lead(VisitId),
    /// It comes at another time.
    Move(Window),
    /// It comes no more.
    Cancel,
}

impl Whole {
    /// The stable name, as in messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(..) => "form",
            Self::Rename(_) => "rename",
            Self::Lead(_) => "lead",
            Self::Move(_) => "move",
            Self::Cancel => "cancel",
        }
    }

    /// What is done with each of its visits, where anything is.
    pub fn change(&self, group: GroupId) -> Option<Change> {
        match self {
            Self::Form(..) => Some(Change::Group(Some(group))),
            Self::Rename(_) | Self::Lead(_) => None,
            Self::Move(window) => Some(Change::Move { window: *window, recurrence: None, review: None }),
            Self::Cancel => Some(Change::Cancel),
        }
    }
}

impl Desk {
    /// A handle for a delegation that is to be formed.
    pub fn new_group(&mut self) -> GroupId {
        GroupId::random(self.store.rng())
    }

    /// Does something with a delegation, and with the first [`AT_ONCE`] of these visits.
    pub fn change_group(
        &mut self,
        now: Moment,
        id: GroupId,
        whole: &Whole,
        visits: &[VisitId],
    ) -> Result<Changed, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let first = visits.get(..AT_ONCE).unwrap_or(visits);
        let group = match whole {
            Whole::Form(name, leader) => {
                if !first.contains(leader) {
                    return Err(DeskError::NoMember);
                }
                Some(self.group_led_by(name, *leader)?)
            }
            Whole::Rename(name) => Some(Group { name: name.clone(), ..self.group_now(id)? }),
            Whole::Lead(leader) => {
                let row = self.store.tables().visit(*leader)?.filter(|row| row.group == Some(id));
                let _ = row.filter(|row| !row.state.is_off()).ok_or(DeskError::NoMember)?;
                Some(Group { leader: Some(*leader), ..self.group_now(id)? })
            }
            Whole::Move((from, until)) => Some(Group { from: *from, until: *until, ..self.group_now(id)? }),
            Whole::Cancel => None,
        };
        let group = group.map(Group::cleaned).transpose();
        let group = group.map_err(|fault| DeskError::Text { field: "name", fault })?;
        // What touches no visit is recorded beside none.
        let (first, change) = match whole.change(id) {
            Some(change) => (first, change),
            None => (&[][..], Change::Group(Some(id))),
        };
        self.change_with(now, group.map(|group| (id, group)), first, &change, false)
    }

    /// A delegation to the host and at the time of whoever leads it.
    fn group_led_by(&self, name: &str, leader: VisitId) -> Result<Group, DeskError> {
        let row = self.store.tables().visit(leader)?.filter(|row| !row.state.is_off()).ok_or(DeskError::NoMember)?;
        let visit = visit_details(&self.store, row.seq)?;
        let (name, until) = (name.to_owned(), visit.ends());
        Ok(Group { name, leader: Some(leader), host: visit.host, section: visit.section, from: visit.from, until })
    }

    /// What a delegation is now.
    pub fn group_now(&self, id: GroupId) -> Result<Group, DeskError> {
        Ok(self.group_before(id)?.ok_or(DeskError::Gone)?.0)
    }

    /// The same with the entry that says it; `None` where there is none, or what was said is erased.
    pub(super) fn group_before(&self, id: GroupId) -> Result<Option<(Group, u64)>, DeskError> {
        let Some(seq) = self.store.tables().group(id)? else { return Ok(None) };
        let fact = if_it_opens(self.store.fact(seq).map_err(DeskError::from))?;
        Ok(match fact {
            Some(Fact::GroupSet { details, .. }) => Some((details, seq)),
            _ => None,
        })
    }

    /// A delegation is again what it was, unless it was changed since.
    pub(super) fn restore_group(
        &mut self,
        now: Moment,
        id: GroupId,
        before: Group,
        entry: u64,
    ) -> Result<(), DeskError> {
        if self.store.tables().group(id)? != Some(entry) {
            return Ok(());
        }
        let clock = self.look_at_clock(now)?;
        let fact = Fact::GroupSet { group: id, details: before };
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact).about([entry])))?;
        Ok(())
    }

    /// A visit belongs to a delegation from here on, or to none.
    pub(super) fn joined(&self, row: &VisitRow, group: Option<GroupId>) -> Result<Fact, DeskError> {
        let members = group.map_or(Ok(Vec::new()), |id| self.store.tables().visits_of_group(id, MOST))?;
        if members.len() >= MOST as usize {
            return Err(DeskError::GroupFull(MOST));
        }
        self.aside(row, |visit| {
            // Who went with them goes with others of the delegation that they are no more of.
            if visit.group != group && matches!(visit.escorted, Some(Escort::Member(_))) {
                visit.escorted = None;
            }
            visit.group = group;
        })
    }

    /// Somebody goes with a member: a name of the mission, or another member of the same delegation.
    pub(super) fn escorted(&self, row: &VisitRow, escort: Option<&Escort>) -> Result<Fact, DeskError> {
        let escort = match escort {
            Some(Escort::Mission(name)) => {
                let name = clean_name(name).map_err(|fault| DeskError::Text { field: "name", fault })?;
                Some(Escort::Mission(name))
            }
            Some(Escort::Member(visit)) => {
                let other = self.store.tables().visit(*visit)?.filter(|other| other.group == row.group);
                let other = other.filter(|other| row.group.is_some() && other.id != row.id);
                let _ = other.ok_or(DeskError::NoMember)?;
                Some(Escort::Member(*visit))
            }
            None => None,
        };
        self.aside(row, |visit| {
            visit.escort |= escort.is_some();
            visit.escorted = escort;
        })
    }

    /// Who goes with a member, by name; empty for nobody in particular.
    pub(super) fn escort_name(&self, escort: Option<&Escort>) -> Result<String, DeskError> {
        let visit = match escort {
            None => return Ok(String::new()),
            Some(Escort::Mission(name)) => return Ok(name.clone()),
            Some(Escort::Member(visit)) => *visit,
        };
        let Some(row) = self.store.tables().visit(visit)? else { return Ok(String::new()) };
        Ok(if_it_opens(self.person_of(&row))?.map(|person| person.name).unwrap_or_default())
    }
}

/// Says what a delegation is from here on; answers what it was, with the entry that says what it is.
pub(super) fn set_group(
    act: &mut Act<'_>,
    id: GroupId,
    details: Group,
    before: Option<(Group, u64)>,
) -> Result<(GroupId, Option<(Group, u64)>), DeskError> {
    let earlier = before.as_ref().map(|(_, entry)| *entry);
    let said = act.record(NewEntry::new(Fact::GroupSet { group: id, details }).about(earlier))?;
    Ok((id, before.map(|(group, _)| (group, said.seq))))
}
