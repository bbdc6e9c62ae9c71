//! What stands round every screen: the threat level at any width, the ways by pointer, and what has just happened.

use iced::Size;

use super::fixture::{GUARD, Gate, LEADER, demo_of, gate};
use super::security::pictures;
use crate::desk::second::Why;
use crate::domain::{Cause, Posture};
use crate::gui::app::{Message, Phase, palette};
use crate::gui::keys::Act;
use crate::gui::screen::posture::level_word;
use crate::gui::style::measure::size;
use crate::i18n::{tr, tr_with};

const SMALL: Size = Size::new(1024.0, 768.0);
const LARGE: Size = Size::new(1600.0, 900.0);

fn raise(gate: &mut Gate, level: Posture) {
    gate.ask(move |desk, now| {
        desk.raise_posture(now, level, &Why { cause: Cause::Drill, text: "A drill".into(), asked: now })
    });
    gate.pass(31);
}

/// What the header says, from left to right.
fn header(gate: &mut Gate, level: Posture) -> Vec<(String, iced::Rectangle)> {
    let words =
        [level_word(level), tr("tab-gate"), tr("tab-security"), tr("tab-more"), "Ada Lind".into(), "09:".into()];
    let mut found = Vec::new();
    for words in words {
        let whole = gate.drive.words().into_iter().find(|seen| seen.starts_with(&words)).unwrap_or(words);
        let bounds = gate.drive.bounds_of(&whole).unwrap_or_else(|| panic!("no {whole}: {:?}", gate.drive.words()));
        found.push((whole, bounds));
    }
    found
}

#[test]
fn the_word_of_the_level_has_its_room_whatever_else_stands_in_the_header() {
    let mut gate = demo_of(LEADER, SMALL);
    gate.list("UN", 42);
    gate.pass(31);
    for level in [Posture::Normal, Posture::Alpha, Posture::Bravo, Posture::Charlie, Posture::Delta] {
        if level > Posture::Normal {
            raise(&mut gate, level);
        }
        gate.drive.resize(LARGE);
        let wide = header(&mut gate, level);
        gate.drive.resize(SMALL);
        let small = header(&mut gate, level);
        for ((words, wide), (_, small)) in wide.iter().zip(&small) {
            assert!((wide.width - small.width).abs() < 1.0, "{level:?}: {words} is cut: {small:?} of {wide:?}");
            assert!(small.x + small.width <= SMALL.width, "{level:?}: {words} lies outside: {small:?}");
        }
        assert!(gate.drive.sees("supervisor"), "what they are");
        for pair in small.windows(2) {
            assert!(pair[0].1.x + pair[0].1.width <= pair[1].1.x, "{level:?}: one over another: {pair:?}");
        }
        pictures(&mut gate, &format!("level-{}", level.code()));
    }
    assert!(gate.drive.click(&level_word(Posture::Delta)) && gate.drive.sees(&tr("posture-title")));
}

#[test]
fn the_footer_leads_anywhere_and_to_the_keys_by_pointer() {
    let mut gate = gate(GUARD);
    for words in ["footer-go", "footer-keys"] {
        let foot = gate.drive.bounds_of(&tr(words)).unwrap();
        let (top, middle) = (800.0 - size::FOOTER, foot.center_y());
        assert!(middle - size::TARGET / 2.0 >= top - 1.0 && middle + size::TARGET / 2.0 <= 800.0, "{words}: {foot:?}");
    }
    assert!(gate.drive.click(&tr("footer-keys")) && gate.drive.sees(&tr("keys-title")));
    gate.drive.press(Act::Back);
    assert!(gate.drive.click(&tr("footer-go")) && gate.drive.sees(&tr("palette-title")));
    gate.drive.press(Act::Back);
    assert!(gate.drive.click(&tr("tab-more")) && gate.drive.sees(&tr("palette-title")));
    gate.drive.write("lockd");
    assert!(gate.drive.click(&tr("key-lockdown")) && gate.drive.sees(&tr("lockdown-begin-title")));
    gate.drive.press(Act::Back);
    gate.drive.tell(Message::Act(Act::Lock));
    gate.drive.settle();
    assert!(gate.drive.click(&tr("footer-keys")) && gate.drive.sees(&tr("keys-title")), "and at the lock");
}

#[test]
fn the_list_of_where_to_go_has_every_page_and_every_act_of_the_application() {
    let gate = gate(LEADER);
    let Phase::Open(session) = &gate.drive.app().phase else { panic!("nobody is signed in") };
    let entries: Vec<String> = palette::entries(session).iter().map(|entry| entry.words().to_owned()).collect();
    for id in [
        "tab-gate",
        "tab-inside",
        "tab-waiting",
        "tab-log",
        "tab-import",
        "tab-findings",
        "tab-lists",
        "tab-own-list",
        "tab-alarms",
        "tab-operators",
        "tab-posture",
        "tab-hand-over",
        "tab-muster",
        "tab-overrides",
        "tab-rules",
        "tab-own",
        "key-lockdown",
        "key-lock",
        "key-sign-out",
        "key-next-theme",
        "key-hold-open",
        "key-keys",
    ] {
        assert!(entries.contains(&tr(id)), "{id}: {entries:?}");
    }
}

#[test]
fn what_can_be_taken_back_is_offered_for_two_minutes_and_what_happened_hides_no_way() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    let undo = tr_with("act-undo", &[("key", "Ctrl Z".into())]);
    gate.drive.press(Act::Back);
    assert!(gate.drive.sees(&undo));
    let (told, ways) =
        (gate.drive.bounds_of(&tr("act-close")).unwrap(), gate.drive.bounds_of(&tr("footer-go")).unwrap());
    assert!(told.x + told.width < ways.x, "{told:?} {ways:?}");
    let reports = gate.drive.bounds_of(&tr("footer-log")).unwrap();
    assert!((reports.center_y() - told.center_y()).abs() < 2.0, "it stands in the place of the reports");
    gate.pass(119);
    assert!(gate.drive.sees(&undo));
    gate.pass(1);
    assert!(!gate.drive.sees(&undo), "the time is over");
    gate.drive.press(Act::Undo);
    assert_eq!(gate.inside(), 1);
}

/// A frame that takes long gives the keys of a person one after the other, as fast as a scanner's.
#[test]
fn the_end_of_a_name_that_came_at_once_is_read_with_its_beginning() {
    let mut gate = gate(GUARD);
    gate.drive.write("soren aer");
    gate.drive.scan("oskobing");
    assert!(gate.drive.sees("Søren Ærøskøbing") && gate.drive.sees(&tr("verdict-admit")), "{:?}", gate.drive.words());
}
