//! The pieces screens are made of. They take words and meanings, and give elements; no pixel is set elsewhere.
//!
//! Words come from the caller, already translated: `&str`, `String` or a number, see [`Words`].

pub mod act;
pub mod bar;
pub mod chart;
pub mod check;
pub mod clip;
pub mod dialog;
pub mod editor;
pub mod field;
pub mod icon;
pub mod key_table;
pub mod keyboard;
pub mod layout;
pub mod list;
pub mod panel;
pub mod pill;
pub mod state;
#[cfg(test)]
mod tests;
pub mod text;
pub mod threat;
pub mod verdict;
pub mod visitor;

pub use act::{Act, Weight, act, key_cap, link, plain};
pub use bar::{Badge, Footer, Header, Item, Tab, footer, header, tabs};
pub use check::{check_row, choice_row};
pub use clip::{at_most, one_line};
pub use dialog::{Dialog, dialog};
pub use field::{Field, field, scan_field};
pub use icon::{Icon, icon};
pub use key_table::key_table;
pub use keyboard::{Input, Press, keyboard};
pub use layout::{columns, frame, screen, scrolled, scrolled_within};
pub use list::{Row, list, row};
pub use panel::{actions, glance, panel, panel_alert, panel_head, panel_sum, tile};
pub use pill::pill;
pub use state::{Notice, empty_state, failure, notice, progress, strength, with_notice};
pub use threat::{level_badge, level_row, level_tone, lockdown_band};
pub use verdict::{shape, state_band, verdict_band, verdict_brief};
pub use visitor::{definition, definition_strong, photo_place, picture, who};

/// Words shown: borrowed or owned.
pub type Words<'a> = iced::widget::text::Fragment<'a>;
