//! From words like those of a query to the names that are worth to be compared.

use super::Index;
use super::board::{Board, Marks};
use super::closer::{Closer, Offer};
use super::joint::Joint;
use super::similar::{MOST_WORDS, Similar};
use super::word::{Alike, Word};

/// Names that are looked at word by word where more have gathered something: so many for each that is asked for.
const CLOSER: usize = 2;
/// And never fewer than these.
const LEAST_CLOSER: usize = 400;
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
    pub(super) board: Board,
    pub(super) marks: Marks,
    pub(super) similar: Similar,
    pub(super) joints: Vec<Joint>,
    offers: Vec<Offer>,
    closer: Vec<(f32, u32)>,
}

impl Index {
    /// The names most like what somebody is still typing, the best first, at most so many and only of entries that
    /// are `wanted`. Every word may be only the beginning of one, from two letters on; the first 16 words count. Entries
    /// count for more than further names of one entry.
    pub fn starting(
        &self,
        typed: &[Word],
        alike: &dyn Alike,
        wanted: &dyn Fn(u32) -> bool,
        scratch: &mut Scratch,
        limit: usize,
    ) -> Vec<Candidate> {
        let words = typed.get(..MOST_WORDS).unwrap_or(typed);
        self.gather(words, alike, scratch, limit);
        self.pick(words, scratch, limit, wanted)
    }

    /// Looks closer at the names that have gathered most, and keeps the best.
    fn pick(
        &self,
        words: &[Word],
        scratch: &mut Scratch,
        limit: usize,
        wanted: &dyn Fn(u32) -> bool,
    ) -> Vec<Candidate> {
        let Scratch { board, similar, joints, offers, closer, .. } = scratch;
        closer.clear();
        let wanted = |name: &u32| self.entry_of(*name).is_some_and(wanted);
        closer.extend(board.touched().iter().copied().filter(wanted).map(|name| (board.score(name), name)));
        let most = most_closer(limit);
        if let Some((_, (least, _), _)) = (closer.len() > most).then(|| closer.select_nth_unstable_by(most, worth)) {
            // Where names have the same, those are better that have less beside.
            let least = *least;
            closer.retain(|(score, _)| *score >= least);
            for (score, name) in closer.iter_mut() {
                *score -= 0.01 * f32::from(self.names.length(*name));
            }
            closer.sort_unstable_by(worth);
            closer.truncate(most);
        }
        let look = Closer { index: self, words, similar, joints, total: total(similar) };
        let mut found: Vec<Candidate> = Vec::with_capacity(closer.len());
        for (_, name) in closer.iter() {
            if let Some(entry) = self.entry_of(*name) {
                found.push(Candidate { name: *name, entry, rough: look.rough(*name, offers) });
            }
        }
        best(&mut found, limit);
        found
    }
}

/// Names that are looked at word by word.
pub(super) fn most_closer(limit: usize) -> usize {
    limit.saturating_mul(CLOSER).max(LEAST_CLOSER)
}

/// What a name would have that had every word of the query.
pub(super) fn total(similar: &Similar) -> f32 {
    similar.parts.iter().filter(|part| part.words.is_power_of_two()).map(|part| part.weight).sum()
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
