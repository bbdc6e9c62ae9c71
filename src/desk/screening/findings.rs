//! Findings: who may be somebody listed, and the answers of security.

use crate::desk::check::{answers_since, if_it_opens, visit_details};
use crate::desk::{Desk, DeskError};
use crate::domain::operator::Act as Deed;
use crate::domain::{Fact, FindingId, Moment, Person, PersonId, Resolver, Timestamp, Visit, VisitId};
use crate::screening::Outcome;
use crate::store::screening::ReviewRow;

use super::matter::{Asked, Matter, SealedAnswer};
use super::queue::{Queue, Stand};
use crate::screening::explanation::Line;

use super::{Hit, OWN};

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
    /// Nobody has approved the visit yet.
    Approval,
    /// They were told to wait for security, and what that was for is over meanwhile.
    Wait,
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
    /// Whether it is the organisation they come for that is like one listed.
    pub employer: bool,
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
    /// The service number of whoever signed for it as well; empty where one answered alone.
    pub second: String,
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
    /// Why they may be one person, line by line.
    pub lines: Vec<Line>,
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

/// How a matter stands with security.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) enum Standing {
    /// It waits for an answer, which may be no other than "unsure" so far.
    Open {
        /// Whether that was said.
        unsure: bool,
    },
    /// It was answered.
    Answered,
}

impl Desk {
    /// What waits for an answer of security, worst and then oldest first. It grows while persons are still looked
    /// through ([`Self::findings_progress`]).
    pub fn findings(&self, now: Moment) -> Result<Vec<Finding>, DeskError> {
        let queue = self.permit(Deed::AnswerAsSecurity)?.queue.as_ref();
        let mut found: Vec<Finding> = Vec::new();
        let mut at_the_gate: Vec<PersonId> = Vec::new();
        for referral in self.store.tables().everyone_waiting()? {
            let visit = referral.visit.map(|visit| self.store.tables().visit(visit)).transpose()?.flatten();
            let Some(row) = visit else { continue };
            let Some(person) = if_it_opens(self.person_of(&row))? else { continue };
            let matters = self.matters(now, &Asked::visitor(&row, &person))?;
            at_the_gate.push(row.person);
            found.extend(self.finding_line(now, row.person, &matters)?);
        }
        for (person, matters) in queue.into_iter().flat_map(Queue::suspects) {
            if !at_the_gate.contains(&person) {
                found.extend(self.finding_line(now, person, matters)?);
            }
        }
        found.sort_by_key(|line| (std::cmp::Reverse(line.cause.weight()), line.since, line.starts, line.id));
        Ok(found)
    }

    /// One person by the worst that waits for an answer.
    fn finding_line(&self, now: Moment, person: PersonId, matters: &[Matter]) -> Result<Option<Finding>, DeskError> {
        let Some(stand) = self.stand(now, person)?.filter(|stand| stand.current) else { return Ok(None) };
        let mut open = Vec::new();
        for matter in matters {
            if let Standing::Open { unsure } = self.standing(now, matter, stand.referral)? {
                open.push((matter, unsure));
            }
        }
        let worst = |(matter, _): &&(&Matter, bool)| (matter.cause.weight(), matter.score());
        let worst = open.iter().max_by(|a, b| {
            let ((a, x), (b, y)) = (worst(a), worst(b));
            a.cmp(&b).then(x.total_cmp(&y))
        });
        let Some((matter, unsure)) = worst.copied() else { return Ok(None) };
        let Some(known) = if_it_opens(self.person_of(&stand.row))? else { return Ok(None) };
        let listed = matter.hit.as_ref().map(|hit| (hit.list.clone(), hit.listing.primary().to_owned()));
        Ok(Some(Finding {
            id: matter.id,
            person,
            name: known.name,
            visit: stand.row.id,
            starts: stand.row.starts,
            cause: matter.cause,
            listed: listed.unwrap_or_default(),
            employer: matter.hit.as_ref().is_some_and(Hit::is_employer),
            score: matter.score(),
            open: open.len(),
            since: self.since(matter, &stand)?,
            referral: stand.referral,
            inside: stand.inside,
            unsure,
        }))
    }

    /// Since when a matter waits: since all of it was there, the person, the listing and the wait at the gate.
    fn since(&self, matter: &Matter, stand: &Stand) -> Result<Timestamp, DeskError> {
        let registered = self.store.leaf(stand.row.person_seq)?.1.at;
        let listed = matter.hit.as_ref().and_then(|hit| self.session().ok()?.screen.since(hit));
        let waits = stand.referral.map(|seq| self.store.leaf(seq).map(|(_, leaf)| leaf.at)).transpose()?;
        Ok([Some(registered), listed, waits].into_iter().flatten().max().unwrap_or(registered))
    }

    /// How a matter stands. What is no match is asked of somebody who waits, and answered with the wait.
    pub(in crate::desk) fn standing(
        &self,
        now: Moment,
        matter: &Matter,
        referral: Option<u64>,
    ) -> Result<Standing, DeskError> {
        // What was found is kept from when somebody was looked at; whether it is answered is asked now.
        let review = matter.last_review(&self.store.tables())?;
        let given = review.map(|review| self.said(&review)).transpose()?.flatten();
        let unsure = given == Some(Answer::Unsure);
        if !matches!(matter.cause, Cause::Match(_)) {
            let Some(referral) = referral else { return Ok(Standing::Answered) };
            let answers = self.answers(referral, answers_since(now))?;
            let answered = answers.iter().any(|answer| answer.resolver == Resolver::Security);
            return Ok(if answered { Standing::Answered } else { Standing::Open { unsure } });
        }
        let answered = match (review, given) {
            (None, _) | (_, Some(Answer::Unsure)) => false,
            // A "no" that is over asks again.
            (Some(review), _) if review.granted => review.clears(now.at),
            _ => true,
        };
        Ok(if answered { Standing::Answered } else { Standing::Open { unsure } })
    }

    /// What an answer said.
    fn said(&self, review: &ReviewRow) -> Result<Option<Answer>, DeskError> {
        let sealed = if_it_opens(self.store.sealed::<SealedAnswer>(review.seq).map_err(DeskError::from))?.flatten();
        Ok(sealed.and_then(|sealed| Answer::from_code(&sealed.answer)))
    }

    /// Persons held against the lists so far, and whether all of them have been; `None` for whoever answers no findings.
    pub fn findings_progress(&self) -> Option<(u64, bool)> {
        let session = self.session.as_ref().filter(|_| self.may(Deed::AnswerAsSecurity));
        session.and_then(|session| session.queue.as_ref()).map(Queue::progress)
    }

    /// The case behind a finding.
    pub fn finding(&self, now: Moment, id: FindingId) -> Result<Case, DeskError> {
        let _ = self.permit(Deed::AnswerAsSecurity)?;
        let person = self.person_behind(now, id)?.ok_or(DeskError::Gone)?;
        let stand = self.stand(now, person)?.ok_or(DeskError::Gone)?;
        self.session()?.tally.opened_one();
        let mut case = self.case(now, &stand)?;
        let at = case.hits.iter().position(|hit| hit.id == id).ok_or(DeskError::Gone)?;
        case.hits.get_mut(..=at).ok_or(DeskError::Gone)?.rotate_right(1);
        Ok(case)
    }

    /// Whom a finding is about.
    pub(super) fn person_behind(&self, now: Moment, id: FindingId) -> Result<Option<PersonId>, DeskError> {
        let tables = self.store.tables();
        if let Some(review) = tables.review(id)?
            && let Fact::Reviewed { person, .. } = self.store.fact(review.seq)?
        {
            return Ok(Some(person));
        }
        let suspects = self.session()?.queue.iter().flat_map(Queue::suspects);
        let mut suspects = suspects.filter(|(_, matters)| matters.iter().any(|matter| matter.id == id));
        if let Some((person, _)) = suspects.next() {
            return Ok(Some(person));
        }
        for referral in tables.everyone_waiting()? {
            let visit = referral.visit.map(|visit| tables.visit(visit)).transpose()?.flatten();
            let Some(row) = visit else { continue };
            let Some(person) = if_it_opens(self.person_of(&row))? else { continue };
            let matters = self.matters(now, &Asked::visitor(&row, &person))?;
            if matters.iter().any(|matter| matter.id == id) {
                return Ok(Some(row.person));
            }
        }
        Ok(None)
    }

    fn case(&self, now: Moment, stand: &Stand) -> Result<Case, DeskError> {
        let visitor = self.person_of(&stand.row)?;
        let mut hits = Vec::new();
        let asked = Asked::visitor(&stand.row, &visitor);
        for matter in self.matters(now, &asked)? {
            let screen = &self.session()?.screen;
            let explain = |hit: &Hit| screen.explain(asked.query_of(&hit.listing), &hit.listing);
            let own = match matter.hit.as_ref().filter(|hit| hit.list == OWN) {
                Some(hit) => screen.own(&hit.listing.id).map(|own| self.own_words(own.seq)),
                None => None,
            };
            hits.push(CaseHit {
                id: matter.id,
                cause: matter.cause,
                own: own.transpose()?.unwrap_or_default(),
                given: self.history(&matter)?,
                open: self.standing(now, &matter, stand.referral)? != Standing::Answered,
                lines: matter.hit.as_ref().map(explain).unwrap_or_default(),
                hit: matter.hit,
            });
        }
        Ok(Case {
            person: stand.row.person,
            visitor,
            visit: stand.row.id,
            appointment: visit_details(&self.store, stand.row.seq)?,
            referral: stand.referral,
            inside: stand.inside,
            hits,
        })
    }
}

impl Cause {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Match(outcome) => outcome.code(),
            Self::List => "list",
            Self::Random => "random",
            Self::Approval => "approval",
            Self::Wait => "wait",
        }
    }

    /// How much it weighs in the queue.
    fn weight(self) -> u8 {
        match self {
            Self::Match(Outcome::Stop) => 2,
            Self::Match(_) => 1,
            Self::List | Self::Random | Self::Approval | Self::Wait => 0,
        }
    }
}
