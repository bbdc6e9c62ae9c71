//! From the words of a query to the names in which enough of them may stand.
//!
//! What agrees in one word of several does not agree: where both sides have a full word left over, no score is worth a
//! look ([`super::super::score`]). So a name passes that may have all full words of the query, up to three, or as many as
//! it has itself; where a word of the query is rare, all names pass that have it, and whatever else they have is looked
//! at. Whether a word of the dictionary that shares a key is like what is sought is asked only where a name depends on
//! it: most words stand in no name that has the others too.

use std::cell::Cell;
use std::ops::Range;

use super::joint::{self, Joint};
use super::marks::Marks;
use super::word::Shared;
use super::{DictWord, Index, Word};

/// Names that are looked at though only one word is like theirs, for all words of a query together.
const OPEN: usize = 400;
/// Names of all words that share a key with a part, up to which it is worth to see which of them are like it.
const WORTH: usize = 2_000;
/// Names of a word for which it is worth to see whether it is like a part.
const FREQUENT: u32 = 100;
/// Names that pass before it is worth to count words of theirs.
const MANY: usize = 500;
/// Names of words that are counted in the time in which one name is looked at.
const COUNTED: usize = 25;
/// Names that are looked at for a query of a single word, at the most: the best come first.
const MOST_SOLE: usize = 4_000;
/// How alike words are that stand for one name.
const KIN: f32 = 0.97;
/// A grade that nobody has asked for yet.
const UNKNOWN: f32 = -1.0;

/// What is looked for: a word of the query, or neighbours in it written as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// Its letters, readings and groups.
    pub word: Word,
    /// How it is looked for.
    pub role: Role,
}

/// How a word is looked for, the most thorough way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The only full word of one way to read the query: whoever has it may have enough.
    Sole,
    /// A full word beside others.
    Full,
    /// Neighbours, joined: a name that has them as one word has two of the query.
    Joined,
    /// A particle, a title, an initial: it leads to no name, and counts where it stands in one.
    Small,
}

/// One way to read the query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Its full words, and neighbours joined: the number of each part and the places it stands for, a bit each.
    pub parts: Vec<(u32, u16)>,
}

/// What a name may have of one way to read the query.
struct Way {
    /// For each full word the parts that may stand for it: itself, and neighbours joined.
    places: Vec<Vec<u32>>,
    /// Parts that stand for all of them.
    whole: Vec<u32>,
    /// Words that a name has at the least which has all of them in several.
    shortest: usize,
}

impl Plan {
    /// What a name may have of it, neighbours joined where they are known.
    fn way(&self, is_known: impl Fn(u32) -> bool) -> Way {
        let (words, joined): (Vec<_>, Vec<_>) = self.parts.iter().partition(|(_, places)| places.is_power_of_two());
        let mut places: Vec<(u32, u16)> = Vec::new();
        for (part, place) in words {
            match places.iter_mut().find(|(known, _)| *known == part) {
                Some((_, of_part)) => *of_part |= place,
                None => places.push((part, place)),
            }
        }
        let mut way = Way { places: Vec::new(), whole: Vec::new(), shortest: places.len() };
        way.places = places.iter().map(|(part, _)| vec![*part]).collect();
        for (part, taken) in joined.into_iter().filter(|(part, _)| is_known(*part)) {
            let stands = places.iter().zip(&mut way.places).filter(|((_, place), _)| place & taken != 0);
            let stands: Vec<&mut Vec<u32>> = stands.map(|(_, parts)| parts).collect();
            if stands.len() == places.len() {
                way.whole.push(part);
            } else {
                way.shortest = way.shortest.saturating_sub(stands.len().saturating_sub(1));
                stands.into_iter().for_each(|parts| parts.push(part));
            }
        }
        if let [alone] = way.places.as_mut_slice() {
            way.whole.append(alone);
            way.places.clear();
        }
        way.places.sort_unstable();
        way
    }
}

/// Calls for all names that have to agree letter for letter, for what else is known of them.
pub type Strict<'a> = dyn Fn(&mut dyn FnMut(Range<u32>)) + 'a;

/// A word of the dictionary that shares a key with what is sought.
#[derive(Debug, Clone)]
pub struct Match {
    /// Which of what is sought.
    pub part: u32,
    word: u32,
    /// One more than the number of the match of the same word before this; 0 before the first.
    next: u32,
    /// How alike they are at the least.
    least: f32,
    /// Whether they may be the same letter for letter, in some reading.
    exact: bool,
    grade: Cell<f32>,
}

impl Match {
    /// How alike they are; `grade` says it when it is asked first, 0.0 for not enough.
    pub fn grade(&self, grade: impl FnOnce() -> f32) -> f32 {
        if self.grade.get() == UNKNOWN {
            self.grade.set(grade().max(self.least));
        }
        self.grade.get()
    }

    /// Whether they are alike, as far as is known.
    fn may_be_like(&self) -> bool {
        self.grade.get() != 0.0
    }
}

/// Memory that searches in one index use one after the other, and what the last one found.
#[derive(Debug, Clone, Default)]
pub struct Sieve {
    /// For each word of the dictionary one more than the number of its last match; 0 without.
    slots: Vec<u32>,
    matches: Vec<Match>,
    joints: Vec<Joint>,
    marks: Marks,
    /// Names that passed for one word alone.
    open: Vec<u32>,
}

impl Sieve {
    /// The names that passed for one word alone, those of the rarest first.
    pub fn open(&self) -> &[u32] {
        &self.open
    }

    /// The names beside the open ones that may have enough, in the order of their numbers.
    pub fn passed(&self) -> impl Iterator<Item = u32> + '_ {
        self.marks.passed()
    }

    /// Whether a name has to agree letter for letter and may not, as far as was asked.
    pub fn is_held_back(&self, name: u32) -> bool {
        self.marks.is_held_back(name)
    }

    /// What a word of the dictionary may be like.
    pub fn matches(&self, word: u32) -> impl Iterator<Item = &Match> {
        let one = move |slot: u32| self.matches.get((slot.checked_sub(1)?) as usize);
        let first = self.slots.get(word as usize).copied().unwrap_or(0);
        std::iter::successors(one(first), move |found| one(found.next))
    }

    /// Whether a name may write a part apart.
    pub fn is_apart(&self, name: u32) -> bool {
        self.marks.is_apart(name)
    }

    /// The parts that a name may write apart.
    pub fn joints(&self, name: u32) -> impl Iterator<Item = u32> + '_ {
        let joints = if self.is_apart(name) { self.joints.as_slice() } else { &[] };
        let from = joints.partition_point(|joint| joint.name < name);
        joints.iter().skip(from).take_while(move |joint| joint.name == name).map(|joint| joint.part)
    }

    fn begin(&mut self, index: &Index, parts: usize) {
        for found in self.matches.drain(..) {
            if let Some(slot) = self.slots.get_mut(found.word as usize) {
                *slot = 0;
            }
        }
        self.slots.resize(index.words().max(self.slots.len()), 0);
        self.joints.clear();
        self.open.clear();
        self.marks.begin(parts, &index.names);
    }

    /// Takes a word of the dictionary for a match of a part, once.
    fn meet(&mut self, word: u32, part: u32, shared: Shared, exact: bool) {
        let Some(slot) = self.slots.get_mut(word as usize) else { return };
        let least = if shared == Shared::Name { KIN } else { 0.0 };
        match slot.checked_sub(1).and_then(|last| self.matches.get_mut(last as usize)) {
            Some(last) if last.part == part => {
                (last.least, last.exact) = (last.least.max(least), last.exact || exact);
            }
            _ => {
                self.matches.push(Match { part, word, next: *slot, least, exact, grade: Cell::new(UNKNOWN) });
                *slot = u32::try_from(self.matches.len()).unwrap_or(0);
            }
        }
    }
}

/// Each of several ways once.
fn distinct<'a>(ways: impl Iterator<Item = &'a [Vec<u32>]>) -> Vec<&'a [Vec<u32>]> {
    let mut ways: Vec<_> = ways.filter(|way| !way.is_empty()).collect();
    ways.sort_unstable();
    ways.dedup();
    ways
}

/// The matches of one part.
struct Found {
    part: u32,
    role: Role,
    matches: Range<usize>,
    joints: usize,
    /// Names that may have it, at the most.
    names: usize,
}

impl Index {
    /// Finds the names in which enough of what is sought may stand, for each of the ways to read the query.
    ///
    /// `grade` says how alike a part, by its number, and a word of the dictionary are: 0.0 for not enough. `strict`
    /// tells which names have to agree letter for letter.
    pub fn sieve(
        &self,
        sought: &[Sought],
        plans: &[Plan],
        grade: &dyn Fn(u32, DictWord<'_>) -> f32,
        strict: &Strict<'_>,
        sieve: &mut Sieve,
    ) {
        sieve.begin(self, sought.len());
        let found: Vec<Found> = (0..).zip(sought).map(|(number, part)| self.look_up(number, part, sieve)).collect();
        sieve.joints.sort_unstable();
        sieve.joints.dedup();
        sieve.joints.iter().for_each(|joint| sieve.marks.mark_apart(joint.name));
        self.open_all(&found, grade, sieve);
        let is_known = |part: u32| found.get(part as usize).is_some_and(|found| !found.matches.is_empty());
        let ways: Vec<Way> = plans.iter().map(|plan| plan.way(is_known)).collect();
        let several = distinct(ways.iter().map(|way| way.places.as_slice()));
        let mut whole: Vec<u32> = ways.iter().flat_map(|way| way.whole.iter().copied()).collect();
        whole.sort_unstable();
        whole.dedup();
        // The only full word has let pass whatever has it.
        whole.retain(|part| found.get(*part as usize).is_some_and(|found| found.role != Role::Sole));
        let is_of = |part: u32| whole.contains(&part) || several.iter().any(|way| way.concat().contains(&part));
        for found in found.iter().filter(|found| is_of(found.part)) {
            self.drop_frequent(found, grade, sieve);
            self.mark(found, sieve);
        }
        several.iter().for_each(|way| sieve.marks.pass(way, &self.names));
        let many = sieve.marks.count() > MANY;
        if many {
            self.mark_exact(&found, plans, sieve);
            sieve.marks.hold_back(strict);
            let names: usize = found.iter().map(|found| found.names).sum();
            if sieve.marks.count() > (names / COUNTED).max(MANY) {
                let shortest = ways.iter().filter(|way| !way.places.is_empty()).map(|way| way.shortest);
                self.count_words(shortest.min().unwrap_or(0), sieve);
            }
        }
        for part in whole {
            if many {
                // What is marked now are words that agree letter for letter.
                found.get(part as usize).into_iter().for_each(|found| self.mark(found, sieve));
            }
            sieve.marks.pass(&[vec![part]], &self.names);
        }
        if !many && sieve.marks.count() + sieve.open.len() > MANY {
            self.mark_exact(&found, plans, sieve);
            sieve.marks.hold_back(strict);
        }
    }

    /// Marks the names that may agree letter for letter.
    fn mark_exact(&self, found: &[Found], plans: &[Plan], sieve: &mut Sieve) {
        let Sieve { matches, marks, .. } = sieve;
        let words =
            |found: &Found| matches.get(found.matches.clone()).unwrap_or_default().iter().filter(|met| met.exact);
        let is_known = |part: u32| found.get(part as usize).is_some_and(|found| words(found).next().is_some());
        // A small word may be what stands for another, and is no part of a way.
        let whole = found.iter().all(|found| found.role != Role::Small);
        let ways: Vec<Way> = plans.iter().map(|plan| plan.way(is_known)).collect();
        let is_of = |part: u32| {
            ways.iter().any(|way| way.whole.iter().chain(way.places.iter().flatten()).any(|of| *of == part))
        };
        for found in found.iter().filter(|found| is_of(found.part)) {
            marks.mark(found.part as usize, |each| {
                words(found).for_each(|met| self.postings.each(met.word, &mut *each));
            });
        }
        for way in distinct(ways.iter().map(|way| way.places.as_slice())) {
            marks.pass_exact(way, whole, &self.names);
        }
        for part in ways.iter().flat_map(|way| &way.whole) {
            marks.pass_exact(&[vec![*part]], whole, &self.names);
        }
    }

    /// Holds back names that passed for one word that may be several parts.
    fn count_words(&self, parts: usize, sieve: &mut Sieve) {
        let mut words: Vec<u32> =
            sieve.matches.iter().filter(|found| found.may_be_like()).map(|found| found.word).collect();
        words.sort_unstable();
        words.dedup();
        sieve.marks.count_words(parts, &self.names, |each| {
            words.iter().for_each(|word| self.postings.each(*word, &mut *each));
        });
    }

    /// The words of the dictionary that share a key with a part.
    fn look_up(&self, number: u32, part: &Sought, sieve: &mut Sieve) -> Found {
        let from = sieve.matches.len();
        for (shared, exact, key) in part.word.keys() {
            let looked = match part.role {
                Role::Full | Role::Sole => true,
                Role::Joined => !matches!(shared, Shared::Sound(_)),
                Role::Small => matches!(shared, Shared::Letters(_)),
            };
            if looked {
                self.keys.each(key, |word| sieve.meet(word, number, shared, exact));
            }
        }
        let before = sieve.joints.len();
        if matches!(part.role, Role::Full | Role::Sole) {
            joint::find(self, number, &part.word, &mut sieve.joints);
        }
        let matches = from..sieve.matches.len();
        let words = sieve.matches.get(matches.clone()).unwrap_or_default();
        let names: usize = words.iter().map(|found| self.dictionary.names(found.word) as usize).sum();
        let joints = sieve.joints.len() - before;
        Found { part: number, role: part.role, matches, joints, names: names + joints }
    }

    /// Lets the names pass that have a rare part, the rarest first, as long as they are few together; and all that have
    /// the only full word.
    fn open_all(&self, found: &[Found], grade: &dyn Fn(u32, DictWord<'_>) -> f32, sieve: &mut Sieve) {
        let mut rare = Vec::new();
        for found in found {
            if found.role == Role::Sole || found.role == Role::Full && found.names <= WORTH {
                let words = self.words_like(found, grade, sieve);
                let names: usize = words.iter().map(|(_, word)| self.dictionary.names(*word) as usize).sum();
                rare.push((names + found.joints, found, words));
            }
        }
        rare.sort_by_key(|(names, found, _)| (*names, found.part));
        let mut left = OPEN;
        for (names, found, words) in rare {
            if found.role == Role::Sole || names <= left {
                left = left.saturating_sub(names);
                self.open(found, words, sieve);
            }
        }
    }

    /// Words that are like a part, and how much.
    fn words_like(&self, found: &Found, grade: &dyn Fn(u32, DictWord<'_>) -> f32, sieve: &Sieve) -> Vec<(f32, u32)> {
        let matches = sieve.matches.get(found.matches.clone()).unwrap_or_default();
        let like = |met: &Match| {
            let word = self.dictionary.word(met.word)?;
            Some((met.grade(|| grade(met.part, word)), met.word)).filter(|(grade, _)| *grade > 0.0)
        };
        matches.iter().filter_map(like).collect()
    }

    /// Lets all names pass that have a part, the most alike first.
    fn open(&self, found: &Found, mut words: Vec<(f32, u32)>, sieve: &mut Sieve) {
        words.sort_by(|a, b| b.0.total_cmp(&a.0));
        let Sieve { joints, marks, open, .. } = sieve;
        let mut pass = |name: u32| {
            if marks.open(name) {
                open.push(name);
            }
            open.len()
        };
        let mut so_far = 0;
        for (_, word) in words {
            if found.role == Role::Sole && so_far > MOST_SOLE {
                break;
            }
            self.postings.each(word, |name| so_far = pass(name));
        }
        for joint in joints.iter().filter(|joint| joint.part == found.part) {
            let _ = pass(joint.name);
        }
    }

    /// Sees of words that many names hold whether they are like a part: to look at the names would take longer.
    fn drop_frequent(&self, found: &Found, grade: &dyn Fn(u32, DictWord<'_>) -> f32, sieve: &mut Sieve) {
        if found.names > WORTH {
            for met in sieve.matches.get(found.matches.clone()).unwrap_or_default() {
                if let Some(word) = self.dictionary.word(met.word).filter(|word| word.names() >= FREQUENT) {
                    let _ = met.grade(|| grade(met.part, word));
                }
            }
        }
    }

    /// Marks all names that may have a part.
    fn mark(&self, found: &Found, sieve: &mut Sieve) {
        let Sieve { matches, joints, marks, .. } = sieve;
        let words = matches.get(found.matches.clone()).unwrap_or_default();
        let apart = joints.iter().filter(|joint| found.joints > 0 && joint.part == found.part);
        marks.mark(found.part as usize, |each| {
            for found in words.iter().filter(|found| found.may_be_like()) {
                self.postings.each(found.word, &mut *each);
            }
            apart.for_each(|joint| each(joint.name));
        });
    }
}
