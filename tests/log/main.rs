//! The store of a post as a file: whatever somebody changes in it is found, and a stored log of every release rebuilds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on fails

mod post;
mod slots;
mod stored;
mod tables;
