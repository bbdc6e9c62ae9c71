//! What those work with who bring guests in.

pub mod import;
pub mod visits;
