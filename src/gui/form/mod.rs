//! Forms that several screens share, each a small state of its own.

pub mod export;
pub mod halves;
pub mod person;
pub mod sign;

use crate::desk::DeskError;
use crate::gui::Element;
use crate::gui::widget::{self, Words};
use crate::i18n::tr;

/// What happened at the desk and what to do, where the thing would have stood, with an act that may help.
pub fn trouble<'a, Message: Clone + 'a>(error: &DeskError, act: Option<(Words<'a>, Message)>) -> Element<'a, Message> {
    widget::failure(sentence(&error.to_string()), tr(error.advice()), act)
}

/// Words as a sentence begins: with a capital letter.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
