//! Limits that find less than those in force: what they are and are to be, and a second person.

use iced::Task;
use iced::widget::column;

use crate::desk::Desk;
use crate::domain::{Cause, Moment};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Face, Form, Who};
use crate::gui::style::measure::space;
use crate::gui::watch::list_name;
use crate::gui::widget::{Weight, definition, text};
use crate::i18n::{tr, tr_with};

use super::Message;
use super::own::{Limits, Typed};

/// Why a list may find less.
pub const CAUSES: &[Cause] = &[Cause::Routine, Cause::Mistake, Cause::Instruction, Cause::Other];

/// Limits that two have to sign for.
pub struct Slackening {
    /// The question that they were typed in, which the way back leads to.
    limits: Limits,
    /// Why, and who signs for it.
    pub form: Form,
}

impl Slackening {
    /// The question for these.
    pub fn new(mut limits: Limits, now: Moment) -> Self {
        limits.asked_again();
        Self { limits, form: Form::new(Who::Two, CAUSES, now) }
    }

    /// Where they were typed.
    pub fn typed(self) -> Limits {
        self.limits
    }

    /// Records them.
    pub fn send(&self, ctx: &Context) -> Task<Message> {
        let (name, list, worker) = (self.limits.name().to_owned(), self.limits.name().to_owned(), ctx.worker.clone());
        let (why, second, Typed { thresholds, days }) = (self.form.why(), self.form.second(), self.limits.typed());
        let ask = move |desk: &mut Desk, now| desk.set_list_by_two(now, &list, thresholds, days, &why, &second);
        let set = async move { worker.ask(ask).await };
        Task::perform(set, move |result| Message::Done("note-list-set", name.clone(), result))
    }

    /// The window `base` with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        wrap: impl Fn(sign::Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let ([review, stop], days) = self.limits.changes();
        let content = column![
            text::body(tr("list-slacken-text")),
            definition(tr("list-term-review"), review, String::new()),
            definition(tr("list-term-stop"), stop, String::new()),
            definition(tr("list-term-limit"), days, String::new()),
        ];
        let face = Face {
            title: tr_with("list-slacken-title", &[("list", list_name(self.limits.name()).into())]),
            content: content.spacing(space::TINY).into(),
            verb: tr("list-set"),
            weight: Weight::Stop,
        };
        self.form.view(base, face, wrap)
    }
}
