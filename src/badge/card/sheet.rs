//! The page of an invitation, A5: drawn once, in outlines like the card, and from that one drawing come screen, PNG and
//! PDF. In a language that is written from right to left the page is its own mirror image.

use cosmic_text::Wrap;

use super::CardError;
use super::export::{self, Bitmap};
use super::layout::{Align, Area, INK, Line, PAPER, Style};
use super::shape::{ASCENT, DESCENT, EM, Fonts, PITCH};
use super::svg;
use crate::badge::qr::Qr;
use crate::domain::text::is_invisible;

/// Width of the page in millimetres.
pub const WIDTH_MM: f32 = 148.0;
/// Height of the page in millimetres.
pub const HEIGHT_MM: f32 = 210.0;

const MARGIN: f32 = 11.0;
const HEAD: f32 = 18.0;
const TOP: f32 = 26.0;
const QR: f32 = 46.0;
const GAP: f32 = 8.0;
const COLUMN: f32 = WIDTH_MM - 2.0 * MARGIN - QR - GAP;
/// Full size of what is read, and of what stands above it, in millimetres.
const VALUE: f32 = 4.2;
const LABEL: f32 = 2.8;
/// From one size of the text tried to the next smaller, and the least.
const STEP: f32 = 0.94;
const LEAST: f32 = 0.6;
/// Grey enough to stand back, dark enough to be printed and read.
const MUTE: &str = "#4a5260";

/// Some lines under a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What they are about.
    pub label: String,
    /// They.
    pub lines: Vec<String>,
}

/// What stands on a page, already formatted and translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Who invites.
    pub mission: String,
    /// What the page is.
    pub title: String,
    /// Who is invited.
    pub guest: String,
    /// The short number of the invitation.
    pub number: String,
    /// The token's text for the QR.
    pub token: String,
    /// What the QR is for.
    pub code: String,
    /// What stands beside the QR: when, which gate, whom to ask for.
    pub facts: Vec<Block>,
    /// What stands below: where, what to bring, what is not allowed.
    pub blocks: Vec<Block>,
    /// Whether it is read from right to left.
    pub right_to_left: bool,
}

/// A drawn page.
#[derive(Debug, Clone)]
pub struct Page {
    drawing: resvg::usvg::Tree,
    complete: bool,
}

impl Page {
    /// Draws a page. Where there is much to say it is said in smaller letters.
    ///
    /// # Errors
    /// A token that no QR can hold; more text than the page has room for in letters that can be read.
    pub fn draw(sheet: &Sheet, fonts: &mut Fonts) -> Result<Self, CardError> {
        let qr = Qr::new(&sheet.token)?;
        let sizes =
            std::iter::successors(Some(1.0_f32), |scale| Some(scale * STEP)).take_while(|scale| *scale >= LEAST);
        let placed = sizes.map(|scale| placed(sheet, fonts, scale)).find(|(_, foot)| *foot <= HEIGHT_MM - MARGIN);
        let lines = placed.ok_or(CardError::Full)?.0;
        let document = document(&lines, &qr, sheet.right_to_left);
        let drawing = resvg::usvg::Tree::from_str(&document, &resvg::usvg::Options::default())?;
        Ok(Self { drawing, complete: lines.iter().all(|line| line.ink.complete) })
    }

    /// Whether the fonts at hand had every character.
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// The page as pixels, so many wide.
    ///
    /// # Errors
    /// A width that is too small for its QR, or unreasonably large.
    pub fn rgba(&self, width: u32) -> Result<Bitmap, CardError> {
        export::render(&self.drawing, (WIDTH_MM, HEIGHT_MM), width)
    }

    /// The page as a PNG so many pixels wide.
    ///
    /// # Errors
    /// As [`Page::rgba`], and a picture that cannot be encoded.
    pub fn png(&self, width: u32) -> Result<Vec<u8>, CardError> {
        export::encode(&self.rgba(width)?, WIDTH_MM)
    }

    /// The page as a PDF of its real size, all in outlines.
    ///
    /// # Errors
    /// A drawing that cannot be put on a page.
    pub fn pdf(&self) -> Result<Vec<u8>, CardError> {
        export::page(&self.drawing)
    }
}

/// Where the columns are: the one of the words, and the one of the QR.
fn columns(right_to_left: bool) -> (f32, f32) {
    if right_to_left { (MARGIN + QR + GAP, MARGIN) } else { (MARGIN, MARGIN + COLUMN + GAP) }
}

fn placed(sheet: &Sheet, fonts: &mut Fonts, scale: f32) -> (Vec<Line>, f32) {
    let mut pen = Pen { fonts, lines: Vec::new(), right_to_left: sheet.right_to_left, scale };
    let (words, code) = columns(sheet.right_to_left);
    let (inner, narrow) = (WIDTH_MM - 2.0 * MARGIN, 38.0);
    let wide = inner - narrow - 4.0;
    let place = |x: f32, w: f32| Area { x, y: 2.5, w, h: HEAD - 5.0 };
    let (mission, title) = match sheet.right_to_left {
        true => (place(MARGIN + narrow + 4.0, wide), place(MARGIN, narrow)),
        false => (place(MARGIN, wide), place(MARGIN + wide + 4.0, narrow)),
    };
    pen.fit("mission", &sheet.mission, mission, &Style { colour: PAPER, ..style(true, 5.0, pen.align()) });
    let middle = Style { colour: PAPER, ..style(false, 4.6, Align::Middle) };
    pen.fit("title", &sheet.title, title, &middle);
    let name = Style { centred: false, ..style(true, 8.0, pen.align()) };
    pen.fit("guest", &sheet.guest, Area { x: words, y: TOP - 1.5, w: COLUMN, h: 17.0 }, &name);
    let mut y = TOP + 18.0;
    for block in &sheet.facts {
        y = pen.block(block, words, y, COLUMN);
    }
    let under = TOP + QR + 3.0;
    let middle = Style { least: 2.4, lines: 1, ..style(true, 5.0, Align::Middle) };
    pen.fit("number", &sheet.number, Area { x: code, y: under, w: QR, h: 6.5 }, &middle);
    let hint = Style { least: 2.8, centred: false, colour: MUTE, ..style(false, 3.2, Align::Middle) };
    pen.fit("code", &sheet.code, Area { x: code, y: under + 7.0, w: QR, h: 10.0 }, &hint);
    let mut y = y.max(under + 18.0) + 4.0;
    for block in &sheet.blocks {
        y = pen.block(block, MARGIN, y, WIDTH_MM - 2.0 * MARGIN);
    }
    (pen.lines, y)
}

fn style(bold: bool, size: f32, align: Align) -> Style {
    Style { bold, size, least: 2.4, lines: 3, align, centred: true, colour: INK }
}

struct Pen<'a> {
    fonts: &'a mut Fonts,
    lines: Vec<Line>,
    right_to_left: bool,
    scale: f32,
}

impl Pen<'_> {
    fn align(&self) -> Align {
        if self.right_to_left { Align::End } else { Align::Start }
    }

    fn fit(&mut self, id: &'static str, text: &str, area: Area, style: &Style) {
        if text.is_empty() {
            return;
        }
        let ink = self.fonts.fit(text, area, style);
        self.lines.push(Line { id, colour: style.colour, ink });
    }

    /// A block under its label; answers where the next one begins. One without lines is left out.
    fn block(&mut self, block: &Block, x: f32, y: f32, w: f32) -> f32 {
        if block.lines.is_empty() {
            return y;
        }
        let label = Style { colour: MUTE, ..style(false, LABEL, self.align()) };
        let mut y = self.paragraph(&block.label, (x, y, w), &label) + 0.4;
        for line in &block.lines {
            y = self.paragraph(line, (x, y, w), &style(false, VALUE, self.align()));
        }
        y + 3.0 * self.scale
    }

    /// A text on as many lines as it takes; answers where it ends.
    fn paragraph(&mut self, text: &str, (x, y, w): (f32, f32, f32), style: &Style) -> f32 {
        let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        let size = style.size * self.scale;
        let mut buffer = self.fonts.shaped(&text, style);
        buffer.set_wrap(&mut self.fonts.system, Wrap::WordOrGlyph);
        buffer.set_size(&mut self.fonts.system, Some(w / size * EM), None);
        let count = buffer.layout_runs().count().max(1);
        let h = size * (ASCENT + DESCENT + PITCH * (count - 1) as f32);
        let style = Style { centred: false, ..*style };
        let ink = self.fonts.outlined(&buffer, size, Area { x, y, w, h }, &style);
        self.lines.push(Line { id: "text", colour: style.colour, ink });
        y + h
    }
}

fn document(lines: &[Line], qr: &Qr, right_to_left: bool) -> String {
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_MM}mm" height="{HEIGHT_MM}mm" viewBox="0 0 {WIDTH_MM} {HEIGHT_MM}">"#
    );
    let page = Area { x: 0.0, y: 0.0, w: WIDTH_MM, h: HEIGHT_MM };
    svg::rectangle(&mut svg, "paper", page, PAPER);
    svg::rectangle(&mut svg, "head", Area { h: HEAD, ..page }, INK);
    let (_, x) = columns(right_to_left);
    svg::modules(&mut svg, qr, Area { x, y: TOP, w: QR, h: QR });
    for line in lines {
        if let Some(path) = &line.ink.path {
            svg::element(&mut svg, line.id, line.colour, &svg::outline(path));
        }
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::badge::card::{FontScope, samples};

    fn sheet(right_to_left: bool, words: &str) -> Sheet {
        let block = |label: &str| Block { label: label.into(), lines: vec![words.into()] };
        Sheet {
            mission: "Embassy of Freedonia".into(),
            title: "Invitation".into(),
            guest: "Amélie Søndergård".into(),
            number: "B-1A2B".into(),
            token: samples::face().token,
            code: "Show this code at the gate.".into(),
            facts: vec![block("When"), block("Gate"), block("Ask for")],
            blocks: vec![block("Where"), block("Please bring")],
            right_to_left,
        }
    }

    #[test]
    fn the_qr_reads_back_from_the_picture_on_either_side() {
        let mut fonts = Fonts::new(FontScope::BuiltIn);
        for (right_to_left, words) in [(false, "Tuesday, 24 November 2026"), (true, "الثلاثاء 24 نوفمبر 2026")]
        {
            let sheet = sheet(right_to_left, words);
            let page = Page::draw(&sheet, &mut fonts).unwrap();
            assert!(page.complete());
            let Bitmap { width, height, rgba } = page.rgba(1_240).unwrap();
            let grey = |x: usize, y: usize| rgba[(y * width as usize + x) * 4];
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, grey);
            let grids = image.detect_grids();
            assert_eq!(grids[0].decode().unwrap().1, sheet.token);
            let left = grids[0].bounds[0].x < width as i32 / 2;
            assert_eq!(left, right_to_left, "the code stands where the reading ends");
            assert!(page.pdf().unwrap().starts_with(b"%PDF"));
        }
    }

    #[test]
    fn much_text_is_set_smaller_and_too_much_is_refused() {
        let mut fonts = Fonts::new(FontScope::BuiltIn);
        assert!(Page::draw(&sheet(false, &"Bring the letter of your ministry. ".repeat(8)), &mut fonts).is_ok());
        let refused = Page::draw(&sheet(false, &"Bring the letter of your ministry. ".repeat(200)), &mut fonts);
        assert!(matches!(refused, Err(CardError::Full)), "{refused:?}");
    }
}
