//! The watch-lists: how each stands, and loading, limiting and removing one.

mod load;
mod own;
mod slacken;
mod view;

use iced::Task;
use iced::widget::operation;

use crate::desk::DeskError;
use crate::desk::screening::lists::{ListState, ListStatus};
use crate::desk::screening::{NAMES, OWN};
use crate::desk::worker::SharedError;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign;
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::widget::list::{Scroll, reveal, scroll, step};
use crate::i18n::tr_with;

use super::Part;
use load::Load;
use own::{Forget, Limits, Removal};
use slacken::Slackening;

/// The id of the rows of lists.
const LISTS: &str = "lists-rows";
/// The id of the list that is looked at, or of what a file came to.
const SHOWN: &str = "lists-shown";

/// The watch-lists, as far as they are looked at.
#[derive(Default)]
pub struct State {
    lists: Option<Result<Vec<ListStatus>, SharedError>>,
    cursor: Option<String>,
    doing: Doing,
}

/// What is being done beside looking.
#[derive(Default)]
enum Doing {
    /// Nothing.
    #[default]
    Looking,
    /// Files are being loaded.
    Loading(Box<Load>),
    /// The limits of a list are being set.
    Limiting(Limits),
    /// Limits that find less than those in force are being signed for.
    Slackening(Box<Slackening>),
    /// A list is being taken away.
    Removing(Removal),
    /// The table of given names is being taken away.
    Forgetting(Forget),
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The lists were read.
    Read(Result<Vec<ListStatus>, SharedError>),
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// This list is looked at.
    Pick(String),
    /// Load a list, or a newer one in the place of what is looked at.
    Add,
    /// Set the limits of what is looked at.
    Change,
    /// Take what is looked at away.
    Remove,
    /// While files are loaded.
    Load(load::Message),
    /// While limits are set.
    Limits(own::Limit),
    /// While two sign for limits.
    Slackening(sign::Message),
    /// While a list is taken away.
    Removal(sign::Message),
    /// While given names are taken away.
    Forget(own::Forgetting),
    /// It was done, or not: the id of what is said then, and the list.
    Done(&'static str, String, Result<(), SharedError>),
    /// Scroll what is looked at.
    Scroll(Scroll),
    /// Away from what is being done, then from the lists.
    Back,
    /// Another screen of security.
    Go(Part),
}

impl Message {
    /// Whether a person made it, rather than the desk or the disk.
    pub fn by_person(&self) -> bool {
        match self {
            Self::Read(_) | Self::Done(..) => false,
            Self::Load(message) => message.by_person(),
            _ => true,
        }
    }
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something was recorded.
    Told(Note),
    /// Another screen of security.
    Go(Part),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl State {
    /// The screen, and the reading of its lists; or what is left of a load that is running.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let running = load::running(ctx).map(Message::Load);
        let task = Task::batch([state.read(ctx), running]);
        (state, task)
    }

    /// Reads the lists anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(|desk, now| Ok(desk.lists(now))).await }, Message::Read)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if matches!(self.doing, Doing::Looking) { Place::Lists } else { Place::Form }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(lists) => self.took(lists),
            Message::Next => return self.step(1),
            Message::Previous => return self.step(-1),
            Message::Pick(name) => {
                self.cursor = Some(name);
                self.doing = Doing::Looking;
            }
            Message::Add => return self.add(),
            Message::Change => return self.change(),
            Message::Remove => return self.remove(ctx),
            Message::Load(message) => return self.in_load(message, ctx),
            Message::Limits(message) => return self.in_limits(message, ctx),
            Message::Slackening(message) => return self.in_slackening(message, ctx),
            Message::Removal(message) => return self.in_removal(message, ctx),
            Message::Forget(message) => return self.in_forgetting(message, ctx),
            Message::Done(words, list, result) => return self.done(words, list, result, ctx),
            Message::Scroll(how) => return (scroll(SHOWN, how), None),
            Message::Back => return self.back(),
            Message::Go(part) => return (Task::none(), Some(Action::Go(part))),
        }
        none()
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match &self.doing {
            Doing::Loading(load) => return load.key(act).map(Message::Load),
            Doing::Limiting(_) => return own::Limits::key(act).map(Message::Limits),
            Doing::Slackening(_) => return sign::Form::key(act).map(Message::Slackening),
            Doing::Removing(_) => return sign::Form::key(act).map(Message::Removal),
            Doing::Forgetting(_) => return Forget::key(act).map(Message::Forget),
            Doing::Looking => {}
        }
        match act {
            Act::Up => Some(Message::Previous),
            Act::Down => Some(Message::Next),
            Act::Add => Some(Message::Add),
            Act::Change => Some(Message::Change),
            Act::Remove => Some(Message::Remove),
            Act::PageUp => Some(Message::Scroll(Scroll::PageUp)),
            Act::PageDown => Some(Message::Scroll(Scroll::PageDown)),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        match &self.doing {
            Doing::Loading(load) => load.stray(text).map(Message::Load),
            Doing::Slackening(slackening) => slackening.form.stray(text).map(Message::Slackening),
            Doing::Removing(removal) => removal.form.stray(text).map(Message::Removal),
            _ => None,
        }
    }

    /// The window with a question over it, if one is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.doing {
            Doing::Limiting(limits) => limits.view(window, move |message| wrap(Message::Limits(message))),
            Doing::Slackening(slackening) => slackening.view(window, move |message| wrap(Message::Slackening(message))),
            Doing::Removing(removal) => removal.view(window, move |message| wrap(Message::Removal(message))),
            Doing::Forgetting(forget) => forget.view(window, move |message| wrap(Message::Forget(message))),
            Doing::Loading(load) => load.over(window, move |message| wrap(Message::Load(message))),
            Doing::Looking => window,
        }
    }

    fn all(&self) -> &[ListStatus] {
        self.lists.as_ref().and_then(|lists| lists.as_ref().ok()).map_or(&[], Vec::as_slice)
    }

    /// The list that is looked at.
    fn shown(&self) -> Option<&ListStatus> {
        self.all().iter().find(|list| Some(&list.name) == self.cursor.as_ref())
    }

    fn took(&mut self, lists: Result<Vec<ListStatus>, SharedError>) {
        self.lists = Some(lists);
        if self.shown().is_none() {
            let doubtful = self.all().iter().find(|list| list.is_doubtful());
            self.cursor = doubtful.or(self.all().first()).map(|list| list.name.clone());
        }
    }

    fn step(&mut self, by: isize) -> Update {
        let names = self.all().iter().map(|list| list.name.clone());
        let Some((name, place)) = step(names, self.cursor.as_ref(), by) else { return none() };
        self.cursor = Some(name);
        (reveal(LISTS, place), None)
    }

    fn add(&mut self) -> Update {
        let name = self.shown().filter(|list| is_list(list));
        self.doing = Doing::Loading(Box::new(Load::new(name)));
        (operation::focus(load::first_path()), None)
    }

    /// The mission's own list does not age, and is asked by the usual thresholds.
    fn change(&mut self) -> Update {
        let Some(list) = self.shown().filter(|list| is_list(list)) else { return none() };
        self.doing = Doing::Limiting(Limits::new(list));
        (operation::focus(own::REVIEW), None)
    }

    /// The mission's own list is kept entry by entry, and cannot be taken away as a whole.
    fn remove(&mut self, ctx: &Context) -> Update {
        let Some(list) = self.shown().filter(|list| list.name != OWN && !is_record(list)) else { return none() };
        if list.name == NAMES {
            self.doing = Doing::Forgetting(Forget::default());
            return none();
        }
        self.doing = Doing::Removing(Removal::new(list, ctx.now));
        (operation::focus(sign::Form::first()), None)
    }

    fn in_load(&mut self, message: load::Message, ctx: &Context) -> Update {
        if let load::Message::Running(Some(progress)) = message {
            // A load that was begun before this screen was opened: only its progress is left of it.
            self.doing = Doing::Loading(Box::new(Load::resumed(progress)));
        }
        let Doing::Loading(load) = &mut self.doing else { return none() };
        let (task, outcome) = load.update(message, ctx);
        let task = task.map(Message::Load);
        match outcome {
            Some(load::Outcome::Leave) => {
                self.doing = Doing::Looking;
                (Task::batch([task, self.read(ctx)]), None)
            }
            Some(load::Outcome::Loaded(name, rows)) => {
                self.cursor = Some(name.clone());
                let id = if name == NAMES { "note-names-loaded" } else { "note-list-loaded" };
                let words = tr_with(id, &[("list", name.into()), ("rows", rows.into())]);
                let note = Note::told(Tone::Go, words);
                (Task::batch([task, self.read(ctx)]), Some(Action::Told(note)))
            }
            None => (task, None),
        }
    }

    fn in_limits(&mut self, message: own::Limit, ctx: &Context) -> Update {
        let Doing::Limiting(limits) = &mut self.doing else { return none() };
        match limits.update(message) {
            own::Outcome::Stay => none(),
            own::Outcome::Focus(field) => (operation::focus(field), None),
            own::Outcome::Close => {
                self.doing = Doing::Looking;
                none()
            }
            own::Outcome::Send => (limits.send(ctx), None),
        }
    }

    fn in_slackening(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Doing::Slackening(slackening) = &mut self.doing else { return none() };
        match slackening.form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (operation::focus(field), None),
            sign::Outcome::Close => self.back(),
            sign::Outcome::Send => (slackening.send(ctx), None),
        }
    }

    fn in_removal(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Doing::Removing(removal) = &mut self.doing else { return none() };
        match removal.form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (operation::focus(field), None),
            sign::Outcome::Close => {
                self.doing = Doing::Looking;
                none()
            }
            sign::Outcome::Send => (removal.send(ctx), None),
        }
    }

    fn in_forgetting(&mut self, message: own::Forgetting, ctx: &Context) -> Update {
        let Doing::Forgetting(forget) = &mut self.doing else { return none() };
        match forget.update(message) {
            own::Outcome::Close => {
                self.doing = Doing::Looking;
                none()
            }
            own::Outcome::Send => (Forget::send(ctx), None),
            own::Outcome::Stay | own::Outcome::Focus(_) => none(),
        }
    }

    fn done(&mut self, words: &'static str, list: String, result: Result<(), SharedError>, ctx: &Context) -> Update {
        if let Err(error) = result {
            if matches!((&self.doing, &*error), (Doing::Limiting(_), DeskError::NeedsSecond)) {
                return self.ask_second(ctx);
            }
            match &mut self.doing {
                Doing::Limiting(limits) => limits.failed(&error),
                Doing::Slackening(slackening) => slackening.form.failed(&error, ctx.now),
                Doing::Removing(removal) => removal.form.failed(&error, ctx.now),
                Doing::Forgetting(forget) => forget.failed(&error),
                Doing::Looking | Doing::Loading(_) => return (Task::none(), Some(Action::Told(Note::failed(&error)))),
            }
            return none();
        }
        self.doing = Doing::Looking;
        let list = crate::gui::watch::list_name(&list);
        let note = Note::told(Tone::Neutral, tr_with(words, &[("list", list.into())]));
        (self.read(ctx), Some(Action::Told(note)))
    }

    /// Nobody sets these limits alone.
    fn ask_second(&mut self, ctx: &Context) -> Update {
        if let Doing::Limiting(limits) = std::mem::take(&mut self.doing) {
            self.doing = Doing::Slackening(Box::new(Slackening::new(limits, ctx.now)));
        }
        (operation::focus(sign::Form::first()), None)
    }

    fn back(&mut self) -> Update {
        match std::mem::take(&mut self.doing) {
            Doing::Looking => (Task::none(), Some(Action::Leave)),
            Doing::Slackening(slackening) => {
                self.doing = Doing::Limiting(slackening.typed());
                (operation::focus(own::REVIEW), None)
            }
            _ => none(),
        }
    }
}

/// Whether this is a list of an authority: not the mission's own, nor its table of given names, nor a record in doubt.
fn is_list(list: &ListStatus) -> bool {
    list.name != OWN && list.name != NAMES && !is_record(list)
}

/// Whether this is no list that could be kept, but a record of the post that is not what the log says.
fn is_record(list: &ListStatus) -> bool {
    list.state == ListState::Differs && list.dated.is_none()
}

fn none() -> Update {
    (Task::none(), None)
}
