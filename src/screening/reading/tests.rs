//! Readings and cuts, script by script.
