//! The list on the screen as a file: the same key and the same question on every one.

use iced::Task;

use crate::desk::export::List;
use crate::domain::operator::Act as Deed;
use crate::gui::form::export::{self, Outcome};
use crate::gui::keys::Place;

use super::session::{Overlay, Screen, Session};
use super::{App, Message};

impl Session {
    /// The list on the screen, as it is filtered, for whoever may take it away.
    pub(super) fn listed(&self) -> Option<List> {
        if !self.ctx.status.may(Deed::ExportLists) || self.place() == Place::Form {
            return None;
        }
        match &self.screen {
            Screen::Inside(state) => Some(state.listed()),
            Screen::Waiting(_) => Some(List::Waiting),
            Screen::Log(state) => Some(state.listed(&self.ctx)),
            Screen::Agenda => self.agenda.listed(&self.ctx),
            Screen::Review(state) => Some(state.listed()),
            Screen::Figures => Some(self.figures.listed(&self.ctx)),
            Screen::Muster(state) => Some(state.listed()),
            Screen::Overrides(state) => Some(state.listed()),
            _ => None,
        }
    }
}

impl App {
    /// Asks as what the list on the screen is to be written.
    pub(super) fn take_list(&mut self) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Some(list) = session.listed() else { return Task::none() };
        let (state, task) = export::State::new(list, &session.ctx);
        session.overlay = Some(Overlay::Export(Box::new(state)));
        task.map(Message::Export)
    }

    pub(super) fn in_export(&mut self, message: export::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Some(Overlay::Export(state)) = &mut session.overlay else { return Task::none() };
        let (task, outcome) = state.update(message, &session.ctx);
        let task = task.map(Message::Export);
        match outcome {
            Outcome::Stay => task,
            Outcome::Recorded => Task::batch([task, session.ask()]),
            Outcome::Close => self.close_overlay(),
        }
    }
}
