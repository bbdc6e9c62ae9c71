//! What security has answered: found again, by key and by pointer, and answered anew.

use super::fixture::{Gate, LEADER, gate};
use super::security::{expect, pictures};
use crate::desk::screening::lists::{ListStep, NewList};
use crate::desk::screening::{Listing, Name, Thresholds};
use crate::domain::Kind;
use crate::domain::guest::chrono_date::Date;
use crate::gui::keys::Act;
use crate::i18n::{tr, tr_with};

/// A guest of the sample mission, who has the name of somebody listed.
const GUEST: &str = "Marek Wiśniewski";

/// A post where a guest was found and cleared, with the findings open.
fn cleared() -> Gate {
    let mut gate = gate(LEADER);
    gate.ask(|desk, now| {
        let listing = Listing {
            id: "QDi.1".into(),
            names: vec![Name { text: GUEST.into(), ..Name::default() }],
            ..Listing::default()
        };
        let (name, file, thresholds) = ("UN".to_owned(), "00".repeat(32), Thresholds::USUAL);
        let dated = Date(now.today());
        desk.begin_list(now, NewList { name, dated, file, listings: vec![listing], thresholds, limit_days: 30 })?;
        while !matches!(desk.list_step(now)?, ListStep::Done(_)) {}
        desk.look_through_all(now)
    });
    gate.drive.press(Act::Findings);
    gate.pass(1);
    gate.drive.press(Act::Open);
    gate.drive.press(Act::No);
    gate.drive.write("Ten years younger");
    for _ in 0..2 {
        gate.drive.press(Act::Down);
    }
    gate.drive.press(Act::Open);
    gate.pass(1);
    expect(&mut gate.drive, &[&tr("findings-empty"), &tr("note-finding-no")]);
    gate
}

#[test]
fn who_was_cleared_is_found_again_and_another_answer_ends_it() {
    let mut gate = cleared();
    gate.drive.press(Act::NextList);
    let until = tr_with("answered-until", &[("time", "Wed 24 Nov 2027 09:11".into())]);
    expect(&mut gate.drive, &[GUEST, &tr("answered-word-cleared"), "UN · 09:11", &until]);
    expect(&mut gate.drive, &[&tr("findings-choose-answered")]);
    pictures(&mut gate, "answered");
    gate.drive.write("nobody");
    expect(&mut gate.drive, &[&tr("findings-no-match")]);
    gate.drive.press(Act::Back);
    gate.drive.write("wisniewski");
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &["Ten years younger", &tr("case-given-no"), &tr("finding-act-yes")]);
    pictures(&mut gate, "answered-case");
    gate.drive.press(Act::Yes);
    gate.drive.write("The same scar");
    gate.drive.press(Act::Open);
    gate.pass(1);
    expect(&mut gate.drive, &[&tr("note-finding-yes"), GUEST, &tr("answered-word-yes")]);
    assert!(!gate.drive.sees(&tr("answered-word-cleared")));
    gate.drive.press(Act::NextList);
    expect(&mut gate.drive, &[&tr("findings-no-match")]);
    gate.drive.press(Act::Back);
    expect(&mut gate.drive, &[&tr("findings-none-cleared")]);
    gate.drive.press(Act::Back);
    expect(&mut gate.drive, &[&tr("findings-empty")]);
    assert_eq!(gate.count(Kind::Reviewed), 2);
}

#[test]
fn the_pointer_finds_what_was_answered_too() {
    let mut gate = cleared();
    assert!(gate.drive.click(&tr("findings-list-cleared")));
    gate.drive.settle();
    assert!(gate.drive.click(GUEST));
    gate.drive.settle();
    assert!(gate.drive.click(&tr("finding-act-unsure")));
    expect(&mut gate.drive, &[&tr("finding-title-unsure-match")]);
    assert!(gate.drive.click(&tr("finding-do-unsure")));
    gate.pass(1);
    expect(&mut gate.drive, &[&tr("findings-none-cleared")]);
    assert!(gate.drive.click(&tr("findings-list-waiting")));
    gate.pass(1);
    expect(&mut gate.drive, &[GUEST, "REVIEW"]);
}

#[test]
fn an_answer_that_nothing_stands_against_says_so() {
    let mut gate = cleared();
    gate.list("UN", 0);
    gate.drive.press(Act::NextList);
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("answered-outdated"), "Ten years younger", &tr("case-given-no")]);
    pictures(&mut gate, "answered-outdated");
    gate.drive.press(Act::Yes);
    assert!(!gate.drive.sees(&tr("finding-title-yes-match")));
}

#[test]
fn names_of_what_was_answered_close_to_onlookers() {
    let mut gate = cleared();
    gate.drive.press(Act::NextList);
    gate.pass(60);
    gate.pass(1);
    assert!(!gate.drive.sees(GUEST) && gate.drive.sees("M. W."), "{:?}", gate.drive.words());
}
