//! Korean syllables: Korean names as the South, the North and newspapers write them, and foreign names.

use std::sync::LazyLock;

use super::lattice::{self, Choice, Lattice, Way};
use super::names::Names;

/// The first syllable of the block.
const FIRST: u32 = 0xAC00;

/// Initials, vowels and finals of Revised Romanization, in the order of the block.
const INITIALS: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
];
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
];
/// The same after McCune-Reischauer without its marks, which the North follows but for its initials.
const PLAIN_INITIALS: [&str; 19] =
    ["k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t", "p", "h"];
const VOICED_INITIALS: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "tch", "ch", "k", "t", "p", "h"];
const PLAIN_VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui",
    "i",
];

/// Family names and the usual spellings of the syllables of given names.
static FAMILIES: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/hangul_families.txt")));
static SYLLABLES: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/hangul_syllables.txt")));

/// One syllable by its place in the tables above: initial, vowel, final.
type Syllable = (usize, usize, usize);

/// Whether a word is a Korean family name.
pub fn is_family(word: &str) -> bool {
    FAMILIES.has(word)
}

/// Ways to read a word of Korean syllables.
pub fn ways(word: &[char]) -> Vec<Way> {
    let text: String = word.iter().collect();
    let mut ways = FAMILIES.ways(&text, 0.0);
    if word.len() <= 3 {
        ways.extend(korean(word, if ways.is_empty() { 0.0 } else { 0.3 }));
    }
    let from = if ways.is_empty() { 0.0 } else { 0.35 };
    ways = lattice::cheapest(ways, 5);
    let room = super::MOST - ways.len();
    ways.extend(lattice::distinct(foreign(word), room).into_iter().map(|(text, cost)| (text, cost + from)));
    if from == 0.0 {
        let plain: String = word.iter().map(|sign| revised(*sign)).collect();
        ways.truncate(super::MOST - 1);
        ways.push((plain, 0.6));
    }
    ways
}

/// The usual reading of one syllable, or of one letter by itself.
pub fn letter(sign: char) -> Option<String> {
    Some(revised(sign)).filter(|text| !text.is_empty())
}

/// A Korean given name: as most people write it, then scheme by scheme.
fn korean(word: &[char], from: f32) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut usual = Lattice::new();
    for sign in word {
        let spellings = SYLLABLES.spellings(sign.encode_utf8(&mut [0; 4]));
        let choices: Vec<Choice> =
            spellings.iter().enumerate().map(|(at, text)| (*text, if at == 0 { 0.0 } else { 0.1 })).collect();
        if choices.is_empty() { usual.push_text(&revised(*sign)) } else { usual.push(&choices) }
    }
    ways.extend(lattice::cheapest(usual.finish(), 3));
    ways.push((word.iter().map(|sign| revised(*sign)).collect(), 0.1));
    ways.push((schemed(word, &PLAIN_INITIALS, &VOICED_INITIALS), 0.15));
    let mut north = PLAIN_INITIALS;
    if let Some(j) = north.get_mut(12) {
        *j = "j";
    }
    ways.push((schemed(word, &north, &north), 0.2));
    ways.into_iter().map(|(text, cost)| (text, cost + from)).collect()
}

/// A word by a scheme with initials that differ at the start of a word and within it.
fn schemed(word: &[char], first: &[&'static str], within: &[&'static str]) -> String {
    let mut text = String::new();
    for (at, sign) in word.iter().enumerate() {
        let Some((initial, vowel, last)) = parts(*sign) else {
            super::sound(*sign, &mut text);
            continue;
        };
        let voiced = text.ends_with(['a', 'e', 'i', 'o', 'u', 'n', 'm', 'l', 'g']);
        let initials = if at > 0 && voiced { within } else { first };
        let pieces = [initials.get(initial), PLAIN_VOWELS.get(vowel), FINALS.get(last)];
        pieces.into_iter().flatten().for_each(|piece| text.push_str(piece));
    }
    text
}

/// A foreign name that is written in Korean syllables: filler vowels dropped, r and l, b and v told apart.
fn foreign(word: &[char]) -> Vec<Way> {
    let syllables: Vec<Option<Syllable>> = word.iter().map(|sign| parts(*sign)).collect();
    let mut lattice = Lattice::new();
    for (at, sign) in word.iter().enumerate() {
        let Some((initial, vowel, last)) = syllables.get(at).copied().flatten() else {
            let mut text = String::new();
            super::sound(*sign, &mut text);
            lattice.push_text(&text);
            continue;
        };
        let before = at.checked_sub(1).and_then(|at| syllables.get(at).copied().flatten());
        let after = syllables.get(at + 1).copied().flatten();
        lattice.push(foreign_initial(initial, vowel, before));
        lattice.push(foreign_vowel(vowel, last, initial));
        lattice.push(foreign_final(last, after));
    }
    lattice.finish()
}

/// A consonant that begins a syllable of a foreign name.
fn foreign_initial(initial: usize, vowel: usize, before: Option<Syllable>) -> &'static [Choice] {
    let first = before.is_none();
    match initial {
        0 if first => &[("g", 0.0), ("k", 0.3)],
        0 => &[("g", 0.0)],
        1 => &[("k", 0.0)],
        2 => &[("n", 0.0)],
        3 if first => &[("d", 0.0), ("t", 0.3)],
        3 => &[("d", 0.0)],
        4 => &[("t", 0.0)],
        5 if before.is_some_and(|(_, _, last)| last == 8) => &[("l", 0.0)],
        5 if first => &[("r", 0.0), ("l", 0.1)],
        5 => &[("r", 0.0), ("l", 0.25)],
        6 => &[("m", 0.0)],
        7 => &[("b", 0.0), ("v", 0.2)],
        8 => &[("p", 0.0)],
        9 => &[("s", 0.0)],
        10 if matches!(vowel, 13 | 18) => &[("ts", 0.0), ("s", 0.2)],
        10 => &[("s", 0.0)],
        12 => &[("j", 0.0), ("z", 0.1)],
        13 => &[("ch", 0.0), ("j", 0.2), ("ts", 0.2)],
        14 if vowel == 18 => &[("ts", 0.0), ("ch", 0.2)],
        14 => &[("ch", 0.0), ("ts", 0.3)],
        15 => &[("k", 0.0), ("c", 0.1)],
        16 => &[("t", 0.0)],
        17 => &[("p", 0.0), ("f", 0.1)],
        18 => &[("h", 0.0)],
        _ => &[],
    }
}

/// A vowel of a foreign name. English r after a vowel is not written in Korean.
fn foreign_vowel(vowel: usize, last: usize, initial: usize) -> &'static [Choice] {
    let open = matches!(last, 0 | 4);
    match vowel {
        0 if open => &[("a", 0.0), ("ar", 0.5)],
        0 => &[("a", 0.0)],
        1 => &[("a", 0.0)],
        2 | 3 => &[("ya", 0.0)],
        4 if last == 8 => &[("e", 0.0)],
        4 => &[("e", 0.0), ("er", 0.1)],
        5 => &[("e", 0.0)],
        6 => &[("yo", 0.0)],
        7 => &[("ye", 0.0)],
        8 if open => &[("o", 0.0), ("or", 0.5)],
        8 => &[("o", 0.0)],
        9 => &[("wa", 0.0)],
        10 | 15 => &[("we", 0.0)],
        11 => &[("o", 0.0)],
        12 => &[("yo", 0.0)],
        13 => &[("u", 0.0)],
        14 => &[("wo", 0.0)],
        16 => &[("wi", 0.0)],
        17 => &[("yu", 0.0)],
        18 if initial == 11 => &[("u", 0.0)],
        18 => &[("", 0.0)],
        19 => &[("ui", 0.0)],
        _ => &[("i", 0.0)],
    }
}

/// A consonant that closes a syllable of a foreign name.
fn foreign_final(last: usize, after: Option<Syllable>) -> &'static [Choice] {
    match last {
        1..=3 | 9 | 24 => &[("k", 0.0)],
        4..=6 => &[("n", 0.0)],
        8 if after.is_some_and(|(initial, _, _)| initial == 5) => &[],
        8 | 11..=13 | 15 => &[("l", 0.0), ("r", 0.4)],
        10 | 16 => &[("m", 0.0)],
        14 | 17 | 18 | 26 => &[("p", 0.0), ("b", 0.2)],
        19 | 20 => &[("t", 0.0), ("s", 0.3)],
        21 if after.is_some_and(|(initial, _, _)| matches!(initial, 0 | 1 | 15)) => &[("n", 0.0), ("ng", 0.1)],
        21 => &[("ng", 0.0), ("n", 0.3)],
        7 | 22 | 23 | 25 | 27 => &[("t", 0.0)],
        _ => &[],
    }
}

/// The parts of a syllable; `None` for anything else.
fn parts(sign: char) -> Option<Syllable> {
    let at = usize::try_from(u32::from(sign).checked_sub(FIRST)?).ok()?;
    (at < 19 * 21 * 28).then_some((at / (21 * 28), at / 28 % 21, at % 28))
}

/// A syllable in Revised Romanization, or a letter by itself.
fn revised(sign: char) -> String {
    let Some((initial, vowel, last)) = parts(sign) else { return alone(sign) };
    let pieces = [INITIALS.get(initial), VOWELS.get(vowel), FINALS.get(last)];
    pieces.into_iter().flatten().copied().collect()
}

/// A letter that is part of no syllable, old ones by the modern ones that they are made of.
fn alone(sign: char) -> String {
    let code = usize::try_from(u32::from(sign)).unwrap_or_default();
    let piece = match code {
        0x1100..=0x1112 => INITIALS.get(code - 0x1100),
        0x1161..=0x1175 => VOWELS.get(code - 0x1161),
        0x11A8..=0x11C2 => FINALS.get(code - 0x11A7),
        _ => {
            let mut text = String::new();
            let old = OLD.spellings(sign.encode_utf8(&mut [0; 4]));
            old.iter().for_each(|piece| text.push_str(piece));
            if text.is_empty() && super::script::of(sign) != super::Script::Hangul {
                super::sound(sign, &mut text);
            }
            return text;
        }
    };
    piece.copied().unwrap_or_default().to_owned()
}

/// Letters that modern Korean no longer has.
static OLD: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/hangul_old.txt")));
