//! Things to press.

use iced::widget::text::IntoFragment;
use iced::widget::{Button, button, container, mouse_area, row};
use iced::{Center, Element as Piece, Fill, Shrink};

use super::{Words, text};
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Theme, button as look, container as ground};

/// How much an act weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// The one that leads on: solid, in green. At most one on a screen.
    Go,
    /// Any other.
    #[default]
    Plain,
    /// Not to be taken back: solid, in red. In dialogs alone.
    Stop,
}

/// An act: its verb, the key that does it, how much it weighs, and its message, if it can be done now.
#[derive(Debug, Clone)]
pub struct Act<'a, Message> {
    /// The verb, translated.
    pub label: Words<'a>,
    /// The name of its key, such as `F2`; empty for none.
    pub cap: Words<'a>,
    /// How much it weighs.
    pub weight: Weight,
    /// What pressing it says; `None` while it cannot be done.
    pub on_press: Option<Message>,
    /// What the other button of the pointer says of it, as it goes down and as it comes up again.
    pub on_other: Option<[Message; 2]>,
}

/// An act of the middle: the verb, its key (may be empty), and its message, or `None` while it cannot be done.
///
/// Drawn 56 high and as wide as it is given.
pub fn act<'a, Message>(
    label: impl IntoFragment<'a>,
    cap: impl IntoFragment<'a>,
    weight: Weight,
    on_press: impl Into<Option<Message>>,
) -> Act<'a, Message> {
    let (label, cap) = (label.into_fragment(), cap.into_fragment());
    Act { label, cap, weight, on_press: on_press.into(), on_other: None }
}

impl<Message> Act<'_, Message> {
    /// Answers to the other button of the pointer as well, while it can be pressed: `down` and `up`. It looks the same.
    #[must_use]
    pub fn on_other(mut self, down: Message, up: Message) -> Self {
        self.on_other = self.on_press.is_some().then_some([down, up]);
        self
    }
}

impl<Message> Act<'_, Message> {
    /// About how wide its words and its cap are, in pixels; what there is to share is shared by it.
    pub(super) fn width(&self) -> u16 {
        let cap = if self.cap.is_empty() { 0 } else { 26 + 9 * self.cap.chars().count() };
        u16::try_from(32 + 11 * self.label.chars().count() + cap).unwrap_or(u16::MAX / 8)
    }
}

impl<'a, Message: Clone + 'a> From<Act<'a, Message>> for Piece<'a, Message, Theme> {
    fn from(act: Act<'a, Message>) -> Self {
        let enabled = act.on_press.is_some();
        let words = with_cap(act.label, act.cap, act.weight, enabled);
        let pressed = Button::new(container(words).center(Fill)).height(size::ACT).width(Fill);
        let pressed = pressed.padding([0.0, space::MEDIUM]).style(look_of(act.weight)).on_press_maybe(act.on_press);
        match act.on_other {
            None => pressed.into(),
            Some([down, up]) => mouse_area(pressed).on_right_press(down).on_right_release(up).into(),
        }
    }
}

/// A button 44 high and as wide as its words: for what lies beside the acts.
pub fn plain<'a, Message: Clone + 'a>(
    label: impl IntoFragment<'a>,
    on_press: impl Into<Option<Message>>,
) -> Element<'a, Message> {
    let words = container(text::inherit(label)).center_y(Fill);
    let pressed = button(words).height(size::TARGET).padding([0.0, space::LARGE]);
    pressed.style(look::plain).on_press_maybe(on_press.into()).into()
}

/// Words that can be pressed, 44 high.
pub fn link<'a, Message: Clone + 'a>(
    label: impl IntoFragment<'a>,
    on_press: impl Into<Option<Message>>,
) -> Element<'a, Message> {
    let words = container(text::inherit(label)).center_y(Fill);
    let pressed = button(words).height(size::TARGET).padding([0.0, space::SMALL]);
    pressed.style(look::link).on_press_maybe(on_press.into()).into()
}

/// A key's name in a box.
pub fn key_cap<'a, Message: 'a>(name: impl IntoFragment<'a>) -> Element<'a, Message> {
    capped(name.into_fragment(), ground::key_cap)
}

fn with_cap<'a, Message: 'a>(label: Words<'a>, cap: Words<'a>, weight: Weight, enabled: bool) -> Element<'a, Message> {
    let verb = text::button(label);
    if cap.is_empty() {
        return verb.into();
    }
    let cap = match (enabled, weight) {
        (false, _) => capped(cap, ground::key_cap_disabled),
        (true, Weight::Plain) => capped(cap, ground::key_cap),
        (true, Weight::Go | Weight::Stop) => capped(cap, ground::key_cap_solid),
    };
    row![verb, cap].spacing(space::MEDIUM).align_y(Center).width(Shrink).into()
}

fn capped<'a, Message: 'a>(name: Words<'a>, style: impl Fn(&Theme) -> container::Style + 'a) -> Element<'a, Message> {
    container(text::cap(name)).padding([2.0, 6.0]).style(style).into()
}

fn look_of(weight: Weight) -> impl Fn(&Theme, button::Status) -> button::Style {
    match weight {
        Weight::Go => look::go,
        Weight::Plain => look::plain,
        Weight::Stop => look::stop,
    }
}
