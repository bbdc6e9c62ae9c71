//! Heads that were kept elsewhere, held against the log at each sign-in.
//!
//! Where heads were written is noted in a file beside the log. A folder that is not there now, a stick say, says nothing;
//! one whose head this log does not go on from says that the log was put back or changed, which whoever is signed in is
//! told.

use std::path::{Path, PathBuf};

use crate::store::keyslots::write_whole;

use super::{Desk, DeskError};

/// Where it is noted.
const NAME: &str = "witnesses.json";
/// Folders that are remembered, the last ones.
const MOST: usize = 8;

impl Desk {
    /// The head in a folder where one was kept that this log does not go on from, if there is one.
    pub fn contradicted(&self) -> Result<Option<PathBuf>, DeskError> {
        for folder in self.witnesses() {
            let path = folder.join(format!("{}.checkpoint", self.store.post().id));
            // What cannot be read, or was signed by somebody else, says nothing of this log.
            let Ok(head) = self.remembered(&path) else { continue };
            if self.store.root_then(head.size)? != Some(head.root) {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// Looks there from now on.
    pub(super) fn witness(&self, folder: &Path) -> Result<(), DeskError> {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let mut folders = self.witnesses();
        folders.retain(|known| *known != folder);
        folders.insert(0, folder);
        folders.truncate(MOST);
        let text = serde_json::to_vec(&folders).unwrap_or_default();
        Ok(write_whole(self.store.folder(), NAME, &text)?)
    }

    /// Folders where heads were kept, the last one first.
    pub(super) fn witnesses(&self) -> Vec<PathBuf> {
        let text = std::fs::read(self.store.folder().join(NAME)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }
}
