//! Sign-in and lock: nothing personal on it, and no word of whether a service number is known.

mod recovery;
mod start;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;
use zeroize::Zeroizing;

use crate::desk::lock::Held;
use crate::desk::lock::LONGEST_WAIT;
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError, RecoveryCode};
use crate::domain::moment::SECOND;
use crate::domain::{Moment, Operator};
use crate::gui::context::Context;
use crate::gui::form::halves;
use crate::gui::form::person;
use crate::gui::keys::Act;
use crate::gui::private::Private;

use recovery::Recovery;
use start::Starting;

/// The screen while nobody is signed in, or while a session waits for its operator.
pub struct State {
    number: String,
    passphrase: Zeroizing<String>,
    pin: Zeroizing<String>,
    /// The service number of whoever's session waits.
    held: Option<String>,
    /// Whether their PIN goes on with it.
    pin_goes_on: bool,
    /// Whether their PIN is asked for, rather than a number and a passphrase.
    by_pin: bool,
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
    /// Whoever typed a start code chooses passphrases.
    Starting(Box<Starting>),
}

/// A field of the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The service number.
    Number,
    /// The passphrase.
    Passphrase,
    /// The PIN of a session that waits.
    Pin,
}

impl Field {
    fn id(self) -> &'static str {
        match self {
            Self::Number => "lock-number",
            Self::Passphrase => "lock-passphrase",
            Self::Pin => "lock-pin",
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
    /// The passphrase opened the post, or the PIN the lock, or it did not.
    Opened(Result<Operator, Refused>),
    /// What was typed is a start code: the number, and the code.
    Begins(String, Private<Zeroizing<String>>),
    /// The keys that hold here are to be shown.
    Keys,
    /// To the recovery.
    Recover,
    /// A half of the recovery code holds something else: the first, or the second.
    Half(usize, Private<String>),
    /// Who gives a half was typed.
    Holder(usize, String),
    /// The form of whoever is enrolled by the recovery.
    Person(person::Message),
    /// The recovery is done: who is signed in, and the next code.
    Recovered(Result<Private<(Operator, Arc<RecoveryCode>)>, SharedError>),
    /// The next code on its way to its holders.
    Halves(halves::Message),
}

/// Why nobody got in, and how long to wait before the next try, in milliseconds.
#[derive(Debug, Clone)]
pub struct Refused {
    error: SharedError,
    wait: i64,
}

/// What the application has to do.
#[derive(Debug, Clone)]
pub enum Action {
    /// Somebody is signed in.
    SignedIn(Operator),
    /// The keys that hold here are to be shown, or put away.
    Keys,
}

impl State {
    /// The screen: ready for the PIN of whoever's session waits, if it goes on by one, else for a service number.
    pub fn new(held: Option<&Held>) -> (Self, Task<Message>) {
        let state = Self {
            number: String::new(),
            passphrase: Zeroizing::default(),
            pin: Zeroizing::default(),
            held: held.map(|held| held.number.clone()),
            pin_goes_on: held.is_some_and(|held| held.pin),
            by_pin: held.is_some_and(|held| held.pin),
            wait: None,
            trouble: None,
            stage: Stage::Asking,
        };
        let task = state.focus();
        (state, task)
    }

    fn focus(&self) -> Task<Message> {
        operation::focus(if self.by_pin { Field::Pin } else { Field::Number }.id())
    }

    /// The session that waited is over: only a full sign-in goes on.
    pub fn session_over(&mut self) -> Task<Message> {
        let by_pin = std::mem::take(&mut self.by_pin);
        (self.held, self.pin_goes_on) = (None, false);
        if by_pin { self.focus() } else { Task::none() }
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message, context: &Context) -> (Task<Message>, Option<Action>) {
        let task = match message {
            Message::Typed(Field::Number, value) => self.typed(|state| state.number = value.0),
            Message::Typed(Field::Passphrase, value) => self.typed(|state| state.passphrase = Zeroizing::new(value.0)),
            Message::Typed(Field::Pin, value) => self.typed(|state| state.pin = Zeroizing::new(value.0)),
            Message::Submit => return self.submit(context),
            Message::Back => self.back(),
            Message::Keys => return (Task::none(), Some(Action::Keys)),
            Message::NextField => operation::focus_next(),
            Message::PreviousField => operation::focus_previous(),
            Message::Opened(opened) => return self.opened(opened, context),
            Message::Begins(number, code) => self.begins(number, code.0),
            Message::Recover => self.begin_recovery(),
            Message::Half(which, value) => self.half(which, value),
            Message::Holder(which, name) => self.holder(which, name),
            Message::Person(message) => match &mut self.stage {
                Stage::Starting(starting) => starting.typed(message),
                _ => self.person(message),
            },
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
            Stage::Starting(_) => (self.start(context), None),
        }
    }

    fn open(&mut self, context: &Context) -> Task<Message> {
        if self.by_pin {
            return self.resume(context);
        }
        if self.number.trim().is_empty() {
            return operation::focus(Field::Number.id());
        }
        if self.passphrase.is_empty() {
            return operation::focus(Field::Passphrase.id());
        }
        if self.seconds_left(context) > 0 {
            return Task::none();
        }
        let (number, passphrase) = (self.number.clone(), std::mem::take(&mut self.passphrase));
        let typed = (number.clone(), Private(passphrase.clone()));
        let asked = self.ask(context, move |desk, now| {
            let tried = desk.sign_in(now, &number, &passphrase);
            tried.map_err(|error| refused(error, desk.delay(now, &number).unwrap_or(0)))
        });
        asked.map(move |message| match message {
            Message::Opened(Err(refused)) if refused.error.starts() => {
                Message::Begins(typed.0.clone(), typed.1.clone())
            }
            other => other,
        })
    }

    fn resume(&mut self, context: &Context) -> Task<Message> {
        if self.pin.is_empty() {
            return operation::focus(Field::Pin.id());
        }
        if self.seconds_left(context) > 0 {
            return Task::none();
        }
        let pin = std::mem::take(&mut self.pin);
        self.ask(context, move |desk, now| desk.resume(now, &pin).map_err(|error| refused(error, desk.pin_delay(now))))
    }

    fn ask(
        &mut self,
        context: &Context,
        open: impl FnOnce(&mut Desk, Moment) -> Result<Operator, Refused> + Send + 'static,
    ) -> Task<Message> {
        self.stage = Stage::Opening;
        self.trouble = None;
        let worker = context.worker.clone();
        let opening = async move {
            let asked = worker.ask(move |desk, now| Ok(open(desk, now))).await;
            asked.unwrap_or_else(|error| Err(Refused { error, wait: 0 }))
        };
        Task::perform(opening, Message::Opened)
    }

    fn opened(&mut self, opened: Result<Operator, Refused>, context: &Context) -> (Task<Message>, Option<Action>) {
        if let (Stage::Starting(starting), Err(refused)) = (&mut self.stage, &opened)
            && !is_wrong(&refused.error)
        {
            // What is wrong with what they chose is mended where they chose it.
            return (starting.failed(refused.error.clone()), None);
        }
        self.stage = Stage::Asking;
        match opened {
            Ok(operator) => {
                self.wait = None;
                (Task::none(), Some(Action::SignedIn(operator)))
            }
            Err(refused) => {
                // From here on the passphrase is needed.
                let spent = matches!(*refused.error, DeskError::PinSpent | DeskError::Locked);
                self.by_pin &= !spent;
                self.pin_goes_on &= !spent;
                self.failed(refused, context);
                let field = match self.by_pin {
                    true => Field::Pin,
                    false if spent => Field::Number,
                    false => Field::Passphrase,
                };
                (operation::focus(field.id()), None)
            }
        }
    }

    /// The next try has to wait as long as the desk says.
    fn failed(&mut self, refused: Refused, context: &Context) {
        let wait = match *refused.error {
            DeskError::Wait(seconds) => seconds * SECOND,
            _ => refused.wait,
        };
        self.wait = (wait > 0).then(|| context.now.monotonic.saturating_add(wait));
        self.trouble = Some(refused.error);
    }

    /// Whole seconds before the next try, rounded up.
    fn seconds_left(&self, context: &Context) -> i64 {
        let left = self.wait.map_or(0, |wait| wait.saturating_sub(context.now.monotonic));
        // A monotonic clock that began anew with another process cannot lock anybody out for longer.
        left.clamp(0, LONGEST_WAIT).div_euclid(SECOND) + i64::from(left.rem_euclid(SECOND) > 0)
    }

    fn back(&mut self) -> Task<Message> {
        match &mut self.stage {
            Stage::Recovering(recovery) if recovery.is_spent() => recovery.show_again(),
            Stage::Recovering(recovery) if recovery.is_busy() => Task::none(),
            Stage::Starting(starting) if starting.is_busy() => Task::none(),
            Stage::Asking if self.pin_goes_on => {
                // To the passphrase, whoever types one, and back to the PIN.
                self.by_pin = !self.by_pin;
                self.trouble = None;
                (self.pin, self.passphrase) = Default::default();
                self.focus()
            }
            _ => {
                self.stage = Stage::Asking;
                self.trouble = None;
                self.focus()
            }
        }
    }
}

/// Whether a try failed because of what was typed, which is all that is said of it.
fn is_wrong(error: &DeskError) -> bool {
    error.is_wrong_key() || matches!(error, DeskError::Wait(_) | DeskError::WrongPin | DeskError::PinSpent)
}

fn refused(error: DeskError, wait: i64) -> Refused {
    Refused { error: SharedError::new(error), wait }
}
