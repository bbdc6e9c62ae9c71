//! Where longer texts are written, such as the rules.

use iced::widget::text_editor::{Catalog, Status, Style, StyleFn};
use iced::{Border, Color};

use super::Theme;

impl Catalog for Theme {
    type Class<'a> = StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(page)
    }

    fn style(&self, class: &Self::Class<'_>, status: Status) -> Style {
        class(self, status)
    }
}

/// A page that is written on; the panel round it has the border.
pub fn page(theme: &Theme, status: Status) -> Style {
    let colors = theme.colors();
    let disabled = status == Status::Disabled;
    Style {
        background: if disabled { colors.soft } else { colors.panel }.into(),
        border: Border::default(),
        placeholder: colors.mute,
        value: colors.ink,
        selection: Color { a: 0.30, ..colors.accent },
    }
}
