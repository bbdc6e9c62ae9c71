//! How it looks: the months on the left, the overrides of the chosen one beside them.

use chrono::NaiveDate;
use iced::widget::{column, container, row, rule};
use iced::{Center, Fill};

use super::{Deed, LINES, Message, State};
use crate::desk::overrides::{Line, Month, State as Stands};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::Face;
use crate::gui::format::time;
use crate::gui::keys::{Act, cap};
use crate::gui::note::happened;
use crate::gui::style::Tone;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::{initials, options};
use crate::gui::widget::{Row, Weight, act, actions, empty_state, failure, list, panel, panel_head, pill, text};
use crate::i18n::{has, tr, tr_with};

impl State {
    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let rows = self.months().iter().enumerate().map(|(place, month)| Row {
            title: month_name(&month.name).into(),
            subtitle: tr_with("overrides-count", &[("count", month.lines.len().into())]).into(),
            pill: Some((tr(&format!("overrides-{}", month.state.code())).into(), tone(month.state))),
            focused: place == self.cursor,
            selected: place == self.cursor,
            on_press: Some(Message::Pick(place)),
            ..Row::default()
        });
        let months = panel([panel_head(tr("overrides-months"), ""), list(rows)]);
        let lines = panel([self.head(), self.lines(ctx), self.acts(ctx)]);
        row![container(months).width(size::LEFT), container(lines).width(Fill)].spacing(space::LARGE).into()
    }

    fn head(&self) -> Element<'_, Message> {
        let name = self.month().map(|month| month_name(&month.name)).unwrap_or_default();
        let count = self.month().map(|month| month.lines.len().to_string()).unwrap_or_default();
        panel_head(format!("{} {name}", tr("overrides-title")), count)
    }

    fn lines<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        match (&self.months, self.month()) {
            (None, _) => empty_state(tr("reading-list")),
            (Some(Err(error)), _) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::WIDE).height(Fill).into()
            }
            (Some(Ok(_)), None) => empty_state(tr("overrides-empty")),
            (Some(Ok(_)), Some(month)) => options(LINES, month.lines.iter().map(|line| line_row(line, ctx))),
        }
    }

    fn acts(&self, ctx: &Context) -> Element<'_, Message> {
        let review = self.can_review(ctx).then_some(Message::Review);
        let review = act(tr("act-review"), cap(Act::Review), Weight::Go, review);
        let review = ctx.status.may(Deed::ReviewOverrides).then_some(review);
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back);
        actions(review.into_iter().chain([back]))
    }
}

/// An override, with every word of what spoke against it and why: a register is read whole.
fn line_row<'a>(line: &'a Line, ctx: &'a Context) -> Element<'a, Message> {
    let lead = container(text::hint(time(&ctx.now, line.at))).width(size::LEAD);
    let title = match line.name.as_str() {
        _ if line.cause.is_none() => tr("log-erased"),
        "" => tr("person-unknown"),
        name if ctx.names_shown => name.to_owned(),
        name => initials(name),
    };
    let head = row![text::strong(title)].spacing(space::SMALL).align_y(Center);
    let reviewed = |(by, _): &(String, _)| tr_with("overrides-reviewed-by", &[("by", by.as_str().into())]);
    let head = head.push(line.reviewed.as_ref().map(|by| pill(reviewed(by), Tone::Go)));
    let words =
        ctx.names_shown.then(|| column![text::small(against(line)), text::hint(why(line))].spacing(space::TINY));
    let words = column![head].push(words).spacing(space::TINY).width(Fill);
    let pieces = row![lead, words, text::hint(format!("#{}", line.seq))].spacing(space::SMALL);
    column![container(pieces).padding([space::MEDIUM, space::LARGE]), rule::horizontal(1)].into()
}

/// The rules that spoke against it.
fn against(line: &Line) -> String {
    let said = |rule: &String| {
        let id = format!("reason-{rule}");
        if has(&id) { tr(&id) } else { rule.clone() }
    };
    line.rules.iter().map(said).collect::<Vec<_>>().join(" · ")
}

/// Who signed first: it is what the register is for.
fn why(line: &Line) -> String {
    let signed = [("by", line.by.as_str().into()), ("second", line.second.as_str().into())];
    let cause = line.cause.map(|cause| tr(&format!("cause-{}", cause.code()))).unwrap_or_default();
    let why = [tr_with("overrides-signed", &signed), cause, line.text.clone()];
    why.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn tone(state: Stands) -> Tone {
    match state {
        Stands::Running => Tone::Neutral,
        Stands::Open => Tone::Hold,
        Stands::Due => Tone::Stop,
        Stands::Reviewed => Tone::Go,
    }
}

/// A month as people write it.
pub fn month_name(month: &str) -> String {
    let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d");
    first.map_or_else(|_| month.to_owned(), |first| first.format("%B %Y").to_string())
}

/// What is said over the question.
pub fn reviewing<'a, Outer: 'a>(month: &Month) -> Face<'a, Outer> {
    let open = month.lines.iter().filter(|line| line.reviewed.is_none()).count();
    let words = column![
        text::body(tr_with("overrides-review-text", &[("count", open.into())])),
        text::quiet(tr("overrides-review-hint"))
    ];
    Face {
        title: tr_with("overrides-review-title", &[("month", month_name(&month.name).into())]),
        content: words.spacing(space::SMALL).into(),
        verb: tr("act-review"),
        weight: Weight::Go,
    }
}
