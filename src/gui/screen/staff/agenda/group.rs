//! The page of a delegation: who belongs to it and how far each is, and the delegations to come beside it.

use iced::Task;
use iced::widget::{column, container};

use super::act::change_whole;
use super::ask::Ask;
use super::view::{stand, tone};
use super::{Message, ROWS, State, Update, View};
use crate::desk::clock::wall;
use crate::desk::groups::{Delegation, GroupLine, Member, Whole};
use crate::desk::visits::change::Change;
use crate::domain::{GroupId, Judgement, VisitId};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::span;
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::{has_right_column, space};
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Row, Weight, act, actions, definition, empty_state, list, panel, panel_head, plain, scrolled, text as words,
};
use crate::i18n::{Value, has, tr, tr_with};

impl State {
    /// Whether the page of a delegation is shown.
    pub(super) fn on_group(&self) -> bool {
        self.view == View::Group
    }

    /// To the delegation of the visit that the arrow keys stand on; where visits are marked, to making one of them.
    pub(super) fn open_group(&mut self, ctx: &Context) -> Update {
        if !self.on_group() && !self.marked.is_empty() {
            let leader = self.cursor.and_then(|at| self.rows().get(at).map(|(visit, _)| *visit));
            let visits: Vec<_> = self.marked.iter().map(|(visit, name)| (*visit, name.clone())).collect();
            self.ask = Some(Ask::form(visits, leader));
            return (iced::widget::operation::focus("agenda-ask-group-name"), None);
        }
        let row = self.cursor.and_then(|at| self.rows().get(at).map(|(visit, _)| *visit));
        let line = row.and_then(|visit| self.lines.iter().find(|line| line.visit == visit));
        let group = line.and_then(|line| line.appointment.group);
        (self.show_group(group.or(self.chosen), ctx), None)
    }

    /// Shows a delegation, or the first to come.
    pub(super) fn show_group(&mut self, group: Option<GroupId>, ctx: &Context) -> Task<Message> {
        self.chosen = group;
        self.group = self.group.take().filter(|shown| Some(shown.id) == group);
        self.show(View::Group, ctx)
    }

    /// To the delegation before or after in the list of them.
    pub(super) fn beside_group(&mut self, by: isize, ctx: &Context) -> Task<Message> {
        let place = self.groups.iter().position(|line| Some(line.id) == self.chosen).unwrap_or(0);
        let next = place.saturating_add_signed(by).min(self.groups.len().saturating_sub(1));
        let next = self.groups.get(next).map(|line| line.id);
        self.show_group(next.or(self.chosen), ctx)
    }

    /// Lead, accompany, go out of it.
    pub(super) fn begin_group_act(&mut self, message: &Message, ctx: &Context) -> Update {
        let Some(id) = self.group.as_ref().map(|group| group.id) else { return (Task::none(), None) };
        let row = self.cursor.and_then(|at| self.rows().get(at).map(|(visit, _)| *visit));
        match (message, row) {
            (Message::Lead, Some(visit)) => {
                return (change_whole(Some(id), Vec::new(), Whole::Lead(visit), ctx), None);
            }
            (Message::Escort, _) => {
                let meant = self.meant();
                if !meant.is_empty() {
                    self.ask = Some(Ask::escort(meant, self.names()));
                    return (iced::widget::operation::focus("agenda-ask-escort"), None);
                }
            }
            (Message::TakeOut, _) => {
                let meant = self.meant();
                if !meant.is_empty() {
                    return (super::act::change(meant, Change::Group(None), ctx), None);
                }
            }
            _ => {}
        }
        (Task::none(), None)
    }

    /// Every member, with their name.
    fn names(&self) -> Vec<(VisitId, String)> {
        self.rows().into_iter().map(|(visit, name)| (visit, name.to_owned())).collect()
    }

    /// Members who may still come, for what is done with the whole.
    pub(super) fn whole(&self) -> Vec<(VisitId, String)> {
        let members = self.group.iter().flat_map(|group| &group.members);
        let on = members.filter(|member| !member.line.stand.is_off());
        on.map(|member| (member.line.visit, member.line.guest.name.clone())).collect()
    }

    /// Delegations to come, on the left.
    pub(super) fn group_list<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let row = |line: &'a GroupLine| Row {
            lead: wall(ctx.now, line.group.from).format("%-d %b").to_string().into(),
            title: line.group.name.as_str().into(),
            subtitle: counted(line).into(),
            selected: Some(line.id) == self.chosen,
            on_press: Some(Message::Choose(line.id)),
            ..Row::default()
        };
        let rows: Element<'a, Message> =
            if self.groups.is_empty() { empty_state(tr("group-none")) } else { list(self.groups.iter().map(row)) };
        // Where no third column fits, what is done with the whole stands here.
        let acts = (!has_right_column(ctx.width) && self.group.is_some()).then(whole_acts);
        let head = panel_head(tr("group-title"), self.groups.len().to_string());
        panel([self.views(ctx), head, rows].into_iter().chain(acts))
    }

    /// Who belongs to it, in the middle.
    pub(super) fn group_rows<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let Some(group) = &self.group else {
            let none = if self.waiting { "agenda-reading" } else { "group-none" };
            return panel([panel_head(tr("group-title"), ""), empty_state(tr(none))]);
        };
        let rows = group.members.iter().enumerate().map(|(at, member)| self.member_row(at, member, ctx));
        let head = panel_head(group.group.name.as_str(), group.members.len().to_string());
        let any = self.means_any();
        let row = self.cursor.is_some();
        let press = |message: Message, may: bool| may.then_some(message);
        let acts = [
            act(tr("act-lead"), cap(Act::Lead), Weight::Plain, press(Message::Lead, row)),
            act(tr("act-escort"), cap(Act::Escort), Weight::Plain, press(Message::Escort, any)),
            act(tr("act-take-out"), cap(Act::TakeOut), Weight::Plain, press(Message::TakeOut, any)),
        ];
        panel([head, list_by_id(ROWS, rows), actions(acts)])
    }

    fn member_row<'a>(&'a self, at: usize, member: &'a Member, ctx: &'a Context) -> Row<'a, Message> {
        let line = &member.line;
        let name = line.guest.name.as_str();
        let title = if member.leads { tr_with("roster-leads", &[("name", name.into())]) } else { name.to_owned() };
        let escort = tr_with("roster-escort", &[("name", member.escort.as_str().into())]);
        let escort = Some(escort).filter(|_| !member.escort.is_empty());
        let own = self.group.as_ref().is_none_or(|group| {
            (line.appointment.from, line.appointment.until) != (group.group.from, group.group.until)
        });
        let time = own.then(|| span(&ctx.now, line.appointment.from, line.appointment.until));
        let told = [Some(line.guest.organisation.clone()).filter(|told| !told.is_empty()), time, escort];
        let told = told.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let row = Row {
            title: title.into(),
            subtitle: (if told.is_empty() { tr("group-with-all") } else { told }).into(),
            pill: Some((stand(line.stand).into(), tone(line.stand))),
            beneath: member.outlook.as_ref().map(outlook).unwrap_or_default().into(),
            ..self.row(at, line.visit)
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    /// What the delegation is, on the right.
    pub(super) fn group_facts<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let Some(shown) = &self.group else {
            return panel([panel_head(tr("group-one"), ""), empty_state(tr("group-facts-none"))]);
        };
        let (group, count) = (&shown.group, shown.count());
        let leader = shown.leader().map_or_else(|| tr("group-no-leader"), |member| member.line.guest.name.clone());
        let host = [group.host.as_str(), group.section.as_str()];
        let host = host.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
        let mut rows = column![].spacing(space::MEDIUM).padding(space::LARGE);
        let said = [
            ("visit-when", span(&ctx.now, group.from, group.until)),
            ("visit-host", host),
            ("group-leader", leader),
            ("group-expected", count.all.to_string()),
            ("group-arrived", count.arrived().to_string()),
            ("group-inside", count.inside.to_string()),
            ("group-left", count.left.to_string()),
            ("group-escorts", escorts(shown)),
        ];
        for (label, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) {
            rows = rows.push(definition(tr(label), value, ""));
        }
        rows = rows.push(words::hint(tr("group-keys")));
        panel([panel_head(tr("group-one"), ""), scrolled(rows), whole_acts()])
    }
}

/// What is done with the whole.
fn whole_acts<'a>() -> Element<'a, Message> {
    let change = plain(format!("{} {}", tr("act-change-group"), cap(Act::Change)), Message::Change);
    let cancel = plain(format!("{} {}", tr("act-cancel-group"), cap(Act::Remove)), Message::Cancel);
    container(column![change, cancel].spacing(space::SMALL)).padding(space::LARGE).into()
}

fn counted(line: &GroupLine) -> String {
    let told = [("arrived", Value::from(line.count.arrived())), ("all", line.count.all.into())];
    let count = tr_with("group-count", &told);
    [line.group.host.as_str(), count.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Who goes with how many of it.
fn escorts(shown: &Delegation) -> String {
    let mut all: Vec<(&str, usize)> = Vec::new();
    for escort in shown.members.iter().map(|member| member.escort.as_str()).filter(|name| !name.is_empty()) {
        match all.iter_mut().find(|(name, _)| *name == escort) {
            Some((_, count)) => *count += 1,
            None => all.push((escort, 1)),
        }
    }
    let told =
        |(name, count): (&str, usize)| tr_with("group-escort", &[("name", Value::from(name)), ("count", count.into())]);
    all.into_iter().map(told).collect::<Vec<_>>().join(", ")
}

/// What the gate would say once it is approved.
fn outlook(judgement: &Judgement) -> String {
    let word = tr(&format!("group-outlook-{}", judgement.verdict.code()));
    let why = judgement.reasons.first().map(|reason| format!("reason-{}", reason.rule));
    let why = why.filter(|id| has(id)).map(|id| tr(&id));
    [Some(word), why].into_iter().flatten().collect::<Vec<_>>().join(": ")
}
