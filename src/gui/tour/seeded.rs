//! Randomness that is the same at each tour. For a post in a temporary folder, whose keys are nobody's secret.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit as _, StreamCipher as _};
use rand_core::{CryptoRng, Error, RngCore};

/// The key stream of a fixed key. No two may be used for one post: what is drawn has to differ.
pub(in crate::gui) struct Seeded(ChaCha20);

impl Seeded {
    pub(in crate::gui) fn new(key: u8) -> Self {
        Self(ChaCha20::new(&[key; 32].into(), &[0; 12].into()))
    }
}

impl RngCore for Seeded {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.fill_bytes(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill_bytes(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
        self.0.apply_keystream(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Seeded {}
