//! Pages of a list, A4 lying: any script, every text whole.
//!
//! Text is shaped as on the card and broken into lines where its column ends; a row that is higher than a page goes on on
//! the next. Every line says beside its glyphs what it reads, so that it can be searched and copied.

mod glyphs;
mod lines;
#[cfg(test)]
mod tests;

use std::io;

use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

use glyphs::{Glyphs, name};
use lines::{Line, Setter, widths};

use super::card::Fonts;

/// Width and height of a page in points.
const PAGE: (f32, f32) = (842.0, 595.0);
/// What is left free at its edges.
const MARGIN: f32 = 36.0;
/// The size of what stands in rows, in points.
const SIZE: f32 = 8.5;
/// From one of its lines to the next.
const PITCH: f32 = 11.0;
/// Above and below a row.
const GAP: f32 = 3.0;
/// Between two columns.
const GUTTER: f32 = 8.0;
/// The side of a box to tick.
const TICK: f32 = 8.0;
/// The size of the title, and that of what stands beneath it.
const HEAD: (f32, f32) = (15.0, 9.0);

/// A list as it is to be printed, already in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is.
    pub title: String,
    /// What of it, and who wants it: beneath the title.
    pub beneath: Vec<String>,
    /// At the foot of every page.
    pub foot: String,
    /// What its columns are called.
    pub columns: Vec<String>,
    /// A mark for each column.
    pub rows: Vec<Vec<Mark>>,
    /// What stands in the place of rows where there are none.
    pub empty: String,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A text.
    Text(String),
    /// A number, at the right end.
    Number(String),
    /// A box to tick with a pen.
    Tick,
}

/// Pages as they fill.
struct Pages<'f> {
    setter: Setter<'f>,
    glyphs: Glyphs,
    done: Vec<Content>,
    page: Content,
    /// How much of the page is free, from its foot.
    left: f32,
}

impl Sheet {
    /// The pages as PDF. `numbered` says which of how many a page is; `step` is asked once a row whether to go on.
    ///
    /// # Errors
    /// Whatever `step` says.
    pub fn pdf(
        &self,
        fonts: &mut Fonts,
        numbered: &dyn Fn(usize, usize) -> String,
        step: &mut dyn FnMut() -> io::Result<()>,
    ) -> io::Result<Vec<u8>> {
        let mut pages = Pages {
            setter: Setter { fonts },
            glyphs: Glyphs::default(),
            done: Vec::new(),
            page: Content::new(),
            left: PAGE.1 - MARGIN,
        };
        let wide = widths(&mut pages.setter, self);
        pages.head(self);
        pages.columns(self, &wide);
        if self.rows.is_empty() {
            pages.paragraph(&self.empty, HEAD.1, false);
        }
        for row in &self.rows {
            step()?;
            pages.row(self, row, &wide);
        }
        Ok(pages.finish(self, numbered))
    }
}

impl Pages<'_> {
    /// What stands over the list, on its first page.
    fn head(&mut self, sheet: &Sheet) {
        self.paragraph(&sheet.title, HEAD.0, true);
        for words in sheet.beneath.iter().filter(|words| !words.is_empty()) {
            self.paragraph(words, HEAD.1, false);
        }
        self.left -= 2.0 * GAP;
    }

    /// A text over the whole width.
    fn paragraph(&mut self, words: &str, size: f32, bold: bool) {
        let pitch = size * PITCH / SIZE;
        for line in self.setter.lines(words, PAGE.0 - 2.0 * MARGIN, size, bold) {
            self.left -= pitch;
            self.draw(&line, MARGIN, self.left, size);
        }
    }

    /// What the columns are called, with a line below.
    fn columns(&mut self, sheet: &Sheet, wide: &[f32]) {
        let heads: Vec<Vec<Line>> =
            sheet.columns.iter().zip(wide).map(|(name, wide)| self.setter.lines(name, *wide, SIZE, true)).collect();
        let most = heads.iter().map(Vec::len).max().unwrap_or(1);
        let mut x = MARGIN;
        for (lines, wide) in heads.iter().zip(wide) {
            for (at, line) in lines.iter().enumerate() {
                self.draw(line, x, self.left - PITCH * (at as f32 + 1.0), SIZE);
            }
            x += wide + GUTTER;
        }
        self.left -= PITCH * most as f32 + GAP;
        self.rule(0.8, 0.0);
    }

    fn row(&mut self, sheet: &Sheet, row: &[Mark], wide: &[f32]) {
        let cells: Vec<Vec<Line>> = row
            .iter()
            .zip(wide)
            .map(|(mark, wide)| match mark {
                Mark::Text(text) | Mark::Number(text) => self.setter.lines(text, *wide, SIZE, false),
                Mark::Tick => Vec::new(),
            })
            .collect();
        let most = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let mut begin = 0;
        while begin < most {
            let room = |left: f32| ((left - MARGIN - 2.0 * PITCH - 2.0 * GAP) / PITCH).max(0.0) as usize;
            let whole = room(self.left) >= most - begin;
            // A row begins on a page of its own rather than being parted, if it fits there.
            if !whole && (begin == 0 && most <= room(PAGE.1 - MARGIN) || room(self.left) == 0) {
                self.turn(sheet, wide);
            }
            let some = (most - begin).min(room(self.left).max(1));
            self.part(row, &cells, wide, begin..begin + some);
            begin += some;
        }
        self.rule(0.3, 0.6);
    }

    /// Some lines of a row.
    fn part(&mut self, row: &[Mark], cells: &[Vec<Line>], wide: &[f32], some: std::ops::Range<usize>) {
        let top = self.left - GAP;
        let mut x = MARGIN;
        for ((mark, lines), wide) in row.iter().zip(cells).zip(wide) {
            if *mark == Mark::Tick && some.start == 0 {
                let _ = self.page.set_line_width(0.8).set_stroke_gray(0.0);
                let _ = self.page.rect(x + 1.0, top - TICK, TICK, TICK).stroke();
            }
            for (at, line) in lines.iter().skip(some.start).take(some.len()).enumerate() {
                let right = matches!(mark, Mark::Number(_)) || line.rtl;
                let from = if right { x + wide - line.wide * SIZE / lines::EM } else { x };
                self.draw(line, from, top - PITCH * (at as f32 + 1.0) + 2.5, SIZE);
            }
            x += wide + GUTTER;
        }
        self.left = top - PITCH * some.len() as f32;
    }

    /// A line over the whole width, where the page is free.
    fn rule(&mut self, thick: f32, gray: f32) {
        let _ = self.page.set_line_width(thick).set_stroke_gray(gray);
        let _ = self.page.move_to(MARGIN, self.left).line_to(PAGE.0 - MARGIN, self.left).stroke();
        self.left -= GAP / 2.0;
    }

    /// To the next page, which begins with what the columns are called.
    fn turn(&mut self, sheet: &Sheet, wide: &[f32]) {
        self.done.push(std::mem::replace(&mut self.page, Content::new()));
        self.left = PAGE.1 - MARGIN;
        self.columns(sheet, wide);
    }

    /// A line of text, its baseline's left end here.
    fn draw(&mut self, line: &Line, x: f32, y: f32, size: f32) {
        if line.glyphs.is_empty() {
            return;
        }
        let mut span = self.page.begin_marked_content_with_properties(Name(b"Span"));
        let _ = span.properties().actual_text(TextStr(&line.text));
        drop(span);
        let _ = self.page.begin_text();
        let scale = size / lines::EM;
        let mut glyphs = line.glyphs.iter().peekable();
        while let Some(glyph) = glyphs.next() {
            let ((font, code), mut wide) = self.glyphs.named(self.setter.fonts, &glyph.glyph);
            let (mut codes, mut moves, mut pen) = (vec![code], vec![0.0], glyph.x);
            // Those of one font that stand on one height are shown at once.
            while let Some(next) = glyphs.peek().filter(|next| next.y == glyph.y) {
                let ((other, code), its) = self.glyphs.named(self.setter.fonts, &next.glyph);
                if other != font {
                    break;
                }
                moves.push(next.x - (pen + wide));
                codes.push(code);
                (pen, wide) = (next.x, its);
                let _ = glyphs.next();
            }
            let _ = self.page.set_font(Name(name(font).as_bytes()), size);
            let place = [1.0, 0.0, 0.0, 1.0, x + glyph.x * scale, y + glyph.y * scale];
            let _ = self.page.set_text_matrix(place);
            let mut shown = self.page.show_positioned();
            let mut items = shown.items();
            for (code, by) in codes.into_iter().zip(moves) {
                if by.abs() > 0.5 {
                    let _ = items.adjust(-by);
                }
                let _ = items.show(pdf_writer::Str(&[code]));
            }
        }
        let _ = self.page.end_text();
        let _ = self.page.end_marked_content();
    }

    fn finish(mut self, sheet: &Sheet, numbered: &dyn Fn(usize, usize) -> String) -> Vec<u8> {
        self.done.push(std::mem::replace(&mut self.page, Content::new()));
        let pages = std::mem::take(&mut self.done);
        let count = pages.len();
        let mut contents = Vec::with_capacity(count);
        for (at, page) in pages.into_iter().enumerate() {
            self.page = page;
            let words = numbered(at + 1, count);
            let lines = self.setter.lines(&words, PAGE.0 / 2.0, HEAD.1, false);
            for line in lines.iter().take(1) {
                let x = PAGE.0 - MARGIN - line.wide * HEAD.1 / lines::EM;
                self.draw(line, x, MARGIN - PITCH, HEAD.1);
            }
            let lines = self.setter.lines(&sheet.foot, PAGE.0 / 2.0, HEAD.1, false);
            for line in lines.iter().take(1) {
                self.draw(line, MARGIN, MARGIN - PITCH, HEAD.1);
            }
            contents.push(deflated(&std::mem::replace(&mut self.page, Content::new()).finish()));
        }
        document(&self.glyphs, &sheet.title, &contents)
    }
}

/// The file of these pages.
fn document(glyphs: &Glyphs, title: &str, contents: &[Vec<u8>]) -> Vec<u8> {
    let (mut pdf, mut next) = (Pdf::new(), Ref::new(1));
    let (catalog, tree, info) = (next.bump(), next.bump(), next.bump());
    let fonts = glyphs.write(&mut pdf, &mut next);
    let pages: Vec<(Ref, Ref)> = contents.iter().map(|_| (next.bump(), next.bump())).collect();
    let _ = pdf.catalog(catalog).pages(tree);
    let _ = pdf.document_info(info).title(TextStr(title)).producer(TextStr("Gateward"));
    let _ = pdf.pages(tree).kids(pages.iter().map(|(page, _)| *page)).count(i32::try_from(pages.len()).unwrap_or(0));
    for ((page, content), bytes) in pages.iter().zip(contents) {
        let mut written = pdf.page(*page);
        let _ = written.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(*content);
        let mut resources = written.resources();
        let mut named = resources.fonts();
        for (name, font) in &fonts {
            let _ = named.pair(Name(name.as_bytes()), *font);
        }
        named.finish();
        resources.finish();
        written.finish();
        pdf.stream(*content, bytes).filter(Filter::FlateDecode);
    }
    pdf.finish()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}
