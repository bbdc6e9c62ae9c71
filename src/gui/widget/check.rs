//! Obligations to tick off.

use iced::widget::text::IntoFragment;
use iced::widget::{button, container, row};
use iced::{Center, Fill};

use super::clip::at_most;
use super::icon::Ink;
use super::{Icon, icon, text};
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{button as look, container as ground};

/// The side of the box that is ticked.
const BOX: f32 = 20.0;

/// Something to tick off, 44 high, pressed anywhere: what, a remark (may be empty), the key that does it (may be empty).
///
/// What is still open stands out; what is done steps back.
pub fn check_row<'a, Message: Clone + 'a>(
    label: impl IntoFragment<'a>,
    remark: impl IntoFragment<'a>,
    cap: impl IntoFragment<'a>,
    done: bool,
    on_toggle: impl Into<Option<Message>>,
) -> Element<'a, Message> {
    let what = if done { text::body(label) } else { text::strong(label) };
    let words = row![at_most(what), at_most(text::quiet(remark))].spacing(space::TINY + 1.0).width(Fill);
    let mut pieces = row![tick_box(done), words].spacing(space::MEDIUM).align_y(Center).height(Fill);
    let cap = cap.into_fragment();
    if !cap.is_empty() {
        pieces = pieces.push(super::key_cap(cap));
    }
    let pressed = button(pieces).padding([0.0, 14.0]).width(Fill).height(size::TARGET);
    pressed.style(look::check).on_press_maybe(on_toggle.into()).into()
}

/// One of several, 44 high, pressed anywhere: what, and the key that picks it (may be empty).
pub fn choice_row<'a, Message: Clone + 'a>(
    label: impl IntoFragment<'a>,
    cap: impl IntoFragment<'a>,
    picked: bool,
    on_pick: impl Into<Option<Message>>,
) -> Element<'a, Message> {
    let dot = container(row![]).width(BOX / 2.0).height(BOX / 2.0).style(ground::radio_dot(picked));
    let mark = container(dot).center_x(BOX).center_y(BOX).style(ground::radio(picked));
    let what = if picked { text::strong(label) } else { text::body(label) };
    let mut pieces = row![mark, super::one_line(what)].spacing(space::MEDIUM).align_y(Center).height(Fill);
    let cap = cap.into_fragment();
    if !cap.is_empty() {
        pieces = pieces.push(super::key_cap(cap));
    }
    let pressed = button(pieces).padding([0.0, 14.0]).width(Fill).height(size::TARGET);
    pressed.style(look::check).on_press_maybe(on_pick.into()).into()
}

fn tick_box<'a, Message: 'a>(done: bool) -> Element<'a, Message> {
    let tick: Option<Element<'a, Message>> = done.then(|| icon(Icon::Tick, BOX - 6.0, Ink::OnSolid));
    container(tick).center_x(BOX).center_y(BOX).style(ground::tick(done)).into()
}
