//! What is taken of a file, on its way into the log.

use std::path::PathBuf;

use iced::Task;

use super::*;
use crate::desk::import::Plan;

impl State {
    pub(super) fn begin_writing(
        &mut self,
        plan: Plan,
        mapping: Option<(String, Mapping)>,
        context: &Context,
    ) -> Task<Message> {
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
            let beginning = move |desk: &mut Desk| {
                if let Some((key, mapping)) = &mapping {
                    desk.keep_mapping(key, mapping)?;
                }
                desk.begin_import(plan)
            };
            let begun = worker.ask(move |desk, _| beginning(desk)).await;
            if let (Err(_), Some(path)) = (&begun, &rejected) {
                // Nothing was taken, so nothing was rejected; left there, it would be in the way of the next attempt.
                let _ = std::fs::remove_file(path);
            }
            begun.map(|_| rejected).map_err(Trouble::Desk)
        };
        Task::perform(beginning, Message::Begun)
    }

    pub(super) fn begun(&mut self, begun: Result<Option<PathBuf>, Trouble>, context: &Context) -> Task<Message> {
        let Stage::Writing(writing) = &mut self.stage else { return Task::none() };
        match begun {
            Ok(rejected) => {
                writing.rejected = rejected;
                look(writing, context)
            }
            Err(trouble) => self.ask(Some(trouble)),
        }
    }

    pub(super) fn stands(
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
            Ok(ImportState::Whole { waiting }) => {
                (writing.done, writing.waiting) = (writing.total, waiting);
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

    pub(super) fn cancelled(&mut self, done: Result<(), SharedError>) -> Task<Message> {
        match done {
            Ok(()) => self.ask(Some(Trouble::Dropped)),
            // It was whole before it could be broken off: how it stands is on its way.
            Err(error) if matches!(*error, DeskError::Gone) => Task::none(),
            Err(error) => self.ask(Some(Trouble::Desk(error))),
        }
    }
}

/// Asks how the import stands, a moment from now.
pub(super) fn look(writing: &Writing, context: &Context) -> Task<Message> {
    let (worker, file) = (context.worker.clone(), writing.file.clone());
    let looking = async move {
        // Often enough for a bar that moves, seldom enough to leave the desk to its work.
        background(|| std::thread::sleep(std::time::Duration::from_millis(60))).await?;
        worker.ask(move |desk, _| desk.import_state(file.as_deref())).await
    };
    Task::perform(looking, Message::Stands)
}
