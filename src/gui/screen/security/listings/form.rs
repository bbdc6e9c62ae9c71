//! Writing down somebody who is not to be admitted, or changing what is said of them.

mod read;
mod view;

use iced::Task;
use iced::widget::operation;

use crate::desk::screening::listings::{NewListing, OwnListing};
use crate::desk::screening::{Listing, Name, Nature, Quality};
use crate::desk::worker::SharedError;
use crate::domain::{ListingId, Moment};
use crate::gui::keys::Act;
use crate::gui::note::failure;
use crate::i18n::tr;

use super::super::filled;

/// The id of the first field.
pub const NAME: &str = "own-name";
/// Other names that can be typed.
const OTHERS: usize = 12;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name they go by.
    Name,
    /// Another name, by its place.
    Other(usize),
    /// When they were born.
    Born,
    /// Their nationalities.
    Nationality,
    /// The numbers of their documents.
    Documents,
    /// What is to be done.
    Instruction,
    /// Why.
    Reason,
    /// Until when.
    Until,
}

impl Field {
    /// Fields that may hold something that cannot be taken, in their order.
    const JUDGED: [Self; 4] = [Self::Name, Self::Born, Self::Reason, Self::Until];

    /// The id by which the field gets the keyboard.
    pub fn id(self) -> String {
        match self {
            Self::Name => NAME.into(),
            Self::Other(place) => format!("own-other-{place}"),
            Self::Born => "own-born".into(),
            Self::Nationality => "own-nationality".into(),
            Self::Documents => "own-documents".into(),
            Self::Instruction => "own-instruction".into(),
            Self::Reason => "own-reason".into(),
            Self::Until => "own-until".into(),
        }
    }
}

/// What is typed so far.
#[derive(Default)]
pub struct Form {
    /// Whose entry is changed; `None` for somebody new.
    id: Option<ListingId>,
    /// What stood there before: what the form does not show stays as it was.
    before: Listing,
    /// Whether it is a person or an organisation.
    nature: Nature,
    name: String,
    others: Vec<String>,
    born: String,
    nationality: String,
    documents: String,
    instruction: String,
    reason: String,
    until: String,
    /// Whether somebody tried to save it: from then on faults are shown.
    tried: bool,
    fault: Option<String>,
    busy: bool,
}

/// What happens in the form.
#[derive(Debug, Clone)]
pub enum Message {
    /// A field holds something else.
    Typed(Field, String),
    /// It is a person, or an organisation.
    Pick(Nature),
    /// To the next field.
    Next,
    /// To the field before.
    Previous,
    /// It is to be saved.
    Submit,
    /// It is to be put away.
    Cancel,
}

/// What the form wants of its screen.
pub enum Outcome {
    /// This is to be done, and nothing else.
    Do(Task<Message>),
    /// To be put away.
    Close,
    /// To be recorded: of whom, or somebody new; and what.
    Send(Option<ListingId>, Box<NewListing>),
}

impl Form {
    /// The form for what stands there.
    pub fn of(entry: &OwnListing, now: &Moment) -> Self {
        let content = &entry.content;
        let listing = &content.listing;
        let births: Vec<String> = listing.births.iter().map(ToString::to_string).collect();
        Self {
            id: Some(entry.id),
            before: listing.clone(),
            nature: listing.nature,
            name: listing.primary().to_owned(),
            others: listing.names.iter().skip(1).map(|name| name.text.clone()).collect(),
            born: births.join(", "),
            nationality: listing.nationalities.join(", "),
            documents: listing.documents.join(", "),
            instruction: content.instruction.clone(),
            reason: content.reason.clone(),
            until: content.until.map(|until| now.local(until).format("%Y-%m-%d").to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What a key does in it. Enter goes on from field to field, so that none is saved half written.
    pub fn key(act: Act) -> Option<Message> {
        match act {
            Act::Open | Act::NextField => Some(Message::Next),
            Act::PreviousField => Some(Message::Previous),
            Act::Up => Some(Message::Pick(Nature::Person)),
            Act::Down => Some(Message::Pick(Nature::Organisation)),
            Act::Submit => Some(Message::Submit),
            Act::Back => Some(Message::Cancel),
            _ => None,
        }
    }

    /// It was not taken.
    pub fn failed(&mut self, error: &SharedError) {
        (self.busy, self.fault) = (false, Some(failure(error)));
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, now: &Moment) -> Outcome {
        match message {
            Message::Cancel => return Outcome::Close,
            Message::Next => return Outcome::Do(operation::focus_next()),
            Message::Previous => return Outcome::Do(operation::focus_previous()),
            _ if self.busy => {}
            Message::Typed(field, text) => self.typed(field, text),
            Message::Pick(nature) => {
                self.nature = nature;
                // A press takes the keyboard from the field, and what comes next is the name.
                return Outcome::Do(operation::focus(NAME));
            }
            Message::Submit => return self.submit(now),
        }
        Outcome::Do(Task::none())
    }

    fn typed(&mut self, field: Field, text: String) {
        self.fault = None;
        match field {
            Field::Name => self.name = text,
            Field::Other(place) => match self.others.get_mut(place) {
                Some(other) => *other = text,
                None => self.others.push(text),
            },
            Field::Born => self.born = text,
            Field::Nationality => self.nationality = text,
            Field::Documents => self.documents = text,
            Field::Instruction => self.instruction = text,
            Field::Reason => self.reason = text,
            Field::Until => self.until = text,
        }
    }

    /// It can be sent once more.
    pub fn asked_again(&mut self) {
        self.busy = false;
    }

    fn submit(&mut self, now: &Moment) -> Outcome {
        self.tried = true;
        if let Some(field) = Field::JUDGED.into_iter().find(|field| self.fault_of(*field, now).is_some()) {
            return Outcome::Do(operation::focus(field.id()));
        }
        let born = if self.is_person() { self.born.as_str() } else { "" };
        let (Ok(births), Ok(until)) = (read::births(born), read::until(&self.until, now)) else {
            return Outcome::Do(Task::none());
        };
        (self.busy, self.fault) = (true, None);
        let mut listing = Listing {
            nature: self.nature,
            names: self.names(),
            births,
            nationalities: read::several(&self.nationality).into_iter().map(|code| read::country(&code)).collect(),
            documents: read::several(&self.documents),
            ..self.before.clone()
        };
        if !self.is_person() {
            // An organisation shows no passport; the form has no field for it then.
            listing.documents.clear();
        }
        let (instruction, reason) = (self.instruction.trim().to_owned(), self.reason.trim().to_owned());
        Outcome::Send(self.id, Box::new(NewListing { listing, instruction, reason, until }))
    }

    fn is_person(&self) -> bool {
        self.nature != Nature::Organisation
    }

    /// The names, each with the quality that it had before.
    fn names(&self) -> Vec<Name> {
        let others = self.others.iter().filter_map(|name| filled(name));
        let quality = |text: &str| {
            let before = self.before.names.iter().skip(1).find(|name| name.text == text);
            before.map_or(Quality::Good, |name| name.quality)
        };
        let others = others.map(|text| Name { text: text.to_owned(), quality: quality(text) });
        let primary = Name { text: self.name.trim().to_owned(), quality: Quality::Primary };
        std::iter::once(primary).chain(others).collect()
    }

    fn fault_of(&self, field: Field, now: &Moment) -> Option<String> {
        match field {
            Field::Name => filled(&self.name).is_none().then(|| tr("own-name-missing")),
            Field::Reason => filled(&self.reason).is_none().then(|| tr("own-reason-missing")),
            Field::Born if self.is_person() => read::births(&self.born).err(),
            Field::Until => read::until(&self.until, now).err(),
            _ => None,
        }
    }

    fn shown_fault(&self, field: Field, now: &Moment) -> Option<String> {
        if self.tried { self.fault_of(field, now) } else { None }
    }
}
