//! A delegation: visits of several people that are one thing to the mission and to the gate.
//!
//! Each of them is a guest with a visit of their own, so that whoever comes is screened, approved and judged for
//! themselves; a visit says which delegation it belongs to. What is said here of the whole admits nobody.

use serde::{Deserialize, Serialize};

use super::handle::VisitId;
use super::moment::Timestamp;
use super::text::{FIELD_LIMIT, TextFault, clean};

/// What a delegation is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What it is called.
    pub name: String,
    /// The visit of whoever leads it. Who is not, or no longer, among its members leads nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<VisitId>,
    /// Whom it visits.
    pub host: String,
    /// The section of the host.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// When it is announced.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

impl Group {
    /// The same under a name that can be kept.
    pub fn cleaned(self) -> Result<Self, TextFault> {
        Ok(Self { name: clean(&self.name, FIELD_LIMIT)?, ..self })
    }
}

/// Who goes with a member of a delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Escort {
    /// Somebody of the mission, by name.
    Mission(String),
    /// Another member, by their visit: their name is written down with them alone.
    Member(VisitId),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cleaned_and_has_to_be_one() {
        let group = |name: &str| {
            let (host, section) = ("Ms Tan".to_owned(), String::new());
            Group { name: name.into(), leader: None, host, section, from: Timestamp(0), until: Timestamp(1) }
        };
        assert_eq!(group("  Trade\u{202e} delegation ").cleaned().unwrap().name, "Trade delegation");
        assert_eq!(group(" \u{200b}").cleaned(), Err(TextFault::Empty));
    }
}
