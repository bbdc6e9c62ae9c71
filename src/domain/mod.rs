//! The words of the house as types, and the rules that need no input or output.
//!
//! Everything here is pure: the time and the randomness come in as parameters,
//! nothing is read, nothing is written.

pub mod alarm;
pub mod badge;
pub mod card;
pub mod duress;
pub mod fact;
pub mod figures;
pub mod group;
pub mod guest;
pub mod handle;
pub mod holiday;
pub mod judgement;
pub mod kind;
pub mod mail;
pub mod moment;
pub mod notice;
pub mod operator;
pub mod posture;
pub mod recurrence;
pub mod signed;
pub mod situation;
pub mod stand;
pub mod text;
pub mod visit;
pub mod when;

pub use badge::{BadgeId, Class, TokenFault};
pub use card::{Candidate, Card, Departure, Finding, Recognised};
pub use duress::{Duress, Pair};
pub use fact::{Fact, Kind};
pub use group::{Escort, Group};
pub use guest::Person;
pub use handle::{
    DraftId, EntryId, FindingId, GroupId, HostId, ImportId, ListingId, LoadId, OperatorId, PersonId, VisitId,
};
pub use holiday::Holidays;
pub use judgement::{Change, Difference, Judgement, Obligation, Reason, Resolver, Verdict};
pub use moment::{ClockQuality, Moment, Timestamp};
pub use notice::{Host, Notices};
pub use operator::{Operator, Role};
pub use posture::{Posture, Threat};
pub use recurrence::Recurrence;
pub use signed::{Answered, Cause, Signed};
pub use situation::{Circumstances, Credential, Direction, Screening, Situation};
pub use stand::Stand;
pub use visit::{Category, Visit, VisitState};
pub use when::When;
