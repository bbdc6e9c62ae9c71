//! What holds whatever the rules say, and what no rules file can take away.

use crate::domain::operator::Act;
use crate::domain::{
    ClockQuality, Judgement, Obligation, Reason, Resolver, Role, Screening, Situation, TokenFault, Verdict, VisitState,
};

/// Minutes after which a screen locks by itself where no rule says so.
pub const IDLE: u16 = 10;

/// A reason of our own, with the place it takes among the reasons of its verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    /// Its name, reserved: a rules file that uses it is refused.
    pub id: &'static str,
    /// What it asks for.
    pub verdict: Verdict,
    /// Its place; lower comes first.
    pub order: u16,
    /// Who can answer it, if anybody can.
    pub resolver: Option<Resolver>,
}

/// In a lockdown nobody enters, whatever else is so.
pub const LOCKDOWN: Builtin = Builtin { id: "lockdown", verdict: Verdict::Refuse, order: 0, resolver: None };
/// No rules could be loaded.
pub const RULES_UNUSABLE: Builtin = Builtin::supervisor("rules-unusable", 0);
/// A rule could not be evaluated.
pub const RULES_FAULT: Builtin = Builtin::supervisor("rules-fault", 1);
/// The clock is in doubt.
pub const CLOCK_DOUBTFUL: Builtin = Builtin::supervisor("clock-doubtful", 2);
/// The tables are not what the log says, or may not be.
pub const STORE_DOUBTED: Builtin = Builtin::supervisor("store-doubted", 3);
/// Somebody of the same name was refused today, and no date of birth tells whether it is this person. Rules of before
/// there was such a question take nobody for refused but whoever surely was.
pub const REFUSED_ALIKE: Builtin = Builtin::supervisor("refused-alike", 600);
/// The invitation that was shown is worth nothing any more: rules of before one could be withdrawn say nothing of it.
pub const INVITATION_WITHDRAWN: Builtin =
    Builtin { id: "invitation-withdrawn", verdict: Verdict::Refuse, order: 100, resolver: None };
/// Guests, visits or lists have not been read whole.
pub const NOT_READY: Builtin = Builtin::supervisor("not-ready", 4);
/// No rule permits it, and none says why not.
pub const NO_PERMIT: Builtin = Builtin { id: "no-permit", verdict: Verdict::Refuse, order: 999, resolver: None };
/// Security has to see it, and no rule says so: the name of the rule that is to say it, so that nobody can tell. A
/// rules file may have this rule, or one whose name begins like it, and may not do without what it asks.
pub const NEEDS_SECURITY: Builtin =
    Builtin { id: "needs-security", verdict: Verdict::Refer, order: 50, resolver: Some(Resolver::Security) };

/// Every built-in reason whose name no rule may have.
pub const ALL: [Builtin; 9] = [
    LOCKDOWN,
    RULES_UNUSABLE,
    RULES_FAULT,
    CLOCK_DOUBTFUL,
    STORE_DOUBTED,
    NOT_READY,
    REFUSED_ALIKE,
    INVITATION_WITHDRAWN,
    NO_PERMIT,
];

impl Builtin {
    /// A referral that a supervisor answers.
    const fn supervisor(id: &'static str, order: u16) -> Self {
        Self { id, verdict: Verdict::Refer, order, resolver: Some(Resolver::Supervisor) }
    }

    /// As a reason of a judgement.
    pub fn reason(self) -> Reason {
        Reason { rule: self.id.to_owned(), verdict: self.verdict, resolver: self.resolver }
    }
}

/// Whether security has to see this, for what the lists say or since nobody has approved the visit, and none of these
/// rules, which hold, says so.
pub fn unseen<'a>(situation: &Situation, mut holding: impl Iterator<Item = &'a str>) -> bool {
    let due = situation.visit.as_ref().is_some_and(|visit| visit.state == VisitState::Requested);
    let seen = situation.screening >= Screening::Security || due;
    seen && !holding.any(|rule| rule.starts_with(NEEDS_SECURITY.id))
}

/// What keeps a situation from green before any rule is asked.
pub fn doubts(situation: &Situation) -> impl Iterator<Item = Builtin> {
    let clock = (situation.clock == ClockQuality::Doubtful).then_some(CLOCK_DOUBTFUL);
    let ready = (!situation.ready).then_some(NOT_READY);
    let lockdown = situation.lockdown.then_some(LOCKDOWN);
    let store = situation.store_doubted.then_some(STORE_DOUBTED);
    let alike = (situation.refused_alike && !situation.refused_today).then_some(REFUSED_ALIKE);
    let withdrawn = (situation.credential.fault() == Some(TokenFault::Withdrawn)).then_some(INVITATION_WITHDRAWN);
    lockdown.into_iter().chain(clock).chain(store).chain(ready).chain(alike).chain(withdrawn)
}

/// The judgement while no rules can be used.
pub fn without_rules(situation: &Situation, policy: String) -> Judgement {
    let security = unseen(situation, std::iter::empty()).then_some(NEEDS_SECURITY);
    let reasons = [RULES_UNUSABLE].into_iter().chain(doubts(situation)).chain(security).map(Builtin::reason);
    let mut reasons: Vec<Reason> = reasons.collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.verdict));
    let verdict = reasons.iter().map(|reason| reason.verdict).max().unwrap_or(Verdict::Refer);
    let obligations = vec![Obligation::CompareDocument];
    Judgement { verdict, reasons, obligations, permits: Vec::new(), policy }
}

/// What operators may do while no rules can be used: keep the gate, answer what that asks of a supervisor and of
/// security, keep the threat level, and put rules in force that can be used.
pub fn allowed_without_rules(roles: &[Role], act: Act) -> bool {
    let gate = matches!(act, Act::Check | Act::Admit | Act::Refer | Act::Refuse | Act::Correct | Act::AnswerForHost);
    let supervisor = roles.contains(&Role::Supervisor);
    let security = roles.contains(&Role::Security);
    let guard = supervisor || roles.contains(&Role::Guard);
    (gate && guard)
        || (supervisor && act == Act::AnswerAsSupervisor)
        || (act == Act::RaisePosture && (guard || security))
        || (second_without_rules(roles)
            && matches!(act, Act::LowerPosture | Act::EndLockdown | Act::Backup | Act::Restore))
        || (security && matches!(act, Act::AnswerAsSecurity | Act::ChangeRules))
}

/// Acts that somebody may always do: rules that let nobody do them leave them as they are without rules. A lockdown
/// that nobody may end would last for ever, and rules of before there was a way to change them could not be changed; rules of before there were backups come with the
/// very file that is restored.
pub fn always_somebody(act: Act) -> bool {
    matches!(act, Act::EndLockdown | Act::ChangeRules | Act::Backup | Act::Restore)
}

/// Acts that make somebody who signs beside others, or unmake them: where no rule says who signs for them, those who lead do, so that
/// rules of before they were signed for leave nobody to do them alone.
pub fn always_signed_for(act: Act) -> bool {
    always_somebody(act) || matches!(act, Act::Enrol | Act::ChangeRoles | Act::EndOperator)
}

/// Who puts earlier rules in force once more, and who signs for it beside them, whatever the rules say.
pub fn restores(roles: &[Role]) -> bool {
    roles.contains(&Role::Security)
}

/// Who may sign for an act of somebody else while no rules can be used.
pub fn second_without_rules(roles: &[Role]) -> bool {
    roles.contains(&Role::Supervisor) || roles.contains(&Role::Security)
}
