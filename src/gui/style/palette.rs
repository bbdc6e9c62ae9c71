//! The colours of the house, by meaning.

use iced::Color;

use crate::domain::{Posture, Verdict};

/// The colours of one theme, each named after what it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color,
    /// Panels, fields, header and footer.
    pub panel: Color,
    /// Lines and borders.
    pub line: Color,
    /// Text.
    pub ink: Color,
    /// Text of second rank.
    pub mute: Color,
    /// The ground of what is picked out, and of places still empty.
    pub soft: Color,
    /// All is well: may enter, done, ready.
    pub go: Pair,
    /// Somebody has to look: late, waiting, warning.
    pub hold: Pair,
    /// No: refused, failed, missing.
    pub stop: Pair,
    /// Where the keyboard is, and links.
    pub accent: Color,
    /// By threat level from normal: the ground that the window carries it by, and its word on that ground.
    pub levels: [Pair; 5],
    /// Text on a solid ground of `go`, `hold`, `stop` or `accent`.
    pub on_solid: Color,
}

/// A colour for text and shapes, and the ground that it stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Text, shape or border.
    pub ink: Color,
    /// The ground.
    pub ground: Color,
}

impl Pair {
    const fn new(ink: u32, ground: u32) -> Self {
        Self { ink: rgb(ink), ground: rgb(ground) }
    }
}

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Nothing in particular.
    Neutral,
    /// All is well.
    Go,
    /// Somebody has to look.
    Hold,
    /// No.
    Stop,
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Admit => Self::Go,
            Verdict::Refer => Self::Hold,
            Verdict::Refuse => Self::Stop,
        }
    }
}

impl Palette {
    /// For a lit room.
    pub const LIGHT: Self = Self {
        background: rgb(0xf4_f5_f7),
        panel: rgb(0xff_ff_ff),
        line: rgb(0xd9_dd_e3),
        ink: rgb(0x14_18_1f),
        mute: rgb(0x5a_64_72),
        soft: rgb(0xec_ef_f3),
        go: Pair::new(0x0b_6e_3b, 0xe3_f4_ea),
        hold: Pair::new(0x8a_53_00, 0xff_f1_d6),
        stop: Pair::new(0xa3_14_2a, 0xfd_e6_e9),
        accent: rgb(0x1d_4e_d8),
        levels: [
            Pair::new(0xff_ff_ff, 0x5a_64_72),
            Pair::new(0xff_ff_ff, 0x1d_4e_d8),
            Pair::new(0x14_18_1f, 0xc4_8a_00),
            Pair::new(0xff_ff_ff, 0xc2_41_0c),
            Pair::new(0xff_ff_ff, 0x8c_0f_3a),
        ],
        on_solid: rgb(0xff_ff_ff),
    };

    /// For a dark room: warm ink on near black, easy on eyes that have to see outside.
    pub const NIGHT: Self = Self {
        background: rgb(0x0c_0e_12),
        panel: rgb(0x15_18_1e),
        line: rgb(0x2a_2f_38),
        ink: rgb(0xe7_e4_dc),
        mute: rgb(0x9a_a1_ac),
        soft: rgb(0x1d_21_29),
        go: Pair::new(0x63_c5_8c, 0x10_29_1c),
        hold: Pair::new(0xe5_a1_3c, 0x2c_21_10),
        stop: Pair::new(0xef_71_82, 0x33_14_1a),
        accent: rgb(0x8f_b0_ff),
        levels: [
            Pair::new(0xe7_e4_dc, 0x4a_51_5c),
            Pair::new(0x0c_0e_12, 0x8f_b0_ff),
            Pair::new(0x0c_0e_12, 0xe5_c0_3c),
            Pair::new(0x0c_0e_12, 0xf0_7a_24),
            Pair::new(0x0c_0e_12, 0xf0_55_85),
        ],
        on_solid: rgb(0x0c_0e_12),
    };

    /// Between the two: night's colours on a lighter ground, with cooler ink.
    pub const DARK: Self = Self {
        background: rgb(0x12_15_1b),
        panel: rgb(0x1a_1e_26),
        line: rgb(0x32_38_43),
        ink: rgb(0xe8_eb_f0),
        soft: rgb(0x24_29_33),
        ..Self::NIGHT
    };

    /// Ground and word of a threat level.
    pub fn level(&self, posture: Posture) -> Pair {
        let [normal, higher @ ..] = self.levels;
        usize::from(posture.level()).checked_sub(1).and_then(|at| higher.get(at)).copied().unwrap_or(normal)
    }

    /// Text and ground of a tone.
    pub const fn tone(&self, tone: Tone) -> Pair {
        match tone {
            Tone::Neutral => Pair { ink: self.mute, ground: self.soft },
            Tone::Go => self.go,
            Tone::Hold => self.hold,
            Tone::Stop => self.stop,
        }
    }
}

const fn rgb(value: u32) -> Color {
    Color::from_rgb8((value >> 16) as u8, (value >> 8) as u8, value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(color: Color) -> f32 {
        let linear = |c: f32| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)
    }

    /// Contrast ratio, WCAG 2.2: 1 to 21.
    fn contrast(a: Color, b: Color) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast(Color::BLACK, Color::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(rgb(0x77_77_77), Color::WHITE) - 4.48).abs() < 0.01);
    }

    /// Every pair of text and ground that the widgets draw.
    fn pairs(p: &Palette) -> Vec<(&'static str, Color, Color)> {
        let mut pairs = Vec::new();
        for (ground_name, ground) in [("background", p.background), ("panel", p.panel), ("soft", p.soft)] {
            pairs.push((ground_name, p.ink, ground));
            pairs.push((ground_name, p.mute, ground));
        }
        for (name, tone) in [("go", p.go), ("hold", p.hold), ("stop", p.stop)] {
            pairs.push((name, tone.ink, tone.ground));
            pairs.push((name, tone.ink, p.panel));
            pairs.push((name, tone.ink, p.background));
            pairs.push((name, p.on_solid, tone.ink));
            // The verdict's why and freshness stand on its ground.
            pairs.push((name, p.ink, tone.ground));
            pairs.push((name, p.mute, tone.ground));
        }
        for ground in [p.panel, p.background, p.soft, p.go.ground, p.hold.ground, p.stop.ground] {
            pairs.push(("accent", p.accent, ground));
        }
        pairs.push(("accent solid", p.on_solid, p.accent));
        pairs
    }

    /// Whether two colours are told apart from a chair.
    fn apart(a: Color, b: Color) -> bool {
        let apart = [a.r - b.r, a.g - b.g, a.b - b.b].map(|by| by * by).into_iter().sum::<f32>().sqrt();
        apart >= 0.2
    }

    #[test]
    fn no_two_levels_have_one_colour_and_the_raised_ones_are_seen() {
        for palette in [Palette::LIGHT, Palette::DARK, Palette::NIGHT] {
            for (level, pair) in palette.levels.iter().enumerate() {
                assert!(contrast(pair.ink, pair.ground) >= 4.5, "the word of level {level}");
                assert!(level == 0 || contrast(pair.ground, palette.panel) >= 2.9, "level {level}");
                assert!(palette.levels[..level].iter().all(|other| apart(other.ground, pair.ground)), "level {level}");
            }
        }
    }

    #[test]
    fn every_pair_can_be_read() {
        for (theme, palette) in [("light", Palette::LIGHT), ("dark", Palette::DARK), ("night", Palette::NIGHT)] {
            for (name, text, ground) in pairs(&palette) {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{theme} {name}: {ratio:.2}");
            }
        }
    }
}
