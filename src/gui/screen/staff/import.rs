//! A file of guests: read and validated whole, shown with what is wrong with it, then written with progress.

mod file;
#[cfg(test)]
mod tests;
mod view;

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use crate::desk::DeskError;
use crate::desk::guests::ImportState;
use crate::desk::import::{ImportFault, Plan, Rejection};
use crate::desk::worker::SharedError;
use crate::gui::background::background;
use crate::gui::context::Context;
use crate::gui::keys::Act;
use crate::gui::widget::list::{Scroll, scroll};

/// The id of the field for the path.
const PATH: &str = "import-path";
/// The id of the list of faults.
const FAULTS: &str = "import-faults";
/// Faults on a page.
const PAGE: usize = 20;

/// The import, as far as it is.
pub struct State {
    path: String,
    stage: Stage,
    /// Which request is waited for; answers to earlier ones are dropped.
    asked: u64,
}

enum Stage {
    /// A path is asked for; what went wrong with the one before.
    Asking(Option<Trouble>),
    /// The file is being read.
    Reading,
    /// Every row can be taken.
    Good(Arc<Plan>),
    /// Some rows cannot; which page of faults is shown.
    Faulty(Arc<Rejection>, usize),
    /// Rows are being written.
    Writing(Writing),
    /// All rows count.
    Done(Writing),
}

/// Why nothing was taken.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// The desk, or the disk.
    Desk(SharedError),
    /// The file could not be opened, or not to its end.
    Unread(SharedError),
    /// The file as a whole.
    File(Box<ImportFault>),
    /// Rejected rows of an earlier attempt lie where those of this one go.
    RejectedThere(PathBuf),
    /// The import was broken off.
    Dropped,
}

/// An import on its way.
#[derive(Debug, Clone, Default)]
struct Writing {
    done: u64,
    total: u64,
    /// SHA-256 of the file, once it is known.
    file: Option<String>,
    /// Where the rejected rows were written.
    rejected: Option<PathBuf>,
    /// Whether somebody asked to break it off.
    leaving: bool,
}

/// What a file came to.
#[derive(Debug, Clone)]
pub enum Read {
    /// It can be taken whole.
    Good(Arc<Plan>),
    /// Some of its rows cannot be taken.
    Faulty(Arc<Rejection>),
}

/// What happens on the screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// The path holds something else.
    Typed(String),
    /// Read the file, or take what can be taken.
    Submit,
    /// Take nothing; break off; away.
    Back,
    /// The keyboard goes to the next field.
    NextField,
    /// The keyboard goes to the field before.
    PreviousField,
    /// The file was read, for the request of this number.
    Read(u64, Result<Read, Trouble>),
    /// To earlier faults.
    EarlierFaults,
    /// To further faults.
    FurtherFaults,
    /// Scroll the faults.
    Scroll(Scroll),
    /// Writing has begun, with the rejected rows in a file of their own where there are any.
    Begun(Result<Option<PathBuf>, Trouble>),
    /// How the import stands.
    Stands(Result<ImportState, SharedError>),
    /// The import was broken off, or why not.
    Cancelled(Result<(), SharedError>),
}

impl Message {
    /// Whether a person made it, rather than the desk or the disk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(..) | Self::Begun(_) | Self::Stands(_) | Self::Cancelled(_))
    }
}

/// What the application has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Back to the screen before.
    Leave,
    /// So many guests are new.
    Imported(u64),
}

impl State {
    /// The screen, or what is left of an import that is running.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let stage = match context.status.import {
            Some((done, total)) => Stage::Writing(Writing { done, total, ..Writing::default() }),
            None => Stage::Asking(None),
        };
        let state = Self { path: String::new(), stage, asked: 0 };
        let task = match &state.stage {
            Stage::Writing(writing) => look(writing, context),
            _ => operation::focus(PATH),
        };
        (state, task)
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message, context: &Context) -> (Task<Message>, Option<Action>) {
        let task = match message {
            Message::Typed(path) => self.typed(path),
            Message::Submit => self.submit(context),
            Message::Back => return self.back(context),
            Message::NextField => operation::focus_next(),
            Message::PreviousField => operation::focus_previous(),
            Message::Read(number, read) => self.read(number, read),
            Message::EarlierFaults => self.turn(|page, _| page.saturating_sub(1)),
            Message::FurtherFaults => self.turn(|page, last| (page + 1).min(last)),
            Message::Scroll(how) => scroll(FAULTS, how),
            Message::Begun(begun) => self.begun(begun, context),
            Message::Stands(state) => return self.stands(state, context),
            Message::Cancelled(done) => self.cancelled(done),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match act {
            Act::Open | Act::Submit => Some(Message::Submit),
            Act::Back => Some(Message::Back),
            Act::NextField => Some(Message::NextField),
            Act::PreviousField => Some(Message::PreviousField),
            Act::Up => Some(Message::Scroll(Scroll::RowUp)),
            Act::Down => Some(Message::Scroll(Scroll::RowDown)),
            Act::PageUp => Some(Message::EarlierFaults),
            Act::PageDown => Some(Message::FurtherFaults),
            _ => None,
        }
    }

    fn typed(&mut self, path: String) -> Task<Message> {
        self.path = path;
        Task::none()
    }

    fn submit(&mut self, context: &Context) -> Task<Message> {
        match &self.stage {
            Stage::Asking(_) => self.begin_reading(context),
            Stage::Good(plan) => {
                let plan = Arc::clone(plan);
                self.begin_writing(plan, context)
            }
            Stage::Faulty(rejection, _) if rejection.rows_read() > rejection.rows_rejected() => {
                let plan = Arc::new(Rejection::clone(rejection).keep_good());
                self.begin_writing(plan, context)
            }
            Stage::Done(_) => self.ask(None),
            Stage::Reading | Stage::Faulty(..) | Stage::Writing(_) => Task::none(),
        }
    }

    fn ask(&mut self, trouble: Option<Trouble>) -> Task<Message> {
        self.asked += 1;
        self.stage = Stage::Asking(trouble);
        operation::focus(PATH)
    }

    fn begin_reading(&mut self, context: &Context) -> Task<Message> {
        let Some(path) = file::path(&self.path) else { return operation::focus(PATH) };
        self.asked += 1;
        self.stage = Stage::Reading;
        let (rules, number) = (file::rules(context), self.asked);
        let reading = async move {
            let read = background(move || file::read(&path, &rules)).await;
            read.map_err(Trouble::Desk).and_then(std::convert::identity)
        };
        Task::perform(reading, move |read| Message::Read(number, read))
    }

    fn read(&mut self, number: u64, read: Result<Read, Trouble>) -> Task<Message> {
        if number != self.asked {
            return Task::none();
        }
        match read {
            Ok(Read::Good(plan)) => self.stage = Stage::Good(plan),
            Ok(Read::Faulty(rejection)) => self.stage = Stage::Faulty(rejection, 0),
            Err(trouble) => return self.ask(Some(trouble)),
        }
        Task::none()
    }

    fn turn(&mut self, to: impl FnOnce(usize, usize) -> usize) -> Task<Message> {
        if let Stage::Faulty(rejection, page) = &mut self.stage {
            *page = to(*page, rejection.faults().len().saturating_sub(1) / PAGE);
        }
        scroll(FAULTS, Scroll::Top)
    }

    fn begin_writing(&mut self, plan: Arc<Plan>, context: &Context) -> Task<Message> {
        let total = u64::try_from(plan.rows.len()).unwrap_or(u64::MAX);
        let file = Some(plan.sha256.clone());
        self.stage = Stage::Writing(Writing { total, file, ..Writing::default() });
        let (worker, path) = (context.worker.clone(), file::path(&self.path));
        let beginning = async move {
            let rejected = match (path, plan.rejected_csv()) {
                (Some(path), Some(csv)) => {
                    let written = background(move || file::write_rejected(&path, &csv)).await;
                    Some(written.map_err(Trouble::Desk)??)
                }
                _ => None,
            };
            let begun = worker.ask(move |desk, _| desk.begin_import(Arc::unwrap_or_clone(plan))).await;
            if let (Err(_), Some(path)) = (&begun, &rejected) {
                // Nothing was taken, so nothing was rejected; left there, it would be in the way of the next attempt.
                let _ = std::fs::remove_file(path);
            }
            begun.map(|_| rejected).map_err(Trouble::Desk)
        };
        Task::perform(beginning, Message::Begun)
    }

    fn begun(&mut self, begun: Result<Option<PathBuf>, Trouble>, context: &Context) -> Task<Message> {
        let Stage::Writing(writing) = &mut self.stage else { return Task::none() };
        match begun {
            Ok(rejected) => {
                writing.rejected = rejected;
                look(writing, context)
            }
            Err(trouble) => self.ask(Some(trouble)),
        }
    }

    fn stands(
        &mut self,
        state: Result<ImportState, SharedError>,
        context: &Context,
    ) -> (Task<Message>, Option<Action>) {
        let Stage::Writing(writing) = &mut self.stage else { return (Task::none(), None) };
        match state {
            Ok(ImportState::Writing { done, total, file }) => {
                (writing.done, writing.total, writing.file) = (done, total, Some(file));
                (look(writing, context), None)
            }
            Ok(ImportState::Whole) => {
                writing.done = writing.total;
                let rows = writing.total;
                self.stage = Stage::Done(std::mem::take(writing));
                (Task::none(), Some(Action::Imported(rows)))
            }
            Ok(ImportState::Dropped) => {
                let trouble = context.status.trouble.clone().map_or(Trouble::Dropped, Trouble::Desk);
                (self.ask(Some(trouble)), None)
            }
            Err(error) => (self.ask(Some(Trouble::Desk(error))), None),
        }
    }

    fn back(&mut self, context: &Context) -> (Task<Message>, Option<Action>) {
        match &mut self.stage {
            Stage::Asking(_) => (Task::none(), Some(Action::Leave)),
            Stage::Writing(writing) if writing.leaving => (Task::none(), None),
            Stage::Writing(writing) => {
                writing.leaving = true;
                let worker = context.worker.clone();
                let cancelling = async move { worker.ask(|desk, now| desk.cancel_import(now)).await };
                (Task::perform(cancelling, Message::Cancelled), None)
            }
            Stage::Reading | Stage::Good(_) | Stage::Faulty(..) | Stage::Done(_) => (self.ask(None), None),
        }
    }

    fn cancelled(&mut self, done: Result<(), SharedError>) -> Task<Message> {
        match done {
            Ok(()) => self.ask(Some(Trouble::Dropped)),
            // It was whole before it could be broken off: how it stands is on its way.
            Err(error) if matches!(*error, DeskError::Gone) => Task::none(),
            Err(error) => self.ask(Some(Trouble::Desk(error))),
        }
    }
}

/// Asks how the import stands, a moment from now.
fn look(writing: &Writing, context: &Context) -> Task<Message> {
    let (worker, file) = (context.worker.clone(), writing.file.clone());
    let looking = async move {
        // Often enough for a bar that moves, seldom enough to leave the desk to its work.
        background(|| std::thread::sleep(std::time::Duration::from_millis(60))).await?;
        worker.ask(move |desk, _| desk.import_state(file.as_deref())).await
    };
    Task::perform(looking, Message::Stands)
}
