//! Lines that may be too long for their place.

use iced::widget::container;
use iced::widget::text::Wrapping;
use iced::{Fill, Shrink};

use super::text::Styled;
use crate::gui::Element;

/// One line that takes the room there is and is cut at its end, whatever its length and script.
///
/// The text itself stays as wide as it is: iced draws right-to-left text with a width of its own outside its box.
pub fn one_line<'a, Message: 'a>(text: Styled<'a>) -> Element<'a, Message> {
    container(text.wrapping(Wrapping::None).width(Shrink)).width(Fill).clip(true).into()
}
