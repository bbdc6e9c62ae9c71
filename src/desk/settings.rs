//! Settings that say what leaves the post: kept sealed, and each change of one on record.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use zeroize::Zeroizing;

use crate::domain::Moment;
use crate::domain::fact::SettingsChanged;
use crate::store::StoreError;
use crate::store::working::Sealed;

use super::{Desk, DeskError};

/// A part of a setting: what it is, and what the log tells of it.
pub(super) struct Part {
    value: Zeroizing<String>,
    told: String,
}

/// The parts of a setting by their stable names.
pub(super) type Parts = BTreeMap<&'static str, Part>;

impl Part {
    /// A part of which the log tells what it is.
    pub fn told(value: impl ToString) -> Self {
        let told = value.to_string();
        Self { value: Zeroizing::new(told.clone()), told }
    }

    /// A part of which the log tells no more than that there is one.
    pub fn kept(value: &str) -> Self {
        Self::partly(value, if value.is_empty() { "" } else { "…" })
    }

    /// A part of which the log tells this.
    pub fn partly(value: &str, told: &str) -> Self {
        Self { value: Zeroizing::new(value.to_owned()), told: told.to_owned() }
    }
}

/// What is another, by what the log tells of it.
fn changed(before: &Parts, after: &Parts) -> BTreeMap<String, String> {
    let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let value = |part: Option<&Part>| part.map(|part| part.value.clone()).unwrap_or_default();
    let other = names.into_iter().filter(|name| value(before.get(name)) != value(after.get(name)));
    let told = |name: &str| after.get(name).map(|part| part.told.clone()).unwrap_or_default();
    other.map(|name| (name.to_owned(), told(name))).collect()
}

impl Desk {
    /// Keeps a setting with the entry of what of it is another; nothing where nothing is.
    pub(super) fn keep_setting(
        &mut self,
        now: Moment,
        which: Sealed,
        setting: &impl Serialize,
        (before, after): (Parts, Parts),
    ) -> Result<(), DeskError> {
        let changed = changed(&before, &after);
        if changed.is_empty() {
            return Ok(());
        }
        let content = serde_json::to_vec(setting).map_err(|_| StoreError::KeySlots("a setting".into()))?;
        let clock = self.look_at_clock(now)?;
        let changed = SettingsChanged { setting: which.name().to_owned(), changed };
        Ok(self.store.keep_sealed_setting(which, &Zeroizing::new(content), changed, (now, clock))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_another_is_told_and_what_opens_something_is_not() {
        let before = Parts::from([
            ("from", Part::told("a@x.example")),
            ("password", Part::kept("brass")),
            ("server", Part::told("mail:25")),
            ("name", Part::told("Gate")),
        ]);
        let after = Parts::from([
            ("from", Part::told("b@x.example")),
            ("password", Part::kept("tide")),
            ("name", Part::told("Gate")),
        ]);
        let told = changed(&before, &after);
        let told: Vec<_> = told.iter().map(|(name, told)| (name.as_str(), told.as_str())).collect();
        assert_eq!(told, [("from", "b@x.example"), ("password", "…"), ("server", "")]);
        assert!(changed(&after, &after).is_empty());
    }
}
