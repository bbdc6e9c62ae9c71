//! From words like those of a query to the names that may have enough of it.

use super::Index;
use super::joint::{self, Joint};
use super::search::{Scratch, most_closer};
use super::similar::{Match, Part, Similar};
use super::word::{Alike, Word};

/// A grade from which on a name is looked at, however many there are that have the only word of a query.
const STRONG: f32 = 0.75;

/// Which names may have the words of a query: a bit for each word and name.
#[derive(Debug, Clone, Default)]
pub(super) struct Having {
    words: Vec<Vec<u64>>,
}

impl Having {
    /// No name has any of so many words.
    fn begin(&mut self, words: usize, names: usize) {
        self.words.resize(words, Vec::new());
        for bits in &mut self.words {
            bits.clear();
            bits.resize(names.div_ceil(u64::BITS as usize), 0);
        }
    }

    /// Names have all of these words, a bit each.
    fn have(&mut self, words: u16, mut each: impl FnMut(&mut dyn FnMut(u32))) {
        for (_, bits) in self.words.iter_mut().enumerate().filter(|(at, _)| words >> at & 1 == 1) {
            each(&mut |name| {
                let _ = set(bits, name);
            });
        }
    }

    /// Calls for the names whose words come to what is needed, each word worth so much; and says to how much.
    fn enough(&self, worth: &[f32], needed: f32, mut each: impl FnMut(f32, u32)) {
        let mut words: Vec<(f32, &[u64])> = worth.iter().copied().zip(self.words.iter().map(Vec::as_slice)).collect();
        words.sort_by(|a, b| b.0.total_cmp(&a.0));
        let telling = telling(words.iter().map(|(worth, _)| *worth), needed);
        let (telling, common) = words.split_at(telling.min(words.len()));
        let places = words.first().map_or(0, |(_, bits)| bits.len());
        for at in 0..places {
            let of = |(_, bits): &(f32, &[u64])| bits.get(at).copied().unwrap_or(0);
            let mut any = telling.iter().map(of).fold(0, std::ops::BitOr::bitor);
            while any != 0 {
                let bit = any & any.wrapping_neg();
                any ^= bit;
                let has = |word: &&(f32, &[u64])| of(word) & bit != 0;
                let sum: f32 = telling.iter().chain(common).filter(has).map(|(worth, _)| *worth).sum();
                if sum >= needed {
                    each(sum, u32::try_from(at << 6).unwrap_or(u32::MAX) | bit.trailing_zeros());
                }
            }
        }
    }
}

/// How many of these, which stand in the order of their worth, come first so that one of them is in every choice that
/// comes to what is needed.
fn telling(worth: impl Iterator<Item = f32> + Clone, needed: f32) -> usize {
    let mut rest: f32 = worth.clone().sum();
    let too_little = |worth: f32| {
        let little = rest < needed;
        rest -= worth;
        little
    };
    worth.clone().map(too_little).position(|little| little).unwrap_or(usize::MAX)
}

impl Index {
    /// Finds the names that may have at least the share `least` of a query, and about how much.
    pub(super) fn gather(
        &self,
        words: &[Word],
        alike: &dyn Alike,
        scratch: &mut Scratch,
        (limit, least): (usize, f32),
    ) {
        let Scratch { having, similar, joints, closer, .. } = scratch;
        similar.gather(self, words, alike);
        joints.clear();
        for (part, word) in (0..).zip(words) {
            joint::find(self, part, word, joints);
        }
        joints.sort_unstable();
        joints.dedup();
        closer.clear();
        having.begin(words.len(), self.names.numbers());
        if let [only] = similar.parts.as_slice() {
            self.with_one((only, joints), similar, alike, having, (limit, closer));
            return;
        }
        for part in &similar.parts {
            having.have(part.words, |each| {
                matches(similar, part).iter().for_each(|found| self.postings.each(found.word, &mut *each));
            });
        }
        give_apart(joints, similar, having);
        let singles = similar.parts.get(..words.len()).unwrap_or_default();
        let worth: Vec<f32> = singles.iter().map(|part| part.weight).collect();
        // A single letter begins no word that is found by it: nobody has to have it.
        let letters: f32 = singles.iter().filter(|part| part.is_letter()).map(|part| part.weight).sum();
        let all: f32 = worth.iter().sum();
        let needed = least * (all - letters);
        having.enough(&worth, needed, |sum, name| closer.push((sum, name)));
    }

    /// The names that have a query of one word, until there are enough: the best come first.
    fn with_one(
        &self,
        (part, joints): (&Part, &[Joint]),
        similar: &Similar,
        alike: &dyn Alike,
        having: &mut Having,
        (limit, closer): (usize, &mut Vec<(f32, u32)>),
    ) {
        let grade = |found: &Match| (similar.grade(self, found, alike), found.word);
        let mut words: Vec<(f32, u32)> = matches(similar, part).iter().map(grade).collect();
        words.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some(bits) = having.words.first_mut() else { return };
        let apart = joints.iter().map(|joint| joint.name).filter(|name| set(bits, *name));
        closer.extend(apart.map(|name| (part.weight * joint::SOUND, name)));
        for (grade, word) in words.into_iter().filter(|(grade, _)| *grade > 0.0) {
            if closer.len() > most_closer(limit) && grade < STRONG {
                return;
            }
            self.postings.each(word, |name| {
                if set(bits, name) {
                    closer.push((part.weight * grade, name));
                }
            });
        }
    }
}

/// Names that write a part apart have it.
fn give_apart(joints: &[Joint], similar: &Similar, having: &mut Having) {
    for joint in joints {
        if let Some(part) = similar.parts.get(joint.part as usize) {
            having.have(part.words, |each| each(joint.name));
        }
    }
}

fn matches<'a>(similar: &'a Similar, part: &Part) -> &'a [Match] {
    similar.matches.get(part.matches.clone()).unwrap_or_default()
}

/// Sets the bit of a name; whether it was not set yet.
#[inline]
fn set(bits: &mut [u64], name: u32) -> bool {
    let Some(bits) = bits.get_mut((name >> 6) as usize) else { return false };
    let bit = 1_u64 << (name & 63);
    let new = *bits & bit == 0;
    *bits |= bit;
    new
}
