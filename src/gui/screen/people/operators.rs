//! Who may sign in: enrolling, roles, suspending, ending.

mod making;
mod view;

use std::sync::Arc;

use iced::Task;

use crate::desk::people::OperatorLine;
use crate::desk::second::{Second, Why};
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError, StartCode};
use crate::domain::operator::{Act as Deed, Standing, may_meet};
use crate::domain::{Cause, Moment, Operator, OperatorId, Role};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::person::{self, Person};
use crate::gui::form::sign::{self, Form, Who};
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::private::Private;
use crate::gui::style::Tone;
use crate::gui::widget::list::reveal;
use crate::i18n::{Value, tr, tr_with};

use making::{Making, Two};

/// The id of the rows.
const ROWS: &str = "operator-rows";
/// Why roles are changed.
const CHANGED: &[Cause] = &[Cause::Instruction, Cause::Over, Cause::Event, Cause::Mistake, Cause::Other];
/// Why somebody is suspended or ended.
const STOPPED: &[Cause] = &[Cause::Over, Cause::Incident, Cause::Threat, Cause::Instruction, Cause::Other];
/// Why somebody suspended is let in again.
const RESUMED: &[Cause] = &[Cause::Over, Cause::Mistake, Cause::Instruction, Cause::Other];

/// The operators, as far as they are looked at.
#[derive(Default)]
pub struct State {
    all: Option<Result<Vec<OperatorLine>, SharedError>>,
    cursor: Option<OperatorId>,
    doing: Doing,
}

/// What is being done beside looking.
#[derive(Default)]
enum Doing {
    /// Nothing.
    #[default]
    Looking,
    /// Somebody is being enrolled.
    Enrolling(Box<Enrolment>),
    /// Their start code is shown, once.
    Handing(Handed),
    /// The roles of somebody are being ticked.
    Roles(Roles),
    /// It is asked why, and where somebody changes their own roles who signs beside them.
    Signing(Change, Form),
    /// It makes somebody who may sign beside others: it is asked who signs for that.
    Making(Making, Form),
    /// It is asked once more.
    Asking(Simple, Option<SharedError>),
}

/// A start code on its way to whoever begins with it.
struct Handed {
    operator: Operator,
    code: Arc<StartCode>,
}

struct Enrolment {
    person: Person,
    trouble: Option<SharedError>,
    busy: bool,
}

struct Roles {
    ticked: Vec<Role>,
    at: usize,
}

/// A change that is signed for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    Roles(Vec<Role>),
    Suspend,
    Resume,
    End,
}

/// A change that is only asked for once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Simple {
    ResetPin,
    /// Another start code.
    StartCode,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The list was read.
    Read(Result<Vec<OperatorLine>, SharedError>),
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// This operator is looked at.
    Pick(OperatorId),
    /// Enrol somebody.
    Add,
    /// In the form of whoever is enrolled.
    Person(person::Message),
    /// On with the form, or with what is asked.
    Submit,
    /// Somebody was enrolled, or not.
    Enrolled(Result<Private<(Operator, Arc<StartCode>)>, SharedError>),
    /// Change the roles of whoever is looked at.
    Change,
    /// Give the role, or take it.
    Tick(Role),
    /// Give or take the role that the arrow keys stand on.
    TickHere,
    /// Suspend whoever is looked at, or resume them.
    Suspend,
    /// End whoever is looked at.
    Remove,
    /// Take their PIN away.
    ResetPin,
    /// While it is asked why, and who signs.
    Form(sign::Message),
    /// It was done, or not; the id of what is said then.
    Done(&'static str, Result<(), SharedError>),
    /// Away from what is being done, then from the screen.
    Back,
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::Enrolled(_) | Self::Done(..))
    }
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

impl State {
    /// The screen, and the reading of its list.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let task = state.read(ctx);
        (state, task)
    }

    /// Reads the list anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(|desk, _| desk.operators()).await }, Message::Read)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if matches!(self.doing, Doing::Looking) { Place::Operators } else { Place::Form }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(all) => self.took(all),
            Message::Next => return self.step(1),
            Message::Previous => return self.step(-1),
            Message::Pick(id) => (self.cursor, self.doing) = (Some(id), Doing::Looking),
            Message::Add => return self.enrol(ctx),
            Message::Person(message) => {
                if let Doing::Enrolling(enrolment) = &mut self.doing {
                    enrolment.person.update(message);
                }
            }
            Message::Submit => return self.submit(ctx),
            Message::Enrolled(result) => return self.enrolled(result, ctx),
            Message::Change => self.change(ctx),
            Message::Tick(role) => self.tick(role),
            Message::TickHere => {
                if let Doing::Roles(roles) = &self.doing
                    && let Some(role) = Role::ALL.get(roles.at)
                {
                    self.tick(*role);
                }
            }
            Message::Suspend => self.suspend(ctx),
            Message::Remove => self.remove(ctx),
            Message::ResetPin => self.reset_pin(ctx),
            Message::Form(message) => return self.in_form(message, ctx),
            Message::Done(words, result) => return self.done(words, result, ctx),
            Message::Back => return self.back(),
        }
        none()
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match &self.doing {
            Doing::Signing(..) | Doing::Making(..) => return Form::key(act).map(Message::Form),
            Doing::Enrolling(enrolment) => {
                let of_form = enrolment.person.key(act).map(Message::Person);
                return of_form.or(asked(act));
            }
            Doing::Roles(_) => {
                return match act {
                    Act::Up => Some(Message::Previous),
                    Act::Down => Some(Message::Next),
                    Act::TickNext => Some(Message::TickHere),
                    act => asked(act),
                };
            }
            Doing::Asking(..) | Doing::Handing(_) => return asked(act),
            Doing::Looking => {}
        }
        match act {
            Act::Up => Some(Message::Previous),
            Act::Down => Some(Message::Next),
            Act::Add => Some(Message::Add),
            Act::Change => Some(Message::Change),
            Act::Suspend => Some(Message::Suspend),
            Act::Remove => Some(Message::Remove),
            Act::ResetPin => Some(Message::ResetPin),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        match &self.doing {
            Doing::Signing(_, form) | Doing::Making(_, form) => form.stray(text).map(Message::Form),
            _ => None,
        }
    }

    fn lines(&self) -> &[OperatorLine] {
        self.all.as_ref().and_then(|all| all.as_ref().ok()).map_or(&[], Vec::as_slice)
    }

    /// Whoever is looked at.
    fn shown(&self) -> Option<&OperatorLine> {
        self.lines().iter().find(|line| Some(line.operator.id) == self.cursor)
    }

    fn took(&mut self, all: Result<Vec<OperatorLine>, SharedError>) {
        self.all = Some(all);
        if self.shown().is_none() {
            self.cursor = self.lines().first().map(|line| line.operator.id);
        }
    }

    fn step(&mut self, by: isize) -> Update {
        if let Doing::Roles(roles) = &mut self.doing {
            roles.at = roles.at.saturating_add_signed(by).min(Role::ALL.len() - 1);
            return none();
        }
        let ids: Vec<OperatorId> = self.lines().iter().map(|line| line.operator.id).collect();
        let Some(last) = ids.len().checked_sub(1) else { return none() };
        let here = self.cursor.and_then(|cursor| ids.iter().position(|id| *id == cursor));
        let there = here.map_or(0, |here| here.saturating_add_signed(by).min(last));
        self.cursor = ids.get(there).copied();
        (reveal(ROWS, there), None)
    }

    fn enrol(&mut self, ctx: &Context) -> Update {
        if !ctx.status.may(Deed::Enrol) {
            return none();
        }
        let person = Person::to_start(&[Role::Guard]);
        self.doing = Doing::Enrolling(Box::new(Enrolment { person, trouble: None, busy: false }));
        (iced::widget::operation::focus(person::Field::Number.id()), None)
    }

    fn submit(&mut self, ctx: &Context) -> Update {
        match &mut self.doing {
            Doing::Enrolling(enrolment) => (enrolment.send(None, ctx), None),
            Doing::Roles(roles) => {
                let roles = roles.ticked.clone();
                self.sign_roles(roles, ctx);
                none()
            }
            Doing::Asking(what, _) => {
                let what = *what;
                (self.send_simple(what, ctx), None)
            }
            Doing::Handing(_) => self.back(),
            Doing::Looking | Doing::Signing(..) | Doing::Making(..) => none(),
        }
    }

    fn enrolled(&mut self, result: Result<Private<(Operator, Arc<StartCode>)>, SharedError>, ctx: &Context) -> Update {
        match (result, &mut self.doing) {
            (Ok(Private((operator, code))), _) => {
                let note = Note::told(Tone::Neutral, about("note-enrolled", &operator.name));
                self.cursor = Some(operator.id);
                self.doing = Doing::Handing(Handed { operator, code });
                return (self.read(ctx), Some(Action::Told(note)));
            }
            (Err(error), Doing::Enrolling(_) | Doing::Asking(..)) if matches!(*error, DeskError::NeedsSecond) => {
                return self.takes_two(ctx);
            }
            (Err(error), Doing::Making(making, form)) => {
                if let Making::Enrol(enrolment) = making {
                    enrolment.busy = false;
                }
                form.failed(&error, ctx.now);
            }
            (Err(error), Doing::Enrolling(enrolment)) => (enrolment.busy, enrolment.trouble) = (false, Some(error)),
            (Err(error), Doing::Asking(_, trouble)) => *trouble = Some(error),
            (Err(_), _) => {}
        }
        none()
    }

    /// Whoever is looked at, if this may be done to somebody who stands so.
    fn subject(&self, deed: Deed, one_of: &[Standing], ctx: &Context) -> Option<&OperatorLine> {
        self.shown().filter(|line| ctx.status.may(deed) && one_of.contains(&line.standing))
    }

    fn change(&mut self, ctx: &Context) {
        if let Some(line) = self.subject(Deed::ChangeRoles, &[Standing::Active], ctx) {
            self.doing = Doing::Roles(Roles { ticked: line.operator.roles.clone(), at: 0 });
        }
    }

    fn tick(&mut self, role: Role) {
        let Doing::Roles(roles) = &mut self.doing else { return };
        roles.at = Role::ALL.iter().position(|other| *other == role).unwrap_or(roles.at);
        let had = roles.ticked.contains(&role);
        let keeps = |other: &Role| if *other == role { !had } else { roles.ticked.contains(other) };
        roles.ticked = Role::ALL.into_iter().filter(keeps).collect();
    }

    fn sign_roles(&mut self, roles: Vec<Role>, ctx: &Context) {
        let Some(line) = self.shown() else { return };
        if roles.is_empty() || !may_meet(&roles) || roles == line.operator.roles {
            return;
        }
        let who = if line.own { Who::Two } else { Who::Alone };
        self.doing = Doing::Signing(Change::Roles(roles), Form::new(who, CHANGED, ctx.now));
    }

    fn suspend(&mut self, ctx: &Context) {
        if self.subject(Deed::SuspendOperator, &[Standing::Active], ctx).is_some_and(|line| !line.own) {
            self.doing = Doing::Signing(Change::Suspend, Form::new(Who::Alone, STOPPED, ctx.now));
        } else if self.subject(Deed::ResumeOperator, &[Standing::Suspended], ctx).is_some() {
            self.doing = Doing::Signing(Change::Resume, Form::new(Who::Alone, RESUMED, ctx.now));
        }
    }

    fn remove(&mut self, ctx: &Context) {
        let standing = [Standing::Active, Standing::Suspended];
        if self.subject(Deed::EndOperator, &standing, ctx).is_some_and(|line| !line.own) {
            self.doing = Doing::Signing(Change::End, Form::new(Who::Alone, STOPPED, ctx.now));
        }
    }

    fn reset_pin(&mut self, ctx: &Context) {
        let standing = [Standing::Active, Standing::Suspended];
        if self.subject(Deed::ResetPin, &standing, ctx).is_some_and(|line| line.pin) {
            self.doing = Doing::Asking(Simple::ResetPin, None);
        } else if self.subject(Deed::Enrol, &[Standing::Active], ctx).is_some_and(|line| line.start.is_some()) {
            self.doing = Doing::Asking(Simple::StartCode, None);
        }
    }

    fn in_form(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Doing::Signing(change, form) = &mut self.doing else { return self.in_making(message, ctx) };
        match form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (iced::widget::operation::focus(field), None),
            sign::Outcome::Close => self.back(),
            sign::Outcome::Send => {
                let second = form.wants_second().then(|| form.second());
                let (change, why) = (change.clone(), form.why());
                (self.send(change, why, second, ctx), None)
            }
        }
    }

    fn send(&self, change: Change, why: Why, second: Option<Second>, ctx: &Context) -> Task<Message> {
        let Some(id) = self.cursor else { return Task::none() };
        let words = match change {
            Change::Roles(_) => "note-roles-changed",
            Change::Suspend => "note-suspended",
            Change::Resume => "note-resumed",
            Change::End => "note-ended",
        };
        perform(words, ctx, move |desk, now| match change {
            Change::Roles(roles) => desk.change_roles(now, id, &roles, &why, second.as_ref()),
            Change::Suspend => desk.suspend(now, id, &why),
            Change::Resume => desk.resume_operator(now, id, &why),
            Change::End => desk.end_operator(now, id, &why, second.as_ref()),
        })
    }

    fn send_simple(&self, what: Simple, ctx: &Context) -> Task<Message> {
        let Some(id) = self.cursor else { return Task::none() };
        match what {
            Simple::ResetPin => perform("note-pin-reset", ctx, move |desk, now| desk.reset_pin(now, id)),
            Simple::StartCode => self.send_code(None, ctx),
        }
    }

    fn done(&mut self, words: &'static str, result: Result<(), SharedError>, ctx: &Context) -> Update {
        if let Err(error) = result {
            match &mut self.doing {
                Doing::Signing(_, form) => form.failed(&error, ctx.now),
                Doing::Asking(_, trouble) => *trouble = Some(error),
                _ => return (Task::none(), Some(Action::Told(Note::failed(&error)))),
            }
            return none();
        }
        let name = self.shown().map(|line| line.operator.name.clone()).unwrap_or_default();
        self.doing = Doing::Looking;
        (self.read(ctx), Some(Action::Told(Note::told(Tone::Neutral, about(words, &name)))))
    }

    fn back(&mut self) -> Update {
        match &self.doing {
            Doing::Looking => return (Task::none(), Some(Action::Leave)),
            Doing::Enrolling(enrolment) if enrolment.busy => {}
            _ => self.doing = Doing::Looking,
        }
        none()
    }

    /// The window with a question over it, if one is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let name = self.shown().map_or("", |line| line.operator.name.as_str());
        match &self.doing {
            Doing::Signing(change, form) => {
                form.view(window, view::signing(change, name), move |message| wrap(Message::Form(message)))
            }
            Doing::Making(making, form) => making.view(window, form, name, wrap),
            Doing::Asking(what, trouble) => view::asking(window, *what, name, trouble.as_ref(), wrap),
            Doing::Looking | Doing::Enrolling(_) | Doing::Handing(_) | Doing::Roles(_) => window,
        }
    }
}

impl Enrolment {
    /// Enrols them, with whoever signs for it.
    fn send(&mut self, two: Two, ctx: &Context) -> Task<Message> {
        if self.busy {
            return Task::none();
        }
        let new = match self.person.finish_or_focus() {
            Ok(new) => new,
            Err(task) => return task,
        };
        (self.busy, self.trouble) = (true, None);
        let worker = ctx.worker.clone();
        let ask = move |desk: &mut Desk, now| {
            let signing = two.as_ref().map(|(why, second)| (why, second));
            desk.enrol_to_start(now, &new, signing).map(|(operator, code)| Private((operator, Arc::new(code))))
        };
        Task::perform(async move { worker.ask(ask).await }, Message::Enrolled)
    }
}

fn asked(act: Act) -> Option<Message> {
    match act {
        Act::Open | Act::Submit => Some(Message::Submit),
        Act::Back => Some(Message::Back),
        _ => None,
    }
}

fn perform(
    words: &'static str,
    ctx: &Context,
    ask: impl FnOnce(&mut Desk, Moment) -> Result<(), DeskError> + Send + 'static,
) -> Task<Message> {
    let worker = ctx.worker.clone();
    Task::perform(async move { worker.ask(ask).await }, move |result| Message::Done(words, result))
}

fn about(words: &str, name: &str) -> String {
    tr_with(words, &[("name", Value::from(name.to_owned()))])
}

fn role_word(role: Role) -> String {
    tr(&format!("role-{}", role.code()))
}

fn none() -> Update {
    (Task::none(), None)
}
