//! Empty, busy, broken, and what has just happened.

use iced::widget::text::IntoFragment;
use iced::widget::{column, container, progress_bar, row, stack};
use iced::{Bottom, Center, Fill};

use super::{Icon, Words, icon, link, one_line, plain, text};
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Tone, container as ground, progress as look};

/// What an empty list will show one day.
pub fn empty_state<'a, Message: 'a>(words: impl IntoFragment<'a>) -> Element<'a, Message> {
    let words = text::quiet(words).centred();
    container(Element::from(words)).padding(space::WIDE).center(Fill).into()
}

/// A failure, where the thing would have stood: what happened, what to do, and an act that may help.
pub fn failure<'a, Message: Clone + 'a>(
    what: impl IntoFragment<'a>,
    todo: impl IntoFragment<'a>,
    act: Option<(Words<'a>, Message)>,
) -> Element<'a, Message> {
    let mut words = column![text::strong(what), text::body(todo)].spacing(space::TINY).width(Fill);
    if let Some((label, message)) = act {
        words = words.push(container(plain(label, message)).padding(iced::Padding::ZERO.top(space::SMALL)));
    }
    let pieces = row![icon(Icon::OctagonCross, 32.0, Tone::Stop), words].spacing(space::LARGE);
    super::panel_alert(Tone::Stop, pieces)
}

/// Work that takes a while: what, how far (0 to 1), and a way out.
pub fn progress<'a, Message: Clone + 'a>(
    words: impl IntoFragment<'a>,
    share: f32,
    leave: Option<(Words<'a>, Message)>,
) -> Element<'a, Message> {
    let bar = progress_bar(0.0..=1.0, share).girth(8.0).length(Fill);
    let pieces = column![text::body(words), bar].spacing(space::SMALL).width(Fill);
    match leave {
        Some((label, message)) => row![pieces, plain(label, message)].spacing(space::LARGE).align_y(Center).into(),
        None => pieces.into(),
    }
}

/// A measure that is judged, such as a passphrase's strength: how much (0 to 1), its tone, and the tone in words.
pub fn strength<'a, Message: 'a>(words: impl IntoFragment<'a>, share: f32, tone: Tone) -> Element<'a, Message> {
    let bar = progress_bar(0.0..=1.0, share).girth(8.0).length(Fill).style(look::judged(tone));
    column![bar, text::remark(tone, words)].spacing(space::TINY).width(Fill).into()
}

/// The height of a notice.
const NOTICE: f32 = 48.0;

/// Something that has just happened.
#[derive(Debug, Clone)]
pub struct Notice<'a, Message> {
    /// What it says.
    pub tone: Tone,
    /// What happened.
    pub words: Words<'a>,
    /// What can be done about it, such as "Undo Ctrl Z".
    pub act: Option<(Words<'a>, Message)>,
    /// Puts it away.
    pub close: Option<(Words<'a>, Message)>,
}

/// A notice as a bar.
pub fn notice<'a, Message: Clone + 'a>(notice: Notice<'a, Message>) -> Element<'a, Message> {
    notice_of(notice, NOTICE)
}

fn notice_of<'a, Message: Clone + 'a>(notice: Notice<'a, Message>, height: f32) -> Element<'a, Message> {
    let shape = match notice.tone {
        Tone::Neutral => Icon::Info,
        Tone::Go => Icon::CircleTick,
        Tone::Hold => Icon::Triangle,
        Tone::Stop => Icon::OctagonCross,
    };
    let words = one_line(text::body(notice.words));
    let mut pieces = row![icon(shape, 24.0, notice.tone), words].spacing(space::MEDIUM).align_y(Center);
    for (label, message) in notice.act.into_iter().chain(notice.close) {
        pieces = pieces.push(link(label, message));
    }
    let bar = container(pieces).padding([0.0, space::LARGE]).center_y(height).width(Fill);
    bar.style(ground::notice(notice.tone)).into()
}

/// The window `base` with a notice in the place of what its footer reports; `base` alone if there is none.
pub fn with_notice<'a, Message: Clone + 'a>(
    base: impl Into<Element<'a, Message>>,
    shown: Option<Notice<'a, Message>>,
) -> Element<'a, Message> {
    let over = shown.map(|shown| {
        // All of it and nothing else: never over an act, and never over half of a report.
        let foot = iced::Padding::ZERO.right(size::FOOTER_ACTS + space::WIDE + space::LARGE);
        let bar = container(notice_of(shown, size::FOOTER)).padding(foot);
        container(bar).width(Fill).height(Fill).align_y(Bottom)
    });
    // A stack either way: a notice that comes or goes must not cost the fields below it their state.
    stack![container(base).width(Fill).height(Fill)].push(over).into()
}
