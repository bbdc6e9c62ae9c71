//! Operators: those who keep them, and what each sets for themselves.

pub mod operators;
pub mod own;
