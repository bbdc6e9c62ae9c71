//! The limits of a list as its facts have them, and as the engine does.

use crate::domain::fact::Limits;
use crate::screening::Thresholds;

/// Limits as scores.
pub fn thresholds(limits: Limits) -> Thresholds {
    // Scores of a few hundred points at most: three decimals fit.
    let points = |thousandths: i32| (f64::from(thousandths) / 1_000.0) as f32;
    Thresholds { review: points(limits.review), stop: points(limits.stop) }
}

/// Scores as limits.
pub fn limits(thresholds: Thresholds, days: u16) -> Limits {
    let thousandths = |points: f32| (f64::from(points) * 1_000.0).round() as i32;
    Limits { review: thousandths(thresholds.review), stop: thousandths(thresholds.stop), days }
}
