//! Header and footer.

use iced::alignment::Horizontal;
use iced::widget::text::IntoFragment;
use iced::widget::{Button, Row, button, column, container, row, rule, space as gap};
use iced::{Center, Fill, Shrink};

use super::clip::at_most;
use super::icon::Ink;
use super::{Icon, Words, icon, key_cap, one_line, text};
use crate::domain::Posture;
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Tone, button as look, container as ground};

/// The height of tabs, within the header.
const TAB: f32 = 44.0;
/// The room at both sides of a tab's word.
const ROOM: f32 = 10.0;

/// A word beside the gate's name: "demo", "no watch-list".
#[derive(Debug, Clone)]
pub struct Badge<'a> {
    /// The word.
    pub words: Words<'a>,
    /// What it says.
    pub tone: Tone,
    /// A shape before it.
    pub icon: Option<Icon>,
}

/// A tab of the header.
#[derive(Debug, Clone)]
pub struct Tab<'a, Message> {
    /// What it shows.
    pub label: Words<'a>,
    /// How many wait there for somebody; empty for none.
    pub count: Words<'a>,
    /// Whether it is the one shown.
    pub selected: bool,
    /// What pressing it says.
    pub on_press: Message,
}

/// What the header shows.
pub struct Header<'a, Message> {
    /// The threat level, as a stripe over everything.
    pub level: Posture,
    /// The band of a lockdown, in the place of the stripe.
    pub lockdown: Option<Element<'a, Message>>,
    /// The level as shape and word, first of everything: whatever is short of room, this is not.
    pub posture: Option<Element<'a, Message>>,
    /// The gate's name.
    pub gate: Words<'a>,
    /// Words beside it.
    pub badges: Vec<Badge<'a>>,
    /// The screens to choose from.
    pub tabs: Vec<Tab<'a, Message>>,
    /// Who is signed in; empty for nobody.
    pub operator: Words<'a>,
    /// Their role, and how to lock.
    pub role: Words<'a>,
    /// What pressing the operator's name says: lock.
    pub on_operator: Option<Message>,
    /// The time at the gate.
    pub clock: Words<'a>,
}

/// The header: a stripe of 6, then 56, in which the level stands first. In a lockdown a band stands in the place of the stripe, and all of it has its
/// colour.
pub fn header<'a, Message: Clone + 'a>(header: Header<'a, Message>) -> Element<'a, Message> {
    let locked_down = header.lockdown.is_some();
    let stripe = || container(gap::horizontal()).width(Fill).height(size::STRIPE).style(ground::level(header.level));
    let stripe = header.lockdown.unwrap_or_else(|| stripe().into());
    let name = at_most(text::prominent(header.gate));
    let badges = header.badges.into_iter().map(badge);
    let place = row![name].extend(badges).spacing(space::MEDIUM).align_y(Center);
    let place = container(place).width(Fill).clip(true);
    let tabs = Row::with_children(header.tabs.into_iter().map(tab)).spacing(space::TINY);
    // Under one another: the name may be long, and the tabs need the room.
    let operator = column![text::small_strong(header.operator), text::hint(header.role)].align_x(Horizontal::Right);
    let operator = button(container(operator).center_y(Fill)).height(TAB).padding([0.0, space::SMALL]);
    let operator = operator.style(look::row(false, false)).on_press_maybe(header.on_operator);
    let clock = text::prominent(header.clock);
    let pieces = row![].push(header.posture).push(place).push(tabs).push(operator).push(clock);
    let pieces = pieces.spacing(space::LARGE).align_y(Center);
    let bar = container(pieces).padding([0.0, space::WIDE]).center_y(size::HEADER - 1.0).width(Fill);
    let bar = bar.style(if locked_down { ground::bar_locked_down } else { ground::bar });
    column![stripe, bar, rule::horizontal(1)].into()
}

fn badge<'a, Message: 'a>(badge: Badge<'a>) -> Element<'a, Message> {
    let word = text::cap(badge.words);
    let mut pieces = row![].spacing(6.0).align_y(Center);
    if let Some(shape) = badge.icon {
        pieces = pieces.push(icon(shape, 13.0, Ink::Tone(badge.tone)));
    }
    let pieces = container(pieces.push(word)).padding([6.0, space::MEDIUM]);
    pieces.style(ground::pill(badge.tone)).into()
}

fn tab<'a, Message: Clone + 'a>(tab: Tab<'a, Message>) -> Element<'a, Message> {
    let label = if tab.selected { text::inherit_strong(tab.label) } else { text::inherit(tab.label) };
    let label = row![label].push(counted(tab.count)).spacing(6.0).align_y(Center);
    let pressed: Button<'a, Message, _> = button(container(label).center_y(Fill)).height(TAB).padding([0.0, ROOM]);
    pressed.style(look::tab(tab.selected)).on_press(tab.on_press).into()
}

fn counted<'a, Message: 'a>(count: Words<'a>) -> Option<Element<'a, Message>> {
    (!count.is_empty()).then(|| super::pill(count, Tone::Hold))
}

/// Tabs in the place of a panel's head, for screens that belong together.
pub fn tabs<'a, Message: Clone + 'a>(tabs: impl IntoIterator<Item = Tab<'a, Message>>) -> Element<'a, Message> {
    let tabs = tabs.into_iter().map(|tab| {
        let words = text::Styled::from_tab(tab.label, tab.selected);
        let label = row![Element::from(words)].push(counted(tab.count)).spacing(6.0).align_y(Center);
        let pressed = button(container(label).center_y(Fill)).height(TAB).padding([0.0, 9.0]);
        pressed.style(look::tab(tab.selected)).on_press(tab.on_press).into()
    });
    let tabs = container(Row::with_children(tabs)).padding([0.0, space::SMALL]).center_y(size::PANEL_HEAD);
    column![tabs.width(Fill), rule::horizontal(1)].into()
}

/// Something the footer reports.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// A dot of this tone before it.
    pub dot: Option<Tone>,
    /// What is reported on.
    pub label: Words<'a>,
    /// How it stands.
    pub value: Words<'a>,
    /// A remark after it; may be empty.
    pub remark: Words<'a>,
}

/// What the footer shows.
#[derive(Debug, Clone)]
pub struct Footer<'a, Message> {
    /// Reports, from left to right; the last are cut where the window is narrow.
    pub items: Vec<Item<'a>>,
    /// Keys that hold here, in words; empty where nothing has to be said of them.
    pub keys: Words<'a>,
    /// What is pressed at its right: the verb, its key, and what pressing it says.
    pub acts: Vec<(Words<'a>, Words<'a>, Message)>,
}

/// The footer, 44: as high as what is pressed in it.
pub fn footer<'a, Message: Clone + 'a>(footer: Footer<'a, Message>) -> Element<'a, Message> {
    let items = footer.items.into_iter().map(item);
    let items = Row::with_children(items).push((!footer.keys.is_empty()).then(|| text::hint(footer.keys)));
    let items = container(items.spacing(28.0).align_y(Center)).width(Fill).clip(true);
    let acts = footer.acts.into_iter().map(|(verb, cap, message)| {
        let words = row![text::inherit(verb), key_cap(cap)].spacing(space::SMALL).align_y(Center);
        let pressed = button(container(words).center_y(Fill)).height(size::TARGET).padding([0.0, space::SMALL]);
        pressed.style(look::tab(false)).on_press(message).into()
    });
    // Always as wide: what has just happened is told beside it.
    let acts = container(Row::with_children(acts).spacing(space::SMALL)).align_right(size::FOOTER_ACTS);
    let pieces = row![items, acts].spacing(space::LARGE).align_y(Center);
    let bar = container(pieces).padding([0.0, space::WIDE]).center_y(size::FOOTER - 1.0).width(Fill);
    column![rule::horizontal(1), bar.style(ground::bar)].into()
}

fn item<'a, Message: 'a>(item: Item<'a>) -> Element<'a, Message> {
    let mut pieces = row![].spacing(space::TINY).align_y(Center).width(Shrink);
    if let Some(tone) = item.dot {
        pieces = pieces.push(container(dot(tone)).padding(iced::Padding::ZERO.right(2.0)));
    }
    for words in [(item.label, false), (item.value, true), (item.remark, false)] {
        pieces = match words {
            (words, _) if words.is_empty() => pieces,
            (words, true) => pieces.push(text::small_strong(words)),
            (words, false) => pieces.push(text::hint(words)),
        };
    }
    pieces.into()
}

/// A dot of state, 8 wide. Never alone: its words stand beside it.
pub fn dot<'a, Message: 'a>(tone: Tone) -> Element<'a, Message> {
    container(gap::horizontal()).width(8.0).height(8.0).style(ground::dot(tone)).into()
}

/// An item without a dot.
pub fn report<'a>(label: impl IntoFragment<'a>, value: impl IntoFragment<'a>) -> Item<'a> {
    Item { dot: None, label: label.into_fragment(), value: value.into_fragment(), remark: Words::default() }
}

/// A line of header size that says where one is, for screens without tabs.
pub fn title<'a, Message: 'a>(words: impl IntoFragment<'a>) -> Element<'a, Message> {
    one_line(text::prominent(words))
}
