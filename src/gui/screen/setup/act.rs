//! What each step does.

use std::path::PathBuf;

use iced::Task;
use iced::widget::operation;
use rand_core::OsRng;

use crate::desk::worker::{Clock, SharedError};
use crate::desk::{DeskError, Founding};
use crate::gui::background::background;
use crate::gui::form::halves::Progress;

use super::*;

impl State {
    pub(super) fn person(&mut self, message: person::Message) -> Task<Message> {
        match self.step {
            Step::First => self.first.update(message),
            Step::Second => self.second.update(message),
            _ => {}
        }
        Task::none()
    }

    pub(super) fn pick(&mut self, company: Company) -> Task<Message> {
        self.company = company;
        Task::none()
    }

    pub(super) fn next(&mut self) -> Task<Message> {
        match self.step {
            Step::Mission => self.mission_given(),
            Step::First => self.found(),
            Step::Company if self.company == Company::Second => self.go(Step::Second),
            Step::Company => self.go(Step::Recovery),
            Step::Second => self.enrol(),
            Step::Recovery => self.hand_out(halves::Message::Next),
            Step::Founding | Step::Enrolling | Step::Key => Task::none(),
        }
    }

    pub(super) fn back(&mut self) -> Task<Message> {
        match self.step {
            Step::First => self.go(Step::Mission),
            Step::Second => self.go(Step::Company),
            Step::Recovery => self.hand_out(halves::Message::Back),
            _ => Task::none(),
        }
    }

    fn mission_given(&mut self) -> Task<Message> {
        self.mission.tried = true;
        match self.mission.faulty() {
            Some(field) => operation::focus(field.id()),
            None => self.go(Step::First),
        }
    }

    fn found(&mut self) -> Task<Message> {
        let new = match self.first.finish_or_focus() {
            Ok(new) => new,
            Err(task) => return task,
        };
        let value = |field| self.mission.value(field).to_owned();
        let founding = Founding {
            mission: value(mission::Field::Name),
            domain: value(mission::Field::Domain),
            gate: value(mission::Field::Gate),
            number: new.number,
            name: new.name,
            passphrase: new.passphrase,
            second: new.second,
        };
        let making = make(self.folder.clone(), founding, Clock::clone(&self.clock));
        let _ = self.go(Step::Founding);
        Task::perform(making, Message::Founded)
    }

    pub(super) fn founded(&mut self, made: Result<Private<Made>, SharedError>) -> Task<Message> {
        match made {
            Ok(Private(made)) => {
                self.made = Some(made);
                // What was typed is not needed any more; the passphrase goes from memory with it.
                self.first = Person::new(&[], Choice::Fixed);
                self.go(Step::Company)
            }
            Err(error) => {
                // A wrong domain is mended on the first page, everything else where the person is asked for.
                let back = if matches!(*error, DeskError::NotADomain) { Step::Mission } else { Step::First };
                let task = self.go(back);
                self.trouble = Some(error);
                task
            }
        }
    }

    fn enrol(&mut self) -> Task<Message> {
        let Some(made) = &self.made else { return Task::none() };
        let worker = made.worker.clone();
        let new: NewOperator = match self.second.finish_or_focus() {
            Ok(new) => new,
            Err(task) => return task,
        };
        let _ = self.go(Step::Enrolling);
        let enrolling = async move { worker.ask(move |desk, now| desk.enrol(now, &new, None).map(|_| ())).await };
        Task::perform(enrolling, Message::Enrolled)
    }

    pub(super) fn enrolled(&mut self, done: Result<(), SharedError>) -> Task<Message> {
        match done {
            Ok(()) => {
                self.second = Person::new(&[], Choice::Fixed);
                self.go(Step::Recovery)
            }
            Err(error) => {
                let task = self.go(Step::Second);
                self.trouble = Some(error);
                task
            }
        }
    }

    pub(super) fn hand_out(&mut self, message: halves::Message) -> Task<Message> {
        let Some(made) = self.made.as_mut().filter(|_| self.step == Step::Recovery) else { return Task::none() };
        let (task, progress) = made.halves.update(message);
        match progress {
            Progress::Going => task,
            Progress::Handed => {
                let identity = made.identity.clone();
                let _ = self.go(Step::Key);
                let saving = async move {
                    let text = view::key_text(&identity);
                    background(move || identity.save(&text)).await?.map_err(Arc::new)
                };
                Task::perform(saving, Message::Saved)
            }
        }
    }

    pub(super) fn saved(&mut self, saved: Result<PathBuf, SharedError>) -> Task<Message> {
        self.saved = Some(saved);
        Task::none()
    }
}

/// Makes the post on a thread of its own: stretching a passphrase takes its time on purpose.
async fn make(folder: PathBuf, founding: Founding, clock: Clock) -> Result<Private<Made>, SharedError> {
    let made = background(move || Worker::found(&folder, &founding, clock, Box::new(OsRng))).await?;
    let (worker, code) = made.map_err(Arc::new)?;
    let identity = worker.ask(|desk, _| desk.identity()).await?;
    Ok(Private(Made::new(worker, code, identity)))
}
