//! Grounds: what other things stand on.

use iced::border::Radius;
use iced::widget::container::{Catalog, Style, StyleFn};
use iced::{Background, Border, Color};

use super::measure::radius;
use super::{Pair, Theme, Tone};
use crate::domain::Posture;

impl Catalog for Theme {
    type Class<'a> = StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|_| Style::default())
    }

    fn style(&self, class: &Self::Class<'_>) -> Style {
        class(self)
    }
}

/// The whole window.
pub fn window(theme: &Theme) -> Style {
    let colors = theme.colors();
    flat(colors.background).color(colors.ink)
}

/// Header and footer.
pub fn bar(theme: &Theme) -> Style {
    flat(theme.colors().panel)
}

/// A panel.
pub fn panel(theme: &Theme) -> Style {
    let colors = theme.colors();
    boxed(Pair { ink: colors.ink, ground: colors.panel }, colors.line, radius::PANEL)
}

/// A panel whose content asks for attention.
pub fn alert(tone: Tone) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let pair = theme.colors().tone(tone);
        boxed(pair, pair.ink, radius::PANEL)
    }
}

/// A message over the window.
pub fn notice(tone: Tone) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let colors = theme.colors();
        let pair = colors.tone(tone);
        let edge = if tone == Tone::Neutral { colors.line } else { pair.ink };
        boxed(Pair { ink: colors.ink, ground: pair.ground }, edge, radius::CONTROL)
    }
}

/// A pill.
pub fn pill(tone: Tone) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let pair = theme.colors().tone(tone);
        let border = Border { radius: radius::PILL.into(), ..Border::default() };
        Style { border, text_color: Some(pair.ink), ..flat(pair.ground) }
    }
}

/// A dot of state.
pub fn dot(tone: Tone) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let border = Border { radius: radius::PILL.into(), ..Border::default() };
        Style { border, ..flat(theme.colors().tone(tone).ink) }
    }
}

/// The verdict's band, at the top of a panel if `rounded`.
pub fn band(tone: Tone, rounded: bool) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let pair = theme.colors().tone(tone);
        // One pixel less than the panel, whose border lies around it.
        let top = if rounded { radius::PANEL - 1.0 } else { 0.0 };
        let border = Border { radius: Radius::default().top(top), ..Border::default() };
        Style { border, text_color: Some(pair.ink), ..flat(pair.ground) }
    }
}

/// A stripe in the colour of a threat level.
pub fn level(posture: Posture) -> impl Fn(&Theme) -> Style {
    move |theme| flat(theme.colors().level(posture).ground)
}

/// The band of a lockdown.
pub fn lockdown(theme: &Theme) -> Style {
    let colors = theme.colors();
    flat(colors.stop.ink).color(colors.on_solid)
}

/// The header in a lockdown.
pub fn bar_locked_down(theme: &Theme) -> Style {
    flat(theme.colors().stop.ground)
}

/// A place still empty: a photo's, a preview's.
pub fn place(theme: &Theme) -> Style {
    let colors = theme.colors();
    let border = Border { radius: radius::CONTROL.into(), ..Border::default() };
    Style { border, text_color: Some(colors.mute), ..flat(colors.soft) }
}

/// What lies behind a dialog: the window, dimmed.
pub fn dim(_: &Theme) -> Style {
    flat(Color { a: 0.55, ..Color::BLACK })
}

/// A key cap in the colour of the words beside it.
pub fn key_cap(theme: &Theme) -> Style {
    let colors = theme.colors();
    cap(colors.ink, colors.mute)
}

/// A key cap on a solid ground.
pub fn key_cap_solid(theme: &Theme) -> Style {
    let colors = theme.colors();
    cap(colors.on_solid, colors.on_solid)
}

/// A key cap of an act that cannot be done now.
pub fn key_cap_disabled(theme: &Theme) -> Style {
    let colors = theme.colors();
    cap(colors.mute, colors.line)
}

/// The box of something still to tick off, or ticked.
pub fn tick(done: bool) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let colors = theme.colors();
        let (ground, edge) = if done { (colors.go.ink, colors.go.ink) } else { (Color::TRANSPARENT, colors.mute) };
        let border = Border { color: edge, width: 2.0, radius: radius::CAP.into() };
        Style { border, ..flat(ground) }
    }
}

/// The ring of one of several.
pub fn radio(picked: bool) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let colors = theme.colors();
        let color = if picked { colors.accent } else { colors.mute };
        Style { border: Border { color, width: 2.0, radius: radius::PILL.into() }, ..Style::default() }
    }
}

/// The dot in the ring of the one that is picked.
pub fn radio_dot(picked: bool) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let ground = if picked { theme.colors().accent } else { Color::TRANSPARENT };
        Style { border: Border { radius: radius::PILL.into(), ..Border::default() }, ..flat(ground) }
    }
}

/// What of a bar of a chart came to what is asked for.
pub fn bar_solid(theme: &Theme) -> Style {
    flat(theme.colors().accent)
}

/// The rest of it: framed, so that it differs in form and not in colour alone.
pub fn bar_framed(theme: &Theme) -> Style {
    let colors = theme.colors();
    let border = Border { color: colors.accent, width: 1.5, ..Border::default() };
    Style { border, ..flat(colors.panel) }
}

/// Paper: white in every theme, for what has to be scanned off the screen.
pub fn paper(_: &Theme) -> Style {
    Style { border: Border { radius: radius::CONTROL.into(), ..Border::default() }, ..flat(Color::WHITE) }
}

fn cap(ink: Color, edge: Color) -> Style {
    let border = Border { color: edge, width: 1.0, radius: radius::CAP.into() };
    Style { border, text_color: Some(ink), ..Style::default() }
}

fn flat(ground: Color) -> Style {
    Style { background: Some(Background::Color(ground)), ..Style::default() }
}

fn boxed(pair: Pair, edge: Color, corner: f32) -> Style {
    let border = Border { color: edge, width: 1.0, radius: corner.into() };
    Style { border, text_color: Some(pair.ink), ..flat(pair.ground) }
}
