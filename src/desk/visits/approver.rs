//! What whoever brings a file of guests approves by bringing it: what they might approve one by one, and nothing else.

use crate::desk::screening::matter::Lookout;
use crate::desk::{Desk, DeskError, Session};
use crate::domain::operator::Act as Deed;
use crate::domain::{Judgement, Moment, Person, PersonId, Resolver, Visit};

use super::approval::needed;
use super::foreseen;

/// Which visits somebody approves, by who has to approve them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approver {
    plain: bool,
    supervisor: bool,
    security: bool,
}

/// Whether a visit of a file counts at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// Whoever brings it approves it by that.
    Given,
    /// It waits for whoever has to approve it; `None` for whoever approves visits at all.
    Due(Option<Resolver>),
}

impl Approver {
    /// Whether a visit counts at once that these have to approve.
    pub fn approves(self, needs: Option<Resolver>) -> bool {
        match needs {
            None | Some(Resolver::Host) => self.plain,
            Some(Resolver::Supervisor) => self.supervisor,
            Some(Resolver::Security) => self.security,
        }
    }

    /// Whether whatever is brought counts at once.
    pub fn approves_all(self) -> bool {
        self.plain && self.supervisor && self.security
    }

    /// Whether this counts at once, by what the gate will say of it.
    pub fn of(self, judgement: &Judgement) -> Approval {
        let (needs, _) = needed(judgement);
        if self.approves(needs) { Approval::Given } else { Approval::Due(needs) }
    }

    /// Whether a visit of a file has to wait. What nobody needs to be asked about costs no question to the rules.
    pub(in crate::desk) fn waits(
        self,
        session: &Session,
        lookout: &Lookout<'_>,
        gate: &str,
        now: Moment,
        (person, visit): (&Person, &Visit),
    ) -> Result<bool, DeskError> {
        if self.approves_all() {
            return Ok(false);
        }
        if !self.plain && !self.supervisor && !self.security {
            return Ok(true);
        }
        Ok(self.of(&foreseen(session, lookout, gate, now, person, visit)?) != Approval::Given)
    }
}

impl Desk {
    /// Whether more is known of a guest than a row says of them, names or numbers or a face, that nobody has approved: who
    /// brings the row has not seen it. Where a visit of theirs is approved and not over, all of it was approved with that.
    pub(in crate::desk) fn is_unseen(&self, now: Moment, who: PersonId, said: &Person) -> Result<bool, DeskError> {
        if !self.approved_of(now, who)?.is_empty() {
            return Ok(false);
        }
        let tables = self.store.tables();
        let entry = tables.person_entry(who)?.ok_or(DeskError::Gone)?;
        let known = self.store.person::<Person>(entry)?;
        Ok(tables.photo_entry(who)?.is_some() || known.and(said.clone()).matters(said))
    }

    /// What whoever is signed in approves by bringing a file of guests.
    pub fn approver(&self, now: Moment) -> Result<Approver, DeskError> {
        let _ = self.permit(Deed::ImportGuests)?;
        let may = |needs| Ok::<_, DeskError>(self.may_approve(now, needs)?.is_ok());
        let (supervisor, security) = (Some(Resolver::Supervisor), Some(Resolver::Security));
        Ok(Approver { plain: may(None)?, supervisor: may(supervisor)?, security: may(security)? })
    }
}
