//! How things look. The one place that owns colours and measures; views ask for meaning.

pub mod button;
pub mod container;
pub mod measure;
mod palette;
pub mod progress;
pub mod rule;
pub mod scroll;
pub mod text;
pub mod text_editor;
pub mod text_input;

pub use palette::{Pair, Palette, Tone};

use iced::theme::{Base, Mode};

/// The three looks of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// For a lit room.
    #[default]
    Light,
    /// Between light and night.
    Dark,
    /// For a dark room.
    Night,
}

impl Theme {
    /// Every theme, in the order in which a switch goes through them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Night];

    /// The colours.
    pub const fn colors(&self) -> &'static Palette {
        match self {
            Self::Light => &Palette::LIGHT,
            Self::Dark => &Palette::DARK,
            Self::Night => &Palette::NIGHT,
        }
    }

    /// The stable name.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Night => "night",
        }
    }

    /// The theme that follows, for a switch.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Night,
            Self::Night => Self::Light,
        }
    }
}

impl Base for Theme {
    fn default(preference: Mode) -> Self {
        match preference {
            Mode::Dark => Self::Dark,
            Mode::Light | Mode::None => Self::Light,
        }
    }

    fn mode(&self) -> Mode {
        match self {
            Self::Light => Mode::Light,
            Self::Dark | Self::Night => Mode::Dark,
        }
    }

    fn base(&self) -> iced::theme::Style {
        let colors = self.colors();
        iced::theme::Style { background_color: colors.background, text_color: colors.ink }
    }

    fn palette(&self) -> Option<iced::theme::Palette> {
        let colors = self.colors();
        Some(iced::theme::Palette {
            background: colors.background,
            text: colors.ink,
            primary: colors.accent,
            success: colors.go.ink,
            warning: colors.hold.ink,
            danger: colors.stop.ink,
        })
    }

    fn name(&self) -> &str {
        self.code()
    }
}
