//! A recorded verdict, judged once more by the rules recorded for it.

use super::{Desk, DeskError};
use crate::domain::operator::Act as Deed;
use crate::domain::{Fact, Judgement};
use crate::policy;
use crate::store::StoreError;

/// What came out of a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay {
    /// The entry carries no verdict.
    NoVerdict,
    /// What was asked and answered was erased.
    Erased,
    /// The same judgement, word for word.
    Same,
    /// Another one: what was recorded does not follow from what it was asked.
    Different(Box<Judgement>),
    /// The rules of that time are not in the log before it.
    RulesMissing,
    /// The rules of that time cannot be read by this program; why.
    RulesUnreadable(String),
}

impl Desk {
    /// Judges the situation of an entry once more, with the policy text that was in force.
    pub fn replay(&self, seq: u64) -> Result<Replay, DeskError> {
        let _ = self.permit(Deed::ReadLog)?;
        let fact = match self.store.fact(seq) {
            Err(StoreError::Erased(_)) => {
                let judged = self.store.leaf(seq)?.1.verdict.is_some();
                return Ok(if judged { Replay::Erased } else { Replay::NoVerdict });
            }
            fact => fact?,
        };
        let Some(judged) = fact.judged() else { return Ok(Replay::NoVerdict) };
        let Some(text) = self.policy_of(&judged.judgement.policy, seq)? else { return Ok(Replay::RulesMissing) };
        Ok(match policy::replay(&text, &judged.situation) {
            Ok(again) if again == judged.judgement => Replay::Same,
            Ok(again) => Replay::Different(Box::new(again)),
            Err(fault) => Replay::RulesUnreadable(fault.to_string()),
        })
    }

    /// The policy text of this hash, as put in force before the entry.
    fn policy_of(&self, hash: &str, before: u64) -> Result<Option<String>, DeskError> {
        let Some(seq) = self.store.tables().rules_of(hash, before)? else { return Ok(None) };
        match self.store.fact(seq)? {
            // The table only leads to the entry; what it says is what counts.
            Fact::RulesSet { policy, hash: known, .. } if known == hash => Ok(Some(policy)),
            _ => Ok(None),
        }
    }
}
