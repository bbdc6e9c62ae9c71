//! Tables of words whose usual spellings in Latin letters are known.

use std::collections::HashMap;

use super::lattice::Way;

/// What each spelling costs more than the one before it.
const STEP: f32 = 0.05;

/// Words and their spellings, the usual one first.
pub struct Names(HashMap<String, Vec<&'static str>>);

impl Names {
    /// A table of entries, parted by lines or semicolons: words in their own script (more than one with commas
    /// between them), then their spellings, `-` for none at all. A line that begins with `#` is a comment. What a word
    /// has in several entries adds up.
    pub fn new(table: &'static str) -> Self {
        Self::folded(table, str::to_owned)
    }

    /// The same, each word folded as whoever asks will fold it.
    pub fn folded(table: &'static str, fold: impl Fn(&str) -> String) -> Self {
        let mut names: HashMap<String, Vec<&'static str>> = HashMap::new();
        for entry in table.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(';')) {
            let mut parts = entry.split_whitespace();
            let words = parts.next().unwrap_or_default();
            let spellings: Vec<&'static str> = parts.map(|text| if text == "-" { "" } else { text }).collect();
            for word in words.split(',') {
                names.entry(fold(word)).or_default().extend(&spellings);
            }
        }
        Self(names)
    }

    /// The spellings of a word.
    pub fn spellings(&self, word: &str) -> &[&'static str] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }

    /// The spellings as ways to read, from this cost on.
    pub fn ways(&self, word: &str, from: f32) -> Vec<Way> {
        let mut cost = from - STEP;
        let spelling = |text: &&str| {
            cost += STEP;
            ((*text).to_owned(), cost)
        };
        self.spellings(word).iter().map(spelling).collect()
    }

    /// The words of the table, in no order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether a word is in the table.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }
}
