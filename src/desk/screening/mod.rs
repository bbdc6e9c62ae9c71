//! Screening: the lists that are configured, the mission's own listings, and the findings that security works off.
//!
//! Every check asks the lists. What comes of it reaches the rules as one word ([`crate::domain::situation::Screening`]);
//! who it was like reaches the sealed bodies and the security role alone. An answer is recorded under a
//! [`crate::domain::FindingId`], which the gate can honour without knowing what it was about.

pub mod answered;
mod answers;
pub mod files;
pub mod findings;
mod hit;
pub(in crate::desk) mod limits;
pub mod listings;
pub mod lists;
pub(in crate::desk) mod load;
pub(in crate::desk) mod matter;
pub mod names;
pub(in crate::desk) mod past;
pub(in crate::desk) mod queue;
pub(in crate::desk) mod screen;
pub mod shrink;
mod snapshots;
pub(in crate::desk) mod tally;

pub use crate::screening::explanation::{Line, Says};
pub use crate::screening::{Birth, Listing, Name, Nature, Outcome, Quality, Thresholds};
pub use hit::Hit;
pub use load::NAME_LIMIT;

pub use answers::YEAR;
pub use names::NAMES;

/// The name of the mission's own list: who is not to be admitted.
pub const OWN: &str = "own";
