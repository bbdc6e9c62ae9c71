//! Where everything stands on the card, in millimetres from its upper left corner.

use super::shape::{Fonts, Ink};
use super::{CardFace, HEIGHT_MM, WIDTH_MM};

/// A rectangle on the card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

/// Where a line begins within its area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Left, and right for a text written from right to left.
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub bold: bool,
    /// Full size of the letters in millimetres.
    pub size: f32,
    /// The size below which a text is cut instead.
    pub least: f32,
    /// The most lines.
    pub lines: usize,
    pub align: Align,
    /// Whether the lines stand in the middle of the area's height, else at its top.
    pub centred: bool,
    /// SVG colour.
    pub colour: &'static str,
}

/// One text and its place.
pub(super) struct Text {
    /// Its name in the drawing.
    pub id: &'static str,
    pub words: String,
    pub area: Area,
    pub style: Style,
}

/// One text in its place.
pub(super) struct Line {
    /// Its name in the drawing.
    pub id: &'static str,
    pub colour: &'static str,
    pub ink: Ink,
}

/// For text, the head and the stripes: black alone is not dithered by a printer of labels.
pub(super) const INK: &str = "#000000";
/// For text on dark grounds, and the ground of the card.
pub(super) const PAPER: &str = "#ffffff";
/// The bars of an unescorted card's foot.
pub(super) const FREE: &str = "#0b6e3b";
/// The lighter stripes of an escorted card's foot.
pub(super) const WARN: &str = "#f5b81c";

const MARGIN: f32 = 5.5;
const COLUMN: f32 = 57.0;
/// The band at the head of the card.
pub(super) const HEAD: Area = Area { x: 0.0, y: 0.0, w: WIDTH_MM, h: 12.0 };
/// The band at its foot.
pub(super) const FOOT: Area = Area { x: 0.0, y: 61.5, w: WIDTH_MM, h: HEIGHT_MM - 61.5 };
/// The white plate on the foot; on an unescorted card it reaches from edge to edge.
pub(super) const PLATE: Area = Area { x: 11.0, y: 63.5, w: WIDTH_MM - 22.0, h: 8.5 };
/// The symbol at the left end of the foot; it stands once more at the right end.
pub(super) const SYMBOL: Area = Area { x: 13.5, y: 64.5, w: 10.0, h: 6.5 };
/// The QR without its quiet zone; that lies around it and is kept free.
pub(super) const QR: Area = Area { x: WIDTH_MM - MARGIN - 32.0, y: 17.5, w: 32.0, h: 32.0 };

const MISSION: Area = Area { x: MARGIN, y: 1.5, w: 60.0, h: 9.0 };
const GATE: Area = Area { x: 69.0, y: 1.5, w: WIDTH_MM - MARGIN - 69.0, h: 9.0 };
const VISITOR: Area = Area { x: MARGIN, y: 15.6, w: COLUMN, h: 3.2 };
const NAME: Area = Area { x: MARGIN, y: 18.9, w: COLUMN, h: 14.9 };
const NUMBER: Area = Area { x: QR.x, y: 53.6, w: QR.w, h: 6.4 };
const ESCORT: Area = Area { x: 25.0, y: 64.3, w: WIDTH_MM - 50.0, h: 6.9 };
const FIRST_ROW: f32 = 34.4;
const ROW: f32 = 8.8;
const LABEL: f32 = 2.9;
const VALUE: f32 = 5.5;

/// Shapes every text of the card into its place.
pub(super) fn place(face: &CardFace, fonts: &mut Fonts) -> Vec<Line> {
    let shaped = texts(face).into_iter().map(|Text { id, words, area, style }| {
        let ink = fonts.fit(&words, area, &style);
        Line { id, colour: style.colour, ink }
    });
    shaped.collect()
}

/// Every text of the card.
pub(super) fn texts(face: &CardFace) -> Vec<Text> {
    let CardFace { words, .. } = face;
    let text = |id, words: &str, area, style| Text { id, words: words.to_owned(), area, style };
    let foot = if face.escort { &words.escorted } else { &words.unescorted };
    vec![
        text("mission", &face.mission, MISSION, Style { colour: PAPER, ..style(true, 4.3, 2.4, 2) }),
        text("gate", &face.gate, GATE, Style { colour: PAPER, align: Align::End, ..style(false, 3.5, 2.4, 2) }),
        text("visitor", &words.visitor, VISITOR, label()),
        text("name", &face.name, NAME, Style { centred: false, ..style(true, 8.0, 3.2, 3) }),
        text("host-label", &words.host, row(0, false), label()),
        text("host", &face.host, row(0, true), value(false)),
        text("areas-label", &words.areas, row(1, false), label()),
        text("areas", &face.areas.join(" · "), row(1, true), value(false)),
        text("until-label", &words.until, row(2, false), label()),
        text("until", &face.until, row(2, true), value(true)),
        text("number", &face.number, NUMBER, Style { align: Align::Middle, ..style(true, 5.2, 2.4, 1) }),
        text("escort", foot, ESCORT, Style { align: Align::Middle, ..style(true, 5.2, 2.6, 2) }),
    ]
}

fn row(index: u8, value: bool) -> Area {
    let y = FIRST_ROW + ROW * f32::from(index);
    let (y, h) = if value { (y + LABEL, VALUE) } else { (y, LABEL) };
    Area { x: MARGIN, y, w: COLUMN, h }
}

fn style(bold: bool, size: f32, least: f32, lines: usize) -> Style {
    Style { bold, size, least, lines, align: Align::Start, centred: true, colour: INK }
}

fn label() -> Style {
    Style { centred: false, ..style(false, 2.4, 1.8, 1) }
}

fn value(bold: bool) -> Style {
    Style { centred: false, ..style(bold, 3.9, 2.2, 2) }
}
