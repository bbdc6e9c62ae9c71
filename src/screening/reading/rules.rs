//! A scheme of transliteration as data: which letters, or groups of up to three, are written how.

use std::collections::HashMap;

/// The longest group of letters that a rule may have.
const LONGEST: usize = 3;

/// Letters to Latin ones. A longer group goes before a shorter one.
pub struct Rules(HashMap<[char; LONGEST], &'static str>);

impl Rules {
    /// Rules from tables of pairs, `letters latin letters latin …`, where `-` is nothing; a later table overrides an
    /// earlier one.
    pub fn new(tables: &[&'static str]) -> Self {
        let mut rules = HashMap::new();
        for table in tables {
            let mut words = table.split_whitespace();
            while let (Some(letters), Some(latin)) = (words.next(), words.next()) {
                rules.insert(key(&letters.chars().collect::<Vec<char>>()), if latin == "-" { "" } else { latin });
            }
        }
        Self(rules)
    }

    /// What one letter alone is written as.
    pub fn letter(&self, letter: char) -> Option<&'static str> {
        self.0.get(&key(&[letter])).copied()
    }

    /// The word in Latin letters; `other` writes a letter that has no rule.
    pub fn read(&self, word: &[char], other: impl Fn(char, &mut String)) -> String {
        let mut read = String::with_capacity(word.len() * 2);
        for (letters, latin) in self.pieces(word) {
            match latin {
                Some(latin) => read.push_str(latin),
                None => letters.iter().for_each(|letter| other(*letter, &mut read)),
            }
        }
        read
    }

    /// The word group by group, each with its rule if it has one.
    pub fn pieces<'a>(&self, word: &'a [char]) -> Vec<(&'a [char], Option<&'static str>)> {
        let mut pieces = Vec::with_capacity(word.len());
        let mut rest = word;
        while !rest.is_empty() {
            let (length, latin) = self.longest(rest);
            let (letters, after) = rest.split_at(length.min(rest.len()));
            pieces.push((letters, latin));
            rest = after;
        }
        pieces
    }

    /// The longest rule that a text begins with, and its length; one letter without a rule.
    fn longest(&self, text: &[char]) -> (usize, Option<&'static str>) {
        for length in (1..=LONGEST).rev() {
            let found = text.get(..length).and_then(|letters| self.0.get(&key(letters)));
            if let Some(latin) = found {
                return (length, Some(latin));
            }
        }
        (1, None)
    }
}

/// A group of letters as a key, filled up with NUL, which no word has.
fn key(letters: &[char]) -> [char; LONGEST] {
    let mut key = ['\0'; LONGEST];
    for (slot, letter) in key.iter_mut().zip(letters) {
        *slot = *letter;
    }
    key
}
