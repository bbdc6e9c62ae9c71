//! Type roles: one function each. Size, line and weight are settled here and nowhere else.

use iced::Pixels;
use iced::widget::Text;
use iced::widget::text::{IntoFragment, LineHeight, Wrapping};

use crate::gui::font;
use crate::gui::style::{Theme, Tone, text as colour};

/// Text in the house's theme.
pub type Styled<'a> = Text<'a, Theme>;

/// The verdict's word: 44 on 52, bold, in the colour of its ground.
pub fn verdict<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 44.0, 52.0).font(font::BOLD).wrapping(Wrapping::None)
}

/// A verdict's word where space is short: 26 on 32, bold, in the colour of its ground.
pub fn verdict_brief<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 26.0, 32.0).font(font::BOLD).wrapping(Wrapping::None)
}

/// A person's name, the one that matters: 30 on 36, bold.
pub fn person<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 30.0, 36.0).font(font::BOLD).style(colour::ink)
}

/// The name in its own script, or what stands under a person: 22 on 32.
pub fn subtitle<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 22.0, 32.0).style(colour::mute)
}

/// The title of a section, a form or a dialog: 22 on 28, bold.
pub fn section<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 22.0, 28.0).font(font::BOLD).style(colour::ink)
}

/// A number that is read from across the room: 52 on 60, bold, in the colour of its ground.
pub fn figure<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 52.0, 60.0).font(font::BOLD)
}

/// The words of an act: 18 on 24, bold, in the colour of its ground.
pub fn button<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 18.0, 24.0).font(font::BOLD).wrapping(Wrapping::None)
}

/// The gate's name, the clock: 18 on 24, bold.
pub fn prominent<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    button(words).style(colour::ink)
}

/// Running text: 16 on 24.
pub fn body<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 16.0, 24.0).style(colour::ink)
}

/// Running text that stands out: 16 on 24, bold.
pub fn strong<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    body(words).font(font::BOLD)
}

/// Running text of second rank: 16 on 24.
pub fn quiet<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    body(words).style(colour::mute)
}

/// Running text in the colour of what it stands in: 16 on 24. For words on a button.
pub fn inherit<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 16.0, 24.0).wrapping(Wrapping::None)
}

/// Small text: 14 on 20.
pub fn small<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 14.0, 20.0).style(colour::ink)
}

/// Small text that stands out: 14 on 20, bold.
pub fn small_strong<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    small(words).font(font::BOLD)
}

/// A hint, a label, a time: 14 on 20, of second rank.
pub fn hint<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    small(words).style(colour::mute)
}

/// The head of a list: 14 on 20, bold, of second rank.
pub fn head<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    hint(words).font(font::BOLD)
}

/// A remark in the colour of a tone, as under a field: 14 on 20.
pub fn remark<'a>(tone: Tone, words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 14.0, 20.0).style(colour::tone(tone))
}

/// A key's name: 13 on 16, bold, in the colour of its cap.
pub fn cap<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 13.0, 16.0).font(font::BOLD).wrapping(Wrapping::None)
}

/// A pill's words: 13 on 18, bold, in the colour of its ground.
pub fn tag<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 13.0, 18.0).font(font::BOLD).wrapping(Wrapping::None)
}

fn role<'a>(words: impl IntoFragment<'a>, size: f32, line: f32) -> Styled<'a> {
    Text::new(words).font(font::REGULAR).size(size).line_height(LineHeight::Absolute(Pixels(line)))
}
