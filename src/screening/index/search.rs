//! From words like those of a query to the names that are worth to be compared.

use super::Index;
use super::board::{Board, Marks};
use super::similar::{MOST_WORDS, Similar, Way};
use super::split::{self, Split};
use super::word::{Alike, Word};

/// Names that are looked at word by word where more have gathered something: so many for each that is asked for.
const CLOSER: usize = 2;
/// And never fewer than these.
const LEAST_CLOSER: usize = 400;
/// How much of its score a name loses, at most, for what neither side has of the other.
const CONTRADICTED: f32 = 0.25;
/// How much a name loses, at most, for words that the query does not have.
const UNASKED: f32 = 0.02;
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
    pub(super) splits: Vec<Split>,
    offers: Vec<Offer>,
    closer: Vec<(f32, u32)>,
}

/// A word of the query, or several, that stand in a name.
#[derive(Debug, Clone, Copy)]
struct Offer {
    gain: f32,
    grade: f32,
    /// Words of the query, a bit each.
    asked: u16,
    /// Words of the name, a bit each.
    listed: u64,
}

impl Index {
    /// The names most like a query, the best first, at most so many. Of the query the first 16 words count.
    ///
    /// A name in which every word of the query has one like it is left out only for names that are at least as good.
    /// Entries count for more than further names of one entry.
    pub fn candidates(&self, words: &[Word], alike: &dyn Alike, scratch: &mut Scratch, limit: usize) -> Vec<Candidate> {
        let words = words.get(..MOST_WORDS).unwrap_or(words);
        self.gather(words, alike, scratch, limit, Way::Whole);
        self.pick(scratch, limit, None)
    }

    /// The names most like what somebody is still typing, the best first, at most so many and only of entries that
    /// are `wanted`. Every word may be only the beginning of one, from two letters on.
    pub fn starting(
        &self,
        typed: &[Word],
        alike: &dyn Alike,
        wanted: &dyn Fn(u32) -> bool,
        scratch: &mut Scratch,
        limit: usize,
    ) -> Vec<Candidate> {
        let words = typed.get(..MOST_WORDS).unwrap_or(typed);
        self.gather(words, alike, scratch, limit, Way::Begun);
        self.pick(scratch, limit, Some(wanted))
    }

    /// Looks closer at the names that have gathered most, and keeps the best.
    fn pick(&self, scratch: &mut Scratch, limit: usize, wanted: Option<&dyn Fn(u32) -> bool>) -> Vec<Candidate> {
        let Scratch { board, similar, splits, offers, closer, .. } = scratch;
        closer.clear();
        let wanted = |name: &u32| match wanted {
            Some(wanted) => self.entry_of(*name).is_some_and(wanted),
            None => !self.names.some_gone() || self.entry_of(*name).is_some(),
        };
        closer.extend(board.touched().iter().copied().filter(wanted).map(|name| (board.score(name), name)));
        let most = self::closer(limit);
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
        let total = total(similar).max(f32::MIN_POSITIVE);
        let candidate = |name: u32, offers: &mut Vec<Offer>| {
            let rough = self.rough(name, similar, splits, offers, total);
            Some(Candidate { name, entry: self.entry_of(name)?, rough })
        };
        let mut found: Vec<Candidate> = closer.iter().filter_map(|(_, name)| candidate(*name, offers)).collect();
        best(&mut found, limit);
        found
    }

    /// How much of the query a name has, each word of either side used once.
    fn rough(&self, name: u32, similar: &Similar, splits: &[Split], offers: &mut Vec<Offer>, total: f32) -> f32 {
        offers.clear();
        let listed = self.names.words(name);
        let part = |number: u32| similar.parts.get(number as usize);
        for (place, word) in listed.iter().take(u64::BITS as usize).enumerate() {
            for found in similar.of_word(*word) {
                if let Some(part) = part(found.part) {
                    let gain = part.weight * found.grade;
                    offers.push(Offer { gain, grade: found.grade, asked: part.words, listed: 1 << place });
                }
            }
        }
        let from = splits.partition_point(|split| split.name < name);
        for split in splits.iter().skip(from).take_while(|split| split.name == name) {
            if let Some(part) = part(split.part)
                && split.first + split.words <= u64::BITS as usize
            {
                let listed = ((1_u64 << split.words) - 1) << split.first;
                let gain = part.weight * split::GRADE;
                offers.push(Offer { gain, grade: split::GRADE, asked: part.words, listed });
            }
        }
        offers.sort_unstable_by(|a, b| b.gain.total_cmp(&a.gain).then(b.grade.total_cmp(&a.grade)));
        let (mut asked, mut used, mut gained, mut theirs) = (0_u16, 0_u64, 0.0, 0.0);
        let weight = |place: usize| {
            let holders = listed.get(place).map_or(0, |word| self.dictionary.names(*word));
            self.weight(holders as f32)
        };
        for offer in offers.iter() {
            if asked & offer.asked == 0 && used & offer.listed == 0 {
                asked |= offer.asked;
                used |= offer.listed;
                gained += offer.gain;
                let places = (0..listed.len().min(u64::BITS as usize)).filter(|place| offer.listed >> place & 1 == 1);
                theirs += offer.grade * places.map(weight).sum::<f32>();
            }
        }
        let whole: f32 = (0..listed.len()).map(weight).sum();
        let (ours, theirs) = ((gained / total).min(1.0), (theirs / whole.max(f32::MIN_POSITIVE)).min(1.0));
        ours * (1.0 - CONTRADICTED * (1.0 - ours).min(1.0 - theirs)) - UNASKED * (1.0 - theirs) * ours
    }
}

/// Names that are looked at word by word.
pub(super) fn closer(limit: usize) -> usize {
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
