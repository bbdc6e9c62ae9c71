//! How much of a query one name has, looked at word by word.

use super::Index;
use super::joint::{self, Joint};
use super::similar::Similar;
use super::word::{Alike, Word};

/// How much of its score a name loses, at most, for what neither side has of the other.
const CONTRADICTED: f32 = 0.25;
/// How much a name loses, at most, for words that the query does not have.
const UNASKED: f32 = 0.02;
/// Words of a name that are looked at.
const MOST_LISTED: usize = u64::BITS as usize;

/// What a name is held against.
pub(super) struct Closer<'a> {
    pub index: &'a Index,
    pub words: &'a [Word],
    pub similar: &'a Similar,
    pub joints: &'a [Joint],
    /// What says how alike words are.
    pub alike: &'a dyn Alike,
    /// What a name would gain that had every word of the query.
    pub total: f32,
    /// The share of it that a name has to have.
    pub least: f32,
    /// The words of the query that are more than a letter, a bit each: whoever has them all has enough.
    pub whole: u16,
}

/// Words of the query that stand in a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    gain: f32,
    grade: f32,
    /// Words of the query, a bit each.
    asked: u16,
    /// Words of the name, a bit each.
    listed: u64,
}

impl Closer<'_> {
    /// How much of the query a name has, from 0.0 to 1.0, each word of either side used once; `None` for one that has less
    /// than it has to and not every word.
    pub fn rough(&self, name: u32, offers: &mut Vec<Offer>) -> Option<f32> {
        let listed = self.index.names.words(name);
        let listed = listed.get(..MOST_LISTED).unwrap_or(listed);
        self.offers(name, listed, offers);
        let (mut asked, mut used, mut gained, mut theirs, mut whole) = (0_u16, 0_u64, 0.0, 0.0, 0.0);
        for offer in offers.iter_mut() {
            let free = asked & offer.asked == 0 && used & offer.listed == 0;
            if free {
                asked |= offer.asked;
                used |= offer.listed;
                gained += offer.gain;
            } else {
                offer.listed = 0;
            }
        }
        let share = |of: f32, whole: f32| if whole > 0.0 { (of / whole).min(1.0) } else { 0.0 };
        let ours = share(gained, self.total);
        if ours < self.least && self.whole & !asked != 0 {
            return None;
        }
        for (place, word) in listed.iter().enumerate() {
            let weight = self.index.weight(self.index.dictionary.names(*word) as f32);
            let offer = offers.iter().find(|offer| offer.listed >> place & 1 == 1);
            theirs += weight * offer.map_or(0.0, |offer| offer.grade);
            whole += weight;
        }
        let theirs = share(theirs, whole);
        Some(ours * (1.0 - CONTRADICTED * (1.0 - ours).min(1.0 - theirs) - UNASKED * (1.0 - theirs)))
    }

    /// The words of the query that stand in a name, the best first.
    fn offers(&self, name: u32, listed: &[u32], offers: &mut Vec<Offer>) {
        offers.clear();
        let part = |number: u32| self.similar.parts.get(number as usize);
        for (place, word) in listed.iter().enumerate() {
            for found in self.similar.of_word(*word) {
                let grade = self.similar.grade(self.index, found, self.alike);
                if let Some(part) = part(found.part).filter(|_| grade > 0.0) {
                    offers.push(Offer { gain: part.weight * grade, grade, asked: part.words, listed: 1 << place });
                }
            }
        }
        let from = self.joints.partition_point(|joint| joint.name < name);
        for joint in self.joints.iter().skip(from).take_while(|joint| joint.name == name) {
            let place = self.words.get(joint.part as usize).and_then(|word| joint::place(self.index, name, word));
            if let (Some(part), Some(place)) = (part(joint.part), place)
                && place.first + place.words <= MOST_LISTED
            {
                let listed = ((1_u64 << place.words) - 1) << place.first;
                offers.push(Offer { gain: part.weight * place.grade, grade: place.grade, asked: part.words, listed });
            }
        }
        offers.sort_unstable_by(|a, b| b.gain.total_cmp(&a.gain).then(b.grade.total_cmp(&a.grade)));
    }
}
