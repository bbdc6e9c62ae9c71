//! First run: the mission, its first person, a second one, the recovery code for two holders, the key to keep.

mod act;
mod mission;
#[cfg(test)]
mod tests;
mod view;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use crate::desk::identity::Identity;
use crate::desk::worker::{Clock, SharedError, Worker};
use crate::desk::{NewOperator, RecoveryCode};
use crate::domain::Role;
use crate::gui::form::halves::{self, Halves};
use crate::gui::form::person::{self, Choice, Person};
use crate::gui::keys::Act;
use crate::gui::private::Private;

use mission::Mission;

/// The first run of a post.
pub struct State {
    folder: PathBuf,
    clock: Clock,
    step: Step,
    mission: Mission,
    first: Person,
    company: Company,
    second: Person,
    /// What went wrong last, until something else is done.
    trouble: Option<SharedError>,
    made: Option<Made>,
    saved: Option<Result<PathBuf, SharedError>>,
}

/// What founding gave.
#[derive(Clone)]
pub struct Made {
    worker: Worker,
    halves: Halves,
    identity: Identity,
}

/// Where the set-up is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Mission,
    First,
    Founding,
    Company,
    Second,
    Enrolling,
    Recovery,
    Key,
}

/// Whether somebody else can open the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// A second person is enrolled now.
    Second,
    /// The first person goes on alone.
    Alone,
}

/// What happens during the set-up.
#[derive(Debug, Clone)]
pub enum Message {
    /// A field about the mission holds something else.
    Mission(mission::Field, String),
    /// The form of the first or second person.
    Person(person::Message),
    /// Whether there will be a second person.
    Pick(Company),
    /// The recovery code.
    Halves(halves::Message),
    /// On.
    Next,
    /// Back.
    Back,
    /// The keyboard goes to the next field.
    NextField,
    /// The keyboard goes to the field before.
    PreviousField,
    /// The post was made, or why not.
    Founded(Result<Private<Made>, SharedError>),
    /// The second person was enrolled, or why not.
    Enrolled(Result<(), SharedError>),
    /// The public key was written beside the database, or why not.
    Saved(Result<PathBuf, SharedError>),
}

/// What the application has to do.
#[derive(Debug, Clone)]
pub enum Action {
    /// The post is set up, and its first person is signed in.
    Founded(Worker),
}

impl State {
    /// The set-up of a post in this folder, which has none yet.
    pub fn new(folder: &Path, clock: Clock) -> (Self, Task<Message>) {
        let state = Self {
            folder: folder.to_owned(),
            clock,
            step: Step::Mission,
            mission: Mission::default(),
            first: Person::new(&[Role::Supervisor, Role::Security, Role::Administrator], Choice::Fixed),
            company: Company::Second,
            second: Person::new(&[Role::Supervisor, Role::Administrator], Choice::Free),
            trouble: None,
            made: None,
            saved: None,
        };
        (state, operation::focus(mission::Field::Name.id()))
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message) -> (Task<Message>, Option<Action>) {
        let task = match message {
            Message::Mission(field, value) => self.mission.typed(field, value),
            Message::Person(message) => self.person(message),
            Message::Pick(company) => self.pick(company),
            Message::Halves(message) => self.hand_out(message),
            Message::Next if self.step == Step::Key => return (Task::none(), self.finish()),
            Message::Next => self.next(),
            Message::Back => self.back(),
            Message::NextField => operation::focus_next(),
            Message::PreviousField => operation::focus_previous(),
            Message::Founded(made) => self.founded(made),
            Message::Enrolled(done) => self.enrolled(done),
            Message::Saved(saved) => self.saved(saved),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act) -> Option<Message> {
        match act {
            Act::Open | Act::Submit => Some(Message::Next),
            Act::Back => Some(Message::Back),
            Act::NextField => Some(Message::NextField),
            Act::PreviousField => Some(Message::PreviousField),
            Act::Up if self.step == Step::Company => Some(Message::Pick(Company::Second)),
            Act::Down if self.step == Step::Company => Some(Message::Pick(Company::Alone)),
            _ if self.step == Step::Second => self.second.key(act).map(Message::Person),
            _ => None,
        }
    }

    fn finish(&self) -> Option<Action> {
        self.made.as_ref().map(|made| Action::Founded(made.worker.clone()))
    }

    fn go(&mut self, step: Step) -> Task<Message> {
        self.step = step;
        self.trouble = None;
        match step {
            Step::Mission => operation::focus(mission::Field::Name.id()),
            Step::First | Step::Second => operation::focus(person::Field::Number.id()),
            _ => Task::none(),
        }
    }
}

impl Made {
    fn new(worker: Worker, code: RecoveryCode, identity: Identity) -> Self {
        Self { worker, halves: Halves::new(Arc::new(code)), identity }
    }
}
