//! The table of all keys.

use iced::Center;
use iced::widget::{Column, container, row};

use super::{Words, key_cap, text};
use crate::gui::Element;
use crate::gui::style::measure::space;

/// All keys, as pairs of cap and act, in two columns.
pub fn key_table<'a, Message: 'a>(keys: impl IntoIterator<Item = (Words<'a>, Words<'a>)>) -> Element<'a, Message> {
    let keys: Vec<_> = keys.into_iter().map(line).collect();
    let half = keys.len().div_ceil(2);
    let mut left = keys;
    let right = left.split_off(half);
    let half = |keys| Column::with_children(keys).spacing(space::SMALL).width(iced::Fill);
    row![half(left), half(right)].spacing(space::WIDE).into()
}

fn line<'a, Message: 'a>((cap, act): (Words<'a>, Words<'a>)) -> Element<'a, Message> {
    let cap = container(key_cap(cap)).width(84);
    row![cap, super::one_line(text::body(act))].spacing(space::SMALL).align_y(Center).into()
}
