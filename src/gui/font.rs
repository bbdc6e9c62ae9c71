//! The typefaces: carried along, so that a machine without fonts draws the same window.

use std::borrow::Cow;

use iced::advanced::graphics::text::font_system;
use iced::font::{Family, Font, Weight};

/// The family of every text; DejaVu and then the fonts of the system stand in for scripts that it lacks.
pub const FAMILY: &str = "Noto Sans";

/// Text in which every character is as wide, such as rules are written in.
pub const MONO: Font = Font::with_name("DejaVu Sans Mono");

/// Text as it runs.
pub const REGULAR: Font = Font::with_name(FAMILY);

/// Text that stands out.
pub const BOLD: Font = Font { family: Family::Name(FAMILY), weight: Weight::Bold, ..Font::DEFAULT };

/// Loads the typefaces into the font system that the window and the headless renderer share.
///
/// May be called any number of times: a typeface that is there is not loaded again.
pub fn install() {
    let dejavu = [dejavu::sans::regular(), dejavu::sans::bold(), dejavu::sans_mono::regular()];
    let faces = [notosans::REGULAR_TTF, notosans::BOLD_TTF].into_iter().chain(dejavu);
    // A poisoned lock means that another thread died while shaping text; the fonts themselves are still sound.
    let mut system = font_system().write().unwrap_or_else(std::sync::PoisonError::into_inner);
    for face in faces {
        system.load_font(Cow::Borrowed(face));
    }
}
