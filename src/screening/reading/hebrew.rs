//! Hebrew letters: Hebrew names from a table, foreign names by their consonants, Yiddish by its vowels.

use std::sync::LazyLock;

use super::lattice::{self, Choice, Way};
use super::names::Names;
use super::semitic::{self, Letter};

/// What a reading that is not in the table costs beside one that is.
const UNKNOWN: f32 = 0.5;

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/hebrew.txt")));

/// Ways to read a word of Hebrew letters.
pub fn ways(word: &[char]) -> Vec<Way> {
    let signs: Vec<char> = word.iter().flat_map(|sign| super::normal::bare(*sign)).collect();
    let mut ways = NAMES.ways(&signs.iter().collect::<String>(), 0.0);
    let from = if ways.is_empty() { 0.0 } else { UNKNOWN };
    let sounds = sounds(&signs);
    let open = lattice::distinct(semitic::ways(&sounds, "a"), super::MOST - 2);
    let mut more: Vec<Way> = open;
    more.extend(semitic::ways(&sounds, "e").into_iter().take(1).map(|(text, cost)| (text, cost + 0.1)));
    more.push((semitic::bare(&sounds), 0.2));
    ways.extend(more.into_iter().map(|(text, cost)| (text, cost + from)));
    ways
}

/// The usual reading of one letter.
pub fn letter(sign: char) -> Option<&'static str> {
    let of = |sign: char| consonant(medial(sign)).and_then(|choices| choices.first());
    let first = of(sign).or_else(|| super::normal::bare(sign).find_map(of));
    first.map(|(text, _)| if text.is_empty() { "a" } else { *text })
}

/// Letters of a word, digraphs taken together.
fn sounds(signs: &[char]) -> Vec<Letter> {
    let mut sounds = Vec::with_capacity(signs.len());
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        let (length, sound) = sound(signs, at, *sign);
        sounds.extend(sound);
        at += length;
    }
    sounds
}

/// The sound at a place, and how many letters it takes.
fn sound(signs: &[char], at: usize, sign: char) -> (usize, Option<Letter>) {
    let after = signs.get(at + 1).copied();
    let first = at == 0;
    let last = after.is_none();
    let known = match (sign, after) {
        ('ג', Some('\'')) => (2, Letter::Consonant(&[("j", 0.0), ("g", 0.1)])),
        ('ז', Some('\'')) => (2, Letter::Consonant(&[("zh", 0.0), ("j", 0.1), ("rz", 0.3), ("ll", 0.6)])),
        ('צ' | 'ץ', Some('\'')) => (2, Letter::Consonant(&[("ch", 0.0), ("cz", 0.3)])),
        ('ת', Some('\'')) => (2, Letter::Consonant(&[("th", 0.0)])),
        ('ד', Some('\'')) => (2, Letter::Consonant(&[("dh", 0.0), ("th", 0.2)])),
        ('ח', Some('\'')) => (2, Letter::Consonant(&[("kh", 0.0)])),
        ('ע' | 'ר', Some('\'')) => (2, Letter::Consonant(&[("gh", 0.0), ("r", 0.2)])),
        ('ו', Some('\'')) => (2, Letter::Consonant(&[("w", 0.0)])),
        ('ד', Some('ז')) if signs.get(at + 2) == Some(&'\'') => (3, Letter::Consonant(&[("j", 0.0)])),
        ('ק', Some('ס')) => (2, Letter::Consonant(&[("ks", 0.0), ("x", 0.1)])),
        ('ו', Some('ו')) | ('װ', _) => {
            let length = if sign == 'װ' { 1 } else { 2 };
            (length, Letter::Consonant(&[("v", 0.0), ("w", 0.1), ("vo", 0.3)]))
        }
        ('י', Some('י')) if !first => (2, Letter::Vowel(&[("ai", 0.0)])),
        ('ו', Some('י')) if !first && signs.get(at + 2).is_some() => {
            (1, Letter::Vowel(&[("o", 0.0), ("v", 0.15), ("w", 0.2)]))
        }
        ('ו', _) if first => (1, Letter::Consonant(&[("v", 0.0), ("w", 0.1), ("o", 0.4)])),
        ('ו', _) if last && matches!(signs.get(at.saturating_sub(1)), Some('י' | 'א')) => {
            (1, Letter::Consonant(&[("v", 0.0), ("o", 0.1)]))
        }
        ('ו', _) => (1, Letter::Vowel(&[("o", 0.0), ("v", 0.3)])),
        ('א' | 'ע', Some('ו' | 'י')) if first => (1, Letter::Consonant(&[("", 0.0)])),
        ('א', _) => (1, Letter::Vowel(&[("a", 0.0)])),
        ('ה', None) if !first => (1, Letter::Vowel(&[("a", 0.0)])),
        ('י', _) if first => (1, Letter::Consonant(&[("y", 0.0)])),
        ('י', _) => (1, Letter::Vowel(&[("i", 0.0)])),
        _ => {
            let known = consonant(medial(sign)).map(Letter::Consonant);
            return (1, known.or_else(|| super::latin::letter(sign).map(Letter::Foreign)));
        }
    };
    (known.0, Some(known.1))
}

/// A final form as the letter it is.
fn medial(sign: char) -> char {
    match sign {
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        other => other,
    }
}

/// The readings of a consonant.
fn consonant(sign: char) -> Option<&'static [Choice]> {
    Some(match sign {
        'א' | 'ע' => &[("", 0.0)],
        'ב' => &[("b", 0.0), ("v", 0.2)],
        'ג' => &[("g", 0.0)],
        'ד' => &[("d", 0.0)],
        'ה' => &[("h", 0.0)],
        'ו' => &[("v", 0.0)],
        'װ' => &[("v", 0.0)],
        'ױ' => &[("oy", 0.0)],
        'ײ' => &[("ei", 0.0)],
        'ׯ' => &[("y", 0.0)],
        'ז' => &[("z", 0.0)],
        'ח' => &[("h", 0.0), ("ch", 0.25)],
        'ט' => &[("t", 0.0)],
        'י' => &[("y", 0.0)],
        'כ' => &[("k", 0.0), ("ch", 0.2)],
        'ל' => &[("l", 0.0)],
        'מ' => &[("m", 0.0)],
        'נ' => &[("n", 0.0)],
        'ס' => &[("s", 0.0), ("c", 0.5)],
        'פ' => &[("p", 0.0), ("f", 0.1)],
        'צ' => &[("ts", 0.0), ("z", 0.2)],
        'ק' => &[("k", 0.0)],
        'ר' => &[("r", 0.0)],
        'ש' => &[("sh", 0.0), ("s", 0.15)],
        'ת' => &[("t", 0.0)],
        _ => return None,
    })
}
