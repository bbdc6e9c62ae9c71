//! What each measure is worth, in points.

use super::score::Measure;

/// What a measure is worth, in points for each unit of it.
pub fn weight(measure: Measure) -> f32 {
    match measure {
        Measure::Base => 0.171,
        Measure::Met => 1.368,
        Measure::Worst => -6.934,
        Measure::LeftQuery => -1.199,
        Measure::LeftListed => -1.545,
        Measure::Initials => 1.238,
        Measure::Exact => 1.999,
        Measure::ContradictionWords => -1.403,
        Measure::BothLeft => -2.266,
        Measure::WorstOver => -6.049,
        Measure::Joined => -0.266,
        Measure::ShortVague => -0.189,
        Measure::BirthDay => 4.828,
        Measure::BirthYear => 2.247,
        Measure::BirthSlip => 2.676,
        Measure::BirthNear => -0.262,
        Measure::BirthConflict => -3.158,
        Measure::Country => 2.388,
        Measure::CountryConflict => -2.389,
        Measure::Document => 20.0,
        _ => 0.0,
    }
}
