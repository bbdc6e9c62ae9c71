//! What the desk found, with the words for it, fetched in one go.

use crate::desk::Desk;
use crate::desk::check::MOST_CANDIDATES;
use crate::desk::decide::is_answered_signed_in;
use crate::desk::groups::AtGate;
use crate::desk::lists::{Expected, Inside};
use crate::desk::{DeskError, worker::SharedError, worker::Worker};
use crate::domain::card::{Candidate, Card, Departure, Recognised};
use crate::domain::operator::Act as Deed;
use crate::domain::{Category, Direction, Moment, Resolver, VisitId};
use crate::i18n::tr;

/// What was asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A text that was scanned or typed.
    Text(String),
    /// A name of somebody who is none of those whose name is like it.
    Nobody(String),
    /// A visit that was picked.
    Visit(VisitId),
    /// Somebody inside who was picked.
    Presence(u64),
}

/// What it turned out to be.
#[derive(Debug, Clone)]
pub enum Found {
    /// A visitor with a verdict.
    Card(Box<Card>, Guidance),
    /// Somebody inside, and the delegation that they belong to.
    Departure(Box<Departure>, Option<AtGate>),
    /// Several visits.
    Choose(Vec<Candidate>),
    /// Visits of those whose name is like this one, which nobody has.
    Like(Vec<Candidate>, String),
    /// Nothing; the text as read, escaped.
    Nothing(String),
}

/// The guard's words for a verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guidance {
    /// Why, in one line.
    pub why: String,
    /// What to do now; empty where nothing speaks against.
    pub todo: String,
    /// Every reason that somebody can answer, in the order of the verdict's.
    pub reasons: Vec<Question>,
    /// Of which kind somebody on no list would have to be not to be refused.
    pub open_to: Vec<Category>,
    /// The delegation that they belong to.
    pub group: Option<AtGate>,
}

/// A reason that somebody has to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The rule.
    pub rule: String,
    /// Who answers.
    pub resolver: Resolver,
    /// The reason in words.
    pub words: String,
    /// Whether whoever is signed in may answer.
    pub own: bool,
    /// Whether it is answered by somebody who signs in for it, and not beside whoever is signed in.
    pub elsewhere: bool,
}

/// The lists at the sides.
/// Each stands for itself: one that cannot be read hides no other.
#[derive(Debug, Clone)]
pub struct Lists {
    /// Who is expected today.
    pub expected: Result<Vec<Expected>, SharedError>,
    /// Who is inside.
    pub inside: Result<Vec<Inside>, SharedError>,
    /// How many wait.
    pub waiting: Result<usize, SharedError>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { expected: Ok(Vec::new()), inside: Ok(Vec::new()), waiting: Ok(0) }
    }
}

/// Asks the desk what `source` is; `direction` where the guard said it.
pub async fn find(worker: Worker, source: Source, direction: Option<Direction>) -> Result<Found, SharedError> {
    let ask = move |desk: &mut Desk, now: Moment| {
        let recognised = match &source {
            Source::Text(text) => desk.check(now, text, direction)?,
            Source::Nobody(text) => desk.check_nobody_like(now, text)?,
            Source::Visit(visit) => desk.open_visit(now, *visit, direction)?,
            Source::Presence(presence) => Recognised::Departure(Box::new(desk.open_presence(*presence)?)),
        };
        Ok(found(desk, recognised))
    };
    worker.ask(ask).await
}

/// Guests whose name has the text in it.
pub async fn search(worker: Worker, text: String) -> Result<Vec<Candidate>, SharedError> {
    worker.ask(move |desk, now| desk.search(now, &text, MOST_CANDIDATES)).await
}

/// The lists at the sides as they are now.
pub async fn lists(worker: Worker) -> Lists {
    let ask = |desk: &mut Desk, now: Moment| {
        let waiting = desk.waiting(now).map(|list| list.len()).map_err(SharedError::from);
        let (expected, inside) = (desk.expected(now).map_err(SharedError::from), desk.inside(now).map_err(Into::into));
        Ok(Lists { expected, inside, waiting })
    };
    let failed =
        |error: SharedError| Lists { expected: Err(error.clone()), inside: Err(error.clone()), waiting: Err(error) };
    worker.ask(ask).await.unwrap_or_else(failed)
}

/// With its words.
pub fn found(desk: &Desk, recognised: Recognised) -> Found {
    match recognised {
        Recognised::Card(card) => {
            let group = card.visit.as_ref().and_then(|(_, visit)| desk.group_line(visit.group));
            let guidance = Guidance { group, ..guidance(desk, &card) };
            Found::Card(card, guidance)
        }
        Recognised::Departure(departure) => {
            let group = departure.visit.as_ref().and_then(|visit| desk.group_line(visit.group));
            Found::Departure(departure, group)
        }
        Recognised::Choose(candidates) => Found::Choose(candidates),
        Recognised::Like(candidates, name) => Found::Like(candidates, name),
        Recognised::Nothing(text) => Found::Nothing(text),
    }
}

/// A verdict that turned out worse is not a failure: it is the card that takes the place of the old one.
pub fn or_changed<T>(desk: &Desk, result: Result<T, DeskError>) -> Result<Result<T, Box<Found>>, DeskError> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(DeskError::Changed(card) | DeskError::NotAdmissible(card)) => {
            Ok(Err(Box::new(found(desk, Recognised::Card(card)))))
        }
        Err(other) => Err(other),
    }
}

/// The words for a card's verdict, without the delegation: of the first reason without an answer, or else of the rule that permits.
pub fn guidance(desk: &Desk, card: &Card) -> Guidance {
    let Some(rules) = desk.rules() else { return Guidance::default() };
    let answered = card.answered();
    let open = card.judgement.open(&answered).next();
    let rule = open.or(card.judgement.reasons.first()).map(|reason| &reason.rule).or(card.judgement.permits.first());
    let texts = rule.map(|rule| rules.texts(rule));
    let declined = card.answers.iter().any(|answer| answer.granted == Some(false));
    let todo = match open {
        Some(_) if declined => Some(tr("do-declined")),
        Some(_) => texts.as_ref().and_then(|texts| texts.now.as_deref()).map(tr),
        None => None,
    };
    let answered = open.is_none() && !card.judgement.reasons.is_empty();
    let reasons = card.judgement.reasons.iter().filter_map(|reason| {
        let resolver = reason.resolver?;
        let (words, own) = (tr(&rules.texts(&reason.rule).guard), desk.may(deed(resolver)));
        let elsewhere = !own && is_answered_signed_in(&reason.rule);
        Some(Question { rule: reason.rule.clone(), resolver, words, own, elsewhere })
    });
    Guidance {
        why: if answered { tr("why-answered") } else { texts.map(|texts| tr(&texts.guard)).unwrap_or_default() },
        todo: todo.unwrap_or_default(),
        reasons: reasons.collect(),
        open_to: desk.categories_open(card),
        group: None,
    }
}

fn deed(resolver: Resolver) -> Deed {
    match resolver {
        Resolver::Host => Deed::AnswerForHost,
        Resolver::Supervisor => Deed::AnswerAsSupervisor,
        Resolver::Security => Deed::AnswerAsSecurity,
    }
}
