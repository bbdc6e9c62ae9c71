//! How the mission's own list looks: everybody on the left, one of them or the form in the middle.

use std::sync::LazyLock;

use iced::Fill;
use iced::widget::{Column, column, container, row};

use super::*;
use crate::desk::clock::wall;
use crate::desk::screening::Nature;
use crate::gui::format::time;
use crate::gui::keys::cap;
use crate::gui::note::happened;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::{list_by_id, options};
use crate::gui::widget::{
    Row, Weight, act, actions, definition, definition_strong, empty_state, failure, field, panel, panel_head, text,
};
use crate::i18n::tr_with;

use super::super::{country, switch};

impl State {
    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let left = container(self.rows(ctx)).width(size::LEFT);
        let middle = match &self.doing {
            Doing::Writing(form) => form.view(ctx).map(Message::Form),
            Doing::Looking | Doing::Ending(_) | Doing::Signing(_) => self.middle(ctx),
        };
        row![left, container(middle).width(Fill)].spacing(space::LARGE).into()
    }

    fn rows<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let rows: Vec<_> = self.seen().map(|entry| self.row(entry, ctx)).collect();
        let content = match &self.all {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::LARGE).height(Fill).into()
            }
            Some(Ok(all)) if all.is_empty() => empty_state(tr("own-empty")),
            Some(Ok(_)) if rows.is_empty() => empty_state(tr("own-no-match")),
            Some(Ok(_)) => list_by_id(ROWS, rows),
        };
        let search = field("", &self.search).placeholder(placeholder()).id(SEARCH).on_input(Message::Search);
        let search = container(Element::from(search)).padding([space::SMALL, space::MEDIUM]);
        let head = switch(Part::OwnList, ctx, Message::Go);
        panel([head, search.into(), container(content).height(Fill).into()])
    }

    fn row<'a>(&'a self, entry: &'a OwnListing, ctx: &'a Context) -> Row<'a, Message> {
        let here = self.cursor == Some(entry.id);
        let over = (!entry.counts).then(|| (tr("own-over").into(), Tone::Neutral));
        let row = Row {
            title: entry.content.listing.primary().into(),
            subtitle: beneath(entry, ctx).into(),
            pill: over,
            selected: here,
            focused: here && matches!(self.doing, Doing::Looking),
            on_press: Some(Message::Pick(entry.id)),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    fn middle<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let add = act(tr("own-act-add"), cap(Act::Add), Weight::Plain, Message::Add);
        let undo = self.undoable(ctx);
        let undo = undo.map(|_| act(tr("own-act-undo"), cap(Act::Undo), Weight::Plain, Message::Undo));
        let Some(entry) = self.shown().filter(|_| ctx.names_shown) else {
            let words = if self.entries().is_empty() { "own-none" } else { "own-choose" };
            let empty = container(empty_state(tr(words))).height(Fill).into();
            return panel([panel_head(tr("own-title"), ""), empty, actions([Some(add), undo].into_iter().flatten())]);
        };
        let body = column![text::person(entry.content.listing.primary()), details(entry, ctx)];
        let body = container(body.spacing(space::LARGE)).padding(space::WIDE).width(Fill).into();
        let change = act(tr("own-act-change"), cap(Act::Change), Weight::Plain, Message::Change);
        let end = act(tr("own-act-end"), cap(Act::Remove), Weight::Plain, Message::Remove);
        let acts = [Some(add), Some(change), Some(end), undo];
        panel([panel_head(tr("own-title"), ""), options(SHOWN, [body]), actions(acts.into_iter().flatten())])
    }
}

/// Whether it is an organisation, and until when it counts.
fn beneath(entry: &OwnListing, ctx: &Context) -> String {
    match entry.content.listing.nature {
        Nature::Organisation => format!("{} · {}", tr("own-organisation"), ending(entry, ctx)),
        _ => ending(entry, ctx),
    }
}

/// Until when an entry counts, in words.
fn ending(entry: &OwnListing, ctx: &Context) -> String {
    match entry.content.until {
        Some(until) => tr_with("own-until", &[("date", day(ctx, until).into())]),
        None => tr("own-no-end"),
    }
}

fn day(ctx: &Context, at: crate::domain::Timestamp) -> String {
    wall(ctx.now, at).format("%a %-d %b %Y").to_string()
}

fn details<'a>(entry: &'a OwnListing, ctx: &Context) -> Element<'a, Message> {
    let (content, listing) = (&entry.content, &entry.content.listing);
    let others: Vec<&str> = listing.names.iter().skip(1).map(|name| name.text.as_str()).collect();
    let births: Vec<String> = listing.births.iter().map(ToString::to_string).collect();
    let nations: Vec<String> = listing.nationalities.iter().map(|nation| country(nation)).collect();
    let organisation = listing.nature == Nature::Organisation;
    let kind = if organisation { tr("own-organisation-whom") } else { String::new() };
    let known = [
        ("own-kind", kind),
        ("case-other-names", others.join(" · ")),
        ("own-born", births.join(", ")),
        (if organisation { "case-nationality-organisation" } else { "own-nationality" }, nations.join(", ")),
        ("case-document", listing.documents.join(", ")),
    ];
    let mut rows: Vec<Element<'a, Message>> = known
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(id, value)| definition(tr(id), value, ""))
        .collect();
    if !content.instruction.is_empty() {
        rows.push(definition_strong(tr("case-instruction"), content.instruction.as_str()));
    }
    rows.push(definition(tr("own-reason"), content.reason.as_str(), ""));
    rows.push(definition(tr("own-term-until"), ending(entry, ctx), ""));
    let entered = tr_with("log-entry", &[("seq", entry.entry.to_string().into())]);
    rows.push(definition(tr("own-term-since"), time(&ctx.now, entry.since), entered));
    Column::with_children(rows).spacing(space::SMALL).into()
}

/// The words in the search field; kept, since a field borrows them.
fn placeholder() -> &'static str {
    static WORDS: LazyLock<String> = LazyLock::new(|| tr("own-search"));
    &WORDS
}
