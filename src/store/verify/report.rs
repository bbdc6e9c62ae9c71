//! What a verification says.

use std::fmt;

use crate::ledger::Slot;
use crate::store::rebuild::Difference;

/// How much is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The tree and the signatures; needs no key.
    Public,
    /// Also that every body opens and is what its leaf commits to.
    Commitments,
    /// Also that key slots and tables are what the log says.
    Whole,
}

/// Something that is not as it was written.
#[derive(Debug)]
pub enum Finding {
    /// A leaf or the tree.
    Tree(String),
    /// A stored hash that is not the tree's.
    Hash {
        /// Its position.
        position: u64,
    },
    /// A body that is missing, too many, or not what the leaf commits to.
    Body {
        /// The entry.
        seq: u64,
        /// Which body.
        slot: Slot,
        /// What is wrong.
        what: &'static str,
    },
    /// A checkpoint whose signature or root is wrong.
    Checkpoint {
        /// Its size.
        size: u64,
        /// What is wrong.
        what: String,
    },
    /// Key slots and enrolments that do not belong together.
    Slots(String),
    /// A table, index or trigger that is not the schema's: missing, added or changed.
    Schema(String),
    /// A projection that is not what the log says.
    Table(Difference),
    /// A watch-list whose rows are not those that were loaded.
    List {
        /// What it is called.
        name: String,
        /// What is wrong.
        what: &'static str,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tree(what) => f.write_str(what),
            Self::Hash { position } => write!(f, "stored hash {position} is not the tree's"),
            Self::Body { seq, slot, what } => write!(f, "entry {seq}, body {slot:?}: {what}"),
            Self::Checkpoint { size, what } => write!(f, "checkpoint over {size} entries: {what}"),
            Self::Slots(what) => f.write_str(what),
            Self::Schema(name) => write!(f, "{name} is not as the schema has it"),
            Self::List { name, what } => write!(f, "watch-list {name}: {what}"),
            Self::Table(Difference { table, key, column, what }) => match column {
                Some(column) => write!(f, "table {table}, key {key}, column {column}: {what:?}"),
                None => write!(f, "table {table}, key {key}: {what:?}"),
            },
        }
    }
}

/// A log that ended, and whose entries the one that was verified begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What it was called.
    pub origin: String,
    /// Entries that were taken over, its own and those of the logs before it.
    pub entries: u64,
}

/// What a verification saw.
#[derive(Debug, Default)]
pub struct Report {
    /// Entries in the log.
    pub entries: u64,
    /// Root over them, base64.
    pub root: String,
    /// Checkpoints whose signatures were checked.
    pub checkpoints: u64,
    /// Bodies that were opened and held against their leaf.
    pub bodies: u64,
    /// Bodies that were erased, with the facts that say so.
    pub erased: u64,
    /// The logs that this one goes on from, oldest first.
    pub earlier: Vec<Earlier>,
    /// Bodies for the security role alone, which this operator cannot open.
    pub sealed_unread: u64,
    /// What is wrong; at most [`MOST_FINDINGS`] are kept.
    pub findings: Vec<Finding>,
    /// Findings beyond those kept.
    pub more: u64,
    /// Whether `progress` ended the pass before the end of the log; the tables were not compared then.
    pub broken_off: bool,
}

/// Findings kept in a report; a log that is wrong everywhere says so as well with a thousand.
pub const MOST_FINDINGS: usize = 1_000;

impl Report {
    pub(super) fn find(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS { self.findings.push(finding) } else { self.more += 1 }
    }

    /// Whether everything was looked at and nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && !self.broken_off
    }
}
