//! Text fields.

use iced::widget::text_input::{Catalog, Status, Style, StyleFn};
use iced::{Border, Color};

use super::Theme;
use super::measure::radius;

impl Catalog for Theme {
    type Class<'a> = StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(field)
    }

    fn style(&self, class: &Self::Class<'_>, status: Status) -> Style {
        class(self, status)
    }
}

/// A field of a form.
pub fn field(theme: &Theme, status: Status) -> Style {
    with_edge(theme, status, theme.colors().line)
}

/// A field of a form whose value cannot be taken.
pub fn faulty(theme: &Theme, status: Status) -> Style {
    with_edge(theme, status, theme.colors().stop.ink)
}

/// The scan field: its border is thick at all times, and shows the focus by its colour.
pub fn scan(theme: &Theme, status: Status) -> Style {
    let mut style = with_edge(theme, status, theme.colors().line);
    style.border.width = 2.0;
    style.border.radius = radius::PANEL.into();
    style
}

fn with_edge(theme: &Theme, status: Status, edge: Color) -> Style {
    let colors = theme.colors();
    let (color, width) = match status {
        Status::Focused { .. } => (colors.accent, 2.0),
        Status::Hovered => (colors.mute, 1.0),
        Status::Active | Status::Disabled => (edge, 1.0),
    };
    let disabled = status == Status::Disabled;
    Style {
        background: if disabled { colors.soft } else { colors.panel }.into(),
        border: Border { color, width, radius: radius::CONTROL.into() },
        icon: colors.mute,
        placeholder: colors.mute,
        value: if disabled { colors.mute } else { colors.ink },
        selection: Color { a: 0.30, ..colors.accent },
    }
}
