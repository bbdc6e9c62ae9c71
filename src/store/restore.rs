//! A post set up anew from a backup: its log ends, and another goes on from it.
//!
//! The new log has another id, another signing key and another store key. It begins with the entries of the old one, so
//! that its heads cover them as well and no number means two things: the entry that restored it is the first of its own,
//! and from there on entries bear its id. Tables are made of both alike. So the backup's entries stay as they were
//! written, under the name and the key that they were written under, and nothing is written to them any more.
//!
//! All of it is done in a folder of its own beside the post. What lay in the post's folder is set aside whole, and the
//! restored post is moved into its place last.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::SigningKey;
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use crate::domain::fact::{ErasedAgain, Fact, Founded, HeadOf, Restored};
use crate::domain::{ClockQuality, Moment, PersonId};
use crate::ledger::checkpoint;

use super::connection::{self, DATABASE, LOCK};
use super::erase::{delete, is_erasable};
use super::error::StoreError;
use super::keyslots::OperatorSlots;
use super::secrets::{self, exchange_public, post_exchange};
use super::{Act, NewEntry, Post, Store};

/// Where a post is restored before it is moved into its place.
const STAGING: &str = "restore.new";
/// Where what lay in its place is kept.
const ASIDE: &str = "set-aside";
/// Entries that one fact erases again at most.
const MOST_ERASED: usize = 4_096;
/// The files of a post at rest, the database last: with it the post is there.
const FILES: [&str; 3] = ["keyslots.json", "keyslots.copy.json", DATABASE];

/// The folder in which a post is restored; what is in it goes when this does.
#[derive(Debug)]
pub struct Staging(PathBuf);

impl Staging {
    /// An empty one in the folder of a post, whose lock is held.
    pub fn begin(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(STAGING);
        // What was broken off is made again from the backup.
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(StoreError::file(&path))?;
        }
        std::fs::create_dir(&path).map_err(StoreError::file(&path))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Sets aside what lies in the post's folder and moves the restored post into its place. Returns where the former is
    /// kept, if there was anything.
    pub fn move_in(self, folder: &Path, now: Moment) -> Result<Option<PathBuf>, StoreError> {
        let aside = set_aside(folder, now)?;
        for name in FILES {
            std::fs::rename(self.0.join(name), folder.join(name)).map_err(StoreError::file(folder))?;
        }
        sync(folder)?;
        Ok(aside)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the folder of the restore could not be removed");
        }
    }
}

/// Moves everything of a post into a folder of its own, and makes that read-only.
fn set_aside(folder: &Path, now: Moment) -> Result<Option<PathBuf>, StoreError> {
    let ours = |name: &std::ffi::OsStr| [LOCK, STAGING, ASIDE].iter().any(|ours| name == *ours);
    let listed = std::fs::read_dir(folder).map_err(StoreError::file(folder))?;
    let names = listed.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<Vec<_>, _>>();
    let names: Vec<_> = names.map_err(StoreError::file(folder))?.into_iter().filter(|name| !ours(name)).collect();
    if names.is_empty() {
        return Ok(None);
    }
    let kept = folder.join(ASIDE);
    std::fs::create_dir_all(&kept).map_err(StoreError::file(&kept))?;
    let time = now.at.rfc3339().replace(':', "-");
    let free = (1..).map(|n| kept.join(if n == 1 { time.clone() } else { format!("{time}-{n}") }));
    let Some(aside) = free.into_iter().find(|path| !path.exists()) else { return Ok(None) };
    std::fs::create_dir(&aside).map_err(StoreError::file(&aside))?;
    for name in names {
        std::fs::rename(folder.join(&name), aside.join(&name)).map_err(StoreError::file(&aside))?;
    }
    sync(&aside)?;
    sync(folder)?;
    if let Err(error) = read_only(&aside) {
        tracing::warn!(%error, "what was set aside could not be made read-only");
    }
    Ok(Some(aside))
}

fn read_only(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            read_only(&entry?.path())?;
        }
    }
    let mut rights = path.metadata()?.permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(path, rights)
}

fn sync(folder: &Path) -> Result<(), StoreError> {
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::file(folder))
}

/// What a post is to be from here on; nothing of it is recorded yet.
pub struct Next {
    /// What its entry will say of it.
    pub post: Founded,
    epoch: u32,
}

impl Store {
    /// The head of the log as it is.
    pub fn head_of(&self) -> HeadOf {
        let frontier = &self.head.frontier;
        let (origin, root) = (self.post.origin.clone(), BASE64.encode(&frontier.root()));
        HeadOf { origin, size: frontier.size(), root }
    }

    /// The root that the log had at this size, base64, if it was ever as long.
    pub fn root_then(&self, size: u64) -> Result<Option<String>, StoreError> {
        if size > self.head.frontier.size() {
            return Ok(None);
        }
        Ok(Some(BASE64.encode(&self.root_at(size)?)))
    }

    /// Every entry whose bodies were erased, as the facts say.
    pub fn erased_entries(&self) -> Result<BTreeSet<u64>, StoreError> {
        Ok(self.erased_by_the_log()?.into_iter().collect())
    }

    /// Of these entries those that are still to be erased here.
    pub fn not_erased(&self, entries: &BTreeSet<u64>) -> Result<Vec<u64>, StoreError> {
        let mut left = Vec::new();
        for entry in entries.iter().take_while(|entry| **entry < self.head.frontier.size()) {
            if is_erasable(self.leaf(*entry)?.1.kind) && !self.tables().is_erased(*entry)? {
                left.push(*entry);
            }
        }
        Ok(left)
    }

    /// Takes another id, another signing key and another store key, which everybody whom the log vouches for is given.
    /// Until [`Self::go_on`] records it, all that is in memory alone.
    pub fn begin_next(&mut self) -> Result<Next, StoreError> {
        let (vouched, recovery) = (self.vouched(None)?, self.recovery_said()?);
        let mut id = [0; 8];
        self.rng.fill_bytes(&mut id);
        let (id, signing) = (HEXLOWER.encode(&id), SigningKey::from_bytes(&secrets::fresh(&mut *self.rng)));
        let mut slots = self.slots.clone();
        let mut keys = self.keys.take().ok_or(StoreError::Locked)?;
        keys.post = signing.clone();
        let vouches = |operator: &OperatorSlots| vouched.of(operator);
        let begun = keys.begin_epoch(&mut slots, vouches, recovery.as_deref(), &mut *self.rng);
        self.keys = Some(keys);
        let (epoch, security) = begun?;
        slots.origin = checkpoint::origin_of(&self.post.origin, &id);
        slots.key = BASE64.encode(signing.verifying_key().as_bytes());
        slots.exchange = BASE64.encode(&exchange_public(&post_exchange(&signing)));
        let domain = slots.origin.split('/').next().unwrap_or_default().to_owned();
        let Post { mission, gate, .. } = self.post.clone();
        let (origin, key, exchange) = (slots.origin.clone(), slots.key.clone(), slots.exchange.clone());
        self.slots = slots;
        self.post = Post {
            mission: mission.clone(),
            gate: gate.clone(),
            id: id.clone(),
            origin,
            key: key.clone(),
            security: security.clone(),
        };
        Ok(Next { post: Founded { mission, domain, gate, post: id, key, exchange, security }, epoch })
    }

    /// Records that the log goes on as another, and erases again what was erased since the backup was made.
    pub fn go_on(
        &mut self,
        restored: Restored,
        epoch: u32,
        entries: &[u64],
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(), StoreError> {
        let key = restored.post.security.clone();
        let facts = [Fact::Restored(Box::new(restored)), Fact::SecurityKeySet { epoch, key }];
        self.with_slots(self.slots.clone(), now, clock, facts.map(NewEntry::new).into())?;
        let mut persons = self.persons_of(entries)?;
        connection::guard_but_bodies(&mut self.connection)?;
        let done = self.act(now, clock, |act: &mut Act<'_>| {
            for entries in entries.chunks(MOST_ERASED) {
                let again = ErasedAgain { persons: std::mem::take(&mut persons), entries: entries.to_vec() };
                let _ = act.record(NewEntry::new(Fact::ErasedAgain(again)))?;
                let _ = delete(act.connection, entries)?;
            }
            act.seal_head(true)
        });
        connection::guard(&mut self.connection)?;
        done
    }

    /// The guests who are known by these entries.
    fn persons_of(&self, entries: &[u64]) -> Result<Vec<PersonId>, StoreError> {
        let mut query = self.connection.prepare("SELECT id FROM persons WHERE seq = ?1")?;
        let mut persons = Vec::new();
        for entry in entries {
            persons.extend(query.query_row([entry.cast_signed()], |row| row.get(0)).optional()?.map(PersonId));
        }
        Ok(persons)
    }
}

impl Next {
    /// The epoch of the store key that begins with it.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }
}

/// SHA-256 over the numbers of the entries that are erased again, lower-case hexadecimal; empty where there are none.
pub fn digest_of(entries: &[u64]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let hash = entries.iter().fold(Sha256::new(), |hash, entry| hash.chain_update(entry.to_be_bytes()));
    HEXLOWER.encode(&hash.finalize())
}
