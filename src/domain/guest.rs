//! The person who comes.

use serde::{Deserialize, Serialize};

/// A visitor, as they were registered. Written down in one place: the person slot of the entry that registered them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Person {
    /// Full name as on the document, cleaned by [`super::text::clean_name`].
    pub name: String,
    /// Employer or body they come for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// Nationality, as given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nationality: String,
    /// Date of birth, ISO 8601 (`YYYY-MM-DD`), where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<chrono_date::Date>,
    /// Number of the travel document, where known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
}

/// A calendar date as ISO 8601 text.
pub mod chrono_date {
    use chrono::NaiveDate;
    use serde::{Deserialize, Serialize};

    /// A date that is written `YYYY-MM-DD`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(into = "String", try_from = "String")]
    pub struct Date(pub NaiveDate);

    impl From<Date> for String {
        fn from(date: Date) -> Self {
            date.0.format("%Y-%m-%d").to_string()
        }
    }

    impl TryFrom<String> for Date {
        type Error = chrono::ParseError;

        fn try_from(text: String) -> Result<Self, Self::Error> {
            NaiveDate::parse_from_str(&text, "%Y-%m-%d").map(Self)
        }
    }
}
