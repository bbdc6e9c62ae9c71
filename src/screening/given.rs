//! Given names that are the same name: spellings of one, and one in several languages or for short.
//!
//! The table is our own, `assets/screening/given-names.txt`; a mission may add a larger one of its own. It is asked for
//! every pair of words that do not agree by themselves, so an answer costs one look-up a word and allocates nothing.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

/// The table that comes with the program.
const TABLE: &str = include_str!("../../assets/screening/given-names.txt");
/// The longest word a table may have, in letters.
const WORD_LIMIT: usize = 64;

static BUILTIN: LazyLock<Arc<Given>> = LazyLock::new(|| {
    let mut lines = Vec::new();
    // The tests hold that no line is at fault; one that were would be missing, not a panic at the gate.
    lines.extend(parse(TABLE).flatten());
    Arc::new(Given::of(&lines))
});

/// How two words are one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kin {
    /// One name spelt in two ways: muhammad, mehmet.
    Spelling,
    /// One name in two languages, or a name and what its bearers are called: yusuf, joseph; robert, bob.
    Name,
}

/// Why a table of names is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem:?}")]
pub struct GivenFault {
    /// Where, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: GivenProblem,
}

/// What is wrong with a line of a table of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenProblem {
    /// It begins with neither `=` nor `~`.
    Mark,
    /// Not a word of 1 to 64 letters a to z in lower case.
    Word(String),
    /// Fewer than two different words.
    Alone,
}

impl GivenProblem {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Word(_) => "word",
            Self::Alone => "alone",
        }
    }
}

/// Where the groups of a word lie: first those of spellings, then those of names.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: usize,
    middle: usize,
    end: usize,
}

/// A table of given names.
#[derive(Debug, Default)]
pub struct Given {
    words: FxHashMap<Box<str>, Place>,
    groups: Vec<u32>,
    /// For each group, the letters that its words begin with.
    letters: Vec<u32>,
}

/// One line of a table.
struct Line<'a> {
    kin: Kin,
    words: Vec<&'a str>,
}

impl Given {
    /// The table that comes with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The table that comes with the program, to be held by who may hold a larger one.
    pub fn shared() -> Arc<Self> {
        BUILTIN.clone()
    }

    /// The built-in table and these lines with it: `=` before spellings of one name, `~` before names that one person
    /// may go by, `#` before a remark. A word that begins a `=` line of either table stands, in a `~` line, for all
    /// the words of that line.
    ///
    /// # Errors
    /// The first line that is at fault; nothing of the text is taken then.
    pub fn load(text: &str) -> Result<Self, GivenFault> {
        let mut lines: Vec<Line<'_>> = parse(TABLE).flatten().collect();
        for line in parse(text) {
            lines.push(line?);
        }
        Ok(Self::of(&lines))
    }

    /// How these two different words are one name, the closer way if both are; `None` if the table does not say so.
    pub fn kinship(&self, a: &str, b: &str) -> Option<Kin> {
        let (a, b) = (self.words.get(a)?, self.words.get(b)?);
        let share = |a: &[u32], b: &[u32]| a.iter().any(|group| b.contains(group));
        if share(self.part(a.start, a.middle), self.part(b.start, b.middle)) {
            Some(Kin::Spelling)
        } else if share(self.part(a.middle, a.end), self.part(b.middle, b.end)) {
            Some(Kin::Name)
        } else {
            None
        }
    }

    /// The groups a word belongs to, to find it by; none if it is not in the table. The numbers mean something within
    /// this table alone.
    pub fn groups_of(&self, word: &str) -> &[u32] {
        self.words.get(word).map_or(&[], |place| self.part(place.start, place.end))
    }

    /// The letters that the names begin with which are one with this one, as [`bit`]s; none if it is not in the table.
    pub fn initials_of(&self, word: &str) -> u32 {
        let letters = |group: &u32| self.letters.get(*group as usize).copied().unwrap_or_default();
        self.groups_of(word).iter().fold(0, |all, group| all | letters(group))
    }

    /// Whether the word is in the table: a name so common that it tells little by itself.
    pub fn is_common(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    fn part(&self, from: usize, to: usize) -> &[u32] {
        self.groups.get(from..to).unwrap_or_default()
    }

    fn of(lines: &[Line<'_>]) -> Self {
        let mut heads: FxHashMap<&str, Vec<&Line<'_>>> = FxHashMap::default();
        for line in lines.iter().filter(|line| line.kin == Kin::Spelling) {
            if let Some(head) = line.words.first() {
                heads.entry(head).or_default().push(line);
            }
        }
        let mut members: FxHashMap<&str, (Vec<u32>, Vec<u32>)> = FxHashMap::default();
        for (line, group) in lines.iter().zip(0_u32..) {
            for word in &line.words {
                let mut add = |word| {
                    let (spellings, names) = members.entry(word).or_default();
                    let groups = if line.kin == Kin::Spelling { spellings } else { names };
                    // Groups come in rising order, so a group that is there already is the last one.
                    if groups.last() != Some(&group) {
                        groups.push(group);
                    }
                };
                add(word);
                if line.kin == Kin::Name {
                    heads.get(word).into_iter().flatten().flat_map(|line| &line.words).for_each(|word| add(word));
                }
            }
        }
        Self::packed(members)
    }

    fn packed(members: FxHashMap<&str, (Vec<u32>, Vec<u32>)>) -> Self {
        let mut given = Self::default();
        given.words.reserve(members.len());
        for (word, (spellings, names)) in members {
            let start = given.groups.len();
            given.groups.extend(&spellings);
            let middle = given.groups.len();
            given.groups.extend(&names);
            for group in given.groups.get(start..).unwrap_or_default() {
                let at = *group as usize;
                if at >= given.letters.len() {
                    given.letters.resize(at + 1, 0);
                }
                if let (Some(letters), Some(first)) = (given.letters.get_mut(at), word.bytes().next()) {
                    *letters |= bit(first);
                }
            }
            given.words.insert(word.into(), Place { start, middle, end: given.groups.len() });
        }
        given.groups.shrink_to_fit();
        given
    }
}

/// A letter a to z as a bit; 0 for anything else.
pub fn bit(letter: u8) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (letter - b'a') } else { 0 }
}

/// The lines of a table without remarks and blank lines.
fn parse(text: &str) -> impl Iterator<Item = Result<Line<'_>, GivenFault>> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(at, line)| self::line(line).map_err(|problem| GivenFault { line: at, problem }))
}

fn line(text: &str) -> Result<Line<'_>, GivenProblem> {
    let (kin, rest) = match (text.strip_prefix('='), text.strip_prefix('~')) {
        (Some(rest), _) => (Kin::Spelling, rest),
        (_, Some(rest)) => (Kin::Name, rest),
        _ => return Err(GivenProblem::Mark),
    };
    let mut words: Vec<&str> = Vec::new();
    for word in rest.split_whitespace() {
        if word.len() > WORD_LIMIT || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(GivenProblem::Word(word.chars().take(WORD_LIMIT).collect()));
        }
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.len() < 2 { Err(GivenProblem::Alone) } else { Ok(Line { kin, words }) }
}

#[cfg(test)]
#[path = "given_tests.rs"]
mod tests;
