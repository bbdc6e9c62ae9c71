//! The normaliser of names takes any text, never panics and stays bounded; a name is the name it is.
#![no_main]

use gateward::screening::engine::Engine;
use gateward::screening::explanation::of_listing;
use gateward::screening::given::Given;
use gateward::screening::reading::{cut, readings};
use gateward::screening::{Listing, Name, Nature, Query, Thresholds, organisation};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|name: &str| {
    for words in cut(name) {
        for word in words {
            assert!(!word.is_empty());
            // However many ways there are to read a word, only some are worth keeping.
            assert!(readings(&word).len() <= 1_000);
        }
    }
    // Listed under it, as a person and as an organisation, whoever has it is asked about without a panic.
    let names = vec![Name { text: name.to_owned(), ..Name::default() }];
    let organisation = organisation::query(name);
    for (nature, query) in [(Nature::Person, Some(Query::named(name))), (Nature::Organisation, organisation)] {
        let listing = Listing { id: "1".into(), nature, names: names.clone(), ..Listing::default() };
        let compared = organisation::compared(&listing);
        let mut engine = Engine::new(Given::shared());
        if engine.put("list", Thresholds::USUAL, [&*compared]).is_err() {
            continue;
        }
        let Some(query) = query else { continue };
        for hit in engine.screen(&query) {
            assert!(hit.score.is_finite());
        }
        let _ = organisation::may_be(&query, &compared, Given::builtin());
        assert!(of_listing(&query, &compared, Given::builtin()).iter().all(|line| line.points.is_finite()));
    }
});
