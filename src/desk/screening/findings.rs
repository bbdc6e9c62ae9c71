//! Findings: who may be somebody listed, and the answers of security.

use crate::desk::{Desk, DeskError};
use crate::domain::{FindingId, Moment, Person, PersonId, Timestamp, Visit, VisitId};
use crate::screening::Outcome;

use super::Hit;

/// What security says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It is the one who is listed: they stay out.
    Yes,
    /// It is somebody else: this person is cleared of this listing as it is now.
    No,
    /// It cannot be said yet: the finding stays open, with the note.
    Unsure,
}

impl Answer {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }

    /// The answer of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// Why security is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// They are like somebody listed.
    Match(Outcome),
    /// A list could not be asked, or is older than its limit.
    List,
    /// A check at random.
    Random,
}

/// One line of the queue: one person, by the worst that waits for an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What the answer goes to.
    pub id: FindingId,
    /// Whom it is about.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The visit: the one that waits or is inside, else the next.
    pub visit: VisitId,
    /// When that begins.
    pub starts: Timestamp,
    /// Why security is asked.
    pub cause: Cause,
    /// The list and the name that it goes by there; empty for other causes.
    pub listed: (String, String),
    /// The score in points; 0 for other causes.
    pub score: f32,
    /// Findings of the same person that wait for an answer, this one included.
    pub open: usize,
    /// Since when it waits.
    pub since: Timestamp,
    /// The referral, if they stand at the gate and wait.
    pub referral: Option<u64>,
    /// Whether they are inside.
    pub inside: bool,
    /// Whether an answer of "unsure" was given already.
    pub unsure: bool,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The entry.
    pub entry: u64,
    /// When.
    pub at: Timestamp,
    /// Who: the service number.
    pub operator: String,
    /// What; `None` where the sealed body does not open.
    pub answer: Option<Answer>,
    /// In words.
    pub note: String,
    /// Until when it clears, for a "no".
    pub until: Option<Timestamp>,
}

/// One match of a case, side by side with the visitor.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseHit {
    /// What an answer goes to.
    pub id: FindingId,
    /// Why security is asked.
    pub cause: Cause,
    /// Who is listed, with the score and what brought it; `None` for other causes than a match.
    pub hit: Option<Hit>,
    /// What the mission's own listing says to do, and why; empty for other lists.
    pub own: (String, String),
    /// Answers so far, newest first.
    pub given: Vec<Given>,
    /// Whether it waits for an answer.
    pub open: bool,
}

/// Everything that security weighs about one visitor.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Whom it is about.
    pub person: PersonId,
    /// As they were registered.
    pub visitor: Person,
    /// The visit: the one that waits or is inside, else the next.
    pub visit: VisitId,
    /// What for.
    pub appointment: Visit,
    /// The referral, if they stand at the gate and wait.
    pub referral: Option<u64>,
    /// Whether they are inside.
    pub inside: bool,
    /// What was found, the one asked for first, then the worst.
    pub hits: Vec<CaseHit>,
}

impl Desk {
    /// What waits for an answer of security, worst and then oldest first. It grows while persons are still looked
    /// through ([`Self::findings_progress`]).
    pub fn findings(&self, now: Moment) -> Result<Vec<Finding>, DeskError> {
        let _ = now;
        Ok(Vec::new())
    }

    /// Persons held against the lists so far, and whether all of them have been; `None` for whoever answers no findings.
    pub fn findings_progress(&self) -> Option<(u64, bool)> {
        None
    }

    /// The case behind a finding.
    pub fn finding(&self, now: Moment, id: FindingId) -> Result<Case, DeskError> {
        let _ = (now, id);
        Err(DeskError::Gone)
    }

    /// The case of a visitor, whether anything waits for an answer or not.
    pub fn case_of(&self, now: Moment, visit: VisitId) -> Result<Case, DeskError> {
        let _ = (now, visit);
        Err(DeskError::Gone)
    }

    /// Answers one match of a case; another answer to the same takes the place of the one before. Where the visitor
    /// waits, the same act answers the referral: "yes" says no, and "no" says yes once nothing else is open. `until` is
    /// the last moment at which a "no" clears; without it there is none.
    pub fn answer_finding(
        &mut self,
        now: Moment,
        id: FindingId,
        answer: Answer,
        note: &str,
        until: Option<Timestamp>,
    ) -> Result<(), DeskError> {
        let _ = (now, id, answer, note, until);
        Err(DeskError::Gone)
    }
}
