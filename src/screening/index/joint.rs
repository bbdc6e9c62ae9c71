//! Listed words that a query may write as one: `Abd al Rahman` for `abdalrahman`.
//!
//! Neighbours are kept by the sound of their likeliest readings together: any two, and three around a short one.

use std::ops::RangeInclusive;

use super::super::name::Part;
use super::super::vocabulary::PARTICLES;
use super::word::{Reading, Word};
use super::{DictWord, Index, keys};

/// How many neighbours are joined.
const NEIGHBOURS: RangeInclusive<usize> = 2..=3;
/// Letters of the middle one of three, at the most.
const SHORT: usize = 3;
/// Letters of what is joined.
const LETTERS: RangeInclusive<usize> = 4..=24;
/// Readings of a word of the query that are looked for.
const READINGS: usize = 4;
/// What listed words, joined, are worth if they have the letters of the query's, and if they only sound like it.
const SAME: f32 = 0.95;
pub(super) const SOUND: f32 = 0.7;

/// A name in which listed words beside each other are one word of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Joint {
    pub name: u32,
    /// The part of the query.
    pub part: u32,
}

/// Where a joint stands in a name, and what it is worth.
pub(super) struct Place {
    pub first: usize,
    pub words: usize,
    pub grade: f32,
}

/// The keys of the neighbours in a name that may be written as one.
pub(super) fn keys_of(index: &Index, name: u32) -> Vec<u32> {
    let words = index.names.words(name);
    let letters = |word: &u32| index.dictionary.word(*word).map_or(0, |word| word.letters());
    let (mut found, mut text) = (Vec::new(), String::new());
    for neighbours in NEIGHBOURS.flat_map(|count| words.windows(count)) {
        let short = if let [_, middle, _] = neighbours { letters(middle) <= SHORT } else { true };
        if short && LETTERS.contains(&neighbours.iter().map(letters).sum()) {
            join(index, neighbours, &mut text);
            let [usual, _] = keys::skeletons(&text);
            let particle = neighbours.last().and_then(|word| index.dictionary.word(*word)).is_some_and(is_particle);
            found.extend(usual.filter(telling).map(|skeleton| keys::joined(skeleton, particle)));
        }
    }
    found
}

/// Writes words of the dictionary as one, in their likeliest readings.
fn join(index: &Index, words: &[u32], text: &mut String) {
    text.clear();
    for word in words {
        let word = index.dictionary.word(*word);
        text.push_str(word.and_then(|word| word.readings().next()).map_or("", |(reading, _)| reading));
    }
}

/// Whether a listed word is a particle: `Abd al` sounds like half the names that begin so, and is one of few.
fn is_particle(word: DictWord<'_>) -> bool {
    word.part() == Part::Particle
}

/// Whether a reading may end in a particle.
fn ends_in_particle(reading: &str) -> bool {
    PARTICLES.iter().any(|particle| particle.len() > 1 && reading.ends_with(particle))
}

/// Whether a skeleton has at least three sounds.
fn telling(skeleton: &u64) -> bool {
    skeleton >> 12 > 0
}

/// Adds the names in which a word, part of a query, is written apart.
pub(super) fn find(index: &Index, part: u32, word: &Word, joints: &mut Vec<Joint>) {
    for reading in readings(word).filter(|reading| LETTERS.contains(&reading.text.len())) {
        let particle = ends_in_particle(&reading.text);
        for skeleton in keys::skeletons(&reading.text).into_iter().flatten().filter(telling) {
            for particle in [false, true].into_iter().filter(|of| !of || particle) {
                index.joints.each(keys::joined(skeleton, particle), |name| joints.push(Joint { name, part }));
            }
        }
    }
}

/// Where the words stand in a name that are together one word of a query.
pub(super) fn place(index: &Index, name: u32, word: &Word) -> Option<Place> {
    let mut best: Option<Place> = None;
    for place in places(index, name, word) {
        if best.as_ref().is_none_or(|best| place.grade > best.grade) {
            best = Some(place);
        }
    }
    best
}

/// Every place where words of a name sound together like one word of a query.
pub(super) fn places(index: &Index, name: u32, word: &Word) -> impl Iterator<Item = Place> {
    let listed = index.names.words(name);
    let sounds: Vec<u64> = readings(word).flat_map(|ours| keys::skeletons(&ours.text)).flatten().collect();
    let mut text = String::new();
    let windows = NEIGHBOURS.flat_map(move |count| listed.windows(count).enumerate());
    windows.filter_map(move |(first, neighbours)| {
        join(index, neighbours, &mut text);
        let sound = || keys::skeletons(&text).into_iter().flatten().any(|theirs| sounds.contains(&theirs));
        let grade = if readings(word).any(|ours| ours.text == text) {
            SAME
        } else if LETTERS.contains(&text.len()) && sound() {
            SOUND
        } else {
            return None;
        };
        Some(Place { first, words: neighbours.len(), grade })
    })
}

fn readings(word: &Word) -> impl Iterator<Item = &Reading> {
    word.readings.iter().take(READINGS)
}
