//! Where to draw the line: how many clean visitors are alerted and how many listed ones are found, at each score.

use super::outcome::Thresholds;

/// One visitor of whom it is known whether they are listed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// The best score against the lists; `None` where nobody was even near.
    pub score: Option<f32>,
    /// Whether they are listed.
    pub listed: bool,
    /// Whether the match is one that can stop.
    pub can_stop: bool,
}

/// What a threshold comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The score from which on somebody is alerted.
    pub threshold: f32,
    /// Listed visitors that are found, of how many.
    pub found: (usize, usize),
    /// Clean visitors that are alerted, of how many.
    pub alerted: (usize, usize),
}

/// What each threshold from `from` to `to` comes to, in steps.
pub fn table(samples: &[Sample], from: f32, to: f32, step: f32) -> Vec<Row> {
    let steps = ((to - from) / step).round().max(0.0) as usize;
    (0..=steps).map(|i| row(samples, from + i as f32 * step)).collect()
}

/// What one threshold comes to.
pub fn row(samples: &[Sample], threshold: f32) -> Row {
    let count = |listed: bool| -> (usize, usize) {
        let some = samples.iter().filter(|sample| sample.listed == listed);
        let over = some.clone().filter(|sample| sample.score.is_some_and(|score| score >= threshold));
        (over.count(), some.count())
    };
    Row { threshold, found: count(true), alerted: count(false) }
}

/// What a threshold comes to that stops: a match that is at most a review does not count, however high it scores.
pub fn stopped(samples: &[Sample], threshold: f32) -> Row {
    let able = |sample: &Sample| Sample { score: sample.score.filter(|_| sample.can_stop), ..*sample };
    row(&samples.iter().map(able).collect::<Vec<_>>(), threshold)
}

/// The interval that holds the true share with 95 % confidence, where `hits` of `of` were seen (Wilson 1927).
pub fn interval(hits: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, z) = (of as f64, 1.959_964);
    let p = hits as f64 / n;
    let (middle, spread) = (p + z * z / (2.0 * n), z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt());
    let whole = 1.0 + z * z / n;
    (((middle - spread) / whole).max(0.0), ((middle + spread) / whole).min(1.0))
}

/// The lowest thresholds at which at most this share of clean visitors is alerted, and none is stopped; `stop` lies
/// `margin` points above the highest clean visitor whose match could stop. `None` without clean visitors.
pub fn suggest(samples: &[Sample], most_alerted: f64, margin: f32) -> Option<Thresholds> {
    let mut clean: Vec<f32> = samples.iter().filter(|s| !s.listed).map(|s| s.score.unwrap_or(f32::MIN)).collect();
    clean.sort_by(|a, b| b.total_cmp(a));
    let may = (clean.len() as f64 * most_alerted).floor() as usize;
    let highest = *clean.get(may)?;
    let stopping = samples.iter().filter(|s| !s.listed && s.can_stop).filter_map(|s| s.score).fold(f32::MIN, f32::max);
    // Just above: scores are compared with "at least".
    let review = if highest == f32::MIN { -10.0 } else { highest + 0.01 };
    Some(Thresholds { review, stop: (stopping + margin).max(review + margin) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Vec<Sample> {
        let sample = |score: f32, listed| Sample { score: Some(score), listed, can_stop: true };
        let mut samples: Vec<_> = (0..100).map(|i| sample(i as f32 / 100.0, false)).collect();
        samples.extend((0..10).map(|i| sample(0.5 + i as f32, true)));
        samples.push(Sample { score: None, listed: true, can_stop: true });
        samples
    }

    #[test]
    fn a_row_counts_both_sides() {
        let row = row(&samples(), 0.9);
        assert_eq!(row.alerted, (10, 100));
        assert_eq!(row.found, (9, 11));
        assert_eq!(table(&samples(), 0.0, 1.0, 0.25).len(), 5);
        let mut samples = samples();
        samples.iter_mut().filter(|sample| sample.listed).for_each(|sample| sample.can_stop = false);
        assert_eq!((stopped(&samples, 0.9).found, stopped(&samples, 0.9).alerted), ((0, 11), (10, 100)));
    }

    #[test]
    fn suggested_thresholds_keep_their_promise() {
        let thresholds = suggest(&samples(), 0.03, 1.0).unwrap();
        let alerted = row(&samples(), thresholds.review).alerted.0;
        assert!((2..=3).contains(&alerted), "{alerted}");
        assert!(thresholds.stop > 1.9);
        assert_eq!(suggest(&[], 0.003, 1.0), None);
    }

    #[test]
    fn the_interval_is_wilsons() {
        let (low, high) = interval(1, 600);
        assert!((low - 0.0003).abs() < 0.0001 && (high - 0.0094).abs() < 0.0002, "{low} {high}");
        assert_eq!(interval(0, 0), (0.0, 1.0));
    }
}
