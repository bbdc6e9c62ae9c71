//! Fields to type into.

use iced::widget::text::{IntoFragment, LineHeight};
use iced::widget::{Id, TextInput, column, container, row, stack, text_input};
use iced::{Center, Element as Piece, Fill, Padding, Pixels};

use super::text::remark;
use super::{Icon, Words, icon, text};
use crate::gui::Element;
use crate::gui::font;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Theme, Tone, text_input as look};

type OnInput<'a, Message> = Box<dyn Fn(String) -> Message + 'a>;

/// A field of a form: its label above, a remark or a fault below.
pub struct Field<'a, Message> {
    label: Words<'a>,
    value: &'a str,
    placeholder: &'a str,
    remark: Option<(Tone, Words<'a>)>,
    id: Option<Id>,
    secret: bool,
    on_input: Option<OnInput<'a, Message>>,
    on_submit: Option<Message>,
}

/// A field of a form, 44 high: its label (none if empty, as for a search) and its value. It cannot be typed into until it has [`Field::on_input`].
pub fn field<'a, Message>(label: impl IntoFragment<'a>, value: &'a str) -> Field<'a, Message> {
    Field {
        label: label.into_fragment(),
        value,
        placeholder: "",
        remark: None,
        id: None,
        secret: false,
        on_input: None,
        on_submit: None,
    }
}

impl<'a, Message: Clone + 'a> Field<'a, Message> {
    /// What stands in it while it is empty.
    #[must_use]
    pub fn placeholder(self, placeholder: &'a str) -> Self {
        Self { placeholder, ..self }
    }

    /// A remark below it: how the value was understood.
    #[must_use]
    pub fn remark(self, words: impl IntoFragment<'a>) -> Self {
        Self { remark: Some((Tone::Go, words.into_fragment())), ..self }
    }

    /// A hint below it: what is asked for.
    #[must_use]
    pub fn hint(self, words: impl IntoFragment<'a>) -> Self {
        Self { remark: Some((Tone::Neutral, words.into_fragment())), ..self }
    }

    /// Why the value cannot be taken, below it; nothing if `None`.
    #[must_use]
    pub fn fault(self, words: Option<impl IntoFragment<'a>>) -> Self {
        match words {
            Some(words) => Self { remark: Some((Tone::Stop, words.into_fragment())), ..self },
            None => self,
        }
    }

    /// The id by which it gets the keyboard.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// Shows dots in the place of letters.
    #[must_use]
    pub fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// What typing says.
    #[must_use]
    pub fn on_input(self, message: impl Fn(String) -> Message + 'a) -> Self {
        Self { on_input: Some(Box::new(message)), ..self }
    }

    /// What Enter says.
    #[must_use]
    pub fn on_submit(self, message: Message) -> Self {
        Self { on_submit: Some(message), ..self }
    }

    fn input(&mut self) -> TextInput<'a, Message, Theme> {
        let faulty = matches!(self.remark, Some((Tone::Stop, _)));
        let mut input = text_input(self.placeholder, self.value).font(font::REGULAR).size(16.0).secure(self.secret);
        input = input.line_height(LineHeight::Absolute(Pixels(24.0))).padding([10.0, space::MEDIUM]).width(Fill);
        input = input.style(if faulty { look::faulty } else { look::field });
        if let Some(id) = self.id.take() {
            input = input.id(id);
        }
        input.on_input_maybe(self.on_input.take()).on_submit_maybe(self.on_submit.take())
    }
}

impl<'a, Message: Clone + 'a> From<Field<'a, Message>> for Piece<'a, Message, Theme> {
    fn from(mut field: Field<'a, Message>) -> Self {
        let input = field.input();
        let label = (!field.label.is_empty()).then(|| text::hint(field.label));
        let mut pieces = column![].push(label).push(input).spacing(space::TINY).width(Fill);
        if let Some((tone, words)) = field.remark {
            pieces = pieces.push(remark(tone, words));
        }
        pieces.into()
    }
}

/// The scan field, 64 high: where everything that is presented arrives. Its thick border shows the focus.
pub fn scan_field<'a, Message: Clone + 'a>(
    id: impl Into<Id>,
    placeholder: &'a str,
    value: &'a str,
    on_input: impl Fn(String) -> Message + 'a,
    on_submit: Message,
) -> Element<'a, Message> {
    let left = space::WIDE + 26.0 + space::LARGE;
    let input = text_input(placeholder, value).id(id).font(font::REGULAR).size(20.0).width(Fill);
    let input = input.line_height(LineHeight::Absolute(Pixels(size::SCAN - 2.0 * 18.0)));
    let input = input.padding(Padding::from([18.0, space::LARGE]).left(left)).style(look::scan);
    let input = input.on_input(on_input).on_submit(on_submit);
    let mark = container(icon(Icon::Scan, 26.0, Tone::Neutral)).padding(Padding::ZERO.left(space::WIDE));
    stack![input, row![mark].align_y(Center).height(size::SCAN)].into()
}
