//! The badge handed out at the gate: its signed token, the QR that carries it, and the card they are drawn on; and lists
//! as pages, drawn with the same fonts.
//!
//! Nothing here knows a clock, a store or a window: times, keys and words come in as parameters, and what goes out
//! is text, pixels or a page.

pub mod card;
pub mod photo;
pub mod qr;
pub mod sheet;
pub mod token;

pub use card::{Bitmap, Card, CardError, CardFace, FontScope, Fonts, Words};
pub use qr::{Qr, QrFault};
pub use sheet::Sheet;
pub use token::{Token, issue, looks_like_token, read};
