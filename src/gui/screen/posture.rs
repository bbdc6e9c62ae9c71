//! The threat level: what is in force, whom another level would touch and why, and setting it; ending a lockdown.

mod view;

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use crate::desk::Desk;
use crate::desk::second::{Second, Why};
use crate::desk::what_if::{Scenario, Touched};
use crate::desk::worker::{SharedError, Worker};
use crate::domain::operator::Act as Deed;
use crate::domain::{Cause, Moment, Posture};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Form, Who};
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::widget::list::{Scroll, scroll};
use crate::i18n::{tr, tr_with};

/// The id of the list of those touched.
const TOUCHED: &str = "posture-touched";
/// Why a level is raised.
const RAISED: &[Cause] =
    &[Cause::Threat, Cause::Incident, Cause::Event, Cause::Drill, Cause::Instruction, Cause::Other];
/// Why a level is lowered, or a lockdown ended.
const LOWERED: &[Cause] = &[Cause::Over, Cause::Drill, Cause::Mistake, Cause::Instruction, Cause::Other];

/// Whom a change would touch, or why that cannot be said.
type Looked = Result<Arc<Seen>, SharedError>;

/// Whom a change would touch, and how many it would not.
#[derive(Debug, Default)]
pub struct Seen {
    touched: Vec<Touched>,
    same: usize,
}

/// The threat level, as far as it is looked at.
#[derive(Debug)]
pub struct State {
    /// The level that the arrow keys stand on.
    cursor: Posture,
    /// Whom it would touch; `None` while that is looked at.
    looked: Option<Looked>,
    /// The level that was set here, whose list still stands.
    set: Option<Posture>,
    /// What whoever is signed in may do.
    may: May,
    doing: Option<Doing>,
}

/// What whoever is signed in may do here.
#[derive(Debug, Clone, Copy, Default)]
pub struct May {
    raise: bool,
    lower: bool,
    end: bool,
}

/// What is being asked before it is done.
#[derive(Debug)]
enum Doing {
    /// A level is being set.
    Setting(Posture, Form),
    /// The lockdown is being ended.
    Ending(Form),
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// What may be done was asked.
    Allowed(May),
    /// It was looked whom this level would touch.
    Looked(Posture, Looked),
    /// To the next higher level.
    Higher,
    /// To the next lower level.
    Lower,
    /// This level.
    Pick(Posture),
    /// Set the level that the arrow keys stand on.
    Set,
    /// End the lockdown.
    End,
    /// While it is asked why, and who signs.
    Form(sign::Message),
    /// The level was set, or not.
    Done(Posture, Result<(), SharedError>),
    /// The lockdown was ended, or not.
    Ended(Result<(), SharedError>),
    /// Scroll the list of those touched.
    Scroll(Scroll),
    /// Away from what is being asked, then from the screen.
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

impl May {
    /// Whether they set levels at all; nobody else is told whom one would touch.
    fn set(self) -> bool {
        self.raise || self.lower
    }

    /// What the rules let whoever is signed in do.
    pub fn of(desk: &Desk) -> Self {
        Self {
            raise: desk.may(Deed::RaisePosture),
            lower: desk.may(Deed::LowerPosture),
            end: desk.may(Deed::EndLockdown),
        }
    }
}

impl State {
    /// The screen, standing on the level in force.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let cursor = ctx.status.threat.posture;
        let (looked, set, may, doing) = (Some(Ok(Arc::default())), None, May::default(), None);
        let state = Self { cursor, looked, set, may, doing };
        let worker = ctx.worker.clone();
        let asked = async move { worker.ask(|desk, _| Ok(May::of(desk))).await.unwrap_or_default() };
        (state, Task::perform(asked, Message::Allowed))
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if self.doing.is_some() { Place::Form } else { Place::Posture }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Allowed(may) => self.may = may,
            Message::Looked(posture, looked) => {
                if posture == self.cursor {
                    self.looked = Some(looked);
                }
            }
            Message::Higher => return self.step(1, ctx),
            Message::Lower => return self.step(-1, ctx),
            Message::Pick(posture) => return self.pick(posture, ctx),
            Message::Set => return self.set(ctx),
            Message::End => return self.end(ctx),
            Message::Form(message) => return self.in_form(message, ctx),
            Message::Done(posture, result) => return self.done(posture, result, ctx),
            Message::Ended(result) => return self.ended(result, ctx),
            Message::Scroll(how) => return (scroll(TOUCHED, how), None),
            Message::Back if self.doing.is_none() => return (Task::none(), Some(Action::Leave)),
            Message::Back => self.doing = None,
        }
        none()
    }

    /// What a key does here.
    pub fn key(&self, act: Act, ctx: &Context) -> Option<Message> {
        if self.doing.is_some() {
            return Form::key(act).map(Message::Form);
        }
        match act {
            Act::Up => Some(Message::Higher),
            Act::Down => Some(Message::Lower),
            Act::Open => self.can_set(ctx).then_some(Message::Set),
            Act::EndLockdown => self.can_end(ctx).then_some(Message::End),
            Act::PageUp => Some(Message::Scroll(Scroll::PageUp)),
            Act::PageDown => Some(Message::Scroll(Scroll::PageDown)),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        match &self.doing {
            Some(Doing::Setting(_, form) | Doing::Ending(form)) => form.stray(text).map(Message::Form),
            None => None,
        }
    }

    /// The window with a question over it, if one is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let form = move |message| wrap(Message::Form(message));
        match &self.doing {
            Some(Doing::Setting(posture, asked)) => asked.view(window, view::setting(*posture, self), form),
            Some(Doing::Ending(asked)) => asked.view(window, view::ending(), form),
            None => window,
        }
    }

    /// Whether the level that the arrow keys stand on is another one, which whoever is signed in may set.
    fn can_set(&self, ctx: &Context) -> bool {
        let here = ctx.status.threat.posture;
        (self.cursor > here && self.may.raise) || (self.cursor < here && self.may.lower)
    }

    fn can_end(&self, ctx: &Context) -> bool {
        self.may.end && ctx.status.threat.lockdown.is_some()
    }

    fn step(&mut self, by: isize, ctx: &Context) -> Update {
        let here = usize::from(self.cursor.level());
        let there = here.saturating_add_signed(by).min(Posture::ALL.len() - 1);
        match Posture::ALL.get(there) {
            Some(posture) => self.pick(*posture, ctx),
            None => none(),
        }
    }

    /// Stands on a level, and looks whom it would touch.
    fn pick(&mut self, posture: Posture, ctx: &Context) -> Update {
        if posture == self.cursor {
            return none();
        }
        (self.cursor, self.set) = (posture, None);
        if posture == ctx.status.threat.posture || !self.may.set() {
            self.looked = Some(Ok(Arc::default()));
            return none();
        }
        self.looked = None;
        let looking = look(ctx.worker.clone(), posture);
        (Task::perform(looking, move |looked| Message::Looked(posture, looked)), None)
    }

    fn set(&mut self, ctx: &Context) -> Update {
        if !self.can_set(ctx) {
            return none();
        }
        let raises = self.cursor > ctx.status.threat.posture;
        let form = if raises { Form::new(Who::Alone, RAISED, ctx.now) } else { Form::new(Who::Two, LOWERED, ctx.now) };
        self.doing = Some(Doing::Setting(self.cursor, form));
        (operation::focus(Form::first()), None)
    }

    fn end(&mut self, ctx: &Context) -> Update {
        if !self.can_end(ctx) {
            return none();
        }
        self.doing = Some(Doing::Ending(Form::new(Who::Two, LOWERED, ctx.now)));
        (operation::focus(Form::first()), None)
    }

    fn in_form(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Some(Doing::Setting(_, form) | Doing::Ending(form)) = &mut self.doing else { return none() };
        match form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (operation::focus(field), None),
            sign::Outcome::Close => {
                self.doing = None;
                none()
            }
            sign::Outcome::Send => (self.send(ctx), None),
        }
    }

    fn send(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        match &self.doing {
            Some(Doing::Setting(posture, form)) => {
                let (posture, why, second) = (*posture, form.why(), form.second());
                let raises = posture > ctx.status.threat.posture;
                let ask = move |desk: &mut Desk, now| set_level(desk, now, posture, raises, &why, &second);
                let setting = async move { worker.ask(ask).await };
                Task::perform(setting, move |result| Message::Done(posture, result))
            }
            Some(Doing::Ending(form)) => {
                let (why, second) = (form.why(), form.second());
                let ask = move |desk: &mut Desk, now| desk.end_lockdown(now, &why, &second);
                Task::perform(async move { worker.ask(ask).await }, Message::Ended)
            }
            None => Task::none(),
        }
    }

    /// The level was set: the list of those it touches stays, with what to do about them.
    fn done(&mut self, posture: Posture, result: Result<(), SharedError>, ctx: &Context) -> Update {
        if let Err(error) = result {
            return self.failed(&error, ctx);
        }
        (self.doing, self.set) = (None, Some(posture));
        let words = tr_with("note-posture-set", &[("level", level_word(posture).into())]);
        (Task::none(), Some(Action::Told(Note::told(Tone::Neutral, words))))
    }

    fn ended(&mut self, result: Result<(), SharedError>, ctx: &Context) -> Update {
        if let Err(error) = result {
            return self.failed(&error, ctx);
        }
        self.doing = None;
        (Task::none(), Some(Action::Told(Note::told(Tone::Go, tr("note-lockdown-ended")))))
    }

    fn failed(&mut self, error: &SharedError, ctx: &Context) -> Update {
        match &mut self.doing {
            Some(Doing::Setting(_, form) | Doing::Ending(form)) => form.failed(error, ctx.now),
            None => return (Task::none(), Some(Action::Told(Note::failed(error)))),
        }
        none()
    }
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Allowed(_) | Self::Looked(..) | Self::Done(..) | Self::Ended(_))
    }
}

/// The word of a level, as on a badge.
pub fn level_word(posture: Posture) -> String {
    tr(&format!("posture-{}", posture.code()))
}

fn set_level(
    desk: &mut Desk,
    now: Moment,
    posture: Posture,
    raises: bool,
    why: &Why,
    second: &Second,
) -> Result<(), crate::desk::DeskError> {
    if raises { desk.raise_posture(now, posture, why) } else { desk.lower_posture(now, posture, why, second) }
}

/// Looks whom a level would touch, in slices between which the desk does what else is asked of it.
async fn look(worker: Worker, posture: Posture) -> Looked {
    let scenario = Scenario { posture: Some(posture), rules: None };
    let mut look = worker.ask(move |desk, now| desk.what_if(now, scenario)).await?;
    while !look.is_whole() {
        let some = move |desk: &mut Desk, now| desk.what_if_some(now, &mut look).map(|_| look);
        look = worker.ask(some).await?;
    }
    Ok(Arc::new(Seen { touched: look.touched, same: look.same }))
}

fn none() -> Update {
    (Task::none(), None)
}
