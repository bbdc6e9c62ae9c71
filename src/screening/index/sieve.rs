//! From the words of a query to the names in which enough of them may stand.
//!
//! What agrees in one word of several does not agree: where both sides have a full word left over, no score is worth a
//! look ([`super::super::score`]). So a name passes that has like words for all full words of the query, up to three, or
//! for as many as it has itself; where a word of the query is rare, all names pass that have it, and whatever else they
//! have is looked at. Each name costs a few bits, so that common words cost little.

use super::joint::{self, Joint};
use super::word::Shared;
use super::{DictWord, Index, Word};

/// Names that are looked at though only one word is like theirs, for all words of a query together.
const OPEN: usize = 400;
/// How alike words are in a name that has fewer than the query: what the query has left over counts against it.
const STRONG: f32 = 0.85;
/// Names that are looked at for a query of a single word, at the most: the best come first.
const MOST_SOLE: usize = 4_000;
/// How alike words are that stand for one name.
const KIN: f32 = 0.97;
/// Marks a slot whose word was met and is not like it; the part that it was compared with last stands below, and below
/// that the reading.
const UNLIKE: u32 = 1 << 31;
/// Bits of a reading's number there.
const READING: u32 = 8;
/// A grade that no other reading need better.
const SURE: f32 = 0.999;

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

/// One way to read the query: its parts, by their numbers, and how many of its words each stands for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Full words of it.
    pub words: usize,
    /// Full words and neighbours, joined.
    pub parts: Vec<(u32, usize)>,
}

/// A word of the dictionary that is like what is sought.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// Which of what is sought.
    pub part: u32,
    /// How alike they are.
    pub grade: f32,
    word: u32,
    /// The reading that was compared last.
    reading: u32,
    /// One more than the number of the match of the same word before this; 0 before the first.
    next: u32,
}

/// Memory that searches in one index use one after the other, and what the last one found.
#[derive(Debug, Clone, Default)]
pub struct Sieve {
    /// For each word of the dictionary: 0, [`UNLIKE`] with a part, or one more than the number of its last match.
    slots: Vec<u32>,
    /// Words that have a slot.
    met: Vec<u32>,
    matches: Vec<Match>,
    joints: Vec<Joint>,
    /// For one mark, two and three: a bit for each name that has as many, or begins with as many.
    levels: [Vec<u64>; 3],
    /// Names that are like the part at hand, and those of them that are very like it.
    fresh: [Vec<u64>; 2],
    /// Names that are marked often enough for one way to read the query.
    passed: Vec<u64>,
    /// Names that passed for one word alone.
    open: Vec<u32>,
}

impl Sieve {
    /// The names that passed for one word alone, those of the rarest first.
    pub fn open(&self) -> &[u32] {
        &self.open
    }

    /// The names that are marked often enough, in the order of their numbers; open ones may be among them.
    pub fn marked(&self) -> impl Iterator<Item = u32> + '_ {
        let names = |(at, bits): (u32, u64)| {
            let next = |bits: &u64| Some(bits & (bits - 1)).filter(|bits| *bits != 0);
            let first = Some(bits).filter(|bits| *bits != 0);
            std::iter::successors(first, next).map(move |bits| at << 6 | bits.trailing_zeros())
        };
        (0..).zip(self.passed.iter().copied()).flat_map(names)
    }

    /// What a word of the dictionary is like.
    pub fn matches(&self, word: u32) -> impl Iterator<Item = Match> + '_ {
        let one = move |slot: u32| self.matches.get((slot.checked_sub(1)?) as usize).copied();
        let first = self.slots.get(word as usize).filter(|slot| **slot < UNLIKE).copied().unwrap_or(0);
        std::iter::successors(one(first), move |found| one(found.next))
    }

    /// Whether a word of the dictionary shares a key with what is sought.
    pub fn is_met(&self, word: u32) -> bool {
        self.slots.get(word as usize).is_some_and(|slot| *slot != 0)
    }

    /// Whether a name may write a part apart.
    pub fn is_apart(&self, name: u32) -> bool {
        self.joints(name).next().is_some()
    }

    /// The parts that a name may write apart.
    pub fn joints(&self, name: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.joints.partition_point(|joint| joint.name < name);
        self.joints.iter().skip(from).take_while(move |joint| joint.name == name).map(|joint| joint.part)
    }

    fn begin(&mut self, index: &Index) {
        for word in self.met.drain(..) {
            if let Some(slot) = self.slots.get_mut(word as usize) {
                *slot = 0;
            }
        }
        self.slots.resize(index.words().max(self.slots.len()), 0);
        self.matches.clear();
        self.joints.clear();
        self.open.clear();
        let places = index.names.lone().len();
        for marks in [&mut self.passed].into_iter().chain(&mut self.fresh) {
            marks.clear();
            marks.resize(places, 0);
        }
    }

    /// Begins to mark for a way to read the query that has so many full words. A name that has fewer needs fewer marks:
    /// it begins with those that it cannot get, and every name begins with one where the query has but two words.
    fn begin_plan(&mut self, index: &Index, words: usize) {
        let [one, two, three] = &mut self.levels;
        for level in [&mut *one, &mut *two, &mut *three] {
            level.clear();
        }
        two.extend_from_slice(index.names.lone());
        match words {
            ..3 => one.resize(two.len(), u64::MAX),
            _ => one.extend_from_slice(index.names.few()),
        }
        three.resize(two.len(), 0);
    }

    /// Words like a part, and how much.
    fn words_like<'a>(&'a self, found: &Found) -> impl Iterator<Item = (f32, u32)> + 'a {
        let matches = self.matches.get(found.matches.clone()).unwrap_or_default();
        matches.iter().map(|found| (found.grade, found.word))
    }

    /// Compares a word of the dictionary with a reading of a part, unless it was.
    fn meet(&mut self, word: u32, part: u32, shared: Shared, grade: impl FnOnce(usize) -> f32) {
        let Some(slot) = self.slots.get_mut(word as usize) else { return };
        let (Shared::Letters(at) | Shared::Sound(at)) = shared else {
            return self.put(word, part, u32::MAX, KIN);
        };
        let reading = u32::try_from(at).unwrap_or(0);
        let unlike = UNLIKE | part << READING | reading;
        if let Some(last) = slot.checked_sub(1).and_then(|last| self.matches.get_mut(last as usize))
            && last.part == part
        {
            if last.grade < SURE && last.reading != reading {
                last.reading = reading;
                last.grade = last.grade.max(grade(at));
            }
            return;
        }
        if *slot == unlike {
            return;
        }
        let grade = grade(at);
        if grade > 0.0 {
            return self.put(word, part, reading, grade);
        }
        if *slot == 0 {
            self.met.push(word);
        }
        if *slot == 0 || *slot >= UNLIKE {
            *slot = unlike;
        }
    }

    /// Takes a word of the dictionary for a match of a part, or for a better one.
    fn put(&mut self, word: u32, part: u32, reading: u32, grade: f32) {
        let Some(slot) = self.slots.get_mut(word as usize) else { return };
        match slot.checked_sub(1).and_then(|last| self.matches.get_mut(last as usize)) {
            Some(last) if last.part == part => last.grade = last.grade.max(grade),
            _ => {
                if *slot == 0 {
                    self.met.push(word);
                }
                let next = if *slot < UNLIKE { *slot } else { 0 };
                self.matches.push(Match { part, grade, word, reading, next });
                *slot = u32::try_from(self.matches.len()).unwrap_or(0);
            }
        }
    }

    /// Counts the names that are like the part at hand: once each, however many of their words are like it. In names
    /// of fewer words than the query only what is very like it counts.
    fn count(&mut self, fewer: &[u64]) {
        let ([one, two, three], [fresh, strong]) = (&mut self.levels, &self.fresh);
        let marks = one.iter_mut().zip(two).zip(three);
        for ((((one, two), three), (fresh, strong)), fewer) in marks.zip(fresh.iter().zip(strong)).zip(fewer) {
            let marked = *fresh & !fewer | *strong;
            if marked != 0 {
                *three |= *two & marked;
                *two |= *one & marked;
                *one |= marked;
            }
        }
    }

    /// Marks names as like the part at hand.
    #[inline]
    fn mark(&mut self, name: u32, strong: bool) {
        let [fresh, very] = &mut self.fresh;
        if let Some(fresh) = if strong { very } else { fresh }.get_mut((name >> 6) as usize) {
            *fresh |= 1 << (name & 63);
        }
    }

    /// Lets a name pass.
    #[inline]
    fn touch(&mut self, name: u32) {
        let (at, bit) = ((name >> 6) as usize, 1_u64 << (name & 63));
        // While nothing is being marked, these tell which names are open.
        let [touched, _] = &mut self.fresh;
        if let Some(touched) = touched.get_mut(at).filter(|touched| **touched & bit == 0) {
            *touched |= bit;
            self.open.push(name);
        }
    }
}

/// The matches of one part.
struct Found {
    part: u32,
    role: Role,
    matches: std::ops::Range<usize>,
    joints: usize,
    names: usize,
}

impl Index {
    /// Finds the names in which enough of what is sought may stand, for one of the ways to read the query.
    ///
    /// `grade` says how alike a reading of a part, by their numbers, and a word of the dictionary are: 0.0 for not enough.
    pub fn sieve(
        &self,
        sought: &[Sought],
        plans: &[Plan],
        grade: &dyn Fn(usize, usize, DictWord<'_>) -> f32,
        sieve: &mut Sieve,
    ) {
        sieve.begin(self);
        let found: Vec<Found> =
            (0..).zip(sought).map(|(number, part)| self.look_up(number, part, grade, sieve)).collect();
        sieve.joints.sort_unstable();
        sieve.joints.dedup();
        let mut rare: Vec<&Found> = found.iter().filter(|found| found.role <= Role::Full).collect();
        rare.sort_by_key(|found| found.names);
        let mut open = OPEN;
        for found in rare.into_iter().filter(|found| found.role == Role::Sole || found.names <= OPEN) {
            if found.role == Role::Sole || found.names <= open {
                open = open.saturating_sub(found.names);
                self.open(found, sieve);
            }
        }
        for plan in plans.iter().filter(|plan| plan.words > 1) {
            sieve.begin_plan(self, plan.words);
            for (part, words) in &plan.parts {
                if let Some(found) = found.get(*part as usize) {
                    self.mark(found, *words, plan.words, sieve);
                }
            }
            let [_, _, three] = &sieve.levels;
            sieve.passed.iter_mut().zip(three).for_each(|(passed, three)| *passed |= three);
        }
    }

    /// The words of the dictionary that are like a part.
    fn look_up(
        &self,
        number: u32,
        part: &Sought,
        grade: &dyn Fn(usize, usize, DictWord<'_>) -> f32,
        sieve: &mut Sieve,
    ) -> Found {
        let from = sieve.matches.len();
        for (shared, key) in part.word.keys() {
            let looked = match part.role {
                Role::Full | Role::Sole => true,
                Role::Joined => !matches!(shared, Shared::Sound(_)),
                Role::Small => matches!(shared, Shared::Letters(_)),
            };
            if looked {
                self.keys.each(key, |word| {
                    if let Some(listed) = self.dictionary.word(word).filter(|listed| listed.names() > 0) {
                        sieve.meet(word, number, shared, |reading| grade(number as usize, reading, listed));
                    }
                });
            }
        }
        let before = sieve.joints.len();
        if matches!(part.role, Role::Full | Role::Sole) {
            joint::find(self, number, &part.word, &mut sieve.joints);
        }
        let matches = from..sieve.matches.len();
        let holders = |found: &Match| self.dictionary.names(found.word) as usize;
        let words: usize = sieve.matches.get(matches.clone()).unwrap_or_default().iter().map(holders).sum();
        let joints = sieve.joints.len() - before;
        Found { part: number, role: part.role, matches, joints, names: words + joints }
    }

    /// Lets all names pass that have a part, the most alike first.
    fn open(&self, found: &Found, sieve: &mut Sieve) {
        let mut order: Vec<(f32, u32)> = sieve.words_like(found).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, word) in order {
            if found.role == Role::Sole && sieve.open.len() > MOST_SOLE {
                break;
            }
            self.postings.each(word, |name| sieve.touch(name));
        }
        for at in 0..sieve.joints.len() {
            if let Some(joint) = sieve.joints.get(at).filter(|joint| joint.part == found.part) {
                sieve.touch(joint.name);
            }
        }
    }

    /// Marks all names that have a part, once for each word of the query that it stands for, and those that write it apart
    /// twice, as two of their words are met.
    fn mark(&self, found: &Found, words: usize, of: usize, sieve: &mut Sieve) {
        let fewer = if of < 3 { self.names.lone() } else { self.names.few() };
        sieve.fresh.iter_mut().for_each(|fresh| fresh.fill(0));
        for at in found.matches.clone() {
            if let Some(Match { grade, word, .. }) = sieve.matches.get(at).copied() {
                self.postings.each(word, |name| sieve.mark(name, grade >= STRONG));
            }
        }
        for _ in 0..words {
            sieve.count(fewer);
        }
        if found.joints > 0 {
            sieve.fresh.iter_mut().for_each(|fresh| fresh.fill(0));
            for at in 0..sieve.joints.len() {
                if let Some(joint) = sieve.joints.get(at).copied().filter(|joint| joint.part == found.part) {
                    sieve.mark(joint.name, true);
                }
            }
            sieve.count(fewer);
            sieve.count(fewer);
        }
    }
}
