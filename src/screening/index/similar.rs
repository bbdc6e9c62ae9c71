//! The words of the dictionary that are like those of a query.

use std::cell::Cell;
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
/// A grade that nobody has asked for yet.
const UNKNOWN: f32 = -1.0;
/// About how alike words are that nobody has looked at.
const GUESS: f32 = 0.5;
/// So many words that share a key with a part are all looked at.
const EASY: usize = 300;
/// And of more those that so many names hold.
const FREQUENT: u32 = 100;
/// Lengths of beginnings that have a key.
const BEGINNINGS: [usize; 2] = [2, 4];
/// From here on the scripts that write syllables: Han, kana, Hangul.
const DENSE: char = '\u{2e80}';
/// No word of the dictionary.
const NONE: u32 = u32::MAX;

/// What a part of the query is like: its words in the dictionary.
#[derive(Debug, Clone)]
pub(super) struct Part {
    word: Word,
    /// What is not so alike is not taken for it.
    least: f32,
    /// The words of the query that it stands for, a bit each.
    pub words: u16,
    /// What a name is given for it, were it the same.
    pub weight: f32,
    /// Where its matches stand.
    pub matches: Range<usize>,
}

impl Part {
    /// Whether it is a single letter, by which no word is found that begins so.
    pub fn is_letter(&self) -> bool {
        self.word.readings.iter().all(|reading| reading.text.len() < BEGINNINGS[0])
    }
}

/// A word of the dictionary that shares a key with a part of the query.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub word: u32,
    pub part: u32,
    shares: Shares,
    /// How alike they are, once somebody has asked.
    grade: Cell<f32>,
    /// The match of the same word before this; [`NONE`] before the first.
    before: u32,
}

/// What a word shares with a part of the query: a bit for each reading that it shares letters with, and from
/// [`SOUND`](Self::SOUND) on for each that sounds like it; and what else.
#[derive(Debug, Clone, Copy, Default)]
struct Shares(u32);

impl Shares {
    /// Readings that count.
    const READINGS: usize = 15;
    const SOUND: usize = Self::READINGS;
    const NAME: usize = 2 * Self::READINGS;
    const BEGINNING: usize = Self::NAME + 1;

    fn of(shared: Shared) -> Self {
        Self(match shared {
            Shared::Letters(at) => 1 << at.min(Self::READINGS - 1),
            Shared::Sound(at) => 1 << (Self::SOUND + at.min(Self::READINGS - 1)),
            Shared::Name => 1 << Self::NAME,
        })
    }

    fn has(self, bit: usize) -> bool {
        self.0 >> bit & 1 == 1
    }

    /// What they are, the best first; a beginning is none of them.
    fn all(self) -> impl Iterator<Item = Shared> {
        let name = self.has(Self::NAME).then_some(Shared::Name);
        let letters = (0..Self::READINGS).filter(move |at| self.has(*at)).map(Shared::Letters);
        let sounds = (0..Self::READINGS).filter(move |at| self.has(Self::SOUND + at)).map(Shared::Sound);
        letters.chain(name).chain(sounds)
    }
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
        // A sign that writes a syllable is a whole one, unless it is the only one or the last, which is still being written.
        let signs = words.iter().filter(|word| is_sign(word)).count();
        for (at, word) in words.iter().enumerate() {
            let begun = signs < 2 || at + 1 == words.len() || !is_sign(word);
            self.part(index, word, (1 << at, begun), alike);
        }
        let singles = self.parts.len();
        for joined in 2..=MOST_JOINED.min(words.len()) {
            for (at, neighbours) in words.windows(joined).enumerate() {
                let bits = ((1 << joined) - 1) << at;
                self.part(index, &Word::joined(neighbours), (bits, false), alike);
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

    /// Adds one part with its matches, those that begin so among them if it may be the beginning of a word.
    fn part(&mut self, index: &Index, query: &Word, (words, begun): (u16, bool), alike: &dyn Alike) {
        let (from, single) = (self.matches.len(), words.is_power_of_two());
        self.round += 1;
        for (shared, _, key) in query.keys() {
            if single || !matches!(shared, Shared::Sound(_)) {
                index.keys.each(key, |word| self.meet(word, Shares::of(shared)));
            }
        }
        if begun {
            for key in begun_keys(query) {
                index.keys.each(key, |word| self.meet(word, Shares(1 << Shares::BEGINNING)));
            }
        }
        let least = if single { LEAST_GRADE } else { LEAST_JOINED };
        let matches = from..self.matches.len();
        self.parts.push(Part { word: query.clone(), least, words, weight: 0.0, matches });
        self.weigh(index, from, alike);
    }

    /// Sees of the matches of the last part whether they are alike, of many only those that many names hold, and what it
    /// is worth to have one.
    fn weigh(&mut self, index: &Index, from: usize, alike: &dyn Alike) {
        let mut found = self.matches.split_off(from);
        let easy = found.len() <= EASY;
        let mut like = 0.0;
        found.retain(|found| {
            let holders = index.dictionary.names(found.word);
            let known = easy || holders >= FREQUENT;
            let grade = if known { self.grade(index, found, alike) } else { GUESS };
            like += holders as f32 * grade * grade;
            holders > 0 && grade > 0.0
        });
        self.matches.append(&mut found);
        if let Some(part) = self.parts.last_mut() {
            (part.weight, part.matches) = (index.weight(like), from..self.matches.len());
        }
    }

    /// Takes a word for a match of the part to come.
    #[inline]
    fn meet(&mut self, word: u32, shares: Shares) {
        let Some(seen) = self.seen.get_mut(word as usize) else { return };
        if seen.round == self.round {
            if let Some(found) = self.matches.get_mut(seen.found as usize) {
                found.shares.0 |= shares.0;
            }
            return;
        }
        let part = u32::try_from(self.parts.len()).unwrap_or(NONE);
        (seen.round, seen.found) = (self.round, u32::try_from(self.matches.len()).unwrap_or(NONE));
        self.matches.push(Match { word, part, shares, grade: Cell::new(UNKNOWN), before: NONE });
    }

    /// How alike a match and its part are; 0.0 for not enough.
    pub fn grade(&self, index: &Index, found: &Match, alike: &dyn Alike) -> f32 {
        if found.grade.get() == UNKNOWN {
            found.grade.set(self.look(index, found, alike).unwrap_or(0.0));
        }
        found.grade.get()
    }

    fn look(&self, index: &Index, found: &Match, alike: &dyn Alike) -> Option<f32> {
        let (part, listed) = (self.parts.get(found.part as usize)?, index.dictionary.word(found.word)?);
        let mut best: f32 = 0.0;
        for shared in found.shares.all() {
            if best < SURE {
                best = best.max(alike.grade(&part.word, listed, shared));
            }
        }
        if best < SURE && found.shares.has(Shares::BEGINNING) {
            best = best.max(begun(&part.word, listed));
        }
        (best >= part.least).then_some(best.min(1.0))
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
    pub fn of_word(&self, word: u32) -> impl Iterator<Item = &Match> + '_ {
        let last =
            self.seen.get(word as usize).filter(|seen| seen.search == self.search).map_or(NONE, |seen| seen.last);
        let one = move |at: u32| self.matches.get(at as usize);
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

/// Whether a word is a single sign of a script that writes syllables.
fn is_sign(word: &Word) -> bool {
    let mut signs = word.text.chars();
    matches!((signs.next(), signs.next()), (Some(DENSE..), None))
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
