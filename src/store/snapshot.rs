//! What can be made again from the store and takes long to make, kept sealed beside it: a part after the other.
//!
//! A file begins with eight bytes that say what it is and 32 random ones, its salt. Each part follows as its length,
//! eight bytes, little-endian, and sealed (XChaCha20-Poly1305) under the number of the part as nonce. The key is made
//! of the store's key, the salt and all that the content depends on: a file of anything else does not open, and one
//! that was cut off ends early. Nobody is told more than that; whatever does not open is made again.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use rusqlite::Connection;
use tempfile::NamedTempFile;

use crate::ledger::aead;

use super::Store;
use super::error::StoreError;
use super::secrets::Secret;

/// Where they lie in the folder of a post.
const FOLDER: &str = "snapshots";
/// What each begins with.
const MAGIC: &[u8; 8] = b"gwsnap\x00\x01";
/// What its key is made for, and its name.
const KEY: &str = "snapshot/key";
const NAME: &str = "snapshot/name";
/// The name of the one of guests: no list is called so, for a name has no such character.
const GUESTS: &str = "\0guests";
/// The setting that holds what its key is made of beside the store's: with it, whatever it says is gone.
const GUESTS_KEY: &str = "guests";
/// Bytes of a part, at the most.
const LARGEST: u64 = 1 << 30;

/// A snapshot that is read part by part.
pub struct SnapshotReader {
    file: BufReader<File>,
    key: Secret,
    next: u64,
}

/// A snapshot that is written part by part; what is not [kept](Self::keep) is gone.
pub struct SnapshotWriter {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
    key: Secret,
    next: u64,
}

impl Store {
    /// The snapshot of this name, if there is one; it opens if it was written by the same and for the same.
    pub fn snapshot(&self, name: &str, depends_on: &[&[u8]]) -> Option<SnapshotReader> {
        let mut file = BufReader::new(File::open(self.snapshot_path(name).ok()?).ok()?);
        let (mut magic, mut salt) = ([0; MAGIC.len()], [0; 32]);
        file.read_exact(&mut magic).ok()?;
        file.read_exact(&mut salt).ok()?;
        let key = self.snapshot_key(&salt, depends_on).ok()?;
        (&magic == MAGIC).then_some(SnapshotReader { file, key, next: 0 })
    }

    /// A snapshot of this name to be written, in place of the one there is.
    pub fn write_snapshot(&mut self, name: &str, depends_on: &[&[u8]]) -> Result<SnapshotWriter, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let mut salt = [0; 32];
        self.rng.fill_bytes(&mut salt);
        let (path, key) = (self.snapshot_path(name)?, self.snapshot_key(&salt, depends_on)?);
        let folder = self.folder.join(FOLDER);
        let made = fs::create_dir_all(&folder).and_then(|()| NamedTempFile::new_in(&folder));
        let mut file = BufWriter::new(made.map_err(at(&folder))?);
        file.write_all(MAGIC).and_then(|()| file.write_all(&salt)).map_err(at(&path))?;
        Ok(SnapshotWriter { file, path, key, next: 0 })
    }

    /// Deletes the snapshots of all other names, and what was left half-written.
    pub fn drop_snapshots_but(&self, names: &[&str]) -> Result<(), StoreError> {
        let folder = self.folder.join(FOLDER);
        if self.lock.is_none() || !folder.exists() {
            return Ok(());
        }
        let names = names.iter().chain(&[GUESTS]);
        let kept: Vec<PathBuf> = names.map(|name| self.snapshot_path(name)).collect::<Result<_, _>>()?;
        for entry in fs::read_dir(&folder).map_err(at(&folder))? {
            let path = entry.map_err(at(&folder))?.path();
            if !kept.contains(&path) {
                fs::remove_file(&path).map_err(at(&path))?;
            }
        }
        Ok(())
    }

    /// The snapshot of guests, if there is one; as [`snapshot`](Self::snapshot).
    pub fn guests_snapshot(&self, depends_on: &[&[u8]]) -> Option<SnapshotReader> {
        let key = self.tables().setting(GUESTS_KEY).ok()??;
        self.snapshot(GUESTS, &[depends_on, &[key.as_bytes()]].concat())
    }

    /// The snapshot of guests to be written; as [`write_snapshot`](Self::write_snapshot). The one there is opens no more.
    pub fn write_guests_snapshot(&mut self, depends_on: &[&[u8]]) -> Result<SnapshotWriter, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let mut key = [0; 32];
        self.rng.fill_bytes(&mut key);
        let key = HEXLOWER.encode(&key);
        self.set(GUESTS_KEY, &key)?;
        self.write_snapshot(GUESTS, &[depends_on, &[key.as_bytes()]].concat())
    }

    /// Its name says nothing to whoever sees the folder.
    fn snapshot_path(&self, name: &str) -> Result<PathBuf, StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let tag = keys.tag(NAME, &[name.as_bytes()])?;
        Ok(self.folder.join(FOLDER).join(HEXLOWER.encode(tag.first_chunk::<16>().unwrap_or(&[0; 16]))))
    }

    fn snapshot_key(&self, salt: &[u8; 32], depends_on: &[&[u8]]) -> Result<Secret, StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        keys.present_tag(KEY, &[&[salt.as_slice()], depends_on].concat()).map(Secret::new)
    }
}

/// The snapshot of guests opens no more: somebody of whom it may speak is erased.
pub(super) fn drop_guests(connection: &Connection) -> Result<(), StoreError> {
    let _ = connection.execute("DELETE FROM settings WHERE name = ?1", [GUESTS_KEY])?;
    Ok(())
}

impl SnapshotReader {
    /// The next part; `None` where there is none that opens.
    pub fn part(&mut self) -> Option<Vec<u8>> {
        let mut length = [0; 8];
        self.file.read_exact(&mut length).ok()?;
        let length = Some(u64::from_le_bytes(length)).filter(|length| *length <= LARGEST)?;
        // Nobody has vouched for the length yet: no more is held than there is.
        let mut part = Vec::new();
        let read = self.file.by_ref().take(length).read_to_end(&mut part).ok()?;
        let _whole = Some(read).filter(|read| *read as u64 == length)?;
        aead::open(&self.key, &nonce(self.next), &[], &mut part).ok()?;
        self.next += 1;
        Some(part)
    }
}

impl SnapshotWriter {
    /// Writes the next part.
    pub fn put(&mut self, mut part: Vec<u8>) -> Result<(), StoreError> {
        let refused = || at(&self.path)(io::Error::from(io::ErrorKind::FileTooLarge));
        aead::seal(&self.key, &nonce(self.next), &[], &mut part).map_err(|_| refused())?;
        let length = Some(part.len() as u64).filter(|length| *length <= LARGEST).ok_or_else(refused)?;
        let written = self.file.write_all(&length.to_le_bytes()).and_then(|()| self.file.write_all(&part));
        written.map_err(at(&self.path))?;
        self.next += 1;
        Ok(())
    }

    /// Puts what was written in its place. It is not waited for the disk: what it loses does not open.
    pub fn keep(self) -> Result<(), StoreError> {
        let file = self.file.into_inner().map_err(|error| at(&self.path)(error.into_error()))?;
        let _ = file.persist(&self.path).map_err(|error| at(&self.path)(error.error))?;
        Ok(())
    }
}

/// The nonce of a part: its number. A key is of one file.
fn nonce(part: u64) -> [u8; 24] {
    let mut nonce = [0; 24];
    nonce[16..].copy_from_slice(&part.to_le_bytes());
    nonce
}

fn at(path: &Path) -> impl Fn(io::Error) -> StoreError {
    let path = path.to_owned();
    move |error| StoreError::File { path: path.clone(), error }
}
