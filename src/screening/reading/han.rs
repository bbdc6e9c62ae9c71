//! Chinese characters: Mandarin first, then as other places read the same name: Taiwan, Hong Kong, South-East Asia,
//! Korea, Japan; and foreign names that Chinese characters only write by sound.

use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};

use super::lattice::{self, Choice, Lattice, Way};
use super::names::Names;
use super::{hangul, wade_giles};

static FAMILIES: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/han_families.txt")));
static CANTONESE: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/han_cantonese.txt")));
static KOREAN: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/han_korean.txt")));
static SOUNDS: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/han_transcription.txt")));
static JAPANESE_FAMILIES: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/japanese_families.txt")));
static JAPANESE_GIVEN: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/japanese_given.txt")));

/// The longest word that may be a given name of one place or another; longer ones are foreign.
const LONGEST_GIVEN: usize = 3;

/// Whether a word is a Chinese family name.
pub fn is_family(word: &str) -> bool {
    FAMILIES.has(word)
}

/// Whether a word is a Japanese family name.
pub fn is_japanese_family(word: &str) -> bool {
    JAPANESE_FAMILIES.has(word)
}

/// Whether a word is a Japanese given name.
pub fn is_japanese_given(word: &str) -> bool {
    JAPANESE_GIVEN.has(word)
}

/// The Japanese readings of a word that is in a table.
pub fn japanese(word: &str) -> Vec<&'static str> {
    JAPANESE_FAMILIES.spellings(word).iter().chain(JAPANESE_GIVEN.spellings(word)).copied().collect()
}

/// Ways to read a word of Chinese characters.
pub fn ways(word: &[char]) -> Vec<Way> {
    let word = repeated(word);
    let text: String = word.iter().collect();
    let mut ways = FAMILIES.ways(&text, 0.0);
    let family = !ways.is_empty();
    let from = if family { 0.2 } else { 0.0 };
    ways.truncate(super::MOST - 3);
    let mandarin = lattice::cheapest(mandarin(&word), 2);
    ways.extend(mandarin.iter().map(|(text, cost)| (text.clone(), cost + from)));
    ways.extend(japanese(&text).into_iter().map(|text| (text.to_owned(), if word.len() > 1 { 0.1 } else { 0.2 })));
    if word.len() <= LONGEST_GIVEN {
        let taiwan: Option<String> = word.iter().map(|sign| first(*sign).map(wade_giles::syllable)).collect();
        ways.extend(taiwan.map(|text| (text, from + 0.25)));
        if !family {
            ways.extend(through(&CANTONESE, &word).into_iter().take(1).map(|(text, cost)| (text, cost + 0.3)));
        }
        ways.extend(korean(&word, from + 0.35));
    }
    if word.len() > 1 {
        let sounds = lattice::distinct(through(&SOUNDS, &word), super::MOST / 2);
        ways.extend(sounds.into_iter().map(|(text, cost)| (text, cost + from + 0.2)));
    }
    ways
}

/// The usual reading of one character.
pub fn letter(sign: char) -> Option<String> {
    first(sign).map(|pinyin| pinyin.replace('ü', "u")).or_else(|| (sign == '〇').then(|| "ling".to_owned()))
}

/// The sign that repeats the one before it, as that one.
fn repeated(word: &[char]) -> Vec<char> {
    let mut signs: Vec<char> = Vec::with_capacity(word.len());
    for sign in word {
        let before = signs.last().copied();
        signs.push(if *sign == '々' { before.unwrap_or(*sign) } else { *sign });
    }
    signs
}

/// The usual pinyin of a character, without its tone.
fn first(sign: char) -> Option<&'static str> {
    sign.to_pinyin().map(|pinyin| pinyin.plain())
}

/// Pinyin, and for a character that is read in several ways each of the first three.
fn mandarin(word: &[char]) -> Vec<Way> {
    let mut lattice = Lattice::new();
    for sign in word {
        let mut choices: Vec<Choice> = first(*sign).into_iter().map(|text| (text, 0.0)).collect();
        if let Some(all) = sign.to_pinyin_multi() {
            for other in all.into_iter().map(|pinyin| pinyin.plain()) {
                if choices.len() < 3 && choices.iter().all(|(text, _)| *text != other) {
                    choices.push((other, 0.3));
                }
            }
        }
        if choices.is_empty() {
            let mut text = letter(*sign).unwrap_or_default();
            if super::script::of(*sign) != super::Script::Han {
                super::sound(*sign, &mut text);
            }
            lattice.push_text(&text);
        }
        lattice.push(&choices);
    }
    // Passports write ü as yu, typewriters as v; most people write u.
    let spelt = lattice.finish().into_iter().flat_map(|(text, cost)| {
        let umlaut = text.contains('ü');
        let others = umlaut.then(|| [(text.replace('ü', "yu"), cost + 0.1), (text.replace('ü', "v"), cost + 0.15)]);
        std::iter::once((text.replace('ü', "u"), cost)).chain(others.into_iter().flatten())
    });
    spelt.collect()
}

/// A word whose every character is in a table.
fn through(table: &Names, word: &[char]) -> Vec<Way> {
    let mut lattice = Lattice::new();
    for sign in word {
        let spellings = table.spellings(sign.encode_utf8(&mut [0; 4]));
        if spellings.is_empty() {
            return Vec::new();
        }
        let costs = (0..6_u8).map(|step| f32::from(step) * 0.1);
        lattice.push(&spellings.iter().copied().zip(costs).collect::<Vec<Choice>>());
    }
    lattice.finish()
}

/// A word of Korean characters, read as its syllables are.
fn korean(word: &[char], from: f32) -> Vec<Way> {
    let syllables = through(&KOREAN, word).into_iter().next();
    let Some((syllables, _)) = syllables else { return Vec::new() };
    let signs: Vec<char> = syllables.chars().collect();
    lattice::cheapest(hangul::ways(&signs), 2).into_iter().map(|(text, cost)| (text, cost + from)).collect()
}
