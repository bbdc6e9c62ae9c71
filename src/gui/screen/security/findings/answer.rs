//! The answer to a finding: what it will do, why it is given, and how long it holds.

use iced::Task;
use iced::widget::{Column, column};

use crate::desk::Desk;
use crate::desk::screening::findings::{Answer, Case, CaseHit, Cause};
use crate::desk::screening::{Hit, Outcome as Match, YEAR};
use crate::desk::worker::SharedError;
use crate::domain;
use crate::domain::moment::DAY;
use crate::domain::{FindingId, Moment, Timestamp};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign;
use crate::gui::keys::{self, Act};
use crate::gui::note::failure;
use crate::gui::style::measure::space;
use crate::gui::widget::{Dialog, Weight, act, choice_row, dialog, field, text};
use crate::i18n::{tr, tr_with};

use super::super::{filled, moment};

/// The id of the note's field.
pub const NOTE: &str = "finding-note";

/// An answer that is being given.
pub struct Form {
    id: FindingId,
    answer: Answer,
    cause: Cause,
    /// Whether it is the organisation they come for that is like one listed.
    employer: bool,
    /// Where they are: how the words of what will happen are chosen.
    stands: &'static str,
    name: String,
    visit_ends: Timestamp,
    note: String,
    until: Until,
    /// The list that stops them, where saying no takes two.
    stops: Option<String>,
    /// The signatures of two, once everything else is said.
    signing: Option<sign::Form>,
    fault: Option<String>,
    busy: bool,
}

/// Why somebody is cleared whom a list stops.
const CAUSES: &[domain::Cause] = &[domain::Cause::Namesake, domain::Cause::Instruction, domain::Cause::Other];

/// How long somebody is cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    Visit,
    Month,
    Year,
}

impl Until {
    const ALL: [Self; 3] = [Self::Visit, Self::Month, Self::Year];
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The note was typed.
    Note(String),
    /// To the choice before.
    Previous,
    /// To the next choice.
    Next,
    /// The choice at this place.
    Pick(usize),
    /// It is to be recorded.
    Submit,
    /// It is to be put away.
    Cancel,
    /// In the signatures of two.
    Sign(sign::Message),
}

/// What it wants of its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing.
    Stay,
    /// The keyboard for this field.
    Focus(&'static str),
    /// To be put away.
    Close,
    /// To be recorded.
    Send,
}

impl Form {
    /// An answer to this hit, as yet without its note.
    pub fn new(answer: Answer, case: &Case, hit: &CaseHit) -> Self {
        let stands = match (case.referral, case.inside) {
            (Some(_), _) => "gate",
            (None, true) => "inside",
            (None, false) => "expected",
        };
        let stops = answer == Answer::No && hit.cause == Cause::Match(Match::Stop);
        Self {
            id: hit.id,
            answer,
            cause: hit.cause,
            employer: hit.hit.as_ref().is_some_and(Hit::is_employer),
            stands,
            name: case.visitor.name.clone(),
            visit_ends: case.appointment.until,
            note: String::new(),
            until: Until::Visit,
            stops: hit.hit.as_ref().filter(|_| stops).map(|hit| hit.list.clone()),
            signing: None,
            fault: None,
            busy: false,
        }
    }

    /// The message of a key while it is open.
    pub fn key(&self, act: Act) -> Option<Message> {
        if self.signing.is_some() {
            return sign::Form::key(act).map(Message::Sign);
        }
        match act {
            Act::Open | Act::Submit => Some(Message::Submit),
            Act::Back => Some(Message::Cancel),
            Act::Up => Some(Message::Previous),
            Act::Down => Some(Message::Next),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        self.signing.as_ref()?.stray(text).map(Message::Sign)
    }

    /// It was not taken.
    pub fn failed(&mut self, error: &SharedError, now: Moment) {
        match &mut self.signing {
            Some(signing) => signing.failed(error, now),
            None => (self.busy, self.fault) = (false, Some(failure(error))),
        }
    }

    /// Records it.
    pub fn send(&self, ctx: &Context) -> Task<super::Message> {
        let (id, answer, note, worker) = (self.id, self.answer, self.note.trim().to_owned(), ctx.worker.clone());
        let until = (answer == Answer::No).then(|| self.end(&ctx.now, self.until));
        let two = self.signing.as_ref().map(|signing| (signing.why(), signing.second()));
        let ask = move |desk: &mut Desk, now| match &two {
            Some((why, second)) => desk.clear_stop(now, id, until, why, second),
            None => desk.answer_finding(now, id, answer, &note, until),
        };
        Task::perform(async move { worker.ask(ask).await }, move |result| super::Message::Answered(answer, result))
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, now: Moment) -> Outcome {
        if let Message::Sign(message) = message {
            return self.sign(message);
        }
        if self.busy && !matches!(message, Message::Cancel) {
            return Outcome::Stay;
        }
        match message {
            Message::Note(note) => (self.note, self.fault) = (note, None),
            Message::Previous => self.step(-1),
            Message::Next => self.step(1),
            Message::Pick(place) => self.until = Until::ALL.get(place).copied().unwrap_or(self.until),
            Message::Cancel => return Outcome::Close,
            Message::Submit => return self.submit(now),
            Message::Sign(_) => {}
        }
        Outcome::Stay
    }

    fn sign(&mut self, message: sign::Message) -> Outcome {
        match self.signing.as_mut().map(|signing| signing.update(message)) {
            None | Some(sign::Outcome::Stay) => Outcome::Stay,
            Some(sign::Outcome::Focus(field)) => Outcome::Focus(field),
            Some(sign::Outcome::Send) => Outcome::Send,
            Some(sign::Outcome::Close) => {
                self.signing = None;
                Outcome::Focus(NOTE)
            }
        }
    }

    fn step(&mut self, by: isize) {
        let here = Until::ALL.iter().position(|until| *until == self.until).unwrap_or_default();
        let there = here.saturating_add_signed(by);
        self.until = Until::ALL.get(there).copied().unwrap_or(self.until);
    }

    fn submit(&mut self, now: Moment) -> Outcome {
        if self.answer != Answer::Unsure && filled(&self.note).is_none() {
            self.fault = Some(tr("finding-note-missing"));
            return Outcome::Focus(NOTE);
        }
        if self.stops.is_some() {
            self.signing = Some(sign::Form::new(sign::Who::Two, CAUSES, now).saying(self.note.trim()));
            return Outcome::Focus(sign::Form::first());
        }
        (self.busy, self.fault) = (true, None);
        Outcome::Send
    }

    fn matched(&self) -> bool {
        matches!(self.cause, Cause::Match(_))
    }

    /// The last moment of a choice. A visit that is over clears for what is left of the day.
    fn end(&self, now: &Moment, until: Until) -> Timestamp {
        match until {
            Until::Visit if self.visit_ends > now.at => self.visit_ends.min(now.at.plus(YEAR)),
            Until::Visit => now.day().1,
            Until::Month => now.at.plus(30 * DAY),
            Until::Year => now.at.plus(YEAR),
        }
    }

    /// The window `base` with the answer over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        ctx: &'a Context,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        if let Some((signing, list)) = self.signing.as_ref().zip(self.stops.as_ref()) {
            return signing.view(base, self.face(list, &ctx.now), move |message| wrap(Message::Sign(message)));
        }
        let kind = match (self.matched(), self.employer) {
            (true, false) => "match",
            (true, true) => "employer",
            (false, _) => "other",
        };
        let title = tr(&format!("finding-title-{}-{kind}", self.answer.code()));
        let hint = if self.answer == Answer::Unsure { "finding-note-free" } else { "finding-note-hint" };
        let note = field(tr("form-note"), &self.note).id(NOTE).hint(tr(hint)).fault(self.fault.clone());
        let note = note.on_input(Message::Note);
        let pieces = column![text::strong(self.name.as_str()), text::body(self.happens(&ctx.now))]
            .push(self.view_until(&ctx.now))
            .push(Element::from(note));
        let content = Element::from(pieces.spacing(space::MEDIUM));
        let weight = if self.answer == Answer::Yes { Weight::Stop } else { Weight::Go };
        let send = (!self.busy).then(|| wrap(Message::Submit));
        let done = if self.stops.is_some() { "two" } else { self.answer.code() };
        let verb = tr(&format!("finding-do-{done}"));
        let question = Dialog::new(title, content.map(wrap)).act(act(verb, keys::cap(Act::Open), weight, send));
        let back = act(tr("act-back"), keys::cap(Act::Back), Weight::Plain, wrap(Message::Cancel));
        dialog(base, question.act(back))
    }

    /// What two sign for.
    fn face<'a, Outer: 'a>(&self, list: &str, now: &Moment) -> sign::Face<'a, Outer> {
        let end = moment(now, self.end(now, self.until));
        let said = [("name", self.name.as_str().into()), ("list", list.into()), ("time", end.into())];
        sign::Face {
            title: tr("finding-two-title"),
            content: text::body(tr_with("finding-two-text", &said)).into(),
            verb: tr("finding-do-no"),
            weight: Weight::Go,
        }
    }

    /// What recording it will do.
    fn happens(&self, now: &Moment) -> String {
        match (self.answer, self.matched()) {
            (Answer::Yes, _) => tr(&format!("finding-yes-{}", self.stands)),
            (Answer::No, false) => tr(&format!("finding-done-{}", self.stands)),
            (Answer::No, true) => {
                let end = self.end(now, self.until);
                let id = if self.employer { "finding-clears-employer-until" } else { "finding-clears-until" };
                tr_with(id, &[("time", moment(now, end).into())])
            }
            (Answer::Unsure, _) => tr(&format!("finding-unsure-{}", self.stands)),
        }
    }

    fn view_until<'a>(&'a self, now: &Moment) -> Option<Element<'a, Message>> {
        if self.answer != Answer::No || !self.matched() {
            return None;
        }
        let rows = Until::ALL.into_iter().enumerate().map(|(place, until)| {
            let words = match until {
                Until::Visit => {
                    let end = moment(now, self.end(now, until));
                    tr_with("finding-until-visit", &[("time", end.into())])
                }
                Until::Month => tr("finding-until-month"),
                Until::Year => tr("finding-until-year"),
            };
            let here = Until::ALL.iter().position(|until| *until == self.until).unwrap_or_default();
            let cap = match place {
                place if place + 1 == here => keys::cap(Act::Up),
                place if place == here + 1 => keys::cap(Act::Down),
                _ => String::new(),
            };
            choice_row(words, cap, until == self.until, Message::Pick(place))
        });
        let head: Element<'a, Message> = text::hint(tr("finding-until")).into();
        Some(column![head, Column::with_children(rows).spacing(space::TINY)].spacing(space::TINY).into())
    }
}
