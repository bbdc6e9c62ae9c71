//! How the lists look: all of them on the left, one in the middle, and what they do on the right.

use iced::Fill;
use iced::widget::{Column, column, container, row};

use super::*;
use crate::desk::screening::lists::ListState;
use crate::gui::format::count;
use crate::gui::keys::cap;
use crate::gui::note::happened;
use crate::gui::style::measure::{has_right_column, size, space};
use crate::gui::watch::list_name;
use crate::gui::widget::list::{list_by_id, options};
use crate::gui::widget::{
    Row, Weight, act, actions, definition, empty_state, failure, panel, panel_head, scrolled, state_band, text,
};
use crate::i18n::tr;

use super::super::{standing, switch};

impl State {
    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let left = container(self.rows(ctx)).width(size::LEFT);
        let middle = match &self.doing {
            Doing::Loading(load) => load.view(ctx).map(Message::Load),
            _ => self.middle(),
        };
        let columns = row![left, container(middle).width(Fill)].spacing(space::LARGE);
        match has_right_column(ctx.width) {
            true => columns.push(container(help()).width(size::RIGHT)).into(),
            false => columns.into(),
        }
    }

    fn rows<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let content = match &self.lists {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::LARGE).height(Fill).into()
            }
            Some(Ok(lists)) if lists.is_empty() => empty_state(tr("lists-empty")),
            Some(Ok(lists)) => list_by_id(LISTS, lists.iter().map(|list| self.row(list))),
        };
        panel([switch(Part::Lists, ctx, Message::Go), container(content).height(Fill).into()])
    }

    fn row<'a>(&'a self, list: &'a ListStatus) -> Row<'a, Message> {
        let (_, word, tone) = standing(list.state);
        let here = self.cursor.as_ref() == Some(&list.name);
        Row {
            title: list_name(&list.name).into(),
            subtitle: rows(list).into(),
            pill: Some((word.into(), tone)),
            selected: here,
            focused: here && matches!(self.doing, Doing::Looking),
            on_press: Some(Message::Pick(list.name.clone())),
            ..Row::default()
        }
    }

    fn middle(&self) -> Element<'_, Message> {
        let load = |label: &str| act(tr(label), cap(Act::Add), Weight::Plain, Message::Add);
        let Some(list) = self.shown() else {
            let empty = container(empty_state(tr("lists-none"))).height(Fill).into();
            return panel([panel_head(tr("lists-title"), ""), empty, actions([load("list-act-load")])]);
        };
        let (icon, word, tone) = standing(list.state);
        let why = match (list.name.as_str(), list.state) {
            (NAMES, ListState::Ready) => tr("names-ready-why"),
            _ => tr(&format!("list-state-{}-why", list.state.code())),
        };
        let band = state_band(icon, tone, word, why, rows(list));
        let body = column![text::section(list_name(&list.name)), details(list)].spacing(space::MEDIUM);
        let body = container(body).padding([space::LARGE, space::WIDE]).width(Fill).into();
        let change = || act(tr("list-act-limits"), cap(Act::Change), Weight::Plain, Message::Change);
        let remove = || act(tr("list-act-remove"), cap(Act::Remove), Weight::Plain, Message::Remove);
        let acts = match list.name.as_str() {
            _ if is_record(list) => vec![load("list-act-load-other")],
            OWN => vec![load("list-act-load-other")],
            NAMES => vec![load("list-act-newer"), remove()],
            _ => vec![load("list-act-newer"), change(), remove()],
        };
        panel([band, options(SHOWN, [body]), actions(acts)])
    }
}

fn rows(list: &ListStatus) -> String {
    if list.name == NAMES {
        return tr_with("names-lines", &[("count", list.rows.into())]);
    }
    tr_with("list-rows", &[("rows", list.rows.into()), ("shown", count(list.rows).into())])
}

fn details<'a>(list: &ListStatus) -> Element<'a, Message> {
    let row = |term: &str, value: String, remark: String| definition(tr(term), value, remark);
    let points = |points: f32| tr_with("list-points", &[("points", format!("{points:.1}").into())]);
    if is_record(list) {
        return row("list-term-differing", count(list.rows), tr("list-differing-says"));
    }
    if list.name == NAMES {
        let says = text::body(tr("names-says")).into();
        return Column::with_children([row("names-term-lines", count(list.rows), String::new()), says])
            .spacing(space::SMALL)
            .into();
    }
    let mut rows = vec![row("list-term-rows", count(list.rows), String::new())];
    match list.dated {
        Some(date) => {
            let day = date.0.format("%a %-d %b %Y").to_string();
            let age = tr_with("list-age", &[("days", list.age_days.unwrap_or_default().into())]);
            rows.push(row("list-term-dated", day, age));
            let limit = tr_with("list-limit", &[("days", u64::from(list.limit_days).into())]);
            rows.push(row("list-term-limit", limit, tr("list-limit-says")));
        }
        None => rows.push(row("list-term-dated", tr("list-ageless"), String::new())),
    }
    rows.push(row("list-term-review", points(list.thresholds.review), tr("list-term-review-says")));
    rows.push(row("list-term-stop", points(list.thresholds.stop), tr("list-term-stop-says")));
    Column::with_children(rows).spacing(space::SMALL).into()
}

/// What lists do, for whoever sets them up.
fn help<'a>() -> Element<'a, Message> {
    let part = |head: &str, words: &str| {
        let words: Element<'a, Message> = column![text::small_strong(tr(head)), text::small(tr(words))].into();
        words
    };
    let parts = [
        part("lists-help-what", "lists-help-what-text"),
        part("lists-help-formats", "lists-help-formats-text"),
        part("lists-help-names", "lists-help-names-text"),
        part("lists-help-doubt", "lists-help-doubt-text"),
        part("lists-help-remove", "lists-help-remove-text"),
    ];
    let parts = container(Column::with_children(parts).spacing(space::LARGE)).padding(space::LARGE);
    panel([panel_head(tr("lists-help-title"), ""), scrolled(parts)])
}
