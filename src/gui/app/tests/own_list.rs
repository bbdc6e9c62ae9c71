//! The screen of the mission's own list over a real post.

use super::fixture::{Gate, LEADER, gate};
use super::security::{MINUTE, NOW, expect, pictures};
use crate::desk::screening::listings::{NewListing, OwnListing};
use crate::desk::screening::{Listing, Name, Nature, Quality};
use crate::domain::{ListingId, Timestamp};
use crate::gui::app::Message;
use crate::gui::keys::Act;
use crate::gui::screen::security::listings;
use crate::i18n::tr;

#[test]
fn the_own_list_is_searched_and_its_form_judges_beside_the_field() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::OwnList);
    expect(&mut gate.drive, &[&tr("own-empty"), &tr("own-none")]);
    pictures(&mut gate, "own-empty");
    gate.drive.tell(Message::OwnList(listings::Message::Read(Ok(own()))));
    expect(&mut gate.drive, &["Threatened a clerk", "Call 7-204", "until Thu 31 Dec 2026", &tr("own-no-end")]);
    pictures(&mut gate, "own");
    gate.drive.write("zora");
    expect(&mut gate.drive, &["Shouted at everybody"]);
    gate.drive.press(Act::Add);
    expect(&mut gate.drive, &[&tr("own-add-title")]);
    gate.drive.press(Act::Submit);
    expect(&mut gate.drive, &[&tr("own-name-missing"), &tr("own-reason-missing")]);
    gate.drive.write("Ivo Nemo");
    gate.drive.press(Act::Open);
    gate.drive.write("Иво Немо");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Open);
    gate.drive.write("1971-02-30");
    expect(&mut gate.drive, &["Not a date: 1971-02-30"]);
    pictures(&mut gate, "own-form");
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Remove);
    expect(&mut gate.drive, &["End the entry of Zora Nemo?"]);
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("own-end-reason-missing")]);
    pictures(&mut gate, "own-end");
}

#[test]
fn an_organisation_is_written_down_changed_and_ended_by_keyboard_and_by_pointer() {
    for pointer in [false, true] {
        let mut gate = gate(LEADER);
        let say = |gate: &mut Gate, act: Act, words: &str| match pointer {
            true => assert!(gate.drive.click(&tr(words)), "{words}"),
            false => gate.drive.press(act),
        };
        gate.drive.press(Act::OwnList);
        say(&mut gate, Act::Add, "own-act-add");
        assert!(gate.drive.sees(&tr("own-born")));
        say(&mut gate, Act::Down, "own-organisation");
        assert!(!gate.drive.sees(&tr("own-born")) && !gate.drive.sees(&tr("case-document")), "no firm was born");
        gate.drive.write("Quillon Trading Ltd");
        pictures(&mut gate, "own-organisation");
        say(&mut gate, Act::Submit, "own-act-save");
        expect(&mut gate.drive, &[&tr("own-reason-missing")]);
        gate.drive.write("Owes rent");
        say(&mut gate, Act::Submit, "own-act-save");
        let listed = |gate: &Gate| gate.ask(|desk, now| desk.own_listings(now));
        assert!(!listed(&gate).is_empty(), "pointer {pointer}: {:?}", gate.drive.words());
        let entry = listed(&gate).remove(0);
        assert_eq!((entry.content.listing.nature, entry.content.reason.as_str()), (Nature::Organisation, "Owes rent"));
        expect(&mut gate.drive, &["Quillon Trading Ltd", &tr("own-organisation-whom")]);
        say(&mut gate, Act::Change, "own-act-change");
        say(&mut gate, Act::Up, "own-person");
        assert!(gate.drive.sees(&tr("own-born")));
        say(&mut gate, Act::Submit, "own-act-save");
        // Whoever comes for the firm could come in after that: two sign, and until then it is as it was.
        expect(&mut gate.drive, &[&tr("own-change-two"), &tr("sign-second")]);
        pictures(&mut gate, "own-change-two");
        assert_eq!(listed(&gate)[0].content.listing.nature, Nature::Organisation);
        gate.drive.press(Act::Back);
        assert!(gate.drive.sees(&tr("own-born")), "what was written is still there");
        gate.drive.press(Act::Back);
        // The last entry of all is ended by two.
        say(&mut gate, Act::Remove, "own-act-end");
        expect(&mut gate.drive, &[&tr("own-end-two"), &tr("sign-second")]);
        pictures(&mut gate, "own-end-two");
        gate.drive.press(Act::Back);
        gate.list("UN", 3);
        say(&mut gate, Act::Remove, "own-act-end");
        gate.drive.write("Paid");
        say(&mut gate, Act::Open, "own-end-do");
        assert!(listed(&gate).is_empty());
    }
}

fn own() -> Vec<OwnListing> {
    let entry = |number: u8, name: &str, reason: &str, until| OwnListing {
        id: ListingId([number; 16]),
        content: NewListing {
            listing: Listing {
                names: vec![Name { text: name.into(), quality: Quality::Primary }],
                births: vec!["1971".parse().unwrap()],
                nationalities: vec!["no".into()],
                ..Listing::default()
            },
            instruction: "Call 7-204".into(),
            reason: reason.into(),
            until,
        },
        entry: 31,
        since: Timestamp(NOW - 600 * MINUTE),
        counts: number < 3,
    };
    vec![
        entry(1, "Олег Тестівський", "Threatened a clerk", Some(Timestamp(1_798_761_599_000))),
        entry(2, "Zora Nemo", "Shouted at everybody", None),
        entry(3, "Otto Over", "Took a lamp", Some(Timestamp(NOW - MINUTE))),
    ]
}

#[test]
fn a_badge_held_to_the_scanner_costs_nobody_what_they_are_writing() {
    let mut gate = gate(LEADER);
    gate.admit("aerosk");
    let token = gate.token();
    gate.drive.press(Act::Back);
    gate.drive.press(Act::OwnList);
    gate.drive.press(Act::Add);
    gate.drive.write("Ivo Nemo");
    gate.drive.scan(&token);
    expect(&mut gate.drive, &[&tr("own-add-title")]);
    assert!(!gate.drive.sees(&tr("leaving-word")));
}
