//! The keys of a signed-in operator, in memory that is wiped when they go.

use crypto_box::{PublicKey, SecretKey};
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use rand_core::CryptoRngCore;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::domain::{Duress, OperatorId};
use crate::ledger::aead;

use super::error::StoreError;

/// Thirty-two secret bytes, wiped when dropped.
pub type Secret = Zeroizing<[u8; 32]>;

/// Derives a secret for one purpose (HKDF-SHA-256, RFC 5869 §2.3, from a key that is uniform already).
fn derive(secret: &[u8; 32], purpose: &str) -> Secret {
    let mut out = Zeroizing::new([0; 32]);
    // The length is fixed and far below the 255 hashes that HKDF can give; both calls cannot fail with it.
    if let Ok(expander) = Hkdf::<Sha256>::from_prk(secret) {
        let _ = expander.expand(purpose.as_bytes(), out.as_mut());
    }
    out
}

/// A fresh secret.
pub fn fresh(rng: &mut dyn CryptoRngCore) -> Secret {
    let mut bytes = Zeroizing::new([0; 32]);
    rng.fill_bytes(bytes.as_mut());
    bytes
}

/// What everything of one operator follows from, and by which secret of theirs it was opened.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct OperatorSecret([u8; 32], #[zeroize(skip)] Duress);

impl OperatorSecret {
    /// A fresh one.
    pub fn random(rng: &mut dyn CryptoRngCore) -> Self {
        Self(*fresh(rng), Duress::No)
    }

    /// The one of these bytes, opened by the first or the second secret.
    pub fn from_bytes(bytes: [u8; 32], duress: Duress) -> Self {
        Self(bytes, duress)
    }

    /// Whether it was opened by the second secret.
    pub fn duress(&self) -> Duress {
        self.1
    }

    /// The secret itself, to be sealed into a slot.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Their signing key.
    pub fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(&derive(&self.0, "gateward/operator/sign"))
    }

    /// Their X25519 secret, which grants are sealed to.
    pub fn exchange(&self) -> SecretKey {
        SecretKey::from(*derive(&self.0, "gateward/operator/exchange"))
    }

    /// Their handle: the first bytes of the SHA-256 of their verifying key.
    pub fn id(&self) -> OperatorId {
        operator_id(&self.signing())
    }
}

/// The handle of the operator with this key.
pub fn operator_id(key: &SigningKey) -> OperatorId {
    let digest: [u8; 32] = Sha256::digest(key.verifying_key().as_bytes()).into();
    let mut id = [0; 8];
    id.copy_from_slice(&digest[..8]);
    OperatorId(id)
}

/// The X25519 secret of a post: follows from its signing key.
pub fn post_exchange(signing: &SigningKey) -> SecretKey {
    SecretKey::from(*derive(&signing.to_bytes(), "gateward/post/exchange"))
}

/// The public half of an X25519 secret.
pub fn exchange_public(secret: &SecretKey) -> [u8; 32] {
    *secret.public_key().as_bytes()
}

/// Seals a secret or a note to an X25519 key (NaCl sealed box), as base64.
pub fn seal_to(public: &str, content: &[u8], rng: &mut dyn CryptoRngCore) -> Result<String, StoreError> {
    seal_bytes_to(public, content, rng).map(|bytes| BASE64.encode(&bytes))
}

/// Seals bytes to an X25519 key (NaCl sealed box).
pub fn seal_bytes_to(public: &str, content: &[u8], rng: &mut dyn CryptoRngCore) -> Result<Vec<u8>, StoreError> {
    public_key(public)?.seal(&mut Rng(rng), content).map_err(|_| StoreError::KeySlots("sealing failed".into()))
}

/// Opens what was sealed to this X25519 key.
pub fn unseal(secret: &SecretKey, sealed: &str) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = BASE64.decode(sealed.as_bytes()).ok()?;
    secret.unseal(&bytes).ok().map(Zeroizing::new)
}

fn public_key(text: &str) -> Result<PublicKey, StoreError> {
    let bytes = BASE64.decode(text.as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes.map(PublicKey::from).ok_or_else(|| StoreError::KeySlots("a key is damaged".into()))
}

/// The two halves of a recovery code, for two holders: 20 random bytes each, in base32, in groups of four.
pub struct RecoveryCode(pub [Zeroizing<String>; 2]);

impl RecoveryCode {
    /// A fresh code.
    pub fn random(rng: &mut dyn CryptoRngCore) -> Self {
        Self([half(rng), half(rng)])
    }

    /// The secret of two halves, in whatever case and spacing they were typed; neither half tells anything of it.
    pub fn secret(&self) -> OperatorSecret {
        let plain = |half: &str| half.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        let mut halves = self.0.each_ref().map(|half| Zeroizing::new(plain(half)));
        // In either order: the two holders need not remember who is first.
        halves.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        let mut hash = Sha256::new();
        for half in &halves {
            hash.update(u32::try_from(half.len()).unwrap_or(u32::MAX).to_be_bytes());
            hash.update(half.as_bytes());
        }
        OperatorSecret(*derive(&hash.finalize().into(), "gateward/recovery"), Duress::No)
    }
}

/// A code that lets somebody choose passphrases once: 10 random bytes in base32, in groups of four.
pub struct StartCode(pub Zeroizing<String>);

impl StartCode {
    /// A fresh code.
    pub fn random(rng: &mut dyn CryptoRngCore) -> Self {
        let mut bytes = Zeroizing::new([0; 10]);
        rng.fill_bytes(bytes.as_mut());
        let text = Zeroizing::new(data_encoding::BASE32.encode(bytes.as_ref()));
        let groups: Vec<&str> = (0..4).filter_map(|i| text.get(i * 4..i * 4 + 4)).collect();
        Self(Zeroizing::new(groups.join("-")))
    }

    /// A code in whatever case and spacing it was typed.
    pub fn plain(typed: &str) -> Zeroizing<String> {
        Zeroizing::new(typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase())
    }
}

fn half(rng: &mut dyn CryptoRngCore) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0; 20]);
    rng.fill_bytes(bytes.as_mut());
    let text = Zeroizing::new(data_encoding::BASE32.encode(bytes.as_ref()));
    let groups: Vec<&str> = (0..8).filter_map(|i| text.get(i * 4..i * 4 + 4)).collect();
    Zeroizing::new(groups.join("-"))
}

/// What stands in for a second secret that nobody chose: random, so that nothing opens what is sealed under it. It is
/// stretched like one that was chosen, so that neither the time it takes nor what lies on disk tells which it was.
pub fn or_random(second: &str, rng: &mut dyn CryptoRngCore) -> Zeroizing<String> {
    if second.is_empty() {
        Zeroizing::new(BASE64.encode(fresh(rng).as_slice()))
    } else {
        Zeroizing::new(second.to_owned())
    }
}

/// What says that a sealed key wraps the key of a body.
const WRAP: &[u8] = b"gateward/wrap/v1";

/// Wraps the key of a body under a store key. The nonce is the entry's id and the slot: fresh for every key wrapped.
pub fn wrap(store_key: &Secret, nonce: &[u8; 24], key: &[u8; 32]) -> Result<Vec<u8>, StoreError> {
    let mut wrapped = Vec::with_capacity(key.len() + aead::TAG);
    wrapped.extend_from_slice(key);
    aead::seal(store_key, nonce, WRAP, &mut wrapped).map_err(|_| StoreError::KeySlots("sealing failed".into()))?;
    Ok(wrapped)
}

/// Opens a wrapped key.
pub fn unwrap(store_key: &Secret, nonce: &[u8; 24], wrapped: &[u8]) -> Option<Secret> {
    let mut key = Zeroizing::new(wrapped.to_vec());
    aead::open(store_key, nonce, WRAP, &mut key).ok()?;
    Some(Zeroizing::new(<[u8; 32]>::try_from(key.as_slice()).ok()?))
}

/// Length of a sealed session key: a NaCl sealed box of 32 bytes.
const ENVELOPE: usize = 80;

/// Wraps keys for the security role. A session key is sealed to the role once (NaCl sealed box) and its envelope
/// stands before every key wrapped with it, so that an entry costs no key exchange, to write or to verify.
pub struct SealedSender {
    envelope: Vec<u8>,
    session: Secret,
}

impl SealedSender {
    /// A fresh session key, sealed to the security role's key.
    pub fn new(security: &str, rng: &mut dyn CryptoRngCore) -> Result<Self, StoreError> {
        let session = fresh(rng);
        let sealed = public_key(security)?.seal(&mut Rng(rng), session.as_slice());
        Ok(Self { envelope: sealed.map_err(|_| StoreError::KeySlots("sealing failed".into()))?, session })
    }

    /// The envelope and the wrapped key.
    pub fn wrap(&self, nonce: &[u8; 24], key: &[u8; 32]) -> Result<Vec<u8>, StoreError> {
        Ok([self.envelope.as_slice(), &wrap(&self.session, nonce, key)?].concat())
    }
}

/// Opens keys wrapped for the security role, remembering the last envelope.
pub struct SealedReader {
    secret: SecretKey,
    last: Option<([u8; ENVELOPE], Secret)>,
}

impl SealedReader {
    /// A reader with the role's secret.
    pub fn new(secret: &Secret) -> Self {
        Self { secret: SecretKey::from(**secret), last: None }
    }

    /// Opens a wrapped key.
    pub fn unwrap(&mut self, nonce: &[u8; 24], wrapped: &[u8]) -> Option<Secret> {
        let (envelope, wrapped) = wrapped.split_first_chunk::<ENVELOPE>()?;
        if self.last.as_ref().is_none_or(|(last, _)| last != envelope) {
            let session = Zeroizing::new(self.secret.unseal(envelope).ok()?);
            self.last = Some((*envelope, Zeroizing::new(session.as_slice().try_into().ok()?)));
        }
        unwrap(&self.last.as_ref()?.1, nonce, wrapped)
    }
}

/// A sized randomness for the callees that ask for one.
struct Rng<'a>(&'a mut dyn CryptoRngCore);

impl rand_core::RngCore for Rng<'_> {
    fn next_u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        self.0.fill_bytes(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
        self.0.try_fill_bytes(dest)
    }
}

impl rand_core::CryptoRng for Rng<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn a_recovery_code_opens_in_any_order_and_spelling() {
        let code = RecoveryCode::random(&mut OsRng);
        let [a, b] = &code.0;
        let lower = Zeroizing::new(b.to_lowercase().replace('-', " "));
        let other = RecoveryCode([lower, a.clone()]);
        assert_eq!(other.secret().bytes(), code.secret().bytes());
        let wrong = RecoveryCode([a.clone(), a.clone()]);
        assert_ne!(wrong.secret().bytes(), code.secret().bytes());
    }

    #[test]
    fn a_wrapped_key_opens_under_its_own_key_and_nonce_alone() {
        let (store, body) = (fresh(&mut OsRng), fresh(&mut OsRng));
        let wrapped = wrap(&store, &[1; 24], &body).unwrap();
        assert_eq!(unwrap(&store, &[1; 24], &wrapped), Some(body.clone()));
        assert_eq!(unwrap(&store, &[2; 24], &wrapped), None);
        assert_eq!(unwrap(&body, &[1; 24], &wrapped), None);

        let role = SecretKey::generate(&mut OsRng);
        let sender = SealedSender::new(&BASE64.encode(role.public_key().as_bytes()), &mut OsRng).unwrap();
        let wrapped = sender.wrap(&[1; 24], &body).unwrap();
        let mut reader = SealedReader::new(&Zeroizing::new(role.to_bytes()));
        assert_eq!(reader.unwrap(&[1; 24], &wrapped), Some(body));
        assert_eq!(reader.unwrap(&[2; 24], &wrapped), None);
    }
}
