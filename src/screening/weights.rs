//! What each measure is worth, in points.
//!
//! Fitted by logistic regression with bounds on the signs: on labelled pairs of names whose licences allow it, and, with
//! less weight, on what clean visitors come nearest to on the lists of the United Nations and of OFAC. Bounds of our own
//! temper what those pairs say too loudly or too seldom: a nationality or a slip in a date of birth is worth at most a
//! point, no date of birth outweighs a name that agrees letter for letter, and father and son changing places speaks
//! against one person even if few pairs show it.

use super::score::Measure;

/// What a measure is worth, in points for each unit of it.
pub fn weight(measure: Measure) -> f32 {
    match measure {
        Measure::Base => 2.882,
        Measure::Vague => -3.754,
        Measure::Worst => -9.111,
        Measure::WorstOver => -3.859,
        Measure::ShortVague => -1.271,
        Measure::Exact => 2.699,
        Measure::Initials => 0.400,
        Measure::Joined => -0.734,
        Measure::Crossed => -0.713,
        Measure::InitialLeft => -0.500,
        Measure::Kin => -0.351,
        Measure::Hollow => -4.000,
        Measure::Common => -0.332,
        Measure::Descent => -3.000,
        Measure::LeftQuery => -4.321,
        Measure::LeftListed => -2.237,
        Measure::Contradiction => -3.352,
        Measure::BothLeft => -1.720,
        Measure::AbjadVague => -3.849,
        Measure::AbjadContradiction => -1.722,
        Measure::SyllablesVague => -2.753,
        Measure::LowQuality => -1.500,
        Measure::BirthDay => 4.200,
        Measure::BirthYear => 0.506,
        Measure::BirthSlip => 1.000,
        Measure::BirthNear => -0.854,
        Measure::BirthConflict => -3.731,
        Measure::Country => 1.000,
        Measure::CountryConflict => -0.633,
        Measure::Document => 20.000,
    }
}
