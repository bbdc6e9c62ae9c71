//! What is plugged in at a gate. Knows the domain and nothing of the window.

pub mod scanner;
