//! Names as rows of words, and the entries they belong to.

use serde::{Deserialize, Serialize};

use super::Full;
use super::pairs::Pairs;

/// A name that belongs to no entry any more.
const GONE: u32 = u32::MAX;
/// Names gone before it is worth to clear them away.
const MANY_GONE: usize = 1024;

/// Numbered names: the words of each in writing order, and its entry.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Names {
    words: Vec<u32>,
    rows: Vec<Row>,
    /// A bit for each name that has a single telling word at the most.
    lone: Vec<u64>,
    /// A bit for each that has two at the most.
    few: Vec<u64>,
    /// Entries and the numbers of their names; none where entries stay.
    of_entry: Pairs,
    /// Whether entries stay.
    fixed: bool,
    gone: usize,
    /// Numbers of names that are gone and found nowhere any more.
    free: Vec<u32>,
}

/// One name: where its words stand, how many they are, and whose it is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Row {
    start: u32,
    entry: u32,
    length: u8,
}

/// A name that is gone.
const NO_ROW: Row = Row { start: 0, entry: GONE, length: 0 };

impl Names {
    /// No names yet, of entries that stay.
    pub fn fixed() -> Self {
        Self { fixed: true, ..Self::default() }
    }

    /// Lets additions wait until [`settle`](Self::settle).
    pub fn expect_many(&mut self) {
        self.of_entry.expect_many();
    }

    /// Takes in a name; no more than 255 words of it, of which so many are telling.
    pub fn put(&mut self, entry: u32, words: &[u32], telling: u32) -> Result<u32, Full> {
        let start = u32::try_from(self.words.len()).map_err(|_| Full)?;
        if entry == GONE || self.rows.len() >= GONE as usize {
            return Err(Full);
        }
        let (length, words) = match u8::try_from(words.len()) {
            Ok(length) => (length, words),
            Err(_) => (u8::MAX, words.get(..usize::from(u8::MAX)).unwrap_or_default()),
        };
        self.words.extend_from_slice(words);
        let name = match self.free.pop() {
            Some(name) => name,
            None => {
                self.rows.push(NO_ROW);
                u32::try_from(self.rows.len() - 1).map_err(|_| Full)?
            }
        };
        if let Some(row) = self.rows.get_mut(name as usize) {
            *row = Row { start, entry, length };
        }
        set(&mut self.lone, name, telling <= 1);
        set(&mut self.few, name, telling <= 2);
        if !self.fixed {
            self.of_entry.put(entry, name);
        }
        Ok(name)
    }

    /// The words of a name; none for one that is gone.
    pub fn words(&self, name: u32) -> &[u32] {
        let Some(row) = self.rows.get(name as usize) else { return &[] };
        self.words.get(row.start as usize..row.start as usize + usize::from(row.length)).unwrap_or_default()
    }

    /// A bit for each name that has a single telling word at the most.
    pub fn lone(&self) -> &[u64] {
        &self.lone
    }

    /// A bit for each name that has two telling words at the most.
    pub fn few(&self) -> &[u64] {
        &self.few
    }

    /// How many words a name has; 0 for one that is gone.
    pub fn length(&self, name: u32) -> u8 {
        self.rows.get(name as usize).map_or(0, |row| row.length)
    }

    /// Gives every word another number.
    pub fn renumber(&mut self, numbers: &[u32]) {
        for word in &mut self.words {
            *word = numbers.get(*word as usize).copied().unwrap_or(*word);
        }
    }

    /// Puts the names in another order, by their numbers before, and gives each entry another number.
    pub fn order(&mut self, order: &[u32], entries: &[u32]) {
        let mut ordered = Self { fixed: self.fixed, ..Self::default() };
        ordered.words.reserve_exact(self.words.len());
        ordered.rows.reserve_exact(order.len());
        for (name, before) in (0..).zip(order) {
            let row = self.rows.get(*before as usize).copied().unwrap_or(NO_ROW);
            // As many words as before could be numbered.
            let start = u32::try_from(ordered.words.len()).unwrap_or(u32::MAX);
            ordered.words.extend_from_slice(self.words(*before));
            let entry = entries.get(row.entry as usize).copied().unwrap_or(row.entry);
            ordered.rows.push(Row { start, entry, ..row });
            set(&mut ordered.lone, name, is_set(&self.lone, *before));
            set(&mut ordered.few, name, is_set(&self.few, *before));
        }
        (self.words, self.rows, self.lone, self.few) = (ordered.words, ordered.rows, ordered.lone, ordered.few);
    }

    /// The entry of a name; `None` for one that is gone.
    pub fn entry(&self, name: u32) -> Option<u32> {
        self.rows.get(name as usize).map(|row| row.entry).filter(|entry| *entry != GONE)
    }

    /// The names of an entry; none where entries stay.
    pub fn of_entry(&self, entry: u32) -> Vec<u32> {
        let mut names = Vec::new();
        self.of_entry.each(entry, |name| names.push(name));
        names.retain(|name| self.entry(*name) == Some(entry));
        names
    }

    /// Takes a name from its entry. Its number still stands among the names of its words.
    pub fn remove(&mut self, name: u32) {
        if let Some(row) = self.rows.get_mut(name as usize).filter(|row| row.entry != GONE) {
            *row = NO_ROW;
            self.gone += 1;
        }
    }

    /// Whether so many names are gone that they ought to be cleared away.
    pub fn many_gone(&self) -> bool {
        self.gone > MANY_GONE && self.gone > self.len()
    }

    /// Forgets names that are gone; their numbers are given again.
    pub fn clear_gone(&mut self) {
        let mut kept = Vec::with_capacity(self.words.len() / 2);
        self.free.clear();
        for (name, row) in (0..).zip(&mut self.rows) {
            let words = self.words.get(row.start as usize..row.start as usize + usize::from(row.length));
            row.start = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            kept.extend_from_slice(words.unwrap_or_default());
            if row.entry == GONE {
                self.free.push(name);
            }
        }
        self.words = kept;
        let rows = &self.rows;
        self.of_entry.retain(|name| rows.get(name as usize).is_some_and(|row| row.entry != GONE));
        self.gone = 0;
    }

    /// Numbers that have been given: names there are, and names that are gone.
    pub fn numbers(&self) -> usize {
        self.rows.len()
    }

    /// Names there are.
    pub fn len(&self) -> usize {
        self.rows.len() - self.gone - self.free.len()
    }

    /// Gives back memory that is held for names to come.
    pub fn settle(&mut self) {
        self.words.shrink_to_fit();
        self.rows.shrink_to_fit();
        self.lone.shrink_to_fit();
        self.few.shrink_to_fit();
        self.of_entry.settle();
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        4 * (self.words.capacity() + self.free.capacity())
            + 8 * (self.lone.capacity() + self.few.capacity())
            + self.rows.capacity() * size_of::<Row>()
            + self.of_entry.bytes()
    }
}

/// Whether the bit of a name is set.
fn is_set(bits: &[u64], name: u32) -> bool {
    bits.get((name >> 6) as usize).is_some_and(|bits| bits >> (name & 63) & 1 == 1)
}

/// Sets the bit of a name.
fn set(bits: &mut Vec<u64>, name: u32, on: bool) {
    let (place, bit) = ((name >> 6) as usize, 1_u64 << (name & 63));
    if place >= bits.len() {
        bits.resize(place + 1, 0);
    }
    if let Some(bits) = bits.get_mut(place) {
        *bits = if on { *bits | bit } else { *bits & !bit };
    }
}
