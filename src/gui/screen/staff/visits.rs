//! A visit is entered: one form, filled by keyboard, with suggestions on the left and what the gate will say on the right.
//!
//! What is typed is read as a row of a file of guests would be, so that form, file and command take the same words.

mod content;
mod keep;
#[cfg(test)]
mod tests;
mod view;

use std::path::Path;

use iced::Task;
use iced::widget::operation;

use crate::desk::DeskError;
use crate::desk::clock::{place_at, zone_at};
use crate::desk::import::{Column, Guest, ImportFault, ReadRules, RowFault};
use crate::desk::photo::photo_in;
use crate::desk::visits::Known;
use crate::desk::visits::draft::Kept;
use crate::desk::worker::SharedError;
use crate::domain::{Candidate, Category, DraftId, Judgement, Person, PersonId, Visit, VisitId, When};
use crate::gui::background::background;
use crate::gui::context::Context;
use crate::gui::keys::Act;
use crate::gui::note::{Note, failure};
use crate::gui::style::Tone;
use crate::i18n::{Value, tr, tr_with};

use content::Content;
use keep::Amending;

/// Suggestions shown at most.
const MOST: usize = 6;
/// The field of the photo.
const PHOTO: &str = "visit-photo";

/// The form, and what is known while it is filled.
pub struct State {
    content: Content,
    /// What the fields come to, or what is wrong with them.
    read: Result<Box<Guest>, Vec<RowFault>>,
    when: Option<When>,
    /// The field typed into last, whose suggestions are shown.
    at: Column,
    /// Who of them it is, where somebody was picked.
    known: Option<Known>,
    /// The visit that is changed, where it is no new one.
    amending: Option<Amending>,
    /// What is kept of it, so that it survives closing the window.
    kept: keep::Keeping,
    guests: Vec<Known>,
    words: Vec<Suggestion>,
    /// Which suggestion the arrow keys stand on.
    cursor: Option<usize>,
    preview: Option<Judgement>,
    today: Vec<Candidate>,
    /// The file with a photo of the guest, and what is wrong with it.
    photo: String,
    photo_fault: Option<String>,
    /// Whether what is seldom said is shown in the place of the rest.
    more: bool,
    /// Whether it was sent once: from then on what is missing is shown.
    tried: bool,
    sending: bool,
    trouble: Option<SharedError>,
    /// Which request is waited for; answers to earlier ones are dropped.
    asked: u64,
}

/// Something to put into fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    title: String,
    subtitle: String,
    values: Vec<(Column, String)>,
}

/// What the desk knows of what was typed.
#[derive(Debug, Clone, Default)]
pub struct Told {
    guests: Option<Vec<Known>>,
    hosts: Option<Vec<(String, String)>>,
    preview: Option<Judgement>,
}

/// What happens on the screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// A field holds something else.
    Typed(Column, String),
    /// The field of the photo holds something else.
    Photo(String),
    /// The desk knows something of it, for the request of this number.
    Told(u64, Result<Told, SharedError>),
    /// The visits of today.
    Today(Result<Vec<Candidate>, SharedError>),
    /// To the suggestion above or below.
    Step(isize),
    /// This suggestion.
    Pick(usize),
    /// Enter: the suggestion that the arrow keys stand on, else the next field.
    Enter,
    /// What is seldom said, or the rest.
    More,
    /// Ask for approval.
    Submit,
    /// It was entered, or not.
    Entered(Result<(), SharedError>),
    /// The drafts there are.
    Drafts(Result<Vec<Kept>, SharedError>),
    /// The draft was kept under this handle, or not.
    KeptAs(u64, Result<DraftId, SharedError>),
    /// Go on with this draft.
    Resume(usize),
    /// The visit that is to be changed, as it was entered.
    Amending(VisitId, Result<Box<(PersonId, Person, Visit)>, SharedError>),
    /// Begin another; what was typed stays as a draft.
    Another,
    /// Throw away what was typed, and begin anew.
    Clear,
    /// Away; what was typed stays.
    Back,
    /// To the next field.
    NextField,
    /// To the field before.
    PreviousField,
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(
            self,
            Self::Told(..)
                | Self::Today(_)
                | Self::Entered(_)
                | Self::Drafts(_)
                | Self::KeptAs(..)
                | Self::Amending(..)
        )
    }
}

/// What the application has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Back to the screen before.
    Leave,
    /// Something is to be said.
    Told(Note),
}

impl Default for State {
    fn default() -> Self {
        Self {
            content: Content::default(),
            read: Err(Vec::new()),
            when: None,
            at: Column::Name,
            known: None,
            amending: None,
            kept: keep::Keeping::default(),
            guests: Vec::new(),
            words: Vec::new(),
            cursor: None,
            preview: None,
            today: Vec::new(),
            photo: String::new(),
            photo_fault: None,
            more: false,
            tried: false,
            sending: false,
            trouble: None,
            asked: 0,
        }
    }
}

impl State {
    /// The form is shown; what was typed before is still there.
    pub fn begin(&mut self, context: &Context) -> Task<Message> {
        Task::batch([self.today(context), self.look_for_drafts(context), operation::focus(content::id(self.at))])
    }

    /// The visits of today, read anew.
    pub fn today(&self, context: &Context) -> Task<Message> {
        let worker = context.worker.clone();
        Task::perform(async move { worker.ask(|desk, now| desk.visits_today(now)).await }, Message::Today)
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message, context: &Context) -> (Task<Message>, Option<Action>) {
        let task = match message {
            Message::Typed(column, value) => self.typed(column, value, context),
            Message::Photo(path) => {
                (self.photo, self.photo_fault) = (path, None);
                Task::none()
            }
            Message::Told(number, told) => self.told(number, told),
            Message::Today(today) => {
                self.today = today.unwrap_or_default();
                Task::none()
            }
            Message::Step(by) => self.step(by),
            Message::Pick(at) => self.pick(at, context),
            Message::Enter => match self.cursor {
                Some(at) => self.pick(at, context),
                None => operation::focus_next(),
            },
            Message::More => self.turn(),
            Message::Submit => self.submit(context),
            Message::Entered(entered) => return self.entered(entered, context),
            Message::Drafts(drafts) => self.took_drafts(drafts, context),
            Message::KeptAs(written, id) => self.kept_as(written, id),
            Message::Resume(at) => self.resume(at, context),
            Message::Amending(visit, opened) => self.took_amending(visit, opened, context),
            Message::Another => self.another(context),
            Message::Clear => self.throw_away(context),
            Message::Back => return self.back(),
            Message::NextField => operation::focus_next(),
            Message::PreviousField => operation::focus_previous(),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match act {
            Act::Up => Some(Message::Step(-1)),
            Act::Down => Some(Message::Step(1)),
            Act::Open => Some(Message::Enter),
            Act::More => Some(Message::More),
            Act::Submit => Some(Message::Submit),
            Act::NewVisit => Some(Message::Another),
            Act::Clear => Some(Message::Clear),
            Act::Back => Some(Message::Back),
            Act::NextField => Some(Message::NextField),
            Act::PreviousField => Some(Message::PreviousField),
            _ => None,
        }
    }

    fn typed(&mut self, column: Column, value: String, context: &Context) -> Task<Message> {
        self.at = column;
        self.cursor = None;
        self.trouble = None;
        self.content.set(column, value);
        self.kept.typed();
        self.read_again(context);
        self.words = content::words(column, self.content.get(column));
        self.ask(context)
    }

    /// Reads the fields.
    fn read_again(&mut self, context: &Context) {
        let gate = context.status.gate.clone();
        let place = place_at(context.now);
        let holidays = context.status.holidays.clone();
        let rules = ReadRules { gate, zone: zone_at(context.now), place, holidays, ..ReadRules::new(context.now) };
        let as_before = self.amending.as_ref().map(|amending| &amending.before);
        self.read = match self.content.read(&rules, as_before) {
            Ok(guest) => Ok(Box::new(guest)),
            Err(ImportFault::Row(faults)) => Err(faults),
            Err(_) => Err(Vec::new()),
        };
        let local = context.now.local(context.now.at).naive_local();
        let when = When::read(self.content.get(Column::When), local);
        self.when = when.and_then(|when| when.where_open(&context.status.holidays)).ok();
    }

    /// Asks the desk who came before, whom they visited, and what the gate will say.
    fn ask(&mut self, context: &Context) -> Task<Message> {
        self.asked += 1;
        let number = self.asked;
        let text = |column| (self.at == column).then(|| self.content.get(column).to_owned());
        let (name, host) = (text(Column::Name), text(Column::Host));
        let guest = self.read.as_ref().ok().cloned();
        let worker = context.worker.clone();
        let asking = async move {
            let asked = worker.ask(move |desk, now| {
                let guests = name.map(|name| desk.guests_like(now, &name, MOST)).transpose()?;
                let hosts = host.map(|host| desk.hosts_like(&host, MOST)).transpose()?;
                let preview = guest.map(|guest| desk.preview(now, &guest.person, &guest.visit)).transpose()?;
                Ok(Told { guests, hosts, preview })
            });
            asked.await
        };
        Task::perform(asking, move |told| Message::Told(number, told))
    }

    fn told(&mut self, number: u64, told: Result<Told, SharedError>) -> Task<Message> {
        if number != self.asked {
            return Task::none();
        }
        match told {
            Ok(told) => {
                self.preview = told.preview;
                if let Some(guests) = told.guests {
                    self.words = guests.iter().map(content::of_guest).collect();
                    self.guests = guests;
                }
                if let Some(hosts) = told.hosts {
                    self.words = hosts.into_iter().map(content::of_host).collect();
                }
            }
            Err(error) => self.trouble = Some(error),
        }
        Task::none()
    }

    fn step(&mut self, by: isize) -> Task<Message> {
        let last = self.words.len().checked_sub(1);
        self.cursor = match (self.cursor, last) {
            (None, Some(_)) if by > 0 => Some(0),
            (Some(0), _) if by < 0 => None,
            (Some(at), Some(last)) => Some(at.saturating_add_signed(by).min(last)),
            (at, _) => at,
        };
        Task::none()
    }

    fn pick(&mut self, at: usize, context: &Context) -> Task<Message> {
        let Some(picked) = self.words.get(at).cloned() else { return Task::none() };
        if self.at == Column::Name {
            self.known = self.guests.get(at).cloned();
        }
        for (column, value) in picked.values {
            self.content.set(column, value);
        }
        (self.cursor, self.words) = (None, Vec::new());
        self.kept.typed();
        self.read_again(context);
        // What was picked is no question any more.
        let next = content::after(self.at);
        self.at = next;
        let asking = self.ask(context);
        self.words = Vec::new();
        Task::batch([asking, operation::focus(content::id(next))])
    }

    fn turn(&mut self) -> Task<Message> {
        self.more = !self.more;
        self.at = if self.more { Column::Latin } else { Column::Name };
        (self.words, self.cursor) = (Vec::new(), None);
        operation::focus(content::id(self.at))
    }

    fn submit(&mut self, context: &Context) -> Task<Message> {
        self.tried = true;
        self.read_again(context);
        let guest = match &self.read {
            Ok(guest) => guest.clone(),
            Err(faults) => {
                let Some(column) = faults.first().and_then(|fault| fault.column) else { return Task::none() };
                self.more = content::MORE.contains(&column);
                return operation::focus(content::id(column));
            }
        };
        if self.sending {
            return Task::none();
        }
        self.sending = true;
        let (worker, known) = (context.worker.clone(), self.known.as_ref().map(|known| known.id));
        let amending = self.amending.as_ref().map(|amending| (amending.visit, amending.who));
        let path = self.photo.trim().to_owned();
        let sending = async move {
            // Nothing is entered with a photo that is none.
            let photo =
                if path.is_empty() { None } else { Some(background(move || photo_in(Path::new(&path))).await??) };
            let entered = worker.ask(move |desk, now| {
                let Guest { person, visit, .. } = *guest;
                let id = match (amending, known) {
                    (Some((id, who)), _) => desk.amend_both(now, id, (who, &person), &visit).map(|()| id),
                    (None, Some(who)) => desk.schedule_for(now, who, &person, &visit),
                    (None, None) => desk.schedule(now, &person, &visit),
                }?;
                match photo {
                    Some(photo) => {
                        desk.visit_to_amend(id).and_then(|(who, ..)| desk.set_photo(now, who, &photo)).map(drop)
                    }
                    None => Ok(()),
                }
            });
            entered.await
        };
        Task::perform(sending, Message::Entered)
    }

    fn entered(&mut self, entered: Result<(), SharedError>, context: &Context) -> (Task<Message>, Option<Action>) {
        self.sending = false;
        match entered {
            Ok(()) => {
                let name = [("name", Value::from(self.content.get(Column::Name)))];
                let told = if self.amending.is_some() { "note-visit-amended" } else { "note-visit-requested" };
                let note = Note::told(Tone::Go, tr_with(told, &name));
                (self.throw_away(context), Some(Action::Told(note)))
            }
            Err(error) if matches!(*error, DeskError::Photo(_)) || error.is_of_a_file() => {
                (self.photo_fault, self.more) = (Some(failure(&error)), true);
                (operation::focus(PHOTO), None)
            }
            Err(error) => {
                self.trouble = Some(error);
                (Task::none(), None)
            }
        }
    }

    fn clear(&mut self, context: &Context) -> Task<Message> {
        let (kept, today) = (self.kept.emptied(), std::mem::take(&mut self.today));
        *self = Self { asked: self.asked + 1, today, kept, ..Self::default() };
        self.begin(context)
    }

    fn back(&mut self) -> (Task<Message>, Option<Action>) {
        match (self.cursor.take(), self.more) {
            (Some(_), _) => (Task::none(), None),
            (None, true) => (self.turn(), None),
            (None, false) => (Task::none(), Some(Action::Leave)),
        }
    }

    /// A known guest of the name that was typed who was not picked: it may be the same person.
    fn namesake(&self) -> Option<&Known> {
        let whole = |guest: &&Known| guest.fit == crate::desk::roster::Fit::Whole;
        self.guests.iter().find(whole).filter(|_| self.known.is_none() && self.amending.is_none())
    }

    /// What is wrong with a field, once somebody has filled it or the form was sent.
    fn fault(&self, column: Column) -> Option<String> {
        let filled = !self.content.get(column).trim().is_empty();
        // While somebody types a time it says nothing yet; what is wrong shows once they go on.
        let shown = self.tried || filled && (column != self.at || column != Column::When);
        let faults = self.read.as_ref().err().filter(|_| shown)?;
        let fault =
            faults.iter().find(|fault| fault.column == Some(column) || column == Column::When && of_time(fault))?;
        Some(crate::gui::form::sentence(&fault.fault.to_string()))
    }
}

/// Whether a fault is of a time that the form asks for in one field.
fn of_time(fault: &RowFault) -> bool {
    matches!(fault.column, Some(Column::From | Column::Until))
}

/// The name of a category as it is shown.
fn category(category: Category) -> String {
    tr(&format!("category-{}", category.code()))
}
