//! Locking the post, and going on with it.

use iced::Task;

use crate::desk::lock::Held;
use crate::desk::worker::SharedError;
use crate::domain::Operator;
use crate::domain::moment::MINUTE;
use crate::gui::screen::lock;
use crate::gui::style::Tone;

use super::session::{ASK, Session};
use super::{App, Locked, Message, Opened, Phase, look};

impl App {
    /// Locks the post at once; what is on the screen waits for whoever locked it.
    pub(super) fn lock_up(&mut self) -> Task<Message> {
        if self.session().is_none_or(|session| session.leaving) {
            return Task::none();
        }
        let Phase::Open(mut session) = std::mem::replace(&mut self.phase, Phase::Opening) else { return Task::none() };
        let keeping = session.visits.keep(&session.ctx).map(Message::Visits);
        let mut ctx = session.ctx.clone();
        let number = ctx.status.operator.take().map(|operator| operator.number).unwrap_or_default();
        let held = Held { number, pin: ctx.status.pin };
        let (lock, task) = lock::State::new(Some(&held));
        ctx.status.held = Some(held);
        // What went wrong stays to be read; what was done is nobody's business any more.
        self.notice = self.notice.take().filter(|(note, _)| note.tone == Tone::Stop);
        let (worker, asked) = (ctx.worker.clone(), ctx.now.monotonic);
        self.phase = Phase::Locked(Box::new(Locked { ctx, lock, keys: false, waiting: Some(session), asked }));
        let locking = async move { worker.ask(|desk, now| desk.lock(now)).await };
        Task::batch([task.map(Message::Lock), keeping.chain(Task::perform(locking, Message::LockedUp))])
    }

    /// The keys are put aside, whatever the disk said.
    pub(super) fn locked_up(&mut self, result: Result<(), SharedError>) -> Task<Message> {
        self.say_failure(result)
    }

    /// Somebody got in: their session goes on where it was, or a new one begins.
    pub(super) fn go_on(&mut self, operator: &Operator) -> Task<Message> {
        let Phase::Locked(locked) = &mut self.phase else { return Task::none() };
        let theirs = |session: &Session| session.ctx.status.operator.as_ref().is_some_and(|o| o.id == operator.id);
        let (ctx, waiting) = (locked.ctx.clone(), locked.waiting.take());
        self.notice = None;
        match waiting.filter(|session| ctx.status.held.is_some() && theirs(session)) {
            Some(mut session) => {
                (session.ctx.now, session.ctx.width) = (ctx.now, ctx.width);
                session.overlay = None;
                session.touch();
                let tasks = [session.ask(), session.reread()];
                self.phase = Phase::Open(session);
                Task::batch(tasks.into_iter().chain([self.close_overlay()]))
            }
            None => Task::perform(look(ctx.worker), Message::Opened),
        }
    }

    /// While it is locked: whether the session that waits is still there, every half minute.
    pub(super) fn tick_locked(&mut self) -> Task<Message> {
        let Phase::Locked(locked) = &mut self.phase else { return Task::none() };
        if locked.waiting.is_none() || locked.ctx.now.monotonic - locked.asked < ASK {
            return Task::none();
        }
        locked.asked = locked.ctx.now.monotonic;
        Task::perform(look(locked.ctx.worker.clone()), Message::Status)
    }

    /// How the post stands behind the lock.
    pub(super) fn took_locked_status(&mut self, opened: Opened) -> Task<Message> {
        let Phase::Locked(locked) = &mut self.phase else { return Task::none() };
        locked.ctx.status = opened.status;
        if locked.waiting.is_none() || locked.ctx.status.held.is_some() {
            return Task::none();
        }
        // As long as one may be: what waited is wiped with its keys.
        locked.waiting = None;
        locked.lock.session_over().map(Message::Lock)
    }

    /// Whether nobody has touched anything for as long as the rules let a screen stand open.
    pub(super) fn is_idle(&mut self) -> bool {
        self.session().is_some_and(|session| {
            let idle = i64::from(session.ctx.status.idle) * MINUTE;
            session.untouched() >= idle
        })
    }
}
