//! The guard's screens.

pub mod gate;
pub mod inside;
pub mod waiting;
