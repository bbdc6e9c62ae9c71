//! The card as one SVG document in millimetres: paths and rectangles alone, so that every renderer draws it alike.

use std::fmt::Write;

use resvg::tiny_skia::{Path, PathSegment};

use super::layout::{self, Area, Line};
use super::{HEIGHT_MM, WIDTH_MM};
use crate::badge::qr::{QUIET, Qr};

/// The whole drawing.
pub(super) fn document(lines: &[Line], qr: &Qr, escort: bool) -> String {
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_MM}mm" height="{HEIGHT_MM}mm" viewBox="0 0 {WIDTH_MM} {HEIGHT_MM}">"#
    );
    let card = Area { x: 0.0, y: 0.0, w: WIDTH_MM, h: HEIGHT_MM };
    rectangle(&mut svg, "paper", card, layout::PAPER);
    rectangle(&mut svg, "head", layout::HEAD, layout::INK);
    foot(&mut svg, escort);
    symbols(&mut svg, escort);
    modules(&mut svg, qr, layout::QR);
    for line in lines {
        if let Some(path) = &line.ink.path {
            element(&mut svg, line.id, line.colour, &outline(path));
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Stripes about a plate for who is escorted, two plain bars for who is not; the words are black on white on both.
fn foot(svg: &mut String, escort: bool) {
    if escort {
        rectangle(svg, "foot", layout::FOOT, layout::WARN);
        stripes(svg);
        rectangle(svg, "plate", layout::PLATE, layout::PAPER);
    } else {
        rectangle(svg, "foot", layout::FOOT, layout::FREE);
        rectangle(svg, "plate", Area { x: 0.0, w: WIDTH_MM, ..layout::PLATE }, layout::PAPER);
    }
}

/// Slanted stripes as on a barrier.
fn stripes(svg: &mut String) {
    const STRIPE: f32 = 5.0;
    let Area { x, y, w, h } = layout::FOOT;
    let slant = h * 0.7;
    let starts = std::iter::successors(Some(x - slant), |left| Some(left + 2.0 * STRIPE));
    let mut stripes = String::new();
    for left in starts.take_while(|left| *left < x + w) {
        let (foot, head) = (left, left + slant);
        points(&mut stripes, &[(foot, y + h), (head, y), (head + STRIPE, y), (foot + STRIPE, y + h)]);
    }
    let _ = write!(svg, r#"<clipPath id="foot-edge"><rect x="{x}" y="{y}" width="{w}" height="{h}"/></clipPath>"#);
    svg.push_str(r#"<g clip-path="url(#foot-edge)">"#);
    element(svg, "stripes", layout::INK, &stripes);
    svg.push_str("</g>");
}

/// A QR whose modules fill this area; its quiet zone lies around it.
pub(super) fn modules(svg: &mut String, qr: &Qr, area: Area) {
    let Area { x, y, w, .. } = area;
    let module = w / (qr.width() - 2 * QUIET) as f32;
    let quiet = module * QUIET as f32;
    let zone = Area { x: x - quiet, y: y - quiet, w: w + 2.0 * quiet, h: w + 2.0 * quiet };
    rectangle(svg, "quiet", zone, "#ffffff");
    let mut dark = String::new();
    for (down, row) in qr.modules().iter().enumerate() {
        let mut across = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                let (left, top) = (zone.x + module * across as f32, zone.y + module * down as f32);
                let right = zone.x + module * (across + run.len()) as f32;
                points(&mut dark, &[(left, top), (right, top), (right, top + module), (left, top + module)]);
            }
            across += run.len();
        }
    }
    let _ = write!(svg, r##"<path id="qr" fill="#000000" shape-rendering="crispEdges" d="{dark}"/>"##);
}

/// At either end of the foot one figure for a visitor who goes alone, two for one who is accompanied.
fn symbols(svg: &mut String, escort: bool) {
    let left = layout::SYMBOL;
    let right = Area { x: WIDTH_MM - left.x - left.w, ..left };
    let places: &[f32] = if escort { &[0.27, 0.73] } else { &[0.5] };
    let mut figures = String::new();
    for area in [left, right] {
        places.iter().for_each(|place| figure(&mut figures, area, area.x + area.w * place));
    }
    element(svg, "figures", layout::INK, &figures);
}

/// A head and shoulders about a vertical line.
fn figure(d: &mut String, area: Area, middle: f32) {
    let Area { y, h, .. } = area;
    let (head, shoulder) = (h * 0.22, h * 0.33);
    let (left, right, round, foot) = (middle - shoulder, middle + shoulder, y + head * 2.2 + shoulder, y + h);
    let _ = write!(d, "M{:.3} {:.3}", middle - head, y + head);
    for across in [2.0 * head, -2.0 * head] {
        let _ = write!(d, "a{head:.3} {head:.3} 0 1 0 {across:.3} 0");
    }
    let _ = write!(d, "ZM{left:.3} {foot:.3}V{round:.3}");
    let _ = write!(d, "A{shoulder:.3} {shoulder:.3} 0 0 1 {right:.3} {round:.3}V{foot:.3}Z");
}

/// A path as the text of an attribute.
pub(super) fn outline(path: &Path) -> String {
    let mut d = String::new();
    for segment in path.segments() {
        let _ = match segment {
            PathSegment::MoveTo(p) => write!(d, "M{:.3} {:.3}", p.x, p.y),
            PathSegment::LineTo(p) => write!(d, "L{:.3} {:.3}", p.x, p.y),
            PathSegment::QuadTo(c, p) => write!(d, "Q{:.3} {:.3} {:.3} {:.3}", c.x, c.y, p.x, p.y),
            PathSegment::CubicTo(c, e, p) => {
                write!(d, "C{:.3} {:.3} {:.3} {:.3} {:.3} {:.3}", c.x, c.y, e.x, e.y, p.x, p.y)
            }
            PathSegment::Close => write!(d, "Z"),
        };
    }
    d
}

fn points(d: &mut String, corners: &[(f32, f32)]) {
    for (index, (x, y)) in corners.iter().enumerate() {
        let _ = write!(d, "{}{x:.3} {y:.3}", if index == 0 { 'M' } else { 'L' });
    }
    d.push('Z');
}

/// A filled rectangle.
pub(super) fn rectangle(svg: &mut String, id: &str, area: Area, colour: &str) {
    let Area { x, y, w, h } = area;
    let _ = write!(svg, r#"<rect id="{id}" x="{x}" y="{y}" width="{w}" height="{h}" fill="{colour}"/>"#);
}

/// A filled path.
pub(super) fn element(svg: &mut String, id: &str, colour: &str, d: &str) {
    let _ = write!(svg, r#"<path id="{id}" fill="{colour}" d="{d}"/>"#);
}
