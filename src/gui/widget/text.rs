//! Type roles: one function each. Size, line and weight are settled here and nowhere else.

use iced::alignment::Horizontal;
use iced::widget::Text;
use iced::widget::text::{IntoFragment, LineHeight, Style, Wrapping};
use iced::{Element, Font, Pixels};

use super::Words;
use crate::gui::font;
use crate::gui::style::{Theme, Tone, text as colour};

/// Words in one of the roles below. Runs over as many lines as it needs, unless cut by [`super::one_line`].
#[derive(Debug, Clone)]
pub struct Styled<'a> {
    pub(super) words: Words<'a>,
    pub(super) size: f32,
    pub(super) line: f32,
    pub(super) font: Font,
    pub(super) ink: Ink,
    wrapping: Wrapping,
    align: Option<Horizontal>,
}

/// Where the colour of words comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Inherit,
    First,
    Second,
    Tone(Tone),
}

impl Styled<'_> {
    /// In the colour of a tone.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { ink: Ink::Tone(tone), ..self }
    }

    /// Its lines centred under one another.
    #[must_use]
    pub fn centred(self) -> Self {
        Self { align: Some(Horizontal::Center), ..self }
    }

    /// Its lines flush right.
    #[must_use]
    pub fn right(self) -> Self {
        Self { align: Some(Horizontal::Right), ..self }
    }

    /// The words of a small tab, in the colour of their button: 14 on 20, bold for the one shown.
    pub(super) fn from_tab(words: Words<'_>, selected: bool) -> Styled<'_> {
        let words = role(words, 14.0, 20.0).unbroken();
        if selected { words.bold() } else { words }
    }

    /// Of second rank.
    pub(super) fn second(self) -> Self {
        self.ink(Ink::Second)
    }

    fn bold(self) -> Self {
        Self { font: font::BOLD, ..self }
    }

    fn unbroken(self) -> Self {
        Self { wrapping: Wrapping::None, ..self }
    }

    fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

impl Ink {
    pub(super) fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Inherit => colour::inherit(theme),
            Self::First => colour::ink(theme),
            Self::Second => colour::mute(theme),
            Self::Tone(tone) => colour::tone(tone)(theme),
        }
    }
}

impl<'a, Message: 'a> From<Styled<'a>> for Element<'a, Message, Theme> {
    fn from(styled: Styled<'a>) -> Self {
        let text = Text::new(styled.words).font(styled.font).size(styled.size).wrapping(styled.wrapping);
        let text = text.line_height(LineHeight::Absolute(Pixels(styled.line)));
        let text = text.style(move |theme: &Theme| styled.ink.style(theme));
        match styled.align {
            Some(align) => text.align_x(align).into(),
            None => text.into(),
        }
    }
}

/// The verdict's word: 44 on 52, bold, in the colour of its ground.
pub fn verdict<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 44.0, 52.0).bold().unbroken()
}

/// A verdict's word where space is short: 26 on 32, bold, in the colour of its ground.
pub fn verdict_brief<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 26.0, 32.0).bold().unbroken()
}

/// A person's name, the one that matters: 30 on 36, bold.
pub fn person<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 30.0, 36.0).bold().ink(Ink::First)
}

/// The name in its own script, or what stands under a person: 22 on 32.
pub fn subtitle<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 22.0, 32.0).ink(Ink::Second)
}

/// The title of a section, a form or a dialog: 22 on 28, bold.
pub fn section<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 22.0, 28.0).bold().ink(Ink::First)
}

/// The threat level's word, read from a chair away: 24 on 28, bold, in the colour of its ground.
pub fn level<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 24.0, 28.0).bold().unbroken()
}

/// A number that is read from across the room: 52 on 60, bold, in the colour of its ground.
pub fn figure<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 52.0, 60.0).bold()
}

/// What rules are written in: 14 on 20, every character as wide.
pub fn code<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    Styled { font: font::MONO, ..role(words, 14.0, 20.0).unbroken().ink(Ink::Second) }
}

/// A command as it is typed: 14 on 20, every character as wide, on as many lines as it needs.
pub fn command<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    Styled { font: font::MONO, ..role(words, 14.0, 20.0) }
}

/// The words of an act: 18 on 24, bold, in the colour of its ground.
pub fn button<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 18.0, 24.0).bold().unbroken()
}

/// The gate's name, the clock: 18 on 24, bold.
pub fn prominent<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    button(words).ink(Ink::First)
}

/// Running text: 16 on 24.
pub fn body<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 16.0, 24.0).ink(Ink::First)
}

/// Running text that stands out: 16 on 24, bold.
pub fn strong<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    body(words).bold()
}

/// Running text of second rank: 16 on 24.
pub fn quiet<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    body(words).ink(Ink::Second)
}

/// Running text that stands out, in the colour of what it stands in: 16 on 24, bold.
pub fn inherit_strong<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    inherit(words).bold()
}

/// Running text in the colour of what it stands in: 16 on 24. For words on a button.
pub fn inherit<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 16.0, 24.0).unbroken()
}

/// Small text: 14 on 20.
pub fn small<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 14.0, 20.0).ink(Ink::First)
}

/// Small text that stands out: 14 on 20, bold.
pub fn small_strong<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    small(words).bold()
}

/// A hint, a label, a time: 14 on 20, of second rank.
pub fn hint<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    small(words).ink(Ink::Second)
}

/// The head of a list: 14 on 20, bold, of second rank.
pub fn head<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    hint(words).bold()
}

/// A remark in the colour of a tone, as under a field: 14 on 20.
pub fn remark<'a>(tone: Tone, words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 14.0, 20.0).tone(tone)
}

/// A key's name: 13 on 16, bold, in the colour of its cap.
pub fn cap<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 13.0, 16.0).bold().unbroken()
}

/// A pill's words: 13 on 18, bold, in the colour of its ground.
pub fn tag<'a>(words: impl IntoFragment<'a>) -> Styled<'a> {
    role(words, 13.0, 18.0).bold().unbroken()
}

fn role<'a>(words: impl IntoFragment<'a>, size: f32, line: f32) -> Styled<'a> {
    Styled {
        words: words.into_fragment(),
        size,
        line,
        font: font::REGULAR,
        ink: Ink::Inherit,
        wrapping: Wrapping::WordOrGlyph,
        align: None,
    }
}
