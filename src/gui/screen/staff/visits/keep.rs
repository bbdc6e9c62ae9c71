//! What is half entered is kept while it is typed, and a visit that was entered is opened to be changed.

use iced::Task;
use iced::widget::operation;

use crate::desk::visits::draft::{Draft, Kept};
use crate::desk::worker::SharedError;
use crate::domain::{DraftId, Person, PersonId, Visit, VisitId};
use crate::gui::context::Context;

use super::content::{self, Content};
use super::{Message, State};

/// A visit that is changed.
#[derive(Debug, Clone)]
pub struct Amending {
    /// Which.
    pub visit: VisitId,
    /// Whose.
    pub who: PersonId,
    /// What it was for.
    pub before: Visit,
}

/// What is kept of the form.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// The handle of the draft, once it has one.
    id: Option<DraftId>,
    /// Counts what was typed; and how much of that is kept.
    typed: u64,
    written: u64,
    /// Whether the first draft is being written, whose handle comes with the answer.
    beginning: bool,
    /// Whether the drafts of before were looked for.
    looked: bool,
    /// Drafts beside the one in the fields.
    drafts: Vec<Kept>,
}

impl Keeping {
    /// Something was typed.
    pub fn typed(&mut self) {
        self.typed += 1;
    }

    /// Nothing is in the fields any more; the other drafts are still there.
    pub fn emptied(&mut self) -> Self {
        Self { looked: true, drafts: std::mem::take(&mut self.drafts), ..Self::default() }
    }
}

impl State {
    /// Keeps what was typed since it was last kept. Called once a second, and before anybody goes.
    pub fn keep(&mut self, context: &Context) -> Task<Message> {
        if self.kept.typed == self.kept.written || self.kept.beginning || self.sending {
            return Task::none();
        }
        let (id, written, draft) = (self.kept.id, self.kept.typed, self.draft());
        self.kept.written = written;
        self.kept.beginning = id.is_none();
        let worker = context.worker.clone();
        let keeping = async move { worker.ask(move |desk, now| desk.keep_draft(now, id, &draft)).await };
        Task::perform(keeping, move |id| Message::KeptAs(written, id))
    }

    /// What is half entered beside what is in the fields.
    pub(super) fn drafts(&self) -> &[Kept] {
        &self.kept.drafts
    }

    fn draft(&self) -> Draft {
        let visit = self.amending.as_ref().map(|amending| amending.visit);
        let who = self.amending.as_ref().map(|amending| amending.who);
        let person = who.or(self.known.as_ref().map(|known| known.id));
        Draft { fields: self.content.fields(), person, visit }
    }

    pub(super) fn kept_as(&mut self, written: u64, id: Result<DraftId, SharedError>) -> Task<Message> {
        self.kept.beginning = false;
        match id {
            Ok(id) => self.kept.id = Some(id),
            // What could not be kept is tried again once something more is typed.
            Err(error) => tracing::warn!(%error, written, "a draft could not be kept"),
        }
        Task::none()
    }

    pub(super) fn look_for_drafts(&self, context: &Context) -> Task<Message> {
        let worker = context.worker.clone();
        Task::perform(async move { worker.ask(|desk, _| desk.drafts()).await }, Message::Drafts)
    }

    /// The drafts there are; what somebody was at when they went is in the fields again.
    pub(super) fn took_drafts(&mut self, drafts: Result<Vec<Kept>, SharedError>, context: &Context) -> Task<Message> {
        let mut drafts = drafts.unwrap_or_default();
        drafts.retain(|kept| Some(kept.id) != self.kept.id);
        let first = !self.kept.looked && self.content.is_empty() && !drafts.is_empty();
        (self.kept.drafts, self.kept.looked) = (drafts, true);
        if first { self.resume(0, context) } else { Task::none() }
    }

    /// Goes on with a draft; what is in the fields is kept as one.
    pub(super) fn resume(&mut self, at: usize, context: &Context) -> Task<Message> {
        if at >= self.kept.drafts.len() {
            return Task::none();
        }
        let keeping = self.keep(context);
        let Kept { id, draft, .. } = self.kept.drafts.remove(at);
        let (today, drafts) = (std::mem::take(&mut self.today), std::mem::take(&mut self.kept.drafts));
        let kept = Keeping { id: Some(id), looked: true, drafts, ..Keeping::default() };
        let content = Content::of(&draft.fields);
        *self = Self { asked: self.asked + 1, today, kept, content, ..Self::default() };
        self.read_again(context);
        let asking = self.ask(context);
        let who = self.again(&draft, context);
        Task::batch([keeping, asking, who, operation::focus(content::id(self.at))])
    }

    /// Who it was, or which visit was being changed, is looked for again.
    fn again(&self, draft: &Draft, context: &Context) -> Task<Message> {
        match draft.visit {
            Some(visit) => self.opening(visit, context),
            None => Task::none(),
        }
    }

    /// Opens a visit that was entered, to be changed. What is in the fields is kept.
    pub fn amend(&mut self, visit: VisitId, context: &Context) -> Task<Message> {
        let keeping = self.keep(context);
        let (today, kept) = (std::mem::take(&mut self.today), self.kept.emptied());
        *self = Self { asked: self.asked + 1, today, kept, ..Self::default() };
        Task::batch([keeping, self.opening(visit, context)])
    }

    fn opening(&self, visit: VisitId, context: &Context) -> Task<Message> {
        let worker = context.worker.clone();
        let opening = async move { worker.ask(move |desk, _| desk.visit_to_amend(visit).map(Box::new)).await };
        Task::perform(opening, move |opened| Message::Amending(visit, opened))
    }

    pub(super) fn took_amending(
        &mut self,
        visit: VisitId,
        opened: Result<Box<(PersonId, Person, Visit)>, SharedError>,
        context: &Context,
    ) -> Task<Message> {
        match opened {
            Ok(opened) => {
                let (who, person, before) = *opened;
                if self.content.is_empty() {
                    self.content = Content::of_visit(&person, &before);
                }
                self.amending = Some(Amending { visit, who, before });
                self.read_again(context);
                self.ask(context)
            }
            Err(error) => {
                self.trouble = Some(error);
                Task::none()
            }
        }
    }

    /// Begins another visit; what was typed stays as a draft.
    pub(super) fn another(&mut self, context: &Context) -> Task<Message> {
        let keeping = self.keep(context);
        let clearing = self.clear(context);
        keeping.chain(clearing)
    }

    /// Throws away what was typed.
    pub(super) fn throw_away(&mut self, context: &Context) -> Task<Message> {
        let dropping = match self.kept.id {
            Some(id) => {
                let worker = context.worker.clone();
                let dropping = async move { worker.ask(move |desk, _| desk.drop_draft(id)).await };
                Task::perform(dropping, |_| ()).discard()
            }
            None => Task::none(),
        };
        let clearing = self.clear(context);
        dropping.chain(clearing)
    }
}
