//! Verifying: the tree, every commitment, every signature, the slots against their facts, and the tables against a
//! rebuild. One pass over the log, in memory that does not grow with it.

mod earlier;
mod erased;
mod report;
mod rows;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;
use rusqlite::{Connection, Rows};

use crate::domain::fact::{ErasedAgain, Fact, ListLoaded, Versioned};
use crate::domain::operator::Standing;
use crate::ledger::note::Algorithm;
use crate::ledger::{Checkpoint, LeafView, NoteKey, Place, Public, SignedNote, Slot, body, checkpoint};

use super::agree::Said;
use super::append::class;
use super::apply::{Occurrence, PROJECTIONS, apply};
use super::erase::is_erasable;
use super::error::StoreError;
use super::held::governs;
use super::keyring::STORE;
use super::keyslots::KeySlots;
use super::log::parse_versioned;
use super::query::{LogRow, OperatorRow};
use super::rebuild::compare;
use super::secrets::{exchange_public, post_exchange};
use super::{Store, Tables, connection, signed};

pub use report::{Depth, Earlier, Finding, MOST_FINDINGS, Report};
use rows::{Bodies, Notes};

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
            schema_differs(&self.connection, &scratch.connection, |name| report.find(Finding::Schema(name)))?;
            compare(&self.connection, &scratch.connection, &PROJECTIONS, |difference| {
                report.find(Finding::Table(difference))
            })?;
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
            let ended = report.earlier.iter().find(|log| log.origin == head.origin);
            let whole = ended.map_or(report.entries, |log| log.entries);
            let what = match head.size > whole && ended.is_some() {
                true => "what it was signed for is in part of before the post was restored, and lost",
                false if head.size <= whole && self.root_at(head.size)? == head.root => continue,
                false => "it was signed for a log that this one does not go on",
            };
            report.find(Finding::Checkpoint { size: head.size, what: what.to_owned() });
        }
        Ok(())
    }

    /// The rows of every list, and of the table of given names, are those that its fact speaks of, by the log and not by the table.
    fn verify_lists(&self, made: &Connection, report: &mut Report) -> Result<(), StoreError> {
        for row in Tables(made).reference()? {
            // An entry that does not open was found before.
            let (Ok(Fact::WatchlistLoaded(ListLoaded { load, rows, digest, .. }))
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
pub(super) fn schema_differs(
    store: &Connection,
    made: &Connection,
    mut found: impl FnMut(String),
) -> Result<(), StoreError> {
    let objects = |connection: &Connection| -> Result<BTreeMap<String, Option<String>>, StoreError> {
        let mut query = connection.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let (stored, made) = (objects(store)?, objects(made)?);
    for name in stored.keys().chain(made.keys().filter(|name| !stored.contains_key(*name))) {
        if stored.get(name) != made.get(name) {
            found(crate::domain::text::escape(name, 80));
        }
    }
    Ok(())
}

/// The tables made anew, in a temporary file that goes when this does. It holds handles, states and times.
pub(super) struct Scratch {
    pub(super) connection: Connection,
    _folder: tempfile::TempDir,
}

impl Scratch {
    pub(super) fn new() -> Result<Self, StoreError> {
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
    /// Entries by which the small tables are held against the log.
    governing: Vec<u64>,
    /// Entries that facts erase.
    erased: u64,
    /// The logs that this one goes on from, and itself at last.
    logs: Vec<LogRow>,
    /// The latest version that a fact was written with so far.
    version: u16,
    depth: Depth,
    report: Report,
}

impl Pass {
    fn new(store: &Store, depth: Depth, key: &str) -> Result<Self, StoreError> {
        let logs = store.logs_said()?;
        let first = store.leaf(0).map_or_else(|_| store.post.id.clone(), |(_, leaf)| leaf.post);
        let mut pass = Self {
            public: Public::new(&first),
            known: Vec::new(),
            operators: signed::Keys::new(),
            governing: Vec::new(),
            erased: 0,
            version: 0,
            depth,
            report: Report::default(),
            logs,
        };
        // Without a key those of earlier logs are what the table says; that their entries are what they were is what the
        // heads of the last one cover.
        for log in pass.logs.clone() {
            let own = log.origin == store.post.origin;
            let _ = pass.know(&log.origin, if own { key } else { &log.key });
        }
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
                self.governing.extend(governs(leaf.kind).then_some(leaf.seq));
                self.entry(store, scratch, leaf, &mut bodies)?;
            }
            self.hold_checkpoint(&mut notes, emitted.leaf.as_ref().map(|leaf| leaf.at.0))?;
            if self.public.size().is_multiple_of(4096) && !progress(self.public.size()) {
                self.report.broken_off = true;
                break;
            }
        }
        self.report.entries = self.public.size();
        self.report.earlier = self.earlier();
        if self.public.post() != store.post.id {
            self.report.find(Finding::Tree("its last entry belongs to another post".into()));
        }
        self.report.root = BASE64.encode(&self.public.root());
        if self.report.broken_off {
            return Ok(());
        }
        if self.depth > Depth::Public {
            bodies.skip_to(u64::MAX, |id| self.extra(id))?;
            self.hold_erased(store)?;
        }
        if store.governing()? != self.governing {
            let what = "the index of the entries that the small tables are made of is not theirs";
            self.report.find(Finding::Tree(what.into()));
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
                .and_then(|(head, _)| {
                    let theirs = self.log_of(size.saturating_sub(1)).is_some_and(|log| log.origin == head.origin);
                    let passes = self.public.passes(&head).map_err(|fault| fault.to_string());
                    passes.and_then(|()| theirs.then_some(()).ok_or_else(|| "it is of another log".to_owned()))
                });
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
        let (mut person, mut situation) = (None, None);
        let erased = is_erasable(leaf.kind) && store.tables().is_erased(leaf.seq)?;
        for slot in Slot::ALL {
            if erased {
                self.gone(leaf.seq, slot, bodies)?;
                continue;
            }
            let opened = self.body(store, leaf, slot, bodies)?;
            match slot {
                Slot::Person => person = opened,
                Slot::Situation => situation = opened,
                Slot::Sealed => {}
            }
        }
        let versioned = situation.and_then(|situation| parse_versioned(&situation));
        match &versioned {
            None if erased => {}
            None => self.wrong(leaf.seq, Slot::Situation, "it does not say what happened"),
            Some(Versioned { v, fact }) => {
                let (seq, person) = (leaf.seq, person.as_ref().map_or(&[][..], |person| person));
                self.fact(store, leaf, &signed::Written { seq, version: *v, fact, person, by: leaf.key })?;
            }
        }
        let fact = versioned.map(|versioned| versioned.fact);
        if let Some(Fact::Enrolled { operator, key, .. } | Fact::Started { operator, key, .. }) = &fact {
            let origin = checkpoint::origin_of(&store.post.origin, &leaf.post);
            let known = self.know(&checkpoint::operator_key_name(&origin, *operator), key);
            self.operators.extend(known.map(|key| (*operator, key)));
        }
        if let Some(Fact::Restored(restored)) = &fact {
            self.goes_on(store, leaf, restored)?;
        }
        if let Some(Fact::Erased { entries, .. } | Fact::ErasedAgain(ErasedAgain { entries, .. })) = &fact {
            self.erases(store, leaf.seq, entries)?;
        }
        if let Some(scratch) = scratch {
            let entry = Occurrence { seq: leaf.seq, id: leaf.id, at: leaf.at, kind: leaf.kind, refs: &leaf.refs };
            apply(&scratch.connection, &entry, fact.as_ref())?;
        }
        Ok(())
    }

    /// What a fact says, held against its leaf, the facts before it, and the keys of those who signed for it.
    fn fact(&mut self, store: &Store, leaf: &LeafView<'_>, written: &signed::Written<'_>) -> Result<(), StoreError> {
        let origin = checkpoint::origin_of(&store.post.origin, &leaf.post);
        let (fact, origin, keys) = (written.fact, &origin, store.keys()?);
        let signed = || signed::fault(origin, written, &self.operators);
        let answered = || signed::answer_fault(origin, fact, leaf.key, &self.operators, keys);
        let what = match says(fact, leaf) {
            false => Some("it is not what its leaf says"),
            // What takes two now may have taken one then.
            true if written.version < self.version => Some("it is of an earlier version than an entry before it"),
            true => signed().or_else(answered),
        };
        self.version = self.version.max(written.version);
        if let Some(what) = what {
            self.wrong(leaf.seq, Slot::Situation, what);
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
        let origin = checkpoint::origin_of(&store.post.origin, &leaf.post);
        let place = Place { origin: &origin, entry: leaf.id, slot };
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
