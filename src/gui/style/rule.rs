//! Lines between things.

use iced::widget::rule::{Catalog, FillMode, Style, StyleFn};

use super::Theme;

impl Catalog for Theme {
    type Class<'a> = StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(line)
    }

    fn style(&self, class: &Self::Class<'_>) -> Style {
        class(self)
    }
}

/// The line of the house: one pixel, edge to edge.
pub fn line(theme: &Theme) -> Style {
    Style { color: theme.colors().line, radius: 0.0.into(), fill_mode: FillMode::Full, snap: true }
}
