//! An appointment.

use serde::{Deserialize, Serialize};

use super::moment::Timestamp;

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
    /// The gate they are expected at; empty for any gate of the mission.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gate: String,
    /// The reference of whoever registered it, unique within an import.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
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
