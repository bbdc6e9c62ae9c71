//! A name as words: each with its readings as sounds and with what it weighs.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::keys;
use super::phones::{Patience, phones};
use super::reading::{self, Script};
use super::vocabulary::{DESCENT, GENERIC, PARTICLES, TITLES};

/// The most words of a name that are compared.
pub const MOST_WORDS: usize = 10;

/// The number of a word that has none.
pub const NO_NUMBER: u32 = u32::MAX;

/// What a word does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// A given or family name.
    Word,
    /// A single letter that stands for a name.
    Initial,
    /// A patronymic of the Slavic kind, often left out.
    Patronymic,
    /// An article, "son of", "of": joined, left out and spelt at will.
    Particle,
    /// A title, a rank, "junior"; the legal form of a company.
    Title,
    /// What many organisations call themselves: trading, company, international.
    Generic,
}

impl Part {
    /// What a word of so many letters tells about who somebody is, against 1 for a full name.
    pub fn weight(self, letters: usize) -> f32 {
        match self {
            Self::Word if letters <= 2 => 0.65,
            Self::Word if letters == 3 => 0.85,
            Self::Word => 1.0,
            Self::Patronymic => 0.6,
            Self::Initial | Self::Generic => 0.3,
            Self::Particle => 0.12,
            Self::Title => 0.1,
        }
    }

    /// Whether it is a name, written out.
    pub fn is_full(self) -> bool {
        matches!(self, Self::Word | Self::Patronymic)
    }
}

/// One reading of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    /// In Latin letters.
    pub text: Box<str>,
    /// Its sounds ([`phones`]).
    pub phones: Box<[u8]>,
    /// How unlikely the reading is, in letters of an edit.
    pub cost: f32,
}

/// One word of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its number, the same for the same word, so that what was compared once need not be again; [`NO_NUMBER`] without.
    pub number: u32,
    /// As written, in lower case.
    pub text: Arc<str>,
    /// The script that it is written in.
    pub script: Script,
    /// What it does.
    pub part: Part,
    /// How many sounds the ending has that it shares with many names, such as -ovich; 0 without.
    pub ending: u8,
    /// Its readings, the likeliest first; never empty.
    pub sounds: Arc<[Sound]>,
}

/// One way to cut a name into words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words(
    /// In the order of writing.
    pub Vec<Word>,
);

/// The names that one text holds: some lists write a name twice, with a stroke between.
pub fn variants(text: &str) -> impl Iterator<Item = &str> {
    text.split(" / ").filter(|variant| variant.chars().any(char::is_alphabetic))
}

/// The ways to cut a name into words, the likeliest first; empty for a name without a letter.
pub fn read(name: &str) -> Vec<Words> {
    let cuts = reading::cut(name)
        .into_iter()
        .map(|words| Words(words.iter().filter_map(|w| word(w)).take(MOST_WORDS).collect()));
    cuts.filter(|words| !words.0.is_empty()).collect()
}

fn word(text: &str) -> Option<Word> {
    let readings = reading::readings(text);
    let readings = readings.iter().map(|reading| (reading.text.as_str(), reading.cost));
    Word::new(NO_NUMBER, &text.to_lowercase(), readings)
}

/// Whether a word stands between a son or daughter and the father.
pub fn is_descent(word: &Word) -> bool {
    word.part == Part::Particle && word.sounds.first().is_some_and(|sound| DESCENT.contains(&&*sound.text))
}

/// What a word does, by its likeliest reading.
pub fn part(reading: &str) -> Part {
    if PARTICLES.contains(&reading) {
        Part::Particle
    } else if TITLES.binary_search(&reading).is_ok() {
        Part::Title
    } else if GENERIC.binary_search(&reading).is_ok() {
        Part::Generic
    } else if reading.len() == 1 {
        Part::Initial
    } else if is_patronymic(reading) {
        Part::Patronymic
    } else {
        Part::Word
    }
}

fn is_patronymic(reading: &str) -> bool {
    const ENDS: [&str; 10] =
        ["ovich", "evich", "ovitch", "evitch", "ovna", "evna", "ivna", "ovych", "owitsch", "avich"];
    reading.len() > 6 && ENDS.iter().any(|end| reading.ends_with(end))
}

/// What names of fathers end in, in languages that make names of them; each with its number of sounds.
const ENDINGS: [(&str, u8); 15] = [
    ("ovich", 4),
    ("evich", 4),
    ("ovych", 4),
    ("ovitch", 4),
    ("evitch", 4),
    ("ovna", 4),
    ("evna", 4),
    ("ivna", 4),
    ("dottir", 5),
    ("sson", 3),
    ("shvili", 5),
    ("opoulos", 6),
    ("ovska", 5),
    ("ovski", 5),
    ("zadeh", 4),
];

fn ending(reading: &str) -> u8 {
    let found = ENDINGS.iter().find(|(end, _)| reading.len() > end.len() + 1 && reading.ends_with(end));
    found.map_or(0, |(_, sounds)| *sounds)
}

impl Word {
    /// A word with its readings, the likeliest first; `None` without a reading.
    pub fn new<'a>(number: u32, text: &str, readings: impl Iterator<Item = (&'a str, f32)>) -> Option<Self> {
        let sound = |(text, cost): (&str, f32)| Sound { phones: phones(text).into(), text: text.into(), cost };
        let sounds: Arc<[Sound]> = readings.map(sound).collect();
        let part = part(&sounds.first()?.text);
        let ending = ending(&sounds.first()?.text);
        Some(Self { number, text: text.into(), script: reading::script(text), part, ending, sounds })
    }

    /// What the word tells about who somebody is, against 1 for a full name.
    pub fn weight(&self) -> f32 {
        self.part.weight(self.sounds.first().map_or(0, |sound| sound.text.len()))
    }

    /// Two words beside each other as one; `None` where that would be a title.
    pub fn joined(&self, next: &Self) -> Option<Self> {
        let mut sounds = Vec::new();
        for a in self.sounds.iter().take(3) {
            for b in next.sounds.iter().take(3) {
                let text: Box<str> = [&*a.text, &*b.text].concat().into();
                sounds.push(Sound { phones: phones(&text).into(), text, cost: a.cost + b.cost });
            }
        }
        let joined = Self {
            number: NO_NUMBER,
            text: [&*self.text, &*next.text].concat().into(),
            script: if self.script == Script::Latin { next.script } else { self.script },
            part: Part::Word,
            ending: next.ending,
            sounds: sounds.into(),
        };
        (self.part != Part::Title && next.part != Part::Title && !joined.sounds.is_empty()).then_some(joined)
    }
}

/// What a name sounds like in outline, in no order: the skeletons of its words by their likeliest readings. Most ways to
/// write a name share it, in other scripts as well.
pub fn outline(name: &str) -> Vec<u64> {
    let words = reading::cut(name).into_iter().next().unwrap_or_default();
    let usual = |word: &String| reading::readings(word).first().map_or(0, |reading| keys::skeleton(&reading.text));
    let mut outline: Vec<u64> = words.iter().map(usual).collect();
    outline.sort_unstable();
    outline
}

/// How much patience the scripts of two words ask for.
pub fn patience(a: Script, b: Script) -> Patience {
    let of = |script| match script {
        Script::Arabic | Script::Hebrew => Patience::Abjad,
        Script::Hangul | Script::Han | Script::Kana => Patience::Syllables,
        _ => Patience::Alphabet,
    };
    of(a).max(of(b))
}
