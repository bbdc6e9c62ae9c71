//! Lists of people and entries.

use iced::widget::operation::{AbsoluteOffset, scroll_by, scroll_to};
use iced::widget::text::IntoFragment;
use iced::widget::{Button, Column, column, container, row as line, rule};
use iced::{Center, Element as Piece, Fill, Task};

use super::layout::scroll_of;
use super::{Icon, Words, icon, one_line, pill, scrolled, text};
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Theme, Tone, button as look};

/// A row of a list. Fields left out are not drawn.
#[derive(Debug, Clone)]
pub struct Row<'a, Message> {
    /// The time or badge number that leads it.
    pub lead: Words<'a>,
    /// A shape over a word in its tone, in the place of the lead: how grave it is.
    pub mark: Option<(Icon, Words<'a>, Tone)>,
    /// Who or what; initials where the screen is closed to onlookers.
    pub title: Words<'a>,
    /// Host, section, and so on; empty for none.
    pub subtitle: Words<'a>,
    /// A state and its tone.
    pub pill: Option<(Words<'a>, Tone)>,
    /// A third line; a row that has one is a third higher. Empty for none.
    pub beneath: Words<'a>,
    /// A number at the right edge, such as a badge's; empty for none.
    pub trail: Words<'a>,
    /// Whether it is what the middle shows.
    pub selected: bool,
    /// Whether the arrow keys stand on it.
    pub focused: bool,
    /// What opening it says; `None` if it cannot be opened.
    pub on_press: Option<Message>,
}

impl<Message> Default for Row<'_, Message> {
    fn default() -> Self {
        let (lead, title, subtitle, beneath, trail) = Default::default();
        let (mark, pill, on_press) = (None, None, None);
        Self { lead, mark, title, subtitle, pill, beneath, trail, selected: false, focused: false, on_press }
    }
}

impl<'a, Message> Row<'a, Message> {
    /// Closes it to onlookers: the time, the initials of its title, and nothing else.
    #[must_use]
    pub fn closed(self) -> Self {
        let title = initials(&self.title).into();
        let (subtitle, beneath, trail) = Default::default();
        Self { title, subtitle, mark: None, pill: None, beneath, trail, ..self }
    }
}

/// The initials of a name: the first letter of each of its first three words.
pub fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let points: Vec<String> = letters.take(3).map(|letter| format!("{}.", letter.to_uppercase())).collect();
    points.join(" ")
}

/// A row of a list, pressed anywhere.
pub fn row<'a, Message: Clone + 'a>(row: Row<'a, Message>) -> Element<'a, Message> {
    row.into()
}

impl<'a, Message: Clone + 'a> From<Row<'a, Message>> for Piece<'a, Message, Theme> {
    fn from(row: Row<'a, Message>) -> Self {
        let mut words = column![one_line(text::strong(row.title))].width(Fill);
        if let Some(second) = second_line(row.subtitle, row.pill) {
            words = words.push(second);
        }
        let height = if row.beneath.is_empty() { HEIGHT } else { TALL };
        if !row.beneath.is_empty() {
            words = words.push(one_line(text::hint(row.beneath)));
        }
        let mut pieces = line![].spacing(space::SMALL).align_y(Center).height(Fill);
        if let Some((shape, word, tone)) = row.mark {
            let mark = column![icon(shape, 24.0, tone), text::tag(word).tone(tone)].align_x(Center);
            pieces = pieces.push(container(mark).center_x(size::LEAD - space::SMALL));
        }
        if !row.lead.is_empty() {
            // The lead's place ends where the title begins, so that titles stand under one another.
            pieces = pieces.push(container(text::hint(row.lead)).width(size::LEAD - space::SMALL).clip(true));
        }
        pieces = pieces.push(words);
        if !row.trail.is_empty() {
            pieces = pieces.push(text::hint(row.trail));
        }
        let pressed = Button::new(pieces).padding([0.0, space::LARGE]).width(Fill).height(height);
        pressed.style(look::row(row.selected, row.focused)).on_press_maybe(row.on_press).into()
    }
}

/// The title has a line to itself, since the name matters most; the state stands on the second.
fn second_line<'a, Message: 'a>(subtitle: Words<'a>, state: Option<(Words<'a>, Tone)>) -> Option<Element<'a, Message>> {
    let state = state.map(|(words, tone)| pill(words, tone));
    if subtitle.is_empty() {
        return state;
    }
    Some(line![one_line(text::hint(subtitle))].push(state).spacing(space::SMALL).align_y(Center).into())
}

/// Rows under one another, with lines between them, scrolled where they need more room than there is.
pub fn list<'a, Message: Clone + 'a>(rows: impl IntoIterator<Item = Row<'a, Message>>) -> Element<'a, Message> {
    let rows = rows.into_iter().enumerate().flat_map(|(index, row)| {
        let above: Option<Element<'a, Message>> = (index > 0).then(|| rule::horizontal(1).into());
        above.into_iter().chain([row.into()])
    });
    scrolled(Column::with_children(rows).width(Fill))
}

/// The height of a row of two lines.
const HEIGHT: f32 = 62.0;
/// The height of a row of three.
const TALL: f32 = 82.0;
/// The height of a row with the line below it.
const ROW: f32 = HEIGHT + 1.0;

/// As [`list`], by an id, so that [`reveal`] can bring a row into sight.
pub fn list_by_id<'a, Message: Clone + 'a>(
    id: &'static str,
    rows: impl IntoIterator<Item = Row<'a, Message>>,
) -> Element<'a, Message> {
    let rows = rows.into_iter().flat_map(|row| [row.into(), rule::horizontal(1).into()]);
    scroll_of(Column::with_children(rows).width(Fill)).id(id).height(Fill).into()
}

/// Content that is scrolled by an id where it needs more room than there is.
pub fn scrolled_by_id<'a, Message: 'a>(
    id: &'static str,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    scroll_of(content).id(id).height(Fill).into()
}

/// Onto which of these rows the arrow keys go from where they stand, and its place; from nowhere onto the first going
/// down and the last going up.
pub fn step<T: PartialEq>(rows: impl IntoIterator<Item = T>, cursor: Option<&T>, by: isize) -> Option<(T, usize)> {
    let mut rows: Vec<T> = rows.into_iter().collect();
    let last = rows.len().checked_sub(1)?;
    let place = match cursor.and_then(|cursor| rows.iter().position(|row| row == cursor)) {
        Some(place) => place.saturating_add_signed(by).min(last),
        None if by > 0 => 0,
        None => last,
    };
    Some((rows.swap_remove(place), place))
}

/// Scrolls a [`list_by_id`] so that a row is seen, with some of those before it.
pub fn reveal<Message: Send + 'static>(id: &'static str, index: usize) -> Task<Message> {
    // A page of a list is short, so the number is exact.
    let above = f32::from(u16::try_from(index).unwrap_or(u16::MAX)) - 3.0;
    scroll_to(id, AbsoluteOffset { x: 0.0, y: (above * ROW).max(0.0) })
}

/// As [`reveal`], for rows of three lines.
pub fn reveal_tall<Message: Send + 'static>(id: &'static str, index: usize) -> Task<Message> {
    let above = f32::from(u16::try_from(index).unwrap_or(u16::MAX)) - 2.0;
    scroll_to(id, AbsoluteOffset { x: 0.0, y: (above * (TALL + 1.0)).max(0.0) })
}

/// One of several words to choose from, 44 high: the words, whether they are chosen, whether the arrow keys stand on
/// them, and what pressing them says.
pub fn option<'a, Message: Clone + 'a>(
    words: impl IntoFragment<'a>,
    selected: bool,
    focused: bool,
    on_press: Message,
) -> Element<'a, Message> {
    let words = if selected { text::strong(words) } else { text::body(words) };
    let words = container(one_line(words)).center_y(Fill);
    let pressed = Button::new(words).padding([0.0, space::LARGE]).width(Fill).height(size::TARGET);
    pressed.style(look::row(selected, focused)).on_press(on_press).into()
}

/// [`option`]s under one another, scrolled where they need more room than there is.
pub fn options<'a, Message: 'a>(
    id: &'static str,
    options: impl IntoIterator<Item = Element<'a, Message>>,
) -> Element<'a, Message> {
    scroll_of(Column::with_children(options).width(Fill)).id(id).height(Fill).into()
}

/// Scrolls [`options`] so that one is seen, with some of those before it.
pub fn reveal_option<Message: Send + 'static>(id: &'static str, index: usize) -> Task<Message> {
    let above = f32::from(u16::try_from(index).unwrap_or(u16::MAX)) - 3.0;
    scroll_to(id, AbsoluteOffset { x: 0.0, y: (above * size::TARGET).max(0.0) })
}

/// How far to scroll by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scroll {
    /// To the top.
    Top,
    /// A row up.
    RowUp,
    /// A row down.
    RowDown,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

/// Scrolls what has this id.
pub fn scroll<Message: Send + 'static>(id: &'static str, scroll: Scroll) -> Task<Message> {
    // A page of the smallest window, less a row to find one's place by.
    const PAGE: f32 = 6.0 * ROW;
    let y = match scroll {
        Scroll::Top => return scroll_to(id, AbsoluteOffset { x: 0.0, y: 0.0 }),
        Scroll::RowUp => -ROW,
        Scroll::RowDown => ROW,
        Scroll::PageUp => -PAGE,
        Scroll::PageDown => PAGE,
    };
    scroll_by(id, AbsoluteOffset { x: 0.0, y })
}
