//! What those work with who bring guests in.

pub mod agenda;
pub mod figures;
pub mod import;
pub mod outbox;
pub mod review;
pub mod visits;
