//! The form of a visit, and what it wants of the application.

use iced::Task;

use crate::gui::screen::staff::{agenda, figures, outbox, review, visits};

use super::rights::Tab;
use super::session::Screen;
use super::{App, Message, Phase};

impl App {
    pub(super) fn in_visits(&mut self, message: visits::Message) -> Task<Message> {
        // What was kept as somebody locked the post is heard of by the session that waits.
        let session = match &mut self.phase {
            Phase::Open(session) => session,
            Phase::Locked(locked) => match &mut locked.waiting {
                Some(session) if !message.by_person() => session,
                _ => return Task::none(),
            },
            _ => return Task::none(),
        };
        let (task, action) = session.visits.update(message, &session.ctx);
        let task = task.map(Message::Visits);
        match action {
            Some(visits::Action::Told(note)) => {
                self.say(note);
                task
            }
            Some(visits::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_review(&mut self, message: review::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Review(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Review);
        match action {
            Some(review::Action::Told(note)) => {
                let asked = session.ask();
                self.say(note);
                Task::batch([task, asked])
            }
            // All of their visits from today on: there they are given to another host or taken back.
            Some(review::Action::Visits(host)) => {
                let sought = session.agenda.of_host(host, &session.ctx).map(Message::Agenda);
                Task::batch([task, self.go(Tab::Agenda), sought])
            }
            Some(review::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_outbox(&mut self, message: outbox::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Outbox(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Outbox);
        match action {
            Some(outbox::Action::Told(note)) => self.told_and_ask(note, task),
            Some(outbox::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_figures(&mut self, message: figures::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let (task, action) = session.figures.update(message, &session.ctx);
        let task = task.map(Message::Figures);
        match action {
            Some(figures::Action::Visits(sought)) => {
                let (first, last) = sought.days;
                let listed = session.agenda.list(first, last, sought.host, sought.category, sought.stand, &session.ctx);
                let listed = listed.map(Message::Agenda);
                Task::batch([task, self.go(Tab::Agenda), listed])
            }
            Some(figures::Action::Leave) => self.go(Tab::Agenda),
            None => task,
        }
    }

    pub(super) fn in_agenda(&mut self, message: agenda::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let (task, action) = session.agenda.update(message, &session.ctx);
        let task = task.map(Message::Agenda);
        match action {
            Some(agenda::Action::Told(note)) => {
                let asked = session.ask();
                self.say(note);
                Task::batch([task, asked])
            }
            Some(agenda::Action::Amend(visit)) => {
                let amending = session.visits.amend(visit, &session.ctx).map(Message::Visits);
                Task::batch([task, self.go(Tab::Visits), amending])
            }
            Some(agenda::Action::Figures) => {
                let shown = self.go(Tab::Figures);
                Task::batch([task, shown])
            }
            Some(agenda::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }
}
