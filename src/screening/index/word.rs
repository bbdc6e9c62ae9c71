//! Words, their readings, and what compares them.

use rustc_hash::FxHashSet;

pub use super::super::reading::Reading;
use super::super::{keys, name};
use super::DictWord;

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

    /// A word that has been read.
    pub fn of(word: &name::Word, lexicon: &dyn Lexicon) -> Self {
        let reading = |sound: &name::Sound| Reading { text: sound.text.to_string(), cost: sound.cost };
        let readings: Vec<Reading> = word.sounds.iter().map(reading).collect();
        Self { text: word.text.to_string(), groups: groups(&readings, lexicon), readings }
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

    /// The keys of what may be like it, each with what is shared there and whether that may be every letter, the best
    /// first.
    pub(super) fn keys(&self) -> Vec<(Shared, bool, u32)> {
        let mut found = vec![(Shared::Letters(0), true, keys::exact(&self.text))];
        for (at, reading) in self.readings.iter().enumerate() {
            found.push((Shared::Letters(at), true, keys::exact(&reading.text)));
            found.extend(keys::without_one(&reading.text).map(|key| (Shared::Letters(at), false, key)));
            let sounds = keys::skeletons(&reading.text).into_iter().flatten().map(keys::spoken);
            found.extend(sounds.chain(keys::short(&reading.text)).map(|key| (Shared::Sound(at), false, key)));
        }
        found.extend(self.groups.iter().map(|group| (Shared::Name, false, keys::kin(*group))));
        found.sort_by_key(|(_, exact, _)| !exact);
        let mut known = FxHashSet::default();
        found.retain(|(.., key)| known.insert(*key));
        found
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
        found.extend(keys::short(&reading.text));
    }
    found.extend(groups.iter().map(|group| keys::kin(*group)));
    found.sort_unstable();
    found.dedup();
    found
}

/// What brought two words together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The letters of a reading of the query, of this number, but for at most one letter on either side.
    Letters(usize),
    /// How a reading of the query, of this number, sounds.
    Sound(usize),
    /// A group of equivalent given names.
    Name,
}

/// How like two words are, roughly. It is asked some thousand times in a search.
pub trait Alike {
    /// From 0.0, unlike, to 1.0, the same.
    fn grade(&self, query: &Word, listed: DictWord<'_>, shared: Shared) -> f32;
}

/// Goes by what words share, and looks at their letters only where they may be the same.
#[derive(Debug, Clone, Copy, Default)]
pub struct ByLetters;

/// What an edit of a reading costs a grade.
const EDIT: f32 = 0.1;

impl Alike for ByLetters {
    fn grade(&self, query: &Word, listed: DictWord<'_>, shared: Shared) -> f32 {
        match shared {
            Shared::Name => 0.9,
            Shared::Letters(at) => {
                if query.text == listed.text() {
                    return 1.0;
                }
                let Some(ours) = query.readings.get(at) else { return 0.0 };
                let grade = |(theirs, cost): (&str, f32)| same_letters(&ours.text, theirs) - EDIT * (ours.cost + cost);
                listed.readings().map(grade).fold(0.4, f32::max)
            }
            Shared::Sound(at) => {
                let Some(ours) = query.readings.get(at) else { return 0.0 };
                let longer = ours.text.len().abs_diff(listed.letters());
                (0.65 - 0.04 * longer as f32 - EDIT * ours.cost).max(0.35)
            }
        }
    }
}

/// 1.0 for the same letters, 0.8 for one slip, 0.6 for two.
fn same_letters(a: &str, b: &str) -> f32 {
    if a == b {
        1.0
    } else if one_apart(a.as_bytes(), b.as_bytes()) {
        0.8
    } else {
        0.6
    }
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
