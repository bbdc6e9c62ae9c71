//! Points: what two names, dates of birth, countries and documents say for and against one person.
//!
//! The score is a sum of points. Each point is a *measure* of the comparison times its *weight*, fitted by logistic
//! regression ([`super::weights`]), so that a score is the logarithm of odds, less a constant: it is comparable across
//! rows and does not saturate. What weighs most is contradiction: words left over on both sides. A word that is simply
//! absent on one side says little.

use super::alike::{How, Memory};
use super::assign::{Assignment, Met, assign};
use super::birth::{Agreement, Birth};
use super::country::Code;
use super::document;
use super::listing::Quality;
use super::name::{Part, Word, Words, is_descent, patience};
use super::outcome::{Outcome, Thresholds};
use super::phones::Patience;
use super::profile::Profile;
use super::reading::Script;
use super::weights::weight;

/// What is measured of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// 1 in every comparison.
    Base,
    /// How unlike the words are that met, on average.
    Vague,
    /// How unlike the two are that met worst.
    Worst,
    /// What of that is above a slip of the pen.
    WorstOver,
    /// How unlike short words are that met: one letter is much of them.
    ShortVague,
    /// 1 where every word met its like letter for letter.
    Exact,
    /// Initials that met a word.
    Initials,
    /// Words that met only when joined with a neighbour.
    Joined,
    /// 1 where three or more words met in another order than one side's turned round.
    Crossed,
    /// Initials that met nothing where the other side has a word left: they stand for another name.
    InitialLeft,
    /// Words that met as one name in two languages, or as a short form.
    Kin,
    /// 1 where no full word met another: an initial, a title or what many organisations call themselves is no name.
    Hollow,
    /// 1 where every full word that met is a name that many bear.
    Common,
    /// 1 where son and father have changed places.
    Descent,
    /// The share of the query that met nothing, beyond the contradiction.
    LeftQuery,
    /// The share of the listing that met nothing, beyond the contradiction.
    LeftListed,
    /// The smaller of what both sides have left, in full words.
    Contradiction,
    /// 1 where both sides have a full word left.
    BothLeft,
    /// How unlike the words are there.
    AbjadVague,
    /// The contradiction there.
    AbjadContradiction,
    /// How unlike the words are there.
    SyllablesVague,
    /// 1 where the listed name is one that the list itself calls low.
    LowQuality,
    /// Born the same day.
    BirthDay,
    /// Born the same year, as far as is known.
    BirthYear,
    /// Dates of birth that differ by a slip.
    BirthSlip,
    /// Born within a year or two.
    BirthNear,
    /// Born years apart.
    BirthConflict,
    /// A nationality is shared.
    Country,
    /// No nationality is shared.
    CountryConflict,
    /// A document has the same number.
    Document,
}

impl Measure {
    /// Every measure, in the order of the declaration.
    pub const ALL: [Self; 30] = [
        Self::Base,
        Self::Vague,
        Self::Worst,
        Self::WorstOver,
        Self::ShortVague,
        Self::Exact,
        Self::Initials,
        Self::Joined,
        Self::Crossed,
        Self::InitialLeft,
        Self::Kin,
        Self::Hollow,
        Self::Common,
        Self::Descent,
        Self::LeftQuery,
        Self::LeftListed,
        Self::Contradiction,
        Self::BothLeft,
        Self::AbjadVague,
        Self::AbjadContradiction,
        Self::SyllablesVague,
        Self::LowQuality,
        Self::BirthDay,
        Self::BirthYear,
        Self::BirthSlip,
        Self::BirthNear,
        Self::BirthConflict,
        Self::Country,
        Self::CountryConflict,
        Self::Document,
    ];
    /// Those of dates of birth.
    pub const BIRTHS: [Self; 5] =
        [Self::BirthDay, Self::BirthYear, Self::BirthSlip, Self::BirthNear, Self::BirthConflict];
    /// Those of nationalities.
    pub const COUNTRIES: [Self; 2] = [Self::Country, Self::CountryConflict];
    /// What is measured of dates of birth that agree so.
    pub fn of_births(agreement: Agreement) -> Self {
        match agreement {
            Agreement::Day => Self::BirthDay,
            Agreement::Year => Self::BirthYear,
            Agreement::Slip => Self::BirthSlip,
            Agreement::Near => Self::BirthNear,
            Agreement::Conflict => Self::BirthConflict,
        }
    }

    /// Those of what is left on both sides.
    pub const CONTRADICTIONS: [Self; 2] = [Self::Contradiction, Self::BothLeft];
}

/// One measure of a comparison, with what was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// What.
    pub measure: Measure,
    /// How much of it.
    pub amount: f32,
}

impl Point {
    /// What it brings to the score.
    pub fn worth(&self) -> f32 {
        self.amount * weight(self.measure)
    }
}

/// Two profiles compared by the two names that agree best.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// The sum of all points.
    pub score: f32,
    /// Which reading of the query agreed best.
    pub query: usize,
    /// With which reading of the listing.
    pub listed: usize,
    /// Which words met.
    pub assignment: Assignment,
    /// The points.
    pub points: Vec<Point>,
    /// A document number that both have.
    pub document: Option<String>,
    /// Whether it is no more than worth a look, however high it scores: a single name, or a name in Han or Hangul
    /// without a date of birth or a document on both sides.
    pub at_most_review: bool,
}

impl Comparison {
    /// What it comes to under these thresholds.
    pub fn outcome(&self, thresholds: Thresholds) -> Outcome {
        let outcome = if self.document.is_some() { Outcome::Stop } else { thresholds.outcome(self.score) };
        if self.at_most_review { outcome.min(Outcome::Review) } else { outcome }
    }
}

/// What is known of somebody beside the names.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Dates of birth.
    pub births: &'a [Birth],
    /// Nationalities as codes.
    pub countries: &'a [Code],
}

impl Profile {
    /// What is known beside the names.
    pub fn known(&self) -> Known<'_> {
        Known { births: &self.births, countries: &self.countries }
    }
}

/// Why a name is no more than worth a look, if it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Little {
    /// One side is a single word.
    pub single: bool,
    /// One side is written in Han or Hangul, in which many share a name.
    pub signs: bool,
}

impl Little {
    /// What two names tell too little by.
    pub fn of(query: &Words, listed: &Words) -> Self {
        let signs = |word: &Word| matches!(word.script, Script::Han | Script::Hangul);
        Self { single: full(&query.0).min(full(&listed.0)) <= 1, signs: query.0.iter().chain(&listed.0).any(signs) }
    }

    /// Whether a match is at most a review: a document tells everything, a date of birth enough of a name in signs.
    pub fn at_most_review(self, query: Known<'_>, listed: Known<'_>, document: bool) -> bool {
        let births = !query.births.is_empty() && !listed.births.is_empty();
        !document && (self.single || self.signs && !births)
    }
}

/// Compares two profiles; `None` where one of them has no name that can be read and no document is shared.
pub fn compare(query: &Profile, listed: &Profile, memory: &Memory<'_>) -> Option<Comparison> {
    let document = query.documents.iter().find(|number| {
        let key = document::key(number);
        listed.documents.iter().any(|other| document::key(other) == key)
    });
    let document = document.cloned();
    let mut best: Option<Comparison> = None;
    for (i, ours) in query.readings.iter().enumerate() {
        for (j, theirs) in listed.readings.iter().enumerate() {
            let (assignment, points) = measure(&ours.words, &theirs.words, theirs.quality, memory);
            let score: f32 = points.iter().map(Point::worth).sum();
            if best.as_ref().is_none_or(|best| score > best.score) {
                let little = Little::of(&ours.words, &theirs.words);
                let at_most_review = little.at_most_review(query.known(), listed.known(), document.is_some());
                best =
                    Some(Comparison { score, query: i, listed: j, assignment, points, document: None, at_most_review });
            }
        }
    }
    let mut comparison = match best {
        Some(best) => best,
        None if document.is_some() => Comparison::default(),
        None => return None,
    };
    let known: Vec<Point> = particulars(query.known(), listed.known(), document.is_some()).collect();
    comparison.score += known.iter().map(Point::worth).sum::<f32>();
    comparison.points.extend(known);
    comparison.document = document;
    Some(comparison)
}

fn mass(words: &[Word]) -> f32 {
    words.iter().map(Word::weight).sum()
}

fn left(words: &[Word], left: &[usize]) -> f32 {
    left.iter().filter_map(|at| words.get(*at)).map(Word::weight).sum()
}

/// The same, with a patronymic as a name like any other: one that is absent says little, another one says much.
fn left_names(words: &[Word], left: &[usize]) -> f32 {
    let worth = |word: &Word| if word.part == Part::Patronymic { 1.0 } else { word.weight() };
    left.iter().filter_map(|at| words.get(*at)).map(worth).sum()
}

/// Words that are more than a particle or an initial.
fn full(words: &[Word]) -> usize {
    words.iter().filter(|word| word.weight() > 0.3).count()
}

/// Assigns the words of two names and measures how they compare.
pub fn measure(query: &Words, listed: &Words, quality: Quality, memory: &Memory<'_>) -> (Assignment, Vec<Point>) {
    let assignment = assign(&query.0, &listed.0, memory);
    let one = |yes: bool| f32::from(u8::from(yes));
    let met: f32 = assignment.met.iter().map(|met| met.weight).sum();
    let unlike: f32 = assignment.met.iter().map(|met| met.weight * (1.0 - met.likeness.grade)).sum();
    let vague = if met > 0.0 { unlike / met } else { 0.5 };
    let worst = assignment.met.iter().filter(|m| m.weight > 0.3).map(|m| 1.0 - m.likeness.grade).fold(0.0, f32::max);
    let (ours, theirs) = (left(&query.0, &assignment.left_query), left(&listed.0, &assignment.left_listed));
    let (share, share_listed) = (ours / mass(&query.0).max(0.01), theirs / mass(&listed.0).max(0.01));
    let contradiction = share.min(share_listed);
    let named = left_names(&query.0, &assignment.left_query).min(left_names(&listed.0, &assignment.left_listed));
    let big = |words: &[Word], left: &[usize]| left.iter().filter_map(|at| words.get(*at)).any(|w| w.weight() > 0.6);
    let both_left = big(&query.0, &assignment.left_query) && big(&listed.0, &assignment.left_listed);
    let all = || query.0.iter().chain(&listed.0);
    let patience = all().map(|word| patience(word.script, word.script)).max().unwrap_or(Patience::Alphabet);
    let (abjad, syllables) = (one(patience == Patience::Abjad), one(patience == Patience::Syllables));
    let count = |of: &dyn Fn(&super::assign::Met) -> bool| assignment.met.iter().filter(|met| of(met)).count() as f32;
    let crossed = crossed(&assignment);
    let descent = descent_turned(&assignment, query, listed);
    let points = [
        (Measure::Base, 1.0),
        (Measure::Vague, vague),
        (Measure::Worst, worst),
        (Measure::WorstOver, (worst - 0.2).max(0.0)),
        (Measure::ShortVague, short_vague(&assignment, query)),
        (Measure::Exact, one(worst < 0.005 && share + share_listed < 0.01 && !descent)),
        (Measure::Initials, count(&|met| met.likeness.how == How::Initial)),
        (Measure::Joined, count(&|met| met.query.1 + met.listed.1 > 2)),
        (Measure::Crossed, one(crossed)),
        (Measure::InitialLeft, one(initial_left(&assignment, query, listed))),
        (Measure::Hollow, one(!assignment.met.iter().any(|met| full_met(met, query, listed)))),
        (Measure::Common, one(common(&assignment, query, listed, memory))),
        (Measure::Descent, one(descent)),
        (Measure::Kin, count(&|met| met.likeness.how == How::Kin)),
        (Measure::LeftQuery, share - contradiction),
        (Measure::LeftListed, share_listed - contradiction),
        (Measure::Contradiction, named.min(1.5)),
        (Measure::BothLeft, one(both_left)),
        (Measure::AbjadVague, abjad * vague),
        (Measure::AbjadContradiction, abjad * contradiction),
        (Measure::SyllablesVague, syllables * vague),
        (Measure::LowQuality, one(quality == Quality::Low)),
    ];
    let points = points.into_iter().filter(|(_, amount)| *amount != 0.0);
    (assignment, points.map(|(measure, amount)| Point { measure, amount }).collect())
}

/// Whether the full words that met stand in another order: family name first or last is no other order.
fn crossed(assignment: &Assignment) -> bool {
    let order: Vec<usize> = assignment.met.iter().filter(|met| met.weight > 0.4).map(|met| met.listed.0).collect();
    let falls = order.windows(2).filter(|two| two.first() > two.last()).count();
    let turned = falls == 1 && order.last() < order.first();
    order.len() > 2 && falls > 0 && !turned
}

/// Whether an initial is left on one side and a word on the other: it stands for another name.
fn initial_left(assignment: &Assignment, query: &Words, listed: &Words) -> bool {
    let left =
        |words: &Words, left: &[usize], part: Part| left.iter().filter_map(|i| words.0.get(*i)).any(|w| w.part == part);
    let (ours, theirs) = (&assignment.left_query, &assignment.left_listed);
    left(query, ours, Part::Initial) && left(listed, theirs, Part::Word)
        || left(query, ours, Part::Word) && left(listed, theirs, Part::Initial)
}

/// Whether a full word met another.
fn full_met(met: &Met, query: &Words, listed: &Words) -> bool {
    let full = |words: &Words, (first, n): (usize, usize)| words.0.iter().skip(first).take(n).any(|w| w.part.is_full());
    full(query, met.query) && full(listed, met.listed)
}

/// Words that met by less than their letters or their sound.
fn loose(met: &Met) -> bool {
    matches!(met.likeness.how, How::Kin | How::Initial)
}

/// Whether all full words that met are names that many bear, on both sides; loose ones tell nothing either way.
fn common(assignment: &Assignment, query: &Words, listed: &Words, memory: &Memory<'_>) -> bool {
    let known = |words: &Words, at: usize| {
        let sound = words.0.get(at).and_then(|word| word.sounds.first());
        sound.is_some_and(|sound| memory.is_common(&sound.text))
    };
    let mut full = assignment.met.iter().filter(|met| met.weight > 0.4 && !loose(met));
    !assignment.met.is_empty() && full.all(|met| known(query, met.query.0) && known(listed, met.listed.0))
}

/// Whether the words on both sides of a "son of" met crosswise: the father of one is the son of the other.
fn descent_turned(assignment: &Assignment, query: &Words, listed: &Words) -> bool {
    let theirs = descents(listed);
    let met =
        |ours: usize, theirs: usize| assignment.met.iter().any(|met| met.query.0 == ours && met.listed.0 == theirs);
    !theirs.is_empty()
        && descents(query).iter().any(|(son, father)| theirs.iter().any(|(s, f)| met(*son, *f) && met(*father, *s)))
}

/// The full words before and after each "son of".
fn descents(words: &Words) -> Vec<(usize, usize)> {
    let full = |at: &usize| words.0.get(*at).is_some_and(|word| word.weight() > 0.3);
    let of = words.0.iter().enumerate().filter(|(_, word)| is_descent(word)).map(|(at, _)| at);
    of.filter_map(|at| Some(((0..at).rev().find(full)?, (at + 1..words.0.len()).find(full)?))).collect()
}

/// How unlike the short words are that met: of four letters, one is much.
fn short_vague(assignment: &Assignment, query: &Words) -> f32 {
    let short = |at: usize| query.0.get(at).and_then(|w| w.sounds.first()).is_some_and(|sound| sound.text.len() <= 4);
    let vague = assignment.met.iter().filter(|m| m.weight > 0.3 && m.likeness.how != How::Initial && short(m.query.0));
    vague.map(|met| 1.0 - met.likeness.grade).sum()
}

/// What is known beside the names.
pub fn particulars(query: Known<'_>, listed: Known<'_>, document: bool) -> impl Iterator<Item = Point> {
    let birth = Birth::best(query.births, listed.births).map(Measure::of_births);
    let known = !query.countries.is_empty() && !listed.countries.is_empty();
    let country = known.then(|| {
        let shared = query.countries.iter().any(|code| listed.countries.contains(code));
        if shared { Measure::Country } else { Measure::CountryConflict }
    });
    let document = document.then_some(Measure::Document);
    [birth, country, document].into_iter().flatten().map(|measure| Point { measure, amount: 1.0 })
}
