//! A post in one file: the database as it was at one moment and the key slots, sealed in the age format to recipients
//! off the gate.
//!
//! SQLite's own copy is taken within one read transaction, step by step, beside whoever writes. Inside the file stand a
//! line that says what it is, a label in JSON after its length, and the bytes of each file that the label names. In the
//! clear stands nothing but for how many recipients it is, and how long it is.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use age::x25519::{Identity, Recipient};
use data_encoding::{BASE64, HEXLOWER};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::fact::HeadOf;
use crate::domain::{Moment, Timestamp};
use crate::ledger::{Erasures, SignedNote};

use super::agree::{Chosen, Said};
use super::connection::{DATABASE, WriterLock};
use super::error::StoreError;
use super::keyslots::write_whole;
use super::{Store, log};

/// The first line inside the file.
const TITLE: &[u8] = b"gateward backup 1\n";
/// A label is never longer than this.
const LONGEST_LABEL: u32 = 1 << 16;
/// The files in it, in their order.
const FILES: [&str; 2] = [DATABASE, SLOTS];
const SLOTS: &str = "keyslots.json";
const SLOTS_COPY: &str = "keyslots.copy.json";
/// Where the copy is made before it is sealed; it goes with the lock.
const COPYING: &str = "backup.new";
const LOCK: &str = "backup.lock";
/// Pages that are copied at once.
const STEP: i32 = 256;
/// Bytes that are sealed or opened at once.
const CHUNK: usize = 1 << 16;

/// What a backup is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    v: u16,
    /// The log as it is in it.
    pub head: HeadOf,
    /// That head, signed by the post and by whoever made the backup.
    pub note: String,
    /// When it was made.
    pub at: Timestamp,
    /// How long each file is.
    lengths: [u64; 2],
}

/// A backup that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The log as it is in it.
    pub head: HeadOf,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub file: String,
    /// How long it is.
    pub bytes: u64,
}

/// Reads a recipient.
pub fn recipient(text: &str) -> Result<Recipient, StoreError> {
    text.trim().parse().map_err(|_| StoreError::Recipient(crate::domain::text::escape(text.trim(), 80)))
}

/// Reads the identities in a file as `age-keygen` writes it.
pub fn identities(path: &Path) -> Result<Vec<Identity>, StoreError> {
    let mut text = zeroize::Zeroizing::new(String::with_capacity(CHUNK));
    let file = File::open(path).map_err(StoreError::file(path))?;
    let _ = file.take(CHUNK as u64).read_to_string(&mut text).map_err(StoreError::file(path))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let found = lines.map(str::parse).collect::<Result<Vec<Identity>, _>>();
    found.ok().filter(|found| !found.is_empty()).ok_or_else(|| StoreError::Identity(path.to_owned()))
}

impl Store {
    /// Copies the post into this file, which is written whole or not at all. `progress` gets how much is done, of how much.
    pub fn back_up(
        &self,
        file: &Path,
        over: bool,
        to: &[Recipient],
        now: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Made, StoreError> {
        let _lock = WriterLock::take_as(&self.folder, LOCK)?;
        let copying = Copying::begin(&self.folder)?;
        let copy = copying.0.join(DATABASE);
        let (label, slots) = self.copy_to(&copy, now, progress)?;
        let made = seal(file, over, to, &label, [&copy, &slots], progress)?;
        Ok(Made { head: label.head, ..made })
    }

    /// The database and the slots as they are at one moment, and what to write on them.
    fn copy_to(
        &self,
        copy: &Path,
        now: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Label, PathBuf), StoreError> {
        let reading = self.connection.unchecked_transaction()?;
        let head = log::head(&self.connection)?.frontier;
        let slots = copy.with_file_name(SLOTS);
        // Somebody may choose another passphrase this very moment: one of the two files is that of the log in the copy.
        let said = Said::of(&self.connection)?;
        let theirs = Chosen::read(&self.folder, &said)?.slots;
        if !said.are(&theirs) {
            return Err(StoreError::SlotsOfNoLog);
        }
        write_whole(&self.folder.join(COPYING), SLOTS, &theirs.text()?)?;
        copy_pages(&self.connection, copy, progress)?;
        reading.finish()?;
        let length = |path: &Path| path.metadata().map(|found| found.len()).map_err(StoreError::file(path));
        let lengths = [length(copy)?, length(&slots)?];
        let keys = self.keys()?;
        let operator = Some((&keys.signing, keys.operator));
        let note = log::sign(&self.post.origin, &head, &keys.post, operator)?;
        let head = HeadOf { origin: self.post.origin.clone(), size: head.size(), root: BASE64.encode(&head.root()) };
        Ok((Label { v: 1, head, note, at: now.at, lengths }, slots))
    }

    /// What was erased of this log, and the head that stands beside it, both signed by the post.
    pub fn to_remember(&self) -> Result<[SignedNote; 2], StoreError> {
        let damaged = |_| StoreError::Damaged("the log's origin cannot be signed under".into());
        let head = &self.head.frontier;
        let mut entries: Vec<u64> = self.erased_by_the_log()?.into_iter().collect();
        entries.sort_unstable();
        let head = crate::ledger::Checkpoint { origin: self.post.origin.clone(), size: head.size(), root: head.root() };
        let key = &self.keys()?.post;
        let note = head.sign(key).map_err(damaged)?;
        Ok([note, Erasures { head, entries }.sign(key).map_err(damaged)?])
    }
}

fn copy_pages(from: &Connection, to: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
    let mut copy = Connection::open(to)?;
    // What is lost of it with the power is made again.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let backup = Backup::new(from, &mut copy)?;
    loop {
        let step = backup.step(STEP)?;
        let (left, all) = (backup.progress().remaining.unsigned_abs(), backup.progress().pagecount.unsigned_abs());
        progress(u64::from(all - left.min(all)), u64::from(all));
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            // The reader holds what it reads; whoever writes is waited for no longer than anybody else does.
            _ => return Err(StoreError::InUse("another process".into())),
        }
    }
}

/// The folder in which a copy is made; it goes when this does.
struct Copying(PathBuf);

impl Copying {
    fn begin(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(COPYING);
        // What a power cut left behind; the lock says that nobody works on it.
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(StoreError::file(&path))?;
        }
        std::fs::create_dir(&path).map_err(StoreError::file(&path))?;
        Ok(Self(path))
    }
}

impl Drop for Copying {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the copy that a backup was made of could not be removed");
        }
    }
}

/// What passes through is hashed and counted.
struct Hashing<W> {
    to: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}

fn seal(
    file: &Path,
    over: bool,
    to: &[Recipient],
    label: &Label,
    parts: [&Path; 2],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Made, StoreError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let recipients = to.iter().map(|recipient| recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(|_| StoreError::Recipient(String::new()))?;
    let text = serde_json::to_vec(label).map_err(|error| StoreError::KeySlots(error.to_string()))?;
    let all = label.lengths.iter().sum();
    let write = |progress: &mut dyn FnMut(u64, u64)| -> std::io::Result<Made> {
        let temporary = tempfile::NamedTempFile::new_in(folder)?;
        let hashing = Hashing { to: BufWriter::new(temporary), hash: Sha256::new(), bytes: 0 };
        let mut sealed = encryptor.wrap_output(hashing)?;
        sealed.write_all(TITLE)?;
        sealed.write_all(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes())?;
        sealed.write_all(&text)?;
        let mut done = 0;
        for (part, length) in parts.into_iter().zip(label.lengths) {
            let mut part = File::open(part)?.take(length);
            pass(&mut part, &mut sealed, &mut |bytes| {
                done += bytes;
                progress(done, all);
            })?;
        }
        let Hashing { to, hash, bytes } = sealed.finish()?;
        let temporary = to.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        temporary.as_file().sync_all()?;
        let kept = if over { temporary.persist(file) } else { temporary.persist_noclobber(file) };
        let _ = kept.map_err(|error| error.error)?;
        File::open(folder)?.sync_all()?;
        Ok(Made { head: label.head.clone(), file: HEXLOWER.encode(&hash.finalize()), bytes })
    };
    write(progress).map_err(StoreError::file(file))
}

fn pass(from: &mut dyn Read, to: &mut dyn Write, passed: &mut dyn FnMut(u64)) -> std::io::Result<u64> {
    let (mut chunk, mut all) = (vec![0; CHUNK], 0);
    loop {
        let read = match from.read(&mut chunk) {
            Ok(0) => return Ok(all),
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        to.write_all(chunk.get(..read).unwrap_or_default())?;
        all += read as u64;
        passed(read as u64);
    }
}

/// Opens a backup into this folder, which holds nothing yet. What came out before a fault was found is for the caller to
/// take away.
pub fn unpack(
    file: &Path,
    identities: &[Identity],
    folder: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Label, StoreError> {
    let wrong = || StoreError::NotABackup(file.to_owned());
    let sealed = File::open(file).map_err(StoreError::file(file))?;
    let decryptor = age::Decryptor::new_buffered(BufReader::new(sealed)).map_err(|_| wrong())?;
    let by = identities.iter().map(|identity| identity as &dyn age::Identity);
    let mut opened = decryptor.decrypt(by).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => StoreError::NotOpened(file.to_owned()),
        _ => wrong(),
    })?;
    let mut title = [0; TITLE.len()];
    opened.read_exact(&mut title).map_err(|_| wrong())?;
    let mut length = [0; 4];
    opened.read_exact(&mut length).map_err(|_| wrong())?;
    let length = u32::from_be_bytes(length);
    if title != TITLE || length > LONGEST_LABEL {
        return Err(wrong());
    }
    let mut text = Vec::new();
    let _ = (&mut opened).take(u64::from(length)).read_to_end(&mut text).map_err(|_| wrong())?;
    let label: Label = serde_json::from_slice(&text).map_err(|_| wrong())?;
    if label.v != 1 {
        return Err(wrong());
    }
    let (mut done, all) = (0, label.lengths.iter().sum());
    for (name, length) in FILES.into_iter().zip(label.lengths) {
        let path = folder.join(name);
        let mut part = (&mut opened).take(length);
        let mut out = File::create_new(&path).map_err(StoreError::file(&path))?;
        let written = pass(&mut part, &mut out, &mut |bytes| {
            done += bytes;
            progress(done, all);
        });
        // A chunk that was changed reads as bad data; everything else is the disk's.
        let written = written.map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => wrong(),
            _ => StoreError::File { path: path.clone(), error },
        })?;
        out.sync_all().map_err(StoreError::file(&path))?;
        if written != length {
            return Err(wrong());
        }
    }
    let mut rest = [0; 1];
    if opened.read(&mut rest).map_err(|_| wrong())? != 0 {
        return Err(wrong());
    }
    let slots = std::fs::read(folder.join(SLOTS)).map_err(StoreError::file(folder))?;
    write_whole(folder, SLOTS_COPY, &slots)?;
    Ok(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(folder: &Path, to: &Recipient) -> (PathBuf, Label) {
        let parts = [folder.join("a"), folder.join("b")];
        std::fs::write(&parts[0], vec![7; 200_000]).unwrap();
        std::fs::write(&parts[1], b"{}").unwrap();
        let head = HeadOf { origin: "embassy.example/gateward/1".into(), size: 3, root: String::new() };
        let label = Label { v: 1, head, note: String::new(), at: Timestamp(5), lengths: [200_000, 2] };
        let file = folder.join("post.age");
        let made =
            seal(&file, false, std::slice::from_ref(to), &label, [&parts[0], &parts[1]], &mut |_, _| {}).unwrap();
        let bytes = std::fs::read(&file).unwrap();
        assert_eq!((made.bytes, made.file), (bytes.len() as u64, HEXLOWER.encode(&Sha256::digest(&bytes))));
        (file, label)
    }

    fn opened(file: &Path, identity: &Identity) -> Result<(Label, Vec<u8>), StoreError> {
        let into = tempfile::tempdir().unwrap();
        let label = unpack(file, std::slice::from_ref(identity), into.path(), &mut |_, _| {})?;
        assert_eq!(std::fs::read(into.path().join(SLOTS_COPY)).unwrap(), b"{}");
        Ok((label, std::fs::read(into.path().join(DATABASE)).unwrap()))
    }

    #[test]
    fn a_backup_opens_for_its_recipients_alone_and_only_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::generate();
        let (file, label) = sealed(folder.path(), &identity.to_public());
        assert_eq!(opened(&file, &identity).unwrap(), (label.clone(), vec![7; 200_000]));
        assert!(matches!(opened(&file, &Identity::generate()), Err(StoreError::NotOpened(_))));
        let whole = std::fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&whole);
        assert!(text.starts_with("age-encryption.org/v1\n") && !text.contains("embassy"));
        for at in (0..whole.len()).step_by(1_511).chain([whole.len() - 1]) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            std::fs::write(&file, &changed).unwrap();
            let said = opened(&file, &identity);
            assert!(matches!(said, Err(StoreError::NotABackup(_) | StoreError::NotOpened(_))), "{at}: {said:?}");
        }
        for end in [whole.len() - 1, 70_000, 40, 0] {
            std::fs::write(&file, &whole[..end]).unwrap();
            assert!(matches!(opened(&file, &identity), Err(StoreError::NotABackup(_))), "{end}");
        }
    }

    #[test]
    fn nothing_is_written_over_unless_that_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::generate();
        let (file, label) = sealed(folder.path(), &identity.to_public());
        let again = |over| {
            let parts = [folder.path().join("a"), folder.path().join("b")];
            seal(&file, over, &[identity.to_public()], &label, [&parts[0], &parts[1]], &mut |_, _| {})
        };
        let before = std::fs::read(&file).unwrap();
        assert!(again(false).is_err());
        assert_eq!(std::fs::read(&file).unwrap(), before);
        let _ = again(true).unwrap();
        assert_ne!(std::fs::read(&file).unwrap(), before, "each has a key of its own");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "nothing half written is left");
    }

    #[test]
    fn recipients_and_identities_are_read_as_age_writes_them() {
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::generate();
        let public = identity.to_public().to_string();
        assert_eq!(recipient(&format!(" {public}\n")).unwrap().to_string(), public);
        assert!(matches!(recipient(&public[1..]), Err(StoreError::Recipient(_))));
        let path = folder.path().join("key.txt");
        let secret = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
        std::fs::write(&path, format!("# created: 2026\n# public key: {public}\n{secret}\n")).unwrap();
        assert_eq!(identities(&path).unwrap().len(), 1);
        for wrong in ["", "# nothing\n", &public] {
            std::fs::write(&path, wrong).unwrap();
            assert!(matches!(identities(&path), Err(StoreError::Identity(_))), "{wrong}");
        }
    }
}
