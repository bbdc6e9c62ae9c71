//! Verifying: the tree, every commitment, every signature, the slots against their facts, and the tables against a
//! rebuild. One pass over the log, in memory that does not grow with it.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Connection, Rows};

use crate::domain::fact::Fact;
use crate::domain::operator::Standing;
use crate::ledger::note::Algorithm;
use crate::ledger::{Checkpoint, LeafView, NoteKey, Place, Public, SignedNote, Slot, body, checkpoint};

use super::agree::Said;
use super::append::class;
use super::apply::{Occurrence, apply};
use super::error::StoreError;
use super::keyring::STORE;
use super::keyslots::KeySlots;
use super::log::parse_fact;
use super::query::OperatorRow;
use super::rebuild::{Difference, compare};
use super::secrets::{exchange_public, post_exchange};
use super::{Store, Tables, connection, signed};

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
    fn find(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS { self.findings.push(finding) } else { self.more += 1 }
    }

    /// Whether everything was looked at and nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && !self.broken_off
    }
}

impl Store {
    /// Verifies the log to this depth. `key` is the post's verifying key where it is known from elsewhere (base64, as
    /// printed at set-up); else the store's own is used. `progress` gets the entries done so far and answers whether
    /// to go on.
    pub fn verify(
        &self,
        depth: Depth,
        key: Option<&str>,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Report, StoreError> {
        if depth > Depth::Public {
            let _ = self.keys()?;
        }
        // One read transaction, so that a window that writes meanwhile does not move the log under the pass.
        let reading = self.connection.unchecked_transaction()?;
        let scratch = match depth {
            Depth::Whole => Some(Scratch::new()?),
            _ => None,
        };
        let mut pass = Pass::new(self, depth, key.unwrap_or(&self.post.key))?;
        pass.run(self, scratch.as_ref(), progress)?;
        let mut report = pass.report;
        if let Some(scratch) = scratch.filter(|_| !report.broken_off) {
            scratch.connection.execute_batch("COMMIT")?;
            verify_schema(&self.connection, &scratch.connection, &mut report)?;
            compare(&self.connection, &scratch.connection, |difference| report.find(Finding::Table(difference)))?;
            self.verify_lists(&scratch.connection, &mut report)?;
            self.verify_slots(&mut report)?;
        }
        reading.finish()?;
        Ok(report)
    }

    /// Holds the log against heads that were kept elsewhere: it must be as long, and have the same root at their size.
    /// What it stores of its hashes was verified before.
    pub fn hold_against(&self, heads: &[Checkpoint], report: &mut Report) -> Result<(), StoreError> {
        for head in heads {
            let known = head.size <= report.entries && self.root_at(head.size)? == head.root;
            if !known {
                let what = "it was signed for a log that this one does not go on".to_owned();
                report.find(Finding::Checkpoint { size: head.size, what });
            }
        }
        Ok(())
    }

    /// The rows of every list, and of the table of given names, are those that its fact speaks of, by the log and not by the table.
    fn verify_lists(&self, made: &Connection, report: &mut Report) -> Result<(), StoreError> {
        for row in Tables(made).reference()? {
            // An entry that does not open was found before.
            let (Ok(Fact::WatchlistLoaded { load, rows, digest, .. })
            | Ok(Fact::NamesLoaded { load, rows, digest, .. })) = self.fact(row.seq)
            else {
                continue;
            };
            let (found, count) = self.tables().digest_of(load)?;
            let what = match count.cmp(&rows) {
                Ordering::Less => "rows are missing",
                Ordering::Greater => "there are more rows than were loaded",
                Ordering::Equal if found != digest => "its rows were altered",
                Ordering::Equal => continue,
            };
            let name = if row.name.is_empty() { "given names" } else { row.name.as_str() };
            report.find(Finding::List { name: crate::domain::text::escape(name, 80), what });
        }
        Ok(())
    }

    /// Every slot has its enrolment, and every enrolment that was not ended its slot.
    fn verify_slots(&self, report: &mut Report) -> Result<(), StoreError> {
        let slots = KeySlots::read(&self.folder)?;
        if !KeySlots::copy_agrees(&self.folder) {
            report.find(Finding::Slots("the key slots and their second copy differ".into()));
        }
        let Said { epoch, operators: enrolled, recovery } = Said::of(&self.connection)?;
        if slots.epoch != epoch {
            let what = format!("the key slots are of epoch {}, and the log of epoch {epoch}", slots.epoch);
            report.find(Finding::Slots(what));
        }
        self.verify_grants(&slots, epoch, report)?;
        for (number, hashes) in &enrolled {
            if slots.operator(number).map(|slots| slots.hashes()) != Some(hashes.clone()) {
                report.find(Finding::Slots(format!("the key slots of {number} are not those of the enrolment")));
            }
        }
        for found in &slots.operators {
            let same = |number: &String| slots.operators.iter().filter(|other| other.number == *number).count();
            if !enrolled.iter().any(|(number, _)| *number == found.number) || same(&found.number) > 1 {
                report.find(Finding::Slots(format!("the key slots of {} have no enrolment", found.number)));
            }
        }
        if recovery != slots.recovery.as_ref().map(|slot| slot.hash()) {
            report.find(Finding::Slots("the slot of the recovery code is not the one in the log".into()));
        }
        let exchange = self.keys().map(|keys| BASE64.encode(&exchange_public(&post_exchange(&keys.post))))?;
        if slots.key != self.post.key || slots.origin != self.post.origin || slots.exchange != exchange {
            report.find(Finding::Slots("the key slots name another post".into()));
        }
        Ok(())
    }
}

impl Store {
    /// Everybody who may sign in is granted the last store key of the log, and nobody a later one.
    fn verify_grants(&self, slots: &KeySlots, epoch: u32, report: &mut Report) -> Result<(), StoreError> {
        let active = |row: &OperatorRow| row.standing == Standing::Active;
        for row in self.tables().operators()?.into_iter().filter(active) {
            let Some(theirs) = slots.operator(&row.number) else { continue };
            let epochs = theirs.grants().keys().filter_map(|name| name.strip_prefix(STORE)?.parse::<u32>().ok());
            let last = epochs.max();
            if last != Some(epoch) {
                let what = format!("the key slots of {} end with another epoch than the log", row.number);
                report.find(Finding::Slots(what));
            }
        }
        Ok(())
    }
}

/// Every table, index and trigger is the one that this release makes: a guard that was dropped is found, and so is a
/// trigger that was slipped in.
fn verify_schema(store: &Connection, made: &Connection, report: &mut Report) -> Result<(), StoreError> {
    let objects = |connection: &Connection| -> Result<BTreeMap<String, Option<String>>, StoreError> {
        let mut query = connection.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let (stored, made) = (objects(store)?, objects(made)?);
    for name in stored.keys().chain(made.keys().filter(|name| !stored.contains_key(*name))) {
        if stored.get(name) != made.get(name) {
            report.find(Finding::Schema(crate::domain::text::escape(name, 80)));
        }
    }
    Ok(())
}

/// The tables made anew, in a temporary file that goes when this does. It holds handles, states and times.
struct Scratch {
    connection: Connection,
    _folder: tempfile::TempDir,
}

impl Scratch {
    fn new() -> Result<Self, StoreError> {
        let folder = tempfile::tempdir().map_err(StoreError::file(&std::env::temp_dir()))?;
        let connection = connection::open_scratch(&folder.path().join("rebuilt.db"))?;
        connection.execute_batch("BEGIN")?;
        Ok(Self { connection, _folder: folder })
    }
}

/// One pass over the entries with the hashes, bodies and checkpoints beside them.
struct Pass {
    public: Public,
    known: Vec<NoteKey>,
    /// Keys of the operators enrolled so far.
    operators: signed::Keys,
    depth: Depth,
    report: Report,
}

impl Pass {
    fn new(store: &Store, depth: Depth, key: &str) -> Result<Self, StoreError> {
        let mut pass = Self {
            public: Public::new(&store.post.id),
            known: Vec::new(),
            operators: signed::Keys::new(),
            depth,
            report: Report::default(),
        };
        let _ = pass.know(&store.post.origin, key);
        Ok(pass)
    }

    /// Believes a key under this name from here on.
    fn know(&mut self, name: &str, key: &str) -> Option<VerifyingKey> {
        let bytes = BASE64.decode(key.as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let key = bytes.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        match key.and_then(|key| NoteKey::new(name, Algorithm::Ed25519, key).ok()) {
            Some(key) => self.known.push(key),
            None => self.report.find(Finding::Tree(format!("the key of {name} is not a key"))),
        }
        key
    }

    fn run(
        &mut self,
        store: &Store,
        scratch: Option<&Scratch>,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), StoreError> {
        let db = &store.connection;
        let mut entries = db.prepare("SELECT leaf, seq FROM entries ORDER BY seq")?;
        let mut entries = entries.query([])?;
        let mut hashes = db.prepare("SELECT hash, position FROM hashes ORDER BY position")?;
        let mut hashes = hashes.query([])?;
        let mut notes = db.prepare("SELECT size, note, at FROM checkpoints ORDER BY size")?;
        let mut notes = Notes::new(notes.query([])?)?;
        let mut bodies = db.prepare("SELECT id, class, epoch, wrapped, sealed FROM bodies ORDER BY id")?;
        let mut bodies = Bodies::new(bodies.query([])?)?;
        while let Some(row) = entries.next()? {
            let leaf = row.get_ref(0)?.as_blob().unwrap_or_default();
            let (seq, expected) = (row.get::<_, i64>(1)?, self.public.size());
            if u64::try_from(seq) != Ok(expected) {
                self.report.find(Finding::Tree(format!("entry {expected} is stored as number {seq}")));
            }
            let emitted = self.feed(leaf);
            self.hold_hashes(&emitted.hashes, &mut hashes)?;
            if let Some(leaf) = &emitted.leaf {
                self.entry(store, scratch, leaf, &mut bodies)?;
            }
            self.hold_checkpoint(&mut notes, emitted.leaf.as_ref().map(|leaf| leaf.at.0))?;
            if self.public.size().is_multiple_of(4096) && !progress(self.public.size()) {
                self.report.broken_off = true;
                break;
            }
        }
        self.report.entries = self.public.size();
        self.report.root = BASE64.encode(&self.public.root());
        if self.report.broken_off {
            return Ok(());
        }
        if self.depth > Depth::Public {
            bodies.skip_to(u64::MAX, |id| self.extra(id))?;
        }
        if hashes.next()?.is_some() {
            self.report.find(Finding::Tree("there are stored hashes beyond the last entry".into()));
        }
        while let Some((size, ..)) = notes.next.take() {
            self.report.find(Finding::Checkpoint { size, what: "it covers more entries than there are".into() });
            notes.advance()?;
        }
        Ok(())
    }

    /// A body that no entry has.
    fn extra(&mut self, id: u64) {
        let slot = Slot::ALL.into_iter().find(|slot| *slot as u64 == id % 4).unwrap_or(Slot::Sealed);
        self.report.find(Finding::Body { seq: id / 4, slot, what: "an extra row" });
    }

    fn feed<'l>(&mut self, leaf: &'l [u8]) -> Emitted<'l> {
        let mut hashes = Vec::with_capacity(2);
        let fed = self.public.feed(leaf, |position, hash| hashes.push((position, hash)));
        let leaf = fed.map_err(|fault| self.report.find(Finding::Tree(fault.to_string()))).ok();
        Emitted { leaf, hashes }
    }

    fn hold_hashes(&mut self, emitted: &[(u64, crate::ledger::Hash)], stored: &mut Rows<'_>) -> Result<(), StoreError> {
        for (position, hash) in emitted {
            let row = stored.next()?;
            let same = match row {
                Some(row) => {
                    row.get_ref(0)?.as_blob().is_ok_and(|stored| stored == hash)
                        && row.get_ref(1)?.as_i64().is_ok_and(|stored| stored == position.cast_signed())
                }
                None => false,
            };
            if !same {
                self.report.find(Finding::Hash { position: *position });
            }
        }
        Ok(())
    }

    fn hold_checkpoint(&mut self, notes: &mut Notes<'_>, last: Option<i64>) -> Result<(), StoreError> {
        while let Some((size, text, at)) = notes.next.take_if(|(size, ..)| *size <= self.public.size()) {
            self.report.checkpoints += 1;
            let checked = text
                .parse::<SignedNote>()
                .map_err(|fault| fault.to_string())
                .and_then(|note| Checkpoint::open(&note, &self.known).map_err(|fault| fault.to_string()))
                .and_then(|(head, _)| self.public.passes(&head).map_err(|fault| fault.to_string()));
            if let Err(what) = checked {
                self.report.find(Finding::Checkpoint { size, what });
            }
            if last.is_some_and(|last| last != at) {
                let what = "its time is not that of the last entry it covers".into();
                self.report.find(Finding::Checkpoint { size, what });
            }
            notes.advance()?;
        }
        Ok(())
    }

    /// The bodies of one entry, and what follows from it.
    fn entry(
        &mut self,
        store: &Store,
        scratch: Option<&Scratch>,
        leaf: &LeafView<'_>,
        bodies: &mut Bodies<'_>,
    ) -> Result<(), StoreError> {
        if self.depth == Depth::Public {
            return Ok(());
        }
        let (keys, mut situation) = (store.keys()?, None);
        for slot in Slot::ALL {
            let opened = self.body(store, leaf, slot, bodies)?;
            if slot == Slot::Situation {
                situation = opened;
            }
        }
        let fact = situation.and_then(|situation| parse_fact(&situation));
        match &fact {
            Some(fact) if !says(fact, leaf) => {
                self.wrong(leaf.seq, Slot::Situation, "it is not what its leaf says");
            }
            None => self.wrong(leaf.seq, Slot::Situation, "it does not say what happened"),
            Some(fact) => {
                let (origin, by) = (&store.post.origin, leaf.key);
                let signed = signed::fault(origin, leaf.seq, fact, by, &self.operators);
                let answered = || signed::answer_fault(origin, fact, by, &self.operators, keys);
                if let Some(what) = signed.or_else(answered) {
                    self.wrong(leaf.seq, Slot::Situation, what);
                }
            }
        }
        if let Some(Fact::Enrolled { operator, key, .. } | Fact::Started { operator, key, .. }) = &fact {
            let known = self.know(&checkpoint::operator_key_name(&store.post.origin, *operator), key);
            self.operators.extend(known.map(|key| (*operator, key)));
        }
        if let Some(scratch) = scratch {
            let entry = Occurrence { seq: leaf.seq, id: leaf.id, at: leaf.at, kind: leaf.kind, refs: &leaf.refs };
            apply(&scratch.connection, &entry, fact.as_ref())?;
        }
        Ok(())
    }

    fn wrong(&mut self, seq: u64, slot: Slot, what: &'static str) {
        self.report.find(Finding::Body { seq, slot, what });
    }

    fn body(
        &mut self,
        store: &Store,
        leaf: &LeafView<'_>,
        slot: Slot,
        bodies: &mut Bodies<'_>,
    ) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, StoreError> {
        let id = leaf.seq * 4 + slot as u64;
        bodies.skip_to(id, |id| self.extra(id))?;
        let Some(row) = bodies.take(id)? else {
            self.wrong(leaf.seq, slot, "it is missing");
            return Ok(None);
        };
        let keys = store.keys()?;
        let class_is_right = row.get_ref(1)?.as_str().unwrap_or_default() == class(leaf.kind, slot);
        if slot == Slot::Sealed && !keys.reads_sealed() {
            self.report.sealed_unread += 1;
            bodies.advance()?;
            if !class_is_right {
                self.wrong(leaf.seq, slot, "its retention class was changed");
            }
            return Ok(None);
        }
        let epoch = u32::try_from(row.get::<_, i64>(2)?).unwrap_or_default();
        let (wrapped, sealed) = (row.get_ref(3)?, row.get_ref(4)?);
        let place = Place { origin: &store.post.origin, entry: leaf.id, slot };
        let key = keys.unwrap(leaf.id, slot, epoch, wrapped.as_blob().unwrap_or_default());
        let checked = key.map(|key| {
            body::check(&place, &key, sealed.as_blob().unwrap_or_default(), &leaf.commitments[slot as usize])
        });
        bodies.advance()?;
        if !class_is_right {
            self.wrong(leaf.seq, slot, "its retention class was changed");
        }
        match checked {
            Some(Ok(content)) => {
                self.report.bodies += 1;
                return Ok(Some(content));
            }
            Some(Err(_)) => self.wrong(leaf.seq, slot, "it is not what its leaf commits to"),
            None => self.wrong(leaf.seq, slot, "its key does not open"),
        }
        Ok(None)
    }
}

/// Whether a leaf tells of its fact what it may tell.
fn says(fact: &Fact, leaf: &LeafView<'_>) -> bool {
    let judged = fact.judged();
    fact.kind() == leaf.kind
        && fact.verdict() == leaf.verdict
        && judged.map(|judged| judged.situation.posture) == leaf.posture
        && judged.map(|judged| judged.judgement.policy.as_str()) == leaf.policy
}

struct Emitted<'l> {
    leaf: Option<LeafView<'l>>,
    hashes: Vec<(u64, crate::ledger::Hash)>,
}

/// The checkpoints, one ahead.
struct Notes<'r> {
    rows: Rows<'r>,
    next: Option<(u64, String, i64)>,
}

impl<'r> Notes<'r> {
    fn new(rows: Rows<'r>) -> Result<Self, StoreError> {
        let mut notes = Self { rows, next: None };
        notes.advance()?;
        Ok(notes)
    }

    fn advance(&mut self) -> Result<(), StoreError> {
        let row = self.rows.next()?;
        self.next = row
            .map(|row| Ok::<_, rusqlite::Error>((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?, row.get(2)?)))
            .transpose()?;
        Ok(())
    }
}

/// The bodies, standing on the next row not looked at.
struct Bodies<'r> {
    rows: Rows<'r>,
    id: Option<u64>,
}

impl<'r> Bodies<'r> {
    fn new(rows: Rows<'r>) -> Result<Self, StoreError> {
        let mut bodies = Self { rows, id: None };
        bodies.advance()?;
        Ok(bodies)
    }

    fn advance(&mut self) -> Result<(), StoreError> {
        self.id = self.rows.next()?.map(|row| row.get::<_, i64>(0)).transpose()?.map(i64::cast_unsigned);
        Ok(())
    }

    /// Passes rows before `id`, telling of each: no entry has them.
    fn skip_to(&mut self, id: u64, mut extra: impl FnMut(u64)) -> Result<(), StoreError> {
        while let Some(here) = self.id.filter(|here| *here < id) {
            extra(here);
            self.advance()?;
        }
        Ok(())
    }

    fn take(&self, id: u64) -> Result<Option<&rusqlite::Row<'r>>, StoreError> {
        if self.id != Some(id) {
            return Ok(None);
        }
        Ok(self.rows.get())
    }
}
