//! What is plugged in at a gate, and what it is connected to. Knows the domain and nothing of the window.

pub mod alarm;
pub mod mail;
pub mod scanner;
