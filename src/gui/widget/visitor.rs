//! Who stands there: photo, name, and what is known of the visit.

use iced::widget::image::Handle;
use iced::widget::text::IntoFragment;
use iced::widget::{Column, column, container, image, row};
use iced::{ContentFit, Fill};

use super::text;
use crate::gui::Element;
use crate::gui::style::container as ground;
use crate::gui::style::measure::{size, space};

/// The place of the photo: the photo, or else the words that say there is none.
pub fn photo_place<'a, Message: 'a>(photo: Option<Handle>, words: impl IntoFragment<'a>) -> Element<'a, Message> {
    let (width, height) = size::PHOTO;
    let content: Element<'a, Message> = match photo {
        Some(handle) => image(handle).width(width).height(height).content_fit(ContentFit::Cover).into(),
        None => text::quiet(words).into(),
    };
    container(content).center_x(width).center_y(height).clip(true).style(ground::place).into()
}

/// A picture to be looked at or scanned, such as a badge: whole, on white, `width` by `height`.
pub fn picture<'a, Message: 'a>(handle: Handle, width: f32, height: f32) -> Element<'a, Message> {
    let picture = image(handle).width(Fill).height(Fill).content_fit(ContentFit::Contain);
    container(picture).width(width).height(height).padding(space::SMALL).style(ground::paper).into()
}

/// A person: name, what stands under it (may be empty), and rows of [`definition`]s.
pub fn who<'a, Message: 'a>(
    name: impl IntoFragment<'a>,
    subtitle: impl IntoFragment<'a>,
    rows: impl IntoIterator<Item = Element<'a, Message>>,
) -> Element<'a, Message> {
    let subtitle = subtitle.into_fragment();
    // Three lines at most: the name matters more than what stands below it.
    let mut names = column![container(text::person(name)).width(Fill).max_height(3.0 * 36.0).clip(true)];
    if !subtitle.is_empty() {
        names = names.push(super::one_line(text::subtitle(subtitle)));
    }
    column![names, Column::with_children(rows).spacing(space::TINY)].spacing(space::MEDIUM).width(Fill).into()
}

/// A row of a definition list: what, its value, and a remark of second rank (may be empty).
pub fn definition<'a, Message: 'a>(
    term: impl IntoFragment<'a>,
    value: impl IntoFragment<'a>,
    remark: impl IntoFragment<'a>,
) -> Element<'a, Message> {
    let remark = remark.into_fragment();
    let value = text::body(value);
    if remark.is_empty() {
        return defined(term, container(value).width(Fill));
    }
    defined(term, row![value, text::quiet(remark)].spacing(space::TINY + 1.0).width(Fill).wrap())
}

/// A row of a definition list that says what to do now: its value stands out, on as many lines as it needs.
pub fn definition_strong<'a, Message: 'a>(
    term: impl IntoFragment<'a>,
    value: impl IntoFragment<'a>,
) -> Element<'a, Message> {
    defined(term, container(text::strong(value)).width(Fill))
}

fn defined<'a, Message: 'a>(
    term: impl IntoFragment<'a>,
    value: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    row![container(text::quiet(term)).width(size::TERM), value.into()].width(Fill).into()
}
