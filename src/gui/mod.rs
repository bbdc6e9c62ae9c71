//! The window: iced over the desk. Here lie its design system and its keys.

pub mod app;
pub mod background;
pub mod context;
pub mod drive;
pub mod font;
pub mod form;
pub mod format;
pub mod keys;
pub mod note;
pub mod play;
pub mod private;
pub mod screen;
pub mod style;
pub mod tour;
pub mod watch;
pub mod widget;

/// A piece of the window in the house's own theme.
pub type Element<'a, Message> = iced::Element<'a, Message, style::Theme>;
