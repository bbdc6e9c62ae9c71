//! One search in one list: the names that the index lets pass, those of them whose bound is high enough, their scores.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::{LEAST, Memory};
use super::asked::{Asked, Cut};
use super::birth::{Agreement, Conflicts, Day};
use super::bound;
use super::closer::{Candidate, Closer, Grader, SLACK};
use super::document;
use super::engine::{Hit, List};
use super::given::Given;
use super::index::{DictWord, Sieve};
use super::name::{Word, Words};
use super::outcome::Outcome;
use super::phones::Patience;
use super::profile::Profile;
use super::score::{self, Little, Measure, Point};
use super::weights::weight;

/// Names that are scored of each list, at most.
const CANDIDATES: usize = 200;
/// The last reading of a query that has a bit of its own; those after it share it.
pub(super) const LAST_READING: usize = 63;
/// Listings of one day of birth that are looked at, at most.
const MOST_BORN: usize = 2_000;

thread_local! {
    static SIEVE: RefCell<Sieve> = RefCell::default();
}

/// The best name of a listing so far.
struct Best {
    score: f32,
    name: u32,
    little: Little,
}

/// One search in one list.
pub(super) struct Search<'a> {
    pub list: &'a List,
    pub query: &'a Profile,
    pub asked: &'a Asked,
    pub floor: f32,
    /// The most that anything beside the names and a shared day of birth can bring.
    pub bonus: f32,
    /// The most of that which a nationality can bring.
    country: f32,
    /// How much may be left over on both sides.
    pub most_left: f32,
    /// The dates of birth asked for, where each is a whole one.
    days: Vec<Day>,
    /// Words of the dictionary that were scored, by their number.
    words: FxHashMap<u32, Option<Word>>,
    /// Words compared already.
    pub memory: Memory<'a>,
    best: FxHashMap<u32, Best>,
}

impl<'a> Search<'a> {
    /// A search for what scores at least `floor`.
    pub fn new(list: &'a List, query: &'a Profile, asked: &'a Asked, given: &'a Given, floor: f32) -> Self {
        let birth = weight(Measure::BirthYear).max(weight(Measure::BirthSlip)).max(0.0);
        let birth = if query.births.is_empty() { 0.0 } else { birth };
        let country = if query.countries.is_empty() { 0.0 } else { weight(Measure::Country) };
        Self {
            list,
            query,
            asked,
            floor,
            bonus: birth + country,
            country,
            most_left: bound::most_left(birth + country, floor, SLACK),
            days: query.births.iter().map(|birth| Day::of(*birth)).collect::<Option<_>>().unwrap_or_default(),
            words: FxHashMap::default(),
            memory: Memory::new(given),
            best: FxHashMap::default(),
        }
    }

    /// What the names of the listing have to bring of which this is one, as far as its date of birth tells.
    pub fn least(&self, name: u32) -> f32 {
        let best = |born: Day| self.days.iter().map(|day| day.agreement(born)).min();
        self.least_at(if self.days.is_empty() { None } else { self.list.calendar.day_of(name).and_then(best) })
    }

    /// The same where dates agree so, as far as is known.
    fn least_at(&self, agreement: Option<Agreement>) -> f32 {
        let of = |agreement: Agreement| weight(Measure::of_births(agreement)) + self.country;
        self.floor - SLACK - agreement.map_or(self.bonus, of)
    }

    /// Calls for the names that have to agree letter for letter, for what their dates of birth say against them.
    fn mark_strict(&self, mark: &mut dyn FnMut(Range<u32>)) {
        let is_strict = |agreement| bound::inexact() < self.least_at(Some(agreement));
        if self.days.is_empty() || !is_strict(Agreement::Conflict) {
            return;
        }
        let mut conflicts: Vec<Conflicts> = self.days.iter().map(|day| Conflicts::with(*day)).collect();
        let mut from_to = 0..0;
        for (born, names) in self.list.calendar.days() {
            let plain = conflicts.iter_mut().all(|conflicts| conflicts.is_plain(born));
            if !plain && !self.days.iter().map(|day| day.agreement(born)).min().is_some_and(is_strict) {
                continue;
            }
            if from_to.end == names.start {
                from_to.end = names.end;
            } else {
                mark(from_to);
                from_to = names;
            }
        }
        mark(from_to);
    }

    /// The listings that score at least the floor.
    pub fn hits(mut self) -> Vec<Hit> {
        SIEVE.with_borrow_mut(|sieve| {
            let least = [Patience::Alphabet, Patience::Abjad, Patience::Syllables]
                .map(|patience| bound::least(self.asked.fewest, self.bonus, self.floor, patience).clamp(LEAST, 0.95));
            let grader = Grader::new(self.asked, least);
            let grade = |part: u32, listed: DictWord<'_>| grader.grade(part, listed);
            self.list.index.sieve(&self.asked.sought, &self.asked.plans, &grade, &|mark| self.mark_strict(mark), sieve);
            for candidate in self.candidates(sieve, &grader) {
                // A reading that is not looked for may still agree best with what the others have found.
                let unsought = |(at, cut): (usize, &Cut)| u64::from(cut.weights.is_empty()) << at.min(LAST_READING);
                let unsought = self.asked.cuts.iter().enumerate().map(unsought).fold(0, |all, bit| all | bit);
                self.score(candidate.cuts | unsought, candidate.number, candidate.name);
            }
            self.by_birth(sieve, &grade);
        });
        let documents: FxHashSet<u32> = self
            .query
            .documents
            .iter()
            .filter_map(|number| self.list.documents.get(document::key(number).as_str()))
            .flatten()
            .copied()
            .collect();
        for number in &documents {
            self.by_number(*number);
        }
        self.above(&documents)
    }

    /// The names whose bound is high enough, the highest first.
    fn candidates(&self, sieve: &Sieve, grader: &Grader<'_>) -> Vec<Candidate> {
        let mut closer = Closer::new(self, sieve, grader);
        let mut found: Vec<Candidate> = sieve.open().iter().filter_map(|name| closer.look(*name, true)).collect();
        found.extend(sieve.passed().filter_map(|name| closer.look(name, false)));
        found.sort_unstable_by(|a, b| b.bound.total_cmp(&a.bound).then(a.name.cmp(&b.name)));
        found.truncate(CANDIDATES);
        found
    }

    /// Scores every name of a listing.
    fn by_number(&mut self, number: u32) {
        for name in self.list.names_of(number) {
            self.score(u64::MAX, number, name);
        }
    }

    /// Scores listings that were born the same day and have a full word like one of the query: the others may be spelt
    /// past recognition. Where one side has no full word, its letters may stand for any.
    fn by_birth(&mut self, sieve: &Sieve, grade: &dyn Fn(u32, DictWord<'_>) -> f32) {
        let list = self.list;
        let is_full = |words: &Words| words.0.iter().any(|word| word.part.is_full());
        let whole = self.query.readings.iter().all(|reading| is_full(&reading.words));
        for day in self.query.births.iter().filter_map(|birth| Day::of(*birth)) {
            for number in list.calendar.born_on(day).take(MOST_BORN) {
                let is_like = |word: DictWord<'_>| {
                    word.part().is_full()
                        && sieve.matches(word.number()).any(|met| met.grade(|| grade(met.part, word)) > 0.0)
                };
                let shares = |name: u32| {
                    let words = || list.index.words_of(name);
                    words().any(is_like) || !words().any(|word| word.part().is_full())
                };
                let theirs = list.natures.get(number as usize) == Some(&self.asked.nature);
                if theirs && (!whole || list.names_of(number).any(shares)) {
                    self.by_number(number);
                }
            }
        }
    }

    /// Scores a name against these readings of the query, a bit each.
    fn score(&mut self, readings: u64, number: u32, name: u32) {
        let Some((_, quality)) = self.list.names.get(name as usize) else { return };
        let mut listed = Words::default();
        for word in self.list.index.words_of(name) {
            let known = self
                .words
                .entry(word.number())
                .or_insert_with(|| Word::new(word.number(), word.text(), word.readings()));
            listed.0.extend(known.clone());
        }
        for (at, reading) in self.query.readings.iter().enumerate() {
            if readings >> at.min(LAST_READING) & 1 == 0 {
                continue;
            }
            let (_, points) = score::measure(&reading.words, &listed, *quality, &self.memory);
            let score: f32 = points.iter().map(Point::worth).sum();
            if self.best.get(&number).is_none_or(|best| score > best.score) {
                let little = Little::of(&reading.words, &listed);
                let _ = self.best.insert(number, Best { score, name, little });
            }
        }
    }

    fn above(self, documents: &FxHashSet<u32>) -> Vec<Hit> {
        let hit = |(number, best): (&u32, &Best)| {
            let document = documents.contains(number);
            let theirs = self.list.known(*number);
            let known = score::particulars(self.query.known(), theirs, document);
            let score = best.score + known.map(|point| point.worth()).sum::<f32>();
            if score < self.floor && !document {
                return None;
            }
            // A number that is shared is certain, whatever the names say.
            let outcome = if document { Outcome::Stop } else { self.list.thresholds.outcome(score) };
            let at_most_review = best.little.at_most_review(self.query.known(), theirs, document);
            let name = self.list.names.get(best.name as usize).map_or(0, |(which, _)| *which);
            Some(Hit {
                list: self.list.name.clone(),
                number: self.list.put_in_as(*number),
                name,
                score,
                outcome: if at_most_review { outcome.min(Outcome::Review) } else { outcome },
                at_most_review,
            })
        };
        let mut hits: Vec<Hit> = self.best.iter().filter_map(hit).collect();
        // Among equals the first of the list comes first, in every run.
        hits.sort_unstable_by_key(|hit| hit.number);
        hits
    }
}
