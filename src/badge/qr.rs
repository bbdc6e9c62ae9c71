//! The QR (ISO/IEC 18004) that carries a token: alphanumeric mode, error correction level M.

use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// Empty modules on each side, as the standard asks for.
pub const QUIET: usize = 4;

/// Why a text has no QR here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QrFault {
    /// It has a character outside QR's alphanumeric set.
    #[error("a character outside the alphanumeric set of QR codes")]
    NotAlphanumeric,
    /// It is longer than the largest code holds.
    #[error("longer than the largest QR code holds")]
    TooLong,
}

/// A QR as a square of modules with its quiet zone, dark ones to be drawn black and the others white in every theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    rows: Vec<Vec<bool>>,
}

impl Qr {
    /// The smallest code that holds this text.
    ///
    /// # Errors
    /// A character outside the alphanumeric set, or a text beyond version 40.
    pub fn new(text: &str) -> Result<Self, QrFault> {
        if !text.bytes().all(is_alphanumeric) {
            return Err(QrFault::NotAlphanumeric);
        }
        let code = (1..=40).find_map(|version| encode(text.as_bytes(), version)).ok_or(QrFault::TooLong)?;
        Ok(Self::framed(&code))
    }

    /// Modules along one side, the quiet zone included.
    pub fn width(&self) -> usize {
        self.rows.len()
    }

    /// The modules row by row from the top, each row from the left; true is dark.
    pub fn modules(&self) -> &[Vec<bool>] {
        &self.rows
    }

    fn framed(code: &QrCode) -> Self {
        let side = code.width() + 2 * QUIET;
        let colors = code.to_colors();
        let blank = || std::iter::repeat_n(vec![false; side], QUIET);
        let inked = colors.chunks(code.width()).map(|row| {
            let mut framed = vec![false; QUIET];
            framed.extend(row.iter().map(|module| *module == Color::Dark));
            framed.resize(side, false);
            framed
        });
        Self { rows: blank().chain(inked).chain(blank()).collect() }
    }
}

/// One segment of one mode, so that a token has the same size whatever digits it happens to contain.
fn encode(text: &[u8], version: i16) -> Option<QrCode> {
    let mut bits = Bits::new(Version::Normal(version));
    bits.push_alphanumeric_data(text).ok()?;
    bits.push_terminator(EcLevel::M).ok()?;
    QrCode::with_bits(bits, EcLevel::M).ok()
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte)
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::badge::token::{TEXT_LENGTH, Token, issue};
    use crate::domain::{BadgeId, Class, Timestamp};

    fn token(seed: u8) -> String {
        let (from, until) = (Timestamp(0), Timestamp(1_790_000_000_000));
        let badge = BadgeId([seed; 8]);
        let token = Token { badge, from, until, areas: 1, escort: false, class: Class::Badge };
        issue(&SigningKey::from_bytes(&[seed; 32]), &token)
    }

    #[test]
    fn a_token_makes_version_6_with_a_quiet_zone_of_4() {
        for seed in 0..20 {
            let qr = Qr::new(&token(seed)).unwrap();
            assert_eq!(qr.width(), 17 + 4 * 6 + 2 * QUIET);
            let frame = |at: usize| !(QUIET..qr.width() - QUIET).contains(&at);
            for (y, row) in qr.modules().iter().enumerate() {
                assert_eq!(row.len(), qr.width());
                assert!(row.iter().enumerate().all(|(x, dark)| !(*dark && (frame(x) || frame(y)))));
            }
            assert!(qr.modules()[QUIET][QUIET..QUIET + 7].iter().all(|dark| *dark), "the finder pattern");
        }
    }

    #[test]
    fn the_code_is_of_level_m_and_reads_back() {
        let text = token(7);
        let qr = Qr::new(&text).unwrap();
        let side = qr.width() * 3;
        let pixel = |x: usize, y: usize| if qr.modules()[y / 3][x / 3] { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, pixel);
        let (meta, read) = image.detect_grids()[0].decode().unwrap();
        assert_eq!((meta.version.0, meta.ecc_level, read), (6, 0, text));
    }

    #[test]
    fn only_what_the_alphabet_has_is_taken_and_only_what_fits() {
        for wrong in ["gw1:", "GW1:é", "GW1;A", "A\n"] {
            assert_eq!(Qr::new(wrong), Err(QrFault::NotAlphanumeric), "{wrong:?}");
        }
        assert_eq!(Qr::new(&"A".repeat(3392)), Err(QrFault::TooLong));
        assert!(Qr::new(&"A".repeat(3391)).is_ok());
        // The capacity of version 6 at level M.
        const { assert!(TEXT_LENGTH <= 154) };
    }
}
