//! How the book of hosts looks: what it is for on the left, who is in it in the middle, one of them on the right.

use iced::widget::{Column, column};

use super::{Asked, FIELDS, Form, Line, Message, SOUGHT, State, TICKS};
use crate::desk::letters::Language;
use crate::domain::Host;
use crate::domain::notice::Event;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::keys::{Act, cap};
use crate::gui::screen::staff::agenda::{Message as Outer, ROWS};
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Dialog, Row, Weight, act, actions, check_row, columns, definition, dialog, empty_state, field, panel, panel_head,
    scrolled, text as words,
};
use crate::i18n::{tr, tr_with};

impl State {
    /// The page.
    pub(in crate::gui::screen::staff::agenda) fn hosts_view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Outer> {
        let narrow = !crate::gui::style::measure::has_right_column(ctx.width);
        let left = if narrow && self.cursor.is_some() { self.host_closely() } else { self.hosts_sought(ctx) };
        columns(ctx.width, left, self.hosts_rows(ctx), self.host_closely())
    }

    fn hosts_sought<'a>(&'a self, ctx: &'a Context) -> Element<'a, Outer> {
        let piece = field(tr(SOUGHT), &self.hosts.sought).id(SOUGHT);
        let piece = piece.on_input(|text| Outer::Hosts(Message::Sought(text))).on_submit(Outer::Hosts(Message::Add));
        let add = act(tr("act-add-host"), cap(Act::Add), Weight::Go, Outer::Hosts(Message::Add));
        let ways = self.hosts.read.ways;
        let told = match (ways.mail, ways.webhook) {
            (true, true) => "hosts-by-both",
            (true, false) => "hosts-by-mail",
            (false, true) => "hosts-by-webhook",
            (false, false) => "hosts-by-nothing",
        };
        let told = words::hint(tr(told)).tone(if ways.mail || ways.webhook { Tone::Neutral } else { Tone::Hold });
        let rows = column![Element::from(piece), Element::from(add), words::hint(tr("hosts-told")), told];
        let rows = rows.spacing(space::MEDIUM).padding([space::SMALL, space::LARGE]);
        panel([self.views(ctx), panel_head(tr("agenda-hosts"), ""), scrolled(rows)])
    }

    fn hosts_rows<'a>(&'a self, ctx: &'a Context) -> Element<'a, Outer> {
        let row = |(at, line): (usize, Line<'a>)| {
            let row = match line {
                Line::Missing(name) => {
                    Row { title: name.into(), pill: Some((tr("hosts-missing").into(), Tone::Hold)), ..Row::default() }
                }
                Line::Known(_, host) => Row {
                    title: host.name.as_str().into(),
                    subtitle: host.email.as_str().into(),
                    pill: Some(hears(host)),
                    ..Row::default()
                },
            };
            let row = Row { focused: self.cursor == Some(at), on_press: Some(Outer::Pick(at)), ..row };
            if ctx.names_shown { row } else { row.closed() }
        };
        let rows: Vec<_> = self.hosts.lines().enumerate().map(row).collect();
        let count = self.hosts.read.hosts.len().to_string();
        let none = if self.hosts.sought.trim().is_empty() { "hosts-none" } else { "hosts-none-like" };
        let list = if rows.is_empty() { empty_state(tr(none)) } else { list_by_id(ROWS, rows) };
        let meant = self.host_meant();
        let known = matches!(meant, Some(Line::Known(..)));
        let verb = if matches!(meant, Some(Line::Missing(_))) { "act-add-host" } else { "act-change" };
        let on = |yes: bool, message| yes.then_some(Outer::Hosts(message));
        let acts = [
            act(tr(verb), cap(Act::Change), Weight::Go, on(meant.is_some(), Message::Change)),
            act(tr("act-host-visits"), cap(Act::HostLeft), Weight::Plain, on(meant.is_some(), Message::Visits)),
            act(tr("act-remove-host"), cap(Act::Remove), Weight::Stop, on(known, Message::Remove)),
        ];
        panel([panel_head(tr("hosts-book"), count), list, actions(acts)])
    }

    fn host_closely(&self) -> Element<'_, Outer> {
        let Some(line) = self.host_meant() else {
            return panel([panel_head(tr("hosts-closely"), ""), empty_state(tr("hosts-closely-none"))]);
        };
        let mut rows = column![].spacing(space::MEDIUM).padding(space::LARGE);
        match line {
            Line::Missing(_) => rows = rows.push(words::body(tr("hosts-missing-told"))),
            Line::Known(_, host) => {
                rows = rows.push(definition(tr("hosts-email"), host.email.as_str(), ""));
                let language = Language::from_code(&host.language).unwrap_or_default();
                rows = rows.push(definition(tr("hosts-language"), tr(&format!("language-{}", language.code())), ""));
                rows = rows.push(definition(tr("hosts-hears"), heard(host), ""));
                if host.left {
                    rows = rows.push(words::strong(tr("hosts-left")).tone(Tone::Stop));
                    rows = rows.push(words::hint(tr("hosts-left-told")));
                }
            }
        }
        panel([panel_head(line.name().to_owned(), ""), scrolled(rows)])
    }

    /// The window with what is asked over it, if something is.
    pub(in crate::gui::screen::staff::agenda) fn over_hosts<'a, Window: Clone + 'a>(
        &'a self,
        window: Element<'a, Window>,
        wrap: impl Fn(Outer) -> Window + Copy + 'a,
    ) -> Element<'a, Window> {
        let said = move |message| wrap(Outer::Hosts(message));
        let (title, content, verb, weight) = match &self.hosts.asked {
            None => return window,
            Some(Asked::Form(form)) => {
                let title = if form.id.is_some() { "hosts-change-title" } else { "hosts-add-title" };
                (tr(title), form.view(), tr("hosts-keep"), Weight::Go)
            }
            Some(Asked::Remove(_, name)) => {
                let title = tr_with("hosts-remove-title", &[("name", name.as_str().into())]);
                let content = words::quiet(tr("hosts-remove-hint")).into();
                (title, content, tr("act-remove-host"), Weight::Stop)
            }
        };
        let content = content.map(said);
        let send = act(verb, cap(Act::Submit), weight, said(Message::Send));
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, said(Message::Close));
        dialog(window, Dialog::new(title, content).act(send).act(back))
    }
}

impl Form {
    fn view(&self) -> Element<'_, Message> {
        let mut rows: Column<'_, Message, _, _> = column![].spacing(space::SMALL);
        for (place, id) in FIELDS.iter().enumerate() {
            let value = self.texts.get(place).map_or("", String::as_str);
            let piece = field(tr(id), value).id(*id);
            let piece = piece.on_input(move |text| Message::Typed(place, text)).on_submit(Message::Next);
            let fault = self.fault.as_ref().filter(|(at, _)| *at == place).map(|(_, words)| words.clone());
            let language = self.language().ok().map(|one| tr(&format!("language-{}", one.unwrap_or_default().code())));
            let piece = match (fault, language) {
                (Some(fault), _) => piece.fault(Some(fault)),
                (None, Some(language)) if place == 2 => piece.remark(language),
                (None, None) if place == 2 => piece.fault(Some(tr("hosts-no-language"))),
                _ if place == 0 => piece.hint(tr("hosts-name-hint")),
                _ => piece,
            };
            rows = rows.push(Element::from(piece));
        }
        rows = rows.push(words::hint(tr_with("hosts-ticks", &[("key", cap(Act::TickNext).into())])));
        for at in 0..TICKS {
            let label = Event::ALL.get(at).map_or_else(|| tr("hosts-left"), |event| told(*event));
            let key = if at == self.at { cap(Act::TickNext) } else { String::new() };
            let ticked = self.ticked.get(at).copied().unwrap_or_default();
            rows = rows.push(check_row(label, "", key, ticked, Message::Tick(Some(at))));
        }
        rows.into()
    }
}

/// What a host hears of, in a pill: how many things, nothing, or that they left.
fn hears<'a>(host: &Host) -> (crate::gui::widget::Words<'a>, Tone) {
    match (host.left, host.notices.len()) {
        (true, _) => (tr("hosts-left").into(), Tone::Stop),
        (false, 0) => (tr("host-hears-nothing").into(), Tone::Neutral),
        (false, _) => (heard(host).into(), Tone::Go),
    }
}

/// What a host hears of, in words.
fn heard(host: &Host) -> String {
    if host.notices.is_empty() {
        return tr("host-hears-nothing");
    }
    let one = |event: &Event| tr(&format!("host-hears-{}", event.code()));
    host.notices.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// An event as it is ticked.
fn told(event: Event) -> String {
    tr(&format!("hosts-tick-{}", event.code()))
}
