//! Text to outlines: shaped with the fonts at hand, in any script and direction.

use std::sync::Arc;

use cosmic_text::{
    Attrs, Buffer, CacheKey, CacheKeyFlags, Command, Family, FontSystem, LayoutGlyph, LayoutRun, Metrics, Shaping,
    SwashCache, Weight, Wrap, fontdb,
};
use resvg::tiny_skia::{Path, PathBuilder, Transform};

use super::layout::{Align, Area, Style};

/// Texts are shaped once at this size and scaled: the layout of an unhinted text is proportional to its size.
pub(in crate::badge) const EM: f32 = 1000.0;
/// From one baseline to the next, in ems.
pub(super) const PITCH: f32 = 1.18;
/// Above the first baseline, room for a capital with its accent, in ems.
pub(super) const ASCENT: f32 = 0.95;
/// Below the last baseline, in ems.
pub(super) const DESCENT: f32 = 0.25;
/// Height of a capital, in ems.
const CAPITAL: f32 = 0.714;
/// Which fonts a card is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontScope {
    /// Those built in: Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian and some more; the same everywhere.
    BuiltIn,
    /// Those and the machine's own, for scripts that the built-in ones lack.
    System,
}

/// The fonts and what was learnt of them. Loading takes a while: keep one and lend it to each card.
pub struct Fonts {
    pub(in crate::badge) system: FontSystem,
    outlines: SwashCache,
}

/// A fitted text: its outlines in millimetres on the card.
pub(super) struct Ink {
    /// The outlines; `None` for a text without any.
    pub path: Option<Path>,
    /// Whether every character had a glyph.
    pub complete: bool,
}

impl Fonts {
    /// Loads the fonts.
    pub fn new(scope: FontScope) -> Self {
        let mut faces = fontdb::Database::new();
        let built_in = [notosans::REGULAR_TTF, notosans::BOLD_TTF, dejavu::sans::regular(), dejavu::sans::bold()];
        for face in built_in {
            faces.load_font_source(fontdb::Source::Binary(Arc::new(face)));
        }
        if scope == FontScope::System {
            faces.load_system_fonts();
        }
        // The locale only chooses between regional forms of Han characters; a fixed one draws alike on every machine.
        Self { system: FontSystem::new_with_locale_and_db("en".into(), faces), outlines: SwashCache::new() }
    }

    /// A text shaped at [`EM`], not yet laid out in lines.
    pub(super) fn shaped(&mut self, text: &str, style: &Style) -> Buffer {
        self.set(text, style.bold)
    }

    /// The same, of which nothing else is known than how heavy it is.
    pub(in crate::badge) fn set(&mut self, text: &str, bold: bool) -> Buffer {
        let mut buffer = Buffer::new_empty(Metrics::new(EM, EM * PITCH));
        let weight = if bold { Weight::BOLD } else { Weight::NORMAL };
        let family = Attrs::new().family(Family::Name("Noto Sans"));
        let attrs = family.weight(weight).cache_key_flags(CacheKeyFlags::DISABLE_HINTING);
        buffer.set_wrap(&mut self.system, Wrap::Word);
        buffer.set_text(&mut self.system, text, &attrs, Shaping::Advanced, None);
        buffer
    }

    /// The outlines of a text laid out in lines, drawn at this size into its area.
    pub(super) fn outlined(&mut self, buffer: &Buffer, size: f32, area: Area, style: &Style) -> Ink {
        let scale = size / EM;
        let mut baseline = first_baseline(buffer.layout_runs().count(), size, area, style);
        let mut pen = PathBuilder::new();
        let mut complete = true;
        for run in buffer.layout_runs() {
            let (left, right) = extent(&run);
            let x = match (style.align, run.rtl) {
                (Align::Start, false) => area.x - left * scale,
                (Align::Start, true) | (Align::End, _) => area.x + area.w - right * scale,
                (Align::Middle, _) => area.x + (area.w - (left + right) * scale) / 2.0,
            };
            for glyph in run.glyphs {
                let blank = run.text.get(glyph.start..glyph.end).is_none_or(|text| text.trim().is_empty());
                complete &= glyph.glyph_id != 0 || blank;
                self.draw(glyph, Transform::from_row(scale, 0.0, 0.0, scale, x, baseline), &mut pen);
            }
            baseline += size * PITCH;
        }
        Ink { path: pen.finish(), complete }
    }

    /// The outline of a glyph at [`EM`], upwards from its baseline; `None` for one without any.
    pub(in crate::badge) fn outline(&mut self, glyph: &LayoutGlyph) -> Option<&[Command]> {
        let flags = glyph.cache_key_flags;
        let (key, _, _) = CacheKey::new(glyph.font_id, glyph.glyph_id, EM, (0.0, 0.0), glyph.font_weight, flags);
        self.outlines.get_outline_commands(&mut self.system, key)
    }

    fn draw(&mut self, glyph: &LayoutGlyph, place: Transform, pen: &mut PathBuilder) {
        let Some(commands) = self.outline(glyph) else { return };
        let (x, y) = (glyph.x + glyph.font_size * glyph.x_offset, glyph.y - glyph.font_size * glyph.y_offset);
        let mut outline = PathBuilder::new();
        for command in commands {
            match command {
                Command::MoveTo(p) => outline.move_to(x + p.x, y - p.y),
                Command::LineTo(p) => outline.line_to(x + p.x, y - p.y),
                Command::QuadTo(c, p) => outline.quad_to(x + c.x, y - c.y, x + p.x, y - p.y),
                Command::CurveTo(c, d, p) => {
                    outline.cubic_to(x + c.x, y - c.y, x + d.x, y - d.y, x + p.x, y - p.y);
                }
                Command::Close => outline.close(),
            }
        }
        if let Some(outline) = outline.finish().and_then(|outline| outline.transform(place)) {
            pen.push_path(&outline);
        }
    }
}

fn first_baseline(lines: usize, size: f32, area: Area, style: &Style) -> f32 {
    if style.centred {
        let below = PITCH * (lines.max(1) - 1) as f32;
        area.y + (area.h + size * (CAPITAL - below)) / 2.0
    } else {
        area.y + size * ASCENT
    }
}

/// Left and right end of a line's glyphs, spaces at either end left out.
pub(in crate::badge) fn extent(run: &LayoutRun<'_>) -> (f32, f32) {
    let blank = |glyph: &&LayoutGlyph| run.text.get(glyph.start..glyph.end).is_some_and(|text| !text.trim().is_empty());
    let ends = run.glyphs.iter().filter(blank).map(|glyph| (glyph.x, glyph.x + glyph.w));
    ends.reduce(|(left, right), (from, to)| (left.min(from), right.max(to))).unwrap_or((0.0, 0.0))
}
