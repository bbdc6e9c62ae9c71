//! Snapshots of the lists as they were indexed: the next sign-in reads them instead of every row's names.

use crate::desk::DeskError;
use crate::domain::LoadId;
use crate::screening::Thresholds;
use crate::screening::engine::{Engine, Settled};
use crate::screening::snapshot::{FORMAT, PARTS, Restoring, tables};
use crate::store::Store;
use crate::store::snapshot::{SnapshotReader, SnapshotWriter};

/// Rows below which a list is indexed within a second or two. Whoever has an operator's passphrase and the file can write a
/// snapshot of other rows, which `verify` alone finds: no more lists than have to be are read from one.
const LEAST_ROWS: u64 = if cfg!(test) { 2_000 } else { 50_000 };

/// What an index is made of: it serves for nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The rows of the list.
    pub load: LoadId,
    /// Their digest.
    pub digest: String,
    /// How many they are.
    pub rows: u64,
    /// The digest of the mission's given names; empty without.
    pub names: String,
}

impl Basis {
    pub fn is_worth_it(&self) -> bool {
        self.rows >= LEAST_ROWS
    }

    fn parts<T>(&self, to: impl FnOnce(&[&[u8]]) -> T) -> T {
        let (format, rows) = (FORMAT.to_be_bytes(), self.rows.to_be_bytes());
        let version = env!("CARGO_PKG_VERSION").as_bytes();
        to(&[version, &format, &tables(), &self.load.0, self.digest.as_bytes(), &rows, self.names.as_bytes()])
    }
}

/// A list that is being read from its snapshot.
pub struct Reading {
    reader: SnapshotReader,
    restoring: Restoring,
    /// Rows of the list.
    rows: u64,
}

/// What came of reading a part.
pub enum Step {
    /// There are more.
    More(Box<Reading>),
    /// The list, as it was when the snapshot was written.
    Whole(Box<Settled>),
    /// It is of no use.
    Useless,
}

impl Reading {
    /// The snapshot of a list, if there is one that may serve.
    pub fn begin(store: &Store, name: &str, thresholds: Thresholds, basis: &Basis) -> Option<Self> {
        let reader = basis.parts(|parts| store.snapshot(name, parts)).filter(|_| basis.is_worth_it())?;
        Some(Self { reader, restoring: Restoring::new(name, thresholds), rows: basis.rows })
    }

    /// Whether every part is the one that this list is made of.
    pub fn fits(mut self, engine: &Engine, name: &str) -> bool {
        (0..PARTS).all(|number| engine.part(name, number) == self.reader.part())
    }

    /// Reads a part.
    pub fn step(mut self) -> Step {
        let Some(Ok(())) = self.reader.part().map(|part| self.restoring.take(&part)) else {
            tracing::info!("a snapshot does not serve any more");
            return Step::Useless;
        };
        match self.restoring.settled() {
            Ok(settled) if settled.listings() == self.rows => Step::Whole(Box::new(settled)),
            Ok(_) => Step::Useless,
            Err(restoring) => Step::More(Box::new(Self { restoring: *restoring, ..self })),
        }
    }
}

/// Snapshots that are to be written.
#[derive(Default)]
pub struct Snapshots {
    due: Vec<(String, Basis)>,
    writing: Option<Writing>,
}

struct Writing {
    name: String,
    writer: SnapshotWriter,
    next: usize,
}

impl Snapshots {
    /// A list was indexed that had no snapshot.
    pub fn want(&mut self, name: &str, basis: Basis) {
        if basis.is_worth_it() {
            self.forget(name);
            self.due.push((name.to_owned(), basis));
        }
    }

    /// The list is another now.
    pub fn forget(&mut self, name: &str) {
        self.due.retain(|(due, _)| due != name);
        self.writing.take_if(|writing| writing.name == name);
    }

    /// Whether none is to be written.
    pub fn are_kept(&self) -> bool {
        self.due.is_empty() && self.writing.is_none()
    }

    /// Writes a part. What cannot be written is not missed: the list is indexed anew.
    pub fn step(&mut self, store: &mut Store, engine: &Engine) {
        if let Err(error) = self.try_step(store, engine) {
            tracing::warn!(%error, "a snapshot could not be written");
            *self = Self::default();
        }
    }

    fn try_step(&mut self, store: &mut Store, engine: &Engine) -> Result<(), DeskError> {
        let Some(mut writing) = self.writing.take() else {
            if let Some((name, basis)) = self.due.pop() {
                let writer = basis.parts(|parts| store.write_snapshot(&name, parts))?;
                self.writing = Some(Writing { name, writer, next: 0 });
            }
            return Ok(());
        };
        if let Some(part) = engine.part(&writing.name, writing.next) {
            writing.writer.put(part)?;
            writing.next += 1;
        }
        if writing.next == PARTS {
            writing.writer.keep()?;
        } else {
            self.writing = Some(writing);
        }
        Ok(())
    }
}
