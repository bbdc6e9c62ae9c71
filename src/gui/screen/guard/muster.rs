//! The roll call: who is not accounted for on the left, who is on the right; one press or one scan moves somebody over.

mod view;

use std::path::PathBuf;

use iced::Task;
use iced::widget::operation;

use crate::desk::export::List;
use crate::desk::lists::is_meant;
use crate::desk::muster::{Called, Roll};
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError};
use crate::domain::Moment;
use crate::domain::text::fold;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::keys::{Act, Place};
use crate::gui::note::{Note, failure};
use crate::gui::style::Tone;
use crate::gui::widget::list::initials;
use crate::gui::widget::list::step;
use crate::i18n::{tr, tr_with};

/// The id of the search field.
pub const SEARCH: &str = "muster-search";
/// The id of the list of those who are not accounted for.
const OPEN: &str = "muster-open";
/// The id of the field for where somebody is.
const NOTE: &str = "muster-note";
/// An id that no field has: the keyboard is nowhere, so that Enter answers a question.
const NOWHERE: &str = "nowhere";

/// How the roll call stands: how many are inside where none goes on.
#[derive(Debug, Clone)]
pub struct Standing {
    roll: Option<Roll>,
    inside: usize,
}

/// The roll call on the screen.
#[derive(Debug, Default)]
pub struct State {
    standing: Option<Result<Standing, SharedError>>,
    search: String,
    cursor: Option<u64>,
    asking: Option<Asking>,
}

/// What is asked over the screen.
#[derive(Debug)]
enum Asking {
    /// Where somebody is and with whom, or where they were looked for.
    Where(Where),
    /// Whether the roll call is to end with people missing.
    End,
}

/// What is noted about somebody.
#[derive(Debug)]
struct Where {
    presence: u64,
    found: bool,
    note: String,
    fault: Option<String>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// How it stands was read.
    Read(Result<Standing, SharedError>),
    /// Begin one; whether it is practised.
    Begin(bool),
    /// Something was recorded, or not.
    Done(Result<(), SharedError>),
    /// The search field was typed into.
    Search(String),
    /// Something typed while no field had the keyboard.
    Stray(String),
    /// The last stray character was part of a scan.
    StrayBack,
    /// A badge was scanned.
    Scanned(String),
    /// Its holder is accounted for; nothing for what is no badge of anybody inside.
    Counted(Result<Option<u64>, SharedError>),
    /// The search field wants the keyboard.
    Focus,
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// The row that the arrow keys stand on is accounted for, or the only one.
    Account,
    /// This stay is accounted for, or not any more.
    Turn(u64),
    /// The row that the arrow keys stand on was looked for and is not there.
    Missing,
    /// Note where somebody is.
    Where,
    /// That note was typed.
    Noted(String),
    /// Whether they are there was turned over.
    TurnNoted,
    /// What is asked is to be done.
    Submit,
    /// Write the list.
    Save,
    /// It was written, or not.
    Saved(Result<PathBuf, SharedError>),
    /// End the roll call.
    End,
    /// It was ended, or not; how many were missing.
    Ended(Result<usize, SharedError>),
    /// Away from what is asked, then from what was searched, then from the screen.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something was recorded, and how the post stands is to be asked.
    Recorded(Option<Note>),
    /// To say something.
    Told(Note),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::Done(_) | Self::Counted(_) | Self::Saved(_) | Self::Ended(_))
    }
}

impl State {
    /// The screen, and the reading of its list.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let task = Task::batch([state.read(ctx), operation::focus(SEARCH)]);
        (state, task)
    }

    /// Reads the list anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        let ask = |desk: &mut Desk, now: Moment| {
            let roll = desk.roll()?;
            let inside = if roll.is_some() { 0 } else { desk.inside(now)?.len() };
            Ok(Standing { roll, inside })
        };
        Task::perform(async move { worker.ask(ask).await }, Message::Read)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if self.asking.is_some() { Place::Form } else { Place::Muster }
    }

    /// Whether a badge that is scanned now accounts for its holder.
    pub fn takes_badges(&self) -> bool {
        self.roll().is_some() && self.asking.is_none()
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(result) => self.standing = Some(result),
            Message::Begin(drill) => return self.begin(drill, ctx),
            Message::Done(result) => return self.done(result, ctx),
            Message::Search(text) => (self.search, self.cursor) = (text, None),
            Message::Stray(text) => {
                self.search.push_str(&text);
                self.cursor = None;
                return (focus(), None);
            }
            Message::StrayBack => {
                let _ = self.search.pop();
            }
            Message::Scanned(text) => return (count_in(text, ctx), None),
            Message::Counted(result) => return self.counted(result, ctx),
            Message::Focus => return (focus(), None),
            Message::Next => return self.step(1),
            Message::Previous => return self.step(-1),
            Message::Account => return self.chosen().map_or_else(none, |presence| self.turn(presence, ctx)),
            Message::Turn(presence) => return self.turn(presence, ctx),
            Message::Missing => {
                let missing = self.chosen().map(|presence| say(presence, false, String::new(), ctx));
                return (missing.unwrap_or_else(Task::none), None);
            }
            Message::Where => return self.ask_where(),
            Message::Noted(note) => self.noted(note),
            Message::TurnNoted => {
                if let Some(Asking::Where(noted)) = &mut self.asking {
                    noted.found = !noted.found;
                }
            }
            Message::Submit => return self.submit(ctx),
            Message::Save => return (self.save(ctx), None),
            Message::Saved(result) => return saved(result),
            Message::End => return self.end(ctx),
            Message::Ended(result) => return self.ended(result, ctx),
            Message::Back => return self.back(),
        }
        none()
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _ctx: &Context) -> Option<Message> {
        let on = self.roll().is_some();
        match (&self.asking, act) {
            (Some(Asking::Where(_)), Act::Up | Act::Down) => Some(Message::TurnNoted),
            (Some(_), Act::Open | Act::Submit) => Some(Message::Submit),
            (_, Act::Back) => Some(Message::Back),
            (Some(_), _) => None,
            (None, Act::BeginCall) if !on => Some(Message::Begin(false)),
            (None, Act::BeginDrill) if !on => Some(Message::Begin(true)),
            (None, Act::Up) => Some(Message::Previous),
            (None, Act::Down) => Some(Message::Next),
            (None, Act::Open) => Some(Message::Account),
            (None, Act::Missing) => Some(Message::Missing),
            (None, Act::NoteWhere) => Some(Message::Where),
            (None, Act::Save) if on => Some(Message::Save),
            (None, Act::EndCall) if on => Some(Message::End),
            (None, Act::Search) => Some(Message::Focus),
            _ => None,
        }
    }

    /// The window with a question over it, if one is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.asking {
            Some(Asking::Where(asked)) => self.view_where(window, asked, wrap),
            Some(Asking::End) => self.view_end(window, wrap),
            None => window,
        }
    }

    /// The roll, or who is inside while there is none.
    pub fn listed(&self) -> List {
        if self.roll().is_some() { List::Roll } else { List::Inside(String::new()) }
    }

    fn roll(&self) -> Option<&Roll> {
        self.standing.as_ref()?.as_ref().ok()?.roll.as_ref()
    }

    /// Those who match what is searched: not accounted for, or accounted for.
    fn seen(&self, accounted: bool) -> impl Iterator<Item = &Called> {
        let wanted = fold(&self.search);
        let called = self.roll().into_iter().flat_map(|roll| &roll.called);
        called.filter(move |one| {
            one.standing.accounted() == accounted
                && is_meant(one.person.as_ref(), one.badge, one.visit.as_ref(), &wanted)
        })
    }

    fn begin(&mut self, drill: bool, ctx: &Context) -> Update {
        let worker = ctx.worker.clone();
        let begin = async move { worker.ask(move |desk, now| desk.begin_muster(now, drill)).await };
        (Task::perform(begin, Message::Done), None)
    }

    fn done(&mut self, result: Result<(), SharedError>, ctx: &Context) -> Update {
        match (result, &mut self.asking) {
            (Ok(()), _) => {
                self.asking = None;
                let task = Task::batch([self.read(ctx), focus()]);
                (task, Some(Action::Recorded(None)))
            }
            (Err(error), Some(Asking::Where(asked))) => {
                asked.fault = Some(failure(&error));
                none()
            }
            (Err(error), _) => (self.read(ctx), Some(Action::Told(Note::failed(&error)))),
        }
    }

    /// Turns over whether somebody is accounted for. Who left is, and stays so.
    fn turn(&mut self, presence: u64, ctx: &Context) -> Update {
        let called = self.roll().and_then(|roll| roll.called.iter().find(|one| one.presence == presence));
        let Some(found) = called.filter(|one| one.standing != LEFT).map(|one| one.standing) else {
            return none();
        };
        // The next one takes the place of whoever goes over to the other side.
        if self.cursor == Some(presence) {
            let seen: Vec<u64> = self.seen(false).map(|one| one.presence).collect();
            let here = seen.iter().position(|one| *one == presence);
            self.cursor = here.and_then(|here| seen.get(here + 1).or(seen.get(here.wrapping_sub(1)))).copied();
        }
        self.search.clear();
        (say(presence, !found.accounted(), String::new(), ctx), None)
    }

    fn counted(&mut self, result: Result<Option<u64>, SharedError>, ctx: &Context) -> Update {
        let note = match result {
            Err(error) => Note::failed(&error),
            Ok(None) => Note::told(Tone::Hold, tr("muster-unknown-badge")),
            Ok(Some(presence)) => {
                let called = self.roll().and_then(|roll| roll.called.iter().find(|one| one.presence == presence));
                let name = called.and_then(|one| one.person.as_ref()).map(|person| person.name.clone());
                let name = name.unwrap_or_else(|| tr("person-unknown"));
                let name = if ctx.names_shown { name } else { initials(&name) };
                Note::told(Tone::Go, tr_with("muster-counted", &[("name", name.into())]))
            }
        };
        (self.read(ctx), Some(Action::Recorded(Some(note))))
    }

    fn step(&mut self, by: isize) -> Update {
        let seen = self.seen(false).map(|one| one.presence);
        let Some((presence, place)) = step(seen, self.cursor.as_ref(), by) else { return none() };
        self.cursor = Some(presence);
        (crate::gui::widget::list::reveal_tall(OPEN, place), None)
    }

    /// The row that the arrow keys stand on; the only one, where a search leaves one.
    fn chosen(&self) -> Option<u64> {
        let mut seen = self.seen(false).map(|one| one.presence);
        let only = match (seen.next(), seen.next()) {
            (Some(presence), None) if !self.search.is_empty() => Some(presence),
            _ => None,
        };
        self.cursor.or(only)
    }

    fn ask_where(&mut self) -> Update {
        let Some(presence) = self.chosen() else { return none() };
        self.asking = Some(Asking::Where(Where { presence, found: true, note: String::new(), fault: None }));
        (operation::focus(NOTE), None)
    }

    fn noted(&mut self, note: String) {
        if let Some(Asking::Where(asked)) = &mut self.asking {
            (asked.note, asked.fault) = (note, None);
        }
    }

    fn submit(&mut self, ctx: &Context) -> Update {
        match &self.asking {
            Some(Asking::Where(asked)) => (say(asked.presence, asked.found, asked.note.clone(), ctx), None),
            Some(Asking::End) => (self.send_end(ctx), None),
            None => none(),
        }
    }

    fn save(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(|desk, now| desk.save_roll(now)).await }, Message::Saved)
    }

    /// Ends it at once where everybody is accounted for, and asks where somebody is not.
    fn end(&mut self, ctx: &Context) -> Update {
        match self.roll().map(Roll::missing) {
            None => none(),
            Some(0) => (self.send_end(ctx), None),
            Some(_) => {
                self.asking = Some(Asking::End);
                (operation::focus(NOWHERE), None)
            }
        }
    }

    fn send_end(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        let ask = |desk: &mut Desk, now: Moment| {
            let missing = desk.roll()?.ok_or(DeskError::NoMuster)?.missing();
            desk.end_muster(now).map(|()| missing)
        };
        Task::perform(async move { worker.ask(ask).await }, Message::Ended)
    }

    fn ended(&mut self, result: Result<usize, SharedError>, ctx: &Context) -> Update {
        self.asking = None;
        let note = match result {
            Err(error) => Note::failed(&error),
            Ok(0) => Note::told(Tone::Go, tr("muster-ended")),
            Ok(missing) => Note::told(Tone::Stop, tr_with("muster-ended-missing", &[("count", missing.into())])),
        };
        (self.read(ctx), Some(Action::Recorded(Some(note))))
    }

    fn back(&mut self) -> Update {
        if self.asking.take().is_some() {
            return (focus(), None);
        }
        if self.search.is_empty() && self.cursor.is_none() {
            return (Task::none(), Some(Action::Leave));
        }
        self.search.clear();
        self.cursor = None;
        none()
    }
}

/// Who left since it began.
const LEFT: crate::desk::muster::Standing = crate::desk::muster::Standing::Left;

/// Says of somebody that they are accounted for, or missing.
fn say(presence: u64, found: bool, note: String, ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let ask = move |desk: &mut Desk, now| desk.account(now, presence, found, &note);
    Task::perform(async move { worker.ask(ask).await }, Message::Done)
}

/// Accounts for whoever holds the badge that was scanned.
fn count_in(text: String, ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let ask = move |desk: &mut Desk, now| {
        let Some(presence) = desk.holder_of(&text)? else { return Ok(None) };
        desk.account(now, presence, true, "").map(|()| Some(presence))
    };
    Task::perform(async move { worker.ask(ask).await }, Message::Counted)
}

fn saved(result: Result<PathBuf, SharedError>) -> Update {
    let note = match result {
        Ok(path) => {
            let path = path.display().to_string();
            Note::told(Tone::Go, tr_with("muster-saved", &[("path", path.into())]))
        }
        Err(error) => Note::failed(&error),
    };
    (Task::none(), Some(Action::Told(note)))
}

fn focus() -> Task<Message> {
    Task::batch([operation::focus(SEARCH), operation::move_cursor_to_end(SEARCH)])
}

fn none() -> Update {
    (Task::none(), None)
}
