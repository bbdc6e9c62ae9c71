//! How it looks: why visits are listed on the left, they in the middle, one of them closely on the right.

use iced::Fill;
use iced::widget::{column, container};

use super::{Asked, HOST, Item, Message, ROWS, State};
use crate::desk::clock::wall;
use crate::desk::visits::review::Group;
use crate::domain::operator::Act as Deed;
use crate::domain::{Moment, Timestamp};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::{sign::Face, trouble};
use crate::gui::format::{duration, time};
use crate::gui::keys::{Act, cap};
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::list::{initials, list_by_id};
use crate::gui::widget::{
    Dialog, Row, Weight, act, actions, choice_row, columns, definition, dialog, empty_state, field, panel, panel_head,
    plain, scrolled, text,
};
use crate::i18n::{Value, tr, tr_with};

/// Names that a question lists one by one.
const NAMED: usize = 12;

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        columns(ctx.width, self.reasons(ctx), self.middle(ctx), self.closely(ctx))
    }

    fn reasons<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let count = |group: Option<Group>| {
            self.all().filter(|item| group.is_none_or(|group| item.groups.contains(&group))).count()
        };
        let all = std::iter::once(None).chain(Group::ALL.map(Some));
        let choices = all.map(|group| {
            let label = group.map_or_else(|| tr("review-all"), |group| tr(&format!("review-{}", group.code())));
            choice_row(format!("{label} · {}", count(group)), "", group == self.group, Message::Show(group))
        });
        let turn = container(text::hint(format!("{} {}", tr("review-next-group"), cap(Act::NextView))));
        let choices = container(column(choices)).padding([space::SMALL, space::SMALL]);
        let mut words = column![choices, turn.padding([0.0, space::LARGE])].spacing(space::SMALL);
        let since = &self.since;
        let last = since.last.as_ref();
        let last = last.map_or_else(|| tr("review-never"), |(by, at)| format!("{} · {by}", time(&ctx.now, *at)));
        let done = [("confirmed", Value::from(since.confirmed.len())), ("ended", since.ended.len().into())];
        let facts = column![
            definition(tr("review-last"), last, ""),
            definition(tr("review-since"), tr_with("review-since-count", &done), ""),
        ];
        words = words.push(container(facts.spacing(space::MEDIUM)).padding([space::MEDIUM, space::LARGE]));
        let keeps = ctx.status.may(Deed::KeepVisits).then_some(Message::Host);
        let host = plain(format!("{} {}", tr("review-host-left"), cap(Act::HostLeft)), keeps);
        let approves = ctx.status.may(Deed::ApproveVisits).then_some(Message::Sign);
        let sign = plain(format!("{} {}", tr("act-sign-review"), cap(Act::Review)), approves);
        let acts = column![sign, host].spacing(space::SMALL);
        words = words.push(container(acts).padding([0.0, space::LARGE]));
        panel([panel_head(tr("review-title"), ""), scrolled(words)])
    }

    fn middle<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let rows: Vec<_> = self.shown().enumerate().map(|(at, item)| self.row(at, item, ctx)).collect();
        let count = match self.marked.len() {
            0 => rows.len().to_string(),
            marked => tr_with("agenda-marked", &[("count", marked.into())]),
        };
        let title = self.group.map_or_else(|| tr("review-all"), |group| tr(&format!("review-{}", group.code())));
        let content = match &self.items {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => container(trouble(error, None)).padding(space::WIDE).height(Fill).into(),
            Some(Ok(_)) if rows.is_empty() => empty_state(tr("review-empty")),
            Some(Ok(_)) => list_by_id(ROWS, rows),
        };
        panel([panel_head(title, count), content, self.acts(ctx)])
    }

    fn row<'a>(&'a self, at: usize, item: &'a Item, ctx: &'a Context) -> Row<'a, Message> {
        let marked = self.marked.contains(&item.visit);
        let purpose = &item.appointment.purpose;
        let host = &item.appointment.host;
        let subtitle = if purpose.is_empty() { host.clone() } else { format!("{host} · {purpose}") };
        let row = Row {
            lead: day(&ctx.now, item.due).into(),
            title: item.guest.name.as_str().into(),
            subtitle: subtitle.into(),
            pill: Some(how(item, &ctx.now)),
            beneath: said(item, &ctx.now).into(),
            trail: if marked { tr("agenda-is-marked") } else { String::new() }.into(),
            selected: marked,
            focused: self.cursor == Some(at),
            on_press: Some(Message::Pick(at)),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    fn acts<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let any = !self.meant().is_empty();
        let (keeps, approves) = (ctx.status.may(Deed::KeepVisits), ctx.status.may(Deed::ApproveVisits));
        let confirm = (any && approves).then_some(Message::Confirm);
        let end = (any && keeps).then_some(Message::End);
        actions([
            act(tr("act-confirm-pass"), cap(Act::Approve), Weight::Go, confirm),
            act(tr("act-end-pass"), cap(Act::Remove), Weight::Stop, end),
            act(tr("act-mark"), cap(Act::Mark), Weight::Plain, Message::Mark),
        ])
    }

    fn closely<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let Some(item) = self.focused() else {
            return panel([panel_head(tr("review-closely"), ""), empty_state(tr("review-closely-none"))]);
        };
        let visit = &item.appointment;
        let name = if ctx.names_shown { item.guest.name.clone() } else { initials(&item.guest.name) };
        let kind = if item.is_pass() { "review-pass" } else { "review-long" };
        let rows = [
            ("review-kind", tr(kind)),
            ("review-due-day", day(&ctx.now, item.due)),
            ("review-confirmed-last", format!("{} · {}", time(&ctx.now, item.reviewed.1), item.reviewed.0)),
            ("review-came", item.came.map_or_else(|| tr("review-came-never"), |came| time(&ctx.now, came))),
            ("visit-host", [visit.host.as_str(), &visit.section].join(" ").trim().to_owned()),
            ("visit-purpose", visit.purpose.clone()),
            ("visit-areas", visit.areas.join(", ")),
            ("visit-organisation", item.guest.organisation.clone()),
        ];
        let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
        let rows = rows.map(|(label, value)| definition(tr(label), value, ""));
        let rows = column(rows).spacing(space::MEDIUM).padding(space::LARGE);
        panel([panel_head(name, ""), scrolled(rows)])
    }

    pub(super) fn asked_over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        asked: &'a Asked,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Message::Back));
        match asked {
            Asked::Sign(form) => {
                let face = self.face();
                form.view(window, face, move |message| wrap(Message::Form(message)))
            }
            Asked::End(visits, failed) => {
                let count = [("count", Value::from(visits.len()))];
                let mut words = column![text::body(self.named(visits)), text::quiet(tr("review-end-hint"))];
                words = words.push(failed.as_ref().map(|error| trouble(error, None)));
                let end =
                    act(tr_with("review-end-verb", &count), cap(Act::Submit), Weight::Stop, wrap(Message::EndNow));
                let content: Element<'a, Message> = words.spacing(space::MEDIUM).into();
                let question = Dialog::new(tr_with("review-end-title", &count), content.map(wrap));
                dialog(window, question.act(end).act(back))
            }
            Asked::Host(host) => {
                let name = field(tr("agenda-ask-host"), host).id(HOST).on_input(Message::HostTyped);
                let name = Element::from(name.on_submit(Message::HostSent));
                let words = column![text::quiet(tr("review-host-hint")), name].spacing(space::MEDIUM);
                let content: Element<'a, Message> = words.into();
                let go = act(tr("review-host-verb"), cap(Act::Submit), Weight::Go, wrap(Message::HostSent));
                dialog(window, Dialog::new(tr("review-host-left"), content.map(wrap)).act(go).act(back))
            }
        }
    }

    fn face<'a, Outer: 'a>(&self) -> Face<'a, Outer> {
        let open = self.all().filter(|item| item.groups.contains(&Group::Due)).count();
        let told = [
            ("confirmed", Value::from(self.since.confirmed.len())),
            ("ended", self.since.ended.len().into()),
            ("open", open.into()),
        ];
        let words = column![text::body(tr_with("review-sign-text", &told)), text::quiet(tr("review-sign-hint"))];
        Face {
            title: tr("review-sign-title"),
            content: words.spacing(space::SMALL).into(),
            verb: tr("act-sign-review"),
            weight: Weight::Go,
        }
    }

    /// How many, and who.
    fn named(&self, visits: &[crate::domain::VisitId]) -> String {
        let names = self.all().filter(|item| visits.contains(&item.visit)).map(|item| item.guest.name.as_str());
        let names: Vec<&str> = names.take(NAMED).collect();
        let (names, more) = (names.join(", "), visits.len().saturating_sub(NAMED));
        if more == 0 { names } else { tr_with("agenda-and-more", &[("names", names.into()), ("count", more.into())]) }
    }
}

/// The last day on which it needs nobody's word.
fn day(now: &Moment, due: Timestamp) -> String {
    wall(*now, due.plus(-1)).format("%-d %b").to_string()
}

fn how<'a>(item: &Item, now: &Moment) -> (crate::gui::widget::Words<'a>, Tone) {
    let told = |id: &str, time: i64| tr_with(id, &[("time", duration(time).into())]).into();
    match item.groups.first() {
        Some(Group::Due) if item.is_overdue(now.at) => (told("review-overdue", now.at.since(item.due)), Tone::Stop),
        Some(Group::Due) => (told("review-soon", item.due.since(now.at)), Tone::Hold),
        Some(Group::NeverCame) => (tr("review-never-came").into(), Tone::Neutral),
        Some(Group::Unused) | None => (tr("review-unused").into(), Tone::Neutral),
    }
}

/// Who said last that it is right, and when they last came.
fn said(item: &Item, now: &Moment) -> String {
    let told = [("by", Value::from(item.reviewed.0.as_str())), ("time", time(now, item.reviewed.1).into())];
    let came = match item.came {
        Some(came) => tr_with("review-came-at", &[("time", time(now, came).into())]),
        None => tr("review-came-never"),
    };
    [tr_with("review-said", &told), came].join(" · ")
}
