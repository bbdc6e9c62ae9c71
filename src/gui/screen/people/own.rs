//! What everybody sets for themselves: another passphrase, and a PIN; each with a second one for when they are forced.

use iced::widget::{column, container, row};
use iced::{Fill, Task};
use zeroize::Zeroizing;

use crate::desk::Desk;
use crate::desk::lock::{is_weak, second_pin_fault};
use crate::desk::session::{LEAST_STRENGTH, second_fault, strength};
use crate::desk::worker::SharedError;
use crate::domain::{Moment, Pair};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::person::judged;
use crate::gui::form::trouble;
use crate::gui::keys::{Act, Place, cap};
use crate::gui::note::Note;
use crate::gui::private::Private;
use crate::gui::style::Tone;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::options;
use crate::gui::widget::{Weight, act, actions, choice_row, field, panel, panel_head, text};
use crate::i18n::tr;

/// The id of the form, which is scrolled on small screens.
const FORM: &str = "own-form";

/// Which of the two is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum What {
    /// The PIN.
    #[default]
    Pin,
    /// The passphrase.
    Passphrase,
}

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The passphrase in use.
    Before,
    /// What it is to be.
    Next,
    /// The same once more.
    Again,
    /// The one for when they are forced.
    Second,
    /// That one once more.
    SecondAgain,
}

impl Field {
    const ALL: [Self; 5] = [Self::Before, Self::Next, Self::Again, Self::Second, Self::SecondAgain];

    fn id(self) -> &'static str {
        match self {
            Self::Before => "own-before",
            Self::Next => "own-next",
            Self::Again => "own-again",
            Self::Second => "own-second",
            Self::SecondAgain => "own-second-again",
        }
    }
}

/// What is typed so far.
#[derive(Default)]
pub struct State {
    what: What,
    before: Zeroizing<String>,
    next: Zeroizing<String>,
    again: Zeroizing<String>,
    second: Zeroizing<String>,
    second_again: Zeroizing<String>,
    /// What is wrong with the second one, kept so that no frame works it out again.
    second_fault: Option<&'static str>,
    strength: u8,
    tried: bool,
    busy: bool,
    trouble: Option<SharedError>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// This is to be set.
    Pick(What),
    /// A field holds something else.
    Typed(Field, Private<String>),
    /// Set it.
    Submit,
    /// It was set, or not.
    Done(Result<(), SharedError>),
    /// Away.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// It was recorded.
    Told(Note),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl State {
    /// The screen, ready for the passphrase in use.
    pub fn new() -> (Self, Task<Message>) {
        (Self::default(), iced::widget::operation::focus(Field::Before.id()))
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        Place::Form
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Back if self.busy => {}
            Message::Back => return (Task::none(), Some(Action::Leave)),
            Message::Done(result) => return self.done(result),
            _ if self.busy => {}
            Message::Pick(what) => *self = Self { what, before: std::mem::take(&mut self.before), ..Self::default() },
            Message::Typed(field, value) => self.typed(field, Zeroizing::new(value.0), ctx),
            Message::Submit => return (self.submit(ctx), None),
        }
        (Task::none(), None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match act {
            Act::Up => Some(Message::Pick(What::Pin)),
            Act::Down => Some(Message::Pick(What::Passphrase)),
            Act::Open | Act::Submit => Some(Message::Submit),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    fn typed(&mut self, field: Field, value: Zeroizing<String>, ctx: &Context) {
        match field {
            Field::Before => self.before = value,
            Field::Next => self.next = value,
            Field::Again => self.again = value,
            Field::Second => self.second = value,
            Field::SecondAgain => self.second_again = value,
        }
        if matches!(field, Field::Next | Field::Second) {
            self.judge(ctx);
        }
    }

    fn judge(&mut self, ctx: &Context) {
        let [number, name] = ctx.status.operator.as_ref().map_or(["", ""], |o| [o.number.as_str(), o.name.as_str()]);
        let pair = Pair { first: &self.next, second: &self.second };
        let fault = match self.what {
            What::Pin => second_pin_fault(pair, number),
            What::Passphrase => second_fault(pair, number, name),
        };
        self.second_fault = fault.map(|error| error.advice());
        if self.what == What::Passphrase {
            self.strength = strength(&self.next, &[number, name]);
        }
    }

    fn fault(&self, field: Field, ctx: &Context) -> Option<String> {
        let number = ctx.status.operator.as_ref().map_or("", |operator| operator.number.as_str());
        match (field, self.what) {
            (Field::Before, _) => self.before.is_empty().then(|| tr("own-before-missing")),
            (Field::Next, What::Pin) => is_weak(&self.next, number).then(|| tr("advice-weak-pin")),
            (Field::Next, What::Passphrase) => (self.strength < LEAST_STRENGTH).then(|| tr("person-passphrase-weak")),
            (Field::Again, _) => (self.again != self.next).then(|| tr("person-again-differs")),
            (Field::Second, _) => self.second_fault.map(tr),
            (Field::SecondAgain, _) => (self.second_again != self.second).then(|| tr("person-again-differs")),
        }
    }

    fn submit(&mut self, ctx: &Context) -> Task<Message> {
        self.tried = true;
        if let Some(field) = Field::ALL.into_iter().find(|field| self.fault(*field, ctx).is_some()) {
            return iced::widget::operation::focus(field.id());
        }
        (self.busy, self.trouble) = (true, None);
        let (what, before) = (self.what, self.before.clone());
        let (first, second) = (self.next.clone(), self.second.clone());
        let worker = ctx.worker.clone();
        let set = move |desk: &mut Desk, now: Moment| {
            let next = Pair { first: &first, second: &second };
            match what {
                What::Pin => desk.set_pin(now, &before, next),
                What::Passphrase => desk.set_passphrase(now, &before, next),
            }
        };
        Task::perform(async move { worker.ask(set).await }, Message::Done)
    }

    fn done(&mut self, result: Result<(), SharedError>) -> Update {
        let what = self.what;
        match result {
            Ok(()) => {
                *self = Self { what, ..Self::default() };
                let words = if what == What::Pin { "note-pin-set" } else { "note-passphrase-set" };
                (Task::none(), Some(Action::Told(Note::told(Tone::Go, tr(words)))))
            }
            Err(error) => {
                (self.busy, self.trouble, self.before) = (false, Some(error), Zeroizing::default());
                (iced::widget::operation::focus(Field::Before.id()), None)
            }
        }
    }

    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let input = |which: Field, label: &str, value: &'a str| {
            let fault = if self.tried { self.fault(which, ctx) } else { None };
            let piece = field(tr(label), value).id(which.id()).secret().fault(fault);
            let piece = piece.on_input(move |value| Message::Typed(which, Private(value)));
            Element::from(piece.on_submit(Message::Submit))
        };
        let pin = self.what == What::Pin;
        let choice = |what, label: &str, key| choice_row(tr(label), cap(key), self.what == what, Message::Pick(what));
        let choices = column![
            choice(What::Pin, if ctx.status.pin { "own-pin-other" } else { "own-pin-first" }, Act::Up),
            choice(What::Passphrase, "own-passphrase", Act::Down),
        ];
        let said: Element<'_, Message> =
            if pin { text::hint(tr("own-pin-hint")).into() } else { judged(&self.next, self.strength) };
        let next = input(Field::Next, if pin { "own-next-pin" } else { "own-next-passphrase" }, &self.next);
        let again = input(Field::Again, "own-again", &self.again);
        let second = input(Field::Second, if pin { "own-second-pin" } else { "own-second-passphrase" }, &self.second);
        let second_again = input(Field::SecondAgain, "own-again", &self.second_again);
        let body =
            column![choices.spacing(space::TINY), text::quiet(tr(if pin { "own-pin-says" } else { "own-says" }))]
                .push(self.trouble.as_ref().map(|error| trouble(error, None)))
                .push(input(Field::Before, "own-before", &self.before))
                .push(column![row![next, again].spacing(space::LARGE), said].spacing(space::TINY))
                .push(row![second, second_again].spacing(space::LARGE))
                .push(text::hint(tr("person-second-hint")))
                .spacing(space::MEDIUM);
        let body = container(body).padding(space::WIDE).width(Fill).into();
        let go = (!self.busy).then_some(Message::Submit);
        let acts = [
            act(tr(if pin { "act-set-pin" } else { "act-set-passphrase" }), cap(Act::Open), Weight::Go, go),
            act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back),
        ];
        let page = panel([panel_head(tr("own-title-secrets"), ""), options(FORM, [body]), actions(acts)]);
        container(container(page).max_width(2.0 * size::DIALOG)).center_x(Fill).height(Fill).into()
    }
}
