//! The log as a list, paged by key, and one entry with its proof.

mod detail;
mod erasing;
#[cfg(test)]
mod tests;
mod view;

use std::path::PathBuf;

use chrono::{Days, NaiveDate};
use iced::Task;

use crate::desk::export::List;
use crate::desk::journal::{Detail, Filter, Page};
use crate::desk::replay::Replay;
use crate::desk::worker::SharedError;
use crate::domain::moment::{DAY, SECOND};
use crate::domain::{Kind, Timestamp};
use crate::gui::context::Context;
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::widget::list::{Scroll, reveal, reveal_option, scroll};

/// Entries on a page.
const PAGE: usize = 25;
/// The id of the list of entries.
const ENTRIES: &str = "log-entries";
/// The id of the open entry.
const ENTRY: &str = "log-entry";
/// The id of the list of kinds.
const KINDS: &str = "log-kinds";

/// The log, as far as it is looked at.
pub struct State {
    kind: Option<Kind>,
    /// The day shown; `None` for all.
    day: Option<NaiveDate>,
    /// Where this page begins, and where the newer ones began, newest first.
    begins: Vec<Option<u64>>,
    page: Page,
    cursor: usize,
    /// Where the arrow keys stand among the kinds, while they do: 0 is all of them.
    among_kinds: Option<usize>,
    opened: Option<Box<Opened>>,
    /// What would go with the guest of the open entry, while that is looked at.
    erasing: Option<Box<erasing::State>>,
    saved: Option<Result<PathBuf, SharedError>>,
    trouble: Option<SharedError>,
    /// Which request the list waits for; answers to earlier ones are dropped.
    asked: u64,
    waiting: bool,
}

/// An entry that is shown whole.
#[derive(Debug, Clone)]
pub struct Opened {
    detail: Detail,
    replay: Replay,
}

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Up the list, to newer entries, to the day after.
    Up,
    /// Down the list, to older entries, to the day before.
    Down,
}

/// What happens on the screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// A page arrived, for the request of this number.
    Loaded(u64, Result<Page, SharedError>),
    /// The arrow keys go one row on.
    Step(Way),
    /// A page newer or older.
    Turn(Way),
    /// The day after or before.
    Day(Way),
    /// Today.
    Today,
    /// All days.
    AllDays,
    /// The arrow keys go to the kinds, or back to the entries.
    Kinds,
    /// Only this kind, or all.
    Pick(Option<Kind>),
    /// Open what the arrow keys stand on.
    Enter,
    /// Open this row.
    Open(usize),
    /// The entry arrived.
    Opened(Result<Box<Opened>, SharedError>),
    /// Away from the entry, from the kinds, from the log.
    Back,
    /// Scroll the open entry.
    Scroll(Scroll),
    /// Keep the proof of the open entry as a file.
    Save,
    /// The proof was written, or why not.
    Saved(Result<PathBuf, SharedError>),
    /// Look what would go with the guest of the open entry.
    Erase,
    /// While that is looked at, and done.
    Erasing(erasing::Message),
    /// Look anew.
    Refresh,
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        match self {
            Self::Erasing(message) => message.by_person(),
            other => !matches!(other, Self::Loaded(..) | Self::Opened(_) | Self::Saved(_)),
        }
    }
}

/// What the application has to do.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something was recorded.
    Told(Note),
    /// Back to the screen before.
    Leave,
}

impl State {
    /// The log of today.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut state = Self {
            kind: None,
            day: Some(context.now.today()),
            begins: vec![None],
            page: Page::default(),
            cursor: 0,
            among_kinds: None,
            opened: None,
            erasing: None,
            saved: None,
            trouble: None,
            asked: 0,
            waiting: false,
        };
        let task = state.load(None, context);
        (state, task)
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message, context: &Context) -> (Task<Message>, Option<Action>) {
        let task = match message {
            Message::Loaded(number, page) => self.loaded(number, page, context),
            Message::Step(way) => self.step(way),
            Message::Turn(way) => self.turn(way, context),
            Message::Day(way) => self.show_day(self.day_beside(way, context), context),
            Message::Today => self.show_day(Some(context.now.today()), context),
            Message::AllDays => self.show_day(None, context),
            Message::Kinds => self.toggle_kinds(),
            Message::Pick(kind) => self.pick(kind, context),
            Message::Enter => self.enter(context),
            Message::Open(row) => self.open(row, context),
            Message::Opened(opened) => self.show(opened),
            Message::Back => return self.back(),
            Message::Scroll(how) => scroll(ENTRY, how),
            Message::Save => self.save(context),
            Message::Saved(saved) => self.saved(saved),
            Message::Erase => self.erase(context),
            Message::Erasing(message) => return self.in_erasing(message, context),
            Message::Refresh => self.refresh(context),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        if let Some(erasing) = &self.erasing {
            return erasing.key(act).map(Message::Erasing);
        }
        match act {
            Act::Erase => self.opened.is_some().then_some(Message::Erase),
            Act::Back => Some(Message::Back),
            Act::Save => self.opened.is_some().then_some(Message::Save),
            _ if self.opened.is_some() => scroll_key(act).map(Message::Scroll),
            Act::Up => Some(Message::Step(Way::Up)),
            Act::Down => Some(Message::Step(Way::Down)),
            Act::PageUp => Some(Message::Turn(Way::Up)),
            Act::PageDown => Some(Message::Turn(Way::Down)),
            Act::DayBefore => Some(Message::Day(Way::Down)),
            Act::DayAfter => Some(Message::Day(Way::Up)),
            Act::Search => Some(Message::Kinds),
            Act::Open => Some(Message::Enter),
            _ => None,
        }
    }

    /// The entries, as they are filtered.
    pub fn listed(&self, context: &Context) -> List {
        List::Log(self.filter(context))
    }

    fn filter(&self, context: &Context) -> Filter {
        let start = self.day.map(|day| start_of(day, context));
        Filter { kind: self.kind, from: start, before: start.map(|start| start.plus(DAY)), ..Filter::default() }
    }

    fn load(&mut self, before: Option<u64>, context: &Context) -> Task<Message> {
        self.asked += 1;
        self.waiting = true;
        let (worker, filter, number) = (context.worker.clone(), self.filter(context), self.asked);
        let loading = async move { worker.ask(move |desk, _| desk.page(filter, before, PAGE)).await };
        Task::perform(loading, move |page| Message::Loaded(number, page))
    }

    fn loaded(&mut self, number: u64, page: Result<Page, SharedError>, context: &Context) -> Task<Message> {
        if number != self.asked {
            return Task::none();
        }
        match page {
            // Nothing within reach, and the log goes on: a rare kind is looked for further back.
            Ok(page) if page.lines.is_empty() && page.next.is_some() => return self.load(page.next, context),
            Ok(page) => (self.page, self.trouble) = (page, None),
            Err(error) => (self.page, self.trouble) = (Page::default(), Some(error)),
        }
        self.waiting = false;
        self.cursor = self.cursor.min(self.page.lines.len().saturating_sub(1));
        reveal(ENTRIES, self.cursor)
    }

    /// From the newest entry of what is asked for.
    fn begin(&mut self, context: &Context) -> Task<Message> {
        (self.begins, self.cursor) = (vec![None], 0);
        self.load(None, context)
    }

    /// As it is now, on the same page.
    fn refresh(&mut self, context: &Context) -> Task<Message> {
        let begin = self.begins.last().copied().flatten();
        self.load(begin, context)
    }

    fn step(&mut self, way: Way) -> Task<Message> {
        let go = |at: usize, count: usize| match way {
            Way::Up => at.saturating_sub(1),
            Way::Down => (at + 1).min(count.saturating_sub(1)),
        };
        if let Some(at) = self.among_kinds {
            let at = go(at, Kind::ALL.len() + 1);
            self.among_kinds = Some(at);
            return reveal_option(KINDS, at);
        }
        self.cursor = go(self.cursor, self.page.lines.len());
        reveal(ENTRIES, self.cursor)
    }

    fn turn(&mut self, way: Way, context: &Context) -> Task<Message> {
        match (way, self.page.next) {
            (Way::Up, _) if self.begins.len() > 1 => {
                let _ = self.begins.pop();
            }
            (Way::Down, Some(next)) if !self.waiting => self.begins.push(Some(next)),
            _ => return Task::none(),
        }
        self.cursor = 0;
        self.refresh(context)
    }

    fn day_beside(&self, way: Way, context: &Context) -> Option<NaiveDate> {
        let (day, today) = (self.day.unwrap_or(context.now.today()), context.now.today());
        match way {
            Way::Up => day.checked_add_days(Days::new(1)).map(|day| day.min(today)),
            Way::Down => day.checked_sub_days(Days::new(1)),
        }
        .or(Some(day))
    }

    fn show_day(&mut self, day: Option<NaiveDate>, context: &Context) -> Task<Message> {
        if self.day == day {
            return Task::none();
        }
        self.day = day;
        self.begin(context)
    }

    fn toggle_kinds(&mut self) -> Task<Message> {
        if self.among_kinds.take().is_some() {
            return Task::none();
        }
        let at = self.kind.and_then(|kind| Kind::ALL.iter().position(|other| *other == kind)).map_or(0, |at| at + 1);
        self.among_kinds = Some(at);
        reveal_option(KINDS, at)
    }

    fn pick(&mut self, kind: Option<Kind>, context: &Context) -> Task<Message> {
        (self.kind, self.among_kinds) = (kind, None);
        self.begin(context)
    }

    fn enter(&mut self, context: &Context) -> Task<Message> {
        match self.among_kinds {
            Some(at) => self.pick(at.checked_sub(1).and_then(|at| Kind::ALL.get(at)).copied(), context),
            None => self.open(self.cursor, context),
        }
    }

    fn open(&mut self, row: usize, context: &Context) -> Task<Message> {
        let Some(line) = self.page.lines.get(row) else { return Task::none() };
        self.cursor = row;
        let (worker, seq) = (context.worker.clone(), line.seq);
        let opening = async move {
            let opened = worker.ask(move |desk, _| Ok(Opened { detail: desk.detail(seq)?, replay: desk.replay(seq)? }));
            opened.await.map(Box::new)
        };
        Task::perform(opening, Message::Opened)
    }

    fn show(&mut self, opened: Result<Box<Opened>, SharedError>) -> Task<Message> {
        self.saved = None;
        match opened {
            Ok(opened) => (self.opened, self.trouble) = (Some(opened), None),
            Err(error) => self.trouble = Some(error),
        }
        scroll(ENTRY, Scroll::Top)
    }

    /// Puts the open entry away: nobody looks after the screen.
    pub fn close(&mut self) {
        (self.opened, self.erasing) = (None, None);
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if self.erasing.as_ref().is_some_and(|erasing| erasing.asks()) { Place::Form } else { Place::Log }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        self.erasing.as_ref()?.stray(text).map(Message::Erasing)
    }

    fn erase(&mut self, context: &Context) -> Task<Message> {
        let guest = self.opened.as_ref().and_then(|opened| opened.detail.guest);
        let Some(guest) = guest.filter(|_| self.erasing.is_none()) else { return Task::none() };
        let (state, task) = erasing::State::new(guest, context);
        self.erasing = Some(Box::new(state));
        task.map(Message::Erasing)
    }

    fn in_erasing(&mut self, message: erasing::Message, context: &Context) -> (Task<Message>, Option<Action>) {
        let Some(state) = &mut self.erasing else { return (Task::none(), None) };
        let (task, outcome) = state.update(message, context);
        let task = task.map(Message::Erasing);
        match outcome {
            None => (task, None),
            Some(erasing::Outcome::Close) => {
                self.erasing = None;
                (task, None)
            }
            // The entry says nothing any more.
            Some(erasing::Outcome::Erased(note)) => {
                self.close();
                (Task::batch([task, self.refresh(context)]), Some(Action::Told(note)))
            }
        }
    }

    fn back(&mut self) -> (Task<Message>, Option<Action>) {
        if self.opened.take().is_some() {
            return (reveal(ENTRIES, self.cursor), None);
        }
        if self.among_kinds.take().is_some() {
            return (Task::none(), None);
        }
        (Task::none(), Some(Action::Leave))
    }

    fn save(&mut self, context: &Context) -> Task<Message> {
        let Some(opened) = self.opened.as_ref().filter(|opened| opened.can_be_saved(context)) else {
            return Task::none();
        };
        let (worker, seq) = (context.worker.clone(), opened.detail.line.seq);
        let saving = async move { worker.ask(move |desk, _| desk.keep_proof(seq)).await };
        Task::perform(saving, Message::Saved)
    }

    fn saved(&mut self, saved: Result<PathBuf, SharedError>) -> Task<Message> {
        self.saved = Some(saved);
        Task::none()
    }
}

fn scroll_key(act: Act) -> Option<Scroll> {
    match act {
        Act::Up => Some(Scroll::RowUp),
        Act::Down => Some(Scroll::RowDown),
        Act::PageUp => Some(Scroll::PageUp),
        Act::PageDown => Some(Scroll::PageDown),
        _ => None,
    }
}

/// The first moment of a day at the gate.
fn start_of(day: NaiveDate, context: &Context) -> Timestamp {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    Timestamp::from(midnight).plus(-i64::from(context.now.offset) * SECOND)
}
