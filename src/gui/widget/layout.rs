//! The grid: header, columns, footer.

use iced::widget::scrollable::{Direction, Scrollbar};
use iced::widget::{Scrollable, column, container, row, space as gap, stack};
use iced::{Fill, Padding};

use crate::domain::Posture;
use crate::gui::Element;
use crate::gui::style::measure::{self, size, space};
use crate::gui::style::{Theme, container as ground};

/// A whole window: header, what is between, footer; all of it between bars in the colour of the threat level, the
/// wider the higher; none in normal times.
pub fn screen<'a, Message: 'a>(
    level: Posture,
    header: impl Into<Element<'a, Message>>,
    middle: impl Into<Element<'a, Message>>,
    footer: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    // Nearer to the footer, which is higher than it was: the middle keeps its height on the smallest screen.
    let around = Padding { bottom: space::SMALL, ..Padding::from([space::LARGE, space::WIDE]) };
    let middle = container(middle).padding(around).width(Fill).height(Fill);
    let window = column![header.into(), middle, footer.into()];
    let window = container(window).width(Fill).height(Fill).style(ground::window);
    // They lie over the margins alone, and take no pointer from what is below.
    let wide = f32::from(level.level()) * size::SIDE_BAR;
    let bar = || container(row![]).width(wide).height(Fill).style(ground::level(level));
    stack![window, row![bar(), gap::horizontal(), bar()]].into()
}

/// Three columns, 304, the rest and 272; the right one only in a window (`width`, as reported) that has room for it.
pub fn columns<'a, Message: 'a>(
    width: f32,
    left: impl Into<Element<'a, Message>>,
    middle: impl Into<Element<'a, Message>>,
    right: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let columns = row![container(left).width(size::LEFT), container(middle).width(Fill)].spacing(space::LARGE);
    if !measure::has_right_column(width) {
        return columns.into();
    }
    columns.push(container(right).width(size::RIGHT)).into()
}

/// Content that fills its place, and is scrolled where it needs more.
pub fn scrolled<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    scroll_of(content).height(Fill).into()
}

/// As [`scrolled`], no higher than its content, nor than this.
pub fn scrolled_within<'a, Message: 'a>(height: f32, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    iced::widget::container(scroll_of(content)).max_height(height).into()
}

/// As [`scrolled`], no higher than its content.
pub(super) fn scroll_of<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Scrollable<'a, Message, Theme> {
    let thin = Scrollbar::new().width(6).scroller_width(6).margin(2);
    Scrollable::with_direction(content, Direction::Vertical(thin))
}

/// Content that is scrolled down and across.
pub(super) fn scroll_both<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Scrollable<'a, Message, Theme> {
    let thin = || Scrollbar::new().width(6).scroller_width(6).margin(2);
    Scrollable::with_direction(content, Direction::Both { vertical: thin(), horizontal: thin() })
}

/// The middle of an otherwise empty window, such as a sign-in: as wide as a dialog, in the centre.
pub fn frame<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    let card = container(super::panel::card(content)).max_width(size::DIALOG);
    container(card).center(Fill).padding(space::WIDE).style(ground::window).into()
}
