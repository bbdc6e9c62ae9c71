//! What the lists and the rules say of a subject, and what of it is for security alone.

use super::Subject;
use crate::desk::screening::findings::Cause;
use crate::desk::screening::matter::{Found, Lookout};
use crate::desk::{Desk, DeskError};
use crate::domain::{Moment, Role, Screening, Situation, VisitState};
use crate::policy::Rules;

/// What security has to see of a subject, as far as a verdict may know.
pub struct Screened {
    /// What the lists say; `None` while they are still being read.
    pub says: Option<Screening>,
    /// Whether security has said that they may come in though their visit lacks its approval.
    pub approved: bool,
    /// What of it goes into a sealed body.
    pub found: Found,
}

impl Screened {
    /// Asks the lists.
    pub fn of(lookout: &Lookout<'_>, now: Moment, subject: &Subject) -> Result<Self, DeskError> {
        let Some(asked) = &subject.asked else {
            return Ok(Self { says: Some(Screening::None), approved: false, found: Found::default() });
        };
        if !lookout.screen.is_whole() {
            return Ok(Self { says: None, approved: false, found: Found::default() });
        }
        let matters = lookout.matters(now, asked)?;
        let approved = matters.iter().any(|matter| matter.cause == Cause::Approval && matter.cleared);
        Ok(Self { says: Some(lookout.screening(now, &matters)), approved, found: Found::of(&matters) })
    }

    /// The situation with it.
    pub fn put_in(&self, mut situation: Situation) -> Situation {
        situation.screening = self.says.unwrap_or_default();
        if let Some(visit) = situation.visit.as_mut().filter(|_| self.approved) {
            visit.state = VisitState::Approved;
        }
        situation
    }
}

/// What the rules say. A stop that they take for a review is written down as one: situations are read by more people
/// than findings are. Whatever security has to see is asked about both ways, so that a stop takes no longer, and a visit
/// that lacks its approval takes as long.
pub fn judge(rules: &Rules, situation: Situation) -> (Situation, crate::domain::Judgement) {
    let judgement = rules.judge(&situation);
    let due = situation.visit.as_ref().is_some_and(|visit| visit.state == VisitState::Requested);
    let other = match situation.screening {
        Screening::Stop => Screening::Security,
        Screening::Security => Screening::Stop,
        Screening::Clear | Screening::None if due => Screening::Stop,
        Screening::Clear | Screening::None => return (situation, judgement),
    };
    let asked = Situation { screening: other, ..situation.clone() };
    let same = rules.judge(&asked) == judgement;
    if same && other == Screening::Security { (asked, judgement) } else { (situation, judgement) }
}

impl Desk {
    /// A situation without what security alone has to see of it, for whoever else asks what other rules or another
    /// level would make of it: what the lists say, and that an approval is due.
    pub(in crate::desk) fn without_the_case(&self, situation: Situation) -> Result<Situation, DeskError> {
        if self.session()?.operator.is(Role::Security) {
            return Ok(situation);
        }
        let mut told = Situation { screening: Screening::None, ..situation };
        if let Some(visit) = told.visit.as_mut().filter(|visit| visit.state == VisitState::Requested) {
            visit.state = VisitState::Approved;
        }
        Ok(told)
    }
}
