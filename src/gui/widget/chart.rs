//! Charts of counts: upright bars over an axis, and bars that lie beside their words. The number stands with every bar, so
//! that nothing is told by length or colour alone; what is solid of a bar and what is only framed differ in form.
//!
//! Heights are fixed, so that a page knows where a bar is and can bring it into sight.

use iced::widget::text::IntoFragment;
use iced::widget::{Button, Column, column, container, row, space as gap};
use iced::{Center, Fill, FillPortion};

use super::{Words, one_line, text};
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{button as look, container as ground};

/// The height of the longest upright bar.
const TALLEST: f32 = 132.0;
/// The height of a line of numbers, and of names, below upright bars.
const LINE: f32 = 20.0;
/// Room for what the lines of numbers are called.
const NAMES: f32 = 84.0;
/// The least width of a bar that can be pressed, with what it stands on.
const LEAST: f32 = size::TARGET;

/// The least width of an upright bar with its number.
const NARROW: f32 = 25.0;

/// The greatest width of an upright bar: a few would else be blocks.
const WIDEST: f32 = 88.0;

/// The height of a lying bar with its words.
pub const LYING: f32 = size::TARGET;

/// A bar.
#[derive(Debug, Clone)]
pub struct Bar<'a, Message> {
    /// What it is of.
    pub label: Words<'a>,
    /// How long it is.
    pub value: u64,
    /// How much of that is solid; the rest is framed.
    pub solid: u64,
    /// The number as it is written; under an upright bar one for each line.
    pub numbers: Vec<Words<'a>>,
    /// Whether the arrow keys stand on it.
    pub focused: bool,
    /// What pressing it says, if it leads anywhere.
    pub on_press: Option<Message>,
}

/// The height of a chart of upright bars with so many lines of numbers.
pub fn upright_height(lines: usize) -> f32 {
    TALLEST + LINE * (f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) + 1.0) + 2.0 * space::TINY
}

/// How many upright bars so much room has, each wide enough for a number of three digits.
pub fn upright_bars(width: f32) -> u64 {
    ((width - NAMES) / NARROW).max(1.0) as u64
}

/// Upright bars beside one another, each with its numbers and its name below; `lines` says what the numbers are. `width` is
/// what there is for all of it: a bar that is too narrow for a finger is reached by the keyboard alone.
pub fn upright<'a, Message: Clone + 'a>(
    lines: impl IntoIterator<Item = impl IntoFragment<'a>>,
    bars: Vec<Bar<'a, Message>>,
    width: f32,
) -> Element<'a, Message> {
    let count = f32::from(u16::try_from(bars.len().max(1)).unwrap_or(u16::MAX));
    let pressable = (width - NAMES) / count >= LEAST;
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let mut names = Column::new().width(NAMES).push(gap::vertical().height(TALLEST + 1.5 * space::TINY));
    let mut rows = 0;
    for line in lines {
        rows += 1;
        names = names.push(container(one_line(text::hint(line))).height(LINE));
    }
    let bars = bars.into_iter().map(|bar| {
        let tall = |value: u64| TALLEST * part(value, most);
        let (value, solid) = (tall(bar.value), tall(bar.solid.min(bar.value)));
        let framed = (value - solid).max(0.0);
        let piece = |height: f32, style: fn(&crate::gui::style::Theme) -> container::Style| {
            (height > 0.0).then(|| container(gap::horizontal()).width(Fill).height(height).style(style))
        };
        let stack = column![gap::vertical().height(TALLEST - value)]
            .push(piece(framed, ground::bar_framed))
            .push(piece(solid, ground::bar_solid));
        let stack = container(container(stack).padding([0.0, 3.0]).max_width(WIDEST)).center_x(Fill).height(TALLEST);
        let mut pieces = column![stack, gap::vertical().height(space::TINY)];
        for (at, number) in bar.numbers.into_iter().take(rows).enumerate() {
            let number = if at == 0 { text::tag(number) } else { text::tag(number).second() };
            pieces = pieces.push(container(number.centred()).center_x(Fill).height(LINE));
        }
        let pieces = pieces.push(container(text::tag(bar.label).second().centred()).center_x(Fill).height(LINE));
        let pressed = Button::new(pieces).padding([space::TINY / 2.0, 0.0]).width(FillPortion(1));
        pressed.style(look::row(false, bar.focused)).on_press_maybe(bar.on_press.filter(|_| pressable)).into()
    });
    container(row![names].extend(bars)).height(upright_height(rows)).width(Fill).into()
}

/// A bar that lies beside its words, 44 high: the words, the bar, the number, and what is remarked of it.
pub fn lying<'a, Message: Clone + 'a>(bar: Bar<'a, Message>, most: u64) -> Element<'a, Message> {
    let most = most.max(1);
    let portion = |value: u64| (part(value, most) * 1_000.0) as u16;
    let (solid, framed) = (portion(bar.solid.min(bar.value)), portion(bar.value.saturating_sub(bar.solid)));
    let left = 1_000_u16.saturating_sub(solid).saturating_sub(framed);
    let piece = |portion: u16, style: fn(&crate::gui::style::Theme) -> container::Style| {
        (portion > 0).then(|| container(gap::horizontal()).width(FillPortion(portion)).height(16.0).style(style))
    };
    let rest = (left > 0).then(|| gap::horizontal().width(FillPortion(left)));
    let length = row![].push(piece(solid, ground::bar_solid)).push(piece(framed, ground::bar_framed)).push(rest);
    let mut numbers = bar.numbers.into_iter();
    let number = text::small_strong(numbers.next().unwrap_or_default()).right();
    let remark = text::hint(numbers.next().unwrap_or_default()).right();
    let pieces = row![
        container(one_line(text::small(bar.label))).width(FillPortion(6)),
        container(length).width(FillPortion(4)),
        container(number).align_right(NUMBER),
        container(remark).align_right(REMARK),
    ];
    let pieces = pieces.spacing(space::SMALL).align_y(Center).height(Fill);
    let pressed = Button::new(pieces).padding([0.0, space::MEDIUM]).width(Fill).height(LYING);
    pressed.style(look::row(false, bar.focused)).on_press_maybe(bar.on_press).into()
}

/// Room for the number beside a lying bar, and for the remark.
const NUMBER: f32 = 48.0;
const REMARK: f32 = 60.0;

/// A line of a table of figures, 44 high: its name and its cells, each as wide as the others.
pub fn line<'a, Message: Clone + 'a>(
    label: impl IntoFragment<'a>,
    cells: impl IntoIterator<Item = Words<'a>>,
    focused: bool,
    on_press: Option<Message>,
) -> Element<'a, Message> {
    let cells = cells.into_iter().map(|cell| container(text::small(cell).right()).align_right(FillPortion(2)).into());
    let label = container(one_line(text::small_strong(label))).width(FillPortion(5));
    let pieces = row![label].extend(cells).spacing(space::SMALL).align_y(Center).height(Fill);
    let pressed = Button::new(pieces).padding([0.0, space::LARGE]).width(Fill).height(LYING);
    pressed.style(look::row(false, focused)).on_press_maybe(on_press).into()
}

/// How much one count is of another, 0 to 1. What there is at all is seen, be it ever so little.
fn part(value: u64, most: u64) -> f32 {
    if value == 0 { 0.0 } else { (value as f64 / most as f64).clamp(0.01, 1.0) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_at_all_is_seen_and_nothing_is_longer_than_the_longest() {
        assert_eq!((part(0, 10), part(10, 10), part(20, 10)), (0.0, 1.0, 1.0));
        assert!(part(1, 1_000_000) > 0.0 && part(5, 10) == 0.5);
    }
}
