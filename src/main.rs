//! The command line and the window of Gateward.
fn main() {}
