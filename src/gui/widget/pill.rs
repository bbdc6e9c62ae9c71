//! Pills: a state in two or three words.

use iced::widget::container;
use iced::widget::text::IntoFragment;

use super::text;
use crate::gui::Element;
use crate::gui::style::{Tone, container as ground};

/// A state in two or three words, such as "late 71 min", on the ground of its tone.
pub fn pill<'a, Message: 'a>(words: impl IntoFragment<'a>, tone: Tone) -> Element<'a, Message> {
    container(text::tag(words)).padding([1.0, 8.0]).style(ground::pill(tone)).into()
}
