//! What the facts of watch-lists say, and what is signed for where two have to sign.

use serde::{Deserialize, Serialize};

use crate::domain::guest::chrono_date::Date;
use crate::domain::handle::LoadId;
use crate::domain::signed::Signed;

use super::Limits;

/// A watch-list that was loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListLoaded {
    /// What it is called here.
    pub list: String,
    /// What its rows stand under.
    pub load: LoadId,
    /// The date of its files.
    pub dated: Date,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of its files one after the other, lower-case hexadecimal.
    pub file: String,
    /// SHA-256 of its rows as stored, in their order, each after its length; lower-case hexadecimal.
    pub digest: String,
    /// From which score on it counts, and when it is stale.
    pub limits: Limits,
    /// Why, and both who signed, where it takes the place of one that finds more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
}

/// Limits of a watch-list that were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSet {
    /// Which.
    pub list: String,
    /// What they are now.
    pub limits: Limits,
    /// Why, and both who signed, where they find fewer than those before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
}

/// What setting limits is done to: which they are to be, and of which list. No name has a line of its own.
pub fn limits_subject(list: &str, limits: Limits) -> String {
    let Limits { review, stop, days } = limits;
    format!("limits\n{review} {stop} {days}\n{list}")
}

/// What loading a list is done to: its very files and rows, the date and the limits that it is to have, and its name.
pub fn load_subject(loaded: &ListLoaded) -> String {
    let ListLoaded { list, dated, rows, file, digest, limits: Limits { review, stop, days }, .. } = loaded;
    format!("load\n{file} {rows} {digest}\n{} {review} {stop} {days}\n{list}", String::from(*dated))
}
