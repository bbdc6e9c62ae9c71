//! Words, their readings, and what compares them.

use super::super::keys;
pub use super::super::reading::Reading;

/// What the index has to be told about a word.
pub trait Lexicon {
    /// Ways to write a word in plain letters, the likeliest first. The word is in small letters.
    fn readings(&self, word: &str) -> Vec<Reading>;

    /// The groups of equivalent given names that a reading is in.
    fn groups(&self, reading: &str) -> &[u32];
}

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Word {
    /// In small letters.
    pub text: String,
    /// The likeliest first.
    pub readings: Vec<Reading>,
    /// Groups of equivalent given names that its readings are in, without doubles.
    pub groups: Vec<u32>,
}

impl Word {
    /// A word as written, with what a lexicon says of it.
    pub fn new(text: &str, lexicon: &dyn Lexicon) -> Self {
        let text = text.to_lowercase();
        let mut word = Self { readings: lexicon.readings(&text), text, groups: Vec::new() };
        word.groups = groups(&word.readings, lexicon);
        word
    }

    /// What neighbours are when they are written as one word: the likeliest readings of each, joined.
    pub fn joined(words: &[Self]) -> Self {
        let text = words.iter().map(|word| word.text.as_str()).collect();
        let first = |word: &Self| word.readings.first().cloned();
        let readings: Option<Vec<Reading>> = words.iter().map(first).collect();
        let readings = readings.unwrap_or_default();
        let reading = Reading {
            text: readings.iter().map(|reading| reading.text.as_str()).collect(),
            cost: readings.iter().map(|reading| reading.cost).sum(),
        };
        let readings = if reading.text.is_empty() { Vec::new() } else { vec![reading] };
        Self { text, readings, groups: Vec::new() }
    }

    /// The keys of what may be like it.
    pub(super) fn keys(&self) -> Vec<u32> {
        keys_of(&self.text, &self.readings, &self.groups)
    }
}

/// The groups of given names of some readings, without doubles.
pub(super) fn groups(readings: &[Reading], lexicon: &dyn Lexicon) -> Vec<u32> {
    let mut groups: Vec<u32> = readings.iter().flat_map(|reading| lexicon.groups(&reading.text)).copied().collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// The keys under which a word is kept and looked for, without doubles.
pub(super) fn keys_of(text: &str, readings: &[Reading], groups: &[u32]) -> Vec<u32> {
    // Among the readings already where it is Latin; in another script it finds itself.
    let mut found = vec![keys::exact(text)];
    for reading in readings {
        found.push(keys::exact(&reading.text));
        found.extend(keys::without_one(&reading.text));
        found.extend(keys::skeletons(&reading.text).into_iter().flatten().map(keys::spoken));
    }
    found.extend(groups.iter().map(|group| keys::kin(*group)));
    found.sort_unstable();
    found.dedup();
    found
}

/// How like two words are.
pub trait Alike {
    /// From 0.0, unlike, to 1.0, the same.
    fn grade(&self, query: &Word, listed: super::DictWord<'_>) -> f32;
}

/// Compares by letters alone: the same, of one group of given names, one letter apart, or spoken alike.
pub struct ByLetters<'a>(
    /// Tells the groups of given names.
    pub &'a dyn Lexicon,
);

impl Alike for ByLetters<'_> {
    fn grade(&self, query: &Word, listed: super::DictWord<'_>) -> f32 {
        if query.text == listed.text() {
            return 1.0;
        }
        let mut best = 0.0_f32;
        for (theirs, cost) in listed.readings() {
            for ours in &query.readings {
                let alike = letters_alike(&ours.text, theirs) - (ours.cost + cost) * 0.1;
                best = best.max(alike);
            }
            if best < 0.9 && self.0.groups(theirs).iter().any(|group| query.groups.contains(group)) {
                best = 0.9;
            }
        }
        best
    }
}

/// 1.0 for the same letters, 0.8 for one letter's difference, 0.5 to 0.7 for the same skeleton.
fn letters_alike(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    if a.len().min(b.len()) + 1 >= keys::SHORTEST_WITHOUT_ONE && one_apart(a.as_bytes(), b.as_bytes()) {
        return 0.8;
    }
    let sounds = keys::skeletons(b);
    let same = keys::skeletons(a).into_iter().flatten().any(|sound| sounds.contains(&Some(sound)));
    if !same {
        return 0.0;
    }
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short * 2 < long { 0.5 } else { 0.7 }
}

/// Whether one letter is added, left out, changed or swapped with its neighbour.
fn one_apart(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    match (a, b) {
        ([x, y, rest @ ..], [z, w, others @ ..]) if x == w && y == z && rest == others => true,
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([_, rest @ ..], others) if rest == others => true,
        (rest, [_, others @ ..]) => rest == others,
        _ => false,
    }
}
