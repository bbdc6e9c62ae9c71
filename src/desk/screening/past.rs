//! Lists as the log had them, and what one person did to one alone that takes two.

use std::collections::BTreeMap;

use crate::domain::fact::{Fact, Limits, ListLoaded, ListSet};

use super::limits::slackens;
use super::shrink::loses;

/// The first version of facts that says of every such act who signed for it.
const SAYS_WHO_SIGNED: u16 = 3;

/// Lists as they were at some entry: the limits and the rows of each. Which names a list lost is not known any more.
#[derive(Default)]
pub(in crate::desk) struct PastLists(BTreeMap<String, (Limits, u64)>);

impl PastLists {
    /// Whether one did alone what takes two.
    pub(in crate::desk) fn is_lone(&self, version: u16, fact: &Fact) -> bool {
        let slack = |list: &String, limits| self.0.get(list).is_some_and(|(before, _)| slackens(limits, *before));
        let short = |list: &String, rows| self.0.get(list).is_some_and(|(_, held)| loses(rows, *held));
        let takes_two = match fact {
            Fact::WatchlistSet(ListSet { list, limits, signed: None }) => slack(list, *limits),
            Fact::WatchlistLoaded(ListLoaded { list, limits, rows, signed: None, .. }) => {
                slack(list, *limits) || short(list, *rows)
            }
            _ => false,
        };
        takes_two && version >= SAYS_WHO_SIGNED
    }

    /// Takes what an entry made of them.
    pub(in crate::desk) fn take(&mut self, fact: &Fact) {
        match fact {
            Fact::WatchlistLoaded(ListLoaded { list, limits, rows, .. }) => {
                let _ = self.0.insert(list.clone(), (*limits, *rows));
            }
            Fact::WatchlistSet(ListSet { list, limits, .. }) => {
                self.0.entry(list.clone()).and_modify(|held| held.0 = *limits);
            }
            Fact::WatchlistRemoved { list, .. } => {
                let _ = self.0.remove(list);
            }
            _ => {}
        }
    }
}
