//! The watch-list of the sample mission, and its do-not-admit list: everybody on them is made up.

use crate::desk::screening::listings::NewListing;
use crate::desk::screening::lists::{ListStep, NewList, USUAL_LIMIT};
use crate::desk::screening::{Listing, Name, Quality, Thresholds};
use crate::desk::{Desk, DeskError};
use crate::domain::Moment;
use crate::domain::guest::chrono_date::Date;

/// What the list is called.
pub const LIST: &str = "Sample list";
/// Days that it is old.
const AGE: u64 = 3;
/// What stands for the digest of a file: there is none.
const NO_FILE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Somebody who never was: id, names by their quality, born, nationality, what is said of them.
type Row = (&'static str, &'static [(&'static str, Quality)], &'static str, &'static str, &'static str);

/// The list. The second has the name of a guest who is somebody else.
const ROWS: [Row; 5] = [
    (
        "S-001",
        &[
            ("VON TRÜBENBACH, Ottokar", Quality::Primary),
            ("Count Ottokar", Quality::Low),
            ("Оттокар фон Трюбенбах", Quality::Original),
        ],
        "1951-02-28",
        "xx",
        "Made up for the demonstration: forger of opera tickets.",
    ),
    (
        "S-002",
        &[
            ("JOVANOVIĆ, Milica", Quality::Primary),
            ("Милица Јовановић", Quality::Original),
            ("Milica Jovanovich", Quality::Good),
            ("Militsa Yovanovich", Quality::Good),
            ("Milica J. Jovanović", Quality::Good),
            ("La Milica", Quality::Low),
        ],
        "1961",
        "rs",
        "Made up for the demonstration: bearer of a common name who smuggled garden gnomes.",
    ),
    (
        "S-003",
        &[("PFEFFERKORN, Zenobia Quirina", Quality::Primary), ("Zenobia Quirin", Quality::Good)],
        "1968/1973",
        "xx",
        "Made up for the demonstration: sold the same lighthouse twice.",
    ),
    ("S-004", &[("NEMO, Xaver Balthasar", Quality::Primary)], "1948", "xx", "Made up for the demonstration."),
    ("S-005", &[("QUILLFEATHER, Barnaby Thaddeus", Quality::Primary)], "", "xx", "Made up for the demonstration."),
];

/// Loads both lists, and holds everybody against them.
pub(super) fn load(desk: &mut Desk, now: Moment) -> Result<(), DeskError> {
    let day = now.today();
    let dated = Date(day.checked_sub_days(chrono::Days::new(AGE)).unwrap_or(day));
    let listings = ROWS.iter().map(listing).collect();
    let (thresholds, limit_days) = (Thresholds::USUAL, USUAL_LIMIT);
    desk.begin_list(now, NewList { name: LIST.into(), dated, file: NO_FILE.into(), listings, thresholds, limit_days })?;
    while !matches!(desk.list_step(now)?, ListStep::Done(_)) {}
    let _ = desk.add_listing(now, &own())?;
    // Everybody was held against them: a window that opens the sample has nothing to record of that.
    desk.look_through_all(now)
}

fn listing((id, names, born, nationality, remarks): &Row) -> Listing {
    let name = |(text, quality): &(&str, Quality)| Name { text: (*text).into(), quality: *quality };
    Listing {
        id: (*id).into(),
        names: names.iter().map(name).collect(),
        births: born.parse().into_iter().collect(),
        nationalities: vec![(*nationality).into()],
        remarks: (*remarks).into(),
        ..Listing::default()
    }
}

/// The one whom the mission itself does not admit.
fn own() -> NewListing {
    let names = vec![
        Name { text: "Baron Casimir Lamplighter".into(), quality: Quality::Primary },
        Name { text: "Kasimir Lampenanzünder".into(), quality: Quality::Good },
    ];
    NewListing {
        listing: Listing { names, births: "1955".parse().into_iter().collect(), ..Listing::default() },
        instruction: "See him in the hall yourself. He is not to wait alone".into(),
        reason: "Made up for the demonstration: walked off with the visitors' umbrellas".into(),
        until: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::engine::Engine;
    use crate::screening::given::Given;
    use crate::screening::{Outcome, Query};

    fn outcome(name: &str, born: &str) -> Outcome {
        let mut engine = Engine::new(Given::shared());
        let listings: Vec<Listing> = ROWS.iter().map(listing).collect();
        engine.put(LIST, Thresholds::USUAL, &listings).unwrap();
        engine.put("own", Thresholds::USUAL, [&own().listing]).unwrap();
        let query = Query { births: born.parse().into_iter().collect(), ..Query::named(name) };
        engine.screen(&query).first().map_or(Outcome::Clear, |hit| hit.outcome)
    }

    #[test]
    fn whoever_is_listed_is_found_under_other_spellings_and_a_namesake_is_no_stop() {
        for (name, born, expected) in [
            ("Милица Јовановић", "1988-01-06", Outcome::Review),
            ("Milica Jovanovic", "", Outcome::Review),
            ("Ottokar von Truebenbach", "1951-02-28", Outcome::Stop),
            ("Zenobia Pfefferkorn", "", Outcome::Review),
            ("Casimir Lamplighter", "", Outcome::Review),
            ("Kasimir Lampenanzuender", "1955-06-01", Outcome::Review),
            ("Claire Dufour", "1991-11-02", Outcome::Clear),
        ] {
            assert_eq!(outcome(name, born), expected, "{name} {born}");
        }
    }
}
