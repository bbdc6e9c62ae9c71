//! Physical keys, and what a scanner set to US typing means by them.

/// One key going down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stroke {
    /// When, in milliseconds on any clock that only goes forward.
    pub at: u64,
    /// Which key.
    pub key: Physical,
    /// Whether Shift is held.
    pub shift: bool,
    /// Whether Ctrl, Alt or the logo key is held.
    pub command: bool,
    /// Whether the key is merely held down. No scanner does that.
    pub repeat: bool,
}

/// A physical key, as far as a scanner is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Physical {
    /// Types a character: by itself, and with Shift.
    Print(char, char),
    /// Enter, on the main block or the number pad.
    Enter,
    /// Shift, Ctrl and their like: they say nothing by themselves.
    Modifier,
    /// Moves or deletes within text.
    Edit,
    /// Any other named key: F1 to F24, Tab, Escape and so on.
    Command,
    /// A key that the system could not name.
    Unknown,
}

/// Keys with two characters, by their code, on a US keyboard.
const SIGNS: [(&str, char, char); 27] = [
    ("Backquote", '`', '~'),
    ("Minus", '-', '_'),
    ("Equal", '=', '+'),
    ("BracketLeft", '[', '{'),
    ("BracketRight", ']', '}'),
    ("Backslash", '\\', '|'),
    ("Semicolon", ';', ':'),
    ("Quote", '\'', '"'),
    ("Comma", ',', '<'),
    ("Period", '.', '>'),
    ("Slash", '/', '?'),
    ("Space", ' ', ' '),
    ("Digit1", '1', '!'),
    ("Digit2", '2', '@'),
    ("Digit3", '3', '#'),
    ("Digit4", '4', '$'),
    ("Digit5", '5', '%'),
    ("Digit6", '6', '^'),
    ("Digit7", '7', '&'),
    ("Digit8", '8', '*'),
    ("Digit9", '9', '('),
    ("Digit0", '0', ')'),
    ("NumpadAdd", '+', '+'),
    ("NumpadSubtract", '-', '-'),
    ("NumpadMultiply", '*', '*'),
    ("NumpadDivide", '/', '/'),
    ("NumpadDecimal", '.', '.'),
];

const EDITS: [&str; 10] = [
    "Backspace",
    "Delete",
    "Insert",
    "Home",
    "End",
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "ArrowDown",
    "NumpadBackspace",
];

const MODIFIERS: [&str; 15] = [
    "ShiftLeft",
    "ShiftRight",
    "ControlLeft",
    "ControlRight",
    "AltLeft",
    "AltRight",
    "SuperLeft",
    "SuperRight",
    "MetaLeft",
    "MetaRight",
    "Meta",
    "CapsLock",
    "NumLock",
    "ScrollLock",
    "Fn",
];

impl Physical {
    /// The key of this code, as W3C "UI Events KeyboardEvent code Values" names it: `KeyA`, `Digit1`, `F2`.
    ///
    /// The empty name is a key that could not be named.
    pub fn from_code(code: &str) -> Self {
        match code {
            "" => return Self::Unknown,
            "Enter" | "NumpadEnter" => return Self::Enter,
            _ => {}
        }
        if let Some(letter) = single(code, "Key").filter(char::is_ascii_uppercase) {
            return Self::Print(letter.to_ascii_lowercase(), letter);
        }
        if let Some(digit) = single(code, "Numpad").filter(char::is_ascii_digit) {
            return Self::Print(digit, digit);
        }
        if let Some(&(_, plain, shifted)) = SIGNS.iter().find(|(name, ..)| *name == code) {
            return Self::Print(plain, shifted);
        }
        match code {
            _ if MODIFIERS.contains(&code) => Self::Modifier,
            _ if EDITS.contains(&code) => Self::Edit,
            _ => Self::Command,
        }
    }
}

/// The one character that follows `prefix`, if there is exactly one.
fn single(code: &str, prefix: &str) -> Option<char> {
    let mut rest = code.strip_prefix(prefix)?.chars();
    let first = rest.next();
    if rest.next().is_none() { first } else { None }
}

/// The US key that types `character`, and whether with Shift; for tests and for a tour that plays a scanner.
pub fn us_key(character: char) -> Option<(String, bool)> {
    if character.is_ascii_alphabetic() {
        return Some((format!("Key{}", character.to_ascii_uppercase()), character.is_ascii_uppercase()));
    }
    let sign = SIGNS.iter().find(|(_, plain, shifted)| [*plain, *shifted].contains(&character));
    sign.map(|&(name, plain, _)| (name.to_owned(), plain != character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printable_ascii_character_has_its_key() {
        for character in ' '..='~' {
            let (code, shift) = us_key(character).unwrap();
            let Physical::Print(plain, shifted) = Physical::from_code(&code) else { panic!("{code} types nothing") };
            assert_eq!(if shift { shifted } else { plain }, character, "{code}");
        }
        assert_eq!(us_key('é'), None);
    }

    #[test]
    fn keys_are_told_apart() {
        let cases = [
            ("KeyQ", Physical::Print('q', 'Q')),
            ("Numpad7", Physical::Print('7', '7')),
            ("NumpadEnter", Physical::Enter),
            ("ShiftLeft", Physical::Modifier),
            ("Backspace", Physical::Edit),
            ("Tab", Physical::Command),
            ("F2", Physical::Command),
            ("Escape", Physical::Command),
            ("IntlBackslash", Physical::Command),
            ("", Physical::Unknown),
        ];
        for (code, key) in cases {
            assert_eq!(Physical::from_code(code), key, "{code}");
        }
    }
}
