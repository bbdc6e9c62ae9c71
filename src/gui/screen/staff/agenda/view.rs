//! How it looks: what is looked for on the left, the visits in the middle, one of them closely on the right.

use iced::Fill;
use iced::widget::{Column, column, container, row};

use super::{Deed, Field, Line, Message, Opened, ROWS, State, View};
use crate::desk::clock::wall;
use crate::desk::visits::approval::{Delegation, Due};
use crate::desk::visits::diary::Day;
use crate::domain::moment::HOUR;
use crate::domain::{Moment, Resolver, Stand};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::{duration, span, time};
use crate::gui::keys::{Act, cap};
use crate::gui::style::Tone;
use crate::gui::style::measure::{has_right_column, size, space};
use crate::gui::widget::list::{initials, list_by_id};
use crate::gui::widget::{
    Row, Weight, Words, act, actions, choice_row, columns, definition, empty_state, field, link, panel, panel_head,
    plain, scrolled, text as words,
};
use crate::i18n::{Value, has, tr, tr_with};

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        if let Some(invite) = &self.invite {
            return invite.view(ctx).map(Message::Invited);
        }
        // There is always something over the rest: a field that is typed into stays where it is when lines come and go.
        let strip = self.strip(ctx).unwrap_or_else(|| row![].into());
        column![strip, self.content(ctx)].width(Fill).height(Fill).into()
    }

    fn content<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        if self.view == View::Week {
            return self.calendar(ctx);
        }
        if self.view == View::Hosts {
            return self.hosts_view(ctx);
        }
        let narrow = !has_right_column(ctx.width);
        if self.on_group() {
            let beside = || match &self.opened {
                Some(opened) => closely(opened, ctx),
                None => self.group_facts(ctx),
            };
            // Where only two columns fit, what is looked at stands beside who belongs to it.
            let left = if narrow && self.cursor.is_some() { beside() } else { self.group_list(ctx) };
            return columns(ctx.width, left, self.group_rows(ctx), beside());
        }
        if self.view == View::Holidays {
            return columns(ctx.width, self.closing_field(ctx), self.closed_days(), self.right(ctx));
        }
        let left = match &self.opened {
            Some(opened) if narrow => closely(opened, ctx),
            _ => self.sought(ctx),
        };
        columns(ctx.width, left, self.middle(ctx), self.right(ctx))
    }

    /// Which view is shown, and the others to go to.
    pub(super) fn views<'a>(&self, ctx: &Context) -> Element<'a, Message> {
        let all = [
            (View::List, "agenda-list"),
            (View::Week, "agenda-week"),
            (View::Due, "agenda-due"),
            (View::Group, "agenda-group"),
            (View::Holidays, "agenda-holidays"),
            (View::Hosts, "agenda-hosts"),
        ];
        let all = all.into_iter().filter(|(view, _)| *view == View::Due || ctx.status.may(Deed::KeepVisits));
        let view = |(view, label): (View, &str)| match view == self.view {
            true => container(words::strong(tr(label))).padding([0.0, space::SMALL]).center_y(size::TARGET).into(),
            false => link(tr(label), Message::Show(view)),
        };
        let figures = ctx.status.may(Deed::KeepVisits).then(|| link(tr("tab-figures"), Message::Figures));
        container(row(all.map(view).chain(figures)).wrap()).padding([space::SMALL, space::TINY]).into()
    }

    fn sought<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        if self.view == View::Due {
            return self.givers(ctx);
        }
        let mut rows = column![].spacing(space::SMALL).padding([space::SMALL, space::LARGE]);
        for which in Field::ALL {
            let piece = field(tr(which.id()), self.filter.get(which)).id(which.id());
            let piece = piece.on_input(move |text| Message::Typed(which, text)).on_submit(Message::Step(1));
            let read = match which {
                Field::Kind => self.filter.category().map(|one| tr(&format!("category-{}", one.code()))),
                Field::Stand => self.filter.stand().map(|one| tr(&format!("stand-{}", one.code()))),
                _ => None,
            };
            let piece = match (self.filter.fault(which, ctx.now.today()), read) {
                (Some(fault), _) => piece.fault(Some(fault)),
                (None, Some(read)) => piece.remark(read),
                (None, None) => piece,
            };
            rows = rows.push(Element::from(piece));
        }
        rows = rows.push(choice_row(tr("agenda-mine"), cap(Act::Mine), self.filter.mine, Message::Mine));
        let (label, marked) = if self.marked.is_empty() { ("act-show-group", false) } else { ("group-make", true) };
        let any = marked || self.means_any();
        let group = any.then_some(Message::Group).filter(|_| ctx.status.may(Deed::KeepVisits));
        rows = rows.push(plain(format!("{} {}", tr(label), cap(Act::Group)), group));
        panel([self.views(ctx), panel_head(tr("agenda-sought"), ""), scrolled(rows)])
    }

    fn middle<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let (title, rows) = match self.view {
            View::Due => (tr("agenda-due"), self.due_rows(ctx)),
            _ => (self.title(ctx), self.line_rows(ctx)),
        };
        let count = rows.len();
        let none = match (self.view, self.whole, self.waiting) {
            (_, _, true) => "agenda-reading",
            (_, false, _) => "agenda-not-whole",
            (View::Due, ..) => "agenda-due-none",
            _ => "agenda-none",
        };
        let middle = match (&self.trouble, rows.is_empty()) {
            (Some(error), _) => {
                container(crate::gui::form::trouble(error, None)).padding(space::WIDE).height(Fill).into()
            }
            (None, true) => empty_state(tr(none)),
            (None, false) => list_by_id(ROWS, rows),
        };
        let head = panel_head(title, self.counted(count));
        panel([head, middle, self.pages(), self.acts(ctx)])
    }

    fn counted(&self, count: usize) -> String {
        let more = if self.next.is_some() { "+" } else { "" };
        match self.marked.len() {
            0 => format!("{count}{more}"),
            marked => tr_with("agenda-marked", &[("count", Value::from(marked))]),
        }
    }

    fn title(&self, ctx: &Context) -> String {
        let wanted = self.filter.wanted(ctx.now);
        let day = |at| wall(ctx.now, at).format("%a %-d %b %Y").to_string();
        match (wanted.from.map(day), wanted.to.map(|to| day(to.plus(-1)))) {
            (Some(from), Some(to)) if from == to => from,
            (Some(from), Some(to)) => format!("{from} – {to}"),
            (Some(from), None) => tr_with("agenda-since", &[("day", from.into())]),
            _ => tr("agenda-every-day"),
        }
    }

    fn pages<'a>(&self) -> Element<'a, Message> {
        if self.begins.len() < 2 && self.next.is_none() {
            return row![].into();
        }
        let before = (self.begins.len() > 1).then_some(Message::Page(-1));
        let after = self.next.map(|_| Message::Page(1));
        let before = plain(format!("{} {}", tr("agenda-page-before"), cap(Act::PageUp)), before);
        let after = plain(format!("{} {}", tr("agenda-page-after"), cap(Act::PageDown)), after);
        container(row![before, after].spacing(space::MEDIUM)).padding([space::SMALL, space::WIDE]).into()
    }

    fn acts<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let any = self.means_any();
        let may = self.may_approve(ctx);
        let mut acts = Vec::new();
        if self.view == View::Due {
            acts.push(act(tr("act-approve"), cap(Act::Approve), Weight::Go, may.then_some(Message::Approve)));
            acts.push(act(tr("act-decline"), cap(Act::Decline), Weight::Stop, may.then_some(Message::Decline)));
        }
        acts.push(act(tr("act-mark"), cap(Act::Mark), Weight::Plain, Message::Mark));
        if self.view != View::Due && ctx.status.may(Deed::KeepVisits) {
            acts.push(act(tr("act-change"), cap(Act::Change), Weight::Plain, any.then_some(Message::Change)));
            acts.push(act(tr("act-invite"), cap(Act::Invite), Weight::Plain, any.then_some(Message::Invite)));
            acts.push(act(tr("act-cancel-visit"), cap(Act::Remove), Weight::Stop, any.then_some(Message::Cancel)));
        }
        actions(acts)
    }

    fn line_rows<'a>(&'a self, ctx: &'a Context) -> Vec<Row<'a, Message>> {
        let several = self.filter.wanted(ctx.now).to.is_none() || !self.filter.get(Field::To).is_empty();
        let row = |(at, line): (usize, &'a Line)| {
            let begin = wall(ctx.now, line.appointment.from);
            let day = if several { format!("{} · ", begin.format("%a %-d %b")) } else { String::new() };
            let row = Row {
                lead: begin.format("%H:%M").to_string().into(),
                title: line.guest.name.as_str().into(),
                subtitle: format!("{day}{}", line.appointment.host).into(),
                pill: Some((stand(line.stand).into(), tone(line.stand))),
                ..self.row(at, line.visit)
            };
            if ctx.names_shown { row } else { row.closed() }
        };
        self.lines.iter().enumerate().map(row).collect()
    }

    fn due_rows<'a>(&'a self, ctx: &'a Context) -> Vec<Row<'a, Message>> {
        let row = |(at, due): (usize, &'a Due)| {
            let begin = wall(ctx.now, due.appointment.from);
            let row = Row {
                lead: begin.format("%-d %b").to_string().into(),
                title: due.guest.name.as_str().into(),
                subtitle: format!("{} · {}", begin.format("%a %H:%M"), due.appointment.host).into(),
                pill: Some(near(due, &ctx.now)),
                beneath: waits(due, &ctx.now).into(),
                ..self.row(at, due.visit)
            };
            if ctx.names_shown { row } else { row.closed() }
        };
        self.due.iter().enumerate().map(row).collect()
    }

    pub(super) fn row<'a>(&self, at: usize, visit: crate::domain::VisitId) -> Row<'a, Message> {
        let marked = self.marked.contains_key(&visit);
        Row {
            trail: if marked { tr("agenda-is-marked").into() } else { Words::default() },
            selected: marked,
            focused: self.cursor == Some(at),
            on_press: Some(Message::Pick(at)),
            ..Row::default()
        }
    }

    /// Who approves in whose place.
    fn givers<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let mut rows = column![].spacing(space::SMALL).padding(space::LARGE);
        if self.delegations.is_empty() {
            rows = rows.push(words::quiet(tr("agenda-delegations-none")));
        }
        for one in &self.delegations {
            rows = rows.push(delegation(one, ctx));
        }
        let give = ctx.status.may(Deed::ApproveVisits).then_some(Message::Delegate);
        let give = plain(format!("{} {}", tr("act-delegate"), cap(Act::Delegate)), give);
        panel([self.views(ctx), panel_head(tr("agenda-delegations"), ""), scrolled(rows.push(give))])
    }

    fn right<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        match &self.opened {
            Some(opened) => closely(opened, ctx),
            None => match &self.hours {
                Some(day) if self.view == View::List => by_the_hour(day),
                _ => panel([panel_head(tr("agenda-closely"), ""), empty_state(tr("agenda-closely-none"))]),
            },
        }
    }
}

fn delegation<'a>(one: &'a Delegation, ctx: &'a Context) -> Element<'a, Message> {
    let told = [
        ("heir", Value::from(one.heir.1.as_str())),
        ("giver", one.giver.1.as_str().into()),
        ("until", time(&ctx.now, one.until).into()),
    ];
    let end = ctx.status.may(Deed::ApproveVisits).then(|| link(tr("act-end"), Message::EndDelegation(one.seq)));
    column![words::body(tr_with("agenda-delegation", &told))].push(end).into()
}

/// One visit closely: what for, who did what with it, and what else the guest came for.
pub(super) fn closely<'a>(opened: &'a Opened, ctx: &'a Context) -> Element<'a, Message> {
    let Opened { line, steps, history, .. } = opened;
    let (visit, guest) = (&line.appointment, &line.guest);
    let name = if ctx.names_shown { guest.name.clone() } else { initials(&guest.name) };
    let mut rows = column![].spacing(space::MEDIUM).padding(space::LARGE);
    rows = rows.push(words::strong(stand(line.stand)).tone(tone(line.stand)));
    if let Some(since) = line.since {
        rows = rows.push(words::hint(time(&ctx.now, since)));
    }
    let said = [
        ("visit-when", span(&ctx.now, visit.from, visit.until)),
        (
            "visit-host",
            [visit.host.as_str(), visit.section.as_str()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        ),
        ("visit-purpose", visit.purpose.clone()),
        ("visit-areas", visit.areas.join(", ")),
        ("visit-organisation", guest.organisation.clone()),
    ];
    for (label, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) {
        rows = rows.push(definition(tr(label), value, ""));
    }
    if let Some(last) = opened.invited.first() {
        let state = format!("{} · {}", super::invite::worth(last), last.number);
        rows = rows.push(definition(tr("agenda-invited"), state, time(&ctx.now, last.at)));
    }
    rows = rows.push(words::head(tr("agenda-steps")));
    for step in steps {
        let told = [("by", Value::from(step.by.as_str())), ("time", time(&ctx.now, step.at).into())];
        let mut piece = column![
            words::small(tr(&format!("kind-{}", step.kind.code()))),
            words::hint(tr_with("agenda-step", &told))
        ];
        if !step.note.is_empty() {
            piece = piece.push(words::small(format!("“{}”", step.note)));
        }
        rows = rows.push(piece);
    }
    let others: Vec<&Line> = history.iter().filter(|other| other.visit != line.visit).collect();
    if !others.is_empty() {
        rows = rows.push(words::head(tr("agenda-history")));
    }
    for other in others {
        let told = format!("{} · {}", time(&ctx.now, other.appointment.from), other.appointment.host);
        rows = rows.push(Column::with_children([words::small(told).into(), words::hint(stand(other.stand)).into()]));
    }
    let close = act(tr("act-close"), cap(Act::Back), Weight::Plain, Message::Back);
    panel([
        panel_head(name, line.visit.short()),
        scrolled(rows),
        container(Element::from(close)).padding(space::LARGE).into(),
    ])
}

/// How many come in each hour of a day, from the first that anybody comes in to the last.
fn by_the_hour<'a>(day: &Day) -> Element<'a, Message> {
    let head = panel_head(tr("agenda-hours"), day.count.to_string());
    let busy = |hour: &usize| day.hours.get(*hour).is_some_and(|count| *count > 0);
    let (Some(first), Some(last)) = ((0..24).find(busy), (0..24).rfind(busy)) else {
        return panel([head, empty_state(tr("agenda-hours-none"))]);
    };
    let most = day.hours.iter().copied().max().unwrap_or(1);
    let line = |hour: usize| {
        let count = day.hours.get(hour).copied().unwrap_or_default();
        let bar = iced::widget::progress_bar(0.0..=most as f32, count as f32).girth(space::MEDIUM);
        let bar = container(Element::from(bar)).width(Fill).center_y(Fill);
        let figure = container(words::small(count.to_string())).align_right(space::HUGE).center_y(Fill);
        let hour = container(words::hint(format!("{hour:02}:00"))).width(size::LEAD).center_y(Fill);
        row![hour, bar, figure].height(space::HUGE).into()
    };
    let lines = Column::with_children((first..=last).map(line)).padding(space::LARGE);
    panel([head, scrolled(lines)])
}

/// How near the window is.
fn near<'a>(due: &Due, now: &Moment) -> (Words<'a>, Tone) {
    let left = due.appointment.from.since(now.at);
    match left {
        ..=0 => (tr("agenda-begun").into(), Tone::Stop),
        _ if due.is_near(now.at) => (tr_with("agenda-in", &[("time", duration(left).into())]).into(), Tone::Hold),
        _ => (tr_with("agenda-in", &[("time", duration(left).into())]).into(), Tone::Neutral),
    }
}

/// Who has to approve it and why, who asked for it, and how long ago.
fn waits(due: &Due, now: &Moment) -> String {
    let rule = |rule: &String| {
        let id = format!("reason-{rule}");
        if has(&id) { tr(&id) } else { rule.clone() }
    };
    let who = match due.needs {
        Some(Resolver::Security) => tr("approval-by-security"),
        Some(Resolver::Supervisor) => tr("approval-by-supervisor"),
        Some(Resolver::Host) | None => String::new(),
    };
    let why = due.rules.iter().map(rule).collect::<Vec<_>>().join("; ");
    let age = now.at.since(due.since);
    let asked = [("by", Value::from(due.by.as_str())), ("time", duration(age).into())];
    let asked = tr_with(if age < HOUR { "agenda-asked-now" } else { "agenda-asked" }, &asked);
    let needs = [who, why].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    [needs, asked].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

pub(super) fn stand(stand: Stand) -> String {
    tr(&format!("stand-{}", stand.code()))
}

pub(super) fn tone(stand: Stand) -> Tone {
    match stand {
        Stand::Requested | Stand::Arrived => Tone::Hold,
        Stand::Approved | Stand::Left => Tone::Neutral,
        Stand::Inside => Tone::Go,
        Stand::Declined | Stand::Cancelled | Stand::Refused | Stand::NoShow | Stand::Lapsed => Tone::Stop,
    }
}
