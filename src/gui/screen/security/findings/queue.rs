//! The queue: who waits for an answer, worst and oldest first.

use super::*;
use crate::desk::screening::Outcome;
use crate::desk::screening::findings::Cause;
use crate::desk::screening::lists::ListState;
use crate::domain::moment::{HOUR, MINUTE};
use crate::gui::format::{duration, time};
use crate::gui::keys;
use crate::gui::note::happened;
use crate::gui::watch::list_name;
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{Icon, Row, Words, empty_state, failure, panel, panel_sum};
use crate::i18n::tr_with;

use super::super::{standing, switch};

/// The shape, the word and the tone of a cause.
pub(super) fn mark(cause: Cause) -> (Icon, String, Tone) {
    match cause {
        Cause::Match(Outcome::Stop) => (Icon::OctagonCross, tr("finding-word-stop"), Tone::Stop),
        Cause::Match(_) => (Icon::Triangle, tr("finding-word-review"), Tone::Hold),
        Cause::List => (Icon::Triangle, tr("finding-word-list"), Tone::Hold),
        Cause::Random => (Icon::Info, tr("finding-word-random"), Tone::Neutral),
        Cause::Approval => (Icon::Info, tr("finding-word-approval"), Tone::Neutral),
        Cause::Wait => (Icon::Info, tr("finding-word-wait"), Tone::Neutral),
    }
}

/// How long something waits: in words up to half a day, then since when.
pub(super) fn age(now: &Moment, since: crate::domain::Timestamp) -> String {
    let waited = now.at.since(since);
    if waited < MINUTE {
        tr("finding-new")
    } else if waited < 12 * HOUR {
        tr_with("finding-waits", &[("time", duration(waited).into())])
    } else {
        let since = now.local(since).format("%a %H:%M").to_string();
        tr_with("finding-since", &[("time", since.into())])
    }
}

/// Where they are: at the gate, inside, or still to come.
pub(super) fn place<'a>(
    now: &Moment,
    waits: bool,
    inside: bool,
    starts: crate::domain::Timestamp,
) -> (Words<'a>, Tone) {
    if waits {
        return (tr("finding-at-gate").into(), Tone::Hold);
    }
    if inside {
        return (tr("pill-inside").into(), Tone::Stop);
    }
    (tr_with("finding-expected", &[("time", time(now, starts).into())]).into(), Tone::Neutral)
}

impl State {
    pub(super) fn view_queue<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let content = match &self.queue {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::LARGE).height(iced::Fill).into()
            }
            Some(Ok(queue)) if queue.findings.is_empty() => empty_state(tr("findings-empty")),
            Some(Ok(queue)) => list_by_id(QUEUE, queue.findings.iter().map(|finding| self.row(finding, ctx))),
        };
        let head = switch(Part::Findings, ctx, Message::Go);
        let pieces = [head, self.choices()]
            .into_iter()
            .chain(doubted(ctx))
            .chain([container(content).height(iced::Fill).into()]);
        panel(pieces.chain(self.progress()))
    }

    /// How far the persons have been looked through, while they have not all been.
    fn progress<'a>(&self) -> Option<Element<'a, Message>> {
        let queue = self.queue.as_ref()?.as_ref().ok()?;
        let (persons, _) = queue.progress.filter(|(_, whole)| !whole)?;
        Some(panel_sum(tr("findings-looking"), count(persons)))
    }

    fn row<'a>(&'a self, finding: &'a Finding, ctx: &'a Context) -> Row<'a, Message> {
        let (icon, word, tone) = mark(finding.cause);
        let more = finding.open.checked_sub(1).filter(|more| *more > 0);
        let more = more.map(|more| tr_with("finding-more", &[("count", more.into())]));
        let unsure = finding.unsure.then(|| tr("finding-unsure"));
        let beneath: Vec<String> = [Some(age(&ctx.now, finding.since)), more, unsure].into_iter().flatten().collect();
        let list = match finding.cause {
            Cause::Match(_) if finding.employer => {
                tr_with("finding-employer-of", &[("list", list_name(&finding.listed.0).into())])
            }
            Cause::Match(_) => list_name(&finding.listed.0),
            Cause::List | Cause::Random | Cause::Approval | Cause::Wait => String::new(),
        };
        let row = Row {
            mark: Some((icon, word.into(), tone)),
            title: finding.name.as_str().into(),
            subtitle: list.into(),
            pill: Some(place(&ctx.now, finding.referral.is_some(), finding.inside, finding.starts)),
            beneath: beneath.join(" · ").into(),
            selected: self.shown().is_some_and(|(case, _)| case.person == finding.person),
            focused: self.cursor == Some(finding.id),
            on_press: Some(Message::Pick(finding.id)),
            ..Row::default()
        };
        if ctx.names_shown { row } else { row.closed() }
    }
}

/// Lists that keep everybody from being admitted, above whoever waits: a row each, which leads to it.
fn doubted<'a>(ctx: &'a Context) -> impl Iterator<Item = Element<'a, Message>> {
    let lists = ctx.status.lists.iter().filter(|list| list.is_doubtful());
    lists.flat_map(|list| {
        let days = [("days", list.age_days.unwrap_or_default().into())];
        let why = match list.state {
            ListState::Stale => tr_with("list-age", &days),
            _ => tr(&format!("list-state-{}-why", list.state.code())),
        };
        let (icon, word, tone) = standing(list.state);
        let row = Row {
            mark: Some((icon, word.into(), tone)),
            title: list_name(&list.name).into(),
            subtitle: why.into(),
            beneath: tr_with("findings-doubt", &[("key", keys::cap(Act::Watchlists).into())]).into(),
            on_press: Some(Message::Go(Part::Lists)),
            ..Row::default()
        };
        [row.into(), iced::widget::rule::horizontal(1).into()]
    })
}
