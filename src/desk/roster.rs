//! The roster: names of everybody with a visit now or to come, in memory while somebody is signed in.
//!
//! A name is found by any part of at least three characters of any of its words, whatever their case, accents and
//! order. Each word is written down once; a gram (three letters, or the first one or two) leads to the words that
//! have it, a word to the visits whose name has it.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::domain::text::fold;
use crate::domain::{Timestamp, VisitId};

/// The fewest characters of a name that are looked for; of the scripts that write a word in one or two signs, two.
pub const FEWEST: usize = 3;

/// From here on the scripts that need few signs for a name: Han, kana, Hangul.
const DENSE: char = '\u{2e80}';

/// A part of a word: its first letter, its first two (any two in dense scripts), or any three in a row.
type Gram = [char; 3];

/// Stands before the first letters of a word.
const EDGE: char = '\0';

#[derive(Debug, Clone)]
struct Row {
    visit: VisitId,
    starts: Timestamp,
    ends: Timestamp,
    words: Vec<u32>,
    batch: Batch,
}

/// Visits that come to count together, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Batch(u32);

/// A visit whose name matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The visit.
    pub visit: VisitId,
    /// First moment of its window.
    pub starts: Timestamp,
    /// End of its window.
    pub ends: Timestamp,
    /// Whether the text is the whole name rather than a part of it.
    pub whole: bool,
}

/// Names, and the visits they belong to.
#[derive(Debug, Default)]
pub struct Roster {
    rows: Vec<Row>,
    row_of: HashMap<VisitId, u32>,
    words: Vec<Box<str>>,
    word_of: HashMap<Box<str>, u32>,
    rows_of: Vec<Vec<u32>>,
    words_of: HashMap<Gram, Vec<u32>>,
    batches: u32,
    /// Batches that do not count, or not yet: nobody of them is found.
    hidden: HashSet<Batch>,
}

/// The words to look for in a text; `None` if it is too short to be looked for.
pub fn query(text: &str) -> Option<Vec<String>> {
    let words = fold(text);
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    let dense = words.iter().flat_map(|word| word.chars()).any(|c| c >= DENSE);
    let alphabetic = words.iter().any(|word| word.chars().any(char::is_alphabetic));
    (alphabetic && (letters >= FEWEST || dense && letters >= 2)).then_some(words)
}

impl Roster {
    /// Visits on the roster.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody is on it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Puts a visit on the roster, or changes its window.
    pub fn put(&mut self, visit: VisitId, name: &str, starts: Timestamp, ends: Timestamp) {
        self.put_in(Batch::default(), visit, name, starts, ends);
    }

    /// Begins a batch whose visits are not found before it is released.
    pub fn begin_batch(&mut self) -> Batch {
        self.batches += 1;
        let batch = Batch(self.batches);
        let _ = self.hidden.insert(batch);
        batch
    }

    /// The visits of this batch count from now on.
    pub fn release(&mut self, batch: Batch) {
        let _ = self.hidden.remove(&batch);
    }

    /// Puts a visit of this batch on the roster, or changes its window.
    pub fn put_in(&mut self, batch: Batch, visit: VisitId, name: &str, starts: Timestamp, ends: Timestamp) {
        if let Some(row) = self.row_of.get(&visit).and_then(|row| self.rows.get_mut(*row as usize)) {
            (row.starts, row.ends) = (starts, ends);
            return;
        }
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let mut words: Vec<u32> = fold(name).into_iter().map(|word| self.word(word)).collect();
        words.dedup();
        for word in &words {
            if let Some(rows) = self.rows_of.get_mut(*word as usize) {
                rows.push(row);
            }
        }
        self.rows.push(Row { visit, starts, ends, words, batch });
        let _ = self.row_of.insert(visit, row);
    }

    fn word(&mut self, word: String) -> u32 {
        if let Some(known) = self.word_of.get(word.as_str()) {
            return *known;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        for gram in grams(&word) {
            self.words_of.entry(gram).or_default().push(number);
        }
        let word: Box<str> = word.into();
        self.words.push(word.clone());
        self.rows_of.push(Vec::new());
        let _ = self.word_of.insert(word, number);
        number
    }

    /// Visits whose name has every word of the query, best first: the whole name before a part, then those whose
    /// window is nearest to `now`; up to `limit`.
    pub fn find(&self, query: &[String], now: Timestamp, limit: usize) -> Vec<Match> {
        let mut wanted: Vec<HashSet<u32>> = query.iter().map(|word| self.words_with(word)).collect();
        let reach = |words: &HashSet<u32>| -> usize {
            words.iter().filter_map(|word| self.rows_of.get(*word as usize)).map(Vec::len).sum()
        };
        wanted.sort_by_cached_key(reach);
        let Some((rarest, others)) = wanted.split_first() else { return Vec::new() };
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for row in rarest.iter().filter_map(|word| self.rows_of.get(*word as usize)).flatten() {
            let Some(row_data) = self.rows.get(*row as usize) else { continue };
            if self.hidden.contains(&row_data.batch) {
                continue;
            }
            let has = |wanted: &HashSet<u32>| row_data.words.iter().any(|word| wanted.contains(word));
            if others.iter().all(has) && seen.insert(*row) {
                found.push((self.rank(row_data, query, now), *row));
            }
        }
        if found.len() > limit {
            let _ = found.select_nth_unstable(limit);
            found.truncate(limit);
        }
        found.sort_unstable();
        let row = |(rank, row): ((bool, i64), u32)| self.rows.get(row as usize).map(|row| (rank, row));
        let matched = |((part, _), row): ((bool, i64), &Row)| Match {
            visit: row.visit,
            starts: row.starts,
            ends: row.ends,
            whole: !part,
        };
        found.into_iter().filter_map(row).map(matched).collect()
    }

    /// Less is better: whether it is only a part of the name, and how far the window is from now.
    fn rank(&self, row: &Row, query: &[String], now: Timestamp) -> (bool, i64) {
        let whole =
            row.words.len() == query.len()
                && row.words.iter().zip(query).all(|(word, wanted)| {
                    self.words.get(*word as usize).is_some_and(|word| **word == *wanted.as_str())
                });
        let away = row.starts.since(now).max(now.since(row.ends)).max(0);
        (!whole, away)
    }

    /// Numbers of the words that have this part.
    fn words_with(&self, part: &str) -> HashSet<u32> {
        let rarest = grams(part).into_iter().filter(|gram| gram[0] != EDGE);
        let short = part.chars().count() < 3;
        let candidates = if short {
            grams(part).last().and_then(|gram| self.words_of.get(gram))
        } else {
            rarest.map(|gram| self.words_of.get(&gram)).min_by_key(|words| words.map_or(0, Vec::len)).flatten()
        };
        let has = |word: &&u32| self.words.get(**word as usize).is_some_and(|word| word.contains(part));
        candidates.into_iter().flatten().filter(has).copied().collect()
    }
}

/// The grams of a word: first letter, first two, and every three in a row; of dense scripts every two in a row as well,
/// since a given name of two signs follows the family name without a space.
fn grams(word: &str) -> Vec<Gram> {
    let letters: Vec<char> = word.chars().collect();
    let mut grams: Vec<Gram> = Vec::with_capacity(letters.len() + 1);
    grams.extend(letters.first().map(|a| [EDGE, EDGE, *a]));
    grams.extend(letters.first().zip(letters.get(1)).map(|(a, b)| [EDGE, *a, *b]));
    let dense = |two: &&[char]| two.iter().all(|letter| *letter >= DENSE);
    let pairs = letters.windows(2).filter(dense).filter_map(|two| <[char; 2]>::try_from(two).ok());
    grams.extend(pairs.map(|[a, b]| [EDGE, a, b]));
    grams.extend(letters.windows(3).filter_map(|three| <Gram>::try_from(three).ok()));
    grams.sort_unstable();
    grams.dedup();
    // The longest of the first letters last, for parts too short to have three.
    if letters.len() < 3 {
        grams.sort_by_key(|gram| gram.iter().filter(|c| **c != EDGE).count());
    }
    grams
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster(names: &[&str]) -> Roster {
        let mut roster = Roster::default();
        for (i, name) in names.iter().enumerate() {
            let day = i64::try_from(i).unwrap() * 1_000;
            roster.put(VisitId([u8::try_from(i).unwrap(); 16]), name, Timestamp(day), Timestamp(day + 500));
        }
        roster
    }

    fn found(roster: &Roster, text: &str) -> Vec<u8> {
        let words = query(text).unwrap_or_default();
        roster.find(&words, Timestamp(0), 10).iter().map(|m| m.visit.0[0]).collect()
    }

    #[test]
    fn a_name_is_found_by_any_part_in_any_order() {
        let roster = roster(&["Søren Ærøskøbing", "Anna Keller", "Joanna Kell", "王秀英", "Bo Li", "J. van den Berg"]);
        assert_eq!(found(&roster, "AEROSK"), [0]);
        assert_eq!(found(&roster, "kobing sor"), [0]);
        assert_eq!(found(&roster, "  keller   ANNA "), [1]);
        assert_eq!(found(&roster, "anna kell"), [1, 2]);
        assert_eq!(found(&roster, "anna kell joa"), [2]);
        assert_eq!(found(&roster, "秀英"), [3]);
        assert_eq!(found(&roster, "li bo"), [4]);
        assert_eq!(found(&roster, "berg j"), [5]);
        assert_eq!(found(&roster, "berg x"), [] as [u8; 0]);
    }

    #[test]
    fn what_is_too_short_or_has_no_letter_is_not_looked_for() {
        for text in ["", "an", "12 34", "..", "é"] {
            assert_eq!(query(text), None, "{text}");
        }
        assert!(query("ann").is_some());
    }

    #[test]
    fn the_whole_name_comes_first_and_then_the_nearest_window() {
        let roster = roster(&["Anna Kellermann", "Anna Keller", "Anna Kelleri"]);
        assert_eq!(found(&roster, "anna keller"), [1, 0, 2]);
        let words = query("anna keller").unwrap();
        assert_eq!(roster.find(&words, Timestamp(0), 2).len(), 2);
        assert!(roster.find(&words, Timestamp(0), 1)[0].whole);
    }
}
