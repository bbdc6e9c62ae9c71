//! Countries by any of their names and codes.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::domain::text::fold;

/// One country a line: the code it gets, its other codes, its names.
const TABLE: &str = include_str!("../../assets/screening/countries.txt");
/// The longest text that may be a country, in bytes: nobody's name is half as long.
const LIMIT: usize = 200;

static COUNTRIES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(table);

/// The country a text names: its ISO 3166-1 alpha-2 code in lower case.
///
/// Read are codes of two and three letters (ISO 3166-1, and those of ICAO Doc 9303-3 such as `D` and `GBD`), English
/// names with the usual variants, and adjectives; case, accents, punctuation and the order of words do not matter.
/// States that are no more keep the code that ISO withdrew (`su`, `yu`); issuers that are no country have their ICAO
/// code (`uno`, `xom`), the stateless `xxa`. `None` for everything else, also for `XXX` and `UNK`, which name nobody.
pub fn code(text: &str) -> Option<&'static str> {
    if text.len() > LIMIT {
        return None;
    }
    // Codes are most of what is asked for, and need no folding.
    if let Some(code) = COUNTRIES.get(text) {
        return Some(code);
    }
    COUNTRIES.get(&key(text)).copied()
}

/// A country's code as [`code`] gives it, in three bytes: a list holds a million of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Code([u8; 3]);

impl Code {
    /// The code of the country that a text names.
    pub fn of(text: &str) -> Option<Self> {
        let mut letters = code(text)?.bytes();
        Some(Self(std::array::from_fn(|_| letters.next().unwrap_or(b' '))))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end()
    }
}

/// What texts of one meaning have in common.
fn key(text: &str) -> String {
    let mut key = String::new();
    // "U.S.S.R." is one word, not four: sorted letters would name nothing.
    let dotted = text.split_whitespace().any(|word| word.matches('.').count() > 1);
    let undotted = if dotted { text.replace('.', "") } else { String::new() };
    let words = fold(if dotted { &undotted } else { text });
    let tells = |word: &str| !matches!(word, "the" | "of" | "and");
    // A code may look like one of those: AND is Andorra.
    let all = !words.iter().any(|word| tells(word));
    for word in words.iter().filter(|word| all || tells(word)) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

fn table() -> FxHashMap<String, &'static str> {
    let mut countries = FxHashMap::default();
    for (code, codes, names) in lines() {
        let spellings = codes.split(' ').chain(names.split(", ")).chain([code]);
        countries.extend(spellings.map(|spelling| (key(spelling), code)));
    }
    countries
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (code, rest) = line.split_once('|')?;
        let (codes, names) = rest.split_once('|')?;
        Some((code, codes, names))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_table_is_read_whole_and_says_each_thing_once() {
        let written = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines().count(), written);
        let mut seen = BTreeMap::new();
        for (code, codes, names) in lines() {
            assert!((2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase()), "{code}");
            for spelling in codes.split(' ').chain(names.split(", ")).chain([code]) {
                let earlier = seen.insert(key(spelling), code);
                assert!(earlier.is_none_or(|earlier| earlier == code), "{spelling}: {earlier:?} and {code}");
            }
        }
        // ISO 3166-1 had 249 entries in 2024.
        let countries = lines().filter(|(code, ..)| code.len() == 2 && !["cs", "dd", "su", "xk", "yu"].contains(code));
        assert_eq!(countries.count(), 249);
    }

    #[test]
    fn countries_are_known_by_codes_and_names() {
        for (text, expected) in [
            ("de", "de"),
            ("DE", "de"),
            ("DEU", "de"),
            ("D", "de"),
            ("AND", "ad"),
            ("GBD", "gb"),
            ("XOM", "xom"),
            ("UNO", "uno"),
            ("RKS", "xk"),
            ("ROM", "ro"),
            ("zar", "cd"),
            ("Democratic Republic of the Congo", "cd"),
            ("Congo, Democratic Republic of the", "cd"),
            ("Republic of the Congo", "cg"),
            ("Korea, North", "kp"),
            ("Korea, South", "kr"),
            ("Democratic People's Republic of Korea", "kp"),
            ("Democratic People’s Republic of Korea", "kp"),
            ("Iran (Islamic Republic of)", "ir"),
            ("Russian Federation", "ru"),
            ("russia", "ru"),
            ("Burma", "mm"),
            ("USA", "us"),
            ("U.S.A.", "us"),
            ("U.S.S.R.", "su"),
            ("Türkiye", "tr"),
            ("Cote d'Ivoire", "ci"),
            ("Côte d’Ivoire", "ci"),
            ("St. Kitts and Nevis", "kn"),
            ("Trinidad & Tobago", "tt"),
            ("United Kingdom of Great Britain and Northern Ireland", "gb"),
            ("Venezuela (Bolivarian Republic of)", "ve"),
            ("Syrian Arab Republic", "sy"),
            ("Region: Gaza", "ps"),
            ("Bahamas, The", "bs"),
            (" iraqi ", "iq"),
            ("Afghan", "af"),
        ] {
            assert_eq!(code(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_names_no_country_is_none() {
        for text in ["", " ", "the", "of", "Atlantis", "XXX", "UNK", "na na", "1", "Russia Ukraine", &"a".repeat(5_000)]
        {
            assert_eq!(code(text), None, "{text}");
        }
    }
}
