//! Gateward keeps the gate of a diplomatic mission.
pub mod badge;
pub mod domain;
