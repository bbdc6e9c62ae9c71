//! The guard's screen: one field that everything presented arrives in, the visitor with the verdict, and the lists.

mod act;
mod badge;
mod card;
mod exempt;
pub mod form;
mod found;
pub mod portrait;
mod refer;
mod roster;
mod scan;
mod side;
mod stage;

use iced::Task;
use iced::widget::image::Handle;
use iced::widget::operation;

use crate::desk::worker::SharedError;
use crate::device::scanner::Scan;
use crate::domain::{Candidate, Duress, Obligation, PersonId, VisitId};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign;
use crate::gui::keys::{self, Place};
use crate::gui::note::Note;
use crate::gui::widget::columns;

use act::{Admitted, Departed, Undone};
use badge::Picture;
use form::Form;
use found::Found;
use portrait::Portrait;
use refer::Answered;
use stage::Stage;

pub use found::{Lists, Source};

/// The id of the scan field.
pub const SCAN: &str = "gate-scan";
/// The id of the field that filters the list of who is expected.
const FILTER: &str = "gate-filter";
/// An id that no field has: the keyboard is nowhere.
const NOWHERE: &str = "nowhere";
/// How long a card stands, in milliseconds: the verdict on it is of the moment it was shown.
pub const EXPIRY: i64 = 90_000;
/// How often the lists are read anew without anybody doing anything, in milliseconds.
const REFRESH: i64 = 30_000;

/// The guard's screen.
#[derive(Debug, Default)]
pub struct State {
    /// What is typed in the scan field.
    scan: String,
    /// Guests whose name has it, once they were looked up.
    matches: Option<Vec<Candidate>>,
    /// What is typed in the filter of the list.
    filter: String,
    filtering: bool,
    /// The visit that the arrow keys stand on.
    cursor: Option<VisitId>,
    lists: Lists,
    lists_read: Option<i64>,
    stage: Stage,
    /// When the stage was set, on the monotonic clock.
    since: i64,
    form: Option<Form>,
    /// Who signs for an override, while that is asked.
    exempting: Option<sign::Form>,
    /// Counts what is asked of the desk, so that an answer that comes late is dropped.
    ticket: u64,
    /// The last decision, and when it was made on the monotonic clock.
    last: Option<(u64, i64)>,
    /// An act about several of a delegation that is on its way, and the last of them.
    work: Option<roster::Work>,
    many: roster::Last,
    /// The decision that is being taken back.
    undoing: Option<u64>,
    /// The photo of whoever stands there.
    portrait: Portrait,
    /// What stands between an Admit that was asked for and the admission.
    hint: Option<&'static str>,
}

/// What happens on the guard's screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// The scan field was typed into.
    Typed(String),
    /// Something typed while no field had the keyboard.
    Stray(String),
    /// The last stray character was part of a scan.
    StrayBack,
    /// Something was scanned.
    Scanned(Scan),
    /// What was scanned tried to press keys while something else was open: it goes on record.
    Report,
    /// Enter.
    Submit,
    /// Guests whose name has the text.
    Searched(String, Result<Vec<Candidate>, SharedError>),
    /// The filter of the list was typed into.
    Filter(String),
    /// The filter wants the keyboard.
    Search,
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// Something was picked, here or on another screen.
    Open(Source),
    /// What the desk found; whether it has just been presented.
    Found(u64, Result<(Found, Source), SharedError>, bool),
    /// The photo of this guest was read.
    Photo(PersonId, Result<Option<Handle>, SharedError>),
    /// The presentation was recorded.
    Presented(Result<u64, SharedError>),
    /// The lists at the sides.
    Lists(Lists),
    /// An obligation was ticked, or not.
    Tick(Obligation),
    /// The next obligation is done.
    TickNext,
    /// Admit; under duress it looks the same, and security learns of it.
    Admit(Duress),
    /// The other button of the pointer goes down on Admit: the keyboard goes, as it does with the usual one.
    Down,
    /// The admission.
    Admitted(u64, Result<Admitted, SharedError>),
    /// The badge was drawn.
    Drawn(u64, Result<Picture, SharedError>),
    /// Save the badge.
    Save,
    /// The badge was saved.
    Saved(Result<std::path::PathBuf, SharedError>),
    /// Refer.
    Refer,
    /// The referral, as the card it gives.
    Referred(u64, Result<Answered, SharedError>),
    /// An answer is to be recorded: to this reason, or to the first that is open.
    Answer(Option<usize>),
    /// The card after an answer.
    Answered(u64, Result<Answered, SharedError>),
    /// Refuse.
    Refuse,
    /// The refusal.
    Refused(u64, Result<u64, SharedError>),
    /// Let them in against what the rules say.
    Exempt,
    /// Somebody on no list was written down for that.
    WrittenDown(u64, Result<Found, SharedError>),
    /// While it is asked who signs for it.
    Exempting(sign::Message),
    /// The admission that two signed for.
    Exempted(u64, Result<Admitted, SharedError>),
    /// Who waited went away by themselves.
    Gone,
    /// The end of the wait.
    WentAway(u64, Result<(), SharedError>),
    /// Check out.
    Depart,
    /// The departure.
    Departed(u64, Result<Departed, SharedError>),
    /// Take the last decision back.
    Undo,
    /// What there is after that.
    Undone(u64, Result<Undone, SharedError>),
    /// An anomaly was recorded, or not.
    Reported(Result<(), SharedError>),
    /// Something in a form.
    Form(form::Message),
    /// Something about a delegation.
    Roster(roster::Message),
    /// A second went by.
    Second,
    /// Put away what is open.
    Back,
}

impl Message {
    /// Whether a person made it, rather than the desk or the clock.
    pub fn by_person(&self) -> bool {
        !matches!(
            self,
            Self::Searched(..)
                | Self::Found(..)
                | Self::Photo(..)
                | Self::Presented(_)
                | Self::Lists(_)
                | Self::Admitted(..)
                | Self::Drawn(..)
                | Self::Saved(_)
                | Self::Referred(..)
                | Self::Answered(..)
                | Self::Refused(..)
                | Self::WrittenDown(..)
                | Self::Exempted(..)
                | Self::WentAway(..)
                | Self::Departed(..)
                | Self::Undone(..)
                | Self::Reported(_)
                | Self::Second
        ) && !matches!(self, Self::Roster(message) if !message.by_person())
    }
}

/// What the guard's screen wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// To say something.
    Told(Note),
    /// To know that something was recorded, and to say so.
    Recorded(Option<Note>),
}

type Update = (Task<Message>, Option<Action>);

impl State {
    /// The screen, and the reading of its lists.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let mut state = Self::default();
        let task = Task::batch([state.read_lists(ctx), operation::focus(SCAN)]);
        (state, task)
    }

    /// Whether somebody stands there whose name the queue need not read.
    pub fn presented(&self) -> bool {
        !matches!(self.stage, Stage::Empty | Stage::Failed(_) | Stage::Nothing(_))
    }

    /// Whether nothing stands here and nothing is on its way.
    pub fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Empty) && !self.asks() && self.undoing.is_none() && self.scan.is_empty()
    }

    /// Which keys hold.
    pub fn place(&self) -> Place {
        let asks = self.roster().is_some_and(|roster| roster.asking.is_some());
        if self.form.is_some() || self.exempting.is_some() || asks { Place::Form } else { Place::Gate }
    }

    /// The keyboard for the scan field, or for the form that is open.
    pub fn focus(&self) -> Task<Message> {
        let exempting = self.exempting.as_ref().map(|_| sign::Form::first());
        operation::focus(exempting.or(self.form.as_ref().map(Form::first)).unwrap_or(SCAN))
    }

    /// Reads the lists anew.
    pub fn refresh(&mut self, ctx: &Context) -> Task<Message> {
        self.read_lists(ctx)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        let (task, action) = self.take(message, ctx);
        (Task::batch([task, self.look_at_face(ctx)]), action)
    }

    fn take(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Typed(text) => self.typed(text, ctx),
            Message::Stray(text) => self.stray(&text, ctx),
            Message::StrayBack => self.stray_back(ctx),
            Message::Scanned(scan) => self.scanned(scan, ctx),
            Message::Report => Self::report(ctx),
            Message::Submit => self.submit(ctx),
            Message::Searched(text, result) => self.searched(&text, result),
            Message::Filter(text) => self.filter(text),
            Message::Search => self.search(),
            Message::Next => self.step(1),
            Message::Previous => self.step(-1),
            Message::Open(source) => self.open(source, ctx),
            Message::Found(ticket, result, presented) => self.found(ticket, result, presented, ctx),
            Message::Photo(of, photo) => self.took_photo(of, photo),
            Message::Presented(result) => Self::recorded(result.map(drop)),
            Message::Reported(result) => Self::recorded(result),
            Message::Lists(lists) => self.took_lists(lists),
            Message::Tick(obligation) => self.tick(obligation),
            Message::TickNext => self.tick_next(ctx),
            Message::Admit(duress) => self.admit(duress, ctx),
            Message::Down => (operation::focus(NOWHERE), None),
            Message::Admitted(ticket, result) => self.admitted(ticket, result, ctx),
            Message::Drawn(ticket, result) => self.drawn(ticket, result),
            Message::Save => self.save(ctx),
            Message::Saved(result) => Self::saved(result),
            Message::Refer => self.refer(ctx),
            Message::Referred(ticket, result) => self.referred(ticket, result, ctx),
            Message::Answer(place) => self.answer(place),
            Message::Answered(ticket, result) => self.answered(ticket, result, ctx),
            Message::Refuse => self.refuse(ctx),
            Message::Refused(ticket, result) => self.refused(ticket, result, ctx),
            Message::Exempt => self.exempt(ctx),
            Message::WrittenDown(ticket, result) => self.written_down(ticket, result, ctx),
            Message::Exempting(message) => self.in_exempting(message, ctx),
            Message::Exempted(ticket, result) => self.exempted(ticket, result, ctx),
            Message::Gone => self.gone(ctx),
            Message::WentAway(ticket, result) => self.went_away(ticket, result, ctx),
            Message::Depart => self.depart(ctx),
            Message::Departed(ticket, result) => self.departed(ticket, result, ctx),
            Message::Undo => self.undo(ctx),
            Message::Undone(ticket, result) => self.undone(ticket, result, ctx),
            Message::Form(message) => self.in_form(message, ctx),
            Message::Roster(message) => self.in_roster(message, ctx),
            Message::Second => self.second(ctx),
            Message::Back => self.back(ctx),
        }
    }

    /// The message of an act of the key table.
    pub fn key(&self, act: keys::Act, _ctx: &Context) -> Option<Message> {
        if self.exempting.is_some() {
            return sign::Form::key(act).map(Message::Exempting);
        }
        if let Some(form) = &self.form {
            return form.key(act).map(Message::Form);
        }
        if let Some(message) = self.key_of_roster(act) {
            return Some(Message::Roster(message));
        }
        if self.asks() {
            return None;
        }
        let message = match act {
            keys::Act::Admit => Message::Admit(Duress::No),
            keys::Act::Refer => Message::Refer,
            keys::Act::Refuse => Message::Refuse,
            keys::Act::Gone => Message::Gone,
            keys::Act::Override => Message::Exempt,
            keys::Act::Depart => Message::Depart,
            keys::Act::TickNext => Message::TickNext,
            keys::Act::Answer => Message::Answer(None),
            keys::Act::Badge => Message::Save,
            keys::Act::Undo => Message::Undo,
            keys::Act::Search => Message::Search,
            keys::Act::Back => Message::Back,
            keys::Act::Up => Message::Previous,
            keys::Act::Down => Message::Next,
            keys::Act::Open => Message::Submit,
            _ => return None,
        };
        Some(message)
    }

    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        columns(ctx.width, self.view_expected(ctx), self.view_middle(ctx), self.view_inside(ctx))
    }

    /// The screen with the question that is open over the whole window, header and footer included.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        ctx: &'a Context,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        if let Some(form) = &self.exempting {
            return self.view_exempting(form, window, move |message| wrap(Message::Exempting(message)));
        }
        if let Some((roster, asking)) = self.roster().and_then(|roster| Some((roster, roster.asking.as_ref()?))) {
            return roster::question(roster, asking, ctx.names_shown, window, move |message| {
                wrap(Message::Roster(message))
            });
        }
        match &self.form {
            Some(form) => form.view(window, move |message| wrap(Message::Form(message))),
            None => window,
        }
    }

    /// A ticket for the next thing asked of the desk; answers to what was asked before are dropped.
    fn next_ticket(&mut self) -> u64 {
        self.ticket += 1;
        self.ticket
    }

    fn set(&mut self, stage: Stage, ctx: &Context) {
        (self.stage, self.since, self.form, self.hint) = (stage, ctx.now.monotonic, None, None);
        self.exempting = None;
    }
}

fn none() -> Update {
    (Task::none(), None)
}

fn told(note: Note) -> Update {
    (Task::none(), Some(Action::Told(note)))
}
