//! What the guard does about the visitor in the middle, and what the desk says to it.

use std::path::PathBuf;

use iced::Task;
use iced::widget::operation;

use crate::desk::Desk;
use crate::desk::decide::{Admission, UNDO};
use crate::desk::worker::SharedError;
use crate::domain::card::Card;
use crate::domain::fact::RefusalCode;
use crate::domain::operator::Act as Deed;
use crate::domain::{Direction, Duress, Obligation, Verdict};
use crate::gui::context::Context;
use crate::gui::note::{Note, happened};
use crate::gui::style::Tone;
use crate::gui::widget::list::initials;
use crate::i18n::{Value, tr, tr_with};

use super::badge::{self, Picture};
use super::form::{self, Form, Kind, Outcome};
use super::found::{Found, Source, found, or_changed};
use super::roster;
use super::stage::{Issued, Shown, Stage};
use super::{Action, Message, SCAN, State, Update, none, told};

/// An admission, or the verdict that came in between.
pub type Admitted = Result<Admission, Box<Found>>;

/// What there is once a decision was taken back.
#[derive(Debug, Clone)]
pub struct Undone {
    /// The visitor; nothing where nobody is known.
    found: Option<Found>,
    /// Why the files of the badge still lie there, if they do.
    left: Option<SharedError>,
}

/// A departure that was recorded.
#[derive(Debug, Clone)]
pub struct Departed {
    /// The entry.
    entry: u64,
    /// Why the files of the badge still lie there, if they do.
    left: Option<SharedError>,
}

impl State {
    /// The visitor that acts are about: the one that is seen, not one below a search.
    pub(super) fn seen(&self) -> Option<&Shown> {
        match &self.stage {
            Stage::Card(shown) if !self.searching() => Some(shown),
            _ => None,
        }
    }

    pub(super) fn seen_mut(&mut self) -> Option<&mut Shown> {
        let searching = self.searching();
        match &mut self.stage {
            Stage::Card(shown) if !searching => Some(shown),
            _ => None,
        }
    }

    /// The visitor and a ticket for the desk's answer, unless a decision is on its way already.
    pub(super) fn decide(&mut self) -> Option<(Card, u64)> {
        let shown = self.seen_mut().filter(|shown| !shown.busy)?;
        shown.busy = true;
        let card = shown.card.clone();
        Some((card, self.next_ticket()))
    }

    pub(super) fn tick(&mut self, obligation: Obligation) -> Update {
        self.hint = None;
        let Some(shown) = self.seen_mut() else { return none() };
        if shown.done.contains(&obligation) {
            shown.done.retain(|done| *done != obligation);
        } else {
            shown.done.push(obligation);
        }
        none()
    }

    pub(super) fn tick_next(&mut self, ctx: &Context) -> Update {
        let next = self.seen().filter(|shown| shown.asks_to_tick(ctx)).and_then(|shown| shown.open().next());
        next.map_or_else(none, |obligation| self.tick(obligation))
    }

    pub(super) fn admit(&mut self, duress: Duress, ctx: &Context) -> Update {
        if self.roster().is_some() {
            return self.in_roster(roster::Message::Ask(true, duress), ctx);
        }
        let Some(shown) = self.seen().filter(|_| ctx.status.may(Deed::Admit)) else { return none() };
        if !shown.ready() {
            self.hint = if shown.card.admissible() { Some("hint-tick-first") } else { Some("hint-not-admissible") };
            return none();
        }
        let done = shown.done.clone();
        let Some((card, ticket)) = self.decide() else { return none() };
        let worker = ctx.worker.clone();
        let admit = async move {
            let ask = move |desk: &mut Desk, now| {
                desk.mark(duress);
                let result = desk.admit(now, &card, &done);
                or_changed(desk, result)
            };
            worker.ask(ask).await
        };
        (Task::perform(admit, move |result| Message::Admitted(ticket, result)), None)
    }

    pub(super) fn admitted(&mut self, ticket: u64, result: Result<Admitted, SharedError>, ctx: &Context) -> Update {
        let admission = match result {
            Err(error) => return self.failed(ticket, &error),
            Ok(Err(changed)) => return self.changed(ticket, *changed, ctx),
            Ok(Ok(admission)) => admission,
        };
        let entry = admission.entry;
        self.last = Some((entry, ctx.now.monotonic));
        let number = admission.badge.short();
        let lists = self.read_lists(ctx);
        let note = Note::decided(tr_with("note-admitted", &[("badge", Value::from(number))]));
        let mut tasks = vec![lists, operation::focus(SCAN)];
        if ticket == self.ticket
            && let Some(shown) = self.seen()
        {
            let (name, admission, picture) = (shown.name().to_owned(), admission.clone(), None);
            let group = shown.guidance.group.as_ref().map(|group| group.id);
            let issued = Issued { name, admission, group, picture };
            self.set(Stage::Issued(Box::new(issued)), ctx);
            let picture = badge::picture(ctx.worker.clone(), entry);
            tasks.push(Task::perform(picture, move |result| Message::Drawn(ticket, result)));
        }
        (Task::batch(tasks), Some(Action::Recorded(Some(note))))
    }

    pub(super) fn drawn(&mut self, ticket: u64, result: Result<Picture, SharedError>) -> Update {
        match (result, &mut self.stage) {
            (Ok(picture), Stage::Issued(issued)) if ticket == self.ticket => issued.picture = Some(picture),
            (Err(error), _) => return told(Note::failed(&error)),
            _ => {}
        }
        none()
    }

    pub(super) fn save(&mut self, ctx: &Context) -> Update {
        let holder = match &self.stage {
            Stage::Issued(issued) => Some((issued.admission.entry, issued.admission.badge)),
            // Somebody inside who lost it, or whose print came out badly.
            Stage::Leaving(leaving) if !leaving.busy && !self.searching() => {
                leaving.departure.badge.map(|badge| (leaving.departure.presence, badge))
            }
            _ => None,
        };
        let Some((presence, badge)) = holder else { return none() };
        let save = badge::save(ctx.worker.clone(), presence, badge);
        (Task::perform(save, Message::Saved), None)
    }

    pub(super) fn saved(result: Result<PathBuf, SharedError>) -> Update {
        match result {
            Ok(path) => {
                let path = path.display().to_string();
                told(Note::told(Tone::Go, tr_with("note-saved", &[("path", Value::from(path))])))
            }
            Err(error) => told(Note::failed(&error)),
        }
    }

    pub(super) fn refuse(&mut self, ctx: &Context) -> Update {
        if let Stage::Leaving(leaving) = &self.stage {
            // Somebody shows a badge whose holder is inside, and wants to come in: that is for the rules.
            let source = leaving.source.clone();
            let fixed = leaving.busy || matches!(source, Source::Presence(_)) || self.searching();
            return if fixed { none() } else { self.look(source, Some(Direction::In), ctx) };
        }
        let may = ctx.status.may(Deed::Refuse);
        let Some(shown) = self.seen().filter(|shown| may && !shown.busy) else { return none() };
        let code = (shown.card.judgement.verdict == Verdict::Refuse).then_some(RefusalCode::Rules);
        self.open_form(Form::new(Kind::Refuse { code, note: String::new() }))
    }

    pub(super) fn refused(&mut self, ticket: u64, result: Result<u64, SharedError>, ctx: &Context) -> Update {
        match result {
            Err(error) => self.failed(ticket, &error),
            Ok(entry) => {
                let name = self.seen().map(|shown| self.named(shown.name(), ctx)).filter(|name| !name.is_empty());
                let note = name.map_or_else(|| tr("note-refused-unknown"), |name| about("note-refused", name));
                self.ended(ticket, entry, Note::decided(note), ctx)
            }
        }
    }

    /// Ends a wait that nobody answered: the visitor went away.
    pub(super) fn gone(&mut self, ctx: &Context) -> Update {
        let may = !self.searching() && ctx.status.may(Deed::Refer);
        let Some(shown) = self.seen_mut().filter(|shown| may && !shown.busy) else { return none() };
        let Some(referral) = shown.card.referral else { return none() };
        shown.busy = true;
        let (ticket, worker) = (self.next_ticket(), ctx.worker.clone());
        let gone = async move { worker.ask(move |desk, now| desk.gone(now, referral)).await };
        (Task::perform(gone, move |result| Message::WentAway(ticket, result)), None)
    }

    pub(super) fn went_away(&mut self, ticket: u64, result: Result<(), SharedError>, ctx: &Context) -> Update {
        if let Err(error) = result {
            return self.failed(ticket, &error);
        }
        if ticket == self.ticket {
            self.set(Stage::Empty, ctx);
        }
        let note = Note::told(Tone::Neutral, tr("note-gone"));
        (Task::batch([self.read_lists(ctx), operation::focus(SCAN)]), Some(Action::Recorded(Some(note))))
    }

    pub(super) fn depart(&mut self, ctx: &Context) -> Update {
        let searching = self.searching();
        let Stage::Leaving(leaving) = &mut self.stage else { return none() };
        if leaving.busy || searching {
            return none();
        }
        leaving.busy = true;
        let (presence, fault) = (leaving.departure.presence, leaving.departure.fault);
        let (ticket, worker) = (self.next_ticket(), ctx.worker.clone());
        let depart = async move {
            let ask = move |desk: &mut Desk, now| {
                let entry = desk.depart(now, presence, fault)?;
                Ok(Departed { entry, left: badge::forget(desk, presence) })
            };
            worker.ask(ask).await
        };
        (Task::perform(depart, move |result| Message::Departed(ticket, result)), None)
    }

    pub(super) fn departed(&mut self, ticket: u64, result: Result<Departed, SharedError>, ctx: &Context) -> Update {
        match result {
            Err(error) => self.failed(ticket, &error),
            Ok(Departed { entry, left }) => {
                let name = match &self.stage {
                    Stage::Leaving(leaving) => leaving.departure.person.as_ref().map(|p| p.name.clone()),
                    _ => None,
                };
                let name = self.named(&name.unwrap_or_default(), ctx);
                let words = with_left(about("note-departed", name), left.as_ref());
                self.ended(ticket, entry, Note::decided(words), ctx)
            }
        }
    }

    /// A decision that leaves nobody at the gate.
    fn ended(&mut self, ticket: u64, entry: u64, note: Note, ctx: &Context) -> Update {
        self.last = Some((entry, ctx.now.monotonic));
        if ticket == self.ticket {
            self.set(Stage::Empty, ctx);
        }
        (Task::batch([self.read_lists(ctx), operation::focus(SCAN)]), Some(Action::Recorded(Some(note))))
    }

    pub(super) fn undo(&mut self, ctx: &Context) -> Update {
        // What is on its way may be what is meant: first its answer, then the taking back.
        if self.is_busy() || self.undoing.is_some() {
            return none();
        }
        if let Some(undone) = self.undo_many(ctx) {
            return undone;
        }
        let Some((entry, _)) = self.last.filter(|(_, at)| ctx.now.monotonic - at < UNDO) else {
            return told(Note::told(Tone::Neutral, tr("note-nothing-to-undo")));
        };
        self.undoing = Some(entry);
        let (ticket, worker) = (self.next_ticket(), ctx.worker.clone());
        let undo = async move {
            let ask = move |desk: &mut Desk, now| {
                let found = desk.undo(now, entry)?.map(|recognised| found(desk, recognised));
                // An admission is the name of its stay; no other decision has a badge.
                Ok(Undone { found, left: badge::forget(desk, entry) })
            };
            worker.ask(ask).await
        };
        (Task::perform(undo, move |result| Message::Undone(ticket, result)), None)
    }

    pub(super) fn undone(&mut self, ticket: u64, result: Result<Undone, SharedError>, ctx: &Context) -> Update {
        let taken = self.undoing.take();
        let undone = match result {
            Err(error) => return told(Note::failed(&error)),
            Ok(undone) => undone,
        };
        // What was decided meanwhile can still be taken back.
        self.last = self.last.filter(|(entry, _)| Some(*entry) != taken);
        let lists = self.read_lists(ctx);
        let shown = match undone.found {
            Some(found) => self.reshow(ticket, found, ctx),
            None if ticket == self.ticket => {
                self.set(Stage::Empty, ctx);
                operation::focus(SCAN)
            }
            None => Task::none(),
        };
        let tone = if undone.left.is_some() { Tone::Hold } else { Tone::Neutral };
        let note = Note::told(tone, with_left(tr("note-undone"), undone.left.as_ref()));
        (Task::batch([lists, shown]), Some(Action::Recorded(Some(note))))
    }

    pub(super) fn in_form(&mut self, message: form::Message, ctx: &Context) -> Update {
        let Some(form) = &mut self.form else { return none() };
        match form.update(message) {
            Outcome::Stay => none(),
            Outcome::Focus(field) => (operation::focus(field), None),
            Outcome::Close => {
                self.form = None;
                (operation::focus(SCAN), None)
            }
            Outcome::Send(kind) => self.send(kind, ctx),
        }
    }

    fn send(&mut self, kind: Kind, ctx: &Context) -> Update {
        let Some((card, ticket)) = self.decide() else { return none() };
        match kind {
            Kind::WalkIn(walk_in) => self.send_referral(card, Some(walk_in), ticket, ctx),
            Kind::Exempted(walk_in) => self.write_down(walk_in, ticket, ctx),
            Kind::Refuse { code: Some(code), note } => {
                let worker = ctx.worker.clone();
                let refuse = async move { worker.ask(move |desk, now| desk.refuse(now, &card, code, &note)).await };
                (Task::perform(refuse, move |result| Message::Refused(ticket, result)), None)
            }
            Kind::Refuse { code: None, .. } => none(),
            answer => Self::send_answer(answer, &card, ticket, ctx),
        }
    }

    pub(super) fn open_form(&mut self, form: Form) -> Update {
        let first = form.first();
        self.form = Some(form);
        (operation::focus(first), None)
    }

    /// A decision that was not taken: said in the form it came from, or else over the foot of the window.
    pub(super) fn failed(&mut self, ticket: u64, error: &SharedError) -> Update {
        if ticket == self.ticket {
            match &mut self.stage {
                Stage::Card(shown) => shown.busy = false,
                Stage::Leaving(leaving) => leaving.busy = false,
                _ => {}
            }
            if let Some(form) = &mut self.form {
                form.failed(error);
                return none();
            }
        }
        told(Note::failed(error))
    }

    /// The verdict got worse while it was being decided: the new one takes its place.
    pub(super) fn changed(&mut self, ticket: u64, found: Found, ctx: &Context) -> Update {
        let task = self.reshow(ticket, found, ctx);
        if let Stage::Card(shown) = &mut self.stage {
            shown.changed = true;
        }
        (task, Some(Action::Recorded(Some(Note::told(Tone::Stop, tr("note-changed"))))))
    }

    /// Shows what the desk answered about the visitor in the middle. What was ticked off stays so,
    /// unless the answer is about another visit than the one in the middle.
    pub(super) fn reshow(&mut self, ticket: u64, found: Found, ctx: &Context) -> Task<Message> {
        if ticket != self.ticket {
            return Task::none();
        }
        let (done, overriding, source) = match &self.stage {
            Stage::Card(shown) => {
                let source = shown.card.visit.as_ref().map(|(id, _)| Source::Visit(*id));
                (shown.done.clone(), shown.overriding, source)
            }
            _ => (Vec::new(), false, None),
        };
        let same = matches!((&source, &found), (Some(Source::Visit(before)), Found::Card(card, _))
            if card.visit.as_ref().is_some_and(|(id, _)| id == before));
        let own = match &found {
            Found::Departure(departure, _) => Some(Source::Presence(departure.presence)),
            _ => None,
        };
        self.show(found, own.or(source).unwrap_or(Source::Text(String::new())), ctx);
        if let Stage::Card(shown) = &mut self.stage
            && same
        {
            (shown.done, shown.overriding) = (done, overriding);
        }
        operation::focus(SCAN)
    }

    /// A name as the queue may read it.
    pub(super) fn named(&self, name: &str, ctx: &Context) -> String {
        if ctx.names_shown { name.to_owned() } else { initials(name) }
    }
}

/// What was done, and that the files of the badge are still there, if they are.
fn with_left(words: String, left: Option<&SharedError>) -> String {
    match left {
        Some(error) => tr_with("note-badge-left", &[("said", words.into()), ("why", happened(error).into())]),
        None => words,
    }
}

fn about(id: &str, name: String) -> String {
    tr_with(id, &[("name", Value::from(if name.is_empty() { tr("person-unknown") } else { name }))])
}
