//! The threat level and the lockdown, over every screen.

use iced::Task;

use crate::gui::format::time;
use crate::gui::keys::{Act, cap};
use crate::gui::note::Note;
use crate::gui::screen::guard::muster;
use crate::gui::screen::posture::{self, level_word};
use crate::gui::screen::{overrides, rules};
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::{Dialog, Weight, act, dialog, level_badge, lockdown_band, text};
use crate::gui::{Element, style};
use crate::i18n::{Value, tr, tr_with};

use super::rights::Tab;
use super::session::{Overlay, Screen, Session};
use super::{App, Message};
use crate::desk::worker::SharedError;

impl App {
    pub(super) fn in_posture(&mut self, message: posture::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Posture(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Posture);
        match action {
            Some(posture::Action::Told(note)) => self.told_and_ask(note, task),
            Some(posture::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_muster(&mut self, message: muster::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Muster(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Muster);
        match action {
            Some(muster::Action::Recorded(note)) => {
                let ask = session.ask();
                note.into_iter().for_each(|note| self.say(note));
                Task::batch([task, ask])
            }
            Some(muster::Action::Told(note)) => {
                self.say(note);
                task
            }
            Some(muster::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_overrides(&mut self, message: overrides::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Overrides(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Overrides);
        match action {
            Some(overrides::Action::Told(note)) => self.told_and_ask(note, task),
            Some(overrides::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_rules(&mut self, message: rules::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let (task, action) = session.rules.update(message, &session.ctx);
        let task = task.map(Message::Rules);
        match action {
            Some(rules::Action::Told(note)) => self.told_and_ask(note, task),
            Some(rules::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    /// Asks whether a lockdown is to begin; where there is one, shows how it stands.
    pub(super) fn ask_lockdown(&mut self) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        if session.ctx.status.threat.lockdown.is_some() {
            return self.go(Tab::Posture);
        }
        session.overlay = Some(Overlay::Lockdown);
        Task::none()
    }

    pub(super) fn begin_lockdown(&mut self) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let worker = session.ctx.worker.clone();
        let begin = async move { worker.ask(|desk, now| desk.begin_lockdown(now, None, "").map(|_| ())).await };
        Task::batch([self.close_overlay(), Task::perform(begin, Message::LockdownBegun)])
    }

    pub(super) fn lockdown_begun(&mut self, result: Result<(), SharedError>) -> Task<Message> {
        match result {
            Ok(()) => self.told_and_ask(Note::told(Tone::Stop, tr("note-lockdown-begun")), Task::none()),
            Err(error) => self.told_and_ask(Note::failed(&error), Task::none()),
        }
    }
}

impl Session {
    /// The level as shape and word, at any width; pressing it goes to the levels.
    pub(super) fn level_badge(&self) -> Element<'_, Message> {
        let posture = self.ctx.status.threat.posture;
        level_badge(posture, level_word(posture), Some(Message::Go(Tab::Posture)))
    }

    /// The band of a lockdown, with the way to the roll call and to its end.
    pub(super) fn lockdown_band(&self) -> Option<Element<'_, Message>> {
        let lockdown = self.ctx.status.threat.lockdown?;
        let since = [("time", Value::from(time(&self.ctx.now, lockdown.since)))];
        let wide = style::measure::has_right_column(self.ctx.width);
        let means = tr_with(if wide { "lockdown-means" } else { "lockdown-means-short" }, &since);
        let named = |id: &str, key: Act| tr_with(id, &[("key", Value::from(cap(key)))]).into();
        let roll_call = (named("act-roll-call", Act::RollCall), Message::Go(Tab::Muster));
        let end = (named("act-to-posture", Act::Posture), Message::Go(Tab::Posture));
        let end = self.rights.end_lockdown.then_some(end);
        Some(lockdown_band(tr("lockdown-word"), means, [roll_call].into_iter().chain(end)))
    }

    /// The question whether a lockdown is to begin.
    pub(super) fn lockdown_over<'a>(&'a self, window: Element<'a, Message>) -> Element<'a, Message> {
        let words =
            iced::widget::column![text::body(tr("lockdown-begin-text")), text::quiet(tr("lockdown-begin-end")),];
        let begin = act(tr("act-begin-lockdown"), cap(Act::Open), Weight::Stop, Message::BeginLockdown);
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::CloseOverlay);
        let question = Dialog::new(tr("lockdown-begin-title"), words.spacing(space::MEDIUM)).act(begin).act(back);
        dialog(window, question)
    }
}
