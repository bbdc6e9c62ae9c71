//! An appointment.

use serde::{Deserialize, Serialize};

use super::moment::Timestamp;

/// Of which kind a visitor is, as far as rules tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// A diplomat accredited here or elsewhere.
    Diplomat,
    /// A courier with a sealed bag.
    Courier,
    /// A member of a delegation.
    Delegation,
    /// Somebody who comes for a consular matter.
    Consular,
    /// A visitor of the chancery.
    Chancery,
    /// Somebody who works here for a firm.
    Contractor,
    /// Family of the staff.
    Family,
    /// An official of the host state.
    HostState,
    /// Fire brigade, ambulance, police called by the mission.
    Emergency,
}

impl Category {
    /// Every category, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Diplomat,
        Self::Courier,
        Self::Delegation,
        Self::Consular,
        Self::Chancery,
        Self::Contractor,
        Self::Family,
        Self::HostState,
        Self::Emergency,
    ];

    /// The stable name, as in facts, policies and files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Diplomat => "diplomat",
            Self::Courier => "courier",
            Self::Delegation => "delegation",
            Self::Consular => "consular",
            Self::Chancery => "chancery",
            Self::Contractor => "contractor",
            Self::Family => "family",
            Self::HostState => "host-state",
            Self::Emergency => "emergency",
        }
    }

    /// The category of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

/// Who may go where, from when to when, to see whom, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Who is visited, and their section.
    pub host: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// First moment of the window.
    pub from: Timestamp,
    /// End of the window.
    pub until: Timestamp,
    /// Areas the visitor may enter, as the mission names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Whether somebody must go with them.
    #[serde(default)]
    pub escort: bool,
    /// Of which kind the visitor is, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Who comes with a child; empty for nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub companion: String,
    /// Whether the head of mission agreed to an official of the host state.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
    /// Whether devices that their health needs stay with them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub medical: bool,
    /// The gate they are expected at; empty for any gate of the mission.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gate: String,
    /// The reference of whoever registered it, unique within an import.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
}

impl Visit {
    /// A visit to this host, in this window, of which nothing more is said.
    pub fn plain(host: String, from: Timestamp, until: Timestamp) -> Self {
        Self {
            host,
            purpose: String::new(),
            from,
            until,
            areas: Vec::new(),
            escort: false,
            category: None,
            companion: String::new(),
            consent: false,
            medical: false,
            gate: String::new(),
            reference: String::new(),
        }
    }
}

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitState {
    /// Scheduled, not yet approved.
    Requested,
    /// Approved: on the allow-list.
    Approved,
    /// Taken back before it began.
    Cancelled,
    /// Came without an appointment; on no list.
    WalkIn,
}

impl VisitState {
    /// The stable name, as in tables and situations.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Cancelled => "cancelled",
            Self::WalkIn => "walk-in",
        }
    }

    /// The state of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Requested, Self::Approved, Self::Cancelled, Self::WalkIn].into_iter().find(|state| state.code() == code)
    }
}
