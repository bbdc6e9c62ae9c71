//! From words like those of a query to the names that are worth to be compared.

use super::Index;
use super::closer::{Closer, Offer};
use super::gather::Having;
use super::joint::Joint;
use super::similar::{MOST_WORDS, Similar};
use super::word::{Alike, Word};

/// Names that are looked at word by word where more have gathered something: so many for each that is asked for.
const CLOSER: usize = 2;
/// And never fewer than these.
const LEAST_CLOSER: usize = 400;
/// And of those that may have enough of several words never more.
const MOST_CLOSER: usize = 20_000;
/// What a further name of the same entry counts against the one before it.
const FURTHER_NAME: f32 = 0.9;

/// A name that is worth to be compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Its number in the index.
    pub name: u32,
    /// The entry it is a name of.
    pub entry: u32,
    /// About how much of the query it has, from 0.0 to 1.0, rare words counting for more.
    pub rough: f32,
}

/// Memory that searches in one index use one after the other.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    pub(super) having: Having,
    pub(super) similar: Similar,
    pub(super) joints: Vec<Joint>,
    pub(super) closer: Vec<(f32, u32)>,
    offers: Vec<Offer>,
}

impl Index {
    /// The names most like what somebody is still typing, the best first, at most so many and only of entries that
    /// are `wanted`. Every word may be only the beginning of one, from two letters on; the first 16 words count. Entries
    /// count for more than further names of one entry. Of a query of several words a name has to have the share `least`,
    /// by what they tell, unless it begins like all of them; others may be left out, and need not be.
    pub fn starting(
        &self,
        typed: &[Word],
        alike: &dyn Alike,
        wanted: &dyn Fn(u32) -> bool,
        scratch: &mut Scratch,
        (limit, least): (usize, f32),
    ) -> Vec<Candidate> {
        let words = typed.get(..MOST_WORDS).unwrap_or(typed);
        self.gather(words, alike, scratch, (limit, least));
        self.pick(words, alike, scratch, (limit, least), wanted)
    }

    /// Looks closer at the names that may have most, and keeps the best.
    fn pick(
        &self,
        words: &[Word],
        alike: &dyn Alike,
        scratch: &mut Scratch,
        (limit, least): (usize, f32),
        wanted: &dyn Fn(u32) -> bool,
    ) -> Vec<Candidate> {
        let Scratch { similar, joints, offers, closer, .. } = scratch;
        closer.retain(|(_, name)| self.entry_of(*name).is_some_and(wanted));
        let most = if words.len() > 1 { MOST_CLOSER } else { most_closer(limit) };
        if let Some((_, (last, _), _)) = (closer.len() > most).then(|| closer.select_nth_unstable_by(most, worth)) {
            // Where names have the same, those are better that have less beside.
            let last = *last;
            closer.retain(|(score, _)| *score >= last);
            for (score, name) in closer.iter_mut() {
                *score -= 0.01 * f32::from(self.names.length(*name));
            }
        }
        closer.sort_unstable_by(worth);
        closer.truncate(most);
        let singles = || similar.parts.iter().filter(|part| part.words.is_power_of_two());
        let total = singles().map(|part| part.weight).sum();
        let whole = singles().filter(|part| !part.is_letter()).fold(0, |whole, part| whole | part.words);
        let look = Closer { index: self, words, similar, joints, alike, total, least, whole };
        let candidate = |(_, name): &(f32, u32)| {
            let (name, entry) = (*name, self.entry_of(*name)?);
            Some(Candidate { name, entry, rough: look.rough(name, offers)? })
        };
        let mut found: Vec<Candidate> = closer.iter().filter_map(candidate).collect();
        best(&mut found, limit);
        found
    }
}

/// Names that are looked at word by word.
pub(super) fn most_closer(limit: usize) -> usize {
    limit.saturating_mul(CLOSER).max(LEAST_CLOSER)
}

/// The order of names by what they have gathered.
fn worth(a: &(f32, u32), b: &(f32, u32)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// Keeps the best, the best first. Each further name of an entry counts for less than the one before.
fn best(found: &mut Vec<Candidate>, limit: usize) {
    let order = |a: &Candidate, b: &Candidate| b.rough.total_cmp(&a.rough).then(a.name.cmp(&b.name));
    if found.len() > limit {
        found.sort_unstable_by(|a, b| a.entry.cmp(&b.entry).then(order(a, b)));
        let (mut before, mut factor) = (None, 1.0);
        let mut ranked: Vec<(f32, Candidate)> = Vec::with_capacity(found.len());
        for candidate in found.iter() {
            factor = if before == Some(candidate.entry) { factor * FURTHER_NAME } else { 1.0 };
            before = Some(candidate.entry);
            ranked.push((candidate.rough * factor, *candidate));
        }
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(order(&a.1, &b.1)));
        *found = ranked.into_iter().take(limit).map(|(_, candidate)| candidate).collect();
    }
    found.sort_unstable_by(order);
}
