//! Ending an entry of the mission's own list, with why.

use iced::Task;
use iced::widget::column;

use crate::desk::Desk;
use crate::desk::screening::listings::OwnListing;
use crate::desk::worker::SharedError;
use crate::domain::{Cause, ListingId, Moment};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign;
use crate::gui::keys::{Act, cap};
use crate::gui::note::failure;
use crate::gui::style::measure::space;
use crate::gui::widget::{Dialog, Weight, act, dialog, field, text};
use crate::i18n::{tr, tr_with};

use super::super::filled;

/// The id of the field for why.
pub const REASON: &str = "own-end-reason";

/// An entry that is being ended.
pub struct Ending {
    id: ListingId,
    name: String,
    reason: String,
    fault: Option<String>,
    busy: bool,
}

/// What happens meanwhile.
#[derive(Debug, Clone)]
pub enum Message {
    /// Why was typed.
    Reason(String),
    /// It is to be ended.
    Submit,
    /// It is to stay.
    Cancel,
}

/// What it wants of its screen.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Nothing.
    Stay,
    /// The keyboard for the reason.
    Focus,
    /// To be put away.
    Close,
    /// This entry is to be ended, for this reason.
    Send(ListingId, String),
}

impl Ending {
    /// The question for this entry.
    pub fn new(entry: &OwnListing) -> Self {
        let name = entry.content.listing.primary().to_owned();
        Self { id: entry.id, name, reason: String::new(), fault: None, busy: false }
    }

    /// What a key does while it is asked.
    pub fn key(act: Act) -> Option<Message> {
        match act {
            Act::Open | Act::Submit => Some(Message::Submit),
            Act::Back => Some(Message::Cancel),
            _ => None,
        }
    }

    /// It was not done.
    pub fn failed(&mut self, error: &SharedError) {
        (self.busy, self.fault) = (false, Some(failure(error)));
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::Cancel => return Outcome::Close,
            _ if self.busy => {}
            Message::Reason(text) => (self.reason, self.fault) = (text, None),
            Message::Submit => match filled(&self.reason) {
                Some(reason) => {
                    self.busy = true;
                    return Outcome::Send(self.id, reason.to_owned());
                }
                None => {
                    self.fault = Some(tr("own-end-reason-missing"));
                    return Outcome::Focus;
                }
            },
        }
        Outcome::Stay
    }

    /// The window `base` with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let reason = field(tr("own-end-reason"), &self.reason).id(REASON).fault(self.fault.clone());
        let reason = reason.on_input(Message::Reason).on_submit(Message::Submit);
        let content = column![text::body(tr("own-end-text")), Element::from(reason)].spacing(space::MEDIUM);
        let content: Element<'a, Message> = content.into();
        let title = tr_with("own-end-title", &[("name", self.name.as_str().into())]);
        let send = (!self.busy).then(|| wrap(Message::Submit));
        let question = Dialog::new(title, content.map(wrap));
        let question = question.act(act(tr("own-end-do"), cap(Act::Open), Weight::Stop, send));
        dialog(base, question.act(act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Message::Cancel))))
    }
}

/// Why the last entry may be ended.
const CAUSES: &[Cause] = &[Cause::Over, Cause::Mistake, Cause::Instruction, Cause::Other];

/// The last entry of all, which is being ended: nobody is screened after it.
pub struct EndingLast {
    id: ListingId,
    name: String,
    /// Why, and who signs for it.
    pub form: sign::Form,
}

impl EndingLast {
    /// The question for this entry.
    pub fn new(entry: &OwnListing, now: Moment) -> Self {
        let name = entry.content.listing.primary().to_owned();
        Self { id: entry.id, name, form: sign::Form::new(sign::Who::Two, CAUSES, now) }
    }

    /// Ends it.
    pub fn send(&self, ctx: &Context) -> Task<super::Message> {
        let (id, why, second, worker) = (self.id, self.form.why(), self.form.second(), ctx.worker.clone());
        let ask = move |desk: &mut Desk, now| desk.end_last_listing(now, id, &why, &second);
        Task::perform(async move { worker.ask(ask).await }, |result| super::Message::Done("note-own-ended", result))
    }

    /// The window `base` with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        wrap: impl Fn(sign::Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let face = sign::Face {
            title: tr_with("own-end-title", &[("name", self.name.as_str().into())]),
            content: text::body(tr("own-end-last")).into(),
            verb: tr("own-end-do"),
            weight: Weight::Stop,
        };
        self.form.view(base, face, wrap)
    }
}
