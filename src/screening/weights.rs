//! What each measure is worth, in points.

use super::score::Measure;

/// What a measure is worth, in points for each unit of it.
pub fn weight(measure: Measure) -> f32 {
    match measure {
        Measure::Base => 2.331,
        Measure::Met => 0.435,
        Measure::Vague => -0.832,
        Measure::Worst => -10.429,
        Measure::WorstOver => -1.242,
        Measure::ShortVague => -1.049,
        Measure::Exact => 1.807,
        Measure::OneName => -0.002,
        Measure::OneOfMany => -2.0,
        Measure::Initials => 0.827,
        Measure::Joined => -0.351,
        Measure::Crossed => -2.060,
        Measure::InitialLeft => -1.237,
        Measure::Kin => -0.802,
        Measure::LeftQuery => -4.092,
        Measure::LeftListed => -1.967,
        Measure::ContradictionWords => -3.396,
        Measure::BothLeft => -1.185,
        Measure::AbjadVague => -12.036,
        Measure::AbjadContradiction => -1.465,
        Measure::SyllablesVague => -5.421,
        Measure::LowQuality => -0.800,
        Measure::BirthDay => 4.840,
        Measure::BirthYear => 2.685,
        Measure::BirthSlip => 2.480,
        Measure::BirthNear => 0.089,
        Measure::BirthConflict => -2.942,
        Measure::Country => 1.000,
        Measure::CountryConflict => -1.000,
        Measure::Document => 20.000,
        Measure::Contradiction => 0.0,
    }
}
