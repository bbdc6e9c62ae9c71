//! What guards and supervisors work with.

pub mod gate;
pub mod handover;
pub mod inside;
pub mod log;
pub mod muster;
pub mod waiting;
