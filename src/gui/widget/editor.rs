//! A text with line numbers, to be written in. It is as high as its text and scrolled as a whole, so that its numbers
//! never part from its lines; across they stay where they are, and long lines go by beneath them.

use iced::widget::operation::{AbsoluteOffset, scroll_by, scroll_to};
use iced::widget::scrollable::Viewport;
use iced::widget::text_editor::{Action, Content, TextEditor};
use iced::widget::{container, stack};
use iced::{Fill, Padding, Pixels, Shrink, Task};

use super::layout::scroll_both;
use crate::gui::Element;
use crate::gui::font::MONO;
use crate::gui::style::container as ground;
use crate::gui::style::measure::space;

/// The height of a line.
const LINE: f32 = 20.0;
/// The size of its characters.
const SIZE: f32 = 14.0;
/// The width of the numbers.
const NUMBERS: f32 = 64.0;
/// The width of a character, as its typeface has it.
const CHARACTER: f32 = SIZE * 0.602;

/// Characters that can be written beyond the longest line before it grows.
const SPARE: usize = 24;

/// What is seen of an editor.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    left: f32,
    top: f32,
    width: f32,
    height: f32,
}

impl From<Viewport> for Seen {
    fn from(viewport: Viewport) -> Self {
        let (offset, bounds) = (viewport.absolute_offset(), viewport.bounds());
        Self { left: offset.x, top: offset.y, width: bounds.width, height: bounds.height }
    }
}

/// The text `content` with line numbers, of which `seen` is shown; lines in `marked` (from 0) have a mark before their number.
pub fn editor<'a, Message: Clone + 'a>(
    id: &'static str,
    field: &'static str,
    content: &'a Content,
    marked: &[usize],
    seen: Seen,
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
    // As wide as its longest line, and a little more to write on in.
    let longest = content.lines().map(|line| line.text.chars().count()).max().unwrap_or(0);
    let longest = f32::from(u16::try_from(longest + SPARE).unwrap_or(u16::MAX)) * CHARACTER;
    let text = text.height(Shrink).width(longest);
    let numbers = container(numbers).width(NUMBERS).padding([0.0, space::SMALL]).style(ground::bar);
    let numbers = container(numbers).padding(Padding::ZERO.left(seen.left));
    let text = container(text).padding(Padding::ZERO.left(NUMBERS));
    let whole = container(stack![text, numbers]).padding([space::SMALL, 0.0]);
    scroll_both(whole).id(id).on_scroll(on_scroll).width(Fill).height(Fill).into()
}

/// Scrolls so that the cursor is seen, after something was done to the text.
pub fn follow<Message: Send + 'static>(id: &'static str, content: &Content, seen: Seen) -> Task<Message> {
    let position = content.cursor().position;
    let pixels = |count: usize, each: f32| f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * each;
    let (line, character) = (pixels(position.line, LINE), pixels(position.column, CHARACTER));
    let down = kept(line, LINE, seen.top, seen.height);
    // The numbers take their width of what is seen. The begin of the lines comes back as soon as there is room for it.
    let width = seen.width - NUMBERS;
    let across = if character + 3.0 * CHARACTER < width { 0.0 } else { kept(character, CHARACTER, seen.left, width) };
    if seen.height <= 0.0 || (down - seen.top).abs() < 1.0 && (across - seen.left).abs() < 1.0 {
        return Task::none();
    }
    scroll_to(id, AbsoluteOffset { x: across, y: down })
}

/// The offset from which a thing at `at` is seen with some of what is round it; `from` where it is seen already.
fn kept(at: f32, step: f32, from: f32, length: f32) -> f32 {
    if at < from {
        (at - 2.0 * step).max(0.0)
    } else if at + 2.0 * step > from + length {
        at + 4.0 * step - length
    } else {
        from
    }
}

/// Scrolls by what a wheel over the text asks for.
pub fn wheel<Message: Send + 'static>(id: &'static str, lines: i32) -> Task<Message> {
    let lines = f32::from(i16::try_from(lines).unwrap_or(0));
    scroll_by(id, AbsoluteOffset { x: 0.0, y: lines * LINE })
}
