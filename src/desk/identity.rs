//! What a post is known by to outsiders: the origin of its log and the key that its heads are signed with.

use std::path::{Path, PathBuf};

use super::check::verifying_key;
use super::{Desk, DeskError};
use crate::ledger::NoteKey;
use crate::ledger::note::Algorithm;
use crate::store::StoreError;

/// The name of the file that [`Identity::save`] writes.
pub const FILE: &str = "public-key.txt";

/// What evidence is checked against: printed at set-up and kept away from the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Name of the mission.
    pub mission: String,
    /// Name of the gate.
    pub gate: String,
    /// The log's origin: `<domain>/gateward/<post>`.
    pub origin: String,
    /// The key as C2SP signed-note writes a verifier key: name, key id and key.
    pub key: String,
    /// Where the post lies.
    pub folder: PathBuf,
}

impl Desk {
    /// What this post is known by.
    pub fn identity(&self) -> Result<Identity, DeskError> {
        let post = self.store().post();
        let damaged = || StoreError::Damaged("the key of the post cannot be read".into());
        let key = verifying_key(&post.key).ok_or_else(damaged)?;
        let key = NoteKey::new(&post.origin, Algorithm::Ed25519, key).map_err(|_| damaged())?;
        Ok(Identity {
            mission: post.mission.clone(),
            gate: post.gate.clone(),
            origin: post.origin.clone(),
            key: key.to_string(),
            folder: self.store().folder().to_owned(),
        })
    }
}

impl Desk {
    /// Writes a text beside the database, over an earlier one of that name. Returns where.
    pub fn keep(&self, name: &str, text: &str) -> Result<PathBuf, DeskError> {
        write(self.store().folder(), name, text)
    }
}

impl Identity {
    /// Writes `text` beside the database, over an earlier one. Returns where.
    pub fn save(&self, text: &str) -> Result<PathBuf, DeskError> {
        write(&self.folder, FILE, text)
    }
}

fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, DeskError> {
    let path = folder.join(name);
    std::fs::write(&path, text).map_err(|error| DeskError::file(&path, error))?;
    Ok(path)
}
