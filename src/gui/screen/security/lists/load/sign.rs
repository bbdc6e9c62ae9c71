//! A file that finds less than the list whose place it takes: what is lost, and a second person.

use iced::widget::column;

use crate::desk::DeskError;
use crate::desk::worker::SharedError;
use crate::domain::Moment;
use crate::gui::Element;
use crate::gui::form::sentence;
use crate::gui::form::sign::{Face, Form, Message, Who};
use crate::gui::style::measure::space;
use crate::gui::widget::{Weight, text};
use crate::i18n::{tr, tr_with};

use super::super::slacken::CAUSES;

/// A file that two have to sign for.
pub struct Signing {
    /// What would be found no more.
    lost: String,
    /// Why, and who signs for it.
    pub form: Form,
}

impl Signing {
    /// The question, where one alone was refused for this; `None` where it was for something else.
    pub fn asked(error: &SharedError, now: Moment) -> Option<Self> {
        let lost = match **error {
            DeskError::ListShrinks(lost) => sentence(&lost.told()),
            DeskError::NeedsSecond => tr("list-load-slacker"),
            _ => return None,
        };
        Some(Self { lost, form: Form::new(Who::Two, CAUSES, now) })
    }

    /// The window `base` with the question over it: this list, by a file of so many rows.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        (list, rows): (&str, usize),
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let content = column![text::strong(self.lost.as_str()), text::body(tr("list-load-two"))];
        let face = Face {
            title: tr_with("list-load-two-title", &[("list", list.into())]),
            content: content.spacing(space::SMALL).into(),
            verb: tr_with("list-take", &[("rows", rows.into())]),
            weight: Weight::Stop,
        };
        self.form.view(base, face, wrap)
    }
}
