//! What the lists and the rules say of a subject, and what of it is for security alone.

use super::{Subject, answers_since};
use crate::desk::screening::findings::Cause;
use crate::desk::screening::matter::{Found, Lookout, Matter};
use crate::desk::{Desk, DeskError};
use crate::domain::card::Finding;
use crate::domain::fact::Fact;
use crate::domain::{Moment, Role, Screening, Situation, Timestamp, VisitState};
use crate::policy::Rules;
use crate::policy::builtin::NEEDS_SECURITY;
use crate::screening::Outcome;

/// What security has to see of a subject, as far as a verdict may know.
#[derive(Default)]
pub struct Screened {
    /// What the lists say; `None` while they are still being read.
    pub says: Option<Screening>,
    /// Whether security has said that they may come in though their visit lacks its approval.
    pub approved: bool,
    /// When a yes of security at the gate counts for what security has to see: `None` where none does, since security
    /// has answered otherwise, or a list stops the visitor.
    pub yes: Option<After>,
    /// The last of the entries that say who comes, and what for: no yes of before counts.
    pub described: u64,
    /// What of it goes into a sealed body.
    pub found: Found,
}

impl Screened {
    /// Asks the lists.
    pub fn of(lookout: &Lookout<'_>, now: Moment, subject: &Subject) -> Result<Self, DeskError> {
        let Some(asked) = &subject.asked else {
            return Ok(Self { says: Some(Screening::None), ..Self::default() });
        };
        if !lookout.screen.is_whole() {
            return Ok(Self::default());
        }
        let matters = lookout.matters(now, asked)?;
        let approved = matters.iter().any(|matter| matter.cause == Cause::Approval && matter.cleared);
        let says = Some(lookout.screening(&matters));
        let (yes, described) = (yes_after(lookout, now, &matters), asked.described);
        Ok(Self { says, approved, yes, described, found: Found::of(&matters) })
    }

    /// Whether a yes to this rule counts that was given in this entry, at this time.
    pub fn counts(&self, rule: &str, entry: u64, at: Timestamp) -> bool {
        let asked = !rule.starts_with(NEEDS_SECURITY.id)
            || self.yes.is_some_and(|after| entry > after.entry && after.time.is_none_or(|time| at >= time));
        asked && entry > self.described
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

/// After what security has to have said yes: whatever is like the visitor and not cleared was there before, and so was
/// whatever is wrong with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct After {
    entry: u64,
    time: Option<Timestamp>,
}

/// See [`Screened::yes`].
fn yes_after(lookout: &Lookout<'_>, now: Moment, matters: &[Matter]) -> Option<After> {
    let mut after = After::default();
    for matter in matters.iter().filter(|matter| !matter.cleared) {
        if is_for_the_case(matter) {
            return None;
        }
        if let Some(hit) = &matter.hit {
            after.entry = after.entry.max(lookout.screen.entry(hit));
        }
        if matter.cause == Cause::List {
            after.time = lookout.screen.doubtful_since(now, lookout.begun);
        }
    }
    Some(after)
}

/// Whether a yes at the gate says nothing about this: security has answered otherwise, or a list stops the visitor, which
/// is answered match by match and by two.
pub fn is_for_the_case(matter: &Matter) -> bool {
    let stops = matter.cause == Cause::Match(Outcome::Stop);
    !matter.cleared && (stops || matter.hit.is_some() && matter.review.is_some())
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

/// An answer, with its entry and its time.
type Given = (u64, Timestamp, Finding);

impl Desk {
    /// Answers to a referral from `since` on; the last to each rule counts.
    pub(in crate::desk) fn answers(&self, referral: u64, since: Timestamp) -> Result<Vec<Finding>, DeskError> {
        let answers = self.answers_by_entry(referral, since)?;
        Ok(answers.into_iter().map(|(.., answer)| answer).collect())
    }

    /// The same without what does not count any more.
    pub(super) fn answers_that_count(
        &self,
        referral: u64,
        now: Moment,
        screened: &Screened,
    ) -> Result<Vec<Finding>, DeskError> {
        let mut answers = self.answers_by_entry(referral, answers_since(now))?;
        answers.retain(|(seq, at, answer)| answer.granted != Some(true) || screened.counts(&answer.rule, *seq, *at));
        Ok(answers.into_iter().map(|(.., answer)| answer).collect())
    }

    fn answers_by_entry(&self, referral: u64, since: Timestamp) -> Result<Vec<Given>, DeskError> {
        let mut answers: Vec<Given> = Vec::new();
        for (seq, at) in self.store.tables().answers(referral, since)? {
            if let Fact::Resolved { rule, resolver, granted, note, .. } = self.store.fact(seq)? {
                answers.retain(|(.., answer)| answer.rule != rule);
                answers.push((seq, at, Finding { rule, resolver, granted: Some(granted), note }));
            }
        }
        Ok(answers)
    }

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
