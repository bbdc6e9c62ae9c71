//! The screens of security, and what they want of the application.

use iced::Task;

use crate::gui::note::Note;
use crate::gui::screen::security::{Part, alarms, findings, listings, lists};

use super::rights::Tab;
use super::session::Screen;
use super::{App, Message};

impl App {
    pub(super) fn in_findings(&mut self, message: findings::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Findings(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Findings);
        match action {
            Some(findings::Action::Count(count)) => {
                session.ctx.findings = Some(count);
                task
            }
            Some(findings::Action::Told(note)) => self.told_and_ask(note, task),
            Some(findings::Action::Go(part)) => Task::batch([task, self.go(tab(part))]),
            Some(findings::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_lists(&mut self, message: lists::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Lists(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Lists);
        match action {
            Some(lists::Action::Told(note)) => self.told_and_ask(note, task),
            Some(lists::Action::Go(part)) => Task::batch([task, self.go(tab(part))]),
            Some(lists::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_own_list(&mut self, message: listings::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::OwnList(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::OwnList);
        match action {
            Some(listings::Action::Told(note)) => self.told_and_ask(note, task),
            Some(listings::Action::Go(part)) => Task::batch([task, self.go(tab(part))]),
            Some(listings::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_alarms(&mut self, message: alarms::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Alarms(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Alarms);
        match action {
            Some(alarms::Action::Told(note)) => self.told_and_ask(note, task),
            Some(alarms::Action::Go(part)) => Task::batch([task, self.go(tab(part))]),
            Some(alarms::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    /// Something was recorded: it is said, and how the post stands is asked anew.
    pub(super) fn told_and_ask(&mut self, note: Note, task: Task<Message>) -> Task<Message> {
        self.say(note);
        let ask = self.session().map_or_else(Task::none, super::Session::ask);
        Task::batch([task, ask])
    }
}

fn tab(part: Part) -> Tab {
    match part {
        Part::Findings => Tab::Findings,
        Part::Lists => Tab::Lists,
        Part::OwnList => Tab::OwnList,
        Part::Alarms => Tab::Alarms,
    }
}
