//! How far a visit is, who did what with it and when, and what a guest came for before.

use crate::desk::check::{appointment, if_it_opens};
use crate::desk::{Desk, DeskError};
use crate::domain::fact::Fact;
use crate::domain::moment::HOUR;
use crate::domain::operator::Act as Deed;
use crate::domain::stand::Came;
use crate::domain::{Kind, Moment, Person, PersonId, Stand, Timestamp, Visit, VisitId};
use crate::store::query::VisitRow;

/// Who comes so long before the window or after it comes for that window.
pub(super) const AROUND: i64 = 6 * HOUR;

/// A visit of a list: of one that recurs, one of its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The visit.
    pub visit: VisitId,
    /// Whose it is.
    pub person: PersonId,
    /// Who comes.
    pub guest: Person,
    /// What for, and when.
    pub appointment: Visit,
    /// How far it is.
    pub stand: Stand,
    /// Since when, where the gate or the clock says so.
    pub since: Option<Timestamp>,
}

/// Something that was done with a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: Kind,
    /// Who did it: their name.
    pub by: String,
    /// Why, where that was said.
    pub note: String,
}

impl Desk {
    /// How far a visit is, in this window.
    pub(in crate::desk) fn stand_of(
        &self,
        now: Moment,
        row: &VisitRow,
        window: (Timestamp, Timestamp),
    ) -> Result<(Stand, Option<Timestamp>), DeskError> {
        let tables = self.store.tables();
        let (from, to) = (window.0.plus(-AROUND), window.1.plus(AROUND));
        let within = |at: Timestamp| at >= from && at < to;
        let mut came = Came::default();
        if from <= now.at {
            for stay in tables.stays_of(row.id)?.into_iter().filter(|stay| within(stay.at)) {
                match stay.over {
                    None => came.inside = Some(stay.at),
                    Some(over) if came.left.is_none() && !tables.corrected(stay.seq)? => {
                        came.left = Some(self.store.leaf(over)?.1.at);
                    }
                    Some(_) => {}
                }
            }
            came.waits = tables.waiting(row.id)?.map(|waits| waits.at).filter(|at| within(*at));
            came.refused = tables.refused_between((row.person, row.id), from, to)?;
        }
        Ok(Stand::of(row.state, window, came, now.at))
    }

    /// A visit as a line of a list, in the window that holds at `at` or is nearest; `None` where it does not open.
    pub(in crate::desk) fn visit_line(
        &self,
        now: Moment,
        row: &VisitRow,
        at: Timestamp,
    ) -> Result<Option<Line>, DeskError> {
        let opened = self.person_of(row).and_then(|guest| Ok((guest, appointment(&self.store, row, at)?)));
        let Some((guest, appointment)) = if_it_opens(opened)? else { return Ok(None) };
        let (stand, since) = self.stand_of(now, row, (appointment.from, appointment.until))?;
        Ok(Some(Line { visit: row.id, person: row.person, guest, appointment, stand, since }))
    }

    /// What a guest came for, comes for and was to come for, the last first.
    pub fn visits_of(&self, now: Moment, person: PersonId) -> Result<Vec<Line>, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let mut lines = Vec::new();
        for row in self.store.tables().visits_of(person)? {
            lines.extend(self.visit_line(now, &row, now.at)?);
        }
        Ok(lines)
    }

    /// What was done with a visit, by whom and when, from its being entered on.
    pub fn steps(&self, now: Moment, visit: VisitId) -> Result<Vec<Step>, DeskError> {
        let _ = self.permit(Deed::KeepVisits).or_else(|_| self.approves(now))?;
        let tables = self.store.tables();
        let row = tables.visit(visit)?.ok_or(DeskError::Gone)?;
        let mut entries = vec![row.entered];
        entries.extend(tables.steps_of(visit)?);
        for stay in tables.stays_of(visit)? {
            entries.extend([Some(stay.seq), stay.over].into_iter().flatten());
        }
        entries.sort_unstable();
        entries.into_iter().map(|seq| self.step(seq)).collect()
    }

    fn step(&self, seq: u64) -> Result<Step, DeskError> {
        let leaf = self.store.leaf(seq)?.1;
        let by = leaf.key.map_or(Ok(String::new()), |by| Ok::<_, DeskError>(self.colleague(by)?.1))?;
        let note = match if_it_opens(self.store.fact(seq).map_err(DeskError::from))? {
            Some(Fact::Declined { note, .. }) => note,
            _ => String::new(),
        };
        Ok(Step { at: leaf.at, kind: leaf.kind, by, note })
    }
}
