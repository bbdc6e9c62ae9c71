//! The screens of operators and shifts, and what they want of the application.

use iced::Task;

use crate::gui::note::Note;
use crate::gui::screen::guard::handover;
use crate::gui::screen::people::{mail, operators, own};
use crate::gui::style::Tone;
use crate::i18n::{Value, tr_with};

use super::rights::Tab;
use super::session::Screen;
use super::{App, Message, look};

impl App {
    pub(super) fn in_operators(&mut self, message: operators::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Operators(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Operators);
        match action {
            Some(operators::Action::Told(note)) => self.told_and_ask(note, task),
            Some(operators::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_own(&mut self, message: own::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Own(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Own);
        match action {
            Some(own::Action::Told(note)) => {
                let back = self.go(Tab::Gate);
                self.told_and_ask(note, Task::batch([task, back]))
            }
            Some(own::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_mail(&mut self, message: mail::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Mail(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Mail);
        match action {
            Some(mail::Action::Told(note)) => self.told_and_ask(note, task),
            Some(mail::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_handover(&mut self, message: handover::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let (task, action) = session.handover.update(message, &session.ctx);
        let task = task.map(Message::HandOver);
        match action {
            Some(handover::Action::Handed(operator)) => {
                let worker = session.ctx.worker.clone();
                let name = [("name", Value::from(operator.name))];
                self.say(Note::told(Tone::Go, tr_with("note-taken-over", &name)));
                Task::perform(look(worker), Message::Opened)
            }
            Some(handover::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn failures_seen(&mut self) -> Task<Message> {
        if let Some(session) = self.session() {
            session.failures_seen = true;
        }
        Task::none()
    }
}
