//! Working data that is sealed: under a key that follows from the store's, so that nobody without it reads it or puts
//! something else in its place.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::ledger::aead;

use super::Store;
use super::error::StoreError;
use super::keyring::KeyRing;

/// The setting that says how mail goes out.
const SERVICE: &str = "mail";

impl KeyRing {
    /// Seals something of this purpose.
    pub(super) fn seal_working(
        &self,
        purpose: &str,
        content: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, StoreError> {
        let (key, mut nonce) = (Zeroizing::new(self.tag(purpose, &[])?), [0; 24]);
        rng.fill_bytes(&mut nonce);
        let mut sealed = content.to_vec();
        aead::seal(&key, &nonce, purpose.as_bytes(), &mut sealed)
            .map_err(|_| StoreError::KeySlots("sealing failed".into()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed so; `None` for anything else.
    pub(super) fn open_working(&self, purpose: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<24>()?;
        let key = Zeroizing::new(self.tag(purpose, &[]).ok()?);
        let mut content = sealed.to_vec();
        aead::open(&key, nonce, purpose.as_bytes(), &mut content).ok()?;
        Some(Zeroizing::new(content))
    }
}

impl Store {
    /// How mail goes out, as it was kept; `None` where it was not said, or does not open.
    pub fn mail_service(&self) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let keys = self.keys()?;
        let kept = self.tables().setting(SERVICE)?;
        let sealed = kept.and_then(|text| data_encoding::BASE64.decode(text.as_bytes()).ok());
        Ok(sealed.and_then(|sealed| keys.open_working(SERVICE, &sealed)))
    }

    /// Keeps how mail goes out.
    pub fn keep_mail_service(&mut self, content: &[u8]) -> Result<(), StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let sealed = keys.seal_working(SERVICE, content, self.rng.as_mut())?;
        self.set(SERVICE, &data_encoding::BASE64.encode(&sealed))
    }
}
