//! Operators: those who keep them, and what each sets for themselves.

pub mod mail;
pub mod operators;
pub mod own;
