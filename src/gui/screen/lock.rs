//! Sign-in and lock: nothing personal on it, and no word of whether a service number is known.

mod recovery;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;
use zeroize::Zeroizing;

use crate::desk::worker::SharedError;
use crate::desk::{DeskError, RecoveryCode};
use crate::domain::Operator;
use crate::domain::moment::SECOND;
use crate::gui::context::Context;
use crate::gui::form::halves;
use crate::gui::form::person;
use crate::gui::keys::Act;
use crate::gui::private::Private;

use recovery::Recovery;

/// The longest wait after a failure, in seconds; each failure doubles it from 1.
const LONGEST_WAIT: i64 = 30;

/// The screen while nobody is signed in.
pub struct State {
    number: String,
    passphrase: Zeroizing<String>,
    /// Failures since somebody last got in.
    failures: u32,
    /// Monotonic time before which nothing is tried again.
    wait: Option<i64>,
    /// What went wrong last.
    trouble: Option<SharedError>,
    stage: Stage,
}

enum Stage {
    /// Number and passphrase are asked for.
    Asking,
    /// The passphrase is being tried.
    Opening,
    /// Both halves of the recovery code are asked for, and somebody to enrol with them.
    Recovering(Box<Recovery>),
}

/// A field of the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The service number.
    Number,
    /// The passphrase.
    Passphrase,
}

impl Field {
    fn id(self) -> &'static str {
        match self {
            Self::Number => "lock-number",
            Self::Passphrase => "lock-passphrase",
        }
    }
}

/// What happens on the screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// A field holds something else.
    Typed(Field, Private<String>),
    /// Try the passphrase, or go on with the recovery.
    Submit,
    /// Away from the recovery.
    Back,
    /// The keyboard goes to the next field.
    NextField,
    /// The keyboard goes to the field before.
    PreviousField,
    /// The passphrase opened the post, or did not.
    Opened(Result<Operator, SharedError>),
    /// To the recovery.
    Recover,
    /// A half of the recovery code holds something else: the first, or the second.
    Half(usize, Private<String>),
    /// The form of whoever is enrolled by the recovery.
    Person(person::Message),
    /// The recovery is done: who is signed in, and the next code.
    Recovered(Result<Private<(Operator, Arc<RecoveryCode>)>, SharedError>),
    /// The next code on its way to its holders.
    Halves(halves::Message),
}

/// What the application has to do.
#[derive(Debug, Clone)]
pub enum Action {
    /// Somebody is signed in.
    SignedIn(Operator),
}

impl State {
    /// The screen, ready for a service number.
    pub fn new() -> (Self, Task<Message>) {
        let state = Self {
            number: String::new(),
            passphrase: Zeroizing::default(),
            failures: 0,
            wait: None,
            trouble: None,
            stage: Stage::Asking,
        };
        (state, operation::focus(Field::Number.id()))
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message, context: &Context) -> (Task<Message>, Option<Action>) {
        let task = match message {
            Message::Typed(Field::Number, value) => self.typed(|state| state.number = value.0),
            Message::Typed(Field::Passphrase, value) => self.typed(|state| state.passphrase = Zeroizing::new(value.0)),
            Message::Submit => return self.submit(context),
            Message::Back => self.back(),
            Message::NextField => operation::focus_next(),
            Message::PreviousField => operation::focus_previous(),
            Message::Opened(opened) => return self.opened(opened, context),
            Message::Recover => self.begin_recovery(),
            Message::Half(which, value) => self.half(which, value),
            Message::Person(message) => self.person(message),
            Message::Recovered(done) => self.recovered(done, context),
            Message::Halves(message) => return self.hand_out(message),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match act {
            Act::Open | Act::Submit => Some(Message::Submit),
            Act::Back => Some(Message::Back),
            Act::NextField => Some(Message::NextField),
            Act::PreviousField => Some(Message::PreviousField),
            Act::Recover => Some(Message::Recover),
            _ => match &self.stage {
                Stage::Recovering(recovery) => recovery.key(act).map(Message::Person),
                _ => None,
            },
        }
    }

    fn typed(&mut self, change: impl FnOnce(&mut Self)) -> Task<Message> {
        change(self);
        Task::none()
    }

    fn submit(&mut self, context: &Context) -> (Task<Message>, Option<Action>) {
        match self.stage {
            Stage::Asking => (self.open(context), None),
            Stage::Opening => (Task::none(), None),
            Stage::Recovering(_) => self.submit_recovery(context),
        }
    }

    fn open(&mut self, context: &Context) -> Task<Message> {
        if self.number.trim().is_empty() {
            return operation::focus(Field::Number.id());
        }
        if self.passphrase.is_empty() {
            return operation::focus(Field::Passphrase.id());
        }
        if self.seconds_left(context) > 0 {
            return Task::none();
        }
        self.stage = Stage::Opening;
        self.trouble = None;
        let (worker, number) = (context.worker.clone(), self.number.clone());
        let passphrase = std::mem::take(&mut self.passphrase);
        let opening = async move { worker.ask(move |desk, now| desk.sign_in(now, &number, &passphrase)).await };
        Task::perform(opening, Message::Opened)
    }

    fn opened(&mut self, opened: Result<Operator, SharedError>, context: &Context) -> (Task<Message>, Option<Action>) {
        self.stage = Stage::Asking;
        match opened {
            Ok(operator) => {
                (self.failures, self.wait) = (0, None);
                (Task::none(), Some(Action::SignedIn(operator)))
            }
            Err(error) => {
                self.failed(error, context);
                (operation::focus(Field::Passphrase.id()), None)
            }
        }
    }

    /// Each wrong try doubles the wait; what is no fault of whoever tried costs none.
    fn failed(&mut self, error: SharedError, context: &Context) {
        if is_wrong(&error) {
            let doubled = 1_i64.checked_shl(self.failures).unwrap_or(LONGEST_WAIT);
            self.failures = (self.failures + 1).min(30);
            self.wait = Some(context.now.monotonic.saturating_add(doubled.min(LONGEST_WAIT) * SECOND));
        }
        self.trouble = Some(error);
    }

    /// Whole seconds before the next try, rounded up.
    fn seconds_left(&self, context: &Context) -> i64 {
        let left = self.wait.map_or(0, |wait| wait.saturating_sub(context.now.monotonic));
        // A monotonic clock that began anew with another process cannot lock anybody out for longer.
        left.clamp(0, LONGEST_WAIT * SECOND).div_euclid(SECOND) + i64::from(left.rem_euclid(SECOND) > 0)
    }

    fn back(&mut self) -> Task<Message> {
        match &mut self.stage {
            Stage::Recovering(recovery) if recovery.is_spent() => recovery.show_again(),
            Stage::Recovering(recovery) if recovery.is_busy() => Task::none(),
            _ => {
                self.stage = Stage::Asking;
                self.trouble = None;
                operation::focus(Field::Number.id())
            }
        }
    }
}

/// Whether a try failed because of what was typed, which is all that is said of it.
fn is_wrong(error: &DeskError) -> bool {
    error.is_wrong_key()
}
