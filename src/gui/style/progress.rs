//! Bars that show how far something has come.

use iced::Border;
use iced::widget::progress_bar::{Catalog, Style, StyleFn};

use super::measure::radius;
use super::{Theme, Tone};

impl Catalog for Theme {
    type Class<'a> = StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(work)
    }

    fn style(&self, class: &Self::Class<'_>) -> Style {
        class(self)
    }
}

/// Work that goes on.
pub fn work(theme: &Theme) -> Style {
    let colors = theme.colors();
    Style {
        background: colors.soft.into(),
        bar: colors.accent.into(),
        border: Border { radius: radius::CAP.into(), ..Border::default() },
    }
}

/// A measure that is judged, such as a passphrase's strength.
pub fn judged(tone: Tone) -> impl Fn(&Theme) -> Style {
    move |theme| Style { bar: theme.colors().tone(tone).ink.into(), ..work(theme) }
}
