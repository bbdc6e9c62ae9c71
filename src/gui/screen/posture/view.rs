//! How it looks: the levels on the left, whom the chosen one would touch beside them.

use iced::widget::{Column, column, container, row};
use iced::{Center, Fill};

use super::{Doing, Message, State, TOUCHED, level_word};
use crate::desk::what_if::{Advice, Touched, Whereabouts, differs, same_words};
use crate::domain::{Posture, Verdict};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::Face;
use crate::gui::format::time;
use crate::gui::keys::{Act, cap};
use crate::gui::note::happened;
use crate::gui::style::Tone;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Icon, Row, Weight, act, actions, empty_state, failure, level_row, panel, panel_head, shape, text,
};
use crate::i18n::{Value, has, tr, tr_with};

impl State {
    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let levels = panel([panel_head(tr("posture-title"), ""), self.view_levels(ctx)]);
        let touched = panel([self.head(ctx), self.view_touched(ctx), self.view_acts(ctx)]);
        row![container(levels).width(size::LEFT), container(touched).width(Fill)].spacing(space::LARGE).into()
    }

    fn view_levels(&self, ctx: &Context) -> Element<'_, Message> {
        let threat = &ctx.status.threat;
        let rows = Posture::ALL.into_iter().rev().map(|posture| {
            let here = posture == threat.posture;
            let since = threat.since.filter(|_| here).map(|since| time(&ctx.now, since));
            let remark = match since {
                Some(since) => tr_with("posture-since", &[("time", since.into())]),
                None if here => tr("posture-in-force"),
                None => String::new(),
            };
            level_row(posture, level_word(posture), remark, posture == self.cursor, Message::Pick(posture))
        });
        let hint = container(text::hint(tr("posture-hint"))).padding(space::LARGE);
        column![Column::with_children(rows), hint].into()
    }

    fn head(&self, ctx: &Context) -> Element<'_, Message> {
        let level = [("level", Value::from(level_word(self.cursor)))];
        let title = match self.set {
            Some(_) => tr_with("posture-do-now", &level),
            None if self.cursor == ctx.status.threat.posture => tr_with("posture-stands", &level),
            None => tr_with("posture-what-if", &level),
        };
        let count = match &self.looked {
            Some(Ok(seen)) if !seen.touched.is_empty() => seen.touched.len().to_string(),
            _ => String::new(),
        };
        panel_head(title, count)
    }

    fn view_touched<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let here = self.cursor == ctx.status.threat.posture && self.set.is_none();
        match &self.looked {
            _ if !self.may.set() => empty_state(tr("posture-not-yours")),
            None => empty_state(tr("posture-looking")),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::WIDE).height(Fill).into()
            }
            Some(Ok(_)) if here => empty_state(tr("posture-choose")),
            Some(Ok(seen)) if seen.touched.is_empty() => {
                empty_state(format!("{} {}", same_words(true, seen.same), tr("what-if-lists")))
            }
            Some(Ok(seen)) => {
                let rest = Row {
                    title: same_words(false, seen.same).into(),
                    subtitle: tr("what-if-lists").into(),
                    ..Row::default()
                };
                let touched = seen.touched.iter().map(|one| touched_row(one, ctx));
                list_by_id(TOUCHED, std::iter::once(rest).chain(touched))
            }
        }
    }

    fn view_acts(&self, ctx: &Context) -> Element<'_, Message> {
        let level = [("level", Value::from(level_word(self.cursor)))];
        let raises = self.cursor > ctx.status.threat.posture;
        let verb = tr_with(if raises { "act-raise" } else { "act-lower" }, &level);
        let set = self.can_set(ctx).then(|| act(verb, cap(Act::Open), Weight::Go, Message::Set));
        let end = self.can_end(ctx);
        let end = end.then(|| act(tr("act-end-lockdown"), cap(Act::EndLockdown), Weight::Plain, Message::End));
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back);
        actions(set.into_iter().chain(end).chain([back]))
    }
}

/// Somebody whom it touches: from which verdict to which and why, what is to be done beside that, and about them.
fn touched_row<'a>(one: &'a Touched, ctx: &'a Context) -> Row<'a, Message> {
    let after = one.change.after.verdict;
    let word = |verdict: Verdict| tr(&format!("verdict-{}", verdict.code()));
    let text =
        |rule: &str| Some(format!("reason-{rule}")).filter(|id| has(id)).map_or_else(|| rule.into(), |id| tr(&id));
    let why = one.change.reasons().next().map(text);
    let row = Row {
        lead: time(&ctx.now, one.appointment.from).into(),
        mark: Some((shape(after), word(after).into(), after.into())),
        title: one.person.name.as_str().into(),
        subtitle: [Some(differs(&one.change)), why].into_iter().flatten().collect::<Vec<_>>().join(" · ").into(),
        pill: (one.whereabouts == Whereabouts::Inside).then(|| (tr("pill-inside").into(), Tone::Neutral)),
        beneath: beneath(one).into(),
        ..Row::default()
    };
    if ctx.names_shown { row } else { row.closed() }
}

/// What to do about them, and what is asked beside the verdict.
fn beneath(one: &Touched) -> String {
    let advice = one.advice();
    let todo = (advice != Advice::Nothing).then(|| tr(&format!("touched-{}", advice.code())));
    let words = |code: &str| tr(&format!("obligation-short-{code}"));
    let added: Vec<String> = one.change.added().map(|obligation| words(obligation.code())).collect();
    let spared: Vec<String> = one.change.spared().map(|obligation| words(obligation.code())).collect();
    let list = |id: &str, all: Vec<String>| (!all.is_empty()).then(|| tr_with(id, &[("what", all.join(", ").into())]));
    let parts = [todo, list("touched-added", added), list("touched-spared", spared)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What is said over the question why a level is set.
pub fn setting<'a, Outer: 'a>(posture: Posture, state: &State) -> Face<'a, Outer> {
    let raises = matches!(&state.doing, Some(Doing::Setting(_, form)) if !form.wants_second());
    let level = [("level", Value::from(level_word(posture)))];
    let touched = match &state.looked {
        Some(Ok(seen)) => seen.touched.len(),
        _ => 0,
    };
    let count = [("count", Value::from(touched))];
    Face {
        title: tr_with(if raises { "posture-raise-title" } else { "posture-lower-title" }, &level),
        content: text::body(tr_with("posture-touches", &count)).into(),
        verb: tr_with(if raises { "act-raise" } else { "act-lower" }, &level),
        weight: Weight::Go,
    }
}

/// What is said over the question why the lockdown is ended.
pub fn ending<'a, Outer: 'a>() -> Face<'a, Outer> {
    let words =
        row![crate::gui::widget::icon(Icon::OctagonCross, 24.0, Tone::Stop), text::body(tr("lockdown-end-text"))];
    Face {
        title: tr("lockdown-end-title"),
        content: words.spacing(space::MEDIUM).align_y(Center).into(),
        verb: tr("act-end-lockdown"),
        weight: Weight::Stop,
    }
}
