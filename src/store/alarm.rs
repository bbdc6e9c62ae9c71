//! The silent alarm: one message of one size for every proof and every admission, sealed to the security role, and
//! where it goes.
//!
//! Whoever proves themselves, signs for something or lets somebody in makes the post send a message, whether they are
//! forced or not; only the security role can tell which. The flag stands in the message and in the entry's sealed body,
//! nowhere else. Messages wait in `outbox`, a working table, until every place has them.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::alarm::{LONGEST, Place};
use crate::domain::fact::Fact;
use crate::domain::{ClockQuality, Duress, Kind, Moment, OperatorId, Timestamp};

use super::error::StoreError;
use super::keyring::KeyRing;
use super::log::leaf;
use super::secrets::{post_exchange, seal_bytes_to, seal_to, unseal};
use super::{Act, NewEntry, Store};

/// What begins a sealed body under duress. Every other begins with JSON, or is empty.
pub(super) const MARK: u8 = 1;
/// Bytes of a message before it is sealed.
const PLAIN: usize = 464;
/// Bytes of a message: a NaCl sealed box adds a key of 32 bytes and a tag of 16.
pub const MESSAGE: usize = PLAIN + 48;
/// Messages that wait at most; older ones go. What they told stands in the log.
const MOST: i64 = 10_000;
/// Entries that always make a message.
const ALWAYS: [Kind; 3] = [Kind::SignedIn, Kind::Unlocked, Kind::Admitted];
/// Entries that never do: they come beside the one that does.
const NEVER: [Kind; 7] = [
    Kind::Anomaly,
    Kind::StoreDoubted,
    Kind::StoreCleared,
    Kind::SignInFailed,
    Kind::ImportDropped,
    Kind::BadgeIssued,
    Kind::BadgeRevoked,
];

/// What the next act tells of how it came about.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pending {
    /// Who proved themselves with a secret since the last message, and with which of theirs.
    proof: Option<(OperatorId, Duress)>,
    /// Whether the admission to come was marked.
    mark: Duress,
    /// Whether a shift ends because somebody takes the post over: they proved themselves already, and their own sign-in
    /// tells of it.
    taken_over: bool,
}

/// The entry that a message is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    seq: u64,
    kind: Kind,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The version of the form.
    pub v: u16,
    /// The log's origin.
    pub post: String,
    /// The entry it is about.
    pub entry: u64,
    /// What kind of entry that is.
    pub kind: Kind,
    /// When.
    pub at: Timestamp,
    /// The service number of whoever proved themselves, or did it.
    pub operator: String,
    /// Whether under duress.
    pub duress: bool,
}

impl Pending {
    fn duress(&self) -> Duress {
        self.proof.map_or(Duress::No, |(_, duress)| duress).or(self.mark)
    }

    /// Whom a message names: whoever is forced, where somebody is, else whoever proved themselves.
    fn named(&self, keys: &KeyRing) -> OperatorId {
        match self.proof {
            Some((who, duress)) if duress == Duress::Yes || keys.duress.or(self.mark) == Duress::No => who,
            _ => keys.operator,
        }
    }

    /// Whether an entry of this kind is one that a message goes out for.
    pub(super) fn speaks(&self, kind: Kind) -> bool {
        let waits = kind == Kind::SignedOut && self.taken_over;
        ALWAYS.contains(&kind) || self.proof.is_some() && !NEVER.contains(&kind) && !waits
    }

    /// The content of a sealed body, with the mark where this entry is made under duress.
    pub(super) fn seal(&self, keys: &KeyRing, kind: Kind, content: &[u8]) -> Zeroizing<Vec<u8>> {
        let marked = self.speaks(kind) && keys.duress.or(self.duress()) == Duress::Yes;
        let mark: &[u8] = if marked { &[MARK] } else { &[] };
        Zeroizing::new([mark, content].concat())
    }
}

impl About {
    /// The one of two entries of an act that its message is about: the first that always makes one, else the last.
    pub(super) fn or(before: Option<Self>, seq: u64, kind: Kind) -> Option<Self> {
        before.filter(|about| ALWAYS.contains(&about.kind)).or(Some(Self { seq, kind }))
    }
}

/// Whether a sealed body was made under duress, and its content without the mark.
pub(super) fn unmark(sealed: &[u8]) -> (Duress, &[u8]) {
    match sealed.split_first() {
        Some((&MARK, content)) => (Duress::Yes, content),
        _ => (Duress::No, sealed),
    }
}

impl Message {
    /// The message as JSON, filled up to the one size.
    fn plain(&self) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let json = serde_json::to_vec(self).ok().filter(|json| json.len() <= PLAIN);
        let mut plain = Zeroizing::new(json.ok_or_else(|| StoreError::KeySlots("a message does not fit".into()))?);
        plain.resize(PLAIN, b' ');
        Ok(plain)
    }

    /// Opens a message with a key of the security role; `None` where none of this operator's opens it.
    pub fn open(keys: &KeyRing, sealed: &[u8]) -> Option<Self> {
        serde_json::from_slice(&keys.open_for_security(sealed)?).ok()
    }
}

impl Act<'_> {
    /// Puts the message about this act into the outbox, where there is somewhere for it to go.
    pub(super) fn send(&mut self, about: About) -> Result<(), StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM alarm_places WHERE ended IS NULL)";
        let somewhere: bool = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        if !somewhere {
            return Ok(());
        }
        let who = self.pending.named(self.keys);
        let duress = self.keys.duress.or(self.pending.duress()) == Duress::Yes;
        let operator = self.tables().operator(who)?.map(|row| row.number).unwrap_or_default();
        let About { seq: entry, kind } = about;
        let message = Message { v: 1, post: self.post.origin.clone(), entry, kind, at: self.now.at, operator, duress };
        let sealed = seal_bytes_to(&self.post.security, &message.plain()?, self.rng)?;
        let sql = "INSERT INTO outbox (message) VALUES (?1)";
        let _ = self.connection.prepare_cached(sql)?.execute([sealed])?;
        let sql = "DELETE FROM outbox WHERE id <= (SELECT max(id) FROM outbox) - ?1";
        let _ = self.connection.prepare_cached(sql)?.execute([MOST])?;
        Ok(())
    }
}

impl Store {
    /// Somebody proved themselves with a secret: the next act tells security by which of theirs. What was proved under
    /// duress for an act that did not happen is told with the next one, whoever does that, or with the end of the shift.
    pub fn proved(&mut self, who: OperatorId, duress: Duress) {
        if !matches!(self.pending.proof, Some((_, Duress::Yes))) {
            self.pending.proof = Some((who, duress));
        }
    }

    /// Whether the shift that ends now makes room for somebody who has proved themselves.
    pub fn taken_over(&mut self, taken_over: bool) {
        self.pending.taken_over = taken_over;
    }

    /// The admission to come is marked, or not.
    pub fn mark(&mut self, duress: Duress) {
        self.pending.mark = duress;
    }

    /// How whoever is signed in, or was, last proved themselves.
    pub fn set_duress(&mut self, duress: Duress) {
        if let Some(keys) = self.keys.as_mut() {
            keys.duress = duress;
        }
    }

    /// Messages that wait and come after this one, oldest first.
    pub fn outbox(&self, after: i64) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT id, message FROM outbox WHERE id > ?1 ORDER BY id")?;
        let rows = query.query_map([after], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets a message that every place has.
    pub fn delivered(&self, id: i64) -> Result<(), StoreError> {
        let _ = self.connection.prepare_cached("DELETE FROM outbox WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// Adds a place that messages go to. Where that is stands in the sealed body, and sealed to the post's own key, so
    /// that every session can send there and no screen, list or export of one without the role shows it.
    pub fn add_place(&mut self, place: &Place, now: Moment, clock: ClockQuality) -> Result<u64, StoreError> {
        let text = place.to_string();
        let mut padded = Zeroizing::new(text.clone().into_bytes());
        padded.resize(LONGEST.max(text.len()), b' ');
        let way = seal_to(&self.slots.exchange, &padded, &mut *self.rng)?;
        let entry = NewEntry::new(Fact::AlarmPlaceAdded { way }).with_sealed(&text)?;
        Ok(self.act(now, clock, |act: &mut Act<'_>| act.record(entry))?.seq)
    }

    /// Takes a place away.
    pub fn end_place(&mut self, place: u64, now: Moment, clock: ClockQuality) -> Result<(), StoreError> {
        let entry = NewEntry::new(Fact::AlarmPlaceEnded { place }).about([place]);
        self.act(now, clock, |act: &mut Act<'_>| act.record(entry)).map(|_| ())
    }

    /// Where messages go, by the entry that said so.
    pub fn places(&self) -> Result<Vec<(u64, Place)>, StoreError> {
        let secret = post_exchange(&self.keys()?.post);
        let mut query =
            self.connection.prepare_cached("SELECT seq FROM alarm_places WHERE ended IS NULL ORDER BY seq")?;
        let rows: Vec<i64> = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut places = Vec::new();
        for seq in rows.into_iter().map(i64::cast_unsigned) {
            let Ok(Fact::AlarmPlaceAdded { way }) = self.fact(seq) else { continue };
            let text = unseal(&secret, &way).and_then(|text| String::from_utf8(text.to_vec()).ok());
            places.extend(text.and_then(|text| Place::read(text.trim_end()).ok()).map(|place| (seq, place)));
        }
        Ok(places)
    }

    /// Whether an entry was made under duress, where this operator may know; the entries of `NEVER` are not marked.
    pub fn duress(&self, seq: u64) -> Result<Duress, StoreError> {
        let (_, leaf) = leaf(&self.connection, seq)?;
        if NEVER.contains(&leaf.kind) {
            return Ok(Duress::No);
        }
        let sealed = self.body(&leaf, crate::ledger::Slot::Sealed)?;
        Ok(unmark(&sealed).0)
    }
}
