//! Points: what two names, dates of birth and countries say for and against one person.
//!
//! The score is a sum of points. Each point is a *measure* of the comparison times its *worth*, a weight fitted by
//! logistic regression ([`worth`]), so that a score is the logarithm of odds, less a constant: it is comparable across
//! rows and does not saturate.

use super::alike::How;
use super::assign::{Assignment, assign};
use super::birth::{Agreement, Birth};
use super::name::{Part, Word, Words};
use super::phones::Patience;

/// What a point is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// How much of the two names has met, in full words.
    Met,
    Base,
    Vague,
    Worst,
    Contradiction,
    LeftQuery,
    LeftListed,
    Single,
    Initials,
    AbjadVague,
    SyllablesVague,
    AbjadBase,
    SyllablesBase,
    HanBase,
    AbjadContra,
    SyllablesContra,
    Exact,
    ContraMass, BothLeft, WorstOver, OneName, LeftMass, Joined, ShortVague, BirthDayContra, BirthConflictExact, GivenContra,
    BirthDay,
    BirthYear,
    BirthSlip,
    BirthNear,
    BirthConflict,
    Country,
    CountryConflict,
}

pub const ALL: [Measure; 34] = {
    use Measure::*;
    [Base, Met, Vague, Worst, Contradiction, LeftQuery, LeftListed, Single, Initials, AbjadVague, SyllablesVague, AbjadBase, SyllablesBase, HanBase, AbjadContra, SyllablesContra, Exact, ContraMass, BothLeft, WorstOver, OneName, LeftMass, Joined, ShortVague, BirthDayContra, BirthConflictExact, GivenContra, BirthDay, BirthYear, BirthSlip, BirthNear, BirthConflict, Country, CountryConflict]
};

/// The comparison of two names, as measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    pub assignment: Assignment,
    pub measures: Vec<(Measure, f32)>,
}

fn mass(words: &[Word]) -> f32 { words.iter().map(Word::weight).sum::<f32>().max(0.01) }

fn big_left(words: &[Word], left: &[usize]) -> bool { left.iter().filter_map(|i| words.get(*i)).any(|w| w.weight() > 0.6) }
fn words(words: &[Word]) -> usize { words.iter().filter(|w| w.weight() > 0.3).count() }
/// Measures how two names compare.
pub fn measure(query: &Words, listed: &Words) -> Compared {
    use Measure::*;
    let assignment = assign(&query.0, &listed.0);
    let met: f32 = assignment.met.iter().map(|m| m.weight).sum();
    let vague: f32 = assignment.met.iter().map(|m| m.weight * (1.0 - m.likeness.grade)).sum();
    let worst = assignment.met.iter().filter(|m| m.weight > 0.3).map(|m| 1.0 - m.likeness.grade).fold(0.0, f32::max);
    let left = |words: &[Word], left: &[usize]| -> f32 { left.iter().filter_map(|i| words.get(*i)).map(Word::weight).sum::<f32>() };
    let (left_query, left_listed) = (left(&query.0, &assignment.left_query), left(&listed.0, &assignment.left_listed));
    let (share_q, share_l) = (left_query / mass(&query.0), left_listed / mass(&listed.0));
    let contradiction = share_q.min(share_l);
    let full = assignment.met.iter().filter(|m| m.weight > 0.4).count();
    let initials = assignment.met.iter().filter(|m| m.likeness.how == How::Initial).count() as f32;
    let pat = query.0.iter().chain(&listed.0).map(|w| super::name::patience(w.script, w.script)).max().unwrap_or(Patience::Alphabet);
    let han = query.0.iter().chain(&listed.0).any(|w| w.script == super::reading::Script::Han);
    let abjad = f32::from(pat == Patience::Abjad); let syll = f32::from(pat == Patience::Syllables);
    let vague_share = if met > 0.0 { vague / met } else { 0.5 };
    let _ = Part::Word;
    let measures = vec![
        (Base, 1.0), (Met, met.min(5.0).sqrt()), (Vague, vague_share), (Worst, worst), (Contradiction, contradiction),
        (LeftQuery, share_q - contradiction), (LeftListed, share_l - contradiction), (Single, f32::from(full <= 1)),
        (Initials, initials), (AbjadVague, abjad * vague_share), (SyllablesVague, syll * vague_share), (AbjadBase, abjad), (SyllablesBase, syll), (HanBase, f32::from(han)),
        (AbjadContra, abjad * contradiction), (SyllablesContra, syll * contradiction),
        (Exact, f32::from(worst < 0.005 && contradiction == 0.0 && share_q + share_l < 0.01)),
        (ContraMass, left_query.min(left_listed).min(1.5)),
        (BothLeft, f32::from(big_left(&query.0, &assignment.left_query) && big_left(&listed.0, &assignment.left_listed))),
        (WorstOver, (worst - 0.2).max(0.0)),
        (OneName, f32::from(words(&query.0).min(words(&listed.0)) <= 1)),
        (LeftMass, left_query.max(left_listed).min(3.0)),
        (Joined, assignment.met.iter().filter(|m| m.query.1 + m.listed.1 > 2).count() as f32),
        (ShortVague, assignment.met.iter().map(|m| if m.likeness.grade < 0.99 && m.likeness.how != How::Initial && query.0.get(m.query.0).is_some_and(|w| w.sounds.first().is_some_and(|s| s.text.len() <= 4)) && m.weight > 0.3 { 1.0 - m.likeness.grade } else { 0.0 }).sum()),
    ];
    Compared { assignment, measures }
}

/// Measures of what else is known.
pub fn particulars(births: (&[Birth], &[Birth]), countries: (&[String], &[String])) -> Vec<(Measure, f32)> {
    use Measure::*;
    let mut m = Vec::new();
    if let Some(a) = Birth::best(births.0, births.1) {
        m.push((match a { Agreement::Day => BirthDay, Agreement::Year => BirthYear, Agreement::Slip => BirthSlip, Agreement::Near => BirthNear, Agreement::Conflict => BirthConflict }, 1.0));
    }
    if !countries.0.is_empty() && !countries.1.is_empty() {
        m.push((if countries.0.iter().any(|c| countries.1.contains(c)) { Country } else { CountryConflict }, 1.0));
    }
    m
}

pub fn worth(m: Measure) -> f32 {
    use Measure::*;
    match m {
        Base => -3.0, Met => 4.0, Vague => -8.0, Worst => -4.0, Contradiction => -8.0, LeftQuery => -2.0, LeftListed => -1.5,
        Single => -1.0, Initials => -0.3, AbjadVague => 2.0, SyllablesVague => 2.0, BirthDay => 4.0, BirthYear => 2.0, BirthSlip => 2.0,
        BirthNear => 0.5, BirthConflict => -2.5, Country => 0.7, CountryConflict => -0.7, _ => 0.0,
    }
}
