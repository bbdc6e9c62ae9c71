//! The drawing as pixels, as a PNG and as a PDF page of the card's real size.

use std::ops::RangeInclusive;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;

use super::layout;
use super::{Card, CardError, HEIGHT_MM, WIDTH_MM};
use crate::badge::qr::{QUIET, Qr};

/// Widths in pixels that a card is drawn at: from a QR of at least two pixels a module to more than 1,900 dots an inch.
const WIDTHS: RangeInclusive<u32> = 320..=8_192;

/// Below so many pixels a module, modules of unequal width make a QR hard to read, and all get the same width.
const FINE: f32 = 6.0;

/// A picture: rows from the top, four bytes a pixel (red, green, blue, alpha), every pixel opaque.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitmap {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 4` bytes.
    pub rgba: Vec<u8>,
}

impl Card {
    /// The card as pixels, so many wide and in proportion high.
    ///
    /// # Errors
    /// A width that is too small for its QR, or unreasonably large.
    pub fn rgba(&self, width: u32) -> Result<Bitmap, CardError> {
        let mut bitmap = render(&self.drawing, (WIDTH_MM, HEIGHT_MM), width)?;
        even_out(&mut bitmap, &self.qr);
        Ok(bitmap)
    }

    /// The card as a PNG (ISO/IEC 15948) so many pixels wide, which says how large it is to be printed.
    ///
    /// # Errors
    /// As [`Card::rgba`], and a picture that cannot be encoded.
    pub fn png(&self, width: u32) -> Result<Vec<u8>, CardError> {
        encode(&self.rgba(width)?, WIDTH_MM)
    }

    /// The card as a PDF of one page, of the card's real size, all in outlines.
    ///
    /// # Errors
    /// A drawing that cannot be put on a page.
    pub fn pdf(&self) -> Result<Vec<u8>, CardError> {
        page(&self.drawing)
    }
}

/// A drawing of so many millimetres as pixels, so many wide.
pub(super) fn render(drawing: &Tree, size: (f32, f32), width: u32) -> Result<Bitmap, CardError> {
    let refused = || CardError::Width { asked: width, least: *WIDTHS.start(), most: *WIDTHS.end() };
    if !WIDTHS.contains(&width) {
        return Err(refused());
    }
    let height = (width as f32 * size.1 / size.0).round() as u32;
    let mut pixels = Pixmap::new(width, height).ok_or_else(refused)?;
    pixels.fill(Color::WHITE);
    let scale = Transform::from_scale(width as f32 / drawing.size().width(), height as f32 / drawing.size().height());
    resvg::render(drawing, scale, &mut pixels.as_mut());
    Ok(Bitmap { width, height, rgba: pixels.take() })
}

/// A picture as a PNG that says how wide it is to be printed.
pub(super) fn encode(bitmap: &Bitmap, width_mm: f32) -> Result<Vec<u8>, CardError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, bitmap.width, bitmap.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let per_metre = (bitmap.width as f32 * 1_000.0 / width_mm).round() as u32;
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bitmap.rgba)?;
    writer.finish()?;
    Ok(file)
}

/// A drawing as a PDF of one page of its real size.
pub(super) fn page(drawing: &Tree) -> Result<Vec<u8>, CardError> {
    // The drawing's millimetres were read as 96ths of an inch, the unit of CSS.
    let page = svg2pdf::PageOptions { dpi: 96.0 };
    svg2pdf::to_pdf(drawing, svg2pdf::ConversionOptions::default(), page).map_err(CardError::Pdf)
}

/// Draws a small QR anew in modules of whole pixels, about the same middle. Larger ones keep the drawing's exact size.
fn even_out(bitmap: &mut Bitmap, qr: &Qr) {
    let per_mm = bitmap.width as f32 / WIDTH_MM;
    let exact = layout::QR.w * per_mm / (qr.width() - 2 * QUIET) as f32;
    if exact >= FINE {
        return;
    }
    let module = (exact as usize).max(1);
    let middle = |from: f32| (from + layout::QR.w / 2.0) * per_mm;
    let start = |from: f32| (middle(from) - (module * qr.width()) as f32 / 2.0).round() as usize;
    let (left, top) = (start(layout::QR.x), start(layout::QR.y));
    let drawn = |from: f32| (from * per_mm) as usize..((from + layout::QR.w) * per_mm).ceil() as usize;
    let (columns, lines) = (drawn(layout::QR.x), drawn(layout::QR.y));
    for (y, row) in bitmap.rgba.chunks_mut(bitmap.width as usize * 4).enumerate() {
        for (x, pixel) in row.chunks_mut(4).enumerate() {
            let cell = |at: usize, start: usize| at.checked_sub(start).map(|at| at / module);
            let line = cell(y, top).and_then(|down| qr.modules().get(down));
            let dark = line.zip(cell(x, left)).and_then(|(line, across)| line.get(across)) == Some(&true);
            // The code as drawn is the larger one; what of it lies outside the new one goes white.
            if dark {
                pixel.copy_from_slice(&[0, 0, 0, 255]);
            } else if lines.contains(&y) && columns.contains(&x) {
                pixel.fill(255);
            }
        }
    }
}
