//! Bodies: what a leaf commits to and does not say. Padded to a bucket, sealed under a key of their own.
//!
//! The commitment is HMAC-SHA-256 over `context ‖ u32 length ‖ padded body`, the seal is XChaCha20-Poly1305 over
//! `u32 length ‖ padded body` with the same context as associated data, and the context is
//! `"gateward/commit/v1\0" ‖ u16 length ‖ origin ‖ entry id ‖ slot`. Lengths are big-endian. Both keys come from the
//! body's key by HKDF-SHA-256 (RFC 5869), expand only, since that key is uniform already.

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::CryptoRngCore;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::Commitment;
use super::aead::{self, TAG};
use crate::domain::EntryId;

/// The smallest bucket in bytes: what an empty body looks like, and the one size of every sealed slot.
pub const SMALLEST: usize = 256;
/// The longest body in bytes: half of what one row of the store may hold.
pub const LONGEST: usize = 8 * 1024 * 1024;

const LENGTH: usize = 4;
const COMMIT: &[u8] = b"gateward/commit/v1";
const SEAL: &[u8] = b"gateward/seal/v1";

/// What can be wrong with a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyFault {
    /// Longer than its slot takes.
    #[error("the body has {length} bytes and its slot takes {limit}")]
    TooLong {
        /// Bytes of the body.
        length: usize,
        /// Bytes that fit.
        limit: usize,
    },
    /// The log's origin does not fit its two-byte length.
    #[error("the log's origin is longer than 65,535 bytes")]
    Origin,
    /// No keys could be made from the body's key.
    #[error("the body's keys cannot be derived")]
    Derivation,
    /// Altered, cut, moved from another entry or slot, or opened with another key.
    #[error("the body does not open: it was altered, or this is not its key or its place")]
    Unopened,
    /// It opens, and its padding is not the one that its length asks for.
    #[error("the body opens, and its padding is not what its length asks for")]
    Padding,
    /// It opens, and the leaf commits to something else.
    #[error("the body opens, and it is not the one the leaf commits to")]
    Commitment,
}

/// Which of an entry's three bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Slot {
    /// Who it is about, or what is attached.
    Person = 0,
    /// Links, reason codes, rules and inputs.
    Situation = 1,
    /// What the security role alone may read.
    Sealed = 2,
}

impl Slot {
    /// Every slot, in the order of a leaf's commitments.
    pub const ALL: [Self; 3] = [Self::Person, Self::Situation, Self::Sealed];

    /// The longest body that it takes, in bytes.
    pub fn limit(self) -> usize {
        if self == Self::Sealed { SMALLEST } else { LONGEST }
    }

    /// Bytes that a body of this length is padded to: a power of two, so that a length tells little.
    fn bucket(self, length: usize) -> Result<usize, BodyFault> {
        let limit = self.limit();
        if length > limit {
            return Err(BodyFault::TooLong { length, limit });
        }
        Ok(length.next_power_of_two().max(SMALLEST))
    }
}

/// Where a body belongs; a body of one place neither opens nor commits in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The log's origin.
    pub origin: &'a str,
    /// The entry.
    pub entry: EntryId,
    /// Which of its bodies.
    pub slot: Slot,
}

impl Place<'_> {
    /// What is committed to before the body, and the associated data of its seal.
    fn context(&self) -> Result<Vec<u8>, BodyFault> {
        let length = u16::try_from(self.origin.len()).map_err(|_| BodyFault::Origin)?;
        let mut context = Vec::with_capacity(COMMIT.len() + 1 + 2 + self.origin.len() + self.entry.0.len() + 1);
        context.extend_from_slice(COMMIT);
        context.push(0);
        context.extend_from_slice(&length.to_be_bytes());
        context.extend_from_slice(self.origin.as_bytes());
        context.extend_from_slice(&self.entry.0);
        context.push(self.slot as u8);
        Ok(context)
    }

    /// `entry id ‖ slot ‖ zeros`. Each key seals one body once, so that the nonce need not be random.
    fn nonce(&self) -> [u8; 24] {
        let mut nonce = [0; 24];
        let bytes = self.entry.0.into_iter().chain([self.slot as u8]);
        nonce.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        nonce
    }
}

/// The key of one body: fresh for each, used once, wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct BodyKey([u8; 32]);

impl BodyKey {
    /// A fresh key.
    pub fn random(rng: &mut dyn CryptoRngCore) -> Self {
        let mut key = Self([0; 32]);
        rng.fill_bytes(&mut key.0);
        key
    }

    /// A key that was kept.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to be wrapped.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Both keys of a body, derived once.
struct Keys {
    commit: Zeroizing<[u8; 32]>,
    seal: Zeroizing<[u8; 32]>,
}

impl Keys {
    fn derive(key: &BodyKey) -> Result<Self, BodyFault> {
        let expand = Hkdf::<Sha256>::from_prk(&key.0).map_err(|_| BodyFault::Derivation)?;
        let derived = |info: &[u8]| {
            let mut okm = Zeroizing::new([0; 32]);
            expand.expand(info, okm.as_mut_slice()).map_err(|_| BodyFault::Derivation)?;
            Ok(okm)
        };
        Ok(Self { commit: derived(COMMIT)?, seal: derived(SEAL)? })
    }

    /// HMAC over the context and the padded body with its length.
    fn commit(&self, context: &[u8], padded: &[u8]) -> Result<Hmac<Sha256>, BodyFault> {
        let mac = <Hmac<Sha256> as Mac>::new_from_slice(self.commit.as_slice()).map_err(|_| BodyFault::Derivation)?;
        Ok(mac.chain_update(context).chain_update(padded))
    }
}

/// `u32 length ‖ body ‖ zeros`, with room for the tag behind it.
fn pad(slot: Slot, body: &[u8]) -> Result<Zeroizing<Vec<u8>>, BodyFault> {
    let bucket = slot.bucket(body.len())?;
    let length = u32::try_from(body.len()).map_err(|_| BodyFault::TooLong { length: body.len(), limit: LONGEST })?;
    let mut padded = Zeroizing::new(Vec::with_capacity(LENGTH + bucket + TAG));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(body);
    padded.resize(LENGTH + bucket, 0);
    Ok(padded)
}

/// The body without its length and padding, both of which must be the canonical ones.
fn strip(slot: Slot, mut padded: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, BodyFault> {
    let (length, rest) = padded.split_first_chunk::<LENGTH>().ok_or(BodyFault::Padding)?;
    let length = u32::from_be_bytes(*length) as usize;
    let padding = rest.get(length..).ok_or(BodyFault::Padding)?;
    // Folded and not searched: that runs over many bytes at once.
    let stowaway = padding.iter().fold(0, |seen, byte| seen | byte);
    if slot.bucket(length) != Ok(rest.len()) || stowaway != 0 {
        return Err(BodyFault::Padding);
    }
    padded.truncate(LENGTH + length);
    padded.drain(..LENGTH);
    Ok(padded)
}

/// What the leaf says of this body in this place.
///
/// # Errors
/// A body longer than its slot takes, or an origin longer than 65,535 bytes.
pub fn commitment(place: &Place, key: &BodyKey, body: &[u8]) -> Result<Commitment, BodyFault> {
    let padded = pad(place.slot, body)?;
    let mac = Keys::derive(key)?.commit(&place.context()?, &padded)?;
    Ok(Commitment(mac.finalize().into_bytes().into()))
}

/// The bytes to be stored, and the commitment for the leaf. The key must be fresh.
///
/// # Errors
/// As [`commitment`].
pub fn seal(place: &Place, key: &BodyKey, body: &[u8]) -> Result<(Vec<u8>, Commitment), BodyFault> {
    let mut sealed = pad(place.slot, body)?;
    let (keys, context) = (Keys::derive(key)?, place.context()?);
    let commitment = Commitment(keys.commit(&context, &sealed)?.finalize().into_bytes().into());
    let too_long = |_| BodyFault::TooLong { length: body.len(), limit: place.slot.limit() };
    aead::seal(&keys.seal, &place.nonce(), &context, &mut sealed).map_err(too_long)?;
    // The plain text was overwritten in place and nothing is left of it to wipe.
    Ok((std::mem::take(&mut *sealed), commitment))
}

/// The body as it was sealed.
///
/// # Errors
/// [`BodyFault::Unopened`] for anything but these bytes, this key and this place.
pub fn open(place: &Place, key: &BodyKey, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, BodyFault> {
    let padded = decrypt(&Keys::derive(key)?, place, &place.context()?, sealed)?;
    strip(place.slot, padded)
}

/// The body as it was sealed, after making sure that it is the one its leaf commits to.
///
/// # Errors
/// As [`open`], and [`BodyFault::Commitment`] where the leaf commits to something else.
pub fn check(place: &Place, key: &BodyKey, sealed: &[u8], leaf: &Commitment) -> Result<Zeroizing<Vec<u8>>, BodyFault> {
    let (keys, context) = (Keys::derive(key)?, place.context()?);
    let padded = decrypt(&keys, place, &context, sealed)?;
    keys.commit(&context, &padded)?.verify_slice(&leaf.0).map_err(|_| BodyFault::Commitment)?;
    strip(place.slot, padded)
}

fn decrypt(keys: &Keys, place: &Place, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, BodyFault> {
    let mut padded = Zeroizing::new(sealed.to_vec());
    aead::open(&keys.seal, &place.nonce(), context, &mut padded).map_err(|_| BodyFault::Unopened)?;
    Ok(padded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HERE: Place = Place { origin: "mission.example/gateward/p1", entry: EntryId([7; 16]), slot: Slot::Person };

    fn key() -> BodyKey {
        BodyKey::from_bytes([5; 32])
    }

    #[test]
    fn the_commitment_is_the_published_construction() {
        // Built here by hand from HMAC alone: HKDF-Expand of one block is HMAC(key, info ‖ 0x01).
        let hmac = |key: &[u8], parts: &[&[u8]]| {
            let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).unwrap();
            parts.iter().for_each(|part| mac.update(part));
            <[u8; 32]>::from(mac.finalize().into_bytes())
        };
        let commit = hmac(&[5; 32], &[b"gateward/commit/v1", &[1]]);
        let padded = [b"hello".as_slice(), &[0; 251]].concat();
        let origin = HERE.origin.as_bytes();
        let parts: [&[u8]; 7] =
            [b"gateward/commit/v1\0", &[0, 27], origin, &[7; 16], &[0], &[0, 0, 0, 5], padded.as_slice()];
        assert_eq!(commitment(&HERE, &key(), b"hello"), Ok(Commitment(hmac(&commit, &parts))));
    }

    #[test]
    fn a_length_shows_only_as_its_bucket() {
        let sealed = |length: usize| seal(&HERE, &key(), &vec![b'x'; length]).unwrap().0.len() - LENGTH - TAG;
        assert_eq!([0, 1, 256].map(sealed), [256; 3]);
        assert_eq!([257, 512, 513, 1024, 1025].map(sealed), [512, 512, 1024, 1024, 2048]);
        assert_eq!(sealed(LONGEST), LONGEST);
        let too_long = Err(BodyFault::TooLong { length: LONGEST + 1, limit: LONGEST });
        assert_eq!(seal(&HERE, &key(), &vec![0; LONGEST + 1]), too_long);
    }

    #[test]
    fn the_sealed_slot_has_one_size() {
        let place = Place { slot: Slot::Sealed, ..HERE };
        assert_eq!(seal(&place, &key(), &[1; 256]).unwrap().0.len(), seal(&place, &key(), &[]).unwrap().0.len());
        assert_eq!(seal(&place, &key(), &[1; 257]), Err(BodyFault::TooLong { length: 257, limit: 256 }));
    }

    #[test]
    fn a_body_belongs_to_one_place_and_one_key() {
        let (sealed, committed) = seal(&HERE, &key(), b"hello").unwrap();
        let elsewhere = [
            Place { origin: "mission.example/gateward/p2", ..HERE },
            Place { entry: EntryId([8; 16]), ..HERE },
            Place { slot: Slot::Situation, ..HERE },
        ];
        for place in elsewhere {
            assert_eq!(open(&place, &key(), &sealed), Err(BodyFault::Unopened), "{place:?}");
            assert_ne!(commitment(&place, &key(), b"hello"), Ok(committed), "{place:?}");
        }
        assert_eq!(open(&HERE, &BodyKey::from_bytes([6; 32]), &sealed), Err(BodyFault::Unopened));
        let long = "o".repeat(65_536);
        assert_eq!(commitment(&Place { origin: &long, ..HERE }, &key(), b""), Err(BodyFault::Origin));
    }

    #[test]
    fn every_flipped_bit_of_a_sealed_body_is_noticed() {
        let (sealed, committed) = seal(&HERE, &key(), b"hello").unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(check(&HERE, &key(), &flipped, &committed), Err(BodyFault::Unopened), "bit {bit}");
        }
        for length in [0, TAG, sealed.len() - 1] {
            assert_eq!(open(&HERE, &key(), &sealed[..length]), Err(BodyFault::Unopened));
        }
    }

    #[test]
    fn padding_that_carries_something_is_refused() {
        // Sealed rightly by somebody with the key, and yet not canonical: a stowaway, a length too long, a bucket too big.
        let stowaway = [&[0, 0, 0, 1, b'a'], [1; 255].as_slice()].concat();
        let length = [&[0, 0, 1, 1], [0; 256].as_slice()].concat();
        let bucket = [&[0, 0, 0, 1], [0; 512].as_slice()].concat();
        for mut padded in [stowaway, length, bucket] {
            let context = HERE.context().unwrap();
            let keys = Keys::derive(&key()).unwrap();
            aead::seal(&keys.seal, &HERE.nonce(), &context, &mut padded).unwrap();
            assert_eq!(open(&HERE, &key(), &padded), Err(BodyFault::Padding));
        }
    }

    proptest! {
        #[test]
        fn a_body_is_opened_as_it_was_sealed(body in prop::collection::vec(any::<u8>(), 0..2000), bytes: [u8; 32]) {
            let key = BodyKey::from_bytes(bytes);
            let (sealed, committed) = seal(&HERE, &key, &body).unwrap();
            prop_assert_eq!(commitment(&HERE, &key, &body), Ok(committed));
            prop_assert_eq!(&*open(&HERE, &key, &sealed).unwrap(), &body);
            prop_assert_eq!(&*check(&HERE, &key, &sealed, &committed).unwrap(), &body);
        }

        #[test]
        fn another_body_has_another_commitment(body in prop::collection::vec(any::<u8>(), 1..600), bit in any::<u16>()) {
            let committed = commitment(&HERE, &key(), &body).unwrap();
            let mut other = body.clone();
            let bit = usize::from(bit) % (body.len() * 8);
            other[bit / 8] ^= 1 << (bit % 8);
            let (sealed, _) = seal(&HERE, &key(), &other).unwrap();
            prop_assert_eq!(check(&HERE, &key(), &sealed, &committed), Err(BodyFault::Commitment));
            // A longer body that pads to the same bytes differs in its length.
            other.clone_from(&body);
            other.push(0);
            prop_assert_ne!(commitment(&HERE, &key(), &other), Ok(committed));
        }
    }
}
