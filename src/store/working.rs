//! Working data that is sealed: under a key that follows from the store's, so that nobody without it reads it or puts
//! something else in its place.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::domain::fact::{Fact, SettingsChanged};
use crate::domain::{ClockQuality, Moment};
use crate::ledger::aead;

use super::error::StoreError;
use super::keyring::KeyRing;
use super::{NewEntry, Store};

/// A setting that says what leaves the post, sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// How mail goes out.
    Mail,
    /// How hosts are told.
    Notices,
}

impl Sealed {
    /// The stable name: of the setting, and of what it is sealed for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Notices => "notices",
        }
    }
}

impl KeyRing {
    /// Seals something of this purpose; for one row alone, where its key is among the parts.
    pub(super) fn seal_working(
        &self,
        (purpose, row): (&str, &[&[u8]]),
        content: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, StoreError> {
        let (key, mut nonce) = (Zeroizing::new(self.tag(purpose, row)?), [0; 24]);
        rng.fill_bytes(&mut nonce);
        let mut sealed = content.to_vec();
        aead::seal(&key, &nonce, purpose.as_bytes(), &mut sealed)
            .map_err(|_| StoreError::KeySlots("sealing failed".into()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed so; `None` for anything else.
    pub(super) fn open_working(&self, (purpose, row): (&str, &[&[u8]]), sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<24>()?;
        let key = Zeroizing::new(self.tag(purpose, row).ok()?);
        let mut content = sealed.to_vec();
        aead::open(&key, nonce, purpose.as_bytes(), &mut content).ok()?;
        Some(Zeroizing::new(content))
    }
}

impl Store {
    /// A sealed setting as it was kept; `None` where it was not said, or does not open.
    pub fn sealed_setting(&self, which: Sealed) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let keys = self.keys()?;
        let kept = self.tables().setting(which.name())?;
        let sealed = kept.and_then(|text| data_encoding::BASE64.decode(text.as_bytes()).ok());
        Ok(sealed.and_then(|sealed| keys.open_working((which.name(), &[]), &sealed)))
    }

    /// Keeps a sealed setting, with the entry that says what of it is another.
    pub fn keep_sealed_setting(
        &mut self,
        which: Sealed,
        content: &[u8],
        changed: SettingsChanged,
        (now, clock): (Moment, ClockQuality),
    ) -> Result<(), StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let sealed = keys.seal_working((which.name(), &[]), content, self.rng.as_mut())?;
        let sealed = data_encoding::BASE64.encode(&sealed);
        self.act(now, clock, |act| {
            let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value";
            let _ = act.connection.execute(sql, [which.name(), &sealed])?;
            act.record(NewEntry::new(Fact::SettingsChanged(changed))).map(drop)
        })
    }
}
