//! Colours of text.

use iced::widget::text::{Catalog, Style, StyleFn};

use super::{Theme, Tone};

impl Catalog for Theme {
    type Class<'a> = StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(inherit)
    }

    fn style(&self, class: &Self::Class<'_>) -> Style {
        class(self)
    }
}

/// The colour of what the text stands in.
pub fn inherit(_: &Theme) -> Style {
    Style::default()
}

/// Of first rank.
pub fn ink(theme: &Theme) -> Style {
    Style { color: Some(theme.colors().ink) }
}

/// Of second rank.
pub fn mute(theme: &Theme) -> Style {
    Style { color: Some(theme.colors().mute) }
}

/// In the colour of a tone; neutral is of second rank.
pub fn tone(tone: Tone) -> impl Fn(&Theme) -> Style {
    move |theme| Style { color: Some(theme.colors().tone(tone).ink) }
}
