//! How it looks: the counts above, who is missing beside who is accounted for.

use iced::widget::{column, container, row};
use iced::{Fill, FillPortion};

use super::{Message, NOTE, OPEN, SEARCH, Standing, State, Where};
use crate::desk::muster::{self, Called, Roll};
use crate::domain::moment::SECOND;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::time;
use crate::gui::keys::{Act, cap};
use crate::gui::note::happened;
use crate::gui::style::Tone;
use crate::gui::style::measure::{has_right_column, size, space};
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Dialog, Row, Weight, act, actions, choice_row, dialog, empty_state, failure, field, list, panel, panel_head, text,
    tile,
};
use crate::i18n::{tr, tr_with};

impl State {
    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        match &self.standing {
            None => panel([panel_head(tr("muster-title"), ""), empty_state(tr("reading-list"))]),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                panel([container(failed).padding(space::WIDE).into()])
            }
            Some(Ok(Standing { roll: None, inside })) => view_begin(*inside),
            Some(Ok(Standing { roll: Some(roll), .. })) => self.view_roll(roll, ctx),
        }
    }

    fn view_roll<'a>(&'a self, roll: &'a Roll, ctx: &'a Context) -> Element<'a, Message> {
        let lists = row![
            container(self.view_open(roll, ctx)).width(FillPortion(2)),
            container(self.view_accounted(roll, ctx)).width(FillPortion(1)),
        ];
        column![counts(roll, ctx), lists.spacing(space::LARGE)].spacing(space::LARGE).height(Fill).into()
    }

    fn view_open<'a>(&'a self, roll: &'a Roll, ctx: &'a Context) -> Element<'a, Message> {
        let rows: Vec<_> = self.seen(false).map(|one| self.called(one, ctx)).collect();
        let content = match rows.is_empty() {
            true if !self.search.is_empty() => empty_state(tr("muster-no-match")),
            true => empty_state(tr("muster-all-here")),
            false => list_by_id(OPEN, rows),
        };
        let search = field("", &self.search).placeholder(placeholder()).id(SEARCH).on_input(Message::Search);
        let search = container(Element::from(search)).padding([space::SMALL, space::MEDIUM]);
        let head = panel_head(tr("muster-missing-head"), roll.missing().to_string());
        let chosen = self.chosen().is_some();
        let here = act(tr("act-here"), cap(Act::Open), Weight::Go, chosen.then_some(Message::Account));
        let missing = act(tr("act-missing"), cap(Act::Missing), Weight::Plain, chosen.then_some(Message::Missing));
        let noted = act(tr("act-note-where"), cap(Act::NoteWhere), Weight::Plain, chosen.then_some(Message::Where));
        panel([head, search.into(), content, actions([here, missing, noted])])
    }

    fn view_accounted<'a>(&'a self, roll: &'a Roll, ctx: &'a Context) -> Element<'a, Message> {
        let rows: Vec<_> = self.seen(true).map(|one| self.called(one, ctx)).collect();
        let content = if rows.is_empty() { empty_state(tr("muster-none-here")) } else { list(rows) };
        let save = act(tr("act-save-roll"), cap(Act::Save), Weight::Plain, Message::Save);
        let end = act(tr("act-end-call"), cap(Act::EndCall), Weight::Plain, Message::End);
        let acts = container(column![Element::from(save), Element::from(end)].spacing(space::SMALL));
        let head = panel_head(tr("muster-accounted-head"), roll.accounted().to_string());
        panel([head, container(content).height(Fill).into(), acts.padding([14.0, space::LARGE]).into()])
    }

    fn called<'a>(&'a self, one: &'a Called, ctx: &'a Context) -> Row<'a, Message> {
        let name = one.person.as_ref().map_or_else(|| tr("person-unknown"), |person| person.name.clone());
        let since = tr_with("muster-since", &[("time", time(&ctx.now, one.since).into())]);
        let place = one.visit.as_ref().map(|visit| visit.areas.join(" · ")).filter(|areas| !areas.is_empty());
        let host = one.visit.as_ref().map(|visit| visit.host.clone());
        let said = one.at.map(|at| {
            let note = if one.note.is_empty() { one.by.clone() } else { one.note.clone() };
            format!("{} {} · {note}", time(&ctx.now, at), tr(&format!("muster-{}", one.standing.code())))
        });
        let (pill, tone) = match one.standing {
            muster::Standing::Missing => (Some("muster-missing"), Tone::Stop),
            muster::Standing::Left => (Some("muster-left"), Tone::Neutral),
            muster::Standing::Here => (Some("muster-pill-here"), Tone::Go),
            muster::Standing::Open => (None, Tone::Neutral),
        };
        let places = [place, host, Some(since)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let row = Row {
            title: name.into(),
            subtitle: places.into(),
            pill: pill.map(|id| (tr(id).into(), tone)),
            beneath: said.unwrap_or_else(|| tr("muster-open")).into(),
            trail: one.badge.map(|badge| badge.short()).unwrap_or_default().into(),
            focused: self.cursor == Some(one.presence),
            on_press: Some(Message::Turn(one.presence)),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }

    pub(super) fn view_where<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        asked: &'a Where,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let note = field(tr("muster-where"), &asked.note).id(NOTE).on_input(Message::Noted);
        let note = note.on_submit(Message::Submit);
        let here = choice_row(tr("muster-here"), cap(Act::Up), asked.found, Message::TurnNoted);
        let missing = choice_row(tr("muster-missing"), cap(Act::Down), !asked.found, Message::TurnNoted);
        let fault = asked.fault.as_ref().map(|fault| Element::from(text::remark(Tone::Stop, fault.as_str())));
        let content = Element::from(column![Element::from(note), here, missing].push(fault).spacing(space::MEDIUM));
        let name = self.seen(false).find(|one| one.presence == asked.presence).and_then(|one| one.person.as_ref());
        let name = name.map_or_else(|| tr("person-unknown"), |person| person.name.clone());
        let question = Dialog::new(name, content.map(wrap));
        let send = act(tr("act-record"), cap(Act::Open), Weight::Go, wrap(Message::Submit));
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Message::Back));
        dialog(window, question.act(send).act(back))
    }

    pub(super) fn view_end<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let missing = self.roll().map_or(0, Roll::missing);
        let words = column![
            text::body(tr_with("muster-end-text", &[("count", missing.into())])),
            text::quiet(tr("muster-end-hint"))
        ];
        let end = act(tr("act-end-call"), cap(Act::Open), Weight::Stop, wrap(Message::Submit));
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Message::Back));
        let question = Dialog::new(tr("muster-end-title"), words.spacing(space::MEDIUM));
        dialog(window, question.act(end).act(back))
    }
}

/// The counts, as large as they have to be read from afar.
fn counts<'a>(roll: &Roll, ctx: &Context) -> Element<'a, Message> {
    let (missing, accounted, all) = (roll.missing(), roll.accounted(), roll.called.len());
    let tone = if missing == 0 { Tone::Go } else { Tone::Stop };
    let gone = ctx.now.at.since(roll.since).max(0) / SECOND;
    let clock = match gone / 3_600 {
        0 => format!("{:02}:{:02}", gone / 60, gone % 60),
        hours => format!("{hours}:{:02}:{:02}", gone / 60 % 60, gone % 60),
    };
    let kind = tr(if roll.drill { "muster-drill" } else { "muster-real" });
    let tiles = row![
        tile(Some(tone), missing.to_string(), tr("muster-tile-missing")),
        tile(None, accounted.to_string(), tr_with("muster-tile-accounted", &[("all", all.into())])),
        tile(None, clock, tr_with("muster-tile-since", &[("kind", kind.into())])),
    ];
    // Where there is room, how many of them the gate itself saw leave.
    let left = roll.called.iter().filter(|one| one.standing == muster::Standing::Left).count();
    let left = has_right_column(ctx.width).then(|| tile(None, left.to_string(), tr("muster-tile-left")));
    tiles.push(left).spacing(space::LARGE).height(size::TILE).into()
}

/// Before one begins: how many are inside, and the two ways to begin.
fn view_begin<'a>(inside: usize) -> Element<'a, Message> {
    let words = column![
        text::subtitle(tr_with("muster-inside", &[("count", inside.into())])).centred(),
        text::quiet(tr("muster-begin-hint")).centred(),
    ];
    let words = container(words.spacing(space::MEDIUM).align_x(iced::Center)).center(Fill);
    let begin = act(tr("act-begin-call"), cap(Act::BeginCall), Weight::Go, Message::Begin(false));
    let drill = act(tr("act-begin-drill"), cap(Act::BeginDrill), Weight::Plain, Message::Begin(true));
    let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back);
    panel([panel_head(tr("muster-title"), ""), words.into(), actions([begin, drill, back])])
}

/// The words in the search field; kept, since a field borrows them.
fn placeholder() -> &'static str {
    static WORDS: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| tr("muster-search"));
    &WORDS
}
