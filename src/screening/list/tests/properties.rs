use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;

/// A sample with some bytes changed, taken out or put in.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), any::<u8>(), 0_u8..4, 0_usize..40);
    (select(vec![SDN, ALT, UN, TARGETS, OWN]), prop::collection::vec(change, 0..6)).prop_map(|(sample, changes)| {
        let mut bytes = sample.as_bytes().to_vec();
        for (at, byte, what, length) in changes {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            let end = (at + length).min(bytes.len());
            match what {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => bytes.insert(at, byte),
                _ => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
            }
        }
        bytes
    })
}

/// What holds of everything that is read.
fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let format = recognise(bytes);
    let _ = own(bytes);
    if let Ok(contents) = contents(&[bytes]) {
        prop_assert_ne!(format, Format::Unknown);
        prop_assert!(!contents.listings.is_empty());
        for listing in &contents.listings {
            prop_assert!(!listing.id.is_empty() && !listing.names.is_empty() && !listing.primary().is_empty());
            prop_assert!(listing.names.iter().all(|name| name.text.chars().count() <= 1_000));
        }
        let ids: std::collections::BTreeSet<&str> = contents.listings.iter().map(|it| it.id.as_str()).collect();
        prop_assert_eq!(ids.len(), contents.listings.len());
    }
    let _ = contents(&[bytes, SDN.as_bytes()]);
    Ok(())
}

proptest! {
    #[test]
    fn no_bytes_panic_the_readers(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&bytes)?;
    }

    #[test]
    fn no_text_panics_the_readers(text in "[<>&;/\"'=,\\n\\-0-9a-c name]{0,200}") {
        check(text.as_bytes())?;
    }

    #[test]
    fn no_damaged_list_panics_the_readers(bytes in mutated()) {
        check(&bytes)?;
    }

    #[test]
    fn no_words_panic_the_reader_of_dates(text in "\\PC{0,40}|[0-9 ./-]{0,24}|(circa|between)? ?[0-9]{0,4} (to|and|-) [A-Za-z]{0,5} [0-9]{0,5}") {
        if let Some(birth) = date::birth(&text) {
            let (from, to) = birth.years();
            prop_assert!(1800 <= from && from <= to && to < 2100);
        }
    }

    #[test]
    fn no_cell_panics_the_splitting_of_names(text in "[ a-c();\\n\\tأب]{0,60}") {
        prop_assert!(split::names(&text).iter().all(|name| !name.trim().is_empty()));
    }
}
