//! What the rules say: a verdict, why, and what has to be done.

use serde::{Deserialize, Serialize};

/// What the rules say of a visitor. Ordered from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// May enter, once the obligations are met.
    Admit,
    /// Somebody has to answer first.
    Refer,
    /// May not enter.
    Refuse,
}

impl Verdict {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Admit => "admit",
            Self::Refer => "refer",
            Self::Refuse => "refuse",
        }
    }
}

/// Who can answer a reason to refer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resolver {
    /// The host, by telephone; the guard records who was called.
    Host,
    /// A supervisor, by signing.
    Supervisor,
    /// A security officer, by signing.
    Security,
}

impl Resolver {
    /// The stable name, as in `@resolve("…")`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Supervisor => "supervisor",
            Self::Security => "security",
        }
    }

    /// The resolver of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Host, Self::Supervisor, Self::Security].into_iter().find(|r| r.code() == code)
    }
}

/// One rule that spoke against admitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule's `@id`; also the stem of its messages: `reason-ID` for the guard, `case-ID` for the case.
    pub rule: String,
    /// What the rule asks for by itself: refer or refuse.
    pub verdict: Verdict,
    /// Who can answer it; `None` for a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolver: Option<Resolver>,
}

/// Something to be done before or while a visitor is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// The document, or the photo, was compared with the face. Part of every Admit.
    CompareDocument,
    /// The original document was looked at; a photo or a copy of it is not enough.
    SeeDocument,
    /// Somebody of the mission goes with them.
    Escort,
    /// Phones and other devices stay at the gate.
    DepositPhones,
    /// The diplomatic bag was recorded; it is never opened, held back or X-rayed.
    RecordBag,
}

impl Obligation {
    /// Every obligation, in the order in which they are shown.
    pub const ALL: [Self; 5] =
        [Self::CompareDocument, Self::SeeDocument, Self::Escort, Self::DepositPhones, Self::RecordBag];

    /// The stable name, as in `@obligation("…")` and `--done`.
    pub fn code(self) -> &'static str {
        match self {
            Self::CompareDocument => "compare-document",
            Self::SeeDocument => "see-document",
            Self::Escort => "escort",
            Self::DepositPhones => "deposit-phones",
            Self::RecordBag => "record-bag",
        }
    }

    /// The obligation of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}

/// The whole answer of the rules to one situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Every rule that spoke against admitting: worst first, then in the order the rules ask for, then by rule id.
    pub reasons: Vec<Reason>,
    /// What has to be done, in the order of [`Obligation::ALL`].
    pub obligations: Vec<Obligation>,
    /// Ids of the rules that permitted, sorted.
    pub permits: Vec<String>,
    /// SHA-256 of the policy text that was asked, in lower-case hexadecimal.
    pub policy: String,
}

/// What the same situation is judged to be now, and what it would be under something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What the rules say now.
    pub before: Judgement,
    /// What they would say.
    pub after: Judgement,
}

/// In what what is said of somebody differs: the first of these that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Difference {
    /// The verdict is another one.
    Verdict,
    /// The verdict stays; a rule speaks against it that does not now.
    Reasons,
    /// The verdict stays; a rule that speaks against it now does not.
    Fewer,
    /// The verdict and the rules stay; somebody else answers one of them.
    Resolver,
    /// The verdict and why stay; something else has to be done.
    Obligations,
}

impl Difference {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Reasons => "reasons",
            Self::Fewer => "fewer-reasons",
            Self::Resolver => "resolver",
            Self::Obligations => "obligations",
        }
    }
}

impl Change {
    /// The change from one judgement to another; `None` where both say the same, in whatever order.
    pub fn between(before: Judgement, after: Judgement) -> Option<Self> {
        let change = Self { before, after };
        let same = change.before.verdict == change.after.verdict
            && [change.reasons().count(), change.dropped().count()] == [0; 2]
            && [change.added().count(), change.spared().count()] == [0; 2];
        (!same).then_some(change)
    }

    /// In what the two differ.
    pub fn difference(&self) -> Difference {
        let lacks = |some: &Judgement, other: &Judgement| {
            some.reasons.iter().any(|reason| other.reasons.iter().all(|one| one.rule != reason.rule))
        };
        if self.before.verdict != self.after.verdict {
            Difference::Verdict
        } else if lacks(&self.after, &self.before) {
            Difference::Reasons
        } else if lacks(&self.before, &self.after) {
            Difference::Fewer
        } else if self.reasons().next().is_some() {
            Difference::Resolver
        } else {
            Difference::Obligations
        }
    }

    /// Whether somebody who stands outside is treated otherwise. What has to be done before they enter is nothing to
    /// whoever is refused before and after.
    pub fn matters_outside(&self) -> bool {
        self.after.verdict != Verdict::Refuse || self.difference() != Difference::Obligations
    }

    /// Rules that would speak against it and do not now.
    pub fn reasons(&self) -> impl Iterator<Item = &str> {
        let new = self.after.reasons.iter().filter(|reason| !self.before.reasons.contains(reason));
        new.map(|reason| reason.rule.as_str())
    }

    /// Rules that speak against it now and would not.
    pub fn dropped(&self) -> impl Iterator<Item = &str> {
        let old = self.before.reasons.iter().filter(|reason| !self.after.reasons.contains(reason));
        old.map(|reason| reason.rule.as_str())
    }

    /// What would have to be done that need not be now.
    pub fn added(&self) -> impl Iterator<Item = Obligation> {
        self.after.obligations.iter().filter(|one| !self.before.obligations.contains(one)).copied()
    }

    /// What would not have to be done any more.
    pub fn spared(&self) -> impl Iterator<Item = Obligation> {
        self.before.obligations.iter().filter(|one| !self.after.obligations.contains(one)).copied()
    }
}

impl Judgement {
    /// Reasons that still lack an answer, given the rules that were answered.
    pub fn open<'a>(&'a self, answered: &'a [String]) -> impl Iterator<Item = &'a Reason> {
        self.reasons.iter().filter(move |reason| !answered.contains(&reason.rule))
    }

    /// Whether the visitor may be admitted once `answered` rules have their answer: the verdict is Admit,
    /// or it is Refer and no reason is left open. A Refuse is never worked off.
    pub fn admissible(&self, answered: &[String]) -> bool {
        match self.verdict {
            Verdict::Admit => true,
            Verdict::Refer => !self.reasons.is_empty() && self.open(answered).next().is_none(),
            Verdict::Refuse => false,
        }
    }

    /// Whether a rule of this id, or one that begins with it, is among its reasons.
    pub fn asks(&self, rule: &str) -> bool {
        self.reasons.iter().any(|reason| reason.rule.starts_with(rule))
    }

    /// Whether this is worse than what was shown: a worse verdict, a reason that was not there, or a new obligation.
    pub fn worse_than(&self, shown: &Self) -> bool {
        self.verdict > shown.verdict
            || self.reasons.iter().any(|reason| !shown.reasons.contains(reason))
            || self.obligations.iter().any(|obligation| !shown.obligations.contains(obligation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(verdict: Verdict, reasons: &[(&str, Resolver)], obligations: &[Obligation]) -> Judgement {
        let reason = |(rule, resolver): &(&str, Resolver)| Reason {
            rule: (*rule).into(),
            verdict: Verdict::Refer,
            resolver: Some(*resolver),
        };
        Judgement {
            verdict,
            reasons: reasons.iter().map(reason).collect(),
            obligations: obligations.to_vec(),
            permits: Vec::new(),
            policy: String::new(),
        }
    }

    #[test]
    fn a_change_says_in_what_it_is_one() {
        let (host, leader) = (Resolver::Host, Resolver::Supervisor);
        let before = judged(Verdict::Refer, &[("a", host), ("b", host)], &[Obligation::Escort]);
        let of = |after| Change::between(before.clone(), after);
        assert_eq!(of(before.clone()), None);
        let turned = judged(Verdict::Refer, &[("b", host), ("a", host)], &[Obligation::Escort]);
        assert_eq!(of(turned), None, "the same in another order");
        let elsewhere = Judgement { permits: vec!["p".into()], policy: "2".into(), ..before.clone() };
        assert_eq!(of(elsewhere), None, "nobody at the gate sees which rule permits");
        for (after, difference) in [
            (judged(Verdict::Admit, &[], &[]), Difference::Verdict),
            (judged(Verdict::Refer, &[("a", host), ("c", host)], &[]), Difference::Reasons),
            (judged(Verdict::Refer, &[("a", host)], &[Obligation::Escort]), Difference::Fewer),
            (judged(Verdict::Refer, &[("a", host), ("b", leader)], &[Obligation::Escort]), Difference::Resolver),
            (judged(Verdict::Refer, &[("a", host), ("b", host)], &[]), Difference::Obligations),
        ] {
            let change = of(after).unwrap();
            assert_eq!(change.difference(), difference);
            assert!(change.matters_outside());
        }
        let refused = |obligations: &[Obligation]| judged(Verdict::Refuse, &[("a", host)], obligations);
        let change = Change::between(refused(&[]), refused(&[Obligation::Escort])).unwrap();
        assert!(!change.matters_outside(), "nobody escorts whoever stays outside");
    }
}
