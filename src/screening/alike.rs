//! How alike two words are.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::family;
use super::given::{Given, Kin, bit};
use super::index::{DictWord, Spoken};
use super::name::{NO_NUMBER, Part, Sound, Word, patience};
use super::phones::{Patience, distance, is_slip};
use super::reading::Script;

/// How two words agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// Letter for letter.
    Same,
    /// They are spellings of one name.
    Spelling,
    /// They are the same name in two languages, or a nickname.
    Kin,
    /// They sound alike, or differ by a slip.
    Near,
    /// One is the initial of the other.
    Initial,
}

/// How alike two words are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// 1 for the same, down to [`LEAST`].
    pub grade: f32,
    /// How they agree.
    pub how: How,
}

/// How alike spellings of one name are.
const SPELLING: f32 = 0.97;
/// How alike one name in two languages is, or a name and its short form.
const KIN: f32 = 0.88;
/// What two well-known names are less alike than they look.
const STRANGERS: f32 = 0.1;
/// The most that two words in Han are alike which are read alike and written with other signs.
const OTHER_SIGNS: f32 = 0.75;
/// How alike a name and its initial are.
const INITIAL: f32 = 0.9;
/// How alike a name and the initial of what its bearers are called are.
const KIN_INITIAL: f32 = 0.85;
/// How far apart words are that differ by a slip of the pen, in letters.
const SLIP: f32 = 0.85;
/// Readings of a word that may be one given name with another's.
const LIKELY: usize = 3;
/// How many neighbours are joined at most.
pub const MOST_JOINED: usize = 3;
/// Words below this are not alike: a hair under six tenths, so that rounding does not decide.
pub const LEAST: f32 = 0.599_9;

/// What was compared already, for words that have a number.
#[derive(Debug)]
pub struct Memory<'a> {
    given: &'a Given,
    seen: RefCell<FxHashMap<(u32, u32), Option<Likeness>>>,
    joined: RefCell<FxHashMap<Neighbours, Option<Word>>>,
}

/// Words beside each other, by their numbers.
type Neighbours = (Side, [u32; MOST_JOINED]);

/// Whose words have a number: the same number is another word on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Of the query.
    Query,
    /// Listed.
    Listed,
}

impl<'a> Memory<'a> {
    /// Nothing compared yet; which given names are one name is told by the table.
    pub fn new(given: &'a Given) -> Self {
        Self { given, seen: RefCell::default(), joined: RefCell::default() }
    }

    /// Words of one side beside each other as one, joined once for all; `None` where that would be a title.
    pub fn join(&self, words: &[Word], side: Side) -> Option<Word> {
        let mut numbers = [NO_NUMBER; MOST_JOINED];
        numbers.iter_mut().zip(words).for_each(|(number, word)| *number = word.number);
        if words.len() > MOST_JOINED || numbers.iter().take(words.len()).any(|number| *number == NO_NUMBER) {
            return join(words);
        }
        if let Some(known) = self.joined.borrow().get(&(side, numbers)) {
            return known.clone();
        }
        let mut all = self.joined.borrow_mut();
        // Numbers from above, which no list of words reaches.
        let number = u32::try_from(all.len()).map_or(NO_NUMBER, |count| NO_NUMBER.saturating_sub(1 + count));
        let joined = join(words).map(|word| Word { number, ..word });
        let _ = all.insert((side, numbers), joined.clone());
        joined
    }

    /// Whether a name is one that many bear.
    pub fn is_common(&self, reading: &str) -> bool {
        self.given.is_common(reading) || family::is_common(reading)
    }

    /// Whether one of them may be the initial of what bearers of the other are called.
    pub fn is_called(&self, ours: &Word, theirs: DictWord<'_>) -> bool {
        let of_theirs = || theirs.readings().map(|(text, _)| text);
        let (x, y) = (letters(ours.sounds.iter().map(|sound| &*sound.text)), letters(of_theirs()));
        let called = |text: &str| self.given.initials_of(text);
        let by_us = ours.sounds.iter().fold(0, |all, sound| all | called(&sound.text));
        x & of_theirs().fold(0, |all, text| all | called(text)) != 0 || by_us & y != 0
    }

    /// How alike two words are ([`alike`]), compared once for each pair of numbers.
    pub fn alike(&self, a: &Word, b: &Word) -> Option<Likeness> {
        if a.number == NO_NUMBER || b.number == NO_NUMBER {
            return alike(a, b, self.given);
        }
        let pair = (a.number, b.number);
        if let Some(known) = self.seen.borrow().get(&pair) {
            return *known;
        }
        let likeness = alike(a, b, self.given);
        let _ = self.seen.borrow_mut().insert(pair, likeness);
        likeness
    }
}

/// Words beside each other as one; `None` where that would be a title.
pub fn join(words: &[Word]) -> Option<Word> {
    let (first, rest) = words.split_first()?;
    rest.iter().try_fold(first.clone(), |joined, next| joined.joined(next))
}

/// How alike two words are; `None` if they are not. Symmetric.
pub fn alike(a: &Word, b: &Word, given: &Given) -> Option<Likeness> {
    if a.part == Part::Initial || b.part == Part::Initial {
        return initial(a, b, given);
    }
    let theirs = b.sounds.iter().map(|sound| Spoken { text: &sound.text, phones: &sound.phones, cost: sound.cost });
    let mut best = by_sound(&a.sounds, theirs, patience(a.script, b.script), LEAST, shared_ending(a, b));
    if a.script == Script::Han && b.script == Script::Han && a.text != b.text {
        // Many signs are read alike.
        best = best.min(OTHER_SIGNS);
    }
    if best < SPELLING {
        match kinship(a, b, given) {
            Some(Kin::Spelling) => return Some(Likeness { grade: SPELLING.max(best), how: How::Spelling }),
            Some(Kin::Name) => return Some(Likeness { grade: KIN.max(best), how: How::Kin }),
            None if strangers(a, b, given) => best -= STRANGERS,
            None => {}
        }
    }
    (best >= LEAST).then_some(Likeness { grade: best, how: if best > 0.995 { How::Same } else { How::Near } })
}

/// How many sounds the ending has that both words share, of those that many names end in.
fn shared_ending(a: &Word, b: &Word) -> f32 {
    if a.ending == b.ending { f32::from(a.ending) } else { 0.0 }
}

/// How alike the readings of two words are that sound most alike, where their `ending` says nothing; what is at `least` at the most may be answered as any
/// number up to it.
fn by_sound<'a>(
    ours: &[Sound],
    theirs: impl Iterator<Item = Spoken<'a>> + Clone,
    patience: Patience,
    least: f32,
    ending: f32,
) -> f32 {
    ours.iter().fold(f32::MIN, |best, x| of_sound(x, theirs.clone(), patience, best, (least, ending)))
}

/// The same of one reading, where `best` is known already.
fn of_sound<'a>(
    ours: &Sound,
    theirs: impl Iterator<Item = Spoken<'a>>,
    patience: Patience,
    mut best: f32,
    (least, ending): (f32, f32),
) -> f32 {
    for other in theirs {
        if *ours.text == *other.text {
            best = best.max(1.0 - (ours.cost + other.cost) * 0.05);
            continue;
        }
        let length = (ours.phones.len() + other.phones.len()) as f32 / 2.0 - ending;
        // Short words leave less room for a slip.
        let room = (length + 1.0).max(3.0) * 0.9;
        let cost = (ours.cost + other.cost) * 0.5;
        let most = (1.0 - best.max(least)) * room;
        if cost < most {
            let apart = distance(&ours.phones, other.phones, patience, most - cost) + cost;
            best = best.max((1.0 - apart / room).min(0.99));
        }
        // What is swapped may sound quite unlike.
        let slipped = 1.0 - (SLIP + cost) / room;
        if slipped > best && is_slip(ours.text.as_bytes(), other.text.as_bytes()) {
            best = slipped;
        }
    }
    best
}

/// How alike a word and one of a dictionary are, kinship apart, or more; 0.0 if it is below `least`.
pub fn at_most(a: &Word, b: DictWord<'_>, least: f32) -> f32 {
    let best =
        written(a, b).unwrap_or_else(|| by_sound(&a.sounds, b.spoken(), patience(a.script, b.script()), least, 0.0));
    if best >= least { best } else { 0.0 }
}

/// How alike they are as written, if that says it all.
fn written(a: &Word, b: DictWord<'_>) -> Option<f32> {
    let same = *a.text == *b.text();
    let signs = a.script == Script::Han && b.script() == Script::Han;
    same.then_some(1.0).or(signs.then_some(OTHER_SIGNS))
}

/// How the likeliest readings of two words are one given name.
fn kinship(a: &Word, b: &Word, given: &Given) -> Option<Kin> {
    let ours = a.sounds.iter().take(LIKELY);
    ours.flat_map(|x| b.sounds.iter().take(LIKELY).filter_map(|y| given.kinship(&x.text, &y.text))).min()
}

/// Whether both are well-known names, and not the same one: what is near is then no slip.
fn strangers(a: &Word, b: &Word, given: &Given) -> bool {
    let known =
        |word: &Word| word.sounds.first().is_some_and(|s| given.is_common(&s.text) || family::is_common(&s.text));
    known(a) && known(b)
}

/// An initial meets what begins with it, and a name that is called by another that does: B for Robert.
fn initial(a: &Word, b: &Word, given: &Given) -> Option<Likeness> {
    let called = |word: &Word| word.sounds.iter().take(3).fold(0, |all, sound| all | given.initials_of(&sound.text));
    let (x, y) = (letters(a.sounds.iter().map(|s| &*s.text)), letters(b.sounds.iter().map(|s| &*s.text)));
    let both = a.part == b.part;
    if x & y != 0 {
        let how = if both { How::Same } else { How::Initial };
        return Some(Likeness { grade: if both { 1.0 } else { INITIAL }, how });
    }
    let kin = if a.part == Part::Initial { x & called(b) } else { called(a) & y };
    (!both && kin != 0).then_some(Likeness { grade: KIN_INITIAL, how: How::Initial })
}

/// The letters that readings begin with.
fn letters<'a>(readings: impl Iterator<Item = &'a str>) -> u32 {
    readings.filter_map(|text| text.bytes().next()).fold(0, |all, letter| all | bit(letter))
}
