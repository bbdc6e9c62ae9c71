use iced::keyboard::key::Named;

use super::*;
use iced::keyboard::key::Code;
use std::collections::HashSet;

#[test]
fn no_two_acts_share_a_key_at_a_place() {
    for place in Place::ALL {
        let mut chords = HashSet::new();
        for binding in at(place) {
            assert!(chords.insert(binding.chord), "{place:?}: {}", binding.chord.name());
        }
    }
}

#[test]
fn an_act_has_one_key_and_one_label() {
    let (mut acts, mut labels) = (HashSet::new(), HashSet::new());
    for binding in BINDINGS {
        assert!(acts.insert(binding.act), "{:?}", binding.act);
        assert!(labels.insert(binding.label), "{}", binding.label);
        assert!(!binding.places.is_empty(), "{:?}", binding.act);
    }
}

#[test]
fn keys_are_found_whatever_the_layout() {
    let cyrillic = keyboard::Key::Character("л".into());
    let chord = Chord::of(&cyrillic, Physical::Code(Code::KeyK), Modifiers::CTRL).unwrap();
    assert_eq!(act(Place::Gate, chord), Some(Act::GoAnywhere));
    let f2 = Chord::of(&keyboard::Key::Named(Named::F2), Physical::Code(Code::F2), Modifiers::empty()).unwrap();
    assert_eq!((act(Place::Gate, f2), act(Place::Locked, f2)), (Some(Act::Admit), None));
    assert_eq!(Chord::of(&cyrillic, Physical::Code(Code::KeyK), Modifiers::ALT), None);
}

#[test]
fn caps_are_named_as_on_the_keyboard() {
    assert_eq!([cap(Act::Admit), cap(Act::Lock), cap(Act::PreviousField)], ["F2", "Ctrl L", "Shift Tab"]);
}
