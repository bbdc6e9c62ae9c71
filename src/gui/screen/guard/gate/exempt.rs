//! Letting somebody in against what the rules say: two sign for it. Somebody on no list is written down first.

use iced::Task;
use iced::widget::operation;

use crate::desk::overrides::can_override;
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError};
use crate::domain::card::Card;
use crate::domain::operator::Act as Deed;
use crate::domain::{Cause, Direction, Verdict};
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Face, Who};
use crate::gui::keys::Act;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::{self, Icon, Weight, icon, text};
use crate::gui::{Element, keys};
use crate::i18n::{tr, tr_with};

use super::act::Admitted;
use super::form::{Form, Kind};
use super::found::{Found, found, or_changed};
use super::stage::{Shown, Stage};
use super::{Message, SCAN, State, Update, none};
use crate::desk::decide::WalkIn;

/// Why somebody is let in against the rules.
const CAUSES: &[Cause] =
    &[Cause::Instruction, Cause::Urgent, Cause::Event, Cause::Mistake, Cause::Incident, Cause::Other];

impl Shown {
    /// Whether two can let this visitor in against the verdict, as far as the card shows it.
    pub fn can_be_overridden(&self, ctx: &Context) -> bool {
        let known = self.card.visit.is_some() || !self.card.typed.is_empty();
        known && !self.busy && ctx.status.may(Deed::Override) && can_override(&self.card)
    }

    /// Whether what has to be done is there to be ticked off: where it leads to an admission or, under a refusal, to an
    /// override that was asked for. Under a refusal that nobody goes round it would serve nothing.
    pub fn asks_to_tick(&self, ctx: &Context) -> bool {
        let round = self.card.visit.is_some() && self.can_be_overridden(ctx);
        self.card.admissible() || round && (self.overriding || self.card.judgement.verdict != Verdict::Refuse)
    }
}

impl State {
    /// Asks for an override of the visitor that is seen, once what has to be done is ticked off.
    pub(super) fn exempt(&mut self, ctx: &Context) -> Update {
        let Some(shown) = self.seen_mut().filter(|shown| shown.can_be_overridden(ctx)) else { return none() };
        if shown.card.visit.is_none() {
            let walk_in = WalkIn { name: shown.card.typed.clone(), ..WalkIn::default() };
            return self.open_form(Form::new(Kind::Exempted(walk_in)));
        }
        if shown.open().next().is_some() {
            shown.overriding = true;
            self.hint = Some("hint-tick-before-override");
            return none();
        }
        self.exempting = Some(sign::Form::new(Who::Two, CAUSES, ctx.now));
        (operation::focus(sign::Form::first()), None)
    }

    /// Writes somebody on no list down, and shows their card.
    pub(super) fn write_down(&mut self, walk_in: WalkIn, ticket: u64, ctx: &Context) -> Update {
        let worker = ctx.worker.clone();
        let ask = move |desk: &mut Desk, now| {
            let visit = desk.write_down(now, &walk_in)?;
            let recognised = desk.open_visit(now, visit, Some(Direction::In))?;
            Ok::<_, DeskError>(found(desk, recognised))
        };
        let write = async move { worker.ask(ask).await };
        (Task::perform(write, move |result| Message::WrittenDown(ticket, result)), None)
    }

    pub(super) fn written_down(&mut self, ticket: u64, result: Result<Found, SharedError>, ctx: &Context) -> Update {
        match result {
            Err(error) => self.failed(ticket, &error),
            Ok(found) => {
                let lists = self.read_lists(ctx);
                let shown = self.reshow(ticket, found, ctx);
                if ticket == self.ticket
                    && let Some(shown) = self.seen_mut()
                {
                    shown.overriding = true;
                    self.hint = Some("hint-tick-before-override");
                }
                (Task::batch([lists, shown]), Some(super::Action::Recorded(None)))
            }
        }
    }

    pub(super) fn in_exempting(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Some(form) = &mut self.exempting else { return none() };
        match form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (operation::focus(field), None),
            sign::Outcome::Close => {
                self.exempting = None;
                (operation::focus(SCAN), None)
            }
            sign::Outcome::Send => self.send_override(ctx),
        }
    }

    fn send_override(&mut self, ctx: &Context) -> Update {
        let Some((why, second)) = self.exempting.as_ref().map(|form| (form.why(), form.second())) else {
            return none();
        };
        let done = self.seen().map(|shown| shown.done.clone()).unwrap_or_default();
        let Some((card, ticket)) = self.decide() else { return none() };
        let worker = ctx.worker.clone();
        let ask = move |desk: &mut Desk, now| {
            let result = desk.override_verdict(now, &card, &done, &why, &second);
            or_changed(desk, result)
        };
        let send = async move { worker.ask(ask).await };
        (Task::perform(send, move |result| Message::Exempted(ticket, result)), None)
    }

    pub(super) fn exempted(&mut self, ticket: u64, result: Result<Admitted, SharedError>, ctx: &Context) -> Update {
        if let (Err(error), Some(form)) = (&result, &mut self.exempting) {
            form.failed(error, ctx.now);
            if let Stage::Card(shown) = &mut self.stage {
                shown.busy = false;
            }
            return none();
        }
        self.exempting = None;
        self.admitted(ticket, result, ctx)
    }

    /// The window with the question who signs over it.
    pub(super) fn view_exempting<'a, Outer: Clone + 'a>(
        &'a self,
        form: &'a sign::Form,
        window: Element<'a, Outer>,
        wrap: impl Fn(sign::Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let card = self.seen().map(|shown| &shown.card);
        let name = self.seen().map(Shown::name).unwrap_or_default();
        let words = iced::widget::row![
            icon(Icon::OctagonCross, 24.0, Tone::Stop),
            text::body(tr_with("override-text", &[("rules", against(card).into())]))
        ];
        let face = Face {
            title: tr_with("override-title", &[("name", name.to_owned().into())]),
            content: words.spacing(space::MEDIUM).align_y(iced::Center).into(),
            verb: tr("act-override"),
            weight: Weight::Stop,
        };
        form.view(window, face, wrap)
    }
}

/// What speaks against it and has no answer, in the guard's words.
fn against(card: Option<&Card>) -> String {
    let Some(card) = card else { return String::new() };
    let answered = card.answered();
    let words = card.judgement.open(&answered).map(|reason| {
        let id = format!("reason-{}", reason.rule);
        if crate::i18n::has(&id) { tr(&id) } else { reason.rule.clone() }
    });
    words.collect::<Vec<_>>().join(" · ")
}

/// The act at the foot of the card of somebody who is refused.
pub(super) fn override_act<'a>(shown: &Shown, ctx: &Context) -> Option<widget::Act<'a, Message>> {
    let offered = shown.card.judgement.verdict == Verdict::Refuse && shown.can_be_overridden(ctx);
    offered.then(|| widget::act(tr("act-override"), keys::cap(Act::Override), Weight::Plain, Message::Exempt))
}

/// The same, below what can be answered.
pub(super) fn override_link<'a>() -> Element<'a, Message> {
    let key = widget::key_cap(keys::cap(Act::Override));
    let pieces = iced::widget::row![widget::plain(tr("act-override"), Message::Exempt), key];
    pieces.spacing(space::MEDIUM).align_y(iced::Center).into()
}
