//! What a guard is shown of one presented visitor.

use super::badge::BadgeId;
use super::guest::Person;
use super::handle::{PersonId, VisitId};
use super::judgement::{Judgement, Resolver};
use super::moment::Timestamp;
use super::situation::Situation;
use super::visit::{Visit, VisitState};

/// One visit that a text may mean, told apart by birth date, host and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The visit.
    pub visit: VisitId,
    /// Who comes.
    pub person: Person,
    /// What for.
    pub appointment: Visit,
    /// Where it stands, for whoever keeps the visits: an approval that is due reads like a finding elsewhere.
    pub state: Option<VisitState>,
    /// The entry that admitted them, if they are inside.
    pub inside: Option<u64>,
}

/// An answer that somebody gave to a reason to refer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that asked.
    pub rule: String,
    /// Who had to answer.
    pub resolver: Resolver,
    /// Whether they said yes.
    pub granted: Option<bool>,
    /// Who was asked and how, in the guard's words.
    pub note: String,
}

/// One presented visitor with the verdict of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What was asked of the rules.
    pub situation: Situation,
    /// What they answered.
    pub judgement: Judgement,
    /// Who it is, where that is known.
    pub person: Option<(PersonId, Person)>,
    /// The visit it means, where there is one.
    pub visit: Option<(VisitId, Visit)>,
    /// The entry that says what the visit is for.
    pub visit_entry: Option<u64>,
    /// The badge that was presented, where one was.
    pub badge: Option<BadgeId>,
    /// The open referral, if this visitor is waiting.
    pub referral: Option<u64>,
    /// Answers recorded so far, in the order given.
    pub answers: Vec<Finding>,
    /// The name as typed, for somebody on no list.
    pub typed: String,
}

impl Card {
    /// Rules whose answer is recorded and is yes.
    pub fn answered(&self) -> Vec<String> {
        let granted = self.answers.iter().filter(|answer| answer.granted == Some(true));
        granted.map(|answer| answer.rule.clone()).collect()
    }

    /// Whether Admit is to be offered.
    pub fn admissible(&self) -> bool {
        self.judgement.admissible(&self.answered())
    }
}

/// Somebody who is inside and may leave at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The entry that admitted them.
    pub presence: u64,
    /// By which handle they are known; `None` once erased.
    pub who: Option<PersonId>,
    /// Who it is; `None` once erased.
    pub person: Option<Person>,
    /// Whom they visited; `None` once erased.
    pub visit: Option<Visit>,
    /// The badge they hold.
    pub badge: Option<BadgeId>,
    /// When they came in.
    pub since: Timestamp,
    /// When their window ends.
    pub until: Option<Timestamp>,
    /// What was wrong with the badge presented; it never keeps anybody in.
    pub fault: Option<super::badge::TokenFault>,
}

/// What a text turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised {
    /// One visitor to decide about.
    Card(Box<Card>),
    /// Somebody inside, to be checked out.
    Departure(Box<Departure>),
    /// Several visits that it may mean.
    Choose(Vec<Candidate>),
    /// Nobody of this name is expected, and these are like it; the name as typed, cleaned.
    Like(Vec<Candidate>, String),
    /// Neither a token nor a name; the text as read, escaped.
    Nothing(String),
}
