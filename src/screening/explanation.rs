//! Why a comparison came to its score: line by line, in things that a person can weigh.

use super::alike::{How, Memory};
use super::apart::taken_apart;
use super::assign::{Assignment, Met};
use super::birth::{Agreement, Birth};
use super::country::Code;
use super::given::Given;
use super::listing::Listing;
use super::name::Words;
use super::profile::Profile;
use super::query::Query;
use super::score::{Comparison, Measure, Point, compare};

/// One line of an explanation, with the points that it brought; the points of all lines add up to the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it says.
    pub says: Says,
    /// What it brought, in points; 0 where another line counts for it.
    pub points: f32,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// The names as a whole.
    Names {
        /// How many words met.
        met: usize,
    },
    /// Words of the query met words of the listing.
    Met {
        /// As the query writes them.
        query: String,
        /// As the listing writes them.
        listed: String,
        /// As they were read, where that was not how they are written.
        read: Option<(String, String)>,
        /// How they met.
        how: How,
        /// How alike they are, of 100.
        grade: u8,
    },
    /// Words of the query that met nothing.
    LeftQuery(String),
    /// Words of the listing that met nothing.
    LeftListed(String),
    /// What is left on both sides speaks against one person.
    Contradiction,
    /// How the dates of birth agree.
    Birth(Agreement, Birth, Birth),
    /// Nothing is known of one date of birth.
    BirthUnknown,
    /// They share a nationality.
    Country(String),
    /// They share none.
    CountryConflict(String, String),
    /// A document has the same number: that is certain, whatever the name says.
    Document(String),
    /// A single name, or a name of signs that many share, is no more than worth a look.
    AtMostReview,
}

/// Why somebody may be who is listed; no lines where nothing can be compared.
pub fn of_listing(query: &Query, listing: &Listing, given: &Given) -> Vec<Line> {
    let theirs = Profile::of_listing(listing);
    let (ours, comparison) = closest(query, &theirs, &Memory::new(given));
    comparison.map_or_else(Vec::new, |comparison| explain(&ours, &theirs, &comparison))
}

/// Somebody as they compare best with a listing: as they are written, or taken apart into its words.
pub fn closest(query: &Query, theirs: &Profile, memory: &Memory<'_>) -> (Profile, Option<Comparison>) {
    let compared = |query: &Query| {
        let ours = Profile::of_query(query);
        let comparison = compare(&ours, theirs, memory);
        (ours, comparison)
    };
    let words = || theirs.readings.iter().flat_map(|reading| &reading.words.0);
    let known = |text: &str| words().any(|word| &*word.text == text);
    let (written, apart) = (compared(query), taken_apart(query, &known).map(|query| compared(&query)));
    let score = |(_, comparison): &(Profile, Option<Comparison>)| {
        comparison.as_ref().map_or(f32::NEG_INFINITY, |comparison| comparison.score)
    };
    match apart {
        Some(apart) if score(&apart) > score(&written) => apart,
        _ => written,
    }
}

/// The lines of a comparison.
pub fn explain(query: &Profile, listed: &Profile, comparison: &Comparison) -> Vec<Line> {
    let mut lines = Vec::new();
    let points = |of: &[Measure]| -> f32 {
        comparison.points.iter().filter(|p| of.contains(&p.measure)).map(Point::worth).sum()
    };
    if let Some(number) = &comparison.document {
        lines.push(Line { says: Says::Document(number.clone()), points: points(&[Measure::Document]) });
    }
    let words = |profile: &'_ Profile, at: usize| profile.readings.get(at).map(|r| r.words.clone()).unwrap_or_default();
    names(&words(query, comparison.query), &words(listed, comparison.listed), comparison, &mut lines);
    births(query, listed, points(&Measure::BIRTHS), &mut lines);
    countries(query, listed, points(&Measure::COUNTRIES), &mut lines);
    if comparison.at_most_review {
        lines.push(Line { says: Says::AtMostReview, points: 0.0 });
    }
    lines
}

fn names(query: &Words, listed: &Words, comparison: &Comparison, lines: &mut Vec<Line>) {
    let Assignment { met, left_query, left_listed } = &comparison.assignment;
    let points = |what: fn(Measure) -> Option<Part>, part: Part| -> f32 {
        comparison.points.iter().filter(|p| what(p.measure) == Some(part)).map(Point::worth).sum()
    };
    lines.push(Line { says: Says::Names { met: met.len() }, points: points(part, Part::Names) });
    lines.extend(met.iter().map(|met| Line { says: meeting(query, listed, met), points: 0.0 }));
    let written = |words: &Words, left: &[usize]| -> String {
        left.iter().filter_map(|i| words.0.get(*i)).map(|word| &*word.text).collect::<Vec<_>>().join(" ")
    };
    if !left_query.is_empty() {
        let says = Says::LeftQuery(written(query, left_query));
        lines.push(Line { says, points: points(part, Part::LeftQuery) });
    }
    if !left_listed.is_empty() {
        let says = Says::LeftListed(written(listed, left_listed));
        lines.push(Line { says, points: points(part, Part::LeftListed) });
    }
    let contradiction = points(part, Part::Contradiction);
    if contradiction != 0.0 {
        lines.push(Line { says: Says::Contradiction, points: contradiction });
    }
}

/// Which line a measure of the names belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Names,
    LeftQuery,
    LeftListed,
    Contradiction,
}

fn part(measure: Measure) -> Option<Part> {
    if Measure::BIRTHS.contains(&measure) || Measure::COUNTRIES.contains(&measure) || measure == Measure::Document {
        return None;
    }
    Some(match measure {
        Measure::LeftQuery => Part::LeftQuery,
        Measure::LeftListed => Part::LeftListed,
        _ if Measure::CONTRADICTIONS.contains(&measure) => Part::Contradiction,
        _ => Part::Names,
    })
}

fn meeting(query: &Words, listed: &Words, met: &Met) -> Says {
    let span = |words: &Words, (first, n): (usize, usize)| -> (String, String) {
        let words: Vec<_> = words.0.iter().skip(first).take(n).collect();
        let written = words.iter().map(|word| &*word.text).collect::<Vec<_>>().join(" ");
        let read = words.iter().filter_map(|word| word.sounds.first()).map(|s| &*s.text).collect::<Vec<_>>().join(" ");
        (written, read)
    };
    let (ours, theirs) = (span(query, met.query), span(listed, met.listed));
    let read = (ours.0 != ours.1 || theirs.0 != theirs.1).then_some((ours.1, theirs.1));
    // A percentage of 0 to 1 fits a byte.
    let grade = (met.likeness.grade.clamp(0.0, 1.0) * 100.0).round() as u8;
    Says::Met { query: ours.0, listed: theirs.0, read, how: met.likeness.how, grade }
}

fn births(query: &Profile, listed: &Profile, points: f32, lines: &mut Vec<Line>) {
    let pairs = query.births.iter().flat_map(|a| listed.births.iter().map(move |b| (a.agreement(*b), *a, *b)));
    let says = pairs
        .min_by_key(|(agreement, ..)| *agreement)
        .map_or(Says::BirthUnknown, |(agreement, a, b)| Says::Birth(agreement, a, b));
    lines.push(Line { says, points });
}

/// Countries as they are shown.
fn joined(countries: &[Code]) -> String {
    let codes: Vec<&str> = countries.iter().map(Code::as_str).collect();
    codes.join(", ")
}

fn countries(query: &Profile, listed: &Profile, points: f32, lines: &mut Vec<Line>) {
    let (ours, theirs) = (&query.countries, &listed.countries);
    if let Some(shared) = ours.iter().find(|code| theirs.contains(code)) {
        lines.push(Line { says: Says::Country(shared.as_str().to_owned()), points });
    } else if !ours.is_empty() && !theirs.is_empty() {
        lines.push(Line { says: Says::CountryConflict(joined(ours), joined(theirs)), points });
    }
}
