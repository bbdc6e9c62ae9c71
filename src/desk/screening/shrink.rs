//! Whether a file takes most of a list away: it may have been cut off, or be an attempt to empty the list, and taking a
//! list away takes two.

use std::collections::HashSet;

use crate::desk::{Desk, DeskError};
use crate::domain::LoadId;
use crate::domain::text::fold;
use crate::screening::Listing;

/// A list may lose half of its rows at once.
const SHRINKS_TO: u64 = 2;
/// A list of so few rows may change as it likes.
const SMALL: u64 = 20;
/// Rows of the list in force that are looked for in the file, spread over all of it.
const LOOKED_FOR: u64 = 400;

impl Desk {
    /// Whether this may take the place of the list of that name.
    ///
    /// # Errors
    /// [`DeskError::ListShrinks`] where it has fewer than half of the rows, [`DeskError::ListReplaced`] where it has as
    /// many, of others.
    pub(super) fn keeps_most(&self, name: &str, listings: &[Listing]) -> Result<(), DeskError> {
        let Some((load, held)) = self.session()?.screen.load_of(name).filter(|(_, held)| *held > SMALL) else {
            return Ok(());
        };
        let rows = u64::try_from(listings.len()).unwrap_or(u64::MAX);
        if held > rows.saturating_mul(SHRINKS_TO) {
            return Err(DeskError::ListShrinks(rows, held));
        }
        let names: HashSet<Vec<String>> =
            listings.iter().flat_map(|listing| &listing.names).map(|name| fold(&name.text)).collect();
        let (mut looked, mut kept) = (0_u64, 0_u64);
        for listing in self.spread(load, held)? {
            looked += 1;
            kept += u64::from(names.contains(&fold(listing.primary())));
        }
        let of_hundred = (kept * 100).checked_div(looked).unwrap_or(100);
        if kept * SHRINKS_TO < looked { Err(DeskError::ListReplaced(of_hundred)) } else { Ok(()) }
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
