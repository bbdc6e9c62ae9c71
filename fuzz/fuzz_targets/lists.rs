//! The readers of lists, tables of names and cells take any bytes and never panic.
#![no_main]

use gateward::screening::{country, document, given::Given, list};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let format = list::recognise(bytes);
    if let Ok(contents) = list::contents(&[bytes]) {
        assert!(format != list::Format::Unknown && !contents.listings.is_empty());
        assert!(contents.listings.iter().all(|listing| !listing.id.is_empty() && !listing.primary().is_empty()));
    }
    let _ = list::own(bytes);
    // Two files in one input, as a list and its aliases come.
    if let Some(at) = bytes.iter().position(|byte| *byte == 0x1a) {
        let (one, other) = bytes.split_at(at + 1);
        let _ = list::contents(&[one, other]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = country::code(text);
        let number = document::normal(text);
        assert_eq!(document::normal(&number), number);
        // The built-in table is read again with each: only short ones, or nothing else would be tried.
        if text.len() < 64 && text.starts_with(['=', '~']) {
            let _ = Given::load(text);
        }
    }
});
