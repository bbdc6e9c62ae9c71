//! Dialogs: one question over a dimmed window.

use iced::Fill;
use iced::widget::text::IntoFragment;
use iced::widget::{Row, column, container, mouse_area, opaque, stack};

use super::layout::scroll_of;
use super::{Act, Words, text};
use crate::gui::Element;
use crate::gui::style::container as ground;
use crate::gui::style::measure::{size, space};

/// A question over the window.
pub struct Dialog<'a, Message> {
    /// What is asked.
    pub title: Words<'a>,
    /// What there is to say about it, or to fill in.
    pub content: Element<'a, Message>,
    /// What can be done, the one that leads on first.
    pub acts: Vec<Act<'a, Message>>,
    /// What a press beside the dialog says; `None` if it has to be answered.
    pub on_dismiss: Option<Message>,
    /// Its greatest width.
    pub width: f32,
}

impl<'a, Message: 'a> Dialog<'a, Message> {
    /// A dialog that has to be answered, as yet without acts.
    pub fn new(title: impl IntoFragment<'a>, content: impl Into<Element<'a, Message>>) -> Self {
        Self {
            title: title.into_fragment(),
            content: content.into(),
            acts: Vec::new(),
            on_dismiss: None,
            width: size::DIALOG,
        }
    }

    /// Adds an act.
    #[must_use]
    pub fn act(mut self, act: Act<'a, Message>) -> Self {
        self.acts.push(act);
        self
    }

    /// Gives it half as much room again, for a table.
    #[must_use]
    pub fn wide(self) -> Self {
        Self { width: size::DIALOG * 1.5, ..self }
    }

    /// Lets a press beside the dialog close it.
    #[must_use]
    pub fn on_dismiss(self, message: Message) -> Self {
        Self { on_dismiss: Some(message), ..self }
    }
}

/// The window `base`, dimmed, with a dialog over it. Nothing below it can be pressed.
pub fn dialog<'a, Message: Clone + 'a>(
    base: impl Into<Element<'a, Message>>,
    dialog: Dialog<'a, Message>,
) -> Element<'a, Message> {
    let mut pieces = column![text::section(dialog.title), scroll_of(container(dialog.content).width(Fill))];
    if !dialog.acts.is_empty() {
        pieces = pieces.push(Row::with_children(dialog.acts.into_iter().map(Into::into)).spacing(space::MEDIUM));
    }
    let pieces = container(pieces.spacing(space::LARGE)).padding(space::WIDE).max_width(dialog.width);
    let over = container(opaque(pieces.style(ground::panel))).center(Fill).padding(space::WIDE).style(ground::dim);
    let behind = mouse_area(over);
    let behind = match dialog.on_dismiss {
        Some(message) => behind.on_press(message),
        None => behind,
    };
    stack![container(base).width(Fill).height(Fill), opaque(behind)].into()
}
