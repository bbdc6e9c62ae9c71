//! Everybody who waits for an answer. Opening a line puts the visitor on the guard's screen.

use iced::Task;
use iced::widget::container;

use crate::desk::Desk;
use crate::desk::lists::Waiting;
use crate::desk::worker::SharedError;
use crate::domain::{Moment, VisitId};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::{duration, time};
use crate::gui::keys;
use crate::gui::note::happened;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::list::step;
use crate::gui::widget::{Row, empty_state, failure, list, panel, panel_head};
use crate::i18n::{Value, tr, tr_with};

/// A line, with what it waits for in words.
#[derive(Debug, Clone)]
pub struct Line {
    waiting: Waiting,
    open: String,
}

/// Everybody who waits.
#[derive(Debug, Default)]
pub struct State {
    lines: Option<Result<Vec<Line>, SharedError>>,
    cursor: Option<VisitId>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The list was read.
    Read(Result<Vec<Line>, SharedError>),
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// The row that the arrow keys stand on is opened, or the longest wait.
    Open,
    /// This visit is opened.
    Pick(VisitId),
    /// Back.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// This visit, on the guard's screen.
    Open(VisitId),
    /// Back to the guard's screen.
    Close,
}

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
        Task::perform(async move { worker.ask(|desk, now| lines(desk, now)).await }, Message::Read)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, _ctx: &Context) -> (Task<Message>, Option<Action>) {
        let action = match message {
            Message::Read(result) => {
                self.lines = Some(result);
                None
            }
            Message::Next => self.step(1),
            Message::Previous => self.step(-1),
            Message::Open => self.cursor.or(self.seen().next().map(|line| line.waiting.visit)).map(Action::Open),
            Message::Pick(visit) => Some(Action::Open(visit)),
            Message::Back => Some(Action::Close),
        };
        (Task::none(), action)
    }

    /// The message of an act of the key table.
    pub fn key(&self, act: keys::Act, _ctx: &Context) -> Option<Message> {
        match act {
            keys::Act::Up => Some(Message::Previous),
            keys::Act::Down => Some(Message::Next),
            keys::Act::Open | keys::Act::Answer => Some(Message::Open),
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
            Some(Ok(_)) if rows.is_empty() => empty_state(tr("waiting-empty")),
            Some(Ok(_)) => list(rows),
        };
        panel([panel_head(tr("waiting-title"), count), content])
    }

    fn seen(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter_map(|lines| lines.as_ref().ok()).flatten()
    }

    fn row<'a>(&'a self, line: &'a Line, ctx: &'a Context) -> Row<'a, Message> {
        let waiting = &line.waiting;
        let age = tr_with("pill-waits", &[("time", Value::from(duration(ctx.now.at.since(waiting.since))))]);
        let tone = if waiting.remind { Tone::Hold } else { Tone::Neutral };
        let row = Row {
            lead: time(&ctx.now, waiting.since).into(),
            title: waiting.person.name.as_str().into(),
            subtitle: format!("{} · {}", waiting.appointment.host, line.open).into(),
            pill: Some((age.into(), tone)),
            focused: self.cursor == Some(waiting.visit),
            on_press: Some(Message::Pick(waiting.visit)),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    fn step(&mut self, by: isize) -> Option<Action> {
        let seen = self.seen().map(|line| line.waiting.visit);
        self.cursor = step(seen, self.cursor.as_ref(), by).map(|(visit, _)| visit);
        None
    }
}

/// The list, with what each still waits for in the guard's words.
fn lines(desk: &Desk, now: Moment) -> Result<Vec<Line>, crate::desk::DeskError> {
    let open = |waiting: &Waiting| {
        let Some(rules) = desk.rules() else { return String::new() };
        let granted = |rule: &str| waiting.answers.iter().any(|a| a.rule == rule && a.granted == Some(true));
        let missing = waiting.reasons.iter().filter(|reason| !granted(&reason.rule));
        let words: Vec<String> = missing.map(|reason| tr(&rules.texts(&reason.rule).guard)).collect();
        if words.is_empty() { tr("waiting-answered") } else { words.join(" · ") }
    };
    let waiting = desk.waiting(now)?;
    Ok(waiting.into_iter().map(|waiting| Line { open: open(&waiting), waiting }).collect())
}
