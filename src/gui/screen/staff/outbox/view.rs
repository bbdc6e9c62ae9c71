//! How it looks: where mails stand on the left, they in the middle, one of them closely on the right.

use iced::Fill;
use iced::widget::{column, container};

use super::{FOLDER_FIELD, MailLine, MailState, Message, ROWS, State};
use crate::desk::outbox::Way;
use crate::desk::outbox::page::MailWay;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::trouble;
use crate::gui::format::time;
use crate::gui::keys::{Act, cap};
use crate::gui::style::Tone;
use crate::gui::style::measure::{has_right_column, space};
use crate::gui::widget::list::{initials, list_by_id};
use crate::gui::widget::{
    Dialog, Row, Weight, act, actions, choice_row, columns, definition, dialog, empty_state, field, panel, panel_head,
    plain, scrolled, text,
};
use crate::i18n::{Value, tr, tr_with};

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let closely = || self.closely(ctx);
        // Where only two columns fit, what is looked at stands where the states would.
        let left = match self.focused() {
            Some(_) if !has_right_column(ctx.width) => closely(),
            _ => self.states(),
        };
        columns(ctx.width, left, self.middle(ctx), closely())
    }

    fn states<'a>(&'a self) -> Element<'a, Message> {
        let counts = self.page().map_or(&[][..], |page| page.counts.as_slice());
        let all: u64 = counts.iter().map(|(_, count)| count).sum();
        let count = |state| counts.iter().find(|(one, _)| *one == state).map_or(0, |(_, count)| *count);
        let choice = |state: Option<MailState>| {
            let (label, count) = match state {
                Some(state) => (tr(&format!("mail-{}", state.code())), count(state)),
                None => (tr("outbox-all"), all),
            };
            choice_row(format!("{label} · {count}"), "", state == self.state, Message::Show(state))
        };
        let choices = column(std::iter::once(None).chain(MailState::ALL.map(Some)).map(choice));
        let turn = container(text::hint(format!("{} {}", tr("outbox-next-state"), cap(Act::NextView))));
        let folder = field(tr("invite-folder"), &self.folder).id(FOLDER_FIELD).hint(tr("invite-folder-hint"));
        let folder = Element::from(folder.on_input(Message::Typed).on_submit(Message::Save));
        let words = column![container(choices).padding(space::SMALL), turn.padding([0.0, space::LARGE])]
            .push(self.way())
            .push(container(folder).padding(space::LARGE))
            .spacing(space::SMALL);
        panel([panel_head(tr("outbox-title"), ""), scrolled(words)])
    }

    /// What is to be said of how mail leaves the post.
    fn way<'a>(&self) -> Option<Element<'a, Message>> {
        let words = match self.page()?.way {
            MailWay::Server => return None,
            MailWay::Unsaid => "outbox-unsaid",
            MailWay::Files => "outbox-files",
        };
        Some(container(text::remark(Tone::Hold, tr(words))).padding([0.0, space::LARGE]).into())
    }

    fn middle<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let rows: Vec<_> = self.lines().iter().map(|line| self.row(line, ctx)).collect();
        let more = self.page().is_some_and(|page| page.next.is_some());
        let count = format!("{}{}", rows.len(), if more { "+" } else { "" });
        let title = self.state.map_or_else(|| tr("outbox-all"), |state| tr(&format!("mail-{}", state.code())));
        let content = match &self.page {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => container(trouble(error, None)).padding(space::WIDE).height(Fill).into(),
            Some(Ok(_)) if rows.is_empty() => empty_state(tr("outbox-empty")),
            Some(Ok(_)) => list_by_id(ROWS, rows),
        };
        panel([panel_head(title, count), content, self.pages(more), self.acts()])
    }

    fn pages<'a>(&self, more: bool) -> Element<'a, Message> {
        if self.begins.len() < 2 && !more {
            return column![].into();
        }
        let before = (self.begins.len() > 1).then_some(Message::Page(-1));
        let after = more.then_some(Message::Page(1));
        let before = plain(format!("{} {}", tr("agenda-page-before"), cap(Act::PageUp)), before);
        let after = plain(format!("{} {}", tr("agenda-page-after"), cap(Act::PageDown)), after);
        let both = iced::widget::row![before, after].spacing(space::MEDIUM);
        container(both).padding([space::SMALL, space::WIDE]).into()
    }

    fn row<'a>(&'a self, line: &'a MailLine, ctx: &'a Context) -> Row<'a, Message> {
        let row = Row {
            lead: time(&ctx.now, line.at).into(),
            title: line.name.as_str().into(),
            subtitle: [purpose(line), line.to.clone()].join(" · ").into(),
            pill: Some((tr(&format!("mail-{}", line.state.code())).into(), tone(line.state))),
            beneath: beneath(line, ctx).into(),
            focused: self.cursor == Some(line.id),
            on_press: Some(Message::Pick(line.id)),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    fn acts<'a>(&self) -> Element<'a, Message> {
        let open = self.open();
        let label = if open.is_some_and(|line| line.tries > 0) { "outbox-send-again" } else { "outbox-send" };
        let when = |message: Message| open.map(|_| message);
        actions([
            act(tr(label), cap(Act::Send), Weight::Go, when(Message::Send)),
            act(tr("outbox-save"), cap(Act::Save), Weight::Plain, self.open_mail().map(|_| Message::Save)),
            act(tr("outbox-withdraw"), cap(Act::Remove), Weight::Stop, when(Message::Withdraw)),
        ])
    }

    fn closely<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let Some(line) = self.focused() else {
            return panel([panel_head(tr("outbox-closely"), ""), empty_state(tr("outbox-closely-none"))]);
        };
        let name = if ctx.names_shown { line.name.clone() } else { initials(&line.name) };
        let to = if ctx.names_shown { line.to.clone() } else { String::new() };
        let next = line.next.map_or_else(String::new, |next| time(&ctx.now, next));
        let tried = tr_with("outbox-tries", &[("count", Value::from(line.tries))]);
        let rows = [
            ("outbox-purpose", purpose(line)),
            ("outbox-to", to),
            ("outbox-since", time(&ctx.now, line.at)),
            ("outbox-tried", tried),
            ("outbox-next", next),
        ];
        let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
        let rows = rows.map(|(label, value)| definition(tr(label), value, ""));
        let state = text::strong(tr(&format!("mail-{}", line.state.code()))).tone(tone(line.state));
        let by = if line.way == Way::Webhook { "webhook" } else { "mail" };
        let why = line.trouble.map(|trouble| text::body(tr(&format!("{by}-trouble-{}", trouble.code()))));
        let rows = column![state].push(why).extend(rows).spacing(space::MEDIUM).padding(space::LARGE);
        panel([panel_head(name, line.id.to_string()), scrolled(rows)])
    }
}

/// The window with the question over it whether a mail is not to be sent.
pub(super) fn asked_over<'a, Outer: Clone + 'a>(
    window: Element<'a, Outer>,
    line: &'a MailLine,
    names_shown: bool,
    wrap: impl Fn(Message) -> Outer + Copy + 'a,
) -> Element<'a, Outer> {
    let whom = if names_shown { format!("{} · {}", line.name, line.to) } else { initials(&line.name) };
    let words = column![text::body(format!("{} · {whom}", purpose(line))), text::quiet(tr("outbox-withdraw-hint"))];
    let content: Element<'a, Message> = words.spacing(space::MEDIUM).into();
    let question = Dialog::new(tr("outbox-withdraw-title"), content.map(wrap));
    let go = act(tr("outbox-withdraw"), cap(Act::Submit), Weight::Stop, wrap(Message::WithdrawNow));
    let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Message::Back));
    dialog(window, question.act(go).act(back))
}

/// What a mail is for, in words.
fn purpose(line: &MailLine) -> String {
    line.purpose.map_or_else(|| tr("mail-purpose-unread"), |purpose| tr(&format!("mail-purpose-{}", purpose.code())))
}

fn tone(state: MailState) -> Tone {
    match state {
        MailState::Sent => Tone::Go,
        MailState::Waiting | MailState::Sending => Tone::Hold,
        MailState::Failed => Tone::Stop,
        MailState::Saved | MailState::Withdrawn => Tone::Neutral,
    }
}

/// When it is tried again, or that it is not.
fn beneath(line: &MailLine, ctx: &Context) -> String {
    match (line.state, line.next) {
        (MailState::Failed, Some(next)) => {
            let told = [("count", Value::from(line.tries)), ("time", time(&ctx.now, next).into())];
            tr_with("outbox-again-at", &told)
        }
        (MailState::Failed, None) => tr("outbox-given-up"),
        _ => String::new(),
    }
}
