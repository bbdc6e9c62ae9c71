//! How the log looks: kinds and days on the left, entries or one of them in the middle.

use iced::widget::{column, container, row, rule};
use iced::{Center, Fill};

use super::*;
use crate::desk::clock::wall;
use crate::desk::journal::Line;
use crate::gui::Element;
use crate::gui::form::trouble;
use crate::gui::keys::cap;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::{initials, list_by_id, option, options};
use crate::gui::widget::{Row, Weight, act, actions, empty_state, key_cap, panel, panel_head, plain, text};
use crate::i18n::{tr, tr_with};

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let middle = match (&self.erasing, &self.opened) {
            (Some(erasing), _) => erasing.view(context).map(Message::Erasing),
            (None, Some(opened)) => opened.view(self.saved.as_ref(), context),
            (None, None) => self.entries(context),
        };
        let left = container(self.filters(context)).width(size::LEFT);
        row![left, container(middle).width(Fill)].spacing(space::LARGE).into()
    }

    /// The window with a question over it, if one is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.erasing {
            Some(erasing) => erasing.over(window, move |message| wrap(Message::Erasing(message))),
            None => window,
        }
    }

    fn filters<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let today = context.now.today();
        let shown = match self.day {
            Some(day) => day.format("%A %-d %B %Y").to_string(),
            None => tr("log-all-days"),
        };
        let after = self.day.is_some_and(|day| day < today).then_some(Message::Day(Way::Up));
        let days = row![
            plain("‹", Message::Day(Way::Down)),
            plain(tr("log-today"), (self.day != Some(today)).then_some(Message::Today)),
            plain("›", after),
            plain(tr("log-all"), self.day.is_some().then_some(Message::AllDays)),
        ];
        let days = column![text::strong(shown), days.spacing(space::SMALL)].spacing(space::SMALL);
        let kinds = row![container(text::head(tr("log-kinds"))).width(Fill), key_cap(cap(Act::Search))];
        let kinds = container(kinds.align_y(Center)).padding([0.0, space::LARGE]).center_y(size::PANEL_HEAD);
        let every = [(None, tr("log-all-kinds"))].into_iter();
        let every = every.chain(Kind::ALL.into_iter().map(|kind| (Some(kind), kind_word(kind))));
        let every = every.enumerate().map(|(index, (kind, word))| {
            option(word, self.kind == kind, self.among_kinds == Some(index), Message::Pick(kind))
        });
        panel([
            container(days).padding(space::LARGE).into(),
            rule::horizontal(1).into(),
            kinds.into(),
            rule::horizontal(1).into(),
            options(KINDS, every),
        ])
    }

    fn entries<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let count = tr_with("log-entries-count", &[("count", context.status.entries.into())]);
        let title = self.kind.map_or_else(|| tr("log-all-kinds"), kind_word);
        let content = match (&self.trouble, self.page.lines.as_slice()) {
            (Some(error), _) => container(trouble(error, None)).padding(space::WIDE).height(Fill).into(),
            (None, []) if self.waiting => empty_state(tr("log-reading")),
            (None, []) => empty_state(tr("log-empty")),
            (None, lines) => {
                let rows = lines.iter().enumerate().map(|(index, line)| self.line(index, line, context));
                list_by_id(ENTRIES, rows)
            }
        };
        let newer = (self.begins.len() > 1).then_some(Message::Turn(Way::Up));
        let older = self.page.next.map(|_| Message::Turn(Way::Down));
        let acts = actions([
            act(tr("log-older"), cap(Act::PageDown), Weight::Plain, older),
            act(tr("log-newer"), cap(Act::PageUp), Weight::Plain, newer),
        ]);
        panel([panel_head(title, count), container(content).height(Fill).into(), acts])
    }

    fn line<'a>(&'a self, index: usize, line: &'a Line, context: &'a Context) -> Row<'a, Message> {
        let time = wall(context.now, line.at);
        let about = if context.names_shown { line.about.clone() } else { initials(&line.about) };
        let about = if line.erased { tr("log-erased") } else { about };
        let about = if about.is_empty() { String::new() } else { format!(" · {about}") };
        let day = if self.day.is_none() { time.format("%a %-d %b %Y").to_string() } else { String::new() };
        let by = (!line.operator.is_empty()).then(|| tr_with("log-by", &[("operator", line.operator.as_str().into())]));
        let beneath: Vec<_> = [Some(day).filter(|day| !day.is_empty()), by].into_iter().flatten().collect();
        Row {
            lead: time.format("%H:%M").to_string().into(),
            title: format!("{}{about}", kind_word(line.kind)).into(),
            subtitle: beneath.join(" · ").into(),
            pill: line.verdict.map(|verdict| (tr(&format!("verdict-{}", verdict.code())).into(), verdict.into())),
            trail: format!("#{}", line.seq).into(),
            focused: self.among_kinds.is_none() && index == self.cursor,
            on_press: Some(Message::Open(index)),
            ..Row::default()
        }
    }
}

/// A kind of entry in words.
pub(super) fn kind_word(kind: Kind) -> String {
    tr(&format!("kind-{}", kind.code()))
}
