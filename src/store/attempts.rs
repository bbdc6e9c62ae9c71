//! `attempts`: what happens while the store is shut or written by another process, sealed to the post's key line by
//! line, and taken into the log at the next sign-in.

use std::fs::OpenOptions;
use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::domain::fact::BackedUp;
use crate::domain::{OperatorId, Timestamp};

use super::Store;
use super::error::StoreError;
use super::secrets::{post_exchange, seal_to, unseal};

const NAME: &str = "attempts";
/// What is being taken in: moved aside first, so that what another process notes meanwhile is kept for the next time.
const TAKEN: &str = "attempts.taken";
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
        /// Whether it was the PIN of a locked session.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pin: bool,
    },
    /// An operator asked for a verdict beside a running window.
    Check {
        /// When.
        at: Timestamp,
        /// Who.
        operator: OperatorId,
    },
    /// An operator made a backup, beside a running window or before anybody signed in.
    BackedUp(Box<BackedUp>),
    /// An operator opened a person beside a running window.
    Opened {
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
            // A line of its own even after one that a power cut broke off.
            file.write_all(format!("\n{line}\n").as_bytes())?;
            file.sync_data()
        };
        write().map_err(StoreError::file(&path))
    }

    /// The attempts that wait to be taken in, which stay where they are. One that is taken in meanwhile may be among them
    /// twice, or be in the log by now; it is missing from neither.
    pub fn attempts_waiting(&self) -> Result<Vec<Attempt>, StoreError> {
        let mut waiting = Vec::new();
        // In the order in which they are moved.
        for name in [NAME, TAKEN] {
            waiting.extend(self.open_lines(&read(&self.folder.join(name))?)?.0);
        }
        Ok(waiting)
    }

    /// The attempts noted so far, and how many lines do not open: those were not written by Gateward.
    pub fn attempts(&self) -> Result<(Vec<Attempt>, usize), StoreError> {
        let (path, taken) = (self.folder.join(NAME), self.folder.join(TAKEN));
        if !taken.exists() && path.exists() {
            std::fs::rename(&path, &taken).map_err(StoreError::file(&path))?;
        }
        self.open_lines(&read(&taken)?)
    }

    /// What these lines say, and how many do not open.
    fn open_lines(&self, text: &[u8]) -> Result<(Vec<Attempt>, usize), StoreError> {
        let secret = post_exchange(&self.keys()?.post);
        // Whatever bytes somebody put there, they keep nobody from signing in.
        let text = String::from_utf8_lossy(text);
        let lines: Vec<&str> = lines(&text).take(MOST).collect();
        let open = |line: &&str| serde_json::from_slice(&unseal(&secret, line)?).ok();
        // Anybody can seal a line to the post; who made a backup says so with their own key.
        let theirs = |attempt: &Attempt| match attempt {
            Attempt::BackedUp(made) => self.is_signed(made).unwrap_or(false),
            _ => true,
        };
        let attempts: Vec<Attempt> = lines.iter().filter_map(open).filter(theirs).collect();
        let unread = lines.len() - attempts.len();
        Ok((attempts, unread))
    }

    /// Forgets the attempts that are in the log now. What was too much for one time stays for the next.
    pub fn clear_attempts(&self) -> Result<(), StoreError> {
        let path = self.folder.join(TAKEN);
        if !path.exists() {
            return Ok(());
        }
        let text = read(&path)?;
        let text = String::from_utf8_lossy(&text);
        let rest: String = lines(&text).skip(MOST).flat_map(|line| [line, "\n"]).collect();
        if rest.is_empty() {
            return std::fs::remove_file(&path).map_err(StoreError::file(&path));
        }
        super::keyslots::write_whole(&self.folder, TAKEN, rest.as_bytes())
    }
}

/// What a file of attempts has; nothing where there is none.
fn read(path: &std::path::Path) -> Result<Vec<u8>, StoreError> {
    match std::fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        read => read.map_err(StoreError::file(path)),
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty())
}
