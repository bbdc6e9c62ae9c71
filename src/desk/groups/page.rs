//! A delegation as whoever keeps the visits looks at it.

use crate::desk::check::if_it_opens;
use crate::desk::visits::history::Line;
use crate::desk::{Desk, DeskError};
use crate::domain::operator::Act as Deed;
use crate::domain::{Group, GroupId, Judgement, Moment, Stand, Timestamp, VisitId};

use super::{Headcount, READ};

/// Delegations that are listed at most.
const MOST_LISTED: u32 = 100;

/// A delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Its handle.
    pub id: GroupId,
    /// What it is.
    pub group: Group,
    /// Who belongs to it: the leader first, the others by name.
    pub members: Vec<Member>,
}

/// Somebody of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their visit, and how far it is.
    pub line: Line,
    /// Whether they lead it.
    pub leads: bool,
    /// Who goes with them; empty for nobody in particular.
    pub escort: String,
    /// What the gate would say of the visit once it is approved; what the lists say is left out.
    pub outlook: Option<Judgement>,
}

/// A delegation in a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// Its handle.
    pub id: GroupId,
    /// What it is.
    pub group: Group,
    /// Who leads it; empty where nobody does.
    pub leader: String,
    /// How many of it are where.
    pub count: Headcount,
}

impl Delegation {
    /// How many of it are where.
    pub fn count(&self) -> Headcount {
        Headcount::of(self.members.iter().map(|member| member.line.stand))
    }

    /// Their visits.
    pub fn visits(&self) -> Vec<VisitId> {
        self.members.iter().map(|member| member.line.visit).collect()
    }

    /// Whoever leads it, where somebody does.
    pub fn leader(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.leads)
    }
}

impl Desk {
    /// A delegation with everybody who belongs to it, those whose visit is off at the end.
    pub fn delegation(&self, now: Moment, id: GroupId) -> Result<Delegation, DeskError> {
        let keeps = self.permit(Deed::KeepVisits).is_ok();
        let _ = self.permit(Deed::KeepVisits).or_else(|_| self.permit(Deed::Check))?;
        let group = self.group_now(id)?;
        let mut members = Vec::new();
        for row in self.store.tables().visits_of_group(id, READ)? {
            let Some(line) = self.visit_line(now, &row, now.at)? else { continue };
            // Whoever keeps no visits is not told that an approval is due: the gate's own verdict says what to do.
            let line = if keeps { line } else { Line { stand: at_the_gate(line.stand), ..line } };
            let outlook = keeps.then(|| self.preview(now, &line.guest, &line.appointment)).transpose()?;
            let escort = self.escort_name(line.appointment.escorted.as_ref())?;
            members.push(Member { leads: group.leader == Some(line.visit), escort, outlook, line });
        }
        members.sort_by_cached_key(|member| {
            (member.line.stand.is_off(), !member.leads, member.line.guest.name.clone(), member.line.visit)
        });
        Ok(Delegation { id, group, members })
    }

    /// Delegations of whom somebody is expected at some time from `from` to before `to`.
    pub fn groups(&self, now: Moment, from: Timestamp, to: Timestamp) -> Result<Vec<GroupLine>, DeskError> {
        let _ = self.permit(Deed::KeepVisits).or_else(|_| self.permit(Deed::Check))?;
        let mut lines = Vec::new();
        for id in self.store.tables().groups_between(from, to, MOST_LISTED)? {
            let Some((group, _)) = self.group_before(id)? else { continue };
            let count = self.headcount(now, id)?;
            let row = group.leader.map_or(Ok(None), |leader| self.store.tables().visit(leader))?;
            let leader = row.filter(|row| row.group == Some(id)).map(|row| if_it_opens(self.person_of(&row)));
            let leader = leader.transpose()?.flatten().map(|person| person.name).unwrap_or_default();
            lines.push(GroupLine { id, group, leader, count });
        }
        Ok(lines)
    }
}

/// How far a visit is as the gate may know it: what is yet to be approved reads as what is, and what was declined as taken
/// back.
fn at_the_gate(stand: Stand) -> Stand {
    match stand {
        Stand::Requested => Stand::Approved,
        Stand::Declined => Stand::Cancelled,
        Stand::Lapsed => Stand::NoShow,
        other => other,
    }
}
