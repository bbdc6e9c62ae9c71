//! Which script a word is written in.

use serde::{Deserialize, Serialize};

/// A script whose readings are known here, or any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Script {
    /// Latin, with its extensions and the letters of the phonetic alphabet.
    Latin,
    /// Cyrillic of every language.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic, as Arabic, Persian, Urdu, Pashto and others write it.
    Arabic,
    /// Hebrew, as Hebrew and Yiddish write it.
    Hebrew,
    /// Korean syllables and their letters.
    Hangul,
    /// Chinese characters: hanzi, hanja, kanji.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Every other script, and digits.
    Other,
}

/// The script of a word: that of most of its letters, of the first of them in a tie. A word with any kana is
/// Japanese. [`Script::Other`] where there is no letter.
pub fn script(word: &str) -> Script {
    let mut counts: [(Script, usize); 8] = [
        (Script::Latin, 0),
        (Script::Cyrillic, 0),
        (Script::Greek, 0),
        (Script::Arabic, 0),
        (Script::Hebrew, 0),
        (Script::Hangul, 0),
        (Script::Han, 0),
        (Script::Kana, 0),
    ];
    let mut others = 0;
    let mut first = None;
    for letter in word.chars().filter(|sign| sign.is_alphabetic()) {
        let script = of(letter);
        first = first.or(Some(script));
        match counts.iter_mut().find(|(of, _)| *of == script) {
            Some((_, count)) => *count += 1,
            None => others += 1,
        }
    }
    if counts.iter().any(|(of, count)| *of == Script::Kana && *count > 0) {
        return Script::Kana;
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0).max(others);
    let tied = |script: Script| counts.iter().any(|(of, count)| *of == script && *count == most);
    match first {
        None => Script::Other,
        Some(first) if tied(first) => first,
        _ if others == most => Script::Other,
        _ => counts.iter().find(|(_, count)| *count == most).map_or(Script::Other, |(of, _)| *of),
    }
}

/// The script of one letter, by its block. Letters of scholars alone (Latin Extended-D to G, historic kana) count as
/// other.
pub fn of(letter: char) -> Script {
    match u32::from(letter) {
        0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xBA | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x2AF => Script::Latin,
        0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xFB00..=0xFB06 | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0xA640..=0xA69F => Script::Cyrillic,
        0x590..=0x5FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Script::Arabic,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC => Script::Hangul,
        0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF => Script::Han,
        0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Kana,
        _ => Script::Other,
    }
}
