//! The mission's own list: who is not to be admitted.

mod ending;
mod form;
mod view;

use iced::Task;
use iced::widget::operation;

use crate::desk::decide::UNDO;
use crate::desk::screening::listings::{NewListing, OwnListing};
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError};
use crate::domain::ListingId;
use crate::domain::text::{fold, has_all};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign;
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::widget::list::{Scroll, reveal, scroll, step};
use crate::i18n::tr;

use super::Part;
use ending::{Ending, Signing};
use form::Form;

/// The id of the search field.
const SEARCH: &str = "own-search";
/// The id of the rows.
const ROWS: &str = "own-rows";
/// The id of what is looked at.
const SHOWN: &str = "own-shown";

/// The mission's own list, as far as it is looked at.
#[derive(Default)]
pub struct State {
    all: Option<Result<Vec<OwnListing>, SharedError>>,
    search: String,
    cursor: Option<ListingId>,
    doing: Doing,
    /// Who was added last, and when on the monotonic clock: that can be taken back.
    added: Option<(ListingId, i64)>,
}

/// What is being done beside looking.
#[derive(Default)]
enum Doing {
    /// Nothing.
    #[default]
    Looking,
    /// Somebody is being added, or changed.
    Writing(Box<Form>),
    /// An entry is being ended.
    Ending(Ending),
    /// Two sign for it.
    Signing(Box<Signing>),
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The list was read.
    Read(Result<Vec<OwnListing>, SharedError>),
    /// The search field was typed into.
    Search(String),
    /// The search field wants the keyboard.
    Focus,
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// This entry is looked at.
    Pick(ListingId),
    /// Add somebody.
    Add,
    /// Change what is looked at.
    Change,
    /// End what is looked at.
    Remove,
    /// Take back who was added last.
    Undo,
    /// In the form.
    Form(form::Message),
    /// In the ending.
    Ending(ending::Message),
    /// Whether ending this entry takes two.
    Asked(ListingId, Result<bool, SharedError>),
    /// In the form of those who sign for it.
    Signing(sign::Message),
    /// An entry was changed, or not, or two have to sign for that.
    Changed(ListingId, Box<NewListing>, Result<(), SharedError>),
    /// Somebody was added, or not.
    Added(Result<ListingId, SharedError>),
    /// It was done, or not; the id of what is said then.
    Done(&'static str, Result<(), SharedError>),
    /// Scroll what is looked at.
    Scroll(Scroll),
    /// Away from what is being done, then from the list.
    Back,
    /// Another screen of security.
    Go(Part),
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::Asked(..) | Self::Changed(..) | Self::Added(_) | Self::Done(..))
    }
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something was recorded.
    Told(Note),
    /// Another screen of security.
    Go(Part),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl State {
    /// The screen, and the reading of its list.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let task = Task::batch([state.read(ctx), operation::focus(SEARCH)]);
        (state, task)
    }

    /// Reads the list anew.
    fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(|desk, now| desk.own_listings(now)).await }, Message::Read)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if matches!(self.doing, Doing::Looking) { Place::OwnList } else { Place::Form }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(all) => self.took(all),
            Message::Search(text) => {
                self.search = text;
                self.cursor = self.first();
            }
            Message::Focus => return (operation::focus(SEARCH), None),
            Message::Next => return self.step(1),
            Message::Previous => return self.step(-1),
            Message::Pick(id) => {
                self.cursor = Some(id);
                self.doing = Doing::Looking;
            }
            Message::Add => return self.write(Form::default()),
            Message::Change => match self.shown().map(|entry| Form::of(entry, &ctx.now)) {
                Some(form) => return self.write(form),
                None => return none(),
            },
            Message::Remove => return self.end(ctx),
            Message::Undo => return self.undo(ctx),
            Message::Form(message) => return self.in_form(message, ctx),
            Message::Asked(id, two) => return self.ask_end(id, two, ctx),
            Message::Ending(message) => return self.in_ending(message, ctx),
            Message::Signing(message) => return self.in_signing(message, ctx),
            Message::Changed(id, new, result) => return self.was_changed(id, *new, result, ctx),
            Message::Added(added) => return self.was_added(added, ctx),
            Message::Done(words, result) => return self.done(words, result, ctx),
            Message::Scroll(how) => return (scroll(SHOWN, how), None),
            Message::Back => return self.back(),
            Message::Go(part) => return (Task::none(), Some(Action::Go(part))),
        }
        none()
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match &self.doing {
            Doing::Writing(_) => return Form::key(act).map(Message::Form),
            Doing::Ending(_) => return Ending::key(act).map(Message::Ending),
            Doing::Signing(_) => return sign::Form::key(act).map(Message::Signing),
            Doing::Looking => {}
        }
        match act {
            Act::Up => Some(Message::Previous),
            Act::Down => Some(Message::Next),
            Act::Search => Some(Message::Focus),
            Act::Add => Some(Message::Add),
            Act::Change => Some(Message::Change),
            Act::Remove => Some(Message::Remove),
            Act::Undo => Some(Message::Undo),
            Act::PageUp => Some(Message::Scroll(Scroll::PageUp)),
            Act::PageDown => Some(Message::Scroll(Scroll::PageDown)),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// The window with a question over it, if one is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.doing {
            Doing::Ending(ending) => ending.view(window, move |message| wrap(Message::Ending(message))),
            Doing::Signing(signing) => signing.view(window, move |message| wrap(Message::Signing(message))),
            Doing::Looking | Doing::Writing(_) => window,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        match &self.doing {
            Doing::Signing(signing) => signing.form.stray(text).map(Message::Signing),
            _ => None,
        }
    }

    fn entries(&self) -> &[OwnListing] {
        self.all.as_ref().and_then(|all| all.as_ref().ok()).map_or(&[], Vec::as_slice)
    }

    /// The entries that the search leaves.
    fn seen(&self) -> impl Iterator<Item = &OwnListing> {
        let wanted = fold(&self.search);
        self.entries().iter().filter(move |entry| {
            let names = entry.content.listing.names.iter().map(|name| name.text.as_str());
            has_all(&names.collect::<Vec<_>>().join(" "), &wanted)
        })
    }

    fn first(&self) -> Option<ListingId> {
        self.seen().next().map(|entry| entry.id)
    }

    /// The entry that is looked at.
    fn shown(&self) -> Option<&OwnListing> {
        self.seen().find(|entry| Some(entry.id) == self.cursor)
    }

    fn took(&mut self, all: Result<Vec<OwnListing>, SharedError>) {
        self.all = Some(all);
        if self.shown().is_none() {
            self.cursor = self.first();
        }
    }

    fn step(&mut self, by: isize) -> Update {
        let seen = self.seen().map(|entry| entry.id);
        let Some((id, place)) = step(seen, self.cursor.as_ref(), by) else { return none() };
        self.cursor = Some(id);
        (reveal(ROWS, place), None)
    }

    fn write(&mut self, form: Form) -> Update {
        self.doing = Doing::Writing(Box::new(form));
        (operation::focus(form::NAME), None)
    }

    /// Asks first whether somebody is kept out by it, or it is the last of all: then it takes two.
    fn end(&self, ctx: &Context) -> Update {
        let Some(id) = self.shown().map(|entry| entry.id) else { return none() };
        let worker = ctx.worker.clone();
        let asking = async move { worker.ask(move |desk, now| desk.ending_takes_two(now, id)).await };
        (Task::perform(asking, move |two| Message::Asked(id, two)), None)
    }

    fn ask_end(&mut self, id: ListingId, two: Result<bool, SharedError>, ctx: &Context) -> Update {
        let entry = self.entries().iter().find(|entry| entry.id == id);
        let Some(entry) = entry.filter(|_| matches!(self.doing, Doing::Looking)) else { return none() };
        match two {
            Err(error) => (Task::none(), Some(Action::Told(Note::failed(&error)))),
            Ok(true) => {
                self.doing = Doing::Signing(Box::new(Signing::end(entry, ctx.now)));
                (operation::focus(sign::Form::first()), None)
            }
            Ok(false) => {
                self.doing = Doing::Ending(Ending::new(entry));
                (operation::focus(ending::REASON), None)
            }
        }
    }

    /// Who was added a moment ago, while that can be taken back.
    fn undoable(&self, ctx: &Context) -> Option<ListingId> {
        self.added.filter(|(_, at)| ctx.now.monotonic - at < UNDO).map(|(id, _)| id)
    }

    fn undo(&mut self, ctx: &Context) -> Update {
        let Some(id) = self.undoable(ctx) else {
            return (Task::none(), Some(Action::Told(Note::told(Tone::Neutral, tr("note-nothing-to-undo")))));
        };
        self.added = None;
        if self.entries().len() == 1 {
            // Whether two have to sign is asked as it is of any other.
            self.cursor = Some(id);
            return self.end(ctx);
        }
        (end(id, tr("own-undone-reason"), "note-own-undone", ctx), None)
    }

    fn in_form(&mut self, message: form::Message, ctx: &Context) -> Update {
        let Doing::Writing(form) = &mut self.doing else { return none() };
        match form.update(message, &ctx.now) {
            form::Outcome::Do(task) => (task.map(Message::Form), None),
            form::Outcome::Close => self.back(),
            form::Outcome::Send(id, new) => {
                let worker = ctx.worker.clone();
                let sent = match id {
                    Some(id) => {
                        let asked = new.clone();
                        let ask = move |desk: &mut Desk, now| desk.amend_listing(now, id, &asked);
                        let done = move |result| Message::Changed(id, new.clone(), result);
                        Task::perform(async move { worker.ask(ask).await }, done)
                    }
                    None => {
                        let ask = move |desk: &mut Desk, now| desk.add_listing(now, &new);
                        Task::perform(async move { worker.ask(ask).await }, Message::Added)
                    }
                };
                (sent, None)
            }
        }
    }

    fn in_ending(&mut self, message: ending::Message, ctx: &Context) -> Update {
        let Doing::Ending(ending) = &mut self.doing else { return none() };
        match ending.update(message) {
            ending::Outcome::Stay => none(),
            ending::Outcome::Focus => (operation::focus(ending::REASON), None),
            ending::Outcome::Close => self.back(),
            ending::Outcome::Send(id, reason) => (end(id, reason, "note-own-ended", ctx), None),
        }
    }

    fn in_signing(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Doing::Signing(signing) = &mut self.doing else { return none() };
        match signing.form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (operation::focus(field), None),
            sign::Outcome::Close => self.back(),
            sign::Outcome::Send => (signing.send(ctx), None),
        }
    }

    fn was_added(&mut self, added: Result<ListingId, SharedError>, ctx: &Context) -> Update {
        match added {
            Ok(id) => {
                (self.added, self.cursor) = (Some((id, ctx.now.monotonic)), Some(id));
                self.search.clear();
                self.done("note-own-added", Ok(()), ctx)
            }
            Err(error) => self.done("note-own-added", Err(error), ctx),
        }
    }

    /// Somebody whom the entry keeps out could come in after the change: a second person is asked for, and what was
    /// written comes back with the way back.
    fn was_changed(
        &mut self,
        id: ListingId,
        new: NewListing,
        result: Result<(), SharedError>,
        ctx: &Context,
    ) -> Update {
        let takes_two = result.as_ref().is_err_and(|error| matches!(**error, DeskError::NeedsSecond));
        if !takes_two {
            return self.done("note-own-changed", result, ctx);
        }
        let Doing::Writing(mut form) = std::mem::take(&mut self.doing) else { return none() };
        form.asked_again();
        if let Some(entry) = self.entries().iter().find(|entry| entry.id == id) {
            self.doing = Doing::Signing(Box::new(Signing::change(entry, new, form, ctx.now)));
        }
        (operation::focus(sign::Form::first()), None)
    }

    fn done(&mut self, words: &'static str, result: Result<(), SharedError>, ctx: &Context) -> Update {
        if let Err(error) = result {
            match &mut self.doing {
                Doing::Writing(form) => form.failed(&error),
                Doing::Ending(ending) => ending.failed(&error),
                Doing::Signing(signing) => signing.form.failed(&error, ctx.now),
                Doing::Looking => return (Task::none(), Some(Action::Told(Note::failed(&error)))),
            }
            return none();
        }
        self.doing = Doing::Looking;
        let tasks = Task::batch([self.read(ctx), operation::focus(SEARCH)]);
        (tasks, Some(Action::Told(Note::told(Tone::Neutral, tr(words)))))
    }

    fn back(&mut self) -> Update {
        if !matches!(self.doing, Doing::Looking) {
            if let Doing::Signing(signing) = std::mem::take(&mut self.doing)
                && let Some(form) = signing.written()
            {
                return self.write(*form);
            }
            return (operation::focus(SEARCH), None);
        }
        if !self.search.is_empty() {
            self.search.clear();
            return none();
        }
        (Task::none(), Some(Action::Leave))
    }
}

/// Ends an entry; what is said of it then.
fn end(id: ListingId, reason: String, words: &'static str, ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let ending = async move { worker.ask(move |desk, now| desk.end_listing(now, id, &reason)).await };
    Task::perform(ending, move |result| Message::Done(words, result))
}

fn none() -> Update {
    (Task::none(), None)
}
