//! What stands in the middle of the guard's screen.

use crate::desk::decide::Admission;
use crate::desk::groups::AtGate;
use crate::desk::worker::SharedError;
use crate::domain::{Candidate, Card, Departure, GroupId, Obligation, Timestamp, Verdict};

use super::badge::Picture;
use super::found::{Guidance, Question, Source};
use super::roster::Roster;

/// What stands in the middle.
#[derive(Debug, Clone, Default)]
pub enum Stage {
    /// Nobody.
    #[default]
    Empty,
    /// The desk is looking.
    Looking,
    /// Neither a token nor a name; what was read.
    Nothing(String),
    /// Several visits that it may be.
    Choose(Vec<Candidate>),
    /// Nobody has this name; visits of those whose name is like it, and the name as typed.
    Like(Vec<Candidate>, String),
    /// A visitor with a verdict.
    Card(Box<Shown>),
    /// Somebody who leaves.
    Leaving(Box<Leaving>),
    /// Somebody who was admitted, with the badge.
    Issued(Box<Issued>),
    /// A delegation.
    Roster(Box<Roster>),
    /// The desk could not say.
    Failed(SharedError),
}

/// A visitor on the screen.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The card.
    pub card: Card,
    /// Its words.
    pub guidance: Guidance,
    /// When the rules were asked.
    pub checked: Timestamp,
    /// Obligations ticked off.
    pub done: Vec<Obligation>,
    /// Whether an override was asked for, before which something has to be done.
    pub overriding: bool,
    /// Whether the verdict has just got worse.
    pub changed: bool,
    /// Whether a decision is on its way to the desk.
    pub busy: bool,
}

/// Somebody who leaves, on the screen.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// Who it is.
    pub departure: Departure,
    /// What it was found by.
    pub source: Source,
    /// The delegation that they belong to.
    pub group: Option<AtGate>,
    /// Whether the departure is on its way to the desk.
    pub busy: bool,
}

/// Somebody who was admitted.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Who.
    pub name: String,
    /// The entry and the badge.
    pub admission: Admission,
    /// The delegation that they belong to.
    pub group: Option<GroupId>,
    /// The badge as a picture, once it is drawn.
    pub picture: Option<Picture>,
}

impl Shown {
    /// Obligations still to be ticked off, in their order.
    pub fn open(&self) -> impl Iterator<Item = Obligation> {
        self.card.judgement.obligations.iter().filter(|obligation| !self.done.contains(obligation)).copied()
    }

    /// Whether Admit is offered: the rules allow it, and everything is ticked off.
    pub fn ready(&self) -> bool {
        self.card.admissible() && self.open().next().is_none() && !self.busy
    }

    /// Whether this visitor waits for answers, some of which are missing.
    pub fn waits(&self) -> bool {
        self.card.referral.is_some() && !self.card.admissible()
    }

    /// Whether they can be asked to wait: a Refuse is not waited out, unless it depends on what kind of visitor they are.
    pub fn can_wait(&self) -> bool {
        self.card.judgement.verdict != Verdict::Refuse || !self.guidance.open_to.is_empty()
    }

    /// The answer that was given to a reason.
    pub fn given(&self, question: &Question) -> Option<bool> {
        self.card.answers.iter().find(|answer| answer.rule == question.rule).and_then(|answer| answer.granted)
    }

    /// The place of the first reason without a yes; of one that is answered here, if there is any.
    pub fn first_open(&self) -> Option<usize> {
        let open = |here: bool| {
            let mut reasons = self.guidance.reasons.iter();
            reasons.position(|question| self.given(question) != Some(true) && (here != question.elsewhere))
        };
        open(true).or_else(|| open(false))
    }

    /// The visitor's name; empty for a badge that leads to nobody.
    pub fn name(&self) -> &str {
        self.card.person.as_ref().map_or(self.card.typed.as_str(), |(_, person)| person.name.as_str())
    }
}
