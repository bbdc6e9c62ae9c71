//! Gateward keeps the gate of a diplomatic mission.
pub mod domain;
pub mod i18n;
pub mod policy;
