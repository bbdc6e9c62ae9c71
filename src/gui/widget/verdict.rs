//! The verdict: shape, word and colour together, never one of them alone.

use iced::widget::text::IntoFragment;
use iced::widget::{column, container, row};
use iced::{Center, Fill, Right};

use super::{Icon, icon, text};
use crate::domain::Verdict;
use crate::gui::Element;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Tone, container as ground};

/// The shape of a verdict: circle with tick, triangle, octagon with cross.
pub const fn shape(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Admit => Icon::CircleTick,
        Verdict::Refer => Icon::Triangle,
        Verdict::Refuse => Icon::OctagonCross,
    }
}

/// The band at the top of the middle panel: shape and word, why in one line, then how fresh the data are.
pub fn verdict_band<'a, Message: 'a>(
    verdict: Verdict,
    word: impl IntoFragment<'a>,
    why: impl IntoFragment<'a>,
    freshness: impl IntoFragment<'a>,
) -> Element<'a, Message> {
    state_band(shape(verdict), verdict.into(), word, why, freshness)
}

/// As [`verdict_band`], for what is no verdict, such as a departure.
pub fn state_band<'a, Message: 'a>(
    shape: Icon,
    tone: Tone,
    word: impl IntoFragment<'a>,
    why: impl IntoFragment<'a>,
    freshness: impl IntoFragment<'a>,
) -> Element<'a, Message> {
    let mark = icon(shape, size::SHAPE, tone);
    let reasons = column![
        container(text::body(why).right()).align_right(Fill),
        container(text::hint(freshness)).align_right(Fill)
    ];
    let pieces = row![mark, text::verdict(word), reasons.align_x(Right).width(Fill)];
    let band = container(pieces.spacing(space::WIDE - space::TINY).align_y(Center)).padding([0.0, space::WIDE]);
    band.center_y(size::BAND).width(Fill).clip(true).style(ground::band(tone, true)).into()
}

/// A verdict in brief, for a preview.
pub fn verdict_brief<'a, Message: 'a>(verdict: Verdict, word: impl IntoFragment<'a>) -> Element<'a, Message> {
    let mark = icon(shape(verdict), 36.0, verdict_tone(verdict));
    let pieces = row![mark, text::verdict_brief(word)].spacing(space::MEDIUM).align_y(Center);
    let band = container(pieces).padding([0.0, space::LARGE]).center_y(size::SCAN).width(Fill);
    band.style(ground::band(verdict.into(), false)).into()
}

fn verdict_tone(verdict: Verdict) -> Tone {
    verdict.into()
}
