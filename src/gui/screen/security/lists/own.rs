//! The questions about a list that is loaded: its limits, and taking it away with a second person; given names alone.

use iced::Task;
use iced::widget::column;

use crate::desk::Desk;
use crate::desk::screening::lists::{ListStatus, MOST_DAYS, MOST_REVIEW, MOST_STOP};
use crate::desk::screening::{NAMES, Thresholds};
use crate::desk::worker::SharedError;
use crate::domain::{Cause, Moment};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Face, Form, Who};
use crate::gui::format::count;
use crate::gui::keys::{Act, cap};
use crate::gui::note::failure;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::watch::list_name;
use crate::gui::widget::{Dialog, Weight, act, dialog, field, text};
use crate::i18n::{tr, tr_with};

use super::Message;

/// The field of the lower threshold.
pub const REVIEW: &str = "list-review";
const STOP: &str = "list-stop";
const DAYS: &str = "list-days";

/// What a question wants of its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing.
    Stay,
    /// The keyboard for one of its fields.
    Focus(&'static str),
    /// To be put away.
    Close,
    /// To be recorded.
    Send,
}

/// The limits of a list, as they are being typed.
pub struct Limits {
    name: String,
    /// Those in force.
    before: Typed,
    review: String,
    stop: String,
    days: String,
    /// Whether somebody tried to go on: from then on faults are shown.
    tried: bool,
    fault: Option<String>,
    busy: bool,
}

/// Limits as they were typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Typed {
    /// From which score on the list counts.
    pub thresholds: Thresholds,
    /// Days after which it is stale.
    pub days: u16,
}

/// What happens to the limits.
#[derive(Debug, Clone)]
pub enum Limit {
    /// The lower threshold was typed.
    Review(String),
    /// The upper threshold was typed.
    Stop(String),
    /// The days were typed.
    Days(String),
    /// They are to be recorded.
    Submit,
    /// They are to be put away.
    Cancel,
}

impl Limits {
    /// The limits in force, to be changed.
    pub fn new(list: &ListStatus) -> Self {
        Self {
            name: list.name.clone(),
            before: Typed { thresholds: list.thresholds, days: list.limit_days },
            review: points(list.thresholds.review),
            stop: points(list.thresholds.stop),
            days: list.limit_days.to_string(),
            tried: false,
            fault: None,
            busy: false,
        }
    }

    /// What a key does while they are set.
    pub fn key(act: Act) -> Option<Limit> {
        match act {
            Act::Open | Act::Submit => Some(Limit::Submit),
            Act::Back => Some(Limit::Cancel),
            _ => None,
        }
    }

    /// They were not taken.
    pub fn failed(&mut self, error: &SharedError) {
        (self.busy, self.fault) = (false, Some(failure(error)));
    }

    /// Takes a message.
    pub fn update(&mut self, message: Limit) -> Outcome {
        match message {
            Limit::Cancel => return Outcome::Close,
            _ if self.busy => {}
            Limit::Review(text) => self.review = text,
            Limit::Stop(text) => self.stop = text,
            Limit::Days(text) => self.days = text,
            Limit::Submit => {
                self.tried = true;
                if let Some((field, _)) = self.first_fault() {
                    return Outcome::Focus(field);
                }
                (self.busy, self.fault) = (true, None);
                return Outcome::Send;
            }
        }
        Outcome::Stay
    }

    fn first_fault(&self) -> Option<(&'static str, String)> {
        let fields = [REVIEW, STOP, DAYS];
        fields.into_iter().find_map(|field| self.fault_of(field).map(|fault| (field, fault)))
    }

    fn fault_of(&self, field: &str) -> Option<String> {
        let (review, stop) = (number(&self.review), number(&self.stop));
        match field {
            REVIEW if review.is_none() => Some(tr("list-points-fault")),
            STOP if stop.is_none() => Some(tr("list-points-fault")),
            REVIEW if review > Some(MOST_REVIEW) => Some(slack(MOST_REVIEW)),
            STOP if stop > Some(MOST_STOP) => Some(slack(MOST_STOP)),
            STOP if stop < review => Some(tr("list-stop-fault")),
            DAYS if days(&self.days).is_none() => Some(tr("list-days-fault")),
            _ => None,
        }
    }

    /// Whose they are.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// They were not taken from one alone: whoever comes back to them may send them again.
    pub fn asked_again(&mut self) {
        self.busy = false;
    }

    /// What they are to be. A score that was not touched is the one in force to its last digit: it stands here with one.
    pub fn typed(&self) -> Typed {
        let Typed { thresholds, days: limit } = self.before;
        let kept = |text: &str, before: f32| {
            if text == points(before) { before } else { number(text).unwrap_or(before) }
        };
        let thresholds =
            Thresholds { review: kept(&self.review, thresholds.review), stop: kept(&self.stop, thresholds.stop) };
        Typed { thresholds, days: days(&self.days).unwrap_or(limit) }
    }

    /// The limits in force and those that are to be: both scores, and the days.
    pub fn changes(&self) -> ([String; 2], String) {
        let (was, is) = (self.before, self.typed());
        let both = |id: &str, before: String, new: String| {
            if before == new { tr(id) } else { tr_with("list-from-to", &[("from", before.into()), ("to", new.into())]) }
        };
        // To the last digit: a raise by less than a tenth is one.
        let scores = |was: f32, is: f32| both("list-stays", was.to_string(), is.to_string());
        let scores =
            [scores(was.thresholds.review, is.thresholds.review), scores(was.thresholds.stop, is.thresholds.stop)];
        (scores, both("list-stays", was.days.to_string(), is.days.to_string()))
    }

    /// Records them.
    pub fn send(&self, ctx: &Context) -> Task<Message> {
        let (name, worker) = (self.name.clone(), ctx.worker.clone());
        let Typed { thresholds, days } = self.typed();
        let list = name.clone();
        let ask = move |desk: &mut Desk, now| desk.set_list(now, &list, thresholds, days);
        let set = async move { worker.ask(ask).await };
        Task::perform(set, move |result| Message::Done("note-list-set", name.clone(), result))
    }

    /// The window `base` with the limits over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        wrap: impl Fn(Limit) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let fault = |field: &str| if self.tried { self.fault_of(field) } else { None };
        let usual = |id: &str, points: f32| tr_with(id, &[("usual", format!("{points:.1}").into())]);
        let review = field(tr("list-review"), &self.review).id(REVIEW).fault(fault(REVIEW));
        let stop = field(tr("list-stop"), &self.stop).id(STOP).fault(fault(STOP));
        let pieces = column![
            Element::from(review.on_input(Limit::Review).on_submit(Limit::Submit)),
            text::hint(usual("list-review-says", Thresholds::USUAL.review)),
            Element::from(stop.on_input(Limit::Stop).on_submit(Limit::Submit)),
            text::hint(usual("list-stop-says", Thresholds::USUAL.stop)),
        ];
        let days = field(tr("list-days"), &self.days).id(DAYS).fault(fault(DAYS));
        let days = Element::from(days.on_input(Limit::Days).on_submit(Limit::Submit));
        let days = Element::from(column![days, text::hint(tr("list-days-says"))].spacing(space::SMALL));
        let fault = self.fault.as_ref().map(|fault| text::remark(Tone::Stop, fault.as_str()));
        let content = Element::from(pieces.push(days).push(fault).spacing(space::SMALL));
        let title = tr_with("list-limits-title", &[("list", list_name(&self.name).into())]);
        let send = (!self.busy).then(|| wrap(Limit::Submit));
        let question = Dialog::new(title, content.map(wrap));
        let question = question.act(act(tr("list-set"), cap(Act::Open), Weight::Go, send));
        dialog(base, question.act(act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Limit::Cancel))))
    }
}

/// Points with one decimal, as they are typed.
fn points(points: f32) -> String {
    format!("{points:.1}")
}

/// The most that a score may be.
fn slack(most: f32) -> String {
    tr_with("list-slack-fault", &[("most", points(most).into())])
}

/// Points as they were typed; a comma is a point to many.
fn number(text: &str) -> Option<f32> {
    let number: f32 = text.trim().replace(',', ".").parse().ok()?;
    (-100.0..=100.0).contains(&number).then_some(number)
}

/// Days as they were typed: 1 to as many as a list may have.
pub fn days(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|days| (1..=MOST_DAYS).contains(days))
}

/// Why a list may be taken away.
const CAUSES: &[Cause] = &[Cause::Over, Cause::Mistake, Cause::Instruction, Cause::Other];

/// A list that is being taken away.
pub struct Removal {
    name: String,
    rows: u64,
    /// Why, and who signs for it.
    pub form: Form,
}

impl Removal {
    /// The question for this list.
    pub fn new(list: &ListStatus, now: Moment) -> Self {
        Self { name: list.name.clone(), rows: list.rows, form: Form::new(Who::Two, CAUSES, now) }
    }

    /// Takes it away.
    pub fn send(&self, ctx: &Context) -> Task<Message> {
        let (name, list, worker) = (self.name.clone(), self.name.clone(), ctx.worker.clone());
        let (why, second) = (self.form.why(), self.form.second());
        let ask = move |desk: &mut Desk, now| desk.remove_list(now, &list, &why, &second);
        let removing = async move { worker.ask(ask).await };
        Task::perform(removing, move |result| Message::Done("note-list-removed", name.clone(), result))
    }

    /// The window `base` with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        wrap: impl Fn(sign::Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let rows = [("rows", self.rows.into()), ("shown", count(self.rows).into())];
        let face = Face {
            title: tr_with("list-remove-title", &[("list", list_name(&self.name).into())]),
            content: text::body(tr_with("list-remove-text", &rows)).into(),
            verb: tr("list-act-remove"),
            weight: Weight::Stop,
        };
        self.form.view(base, face, wrap)
    }
}

/// The mission's table of given names, which is being taken away: nobody has to sign for what lists are asked without.
#[derive(Default)]
pub struct Forget {
    fault: Option<String>,
    busy: bool,
}

/// What happens while given names are taken away.
#[derive(Debug, Clone, Copy)]
pub enum Forgetting {
    /// They are to be taken away.
    Submit,
    /// They are to stay.
    Cancel,
}

impl Forget {
    /// What a key does while it is asked.
    pub fn key(act: Act) -> Option<Forgetting> {
        match act {
            Act::Open | Act::Submit => Some(Forgetting::Submit),
            Act::Back => Some(Forgetting::Cancel),
            _ => None,
        }
    }

    /// It was not done.
    pub fn failed(&mut self, error: &SharedError) {
        (self.busy, self.fault) = (false, Some(failure(error)));
    }

    /// Takes a message.
    pub fn update(&mut self, message: Forgetting) -> Outcome {
        match message {
            Forgetting::Cancel => Outcome::Close,
            Forgetting::Submit if self.busy => Outcome::Stay,
            Forgetting::Submit => {
                self.busy = true;
                Outcome::Send
            }
        }
    }

    /// Takes them away.
    pub fn send(ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        let removing = async move { worker.ask(|desk: &mut Desk, now| desk.remove_names(now)).await };
        Task::perform(removing, |result| Message::Done("note-names-removed", NAMES.to_owned(), result))
    }

    /// The window `base` with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        wrap: impl Fn(Forgetting) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let fault = self.fault.as_ref().map(|fault| text::remark(Tone::Stop, fault.as_str()));
        let content = Element::from(column![text::body(tr("names-remove-text"))].push(fault).spacing(space::MEDIUM));
        let title = tr_with("list-remove-title", &[("list", list_name(NAMES).into())]);
        let send = (!self.busy).then(|| wrap(Forgetting::Submit));
        let question = Dialog::new(title, content);
        let question = question.act(act(tr("list-act-remove"), cap(Act::Open), Weight::Stop, send));
        dialog(base, question.act(act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Forgetting::Cancel))))
    }
}
