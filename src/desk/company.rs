//! Nobody makes their own second: who gives somebody the means to sign beside others does not do it alone, once there is
//! or was anybody else who could have signed for it.

use crate::domain::operator::{Act as Deed, Standing};
use crate::domain::{Moment, OperatorId, Role, Signed};
use crate::store::query::OperatorRow;

use super::second::{Second, Why};
use super::{Desk, DeskError};

/// Somebody who gets roles, and what they had before.
pub(super) struct Given<'a> {
    /// Who, if they are enrolled.
    pub whom: Option<OperatorId>,
    /// What they are to be.
    pub roles: &'a [Role],
    /// What they are.
    pub had: &'a [Role],
}

impl Desk {
    /// Signs for what makes a second person: by two, where it takes two; else as it was asked for.
    pub(super) fn signed_for_company(
        &mut self,
        now: Moment,
        deed: Deed,
        subject: &str,
        given: &Given<'_>,
        signing: Option<(&Why, &Second)>,
    ) -> Result<Option<Signed>, DeskError> {
        let Some((why, second)) = signing else {
            self.alone(deed, given)?;
            return Ok(None);
        };
        let signed = self.signed(now, deed, subject, why, second)?;
        let theirs = signed.second.as_ref().is_some_and(|second| Some(second.by) == given.whom);
        if theirs { Err(DeskError::NotTheirs) } else { Ok(Some(signed)) }
    }

    /// Makes sure that one person may do it. Who could have signed for it and was suspended, ended, or given other roles
    /// counts as well: whoever wants no second may have seen to that.
    pub(super) fn alone(&self, deed: Deed, given: &Given<'_>) -> Result<(), DeskError> {
        let session = self.session()?;
        let (rules, own) = (&session.rules, session.operator.id);
        if !rules.makes_second(given.roles, given.had) {
            return Ok(());
        }
        let all = self.store.roles_ever()?;
        let others = all.iter().filter(|(row, _)| row.id != own && Some(row.id) != given.whom);
        let mut could = others.filter(|(row, ever)| self.began(row) && ever.iter().any(|r| rules.may_second(r, deed)));
        let mut can = could.clone().filter(|(row, _)| row.standing == Standing::Active);
        match (could.next(), can.any(|(row, _)| rules.may_second(&row.roles, deed))) {
            (None, _) => Ok(()),
            (Some(_), true) => Err(DeskError::NeedsSecond),
            (Some(_), false) => Err(DeskError::NobodySigns),
        }
    }

    /// Whether somebody has chosen passphrases of their own: before, they could sign for nothing.
    fn began(&self, row: &OperatorRow) -> bool {
        match row.standing {
            Standing::Ended => row.signed_in.is_some(),
            _ => self.starts(&row.number).is_none(),
        }
    }
}
