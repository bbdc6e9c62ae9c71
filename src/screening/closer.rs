//! Names looked at word by word: may they score enough?

use std::cell::RefCell;

use super::alike;
use super::asked::{Asked, Cut};
use super::bound::{self, Met, Pair, Side};
use super::index::{DictWord, Role, Sieve};
use super::name::{MOST_WORDS, Part, Word, patience};
use super::phones::{Patience, Ruler};
use super::score::{self, Point};
use super::search::Search;

/// What a bound may be too low by, in points: it takes pairs as they come, and the score the best assignment.
pub(super) const SLACK: f32 = 0.5;
/// Readings of words without a common key that are compared, at most: the names of the rarest word come first.
const MOST_UNKEYED: usize = 400;
/// How much less alike one reading may be, where another may be more.
const NEARLY: f32 = 0.08;
/// How alike neighbours, joined, have to be at the least.
const LEAST_JOINED: f32 = 0.85;
/// How alike words are that are no parts of another.
const ALIKE: f32 = 0.9;
/// How alike a word that is written apart on the list is taken to be.
const APART: f32 = 1.0;

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

/// Says how alike what is sought and a word of the dictionary are; 0.0 if that is less than `least` for their scripts.
pub(super) struct Grader<'a> {
    asked: &'a Asked,
    /// For alphabets, abjads and syllables.
    least: [f32; 3],
    /// For the part, the reading and the patience asked for last: words that are alike come one after the other.
    ruler: RefCell<(usize, usize, Patience, Ruler)>,
}

impl<'a> Grader<'a> {
    /// Nothing measured yet.
    pub fn new(asked: &'a Asked, least: [f32; 3]) -> Self {
        let ruler = Ruler::new(&[], Patience::Alphabet);
        Self { asked, least, ruler: RefCell::new((usize::MAX, 0, Patience::Alphabet, ruler)) }
    }

    /// By the reading that shares a key, and by all where that is nearly enough.
    pub fn one(&self, part: usize, reading: usize, listed: DictWord<'_>) -> f32 {
        let Some((ours, least)) = self.least(part, listed) else { return 0.0 };
        let Some(sound) = ours.sounds.get(reading) else { return 0.0 };
        let patience = patience(ours.script, listed.script());
        let ruler = &mut *self.ruler.borrow_mut();
        if (ruler.0, ruler.1, ruler.2) != (part, reading, patience) {
            *ruler = (part, reading, patience, Ruler::new(&sound.phones, patience));
        }
        let single = ours.sounds.len() == 1;
        let nearly = if single { least } else { least - NEARLY };
        let grade = alike::at_most_of(ours, sound, listed, nearly, &mut ruler.3);
        if grade >= least || grade == 0.0 { grade } else { alike::at_most(ours, listed, least) }
    }

    /// By all readings.
    fn all(&self, part: usize, listed: DictWord<'_>) -> f32 {
        self.least(part, listed).map_or(0.0, |(ours, least)| alike::at_most(ours, listed, least))
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
}

impl<'a> Closer<'a> {
    /// Nothing looked at yet.
    pub fn new(search: &'a Search<'a>, sieve: &'a Sieve, grader: &'a Grader<'a>) -> Self {
        let (pairs, listed, weights) = (Vec::new(), Vec::new(), Vec::new());
        Self { search, sieve, grader, pairs, listed, weights, unkeyed: MOST_UNKEYED }
    }

    /// The name as a candidate, if its bound is high enough for the listing that it is a name of. Of an `open` one the
    /// words without a common key are compared as well.
    pub fn look(&mut self, name: u32, open: bool) -> Option<Candidate> {
        let search = self.search;
        let (number, words) = search.list.index.row(name)?;
        let words = words.get(..MOST_WORDS).unwrap_or(words);
        if !open && !self.sieve.is_apart(name) && !search.asked.cuts.iter().any(|cut| self.may(cut, words)) {
            return None;
        }
        if search.list.natures.get(number as usize) != Some(&search.asked.nature) {
            return None;
        }
        self.listed.clear();
        self.listed.extend(words.iter().filter_map(|word| search.list.index.word_of(*word)));
        self.weights.clear();
        self.weights.extend(self.listed.iter().map(|word| word.weight()));
        let (mut best, mut cuts) = (f32::NEG_INFINITY, 0_u64);
        let least = search.floor - SLACK;
        for (at, cut) in search.asked.cuts.iter().enumerate().filter(|(_, cut)| !cut.weights.is_empty()) {
            let whole = open && self.is_doubtful(cut);
            let bound = if whole { bound::whole() } else { self.bound(cut, name, open) };
            if bound + search.bonus >= least {
                cuts |= 1 << at.min(63);
                best = best.max(bound);
            }
        }
        if cuts == 0 {
            return None;
        }
        let known = score::particulars(search.query.known(), search.list.known(number), false);
        let bound = best + known.iter().map(Point::worth).sum::<f32>();
        (bound >= least).then_some(Candidate { bound, number, name, cuts })
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

    /// A first look: whether not too much is left over, and what met is alike enough, were it the best for each word.
    fn may(&self, cut: &Cut, words: &[u32]) -> bool {
        let (mut met, mut worst, mut whole, mut left) = (0_u16, 0.0_f32, 0.0_f32, 0.0_f32);
        for word in words {
            let (mut like, mut grade) = (0, 0.0_f32);
            for found in self.sieve.matches(*word) {
                let places = cut.places.get(found.part as usize).copied().unwrap_or(0);
                if places != 0 {
                    (like, grade) = (like | places, grade.max(found.grade));
                }
            }
            let tells = self.search.list.index.word_of(*word).map_or(0.0, DictWord::weight);
            whole += tells;
            if like == 0 {
                left += tells;
            } else {
                met |= like;
                if tells > 0.3 {
                    worst = worst.max(1.0 - grade);
                }
            }
        }
        let ours = Side(&cut.weights).left(met);
        if left.min(ours) >= self.search.most_left {
            return false;
        }
        let over = (ours / Side(&cut.weights).whole() - left / whole.max(0.01)).max(0.0);
        let bound = bound::quick(worst, over);
        bound + self.search.bonus >= self.search.floor - SLACK
    }

    fn bound(&mut self, cut: &Cut, name: u32, open: bool) -> f32 {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.clear();
        for (place, word) in self.listed.iter().enumerate() {
            for found in self.sieve.matches(word.number()) {
                let asked = cut.parts.iter().filter(|(part, _)| *part == found.part);
                let pair = |(_, places): &(u32, u16)| Pair {
                    grade: found.grade,
                    ours: *places,
                    theirs: 1 << place,
                    initial: false,
                };
                pairs.extend(asked.map(pair));
            }
        }
        let patience = self.listed.iter().map(|word| patience(word.script(), word.script())).max();
        let patience = patience.unwrap_or(cut.patience).max(cut.patience);
        let mut best = self.worth(cut, Met::default(), &mut pairs, open, patience);
        for joint in self.sieve.joints(name) {
            for (_, ours) in cut.parts.iter().filter(|(part, _)| *part == joint) {
                let met = self.apart(cut, *ours, &pairs);
                best = best.max(self.worth(cut, met, &mut pairs, open, patience));
            }
        }
        self.pairs = pairs;
        best
    }

    /// The bound of what has met with what else may meet.
    fn worth(&mut self, cut: &Cut, mut met: Met, pairs: &mut Vec<Pair>, open: bool, patience: Patience) -> f32 {
        let keyed = pairs.len();
        met.add(pairs, Side(&cut.weights), Side(&self.weights));
        let best = met.at_best().bound(Side(&cut.weights), Side(&self.weights), patience);
        if best + self.search.bonus < self.search.floor - SLACK {
            return f32::NEG_INFINITY;
        }
        self.others(cut, &met, open, pairs);
        met.add(pairs.get_mut(keyed..).unwrap_or_default(), Side(&cut.weights), Side(&self.weights));
        pairs.truncate(keyed);
        met.bound(Side(&cut.weights), Side(&self.weights), patience)
    }

    /// A word of the query met as one that the name writes apart: whatever is not the like of another may be its parts.
    fn apart(&self, cut: &Cut, ours: u16, pairs: &[Pair]) -> Met {
        let alike = |place: &usize| {
            pairs.iter().any(|pair| pair.theirs >> place & 1 == 1 && pair.ours & ours == 0 && pair.grade >= ALIKE)
        };
        let rest = (0..self.listed.len()).filter(|place| !alike(place)).fold(0, |rest, at| rest | 1 << at);
        let mut met = Met::default();
        let pair = Pair { grade: APART, ours, theirs: rest, initial: false };
        met.add(&mut [pair], Side(&cut.weights), Side(&self.weights));
        met
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
                    self.grader.all(*part as usize, *word)
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
