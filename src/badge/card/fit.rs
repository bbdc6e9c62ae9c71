//! Any text into its rectangle: smaller, on more lines, cut, and as a last resort scaled.

use cosmic_text::{Buffer, Wrap};
use resvg::tiny_skia::{Path, Transform};
use unicode_normalization::char::is_combining_mark;

use super::layout::{Area, Style};
use super::shape::{ASCENT, DESCENT, EM, Fonts, Ink, PITCH, extent};
use crate::domain::text::is_invisible;

/// From one size tried to the next smaller.
const STEP: f32 = 0.94;
/// A text is set in one line until it would be smaller than this part of its full size.
const ONE_LINE: f32 = 0.72;
/// More characters than any place on the card holds; the rest is not even shaped.
const MOST: usize = 400;
const ELLIPSIS: char = '…';

impl Fonts {
    /// Fits a text into its area: as large as the style allows, smaller, on more lines, cut; and never outside it.
    pub(super) fn fit(&mut self, text: &str, area: Area, style: &Style) -> Ink {
        let text = visible(text);
        let mut buffer = self.shaped(&text, style);
        let whole = candidates(style).find(|(size, lines)| self.holds(&mut buffer, *size, *lines, area));
        let size = whole.map_or_else(|| self.cut(&mut buffer, &text, area, style), |(size, _)| size);
        let ink = self.outlined(&buffer, size, area, style);
        Ink { path: ink.path.and_then(|path| contained(path, area)), ..ink }
    }

    /// Whether the text at this size stands on so many lines within the area; leaves the buffer laid out so.
    fn holds(&mut self, buffer: &mut Buffer, size: f32, lines: usize, area: Area) -> bool {
        let width = area.w / size * EM;
        buffer.set_size(&mut self.system, Some(width), None);
        let widest = buffer.layout_runs().map(|run| extent(&run)).map(|(left, right)| right - left).fold(0.0, f32::max);
        let count = buffer.layout_runs().count();
        count <= lines && widest <= width && height(count, size) <= area.h + 1e-3
    }

    /// The longest beginning of a text that stands in the area at the least size, with an ellipsis; leaves it in the
    /// buffer and returns that size. Words longer than a line are broken here.
    fn cut(&mut self, buffer: &mut Buffer, text: &str, area: Area, style: &Style) -> f32 {
        let starts: Vec<usize> =
            text.char_indices().filter(|(_, c)| !is_combining_mark(*c)).map(|(at, _)| at).collect();
        let mut attempt = |fonts: &mut Self, part: &str| {
            *buffer = fonts.shaped(part, style);
            buffer.set_wrap(&mut fonts.system, Wrap::WordOrGlyph);
            fonts.holds(buffer, style.least, style.lines, area)
        };
        if attempt(self, text) {
            return style.least;
        }
        let beginning = |kept: usize| {
            let end = starts.get(kept).copied().unwrap_or(text.len());
            format!("{}{ELLIPSIS}", text.get(..end).unwrap_or_default().trim_end())
        };
        let (mut fits, mut exceeds) = (0, starts.len());
        while exceeds - fits > 1 {
            let middle = fits.midpoint(exceeds);
            if attempt(self, &beginning(middle)) {
                fits = middle;
            } else {
                exceeds = middle;
            }
        }
        attempt(self, &beginning(fits));
        style.least
    }
}

/// Sizes to try and on how many lines, the best first.
fn candidates(style: &Style) -> impl Iterator<Item = (f32, usize)> + use<> {
    let Style { size, least, lines, .. } = *style;
    let from = move |size: f32| std::iter::successors(Some(size), |size| Some(size * STEP));
    let single = if lines == 1 { least } else { least.max(size * ONE_LINE) };
    let one = from(size).take_while(move |size| *size >= single).map(|size| (size, 1));
    let more = from(size).take_while(move |size| *size >= least).map(move |size| (size, lines));
    one.chain(more)
}

fn height(lines: usize, size: f32) -> f32 {
    size * (ASCENT + DESCENT + PITCH * (lines.max(1) - 1) as f32)
}

/// A text without what is not seen; an en dash for nothing, in every language.
fn visible(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_invisible(*c));
    let text: String = spaced.take(MOST).collect();
    if text.trim().is_empty() { "–".into() } else { text.trim().into() }
}

/// The outlines moved, and where that is not enough made smaller, until they lie within the area: the last resort for
/// piles of accents and fonts of unusual proportions.
fn contained(path: Path, area: Area) -> Option<Path> {
    let bounds = path.bounds();
    let scale = (area.w / bounds.width().max(1e-6)).min(area.h / bounds.height().max(1e-6)).min(1.0);
    let path = path.transform(Transform::from_scale(scale, scale))?;
    let bounds = path.bounds();
    let clamp = |from: f32, to: f32, low: f32, high: f32| if from < low { low - from } else { (high - to).min(0.0) };
    let x = clamp(bounds.left(), bounds.right(), area.x, area.x + area.w);
    let y = clamp(bounds.top(), bounds.bottom(), area.y, area.y + area.h);
    path.transform(Transform::from_translate(x, y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::badge::card::layout::texts;
    use crate::badge::card::{FontScope, samples};

    #[test]
    fn what_is_cut_ends_in_an_ellipsis_and_keeps_all_that_fits() {
        let mut fonts = Fonts::new(FontScope::BuiltIn);
        let name = texts(&samples::face()).into_iter().find(|text| text.id == "name").unwrap();
        let mut kept = |text: &str| {
            let mut buffer = fonts.shaped(text, &name.style);
            let size = fonts.cut(&mut buffer, text, name.area, &name.style);
            assert_eq!(size, name.style.least);
            assert!(buffer.layout_runs().count() <= name.style.lines);
            buffer.lines.iter().map(|line| line.text().to_owned()).collect::<String>()
        };
        let long = "n\u{0303}o".repeat(200);
        let cut = kept(&long);
        let beginning = cut.strip_suffix(ELLIPSIS).unwrap();
        assert!(long.starts_with(beginning) && beginning.chars().count() > 60, "{cut}");
        assert!(!beginning.ends_with('n'), "a letter keeps its accent: {cut}");
        assert_eq!(kept(beginning), beginning, "what fits is not cut");
        let more = long.chars().take(beginning.chars().count() + 4).collect::<String>();
        assert!(kept(&more).ends_with(ELLIPSIS), "and no more would fit");
    }

    #[test]
    fn nothing_unseen_is_drawn_and_nothing_at_all_is_a_dash() {
        assert_eq!(visible(" a\u{202e}\tb\u{0}\n"), "a b");
        assert_eq!([visible(""), visible(" \u{200b} ")], ["–", "–"]);
        assert_eq!(visible(&"x".repeat(10_000)).len(), MOST);
    }
}
