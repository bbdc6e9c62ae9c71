//! What leaves the machine, or is kept off it: backups, what became of a post that was restored from one, heads, lists; and what
//! going through the allow-list came to, and how settings of that were changed.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Founded;
use crate::domain::handle::{OperatorId, PersonId};
use crate::domain::signed::Signed;

/// A log at one length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadOf {
    /// Which log.
    pub origin: String,
    /// How many entries it had.
    pub size: u64,
    /// The root over them, base64.
    pub root: String,
}

impl fmt::Display for HeadOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.origin, self.size, self.root)
    }
}

/// What is said of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUp {
    /// Who made it: beside a running window somebody else records it.
    pub by: OperatorId,
    /// The log as it is in it.
    pub head: HeadOf,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub file: String,
    /// The age recipients who can open it.
    pub to: Vec<String>,
    /// Days after which it is to be destroyed.
    pub keep: u16,
    /// Why, and who signed; two where it is for others than the one before.
    pub signed: Signed,
}

impl BackedUp {
    /// What is signed for.
    pub fn subject(&self) -> String {
        format!("{} {} {} {}", self.head, self.file, self.keep, self.to.join(" "))
    }
}

/// What is said of a post that was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// What it is from here on.
    pub post: Founded,
    /// The log as it was in the backup: the entries before this one.
    pub backup: HeadOf,
    /// The last head that was known of that log; what it has more is lost.
    pub last: HeadOf,
    /// SHA-256 over the numbers of the entries that are erased again, lower-case hexadecimal; empty where there are none.
    pub erased: String,
    /// Why, and both who signed.
    pub signed: Signed,
}

impl Restored {
    /// What is signed for: from where, and under which keys it goes on.
    pub fn subject(post: &Founded, [backup, last]: [&HeadOf; 2], erased: &str) -> String {
        format!("{} {} {} {backup} {last} {erased}", post.post, post.key, post.security)
    }
}

/// What was erased in the log that is gone, and has to be in the one that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedAgain {
    /// The handles that go with it.
    pub persons: Vec<PersonId>,
    /// The entries whose bodies go, oldest first.
    pub entries: Vec<u64>,
}

/// A list that was taken away as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The stable name of the list.
    pub list: String,
    /// The stable name of the format.
    pub format: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub file: String,
}

/// What going through the allow-list came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassesReviewed {
    /// Entries that confirmed a visit, oldest first.
    pub confirmed: Vec<u64>,
    /// Entries that took one back, likewise.
    pub ended: Vec<u64>,
    /// How many visits that were due were left as they are.
    pub open: u64,
    /// Why, and who signed.
    pub signed: Signed,
}

/// A setting of the post that says what leaves it was changed. What opens something is never told, only that it is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsChanged {
    /// The stable name of the setting.
    pub setting: String,
    /// What of it is another from here on: each part by its stable name, with what it is now.
    pub changed: BTreeMap<String, String>,
}
