//! What is seen of a delegation at the gate.

use iced::Fill;
use iced::widget::{Column, column, container};

use crate::desk::groups::AtGate;
use crate::domain::Duress;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::time;
use crate::gui::keys;
use crate::gui::screen::guard::gate::{Message as Outer, State};
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::{
    Act, Dialog, Icon, Row, Weight, act, actions, check_row, dialog, empty_state, list, panel, shape, state_band, text,
};
use crate::i18n::{Value, tr, tr_with};

use super::{Asking, Member, Message, Place, Roster};

/// Names that are listed in the question.
const MOST_NAMED: usize = 4;

/// The delegation of whoever stands in the middle, in one line.
pub fn line(group: &AtGate) -> String {
    let told = [
        ("name", Value::from(group.name.as_str())),
        ("arrived", group.count.arrived().into()),
        ("all", group.count.all.into()),
    ];
    tr_with("group-line", &told)
}

impl State {
    pub(in crate::gui::screen::guard::gate) fn view_roster<'a>(
        &'a self,
        roster: &'a Roster,
        ctx: &'a Context,
    ) -> Element<'a, Outer> {
        let count = roster.line.count;
        let told =
            [("inside", Value::from(count.inside)), ("left", count.left.into()), ("come", count.to_come().into())];
        let band = state_band(
            Icon::Info,
            Tone::Neutral,
            tr("roster-word"),
            line(&roster.line),
            tr_with("roster-count", &told),
        );
        let body: Element<'a, Outer> = match (roster.members.is_empty(), roster.is_whole()) {
            (true, false) => empty_state(tr("roster-reading")),
            (true, true) => empty_state(tr("roster-empty")),
            _ => list(roster.members.iter().map(|member| self.member_row(roster, member, ctx))),
        };
        let hint =
            self.hint.map(|hint| container(text::remark(Tone::Hold, tr(hint))).padding([space::SMALL, space::WIDE]));
        panel([band, body, column![].push(hint).push(actions(self.roster_acts(roster))).into()])
    }

    fn member_row<'a>(&self, roster: &'a Roster, member: &'a Member, ctx: &'a Context) -> Row<'a, Outer> {
        let ticked = roster.ticked.contains(&member.visit);
        let leads = roster.line.leader == Some(member.visit);
        let name = self.named(&member.name, ctx);
        let name = if leads { tr_with("roster-leads", &[("name", name.into())]) } else { name };
        let escort = tr_with("roster-escort", &[("name", self.named(&member.escort, ctx).into())]);
        let escort = (!member.escort.is_empty()).then_some(escort);
        let (mark, told) = match &member.place {
            Place::Out(card, guidance) => {
                let verdict = card.judgement.verdict;
                let word = tr(&format!("verdict-{}", verdict.code()));
                let todo = if guidance.todo.is_empty() { &guidance.why } else { &guidance.todo };
                let todo = if member.is_green() { tr("roster-green") } else { todo.clone() };
                ((shape(verdict), word.into(), verdict.into()), todo)
            }
            Place::In(departure) => {
                let since = tr_with("leaving-since", &[("time", time(&ctx.now, departure.since).into())]);
                ((Icon::Tick, tr("pill-inside").into(), Tone::Neutral), since)
            }
        };
        Row {
            mark: Some(mark),
            title: name.into(),
            subtitle: [Some(told), escort].into_iter().flatten().collect::<Vec<_>>().join(" · ").into(),
            trail: if ticked { tr("roster-here").into() } else { "".into() },
            selected: ticked,
            focused: self.cursor == Some(member.visit),
            on_press: Some(Outer::Roster(Message::Tick(member.visit))),
            ..Row::default()
        }
    }

    fn roster_acts<'a>(&self, roster: &Roster) -> Vec<Act<'a, Outer>> {
        let busy = self.work.is_some() || !roster.is_whole();
        let press = |message: Message| (!busy).then_some(Outer::Roster(message));
        let count = |id: &str, admits| tr_with(id, &[("count", roster.able(admits).count().into())]);
        let able = |admits: bool| roster.able(admits).next().is_some();
        let admit = act(
            count("act-admit-several", true),
            keys::cap(keys::Act::Admit),
            Weight::Go,
            press(Message::Ask(true, Duress::No)).filter(|_| able(true)),
        );
        let admit = admit.on_other(Outer::Down, Outer::Roster(Message::Ask(true, Duress::Yes)));
        let depart = act(
            count("act-depart-several", false),
            keys::cap(keys::Act::Depart),
            Weight::Go,
            press(Message::Ask(false, Duress::No)).filter(|_| able(false)),
        );
        let out = able(false) || roster.leaving && !able(true);
        let all = if roster.leaving { "act-tick-inside" } else { "act-tick-green" };
        let all = act(tr(all), keys::cap(keys::Act::Group), Weight::Plain, press(Message::TickAll));
        let own = press(Message::Card).filter(|_| self.cursor.is_some());
        let own = act(tr("act-own-card"), keys::cap(keys::Act::Open), Weight::Plain, own);
        let badges = !self.many.entries_with_badge().is_empty();
        let badges = badges
            .then(|| act(tr("act-save-badges"), keys::cap(keys::Act::Badge), Weight::Plain, press(Message::Save)));
        // Badges are wanted at once, and whose own card is wanted stands in the list beside.
        let third = badges.filter(|_| !able(true) && !able(false)).unwrap_or(own);
        vec![if out { depart } else { admit }, all, third]
    }

    /// How far an act about several is.
    pub(in crate::gui::screen::guard::gate) fn view_work<'a>(&self) -> Option<Element<'a, Outer>> {
        let work = self.work.as_ref()?;
        let told = [("done", Value::from(work.tried())), ("all", work.total.into())];
        Some(
            container(text::body(tr_with("roster-working", &told)))
                .padding([space::SMALL, space::WIDE])
                .width(Fill)
                .into(),
        )
    }
}

/// The question before several are let in or out.
pub fn question<'a, Outer: Clone + 'a>(
    roster: &'a Roster,
    asking: &'a Asking,
    names_shown: bool,
    window: Element<'a, Outer>,
    wrap: impl Fn(Message) -> Outer + Copy + 'a,
) -> Element<'a, Outer> {
    let able = roster.able(asking.admits).count();
    let present = if asking.admits { roster.present().count() } else { able };
    let told = [("able", Value::from(able)), ("present", present.into())];
    let title = tr_with(if asking.admits { "roster-ask-admit" } else { "roster-ask-depart" }, &told);
    let mut words: Column<'a, Message, _, _> = column![].spacing(space::MEDIUM);
    if asking.admits {
        words = words.push(text::quiet(tr("roster-ask-each")));
        let next = roster.next_open();
        for (obligation, count) in roster.obligations() {
            let label = tr(&format!("obligation-brief-{}", obligation.code()));
            let of_them = tr_with("roster-with-each", &[("count", count.into())]);
            let cap = if next == Some(obligation) { keys::cap(keys::Act::TickNext) } else { String::new() };
            let done = asking.done.contains(&obligation);
            words = words.push(check_row(label, of_them, cap, done, Message::See(obligation)));
        }
        words = words.extend(stays(roster, names_shown));
    } else {
        words = words.push(text::quiet(tr("roster-ask-badges")));
    }
    let ready = !asking.admits || roster.next_open().is_none();
    let verb =
        tr_with(if asking.admits { "act-admit-several" } else { "act-depart-several" }, &[("count", able.into())]);
    let confirm = act(verb, keys::cap(keys::Act::Open), Weight::Go, ready.then(|| wrap(Message::Confirm)));
    let back = act(tr("act-back"), keys::cap(keys::Act::Back), Weight::Plain, wrap(Message::Close));
    let content = Element::from(words).map(wrap);
    dialog(window, Dialog::new(title, content).act(confirm).act(back))
}

/// Whoever stands there and is not let in by it, with what to do.
fn stays<'a>(roster: &'a Roster, names_shown: bool) -> Vec<Element<'a, Message>> {
    let held: Vec<&Member> = roster.present().filter(|member| !member.is_green()).collect();
    if held.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<Element<'a, Message>> =
        vec![text::strong(tr_with("roster-ask-stay", &[("count", held.len().into())])).into()];
    for member in held.iter().take(MOST_NAMED) {
        let todo = match &member.place {
            Place::Out(_, guidance) if !guidance.todo.is_empty() => guidance.todo.as_str(),
            Place::Out(_, guidance) => guidance.why.as_str(),
            Place::In(_) => "",
        };
        let name = if names_shown { member.name.clone() } else { list::initials(&member.name) };
        lines.push(text::body(format!("{name} · {todo}")).into());
    }
    if let more @ 1.. = held.len().saturating_sub(MOST_NAMED) {
        lines.push(text::quiet(tr_with("roster-ask-more", &[("count", more.into())])).into());
    }
    lines
}
