//! Somebody listed who is like a visitor, with the whole listing.

use crate::screening::{Listing, Outcome};

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
