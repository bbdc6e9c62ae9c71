//! Japanese syllables: Japanese names, and foreign names in katakana.

use std::sync::LazyLock;

use super::lattice::{self, Choice, Lattice, Way};
use super::rules::Rules;

/// Hepburn; `*` doubles the consonant that follows.
const HEPBURN: &str = include_str!("tables/kana.txt");

/// What Kunrei-shiki writes otherwise.
const KUNREI: &str =
    "シ si チ ti ツ tu フ hu ジ zi ヂ zi ヅ zu シャ sya シュ syu ショ syo ジャ zya ジュ zyu ジョ zyo チャ tya チュ tyu
    チョ tyo ヂャ zya ヂュ zyu ヂョ zyo";

static SCHEMES: LazyLock<(Rules, Rules)> = LazyLock::new(|| (Rules::new(&[HEPBURN]), Rules::new(&[HEPBURN, KUNREI])));

/// Ways to read a word with kana.
pub fn ways(word: &[char]) -> Vec<Way> {
    let word: Vec<char> = word.iter().map(|sign| katakana(*sign)).collect();
    let (hepburn, kunrei) = &*SCHEMES;
    let spelt = doubled(&hepburn.read(&word, kanji));
    let mut ways = vec![
        (short(&spelt), 0.0),
        (spelt.clone(), 0.1),
        (short(&spelt).replace("nb", "mb").replace("nm", "mm").replace("np", "mp"), 0.2),
        (short(&doubled(&kunrei.read(&word, kanji))), 0.3),
    ];
    ways = lattice::cheapest(ways, super::MOST);
    let room = super::MOST - ways.len();
    let foreign = lattice::distinct(foreign(&word), room);
    ways.extend(foreign.into_iter().map(|(text, cost)| (text, cost + 0.15)));
    ways
}

/// The usual reading of one sign.
pub fn letter(sign: char) -> Option<&'static str> {
    SCHEMES.0.letter(katakana(sign)).map(|text| if text == "*" { "tsu" } else { text })
}

/// Hiragana as katakana.
fn katakana(sign: char) -> char {
    match u32::from(sign) {
        code @ (0x3041..=0x3096 | 0x309D..=0x309E) => char::from_u32(code + 0x60).unwrap_or(sign),
        _ => sign,
    }
}

/// A Chinese character within a Japanese word, or any foreign letter.
fn kanji(sign: char, text: &mut String) {
    match super::han::japanese(&sign.to_string()).first() {
        Some(reading) => text.push_str(reading),
        None => super::sound(sign, text),
    }
}

/// Doubles what follows a `*`; before ch it is a t.
fn doubled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, signs.peek()) {
            ('*', Some('c')) => out.push('t'),
            ('*', Some(next)) if !"aeiou*".contains(*next) => out.push(*next),
            ('*', _) => {}
            _ => out.push(sign),
        }
    }
    out
}

/// Long vowels written once: o for ou and oo, u for uu.
fn short(text: &str) -> String {
    text.replace("ou", "o").replace("oo", "o").replace("uu", "u")
}

/// A foreign name: r or l, b or v, filler vowels dropped, r after a long vowel back again.
fn foreign(word: &[char]) -> Vec<Way> {
    let mut lattice = Lattice::new();
    let pieces = SCHEMES.0.pieces(word);
    for (at, (signs, latin)) in pieces.iter().enumerate() {
        let last = at + 1 == pieces.len();
        match (*signs, latin) {
            (['ー'], _) => lattice.push(&[("", 0.0), ("r", 0.15)]),
            (_, Some("*")) => {}
            (_, Some(latin)) => mora(&mut lattice, latin, last),
            (signs, None) => {
                let mut text = String::new();
                signs.iter().for_each(|sign| kanji(*sign, &mut text));
                lattice.push_text(&text);
            }
        }
    }
    lattice.finish()
}

/// One syllable: its consonant in several ways, its vowel dropped where it only fills.
fn mora(lattice: &mut Lattice, latin: &'static str, last: bool) {
    let onset = latin.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
    let vowel = latin.get(onset.len()..).unwrap_or_default();
    let onsets: &[Choice] = match onset {
        "r" => &[("r", 0.0), ("l", 0.1)],
        "ry" => &[("ry", 0.0), ("ly", 0.1)],
        "b" => &[("b", 0.0), ("v", 0.2)],
        "j" if vowel == "i" => &[("j", 0.0), ("z", 0.2), ("di", 0.4)],
        "j" => &[("j", 0.0), ("z", 0.3)],
        "s" => &[("s", 0.0), ("th", 0.3)],
        "z" => &[("z", 0.0), ("th", 0.4)],
        "ch" => &[("ch", 0.0), ("t", 0.3)],
        "ts" => &[("ts", 0.0), ("z", 0.3)],
        "k" => &[("k", 0.0), ("c", 0.2)],
        "f" => &[("f", 0.0), ("h", 0.3)],
        _ => &[],
    };
    if onsets.is_empty() {
        lattice.push_text(onset)
    } else {
        lattice.push(onsets)
    }
    match vowel {
        "u" if !onset.is_empty() => lattice.push(&[("", 0.0), ("u", 0.2)]),
        "o" if matches!(onset, "t" | "d") => lattice.push(&[("o", 0.0), ("", if last { 0.0 } else { 0.1 })]),
        "i" if last && matches!(onset, "ch" | "j" | "sh") => lattice.push(&[("i", 0.0), ("", 0.1)]),
        _ => lattice.push_text(vowel),
    }
}
