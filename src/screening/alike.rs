//! How alike two words are.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::given::{Given, Kin};
use super::name::{NO_NUMBER, Part, Word, patience};
use super::phones::distance;
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
/// Words below this are not alike.
pub const LEAST: f32 = 0.6;

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
        return initial(a, b);
    }
    let patience = patience(a.script, b.script);
    let mut best = f32::MIN;
    for x in &a.sounds {
        for y in &b.sounds {
            if x.text == y.text {
                best = best.max(1.0 - (x.cost + y.cost) * 0.05);
                continue;
            }
            let length = (x.phones.len() + y.phones.len()) as f32 / 2.0;
            // Short words leave less room for a slip.
            let room = (length + 1.0).max(3.0) * 0.9;
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
        match kinship(a, b, given) {
            Some(Kin::Spelling) => return Some(Likeness { grade: SPELLING.max(best), how: How::Spelling }),
            Some(Kin::Name) => return Some(Likeness { grade: KIN.max(best), how: How::Kin }),
            None if strangers(a, b, given) => best -= STRANGERS,
            None => {}
        }
    }
    (best >= LEAST).then_some(Likeness { grade: best, how: if best > 0.995 { How::Same } else { How::Near } })
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
    let known = |word: &Word| word.sounds.first().is_some_and(|sound| given.is_common(&sound.text));
    known(a) && known(b)
}

fn initial(a: &Word, b: &Word) -> Option<Likeness> {
    let first = |word: &Word| -> Vec<u8> { word.sounds.iter().filter_map(|s| s.text.bytes().next()).collect() };
    let (x, y) = (first(a), first(b));
    let same = x.iter().any(|letter| y.contains(letter));
    let both = a.part == b.part;
    same.then_some(Likeness { grade: if both { 1.0 } else { 0.9 }, how: if both { How::Same } else { How::Initial } })
}
