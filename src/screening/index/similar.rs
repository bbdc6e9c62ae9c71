//! The words of the dictionary that are like those of a query.

use std::ops::Range;

use super::word::{Alike, Reading, Shared, Word};
use super::{DictWord, Index, keys};

/// Words of a query that count; a name has rarely more than eight.
pub(super) const MOST_WORDS: usize = 16;
/// Neighbours that are tried as one word, at the most.
const MOST_JOINED: usize = 3;
/// A grade below which two words are not alike.
const LEAST_GRADE: f32 = 0.35;
/// A grade below which neighbours, joined, are not one word.
const LEAST_JOINED: f32 = 0.75;
/// A grade that is not looked for twice.
const SURE: f32 = 0.8;
/// Lengths of beginnings that have a key.
const BEGINNINGS: [usize; 2] = [2, 4];
/// No word of the dictionary.
const NONE: u32 = u32::MAX;

/// What a part of the query is like: its words in the dictionary.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The words of the query that it stands for, a bit each.
    pub words: u16,
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
    /// The match of the same word before this; [`NONE`] before the first.
    before: u32,
}

/// What is like the parts of one query.
#[derive(Debug, Clone, Default)]
pub(super) struct Similar {
    pub parts: Vec<Part>,
    pub matches: Vec<Match>,
    /// By number of the word.
    seen: Vec<Seen>,
    search: u32,
    round: u32,
}

/// When a word of the dictionary was seen last.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// The last search that it has a match in, and the last of its matches.
    search: u32,
    last: u32,
    /// The last part that it was met for, and its match.
    round: u32,
    found: u32,
}

const NEVER: Seen = Seen { search: 0, last: NONE, round: 0, found: NONE };

impl Similar {
    /// Finds what is like the words of a query or begins so, and like neighbours among them joined. The parts that are one word
    /// stand first, in the order of the words.
    pub fn gather(&mut self, index: &Index, words: &[Word], alike: &dyn Alike) {
        self.begin(index.words());
        for (at, word) in words.iter().enumerate() {
            self.part(index, word, 1 << at, alike);
        }
        let singles = self.parts.len();
        for joined in 2..=MOST_JOINED.min(words.len()) {
            for (at, neighbours) in words.windows(joined).enumerate() {
                let bits = ((1 << joined) - 1) << at;
                self.part(index, &Word::joined(neighbours), bits, alike);
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
            self.seen.clear();
        }
        self.seen.resize(words.max(self.seen.len()), NEVER);
    }

    /// Adds one part with its matches.
    fn part(&mut self, index: &Index, query: &Word, words: u16, alike: &dyn Alike) {
        let from = self.matches.len();
        self.round += 1;
        let least = if words.is_power_of_two() { LEAST_GRADE } else { LEAST_JOINED };
        for (shared, _, key) in query.keys() {
            if words.is_power_of_two() || !matches!(shared, Shared::Sound(_)) {
                index.keys.each(key, |word| self.meet(index, word, least, |listed| alike.grade(query, listed, shared)));
            }
        }
        if words.is_power_of_two() {
            for key in begun_keys(query) {
                index.keys.each(key, |word| self.meet(index, word, least, |listed| begun(query, listed)));
            }
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

    /// Takes a word for a match of the part to come, unless it is unlike. Met again it may be more alike.
    #[inline]
    fn meet(&mut self, index: &Index, word: u32, least: f32, grade: impl FnOnce(DictWord<'_>) -> f32) {
        let Some(seen) = self.seen.get_mut(word as usize) else { return };
        let before = if seen.round == self.round { self.matches.get_mut(seen.found as usize) } else { None };
        if before.as_ref().is_some_and(|before| before.grade >= SURE) {
            return;
        }
        let Some(listed) = index.dictionary.word(word).filter(|listed| listed.names() > 0) else { return };
        let grade = grade(listed).min(1.0);
        match before {
            Some(before) => before.grade = before.grade.max(grade),
            None if grade >= least => {
                let part = u32::try_from(self.parts.len()).unwrap_or(NONE);
                (seen.round, seen.found) = (self.round, u32::try_from(self.matches.len()).unwrap_or(NONE));
                self.matches.push(Match { word, grade, part, before: NONE });
            }
            None => {}
        }
    }

    /// Makes the matches findable by their word.
    fn link(&mut self) {
        for (at, found) in self.matches.iter_mut().enumerate() {
            if let Some(seen) = self.seen.get_mut(found.word as usize) {
                if seen.search == self.search {
                    found.before = seen.last;
                }
                (seen.search, seen.last) = (self.search, u32::try_from(at).unwrap_or(NONE));
            }
        }
    }

    /// What a word of the dictionary was found like.
    pub fn of_word(&self, word: u32) -> impl Iterator<Item = Match> + '_ {
        let last =
            self.seen.get(word as usize).filter(|seen| seen.search == self.search).map_or(NONE, |seen| seen.last);
        let one = move |at: u32| self.matches.get(at as usize).copied();
        std::iter::successors(one(last), move |found| one(found.before))
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
fn begun(query: &Word, listed: DictWord<'_>) -> f32 {
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
