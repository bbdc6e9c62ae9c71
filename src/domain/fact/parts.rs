//! What several facts have in common: their version, the verdict, why somebody was turned away, what is an anomaly.

use serde::{Deserialize, Serialize};

use crate::domain::guest::chrono_date::Date;
use crate::domain::handle::{OperatorId, PersonId};
use crate::domain::judgement::Judgement;
use crate::domain::moment::Timestamp;
use crate::domain::situation::Situation;

use super::Fact;

/// The version of the facts that this build writes; it reads every version up to it. From the second on, what takes two
/// about operators says that two signed; from the third on, so does what takes two about watch-lists.
pub const VERSION: u16 = 3;

/// A fact with its version, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versioned<F = Fact> {
    /// The version it was written with.
    pub v: u16,
    /// The fact.
    #[serde(flatten)]
    pub fact: F,
}

/// The verdict with what it came from, so that it can be replayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What was asked.
    pub situation: Situation,
    /// What was answered.
    pub judgement: Judgement,
}

/// A photo of a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Of whom.
    pub person: PersonId,
    /// Whether there is none any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

/// A roll call that begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MusterBegun {
    /// Whether it is practised.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drill: bool,
    /// Open stays, oldest first: who is to be accounted for.
    pub roll: Vec<u64>,
}

/// A roll call that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MusterEnded {
    /// How many were accounted for.
    pub accounted: u64,
    /// Stays of those who were not, oldest first.
    pub missing: Vec<u64>,
}

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

/// Why a badge or an invitation stopped being worth anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationCause {
    /// Its holder left.
    Departed,
    /// The admission was taken back.
    Corrected,
    /// It was reported lost.
    Lost,
    /// An invitation was taken back, by itself or with its visit.
    Withdrawn,
    /// Another invitation to the same visit took its place.
    Replaced,
}

/// Something out of the ordinary that nobody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "anomaly")]
pub enum Anomaly {
    /// Three scans in a row were nothing that can be read.
    Unreadable,
    /// A scan carried keys that command the program.
    CommandKeys,
    /// Somebody left who was not inside.
    ExitOutOfSequence,
    /// The clock went back or jumped.
    Clock {
        /// The time of the last entry.
        last: Timestamp,
        /// The time the clock showed.
        now: Timestamp,
    },
    /// The key slots beside the log, or their copy, were not those that the log knows.
    KeySlots,
    /// A head of the log that was kept elsewhere is none of this log: it was put back, or changed.
    Head,
    /// Somebody asked for more verdicts in a day than the rules expect.
    ManyChecks {
        /// Who.
        operator: OperatorId,
        /// The day at the gate.
        day: Date,
        /// How many are expected at most.
        most: u64,
    },
    /// Somebody opened more persons in a day than the rules expect.
    ManyOpened {
        /// Who.
        operator: OperatorId,
        /// The day at the gate.
        day: Date,
        /// How many are expected at most.
        most: u64,
    },
}

/// From which score on a list counts, and when it is stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// From here on a match is worth a look, in thousandths of a point.
    pub review: i32,
    /// From here on it is taken for certain, in thousandths of a point.
    pub stop: i32,
    /// Days after its date from which on the list is stale.
    pub days: u16,
}

/// What is handed over with a shift.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Open stays, oldest first.
    pub inside: Vec<u64>,
    /// Open referrals, oldest first.
    pub waiting: Vec<u64>,
    /// Badges that are out.
    pub badges: u64,
    /// Stays whose window is over.
    pub overdue: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_stored_with_its_version_and_name() {
        let fact = Versioned { v: VERSION, fact: Fact::SignedIn { operator: OperatorId([7; 8]) } };
        let text = serde_json::to_string(&fact).unwrap();
        assert_eq!(text, r#"{"v":3,"fact":"signed-in","operator":"0707070707070707"}"#);
        assert_eq!(serde_json::from_str::<Versioned>(&text).unwrap(), fact);
    }
}
