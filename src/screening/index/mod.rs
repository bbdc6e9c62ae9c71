//! Finds among a million names those that are worth to be compared.
//!
//! Two levels. A dictionary holds the distinct words of all names with their readings, found by [`keys`]: the same
//! letters, one letter apart, spoken alike, of one group of given names. Each word knows its names, each name its
//! words and its entry: a listing, a guest.
//!
//! Two searches. The sieve lets pass the names in which enough of a whole query may stand, none too few, for
//! screening. The other ranks the names that begin like what somebody is still typing: it adds to the names that hold
//! like words what each is worth (the rarer, the more), and keeps the best.
//!
//! [`keys`]: super::keys

mod closer;
mod dictionary;
mod gather;
mod joint;
mod marks;
mod names;
mod pairs;
mod parts;
mod search;
mod sieve;
mod similar;
#[cfg(test)]
mod tests;
mod word;

pub use dictionary::{DictWord, Spoken};
pub use search::{Candidate, Scratch};
pub use sieve::{Plan, Role, Sieve, Sought};
pub use word::{Alike, ByLetters, Lexicon, Reading, Shared, Word};

use super::keys;
use dictionary::Dictionary;
use names::Names;
use pairs::Pairs;

/// More than 4,294,967,295 names, words or letters, or an entry of that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more names than an index can number")]
pub struct Full;

/// Names, found by words like theirs.
#[derive(Debug, Default)]
pub struct Index {
    dictionary: Dictionary,
    /// Keys and the numbers of the words that have them.
    keys: Pairs,
    names: Names,
    /// Words and the numbers of the names that hold them.
    postings: Pairs,
    /// Keys of neighbours that may be written as one, and the numbers of the names that hold them.
    joints: Pairs,
    /// Whether names stay, and nobody finds them as they type.
    fixed: bool,
}

impl Index {
    /// An index without names, for searches by whole names and as one types. Entries come and go.
    pub fn new() -> Self {
        Self::default()
    }

    /// An index without names that are added and stay, for searches by whole names: it takes a quarter less memory.
    pub fn fixed() -> Self {
        Self { names: Names::fixed(), fixed: true, ..Self::default() }
    }

    /// Makes it faster to add many names: until [`settle`](Self::settle) searches are slow, yet find the same.
    pub fn expect_many(&mut self) {
        self.keys.expect_many();
        self.postings.expect_many();
        self.joints.expect_many();
        self.names.expect_many();
    }

    /// Puts what was added in order, for the fastest search in the least memory. Words may get other numbers.
    pub fn settle(&mut self) {
        self.settle_in(&[], &[]);
    }

    /// The same, and numbers names and entries anew: each list says at each new number what had it before; an empty one
    /// leaves the numbers as they are. It has to hold every number once.
    pub fn settle_in(&mut self, names: &[u32], entries: &[u32]) {
        let (word_of, name_of) = (self.dictionary.order().unwrap_or_default(), inverse(names));
        let now = |numbers: &[u32], before: u32| numbers.get(before as usize).copied().unwrap_or(before);
        if !names.is_empty() {
            self.names.order(names, &inverse(entries));
        }
        if !word_of.is_empty() {
            self.names.renumber(&word_of);
            self.keys.change(|key, word| (key, now(&word_of, word)));
        }
        if word_of.is_empty() && names.is_empty() {
            self.postings.settle();
        } else {
            self.postings.change(|word, name| (now(&word_of, word), now(&name_of, name)));
        }
        if names.is_empty() {
            self.joints.settle();
        } else {
            self.joints.change(|key, name| (key, now(&name_of, name)));
        }
        self.keys.settle();
        self.names.settle();
        self.dictionary.settle();
    }

    /// Adds a name of an entry, its words as written, and gives its number. An entry may have any number of names.
    /// The lexicon is asked only about words that are new.
    ///
    /// # Errors
    /// [`Full`] when numbers run out; nothing can be found of the name then.
    pub fn add<S: AsRef<str>>(&mut self, entry: u32, words: &[S], lexicon: &dyn Lexicon) -> Result<u32, Full> {
        let mut numbers = Vec::with_capacity(words.len());
        for word in words {
            numbers.push(self.word(word.as_ref(), lexicon)?);
        }
        let mut telling = 0;
        distinct(&numbers, |word| {
            telling += u32::from(self.dictionary.word(word).is_some_and(DictWord::is_telling));
        });
        let name = self.names.put(entry, &numbers, telling)?;
        distinct(self.names.words(name), |word| {
            self.postings.put(word, name);
            self.dictionary.count(word, true);
        });
        for key in joint::keys_of(self, name) {
            self.joints.put(key, name);
        }
        Ok(name)
    }

    fn word(&mut self, text: &str, lexicon: &dyn Lexicon) -> Result<u32, Full> {
        let small;
        let text = if text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            text
        } else {
            small = text.to_lowercase();
            small.as_str()
        };
        if let Some(number) = self.dictionary.find(text) {
            return Ok(number);
        }
        let readings = lexicon.readings(text);
        let number = self.dictionary.put(text, &readings)?;
        for key in word::keys_of(text, &readings, &word::groups(&readings, lexicon)) {
            self.keys.put(key, number);
        }
        let beginnings = if self.fixed { Vec::new() } else { similar::beginnings(&readings) };
        for key in beginnings {
            self.keys.put(key, number);
        }
        Ok(number)
    }

    /// Removes all names of an entry; those of a [`fixed`](Self::fixed) index stay. Their numbers may be given again.
    pub fn remove_entry(&mut self, entry: u32) {
        for name in self.names.of_entry(entry) {
            distinct(self.names.words(name), |word| self.dictionary.count(word, false));
            self.names.remove(name);
        }
        if self.names.many_gone() {
            self.names.clear_gone();
            let names = &self.names;
            self.postings.retain(|name| names.entry(name).is_some());
            self.joints.retain(|name| names.entry(name).is_some());
        }
    }

    /// The words of a name, in writing order; none for a name that is gone.
    pub fn words_of(&self, name: u32) -> impl Iterator<Item = DictWord<'_>> {
        self.names.words(name).iter().filter_map(|word| self.dictionary.word(*word))
    }

    /// Where words of a name stand beside each other that sound together like one word of a query: the place of the
    /// first, and how many they are.
    pub fn apart(&self, name: u32, word: &Word) -> impl Iterator<Item = (usize, usize)> {
        joint::places(self, name, word).map(|place| (place.first, place.words))
    }

    /// The entry of a name and the numbers of its words; `None` for a name that is gone.
    pub fn row(&self, name: u32) -> Option<(u32, &[u32])> {
        Some((self.names.entry(name)?, self.names.words(name)))
    }

    /// Whether a name holds this word, in small letters.
    pub fn knows(&self, text: &str) -> bool {
        self.dictionary.find(text).is_some()
    }

    /// A word of the dictionary by its number.
    pub fn word_of(&self, number: u32) -> Option<DictWord<'_>> {
        self.dictionary.word(number)
    }

    /// What a word of the dictionary tells in a name, against 1 for a full name, by its number.
    pub fn tells(&self, number: u32) -> f32 {
        self.dictionary.tells(number)
    }

    /// The entry of a name; `None` for a name that is gone.
    pub fn entry_of(&self, name: u32) -> Option<u32> {
        self.names.entry(name)
    }

    /// How much a word of so many names says, from near 0 for one that all names hold.
    fn weight(&self, names: f32) -> f32 {
        (1.0 + self.names.len() as f32 / (0.5 + names)).ln()
    }

    /// Names in it.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it has no names.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Distinct words in it.
    pub fn words(&self) -> usize {
        self.dictionary.len()
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        self.dictionary.bytes() + self.keys.bytes() + self.names.bytes() + self.postings.bytes() + self.joints.bytes()
    }
}

/// Where each number stands.
fn inverse(numbers: &[u32]) -> Vec<u32> {
    let mut places = vec![0; numbers.len()];
    for (place, number) in (0..).zip(numbers) {
        if let Some(at) = places.get_mut(*number as usize) {
            *at = place;
        }
    }
    places
}

/// Calls once for each distinct one of a few numbers.
fn distinct(numbers: &[u32], mut each: impl FnMut(u32)) {
    for (at, number) in numbers.iter().enumerate() {
        if !numbers.iter().take(at).any(|earlier| earlier == number) {
            each(*number);
        }
    }
}
