//! A scheme of transliteration as data: which letters, or groups of letters, are written how.

use std::collections::HashMap;

/// Letters to Latin ones. A longer group goes before a shorter one.
pub struct Rules(HashMap<char, Vec<Rule>>);

/// What one group of letters is written as.
struct Rule {
    /// The letters after the first.
    rest: Vec<char>,
    latin: &'static str,
}

impl Rules {
    /// Rules from tables of pairs, `letters latin letters latin …`, where `-` is nothing; a later table overrides an
    /// earlier one.
    pub fn new(tables: &[&'static str]) -> Self {
        let mut rules: HashMap<char, Vec<Rule>> = HashMap::new();
        for table in tables {
            let mut words = table.split_whitespace();
            while let (Some(letters), Some(latin)) = (words.next(), words.next()) {
                let mut letters = letters.chars();
                let Some(first) = letters.next() else { continue };
                let rule = Rule { rest: letters.collect(), latin: if latin == "-" { "" } else { latin } };
                let group = rules.entry(first).or_default();
                group.retain(|other| other.rest != rule.rest);
                group.push(rule);
                group.sort_by_key(|rule| std::cmp::Reverse(rule.rest.len()));
            }
        }
        Self(rules)
    }

    /// What one letter alone is written as.
    pub fn letter(&self, letter: char) -> Option<&'static str> {
        self.0.get(&letter)?.iter().find(|rule| rule.rest.is_empty()).map(|rule| rule.latin)
    }

    /// The word in Latin letters; `other` writes a letter that has no rule.
    pub fn read(&self, word: &[char], other: impl Fn(char, &mut String)) -> String {
        let mut read = String::with_capacity(word.len() * 2);
        let mut rest = word;
        while !rest.is_empty() {
            let (letters, latin, after) = self.piece(rest);
            match latin {
                Some(latin) => read.push_str(latin),
                None => letters.iter().for_each(|letter| other(*letter, &mut read)),
            }
            rest = after;
        }
        read
    }

    /// The word group by group, each with its rule if it has one.
    pub fn pieces<'a>(&self, word: &'a [char]) -> Vec<(&'a [char], Option<&'static str>)> {
        let mut pieces = Vec::with_capacity(word.len());
        let mut rest = word;
        while !rest.is_empty() {
            let (letters, latin, after) = self.piece(rest);
            pieces.push((letters, latin));
            rest = after;
        }
        pieces
    }

    /// The longest group with a rule that a text begins with, or one letter without; its Latin letters; what follows.
    fn piece<'a>(&self, text: &'a [char]) -> (&'a [char], Option<&'static str>, &'a [char]) {
        let rules = text.first().and_then(|first| self.0.get(first));
        let after_first = text.get(1..).unwrap_or_default();
        let found =
            rules.into_iter().flatten().find(|rule| rule.rest.is_empty() || after_first.starts_with(&rule.rest));
        let length = found.map_or(1, |rule| rule.rest.len() + 1).min(text.len());
        let (letters, after) = text.split_at(length);
        (letters, found.map(|rule| rule.latin), after)
    }
}
