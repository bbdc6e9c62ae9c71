//! Keys that have a name, as the toolkit calls them.

use iced::keyboard::{self, key::Named};

use super::Key;

const FUNCTION: [Named; 12] = {
    use Named::*;
    [F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12]
};

const NAMED: [(Named, Key); 9] = [
    (Named::Enter, Key::Enter),
    (Named::Escape, Key::Escape),
    (Named::Tab, Key::Tab),
    (Named::ArrowUp, Key::Up),
    (Named::ArrowDown, Key::Down),
    (Named::ArrowLeft, Key::Left),
    (Named::ArrowRight, Key::Right),
    (Named::PageUp, Key::PageUp),
    (Named::PageDown, Key::PageDown),
];

/// A key that has a name, as the table has it.
pub(super) fn named_key(named: Named) -> Option<Key> {
    if let Some((_, key)) = NAMED.iter().find(|(name, _)| *name == named) {
        return Some(*key);
    }
    let number = FUNCTION.iter().position(|function| *function == named)?;
    u8::try_from(number + 1).ok().map(Key::F)
}

/// The key as iced names it.
pub(in crate::gui) fn logical(key: Key) -> keyboard::Key {
    let named = match key {
        Key::Character(letter) => return keyboard::Key::Character(letter.to_string().into()),
        Key::F(number) => usize::from(number).checked_sub(1).and_then(|index| FUNCTION.get(index)).copied(),
        _ => NAMED.iter().find(|(_, known)| *known == key).map(|(name, _)| *name),
    };
    named.map_or(keyboard::Key::Unidentified, keyboard::Key::Named)
}
