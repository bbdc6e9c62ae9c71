//! The roster: names of everybody with a visit now or to come, in memory while somebody is signed in.
//!
//! A name is found while it is typed, by the beginnings of its words in whatever order, and by names like it: typed
//! wrong, spelt in another way, written in another script. It is the index of screening that finds them, so that the
//! gate finds a guest by whatever would find them on a list, the mission's own table of given names included.

mod filling;
mod parts;
mod rows;
mod snapshot;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::domain::text::fold;
use crate::domain::{Timestamp, VisitId};
use crate::screening::engine::Language;
use crate::screening::given::Given;
use crate::screening::index::{ByLetters, Index, Scratch, Word};
use crate::screening::reading;

use rows::{Row, Rows};

pub use snapshot::Snapshot;

/// The fewest characters of a name that are looked for.
pub const FEWEST: usize = 2;
/// From here on the scripts that need few signs for a name: Han, kana, Hangul.
const DENSE: char = '\u{2e80}';
/// The index is put in order once there is one name that came since for so many.
const MANY_FRESH: usize = 8;
/// The least share of what was typed that a name has to have in common with it, by what the words tell.
const LEAST_LIKE: f32 = 0.65;

/// Visits that come to count together, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Batch(u32);

/// What nobody is found of.
const GONE: Batch = Batch(u32::MAX);

/// How a name matches what was typed, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fit {
    /// It is the whole name.
    Whole,
    /// Every word is the beginning of one of the name's.
    Part,
    /// It is like the name.
    Near,
}

/// A visit whose name matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The visit.
    pub visit: VisitId,
    /// First moment of its window.
    pub starts: Timestamp,
    /// End of its window.
    pub ends: Timestamp,
    /// How well it matches.
    pub fit: Fit,
}

/// Names, and the visits they belong to.
pub struct Roster {
    rows: Rows,
    index: Index,
    /// Which given names are one name, as the index has it.
    given: Arc<Given>,
    /// The index of another table of given names, and how many rows it has; the one before answers until it is whole.
    renewal: Option<(Index, Arc<Given>, u32)>,
    /// Names that came since the index was put in order.
    fresh: usize,
    /// How often anything about it changed.
    changes: u64,
    batches: u32,
    /// Batches that do not count, or not yet: nobody of them is found.
    hidden: HashSet<Batch>,
    scratch: RefCell<Scratch>,
}

impl Default for Roster {
    fn default() -> Self {
        Self {
            rows: Rows::default(),
            index: Index::default(),
            given: Given::shared(),
            renewal: None,
            fresh: 0,
            changes: 0,
            batches: 0,
            hidden: HashSet::new(),
            scratch: RefCell::default(),
        }
    }
}

/// What is looked for in a text; `None` if it is too short to be looked for.
pub fn query(text: &str) -> Option<Vec<String>> {
    let words = fold(text);
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    let alphabetic = words.iter().any(|word| word.chars().any(char::is_alphabetic));
    (alphabetic && letters >= FEWEST).then_some(words)
}

impl Roster {
    /// Nobody yet, by this table of given names.
    fn by(given: Arc<Given>) -> Self {
        Self { given, ..Self::default() }
    }

    /// Visits on the roster.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody is on it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a visit on the roster, or changes its window and the names, which are a line each.
    pub fn put(&mut self, visit: VisitId, names: &str, starts: Timestamp, ends: Timestamp) {
        self.put_in(Batch::default(), visit, names, starts, ends);
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

    /// The visits of this batch are never to count.
    pub fn drop_batch(&mut self, batch: Batch) {
        let visits = self.rows.all().filter(|row| row.batch == batch).map(|row| row.visit).collect();
        self.forget(&visits);
        let _ = self.hidden.remove(&batch);
    }

    /// Puts a visit of this batch on the roster, or changes its window and the names. By earlier names it is still found,
    /// as by names like them.
    pub fn put_in(&mut self, batch: Batch, visit: VisitId, names: &str, starts: Timestamp, ends: Timestamp) {
        let window = (starts, ends);
        let number = match self.rows.of(visit) {
            Some(number) => {
                let same = self.rows.names(number) == names;
                self.changes += u64::from(self.rows.change(number, names, window));
                if same {
                    return;
                }
                number
            }
            None => match self.rows.put(visit, names, window, batch) {
                Some(number) => number,
                None => return tracing::error!("the roster is full"),
            },
        };
        add(&mut self.index, number, names, &self.given);
        if let Some((index, given, done)) = &mut self.renewal
            && number < *done
        {
            add(index, number, names, given);
        }
        self.fresh += 1;
        self.changes += 1;
    }

    /// Whoever comes for these visits is not found any more, and their names are not kept.
    pub fn forget(&mut self, visits: &HashSet<VisitId>) {
        for visit in visits {
            if self.rows.forget(*visit, GONE) {
                self.changes += 1;
                let _ = self.hidden.insert(GONE);
            }
        }
    }

    /// Names are found by this table of given names from now on, once [`Self::renew_some`] has gone through them.
    pub fn read_by(&mut self, given: &Arc<Given>) {
        let next = self.renewal.as_ref().map_or(&self.given, |(_, next, _)| next);
        if Arc::ptr_eq(next, given) {
            return;
        }
        self.renewal = (!Arc::ptr_eq(&self.given, given)).then(|| (Index::default(), given.clone(), 0));
        if self.is_empty() {
            let _ = self.renew_some(0);
        }
    }

    /// Takes some more names into the index of another table of given names; answers whether none is left.
    pub fn renew_some(&mut self, limit: u32) -> bool {
        let Some((mut index, given, done)) = self.renewal.take() else { return true };
        let next = done.saturating_add(limit).min(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        for number in done..next {
            add(&mut index, number, self.rows.names(number), &given);
        }
        if (next as usize) < self.rows.len() {
            self.renewal = Some((index, given, next));
            return false;
        }
        index.settle();
        (self.index, self.given, self.fresh) = (index, given, 0);
        self.changes += 1;
        true
    }

    /// Puts the index in order, for the fastest search in the least memory, where many came to it since that was done.
    pub fn settle(&mut self) {
        if self.fresh > self.rows.len() / MANY_FRESH {
            self.index.settle();
            self.fresh = 0;
        }
    }

    /// Whether names are still to be taken into the index of another table.
    pub fn is_renewing(&self) -> bool {
        self.renewal.is_some()
    }

    /// Visits whose name matches what was typed, best first: the whole name, then a part of it, then names like it;
    /// among those the ones whose window is nearest to `now`. Up to `limit`.
    pub fn find(&self, text: &str, now: Timestamp, limit: usize) -> Vec<Match> {
        let (language, folded) = (Language(&self.given), fold(text));
        let mut best: HashMap<u32, (Fit, f32)> = HashMap::new();
        for words in reading::cut(text) {
            let words: Vec<Word> = words.iter().map(|word| Word::new(word, &language)).collect();
            let wanted = |row: u32| self.rows.get(row).is_some_and(|row| !self.hidden.contains(&row.batch));
            let scratch = &mut self.scratch.borrow_mut();
            let most = (limit.saturating_mul(4), LEAST_LIKE);
            let found = self.index.starting(&words, &ByLetters, &wanted, scratch, most);
            for candidate in found {
                let fit = self
                    .rows
                    .names(candidate.entry)
                    .lines()
                    .map(|name| fit(&folded, &fold(name)))
                    .min()
                    .unwrap_or(Fit::Near);
                if fit < Fit::Near || candidate.rough >= LEAST_LIKE {
                    let known = best.entry(candidate.entry).or_insert((fit, candidate.rough));
                    known.1 = known.1.max(candidate.rough);
                }
            }
        }
        let away = |row: &Row| row.starts.since(now).max(now.since(row.ends)).max(0);
        let ranked = best.into_iter().filter_map(|(number, (fit, rough))| {
            let row = self.rows.get(number)?;
            // What is like it by as much, to a tenth, goes by its window.
            let like = if fit == Fit::Near { -(rough * 10.0).round() as i32 } else { 0 };
            Some(((fit, like, away(row), number), Match { visit: row.visit, starts: row.starts, ends: row.ends, fit }))
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        ranked.into_iter().take(limit).map(|(_, found)| found).collect()
    }
}

/// Takes names into an index, by each of their readings.
fn add(index: &mut Index, row: u32, names: &str, given: &Given) {
    for words in names.lines().flat_map(reading::cut) {
        if index.add(row, &words, &Language(given)).is_err() {
            tracing::error!("the roster is full");
        }
    }
}

/// How folded words match a name's: all of them, beginnings of them, or only nearly. Each word of the name answers for
/// one word that was typed.
fn fit(typed: &[String], name: &[String]) -> Fit {
    if typed == name {
        return Fit::Whole;
    }
    let mut left: Vec<&String> = name.iter().collect();
    for word in typed.iter().rev() {
        // Scripts without spaces write a given name in the middle of a word.
        let inside = word.chars().all(|c| c >= DENSE);
        let begins =
            |written: &&String| written.starts_with(word.as_str()) || inside && written.contains(word.as_str());
        let Some(at) = left.iter().rposition(begins) else { return Fit::Near };
        let _ = left.remove(at);
    }
    Fit::Part
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
        roster.find(text, Timestamp(0), 10).iter().map(|m| m.visit.0[0]).collect()
    }

    #[test]
    fn a_name_is_found_by_beginnings_in_any_order() {
        let roster = roster(&["Søren Ærøskøbing", "Anna Keller", "Joanna Kell", "王秀英", "Bo Li", "J. van den Berg"]);
        assert_eq!(found(&roster, "AEROSK").first(), Some(&0));
        assert_eq!(found(&roster, "so ae").first(), Some(&0));
        assert_eq!(found(&roster, "  keller   ANNA ").first(), Some(&1));
        assert_eq!(found(&roster, "anna ke").first(), Some(&1));
        assert_eq!(found(&roster, "kell joa").first(), Some(&2));
        assert_eq!(found(&roster, "秀英").first(), Some(&3));
        assert_eq!(found(&roster, "li bo").first(), Some(&4));
        assert_eq!(found(&roster, "berg j").first(), Some(&5));
        assert_eq!(found(&roster, "v j").first(), Some(&5));
        assert_eq!(found(&roster, "xylophon"), [] as [u8; 0]);
    }

    #[test]
    fn a_name_is_found_typed_wrong_and_in_another_script() {
        let roster = roster(&["Anna Keller", "Иван Петров", "Muhammad Hassan", "Robert Harding", "محمد کریمی"]);
        for (text, guest) in [
            ("anna keler", 0),
            ("Ana Keller", 0),
            ("ivan petrov", 1),
            ("mohamed hasan", 2),
            ("bob harding", 3),
            ("mohammad karimi", 4),
            ("Анна Келлер", 0),
        ] {
            assert_eq!(found(&roster, text).first(), Some(&guest), "{text}");
        }
        let fit = |text: &str| roster.find(text, Timestamp(0), 1)[0].fit;
        assert_eq!([fit("keller anna"), fit("kell an"), fit("keler anna")], [Fit::Whole, Fit::Part, Fit::Near]);
    }

    #[test]
    fn the_last_sign_of_a_name_may_be_the_first_of_its_word() {
        let roster = roster(&["김 민수", "王 秀英", "Anna Keller"]);
        assert_eq!((found(&roster, "김 민").first(), found(&roster, "王 秀").first()), (Some(&0), Some(&1)));
    }

    #[test]
    fn a_guest_is_found_by_every_name_and_by_those_that_were_added() {
        let mut roster = roster(&["Иван Петров\nVanya Stein", "Anna Keller"]);
        assert_eq!(found(&roster, "stein vanya").first(), Some(&0));
        assert_eq!(roster.find("stein vanya", Timestamp(0), 1)[0].fit, Fit::Whole);
        assert_eq!(found(&roster, "petrov").first(), Some(&0));
        roster.put(VisitId([1; 16]), "Anna Keller\nAnna Blum", Timestamp(0), Timestamp(1));
        assert_eq!(found(&roster, "anna blum").first(), Some(&1));
        assert_eq!(roster.len(), 2);
    }

    #[test]
    fn a_table_of_given_names_counts_once_everybody_was_taken_into_it() {
        let mut roster = roster(&["Zwiep Brandt", "Anna Keller", "Bo Li"]);
        let given = Arc::new(Given::load("~ quillonius zwiep\n").unwrap());
        assert_eq!(found(&roster, "quillonius brandt"), [] as [u8; 0]);
        roster.read_by(&given);
        assert!(roster.is_renewing() && !roster.renew_some(2));
        // Who is called otherwise while the new index is filled is found by it in either.
        roster.put(VisitId([1; 16]), "Anna Blumenfeld", Timestamp(0), Timestamp(1));
        roster.put(VisitId([9; 16]), "Zwiep Ahrends", Timestamp(0), Timestamp(1));
        assert_eq!(found(&roster, "anna blumen"), [1], "the index of before answers meanwhile");
        assert!(roster.renew_some(2) && !roster.is_renewing());
        assert_eq!(found(&roster, "quillonius brandt"), [0]);
        assert_eq!(found(&roster, "anna blumen"), [1]);
        assert_eq!(found(&roster, "quillonius ahrends"), [9]);
        // Taken away while the way back is still being prepared, it goes on.
        roster.read_by(&Given::shared());
        roster.read_by(&given);
        assert!(!roster.is_renewing());
        roster.read_by(&Given::shared());
        assert!(roster.renew_some(9));
        assert_eq!(found(&roster, "quillonius brandt"), [] as [u8; 0]);
        let mut empty = Roster::default();
        empty.read_by(&given);
        assert!(!empty.is_renewing());
    }

    #[test]
    fn what_is_too_short_or_has_no_letter_is_not_looked_for() {
        for text in ["", "a", "12 34", "..", "é"] {
            assert_eq!(query(text), None, "{text}");
        }
        assert!(query("an").is_some());
    }

    #[test]
    fn the_whole_name_comes_first_and_then_the_nearest_window() {
        let roster = roster(&["Anna Kellermann", "Anna Keller", "Anna Kelleri"]);
        assert_eq!(found(&roster, "anna keller"), [1, 0, 2]);
        assert_eq!(roster.find("anna keller", Timestamp(0), 2).len(), 2);
    }

    #[test]
    fn a_batch_is_found_once_it_is_released() {
        let mut roster = roster(&["Anna Keller"]);
        let batch = roster.begin_batch();
        roster.put_in(batch, VisitId([9; 16]), "Anna Kellner", Timestamp(0), Timestamp(1));
        assert_eq!(found(&roster, "anna kell"), [0]);
        roster.release(batch);
        assert!(found(&roster, "anna kell").contains(&9));
    }
}
