//! What the facts of watch-lists say, and what is signed for where two have to sign.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::guest::chrono_date::Date;
use crate::domain::handle::{ListingId, LoadId};
use crate::domain::moment::Timestamp;
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

/// The first version of facts in which both who sign for a change of the mission's own list sign for all that it says.
pub const SIGNS_WHAT_IS_SAID: u16 = 3;

/// What the words of an entry are hashed for.
const LISTING: &[u8] = b"gateward/listing/v1\0";

/// What a change of an entry of the mission's own list is done to: which, and a digest of what it says then, each part
/// after its length. Of who is listed, that is the person body, byte for byte.
pub fn amendment_subject(listing: ListingId, person: &[u8], instruction: &str, until: Option<Timestamp>) -> String {
    let until = until.map(|until| until.0.to_be_bytes());
    let mut hash = Sha256::new_with_prefix(LISTING);
    for part in [person, instruction.as_bytes(), until.as_ref().map_or(&[], |until| &until[..])] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    format!("{listing} says {}", HEXLOWER.encode(&hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_an_entry_is_in_what_is_signed_for() {
        let (id, until) = (ListingId([1; 16]), Some(Timestamp(7)));
        let subject = amendment_subject(id, b"Knut", "Call", until);
        let others = [
            amendment_subject(ListingId([2; 16]), b"Knut", "Call", until),
            amendment_subject(id, b"Knud", "Call", until),
            amendment_subject(id, b"KnutC", "all", until),
            amendment_subject(id, b"Knut", "Call", Some(Timestamp(8))),
            amendment_subject(id, b"Knut", "Call", None),
        ];
        assert_eq!(subject, amendment_subject(id, b"Knut", "Call", until));
        assert!(others.iter().all(|other| *other != subject), "{others:?}");
    }

    #[test]
    fn limits_and_loads_of_lists_with_any_name_are_told_apart() {
        let limits = Limits { review: 800, stop: 6_800, days: 30 };
        let all = [
            limits_subject("UN", limits),
            limits_subject("UN 2", limits),
            limits_subject("UN", Limits { review: 801, ..limits }),
            limits_subject("UN", Limits { stop: 6_801, ..limits }),
            limits_subject("UN", Limits { days: 31, ..limits }),
        ];
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
    }
}
