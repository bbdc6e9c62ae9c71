//! Names: is this visitor one of those listed, and why should one think so?
//!
//! One engine for the watch-lists, the mission's own do-not-admit list and the search for guests. A name becomes
//! words ([`name`]), a word its readings in Latin letters ([`reading`]), and words are compared by those
//! ([`alike`]). The [`score`] assigns the words of two names to each other and adds points; each point is one line of
//! the [`explanation`]. An [`index`] finds, among a million names, the few hundred that are worth scoring, and the
//! [`engine`] asks several lists at once.
//!
//! Pure: no file, no clock, no database. Lists come as bytes ([`list`]) and go out as [`Listing`]s.

pub mod alike;
pub mod apart;
mod asked;
pub mod assign;
pub mod birth;
mod bound;
mod calendar;
pub mod calibration;
mod closer;
pub mod country;
pub mod document;
pub mod engine;
pub mod explanation;
pub mod family;
pub mod given;
pub mod index;
pub mod keys;
pub mod latin;
pub mod list;
pub mod listing;
pub mod name;
pub mod organisation;
pub mod outcome;
pub mod phones;
pub mod profile;
pub mod query;
pub mod reading;
pub mod score;
pub mod script;
mod search;
pub mod snapshot;
#[cfg(test)]
mod tests;
pub mod vocabulary;
pub mod weights;

pub use birth::Birth;
pub use listing::{Listing, Name, Nature, Quality};
pub use outcome::{Outcome, Thresholds};
pub use query::Query;
pub use script::Script;
