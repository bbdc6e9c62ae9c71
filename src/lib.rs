//! Gateward keeps the gate of a diplomatic mission.
pub mod device;
pub mod domain;
pub mod gui;
