//! What holds whatever the rules say, and what no rules file can take away.

use crate::domain::operator::Act;
use crate::domain::{ClockQuality, Judgement, Obligation, Reason, Resolver, Role, Situation, Verdict};

/// A reason of our own, with the place it takes among the reasons of its verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    /// Its name, reserved: a rules file that uses it is refused.
    pub id: &'static str,
    /// What it asks for.
    pub verdict: Verdict,
    /// Its place; lower comes first.
    pub order: u16,
}

/// No rules could be loaded.
pub const RULES_UNUSABLE: Builtin = Builtin { id: "rules-unusable", verdict: Verdict::Refer, order: 0 };
/// A rule could not be evaluated.
pub const RULES_FAULT: Builtin = Builtin { id: "rules-fault", verdict: Verdict::Refer, order: 1 };
/// The clock is in doubt.
pub const CLOCK_DOUBTFUL: Builtin = Builtin { id: "clock-doubtful", verdict: Verdict::Refer, order: 2 };
/// Guests and visits have not been read whole.
pub const NOT_READY: Builtin = Builtin { id: "not-ready", verdict: Verdict::Refer, order: 3 };
/// No rule permits it, and none says why not.
pub const NO_PERMIT: Builtin = Builtin { id: "no-permit", verdict: Verdict::Refuse, order: 999 };

/// Every built-in reason.
pub const ALL: [Builtin; 5] = [RULES_UNUSABLE, RULES_FAULT, CLOCK_DOUBTFUL, NOT_READY, NO_PERMIT];

impl Builtin {
    /// As a reason of a judgement. What can be answered at all is answered by a supervisor.
    pub fn reason(self) -> Reason {
        let resolver = (self.verdict == Verdict::Refer).then_some(Resolver::Supervisor);
        Reason { rule: self.id.to_owned(), verdict: self.verdict, resolver }
    }
}

/// What keeps a situation from green before any rule is asked.
pub fn doubts(situation: &Situation) -> impl Iterator<Item = Builtin> {
    let clock = (situation.clock == ClockQuality::Doubtful).then_some(CLOCK_DOUBTFUL);
    let ready = (!situation.ready).then_some(NOT_READY);
    clock.into_iter().chain(ready)
}

/// The judgement while no rules can be used.
pub fn without_rules(situation: &Situation, policy: String) -> Judgement {
    let reasons = std::iter::once(RULES_UNUSABLE).chain(doubts(situation)).map(Builtin::reason).collect();
    let obligations = vec![Obligation::CompareDocument];
    Judgement { verdict: Verdict::Refer, reasons, obligations, permits: Vec::new(), policy }
}

/// What operators may do while no rules can be used: keep the gate, and answer what that asks of a supervisor.
pub fn allowed_without_rules(roles: &[Role], act: Act) -> bool {
    let gate = matches!(act, Act::Check | Act::Admit | Act::Refer | Act::Refuse | Act::Correct | Act::AnswerForHost);
    let supervisor = roles.contains(&Role::Supervisor);
    (gate && (supervisor || roles.contains(&Role::Guard))) || (supervisor && act == Act::AnswerAsSupervisor)
}
