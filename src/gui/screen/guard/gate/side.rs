//! The lists at the sides of the guard's screen.

use crate::desk::lists::{Expected, Inside, MOST_EXPECTED, Standing};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::{duration, time};
use crate::gui::note::happened;
use crate::gui::style::Tone;
use crate::gui::widget::{Row, Words, empty_state, failure, field, list, panel, panel_head, panel_sum};
use crate::i18n::{Value, tr, tr_with};

use iced::widget::container;

use super::found::Source;
use super::stage::Stage;
use super::{FILTER, Message, State};

use crate::gui::style::measure::space;

impl State {
    /// The left column: who is expected today.
    pub(super) fn view_expected<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let rows: Vec<Row<'a, Message>> = self.expected().map(|line| self.expected_row(line, ctx)).collect();
        let shown = rows.len();
        let rows: Vec<_> = rows.into_iter().chain(self.more()).collect();
        let count = if self.lists_read.is_some() { shown.to_string() } else { String::new() };
        let content = match &self.lists.expected {
            Err(error) => failure(happened(error), tr(error.advice()), None),
            Ok(_) if rows.is_empty() && self.filter.is_empty() => empty_state(tr("expected-empty")),
            Ok(_) if rows.is_empty() => empty_state(tr("expected-no-match")),
            Ok(_) => list(rows),
        };
        panel([panel_head(tr("expected-head"), count), self.view_filter(), content])
    }

    fn view_filter<'a>(&'a self) -> Element<'a, Message> {
        let filter = field("", &self.filter).placeholder(placeholder()).id(FILTER).on_input(Message::Filter);
        container(Element::from(filter)).padding([space::SMALL, space::MEDIUM]).into()
    }

    fn expected_row<'a>(&'a self, line: &'a Expected, ctx: &'a Context) -> Row<'a, Message> {
        let subtitle = section(&line.appointment.host);
        let row = Row {
            lead: time(&ctx.now, line.appointment.from).into(),
            title: line.person.name.as_str().into(),
            subtitle: subtitle.into(),
            pill: standing(line.standing),
            selected: self.shows(line),
            focused: self.cursor == Some(line.visit),
            on_press: Some(Message::Open(Source::Visit(line.visit))),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    /// The line that says that the list is cut, where it is.
    fn more<'a>(&self) -> Option<Row<'a, Message>> {
        let cut = self.lists.expected.as_ref().is_ok_and(|expected| is_cut(expected.len()));
        cut.then(|| Row { title: tr("expected-more").into(), ..Row::default() })
    }

    fn shows(&self, line: &Expected) -> bool {
        matches!(&self.stage, Stage::Card(shown) if shown.card.visit.as_ref().is_some_and(|(id, _)| *id == line.visit))
    }

    /// The right column: who is inside, and how many wait.
    pub(super) fn view_inside<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        // Nobody may be taken for gone, or for still inside, because a list could not be read.
        let content = match &self.lists.inside {
            Err(error) => {
                let advice = format!("{} {}", tr(error.advice()), tr("inside-unread"));
                failure(happened(error), advice, None)
            }
            Ok(inside) if inside.is_empty() => empty_state(tr("inside-empty")),
            Ok(inside) => list(inside.iter().map(|line| inside_row(line, ctx))),
        };
        let inside = self.lists.inside.as_ref().ok();
        let overdue = inside.map(|inside| inside.iter().filter(|line| line.overdue.is_some()).count());
        panel([
            panel_head(tr("inside-head"), number(inside.map(Vec::len))),
            content,
            iced::widget::rule::horizontal(1).into(),
            panel_sum(tr("inside-overdue"), number(overdue)),
            panel_sum(tr("waiting-head"), number(self.lists.waiting.as_ref().ok().copied())),
        ])
    }
}

/// A number, or a dash where it could not be read.
fn number(number: Option<usize>) -> String {
    number.map_or_else(|| "–".into(), |number| number.to_string())
}

/// Whether so many rows are as many as the desk gives, so that there may be more.
fn is_cut(rows: usize) -> bool {
    u32::try_from(rows).is_ok_and(|rows| rows >= MOST_EXPECTED)
}

fn inside_row<'a>(line: &'a Inside, ctx: &'a Context) -> Row<'a, Message> {
    let pill = line.overdue.map(|over| (late("pill-overdue", over), Tone::Hold));
    let until = line.visit.as_ref().map(|visit| visit.until).filter(|_| pill.is_none());
    let until = until.map(|until| tr_with("until", &[("time", Value::from(time(&ctx.now, until)))]));
    let row = Row {
        lead: line.badge.map(|badge| badge.short()).unwrap_or_default().into(),
        title: line.person.as_ref().map_or_else(|| tr("person-unknown").into(), |person| person.name.as_str().into()),
        subtitle: until.unwrap_or_default().into(),
        pill,
        on_press: Some(Message::Open(Source::Presence(line.presence))),
        ..Row::default()
    };
    if ctx.names_shown { row } else { closed_inside(row, line, ctx) }
}

/// Initials and the time they came, without the badge's number.
fn closed_inside<'a>(row: Row<'a, Message>, line: &Inside, ctx: &Context) -> Row<'a, Message> {
    Row { lead: time(&ctx.now, line.since).into(), ..row.closed() }
}

/// How an expected visitor stands, as a pill.
fn standing<'a>(standing: Standing) -> Option<(Words<'a>, Tone)> {
    let (id, tone) = match standing {
        Standing::Expected => return None,
        Standing::Late(by) => return Some((late("pill-late", by), Tone::Hold)),
        Standing::Waiting => ("pill-waiting", Tone::Hold),
        Standing::Inside => ("pill-inside", Tone::Go),
        Standing::Left => ("pill-left", Tone::Neutral),
        Standing::Refused => ("pill-refused", Tone::Stop),
        Standing::Cancelled => ("pill-cancelled", Tone::Neutral),
        Standing::Missed => ("pill-missed", Tone::Neutral),
    };
    Some((tr(id).into(), tone))
}

fn late<'a>(id: &str, by: i64) -> Words<'a> {
    tr_with(id, &[("time", Value::from(duration(by)))]).into()
}

/// The section of a host, or else the host: what there is room for in a list.
pub(super) fn section(host: &str) -> String {
    host.rsplit_once(", ").map_or(host, |(_, section)| section).to_owned()
}

/// The words in the filter; kept, since a field borrows them.
fn placeholder() -> &'static str {
    static WORDS: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| tr("expected-filter"));
    &WORDS
}
