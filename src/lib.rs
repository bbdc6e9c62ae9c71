//! Gateward keeps the gate of a diplomatic mission.
pub mod badge;
pub mod desk;
pub mod device;
pub mod domain;
pub mod domain;
pub mod gui;
pub mod i18n;
pub mod ledger;
pub mod policy;
pub mod store;
