//! How it looks: the period on the left, what it comes to beside it.

use iced::widget::{Column, column, container, row, rule};
use iced::{Center, Fill, FillPortion};

use super::charts::{Block, Content, FACT, Room, blocks};
use super::sought::of_rows;
use super::{FIELD, Message, PAGE, PATIENCE, Sought, State};
use crate::desk::visits::figures::rows::{Row, Topic, percent, period_words, rows, spell};
use crate::domain::figures::{Figures, Span};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::trouble;
use crate::gui::format::count;
use crate::gui::keys::{Act, cap};
use crate::gui::style::container as ground;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::chart::{self, LYING};
use crate::gui::widget::list::scrolled_by_id;
use crate::gui::widget::{
    Words, choice_row, empty_state, field, glance, panel, panel_head, plain, progress, scrolled, text,
};
use crate::i18n::tr;

/// Between two rows of blocks, and beside them.
const GAP: f32 = space::LARGE;
/// Above the first of them.
const TOP: f32 = space::SMALL;
/// The head of a topic of the table.
const TOPIC: f32 = size::PANEL_HEAD + 1.0;

impl State {
    pub(super) fn page<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let left = container(self.periods()).width(size::LEFT);
        row![left, container(self.middle(ctx)).width(Fill)].spacing(space::LARGE).into()
    }

    /// Which days.
    fn periods(&self) -> Element<'_, Message> {
        let spans = Span::ALL.map(|span| {
            let label = tr(&format!("figures-{}", span.code()));
            choice_row(label, "", self.span == Some(span), Message::Show(span))
        });
        let typed = field(tr("figures-typed"), &self.text).id(FIELD).fault(self.fault.as_deref());
        let typed = Element::from(typed.on_input(Message::Typed).on_submit(Message::Send));
        let turn = |label: &str, act, after| plain(format!("{} {}", tr(label), cap(act)), Message::Turn(after));
        let turns =
            row![turn("figures-before", Act::PeriodBefore, false), turn("figures-after", Act::PeriodAfter, true)];
        let form = if self.table { "figures-as-charts" } else { "figures-as-table" };
        let form = plain(format!("{} {}", tr(form), cap(Act::Table)), Message::Table);
        let next = text::hint(format!("{} {}", tr("figures-next-span"), cap(Act::NextSpan)));
        let words = column![column(spans), next, typed, turns.spacing(space::SMALL), form].spacing(space::MEDIUM);
        let words = container(words.push(text::hint(tr("figures-hint")))).padding([space::SMALL, space::LARGE]);
        panel([panel_head(tr("figures-title"), ""), scrolled(words)])
    }

    fn middle<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let head = panel_head(period_words(&self.shown(ctx)), "");
        let content: Element<'a, Message> = match (self.figures(), &self.read) {
            (Some(figures), _) if figures.total.visits() + figures.came_in() == 0 && figures.approvals.waiting == 0 => {
                empty_state(tr("figures-empty"))
            }
            (Some(figures), _) if self.table => self.table(figures),
            (Some(figures), _) => self.charts(figures, ctx),
            (None, Some(Err(error))) => container(trouble(error, None)).padding(space::WIDE).height(Fill).into(),
            (None, _) => self.wait(ctx),
        };
        let glance = self.figures().map(|figures| glance(sums(figures)));
        panel(std::iter::once(head).chain(glance).chain([content]))
    }

    /// While they are read: after half a second how far that is, and how to break it off.
    fn wait<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let Some(reading) = &self.reading else { return empty_state(tr("figures-broken-off")) };
        if ctx.now.monotonic - reading.since < PATIENCE {
            return empty_state(tr("figures-reading"));
        }
        let share = f32::from(u16::try_from(reading.work.read()).unwrap_or(u16::MAX)) / 1_000.0;
        let leave = (format!("{} {}", tr("act-stop"), cap(Act::Back)).into(), Message::Back);
        container(progress(tr("figures-reading"), share, Some(leave))).padding(space::WIDE).height(Fill).into()
    }

    fn charts<'a>(&'a self, figures: &Figures, ctx: &Context) -> Element<'a, Message> {
        let room = Room::of(ctx);
        let mut place = 0;
        let mut page = Column::new().width(Fill).push(iced::widget::space::vertical().height(TOP));
        for blocks in blocks(figures, room) {
            let height = blocks.iter().map(Block::height).fold(0.0, f32::max);
            let mut beside = row![].spacing(space::MEDIUM).height(height);
            for block in blocks {
                let drawn = self.block(block, &mut place, room.width);
                beside = beside.push(container(drawn).width(FillPortion(1)));
            }
            page = page.push(container(beside).padding(iced::Padding::from([0.0, space::SMALL]).bottom(GAP)));
        }
        scrolled_by_id(PAGE, page)
    }

    fn block<'a>(&self, block: Block, place: &mut usize, room: f32) -> Element<'a, Message> {
        let remark = text::hint(block.remark);
        let head = row![crate::gui::widget::one_line(text::head(block.title)), remark].spacing(space::SMALL);
        let head = container(head.align_y(Center)).padding([0.0, space::MEDIUM]).center_y(size::PANEL_HEAD);
        let mut drawn = |bar: super::charts::Bar| {
            let (mut focused, mut on_press) = (false, None);
            if bar.sought.is_some() {
                (focused, on_press) = (self.cursor == Some(*place), Some(Message::Pick(*place)));
                *place += 1;
            }
            let numbers = bar.numbers.into_iter().map(Words::from).collect();
            chart::Bar { label: bar.label.into(), value: bar.value, solid: bar.solid, numbers, focused, on_press }
        };
        let content: Element<'a, Message> = match block.content {
            Content::Upright(lines, bars) => {
                let bars = bars.into_iter().map(&mut drawn).collect();
                container(chart::upright(lines, bars, room)).padding([space::SMALL / 2.0, space::MEDIUM]).into()
            }
            Content::Lying(bars) if bars.is_empty() => {
                container(text::quiet(tr("figures-nothing"))).padding([space::SMALL, space::MEDIUM]).into()
            }
            Content::Lying(bars) => {
                let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
                column(bars.into_iter().map(|bar| chart::lying(drawn(bar), most))).into()
            }
            Content::Facts(facts) => column(facts.into_iter().map(|(what, much)| {
                let what = container(text::small(what)).width(FillPortion(4));
                let much = container(text::small_strong(much).right()).align_right(FillPortion(5));
                let pieces = row![what, much].spacing(space::SMALL).align_y(Center).height(FACT);
                container(pieces).padding([0.0, space::MEDIUM]).into()
            }))
            .into(),
        };
        container(column![head, rule::horizontal(1), content]).width(Fill).height(Fill).style(ground::panel).into()
    }

    /// The same as rows of a table.
    fn table<'a>(&'a self, figures: &Figures) -> Element<'a, Message> {
        let (all, sought) = (rows(figures), of_rows(figures));
        let mut lines = Column::new().width(Fill);
        let (mut place, mut before) = (0, None);
        for (at, row) in all.into_iter().enumerate() {
            if before != Some(row.topic) {
                lines = lines.push(topic(&row));
                before = Some(row.topic);
            }
            let (mut focused, mut on_press) = (false, None);
            if sought.get(at).is_some_and(Option::is_some) {
                (focused, on_press) = (self.cursor == Some(place), Some(Message::Pick(place)));
                place += 1;
            }
            let cells = cells(&row);
            lines = lines.push(chart::line(row.label, cells.into_iter().map(Words::from), focused, on_press));
        }
        scrolled_by_id(PAGE, lines)
    }

    /// What the arrow keys go to, in the order of the page, each with how far down it stands.
    pub(super) fn places(&self, ctx: &Context) -> Vec<(Sought, f32)> {
        let Some(figures) = self.figures() else { return Vec::new() };
        let (mut places, mut top) = (Vec::new(), if self.table { 0.0 } else { TOP });
        if self.table {
            let mut before = None;
            for (row, sought) in rows(figures).iter().zip(of_rows(figures)) {
                if before != Some(row.topic) {
                    (before, top) = (Some(row.topic), top + TOPIC);
                }
                places.extend(sought.map(|sought| (sought, top)));
                top += LYING;
            }
            return places;
        }
        for blocks in blocks(figures, Room::of(ctx)) {
            for block in &blocks {
                let bars = block.sought().into_iter();
                places.extend(bars.filter_map(|(sought, below)| Some((sought?.clone(), top + below))));
            }
            top += blocks.iter().map(Block::height).fold(0.0, f32::max) + GAP;
        }
        places
    }
}

/// What is seen at a glance.
fn sums<'a>(figures: &Figures) -> Vec<(Words<'a>, Words<'a>, Words<'a>)> {
    let total = figures.total;
    let rate = total.no_show_rate().filter(|_| total.no_shows > 0).map(percent).unwrap_or_default();
    let half = figures.gate.decided.median.map_or_else(|| tr("figures-none"), spell);
    let oldest = figures.approvals.oldest.map(spell).unwrap_or_default();
    let sums = [
        (count(total.visits()), "figures-visits", String::new()),
        (count(total.expected), "figures-expected", String::new()),
        (count(total.came), "figures-came", String::new()),
        (count(total.no_shows), "figures-no-shows", rate),
        (half, "figures-at-gate", String::new()),
        (count(figures.approvals.waiting), "figures-waiting", oldest),
    ];
    sums.into_iter().map(|(figure, words, remark)| (figure.into(), tr(words).into(), remark.into())).collect()
}

/// The name of a topic and what its columns are, as wide as its cells.
fn topic<'a>(row: &Row) -> Element<'a, Message> {
    let names = match row.tally {
        Some(_) => ["count", "expected", "came", "no-shows", "cancelled", "otherwise"],
        None => ["count", "share", "median", "most", "", ""],
    };
    let names = names.map(|name| {
        let name = if name.is_empty() { String::new() } else { tr(&format!("figures-{name}")) };
        container(text::hint(name).right()).align_right(FillPortion(2)).into()
    });
    let title = container(crate::gui::widget::one_line(text::head(row.topic.words()))).width(FillPortion(5));
    let pieces = row![title].extend(names).spacing(space::SMALL).align_y(Center);
    let head = container(pieces).padding([0.0, space::LARGE]).center_y(size::PANEL_HEAD);
    column![head, rule::horizontal(1)].into()
}

fn cells(row: &Row) -> Vec<String> {
    let part = row.share.map(percent).unwrap_or_default();
    let rest: [String; 4] = match (&row.tally, row.topic) {
        (Some(tally), _) => {
            let missed = count(tally.no_shows);
            let rate = tally.no_show_rate().filter(|_| tally.no_shows > 0).map(percent);
            let missed = rate.map_or_else(|| missed.clone(), |rate| format!("{missed} · {rate}"));
            let otherwise = tally.turned_away + tally.not_approved + tally.to_come;
            return [row.count, tally.expected, tally.came]
                .map(count)
                .into_iter()
                .chain([missed, count(tally.cancelled), count(otherwise)])
                .collect();
        }
        (None, Topic::Weekday | Topic::Hour) => Default::default(),
        (None, _) => {
            let [half, most] = row.times.map(|time| time.map(spell).unwrap_or_default());
            [half, most, String::new(), String::new()]
        }
    };
    [count(row.count), part].into_iter().chain(rest).collect()
}
