//! Names looked at word by word: may they score enough?

use rustc_hash::FxHashMap;

use super::alike;
use super::asked::{Asked, Cut};
use super::assign;
use super::bound::{self, Met, Pair, Side};
use super::index::{DictWord, Role, Sieve};
use super::name::{MOST_WORDS, Part, Word, patience};
use super::phones::Patience;
use super::score;
use super::search::{LAST_READING, Search};

/// What a bound may be too low by, in points: it takes pairs as they come, and the score the best assignment.
pub(super) const SLACK: f32 = 0.5;
/// Readings of words without a common key that are compared, at most: the names of the rarest word come first.
const MOST_UNKEYED: usize = 400;
/// How alike neighbours, joined, have to be at the least.
const LEAST_JOINED: f32 = 0.85;
/// What a particle or a title weighs at the most.
const SMALL: f32 = 0.125;
/// What words of a name weigh at the most that are one word of the query.
const APART_WEIGHT: f32 = 3.0;

/// A name that may score enough.
pub(super) struct Candidate {
    /// The most that it may score, but for [`SLACK`].
    pub bound: f32,
    /// The listing.
    pub number: u32,
    /// The name.
    pub name: u32,
    /// Readings of the query that may score as much, a bit each.
    pub cuts: u64,
}

/// What a listed word is like.
#[derive(Debug, Clone, Copy, Default)]
struct Like {
    /// Places of the query, a bit each.
    places: u16,
    /// What the heaviest part of the query weighs that it is like.
    weight: f32,
    /// How alike it is to what it is most like.
    grade: f32,
}

impl Like {
    /// Is like a part as well, if that stands for any place.
    fn or(self, places: u16, weight: f32, grade: f32) -> Self {
        if places == 0 {
            return self;
        }
        Self { places: self.places | places, weight: self.weight.max(weight), grade: self.grade.max(grade) }
    }
}

/// Says how alike what is sought and a word of the dictionary are; 0.0 if that is less than `least` for their scripts.
pub(super) struct Grader<'a> {
    asked: &'a Asked,
    /// For alphabets, abjads and syllables.
    least: [f32; 3],
}

impl<'a> Grader<'a> {
    /// For the words of a query.
    pub fn new(asked: &'a Asked, least: [f32; 3]) -> Self {
        Self { asked, least }
    }

    /// By the readings of a part and of the word that sound most alike.
    pub fn grade(&self, part: u32, listed: DictWord<'_>) -> f32 {
        self.least(part as usize, listed).map_or(0.0, |(ours, least)| alike::at_most(ours, listed, least))
    }

    /// The word of a part, and how alike a listed one has to be.
    fn least(&self, part: usize, listed: DictWord<'_>) -> Option<(&Word, f32)> {
        let (ours, sought) = (self.asked.words.get(part)?, self.asked.sought.get(part)?);
        let [alphabet, abjad, syllables] = self.least;
        let least = match patience(ours.script, listed.script()) {
            Patience::Alphabet => alphabet,
            Patience::Abjad => abjad,
            Patience::Syllables => syllables,
        };
        Some((ours, if sought.role == Role::Joined { least.max(LEAST_JOINED) } else { least }))
    }
}

/// Looks at one name after the other.
pub(super) struct Closer<'a> {
    search: &'a Search<'a>,
    sieve: &'a Sieve,
    grader: &'a Grader<'a>,
    pairs: Vec<Pair>,
    listed: Vec<DictWord<'a>>,
    weights: Vec<f32>,
    /// Readings of words without a common key that may still be compared.
    unkeyed: usize,
    /// How alike parts of the query and words beside each other are, by their numbers.
    joined: FxHashMap<(u32, Vec<u32>), f32>,
}

impl<'a> Closer<'a> {
    /// Nothing looked at yet.
    pub fn new(search: &'a Search<'a>, sieve: &'a Sieve, grader: &'a Grader<'a>) -> Self {
        let (pairs, listed, weights) = (Vec::new(), Vec::new(), Vec::new());
        let joined = FxHashMap::default();
        Self { search, sieve, grader, pairs, listed, weights, unkeyed: MOST_UNKEYED, joined }
    }

    /// The name as a candidate, if its bound is high enough for the listing that it is a name of. Of an `open` one the
    /// words without a common key are compared as well.
    pub fn look(&mut self, name: u32, open: bool) -> Option<Candidate> {
        let search = self.search;
        if self.sieve.is_held_back(name) {
            return None;
        }
        let cuts = || search.asked.cuts.iter().filter(|cut| !cut.weights.is_empty());
        let least = search.least(name);
        let exact = bound::inexact() < least;
        if bound::whole() < least {
            return None;
        }
        // Words that are like ours and share no key agree no letter for letter.
        let open = open && !exact;
        let (number, words) = search.list.index.row(name)?;
        let words = words.get(..MOST_WORDS).unwrap_or(words);
        if !open && !cuts().any(|cut| self.may(cut, name, words, least)) {
            return None;
        }
        if search.list.natures.get(number as usize) != Some(&search.asked.nature) {
            return None;
        }
        let known = score::particulars(search.query.known(), search.list.known(number), false);
        // What the names have to bring.
        let least = search.floor - SLACK - known.map(|point| point.worth()).sum::<f32>();
        if bound::whole() < least || !open && !cuts().any(|cut| self.does(cut, name, words, least)) {
            return None;
        }
        self.listed.clear();
        self.listed.extend(words.iter().filter_map(|word| search.list.index.word_of(*word)));
        self.weights.clear();
        self.weights.extend(self.listed.iter().map(|word| word.weight()));
        let (mut best, mut cuts) = (f32::NEG_INFINITY, 0_u64);
        for (at, cut) in search.asked.cuts.iter().enumerate().filter(|(_, cut)| !cut.weights.is_empty()) {
            let bound = if open && self.is_doubtful(cut) {
                bound::whole()
            } else if open && cut.is_sole && !self.does(cut, name, words, least) {
                f32::NEG_INFINITY
            } else {
                self.bound(cut, name, words, open, least)
            };
            if bound >= least {
                cuts |= 1 << at.min(LAST_READING);
                best = best.max(bound);
            }
        }
        (cuts != 0).then_some(Candidate { bound: best - least, number, name, cuts })
    }

    /// Whether pairs taken as they come say too little of an open name: a letter may stand for several words, and words
    /// that say little together may be written as one without a key in common.
    fn is_doubtful(&self, cut: &Cut) -> bool {
        let asked = || cut.parts.iter().filter_map(|(part, _)| self.search.asked.words.get(*part as usize));
        let initial = self.listed.iter().any(|word| word.part() == Part::Initial)
            || asked().any(|word| word.part == Part::Initial);
        let text = |word: &DictWord<'a>| word.readings().next().map_or("", |(text, _)| text);
        let joined = |neighbours: &[DictWord<'a>]| {
            let letters: usize = neighbours.iter().map(|word| word.letters()).sum();
            let first = neighbours.first().map_or("", text).bytes().next();
            asked()
                .filter_map(|word| word.sounds.first())
                .any(|sound| sound.text.len().abs_diff(letters) <= 1 && sound.text.bytes().next() == first)
        };
        initial || self.listed.windows(2).any(joined) || self.listed.windows(3).any(joined)
    }

    /// A first look: whether words that share a key could bring `least`, were they the same.
    fn may(&self, cut: &Cut, name: u32, words: &[u32], least: f32) -> bool {
        self.is_enough(cut, name, words, least, |word| {
            let add = |met: Like, part: u32| met.or(cut.places_of(part), cut.weight_of(part), 1.0);
            self.sieve.matches(word).fold(Like::default(), |met, found| add(met, found.part))
        })
    }

    /// A second look: whether words could bring `least`, were each what it is most like.
    fn does(&self, cut: &Cut, name: u32, words: &[u32], least: f32) -> bool {
        self.is_enough(cut, name, words, least, |word| {
            let add = |met: Like, part: u32, grade: f32| met.or(cut.places_of(part), cut.weight_of(part), grade);
            self.matches(word).fold(Like::default(), |met, (part, grade)| add(met, part, grade))
        })
    }

    /// What a word of the dictionary is like, and how much.
    fn matches(&self, word: u32) -> impl Iterator<Item = (u32, f32)> {
        let listed = move || self.search.list.index.word_of(word);
        let grade = move |part: u32| listed().map_or(0.0, |listed| self.grader.grade(part, listed));
        let matches = self.sieve.matches(word).map(move |found| (found.part, found.grade(|| grade(found.part))));
        matches.filter(|(_, grade)| *grade > 0.0)
    }

    /// Whether what words are `like` can bring `least`, by what is left over.
    fn is_enough(&self, cut: &Cut, name: u32, words: &[u32], least: f32, like: impl Fn(u32) -> Like) -> bool {
        let apart = self.sieve.joints(name).fold(0, |all, part| all | cut.places_of(part));
        let side = Side(&cut.weights);
        let (mut union, mut most, mut worst, mut whole, mut left) = (apart, side.of(apart), 0.0_f32, 0.0_f32, 0.0_f32);
        let (mut small, mut smalls) = (0.0_f32, false);
        for word in words {
            let (like, tells) = (like(*word), self.search.list.index.tells(*word));
            // A word of theirs can be but one of ours.
            (union, most, whole) = (union | like.places, most + like.weight, whole + tells);
            smalls |= tells <= SMALL;
            if like.places == 0 && tells <= SMALL {
                small += tells;
            } else if like.places == 0 {
                left += tells;
            } else if tells > 0.3 {
                worst = worst.max(1.0 - like.grade);
                if bound::quick(worst, 0.0, 0.0) < least {
                    return false;
                }
            }
        }
        // What is written apart takes words that look as if they were left over.
        let left = if apart == 0 { left } else { (left - APART_WEIGHT).max(0.0) };
        let ours = side.left(union).max(side.whole() - most);
        // Small words may stand for one another, whatever they are.
        let ours = if smalls { ours - side.small_left(union, SMALL) } else { ours };
        let left = if side.small_left(0, SMALL) > 0.0 { left } else { left + small };
        left.min(ours) < self.search.most_left
            && bound::quick(worst, ours / side.whole(), left / whole.max(0.01)) >= least
    }

    /// The bound of a name for one reading of the query; less than `least` may be any number below it.
    fn bound(&mut self, cut: &Cut, name: u32, words: &[u32], open: bool, least: f32) -> f32 {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.clear();
        for (place, word) in self.listed.iter().enumerate() {
            for (part, grade) in self.matches(word.number()) {
                let asked = cut.parts.iter().filter(|(of, _)| *of == part);
                let pair = |(_, places): &(u32, u16)| Pair { grade, ours: *places, theirs: 1 << place, initial: false };
                pairs.extend(asked.map(pair));
            }
        }
        let patience = self.listed.iter().map(|word| patience(word.script(), word.script())).max();
        let patience = patience.unwrap_or(cut.patience).max(cut.patience);
        let mut best = self.worth(cut, Met::default(), &mut pairs, open, patience, least);
        for joint in self.sieve.joints(name) {
            for (grade, theirs) in self.apart(joint, name, words) {
                for (_, ours) in cut.parts.iter().filter(|(part, _)| *part == joint) {
                    let mut met = Met::default();
                    let pair = Pair { grade, ours: *ours, theirs, initial: false };
                    met.add(&mut [pair], Side(&cut.weights), Side(&self.weights));
                    best = best.max(self.worth(cut, met, &mut pairs, open, patience, least));
                }
            }
        }
        self.pairs = pairs;
        best
    }

    /// The bound of what has met with what else may meet.
    fn worth(
        &mut self,
        cut: &Cut,
        mut met: Met,
        pairs: &mut Vec<Pair>,
        open: bool,
        patience: Patience,
        least: f32,
    ) -> f32 {
        let keyed = pairs.len();
        met.add(pairs, Side(&cut.weights), Side(&self.weights));
        let best = met.at_best().bound(Side(&cut.weights), Side(&self.weights), patience);
        if best < least {
            return f32::NEG_INFINITY;
        }
        self.others(cut, &met, open, pairs);
        met.add(pairs.get_mut(keyed..).unwrap_or_default(), Side(&cut.weights), Side(&self.weights));
        pairs.truncate(keyed);
        met.bound(Side(&cut.weights), Side(&self.weights), patience)
    }

    /// How a name writes a part apart: how alike that is, and the places of the words.
    fn apart(&mut self, part: u32, name: u32, words: &[u32]) -> Vec<(f32, u16)> {
        let search = self.search;
        let Some(sought) = search.asked.sought.get(part as usize) else { return Vec::new() };
        let mut found = Vec::new();
        for (first, count) in search.list.index.apart(name, &sought.word) {
            let Some(neighbours) = words.get(first..first + count) else { continue };
            let key = (part, neighbours.to_vec());
            let grade = match self.joined.get(&key) {
                Some(grade) => *grade,
                None => {
                    let grade = self.joined_grade(part, neighbours);
                    let _ = self.joined.insert(key, grade);
                    grade
                }
            };
            if grade > assign::LEAST_JOINED {
                found.push((grade, ((1 << count) - 1) << first));
            }
        }
        found
    }

    /// How alike a part is to words beside each other, written as one; 0.0 for not at all.
    fn joined_grade(&self, part: u32, neighbours: &[u32]) -> f32 {
        let search = self.search;
        let listed = |number: &u32| {
            let word = search.list.index.word_of(*number)?;
            Word::new(*number, word.text(), word.readings())
        };
        let words: Option<Vec<Word>> = neighbours.iter().map(listed).collect();
        let joined = words.and_then(|words| alike::join(&words));
        let likeness = joined.zip(search.asked.words.get(part as usize));
        likeness.and_then(|(joined, ours)| search.memory.alike(&joined, ours)).map_or(0.0, |likeness| likeness.grade)
    }

    /// Pairs of words that share no key, where both sides have one left: they may be alike all the same.
    fn others(&mut self, cut: &Cut, met: &Met, open: bool, pairs: &mut Vec<Pair>) {
        for (part, places) in cut.parts.iter().filter(|(_, places)| places.is_power_of_two()) {
            let Some(ours) = self.search.asked.words.get(*part as usize) else { continue };
            for (place, word) in self.listed.iter().enumerate() {
                if met.ours & places != 0 || met.theirs >> place & 1 == 1 {
                    continue;
                }
                let initial = bound::may_be_initial(ours.part, word.part());
                let grade = if is_small(ours.part) && is_small(word.part()) {
                    1.0
                } else if initial {
                    f32::from(u8::from(begin_alike(ours, *word) || self.search.memory.is_called(ours, *word)))
                } else if open && ours.part.is_full() && word.part().is_full() && self.unkeyed > 0 {
                    self.unkeyed = self.unkeyed.saturating_sub(ours.sounds.len() * word.readings().len());
                    self.grader.grade(*part, *word)
                } else {
                    0.0
                };
                if grade > 0.0 {
                    pairs.push(Pair { grade, ours: *places, theirs: 1 << place, initial });
                }
            }
        }
    }
}

/// Whether a word is one that small words may stand for.
fn is_small(part: Part) -> bool {
    matches!(part, Part::Particle | Part::Title)
}

/// Whether two words begin with the same letter.
fn begin_alike(ours: &Word, theirs: DictWord<'_>) -> bool {
    let first = |text: &str| text.bytes().next();
    let letters = || ours.sounds.iter().filter_map(|sound| first(&sound.text));
    theirs.readings().any(|(text, _)| letters().any(|letter| first(text) == Some(letter)))
}
