//! What guards and supervisors work with.

pub mod log;
