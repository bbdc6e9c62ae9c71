//! What security works with: findings, watch-lists, the mission's own list, the silent alarm. Nobody else sees that there is any of it.

pub mod alarms;
pub mod findings;
pub mod listings;
pub mod lists;

use crate::desk::clock::wall;
use crate::desk::screening::lists::ListState;
use crate::domain::{Moment, Timestamp};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::time;
use crate::gui::style::Tone;
use crate::gui::widget::{Icon, bar, tabs};
use crate::i18n::tr;

/// One of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What security is asked about.
    Findings,
    /// The watch-lists.
    Lists,
    /// The mission's own list.
    OwnList,
    /// The silent alarm.
    Alarms,
}

/// The way from one of the screens to the others, at the head of their left column.
fn switch<'a, Message: Clone + 'a>(here: Part, ctx: &Context, go: impl Fn(Part) -> Message) -> Element<'a, Message> {
    let all = [
        (Part::Findings, "tab-findings", ctx.findings.filter(|count| *count > 0)),
        (Part::Lists, "tab-lists", None),
        (Part::OwnList, "tab-own-list", None),
        (Part::Alarms, "tab-alarms", None),
    ];
    tabs(all.into_iter().map(|(part, label, count)| bar::Tab {
        label: tr(label).into(),
        count: count.map(|count| count.to_string()).unwrap_or_default().into(),
        selected: part == here,
        on_press: go(part),
    }))
}

/// The shape, the word and the tone of how a list stands.
fn standing(state: ListState) -> (Icon, String, Tone) {
    let word = tr(&format!("list-state-{}", state.code()));
    match state {
        ListState::Ready => (Icon::CircleTick, word, Tone::Go),
        ListState::Reading => (Icon::Info, word, Tone::Neutral),
        ListState::Stale | ListState::Empty => (Icon::Triangle, word, Tone::Hold),
        ListState::Altered | ListState::Differs => (Icon::OctagonCross, word, Tone::Stop),
    }
}

/// A text that a person has to type, without spaces around it; `None` if there is none.
fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A moment that may be far off: with its year, unless it is today.
fn moment(now: &Moment, at: Timestamp) -> String {
    let local = wall(*now, at);
    if local.date_naive() == now.today() { time(now, at) } else { local.format("%a %-d %b %Y %H:%M").to_string() }
}

/// A country as it is read: a code in capitals, anything else as the list writes it.
fn country(text: &str) -> String {
    if text.chars().count() == 2 { text.to_uppercase() } else { text.to_owned() }
}
