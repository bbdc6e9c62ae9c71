//! Everybody inside. Opening a line puts its departure on the guard's screen, where it is confirmed.

use iced::Task;
use iced::widget::{container, operation};

use crate::desk::export::List;
use crate::desk::lists::{Inside, is_meant};
use crate::desk::worker::SharedError;
use crate::domain::text::fold;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::{duration, time};
use crate::gui::keys;
use crate::gui::note::happened;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::list::step;
use crate::gui::widget::{Row, empty_state, failure, field, list, panel, panel_head};
use crate::i18n::{Value, tr, tr_with};

/// The id of the search field.
pub const SEARCH: &str = "inside-search";

/// Everybody inside.
#[derive(Debug, Default)]
pub struct State {
    lines: Option<Result<Vec<Inside>, SharedError>>,
    search: String,
    cursor: Option<u64>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The list was read.
    Read(Result<Vec<Inside>, SharedError>),
    /// The search field was typed into.
    Search(String),
    /// Something typed while no field had the keyboard.
    Stray(String),
    /// The last stray character was part of a scan.
    StrayBack,
    /// The search field wants the keyboard.
    Focus,
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// The row that the arrow keys stand on is opened, or the only one.
    Open,
    /// This stay is opened.
    Pick(u64),
    /// Put away what was searched.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// The departure of this stay, on the guard's screen.
    Depart(u64),
    /// Back to the guard's screen.
    Close,
}

type Update = (Task<Message>, Option<Action>);

impl State {
    /// The screen, and the reading of its list.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let task = Task::batch([state.read(ctx), operation::focus(SEARCH)]);
        (state, task)
    }

    /// The list, as it is searched.
    pub fn listed(&self) -> List {
        List::Inside(self.search.clone())
    }

    /// Reads the list anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(|desk, now| desk.inside(now)).await }, Message::Read)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, _ctx: &Context) -> Update {
        match message {
            Message::Read(result) => self.lines = Some(result),
            Message::Search(text) => (self.search, self.cursor) = (text, None),
            Message::Stray(text) => {
                self.search.push_str(&text);
                self.cursor = None;
                return (focus(), None);
            }
            Message::StrayBack => {
                let _ = self.search.pop();
            }
            Message::Focus => return (focus(), None),
            Message::Next => self.step(1),
            Message::Previous => self.step(-1),
            Message::Open => return (Task::none(), self.chosen().map(Action::Depart)),
            Message::Pick(presence) => return (Task::none(), Some(Action::Depart(presence))),
            Message::Back if self.search.is_empty() && self.cursor.is_none() => {
                return (Task::none(), Some(Action::Close));
            }
            Message::Back => {
                self.cursor = None;
                self.search.clear();
            }
        }
        (Task::none(), None)
    }

    /// The message of an act of the key table.
    pub fn key(&self, act: keys::Act, _ctx: &Context) -> Option<Message> {
        match act {
            keys::Act::Up => Some(Message::Previous),
            keys::Act::Down => Some(Message::Next),
            keys::Act::Open | keys::Act::Depart => Some(Message::Open),
            keys::Act::Search => Some(Message::Focus),
            keys::Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let rows: Vec<_> = self.seen().map(|line| self.row(line, ctx)).collect();
        let count = rows.len().to_string();
        let content = match &self.lines {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::WIDE).into()
            }
            Some(Ok(_)) if rows.is_empty() && self.search.is_empty() => empty_state(tr("inside-empty")),
            Some(Ok(_)) if rows.is_empty() => empty_state(tr("inside-no-match")),
            Some(Ok(_)) => list(rows),
        };
        let search = field("", &self.search).placeholder(placeholder()).id(SEARCH).on_input(Message::Search);
        let search = container(Element::from(search)).padding([space::SMALL, space::MEDIUM]);
        panel([panel_head(tr("inside-title"), count), search.into(), content])
    }

    fn seen(&self) -> impl Iterator<Item = &Inside> {
        let wanted = fold(&self.search);
        let lines = self.lines.iter().filter_map(|lines| lines.as_ref().ok()).flatten();
        lines.filter(move |line| is_meant(line.person.as_ref(), line.badge, line.visit.as_ref(), &wanted))
    }

    fn row<'a>(&'a self, line: &'a Inside, ctx: &'a Context) -> Row<'a, Message> {
        let until = line.visit.as_ref().map(|visit| time(&ctx.now, visit.until)).unwrap_or_default();
        let host = line.visit.as_ref().map(|visit| visit.host.clone()).unwrap_or_default();
        let values = [("host", Value::from(host)), ("until", Value::from(until))];
        let over = line.overdue.map(|over| tr_with("pill-overdue", &[("time", Value::from(duration(over)))]));
        let name = line.person.as_ref().map_or_else(|| tr("person-unknown"), |person| person.name.clone());
        let row = Row {
            lead: time(&ctx.now, line.since).into(),
            title: name.into(),
            subtitle: tr_with("inside-line", &values).into(),
            pill: over.map(|words| (words.into(), Tone::Hold)),
            trail: line.badge.map(|badge| badge.short()).unwrap_or_default().into(),
            focused: self.cursor == Some(line.presence),
            on_press: Some(Message::Pick(line.presence)),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    fn step(&mut self, by: isize) {
        let seen = self.seen().map(|line| line.presence);
        self.cursor = step(seen, self.cursor.as_ref(), by).map(|(presence, _)| presence);
    }

    /// The row that the arrow keys stand on; the only one, where a search leaves one.
    fn chosen(&self) -> Option<u64> {
        let mut seen = self.seen().map(|line| line.presence);
        let only = match (seen.next(), seen.next()) {
            (Some(presence), None) if !self.search.is_empty() => Some(presence),
            _ => None,
        };
        self.cursor.or(only)
    }
}

fn focus() -> Task<Message> {
    Task::batch([operation::focus(SEARCH), operation::move_cursor_to_end(SEARCH)])
}

/// The words in the search field; kept, since a field borrows them.
fn placeholder() -> &'static str {
    static WORDS: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| tr("inside-search"));
    &WORDS
}
