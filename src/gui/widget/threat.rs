//! How high the threat is: a word, a shape and a colour together, on every screen.

use iced::widget::text::IntoFragment;
use iced::widget::{button, column, container, row};
use iced::{Center, Fill};

use super::clip::at_most;
use super::icon::Ink;
use super::{Icon, Words, icon, one_line, text};
use crate::domain::Posture;
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Tone, button as look, container as ground};

/// What a level says.
pub const fn level_tone(posture: Posture) -> Tone {
    match posture {
        Posture::Normal | Posture::Alpha => Tone::Neutral,
        Posture::Bravo => Tone::Hold,
        Posture::Charlie | Posture::Delta => Tone::Stop,
    }
}

/// The level in force, first of everything in the header: its shape and its word, small in normal times and on the ground
/// of the level above that. Pressing it goes to the levels.
pub fn level_badge<'a, Message: Clone + 'a>(
    posture: Posture,
    word: impl IntoFragment<'a>,
    on_press: Option<Message>,
) -> Element<'a, Message> {
    if posture == Posture::Normal {
        let words = row![icon(Icon::Level(posture), 16.0, Ink::Tone(Tone::Neutral)), text::cap(word)];
        let pill = container(words.spacing(6.0).align_y(Center)).padding([6.0, space::MEDIUM]);
        let pill = container(pill.style(ground::pill(Tone::Neutral))).center_y(Fill);
        let target = button(pill).height(size::TARGET).padding(0.0);
        return target.style(look::row(false, false)).on_press_maybe(on_press).into();
    }
    let words = row![icon(Icon::Level(posture), 28.0, Ink::OnLevel(posture)), text::level(word)];
    let words = container(words.spacing(space::MEDIUM).align_y(Center)).center_y(Fill);
    let block = button(words).height(size::TARGET).padding([0.0, space::LARGE]);
    block.style(look::level(posture)).on_press_maybe(on_press).into()
}

/// A level to choose: its shape and word, and a remark (may be empty).
pub fn level_row<'a, Message: Clone + 'a>(
    posture: Posture,
    word: impl IntoFragment<'a>,
    remark: impl IntoFragment<'a>,
    focused: bool,
    on_press: Message,
) -> Element<'a, Message> {
    let remark = remark.into_fragment();
    let mut words = column![text::strong(word)].width(Fill);
    if !remark.is_empty() {
        words = words.push(one_line(text::hint(remark)));
    }
    let swatch = container(row![]).width(6.0).height(Fill).style(ground::level(posture));
    let shape = icon(Icon::Level(posture), 24.0, Ink::Tone(level_tone(posture)));
    let pieces = row![swatch, shape, words].spacing(space::MEDIUM).align_y(Center).height(Fill);
    let pressed = button(pieces).padding([space::TINY, space::LARGE]).width(Fill).height(size::SCAN);
    pressed.style(look::row(focused, focused)).on_press(on_press).into()
}

/// The band of a lockdown over the header, on every screen: the shape, the word, what it means, and what can be done.
pub fn lockdown_band<'a, Message: Clone + 'a>(
    word: impl IntoFragment<'a>,
    means: impl IntoFragment<'a>,
    acts: impl IntoIterator<Item = (Words<'a>, Message)>,
) -> Element<'a, Message> {
    let word = container(text::inherit_strong(word));
    let mut pieces = row![icon(Icon::OctagonCross, 24.0, Ink::OnSolid), word].spacing(space::MEDIUM).align_y(Center);
    pieces = pieces.push(container(at_most(text::inherit(means))).width(Fill));
    for (label, message) in acts {
        let label = container(text::inherit_strong(label)).center_y(Fill);
        let act = button(label).height(size::TARGET).padding([0.0, space::LARGE]).style(look::on_stop);
        pieces = pieces.push(act.on_press(message));
    }
    let band = container(pieces).padding([space::TINY, space::WIDE]).center_y(size::TARGET + 2.0 * space::TINY);
    band.width(Fill).style(ground::lockdown).into()
}
