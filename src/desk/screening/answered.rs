//! Answers that were given: to one matter, and all that hold now.

use crate::desk::check::if_it_opens;
use crate::desk::{Desk, DeskError};
use crate::domain::operator::Act as Deed;
use crate::domain::{Fact, FindingId, Kind, Moment, OperatorId, PersonId};
use crate::store::query::OperatorRow;

use super::findings::{Answer, Given};
use super::matter::{Matter, SealedAnswer};

/// Answers to one matter that a case shows.
const MOST_GIVEN: usize = 20;
/// Answers read at once: other acts wait for a few milliseconds.
const PAGE: u32 = 32;

/// A finding that was answered, by its last answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What another answer goes to.
    pub id: FindingId,
    /// Whom it is about; empty where that was erased.
    pub visitor: String,
    /// The list, or the cause where it was no match; empty where the sealed body does not open.
    pub list: String,
    /// The listing there; empty for other causes than a match.
    pub listing: String,
    /// The answer.
    pub given: Given,
    /// Whether it clears them of that listing now.
    pub clears: bool,
}

impl Desk {
    /// What was answered, newest first: the next few before the entry `before`. None at all once there are no more.
    pub fn answered_findings(&self, now: Moment, before: Option<u64>) -> Result<Vec<Answered>, DeskError> {
        let _ = self.permit(Deed::AnswerAsSecurity)?;
        let tables = self.store.tables();
        let numbers = tables.operators()?;
        let mut answered = Vec::new();
        for (id, person, review) in tables.reviews(before, PAGE)? {
            let (given, sealed) = self.given(review.seq, &numbers)?;
            // What is no match is answered for one wait, and clears nobody.
            let matched = sealed.as_ref().is_some_and(|sealed| !sealed.listing.is_empty());
            let (list, listing) = sealed.map(|sealed| (sealed.list, sealed.listing)).unwrap_or_default();
            let clears = matched && review.clears(now.at);
            answered.push(Answered { id, visitor: self.name_of(person)?, list, listing, given, clears });
        }
        Ok(answered)
    }

    fn name_of(&self, person: PersonId) -> Result<String, DeskError> {
        let Some(row) = self.store.tables().visits_of(person)?.into_iter().next() else { return Ok(String::new()) };
        Ok(if_it_opens(self.person_of(&row))?.map(|person| person.name).unwrap_or_default())
    }

    /// The answers to a matter, newest first: each speaks of the one whose place it took.
    pub(super) fn history(&self, matter: &Matter) -> Result<Vec<Given>, DeskError> {
        let (mut given, mut next) = (Vec::new(), matter.review.map(|review| review.seq));
        let numbers = self.store.tables().operators()?;
        while let Some(seq) = next.filter(|_| given.len() < MOST_GIVEN) {
            given.push(self.given(seq, &numbers)?.0);
            next = None;
            for earlier in &self.store.leaf(seq)?.1.refs {
                if self.store.leaf(*earlier)?.1.kind == Kind::Reviewed {
                    next = Some(*earlier);
                }
            }
        }
        Ok(given)
    }

    /// The answer of this entry, and its sealed body where that opens.
    fn given(&self, seq: u64, numbers: &[OperatorRow]) -> Result<(Given, Option<SealedAnswer>), DeskError> {
        let (_, leaf) = self.store.leaf(seq)?;
        let (until, signed) = match self.store.fact(seq) {
            Ok(Fact::Reviewed { until, signed, .. }) => (until, signed),
            _ => (None, None),
        };
        let signed = signed.map(|signed| self.store.answered(&signed)).transpose()?.flatten();
        let second = signed.and_then(|answered| answered.signed?.second).map(|second| second.by);
        let sealed = self.store.sealed::<SealedAnswer>(seq).ok().flatten();
        let number = |id: Option<OperatorId>| {
            let row = numbers.iter().find(|row| Some(row.id) == id);
            row.map(|row| row.number.clone()).unwrap_or_default()
        };
        let answer = sealed.as_ref().and_then(|sealed| Answer::from_code(&sealed.answer));
        // Every answer has an end; it says something of a match alone.
        let clears = answer == Some(Answer::No) && sealed.as_ref().is_some_and(|sealed| !sealed.listing.is_empty());
        let given = Given {
            entry: seq,
            at: leaf.at,
            operator: number(leaf.key),
            second: number(second),
            answer,
            note: sealed.as_ref().map(|sealed| sealed.note.clone()).unwrap_or_default(),
            until: until.filter(|_| clears),
        };
        Ok((given, sealed))
    }
}
