//! The calendar of a week: seven days beside one another, the first visits of each by name, the others by number.

use chrono::{Datelike, Weekday};
use iced::widget::{Column, button, column, container, row, rule};
use iced::{Center, Fill, FillPortion, Padding};

use super::view::{closely, stand, tone};
use super::{Field, Line, Message, State};
use crate::desk::clock::wall;
use crate::desk::visits::diary::Day;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::count;
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Tone, button as look};
use crate::gui::widget::list::initials;
use crate::gui::widget::{empty_state, link, one_line, panel, plain, scrolled, text};
use crate::i18n::{Value, tr, tr_with};

impl State {
    /// The calendar, with a visit closely beside it where one is open.
    pub(super) fn calendar<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let before = plain(format!("{} {}", tr("agenda-week-before"), cap(Act::DayBefore)), Message::Days(-1));
        let after = plain(format!("{} {}", tr("agenda-week-after"), cap(Act::DayAfter)), Message::Days(1));
        let total = self.week.iter().map(|day| u64::try_from(day.count).unwrap_or(0)).sum();
        let title = row![text::head(self.named()), text::small_strong(count(total))].spacing(space::SMALL);
        let head = row![container(title).width(Fill), before, after].spacing(space::MEDIUM).align_y(Center);
        let days = if self.week.is_empty() {
            empty_state(tr("agenda-reading"))
        } else {
            let days = self.week.iter().enumerate().map(|(at, day)| self.day_of(at, day, ctx));
            row(days).height(Fill).into()
        };
        let calendar = panel([
            self.views(ctx),
            container(head).padding(Padding::from([0.0, space::LARGE]).bottom(space::SMALL)).into(),
            rule::horizontal(1).into(),
            days,
        ]);
        match &self.opened {
            Some(opened) => {
                let beside = container(closely(opened, ctx)).width(size::RIGHT);
                row![container(calendar).width(Fill), beside].spacing(space::LARGE).into()
            }
            None => calendar,
        }
    }

    fn named(&self) -> String {
        let day = |day: &Day| day.date.format("%-d %b %Y").to_string();
        let told = (self.week.first().map(day), self.week.last().map(day));
        let (Some(first), Some(last)) = told else { return tr("agenda-week") };
        let week = tr_with("agenda-week-of", &[("first", first.into()), ("last", last.into())]);
        // What was looked for in the list narrows the week too, and is said.
        let sought = [Field::Name, Field::Host].map(|field| self.filter.get(field).trim().to_owned());
        let kind = self.filter.category().map(|one| tr(&format!("category-{}", one.code())));
        let mine = self.filter.mine.then(|| tr("agenda-mine"));
        let sought = sought.into_iter().filter(|text| !text.is_empty()).chain(kind).chain(mine);
        std::iter::once(week).chain(sought).collect::<Vec<_>>().join(" · ")
    }

    fn day_of<'a>(&'a self, at: usize, day: &'a Day, ctx: &'a Context) -> Element<'a, Message> {
        let today = day.date == ctx.now.today();
        let name = day.date.format("%a %-d").to_string();
        let name = if today { format!("{name} · {}", tr("agenda-today")) } else { name };
        let closed = ctx.status.holidays.on(day.date).map(|name| one_line(text::remark(Tone::Hold, name.to_owned())));
        let total = count(u64::try_from(day.count).unwrap_or(0));
        let head = column![
            one_line(if at == self.day { text::strong(name) } else { text::quiet(name) }),
            closed.unwrap_or_else(|| text::hint(total).into())
        ];
        let mut pieces = Column::new().push(container(head).padding(space::SMALL).height(56)).push(rule::horizontal(1));
        for (place, line) in day.lines.iter().enumerate() {
            let focused = at == self.day && self.cursor == Some(place);
            pieces = pieces.push(visit(
                line,
                ctx,
                focused,
                self.marked.contains_key(&line.visit),
                Message::PickDay(at, place),
            ));
        }
        let more = day.count.saturating_sub(day.lines.len());
        if more > 0 {
            let words = tr_with("agenda-more", &[("count", Value::from(count(u64::try_from(more).unwrap_or(0))))]);
            pieces = pieces.push(link(words, Message::ListDay(day.date)));
        }
        let pieces = container(scrolled(pieces.width(Fill))).width(FillPortion(1)).height(Fill);
        let line = (day.date.weekday() != Weekday::Mon).then(|| rule::vertical(1));
        row![].push(line).push(pieces).width(FillPortion(1)).into()
    }
}

/// A visit in the column of its day, two lines high.
fn visit<'a>(line: &'a Line, ctx: &'a Context, focused: bool, marked: bool, on_press: Message) -> Element<'a, Message> {
    let begin = wall(ctx.now, line.appointment.from).format("%H:%M").to_string();
    let name = if ctx.names_shown { line.guest.name.clone() } else { initials(&line.guest.name) };
    let state = if marked { tr("agenda-is-marked") } else { stand(line.stand) };
    let state = text::remark(tone(line.stand), format!("{begin} {state}"));
    let words = column![one_line(text::small_strong(name)), one_line(state)];
    let pressed = button(container(words).center_y(Fill)).padding([0.0, space::SMALL]).width(Fill).height(size::TARGET);
    pressed.style(look::row(marked, focused)).on_press(on_press).into()
}
