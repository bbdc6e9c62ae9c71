//! `attempts`: what happens while the store is shut or written by another process, sealed to the post's key line by
//! line, and taken into the log at the next sign-in.

use std::fs::OpenOptions;
use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::domain::{OperatorId, Timestamp};

use super::Store;
use super::error::StoreError;
use super::secrets::{post_exchange, seal_to, unseal};

const NAME: &str = "attempts";
/// More than this is not taken in at once; a flood of attempts must not keep anybody from signing in.
const MOST: usize = 10_000;

/// Something noted outside the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "note")]
pub enum Attempt {
    /// Somebody tried to sign in and could not.
    SignIn {
        /// When.
        at: Timestamp,
        /// The service number that was typed.
        number: String,
    },
    /// An operator asked for a verdict beside a running window.
    Check {
        /// When.
        at: Timestamp,
        /// Who.
        operator: OperatorId,
    },
}

impl Store {
    /// Notes an attempt, durably.
    pub fn note_attempt(&mut self, attempt: &Attempt) -> Result<(), StoreError> {
        let json = serde_json::to_vec(attempt).map_err(|error| StoreError::KeySlots(error.to_string()))?;
        let line = seal_to(&self.slots.exchange, &json, &mut *self.rng)?;
        let path = self.folder.join(NAME);
        let write = || {
            let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
            file.write_all(format!("{line}\n").as_bytes())?;
            file.sync_data()
        };
        write().map_err(StoreError::file(&path))
    }

    /// The attempts noted so far, and how many lines do not open: those were not written by Gateward.
    pub fn attempts(&self) -> Result<(Vec<Attempt>, usize), StoreError> {
        let path = self.folder.join(NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((Vec::new(), 0)),
            Err(error) => return Err(StoreError::File { path, error }),
        };
        let secret = post_exchange(&self.keys()?.post);
        let lines: Vec<&str> = text.lines().take(MOST).collect();
        let open = |line: &&str| serde_json::from_slice(&unseal(&secret, line)?).ok();
        let attempts: Vec<Attempt> = lines.iter().filter_map(open).collect();
        let unread = lines.len() - attempts.len();
        Ok((attempts, unread))
    }

    /// Forgets the attempts that are in the log now.
    pub fn clear_attempts(&self) -> Result<(), StoreError> {
        let path = self.folder.join(NAME);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::File { path, error }),
            _ => Ok(()),
        }
    }
}
