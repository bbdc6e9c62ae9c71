//! Glyphs as fonts of a page: each outline is written once, and texts name it by a code of one byte (PDF 1.7, 9.6.5,
//! Type 3). So text shaped in any script, from whatever fonts the machine has, stays small and exact without a font being
//! copied into the file.

use std::collections::HashMap;

use cosmic_text::{Command, LayoutGlyph, fontdb};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref};

use super::deflated;
use crate::badge::card::Fonts;

/// Codes that a font has.
const CODES: usize = 255;

/// A glyph as pages name it: which font, and its code there.
pub(super) type Named = (usize, u8);

/// Every glyph that was used so far.
#[derive(Default)]
pub(super) struct Glyphs {
    known: HashMap<(fontdb::ID, u16, u16), Named>,
    fonts: Vec<Vec<Drawn>>,
}

/// How wide a glyph is and how it is drawn, in thousandths of its size.
struct Drawn {
    wide: f32,
    how: Vec<u8>,
}

impl Glyphs {
    /// How pages name this glyph, and how far it moves on.
    pub(super) fn named(&mut self, fonts: &mut Fonts, glyph: &LayoutGlyph) -> (Named, f32) {
        let key = (glyph.font_id, glyph.glyph_id, glyph.font_weight.0);
        if let Some(named) = self.known.get(&key) {
            let drawn = self.fonts.get(named.0).and_then(|font| font.get(usize::from(named.1) - 1));
            return (*named, drawn.map_or(0.0, |drawn| drawn.wide));
        }
        if self.fonts.last().is_none_or(|font| font.len() == CODES) {
            self.fonts.push(Vec::new());
        }
        let at = self.fonts.len() - 1;
        let drawn = drawn(fonts.outline(glyph).unwrap_or_default(), glyph.w);
        let (mut code, wide) = (1, drawn.wide);
        if let Some(font) = self.fonts.last_mut() {
            font.push(drawn);
            code = u8::try_from(font.len()).unwrap_or(u8::MAX);
        }
        let _ = self.known.insert(key, (at, code));
        ((at, code), wide)
    }

    /// Writes the fonts; answers what each is called and where it stands.
    pub(super) fn write(&self, pdf: &mut Pdf, next: &mut Ref) -> Vec<(String, Ref)> {
        self.fonts.iter().enumerate().map(|(at, font)| (name(at), write_font(font, pdf, next))).collect()
    }
}

/// What the font of this number is called on pages.
pub(super) fn name(at: usize) -> String {
    format!("F{at}")
}

fn write_font(font: &[Drawn], pdf: &mut Pdf, next: &mut Ref) -> Ref {
    let outlines: Vec<Ref> = font.iter().map(|_| next.bump()).collect();
    for (drawn, place) in font.iter().zip(&outlines) {
        let bytes = deflated(&drawn.how);
        pdf.stream(*place, &bytes).filter(pdf_writer::Filter::FlateDecode);
    }
    let names: Vec<String> = (1..=font.len()).map(|code| format!("g{code}")).collect();
    let place = next.bump();
    let mut written = pdf.type3_font(place);
    written.bbox(Rect::new(0.0, 0.0, 0.0, 0.0)).matrix([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let mut procs = written.char_procs();
    for (name, outline) in names.iter().zip(outlines) {
        let _ = procs.pair(Name(name.as_bytes()), outline);
    }
    procs.finish();
    let mut encoding = written.encoding_custom();
    let _ = encoding.differences().consecutive(1, names.iter().map(|name| Name(name.as_bytes())));
    encoding.finish();
    let last = u8::try_from(font.len()).unwrap_or(u8::MAX);
    let _ = written.first_char(1).last_char(last).widths(font.iter().map(|drawn| drawn.wide));
    written.resources().finish();
    written.finish();
    place
}

/// The outline, its curves of the second degree as such of the third: the page knows no others.
fn drawn(commands: &[Command], wide: f32) -> Drawn {
    let (mut content, mut at, mut edges) = (Content::new(), (0.0_f32, 0.0_f32), [0.0_f32; 4]);
    let points = commands.iter().flat_map(|command| match command {
        Command::MoveTo(p) | Command::LineTo(p) => vec![*p],
        Command::QuadTo(c, p) => vec![*c, *p],
        Command::CurveTo(c, d, p) => vec![*c, *d, *p],
        Command::Close => Vec::new(),
    });
    for point in points {
        edges = [edges[0].min(point.x), edges[1].min(point.y), edges[2].max(point.x), edges[3].max(point.y)];
    }
    let _ = content.start_shape_glyph(wide, edges[0], edges[1], edges[2], edges[3]);
    let mut empty = true;
    for command in commands {
        match command {
            Command::MoveTo(p) => {
                let _ = content.move_to(p.x, p.y);
                at = (p.x, p.y);
            }
            Command::LineTo(p) => {
                let _ = content.line_to(p.x, p.y);
                at = (p.x, p.y);
            }
            Command::QuadTo(c, p) => {
                let third = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
                let first = (third(at.0, c.x), third(at.1, c.y));
                let _ = content.cubic_to(first.0, first.1, third(p.x, c.x), third(p.y, c.y), p.x, p.y);
                at = (p.x, p.y);
            }
            Command::CurveTo(c, d, p) => {
                let _ = content.cubic_to(c.x, c.y, d.x, d.y, p.x, p.y);
                at = (p.x, p.y);
            }
            Command::Close => {
                let _ = content.close_path();
            }
        }
        empty = false;
    }
    if !empty {
        let _ = content.fill_nonzero();
    }
    Drawn { wide, how: content.finish() }
}
