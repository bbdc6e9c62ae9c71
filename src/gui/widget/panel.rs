//! Panels, their heads and feet.

use iced::widget::text::IntoFragment;
use iced::widget::{Column, Row, container, row, rule, space as gap};
use iced::{Center, Fill, FillPortion};

use super::{Act, text};
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Tone, container as ground};

/// A panel that fills its place: pieces from top to bottom, edge to edge.
pub fn panel<'a, Message: 'a>(pieces: impl IntoIterator<Item = Element<'a, Message>>) -> Element<'a, Message> {
    // One pixel of padding, so that what lies inside never covers the border.
    let pieces = Column::with_children(pieces).width(Fill).height(Fill);
    container(pieces).padding(1.0).width(Fill).height(Fill).clip(true).style(ground::panel).into()
}

/// A panel as high as its content, with room around it.
pub fn card<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    container(content).padding(space::WIDE).width(Fill).style(ground::panel).into()
}

/// A panel as high as its content, on the ground and with the border of a tone.
pub fn panel_alert<'a, Message: 'a>(tone: Tone, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    container(content).padding(space::WIDE).width(Fill).style(ground::alert(tone)).into()
}

/// The head of a panel: what it lists, and how many; an empty count is left out.
pub fn panel_head<'a, Message: 'a>(title: impl IntoFragment<'a>, count: impl IntoFragment<'a>) -> Element<'a, Message> {
    let words = row![super::one_line(text::head(title)), text::small_strong(count)].spacing(space::SMALL);
    let head = container(words.align_y(Center)).padding([0.0, space::LARGE]).center_y(size::PANEL_HEAD);
    iced::widget::column![head, rule::horizontal(1)].into()
}

/// A line at the foot of a panel: what is counted, and how many.
pub fn panel_sum<'a, Message: 'a>(label: impl IntoFragment<'a>, value: impl IntoFragment<'a>) -> Element<'a, Message> {
    let words = row![super::one_line(text::head(label)), text::small_strong(value)].spacing(space::SMALL);
    container(words.align_y(Center)).padding([0.0, space::LARGE]).center_y(size::PANEL_HEAD).into()
}

/// The acts at the foot of the middle panel, the one that leads on first. Each is given room by the length of its
/// words, the first a little more, so that none runs over the edge.
pub fn actions<'a, Message: Clone + 'a>(acts: impl IntoIterator<Item = Act<'a, Message>>) -> Element<'a, Message> {
    let acts: Vec<_> = acts.into_iter().collect();
    // Where there are many, none has room to spare.
    let first = if acts.len() < 4 { 5 } else { 4 };
    let acts = acts.into_iter().enumerate().map(|(index, act)| {
        let share = act.width() * if index == 0 { first } else { 4 };
        container(Element::from(act)).width(FillPortion(share)).into()
    });
    let acts = container(Row::with_children(acts).spacing(space::MEDIUM)).padding([14.0, space::WIDE]);
    iced::widget::column![rule::horizontal(1), acts].into()
}

/// A count as large as it has to be read from afar, with what it counts below it, and in a tone where it asks for
/// attention.
pub fn tile<'a, Message: 'a>(
    tone: Option<Tone>,
    figure: impl IntoFragment<'a>,
    words: impl IntoFragment<'a>,
) -> Element<'a, Message> {
    let (figure, words) = match tone {
        Some(tone) => (text::figure(figure).tone(tone), text::body(words).tone(tone)),
        None => (text::figure(figure), text::quiet(words)),
    };
    let pieces = iced::widget::column![super::one_line(figure), super::one_line(words)];
    let place = container(pieces).padding([space::MEDIUM, space::WIDE]).width(Fill).height(size::TILE);
    match tone {
        Some(tone) => place.style(ground::alert(tone)).into(),
        None => place.style(ground::panel).into(),
    }
}

/// What is seen at a glance, beside one another: each number with what it counts below it, and what is remarked of it.
pub fn glance<'a, Message: 'a>(
    figures: impl IntoIterator<Item = (super::Words<'a>, super::Words<'a>, super::Words<'a>)>,
) -> Element<'a, Message> {
    let figures = figures.into_iter().map(|(figure, words, remark)| {
        let figure = row![text::prominent(figure), text::hint(remark)].spacing(space::SMALL).align_y(Center);
        let pieces = iced::widget::column![figure, super::one_line(text::hint(words))];
        container(pieces).width(FillPortion(1)).clip(true).into()
    });
    let figures = container(Row::with_children(figures).spacing(space::SMALL)).padding([0.0, space::LARGE]);
    iced::widget::column![figures.center_y(size::GLANCE), rule::horizontal(1)].into()
}

/// Room that pushes what follows to the foot.
pub fn stretch<'a, Message: 'a>() -> Element<'a, Message> {
    gap::vertical().into()
}
