//! The header: the threat level first, then the gate, what is in doubt, as many tabs as there is room for, and who is
//! signed in.

use crate::domain::Posture;
use crate::gui::Element;
use crate::gui::keys::{Act, cap};
use crate::gui::screen::posture::level_word;
use crate::gui::style::Tone;
use crate::gui::style::measure::{has_right_column, space};
use crate::gui::watch;
use crate::gui::widget::{Badge, Header, Tab as HeaderTab, Words, header};
use crate::i18n::{Value, tr, tr_with};

use super::Message;
use super::rights::Tab;
use super::session::Session;
use super::view::tab_name;

/// About how wide a letter of the header's words is, and of its small ones.
const LETTER: f32 = 8.6;
const SMALL_LETTER: f32 = 7.4;
/// What stands round a tab's word, and round a badge's with its shape.
const AROUND_TAB: f32 = 24.0;
const AROUND_BADGE: f32 = 46.0;
/// A letter of the level's word where it is raised.
const LARGE_LETTER: f32 = 15.0;
/// What stands round the level's word: its shape, and the margins.
const AROUND_LEVEL: f32 = 74.0;
/// The clock, and the spaces between everything.
const FIXED: f32 = 56.0 + 2.0 * space::WIDE + 5.0 * space::LARGE;
/// So much of a gate's name is always seen.
const OF_GATE: f32 = 10.0;

/// What belongs to security stands under one tab, and has tabs of its own below it.
fn of_security(tab: Tab) -> bool {
    matches!(tab, Tab::Findings | Tab::Lists | Tab::OwnList | Tab::Alarms)
}

/// How long a tab is kept where the room is short; those without a number are gone to by the list of places.
fn rank(tab: Tab, calling: bool) -> Option<u8> {
    match tab {
        Tab::Gate => Some(0),
        // A roll call that goes on is one press away.
        Tab::Muster if calling => Some(1),
        Tab::Findings | Tab::Lists => Some(2),
        Tab::Inside => Some(3),
        Tab::Waiting => Some(4),
        Tab::Log => Some(5),
        Tab::Agenda => Some(6),
        Tab::Visits => Some(7),
        Tab::Import => Some(8),
        Tab::Operators => Some(9),
        _ => None,
    }
}

/// About how wide a tab of these words is.
fn tab_width(words: &str) -> f32 {
    letters(words) * LETTER + AROUND_TAB
}

/// About how wide the level stands in the header.
fn level_width(level: Posture) -> f32 {
    let letter = if level == Posture::Normal { SMALL_LETTER } else { LARGE_LETTER };
    letters(&level_word(level)) * letter + AROUND_LEVEL
}

fn letters(words: &str) -> f32 {
    f32::from(u16::try_from(words.chars().count()).unwrap_or(u16::MAX))
}

/// Those of these tabs that stand in the header, by their ranks, as long as there is room; in the order given.
fn fitting(tabs: &[(Tab, u8, f32)], room: f32) -> Vec<Tab> {
    let mut by_rank = tabs.to_vec();
    by_rank.sort_by_key(|(_, rank, _)| *rank);
    let mut left = room;
    let fit = by_rank.into_iter().take_while(|(_, _, width)| {
        left -= width;
        left >= 0.0
    });
    let fit: Vec<Tab> = fit.map(|(tab, ..)| tab).collect();
    tabs.iter().map(|(tab, ..)| *tab).filter(|tab| fit.contains(tab)).collect()
}

impl Session {
    pub(super) fn header(&self) -> Element<'_, Message> {
        let ctx = &self.ctx;
        let demo = ctx.demo.then(|| Badge { words: tr("badge-demo").into(), tone: Tone::Hold, icon: None });
        let badges: Vec<Badge<'_>> = demo.into_iter().chain(watch::badge(&ctx.status)).collect();
        let operator = ctx.status.operator.as_ref();
        let name = operator.map(|operator| operator.name.clone()).unwrap_or_default();
        let role = operator.and_then(|operator| operator.roles.first()).map(|role| role.code());
        let role = role.map(|code| tr(&format!("role-{code}")).to_lowercase()).unwrap_or_default();
        let id = if has_right_column(ctx.width) { "header-role" } else { "header-role-short" };
        let role = tr_with(id, &[("role", Value::from(role)), ("key", Value::from(cap(Act::Lock)))]);
        let taken = badges.iter().map(|badge| letters(&badge.words) * SMALL_LETTER + AROUND_BADGE).sum::<f32>()
            + letters(&name).max(letters(&role)) * SMALL_LETTER
            + letters(&ctx.status.gate).min(OF_GATE) * LETTER
            + level_width(ctx.status.threat.posture);
        header(Header {
            level: ctx.status.threat.posture,
            lockdown: self.lockdown_band(),
            posture: Some(self.level_badge()),
            gate: ctx.status.gate.as_str().into(),
            badges,
            tabs: self.tabs_within(ctx.width - FIXED - taken),
            operator: name.into(),
            role: role.into(),
            on_operator: Some(Message::Act(Act::Lock)),
            clock: ctx.now.local(ctx.now.at).format("%H:%M").to_string().into(),
        })
    }

    /// The tabs that have room, and the way to all others.
    fn tabs_within<'a>(&self, room: f32) -> Vec<HeaderTab<'a, Message>> {
        let calling = self.ctx.status.muster.is_some();
        let waiting = self.ctx.findings.filter(|count| *count > 0).map(|count| count.to_string()).unwrap_or_default();
        let first = self.rights.tabs().find(|tab| of_security(*tab));
        let tabs = self.rights.tabs().filter(|tab| !of_security(*tab) || Some(*tab) == first);
        let name = |tab: Tab| if of_security(tab) { tr("tab-security") } else { tab_name(tab) };
        let ranked = tabs.filter_map(|tab| {
            let count = if of_security(tab) && !waiting.is_empty() { AROUND_TAB } else { 0.0 };
            Some((tab, rank(tab, calling)?, tab_width(&name(tab)) + count))
        });
        let more = tr("tab-more");
        let fit = fitting(&ranked.collect::<Vec<_>>(), room - tab_width(&more));
        let here = self.tab();
        let is_here = |tab: Tab| tab == here || of_security(tab) && of_security(here);
        let shown = fit.iter().map(|tab| HeaderTab {
            label: name(*tab).into(),
            count: if of_security(*tab) { waiting.clone().into() } else { Words::default() },
            selected: is_here(*tab),
            on_press: Message::Go(*tab),
        });
        // Where one is stands in the header too if it has no tab of its own.
        let elsewhere = !fit.iter().any(|tab| is_here(*tab));
        let more = HeaderTab {
            label: more.into(),
            count: Words::default(),
            selected: elsewhere,
            on_press: Message::Act(Act::GoAnywhere),
        };
        shown.chain([more]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_fold_by_what_they_matter_and_keep_their_order() {
        let tabs = [(Tab::Gate, 0, 60.0), (Tab::Waiting, 4, 80.0), (Tab::Log, 5, 50.0), (Tab::Findings, 3, 90.0)];
        assert_eq!(fitting(&tabs, 300.0), [Tab::Gate, Tab::Waiting, Tab::Log, Tab::Findings]);
        assert_eq!(fitting(&tabs, 240.0), [Tab::Gate, Tab::Waiting, Tab::Findings]);
        // The log is narrow enough for what is left, but it would take the place of what matters more.
        assert_eq!(fitting(&tabs, 210.0), [Tab::Gate, Tab::Findings]);
        assert_eq!(fitting(&tabs, 10.0), []);
    }
}
