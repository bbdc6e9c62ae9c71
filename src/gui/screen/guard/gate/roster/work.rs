//! Letting several in or out, one after another, and taking that back.

use iced::Task;
use iced::widget::operation;

use crate::desk::decide::UNDO;
use crate::desk::worker::{SharedError, Worker};
use crate::desk::{Desk, DeskError};
use crate::domain::{BadgeId, Card, Duress, Moment, Obligation};
use crate::gui::context::Context;
use crate::gui::note::Note;
use crate::gui::screen::guard::gate::{Action, Message, SCAN, State, Update, badge, none, told};
use crate::gui::style::Tone;
use crate::i18n::tr_with;

use super::Place;

/// How long an answer of the desk may take before it is lost, in milliseconds.
const LOST: i64 = 30_000;
/// What is said of several that were taken back, which cannot be taken back in its turn.
const UNDONE: &str = "roster-undone";

/// What is done with one of several.
#[derive(Debug, Clone)]
pub enum Step {
    /// They are let in, if the rules still say so: with what was seen to, and whether whoever does it is forced.
    Admit(Box<Card>, Vec<Obligation>, Duress),
    /// They leave, by the name of their stay.
    Depart(u64),
    /// What was decided about them is taken back.
    Undo(u64),
}

/// What came of it: the entry, and the badge where one was handed out.
pub type Done = Option<(u64, Option<BadgeId>)>;

/// An act about several that is on its way.
#[derive(Debug, Clone, Default)]
pub struct Work {
    /// The message that says what came of it.
    what: &'static str,
    left: std::collections::VecDeque<Step>,
    /// Entries that came of it.
    done: Vec<(u64, Option<BadgeId>)>,
    /// How many it could not be done with, and why not with the last of them where that is a failure.
    failed: usize,
    error: Option<SharedError>,
    /// How many there are.
    pub total: usize,
    /// When the last of them was begun with, on the monotonic clock.
    at: i64,
}

/// What was last done with several, and when on the monotonic clock.
#[derive(Debug, Clone, Default)]
pub struct Last {
    entries: Vec<(u64, Option<BadgeId>)>,
    at: i64,
}

impl Last {
    /// Stays that began by it, with their badges.
    pub fn entries_with_badge(&self) -> Vec<(u64, BadgeId)> {
        self.entries.iter().filter_map(|(entry, badge)| Some((*entry, (*badge)?))).collect()
    }
}

impl Work {
    /// How many of them it was tried with.
    pub fn tried(&self) -> usize {
        self.total - self.left.len()
    }
}

impl State {
    pub(super) fn begin_work(&mut self, ctx: &Context) -> Update {
        let Some(roster) = self.roster_mut() else { return none() };
        let open = roster.next_open();
        let Some(asking) = roster.asking.clone().filter(|asking| !asking.admits || open.is_none()) else {
            return none();
        };
        let step = |place: &Place| match place {
            Place::Out(card, _) => {
                let asked = |one: &Obligation| card.judgement.obligations.contains(one);
                let done = asking.done.iter().copied().filter(asked).collect();
                Step::Admit(card.clone(), done, asking.duress)
            }
            Place::In(departure) => Step::Depart(departure.presence),
        };
        let steps = roster.able(asking.admits).map(|member| step(&member.place)).collect();
        roster.asking = None;
        self.work_on(if asking.admits { "roster-admitted" } else { "roster-departed" }, steps, ctx)
    }

    fn work_on(&mut self, what: &'static str, steps: Vec<Step>, ctx: &Context) -> Update {
        let total = steps.len();
        self.work = Some(Work { what, left: steps.into(), total, ..Work::default() });
        let next = self.next_step(ctx);
        (Task::batch([operation::focus(SCAN), next]), None)
    }

    fn next_step(&mut self, ctx: &Context) -> Task<Message> {
        let Some(work) = &mut self.work else { return Task::none() };
        work.at = ctx.now.monotonic;
        let Some(step) = work.left.pop_front() else { return Task::none() };
        Task::perform(take(ctx.worker.clone(), step), |result| Message::Roster(super::Message::Done(result)))
    }

    pub(super) fn worked(&mut self, result: Result<Done, SharedError>, ctx: &Context) -> Update {
        let Some(work) = &mut self.work else { return none() };
        match result {
            Ok(Some(done)) => work.done.push(done),
            Ok(None) => work.failed += 1,
            Err(error) => (work.failed, work.error) = (work.failed + 1, Some(error)),
        }
        // What the disk did not take it will not take of the next one.
        let broken = work.error.as_ref().is_some_and(|error| matches!(**error, DeskError::Store(_)));
        if !work.left.is_empty() && !broken {
            return (self.next_step(ctx), None);
        }
        let Some(work) = self.work.take() else { return none() };
        let not_done = work.failed + work.left.len();
        let undone = work.what == UNDONE;
        let words = tr_with(work.what, &[("count", work.done.len().into())]);
        let note = match (not_done, &work.error) {
            (0, _) if undone => Note::told(Tone::Neutral, words),
            (0, _) => Note::decided(words),
            (_, Some(error)) => Note::failed(error),
            (left, None) => {
                let told = [("said", words.into()), ("count", left.into())];
                Note::told(Tone::Hold, tr_with("roster-not-all", &told))
            }
        };
        // Singly decided or together: what was done last is what is taken back.
        self.last = None;
        self.many = Last { entries: if undone { Vec::new() } else { work.done }, at: ctx.now.monotonic };
        let tasks = [self.read_lists(ctx), self.tick_none_and_read(ctx), operation::focus(SCAN)];
        (Task::batch(tasks), Some(Action::Recorded(Some(note))))
    }

    /// An act whose answer was lost while the post was locked is over: what was done stands in the list.
    pub(in crate::gui::screen::guard::gate) fn drop_lost_work(&mut self, ctx: &Context) {
        if self.work.as_ref().is_some_and(|work| ctx.now.monotonic - work.at >= LOST) {
            self.work = None;
        }
    }

    /// Nobody is ticked any more, and everybody is looked at anew.
    fn tick_none_and_read(&mut self, ctx: &Context) -> Task<Message> {
        if let Some(roster) = self.roster_mut() {
            roster.ticked.clear();
        }
        self.read_roster_again(ctx)
    }

    /// Takes back what was last done with several; `None` where that was nothing, or long ago.
    pub(in crate::gui::screen::guard::gate) fn undo_many(&mut self, ctx: &Context) -> Option<Update> {
        let fresh = ctx.now.monotonic - self.many.at < UNDO && !self.many.entries.is_empty();
        if !fresh || self.last.is_some() {
            return None;
        }
        let entries = std::mem::take(&mut self.many.entries);
        let steps = entries.into_iter().rev().map(|(entry, _)| Step::Undo(entry)).collect();
        Some(self.work_on(UNDONE, steps, ctx))
    }

    pub(super) fn save_badges(&mut self, ctx: &Context) -> Update {
        let badges = self.many.entries_with_badge();
        if badges.is_empty() {
            return told(Note::told(Tone::Neutral, crate::i18n::tr("roster-no-badges")));
        }
        let worker = ctx.worker.clone();
        let save = async move {
            let mut folder = std::path::PathBuf::new();
            for (presence, badge) in badges {
                let path = badge::save(worker.clone(), presence, badge).await?;
                folder = path.parent().map(std::path::Path::to_owned).unwrap_or(path);
            }
            Ok(folder)
        };
        (Task::perform(save, |result| Message::Roster(super::Message::Saved(result))), None)
    }
}

/// Does it with one of them; nothing where the rules say otherwise by now, or they are not where they were.
async fn take(worker: Worker, step: Step) -> Result<Done, SharedError> {
    let ask = move |desk: &mut Desk, now: Moment| {
        let done = match step {
            Step::Admit(card, done, duress) => {
                desk.admit_among(now, &card, &done, duress).map(|admission| (admission.entry, Some(admission.badge)))
            }
            Step::Depart(presence) => desk.depart(now, presence, None).map(|entry| {
                log_left(badge::forget(desk, presence));
                (entry, None)
            }),
            Step::Undo(entry) => desk.undo(now, entry).map(|_| {
                log_left(badge::forget(desk, entry));
                (entry, None)
            }),
        };
        match done {
            Ok(done) => Ok(Some(done)),
            Err(DeskError::Changed(_) | DeskError::NotAdmissible(_) | DeskError::Gone | DeskError::TooLate) => Ok(None),
            Err(error) => Err(error),
        }
    };
    worker.ask(ask).await
}

/// That the files of a badge still lie there holds nobody up.
fn log_left(left: Option<SharedError>) {
    if let Some(error) = left {
        tracing::warn!(%error, "the files of a badge could not be removed");
    }
}
