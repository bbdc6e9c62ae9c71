//! What each measure is worth, in points.
//!
//! Fitted by logistic regression with bounds on the signs: on labelled pairs of names whose licences allow it, and, with
//! less weight, on what clean visitors come nearest to on the lists of the United Nations and of OFAC. Bounds of our own
//! keep what those pairs say too loudly: a nationality shared is worth at most a point, and no date of birth outweighs a
//! name that agrees letter for letter.

use super::score::Measure;

/// What a measure is worth, in points for each unit of it.
pub fn weight(measure: Measure) -> f32 {
    match measure {
        Measure::Base => 2.424,
        Measure::Met => 0.554,
        Measure::Vague => -3.632,
        Measure::Worst => -10.297,
        Measure::WorstOver => -0.048,
        Measure::ShortVague => -1.110,
        Measure::Exact => 1.990,
        Measure::Initials => 0.926,
        Measure::Joined => -0.653,
        Measure::Crossed => -1.850,
        Measure::InitialLeft => -0.483,
        Measure::Kin => -0.734,
        Measure::LeftQuery => -6.078,
        Measure::LeftListed => -4.475,
        Measure::Contradiction => -4.141,
        Measure::BothLeft => -1.047,
        Measure::AbjadVague => -12.867,
        Measure::AbjadContradiction => -1.757,
        Measure::SyllablesVague => -8.823,
        Measure::LowQuality => -1.500,
        Measure::BirthDay => 4.200,
        Measure::BirthYear => 1.000,
        Measure::BirthSlip => 1.000,
        Measure::BirthNear => -0.800,
        Measure::BirthConflict => -3.597,
        Measure::Country => 1.000,
        Measure::CountryConflict => -1.000,
        Measure::Document => 20.000,
    }
}
