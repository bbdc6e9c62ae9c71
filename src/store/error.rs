//! What can go wrong with the store, each with what happened and what to do.

use std::path::PathBuf;

use crate::domain::Timestamp;

/// An error of the store. The message says what happened; [`StoreError::advice`] says what to do. Neither names a
/// person, a key or a statement of SQL.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no post in this folder.
    #[error("no post is set up in {0}")]
    NoPost(PathBuf),
    /// Key slots of a post lie there, and its database does not.
    #[error("the database is missing in {0}, and its key slots are there")]
    LostDatabase(PathBuf),
    /// There is a post already.
    #[error("a post is set up already in {0}")]
    PostExists(PathBuf),
    /// Another process has the store open for writing.
    #[error("the store is open in another Gateward ({0})")]
    InUse(String),
    /// The file belongs to a newer release.
    #[error("the store was written by a newer Gateward (schema {found}, this one knows {known})")]
    Newer {
        /// The schema version in the file.
        found: i64,
        /// The newest version that this build knows.
        known: i64,
    },
    /// The file belongs to an earlier release, and was opened for reading only.
    #[error("the store was written by an older Gateward (schema {found}, this one needs {known})")]
    Older {
        /// The schema version in the file.
        found: i64,
        /// The version that this build needs.
        known: i64,
    },
    /// The file is not a store of Gateward, or its pages are damaged.
    #[error("the store is damaged or is not a store of Gateward: {0}")]
    Damaged(String),
    /// The file of key slots is missing or cannot be read.
    #[error("the key slots cannot be read: {0}")]
    KeySlots(String),
    /// The key slots are not those that the log knows: an earlier file was put back, or it was changed.
    #[error("the key slots are not those that the log knows")]
    SlotsOfNoLog,
    /// The start code is right, and its owner has not chosen passphrases; until when it is good.
    #[error("passphrases have to be chosen first")]
    NotStarted(Timestamp),
    /// Service number or passphrase are wrong.
    #[error("service number or passphrase is wrong")]
    WrongKey,
    /// The recovery code is wrong or spent.
    #[error("the recovery code is wrong or was used already")]
    WrongRecovery,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    Locked,
    /// The store was opened for reading only.
    #[error("the store is open for reading only")]
    ReadOnly,
    /// The disk did not take what was written.
    #[error("the disk did not take the entry: {0}")]
    Disk(String),
    /// After an error of the disk the log is not what was acknowledged.
    #[error("after an error of the disk the log ends at {found} entries instead of {expected}")]
    HeadLost {
        /// Entries acknowledged.
        expected: u64,
        /// Entries found.
        found: u64,
    },
    /// A body is missing or does not open.
    #[error("entry {0} cannot be opened: its body is missing or altered")]
    Body(u64),
    /// The bodies of an entry were erased, with a fact that says so.
    #[error("what entry {0} said was erased")]
    Erased(u64),
    /// An entry is not what its leaf says.
    #[error("entry {0} cannot be read")]
    Entry(u64),
    /// The bundled SQLite is older than the one that is safe in WAL mode.
    #[error("SQLite {0} is too old; 3.51.3 or newer is needed")]
    OldSqlite(String),
    /// What a backup is to be made for is no age recipient.
    #[error("this is no age recipient: {0}")]
    Recipient(String),
    /// A file that says who opens a backup holds no age identity.
    #[error("there is no age identity in {0}")]
    Identity(PathBuf),
    /// A backup is for others.
    #[error("{0} is not a backup that these identities open")]
    NotOpened(PathBuf),
    /// What was opened is no backup, or it was changed or cut off.
    #[error("{0} is not a backup, or it was changed or cut off")]
    NotABackup(PathBuf),
    /// A file beside the database could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
}

impl StoreError {
    /// The message id of what to do about it, in the locale files.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NoPost(_) => "advice-no-post",
            Self::LostDatabase(_) => "advice-lost-database",
            Self::PostExists(_) => "advice-post-exists",
            Self::InUse(_) => "advice-in-use",
            Self::Newer { .. } => "advice-newer",
            Self::Older { .. } => "advice-older",
            Self::Damaged(_) | Self::Body(_) | Self::Entry(_) | Self::HeadLost { .. } => "advice-damaged",
            Self::Erased(_) => "advice-erased",
            Self::KeySlots(_) => "advice-key-slots",
            Self::SlotsOfNoLog => "advice-slots-of-no-log",
            Self::NotStarted(_) => "advice-not-started",
            Self::WrongKey => "advice-wrong-key",
            Self::WrongRecovery => "advice-wrong-recovery",
            Self::Locked => "advice-locked",
            Self::ReadOnly => "advice-read-only",
            Self::Disk(_) => "advice-disk",
            Self::OldSqlite(_) => "advice-old-sqlite",
            Self::Recipient(_) => "advice-recipient",
            Self::Identity(_) => "advice-identity",
            Self::NotOpened(_) => "advice-not-opened",
            Self::NotABackup(_) => "advice-not-a-backup",
            Self::File { .. } => "advice-file",
        }
    }

    /// Whether it is about being let in rather than about the store itself: exit code 3 instead of 4.
    pub fn is_denied(&self) -> bool {
        matches!(
            self,
            Self::NotStarted(_)
                | Self::WrongKey
                | Self::WrongRecovery
                | Self::Locked
                | Self::InUse(_)
                | Self::ReadOnly
                | Self::NotOpened(_)
        )
    }

    pub(super) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |error| Self::File { path: path.to_owned(), error }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly,
            SystemIoFailure,
        };
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged("its pages do not agree with each other".into()),
            Some(DiskFull) => Self::Disk("the disk is full".into()),
            Some(ReadOnly) => Self::Disk("the disk or the folder is read-only".into()),
            Some(CannotOpen | SystemIoFailure) => Self::Disk("reading or writing failed".into()),
            Some(DatabaseBusy | DatabaseLocked) => Self::InUse("another process".into()),
            // Never the statement: it says nothing to whoever reads this, and could say too much.
            code => Self::Damaged(code.map_or("a row is not what was expected".into(), |code| format!("{code:?}"))),
        }
    }
}
