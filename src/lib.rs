//! Gateward keeps the gate of a diplomatic mission.
pub mod desk;
pub mod domain;
