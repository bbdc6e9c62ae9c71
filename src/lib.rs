//! Gateward keeps the gate of a diplomatic mission.
pub mod desk;
pub mod badge;
pub mod domain;
pub mod ledger;
pub mod store;
pub mod i18n;
pub mod policy;
