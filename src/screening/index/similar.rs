//! The words of the dictionary that are like those of a query.

use std::ops::Range;

use super::board::MOST_PARTS;
use super::word::{Alike, Reading, Word};
use super::{Index, keys};

/// Words of a query that count; a name has rarely more than eight.
pub(super) const MOST_WORDS: usize = 16;
/// Neighbours that are tried as one word, at the most.
const MOST_JOINED: usize = 3;
/// A grade below which two words are not alike.
const LEAST_GRADE: f32 = 0.35;
/// Lengths of beginnings that have a key.
const BEGINNINGS: [usize; 2] = [2, 4];
/// No word of the dictionary.
const NONE: u32 = u32::MAX;

/// What a part of the query is like: its words in the dictionary.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The words of the query that it stands for, a bit each.
    pub words: u32,
    /// What a name is given for it, were it the same.
    pub weight: f32,
    /// Where its matches stand, the best first.
    pub matches: Range<usize>,
    /// Names that hold one of them; one with two counts twice.
    pub names: usize,
}

/// A word of the dictionary that is like a part of the query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub word: u32,
    pub grade: f32,
    pub part: u32,
    /// The next match of the same word; [`NONE`] after the last.
    next: u32,
}

/// What is like the parts of one query.
#[derive(Debug, Clone, Default)]
pub(super) struct Similar {
    pub parts: Vec<Part>,
    pub matches: Vec<Match>,
    /// By number of the word: the search, and its first match in it.
    first: Vec<(u32, u32)>,
    search: u32,
    /// By number of the word: the last round in which it was met.
    met: Vec<u32>,
    round: u32,
}

/// How words are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Whole words.
    Whole,
    /// Also words that begin so.
    Begun,
}

impl Similar {
    /// Finds what is like the words of a query, and like neighbours among them joined. The parts that are one word
    /// stand first, in the order of the words.
    pub fn gather(&mut self, index: &Index, words: &[Word], alike: &dyn Alike, way: Way) {
        self.begin(index.words());
        for (at, word) in words.iter().enumerate() {
            self.part(index, word, 1 << at, alike, way);
        }
        let singles = self.parts.len();
        for joined in 2..=MOST_JOINED.min(words.len()) {
            for (at, neighbours) in words.windows(joined).enumerate() {
                let bits = ((1 << joined) - 1) << at;
                if self.parts.len() < MOST_PARTS {
                    self.part(index, &Word::joined(neighbours), bits, alike, Way::Whole);
                }
            }
        }
        for at in singles..self.parts.len() {
            let words = self.parts.get(at).map_or(0, |part| part.words);
            let of = self.parts.iter().take(singles).filter(|part| part.words & words != 0);
            let weight = of.map(|part| part.weight).sum();
            if let Some(part) = self.parts.get_mut(at) {
                part.weight = weight;
            }
        }
        self.link();
    }

    fn begin(&mut self, words: usize) {
        self.parts.clear();
        self.matches.clear();
        self.search = self.search.wrapping_add(1);
        if self.search == 0 || self.round > u32::MAX / 2 {
            (self.search, self.round) = (1, 0);
            self.first.clear();
            self.met.clear();
        }
        self.first.resize(words.max(self.first.len()), (0, NONE));
        self.met.resize(words.max(self.met.len()), 0);
    }

    /// Adds one part with its matches.
    fn part(&mut self, index: &Index, query: &Word, words: u32, alike: &dyn Alike, way: Way) {
        let number = u32::try_from(self.parts.len()).unwrap_or(NONE);
        let from = self.matches.len();
        self.round += 1;
        let (round, met, matches) = (self.round, &mut self.met, &mut self.matches);
        let mut new = |word: u32| {
            let last = met.get_mut(word as usize).filter(|last| **last != round);
            last.map(|last| *last = round).is_some()
        };
        let mut meet = |word: u32, grade: &dyn Fn(super::DictWord<'_>) -> f32| {
            if let Some(listed) = index.dictionary.word(word).filter(|listed| listed.names() > 0) {
                let grade = grade(listed);
                if grade >= LEAST_GRADE {
                    matches.push(Match { word, grade: grade.min(1.0), part: number, next: NONE });
                }
            }
        };
        for key in query.keys() {
            index.keys.each(key, |word| {
                if new(word) {
                    meet(word, &|listed| alike.grade(query, listed).max(begun(query, listed, way)));
                }
            });
        }
        for key in if way == Way::Begun { begun_keys(query) } else { Vec::new() } {
            index.keys.each(key, |word| {
                if new(word) {
                    meet(word, &|listed| begun(query, listed, way));
                }
            });
        }
        let found = self.matches.get_mut(from..).unwrap_or_default();
        found.sort_unstable_by(|a, b| b.grade.total_cmp(&a.grade).then(a.word.cmp(&b.word)));
        let (mut names, mut like) = (0, 0.0);
        for found in found {
            let holders = index.dictionary.names(found.word);
            names += holders as usize;
            like += holders as f32 * found.grade * found.grade;
        }
        let matches = from..self.matches.len();
        self.parts.push(Part { words, weight: index.weight(like), matches, names });
    }

    /// Makes the matches findable by their word.
    fn link(&mut self) {
        for (at, found) in self.matches.iter_mut().enumerate() {
            if let Some(first) = self.first.get_mut(found.word as usize) {
                if first.0 == self.search {
                    found.next = first.1;
                }
                *first = (self.search, u32::try_from(at).unwrap_or(NONE));
            }
        }
    }

    /// What a word of the dictionary was found like.
    pub fn of_word(&self, word: u32) -> impl Iterator<Item = Match> + '_ {
        let first = self.first.get(word as usize).filter(|first| first.0 == self.search).map_or(NONE, |first| first.1);
        let one = move |at: u32| self.matches.get(at as usize).copied();
        std::iter::successors(one(first), move |found| one(found.next))
    }
}

/// The keys of the beginnings of some readings, without doubles.
pub(super) fn beginnings(readings: &[Reading]) -> Vec<u32> {
    let mut found: Vec<u32> = readings
        .iter()
        .flat_map(|reading| BEGINNINGS.into_iter().filter_map(|letters| keys::beginning(&reading.text, letters)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The keys of the longest beginnings that have one, of what may be only the beginning of a word.
fn begun_keys(query: &Word) -> Vec<u32> {
    let longest =
        |reading: &Reading| BEGINNINGS.iter().rev().find_map(|letters| keys::beginning(&reading.text, *letters));
    let mut found: Vec<u32> = query.readings.iter().filter_map(longest).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// How much of a word is written by what may be its beginning: from 0.6 to 0.9; 0.0 for no beginning of it.
fn begun(query: &Word, listed: super::DictWord<'_>, way: Way) -> f32 {
    if way == Way::Whole {
        return 0.0;
    }
    let share = |whole: &str, cost: f32| {
        let of = |reading: &Reading| {
            let written = reading.text.len() as f32 / whole.len().max(1) as f32;
            0.6 + 0.3 * written - (0.1 * (reading.cost + cost)).min(0.2)
        };
        let begins = |reading: &&Reading| reading.text.len() >= BEGINNINGS[0] && whole.starts_with(&reading.text);
        query.readings.iter().filter(begins).map(of).fold(0.0, f32::max)
    };
    listed.readings().map(|(whole, cost)| share(whole, cost)).fold(0.0, f32::max)
}
