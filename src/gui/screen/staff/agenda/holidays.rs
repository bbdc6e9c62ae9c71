//! Days on which the mission is closed: kept by whoever keeps the visits.

use chrono::NaiveDate;
use iced::Task;
use iced::widget::{column, operation};

use crate::desk::Desk;
use crate::desk::worker::SharedError;
use crate::domain::{VisitId, When};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sentence;
use crate::gui::keys::{Act, cap};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{Row, Weight, act, actions, empty_state, field, panel, panel_head, scrolled, text as words};
use crate::i18n::{Value, tr, tr_with};

use super::ask::Ask;
use super::{Action, Message, ROWS, State, Update};

/// The field in which a day is closed.
pub(super) const CLOSED: &str = "agenda-closed";

/// Days off visits that recur on them: each with the visits, and who comes.
pub type Off = Vec<(NaiveDate, Vec<(VisitId, String)>)>;

/// What a day on which the mission is closed is said to be.
#[derive(Debug, Clone, Default)]
pub struct Closing {
    text: String,
    fault: Option<String>,
}

/// A text of a day, or of several that follow one another, and what they are called.
fn read(text: &str, ctx: &Context) -> Result<Vec<(NaiveDate, String)>, String> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let local = ctx.now.today().and_time(chrono::NaiveTime::MIN);
    // The longest beginning that says when; what follows is the name.
    let when = (1..=parts.len()).rev().find_map(|end| {
        let (when, name) = parts.split_at_checked(end)?;
        Some((When::read(&when.join(" "), local).ok().filter(|when| when.review.is_none())?, name.join(" ")))
    });
    match when {
        None => Err(tr("agenda-closed-when")),
        Some((_, name)) if name.is_empty() => Err(tr("agenda-closed-name")),
        Some((when, name)) => Ok(when.days().map(|day| (day, name.clone())).collect()),
    }
}

impl State {
    pub(super) fn closing_typed(&mut self, text: String) -> Task<Message> {
        (self.closing, self.cursor) = (Closing { text, fault: None }, None);
        Task::none()
    }

    /// Closes the mission on the days that stand in the field.
    pub(super) fn close_days(&mut self, ctx: &Context) -> Task<Message> {
        let days = match read(&self.closing.text, ctx) {
            Ok(days) => days,
            Err(fault) => {
                self.closing.fault = Some(sentence(&fault));
                return operation::focus(CLOSED);
            }
        };
        let worker = ctx.worker.clone();
        let closing = async move {
            let add = move |desk: &mut Desk, now| {
                let _ = desk.add_holidays(&days)?;
                days.iter().map(|(day, _)| Ok((*day, desk.recurring_on(now, *day)?))).collect()
            };
            worker.ask(add).await
        };
        Task::perform(closing, Message::Closed)
    }

    /// The days are kept: whoever recurs on them is asked about.
    pub(super) fn closed(&mut self, done: Result<Off, SharedError>, ctx: &Context) -> Update {
        let off = match done {
            Ok(off) => off,
            Err(error) => return (Task::none(), Some(Action::Told(Note::failed(&error)))),
        };
        self.closing = Closing::default();
        let told = Note::told(Tone::Go, tr_with("agenda-closed-done", &[("count", Value::from(off.len()))]));
        let off: Off = off.into_iter().filter(|(_, visits)| !visits.is_empty()).collect();
        if !off.is_empty() {
            self.ask = Some(Ask::skip(off));
        }
        (Task::batch([self.read(ctx), operation::focus(CLOSED)]), Some(Action::Told(told)))
    }

    /// Asks whether the mission is open after all on the day that the arrow keys stand on.
    pub(super) fn ask_to_open(&mut self) {
        let day = self.cursor.and_then(|at| self.holidays.get(at));
        self.ask = day.map(|(day, name)| Ask::open(*day, name)).or(self.ask.take());
    }

    /// The day that the arrow keys stand on.
    pub(super) fn holiday(&self) -> Option<NaiveDate> {
        self.cursor.and_then(|at| self.holidays.get(at)).map(|(day, _)| *day)
    }

    pub(super) fn closing_field<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let piece = field(tr(CLOSED), &self.closing.text).id(CLOSED);
        let piece = piece.on_input(Message::Closing);
        let piece = match (&self.closing.fault, read(&self.closing.text, ctx)) {
            (Some(fault), _) => piece.fault(Some(fault.clone())),
            (None, Ok(days)) => piece.remark(days_said(&days)),
            (None, Err(_)) => piece.hint(tr("agenda-closed-hint")),
        };
        let close = act(tr("act-close-day"), cap(Act::Open), Weight::Go, Message::Close);
        let rows = column![Element::from(piece), Element::from(close), words::hint(tr("agenda-closed-told"))];
        let rows = rows.spacing(space::MEDIUM).padding([space::SMALL, space::LARGE]);
        panel([self.views(ctx), panel_head(tr("agenda-holidays"), ""), scrolled(rows)])
    }

    pub(super) fn closed_days<'a>(&'a self) -> Element<'a, Message> {
        let row = |(at, (day, name)): (usize, &'a (NaiveDate, String))| Row {
            lead: day.format("%a").to_string().into(),
            title: name.as_str().into(),
            subtitle: day.format("%-d %B %Y").to_string().into(),
            focused: self.cursor == Some(at),
            on_press: Some(Message::Pick(at)),
            ..Row::default()
        };
        let rows: Vec<_> = self.holidays.iter().enumerate().map(row).collect();
        let count = rows.len().to_string();
        let list = if rows.is_empty() { empty_state(tr("agenda-holidays-none")) } else { list_by_id(ROWS, rows) };
        let any = self.holiday().is_some();
        let acts = [
            act(tr("act-show-day"), cap(Act::Open), Weight::Plain, any.then_some(Message::Open)),
            act(tr("act-open-day"), cap(Act::Remove), Weight::Stop, any.then_some(Message::Cancel)),
        ];
        panel([panel_head(tr("agenda-holidays"), count), list, actions(acts)])
    }
}

/// How they were understood.
fn days_said(days: &[(NaiveDate, String)]) -> String {
    let said = |day: &(NaiveDate, String)| day.0.format("%a %-d %b %Y").to_string();
    let name = days.first().map(|(_, name)| name.clone()).unwrap_or_default();
    match (days.first().map(said), days.last().map(said)) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}: {name}"),
        (Some(first), _) => format!("{first}: {name}"),
        _ => String::new(),
    }
}
