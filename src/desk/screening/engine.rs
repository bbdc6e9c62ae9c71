//! What the lists are asked with: several lists, one index each.

use std::collections::BTreeMap;

use crate::domain::text::fold;
use crate::screening::birth::Agreement;
use crate::screening::{Birth, Listing, Outcome, Query, Thresholds};

/// Hits that are given at most.
const MOST: usize = 20;

/// The lists, ready to be asked.
#[derive(Debug, Default)]
pub struct Engine {
    lists: BTreeMap<String, (Thresholds, Vec<Listing>)>,
}

/// Somebody listed who is like the one asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The list.
    pub list: String,
    /// Who is listed.
    pub listing: Listing,
    /// Which of its names was best.
    pub name: usize,
    /// How alike they are, in points.
    pub score: f32,
    /// What that comes to by the list's thresholds.
    pub outcome: Outcome,
    /// What brought the score.
    pub points: Vec<Point>,
}

/// One thing that brought points.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// What.
    pub what: &'static str,
    /// How many.
    pub worth: f32,
}

impl Engine {
    /// No list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a list in, in place of the one of this name.
    pub fn put(&mut self, name: &str, thresholds: Thresholds, listings: Vec<Listing>) {
        let _ = self.lists.insert(name.to_owned(), (thresholds, listings));
    }

    /// Takes a list out.
    pub fn remove(&mut self, name: &str) {
        let _ = self.lists.remove(name);
    }

    /// Everybody listed who is worth a look, best first; at most 20.
    pub fn screen(&self, query: &Query) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (list, (thresholds, listings)) in &self.lists {
            for listing in listings {
                let best = listing.names.iter().enumerate().map(|(i, name)| (i, points(query, listing, &name.text)));
                let sum = |points: &Vec<Point>| points.iter().map(|point| point.worth).sum::<f32>();
                let best = best.max_by(|(_, a), (_, b)| sum(a).total_cmp(&sum(b)));
                let Some((name, points)) = best else { continue };
                let score = sum(&points);
                let outcome = thresholds.outcome(score);
                if outcome > Outcome::Clear {
                    hits.push(Hit { list: list.clone(), listing: listing.clone(), name, score, outcome, points });
                }
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.list.cmp(&b.list)));
        hits.truncate(MOST);
        hits
    }
}

fn points(query: &Query, listing: &Listing, name: &str) -> Vec<Point> {
    let listed = fold(name);
    let whole = query.names.iter().any(|text| fold(text) == listed);
    let part = query.names.iter().any(|text| {
        let words = fold(text);
        words.len() > 1 && listed.len() > 1 && listed.iter().filter(|word| words.contains(word)).count() > 1
    });
    let mut points = vec![Point {
        what: "names",
        worth: if whole {
            3.0
        } else if part {
            1.0
        } else {
            -3.0
        },
    }];
    let worth = match Birth::best(&query.births, &listing.births) {
        Some(Agreement::Day) => 3.0,
        Some(Agreement::Year | Agreement::Slip) => 1.0,
        Some(Agreement::Conflict) => -2.0,
        Some(Agreement::Near) | None => 0.0,
    };
    points.push(Point { what: "birth", worth });
    if query.documents.iter().any(|number| listing.documents.contains(number)) {
        points.push(Point { what: "document", worth: 8.0 });
    }
    points
}
