//! Ending an entry of the mission's own list, with why.

use iced::Task;
use iced::widget::column;

use crate::desk::Desk;
use crate::desk::screening::listings::{NewListing, OwnListing};
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
use super::form::Form;

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

/// Why an entry may be ended, or say less.
const CAUSES: &[Cause] = &[Cause::Over, Cause::Mistake, Cause::Instruction, Cause::Other];

/// An act that two have to sign for: somebody who is kept out could come in after it.
pub struct Signing {
    id: ListingId,
    name: String,
    /// What the entry is to say; nothing where it is ended. The form that it was written in comes back with the way back.
    change: Option<(NewListing, Box<Form>)>,
    /// Why, and who signs for it.
    pub form: sign::Form,
}

impl Signing {
    /// The question whether this entry is to end.
    pub fn end(entry: &OwnListing, now: Moment) -> Self {
        let name = entry.content.listing.primary().to_owned();
        Self { id: entry.id, name, change: None, form: sign::Form::new(sign::Who::Two, CAUSES, now) }
    }

    /// The question whether this entry is to say this.
    pub fn change(entry: &OwnListing, new: NewListing, written: Box<Form>, now: Moment) -> Self {
        Self { change: Some((new, written)), ..Self::end(entry, now) }
    }

    /// The form to go back to, if there is one.
    pub fn written(self) -> Option<Box<Form>> {
        self.change.map(|(_, written)| written)
    }

    /// Does it.
    pub fn send(&self, ctx: &Context) -> Task<super::Message> {
        let (id, why, second, worker) = (self.id, self.form.why(), self.form.second(), ctx.worker.clone());
        let new = self.change.as_ref().map(|(new, _)| new.clone());
        let words = if new.is_some() { "note-own-changed" } else { "note-own-ended" };
        let ask = move |desk: &mut Desk, now| match &new {
            Some(new) => desk.amend_listing_by_two(now, id, new, &why, &second),
            None => desk.end_listing_by_two(now, id, &why, &second),
        };
        Task::perform(async move { worker.ask(ask).await }, move |result| super::Message::Done(words, result))
    }

    /// The window `base` with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        wrap: impl Fn(sign::Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let [title, says, verb] = match self.change {
            Some(_) => ["own-two-title", "own-change-two", "own-change-do"],
            None => ["own-end-title", "own-end-two", "own-end-do"],
        };
        let face = sign::Face {
            title: tr_with(title, &[("name", self.name.as_str().into())]),
            content: text::body(tr(says)).into(),
            verb: tr(verb),
            weight: Weight::Stop,
        };
        self.form.view(base, face, wrap)
    }
}
