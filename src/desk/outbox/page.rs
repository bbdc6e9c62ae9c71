//! The outbox as it is shown: a page of it, how many stand where, and a mail as a file.

use std::path::{Path, PathBuf};

use crate::desk::badge::{private_file, private_folder};
use crate::desk::denial::Errand;
use crate::desk::{Desk, DeskError};

use super::{MailLine, MailState, PAGE, line};

/// How mail leaves the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MailWay {
    /// Nobody has said from whom it is.
    #[default]
    Unsaid,
    /// As files: there is no server.
    Files,
    /// By a server.
    Server,
}

/// A page of the outbox, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboxPage {
    /// Its mails.
    pub lines: Vec<MailLine>,
    /// Before which the next page begins, if there may be one.
    pub next: Option<i64>,
    /// How many stand where; what nobody stands at is left out.
    pub counts: Vec<(MailState, u64)>,
    /// How mail leaves the post.
    pub way: MailWay,
}

impl Desk {
    /// A page of the outbox before this mail, of those in this state or of all.
    pub fn outbox_page(&self, state: Option<MailState>, before: Option<i64>) -> Result<OutboxPage, DeskError> {
        let _ = self.permit_errand(Errand::Outbox)?;
        let lines: Vec<MailLine> = self.store.mails(state, before, PAGE)?.iter().map(line).collect();
        let next = lines.last().map(|line| line.id).filter(|_| lines.len() == PAGE as usize);
        let way = match self.mail_service()? {
            None => MailWay::Unsaid,
            Some(service) if service.server.is_none() => MailWay::Files,
            Some(_) => MailWay::Server,
        };
        Ok(OutboxPage { lines, next, counts: self.store.mail_counts()?, way })
    }
}

/// Writes a mail into a folder, which is made, for its owner alone; a file that is there already stays as it is.
///
/// # Errors
/// Where it cannot be written.
pub fn save_mail(folder: &Path, id: i64, bytes: &[u8]) -> Result<PathBuf, DeskError> {
    if !folder.is_dir() {
        private_folder(folder).map_err(|error| DeskError::file(folder, error))?;
    }
    let path = folder.join(format!("mail {id}.eml"));
    private_file(&path, bytes).map_err(|error| DeskError::file(&path, error))?;
    Ok(path)
}
