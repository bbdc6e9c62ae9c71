//! What a person does at a post, one function an act: decide, then record.

pub mod import;
