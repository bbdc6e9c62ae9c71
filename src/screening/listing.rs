//! One row of a watch-list.

use serde::{Deserialize, Serialize};

use super::birth::Birth;

/// What a listing is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// A natural person.
    #[default]
    Person,
    /// A company, a body, a group.
    Organisation,
    /// A ship, an aircraft: nobody who comes to a gate.
    Vessel,
}

impl Nature {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Vessel => "vessel",
        }
    }
}

/// How good a name is, as the list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// The name that the listing goes by.
    #[default]
    Primary,
    /// Another name that identifies them.
    Good,
    /// A name that is too common or too uncertain to identify anybody by itself.
    Low,
    /// The name in its own script.
    Original,
}

/// One name of a listing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Name {
    /// As the list writes it.
    pub text: String,
    /// How good it is.
    #[serde(default)]
    pub quality: Quality,
}

/// One row of a watch-list: who is listed, and what is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Listing {
    /// The id that the authority gave it; unique within its list.
    pub id: String,
    /// What it is about.
    #[serde(default)]
    pub nature: Nature,
    /// Its names, the primary first; never empty.
    pub names: Vec<Name>,
    /// When they may have been born; empty where nothing is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub births: Vec<Birth>,
    /// Nationalities, ISO 3166-1 alpha-2 in lower case where the country is known, else as the list writes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nationalities: Vec<String>,
    /// Numbers of documents, as the list writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// What the list says about them in words: programme, remarks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remarks: String,
}

impl Listing {
    /// The name it goes by; empty for a listing without one.
    pub fn primary(&self) -> &str {
        self.names.first().map_or("", |name| name.text.as_str())
    }
}
