//! The form of a visit, and what it wants of the application.

use iced::Task;

use crate::gui::screen::staff::visits;

use super::session::Tab;
use super::{App, Message};

impl App {
    pub(super) fn in_visits(&mut self, message: visits::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
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
}
