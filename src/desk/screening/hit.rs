//! Somebody listed who is like a visitor, with the whole listing.

use crate::screening::{Listing, Nature, Outcome};

/// Somebody listed who is like the one asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The list.
    pub list: String,
    /// Who is listed.
    pub listing: Listing,
    /// Which of its names was best.
    pub name: usize,
    /// How alike they are, in points.
    pub score: f32,
    /// What that comes to by the list's thresholds.
    pub outcome: Outcome,
}

impl Hit {
    /// Whether it is the organisation the visitor comes for that is like the listed one, and not the visitor.
    pub fn is_employer(&self) -> bool {
        self.listing.nature == Nature::Organisation
    }
}
