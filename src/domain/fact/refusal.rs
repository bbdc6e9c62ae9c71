//! Why somebody was turned away.

use serde::{Deserialize, Serialize};

/// Why a guard turned somebody away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalCode {
    /// The rules say so.
    Rules,
    /// Nobody expects them.
    NotExpected,
    /// Document and person do not agree, or there is none.
    Document,
    /// What they carry may not come in.
    Items,
    /// How they behave.
    Behaviour,
    /// The host does not want to see them.
    HostDeclined,
    /// Something else, said in words.
    Other,
}

impl RefusalCode {
    /// Every code, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Rules, Self::NotExpected, Self::Document, Self::Items, Self::Behaviour, Self::HostDeclined, Self::Other];

    /// The stable name, as in `--reason`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::NotExpected => "not-expected",
            Self::Document => "document",
            Self::Items => "items",
            Self::Behaviour => "behaviour",
            Self::HostDeclined => "host-declined",
            Self::Other => "other",
        }
    }

    /// The code of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}
