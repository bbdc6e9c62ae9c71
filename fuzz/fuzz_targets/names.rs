//! The normaliser of names takes any text, never panics and stays bounded.
#![no_main]

use gateward::screening::reading::{cut, readings};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|name: &str| {
    for words in cut(name) {
        for word in words {
            assert!(!word.is_empty());
            // However many ways there are to read a word, only some are worth keeping.
            assert!(readings(&word).len() <= 1_000);
        }
    }
});
