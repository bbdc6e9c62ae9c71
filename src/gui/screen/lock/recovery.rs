//! Getting in with both halves of the recovery code: they enrol somebody, are spent by it, and are replaced.

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;
use zeroize::Zeroizing;

use crate::desk::RecoveryCode;
use crate::desk::worker::SharedError;
use crate::domain::{Operator, Role};
use crate::gui::context::Context;
use crate::gui::form::halves::{self, Halves, Progress};
use crate::gui::form::person::{self, Choice, Person};
use crate::gui::keys::Act;
use crate::gui::private::Private;

use super::{Action, Message, Stage, State};

/// Letters and digits of one half.
const HALF: usize = 32;

/// Where a recovery is.
pub(super) enum Recovery {
    /// The halves and the person are asked for.
    Asked(Asked),
    /// The halves are being tried.
    Busy(Asked),
    /// Somebody is signed in, and the next code goes to its holders.
    Spent(Operator, Halves),
}

/// What is typed so far.
pub(super) struct Asked {
    pub(super) halves: [Zeroizing<String>; 2],
    /// Who gives each.
    pub(super) holders: [String; 2],
    pub(super) person: Person,
    /// Whether somebody tried to go on: from then on faults are shown.
    pub(super) tried: bool,
}

impl Asked {
    /// Whether this half has another length than every half has. Whether it is right shows at the desk alone.
    pub(super) fn is_faulty(&self, which: usize) -> bool {
        let half = self.halves.get(which).map_or("", |half| half.as_str());
        half.chars().filter(char::is_ascii_alphanumeric).count() != HALF
    }
}

/// The id of the field of whoever gives a half.
pub(super) fn holder_id(which: usize) -> &'static str {
    if which == 0 { "recovery-first-holder" } else { "recovery-second-holder" }
}

/// The id of the form, which is scrolled on small screens.
pub(super) const FORM: &str = "recovery-form";

/// The id of the field of a half.
pub(super) fn id(which: usize) -> &'static str {
    if which == 0 { "recovery-first" } else { "recovery-second" }
}

impl Recovery {
    fn new() -> Self {
        let roles = [Role::Supervisor, Role::Administrator];
        let (halves, holders) = Default::default();
        Self::Asked(Asked { halves, holders, person: Person::new(&roles, Choice::Free), tried: false })
    }

    pub(super) fn key(&self, act: Act) -> Option<person::Message> {
        match self {
            Self::Asked(asked) => asked.person.key(act),
            Self::Busy(_) | Self::Spent(..) => None,
        }
    }

    pub(super) fn is_spent(&self) -> bool {
        matches!(self, Self::Spent(..))
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Busy(_))
    }

    pub(super) fn show_again(&mut self) -> Task<Message> {
        match self {
            Self::Spent(_, halves) => halves.update(halves::Message::Back).0,
            _ => Task::none(),
        }
    }
}

impl State {
    pub(super) fn begin_recovery(&mut self) -> Task<Message> {
        if !matches!(self.stage, Stage::Asking) {
            return Task::none();
        }
        self.stage = Stage::Recovering(Box::new(Recovery::new()));
        self.passphrase = Zeroizing::default();
        self.trouble = None;
        operation::focus(id(0))
    }

    fn asked(&mut self) -> Option<&mut Asked> {
        match &mut self.stage {
            Stage::Recovering(recovery) => match recovery.as_mut() {
                Recovery::Asked(asked) => Some(asked),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn half(&mut self, which: usize, value: Private<String>) -> Task<Message> {
        if let Some(half) = self.asked().and_then(|asked| asked.halves.get_mut(which)) {
            *half = Zeroizing::new(value.0);
        }
        Task::none()
    }

    pub(super) fn holder(&mut self, which: usize, name: String) -> Task<Message> {
        if let Some(holder) = self.asked().and_then(|asked| asked.holders.get_mut(which)) {
            *holder = name;
        }
        Task::none()
    }

    pub(super) fn person(&mut self, message: person::Message) -> Task<Message> {
        let Some(asked) = self.asked() else { return Task::none() };
        // The roles stand at the foot, which a small screen does not show at first.
        let among_roles = !matches!(message, person::Message::Typed(..));
        asked.person.update(message);
        if among_roles { operation::snap_to_end(FORM) } else { Task::none() }
    }

    pub(super) fn submit_recovery(&mut self, context: &Context) -> (Task<Message>, Option<Action>) {
        let Stage::Recovering(recovery) = &self.stage else { return (Task::none(), None) };
        match recovery.as_ref() {
            Recovery::Asked(_) => (self.recover(context), None),
            Recovery::Busy(_) => (Task::none(), None),
            Recovery::Spent(..) => self.hand_out(halves::Message::Next),
        }
    }

    fn recover(&mut self, context: &Context) -> Task<Message> {
        let waiting = self.seconds_left(context) > 0;
        let Some(asked) = self.asked() else { return Task::none() };
        asked.tried = true;
        if let Some(which) = (0..2).find(|which| asked.is_faulty(*which)) {
            return operation::focus(id(which));
        }
        if let Some(which) = asked.holders.iter().position(|holder| holder.trim().is_empty()) {
            return operation::focus(holder_id(which));
        }
        let new = match asked.person.finish_or_focus() {
            Ok(new) => new,
            Err(task) => return task,
        };
        if waiting {
            return Task::none();
        }
        let (code, holders) = (RecoveryCode(asked.halves.clone()), asked.holders.clone());
        self.trouble = None;
        self.turn(|recovery| match recovery {
            Recovery::Asked(asked) => Recovery::Busy(asked),
            other => other,
        });
        let worker = context.worker.clone();
        let recovering = async move {
            let done = worker.ask(move |desk, now| desk.recover(now, &code, &holders, &new)).await;
            done.map(|(operator, next)| Private((operator, Arc::new(next))))
        };
        Task::perform(recovering, Message::Recovered)
    }

    pub(super) fn recovered(
        &mut self,
        done: Result<Private<(Operator, Arc<RecoveryCode>)>, SharedError>,
        context: &Context,
    ) -> Task<Message> {
        match done {
            Ok(Private((operator, next))) => {
                self.wait = None;
                self.turn(|_| Recovery::Spent(operator, Halves::new(next)));
                Task::none()
            }
            Err(error) => {
                self.turn(|recovery| match recovery {
                    Recovery::Busy(asked) => Recovery::Asked(asked),
                    other => other,
                });
                self.failed(super::Refused { error, wait: 0 }, context);
                operation::focus(id(0))
            }
        }
    }

    pub(super) fn hand_out(&mut self, message: halves::Message) -> (Task<Message>, Option<Action>) {
        let Stage::Recovering(recovery) = &mut self.stage else { return (Task::none(), None) };
        let Recovery::Spent(operator, halves) = recovery.as_mut() else { return (Task::none(), None) };
        match halves.update(message) {
            (task, Progress::Going) => (task, None),
            (task, Progress::Handed) => {
                let operator = operator.clone();
                self.stage = Stage::Asking;
                (task, Some(Action::SignedIn(operator)))
            }
        }
    }

    fn turn(&mut self, next: impl FnOnce(Recovery) -> Recovery) {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Asking) {
            Stage::Recovering(recovery) => Stage::Recovering(Box::new(next(*recovery))),
            other => other,
        };
    }
}
