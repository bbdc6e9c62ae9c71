//! Who was presented by which visit and who left, as far as the log was read for it: kept while somebody is signed in, so
//! that another period, or the same one later, is read at once. Handles and times, and nothing of a verdict.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::domain::{Timestamp, VisitId};
use crate::store::figures::Passage;

/// What was read of the log.
#[derive(Debug, Default)]
pub struct Gatebook {
    /// Entries that were looked at.
    read: Range<u64>,
    presented: BTreeMap<u64, (Timestamp, Option<VisitId>)>,
    left: BTreeMap<u64, Timestamp>,
    /// Entries that are read before anybody asks for figures; none before it was looked which they are.
    ahead: Option<Range<u64>>,
}

impl Gatebook {
    /// Entries to be read next so that all of these are, so many at the most; `None` once they are.
    pub(super) fn next(&self, wanted: &Range<u64>, most: u64) -> Option<Range<u64>> {
        if self.read.is_empty() {
            let first = wanted.start..wanted.start.saturating_add(most).min(wanted.end);
            return (!first.is_empty()).then_some(first);
        }
        if wanted.end > self.read.end {
            return Some(self.read.end..self.read.end.saturating_add(most).min(wanted.end));
        }
        let before = self.read.start.saturating_sub(most).max(wanted.start)..self.read.start;
        (!before.is_empty()).then_some(before)
    }

    /// Entries to be read next before anybody asks for figures, so many at the most; `None` once all of them are.
    pub(super) fn next_ahead(&self, most: u64) -> Option<Range<u64>> {
        self.ahead.as_ref().and_then(|ahead| self.next(ahead, most))
    }

    /// Whether there is anything to be read ahead, or it is still to be looked.
    pub(super) fn is_behind(&self) -> bool {
        self.ahead.is_none() || self.next_ahead(1).is_some()
    }

    /// These entries are to be read ahead.
    pub(super) fn look_ahead(&mut self, range: Range<u64>) {
        self.ahead = Some(range);
    }

    /// These entries were read, which [`Gatebook::next`] asked for.
    pub(super) fn take(&mut self, range: Range<u64>, passages: Vec<Passage>) {
        self.read = match self.read.is_empty() {
            true => range,
            false => self.read.start.min(range.start)..self.read.end.max(range.end),
        };
        for passage in passages {
            match passage {
                Passage::Presented { seq, at, visit } => drop(self.presented.insert(seq, (at, visit))),
                Passage::Departed { seq, at } => drop(self.left.insert(seq, at)),
            }
        }
    }

    /// Who was presented by these entries.
    pub(super) fn presented(
        &self,
        range: &Range<u64>,
    ) -> impl Iterator<Item = (u64, Timestamp, Option<VisitId>)> + use<'_> {
        self.presented.range(range.clone()).map(|(seq, (at, visit))| (*seq, *at, *visit))
    }

    /// When somebody left, by the entry of it.
    pub(super) fn left(&self, seq: u64) -> Option<Timestamp> {
        self.left.get(&seq).copied()
    }

    /// Nobody is known by these visits any more.
    pub(in crate::desk::visits) fn forget(&mut self, visits: &HashSet<VisitId>) {
        for (_, visit) in self.presented.values_mut() {
            *visit = visit.filter(|visit| !visits.contains(visit));
        }
    }
}
