//! Lines that may be too long for their place.

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self as shaping, Paragraph as _, Shaping, Wrapping, paragraph};
use iced::advanced::widget::{Operation, Tree, text as drawing, tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::widget::container;
use iced::{Element as Piece, Fill, Length, Pixels, Rectangle, Renderer, Shrink, Size, alignment};

use super::text::Styled;
use crate::gui::Element;
use crate::gui::style::Theme;

type Paragraph = <Renderer as shaping::Renderer>::Paragraph;

/// One line that takes the room there is; what does not fit gives way to an ellipsis.
pub fn one_line<'a, Message: 'a>(text: Styled<'a>) -> Element<'a, Message> {
    container(Line(text)).width(Fill).into()
}

/// One line as wide as it is, and no wider than the room there is; what does not fit gives way to an ellipsis.
pub fn at_most<'a, Message: 'a>(text: Styled<'a>) -> Element<'a, Message> {
    Piece::new(Line(text))
}

/// Its width stays that of the words: iced draws right-to-left text with a width of its own outside its box.
struct Line<'a>(Styled<'a>);

/// What was last laid out, so that a frame in which nothing changed measures nothing.
#[derive(Default)]
struct State {
    words: String,
    room: f32,
    shown: String,
    paragraph: paragraph::Plain<Paragraph>,
}

impl Line<'_> {
    fn shape(&self, words: &str) -> Paragraph {
        Paragraph::with_text(self.text(words))
    }

    fn text<'w>(&self, content: &'w str) -> shaping::Text<&'w str, iced::Font> {
        shaping::Text {
            content,
            bounds: Size::INFINITE,
            size: Pixels(self.0.size),
            line_height: shaping::LineHeight::Absolute(Pixels(self.0.line)),
            font: self.0.font,
            align_x: shaping::Alignment::Default,
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Auto,
            wrapping: Wrapping::None,
        }
    }

    /// As much of the beginning as leaves room for the ellipsis.
    fn cut(&self, room: f32) -> String {
        let ends: Vec<usize> = self.0.words.char_indices().map(|(end, _)| end).collect();
        let cut = |end: usize| format!("{}…", self.0.words.get(..end).unwrap_or_default().trim_end());
        let fitting = ends.partition_point(|&end| self.shape(&cut(end)).min_width() <= room);
        cut(fitting.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or_default())
    }

    fn prepare(&self, state: &mut State, room: f32) -> Size {
        let format = self.text("");
        let as_before = state.paragraph.as_text();
        let same = state.words == self.0.words
            && state.room.to_bits() == room.to_bits()
            && (as_before.size, as_before.font) == (format.size, format.font);
        if !same {
            let whole = self.shape(&self.0.words).min_width();
            state.shown = if whole <= room { self.0.words.to_string() } else { self.cut(room) };
            state.words = self.0.words.to_string();
            state.room = room;
        }
        let _ = state.paragraph.update(self.text(&state.shown));
        state.paragraph.min_bounds()
    }
}

impl<'a, Message: 'a> From<Line<'a>> for Piece<'a, Message, Theme> {
    fn from(line: Line<'a>) -> Self {
        Piece::new(line)
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Line<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Shrink, Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        layout::sized(limits, Shrink, Shrink, |limits| self.prepare(state, limits.max().width))
    }

    fn operate(&mut self, _: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        operation.text(None, layout.bounds(), &self.0.words);
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        defaults: &renderer::Style,
        layout: Layout<'_>,
        _: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let paragraph = tree.state.downcast_ref::<State>().paragraph.raw();
        drawing::draw(renderer, defaults, layout.bounds(), paragraph, self.0.ink.style(theme), viewport);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::{font, widget::text};

    fn cut(words: &str, room: f32) -> String {
        font::install();
        let mut state = State::default();
        let size = Line(text::strong(words.to_owned())).prepare(&mut state, room);
        assert!(size.width <= room, "{words}: {} over {room}", size.width);
        state.shown
    }

    #[test]
    fn what_fits_stays_and_what_does_not_keeps_its_beginning() {
        assert_eq!(cut("Olga", 200.0), "Olga");
        let short = cut("Maximiliane Wolfeschlegelsteinhausenbergerdorff", 200.0);
        assert!(short.starts_with("Maximiliane W") && short.ends_with('…'), "{short}");
        let arabic = cut("عبد الرحمن بن محمد بن عبد العزيز آل سعود الكبير", 150.0);
        assert!(arabic.starts_with("عبد الرحمن") && arabic.ends_with('…'), "{arabic}");
    }

    #[test]
    fn bold_is_drawn_bold() {
        font::install();
        let words = "Haddad";
        let (plain, bold) = (Line(text::body(words)).shape(words), Line(text::strong(words)).shape(words));
        assert!(bold.min_width() > plain.min_width() * 1.03, "{} {}", bold.min_width(), plain.min_width());
    }
}
