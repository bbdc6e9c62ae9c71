//! Against the real lists, where they are.

use std::path::PathBuf;
use std::time::Instant;

use super::*;

/// The folder of cases: `GATEWARD_CASES`, else `../shared/cases`; `None`, and said so, where it is absent.
fn folder() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("GATEWARD_CASES").map_or(root.join("../shared/cases"), PathBuf::from);
    let found = folder.join("watchlists").is_dir();
    if !found {
        println!("skipped: no cases in {}", folder.display());
    }
    found.then_some(folder)
}

fn report(name: &str, contents: &Contents, since: Instant) {
    let took = since.elapsed();
    let persons: Vec<&Listing> = contents.listings.iter().filter(|it| it.nature == Nature::Person).collect();
    let with = |has: fn(&Listing) -> bool| persons.iter().filter(|listing| has(listing)).count();
    println!(
        "{name}: {} listings, {} persons, {} names; persons with births {}, nationality {}, documents {}, a name in its \
         own script {}; aliases left out {}, dates not understood {}; {took:?}",
        contents.listings.len(),
        persons.len(),
        contents.listings.iter().map(|listing| listing.names.len()).sum::<usize>(),
        with(|it| !it.births.is_empty()),
        with(|it| !it.nationalities.is_empty()),
        with(|it| !it.documents.is_empty()),
        with(|it| it.names.iter().any(|name| name.quality == Quality::Original)),
        contents.orphans,
        contents.unread_births,
    );
}

#[test]
fn the_real_lists_are_read_whole() {
    let Some(folder) = folder() else { return };
    let file = |name: &str| std::fs::read(folder.join("watchlists").join(name)).unwrap();
    let (sdn, alt, un) = (file("ofac_sdn.csv"), file("ofac_alt.csv"), file("un_consolidated.xml"));
    let start = Instant::now();
    let ofac = contents(&[&sdn, &alt]).unwrap();
    report("ofac", &ofac, start);
    assert!(ofac.listings.len() > 14_000 && ofac.unread_births < 10, "{}", ofac.unread_births);
    let start = Instant::now();
    let un = contents(&[&un]).unwrap();
    report("un", &un, start);
    assert!(un.listings.len() > 900 && un.unread_births < 20, "{}", un.unread_births);
    let foreign = |listings: &[Listing]| {
        let countries = listings.iter().flat_map(|listing| &listing.nationalities);
        countries.filter(|country| country.len() != 2).cloned().collect::<std::collections::BTreeSet<_>>()
    };
    println!("countries left as written: {:?} {:?}", foreign(&ofac.listings), foreign(&un.listings));
}
