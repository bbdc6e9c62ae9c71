//! Gateward keeps the gate of a diplomatic mission.
pub mod badge;
pub mod desk;
pub mod domain;
pub mod i18n;
pub mod ledger;
pub mod policy;
pub mod store;
pub mod device;
pub mod domain;
pub mod gui;
