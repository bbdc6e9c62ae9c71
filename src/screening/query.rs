//! Who is looked for.

use super::birth::Birth;
use super::listing::Nature;

/// What is known of somebody who is held against the lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What they are: a person is held against persons, an organisation against organisations.
    pub nature: Nature,
    /// Their names as written; the best of them counts.
    pub names: Vec<String>,
    /// When they were born, as far as it is known.
    pub births: Vec<Birth>,
    /// Nationalities, as written or as codes.
    pub nationalities: Vec<String>,
    /// Numbers of documents, as written.
    pub documents: Vec<String>,
}

impl Query {
    /// Somebody of whom a name is all that is known.
    pub fn named(name: &str) -> Self {
        Self { names: vec![name.to_owned()], ..Self::default() }
    }
}
