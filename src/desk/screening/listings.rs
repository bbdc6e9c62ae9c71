//! The mission's own list: who is not to be admitted.

use crate::desk::{Desk, DeskError};
use crate::domain::{ListingId, Moment, Timestamp};
use crate::screening::Listing;

/// An entry of the mission's own list, to be written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewListing {
    /// Who: names, dates of birth, nationalities, documents. Its id is given when it is added.
    pub listing: Listing,
    /// What is to be done when they come, for security.
    pub instruction: String,
    /// Why; the security role alone reads it.
    pub reason: String,
    /// Until when it counts; `None` until it is ended.
    pub until: Option<Timestamp>,
}

/// An entry of the mission's own list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnListing {
    /// Its handle.
    pub id: ListingId,
    /// What it says; the reason is empty for whoever may not read it.
    pub content: NewListing,
    /// The entry of the log that wrote it down, or last amended it.
    pub entry: u64,
    /// When that was.
    pub since: Timestamp,
    /// Whether it counts: neither ended nor over.
    pub counts: bool,
}

impl Desk {
    /// Every entry that was not ended, oldest first.
    pub fn own_listings(&self, now: Moment) -> Result<Vec<OwnListing>, DeskError> {
        let _ = now;
        Ok(Vec::new())
    }

    /// Adds an entry.
    pub fn add_listing(&mut self, now: Moment, new: &NewListing) -> Result<ListingId, DeskError> {
        let _ = (now, new);
        Err(DeskError::Gone)
    }

    /// Changes an entry. Answers that cleared somebody of it before hold no more.
    pub fn amend_listing(&mut self, now: Moment, id: ListingId, new: &NewListing) -> Result<(), DeskError> {
        let _ = (now, id, new);
        Err(DeskError::Gone)
    }

    /// Ends an entry; why, for security.
    pub fn end_listing(&mut self, now: Moment, id: ListingId, reason: &str) -> Result<(), DeskError> {
        let _ = (now, id, reason);
        Err(DeskError::Gone)
    }
}
