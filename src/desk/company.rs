//! Nobody makes their own second, nor does without one: who gives somebody the means to sign beside others, or takes
//! them away for good, does not do it alone, once there is or was anybody else who could have signed for it. To suspend
//! somebody is for one alone, at once; but nobody is left by that as the only one.

use std::collections::HashMap;

use crate::domain::fact::Fact;
use crate::domain::operator::{Act as Deed, Standing};
use crate::domain::{Moment, OperatorId, Role, Signed};
use crate::policy::Rules;
use crate::store::query::OperatorRow;

use super::check::if_it_opens;
use super::screening::past::PastLists;
use super::second::{Second, Why};
use super::{Desk, DeskError};

/// The first version of facts that says of every such act who signed for it.
const SAYS_WHO_SIGNED: u16 = 2;

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
        if !rules.makes_second(given.roles, given.had) && !rules.makes_second(given.had, given.roles) {
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

    /// Makes sure that whoever is signed in does not become the only one: where an operator signs beside others, and with
    /// these roles does no longer, somebody else does who can sign in.
    pub(super) fn keeps_company(&self, row: &OperatorRow, roles: &[Role]) -> Result<(), DeskError> {
        let session = self.session()?;
        let (rules, own) = (&session.rules, session.operator.id);
        let signs = |roles: &[Role]| rules.makes_second(roles, &[]);
        if row.standing != Standing::Active || !signs(&row.roles) || signs(roles) {
            return Ok(());
        }
        let others = self.store.tables().operators()?.into_iter();
        let mut others = others.filter(|other| other.id != own && other.id != row.id);
        let left = |other: OperatorRow| {
            other.standing == Standing::Active && signs(&other.roles) && self.starts(&other.number).is_none()
        };
        if others.any(left) { Ok(()) } else { Err(DeskError::OnlyOne) }
    }

    /// Whether somebody has chosen passphrases of their own: before, they could sign for nothing.
    fn began(&self, row: &OperatorRow) -> bool {
        match row.standing {
            Standing::Ended => row.signed_in.is_some(),
            _ => self.starts(&row.number).is_none(),
        }
    }
}

/// Somebody as the log had them at some entry.
#[derive(Default)]
struct Known {
    roles: Vec<Role>,
    /// Every set of roles that they have had.
    ever: Vec<Vec<Role>>,
    /// Whether they are known to have chosen passphrases of their own.
    began: bool,
}

/// What was going on up to an entry, as far as that says who could have signed.
struct Past {
    rules: Rules,
    known: HashMap<OperatorId, Known>,
    /// Whose keys the last recovery was written with: those of the code, which nobody has afterwards.
    recovered: Option<Option<OperatorId>>,
}

impl Default for Past {
    fn default() -> Self {
        Self { rules: Rules::unusable(""), known: HashMap::new(), recovered: None }
    }
}

impl Past {
    /// Whether somebody other than these two could have signed for such a deed.
    fn could_sign(&self, deed: Deed, by: Option<OperatorId>, whom: Option<OperatorId>) -> bool {
        let others = self.known.iter().filter(|(id, _)| Some(**id) != by && Some(**id) != whom);
        let mut began = others.filter(|(_, known)| known.began);
        began.any(|(_, known)| known.ever.iter().any(|roles| self.rules.may_second(roles, deed)))
    }

    /// Whether one did alone what takes two.
    fn is_lone(&self, fact: &Fact, by: Option<OperatorId>) -> bool {
        let had = |id: &OperatorId| self.known.get(id).map(|known| known.roles.clone()).unwrap_or_default();
        let (deed, whom, roles, before, signed) = match fact {
            // Who gave the halves stands in their place.
            Fact::Enrolled { recovery: true, holders, .. } => return holders.is_none(),
            Fact::Enrolled { operator, roles, signed, .. } => {
                (Deed::Enrol, Some(*operator), roles.clone(), Vec::new(), signed.as_ref())
            }
            Fact::RolesChanged { operator, roles, signed } => {
                (Deed::ChangeRoles, Some(*operator), roles.clone(), had(operator), Some(signed))
            }
            Fact::OperatorEnded { operator, signed } => {
                (Deed::EndOperator, Some(*operator), Vec::new(), had(operator), Some(signed))
            }
            Fact::RecoverySet { signed, .. } => (Deed::Enrol, None, Role::ALL.to_vec(), Vec::new(), signed.as_ref()),
            _ => return false,
        };
        let makes = self.rules.makes_second(&roles, &before) || self.rules.makes_second(&before, &roles);
        let two = signed.is_some_and(|signed| signed.second.is_some());
        makes && !two && self.could_sign(deed, by, whom)
    }

    fn take(&mut self, fact: &Fact, by: Option<OperatorId>) {
        let acts = by.into_iter().chain(fact.signed().and_then(|(.., signed)| Some(signed.second.as_ref()?.by)));
        acts.for_each(|id| self.known.entry(id).or_default().began = true);
        match fact {
            Fact::RulesSet { policy, .. } => {
                self.rules = Rules::load(policy, &crate::i18n::has).unwrap_or_else(|_| Rules::unusable(policy));
            }
            Fact::Enrolled { operator, roles, recovery, .. } => {
                let known = self.known.entry(*operator).or_default();
                known.roles.clone_from(roles);
                known.ever.push(roles.clone());
                known.began |= *recovery;
                self.recovered = if *recovery { Some(by) } else { self.recovered };
            }
            Fact::Started { start, operator, .. } => {
                let known = self.known.remove(start).unwrap_or_default();
                // Another start code is no beginning; what they do then is.
                let _ = self.known.insert(*operator, known);
            }
            Fact::RolesChanged { operator, roles, .. } => {
                let known = self.known.entry(*operator).or_default();
                known.roles.clone_from(roles);
                known.ever.push(roles.clone());
            }
            _ => {}
        }
    }
}

impl Desk {
    /// Entries with which one person did alone what takes two: about operators, though somebody else could have signed, or
    /// about a list. The desk lets nobody do that, so that somebody went past it. Facts of the first versions do not say
    /// who signed.
    pub fn lone_acts(&self) -> Result<Vec<u64>, DeskError> {
        let (mut lone, mut past, mut lists) = (Vec::new(), Past::default(), PastLists::default());
        for seq in self.store.governing_entries()? {
            // What does not open is found before.
            let Some((version, fact)) = if_it_opens(self.store.versioned(seq).map_err(DeskError::from))? else {
                continue;
            };
            let by = self.store.leaf(seq)?.1.key;
            // A recovery makes the next code as well, which the two who gave the halves answer for.
            let recovers = matches!(fact, Fact::RecoverySet { .. }) && past.recovered == Some(by);
            let makes_second = version >= SAYS_WHO_SIGNED && !recovers && past.is_lone(&fact, by);
            if makes_second || lists.is_lone(version, &fact) {
                lone.push(seq);
            }
            past.take(&fact, by);
            lists.take(&fact);
        }
        Ok(lone)
    }
}
