//! Names as rows of words, and the entries they belong to.

use super::Full;
use super::pairs::Pairs;

/// A name that belongs to no entry any more.
const GONE: u32 = u32::MAX;
/// Names gone before it is worth to clear them away.
const MANY_GONE: usize = 1024;

/// Numbered names: the words of each in writing order, and its entry.
#[derive(Debug, Default)]
pub(super) struct Names {
    words: Vec<u32>,
    starts: Vec<u32>,
    lengths: Vec<u8>,
    entries: Vec<u32>,
    of_entry: Pairs,
    gone: usize,
    /// Numbers of names that are gone and found nowhere any more.
    free: Vec<u32>,
}

impl Names {
    /// Lets additions wait until [`settle`](Self::settle).
    pub fn expect_many(&mut self) {
        self.of_entry.expect_many();
    }

    /// Takes in a name; no more than 255 words of it.
    pub fn put(&mut self, entry: u32, words: &[u32]) -> Result<u32, Full> {
        let start = u32::try_from(self.words.len()).map_err(|_| Full)?;
        if entry == GONE || self.entries.len() >= GONE as usize {
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
                self.starts.push(0);
                self.lengths.push(0);
                self.entries.push(GONE);
                u32::try_from(self.entries.len() - 1).map_err(|_| Full)?
            }
        };
        self.set(name, start, length, entry);
        self.of_entry.put(entry, name);
        Ok(name)
    }

    fn set(&mut self, name: u32, start: u32, length: u8, entry: u32) {
        let at = name as usize;
        if let (Some(a), Some(b), Some(c)) =
            (self.starts.get_mut(at), self.lengths.get_mut(at), self.entries.get_mut(at))
        {
            (*a, *b, *c) = (start, length, entry);
        }
    }

    /// The words of a name; none for one that is gone.
    pub fn words(&self, name: u32) -> &[u32] {
        let at = name as usize;
        let (Some(start), Some(length)) = (self.starts.get(at), self.lengths.get(at)) else { return &[] };
        self.words.get(*start as usize..*start as usize + usize::from(*length)).unwrap_or_default()
    }

    /// How many words a name has; 0 for one that is gone.
    pub fn length(&self, name: u32) -> u8 {
        self.lengths.get(name as usize).copied().unwrap_or(0)
    }

    /// The entry of a name; `None` for one that is gone.
    pub fn entry(&self, name: u32) -> Option<u32> {
        self.entries.get(name as usize).copied().filter(|entry| *entry != GONE)
    }

    /// The names of an entry.
    pub fn of_entry(&self, entry: u32) -> Vec<u32> {
        let mut names = Vec::new();
        self.of_entry.each(entry, |name| {
            if self.entry(name) == Some(entry) {
                names.push(name);
            }
        });
        names
    }

    /// Takes a name from its entry. Its number still stands among the names of its words.
    pub fn remove(&mut self, name: u32) {
        if self.entry(name).is_some() {
            self.set(name, 0, 0, GONE);
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
        for name in 0..u32::try_from(self.entries.len()).unwrap_or(GONE) {
            let start = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            kept.extend_from_slice(self.words(name));
            if let Some(slot) = self.starts.get_mut(name as usize) {
                *slot = start;
            }
        }
        self.words = kept;
        let entries = &self.entries;
        self.of_entry.retain(|name| entries.get(name as usize).is_some_and(|entry| *entry != GONE));
        let gone = |name: &u32| entries.get(*name as usize) == Some(&GONE);
        self.free = (0..u32::try_from(entries.len()).unwrap_or(GONE)).filter(gone).collect();
        self.gone = 0;
    }

    /// Numbers that have been given: names there are, and names that are gone.
    pub fn numbers(&self) -> usize {
        self.entries.len()
    }

    /// Names there are.
    pub fn len(&self) -> usize {
        self.entries.len() - self.gone - self.free.len()
    }

    /// Gives back memory that is held for names to come.
    pub fn settle(&mut self) {
        self.words.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.lengths.shrink_to_fit();
        self.entries.shrink_to_fit();
        self.of_entry.settle();
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        4 * (self.words.capacity() + self.starts.capacity() + self.entries.capacity() + self.free.capacity())
            + self.lengths.capacity()
            + self.of_entry.bytes()
    }
}
