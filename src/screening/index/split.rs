//! Words of a query that a listed name writes apart: `abdalrahman` for `Abd al Rahman`.

use super::Index;
use super::keys;
use super::word::Word;

/// Lengths of readings, in letters, that are taken apart.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=24;
/// The shortest piece.
const SHORTEST: usize = 2;
/// Readings of a word that are taken apart, at the most.
const READINGS: usize = 2;
/// Names that are read for one way to take a word apart, at the most.
const MOST_READ: usize = 2_000;
/// What a word written apart is worth, of the same written as one.
pub(super) const GRADE: f32 = 0.95;

/// Listed words beside each other that together are one word of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Split {
    pub name: u32,
    pub part: u32,
    /// The first of the listed words, and how many they are.
    pub first: usize,
    pub words: usize,
}

/// A piece of a reading, and the words that read like it.
struct Piece<'a> {
    text: &'a str,
    until: usize,
    words: Vec<u32>,
    names: usize,
}

/// Adds the names in which a word, part of a query, stands in two or three pieces.
pub(super) fn find(index: &Index, part: u32, word: &Word, splits: &mut Vec<Split>) {
    let fit = |text: &&str| LENGTHS.contains(&text.len()) && text.is_ascii();
    for reading in word.readings.iter().take(READINGS).map(|reading| reading.text.as_str()).filter(fit) {
        let first = pieces(index, reading, 0);
        for one in &first {
            let second = pieces(index, reading, one.until);
            for two in &second {
                if two.until == reading.len() {
                    read(index, part, &[one, two], splits);
                } else if let Some(three) = piece(index, reading, two.until, reading.len()) {
                    read(index, part, &[one, two, &three], splits);
                }
            }
        }
    }
}

/// The pieces of a reading from a place on, up to the end of it, but for the whole.
fn pieces<'a>(index: &Index, reading: &'a str, from: usize) -> Vec<Piece<'a>> {
    let until = (from + SHORTEST)..=reading.len();
    let apart = |until: &usize| *until - from < reading.len() && reading.len() - until != 1;
    until.filter(apart).filter_map(|until| piece(index, reading, from, until)).collect()
}

/// The piece between two places, if a listed word reads so.
fn piece<'a>(index: &Index, reading: &'a str, from: usize, until: usize) -> Option<Piece<'a>> {
    let text = reading.get(from..until)?;
    let (mut words, mut names) = (Vec::new(), 0);
    index.keys.each(keys::exact(text), |word| {
        let holders = index.dictionary.names(word) as usize;
        if holders > 0 && reads(index, word, text) {
            words.push(word);
            names += holders;
        }
    });
    (names > 0).then_some(Piece { text, until, words, names })
}

/// Reads the names of the rarest piece and adds those in which the others stand beside it.
fn read(index: &Index, part: u32, pieces: &[&Piece<'_>], splits: &mut Vec<Split>) {
    let Some((at, rarest)) = pieces.iter().enumerate().min_by_key(|(_, piece)| piece.names) else { return };
    if rarest.names > MOST_READ {
        return;
    }
    for word in &rarest.words {
        index.postings.each(*word, |name| {
            let listed = index.names.words(name);
            for first in (0..listed.len()).filter(|place| listed.get(*place) == Some(word)) {
                let Some(first) = first.checked_sub(at) else { continue };
                let beside = listed.get(first..first + pieces.len()).unwrap_or_default();
                if beside.len() == pieces.len()
                    && beside.iter().zip(pieces).all(|(word, piece)| reads(index, *word, piece.text))
                {
                    splits.push(Split { name, part, first, words: pieces.len() });
                }
            }
        });
    }
}

/// Whether a word of the dictionary reads so.
fn reads(index: &Index, word: u32, text: &str) -> bool {
    index.dictionary.word(word).is_some_and(|word| word.readings().any(|(reading, _)| reading == text))
}
