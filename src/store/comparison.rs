//! Every table, held against the whole log: made anew from it in a scratch file and compared, in slices between acts.
//!
//! The small tables are held at every sign-in ([`super::held`]). The others grow with the log, so that theirs takes as
//! long as reading it: it begins with the first sign-in, and anew whenever somebody else has written to the file. What is
//! recorded meanwhile goes into the scratch file before the next rows are compared, so that each slice sees both as they
//! are at the same entry; rows that were compared are written by our own acts alone, to both alike.

use std::collections::BTreeMap;

use rusqlite::types::Value;

use crate::ledger::note::Algorithm;
use crate::ledger::{Checkpoint, Frontier, NoteKey, tree};

use super::Store;
use super::apply::{Occurrence, PROJECTIONS, apply};
use super::erase::is_erasable;
use super::error::StoreError;
use super::held::{ENTRIES, data_version};
use super::rebuild::{Range, compare_rows};
use super::verify::Scratch;

/// Entries that are applied in one slice, and rows of a table that are compared.
const ENTRIES_SLICE: u64 = 200;
const ROWS_SLICE: u32 = 1_000;
/// What is said to differ where a signed head does not cover the log.
const HEADS: &str = "checkpoints";

/// How many rows of which tables differ.
pub type Differing = BTreeMap<&'static str, u64>;

/// How far all tables were held against the whole log.
#[derive(Default)]
pub(super) enum Whole {
    /// They are to be, from the beginning.
    #[default]
    Due,
    /// They are being compared.
    Going(Box<Comparison>),
    /// They were, with this outcome.
    Done(Differing),
}

/// A comparison that goes on.
pub(super) struct Comparison {
    made: Scratch,
    /// The tree of the leaves as they are, which is as long as what was applied.
    tree: Frontier,
    /// The last signed head at the beginning.
    signed: Option<Checkpoint>,
    /// The table that is compared, and the key of the last row of it that was.
    table: usize,
    after: Option<Value>,
    differing: Differing,
}

impl Store {
    /// Compares a little more; answers whether that is done.
    pub fn compare_some(&mut self) -> Result<bool, StoreError> {
        let mut going = match std::mem::take(&mut self.whole) {
            Whole::Done(differing) => {
                self.whole = Whole::Done(differing);
                return Ok(true);
            }
            Whole::Going(going) => going,
            Whole::Due => Box::new(Comparison::begin(self)?),
        };
        let reading = self.connection.unchecked_transaction()?;
        let done = going.step(self)?;
        let version = data_version(&self.connection)?;
        reading.finish()?;
        self.whole = if done { Whole::Done(going.differing) } else { Whole::Going(going) };
        // What somebody else wrote in between is compared from the beginning.
        self.notice(version);
        Ok(self.is_compared())
    }

    /// Whether all tables were held against the whole log, as they are now.
    pub fn is_compared(&self) -> bool {
        matches!(self.whole, Whole::Done(_))
    }

    /// How many entries the comparison that goes on has read, and of how many.
    pub fn compared(&self) -> Option<(u64, u64)> {
        match &self.whole {
            Whole::Going(going) => Some((going.tree.size(), self.head.frontier.size())),
            _ => None,
        }
    }

    /// What the last comparison found.
    pub(super) fn differing(&self) -> Option<&Differing> {
        match &self.whole {
            Whole::Done(differing) => Some(differing),
            _ => None,
        }
    }

    /// The last signed head, if it is of this log and not of one that it goes on from. One that does not open is none,
    /// and says so.
    fn last_signed(&self, differing: &mut Differing) -> Result<Option<Checkpoint>, StoreError> {
        let Some(note) = self.checkpoint(None)? else { return Ok(None) };
        let key = NoteKey::new(&self.post.origin, Algorithm::Ed25519, self.keys()?.post.verifying_key()).ok();
        let opened = key.and_then(|key| Checkpoint::open(&note, &[key]).ok());
        let first = self.tables().logs()?.last().map_or(0, |log| log.first);
        let before = self.head.sealed.is_none_or(|(size, _)| size <= first);
        if opened.is_none() && !before {
            *differing.entry(HEADS).or_default() += 1;
        }
        Ok(opened.map(|(head, _)| head))
    }
}

impl Comparison {
    fn begin(store: &Store) -> Result<Self, StoreError> {
        let mut differing = Differing::new();
        let signed = store.last_signed(&mut differing)?;
        let (made, tree) = (Scratch::new()?, Frontier::default());
        Ok(Self { made, tree, signed, table: 0, after: None, differing })
    }

    fn differs(&mut self, what: &'static str) {
        *self.differing.entry(what).or_default() += 1;
    }

    /// Applies what the log has more, or compares some rows where it has no more.
    fn step(&mut self, store: &Store) -> Result<bool, StoreError> {
        let size = store.head.frontier.size();
        for seq in (self.tree.size()..size).take(usize::try_from(ENTRIES_SLICE).unwrap_or(1)) {
            self.entry(store, seq)?;
        }
        Ok(self.tree.size() >= size && self.rows(store)?)
    }

    fn entry(&mut self, store: &Store, seq: u64) -> Result<(), StoreError> {
        let (bytes, leaf) = match store.leaf(seq) {
            Ok((bytes, leaf)) => (bytes, Some(leaf)),
            Err(StoreError::Entry(_)) => (Vec::new(), None),
            Err(error) => return Err(error),
        };
        self.tree.push(tree::leaf_hash(&bytes), |_, _| {});
        let fact = match leaf.as_ref().map(|leaf| store.fact_of(leaf)).transpose() {
            Ok(fact) => fact,
            Err(StoreError::Body(_) | StoreError::Erased(_)) => None,
            Err(error) => return Err(error),
        };
        let Some(leaf) = leaf.filter(|leaf| leaf.seq == seq) else {
            self.differs(ENTRIES);
            return Ok(());
        };
        let gone = fact.is_none() && is_erasable(leaf.kind) && store.tables().is_erased(seq)?;
        if !gone && fact.as_ref().is_none_or(|fact| fact.kind() != leaf.kind) {
            self.differs(ENTRIES);
        }
        if self.signed.as_ref().is_some_and(|head| head.size == seq + 1 && head.root != self.tree.root()) {
            self.differs(HEADS);
        }
        let entry = Occurrence { seq, id: leaf.id, at: leaf.at, kind: leaf.kind, refs: &leaf.refs };
        apply(&self.made.connection, &entry, fact.as_ref())
    }

    fn rows(&mut self, store: &Store) -> Result<bool, StoreError> {
        let Some(&of) = PROJECTIONS.get(self.table) else { return Ok(true) };
        let (here, there) = (&store.connection, &self.made.connection);
        let range = Range { after: self.after.take(), until: None }.cut(here, there, of, ROWS_SLICE)?;
        compare_rows(here, there, of, &range, |found| *self.differing.entry(found.table).or_default() += 1)?;
        self.after = range.until;
        if self.after.is_none() {
            self.table += 1;
        }
        if self.table < PROJECTIONS.len() {
            return Ok(false);
        }
        if self.tree.root() != store.head.frontier.root() {
            self.differs(ENTRIES);
        }
        Ok(true)
    }
}

#[cfg(test)]
impl Store {
    /// Forgets what was compared.
    pub fn compare_anew(&mut self) {
        self.whole = Whole::Due;
    }
}
