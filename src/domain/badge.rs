//! What a badge is, apart from its bytes: its number, its class, and what can be wrong with one.

use serde::{Deserialize, Serialize};

pub use super::handle::BadgeId;
use super::handle::EntryId;

impl BadgeId {
    /// The badge issued by this entry.
    pub fn of(entry: EntryId) -> Self {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&entry.0[..8]);
        Self(bytes)
    }

    /// The short form written on the card and in lists: `B-` and the first four digits.
    pub fn short(self) -> String {
        format!("B-{:02X}{:02X}", self.0[0], self.0[1])
    }
}

/// What a token is for; a token of one class is worth nothing as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Handed out at the gate; valid for one presence.
    Badge,
    /// Sent to a guest beforehand; names a visit.
    Invitation,
}

/// What is wrong with a token, each its own reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenFault {
    /// Looks like a token and is none: wrong length or spelling, or an unknown version or class.
    Malformed,
    /// Names this post's key, and the signature is wrong.
    Forged,
    /// Made with a key that this post does not know.
    Foreign,
    /// Its time has not begun.
    NotYet,
    /// Its time is over.
    Expired,
    /// It was taken back: departed, undone or lost.
    Revoked,
    /// An invitation whose visit was taken back, or has to be approved again, or that another took the place of.
    Withdrawn,
    /// Signed by this post, and the log knows nothing of it.
    Unknown,
}

impl TokenFault {
    /// The stable name, as in situations and reasons.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Forged => "forged",
            Self::Foreign => "foreign",
            Self::NotYet => "not-yet",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Withdrawn => "withdrawn",
            Self::Unknown => "unknown",
        }
    }
}
