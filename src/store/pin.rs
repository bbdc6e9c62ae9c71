//! The PIN that goes on with a locked session. It opens no key.
//!
//! What it is checked by is sealed to the operator's own key, so that nobody else who can open the store can try PINs
//! out on it. Two slots lie in it in random order, each sealed under Argon2id of a PIN: the one for every day, and the
//! one under duress, which is random where nobody chose it. Which of the two opened stands inside the slot.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::domain::{Duress, Pair};
use crate::ledger::aead;

use super::error::StoreError;
use super::keyslots::stretch_now;
use super::secrets::or_random;

const SALT: usize = 16;
const NONCE: usize = 24;
/// A slot: nonce, one sealed byte, tag.
const SLOT: usize = NONCE + 1 + aead::TAG;
/// Version, salt and both slots.
const LENGTH: usize = 1 + SALT + 2 * SLOT;
/// What a slot is sealed for.
const PURPOSE: &[u8] = b"gateward/pin/v1";
/// The version of the form; with it go the costs of the stretching.
const VERSION: u8 = 1;

/// What a PIN is checked by.
pub struct PinCheck(Zeroizing<Vec<u8>>);

impl PinCheck {
    /// What these PINs are checked by.
    pub fn new(pins: Pair<'_>, rng: &mut dyn CryptoRngCore) -> Result<Self, StoreError> {
        let failed = || StoreError::KeySlots("sealing failed".into());
        let mut salt = [0; SALT];
        rng.fill_bytes(&mut salt);
        let second = or_random(pins.second, rng);
        let slot = |pin: &str, duress: Duress, rng: &mut dyn CryptoRngCore| {
            let key = stretch_now(pin, &salt).ok_or_else(failed)?;
            let mut nonce = [0; NONCE];
            rng.fill_bytes(&mut nonce);
            let mut content = vec![duress.byte()];
            aead::seal(&key, &nonce, PURPOSE, &mut content).map_err(|_| failed())?;
            Ok::<_, StoreError>([nonce.as_slice(), &content].concat())
        };
        let mut slots = [slot(pins.first, Duress::No, rng)?, slot(&second, Duress::Yes, rng)?];
        if rng.next_u32() & 1 == 1 {
            slots.swap(0, 1);
        }
        Ok(Self(Zeroizing::new([&[VERSION], salt.as_slice(), &slots.concat()].concat())))
    }

    /// As it was kept; `None` for what this build does not know.
    pub fn read(bytes: Zeroizing<Vec<u8>>) -> Option<Self> {
        (bytes.len() == LENGTH && bytes.first() == Some(&VERSION)).then_some(Self(bytes))
    }

    /// To be kept.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Which of the two PINs this is, if it is one. Takes as long whichever slot opens, and where none does.
    pub fn is(&self, pin: &str) -> Option<Duress> {
        let (salt, slots) = self.0.get(1..).and_then(|rest| rest.split_at_checked(SALT))?;
        let key = stretch_now(pin, salt)?;
        let opened = slots.chunks(SLOT).map(|slot| {
            let (nonce, sealed) = slot.split_first_chunk::<NONCE>()?;
            let mut content = sealed.to_vec();
            aead::open(&key, nonce, PURPOSE, &mut content).ok()?;
            content.first().map(|flag| Duress::from_byte(*flag))
        });
        opened.fold(None, |found, one| found.or(one))
    }
}

/// What a session without a PIN is checked by: nothing opens it, after the same work.
pub fn none(rng: &mut dyn CryptoRngCore) -> PinCheck {
    let mut bytes = Zeroizing::new(vec![VERSION; LENGTH]);
    rng.fill_bytes(bytes.get_mut(1..).unwrap_or_default());
    PinCheck(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn the_pin_alone_is_the_pin() {
        let check = PinCheck::new(("738201", "594863").into(), &mut OsRng).unwrap();
        let read = PinCheck::read(Zeroizing::new(check.bytes().to_vec())).unwrap();
        assert_eq!(read.is("738201"), Some(Duress::No));
        assert_eq!(read.is("594863"), Some(Duress::Yes));
        assert_eq!([read.is("738202"), read.is("")], [None, None]);
        assert_eq!(none(&mut OsRng).is("738201"), None);
        assert!(PinCheck::read(Zeroizing::new(vec![1; LENGTH - 1])).is_none());
        assert!(PinCheck::read(Zeroizing::new(vec![2; LENGTH])).is_none());
    }

    #[test]
    fn with_and_without_a_pin_it_is_of_one_size_and_both_slots_are_used() {
        assert_eq!(none(&mut OsRng).bytes().len(), LENGTH);
        let first = |check: &PinCheck| {
            let mut halved = check.bytes().to_vec();
            halved[1 + SALT..1 + SALT + SLOT].fill(0);
            PinCheck::read(Zeroizing::new(halved)).unwrap().is("738201").is_none()
        };
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..40 {
            let check = PinCheck::new("738201".into(), &mut OsRng).unwrap();
            assert_eq!(check.bytes().len(), LENGTH);
            let _ = seen.insert(first(&check));
            if seen.len() == 2 {
                return;
            }
        }
        panic!("the real slot always stands in the same place");
    }
}
