//! What was answered, newest first: who, until when it clears them, and by whom.

use std::sync::LazyLock;

use iced::Fill;
use iced::widget::column;

use super::*;
use crate::desk::clock::wall;
use crate::desk::worker::Worker;
use crate::domain::text::{fold, has_all};
use crate::gui::format::time;
use crate::gui::note::happened;
use crate::gui::watch::list_name;
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Icon, Row, Words, bar, definition, empty_state, failure, field, panel, panel_alert, panel_sum, tabs, text,
};
use crate::i18n::tr_with;

use super::super::{moment, switch};

/// Rows that are drawn: whoever is older is found by searching.
pub(super) const MOST: usize = 100;

/// Reads everything that was answered, a page at a time, so that other acts go on between.
pub(super) async fn read(worker: Worker) -> Result<Vec<Answered>, SharedError> {
    let mut all: Vec<Answered> = Vec::new();
    loop {
        let before = all.last().map(|answered| answered.given.entry);
        let page = worker.ask(move |desk, now| desk.answered_findings(now, before)).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// The shape, the word and the tone of an answer.
fn mark(answered: &Answered) -> (Icon, Words<'static>, Tone) {
    let (icon, id, tone) = match answered.given.answer {
        _ if answered.clears => (Icon::CircleTick, "answered-word-cleared", Tone::Go),
        Some(Answer::Yes) => (Icon::OctagonCross, "answered-word-yes", Tone::Stop),
        Some(Answer::No) if answered.listing.is_empty() => (Icon::Info, "answered-word-done", Tone::Neutral),
        Some(Answer::No) => (Icon::Info, "answered-word-over", Tone::Neutral),
        Some(Answer::Unsure) => (Icon::Triangle, "answered-word-unsure", Tone::Hold),
        None => (Icon::Info, "answered-word-sealed", Tone::Neutral),
    };
    (icon, tr(id).into(), tone)
}

/// Whom it is about.
fn visitor(answered: &Answered) -> Words<'_> {
    if answered.visitor.is_empty() { tr("person-unknown").into() } else { answered.visitor.as_str().into() }
}

/// The list, or why security was asked otherwise.
fn list_of(answered: &Answered) -> String {
    match (answered.list.as_str(), answered.listing.as_str()) {
        ("", _) => String::new(),
        (cause, "") => tr(&format!("finding-{cause}")),
        (list, _) => list_name(list),
    }
}

impl State {
    /// What was answered, as far as it is listed and looked for.
    pub(super) fn seen(&self) -> impl Iterator<Item = &Answered> {
        let all = self.answered.as_ref().and_then(|all| all.as_ref().ok()).map_or(&[][..], Vec::as_slice);
        let wanted = fold(&self.search);
        let listed = all.iter().filter(|answered| self.which == Which::Answered || answered.clears);
        let said = |answered: &Answered| {
            [&answered.visitor, &list_of(answered), &answered.given.note, &answered.given.operator]
                .map(String::as_str)
                .join(" ")
        };
        listed.filter(move |answered| wanted.is_empty() || has_all(&said(answered), &wanted))
    }

    /// The answer that the arrow keys stand on.
    fn under_cursor(&self) -> Option<&Answered> {
        self.seen().find(|answered| Some(answered.id) == self.cursor)
    }

    /// Which findings are listed, under the way to the other screens.
    pub(super) fn choices<'a>(&self) -> Element<'a, Message> {
        let labels = ["findings-list-waiting", "findings-list-answered", "findings-list-cleared"];
        tabs(Which::ALL.into_iter().zip(labels).map(|(which, label)| bar::Tab {
            label: tr(label).into(),
            count: Words::default(),
            selected: which == self.which,
            on_press: Message::List(which),
        }))
    }

    pub(super) fn view_answered<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let rows: Vec<_> = self.seen().take(MOST).map(|answered| self.answered_row(answered, ctx)).collect();
        let content = match &self.answered {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::LARGE).height(Fill).into()
            }
            Some(Ok(_)) if rows.is_empty() && !self.search.is_empty() => empty_state(tr("findings-no-match")),
            Some(Ok(_)) if rows.is_empty() && self.which == Which::Cleared => empty_state(tr("findings-none-cleared")),
            Some(Ok(_)) if rows.is_empty() => empty_state(tr("findings-none-answered")),
            Some(Ok(_)) => list_by_id(QUEUE, rows),
        };
        let more = self.seen().count().saturating_sub(MOST);
        let more = (more > 0).then(|| panel_sum(tr("findings-older"), count(u64::try_from(more).unwrap_or(u64::MAX))));
        let search = field("", &self.search).placeholder(placeholder()).id(SEARCH).on_input(Message::Search);
        let search = container(Element::from(search)).padding([space::SMALL, space::MEDIUM]);
        let head = switch(Part::Findings, ctx, Message::Go);
        let content = container(content).height(Fill).into();
        panel([head, self.choices(), search.into(), content].into_iter().chain(more))
    }

    fn answered_row<'a>(&'a self, answered: &'a Answered, ctx: &'a Context) -> Row<'a, Message> {
        let given = &answered.given;
        let until = given.until.filter(|_| answered.given.answer == Some(Answer::No));
        let until = until.map(|until| {
            let id = if answered.clears { "answered-until" } else { "answered-was-until" };
            tr_with(id, &[("time", moment(&ctx.now, until).into())])
        });
        let row = Row {
            mark: Some(mark(answered)),
            title: visitor(answered),
            subtitle: [list_of(answered), day(ctx, answered)].join(" · ").trim_start_matches(" · ").to_owned().into(),
            beneath: until.unwrap_or_else(|| given.operator.clone()).into(),
            selected: self.shown().is_some_and(|(_, hit)| hit.id == answered.id),
            focused: self.cursor == Some(answered.id),
            on_press: Some(Message::Pick(answered.id)),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    /// An answer that there is no case behind any more: what it said, and that it does nothing.
    pub(super) fn view_outdated<'a>(&'a self, ctx: &'a Context) -> Option<Element<'a, Message>> {
        let answered = self.under_cursor()?;
        let given = &answered.given;
        let says = given.answer.map_or_else(|| tr("case-given-sealed"), |answer| tr(&case::said(answer)));
        let told = column![text::strong(tr("answered-outdated")), text::body(tr("answered-outdated-says"))];
        let pieces = column![
            text::person(visitor(answered)),
            panel_alert(Tone::Neutral, told.spacing(space::TINY)),
            definition(tr("answered-said"), says, ""),
            definition(tr("answered-note"), given.note.clone(), ""),
            definition(tr("answered-by"), format!("{} · {}", given.operator, day(ctx, answered)), ""),
            definition(tr("answered-list"), list_of(answered), ""),
        ];
        let pieces = container(pieces.spacing(space::MEDIUM)).padding(space::WIDE).height(Fill);
        Some(container(panel([pieces.into()])).width(Fill).into())
    }
}

/// When it was answered.
fn day(ctx: &Context, answered: &Answered) -> String {
    let at = answered.given.at;
    let local = wall(ctx.now, at);
    if local.date_naive() == ctx.now.today() { time(&ctx.now, at) } else { local.format("%-d %b %Y").to_string() }
}

/// The words in the search field; kept, since a field borrows them.
fn placeholder() -> &'static str {
    static WORDS: LazyLock<String> = LazyLock::new(|| tr("findings-search"));
    &WORDS
}
