//! Appending: entries, hashes, bodies and what follows from them, in one transaction.

use rand_core::CryptoRngCore;
use rusqlite::{Connection, TransactionBehavior, params};
use zeroize::Zeroizing;

use crate::domain::fact::{Fact, VERSION, Versioned};
use crate::domain::{ClockQuality, EntryId, Kind, Moment, Timestamp};
use crate::ledger::{BodyKey, Commitment, Leaf, Place, Slot, body, leaf, tree};

use super::alarm::{About, Pending};
use super::apply::{Occurrence, apply};
use super::error::StoreError;
use super::held::data_version;
use super::keyring::KeyRing;
use super::{Head, Post, Tables, log};

/// A checkpoint is signed at least every so many entries …
const CHECKPOINT_ENTRIES: u64 = 256;
/// … and with the first entry after so many milliseconds.
const CHECKPOINT_AGE: i64 = 15 * crate::domain::moment::MINUTE;

/// An entry to be recorded.
pub struct NewEntry {
    /// What happened.
    pub fact: Fact,
    /// Earlier entries it speaks of; the first is the one it acts on.
    pub refs: Vec<u64>,
    /// The content of its person body.
    pub person: Zeroizing<Vec<u8>>,
    /// The content of its sealed body, which the security role alone reads; at most
    /// [`SEALED_LIMIT`] bytes.
    pub sealed: Zeroizing<Vec<u8>>,
    /// When it happened, for an entry made late.
    pub happened: Option<Timestamp>,
}

/// Bytes that a sealed body holds at most beside its mark; every one takes as much room, so that it tells nothing by its
/// size.
pub const SEALED_LIMIT: usize = body::SMALLEST - 1;

impl NewEntry {
    /// An entry about nobody and nothing earlier.
    pub fn new(fact: Fact) -> Self {
        Self { fact, refs: Vec::new(), person: Zeroizing::default(), sealed: Zeroizing::default(), happened: None }
    }

    /// The same, speaking of earlier entries.
    #[must_use]
    pub fn about(mut self, refs: impl IntoIterator<Item = u64>) -> Self {
        self.refs.extend(refs);
        self
    }

    /// The same, with somebody written down in its person body.
    pub fn with_person(mut self, person: &impl serde::Serialize) -> Result<Self, StoreError> {
        self.person = Zeroizing::new(json(person)?);
        Ok(self)
    }

    /// The same, with this for the security role alone.
    pub fn with_sealed(mut self, sealed: &impl serde::Serialize) -> Result<Self, StoreError> {
        self.sealed = Zeroizing::new(json(sealed)?);
        Ok(self)
    }
}

/// An entry that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// Its sequence.
    pub seq: u64,
    /// Its id.
    pub id: EntryId,
}

/// A transaction in which an act looks at the tables and records entries.
pub struct Act<'a> {
    pub(super) connection: &'a Connection,
    pub(super) keys: &'a KeyRing,
    pub(super) post: &'a Post,
    pub(super) rng: &'a mut dyn CryptoRngCore,
    head: Head,
    pub(super) now: Moment,
    clock: ClockQuality,
    /// Whether the disk failed a recording, whatever the act makes of it.
    failed: bool,
    /// What the message about this act tells of how it came about.
    pub(super) pending: Pending,
    /// The entry that the message is about; without one there is none.
    about: Option<About>,
}

/// What a transaction left behind.
pub(super) struct Done<T> {
    /// What the act made of it.
    pub(super) value: T,
    /// The end of the log.
    pub(super) head: Head,
    /// Whether a message about it waits in the outbox.
    pub(super) spoken: bool,
    /// How often others had written to the file, by SQLite's own count.
    pub(super) seen: i64,
}

/// What went wrong inside a transaction: the act's own refusal, or the store.
pub(super) enum Broken<E> {
    Act(E),
    /// The act ended because the disk did not take what it recorded.
    Disk(E),
    Store(StoreError),
}

#[allow(clippy::too_many_arguments)]
pub(super) fn transact<T, E: From<StoreError>>(
    connection: &Connection,
    keys: &KeyRing,
    post: &Post,
    head: &Head,
    seen: i64,
    rng: &mut dyn CryptoRngCore,
    pending: Pending,
    now: Moment,
    clock: ClockQuality,
    act: impl FnOnce(&mut Act<'_>) -> Result<T, E>,
) -> Result<Done<T>, Broken<E>> {
    let store = |error: rusqlite::Error| Broken::Store(StoreError::from(error));
    let transaction =
        rusqlite::Transaction::new_unchecked(connection, TransactionBehavior::Immediate).map_err(store)?;
    let head = head.clone();
    let mut running = Act { connection, keys, post, rng, head, now, clock, failed: false, pending, about: None };
    // Nobody else writes from here on. Who did since this was looked at last is on record before the act looks at anything.
    let version = data_version(connection).map_err(Broken::Store)?;
    if version != seen {
        let _ = running.record(NewEntry::new(Fact::StoreDoubted { tables: Vec::new() })).map_err(Broken::Store)?;
    }
    let value = match act(&mut running) {
        Ok(value) => value,
        Err(error) if running.failed => return Err(Broken::Disk(error)),
        Err(error) => return Err(Broken::Act(error)),
    };
    running.seal_in_time().map_err(Broken::Store)?;
    let about = running.about;
    about.map_or(Ok(()), |about| running.send(about)).map_err(Broken::Store)?;
    let head = running.head;
    transaction.commit().map_err(store)?;
    Ok(Done { value, head, spoken: about.is_some(), seen: version })
}

impl Act<'_> {
    /// The tables as they are now, with what this act has recorded so far.
    pub fn tables(&self) -> Tables<'_> {
        Tables(self.connection)
    }

    /// The randomness of the store.
    pub fn rng(&mut self) -> &mut dyn CryptoRngCore {
        self.rng
    }

    /// The keys of the session.
    pub fn keys(&self) -> &KeyRing {
        self.keys
    }

    /// The log's origin.
    pub fn origin(&self) -> &str {
        &self.post.origin
    }

    /// Appends one entry and applies it.
    pub fn record(&mut self, new: NewEntry) -> Result<Recorded, StoreError> {
        let recorded = self.append(new);
        self.failed |= matches!(recorded, Err(StoreError::Disk(_) | StoreError::Damaged(_)));
        recorded
    }

    fn append(&mut self, new: NewEntry) -> Result<Recorded, StoreError> {
        let kind = new.fact.kind();
        let id = EntryId::random(self.rng);
        let seq = self.head.frontier.size();
        let situation = Zeroizing::new(json(&Versioned { v: VERSION, fact: &new.fact })?);
        let sealed = self.pending.seal(self.keys, kind, &new.sealed);
        let contents: [(Slot, &[u8]); 3] =
            [(Slot::Person, &new.person), (Slot::Situation, &situation), (Slot::Sealed, &sealed)];
        let mut commitments = [Commitment([0; 32]); 3];
        let mut rows = Vec::with_capacity(3);
        for ((slot, content), commitment) in contents.into_iter().zip(&mut commitments) {
            let key = BodyKey::random(self.rng);
            let place = Place { origin: &self.post.origin, entry: id, slot };
            let (sealed, committed) = body::seal(&place, &key, content)
                .map_err(|_| StoreError::Disk("the entry is larger than the store takes".into()))?;
            *commitment = committed;
            rows.push((slot, class(kind, slot), self.keys.wrap(id, slot, &key)?, sealed));
        }
        let leaf = self.leaf(id, seq, &new.fact, new.refs, new.happened, commitments);
        self.insert(&leaf, rows)?;
        let Leaf { at, refs, .. } = leaf;
        apply(self.connection, &Occurrence { seq, id, at, kind, refs: &refs }, Some(&new.fact))?;
        self.head.last = Some(at);
        if self.pending.speaks(kind) {
            self.about = About::or(self.about, seq, kind);
        }
        Ok(Recorded { seq, id })
    }

    fn leaf(
        &self,
        id: EntryId,
        seq: u64,
        fact: &Fact,
        refs: Vec<u64>,
        happened: Option<Timestamp>,
        commitments: [Commitment; 3],
    ) -> Leaf {
        let judged = fact.judged();
        Leaf {
            v: leaf::VERSION,
            id,
            seq,
            at: self.now.at,
            clock: self.clock,
            happened,
            post: self.post.id.clone(),
            kind: fact.kind(),
            key: Some(self.keys.operator),
            refs,
            verdict: fact.verdict(),
            posture: judged.map(|judged| judged.situation.posture),
            policy: judged.map(|judged| judged.judgement.policy.clone()),
            commitments,
        }
    }

    fn insert(
        &mut self,
        leaf: &Leaf,
        rows: Vec<(Slot, &'static str, super::keyring::Wrapped, Vec<u8>)>,
    ) -> Result<(), StoreError> {
        let seq = i64::try_from(leaf.seq).map_err(|_| StoreError::Entry(leaf.seq))?;
        let bytes = leaf.encode();
        let mut entry = self.connection.prepare_cached("INSERT INTO entries (seq, leaf) VALUES (?1, ?2)")?;
        let _ = entry.execute(params![seq, bytes])?;

        let mut hashes = Vec::new();
        self.head.frontier.push(tree::leaf_hash(&bytes), |position, hash| hashes.push((position, hash)));
        let mut insert = self.connection.prepare_cached("INSERT INTO hashes (position, hash) VALUES (?1, ?2)")?;
        for (position, hash) in hashes {
            let position = i64::try_from(position).map_err(|_| StoreError::Entry(leaf.seq))?;
            let _ = insert.execute(params![position, hash])?;
        }

        let sql = "INSERT INTO bodies (id, class, epoch, wrapped, sealed) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut insert = self.connection.prepare_cached(sql)?;
        for (slot, class, wrapped, sealed) in rows {
            let _ = insert.execute(params![body_id(seq, slot), class, wrapped.epoch, wrapped.bytes, sealed])?;
        }
        Ok(())
    }

    /// Signs the head if that is due, as part of the same transaction.
    fn seal_in_time(&mut self) -> Result<(), StoreError> {
        let size = self.head.frontier.size();
        let due = match self.head.sealed {
            None => size > 0,
            Some((sealed, at)) => {
                size >= sealed + CHECKPOINT_ENTRIES || (size > sealed && self.now.at.since(at) >= CHECKPOINT_AGE)
            }
        };
        if due { self.seal_head(false) } else { Ok(()) }
    }

    /// Signs the head as it stands, by the post and, where `by_operator`, by the operator whose shift it covers.
    pub fn seal_head(&mut self, by_operator: bool) -> Result<(), StoreError> {
        let size = self.head.frontier.size();
        if self.head.sealed.is_some_and(|(sealed, _)| sealed == size) {
            return Ok(());
        }
        let operator = by_operator.then_some((&self.keys.signing, self.keys.operator));
        let note = log::sign(&self.post.origin, &self.head.frontier, &self.keys.post, operator)?;
        let mut insert =
            self.connection.prepare_cached("INSERT INTO checkpoints (size, at, note) VALUES (?1, ?2, ?3)")?;
        let signed = i64::try_from(size).map_err(|_| StoreError::Entry(size))?;
        // The time of the last entry it covers, which the log itself vouches for; a note carries none of its own.
        let at = self.head.last.unwrap_or(self.now.at);
        let _ = insert.execute(params![signed, at.0, note])?;
        self.head.sealed = Some((size, at));
        Ok(())
    }
}

/// The row of a body.
pub(super) fn body_id(seq: i64, slot: Slot) -> i64 {
    seq * 4 + slot as i64
}

/// The retention class of a body. What the post is and who serves at it is kept as long as the log.
pub(super) fn class(kind: Kind, slot: Slot) -> &'static str {
    match (slot, kind) {
        (_, Kind::Founded | Kind::Restored | Kind::BackedUp | Kind::RulesSet | Kind::Enrolled | Kind::RecoverySet) => {
            "record"
        }
        (
            _,
            Kind::Started | Kind::RolesChanged | Kind::OperatorSuspended | Kind::OperatorResumed | Kind::OperatorEnded,
        ) => "record",
        (_, Kind::PassphraseSet | Kind::PinSet | Kind::SecurityKeySet | Kind::AlarmsSet | Kind::ApprovalDelegated) => {
            "record"
        }
        (_, Kind::WatchlistLoaded | Kind::WatchlistSet | Kind::WatchlistRemoved) => "record",
        (_, Kind::NamesLoaded | Kind::NamesRemoved) => "record",
        (_, Kind::StoreDoubted | Kind::StoreCleared) => "record",
        (_, Kind::PostureSet | Kind::LockdownBegun | Kind::LockdownEnded) => "record",
        (_, Kind::Exported | Kind::PassesReviewed | Kind::SettingsChanged) => "record",
        (_, Kind::MusterBegun | Kind::MusterEnded | Kind::OverridesReviewed | Kind::Erased) => "record",
        (Slot::Person, _) => "person",
        _ => "situation",
    }
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|_| StoreError::Disk("the entry cannot be written as JSON".into()))
}
