//! A delegation at the gate: how many of it are there, and each with their own verdict.

use crate::desk::check::{appointment, if_it_opens};
use crate::desk::decide::Admission;
use crate::desk::{Desk, DeskError};
use crate::domain::moment::DAY;
use crate::domain::operator::Act as Deed;
use crate::domain::recurrence::Window;
use crate::domain::{Card, GroupId, Moment, Obligation, Recognised, Stand, Verdict, VisitId};

use crate::store::query::VisitRow;

use super::READ;

/// Members that are looked at between other acts: each costs as much as a verdict.
pub const MOST_AT_ONCE: usize = 4;

/// How many of a delegation are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Headcount {
    /// Everybody who is to come, or came.
    pub all: usize,
    /// Those who are inside.
    pub inside: usize,
    /// Those who came and left.
    pub left: usize,
}

impl Headcount {
    /// Counts these; who is not to come and did not is not among them.
    pub fn of(stands: impl IntoIterator<Item = Stand>) -> Self {
        stands.into_iter().fold(Self::default(), |count, stand| Self {
            all: count.all + usize::from(!stand.is_off()),
            inside: count.inside + usize::from(stand == Stand::Inside),
            left: count.left + usize::from(stand == Stand::Left),
        })
    }

    /// Those who came.
    pub fn arrived(self) -> usize {
        self.inside + self.left
    }

    /// Those who are yet to come.
    pub fn to_come(self) -> usize {
        self.all - self.arrived()
    }
}

/// A delegation as a line beside one of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtGate {
    /// Its handle.
    pub id: GroupId,
    /// What it is called.
    pub name: String,
    /// The visit of whoever leads it.
    pub leader: Option<VisitId>,
    /// How many of it are where.
    pub count: Headcount,
}

impl Desk {
    /// How many of a delegation are where.
    pub(in crate::desk) fn headcount(&self, now: Moment, id: GroupId) -> Result<Headcount, DeskError> {
        let mut stands = Vec::new();
        for row in self.store.tables().visits_of_group(id, READ)? {
            if row.state.is_off() {
                continue;
            }
            let window = self.window_of(now, &row)?;
            // Whether it is approved is no matter of the count.
            let stand = self.stand_of(now, &row, window)?.0;
            stands.push(if stand == Stand::Lapsed { Stand::NoShow } else { stand });
        }
        Ok(Headcount::of(stands))
    }

    /// The window of a visit that holds or is nearest. Only what lasts longer than a day is opened.
    fn window_of(&self, now: Moment, row: &VisitRow) -> Result<Window, DeskError> {
        let whole = (row.starts, row.ends);
        if row.ends.since(row.starts) <= DAY {
            return Ok(whole);
        }
        let visit = if_it_opens(appointment(&self.store, row, now.at))?;
        Ok(visit.map_or(whole, |visit| (visit.from, visit.until)))
    }

    /// A delegation as a line, as of when the clock was last looked at; nothing where it cannot be read, since that keeps
    /// nobody from being shown.
    pub fn group_line(&self, id: Option<GroupId>) -> Option<AtGate> {
        let now = self.session().ok()?.seen;
        self.group_at_gate(now, id?).inspect_err(|error| tracing::error!(%error, "a delegation does not open")).ok()?
    }

    /// A delegation as a line.
    pub fn group_at_gate(&self, now: Moment, id: GroupId) -> Result<Option<AtGate>, DeskError> {
        let Some((group, _)) = self.group_before(id)? else { return Ok(None) };
        let count = self.headcount(now, id)?;
        Ok(Some(AtGate { id, name: group.name, leader: group.leader, count }))
    }

    /// Visits of a delegation that are not off, for whoever keeps the gate. Each is opened as if it were picked from a list:
    /// by [`Desk::open_member`], [`MOST_AT_ONCE`] at a time.
    pub fn group_visits(&self, id: GroupId) -> Result<Vec<VisitId>, DeskError> {
        let _ = self.permit(Deed::Check)?;
        let rows = self.store.tables().visits_of_group(id, READ)?;
        Ok(rows.into_iter().filter(|row| !row.state.is_off()).map(|row| row.id).collect())
    }

    /// Who goes with somebody, by name; empty for nobody in particular.
    pub fn escort_of(&self, recognised: &Recognised) -> Result<String, DeskError> {
        let visit = match recognised {
            Recognised::Card(card) => card.visit.as_ref().map(|(_, visit)| visit),
            Recognised::Departure(departure) => departure.visit.as_ref(),
            _ => None,
        };
        self.escort_name(visit.and_then(|visit| visit.escorted.as_ref()))
    }

    /// Lets one of several in who stand there together: presented and admitted as anybody is who comes alone. Whom the rules
    /// do not admit by themselves is not let in so, whatever was answered about them.
    pub fn admit_among(
        &mut self,
        now: Moment,
        card: &Card,
        done: &[Obligation],
        duress: crate::domain::Duress,
    ) -> Result<Admission, DeskError> {
        let _ = self.permit(Deed::Admit)?;
        if card.judgement.verdict != Verdict::Admit {
            return Err(DeskError::NotAdmissible(Box::new(card.clone())));
        }
        if card.referral.is_none() {
            let _ = self.present(now, card)?;
        }
        self.mark(duress);
        self.admit(now, card, done)
    }
}
