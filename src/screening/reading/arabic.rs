//! Arabic letters: Arabic, Persian, Urdu, Pashto, Kurdish.
//!
//! Names are written without short vowels. Common names stand in a table, with the spellings that people use; the
//! rest is read by its consonants, with `a` where a vowel has to be.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lattice::{self, Choice, Way};
use super::names::Names;
use super::semitic::{self, Letter};

/// The article, which [`super::cut`] parts from its word.
pub const ARTICLE: &str = "ال";

/// What a reading that is not in the table costs beside one that is.
const UNKNOWN: f32 = 0.5;

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::folded(include_str!("tables/arabic.txt"), key));
static ENDINGS: LazyLock<Names> = LazyLock::new(|| Names::folded(include_str!("tables/arabic_endings.txt"), key));

/// The endings, the longest first.
static ENDINGS_BY_LENGTH: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut endings: Vec<String> = ENDINGS.words().map(str::to_owned).collect();
    endings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    endings
});

/// Variants of a letter to the letter.
static PLAIN: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let table = include_str!("tables/arabic_letters.txt");
    let entries = table.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(';'));
    let parts = entries.filter_map(|entry| entry.trim().split_once(' '));
    let pairs = parts.map(|(plain, variants)| (plain.chars().next().unwrap_or_default(), variants));
    pairs.flat_map(|(plain, variants)| variants.chars().map(move |variant| (variant, plain))).collect()
});

/// Ways to read a word of Arabic letters.
pub fn ways(word: &[char]) -> Vec<Way> {
    let text: String = word.iter().collect();
    let key = key(&text);
    let mut ways = NAMES.ways(&key, 0.0);
    if ways.is_empty() {
        ways = compound(&key);
    }
    let from = if ways.is_empty() { 0.0 } else { UNKNOWN };
    ways.extend(unknown(word).into_iter().map(|(text, cost)| (text, cost + from)));
    ways
}

/// The usual reading of one letter.
pub fn letter(sign: char) -> Option<&'static str> {
    let sign = plain(sign);
    if matches!(sign, 'ء' | 'ـ') || unicode_normalization::char::is_combining_mark(sign) {
        return Some("");
    }
    let choices = if sign == 'ا' { A } else { consonant(sign)? };
    Some(choices.first().map_or("", |(text, _)| text))
}

/// A word as the table knows it: letters plain, without hamza and vowel marks.
pub fn key(word: &str) -> String {
    let folded = word.chars().map(plain).filter(|sign| is_letter(*sign));
    folded.map(|sign| if matches!(sign, 'ى' | 'ئ') { 'ي' } else { sign }).collect()
}

/// Whether a word is a known name by itself.
pub fn is_name(key: &str) -> bool {
    NAMES.has(key)
}

/// A word that a known name begins or ends: abu-, abdul-, -ullah, -uddin, -zadeh.
fn compound(key: &str) -> Vec<Way> {
    let joined = |first: Vec<Way>, second: Vec<Way>| {
        let pairs = first.iter().flat_map(|(a, x)| second.iter().map(move |(b, y)| (format!("{a}{b}"), x + y)));
        lattice::cheapest(pairs.collect(), 4)
    };
    let stem = |key: &str| {
        let known = NAMES.ways(key, 0.0);
        if known.is_empty() { lattice::cheapest(unknown(&key.chars().collect::<Vec<char>>()), 2) } else { known }
    };
    for ending in ENDINGS_BY_LENGTH.iter() {
        if let Some(rest) = key.strip_suffix(ending.as_str()).filter(|rest| rest.chars().count() > 1) {
            return joined(stem(rest), ENDINGS.ways(ending, 0.0));
        }
    }
    for beginning in ["عبدال", "عبد", "ابو"] {
        if let Some(rest) = key.strip_prefix(beginning).filter(|rest| rest.chars().count() > 2) {
            return joined(NAMES.ways(beginning, 0.0), stem(rest));
        }
    }
    match key.strip_prefix(ARTICLE) {
        Some(rest) if rest.chars().count() > 2 => joined(NAMES.ways(ARTICLE, 0.0), stem(rest)),
        _ => Vec::new(),
    }
}

/// A word that is in no table: by consonants and long vowels.
fn unknown(word: &[char]) -> Vec<Way> {
    let signs: Vec<char> = word.iter().map(|sign| plain(*sign)).filter(|sign| is_letter(*sign)).collect();
    let sounds: Vec<Letter> = (0..signs.len()).filter_map(|at| sound(&signs, at)).collect();
    let mut ways = lattice::distinct(semitic::ways(&sounds, "a"), super::MOST - 1);
    ways.push((semitic::bare(&sounds), 0.4));
    ways
}

/// A letter without its dots and marks of other languages.
fn plain(sign: char) -> char {
    PLAIN.get(&sign).copied().unwrap_or(sign)
}

/// Whether a sign is read at all: not a vowel mark, hamza, apostrophe or stretched line.
fn is_letter(sign: char) -> bool {
    let mark = unicode_normalization::char::is_combining_mark(sign);
    !mark && !matches!(sign, 'ء' | 'ٴ' | 'ـ') && super::normal::belongs(sign)
}

const A: &[Choice] = &[("a", 0.0)];

/// The letter at a place as a consonant or a vowel.
fn sound(signs: &[char], at: usize) -> Option<Letter> {
    let sign = *signs.get(at)?;
    let before = at.checked_sub(1).and_then(|at| signs.get(at)).copied();
    let after = signs.get(at + 1).copied();
    let long = |sign: Option<char>| matches!(sign, Some('ا' | 'و' | 'ي' | 'ى'));
    let glide = before.is_none() || matches!(after, Some('ا')) || (long(before) && after.is_some());
    Some(match sign {
        'ا' => Letter::Vowel(A),
        'و' if glide => Letter::Consonant(&[("w", 0.0), ("v", 0.2), ("u", 0.3)]),
        'و' => Letter::Vowel(&[("u", 0.0), ("v", 0.4)]),
        'ي' if glide => Letter::Consonant(&[("y", 0.0)]),
        'ي' => Letter::Vowel(&[("i", 0.0)]),
        'ى' => Letter::Vowel(A),
        'ه' if after.is_none() && before.is_some() && !long(before) => Letter::Vowel(&[("a", 0.0), ("ah", 0.05)]),
        other => {
            consonant(other).map(Letter::Consonant).or_else(|| super::latin::letter(other).map(Letter::Foreign))?
        }
    })
}

/// The readings of a consonant.
fn consonant(sign: char) -> Option<&'static [Choice]> {
    Some(match sign {
        'ب' => &[("b", 0.0), ("p", 0.3)],
        'پ' => &[("p", 0.0)],
        'ت' | 'ط' => &[("t", 0.0)],
        'ث' => &[("th", 0.0), ("s", 0.15)],
        'ج' => &[("j", 0.0), ("g", 0.3)],
        'چ' => &[("ch", 0.0)],
        'ح' | 'ه' => &[("h", 0.0)],
        'خ' => &[("kh", 0.0)],
        'د' => &[("d", 0.0)],
        'ذ' => &[("dh", 0.0), ("z", 0.1)],
        'ر' => &[("r", 0.0)],
        'ز' => &[("z", 0.0)],
        'ږ' | 'ژ' => &[("zh", 0.0), ("j", 0.2)],
        'س' | 'ص' => &[("s", 0.0)],
        'ښ' => &[("sh", 0.0), ("kh", 0.3)],
        'ش' => &[("sh", 0.0), ("ch", 0.5)],
        'ض' => &[("d", 0.0), ("z", 0.2)],
        'ظ' => &[("z", 0.0), ("dh", 0.15)],
        'ع' | 'ئ' => &[("", 0.0)],
        'غ' => &[("gh", 0.0)],
        'ف' => &[("f", 0.0), ("v", 0.4)],
        'ڤ' => &[("v", 0.0)],
        'ق' => &[("q", 0.0), ("g", 0.35)],
        'ك' => &[("k", 0.0)],
        'گ' => &[("g", 0.0)],
        'ڭ' => &[("ng", 0.0)],
        'څ' => &[("ts", 0.0), ("s", 0.1)],
        'ځ' => &[("dz", 0.0), ("z", 0.1)],
        'ل' => &[("l", 0.0)],
        'م' => &[("m", 0.0)],
        'ن' => &[("n", 0.0)],
        'و' => &[("w", 0.0), ("v", 0.2)],
        'ي' => &[("y", 0.0)],
        'ى' | 'ا' => A,
        _ => return None,
    })
}
