//! Buttons, and everything that is pressed like one.

use iced::widget::button::{Catalog, Status, Style, StyleFn};
use iced::{Background, Border, Color};

use super::measure::radius;
use super::{Palette, Theme};
use crate::domain::Posture;

impl Catalog for Theme {
    type Class<'a> = StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(plain)
    }

    fn style(&self, class: &Self::Class<'_>, status: Status) -> Style {
        class(self, status)
    }
}

/// The one act that leads on.
pub fn go(theme: &Theme, status: Status) -> Style {
    solid(theme.colors(), theme.colors().go.ink, status)
}

/// An act that cannot be taken back, once it has been chosen in a dialog.
pub fn stop(theme: &Theme, status: Status) -> Style {
    solid(theme.colors(), theme.colors().stop.ink, status)
}

/// Any other act.
pub fn plain(theme: &Theme, status: Status) -> Style {
    let colors = theme.colors();
    let ground = match status {
        Status::Active | Status::Disabled => colors.panel,
        Status::Hovered | Status::Pressed => colors.soft,
    };
    let ink = if status == Status::Disabled { colors.mute } else { colors.ink };
    let edge = if status == Status::Pressed { colors.mute } else { colors.line };
    boxed(ground, ink, edge)
}

/// An act on a solid ground of `stop`.
pub fn on_stop(theme: &Theme, status: Status) -> Style {
    let colors = theme.colors();
    let edge = if hot(status) { 2.0 } else { 1.0 };
    Style {
        background: Some(colors.stop.ink.into()),
        text_color: colors.on_solid,
        border: rounded(colors.on_solid, edge),
        ..Style::default()
    }
}

/// A threat level above normal, as the window carries it.
pub fn level(posture: Posture) -> impl Fn(&Theme, Status) -> Style {
    move |theme, status| {
        let (colors, pair) = (theme.colors(), theme.colors().level(posture));
        boxed(pair.ground, pair.ink, if hot(status) { colors.ink } else { pair.ground })
    }
}

/// Words that can be pressed.
pub fn link(theme: &Theme, status: Status) -> Style {
    let colors = theme.colors();
    let ink = if status == Status::Disabled { colors.mute } else { colors.accent };
    let ground = if hot(status) { Some(colors.soft.into()) } else { None };
    Style { background: ground, text_color: ink, border: rounded(Color::TRANSPARENT, 0.0), ..Style::default() }
}

/// A tab of the header.
pub fn tab(selected: bool) -> impl Fn(&Theme, Status) -> Style {
    move |theme, status| {
        let colors = theme.colors();
        let ground = if selected || hot(status) { Some(colors.soft.into()) } else { None };
        let text_color = if selected { colors.ink } else { colors.mute };
        Style { background: ground, text_color, border: rounded(Color::TRANSPARENT, 0.0), ..Style::default() }
    }
}

/// A row of a list: on another ground if it is what the middle shows, framed if the arrow keys stand on it.
pub fn row(selected: bool, focused: bool) -> impl Fn(&Theme, Status) -> Style {
    move |theme, status| {
        let colors = theme.colors();
        let ground = if selected || hot(status) { Some(colors.soft.into()) } else { None };
        let border = if focused { rounded(colors.accent, 2.0) } else { Border::default() };
        Style { background: ground, text_color: colors.ink, border, ..Style::default() }
    }
}

/// A row that is ticked off.
pub fn check(theme: &Theme, status: Status) -> Style {
    let colors = theme.colors();
    let ground = if hot(status) { colors.soft } else { colors.panel };
    boxed(ground, colors.ink, colors.line)
}

fn hot(status: Status) -> bool {
    matches!(status, Status::Hovered | Status::Pressed)
}

fn solid(colors: &Palette, ground: Color, status: Status) -> Style {
    match status {
        Status::Disabled => boxed(colors.soft, colors.mute, colors.line),
        Status::Active => boxed(ground, colors.on_solid, ground),
        Status::Hovered | Status::Pressed => {
            // The border alone answers the pointer, so that the contrast of the words stays as tested.
            boxed(ground, colors.on_solid, colors.ink)
        }
    }
}

fn boxed(ground: Color, ink: Color, edge: Color) -> Style {
    Style {
        background: Some(Background::Color(ground)),
        text_color: ink,
        border: rounded(edge, 1.0),
        ..Style::default()
    }
}

fn rounded(color: Color, width: f32) -> Border {
    Border { color, width, radius: radius::CONTROL.into() }
}
