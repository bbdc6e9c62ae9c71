//! The keys of one session: what a sign-in opens, what a sign-out wipes.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crypto_box::SecretKey;
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::CryptoRngCore;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::domain::{Duress, EntryId, OperatorId};
use crate::ledger::{BodyKey, Slot};

use super::error::StoreError;
use super::keyslots::{KeySlots, OperatorSlots};
use super::secrets::{self, OperatorSecret, SealedReader, SealedSender, Secret, exchange_public};

/// Everything that a signed-in operator's passphrase opened.
pub struct KeyRing {
    /// Who is signed in.
    pub operator: OperatorId,
    /// Their signing key.
    pub signing: SigningKey,
    /// The post's signing key.
    pub post: SigningKey,
    /// Whether they last proved themselves under duress.
    pub duress: Duress,
    epoch: u32,
    store: BTreeMap<u32, Secret>,
    /// The keys of the security role by their epochs, where this operator has it.
    security: BTreeMap<u32, RoleKey>,
    /// The epoch of the role's key that bodies are sealed to, and what seals them.
    sender: Option<(u32, SealedSender)>,
    /// The one before, while nothing is recorded under the one above.
    sender_before: Option<(u32, SealedSender)>,
    /// What is sealed to the operator alone opens with this.
    exchange: SecretKey,
}

/// A key of the security role, with what reads by it.
struct RoleKey {
    secret: Secret,
    reader: RefCell<SealedReader>,
}

impl RoleKey {
    fn new(secret: Secret) -> Self {
        Self { reader: RefCell::new(SealedReader::new(&secret)), secret }
    }
}

/// What each store key is granted as: this, and its epoch.
pub(super) const STORE: &str = "store/";
/// What each key of the security role is granted as: this, and its epoch.
pub(super) const SECURITY: &str = "security/";

/// The key of a body as its row holds it.
pub struct Wrapped {
    /// The epoch of the key it is wrapped with.
    pub epoch: u32,
    /// The wrapped key.
    pub bytes: Vec<u8>,
}

/// What the key of [`KeyRing::tag`] is derived for.
const TAG_KEY: &[u8] = b"gateward/tag/v1";

/// The epoch of the keys that a post is founded with.
pub(super) const FIRST_EPOCH: u32 = 1;

impl KeyRing {
    /// Collects what the slots grant to this operator, up to the `epoch` that is the log's last.
    pub fn open(slots: &KeySlots, number: &str, secret: &OperatorSecret, epoch: u32) -> Result<Self, StoreError> {
        let grants = slots.operator(number).ok_or(StoreError::WrongKey)?.grants();
        Self::from_grants(slots, grants, secret, epoch)
    }

    /// Collects what these grants open; for an operator, or for the recovery code. Anybody can seal a key to anybody, so
    /// keys of an epoch that the log does not know count for nothing; and without the key of its last one nobody gets
    /// in: what is written under an earlier one could be read by whoever was kept from the last.
    pub fn from_grants(
        slots: &KeySlots,
        grants: &BTreeMap<String, String>,
        secret: &OperatorSecret,
        epoch: u32,
    ) -> Result<Self, StoreError> {
        let exchange = secret.exchange();
        let open = |sealed: &String| {
            let bytes = secrets::unseal(&exchange, sealed)?;
            <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Zeroizing::new)
        };
        let damaged = || StoreError::KeySlots("a granted key does not open".into());
        let mut store = BTreeMap::new();
        let mut security = BTreeMap::new();
        for (name, sealed) in grants {
            let key = open(sealed).ok_or_else(damaged)?;
            match name.split_once('/') {
                Some(("store", epoch)) => {
                    let _ = store.insert(epoch.parse().map_err(|_| damaged())?, key);
                }
                Some(("security", epoch)) => {
                    let _ = security.insert(epoch.parse().map_err(|_| damaged())?, RoleKey::new(key));
                }
                _ => return Err(damaged()),
            }
        }
        store.retain(|known, _| *known <= epoch);
        security.retain(|known, _| *known <= epoch);
        if !store.contains_key(&epoch) {
            return Err(StoreError::SlotsOfNoLog);
        }
        let post = open_signing(&slots.signing, &store).ok_or_else(damaged)?;
        if BASE64.encode(post.verifying_key().as_bytes()) != slots.key {
            return Err(damaged());
        }
        let (operator, signing, duress) = (secret.id(), secret.signing(), secret.duress());
        let (sender, sender_before) = (None, None);
        Ok(Self { operator, signing, post, duress, epoch, store, security, sender, sender_before, exchange })
    }

    /// Whether the keys were renewed since the post was founded, as the log's last body says.
    pub fn is_renewed(&self) -> bool {
        self.epoch > FIRST_EPOCH
    }

    /// Seals something that this operator alone opens.
    pub fn seal_to_self(&self, content: &[u8], rng: &mut dyn CryptoRngCore) -> Result<String, StoreError> {
        secrets::seal_to(&BASE64.encode(&exchange_public(&self.exchange)), content, rng)
    }

    /// Opens what was sealed to this operator.
    pub fn open_own(&self, sealed: &str) -> Option<Zeroizing<Vec<u8>>> {
        secrets::unseal(&self.exchange, sealed)
    }

    /// Wraps keys of sealed bodies for this key of the security role from now on.
    pub fn seal_for(&mut self, epoch: u32, key: &str, rng: &mut dyn CryptoRngCore) -> Result<(), StoreError> {
        let sender = SealedSender::new(key, rng)?;
        self.sender_before = self.sender.replace((epoch, sender));
        Ok(())
    }

    /// Whether bodies of the slot `sealed` open.
    pub fn reads_sealed(&self) -> bool {
        !self.security.is_empty()
    }

    /// Opens what was sealed to the security role, under whichever of its keys.
    pub fn open_for_security(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut keys = self.security.values().rev();
        keys.find_map(|key| SecretKey::from(*key.secret).unseal(sealed).ok()).map(Zeroizing::new)
    }

    /// Forgets the keys of the security role: whoever is signed in does not have it any more.
    pub fn forget_security(&mut self) {
        self.security.clear();
    }

    /// Wraps the key of a new body.
    pub fn wrap(&self, entry: EntryId, slot: Slot, key: &BodyKey) -> Result<Wrapped, StoreError> {
        let nonce = nonce(entry, slot);
        if slot == Slot::Sealed {
            let (epoch, sender) = self.sender.as_ref().ok_or(StoreError::Locked)?;
            return Ok(Wrapped { epoch: *epoch, bytes: sender.wrap(&nonce, key.as_bytes())? });
        }
        let store = self.store.get(&self.epoch).ok_or(StoreError::Locked)?;
        Ok(Wrapped { epoch: self.epoch, bytes: secrets::wrap(store, &nonce, key.as_bytes())? })
    }

    /// Opens the key of a body; `None` where it does not open with what this operator has.
    pub fn unwrap(&self, entry: EntryId, slot: Slot, epoch: u32, wrapped: &[u8]) -> Option<BodyKey> {
        let nonce = nonce(entry, slot);
        let key = match slot {
            Slot::Sealed => self.security.get(&epoch)?.reader.borrow_mut().unwrap(&nonce, wrapped)?,
            _ => secrets::unwrap(self.store.get(&epoch)?, &nonce, wrapped)?,
        };
        Some(BodyKey::from_bytes(*key))
    }

    /// A tag of these parts that nobody without the store's key can make or tell: HMAC-SHA-256 over the purpose and the
    /// parts, each after its length, under a key that HKDF-SHA-256 makes of the first epoch's store key. Later epochs
    /// keep that key, so that a tag stays what it was.
    pub fn tag(&self, purpose: &str, parts: &[&[u8]]) -> Result<[u8; 32], StoreError> {
        mac(self.store.values().next().ok_or(StoreError::Locked)?, purpose, parts)
    }

    /// The same under the key of the present epoch: whoever was ended before it began cannot make it either.
    pub fn present_tag(&self, purpose: &str, parts: &[&[u8]]) -> Result<[u8; 32], StoreError> {
        mac(self.store.get(&self.epoch).ok_or(StoreError::Locked)?, purpose, parts)
    }

    /// Every key this session has, sealed to another X25519 key: what a new operator, or the recovery code, is granted.
    pub fn grants_for(
        &self,
        exchange: &str,
        security: bool,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let mut grants = BTreeMap::new();
        for (epoch, key) in &self.store {
            let _ = grants.insert(format!("{STORE}{epoch}"), secrets::seal_to(exchange, key.as_slice(), rng)?);
        }
        if security && self.security.is_empty() {
            return Err(StoreError::Locked);
        }
        for (epoch, key) in self.security.iter().filter(|_| security) {
            let sealed = secrets::seal_to(exchange, key.secret.as_slice(), rng)?;
            let _ = grants.insert(format!("{SECURITY}{epoch}"), sealed);
        }
        Ok(grants)
    }

    /// Begins a new epoch: a fresh store key and a fresh key of the security role, used from now on. The former is
    /// granted to every operator in `slots` whom `vouched` vouches for; the latter to those of them who have that role,
    /// as `vouched` says; and both to the recovery code, if its slot is the `recovery` of the log. A file may say that
    /// grants go to a key that the log knows nothing of. Whoever begins it forgets the role's key again unless they have
    /// the role.
    ///
    /// The epoch and the role's public key are returned, to be recorded.
    pub fn begin_epoch(
        &mut self,
        slots: &mut KeySlots,
        vouched: impl Fn(&OperatorSlots) -> Option<Vouched>,
        recovery: Option<&str>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(u32, String), StoreError> {
        let (epoch, key, role) = (slots.epoch + 1, secrets::fresh(rng), secrets::fresh(rng));
        for operator in &mut slots.operators {
            let Some(Vouched { security }) = vouched(operator) else { continue };
            let sealed = secrets::seal_to(operator.exchange(), key.as_slice(), rng)?;
            operator.grant(&format!("{STORE}{epoch}"), sealed);
            if security {
                let sealed = secrets::seal_to(operator.exchange(), role.as_slice(), rng)?;
                operator.grant(&format!("{SECURITY}{epoch}"), sealed);
            }
        }
        if let Some(recovery) = slots.recovery.as_mut().filter(|slot| Some(slot.hash().as_str()) == recovery) {
            for (name, key) in [(format!("{STORE}{epoch}"), &key), (format!("{SECURITY}{epoch}"), &role)] {
                let _ = recovery.grants.insert(name, secrets::seal_to(&recovery.exchange, key.as_slice(), rng)?);
            }
        }
        slots.signing = seal_signing(&self.post, epoch, &key)?;
        slots.epoch = epoch;
        self.epoch = epoch;
        let _ = self.store.insert(epoch, key);
        let public = BASE64.encode(&exchange_public(&SecretKey::from(*role)));
        self.seal_for(epoch, &public, rng)?;
        if self.reads_sealed() {
            let _ = self.security.insert(epoch, RoleKey::new(role));
        }
        Ok((epoch, public))
    }

    /// Takes the last epoch back, of which nothing was recorded.
    pub fn take_epoch_back(&mut self) {
        let _ = self.store.remove(&self.epoch);
        let _ = self.security.remove(&self.epoch);
        self.epoch = self.store.keys().next_back().copied().unwrap_or(0);
        self.sender = self.sender_before.take();
    }
}

/// What the log says of an operator who may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vouched {
    /// Whether they have the security role.
    pub security: bool,
}

/// The post's signing secret, wrapped under the store key of an epoch: `<epoch>:<base64>`.
pub fn seal_signing(post: &SigningKey, epoch: u32, store: &Secret) -> Result<String, StoreError> {
    let secret = Zeroizing::new(post.to_bytes());
    let wrapped = secrets::wrap(store, &signing_nonce(epoch), &secret)?;
    Ok(format!("{epoch}:{}", BASE64.encode(&wrapped)))
}

fn open_signing(sealed: &str, store: &BTreeMap<u32, Secret>) -> Option<SigningKey> {
    let (epoch, wrapped) = sealed.split_once(':')?;
    let epoch = epoch.parse().ok()?;
    let wrapped = BASE64.decode(wrapped.as_bytes()).ok()?;
    let secret = secrets::unwrap(store.get(&epoch)?, &signing_nonce(epoch), &wrapped)?;
    Some(SigningKey::from_bytes(&secret))
}

/// One nonce an epoch: each store key wraps the signing secret once.
fn signing_nonce(epoch: u32) -> [u8; 24] {
    let mut nonce = [0xff; 24];
    nonce[20..].copy_from_slice(&epoch.to_be_bytes());
    nonce
}

fn mac(store: &Secret, purpose: &str, parts: &[&[u8]]) -> Result<[u8; 32], StoreError> {
    let mut key = Zeroizing::new([0; 32]);
    let derived = Hkdf::<Sha256>::from_prk(store.as_slice()).map(|hkdf| hkdf.expand(TAG_KEY, key.as_mut_slice()));
    if !matches!(derived, Ok(Ok(()))) {
        return Err(StoreError::Locked);
    }
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key.as_slice()).map_err(|_| StoreError::Locked)?;
    for part in [purpose.as_bytes()].iter().chain(parts) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    Ok(mac.finalize().into_bytes().into())
}

/// The nonce of a wrapped body key: the entry's random id and the slot, so never the same twice under one key.
fn nonce(entry: EntryId, slot: Slot) -> [u8; 24] {
    let mut nonce = [0; 24];
    nonce[..16].copy_from_slice(&entry.0);
    nonce[16] = slot as u8;
    nonce
}
