//! Every table, held against the whole log: made anew from it in a scratch file and compared, in slices between acts.
//!
//! The small tables are held at every sign-in ([`super::held`]). The others grow with the log, so that theirs takes as
//! long as reading it: it begins with the first sign-in, and anew whenever somebody else has written to the file. What is
//! recorded meanwhile goes into the scratch file before the next rows are compared, so that each slice sees both as they
//! are at the same entry; rows that were compared are written by our own acts alone, to both alike.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::domain::LoadId;
use crate::domain::fact::{Fact, ListLoaded};
use crate::ledger::note::Algorithm;
use crate::ledger::{Checkpoint, Frontier, NoteKey, Slot, tree};

use super::apply::{Occurrence, PROJECTIONS, apply};
use super::erase::is_erasable;
use super::error::StoreError;
use super::held::{ENTRIES, data_version, governs};
use super::indexes::Index;
use super::listings::RowsDigest;
use super::rebuild::{Range, compare_rows};
use super::verify::Scratch;
use super::{Head, Store, Tables};

/// Entries that are applied in one slice, and rows of a table that are compared.
const ENTRIES_SLICE: u64 = 200;
const ROWS_SLICE: u32 = 1_000;
/// What is said to differ where a signed head does not cover the log.
const HEADS: &str = "checkpoints";
/// Where part of what an entry says is gone.
const BODIES: &str = "bodies";
/// And where the rows of a list are not those that were loaded.
const LISTS: &str = "listings";

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
    pub(super) signed: Option<Checkpoint>,
    /// Entries of the kinds that make the small tables.
    governing: Vec<u64>,
    /// The table that is compared, and the key of the last row of it that was.
    table: usize,
    after: Option<Value>,
    /// Lists whose rows are still to be read, once the tables were compared; the last is read first.
    lists: Option<Vec<Rows>>,
    differing: Differing,
}

/// The rows of a list, read up to one.
struct Rows {
    load: LoadId,
    next: u64,
    digest: RowsDigest,
    /// How many there are by its fact, and their digest.
    said: (u64, String),
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
        let done = going.entries_and_rows(self, &self.head)? && going.lists(self)?;
        let version = data_version(&self.connection)?;
        reading.finish()?;
        self.whole = if done { Whole::Done(going.differing) } else { Whole::Going(going) };
        // What somebody else wrote in between is compared from the beginning.
        self.notice(version);
        Ok(self.is_compared())
    }

    /// What differed is compared anew: something was done about it, or is to be.
    pub fn compare_what_differed(&mut self) {
        if self.differing().is_some_and(|differing| !differing.is_empty()) {
            self.whole = Whole::Due;
        }
        self.at_once = None;
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
    pub(super) fn begin(store: &Store) -> Result<Self, StoreError> {
        let mut differing = Differing::new();
        let signed = store.last_signed(&mut differing)?;
        let (made, tree) = (Scratch::new()?, Frontier::default());
        Ok(Self { made, tree, signed, governing: Vec::new(), table: 0, after: None, lists: None, differing })
    }

    fn differs(&mut self, what: &'static str) {
        *self.differing.entry(what).or_default() += 1;
    }

    /// What differs, as far as it has come.
    pub(super) fn found(self) -> Differing {
        self.differing
    }

    /// Applies what a log that ends here has more, or compares some rows where it has no more; answers whether all rows
    /// were.
    pub(super) fn entries_and_rows(&mut self, store: &Store, head: &Head) -> Result<bool, StoreError> {
        let size = head.frontier.size();
        for seq in (self.tree.size()..size).take(usize::try_from(ENTRIES_SLICE).unwrap_or(1)) {
            self.entry(store, seq)?;
        }
        Ok(self.tree.size() >= size && self.rows(store, head)?)
    }

    /// Applies one entry.
    pub(super) fn entry(&mut self, store: &Store, seq: u64) -> Result<(), StoreError> {
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
        self.governing.extend(governs(leaf.kind).then_some(seq));
        if store.tables().bodies(seq)? != Slot::ALL.len() as u64 && !store.tables().is_erased(seq)? {
            self.differs(BODIES);
        }
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

    fn rows(&mut self, store: &Store, head: &Head) -> Result<bool, StoreError> {
        let Some(&of) = PROJECTIONS.get(self.table) else { return Ok(true) };
        let (here, there) = (&store.connection, &self.made.connection);
        let range = Range { after: self.after.take(), until: None }.cut(here, there, of, ROWS_SLICE)?;
        let last = range.until.is_none();
        self.rows_of(store, of, &range, last)?;
        self.after = range.until;
        self.table += usize::from(last);
        // The small tables are held by what an index says.
        if self.table == PROJECTIONS.len()
            && (self.tree.root() != head.frontier.root() || store.governing()? != self.governing)
        {
            self.differs(ENTRIES);
        }
        Ok(self.table == PROJECTIONS.len())
    }

    /// Compares the rows of a table in this range; with the last of them, whether its indexes lead to more than there are.
    pub(super) fn rows_of(
        &mut self,
        store: &Store,
        of: (&'static str, &'static str),
        range: &Range,
        last: bool,
    ) -> Result<(), StoreError> {
        let (here, there) = (&store.connection, &self.made.connection);
        compare_rows(here, there, of, range, |found| *self.differing.entry(found.table).or_default() += 1)?;
        for index in Index::all(here, of)? {
            if !index.leads_to(here, of.1, range)? || last && !index.leads_to_no_more(here)? {
                self.differs(of.0);
            }
        }
        Ok(())
    }

    /// Reads some rows of a list, which have to be those that its fact speaks of.
    fn lists(&mut self, store: &Store) -> Result<bool, StoreError> {
        let lists = match &mut self.lists {
            Some(lists) => lists,
            due => due.insert(said(store, &self.made.connection)?),
        };
        let Some(mut list) = lists.pop() else { return Ok(true) };
        let rows = store.tables().rows_of(list.load, list.next, ROWS_SLICE)?;
        for (number, bytes) in &rows {
            (list.next, _) = (number + 1, list.digest.row(bytes));
        }
        if rows.len() == ROWS_SLICE as usize {
            lists.push(list);
            return Ok(false);
        }
        let same = (list.digest.rows(), list.digest.hex()) == list.said;
        // One that was loaded anew meanwhile is read when it is asked.
        if !same && store.tables().reference()?.iter().any(|row| row.load == list.load) {
            self.differs(LISTS);
        }
        Ok(false)
    }
}

/// The lists that are configured, as their facts have them. An entry that does not open was found before.
fn said(store: &Store, made: &Connection) -> Result<Vec<Rows>, StoreError> {
    let said = |seq| match store.fact(seq) {
        Ok(Fact::WatchlistLoaded(ListLoaded { load, rows, digest, .. }))
        | Ok(Fact::NamesLoaded { load, rows, digest, .. }) => {
            Some(Rows { load, next: 0, digest: RowsDigest::default(), said: (rows, digest) })
        }
        _ => None,
    };
    Ok(Tables(made).reference()?.into_iter().filter_map(|row| said(row.seq)).collect())
}

#[cfg(test)]
impl Store {
    /// Forgets what was compared.
    pub fn compare_anew(&mut self) {
        self.whole = Whole::Due;
    }
}
