//! The silent alarm: where it goes, and what was done under duress.

mod view;

use iced::Task;
use iced::widget::operation;

use crate::desk::alarm::{ForcedPage, PlaceLine};
use crate::desk::worker::SharedError;
use crate::domain::alarm::Place as Goal;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::keys::{Act, Place};
use crate::gui::note::{Note, failure};
use crate::gui::style::Tone;
use crate::gui::widget::list::{Scroll, reveal, scroll, step};
use crate::i18n::tr;

use super::Part;

/// The id of the rows of places.
const PLACES: &str = "alarm-places";
/// The id of the rows of what was done under duress.
const FORCED: &str = "alarm-forced";
/// The id of the field of a new place.
const FIELD: &str = "alarm-place";

/// The silent alarm, as far as it is looked at.
#[derive(Default)]
pub struct State {
    read: Option<Result<Read, SharedError>>,
    /// The place that the arrow keys stand on.
    cursor: Option<u64>,
    doing: Doing,
}

/// What the desk says.
#[derive(Debug, Clone)]
pub struct Read {
    places: Vec<PlaceLine>,
    forced: ForcedPage,
}

/// What is being done beside looking.
#[derive(Default)]
enum Doing {
    #[default]
    Looking,
    /// A place is being added.
    Adding(Adding),
    /// The place on which the arrow keys stand is being taken away.
    Removing(Removing),
}

#[derive(Default)]
struct Adding {
    typed: String,
    fault: Option<String>,
    busy: bool,
}

struct Removing {
    place: PlaceLine,
    fault: Option<String>,
    busy: bool,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// Places and entries were read.
    Read(Result<Read, SharedError>),
    /// Entries further back were read.
    More(Result<ForcedPage, SharedError>),
    /// Further back.
    Earlier,
    /// To the next place.
    Next,
    /// To the place before.
    Previous,
    /// To this place.
    Pick(u64),
    /// Add a place.
    Add,
    /// Take the place away.
    Remove,
    /// The new place is being typed.
    Typed(String),
    /// Do what is asked.
    Submit,
    /// It was done, or not.
    Done(Result<(), SharedError>),
    /// Scroll the entries.
    Scroll(Scroll),
    /// Away from what is asked, then from the screen.
    Back,
    /// Another screen of security.
    Go(Part),
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::More(_) | Self::Done(_))
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
    /// The screen, and its reading.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let task = state.read(ctx);
        (state, task)
    }

    /// Reads places and entries anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        let read = async move {
            worker.ask(|desk, _| Ok(Read { places: desk.alarm_places()?, forced: desk.forced(None)? })).await
        };
        Task::perform(read, Message::Read)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if matches!(self.doing, Doing::Looking) { Place::Alarms } else { Place::Form }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(read) => self.took(read),
            Message::More(page) => return self.took_more(page),
            Message::Earlier => return (self.earlier(ctx), None),
            Message::Next => return self.step(1),
            Message::Previous => return self.step(-1),
            Message::Pick(place) => self.cursor = Some(place),
            Message::Add => {
                self.doing = Doing::Adding(Adding::default());
                return (operation::focus(FIELD), None);
            }
            Message::Remove => self.remove(),
            Message::Typed(text) => {
                if let Doing::Adding(adding) = &mut self.doing {
                    (adding.typed, adding.fault) = (text, None);
                }
            }
            Message::Submit => return (self.submit(ctx), None),
            Message::Done(done) => return self.done(done, ctx),
            Message::Scroll(how) => return (scroll(FORCED, how), None),
            Message::Back if matches!(self.doing, Doing::Looking) => return (Task::none(), Some(Action::Leave)),
            Message::Back => self.doing = Doing::Looking,
            Message::Go(part) => return (Task::none(), Some(Action::Go(part))),
        }
        (Task::none(), None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match (&self.doing, act) {
            (_, Act::Back) => Some(Message::Back),
            (Doing::Looking, Act::Up) => Some(Message::Previous),
            (Doing::Looking, Act::Down) => Some(Message::Next),
            (Doing::Looking, Act::Add) => Some(Message::Add),
            (Doing::Looking, Act::Remove) => Some(Message::Remove),
            (Doing::Looking, Act::Open) => self.next().map(|_| Message::Earlier),
            (Doing::Looking, Act::PageUp) => Some(Message::Scroll(Scroll::PageUp)),
            (Doing::Looking, Act::PageDown) => Some(Message::Scroll(Scroll::PageDown)),
            (Doing::Adding(_) | Doing::Removing(_), Act::Open | Act::Submit) => Some(Message::Submit),
            _ => None,
        }
    }

    fn places(&self) -> &[PlaceLine] {
        self.read.as_ref().and_then(|read| read.as_ref().ok()).map_or(&[], |read| read.places.as_slice())
    }

    fn shown(&self) -> Option<&PlaceLine> {
        self.places().iter().find(|line| Some(line.id) == self.cursor)
    }

    /// Where the log goes on below what is shown.
    fn next(&self) -> Option<u64> {
        self.read.as_ref().and_then(|read| read.as_ref().ok()).and_then(|read| read.forced.next)
    }

    fn took(&mut self, read: Result<Read, SharedError>) {
        self.read = Some(read);
        if self.shown().is_none() {
            self.cursor = self.places().first().map(|line| line.id);
        }
    }

    fn took_more(&mut self, page: Result<ForcedPage, SharedError>) -> Update {
        match (page, &mut self.read) {
            (Ok(page), Some(Ok(read))) => {
                read.forced.lines.extend(page.lines);
                read.forced.next = page.next;
                (Task::none(), None)
            }
            (Err(error), _) => (Task::none(), Some(Action::Told(Note::failed(&error)))),
            (Ok(_), _) => (Task::none(), None),
        }
    }

    fn earlier(&self, ctx: &Context) -> Task<Message> {
        let Some(before) = self.next() else { return Task::none() };
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(move |desk, _| desk.forced(Some(before))).await }, Message::More)
    }

    fn step(&mut self, by: isize) -> Update {
        let ids = self.places().iter().map(|line| line.id);
        let Some((id, place)) = step(ids, self.cursor.as_ref(), by) else { return (Task::none(), None) };
        self.cursor = Some(id);
        (reveal(PLACES, place), None)
    }

    fn remove(&mut self) {
        if let Some(place) = self.shown().cloned() {
            self.doing = Doing::Removing(Removing { place, fault: None, busy: false });
        }
    }

    fn submit(&mut self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        match &mut self.doing {
            Doing::Adding(adding) if !adding.busy => match Goal::read(&adding.typed) {
                Ok(goal) => {
                    adding.busy = true;
                    let add = async move { worker.ask(move |desk, now| desk.add_alarm_place(now, &goal)).await };
                    Task::perform(add, |done| Message::Done(done.map(drop)))
                }
                Err(fault) => {
                    adding.fault = Some(crate::gui::form::sentence(&fault.to_string()));
                    operation::focus(FIELD)
                }
            },
            Doing::Removing(removing) if !removing.busy => {
                removing.busy = true;
                let id = removing.place.id;
                let remove = async move { worker.ask(move |desk, now| desk.end_alarm_place(now, id)).await };
                Task::perform(remove, Message::Done)
            }
            _ => Task::none(),
        }
    }

    fn done(&mut self, done: Result<(), SharedError>, ctx: &Context) -> Update {
        let words = match (&mut self.doing, done) {
            (Doing::Adding(adding), Err(error)) => {
                (adding.busy, adding.fault) = (false, Some(failure(&error)));
                return (operation::focus(FIELD), None);
            }
            (Doing::Removing(removing), Err(error)) => {
                (removing.busy, removing.fault) = (false, Some(failure(&error)));
                return (Task::none(), None);
            }
            (Doing::Looking, Err(error)) => return (Task::none(), Some(Action::Told(Note::failed(&error)))),
            (Doing::Removing(_), Ok(())) => "note-alarm-removed",
            (_, Ok(())) => "note-alarm-added",
        };
        self.doing = Doing::Looking;
        (self.read(ctx), Some(Action::Told(Note::told(Tone::Neutral, tr(words)))))
    }
}
