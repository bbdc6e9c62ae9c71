//! How alike two words are.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::family;
use super::given::{Given, Kin, bit};
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
/// Words below this are not alike: a hair under six tenths, so that rounding does not decide.
pub const LEAST: f32 = 0.599_9;

/// What was compared already, for words that have a number.
#[derive(Debug)]
pub struct Memory<'a> {
    given: &'a Given,
    seen: RefCell<FxHashMap<(u32, u32), Option<Likeness>>>,
}

impl<'a> Memory<'a> {
    /// Nothing compared yet; which given names are one name is told by the table.
    pub fn new(given: &'a Given) -> Self {
        Self { given, seen: RefCell::default() }
    }

    /// Whether a name is one that many bear.
    pub fn is_common(&self, reading: &str) -> bool {
        self.given.is_common(reading) || family::is_common(reading)
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

/// How alike two words are; `None` if they are not. Symmetric.
pub fn alike(a: &Word, b: &Word, given: &Given) -> Option<Likeness> {
    if a.part == Part::Initial || b.part == Part::Initial {
        return initial(a, b, given);
    }
    let patience = patience(a.script, b.script);
    let mut best = f32::MIN;
    let ending = shared_ending(a, b);
    for x in &a.sounds {
        for y in &b.sounds {
            if x.text == y.text {
                best = best.max(1.0 - (x.cost + y.cost) * 0.05);
                continue;
            }
            let room = room(x, y, ending);
            let cost = (x.cost + y.cost) * 0.5;
            let most = (1.0 - best.max(LEAST)) * room;
            if cost < most {
                let apart = distance(&x.phones, &y.phones, patience, most - cost) + cost;
                best = best.max((1.0 - apart / room).min(0.99));
            }
        }
    }
    if a.script == Script::Han && b.script == Script::Han && a.text != b.text {
        // Many signs are read alike.
        best = best.min(OTHER_SIGNS);
    }
    if best < SPELLING {
        if patience == Patience::Alphabet {
            best = best.max(slip(a, b, ending));
        }
        match kinship(a, b, given) {
            Some(Kin::Spelling) => return Some(Likeness { grade: SPELLING.max(best), how: How::Spelling }),
            Some(Kin::Name) => return Some(Likeness { grade: KIN.max(best), how: How::Kin }),
            None if strangers(a, b, given) => best -= STRANGERS,
            None => {}
        }
    }
    (best >= LEAST).then_some(Likeness { grade: best, how: if best > 0.995 { How::Same } else { How::Near } })
}

/// How many letters apart words may be to be just not alike at all: short words leave less room for a slip, and an
/// ending that both share says nothing.
fn room(a: &Sound, b: &Sound, ending: f32) -> f32 {
    let length = (a.phones.len() + b.phones.len()) as f32 / 2.0 - ending;
    (length + 1.0).max(3.0) * 0.9
}

/// How many sounds the ending has that both words share, of those that many names end in.
fn shared_ending(a: &Word, b: &Word) -> f32 {
    if a.ending == b.ending { f32::from(a.ending) } else { 0.0 }
}

/// How alike words are that may differ by a slip of the pen: what is swapped may sound quite unlike.
fn slip(a: &Word, b: &Word, ending: f32) -> f32 {
    let firsts = a.sounds.first().zip(b.sounds.first());
    let slipped = firsts.filter(|(x, y)| is_slip(x.text.as_bytes(), y.text.as_bytes()));
    slipped.map_or(f32::MIN, |(x, y)| 1.0 - SLIP / room(x, y, ending))
}

/// How the likeliest readings of two words are one given name.
fn kinship(a: &Word, b: &Word, given: &Given) -> Option<Kin> {
    let likely =
        |word: &Word| -> Vec<Box<str>> { word.sounds.iter().take(3).map(|sound| sound.text.clone()).collect() };
    let (ours, theirs) = (likely(a), likely(b));
    ours.iter().flat_map(|x| theirs.iter().filter_map(|y| given.kinship(x, y))).min()
}

/// Whether both are well-known names, and not the same one: what is near is then no slip.
fn strangers(a: &Word, b: &Word, given: &Given) -> bool {
    let known =
        |word: &Word| word.sounds.first().is_some_and(|s| given.is_common(&s.text) || family::is_common(&s.text));
    known(a) && known(b)
}

/// An initial meets what begins with it, and a name that is called by another that does: B for Robert.
fn initial(a: &Word, b: &Word, given: &Given) -> Option<Likeness> {
    let letters = |word: &Word| word.sounds.iter().filter_map(|s| s.text.bytes().next()).fold(0, |all, l| all | bit(l));
    let called = |word: &Word| word.sounds.iter().take(3).fold(0, |all, sound| all | given.initials_of(&sound.text));
    let (x, y) = (letters(a), letters(b));
    let both = a.part == b.part;
    if x & y != 0 {
        let how = if both { How::Same } else { How::Initial };
        return Some(Likeness { grade: if both { 1.0 } else { INITIAL }, how });
    }
    let kin = if a.part == Part::Initial { x & called(b) } else { called(a) & y };
    (!both && kin != 0).then_some(Likeness { grade: KIN_INITIAL, how: How::Initial })
}
