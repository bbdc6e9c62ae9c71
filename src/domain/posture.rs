//! The threat level of a post, and the lockdown apart from it.

use serde::{Deserialize, Serialize};

use super::moment::Timestamp;

/// The threat level in force; what each asks for stands in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Posture {
    /// No particular threat.
    #[default]
    Normal,
    /// A general threat: more attention.
    Alpha,
    /// A more predictable threat.
    Bravo,
    /// Something has happened, or is about to.
    Charlie,
    /// An attack here, or certain to come.
    Delta,
}

impl Posture {
    /// Every level, from the lowest.
    pub const ALL: [Self; 5] = [Self::Normal, Self::Alpha, Self::Bravo, Self::Charlie, Self::Delta];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Alpha => "alpha",
            Self::Bravo => "bravo",
            Self::Charlie => "charlie",
            Self::Delta => "delta",
        }
    }

    /// The level of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|posture| posture.code() == code)
    }

    /// How high it is, from 0.
    pub fn level(self) -> u8 {
        self as u8
    }
}

/// A lockdown that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lockdown {
    /// The entry that began it.
    pub seq: u64,
    /// Since when.
    pub since: Timestamp,
}

/// How high the threat is, and whether anybody may enter at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Threat {
    /// The level.
    pub posture: Posture,
    /// Since when it is in force; `None` where it was never set.
    pub since: Option<Timestamp>,
    /// The lockdown, while there is one.
    pub lockdown: Option<Lockdown>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_in_order_and_read_back_by_their_names() {
        for (level, posture) in (0..).zip(Posture::ALL) {
            assert_eq!((posture.level(), Posture::from_code(posture.code())), (level, Some(posture)));
            assert_eq!(serde_json::to_value(posture).unwrap(), posture.code());
        }
        assert!(Posture::ALL.is_sorted() && Posture::from_code("epsilon").is_none());
    }
}
