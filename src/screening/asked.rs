//! A query, ready to be looked for in any list: the words of all its readings once each, and what each stands for.

use super::bound::Side;
use super::index::{self, Lexicon, Plan, Role, Sought};
use super::listing::Nature;
use super::name::{Word, Words, patience};
use super::phones::Patience;
use super::profile::{Profile, Reading};

/// Neighbours that are tried as one word, at the most.
const MOST_JOINED: usize = 3;
/// Letters of the middle one of three that are tried as one.
const SHORT: usize = 3;

/// Words by which one reading of a name may have more than the one with fewest.
const MOST_CUT: usize = 1;

/// A query, ready to be looked for.
pub(super) struct Asked {
    /// What it is held against.
    pub nature: Nature,
    /// What is looked for.
    pub sought: Vec<Sought>,
    /// The words that are sought, in the same order.
    pub words: Vec<Word>,
    /// For each reading of the query, in the same order.
    pub cuts: Vec<Cut>,
    /// What the index is to look for, for each.
    pub plans: Vec<Plan>,
    /// Full words of the reading that has fewest; 1 at the least.
    pub fewest: usize,
}

/// One reading of the query; without a word where it is not looked for.
#[derive(Default)]
pub(super) struct Cut {
    /// Each of its words, and neighbours joined: the number of what is sought, and the places it stands for, a bit each.
    pub parts: Vec<(u32, u16)>,
    /// For each part by its number: all places that it stands for.
    pub places: Vec<u16>,
    /// Whether it has a single full word at the most.
    pub is_sole: bool,
    /// What each part weighs, by its number; 0 for one of another reading.
    part_weights: Vec<f32>,
    /// What each place weighs.
    pub weights: Vec<f32>,
    /// How much patience its script asks for.
    pub patience: Patience,
}

impl Cut {
    /// The places that a part stands for, a bit each.
    pub fn places_of(&self, part: u32) -> u16 {
        self.places.get(part as usize).copied().unwrap_or(0)
    }

    /// What the words weigh that a part stands for.
    pub fn weight_of(&self, part: u32) -> f32 {
        self.part_weights.get(part as usize).copied().unwrap_or(0.0)
    }
}

impl Asked {
    /// Reads a profile.
    pub fn new(query: &Profile, nature: Nature, lexicon: &dyn Lexicon) -> Self {
        let mut asked = Self {
            nature,
            sought: Vec::new(),
            words: Vec::new(),
            cuts: Vec::new(),
            plans: Vec::new(),
            fewest: usize::MAX,
        };
        for reading in &query.readings {
            if is_too_fine(reading, &query.readings) {
                asked.cuts.push(Cut::default());
                asked.plans.push(Plan::default());
                continue;
            }
            let cut = asked.cut(&reading.words, lexicon);
            let full =
                |(part, _): &&(u32, u16)| asked.sought.get(*part as usize).is_some_and(|s| s.role != Role::Small);
            let parts = cut.parts.iter().filter(full).copied().collect();
            asked.plans.push(Plan { parts });
            asked.cuts.push(cut);
        }
        asked.fewest = asked.fewest.max(1);
        asked
    }

    fn cut(&mut self, words: &Words, lexicon: &dyn Lexicon) -> Cut {
        let mut full: Vec<&str> = words.0.iter().filter(|word| word.part.is_full()).map(|word| &*word.text).collect();
        full.sort_unstable();
        full.dedup();
        self.fewest = self.fewest.min(full.len());
        let alone = full.len() <= 1;
        let mut parts = Vec::new();
        for (place, word) in words.0.iter().enumerate() {
            let role = match word.part {
                _ if alone && (word.part.is_full() || full.is_empty()) => Role::Sole,
                part if part.is_full() => Role::Full,
                _ => Role::Small,
            };
            parts.push((self.number(word, role, lexicon), 1 << place));
        }
        for (first, word) in words.0.iter().enumerate() {
            let mut joined = word.clone();
            for (count, next) in words.0.iter().skip(first + 1).take(MOST_JOINED - 1).enumerate() {
                let Some(longer) = joined.joined(next) else { break };
                joined = longer;
                let short = words.0.get(first + 1).is_some_and(|word| letters(word) <= SHORT);
                if count == 0 || short {
                    let places = ((1 << (count + 2)) - 1) << first;
                    parts.push((self.number(&joined, Role::Joined, lexicon), places));
                }
            }
        }
        let weights: Vec<f32> = words.0.iter().map(Word::weight).collect();
        let (mut places, mut part_weights) = (vec![0; self.sought.len()], vec![0.0_f32; self.sought.len()]);
        for (part, of) in &parts {
            let at = *part as usize;
            if let (Some(places), Some(weight)) = (places.get_mut(at), part_weights.get_mut(at)) {
                *places |= of;
                *weight = weight.max(Side(&weights).of(*of));
            }
        }
        let patience =
            words.0.iter().map(|word| patience(word.script, word.script)).max().unwrap_or(Patience::Alphabet);
        Cut { parts, places, is_sole: alone, part_weights, weights, patience }
    }

    /// The number of a word among what is sought; it is looked for in the most thorough of the ways asked for.
    fn number(&mut self, word: &Word, role: Role, lexicon: &dyn Lexicon) -> u32 {
        let at = self.words.iter().position(|known| known.text == word.text).unwrap_or(self.words.len());
        match self.sought.get_mut(at) {
            Some(sought) => sought.role = sought.role.min(role),
            None => {
                self.sought.push(Sought { word: index::Word::of(word, lexicon), role });
                self.words.push(word.clone());
            }
        }
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}

/// Whether one way to read a name cuts it into so many pieces that it says what another says, of far more names.
fn is_too_fine(reading: &Reading, all: &[Reading]) -> bool {
    let words = |reading: &Reading| reading.words.0.len();
    let least = |of: &dyn Fn(&Reading) -> usize| {
        all.iter().filter(|other| other.name == reading.name).map(of).min().unwrap_or(0)
    };
    let fewest = least(&words);
    words(reading) > fewest + MOST_CUT || signs(reading) > least(&signs) && words(reading) > fewest.max(2)
}

/// Words of a single sign that is a syllable: what several of them say together, each says of every tenth name.
fn signs(reading: &Reading) -> usize {
    let is_sign =
        |word: &&Word| patience(word.script, word.script) == Patience::Syllables && word.text.chars().nth(1).is_none();
    reading.words.0.iter().filter(is_sign).count()
}

fn letters(word: &Word) -> usize {
    word.sounds.first().map_or(0, |sound| sound.text.len())
}
