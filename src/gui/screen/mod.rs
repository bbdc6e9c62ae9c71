//! The screens. Each is one file or folder: `State`, `Message`, `Action`, `new`, `update`, `view`. They do not know
//! each other; what one wants of another goes up to the application as its `Action`.

#[cfg(test)]
mod bench_tests;
pub mod guard;
pub mod lock;
pub mod overrides;
pub mod people;
pub mod posture;
pub mod rules;
pub mod security;
pub mod setup;
pub mod staff;
