//! What the application does itself: keys, themes, settings, the clock, signing out.

use iced::Task;
use iced::widget::operation;

use crate::desk::worker::SharedError;
use crate::gui::keys;
use crate::gui::note::Note;
use crate::gui::screen::guard::{inside, muster};
use crate::gui::style::Tone;
use crate::i18n::tr;

use super::session::{Overlay, Screen, Session};
use super::{App, Message, Phase, look, palette};

impl App {
    /// An act that is the application's own.
    pub(super) fn act(&mut self, act: keys::Act) -> Task<Message> {
        match act {
            keys::Act::Keys => self.turn_keys(),
            keys::Act::Lock => self.lock_up(),
            keys::Act::SignOut => self.sign_out(),
            keys::Act::Lockdown => self.ask_lockdown(),
            keys::Act::NextTheme => self.next_theme(),
            keys::Act::NextField => operation::focus_next(),
            keys::Act::PreviousField => operation::focus_previous(),
            keys::Act::Save => self.take_list(),
            keys::Act::HoldOpen => {
                if let Some(session) = self.session() {
                    session.held = !session.held;
                }
                Task::none()
            }
            keys::Act::GoAnywhere => {
                let Some(session) = self.session() else { return Task::none() };
                session.overlay = Some(Overlay::Palette(palette::State::default()));
                operation::focus(palette::FIELD)
            }
            _ => Task::none(),
        }
    }

    fn turn_keys(&mut self) -> Task<Message> {
        match &mut self.phase {
            Phase::Locked(locked) => {
                locked.keys = !locked.keys;
                Task::none()
            }
            Phase::Open(session) if matches!(session.overlay, Some(Overlay::Keys)) => self.close_overlay(),
            Phase::Open(session) => {
                session.overlay = Some(Overlay::Keys);
                Task::none()
            }
            _ => Task::none(),
        }
    }

    pub(super) fn close_overlay(&mut self) -> Task<Message> {
        if let Phase::Locked(locked) = &mut self.phase {
            locked.keys = false;
        }
        let Some(session) = self.session() else { return Task::none() };
        session.overlay = None;
        match session.screen {
            Screen::Gate => session.gate.focus().map(Message::Gate),
            Screen::Inside(_) => operation::focus(inside::SEARCH),
            Screen::Muster(_) => operation::focus(muster::SEARCH),
            _ => Task::none(),
        }
    }

    fn next_theme(&mut self) -> Task<Message> {
        self.theme = self.theme.next();
        self.keep("theme", self.theme.code())
    }

    pub(super) fn shield(&mut self) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        session.shielded = !session.shielded;
        let value = if session.shielded { "yes" } else { "no" };
        self.keep("shielded", value)
    }

    /// Keeps a setting of the window.
    fn keep(&mut self, name: &'static str, value: &'static str) -> Task<Message> {
        let Some(ctx) = self.ctx_mut() else { return Task::none() };
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(move |desk, _| desk.set(name, value)).await }, Message::Kept)
    }

    pub(super) fn sign_out(&mut self) -> Task<Message> {
        let Some(session) = self.session().filter(|session| !session.leaving) else { return Task::none() };
        session.leaving = true;
        // What is half entered is kept before the keys go.
        let keeping = session.visits.keep(&session.ctx).map(Message::Visits);
        let worker = session.ctx.worker.clone();
        let leaving = async move { worker.ask(|desk, now| desk.sign_out(now)).await };
        keeping.chain(Task::perform(leaving, Message::SignedOut))
    }

    /// Nobody is signed in any more, whatever the disk said.
    pub(super) fn signed_out(&mut self, result: Result<(), SharedError>) -> Task<Message> {
        let failed = self.say_failure(result);
        if self.closing {
            return iced::exit();
        }
        let Some(session) = self.session() else { return failed };
        let worker = session.ctx.worker.clone();
        // What went wrong stays to be read; what was done is nobody's business any more.
        self.notice = self.notice.take().filter(|(note, _)| note.tone != Tone::Neutral);
        self.phase = Phase::Opening;
        Task::perform(look(worker), Message::Opened)
    }

    pub(super) fn ask_clock(&mut self) -> Task<Message> {
        if let Some(session) = self.session() {
            session.overlay = session.ctx.status.doubt.map(|_| Overlay::Clock);
        }
        Task::none()
    }

    pub(super) fn ask_records(&mut self) -> Task<Message> {
        if let Some(session) = self.session() {
            session.overlay = session.ctx.status.store_doubt.as_ref().map(|_| Overlay::Records);
        }
        Task::none()
    }

    pub(super) fn confirm_clock(&mut self) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let worker = session.ctx.worker.clone();
        let confirm = async move { worker.ask(|desk, now| desk.confirm_clock(now)).await };
        Task::batch([self.close_overlay(), Task::perform(confirm, Message::ClockConfirmed)])
    }

    pub(super) fn clock_confirmed(&mut self, result: Result<(), SharedError>) -> Task<Message> {
        match result {
            Ok(()) => self.say(Note::told(Tone::Go, tr("note-clock-confirmed"))),
            Err(error) => self.say(Note::failed(&error)),
        }
        self.session().map_or_else(Task::none, Session::ask)
    }

    pub(super) fn close_notice(&mut self) -> Task<Message> {
        self.notice = None;
        Task::none()
    }

    /// Closes the window once whoever is signed in has signed the head that covers their shift.
    pub(super) fn close(&mut self) -> Task<Message> {
        self.closing = true;
        match &self.phase {
            Phase::Open(_) => self.sign_out(),
            _ => iced::exit(),
        }
    }
}
