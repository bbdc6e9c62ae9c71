//! What a comparison comes to.

use serde::{Deserialize, Serialize};

/// What a comparison comes to, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nobody listed is like this.
    Clear,
    /// Somebody has to look at it.
    Review,
    /// Very probably the one who is listed.
    Stop,
}

impl Outcome {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Review => "review",
            Self::Stop => "stop",
        }
    }
}

/// The scores, in points, from which on a match is worth a look, and from which on it is taken for certain.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// From here on a finding.
    pub review: f32,
    /// From here on a finding that stops; never less than `review`.
    pub stop: f32,
}

impl Thresholds {
    /// The thresholds of a list that has none of its own: set from false alerts against the lists of the United Nations
    /// and of the United States together.
    pub const USUAL: Self = Self { review: 0.8, stop: 6.8 };

    /// What a score comes to.
    pub fn outcome(self, score: f32) -> Outcome {
        if score >= self.stop.max(self.review) {
            Outcome::Stop
        } else if score >= self.review {
            Outcome::Review
        } else {
            Outcome::Clear
        }
    }
}
