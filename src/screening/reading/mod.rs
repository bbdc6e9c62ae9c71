//! Readings: the ways to write a word of any script in plain Latin letters.
//!
//! Each script has a module of its own. Where a script leaves things open (vowels in Arabic and Hebrew, `l` or `r` in
//! Korean, the language in Cyrillic and Han) a word has several readings, each with what it costs to believe in it.
//! A script without a module is read letter by letter by `any_ascii`.

mod arabic;
mod cut;
mod cyrillic;
mod greek;
mod han;
mod hangul;
mod hebrew;
mod kana;
mod latin;
mod lattice;
mod names;
mod normal;
mod palladius;
mod rules;
mod semitic;
#[cfg(test)]
mod tests;
mod wade_giles;

use lattice::Way;

pub use super::script::{self, Script, script};
pub use cut::cut;

/// The most readings that a word has.
const MOST: usize = 8;

/// One way to write a word in Latin letters.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// `a`–`z` and digits only; never empty.
    pub text: String,
    /// 0.0 for the usual reading; more is less likely, in units of one letter's edit.
    pub cost: f32,
}

/// Readings of one word: the likeliest first, no doubles, at most 8; empty only for a word without letters and
/// digits. Of a word of more than 64 characters the rest is not read.
pub fn readings(word: &str) -> Vec<Reading> {
    if word.is_ascii() {
        let plain = word.bytes().filter(u8::is_ascii_alphanumeric).take(normal::LONGEST_WORD);
        let text: String = plain.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
        return if text.is_empty() { Vec::new() } else { vec![Reading { text, cost: 0.0 }] };
    }
    let letters = normal::word(word);
    let ways = if letters.iter().all(char::is_ascii) {
        vec![(letters.iter().filter(|sign| sign.is_ascii_alphanumeric()).collect(), 0.0)]
    } else {
        ways(&letters)
    };
    let mut readings: Vec<Reading> = lattice::cheapest(ways.into_iter().map(clean).collect(), MOST + 1)
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .take(MOST)
        .map(|(text, cost)| Reading { text, cost })
        .collect();
    if readings.is_empty() {
        readings.extend(stand_in(&letters));
    }
    readings
}

/// The ways to read the letters of a word that is not plain.
fn ways(letters: &[char]) -> Vec<Way> {
    let word: String = letters.iter().collect();
    match script(&word) {
        Script::Latin => latin::ways(letters),
        Script::Cyrillic => cyrillic::ways(letters),
        Script::Greek => greek::ways(letters),
        Script::Arabic => arabic::ways(letters),
        Script::Hebrew => hebrew::ways(letters),
        Script::Hangul => hangul::ways(letters),
        Script::Han => han::ways(letters),
        Script::Kana => kana::ways(letters),
        Script::Other => vec![(sounds(letters), 0.0)],
    }
}

/// Only letters and digits stay.
fn clean(way: Way) -> Way {
    let (mut text, cost) = way;
    text.retain(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit());
    (text, cost.max(0.0))
}

/// For a word none of whose letters has a known reading, or that is all soft signs: the numbers of its characters, so
/// that it is still like itself and like nothing else.
fn stand_in(letters: &[char]) -> Option<Reading> {
    let written = letters.iter().filter(|sign| normal::belongs(**sign));
    let text: String = written.take(MOST).map(|sign| format!("u{:x}", u32::from(*sign))).collect();
    (!text.is_empty()).then_some(Reading { text, cost: 0.0 })
}

/// The letters one by one.
fn sounds(letters: &[char]) -> String {
    let mut text = String::new();
    for letter in letters {
        sound(*letter, &mut text);
    }
    text
}

/// Adds the usual reading of one letter of any script, as it is needed for a foreign letter within a word.
fn sound(letter: char, text: &mut String) {
    match own_sound(letter) {
        Some(own) => text.push_str(&own),
        None => text.push_str(&foreign_sound(letter)),
    }
}

/// The usual reading of one letter of a script that has a module here; `None` for every other letter.
fn own_sound(letter: char) -> Option<String> {
    let read = match script::of(letter) {
        Script::Latin => latin::letter(letter).map(str::to_owned),
        Script::Cyrillic => cyrillic::letter(letter).map(str::to_owned),
        Script::Greek => greek::letter(letter).map(str::to_owned),
        Script::Arabic => arabic::letter(letter).map(str::to_owned),
        Script::Hebrew => hebrew::letter(letter).map(str::to_owned),
        Script::Hangul => hangul::letter(letter),
        Script::Han => han::letter(letter),
        Script::Kana => kana::letter(letter).map(str::to_owned),
        Script::Other => return latin::plain(letter).map(str::to_owned),
    };
    // What has no sound, a mark or a sign of its own block, is read as nothing.
    Some(read.unwrap_or_default())
}

/// The reading of a letter whose script has no module here.
fn foreign_sound(letter: char) -> String {
    any_ascii::any_ascii_char(letter).to_ascii_lowercase()
}
