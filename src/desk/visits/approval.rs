//! Who has to approve a visit, what waits for it, and approving in the place of somebody else.
//!
//! Who has to is said by the rules of the gate: what they would refer to security, security approves, and so on. Each
//! visit is judged as it would be at its time, approved already; so category, areas and threat level count. What the lists
//! say counts for security alone: to others such a visit reads like any, and once they have approved it the gate still
//! has security answer.

use crate::desk::check::inputs::situation;
use crate::desk::check::screened::Screened;
use crate::desk::check::{Subject, appointment, if_it_opens};
use crate::desk::clock::place_at;
use crate::desk::screening::matter::Asked;
use crate::desk::{Desk, DeskError, Session};
use crate::domain::fact::Fact;
use crate::domain::moment::DAY;
use crate::domain::operator::{Act as Deed, Standing};
use crate::domain::{
    Credential, Judgement, Moment, OperatorId, Person, PersonId, Resolver, Role, Situation, Timestamp, Visit, VisitId,
};
use crate::store::NewEntry;
use crate::store::query::VisitRow;
use crate::store::visits::DelegationRow;

use super::appointed;

/// For how long approval is delegated at most.
pub const LONGEST: i64 = 31 * DAY;
/// A window that begins so soon is near.
pub const NEAR: i64 = DAY;
/// Visits shown at a time.
pub const PAGE: u32 = 50;

/// A visit that waits for its approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The visit.
    pub visit: VisitId,
    /// Whose it is.
    pub person: PersonId,
    /// Who comes.
    pub guest: Person,
    /// What for, and when next.
    pub appointment: Visit,
    /// Who entered it.
    pub by: String,
    /// When.
    pub since: Timestamp,
    /// Who has to approve it; `None` for whoever may approve at all.
    pub needs: Option<Resolver>,
    /// Rules that say so.
    pub rules: Vec<String>,
    /// Whether whoever is signed in may.
    pub may: bool,
}

impl Due {
    /// Whether it is high time at this time: the window is near, or has begun.
    pub fn is_near(&self, at: Timestamp) -> bool {
        self.appointment.from.since(at) <= NEAR
    }
}

/// Some of those that wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DuePage {
    /// They.
    pub due: Vec<Due>,
    /// After which the next page begins, if there may be one.
    pub next: Option<(Timestamp, VisitId)>,
}

/// Somebody approves in the place of somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// The entry that says so.
    pub seq: u64,
    /// In whose place: number and name.
    pub giver: (String, String),
    /// Who: number and name.
    pub heir: (String, String),
    /// The last moment at which they may.
    pub until: Timestamp,
    /// Whether whoever is signed in gave it.
    pub own: bool,
}

impl Desk {
    /// Visits that wait for their approval and are not over, the next first; a page after the last of the one before.
    pub fn to_approve(&self, now: Moment, after: Option<(Timestamp, VisitId)>) -> Result<DuePage, DeskError> {
        let _ = self.permit(Deed::KeepVisits).or_else(|_| self.approves(now))?;
        let mut list = Vec::new();
        let rows = self.store.tables().visits_requested(now.at, after, PAGE)?;
        let next = rows.last().filter(|_| rows.len() == PAGE as usize).map(|row| (row.starts, row.id));
        for row in rows {
            let opened = self.person_of(&row).and_then(|guest| Ok((guest, appointment(&self.store, &row, now.at)?)));
            let Some((guest, visit)) = if_it_opens(opened)? else { continue };
            let entered = self.store.leaf(row.entered)?.1;
            let judgement = self.once_approved(now, &row, &guest, &visit)?;
            let (needs, rules) = needed(&judgement);
            let may = self.may_approve(now, needs)?.is_ok();
            let by = entered.key.map_or(Ok(String::new()), |by| Ok::<_, DeskError>(self.colleague(by)?.1))?;
            let (since, appointment) = (entered.at, visit);
            list.push(Due { visit: row.id, person: row.person, guest, appointment, by, since, needs, rules, may });
        }
        Ok(DuePage { due: list, next })
    }

    /// How many wait.
    pub fn approvals_due(&self, now: Moment) -> Result<u64, DeskError> {
        Ok(self.store.tables().count_requested(now.at)?)
    }

    /// Makes sure that whoever is signed in may approve this visit, or decline it.
    pub(super) fn must_approve(&self, now: Moment, row: &VisitRow) -> Result<(), DeskError> {
        let _ = self.approves(now)?;
        let (guest, visit) = (self.person_of(row)?, appointment(&self.store, row, now.at)?);
        let (needs, _) = needed(&self.once_approved(now, row, &guest, &visit)?);
        self.may_approve(now, needs)?
    }

    /// Makes sure that whoever is signed in approves visits at all, by their own role or in somebody's place.
    pub(in crate::desk) fn approves(&self, now: Moment) -> Result<&Session, DeskError> {
        match self.permit(Deed::ApproveVisits) {
            Err(denied @ DeskError::Denied(_)) if self.in_place_of(now)?.is_empty() => Err(denied),
            Err(DeskError::Denied(_)) => self.session(),
            permitted => permitted,
        }
    }

    /// Whether whoever is signed in approves visits now.
    pub fn approves_now(&self) -> bool {
        self.session().is_ok_and(|session| self.approves(session.seen).is_ok())
    }

    /// What the gate will say of a visit once it is approved; what the lists say, to security alone.
    fn once_approved(
        &self,
        now: Moment,
        row: &VisitRow,
        guest: &Person,
        visit: &Visit,
    ) -> Result<Judgement, DeskError> {
        let session = self.session()?;
        let lookout = session.lookout(self.store.tables(), self.store.keys()?, &self.store.post().origin);
        let asked = Asked { due: false, ..Asked::visitor(row, guest) };
        let subject = Subject { credential: Credential::Name, person: None, asked: Some(asked), visit: None };
        let then = at_its_time(now, visit);
        let gate = if visit.gate.is_empty() { &self.store.post().gate } else { &visit.gate };
        let asked = situation(&lookout, then, session.clock.quality(), gate, true, &subject)?;
        // What is doubted now is not doubted for ever.
        let asked = Situation { visit: Some(appointed(visit)), lockdown: false, store_doubted: false, ..asked };
        if !session.operator.is(Role::Security) {
            return Ok(session.rules.judge(&asked));
        }
        Ok(session.rules.judge(&Screened::of(&lookout, now, &subject)?.put_in(asked)))
    }

    /// Whether whoever is signed in may approve what these have to. Where the rules in force let nobody of theirs approve
    /// visits, whoever may approve any approves it, and the gate asks them.
    pub(super) fn may_approve(&self, now: Moment, needs: Option<Resolver>) -> Result<Result<(), DeskError>, DeskError> {
        let session = self.session()?;
        let approves = |roles: &[Role]| session.rules.allows(roles, Deed::ApproveVisits);
        let answers = |roles: &[Role]| match needs {
            Some(Resolver::Security) => session.rules.allows(roles, Deed::AnswerAsSecurity),
            Some(Resolver::Supervisor) => session.rules.allows(roles, Deed::AnswerAsSupervisor),
            Some(Resolver::Host) | None => true,
        };
        let somebody = Role::ALL.iter().any(|role| approves(&[*role]) && answers(&[*role]));
        let own = &session.operator.roles;
        if approves(own) && (answers(own) || !somebody) {
            return Ok(Ok(()));
        }
        // What security has to see is not seen by others in its place.
        if needs != Some(Resolver::Security) {
            let mut givers = self.in_place_of(now)?.into_iter();
            if givers.any(|roles| answers(&roles) || !somebody) {
                return Ok(Ok(()));
            }
        }
        Ok(Err(if needs == Some(Resolver::Security) { DeskError::NotSecurity } else { DeskError::NotTheirs }))
    }

    /// Roles of those in whose place whoever is signed in approves visits now.
    fn in_place_of(&self, now: Moment) -> Result<Vec<Vec<Role>>, DeskError> {
        let session = self.session()?;
        let mut givers = Vec::new();
        for row in self.store.tables().delegations(now.at)? {
            if row.heir == session.operator.id && self.holds(&row)? {
                let giver = self.store.tables().operator(row.giver)?;
                let giver = giver.filter(|giver| giver.standing == Standing::Active);
                givers.extend(giver.map(|giver| giver.roles));
            }
        }
        givers.retain(|roles| session.rules.allows(roles, Deed::ApproveVisits));
        Ok(givers)
    }

    /// Whether the log says what a row of the table does.
    fn holds(&self, row: &DelegationRow) -> Result<bool, DeskError> {
        let DelegationRow { giver, heir, until, .. } = *row;
        let said = if_it_opens(self.store.fact(row.seq).map_err(DeskError::from))?;
        let signed = self.store.leaf(row.seq)?.1.key == Some(giver);
        Ok(signed && said == Some(Fact::ApprovalDelegated { giver, heir, until }))
    }

    /// Lets somebody approve visits in the place of whoever is signed in, until this moment at the latest.
    pub fn delegate_approval(&mut self, now: Moment, number: &str, until: Timestamp) -> Result<(), DeskError> {
        let giver = self.permit(Deed::ApproveVisits)?.operator.id;
        let rows = self.store.tables().operators()?;
        let heir = rows.into_iter().find(|row| row.number == number).ok_or(DeskError::NoOperator)?;
        if heir.id == giver {
            return Err(DeskError::Oneself);
        }
        if heir.standing != Standing::Active {
            return Err(DeskError::Standing);
        }
        if until <= now.at || until.since(now.at) > LONGEST {
            return Err(DeskError::TooLong);
        }
        let clock = self.look_at_clock(now)?;
        let fact = Fact::ApprovalDelegated { giver, heir: heir.id, until };
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact)))?;
        Ok(())
    }

    /// Ends a delegation before its time: whoever gave it, or whoever approves by their own role.
    pub fn end_delegation(&mut self, now: Moment, seq: u64) -> Result<(), DeskError> {
        let _ = self.permit(Deed::ApproveVisits)?;
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| {
            let stands = act.tables().delegations(now.at)?.iter().any(|row| row.seq == seq);
            if !stands {
                return Err(DeskError::Gone);
            }
            let _ = act.record(NewEntry::new(Fact::DelegationEnded {}).about([seq]))?;
            Ok(())
        })
    }

    /// Who approves in whose place now.
    pub fn delegations(&self, now: Moment) -> Result<Vec<Delegation>, DeskError> {
        let session = self.permit(Deed::KeepVisits).or_else(|_| self.approves(now))?;
        let mut list = Vec::new();
        for row in self.store.tables().delegations(now.at)? {
            let (seq, until, own) = (row.seq, row.until, row.giver == session.operator.id);
            if self.holds(&row)? {
                list.push(Delegation {
                    seq,
                    giver: self.colleague(row.giver)?,
                    heir: self.colleague(row.heir)?,
                    until,
                    own,
                });
            }
        }
        Ok(list)
    }

    /// Number and name of an operator; the number alone, where the name does not open.
    pub(in crate::desk) fn colleague(&self, id: OperatorId) -> Result<(String, String), DeskError> {
        let Some(row) = self.store.tables().operator(id)? else { return Ok(Default::default()) };
        let name = if_it_opens(self.store.person::<String>(row.seq).map_err(DeskError::from))?;
        let name = name.unwrap_or_else(|| row.number.clone());
        Ok((row.number, name))
    }
}

/// The moment at which the gate will be asked of a visit.
pub(super) fn at_its_time(now: Moment, visit: &Visit) -> Moment {
    use chrono::Offset;
    let at = visit.from.max(now.at);
    let offset = at.utc().with_timezone(&place_at(now)).offset().fix();
    Moment { at, offset: offset.local_minus_utc(), ..now }
}

/// Who has to approve what is judged so, and the rules that say it. The gravest of them speaks for all.
pub(super) fn needed(judgement: &Judgement) -> (Option<Resolver>, Vec<String>) {
    let asks = |resolver| judgement.reasons.iter().any(|reason| reason.resolver == Some(resolver));
    let needs = [Resolver::Security, Resolver::Supervisor].into_iter().find(|resolver| asks(*resolver));
    let theirs = judgement.reasons.iter().filter(|reason| needs.is_some() && reason.resolver == needs);
    (needs, theirs.map(|reason| reason.rule.clone()).collect())
}
