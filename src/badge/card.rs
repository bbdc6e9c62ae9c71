//! The card: what a visitor wears and the guard, the screen, the printer and a file all show alike.
//!
//! It is drawn once, as SVG with the text as outlines, and from that one drawing come the bitmap, the PNG and the PDF.
//! An escorted card and an unescorted one differ by words, by symbol and by pattern, so that neither a colour-blind
//! eye nor a black-and-white printer confuses them. It shows no clearance and no document number.

mod export;
mod fit;
mod layout;
mod shape;
pub mod sheet;
mod svg;

pub use export::Bitmap;
pub(super) use shape::{EM, extent};
pub use shape::{FontScope, Fonts};

use super::qr::{Qr, QrFault};

/// Width of the card in millimetres: A7, lying.
pub const WIDTH_MM: f32 = 105.0;
/// Height of the card in millimetres.
pub const HEIGHT_MM: f32 = 74.0;

/// What stands on a card, already formatted and translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFace {
    /// The mission that issued it.
    pub mission: String,
    /// The gate it was handed out at.
    pub gate: String,
    /// Who wears it.
    pub name: String,
    /// Whom they visit.
    pub host: String,
    /// The areas they may enter, as the mission names them.
    pub areas: Vec<String>,
    /// Whether somebody must go with them.
    pub escort: bool,
    /// The end of its validity, in local time.
    pub until: String,
    /// The short number of the badge, see [`BadgeId::short`](crate::domain::BadgeId::short).
    pub number: String,
    /// The token's text for the QR.
    pub token: String,
    /// The labels.
    pub words: Words,
}

/// The card's own words in the language of the mission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Above the name: "Visitor".
    pub visitor: String,
    /// Before the host.
    pub host: String,
    /// Before the areas.
    pub areas: String,
    /// Before the end of validity.
    pub until: String,
    /// Across the foot of a card that needs an escort: "Escort required".
    pub escorted: String,
    /// Across the foot of a card that needs none: "No escort required".
    pub unescorted: String,
}

/// Why there is no card, or no picture of it.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// The token cannot stand in a QR.
    #[error("the token cannot be drawn: {0}")]
    Qr(#[from] QrFault),
    /// The drawing is not what the renderer takes.
    #[error("the card's drawing was refused: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// A picture narrower or wider than is any use.
    #[error("a card is drawn {least} to {most} pixels wide, not {asked}")]
    Width {
        /// The width in pixels that was asked for.
        asked: u32,
        /// The narrowest picture whose QR a scanner reads.
        least: u32,
        /// The widest picture that is made.
        most: u32,
    },
    /// There is more text than a page has room for.
    #[error("there is more text than a page has room for")]
    Full,
    /// The PNG could not be encoded.
    #[error("the picture could not be encoded: {0}")]
    Png(#[from] png::EncodingError),
    /// The PDF could not be made.
    #[error("the page could not be made: {0}")]
    Pdf(svg2pdf::ConversionError),
}

/// One drawn card.
#[derive(Debug, Clone)]
pub struct Card {
    drawing: resvg::usvg::Tree,
    qr: Qr,
    complete: bool,
}

impl Card {
    /// Draws a card. Texts too long for their place are made smaller, then wrapped, then cut with an ellipsis.
    ///
    /// # Errors
    /// A token that no QR can hold.
    pub fn draw(face: &CardFace, fonts: &mut Fonts) -> Result<Self, CardError> {
        let qr = Qr::new(&face.token)?;
        let lines = layout::place(face, fonts);
        let document = svg::document(&lines, &qr, face.escort);
        let drawing = resvg::usvg::Tree::from_str(&document, &resvg::usvg::Options::default())?;
        Ok(Self { drawing, qr, complete: lines.iter().all(|line| line.ink.complete) })
    }

    /// Whether the fonts at hand had every character. If not, boxes stand in the place of some: the name should then
    /// be written on the card in another form.
    pub fn complete(&self) -> bool {
        self.complete
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
