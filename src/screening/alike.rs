//! How alike two words are.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

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

/// The most that two words in Han are alike which are read alike and written with other signs.
const OTHER_SIGNS: f32 = 0.75;
/// Words below this are not alike.
pub const LEAST: f32 = 0.45;

/// What was compared already, for words that have a number.
#[derive(Debug, Default)]
pub struct Memory(RefCell<FxHashMap<(u32, u32), Option<Likeness>>>);

impl Memory {
    /// How alike two words are ([`alike`]), compared once for each pair of numbers.
    pub fn alike(&self, a: &Word, b: &Word) -> Option<Likeness> {
        if a.number == NO_NUMBER || b.number == NO_NUMBER {
            return alike(a, b);
        }
        let pair = (a.number, b.number);
        if let Some(known) = self.0.borrow().get(&pair) {
            return *known;
        }
        let likeness = alike(a, b);
        let _ = self.0.borrow_mut().insert(pair, likeness);
        likeness
    }
}

/// How alike two words are; `None` if they are not. Symmetric.
pub fn alike(a: &Word, b: &Word) -> Option<Likeness> {
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
    (best >= LEAST).then_some(Likeness { grade: best, how: if best > 0.995 { How::Same } else { How::Near } })
}

fn initial(a: &Word, b: &Word) -> Option<Likeness> {
    let first = |word: &Word| -> Vec<u8> { word.sounds.iter().filter_map(|s| s.text.bytes().next()).collect() };
    let (x, y) = (first(a), first(b));
    let same = x.iter().any(|letter| y.contains(letter));
    let both = a.part == b.part;
    same.then_some(Likeness { grade: if both { 1.0 } else { 0.9 }, how: if both { How::Same } else { How::Initial } })
}
