//! A recovery code on its way to two holders: one half after the other, each put away before it is confirmed, and the
//! second shown only once the first is.

use std::sync::Arc;

use iced::widget::{Row, column, container};
use iced::{Fill, Task};

use crate::desk::RecoveryCode;
use crate::gui::Element;
use crate::gui::style::container as ground;
use crate::gui::style::measure::space;
use crate::gui::widget::{field, text};
use crate::i18n::{tr, tr_with};

/// The id of the field that the last group is typed into.
pub const FIELD: &str = "recovery-last-group";

/// Where the code is on its way.
#[derive(Clone)]
pub struct Halves {
    code: Arc<RecoveryCode>,
    /// Which half, 0 or 1.
    half: usize,
    stage: Stage,
    typed: String,
    wrong: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing of it is on the screen; its holder is asked to come.
    Called,
    /// The half is on the screen, to be written down.
    Shown,
    /// It was put away; its last group is asked for.
    Asked,
}

/// What happens to the code.
#[derive(Debug, Clone)]
pub enum Message {
    /// The last group is being typed.
    Typed(String),
    /// On: the half was written down, or its last group was typed.
    Next,
    /// Back to the half, to read it once more.
    Back,
}

/// Whether both holders have their half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Not yet.
    Going,
    /// Both halves are written down.
    Handed,
}

impl Halves {
    /// A code of which nothing was shown yet.
    pub fn new(code: Arc<RecoveryCode>) -> Self {
        Self { code, half: 0, stage: Stage::Called, typed: String::new(), wrong: false }
    }

    /// The message id of what leads on.
    pub fn lead(&self) -> &'static str {
        match self.stage {
            Stage::Called => "halves-show",
            Stage::Shown => "halves-away",
            Stage::Asked => "halves-confirm",
        }
    }

    /// The message id of the way back, where there is one.
    pub fn back(&self) -> Option<&'static str> {
        (self.stage == Stage::Asked).then_some("halves-show-again")
    }

    fn text(&self) -> &str {
        self.code.0.get(self.half).map_or("", |half| half.as_str())
    }

    /// A half, for tests that hold it.
    #[cfg(test)]
    pub fn text_of(&self, which: usize) -> &str {
        &self.code.0[which]
    }

    /// Takes what happened.
    pub fn update<M: Send + 'static>(&mut self, message: Message) -> (Task<M>, Progress) {
        match message {
            Message::Typed(text) => {
                self.typed = text;
                self.wrong = false;
            }
            Message::Back if self.stage == Stage::Asked => {
                self.stage = Stage::Shown;
                self.typed.clear();
                self.wrong = false;
            }
            Message::Back => {}
            Message::Next if self.stage == Stage::Called => self.stage = Stage::Shown,
            Message::Next if self.stage == Stage::Shown => {
                self.stage = Stage::Asked;
                return (iced::widget::operation::focus(FIELD), Progress::Going);
            }
            Message::Next => return (Task::none(), self.confirm()),
        }
        (Task::none(), Progress::Going)
    }

    fn confirm(&mut self) -> Progress {
        let last = self.text().rsplit('-').next().unwrap_or_default();
        if !self.typed.trim().eq_ignore_ascii_case(last) {
            self.wrong = true;
            return Progress::Going;
        }
        self.typed.clear();
        if self.half == 1 {
            return Progress::Handed;
        }
        (self.half, self.stage) = (1, Stage::Called);
        Progress::Going
    }

    /// The half, or the question for its last group; Enter says `Next`.
    pub fn view<'a, M: Clone + 'a>(&'a self, wrap: impl Fn(Message) -> M + Copy + 'a) -> Element<'a, M> {
        let number = [("half", (self.half + 1).into())];
        let title = text::section(tr_with("halves-title", &number));
        let piece: Element<'a, M> = match self.stage {
            Stage::Called => text::body(tr_with("halves-call", &number)).into(),
            Stage::Shown => column![text::body(tr_with("halves-write", &number)), groups(self.text())]
                .push(text::quiet(tr("halves-alone")))
                .spacing(space::LARGE)
                .into(),
            Stage::Asked => {
                let fault = self.wrong.then(|| tr("halves-wrong"));
                let asked = field(tr("halves-last-group"), &self.typed).id(FIELD).fault(fault);
                let asked = asked.on_input(move |text| wrap(Message::Typed(text))).on_submit(wrap(Message::Next));
                let asked = container(Element::from(asked)).max_width(240);
                column![text::body(tr_with("halves-put-away", &number)), asked].spacing(space::LARGE).into()
            }
        };
        column![title, piece].spacing(space::LARGE).width(Fill).into()
    }
}

/// Groups of four, four to a line, large enough to be copied by hand.
fn groups<'a, M: 'a>(half: &str) -> Element<'a, M> {
    let groups: Vec<String> = half.split('-').map(str::to_owned).collect();
    let lines = groups.chunks(4).map(|line| {
        let groups = line.iter().map(|group| container(text::person(group.clone())).width(Fill).into());
        Row::with_children(groups).spacing(space::LARGE).into()
    });
    let lines = iced::widget::Column::with_children(lines).spacing(space::SMALL);
    container(lines).padding(space::WIDE).width(Fill).style(ground::place).into()
}
