//! `delays`: how long nobody tries a service number again after wrong passphrases, whatever process asks.
//!
//! It has to be read before anything opens, so it says nothing: numbers go into few enough buckets that what was typed
//! cannot be found out from one, and a number that nobody has waits like any other. Whoever can write the file can
//! empty it, and can just as well take the key slots away and guess elsewhere; what stands against that is the cost of
//! each guess.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::domain::Timestamp;
use crate::domain::moment::{MINUTE, SECOND};

use super::Store;
use super::error::StoreError;
use super::keyslots::write_whole;

const NAME: &str = "delays";
/// After so long without a failure counting begins anew.
const FORGOTTEN: i64 = 15 * MINUTE;
/// Failures that cost no wait: anybody mistypes.
const FREE: u32 = 2;
/// The longest wait. It ends by itself, so that nobody is ever locked out.
pub const LONGEST: i64 = MINUTE;

/// Failures in a row, and when the last one was, by bucket.
type Failures = BTreeMap<u16, (u32, i64)>;

/// How long to wait after so many failures in a row: twice as long each time.
pub fn wait_after(failures: u32) -> i64 {
    match failures.checked_sub(FREE) {
        None | Some(0) => 0,
        Some(more) => ((1 << more.min(10)) * SECOND).min(LONGEST),
    }
}

impl Store {
    /// Milliseconds before this number may be tried again.
    pub fn delay(&self, number: &str, now: Timestamp) -> Result<i64, StoreError> {
        let Some((failures, last)) = self.read_delays()?.get(&self.bucket(number)).copied() else { return Ok(0) };
        // A clock that was set back keeps nobody out for longer.
        Ok((last + wait_after(failures) - now.0).clamp(0, wait_after(failures)))
    }

    /// Counts a failure.
    pub fn count_failure(&self, number: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut delays = self.read_delays()?;
        delays.retain(|_, (_, last)| (now.0 - *last).abs() < FORGOTTEN);
        let (failures, last) = delays.entry(self.bucket(number)).or_default();
        (*failures, *last) = (failures.saturating_add(1), now.0);
        self.write_delays(&delays)
    }

    /// Forgets the failures of somebody who got in.
    pub fn forget_failures(&self, number: &str) -> Result<(), StoreError> {
        let mut delays = self.read_delays()?;
        match delays.remove(&self.bucket(number)) {
            Some(_) => self.write_delays(&delays),
            None => Ok(()),
        }
    }

    fn bucket(&self, number: &str) -> u16 {
        let digest = Sha256::new().chain_update(&self.slots.origin).chain_update([0]).chain_update(number).finalize();
        u16::from_be_bytes([digest[0], digest[1]]) & 0x0fff
    }

    fn read_delays(&self) -> Result<Failures, StoreError> {
        let path = self.folder.join(NAME);
        match std::fs::read(&path) {
            // What is no count of ours counts as none: it must keep nobody out.
            Ok(text) => Ok(serde_json::from_slice(&text).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Failures::new()),
            Err(error) => Err(StoreError::File { path, error }),
        }
    }

    fn write_delays(&self, delays: &Failures) -> Result<(), StoreError> {
        let text = serde_json::to_vec(delays).map_err(|error| StoreError::KeySlots(error.to_string()))?;
        write_whole(&self.folder, NAME, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_after_two_failures_and_ends_with_a_minute() {
        let seconds: Vec<i64> = (0..12).map(|failures| wait_after(failures) / SECOND).collect();
        assert_eq!(seconds, [0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        assert_eq!(wait_after(u32::MAX), LONGEST);
    }
}
