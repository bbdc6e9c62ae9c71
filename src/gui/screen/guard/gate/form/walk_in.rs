//! Who somebody without an appointment is, and of which kind: the rules may say otherwise of it.

use iced::widget::{Column, column, row};

use super::{HOST, Message, NAME, ORGANISATION, PURPOSE};
use crate::desk::decide::WalkIn;
use crate::domain::Category;
use crate::gui::Element;
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::space;
use crate::gui::widget::{choice_row, field, text};
use crate::i18n::tr;

/// How many kinds there are to pick from: nobody in particular, and each category.
pub const CHOICES: usize = Category::ALL.len() + 1;

/// The category at a place; none at the first.
pub fn category(place: usize) -> Option<Category> {
    place.checked_sub(1).and_then(|place| Category::ALL.get(place)).copied()
}

/// The place of a category.
pub fn place(category: Option<Category>) -> usize {
    category.and_then(|category| Category::ALL.iter().position(|one| *one == category)).map_or(0, |place| place + 1)
}

/// The place so many steps on, round and round.
pub fn beside(place: usize, by: isize) -> usize {
    let on = by.rem_euclid(CHOICES.cast_signed()).unsigned_abs();
    (place + on) % CHOICES
}

/// What is asked.
pub fn view(walk_in: &WalkIn) -> Element<'_, Message> {
    column![
        text::quiet(tr("walk-in-hint")),
        row![
            field(tr("form-name"), &walk_in.name).id(NAME).on_input(Message::Name),
            field(tr("form-host"), &walk_in.host).id(HOST).on_input(Message::Host),
        ]
        .spacing(space::MEDIUM),
        row![
            field(tr("form-organisation"), &walk_in.organisation).id(ORGANISATION).on_input(Message::Organisation),
            field(tr("form-purpose"), &walk_in.purpose).id(PURPOSE).on_input(Message::Purpose),
        ]
        .spacing(space::MEDIUM),
        kinds(walk_in),
    ]
    .spacing(space::MEDIUM)
    .into()
}

/// The kinds in two columns; the keys stand where they lead to.
fn kinds(walk_in: &WalkIn) -> Element<'_, Message> {
    let picked = place(walk_in.category);
    let choice = |one: usize| {
        let words = category(one).map_or_else(|| tr("category-none"), |kind| tr(&format!("category-{}", kind.code())));
        let key = match one {
            one if one == beside(picked, 1) => cap(Act::Down),
            one if one == beside(picked, -1) => cap(Act::Up),
            _ => String::new(),
        };
        choice_row(words, key, one == picked, Message::Pick(one))
    };
    let half = CHOICES.div_ceil(2);
    let of = |from: usize, to: usize| Column::with_children((from..to).map(choice)).spacing(space::TINY);
    row![of(0, half), of(half, CHOICES)].spacing(space::MEDIUM).into()
}
