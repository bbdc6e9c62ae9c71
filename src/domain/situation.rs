//! Everything a verdict depends on, and nothing else: what the rules are asked, and what replays them.

use serde::{Deserialize, Serialize};

use super::badge::TokenFault;
use super::moment::{ClockQuality, HOUR, Timestamp};
use super::posture::Posture;
use super::visit::{Category, VisitState};

/// Which way somebody goes through the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Into the mission.
    In,
    /// Out of it; never blocked.
    Out,
}

/// What was presented, and what is wrong with it by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Credential {
    /// A name, typed or picked from the list of those expected.
    Name,
    /// A badge token.
    Badge {
        /// What is wrong with it, if anything.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<TokenFault>,
    },
    /// An invitation token.
    Invitation {
        /// What is wrong with it, if anything.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<TokenFault>,
    },
}

impl Credential {
    /// What is wrong with it, if anything.
    pub fn fault(self) -> Option<TokenFault> {
        match self {
            Self::Name => None,
            Self::Badge { fault } | Self::Invitation { fault } => fault,
        }
    }
}

/// The visit as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Where it stands.
    pub state: VisitState,
    /// First moment of its window.
    pub from: Timestamp,
    /// End of its window.
    pub until: Timestamp,
    /// The gate it is for; empty for any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gate: String,
    /// Whether an escort was asked for.
    pub escort: bool,
    /// Areas asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Of which kind the visitor is, where the visit says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Whether somebody is named who comes with a child.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub companion: bool,
    /// Whether the head of mission agreed to an official of the host state.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
    /// Whether devices that their health needs stay with them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub medical: bool,
}

impl Appointment {
    /// Of somebody who comes to `gate` without one, as it is written down for them: for an hour from now, or longer.
    pub fn walk_in(at: Timestamp, gate: String, category: Option<Category>) -> Self {
        Self {
            state: VisitState::WalkIn,
            from: at,
            until: at.plus(HOUR),
            gate,
            escort: false,
            areas: Vec::new(),
            category,
            companion: false,
            consent: false,
            medical: false,
        }
    }
}

/// What the lists say of a visitor, as far as a verdict may know. Ordered from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Screening {
    /// No list is configured, or nobody is named.
    #[default]
    None,
    /// Every list was asked, and nobody on them is like the visitor, or security has said that it is somebody else.
    Clear,
    /// Security has to see this: a match, a list that could not be asked, or a check at random. All look the same.
    Security,
    /// Very probably somebody listed.
    Stop,
}

impl Screening {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Clear => "clear",
            Self::Security => "security",
            Self::Stop => "stop",
        }
    }

    /// Whether nothing was screened. Left out of what is stored, so that bodies from before there were lists stay what
    /// they were.
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// What else the rules may ask about. The first logs have none of it: rules of that time do not ask, and later ones
/// that ask it of a body of that time cannot be evaluated, which never admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// Time of day at the gate, in minutes.
    pub minute: u16,
    /// Day of the week, from 1 for Monday.
    pub weekday: u8,
    /// How old the visitor is, in years, where the date of birth is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u16>,
    /// Whether the number of a travel document is on record.
    pub document: bool,
    /// How often this person was refused in the last 30 days, corrections left out.
    pub refusals: u32,
}

/// The inputs of one verdict. Stored in the situation body, so that the verdict can be replayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    /// When the rules were asked.
    pub at: Timestamp,
    /// Whether the clock is to be believed.
    pub clock: ClockQuality,
    /// The gate where the visitor stands.
    pub gate: String,
    /// The threat level in force.
    pub posture: Posture,
    /// Whether there is a lockdown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lockdown: bool,
    /// What was presented.
    pub credential: Credential,
    /// The visit it may mean; `None` for a walk-in without one and for a token that names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Appointment>,
    /// Whether this person is inside already.
    pub inside: bool,
    /// Whether this person was refused today and nothing corrected it.
    pub refused_today: bool,
    /// Whether somebody was who has the same name, where no date of birth tells whether it is them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refused_alike: bool,
    /// Whether the tables that all this is read from are doubted: they differ from the log, or may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub store_doubted: bool,
    /// Whether guests and visits have been read whole since the post was unlocked.
    pub ready: bool,
    /// What the lists say.
    #[serde(default, skip_serializing_if = "Screening::is_none")]
    pub screening: Screening,
    /// What else the rules may ask about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circumstances: Option<Circumstances>,
}
