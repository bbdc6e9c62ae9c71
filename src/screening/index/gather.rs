//! From words like those of a query to what each name has of it.

use super::Index;
use super::board::{Board, Marks};
use super::joint;
use super::search::{Scratch, most_closer, total};
use super::similar::{Match, Part, Similar};
use super::word::{Alike, Word};

/// A grade from which on a word is found in a name that has no other.
const STRONG: f32 = 0.75;
/// A share of the query, below a half: names that can gather no more are left out, once some have more, if they are
/// too many to choose from.
const TOO_LITTLE: f32 = 0.45;
/// How many names have to have more.
const SOME: usize = 20;
/// How many names, for each that is asked for, are too many to choose from.
const TOO_MANY: usize = 10;
/// A word of the query that so many names have is not looked for in names that have only it and one more, unless it
/// is one of the two rarest.
const COMMON: usize = 100_000;

impl Index {
    /// Gives the names what each has of the query: all that have two of its words, and those that have one of the
    /// rarest.
    pub(super) fn gather(&self, words: &[Word], alike: &dyn Alike, scratch: &mut Scratch, limit: usize) {
        let Scratch { board, marks, similar, joints, .. } = scratch;
        similar.gather(self, words, alike);
        joints.clear();
        for (part, word) in (0..).zip(words) {
            joint::find(self, part, word, joints);
        }
        joints.sort_unstable();
        joints.dedup();
        board.begin(self.names.numbers());
        marks.begin(self.names.numbers());

        let (mut singles, joined): (Vec<&Part>, Vec<&Part>) =
            similar.parts.iter().partition(|part| part.words.is_power_of_two());
        singles.sort_by_key(|part| part.names);
        // Neighbours written as one, or one word written apart, say most and stand in few names.
        for part in joined {
            for found in matches(similar, part) {
                self.postings.each(found.word, |name| {
                    board.add(name, part.words, part.weight * found.grade, true);
                    marks.mark(name);
                });
            }
        }
        for joint in joints.iter() {
            if let Some(part) = similar.parts.get(joint.part as usize) {
                board.add(joint.name, part.words, part.weight * joint::SOUND, true);
                marks.mark(joint.name);
            }
        }
        if let [only] = singles.as_slice() {
            return self.spread_one(only, similar, board, limit);
        }
        let common = |nth: usize, part: &Part| nth > 1 && part.names > COMMON;
        for (_, part) in singles.iter().enumerate().filter(|(nth, part)| !common(*nth, part)) {
            for found in matches(similar, part) {
                self.postings.each(found.word, |name| marks.mark(name));
            }
        }
        let mut rest = total(similar);
        for (nth, part) in singles.iter().enumerate() {
            let spread = Spread {
                open: !enough(board, part, limit, rest, total(similar)),
                wide: part.names <= limit.saturating_mul(TOO_MANY),
                common: common(nth, part),
            };
            self.spread(part, similar, board, marks, &spread);
            rest -= part.weight;
        }
    }

    /// Gives the names what they have of a query of one word, until there are enough: the best come first.
    fn spread_one(&self, part: &Part, similar: &Similar, board: &mut Board, limit: usize) {
        for found in matches(similar, part) {
            if board.touched().len() > most_closer(limit) && found.grade < STRONG {
                return;
            }
            self.postings.each(found.word, |name| board.add(name, part.words, part.weight * found.grade, true));
        }
    }

    fn spread(&self, part: &Part, similar: &Similar, board: &mut Board, marks: &Marks, spread: &Spread) {
        for found in matches(similar, part) {
            let gain = part.weight * found.grade;
            if spread.open && (spread.wide || found.grade >= STRONG) {
                self.postings.each(found.word, |name| board.add(name, part.words, gain, true));
            } else if spread.common {
                self.postings.each(found.word, |name| board.add(name, part.words, gain, false));
            } else {
                self.postings.each(found.word, |name| {
                    if marks.twice(name) {
                        board.add(name, part.words, gain, true);
                    }
                });
            }
        }
    }
}

/// To which names a part of the query is given.
struct Spread {
    /// Also to names that have no other, if the word is a good match.
    open: bool,
    /// And if it is not.
    wide: bool,
    /// It is so common that names were not marked for it.
    common: bool,
}

fn matches<'a>(similar: &'a Similar, part: &Part) -> &'a [Match] {
    similar.matches.get(part.matches.clone()).unwrap_or_default()
}

/// Whether names that have nothing yet can be left out, now that they could gather no more than `rest` from this part
/// of the query and those to come.
fn enough(board: &Board, part: &Part, limit: usize, rest: f32, total: f32) -> bool {
    let touched = board.touched();
    let many = part.names > limit.saturating_mul(TOO_MANY);
    let surely =
        || touched.len() >= limit && touched.iter().filter(|name| board.score(**name) >= rest).count() >= limit;
    many && (touched.len() >= SOME && rest <= TOO_LITTLE * total || surely())
}
