//! What was erased: no body is missing without a fact that says so, and none is there that one says is gone.
//!
//! An entry comes before the fact that erases it. So a body is believed to be erased by the table, and the table is held
//! against the facts: each entry that a fact names stands in it, and it has no more of them than the facts name.

use crate::ledger::Slot;
use crate::store::Store;
use crate::store::erase::is_erasable;
use crate::store::error::StoreError;

use super::Pass;
use super::report::Finding;
use super::rows::Bodies;

impl Pass {
    /// The body of an entry that is said to be erased.
    pub(super) fn gone(&mut self, seq: u64, slot: Slot, bodies: &mut Bodies<'_>) -> Result<(), StoreError> {
        let id = seq * 4 + slot as u64;
        bodies.skip_to(id, |id| self.extra(id))?;
        if bodies.take(id)?.is_some() {
            bodies.advance()?;
            self.wrong(seq, slot, "it is there, and was erased");
        } else {
            self.report.erased += 1;
        }
        Ok(())
    }

    /// Holds the table against a fact that erases these entries.
    pub(super) fn erases(&mut self, store: &Store, seq: u64, entries: &[u64]) -> Result<(), StoreError> {
        for entry in entries {
            let earlier = *entry < seq && is_erasable(store.leaf(*entry)?.1.kind);
            if !earlier || !store.tables().is_erased(*entry)? {
                self.wrong(seq, Slot::Situation, "what it erases is not erased, or may not be");
            }
        }
        self.erased += entries.len() as u64;
        Ok(())
    }

    /// Makes sure that no more entries are said to be erased than facts erase.
    pub(super) fn hold_erased(&mut self, store: &Store) -> Result<(), StoreError> {
        if store.tables().count_erased()? != self.erased {
            let what = "entries are said to be erased that no fact erases, or are erased twice";
            self.report.find(Finding::Tree(what.into()));
        }
        Ok(())
    }
}
