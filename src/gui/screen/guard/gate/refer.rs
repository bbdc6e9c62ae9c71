//! Asking somebody to wait, and working the referral off.

use iced::Task;

use crate::desk::decide::{Signer, WalkIn};
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError};
use crate::domain::card::Card;
use crate::domain::operator::Act as Deed;
use crate::domain::{Direction, Moment, Verdict, VisitId};
use crate::gui::context::Context;
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::i18n::tr;

use super::form::{Form, Kind};
use super::found::{Found, Source, found, or_changed};
use super::stage::Stage;
use super::{Action, Message, State, Update, none};

/// The card as it is after a referral or an answer; whether the verdict got worse in between.
#[derive(Debug, Clone)]
pub struct Answered {
    found: Found,
    changed: bool,
}

impl State {
    pub(super) fn refer(&mut self, ctx: &Context) -> Update {
        if let (Stage::Like(_, name), false) = (&self.stage, self.searching()) {
            let source = Source::Nobody(name.clone());
            return self.open(source, ctx);
        }
        let Some(shown) = self.seen().filter(|_| ctx.status.may(Deed::Refer)) else { return none() };
        if shown.card.referral.is_some() || !shown.can_wait() {
            return none();
        }
        if shown.card.visit.is_none() {
            let walk_in = WalkIn { name: shown.card.typed.clone(), ..WalkIn::default() };
            return self.open_form(Form::new(Kind::WalkIn(walk_in)));
        }
        let Some((card, ticket)) = self.decide() else { return none() };
        self.send_referral(card, None, ticket, ctx)
    }

    pub(super) fn send_referral(&mut self, card: Card, walk_in: Option<WalkIn>, ticket: u64, ctx: &Context) -> Update {
        let worker = ctx.worker.clone();
        let refer = async move {
            let ask = move |desk: &mut Desk, now| {
                let result = desk.refer(now, &card, walk_in.as_ref());
                match or_changed(desk, result)? {
                    Ok(visit) => reopened(desk, now, visit),
                    Err(found) => Ok(Answered { found: *found, changed: true }),
                }
            };
            worker.ask(ask).await
        };
        (Task::perform(refer, move |result| Message::Referred(ticket, result)), None)
    }

    pub(super) fn referred(&mut self, ticket: u64, result: Result<Answered, SharedError>, ctx: &Context) -> Update {
        let answered = match result {
            Err(error) => return self.failed(ticket, &error),
            Ok(Answered { found, changed: true }) => return self.changed(ticket, found, ctx),
            Ok(answered) => answered,
        };
        if let Found::Card(card, _) = &answered.found {
            self.last = card.referral.map(|entry| (entry, ctx.now.monotonic));
        }
        let action = Some(Action::Recorded(Some(Note::decided(tr("note-referred")))));
        let lists = self.read_lists(ctx);
        let shown = self.reshow(ticket, answered.found, ctx);
        (Task::batch([lists, shown]), action)
    }

    pub(super) fn answer(&mut self, place: Option<usize>) -> Update {
        let Some(shown) = self.seen() else { return none() };
        if shown.card.referral.is_none() {
            self.hint = (shown.card.judgement.verdict == Verdict::Refer).then_some("hint-refer-first");
            return none();
        }
        let question = place.or(shown.first_open()).and_then(|place| shown.guidance.reasons.get(place)).cloned();
        let Some(question) = question else { return none() };
        if question.elsewhere {
            self.hint = Some("hint-signed-in-only");
            return none();
        }
        self.open_form(Form::answer(question))
    }

    pub(super) fn answered(&mut self, ticket: u64, result: Result<Answered, SharedError>, ctx: &Context) -> Update {
        match result {
            Err(error) => self.failed(ticket, &error),
            Ok(answered) => {
                let shown = self.reshow(ticket, answered.found, ctx);
                (shown, Some(Action::Recorded(Some(Note::told(Tone::Neutral, tr("note-answered"))))))
            }
        }
    }

    pub(super) fn send_answer(answer: Kind, card: &Card, ticket: u64, ctx: &Context) -> Update {
        let Kind::Answer { question, granted: Some(granted), note, number, passphrase } = answer else { return none() };
        let (Some(referral), Some((visit, _))) = (card.referral, card.visit.as_ref()) else { return none() };
        let (visit, worker) = (*visit, ctx.worker.clone());
        let send = async move {
            let ask = move |desk: &mut Desk, now| {
                let signer = match question.own {
                    true => Signer::SignedIn,
                    false => Signer::Other { number, passphrase: passphrase.0 },
                };
                let asked = (question.rule.as_str(), question.resolver);
                desk.answer(now, referral, asked, granted, &note, signer)?;
                reopened(desk, now, visit)
            };
            worker.ask(ask).await
        };
        (Task::perform(send, move |result| Message::Answered(ticket, result)), None)
    }
}

fn reopened(desk: &mut Desk, now: Moment, visit: VisitId) -> Result<Answered, DeskError> {
    let recognised = desk.open_visit(now, visit, Some(Direction::In))?;
    Ok(Answered { found: found(desk, recognised), changed: false })
}
