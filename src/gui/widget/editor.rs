//! A text with line numbers, to be written in. It is as high as its text and scrolled as a whole, so that its numbers
//! never part from its lines.

use iced::widget::operation::{AbsoluteOffset, scroll_by, scroll_to};
use iced::widget::scrollable::Viewport;
use iced::widget::text_editor::{Action, Content, TextEditor};
use iced::widget::{container, row};
use iced::{Fill, Pixels, Shrink, Task};

use super::layout::scroll_of;
use crate::gui::Element;
use crate::gui::font::MONO;
use crate::gui::style::measure::space;

/// The height of a line.
const LINE: f32 = 20.0;
/// The size of its characters.
const SIZE: f32 = 14.0;
/// The width of the numbers.
const NUMBERS: f32 = 64.0;

/// What is seen of an editor.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    top: f32,
    height: f32,
}

impl From<Viewport> for Seen {
    fn from(viewport: Viewport) -> Self {
        Self { top: viewport.absolute_offset().y, height: viewport.bounds().height }
    }
}

/// The text `content` with line numbers; lines in `marked` (from 0) have a mark before their number.
pub fn editor<'a, Message: Clone + 'a>(
    id: &'static str,
    field: &'static str,
    content: &'a Content,
    marked: &[usize],
    on_action: impl Fn(Action) -> Message + 'a,
    on_scroll: impl Fn(Viewport) -> Message + 'a,
) -> Element<'a, Message> {
    let numbers = (0..content.line_count()).map(|line| {
        let mark = if marked.contains(&line) { "▶" } else { " " };
        format!("{mark}{:>4}", line + 1)
    });
    let numbers = numbers.collect::<Vec<_>>().join("\n");
    let numbers = super::text::code(numbers);
    let text = TextEditor::new(content).id(field).on_action(on_action).font(MONO).size(SIZE);
    let text = text.line_height(Pixels(LINE)).padding([0.0, space::SMALL]).wrapping(iced::widget::text::Wrapping::None);
    let text = text.height(Shrink);
    let numbers = container(numbers).width(NUMBERS).padding([0.0, space::SMALL]);
    let whole = container(row![numbers, text].width(Fill)).padding([space::SMALL, 0.0]);
    scroll_of(whole).id(id).on_scroll(on_scroll).width(Fill).height(Fill).into()
}

/// Scrolls so that the cursor is seen, after something was done to the text.
pub fn follow<Message: Send + 'static>(id: &'static str, content: &Content, seen: Seen) -> Task<Message> {
    let line = f32::from(u16::try_from(content.cursor().position.line).unwrap_or(u16::MAX)) * LINE;
    if seen.height <= 0.0 || (line >= seen.top && line + 2.0 * LINE <= seen.top + seen.height) {
        return Task::none();
    }
    // A little below what stood above it, so that one sees where one is.
    let y = if line < seen.top { line - 2.0 * LINE } else { line + 4.0 * LINE - seen.height };
    scroll_to(id, AbsoluteOffset { x: 0.0, y: y.max(0.0) })
}

/// Scrolls by what a wheel over the text asks for.
pub fn wheel<Message: Send + 'static>(id: &'static str, lines: i32) -> Task<Message> {
    let lines = f32::from(i16::try_from(lines).unwrap_or(0));
    scroll_by(id, AbsoluteOffset { x: 0.0, y: lines * LINE })
}
