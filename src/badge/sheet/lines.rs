//! Texts broken into lines, and how wide the columns are for them.

use cosmic_text::{LayoutGlyph, Wrap};

use super::{GUTTER, MARGIN, Mark, PAGE, SIZE, Sheet, TICK};
use crate::badge::card::{EM as CARD_EM, Fonts, extent};

/// What everything is measured in: so many make one size of the text.
pub(super) const EM: f32 = CARD_EM;
/// Rows that are looked at for how wide a column has to be; a longer text further down is broken into more lines.
const LOOKED_AT: usize = 400;

/// A line as it is drawn, from its left end.
pub(super) struct Line {
    /// What it reads.
    pub text: String,
    /// Its glyphs.
    pub glyphs: Vec<Placed>,
    /// How wide it is.
    pub wide: f32,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

/// A glyph in its place, upwards from the baseline.
pub(super) struct Placed {
    pub glyph: LayoutGlyph,
    pub x: f32,
    pub y: f32,
}

/// Sets text.
pub(super) struct Setter<'f> {
    pub fonts: &'f mut Fonts,
}

impl Setter<'_> {
    /// The lines of a text in a column so wide, in points; as many as it has itself where nothing bounds it.
    pub(super) fn lines(&mut self, text: &str, wide: impl Into<Option<f32>>, size: f32, bold: bool) -> Vec<Line> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let mut buffer = self.fonts.set(text, bold);
        // A word longer than the line is broken rather than drawn over what stands beside it.
        buffer.set_wrap(&mut self.fonts.system, Wrap::WordOrGlyph);
        let wide = wide.into().map(|wide| (wide * EM / size).max(EM));
        buffer.set_size(&mut self.fonts.system, wide, None);
        let mut lines = Vec::new();
        for run in buffer.layout_runs() {
            let (left, right) = extent(&run);
            let placed = |glyph: &LayoutGlyph| Placed {
                x: glyph.x + glyph.font_size * glyph.x_offset - left,
                y: glyph.font_size * glyph.y_offset - glyph.y,
                glyph: glyph.clone(),
            };
            let begin = run.glyphs.iter().map(|glyph| glyph.start).min().unwrap_or(0);
            let end = run.glyphs.iter().map(|glyph| glyph.end).max().unwrap_or(0);
            let text = run.text.get(begin..end).unwrap_or_default().to_owned();
            let glyphs = run.glyphs.iter().map(placed).collect();
            lines.push(Line { text, glyphs, wide: right - left, rtl: run.rtl });
        }
        lines
    }

    /// How wide a text is in one line, in points.
    fn wide(&mut self, text: &str, bold: bool) -> f32 {
        let lines = self.lines(text, None, SIZE, bold);
        lines.iter().map(|line| line.wide * SIZE / EM).fold(0.0, f32::max) + 1.0
    }
}

/// How wide each column is, so that together they fill the page.
pub(super) fn widths(setter: &mut Setter<'_>, sheet: &Sheet) -> Vec<f32> {
    let mut wanted: Vec<f32> = Vec::with_capacity(sheet.columns.len());
    for (at, name) in sheet.columns.iter().enumerate() {
        let mut most = setter.wide(name, true);
        for mark in sheet.rows.iter().take(LOOKED_AT).filter_map(|row| row.get(at)) {
            most = most.max(match mark {
                Mark::Text(text) | Mark::Number(text) => setter.wide(text, false),
                Mark::Tick => TICK + 2.0,
            });
        }
        wanted.push(most);
    }
    let gutters = GUTTER * wanted.len().saturating_sub(1) as f32;
    shared(&wanted, PAGE.0 - 2.0 * MARGIN - gutters)
}

/// So much room shared out: who wants less than an equal share gets it, the others share what is left; what nobody wants
/// goes to all in proportion.
fn shared(wanted: &[f32], room: f32) -> Vec<f32> {
    let sum: f32 = wanted.iter().sum();
    if sum <= room {
        return wanted.iter().map(|want| want + (room - sum) * want / sum.max(1.0)).collect();
    }
    let mut given: Vec<Option<f32>> = vec![None; wanted.len()];
    loop {
        let left = room - given.iter().flatten().sum::<f32>();
        let open = given.iter().filter(|given| given.is_none()).count();
        let share = left / open.max(1) as f32;
        let mut modest = false;
        for (want, given) in wanted.iter().zip(given.iter_mut()).filter(|(_, given)| given.is_none()) {
            if *want <= share {
                (*given, modest) = (Some(*want), true);
            }
        }
        if !modest {
            return given.into_iter().map(|given| given.unwrap_or(share)).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_shared_out_and_none_is_left_or_lacking() {
        for wanted in [&[10.0, 20.0][..], &[300.0, 20.0, 500.0], &[1000.0; 7], &[900.0, 1.0]] {
            let given = shared(wanted, 700.0);
            assert!((given.iter().sum::<f32>() - 700.0).abs() < 0.5, "{given:?}");
        }
        assert_eq!(shared(&[300.0, 20.0, 500.0], 720.0), [300.0, 20.0, 400.0]);
    }
}
