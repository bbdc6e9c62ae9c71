//! Reading the log: its head, its entries with their bodies, and proofs of them.

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

use crate::domain::fact::{Fact, Founded, VERSION, Versioned};
use crate::domain::{ClockQuality, Kind, OperatorId, Timestamp};
use crate::ledger::{
    Checkpoint, Commitment, Frontier, Hash, Leaf, Place, Proof, SignedNote, Slot, body, checkpoint, tree,
};

use super::append::body_id;
use super::erase::is_erasable;
use super::error::StoreError;
use super::keyring::KeyRing;
use super::query::LogRow;
use super::{Head, Post, Store, Tables};

/// Entries made in doubt that are looked through for the last one that was not.
const MOST_IN_DOUBT: usize = 1_000;

/// The end of the log as stored.
pub(super) fn head(connection: &Connection) -> Result<Head, StoreError> {
    let size: i64 = connection.query_row("SELECT coalesce(max(seq) + 1, 0) FROM entries", [], |row| row.get(0))?;
    let size = u64::try_from(size).map_err(|_| StoreError::Damaged("a negative sequence".into()))?;
    let frontier = Frontier::resume(size, |position| stored_hash(connection, position))?;
    let last = match size.checked_sub(1) {
        Some(seq) => Some(leaf(connection, seq)?.1.at),
        None => None,
    };
    let sealed = "SELECT size, at FROM checkpoints ORDER BY size DESC LIMIT 1";
    let sealed = connection
        .query_row(sealed, [], |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), Timestamp(row.get(1)?))))
        .optional()?;
    Ok(Head { frontier, last, sealed })
}

fn stored_hash(connection: &Connection, position: u64) -> Result<Hash, StoreError> {
    let missing = || StoreError::Damaged(format!("hash {position} of the log is missing"));
    let position = i64::try_from(position).map_err(|_| missing())?;
    let mut query = connection.prepare_cached("SELECT hash FROM hashes WHERE position = ?1")?;
    query.query_row([position], |row| row.get(0)).optional()?.ok_or_else(missing)
}

/// The bytes of a leaf, and what they say.
pub(super) fn leaf(connection: &Connection, seq: u64) -> Result<(Vec<u8>, Leaf), StoreError> {
    let number = i64::try_from(seq).map_err(|_| StoreError::Entry(seq))?;
    let mut query = connection.prepare_cached("SELECT leaf FROM entries WHERE seq = ?1")?;
    let bytes: Vec<u8> = query.query_row([number], |row| row.get(0)).optional()?.ok_or(StoreError::Entry(seq))?;
    let leaf = Leaf::decode(&bytes).map_err(|_| StoreError::Entry(seq))?;
    Ok((bytes, leaf))
}

/// Signs a head: by the post, and by the operator whose shift it covers where one is given.
pub(super) fn sign(
    origin: &str,
    frontier: &Frontier,
    post: &SigningKey,
    operator: Option<(&SigningKey, OperatorId)>,
) -> Result<String, StoreError> {
    let damaged = |_| StoreError::Damaged("the log's origin cannot be signed under".into());
    let head = Checkpoint { origin: origin.to_owned(), size: frontier.size(), root: frontier.root() };
    let mut note = head.sign(post).map_err(damaged)?;
    if let Some((key, id)) = operator {
        note.sign(&checkpoint::operator_key_name(origin, id), key).map_err(damaged)?;
    }
    Ok(note.to_string())
}

/// One entry with its bodies opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The leaf.
    pub leaf: Leaf,
    /// What happened.
    pub fact: Fact,
    /// The content of the person body; empty where nobody is written down.
    pub person: Zeroizing<Vec<u8>>,
}

/// Entries beyond the ends of a time that are looked at all the same: a clock in doubt may have gone back and forth.
pub(super) const SLACK: u64 = 256;

/// Which entries a page of the log shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this kind …
    pub kind: Option<Kind>,
    /// … and these.
    pub also: &'static [Kind],
    /// Only entries written from this time …
    pub from: Option<Timestamp>,
    /// … to before this one.
    pub before: Option<Timestamp>,
}

impl Store {
    /// Opens the situation of an entry: what happened.
    pub fn fact(&self, seq: u64) -> Result<Fact, StoreError> {
        let (_, leaf) = leaf(&self.connection, seq)?;
        self.fact_of(&leaf)
    }

    /// The same with the version that it was written with.
    pub fn versioned(&self, seq: u64) -> Result<(u16, Fact), StoreError> {
        let (_, leaf) = leaf(&self.connection, seq)?;
        let situation = self.body(&leaf, Slot::Situation)?;
        let versioned: Versioned = serde_json::from_slice(&situation).map_err(|_| StoreError::Body(seq))?;
        Ok((versioned.v, versioned.fact))
    }

    /// Entries of the kinds that say what the post is, who serves at it, and what is in force, in their order.
    pub fn governing_entries(&self) -> Result<Vec<u64>, StoreError> {
        self.governing()
    }

    /// Opens the person body of an entry; `None` where it holds nothing.
    pub fn person_if_any<T: serde::de::DeserializeOwned>(&self, seq: u64) -> Result<Option<T>, StoreError> {
        let (_, leaf) = leaf(&self.connection, seq)?;
        let person = self.body(&leaf, Slot::Person)?;
        if person.is_empty() {
            return Ok(None);
        }
        serde_json::from_slice(&person).map(Some).map_err(|_| StoreError::Body(seq))
    }

    /// Opens the person body of an entry.
    pub fn person<T: serde::de::DeserializeOwned>(&self, seq: u64) -> Result<T, StoreError> {
        let (_, leaf) = leaf(&self.connection, seq)?;
        let person = self.body(&leaf, Slot::Person)?;
        serde_json::from_slice(&person).map_err(|_| StoreError::Body(seq))
    }

    /// Opens the sealed body of an entry, where this operator may; `None` for one that holds nothing.
    pub fn sealed<T: serde::de::DeserializeOwned>(&self, seq: u64) -> Result<Option<T>, StoreError> {
        let (_, leaf) = leaf(&self.connection, seq)?;
        let sealed = self.body(&leaf, Slot::Sealed)?;
        let (_, sealed) = super::alarm::unmark(&sealed);
        if sealed.is_empty() {
            return Ok(None);
        }
        serde_json::from_slice(sealed).map(Some).map_err(|_| StoreError::Body(seq))
    }

    /// One entry, opened.
    pub fn entry(&self, seq: u64) -> Result<Opened, StoreError> {
        let (_, leaf) = leaf(&self.connection, seq)?;
        let (fact, person) = (self.fact_of(&leaf)?, self.body(&leaf, Slot::Person)?);
        Ok(Opened { leaf, fact, person })
    }

    /// The bytes of a leaf, as hashed.
    pub fn leaf(&self, seq: u64) -> Result<(Vec<u8>, Leaf), StoreError> {
        leaf(&self.connection, seq)
    }

    /// Where the last entry was made while the clock was in doubt, which it then still is: the time of the last one before
    /// that was not, or, that being long ago, of one in doubt.
    pub fn sure_before_doubt(&self) -> Result<Option<Timestamp>, StoreError> {
        let size = self.head().frontier.size();
        let mut sure = None;
        for seq in (0..size).rev().take(MOST_IN_DOUBT) {
            let (_, leaf) = self.leaf(seq)?;
            if leaf.clock != ClockQuality::Doubtful {
                return Ok(sure.map(|_| leaf.at));
            }
            sure = Some(leaf.at);
        }
        Ok(sure)
    }

    /// A page of the log, newest first: up to `limit` leaves before the entry `before`. Looks at no more than
    /// `reach` leaves, and says where to go on.
    pub fn page(
        &self,
        filter: Filter,
        before: Option<u64>,
        limit: usize,
        reach: u64,
    ) -> Result<(Vec<Leaf>, Option<u64>), StoreError> {
        let begin = self.first_after(filter.before)?.saturating_add(SLACK);
        let mut next = begin.min(before.unwrap_or(u64::MAX)).min(self.size()?);
        let stop = next.saturating_sub(reach);
        let (mut found, mut too_early) = (Vec::new(), 0);
        while next > stop && found.len() < limit {
            next -= 1;
            let (_, leaf) = leaf(&self.connection, next)?;
            too_early = if filter.from.is_some_and(|from| leaf.at < from) { too_early + 1 } else { 0 };
            if too_early > SLACK {
                return Ok((found, None));
            }
            let in_time = too_early == 0 && filter.before.is_none_or(|before| leaf.at < before);
            if in_time && filter.kind.is_none_or(|kind| kind == leaf.kind || filter.also.contains(&leaf.kind)) {
                found.push(leaf);
            }
        }
        Ok((found, (next > 0).then_some(next)))
    }

    /// Entries in the log as this connection sees it now.
    pub fn size(&self) -> Result<u64, StoreError> {
        Ok(head(&self.connection)?.frontier.size())
    }

    /// An entry near the first that was not written before this time. Times grow with the sequence but for entries made
    /// while the clock was in doubt, which [`SLACK`] makes up for.
    pub(super) fn first_after(&self, time: Option<Timestamp>) -> Result<u64, StoreError> {
        let Some(time) = time else { return Ok(u64::MAX) };
        let (mut low, mut high) = (0, self.size()?);
        while low < high {
            let middle = low + (high - low) / 2;
            if leaf(&self.connection, middle)?.1.at < time { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    pub(super) fn fact_of(&self, leaf: &Leaf) -> Result<Fact, StoreError> {
        let situation = self.body(leaf, Slot::Situation)?;
        parse_fact(&situation).ok_or(StoreError::Body(leaf.seq))
    }

    /// What its last founding entry says this post is, where it opens: under the origin that the table names, or the one
    /// that the key slots name.
    pub(super) fn founding(&self) -> Result<Option<Post>, StoreError> {
        let Some(leaf) = self.founding_leaf()? else { return Ok(None) };
        for from in [&self.post.origin, &self.slots.origin] {
            let Ok(situation) = self.body_under(from, &leaf, Slot::Situation) else { continue };
            let founded = match parse_fact(&situation) {
                Some(Fact::Founded(founded)) => founded,
                Some(Fact::Restored(restored)) => restored.post,
                _ => continue,
            };
            let Founded { mission, domain, gate, post: id, key, security, .. } = founded;
            let origin = checkpoint::origin(&domain, &id);
            if origin == checkpoint::origin_of(from, &leaf.post) {
                return Ok(Some(Post { mission, gate, id, origin, key, security }));
            }
        }
        Ok(None)
    }

    /// The entry that says what the post is: the last one that restored it, or the first of all. The table points to it,
    /// and where it does not, the leaves are asked: the last one names the post.
    fn founding_leaf(&self) -> Result<Option<Leaf>, StoreError> {
        let Some(last) = self.size()?.checked_sub(1) else { return Ok(None) };
        let post = leaf(&self.connection, last)?.1.post;
        let pointed = self.tables().logs()?.into_iter().rev().map(|log| log.first);
        for seq in pointed.chain(self.governing()?.into_iter().rev()) {
            // The table may point anywhere.
            let found = leaf(&self.connection, seq).ok().map(|(_, leaf)| leaf);
            let founds = |leaf: &Leaf| matches!(leaf.kind, Kind::Founded | Kind::Restored) && leaf.post == post;
            if let Some(leaf) = found.filter(founds) {
                return Ok(Some(leaf));
            }
        }
        Ok(None)
    }

    /// The logs that this one goes on from, and itself at last: as the entries say that begin them, where bodies are open,
    /// else as the table has it.
    pub(super) fn logs_said(&self) -> Result<Vec<LogRow>, StoreError> {
        if self.is_locked() {
            return self.tables().logs();
        }
        let mut logs = Vec::new();
        for seq in self.governing()? {
            let Ok((_, leaf)) = leaf(&self.connection, seq) else { continue };
            let founded = match self.fact_of(&leaf) {
                Ok(Fact::Founded(founded)) => founded,
                Ok(Fact::Restored(restored)) => restored.post,
                _ => continue,
            };
            let origin = checkpoint::origin_of(&self.post.origin, &leaf.post);
            logs.push(LogRow { first: seq, origin, post: leaf.post, key: founded.key });
        }
        Ok(logs)
    }

    pub(super) fn body(&self, leaf: &Leaf, slot: Slot) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        self.body_under(&self.post.origin, leaf, slot)
    }

    fn body_under(&self, origin: &str, leaf: &Leaf, slot: Slot) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        open_body(&self.connection, self.keys()?, origin, leaf, slot)
    }

    /// The root that the log had at this size.
    pub(super) fn root_at(&self, size: u64) -> Result<Hash, StoreError> {
        tree::root(size, |position| stored_hash(&self.connection, position))
    }

    /// The newest signed head, or the oldest that covers this entry.
    pub fn checkpoint(&self, covering: Option<u64>) -> Result<Option<SignedNote>, StoreError> {
        let sql = "SELECT note FROM checkpoints WHERE size > ?1 ORDER BY size LIMIT 1";
        let newest = "SELECT note FROM checkpoints WHERE size > ?1 ORDER BY size DESC LIMIT 1";
        let sql = if covering.is_some() { sql } else { newest };
        let after = covering.map_or(Ok(-1), |seq| i64::try_from(seq).map_err(|_| StoreError::Entry(seq)))?;
        let note: Option<String> =
            self.connection.prepare_cached(sql)?.query_row([after], |row| row.get(0)).optional()?;
        let damaged = |_| StoreError::Damaged("a checkpoint cannot be read".into());
        note.map(|note| note.parse().map_err(damaged)).transpose()
    }

    /// The proof that an entry is in the log, against the oldest head of this log that covers it; `None` until one does.
    pub fn prove(&self, seq: u64) -> Result<Option<Proof>, StoreError> {
        // Heads of the log that it goes on from were signed by another key.
        let first = self.tables().logs()?.last().map_or(0, |log| log.first);
        let Some(note) = self.checkpoint(Some(seq.max(first)))? else { return Ok(None) };
        let damaged = || StoreError::Damaged("a checkpoint cannot be read".into());
        let head: Checkpoint = note.text().parse().map_err(|_| damaged())?;
        let read = |position| stored_hash(&self.connection, position);
        let hashes = tree::inclusion_proof(seq, head.size, read).map_err(|_| StoreError::Entry(seq))?;
        let (bytes, _) = leaf(&self.connection, seq)?;
        Ok(Some(Proof { extra: Some(bytes), index: seq, hashes, checkpoint: note }))
    }
}

fn open_body(
    connection: &Connection,
    keys: &KeyRing,
    origin: &str,
    leaf: &Leaf,
    slot: Slot,
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let seq = leaf.seq;
    let number = i64::try_from(seq).map_err(|_| StoreError::Entry(seq))?;
    let mut query = connection.prepare_cached("SELECT epoch, wrapped, sealed FROM bodies WHERE id = ?1")?;
    let row = query.query_row(params![body_id(number, slot)], |row| {
        Ok((row.get::<_, u32>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
    });
    let Some((epoch, wrapped, sealed)) = row.optional()? else {
        let erased = Tables(connection).is_erased(seq)? && is_erasable(leaf.kind);
        return Err(if erased { StoreError::Erased(seq) } else { StoreError::Body(seq) });
    };
    let key = keys.unwrap(leaf.id, slot, epoch, &wrapped).ok_or(StoreError::Body(seq))?;
    // Under whichever id the post had then.
    let origin = checkpoint::origin_of(origin, &leaf.post);
    let place = Place { origin: &origin, entry: leaf.id, slot };
    let commitment: &Commitment = &leaf.commitments[slot as usize];
    body::check(&place, &key, &sealed, commitment).map_err(|_| StoreError::Body(seq))
}

impl Tables<'_> {
    /// What an entry says happened, for whoever looks from within a transaction.
    pub fn fact(&self, keys: &KeyRing, origin: &str, seq: u64) -> Result<Fact, StoreError> {
        let (_, leaf) = leaf(self.0, seq)?;
        let situation = open_body(self.0, keys, origin, &leaf, Slot::Situation)?;
        parse_fact(&situation).ok_or(StoreError::Body(seq))
    }
}

/// The fact in a situation body, of every version this build reads.
pub(super) fn parse_fact(situation: &[u8]) -> Option<Fact> {
    parse_versioned(situation).map(|versioned| versioned.fact)
}

/// The same with the version it was written with.
pub(super) fn parse_versioned(situation: &[u8]) -> Option<Versioned> {
    let versioned: Versioned = serde_json::from_slice(situation).ok()?;
    (versioned.v <= VERSION).then_some(versioned)
}
