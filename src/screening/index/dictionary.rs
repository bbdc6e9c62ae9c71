//! The distinct words of many names, each with its readings and their sounds, in one piece of memory.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use super::super::name::{self, Part};
use super::super::phones::phones;
use super::super::script::{Script, script};
use super::word::Reading;
use super::{Full, keys};

/// Letters of a reading that are kept.
const LONGEST: usize = u8::MAX as usize;

/// Distinct words, numbered in the order they were met.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Dictionary {
    /// Texts and readings one after the other, each reading with its sounds behind it; a reading equal to its text is
    /// not written again.
    letters: String,
    readings: Vec<Spot>,
    words: Vec<Entry>,
    /// What each word tells, in hundredths of a full name: a search asks it of far more words than anything else.
    tells: Vec<u8>,
    #[serde(skip)]
    numbers: HashTable<u32>,
    #[serde(skip)]
    hasher: RandomState,
    /// Words that stand in order of their sound, from the first on.
    ordered: usize,
}

/// One reading, and its sounds behind it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Spot {
    at: u32,
    len: u8,
    sounds: u8,
    /// In hundredths.
    cost: u16,
}

/// One word.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Entry {
    at: u32,
    len: u16,
    readings: u8,
    /// Letters of the first reading.
    letters: u8,
    first_reading: u32,
    names: u32,
    part: Part,
    script: Script,
}

/// One reading of a word of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spoken<'a> {
    /// In Latin letters.
    pub text: &'a str,
    /// Its sounds ([`phones`]).
    pub phones: &'a [u8],
    /// How unlikely it is, in letters of an edit.
    pub cost: f32,
}

/// A word of the dictionary.
#[derive(Debug, Clone, Copy)]
pub struct DictWord<'a> {
    dictionary: &'a Dictionary,
    number: u32,
    entry: Entry,
}

impl<'a> DictWord<'a> {
    /// Its number: the same word has the same until the index is settled.
    pub fn number(self) -> u32 {
        self.number
    }

    /// As it was written, in small letters.
    pub fn text(self) -> &'a str {
        self.dictionary.piece(self.entry.at, usize::from(self.entry.len))
    }

    /// Its readings and their costs, the likeliest first.
    pub fn readings(self) -> impl ExactSizeIterator<Item = (&'a str, f32)> {
        self.spoken().map(|spoken| (spoken.text, spoken.cost))
    }

    /// Its readings with their sounds, the likeliest first.
    pub fn spoken(self) -> impl ExactSizeIterator<Item = Spoken<'a>> + Clone {
        let first = self.entry.first_reading as usize;
        let spots = self.dictionary.readings.get(first..first + usize::from(self.entry.readings));
        let dictionary = self.dictionary;
        let spoken = |spot: &Spot| {
            let (at, len, sounds) = (spot.at as usize, usize::from(spot.len), usize::from(spot.sounds));
            let text = dictionary.letters.get(at..at + len).unwrap_or_default();
            let phones = dictionary.letters.as_bytes().get(at + len..at + len + sounds).unwrap_or_default();
            Spoken { text, phones, cost: f32::from(spot.cost) / 100.0 }
        };
        spots.unwrap_or_default().iter().map(spoken)
    }

    /// What it does in a name.
    pub fn part(self) -> Part {
        self.entry.part
    }

    /// What it tells in a name, against 1 for a full name.
    pub fn weight(self) -> f32 {
        self.part().weight(self.letters())
    }

    /// Whether it tells enough that another in its place is another name.
    pub fn is_telling(self) -> bool {
        self.weight() > 0.6
    }

    /// The script that it is written in.
    pub fn script(self) -> Script {
        self.entry.script
    }

    /// How many letters its likeliest reading has, 255 for more.
    pub fn letters(self) -> usize {
        usize::from(self.entry.letters)
    }

    /// Names that hold it.
    pub fn names(self) -> u32 {
        self.entry.names
    }
}

impl Dictionary {
    /// The number of a word in small letters.
    pub fn find(&self, text: &str) -> Option<u32> {
        let text = cut(text, usize::from(u16::MAX));
        self.numbers.find(self.hasher.hash_one(text), |number| self.text(*number) == text).copied()
    }

    /// Takes in a word that is not in it yet.
    pub fn put(&mut self, text: &str, readings: &[Reading]) -> Result<u32, Full> {
        let text = cut(text, usize::from(u16::MAX));
        let number = u32::try_from(self.words.len()).map_err(|_| Full)?;
        let first_reading = u32::try_from(self.readings.len()).map_err(|_| Full)?;
        let at = self.write(text)?;
        let len = u16::try_from(text.len()).unwrap_or(u16::MAX);
        // Its sounds have to stand behind the text that a reading shares.
        let same = readings.iter().position(|reading| reading.text == text && text.len() <= LONGEST);
        let sounds = same.map(|_| self.write_sounds(text)).transpose()?;
        for (nth, reading) in readings.iter().enumerate() {
            let letters = cut(&reading.text, LONGEST);
            let (at, sounds) = match sounds {
                Some(sounds) if same == Some(nth) => (at, sounds),
                _ => (self.write(letters)?, self.write_sounds(letters)?),
            };
            self.readings.push(Spot { at, len: byte(letters.len()), sounds, cost: hundredths(reading.cost) });
        }
        let first = readings.first().map_or("", |reading| reading.text.as_str());
        let (readings, letters) = (byte(readings.len()), byte(first.len()));
        let (part, script) = (name::part(first), script(text));
        self.words.push(Entry { at, len, readings, letters, first_reading, names: 0, part, script });
        self.tells.push(byte(usize::from(hundredths(part.weight(usize::from(letters))))));
        let hash = |number: &u32| self.hasher.hash_one(part_of(&self.words, &self.letters, *number));
        self.numbers.insert_unique(self.hasher.hash_one(text), number, hash);
        Ok(number)
    }

    /// Writes some letters behind all others and says where.
    fn write(&mut self, letters: &str) -> Result<u32, Full> {
        let at = u32::try_from(self.letters.len()).map_err(|_| Full)?;
        self.letters.push_str(letters);
        Ok(at)
    }

    /// Writes the sounds of a reading behind all else and says how many they are.
    fn write_sounds(&mut self, reading: &str) -> Result<u8, Full> {
        let before = self.letters.len();
        // Readings are Latin letters and digits, and so are their sounds; what is not, no reading of ours holds.
        self.letters.extend(phones(reading).into_iter().filter(u8::is_ascii).map(char::from));
        Ok(byte(self.letters.len() - before))
    }

    /// The word of a number.
    pub fn word(&self, number: u32) -> Option<DictWord<'_>> {
        let entry = *self.words.get(number as usize)?;
        Some(DictWord { dictionary: self, number, entry })
    }

    /// What a word tells in a name, against 1 for a full name; 0 for a number without a word.
    pub fn tells(&self, number: u32) -> f32 {
        self.tells.get(number as usize).map_or(0.0, |tells| f32::from(*tells) / 100.0)
    }

    /// Names that hold a word.
    pub fn names(&self, number: u32) -> u32 {
        self.words.get(number as usize).map_or(0, |entry| entry.names)
    }

    /// Counts a name that holds a word, or one that does no longer.
    pub fn count(&mut self, number: u32, more: bool) {
        if let Some(entry) = self.words.get_mut(number as usize) {
            entry.names = if more { entry.names.saturating_add(1) } else { entry.names.saturating_sub(1) };
        }
    }

    /// Distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Numbers the words anew in the order of their sound, if many are out of it, and gives the new number of each.
    ///
    /// A search meets words that sound alike together; they and their names are then near each other in memory.
    pub fn order(&mut self) -> Option<Vec<u32>> {
        if self.words.len() - self.ordered <= self.words.len() / 8 {
            return None;
        }
        let count = u32::try_from(self.words.len()).ok()?;
        let first = |number: u32| self.word(number).and_then(|word| word.spoken().next());
        let sounds = |number: u32| first(number).map_or(&[][..], |spoken| spoken.phones);
        let skeleton = |number: u32| first(number).map_or(0, |spoken| keys::skeleton(spoken.text));
        let mut order: Vec<(u64, u32)> = (0..count).map(|number| (skeleton(number), number)).collect();
        order.sort_unstable_by(|a, b| {
            let sound = a.0.cmp(&b.0).then_with(|| sounds(a.1).cmp(sounds(b.1)));
            sound.then_with(|| self.text(a.1).cmp(self.text(b.1)))
        });
        let mut numbers = vec![0; self.words.len()];
        let (mut letters, mut readings) = (String::with_capacity(self.letters.len()), Vec::new());
        readings.reserve_exact(self.readings.len());
        let mut words = Vec::with_capacity(self.words.len());
        let mut tells = Vec::with_capacity(self.words.len());
        for (now, (_, before)) in (0..).zip(order) {
            if let (Some(number), Some(entry)) = (numbers.get_mut(before as usize), self.words.get(before as usize)) {
                *number = now;
                words.push(self.moved(*entry, &mut letters, &mut readings));
                tells.extend(self.tells.get(before as usize));
            }
        }
        (self.letters, self.readings, self.words, self.tells) = (letters, readings, words, tells);
        self.ordered = self.words.len();
        for number in &mut self.numbers {
            *number = numbers.get(*number as usize).copied().unwrap_or(*number);
        }
        Some(numbers)
    }

    /// Writes a word and its readings elsewhere.
    fn moved(&self, mut entry: Entry, letters: &mut String, readings: &mut Vec<Spot>) -> Entry {
        // As much is written as before, which could be numbered.
        let place = |letters: &String| u32::try_from(letters.len()).unwrap_or(u32::MAX);
        let (first, before) = (entry.first_reading as usize, entry.at);
        let spots = self.readings.get(first..first + usize::from(entry.readings)).unwrap_or_default();
        let whole = |spot: &Spot| usize::from(spot.len) + usize::from(spot.sounds);
        let own = spots.iter().find(|spot| spot.at == before).map_or(usize::from(entry.len), whole);
        entry.at = place(letters);
        entry.first_reading = u32::try_from(readings.len()).unwrap_or(u32::MAX);
        letters.push_str(self.piece(before, own));
        for spot in spots {
            let at = if spot.at == before { entry.at } else { place(letters) };
            if spot.at != before {
                letters.push_str(self.piece(spot.at, whole(spot)));
            }
            readings.push(Spot { at, ..*spot });
        }
        entry
    }

    /// Makes the words findable by their letters again, as they are not when the rest was read.
    pub fn number(&mut self) {
        let mut numbers = HashTable::with_capacity(self.words.len());
        let hash = |number: &u32| self.hasher.hash_one(self.text(*number));
        for number in (0..).take(self.words.len()) {
            numbers.insert_unique(hash(&number), number, hash);
        }
        self.numbers = numbers;
    }

    /// Gives back memory that is held for words to come.
    pub fn settle(&mut self) {
        self.letters.shrink_to_fit();
        self.readings.shrink_to_fit();
        self.words.shrink_to_fit();
        self.tells.shrink_to_fit();
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        self.letters.capacity()
            + self.readings.capacity() * size_of::<Spot>()
            + self.words.capacity() * size_of::<Entry>()
            + self.tells.capacity()
            + self.numbers.allocation_size()
    }

    fn text(&self, number: u32) -> &str {
        part_of(&self.words, &self.letters, number)
    }

    fn piece(&self, at: u32, len: usize) -> &str {
        self.letters.get(at as usize..at as usize + len).unwrap_or_default()
    }
}

fn part_of<'a>(words: &[Entry], letters: &'a str, number: u32) -> &'a str {
    let Some(entry) = words.get(number as usize) else { return "" };
    letters.get(entry.at as usize..entry.at as usize + usize::from(entry.len)).unwrap_or_default()
}

/// At most so many bytes of it.
fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    (most - 3..=most).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// A number of at most 255.
fn byte(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// A cost in hundredths; one below nothing is none, and the highest that can be written down is 655.35.
fn hundredths(cost: f32) -> u16 {
    (cost * 100.0).round() as u16
}
