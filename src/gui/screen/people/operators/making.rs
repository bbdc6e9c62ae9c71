//! Making somebody who may sign beside others: a second person signs for it.

use std::sync::Arc;

use iced::Task;

use super::{Doing, Enrolment, Message, State, Update, none};
use crate::desk::second::{Second, Why};
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError};
use crate::domain::Cause;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Face, Form, Who};
use crate::gui::private::Private;
use crate::gui::widget::{Weight, text};
use crate::i18n::{Value, tr, tr_with};

/// Why somebody is enrolled.
const ENROLLED: &[Cause] = &[Cause::Routine, Cause::Event, Cause::Instruction, Cause::Other];

/// What two sign for.
pub(super) enum Making {
    /// Somebody is enrolled.
    Enrol(Box<Enrolment>),
    /// They get another start code.
    StartCode,
}

/// Why, and who signs, where two do.
pub(super) type Two = Option<(Why, Second)>;

impl State {
    /// What one alone asked for takes two: they are asked.
    pub(super) fn takes_two(&mut self, error: SharedError, ctx: &Context) -> Update {
        let making = match std::mem::take(&mut self.doing) {
            Doing::Enrolling(mut enrolment) => {
                enrolment.busy = false;
                Making::Enrol(enrolment)
            }
            Doing::Asking(..) => Making::StartCode,
            other => {
                self.doing = other;
                return none();
            }
        };
        let mut form = Form::new(Who::Two, ENROLLED, ctx.now);
        form.failed(&error, ctx.now);
        self.doing = Doing::Making(making, form);
        (iced::widget::operation::focus(Form::first()), None)
    }

    /// In the question who signs for it.
    pub(super) fn in_making(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Doing::Making(making, form) = &mut self.doing else { return none() };
        match form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (iced::widget::operation::focus(field), None),
            sign::Outcome::Send => {
                let two = Some((form.why(), form.second()));
                let task = match making {
                    Making::Enrol(enrolment) => enrolment.send(two, ctx),
                    Making::StartCode => self.send_code(two, ctx),
                };
                (task, None)
            }
            sign::Outcome::Close => {
                self.doing = match std::mem::take(&mut self.doing) {
                    Doing::Making(Making::Enrol(enrolment), _) => Doing::Enrolling(enrolment),
                    _ => Doing::Looking,
                };
                none()
            }
        }
    }

    /// Makes another start code for whoever is looked at.
    pub(super) fn send_code(&self, two: Two, ctx: &Context) -> Task<Message> {
        let Some(line) = self.shown() else { return Task::none() };
        let (id, number, worker) = (line.operator.id, line.operator.number.clone(), ctx.worker.clone());
        let ask = move |desk: &mut Desk, now| {
            let code = Arc::new(desk.start_anew(now, id, two.as_ref().map(|(why, second)| (why, second)))?);
            let lines = desk.operators()?;
            let line = lines.into_iter().find(|line| line.operator.number == number);
            Ok(Private((line.ok_or(DeskError::NoOperator)?.operator, code)))
        };
        Task::perform(async move { worker.ask(ask).await }, Message::Enrolled)
    }
}

impl Making {
    /// The window with the question over it.
    pub(super) fn view<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        form: &'a Form,
        shown: &'a str,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let (name, verb) = match self {
            Self::Enrol(enrolment) => (enrolment.person.name(), "act-enrol"),
            Self::StartCode => (shown, "act-start-code"),
        };
        let face = Face {
            title: tr_with("making-title", &[("name", Value::from(name.to_owned()))]),
            content: text::body(tr("making-text")).into(),
            verb: tr(verb),
            weight: Weight::Go,
        };
        form.view(window, face, move |message| wrap(Message::Form(message)))
    }
}
