//! `keyslots.json`: who can open the store, beside the database and legible without it.
//!
//! Each operator has a secret of 32 bytes. Two slots hold it, each sealed under Argon2id of a passphrase, in random
//! order: the one for every day, and the one under duress, which is random where nobody chose it. Which of the two
//! opened stands inside the slot, so that neither the file nor the work tells. What the operator may open
//! is granted to the X25519 key that follows from that secret: the store keys of every epoch and, for the security
//! role, the key of the sealed bodies. So a new epoch or role needs nobody's passphrase but the granter's.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::{BASE64, HEXLOWER};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::domain::{Duress, Pair, Timestamp};
use crate::ledger::aead;

use super::error::StoreError;
use super::secrets::{OperatorSecret, Secret, StartCode, exchange_public, or_random};

/// The name of the file, and of its second copy.
const NAME: &str = "keyslots.json";
const COPY: &str = "keyslots.copy.json";
/// A file of slots that was not that of the log, kept to be looked into.
const ASIDE: &str = "keyslots.aside.json";

/// A slot: nonce 24, sealed 33 (flag and secret), tag 16.
const SLOT_LEN: usize = 24 + 33 + 16;

/// What Argon2id costs: 64 MiB, three passes, one lane (RFC 9106 §4, second recommended option, one lane). Unit tests sign
/// in some thousand times; the journeys through the program pay all of it.
const MEMORY_KIB: u32 = if cfg!(test) { 512 } else { 65_536 };
const PASSES: u32 = 3;
const LANES: u32 = 1;

/// The slots of one operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorSlots {
    /// The service number they sign in with; never a name.
    pub number: String,
    salt: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    slots: [String; 2],
    /// Until when a start code opens them; absent once their owner has chosen passphrases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Timestamp>,
    /// Their X25519 key, base64.
    exchange: String,
    /// Keys sealed to it, by name: `store/<epoch>`, `security/<epoch>`.
    grants: BTreeMap<String, String>,
}

/// The recovery code's own slot: its key and what it is granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoverySlot {
    /// X25519 key that follows from the code, base64.
    pub exchange: String,
    /// Keys sealed to it.
    pub grants: BTreeMap<String, String>,
}

/// The whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeySlots {
    v: u16,
    /// The log's origin.
    pub origin: String,
    /// The post's verifying key, base64. Evidence is checked against the printed one, not against this.
    pub key: String,
    /// The post's X25519 key, for attempts to sign in.
    pub exchange: String,
    /// The post's signing secret, sealed under the store key of the epoch before the colon.
    pub signing: String,
    /// The store key's epoch that new bodies are sealed with.
    pub epoch: u32,
    /// The operators, in the order in which they were enrolled.
    pub operators: Vec<OperatorSlots>,
    /// The recovery code's slot, while one is valid.
    pub recovery: Option<RecoverySlot>,
}

/// What the constructor of [`KeySlots`] needs to know of a new post.
pub struct PostKeys {
    /// The log's origin.
    pub origin: String,
    /// The post's verifying key, base64.
    pub key: String,
    /// The post's X25519 key, base64.
    pub exchange: String,
    /// The wrapped signing secret.
    pub signing: String,
}

impl KeySlots {
    /// The file of a new post, with nobody in it.
    pub fn new(post: PostKeys) -> Self {
        let PostKeys { origin, key, exchange, signing } = post;
        Self { v: 1, origin, key, exchange, signing, epoch: 1, operators: Vec::new(), recovery: None }
    }

    /// Reads the file, or its copy where the file itself is damaged.
    pub fn read(folder: &Path) -> Result<Self, StoreError> {
        let (first, copy) = Self::read_both(folder);
        first.or_else(|error| copy.map_err(|_| error))
    }

    /// Reads the file and its copy.
    pub(super) fn read_both(folder: &Path) -> (Result<Self, StoreError>, Result<Self, StoreError>) {
        (Self::read_one(&folder.join(NAME)), Self::read_one(&folder.join(COPY)))
    }

    /// Keeps a copy of whichever of the two files does not say this, to be looked into.
    pub(super) fn set_aside(folder: &Path, right: &Self) -> Result<(), StoreError> {
        let aside = folder.join(ASIDE);
        for name in [NAME, COPY] {
            let path = folder.join(name);
            if path.exists() && !Self::read_one(&path).is_ok_and(|found| found == *right) {
                let _ = std::fs::copy(&path, &aside).map_err(StoreError::file(&aside))?;
            }
        }
        Ok(())
    }

    /// Whether the second copy says the same as the file.
    pub fn copy_agrees(folder: &Path) -> bool {
        match (Self::read_one(&folder.join(NAME)), Self::read_one(&folder.join(COPY))) {
            (Ok(file), Ok(copy)) => file == copy,
            _ => false,
        }
    }

    fn read_one(path: &Path) -> Result<Self, StoreError> {
        let text = std::fs::read(path).map_err(|error| StoreError::KeySlots(error.kind().to_string()))?;
        let slots: Self = serde_json::from_slice(&text).map_err(|error| {
            StoreError::KeySlots(format!("line {}, column {}: not as expected", error.line(), error.column()))
        })?;
        if slots.v == 1 { Ok(slots) } else { Err(StoreError::KeySlots(format!("version {} is not known", slots.v))) }
    }

    /// Writes the file and its copy, each by way of a temporary file, a sync, a rename and a sync of the folder.
    pub fn write(&self, folder: &Path) -> Result<(), StoreError> {
        self.write_file(folder)?;
        self.write_copy(folder)
    }

    /// Writes the file alone: until its facts are recorded, the copy is what the log vouches for.
    pub(super) fn write_file(&self, folder: &Path) -> Result<(), StoreError> {
        write_whole(folder, NAME, &self.text()?)
    }

    /// Writes the copy.
    pub(super) fn write_copy(&self, folder: &Path) -> Result<(), StoreError> {
        write_whole(folder, COPY, &self.text()?)
    }

    pub(super) fn text(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec_pretty(self).map_err(|error| StoreError::KeySlots(error.to_string()))
    }

    /// The slots of this service number.
    pub fn operator(&self, number: &str) -> Option<&OperatorSlots> {
        self.operators.iter().find(|slots| slots.number == number)
    }

    /// Opens a slot of this operator with a passphrase: their secret. Takes as long whether the number is known or
    /// not, and whichever slot opens.
    pub fn open(&self, number: &str, passphrase: &str) -> Result<OperatorSecret, StoreError> {
        let known = self.operator(number);
        let stand_in = OperatorSlots::stand_in(number);
        let slots = known.unwrap_or(&stand_in);
        let code = StartCode::plain(passphrase);
        let key = slots.stretch(if slots.start.is_some() { &code } else { passphrase })?;
        let opened = slots.slots.iter().map(|slot| open_slot(slot, &key, number)).collect::<Vec<_>>();
        match (known, opened.into_iter().flatten().next()) {
            (Some(_), Some(secret)) => Ok(secret),
            _ => Err(StoreError::WrongKey),
        }
    }

    /// The slots of this service number, to be changed.
    pub fn operator_mut(&mut self, number: &str) -> Result<&mut OperatorSlots, StoreError> {
        let missing = || StoreError::KeySlots(format!("the slots of {number} are missing"));
        self.operators.iter_mut().find(|slots| slots.number == number).ok_or_else(missing)
    }

    /// Takes the slots of an operator out: nothing opens their secret any more.
    pub fn remove(&mut self, number: &str) {
        self.operators.retain(|slots| slots.number != number);
    }

    /// Puts a new operator in, with their passphrases.
    pub fn enrol(
        &mut self,
        number: &str,
        passphrases: Pair<'_>,
        secret: &OperatorSecret,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), StoreError> {
        self.operators.push(OperatorSlots::new(number, passphrases, secret, None, rng)?);
        Ok(())
    }

    /// Puts other slots in the place of an operator's, for another secret, granted nothing yet: under passphrases of
    /// their own, or under a start code that is good `until`.
    pub(super) fn replace(
        &mut self,
        number: &str,
        passphrases: Pair<'_>,
        secret: &OperatorSecret,
        until: Option<Timestamp>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), StoreError> {
        *self.operator_mut(number)? = OperatorSlots::new(number, passphrases, secret, until, rng)?;
        Ok(())
    }
}

impl OperatorSlots {
    fn new(
        number: &str,
        passphrases: Pair<'_>,
        secret: &OperatorSecret,
        start: Option<Timestamp>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, StoreError> {
        let mut new = Self { start, ..Self::stand_in(number) };
        new.exchange = BASE64.encode(&exchange_public(&secret.exchange()));
        new.seal(passphrases, secret, rng)?;
        Ok(new)
    }

    /// Seals the secret under two passphrases, in place of those before; what was granted stays.
    pub fn seal(
        &mut self,
        passphrases: Pair<'_>,
        secret: &OperatorSecret,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), StoreError> {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        self.salt = BASE64.encode(&salt);
        (self.memory_kib, self.passes, self.lanes) = (MEMORY_KIB, PASSES, LANES);
        let second = or_random(passphrases.second, rng);
        let slot = |passphrase: &str, duress: Duress, rng: &mut dyn CryptoRngCore| {
            let key = self.stretch(passphrase)?;
            Ok::<_, StoreError>(BASE64.encode(&seal_slot(&key, &self.number, (secret, duress), rng)?))
        };
        let mut slots = [slot(passphrases.first, Duress::No, rng)?, slot(&second, Duress::Yes, rng)?];
        if rng.next_u32() & 1 == 1 {
            slots.swap(0, 1);
        }
        self.slots = slots;
        Ok(())
    }

    /// Slots that nothing opens, for the work that an unknown number costs.
    fn stand_in(number: &str) -> Self {
        Self {
            number: number.to_owned(),
            salt: BASE64.encode(&[0; 16]),
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            slots: [BASE64.encode(&[0; SLOT_LEN]), BASE64.encode(&[0; SLOT_LEN])],
            start: None,
            exchange: String::new(),
            grants: BTreeMap::new(),
        }
    }

    fn stretch(&self, passphrase: &str) -> Result<Secret, StoreError> {
        let damaged = || StoreError::KeySlots(format!("the slots of {} are damaged", self.number));
        let salt = BASE64.decode(self.salt.as_bytes()).map_err(|_| damaged())?;
        stretch(passphrase, &salt, (self.memory_kib, self.passes, self.lanes)).ok_or_else(damaged)
    }

    /// SHA-256 of each slot with everything it is opened by and the key that grants are sealed to, sorted, as in the
    /// enrolment fact. Every field goes in after its length (u32), so that none can pass for part of another.
    pub fn hashes(&self) -> [String; 2] {
        let costs = format!("{},{},{}", self.memory_kib, self.passes, self.lanes);
        let mut hashes = self.slots.each_ref().map(|slot| {
            let mut hash = Sha256::new();
            let start = self.start.map(|until| format!("start {}", until.0));
            let fields = ["gateward/slot/v1", &self.number, &self.salt, &costs, &self.exchange, slot];
            for field in fields.into_iter().chain(start.as_deref()) {
                hash.update(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
                hash.update(field.as_bytes());
            }
            HEXLOWER.encode(&hash.finalize())
        });
        hashes.sort_unstable();
        hashes
    }

    /// Until when a start code opens them, while their owner has chosen no passphrase.
    pub fn start(&self) -> Option<Timestamp> {
        self.start
    }

    /// The keys granted to this operator, as sealed, by name.
    pub fn grants(&self) -> &BTreeMap<String, String> {
        &self.grants
    }

    /// Grants a key, sealed to the operator's own.
    pub fn grant(&mut self, name: &str, sealed: String) {
        let _ = self.grants.insert(name.to_owned(), sealed);
    }

    /// Takes the granted keys away again whose names begin so.
    pub fn revoke_all(&mut self, prefix: &str) {
        self.grants.retain(|name, _| !name.starts_with(prefix));
    }

    /// Their X25519 key, base64.
    pub fn exchange(&self) -> &str {
        &self.exchange
    }
}

impl RecoverySlot {
    /// SHA-256 of the slot's key, as in the fact that made it.
    pub fn hash(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.exchange.as_bytes()))
    }
}

/// Stretches a passphrase or a PIN (Argon2id); `None` for costs or a salt that cannot be.
fn stretch(secret: &str, salt: &[u8], (memory_kib, passes, lanes): (u32, u32, u32)) -> Option<Secret> {
    // Costs from a file are bounded, so that a changed file cannot make the machine run out of memory.
    let costs = Params::new(memory_kib.min(1 << 20), passes.min(64), lanes.min(16), Some(32)).ok()?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, costs);
    let mut key = Zeroizing::new([0; 32]);
    argon.hash_password_into(secret.as_bytes(), salt, key.as_mut()).ok()?;
    Some(key)
}

/// Stretches with what this build asks for.
pub(super) fn stretch_now(secret: &str, salt: &[u8]) -> Option<Secret> {
    stretch(secret, salt, (MEMORY_KIB, PASSES, LANES))
}

fn seal_slot(
    key: &[u8; 32],
    number: &str,
    (secret, duress): (&OperatorSecret, Duress),
    rng: &mut dyn CryptoRngCore,
) -> Result<Vec<u8>, StoreError> {
    let mut nonce = [0; 24];
    rng.fill_bytes(&mut nonce);
    let mut content = Zeroizing::new(vec![duress.byte()]);
    content.extend_from_slice(secret.bytes());
    aead::seal(key, &nonce, number.as_bytes(), &mut content)
        .map_err(|_| StoreError::KeySlots("sealing failed".into()))?;
    Ok([nonce.as_slice(), &content].concat())
}

fn open_slot(slot: &str, key: &[u8; 32], number: &str) -> Option<OperatorSecret> {
    let bytes = BASE64.decode(slot.as_bytes()).ok()?;
    let (nonce, sealed) = bytes.split_first_chunk::<24>()?;
    let mut content = Zeroizing::new(sealed.to_vec());
    aead::open(key, nonce, number.as_bytes(), &mut content).ok()?;
    let (flag, secret) = content.split_first()?;
    Some(OperatorSecret::from_bytes(secret.try_into().ok()?, Duress::from_byte(*flag)))
}

/// Writes a file beside the database so that either the old or the new content is there, whatever happens.
pub fn write_whole(folder: &Path, name: &str, content: &[u8]) -> Result<(), StoreError> {
    let path = folder.join(name);
    let temporary: PathBuf = folder.join(format!("{name}.new"));
    let write = || {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&temporary)?;
        file.write_all(content)?;
        file.sync_all()?;
        std::fs::rename(&temporary, &path)?;
        File::open(folder)?.sync_all()
    };
    write().map_err(StoreError::file(&path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    fn with_one() -> (KeySlots, OperatorSecret) {
        let post = PostKeys { origin: "o".into(), key: String::new(), exchange: String::new(), signing: String::new() };
        let mut slots = KeySlots::new(post);
        let secret = OperatorSecret::random(&mut OsRng);
        slots.enrol("S-1", ("correct horse", "plum kettle").into(), &secret, &mut OsRng).unwrap();
        (slots, secret)
    }

    #[test]
    fn only_the_right_number_and_passphrase_open_a_slot() {
        let (slots, secret) = with_one();
        for (passphrase, duress) in [("correct horse", Duress::No), ("plum kettle", Duress::Yes)] {
            let opened = slots.open("S-1", passphrase).unwrap();
            assert_eq!((opened.bytes(), opened.duress()), (secret.bytes(), duress));
        }
        assert!(matches!(slots.open("S-1", "wrong"), Err(StoreError::WrongKey)));
        assert!(matches!(slots.open("S-2", "correct horse"), Err(StoreError::WrongKey)));
    }

    #[test]
    fn with_and_without_a_second_passphrase_the_file_looks_alike_and_costs_as_much() {
        let (with, secret) = with_one();
        let mut without = with.clone();
        without.operator_mut("S-1").unwrap().seal("correct horse".into(), &secret, &mut OsRng).unwrap();
        assert!(matches!(without.open("S-1", "plum kettle"), Err(StoreError::WrongKey)), "it is gone");
        assert!(matches!(without.open("S-1", ""), Err(StoreError::WrongKey)));
        let shape = |slots: &KeySlots| serde_json::to_string(slots).unwrap().len();
        assert_eq!(shape(&with), shape(&without));
        // Either stands in either place.
        let mut places = std::collections::BTreeSet::new();
        for _ in 0..40 {
            let mut again = with.clone();
            again.operator_mut("S-1").unwrap().seal("correct horse".into(), &secret, &mut OsRng).unwrap();
            let own = again.operator_mut("S-1").unwrap();
            let key = own.stretch("correct horse").unwrap();
            let _ = places.insert(open_slot(&own.slots[0], &key, "S-1").is_some());
            if places.len() == 2 {
                return;
            }
        }
        panic!("the first passphrase always opens the same slot");
    }

    #[test]
    fn a_damaged_file_gives_way_to_its_copy() {
        let folder = tempfile::tempdir().unwrap();
        let (slots, _) = with_one();
        slots.write(folder.path()).unwrap();
        std::fs::write(folder.path().join(NAME), "{").unwrap();
        assert_eq!(KeySlots::read(folder.path()).unwrap(), slots);
        std::fs::write(folder.path().join(COPY), "{").unwrap();
        assert!(matches!(KeySlots::read(folder.path()), Err(StoreError::KeySlots(_))));
    }

    #[test]
    fn both_slots_look_alike_and_are_named_by_their_hashes() {
        let (slots, _) = with_one();
        let operator = slots.operator("S-1").unwrap();
        assert_eq!(operator.slots[0].len(), operator.slots[1].len());
        let mut changed = operator.clone();
        changed.slots.swap(0, 1);
        assert_eq!(changed.hashes(), operator.hashes());
        changed.slots[0] = changed.slots[0].to_lowercase();
        assert_ne!(changed.hashes(), operator.hashes());
        for change in [
            (|o| o.number.push('x')) as fn(&mut OperatorSlots),
            |o| o.salt = o.salt.to_lowercase(),
            |o| o.memory_kib -= 1,
            |o| o.passes -= 1,
            |o| o.lanes += 1,
            |o| o.exchange = o.exchange.to_lowercase(),
        ] {
            let mut changed = operator.clone();
            change(&mut changed);
            assert_ne!(changed.hashes(), operator.hashes());
        }
    }
}
