//! The operators: what they are, whether they may sign in, and what each sets for themselves.

use std::collections::{BTreeMap, HashMap};

use crate::domain::fact::{Fact, roles_subject};
use crate::domain::operator::{Act as Deed, Standing, may_meet};
use crate::domain::{Moment, Operator, OperatorId, Pair, Role, Timestamp};
use crate::store::attempts::Attempt;
use crate::store::query::OperatorRow;

use super::company::Given;
use super::lock::{Pin, is_weak, second_pin_fault};
use super::second::{Second, Why};
use super::session::check_passphrases;
use super::{Desk, DeskError};

/// Failures that are looked at for the list.
const MOST_FAILURES: u32 = 1_000;
/// Roles without which nobody could put the post right again.
const NEEDED: [Role; 2] = [Role::Supervisor, Role::Administrator];

/// When signing in failed with one number; with the entry that says so, once there is one.
type Failed = BTreeMap<Timestamp, Option<u64>>;

/// One line of the list of operators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorLine {
    /// Who.
    pub operator: Operator,
    /// Whether they may sign in.
    pub standing: Standing,
    /// Whether they have a PIN.
    pub pin: bool,
    /// When they last signed in.
    pub signed_in: Option<Timestamp>,
    /// How often signing in with their number failed since then.
    pub failures: usize,
    /// When it last failed, before or after.
    pub failed: Option<Timestamp>,
    /// Until when their start code is good, while they have chosen no passphrase.
    pub start: Option<Timestamp>,
    /// Whether they are who looks at the list.
    pub own: bool,
}

impl Desk {
    /// Everybody enrolled, in the order of their enrolment.
    pub fn operators(&self) -> Result<Vec<OperatorLine>, DeskError> {
        let own = self.permit(Deed::ReadOperators)?.operator.id;
        let failed = self.failed()?;
        let none = Failed::new();
        let line = |row: OperatorRow| {
            let failed = failed.get(&row.number).unwrap_or(&none);
            let signed_in = row.signed_in.map(|seq| self.store.leaf(seq)).transpose()?.map(|(_, leaf)| leaf.at);
            let since = |(at, seq): &(&Timestamp, &Option<u64>)| match seq {
                Some(seq) => row.signed_in.is_none_or(|last| *seq > last),
                None => signed_in.is_none_or(|last| **at > last),
            };
            let failures = failed.iter().filter(since).count();
            Ok(OperatorLine {
                standing: row.standing,
                pin: row.pin.is_some(),
                signed_in,
                failures,
                failed: failed.keys().max().copied(),
                own: row.id == own,
                start: self.starts(&row.number).filter(|_| row.standing != Standing::Ended),
                operator: self.store.operator(row.id)?.ok_or(DeskError::NoOperator)?,
            })
        };
        self.store.tables().operators()?.into_iter().map(line).collect()
    }

    /// When signing in failed, by the number that was typed, with the entry that says so; none of what waits to be taken
    /// into the log, which is done at the next sign-in.
    fn failed(&self) -> Result<HashMap<String, Failed>, DeskError> {
        let mut failed: HashMap<String, Failed> = HashMap::new();
        // Before the log: what is taken in meanwhile is found in either.
        for attempt in self.store.attempts_waiting()? {
            if let Attempt::SignIn { at, number, .. } = attempt {
                let _ = failed.entry(number).or_default().insert(at, None);
            }
        }
        for seq in self.store.tables().failures(None, MOST_FAILURES)? {
            let leaf = self.store.leaf(seq)?.1;
            if let Ok(Fact::SignInFailed { number, .. }) = self.store.fact(seq) {
                let _ = failed.entry(number).or_default().insert(leaf.happened.unwrap_or(leaf.at), Some(seq));
            }
        }
        Ok(failed)
    }

    /// The operator of a service number.
    pub fn operator_of(&self, number: &str) -> Result<OperatorId, DeskError> {
        let _ = self.session()?;
        let rows = self.store.tables().operators()?;
        let found = rows.into_iter().find(|row| row.number.eq_ignore_ascii_case(number.trim()));
        found.map(|row| row.id).ok_or(DeskError::NoOperator)
    }

    /// Gives an operator these roles in place of those they have. Nobody changes their own alone, nor gives somebody else
    /// a role that signs for anything once anybody can sign for that: whom the rules let second it signs beside them, who
    /// is neither of the two.
    pub fn change_roles(
        &mut self,
        now: Moment,
        id: OperatorId,
        roles: &[Role],
        why: &Why,
        second: Option<&Second>,
    ) -> Result<(), DeskError> {
        let own = self.permit(Deed::ChangeRoles)?.operator.id;
        let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| roles.contains(role)).collect();
        if roles.is_empty() || !may_meet(&roles) {
            return Err(DeskError::Roles);
        }
        let row = self.row_standing(id, &[Standing::Active])?;
        self.others_have(&row, |role| roles.contains(&role))?;
        // Only who can read sealed bodies can let somebody else read them.
        let granted = roles.contains(&Role::Security) && !row.roles.contains(&Role::Security);
        if granted && !self.store.keys()?.reads_sealed() {
            return Err(DeskError::NotTheirs);
        }
        self.keeps_company(&row, &roles)?;
        let subject = roles_subject(id, &roles);
        if id == own && second.is_none() {
            return Err(DeskError::NeedsSecond);
        }
        let given = Given { whom: Some(id), roles: &roles, had: &row.roles };
        let two = second.map(|second| (why, second));
        let signed = match self.signed_for_company(now, Deed::ChangeRoles, &subject, &given, two)? {
            Some(signed) => signed,
            None => self.signed_alone(Deed::ChangeRoles, &subject, why)?,
        };
        let clock = self.look_at_clock(now)?;
        self.store.change_roles(id, roles, signed, now, clock)?;
        if id == own { self.roles_changed(id) } else { Ok(()) }
    }

    /// Whoever changed their own roles goes on with the new ones at once.
    fn roles_changed(&mut self, id: OperatorId) -> Result<(), DeskError> {
        let operator = self.store.operator(id)?.ok_or(DeskError::NoOperator)?;
        let session = self.session_mut()?;
        session.operator = operator;
        session.reconsider();
        Ok(())
    }

    /// Keeps an operator from signing in until they are resumed. What they did stays. One alone does that, at once; but
    /// nobody makes themselves the only one who signs beside others.
    pub fn suspend(&mut self, now: Moment, id: OperatorId, why: &Why) -> Result<(), DeskError> {
        let own = self.permit(Deed::SuspendOperator)?.operator.id;
        let row = self.somebody_else(own, id, &[Standing::Active])?;
        self.others_have(&row, |_| false)?;
        self.keeps_company(&row, &[])?;
        let signed = self.signed_alone(Deed::SuspendOperator, &id.to_string(), why)?;
        let clock = self.look_at_clock(now)?;
        Ok(self.store.suspend(id, signed, now, clock)?)
    }

    /// Lets a suspended operator sign in again; who does so signs for it, and says why.
    pub fn resume_operator(&mut self, now: Moment, id: OperatorId, why: &Why) -> Result<(), DeskError> {
        let _ = self.permit(Deed::ResumeOperator)?;
        let row = self.row_standing(id, &[Standing::Suspended])?;
        // The role's key was renewed without them, and only who can read sealed bodies can let them read again.
        if row.roles.contains(&Role::Security) && !self.store.keys()?.reads_sealed() {
            return Err(DeskError::NotTheirs);
        }
        let signed = self.signed_alone(Deed::ResumeOperator, &id.to_string(), why)?;
        let clock = self.look_at_clock(now)?;
        Ok(self.store.resume(id, signed, now, clock)?)
    }

    /// Keeps an operator from signing in for good. What they did stays. Of somebody who signs beside others nobody does
    /// that alone, once anybody can sign for it.
    pub fn end_operator(
        &mut self,
        now: Moment,
        id: OperatorId,
        why: &Why,
        second: Option<&Second>,
    ) -> Result<(), DeskError> {
        let own = self.permit(Deed::EndOperator)?.operator.id;
        let row = self.somebody_else(own, id, &[Standing::Active, Standing::Suspended])?;
        self.others_have(&row, |_| false)?;
        self.keeps_company(&row, &[])?;
        let given = Given { whom: Some(id), roles: &[], had: &row.roles };
        let two = second.map(|second| (why, second));
        let signed = match self.signed_for_company(now, Deed::EndOperator, &id.to_string(), &given, two)? {
            Some(signed) => signed,
            None => self.signed_alone(Deed::EndOperator, &id.to_string(), why)?,
        };
        let clock = self.look_at_clock(now)?;
        Ok(self.store.end(id, signed, now, clock)?)
    }

    /// Takes an operator's PIN away; they set another one themselves.
    pub fn reset_pin(&mut self, now: Moment, id: OperatorId) -> Result<(), DeskError> {
        let own = self.permit(Deed::ResetPin)?.operator.id;
        let row = self.row_standing(id, &[Standing::Active, Standing::Suspended])?;
        if row.pin.is_none() {
            return Err(DeskError::Standing);
        }
        let clock = self.look_at_clock(now)?;
        self.store.clear_pin(id, now, clock)?;
        if id == own { self.read_pin() } else { Ok(()) }
    }

    /// Whoever is signed in chooses other passphrases; they prove themselves with one of those before. Without a second
    /// one there is none any more.
    pub fn set_passphrase<'a>(
        &mut self,
        now: Moment,
        before: &str,
        next: impl Into<Pair<'a>>,
    ) -> Result<(), DeskError> {
        let (own, next) = (self.session()?.operator.clone(), next.into());
        check_passphrases(next, &own.number, &own.name)?;
        let secret = self.authenticated(now, &own.number, before)?;
        let clock = self.look_at_clock(now)?;
        Ok(self.store.set_passphrase(&own.number, &secret, next, now, clock)?)
    }

    /// Whoever is signed in chooses PINs; they prove themselves with a passphrase of theirs. Without a second one there is
    /// none any more.
    pub fn set_pin<'a>(&mut self, now: Moment, passphrase: &str, pins: impl Into<Pair<'a>>) -> Result<(), DeskError> {
        let (number, pins) = (self.session()?.operator.number.clone(), pins.into());
        if is_weak(pins.first, &number) {
            return Err(DeskError::WeakPin);
        }
        if let Some(error) = second_pin_fault(pins, &number) {
            return Err(error);
        }
        let _ = self.authenticated(now, &number, passphrase)?;
        let clock = self.look_at_clock(now)?;
        self.store.set_pin(pins, now, clock)?;
        self.read_pin()
    }

    fn read_pin(&mut self) -> Result<(), DeskError> {
        let pin = Pin::of(&mut self.store)?;
        self.session_mut()?.pin = pin;
        Ok(())
    }

    /// The row of an operator, if it is not whoever is signed in.
    fn somebody_else(&self, own: OperatorId, id: OperatorId, one_of: &[Standing]) -> Result<OperatorRow, DeskError> {
        if own == id { Err(DeskError::Oneself) } else { self.row_standing(id, one_of) }
    }

    pub(super) fn row_standing(&self, id: OperatorId, one_of: &[Standing]) -> Result<OperatorRow, DeskError> {
        let row = self.store.tables().operator(id)?.ok_or(DeskError::NoOperator)?;
        if one_of.contains(&row.standing) { Ok(row) } else { Err(DeskError::Standing) }
    }

    /// Makes sure that somebody else who may sign in has each role that this operator has and does not keep.
    fn others_have(&self, row: &OperatorRow, keeps: impl Fn(Role) -> bool) -> Result<(), DeskError> {
        if row.standing != Standing::Active {
            return Ok(());
        }
        let others = self.store.tables().operators()?;
        let has = |role: Role| {
            // Whoever has not begun may never do so.
            let active = others.iter().filter(|other| other.id != row.id && other.standing == Standing::Active);
            active.filter(|other| self.starts(&other.number).is_none()).any(|other| other.roles.contains(&role))
        };
        let lost = NEEDED.into_iter().find(|role| row.roles.contains(role) && !keeps(*role) && !has(*role));
        lost.map_or(Ok(()), |role| Err(DeskError::LastOne(role)))
    }
}
