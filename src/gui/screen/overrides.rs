//! The register of overrides: the months, who was let in against what in each, and signing that one was gone through.

mod view;

use iced::Task;
use iced::widget::operation;

use crate::desk::Desk;
use crate::desk::export::List;
use crate::desk::overrides::{Month, State as Stands};
use crate::desk::worker::SharedError;
use crate::domain::operator::Act as Deed;
use crate::domain::{Cause, Moment};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Form, Who};
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::widget::list::{Scroll, scroll};
use crate::i18n::tr_with;

/// The id of the list of overrides.
const LINES: &str = "overrides-lines";
/// Why a month is gone through.
const REVIEWED: &[Cause] = &[Cause::Routine, Cause::Incident, Cause::Instruction, Cause::Other];

/// The register, as far as it is looked at.
#[derive(Debug, Default)]
pub struct State {
    months: Option<Result<Vec<Month>, SharedError>>,
    cursor: usize,
    form: Option<Form>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The register was read.
    Read(Result<Vec<Month>, SharedError>),
    /// To the month below.
    Next,
    /// To the month above.
    Previous,
    /// This month.
    Pick(usize),
    /// Scroll the overrides of the month.
    Scroll(Scroll),
    /// Sign that the month was gone through.
    Review,
    /// While it is asked why.
    Form(sign::Message),
    /// It was signed, or not.
    Reviewed(Result<String, SharedError>),
    /// Away from what is asked, then from the screen.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something was recorded.
    Told(Note),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::Reviewed(_))
    }
}

impl State {
    /// The screen, and the reading of the register.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let task = state.read(ctx);
        (state, task)
    }

    /// Reads the register anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(|desk, now| desk.overrides(now)).await }, Message::Read)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if self.form.is_some() { Place::Form } else { Place::Overrides }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(result) => {
                // What is due stands first under the arrow keys, the first time it is read.
                if let (None, Ok(months)) = (&self.months, &result) {
                    self.cursor = months.iter().rposition(|month| month.state == Stands::Due).unwrap_or(0);
                }
                self.months = Some(result);
            }
            Message::Next => self.cursor = (self.cursor + 1).min(self.months().len().saturating_sub(1)),
            Message::Previous => self.cursor = self.cursor.saturating_sub(1),
            Message::Pick(place) => self.cursor = place,
            Message::Scroll(how) => return (scroll(LINES, how), None),
            Message::Review => return self.review(ctx),
            Message::Form(message) => return self.in_form(message, ctx),
            Message::Reviewed(result) => return self.reviewed(result, ctx),
            Message::Back if self.form.is_none() => return (Task::none(), Some(Action::Leave)),
            Message::Back => self.form = None,
        }
        none()
    }

    /// What a key does here.
    pub fn key(&self, act: Act, ctx: &Context) -> Option<Message> {
        if self.form.is_some() {
            return Form::key(act).map(Message::Form);
        }
        match act {
            Act::Up => Some(Message::Previous),
            Act::Down => Some(Message::Next),
            Act::PageUp => Some(Message::Scroll(Scroll::PageUp)),
            Act::PageDown => Some(Message::Scroll(Scroll::PageDown)),
            Act::Review | Act::Open => self.can_review(ctx).then_some(Message::Review),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        self.form.as_ref()?.stray(text).map(Message::Form)
    }

    /// The window with the question over it, if it is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match (&self.form, self.month()) {
            (Some(form), Some(month)) => {
                form.view(window, view::reviewing(month), move |message| wrap(Message::Form(message)))
            }
            _ => window,
        }
    }

    /// The month that is looked at.
    pub fn listed(&self) -> List {
        List::Overrides(self.month().map(|month| month.name.clone()))
    }

    fn months(&self) -> &[Month] {
        self.months.as_ref().and_then(|months| months.as_ref().ok()).map_or(&[], Vec::as_slice)
    }

    fn month(&self) -> Option<&Month> {
        self.months().get(self.cursor)
    }

    fn can_review(&self, ctx: &Context) -> bool {
        let open = self.month().is_some_and(|month| matches!(month.state, Stands::Open | Stands::Due));
        open && ctx.status.may(Deed::ReviewOverrides)
    }

    fn review(&mut self, ctx: &Context) -> Update {
        if !self.can_review(ctx) {
            return none();
        }
        self.form = Some(Form::new(Who::Alone, REVIEWED, ctx.now));
        (operation::focus(Form::first()), None)
    }

    fn in_form(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Some(form) = &mut self.form else { return none() };
        match form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (operation::focus(field), None),
            sign::Outcome::Close => {
                self.form = None;
                none()
            }
            sign::Outcome::Send => (self.send(ctx), None),
        }
    }

    fn send(&self, ctx: &Context) -> Task<Message> {
        let (Some(form), Some(month)) = (&self.form, self.month()) else { return Task::none() };
        let (why, name, worker) = (form.why(), month.name.clone(), ctx.worker.clone());
        let ask = move |desk: &mut Desk, now: Moment| desk.review_overrides(now, &name, &why).map(|_| name);
        Task::perform(async move { worker.ask(ask).await }, Message::Reviewed)
    }

    fn reviewed(&mut self, result: Result<String, SharedError>, ctx: &Context) -> Update {
        match result {
            Ok(month) => {
                self.form = None;
                let words = tr_with("note-overrides-reviewed", &[("month", view::month_name(&month).into())]);
                (self.read(ctx), Some(Action::Told(Note::told(Tone::Go, words))))
            }
            Err(error) => {
                if let Some(form) = &mut self.form {
                    form.failed(&error, ctx.now);
                }
                none()
            }
        }
    }
}

fn none() -> Update {
    (Task::none(), None)
}
