//! Whether a file takes part of a list away: it may have been cut off, or be an attempt to empty the list, and taking a
//! list away takes two.

use std::collections::HashSet;

use crate::desk::{Desk, DeskError};
use crate::domain::LoadId;
use crate::domain::text::fold;
use crate::i18n::tr_with;
use crate::screening::Listing;

/// A list may lose one in so many of its rows, of its entries and of their names at once.
const MAY_LOSE: u64 = 10;
/// A list of so few rows may change as it likes.
const SMALL: u64 = 20;
/// Rows of the list in force that are looked for in the file, spread over all of it.
const LOOKED_FOR: u64 = 400;

/// What of a list is not in a file that would take its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lost {
    /// Rows of the file.
    pub rows: u64,
    /// Rows of the list in force.
    pub held: u64,
    /// Entries of the list that were looked for in the file.
    pub looked: u64,
    /// Those of them whose name is not in it.
    pub entries: u64,
    /// All names of those entries.
    pub names: u64,
    /// Those of these that are not in it.
    pub missing: u64,
}

impl Lost {
    /// Whether it is more than one person may let go.
    fn takes_two(self) -> bool {
        let too_many = |lost: u64, of: u64| lost.saturating_mul(MAY_LOSE) > of;
        loses(self.rows, self.held) || too_many(self.entries, self.looked) || too_many(self.missing, self.names)
    }

    /// What is lost, in words.
    pub fn told(self) -> String {
        let Self { rows, held, looked, entries, names, missing } = self;
        let lost = held.saturating_sub(rows);
        let numbers = [
            ("lost", lost),
            ("held", held),
            ("entries", entries),
            ("looked", looked),
            ("missing", missing),
            ("names", names),
        ];
        tr_with("error-list-shrinks", &numbers.map(|(name, number)| (name, number.into())))
    }
}

/// Whether so many rows in the place of so many are fewer than one person may leave.
pub(super) fn loses(rows: u64, held: u64) -> bool {
    held > SMALL && held.saturating_sub(rows).saturating_mul(MAY_LOSE) > held
}

impl Desk {
    /// Whether one person may let this take the place of the list of that name.
    ///
    /// # Errors
    /// [`DeskError::ListShrinks`] where it lacks more than a tenth of the rows, of the entries, or of their names.
    pub(super) fn keeps_most(&self, name: &str, listings: &[Listing]) -> Result<(), DeskError> {
        let Some((load, held)) = self.session()?.screen.load_of(name).filter(|(_, held)| *held > SMALL) else {
            return Ok(());
        };
        let names: HashSet<Vec<String>> =
            listings.iter().flat_map(|listing| &listing.names).map(|name| fold(&name.text)).collect();
        let gone = |name: &str| u64::from(!names.contains(&fold(name)));
        let mut lost = Lost { rows: u64::try_from(listings.len()).unwrap_or(u64::MAX), held, ..Lost::default() };
        for listing in self.spread(load, held)? {
            lost.looked += 1;
            lost.entries += gone(listing.primary());
            for name in &listing.names {
                (lost.names, lost.missing) = (lost.names + 1, lost.missing + gone(&name.text));
            }
        }
        if lost.takes_two() { Err(DeskError::ListShrinks(lost)) } else { Ok(()) }
    }

    /// Rows of a list, spread over all of it. One that is gone or does not open is left out: the list is in doubt then.
    fn spread(&self, load: LoadId, held: u64) -> Result<Vec<Listing>, DeskError> {
        let tables = self.store.tables();
        let mut rows = Vec::new();
        for number in (0..held).step_by(usize::try_from(held / LOOKED_FOR).unwrap_or(1).max(1)) {
            let row = tables.rows_of(load, number, 1)?.pop();
            rows.extend(row.and_then(|(_, bytes)| serde_json::from_slice(&bytes).ok()));
        }
        Ok(rows)
    }
}
