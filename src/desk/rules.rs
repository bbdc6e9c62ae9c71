//! The rules: which are in force and which were, who put them there, and putting others in force.
//!
//! The rules in force are those of the last fact that says so. No file is looked at again once its text was read: what
//! is signed for is the hash of that very text, and it is the text of the fact that the next session loads.

use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::signed::{Cause, Signed};
use crate::domain::{Moment, OperatorId, Timestamp};
use crate::i18n::{self, tr, tr_with};
use crate::policy::{Rules, RulesFault};
use crate::store::NewEntry;

use super::denial::Errand;
use super::second::{Second, Why};
use super::{Desk, DeskError};

pub use crate::policy::changes::{ChangedLine, changes};
pub use crate::policy::{Complaint, SHIPPED};

/// Reads a policy text as it would be put in force.
///
/// # Errors
/// What is wrong with it.
pub fn read(text: &str) -> Result<Rules, RulesFault> {
    Rules::load(text, &i18n::has)
}

/// What to be warned of, of rules that can be used: that nobody could be admitted under them, and what nobody could do.
pub fn warnings(rules: &Rules) -> Vec<String> {
    let nobody: Vec<String> = rules.nobody_may().map(|act| tr(&format!("deed-{}", act.code()))).collect();
    let admits = (!rules.admit_anybody()).then(|| tr("cli-policy-admits-nobody"));
    let acts = (!nobody.is_empty()).then(|| tr_with("cli-policy-nobody-may", &[("acts", nobody.join("; ").into())]));
    admits.into_iter().chain(acts).collect()
}

/// Rules that were put in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1 for those that the post was founded with.
    pub number: u64,
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of the policy text, lower-case hexadecimal.
    pub hash: String,
    /// The service number of whoever put them in force.
    pub by: String,
    /// That of whoever signed beside them; empty for the first.
    pub second: String,
    /// Why; nothing for the first.
    pub cause: Option<Cause>,
    /// Why, in words.
    pub text: String,
    /// The version whose rules they are, where earlier ones were put in force once more.
    pub restored: Option<u64>,
    /// Whether they are in force.
    pub in_force: bool,
}

impl Desk {
    /// The policy text in force, and its hash.
    pub fn policy(&self) -> Result<(String, String), DeskError> {
        let _ = self.session()?;
        let seq = self.store.tables().rules()?.ok_or(DeskError::Gone)?;
        self.rules_at(seq)
    }

    /// Every version, the newest first.
    pub fn versions(&self) -> Result<Vec<Version>, DeskError> {
        let _ = self.permit_errand(Errand::ReadRules)?;
        let (all, operators) = (self.store.tables().all_rules()?, self.store.tables().operators()?);
        let number = |id: OperatorId| {
            let row = operators.iter().find(|row| row.id == id);
            row.map(|row| row.number.clone()).unwrap_or_default()
        };
        let mut versions = Vec::with_capacity(all.len());
        for (index, (seq, hash)) in all.iter().enumerate() {
            let leaf = self.store.leaf(*seq)?.1;
            let Fact::RulesSet { restored, signed, .. } = self.store.fact(*seq)? else { return Err(DeskError::Gone) };
            let place =
                |seq: u64| all.iter().position(|(one, _)| *one == seq).and_then(|at| u64::try_from(at + 1).ok());
            let second = signed.as_ref().and_then(|signed| signed.second.as_ref());
            versions.push(Version {
                number: u64::try_from(index + 1).unwrap_or(u64::MAX),
                seq: *seq,
                at: leaf.at,
                hash: hash.clone(),
                by: leaf.key.map(number).unwrap_or_default(),
                second: second.map(|second| number(second.by)).unwrap_or_default(),
                cause: signed.as_ref().map(|signed| signed.cause),
                text: signed.as_ref().map(|signed| signed.text.clone()).unwrap_or_default(),
                restored: restored.and_then(place),
                in_force: index + 1 == all.len(),
            });
        }
        versions.reverse();
        Ok(versions)
    }

    /// The policy text of a version, and its hash.
    pub fn policy_of_version(&self, version: u64) -> Result<(String, String), DeskError> {
        let _ = self.permit_errand(Errand::ReadRules)?;
        self.rules_at(self.entry_of_version(version)?)
    }

    /// Puts the rules of this text in force. Nobody does that alone.
    pub fn change_rules(&mut self, now: Moment, text: &str, why: &Why, second: &Second) -> Result<(), DeskError> {
        let _ = self.permit(Deed::ChangeRules)?;
        let signed = |desk: &mut Self, hash: &str| desk.signed(now, Deed::ChangeRules, hash, why, second);
        self.put_in_force(now, text.to_owned(), None, signed)
    }

    /// Puts the rules of an earlier version in force once more. Asks no rule: two security officers always may.
    pub fn restore_rules(&mut self, now: Moment, version: u64, why: &Why, second: &Second) -> Result<(), DeskError> {
        let _ = self.permit(Deed::RestoreRules)?;
        let seq = self.entry_of_version(version)?;
        let (text, _) = self.rules_at(seq)?;
        let signed = |desk: &mut Self, hash: &str| desk.signed(now, Deed::RestoreRules, hash, why, second);
        self.put_in_force(now, text, Some(seq), signed)
    }

    fn put_in_force(
        &mut self,
        now: Moment,
        policy: String,
        restored: Option<u64>,
        signed: impl FnOnce(&mut Self, &str) -> Result<Signed, DeskError>,
    ) -> Result<(), DeskError> {
        let rules = read(&policy)?;
        let hash = rules.hash().to_owned();
        let before = self.store.tables().rules()?;
        // What is in force and cannot be used is put in force once more by nobody.
        if self.session()?.rules.hash() == hash {
            return Err(DeskError::SameRules);
        }
        let signed = Some(signed(self, &hash)?);
        let clock = self.look_at_clock(now)?;
        let fact = NewEntry::new(Fact::RulesSet { policy, hash, restored, signed }).about(restored);
        self.store.act(now, clock, |act| {
            if act.tables().rules()? != before {
                return Err(DeskError::Gone);
            }
            let _ = act.record(fact)?;
            Ok(())
        })?;
        let session = self.session_mut()?;
        session.rules = rules;
        session.reconsider();
        Ok(())
    }

    fn entry_of_version(&self, version: u64) -> Result<u64, DeskError> {
        let index = version.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let all = self.store.tables().all_rules()?;
        index.and_then(|index| all.get(index)).map(|(seq, _)| *seq).ok_or(DeskError::NoVersion)
    }

    /// What the entry says; the table only leads to it.
    fn rules_at(&self, seq: u64) -> Result<(String, String), DeskError> {
        match self.store.fact(seq)? {
            Fact::RulesSet { policy, hash, .. } => Ok((policy, hash)),
            _ => Err(DeskError::Gone),
        }
    }
}
