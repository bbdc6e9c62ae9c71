//! Scrolled regions: a thin scroller, and no rail.

use iced::widget::container;
use iced::widget::scrollable::{AutoScroll, Catalog, Rail, Scroller, Status, Style, StyleFn};
use iced::{Border, Color, Shadow};

use super::Theme;
use super::measure::radius;

impl Catalog for Theme {
    type Class<'a> = StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(thin)
    }

    fn style(&self, class: &Self::Class<'_>, status: Status) -> Style {
        class(self, status)
    }
}

/// The look of every scrolled region.
pub fn thin(theme: &Theme, status: Status) -> Style {
    let colors = theme.colors();
    let color = if matches!(status, Status::Active { .. }) { colors.line } else { colors.mute };
    let scroller = Scroller { background: color.into(), border: round() };
    let rail = Rail { background: None, border: Border::default(), scroller };
    Style {
        container: container::Style::default(),
        vertical_rail: rail,
        horizontal_rail: rail,
        gap: None,
        auto_scroll: AutoScroll {
            background: colors.panel.into(),
            border: Border { color: colors.line, width: 1.0, radius: radius::PILL.into() },
            shadow: Shadow { color: Color::TRANSPARENT, ..Shadow::default() },
            icon: colors.ink,
        },
    }
}

fn round() -> Border {
    Border { radius: radius::CAP.into(), ..Border::default() }
}
