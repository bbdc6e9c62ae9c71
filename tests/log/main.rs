//! The store of a post as a file: whatever somebody changes in it is found, and a stored log of every release rebuilds.

mod post;
mod slots;
mod stored;
mod tables;
