//! A post that was restored: its log goes on from another, whose entries it begins with.

use data_encoding::BASE64;

use crate::domain::fact::Restored;
use crate::ledger::{LeafView, Slot, checkpoint};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::query::LogRow;

use super::Pass;
use super::report::Earlier;

impl Pass {
    /// The log that this entry was written in.
    pub(super) fn log_of(&self, entry: u64) -> Option<&LogRow> {
        self.logs.iter().rev().find(|log| log.first <= entry)
    }

    /// The logs that this one goes on from.
    pub(super) fn earlier(&self) -> Vec<Earlier> {
        let ends = self.logs.iter().skip(1).map(|log| log.first);
        self.logs.iter().zip(ends).map(|(log, entries)| Earlier { origin: log.origin.clone(), entries }).collect()
    }

    /// What an entry says that goes on from another log: the entries before it are those of the backup it names. From
    /// here on operators sign under the new name.
    pub(super) fn goes_on(
        &mut self,
        store: &Store,
        leaf: &LeafView<'_>,
        restored: &Restored,
    ) -> Result<(), StoreError> {
        let (head, before) = (&restored.backup, self.logs.iter().rfind(|log| log.first < leaf.seq));
        let same = head.size == leaf.seq && head.root == BASE64.encode(&store.root_at(leaf.seq)?);
        if !same || restored.post.post != leaf.post || before.is_none_or(|log| log.origin != head.origin) {
            self.wrong(leaf.seq, Slot::Situation, "the entries before it are not those of the backup that it names");
        }
        let origin = checkpoint::origin_of(&store.post.origin, &leaf.post);
        for (operator, key) in self.operators.clone() {
            let _ = self.know(&checkpoint::operator_key_name(&origin, operator), &BASE64.encode(key.as_bytes()));
        }
        Ok(())
    }
}
