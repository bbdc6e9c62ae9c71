//! Keys and scans as iced delivers them: for a tour and for tests, which have no keyboard.

use iced::Event;
use iced::keyboard::key::{Code, Named, NativeCode, Physical};
use iced::keyboard::{Event as Keys, Key, Location, Modifiers};

use super::keys::{self, Chord};
use crate::device::scanner::us_key;

/// The keys of a US keyboard that print.
const PRINTING: [Code; 48] = {
    use Code::*;
    [
        KeyA,
        KeyB,
        KeyC,
        KeyD,
        KeyE,
        KeyF,
        KeyG,
        KeyH,
        KeyI,
        KeyJ,
        KeyK,
        KeyL,
        KeyM,
        KeyN,
        KeyO,
        KeyP,
        KeyQ,
        KeyR,
        KeyS,
        KeyT,
        KeyU,
        KeyV,
        KeyW,
        KeyX,
        KeyY,
        KeyZ,
        Digit0,
        Digit1,
        Digit2,
        Digit3,
        Digit4,
        Digit5,
        Digit6,
        Digit7,
        Digit8,
        Digit9,
        Backquote,
        Minus,
        Equal,
        BracketLeft,
        BracketRight,
        Backslash,
        Semicolon,
        Quote,
        Comma,
        Period,
        Slash,
        Space,
    ]
};

/// The function keys.
const FUNCTION: [Code; 12] = {
    use Code::*;
    [F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12]
};

/// What a wedge scanner types for `text`, Enter included. Characters that no US keyboard has are left out.
///
/// Delivered at once, it is a burst. Unless `text` is a token known by its structure, the scan is complete only after
/// [`crate::device::scanner::GAP`] of silence and the next frame.
pub fn scan(text: &str) -> Vec<Event> {
    let letters = text.chars().filter_map(|letter| {
        let (name, shift) = us_key(letter)?;
        let code = PRINTING.into_iter().find(|code| format!("{code:?}") == name)?;
        let modifiers = if shift { Modifiers::SHIFT } else { Modifiers::empty() };
        let key = Key::Character(letter.to_string().into());
        Some(pressed(key, Physical::Code(code), modifiers, Some(letter)))
    });
    letters.chain([pressed(Key::Named(Named::Enter), Physical::Code(Code::Enter), Modifiers::empty(), None)]).collect()
}

/// What a person types for `text`: keys without a place, so that they are never taken for a scan.
pub fn typed(text: &str) -> Vec<Event> {
    let letters = text.chars().map(|letter| (Key::Character(letter.to_string().into()), letter));
    letters.map(|(key, letter)| pressed(key, nowhere(), Modifiers::empty(), Some(letter))).collect()
}

/// What pressing a chord gives: a key without a place, which acts at once.
pub fn chord(chord: Chord) -> Event {
    let mut modifiers = Modifiers::empty();
    modifiers.set(Modifiers::CTRL, chord.ctrl);
    modifiers.set(Modifiers::SHIFT, chord.shift);
    pressed(keys::logical(chord.key), nowhere(), modifiers, None)
}

/// What a scanner gives for the key of an act whose payload holds it: with its place on the keyboard, so that it can
/// be part of a burst.
pub fn placed(act: keys::Act) -> Event {
    let bound = keys::BINDINGS.iter().find(|binding| binding.act == act).map(|binding| binding.chord);
    let chord = bound.unwrap_or(Chord { key: keys::Key::Escape, ctrl: false, shift: false });
    let name = match chord.key {
        keys::Key::F(number) => format!("F{number}"),
        keys::Key::Character(letter) => format!("Key{}", letter.to_ascii_uppercase()),
        _ => String::new(),
    };
    let codes = FUNCTION.iter().chain(&PRINTING);
    let code = codes.copied().find(|code| format!("{code:?}") == name).unwrap_or(Code::Escape);
    let mut modifiers = Modifiers::empty();
    modifiers.set(Modifiers::CTRL, chord.ctrl);
    pressed(keys::logical(chord.key), Physical::Code(code), modifiers, None)
}

fn nowhere() -> Physical {
    Physical::Unidentified(NativeCode::Unidentified)
}

fn pressed(key: Key, physical_key: Physical, modifiers: Modifiers, letter: Option<char>) -> Event {
    Event::Keyboard(Keys::KeyPressed {
        modified_key: key.clone(),
        key,
        physical_key,
        location: Location::Standard,
        modifiers,
        text: letter.map(|letter| letter.to_string().into()),
        repeat: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printable_character_can_be_scanned() {
        let all: String = (' '..='~').collect();
        assert_eq!(scan(&all).len(), all.len() + 1);
    }

    #[test]
    fn a_chord_is_pressed_as_it_is_read() {
        for binding in keys::BINDINGS {
            let Event::Keyboard(Keys::KeyPressed { key, physical_key, modifiers, .. }) = chord(binding.chord) else {
                panic!("no key")
            };
            assert_eq!(Chord::of(&key, physical_key, modifiers), Some(binding.chord));
        }
    }
}
