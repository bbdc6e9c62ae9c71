//! The book of hosts: who hears of their visits, where, and of what; and who of those visited soon is not in it.

mod view;

use iced::Task;
use iced::widget::operation;

use crate::desk::Desk;
use crate::desk::letters::Language;
use crate::desk::notices::Ways;
use crate::desk::worker::SharedError;
use crate::domain::mail::Address;
use crate::domain::notice::Event;
use crate::domain::text::{fold, has_all};
use crate::domain::{Host, HostId};
use crate::gui::context::Context;
use crate::gui::form::sentence;
use crate::gui::keys::{Act, cap};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::i18n::{Value, tr, tr_with};

use super::{Action, State, Update, View};

/// The field that narrows the book.
pub(super) const SOUGHT: &str = "hosts-sought";
/// The fields of the form.
const FIELDS: [&str; 3] = ["hosts-name", "hosts-email", "hosts-language"];
/// What is ticked in the form: each event, and that they have left.
const TICKS: usize = Event::ALL.len() + 1;

/// The book as it was read.
#[derive(Debug, Clone, Default)]
pub struct Read {
    hosts: Vec<(HostId, Host)>,
    /// Hosts of visits to come who are not in it.
    missing: Vec<String>,
    ways: Ways,
}

impl Read {
    /// Reads it.
    pub(super) fn of(desk: &Desk, now: crate::domain::Moment) -> Result<Self, crate::desk::DeskError> {
        Ok(Self { hosts: desk.hosts()?, missing: desk.hosts_missing(now)?, ways: desk.notice_ways()? })
    }
}

/// The book, as far as it is looked at.
#[derive(Debug, Default)]
pub(super) struct Book {
    read: Read,
    sought: String,
    asked: Option<Asked>,
    /// What takes the last change back.
    last: Option<Change>,
    /// Whom the arrow keys go to once it is read again.
    next: Option<HostId>,
}

/// What is asked.
#[derive(Debug)]
enum Asked {
    /// What is kept of a host.
    Form(Form),
    /// Whether a host is taken out of the book.
    Remove(HostId, String),
}

/// What is kept of a host, as it is typed.
#[derive(Debug, Default)]
struct Form {
    /// Who is changed; `None` for somebody new.
    id: Option<HostId>,
    texts: [String; FIELDS.len()],
    ticked: [bool; TICKS],
    /// The tick that the arrow keys stand on.
    at: usize,
    fault: Option<(usize, String)>,
}

/// What is done with the book.
#[derive(Debug, Clone)]
pub enum Change {
    /// A host is kept so, in the place of this one or as somebody new.
    Put(Option<HostId>, Box<Host>),
    /// One is taken out.
    Remove(HostId),
}

/// What was done: the message that says so, whose it was, and what takes it back.
#[derive(Debug, Clone)]
pub struct Done {
    told: &'static str,
    name: String,
    back: Change,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// It is narrowed.
    Sought(String),
    /// Somebody new is written down.
    Add,
    /// The one that the arrow keys stand on is changed.
    Change,
    /// It is asked whether they are taken out.
    Remove,
    /// The visits to them.
    Visits,
    /// A field of the form holds something else.
    Typed(usize, String),
    /// To the next field.
    Next,
    /// To the tick above or below.
    Step(isize),
    /// This one, or the one that the arrow keys stand on.
    Tick(Option<usize>),
    /// Keep it so, or take them out.
    Send,
    /// Leave it.
    Close,
    /// The last change is taken back.
    Undo,
    /// It was done, or not.
    Done(Result<Done, SharedError>),
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Done(_))
    }
}

/// A row of the page.
enum Line<'a> {
    /// Somebody who is visited soon and is not in the book.
    Missing(&'a str),
    /// Somebody who is.
    Known(HostId, &'a Host),
}

impl Line<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Missing(name) => name,
            Self::Known(_, host) => &host.name,
        }
    }
}

impl Form {
    /// Somebody new, of whom this much is known.
    fn new(name: &str) -> Self {
        let ticked = std::array::from_fn(|at| Event::ALL.get(at).is_some_and(|event| Event::USUAL.contains(event)));
        Self { texts: [name.to_owned(), String::new(), String::new()], ticked, ..Self::default() }
    }

    fn of(id: HostId, host: &Host) -> Self {
        let texts = [host.name.clone(), host.email.to_string(), host.language.clone()];
        let ticked = std::array::from_fn(|at| Event::ALL.get(at).map_or(host.left, |one| host.notices.contains(one)));
        Self { id: Some(id), texts, ticked, ..Self::default() }
    }

    /// The field that has the keyboard first: the first that is to be filled in.
    fn first(&self) -> &'static str {
        let empty = self.texts.iter().position(|text| text.trim().is_empty()).filter(|at| *at < 2);
        FIELDS.get(empty.unwrap_or(0)).copied().unwrap_or_default()
    }

    /// The language that is meant, by its code or by what it is called; none where nothing is said.
    fn language(&self) -> Result<Option<Language>, String> {
        match self.texts[2].trim() {
            "" => Ok(None),
            text => {
                let meant = Language::from_code(text).or_else(|| Language::of(&[text.to_owned()]));
                meant.map(Some).ok_or_else(|| tr("hosts-no-language"))
            }
        }
    }

    fn host(&self) -> Result<Host, (usize, String)> {
        let [name, email, _] = self.texts.each_ref().map(|text| text.trim());
        if name.is_empty() {
            return Err((0, tr("hosts-who")));
        }
        let email = Address::read(email).map_err(|fault| (1, sentence(&fault.to_string())))?;
        let language = self.language().map_err(|fault| (2, fault))?;
        let notices = Event::ALL.into_iter().zip(self.ticked).filter(|(_, ticked)| *ticked).map(|(event, _)| event);
        Ok(Host {
            name: name.to_owned(),
            email,
            language: language.map_or("", Language::code).to_owned(),
            notices: notices.collect(),
            left: self.ticked.last().copied().unwrap_or_default(),
        })
    }
}

impl Book {
    /// Takes what was read; answers to which row the arrow keys go, where they are to.
    pub(super) fn take(&mut self, read: Read) -> Option<usize> {
        self.read = read;
        let next = self.next.take()?;
        self.lines().position(|line| matches!(line, Line::Known(id, _) if id == next))
    }

    /// Whether something is asked.
    pub(super) fn asks(&self) -> bool {
        self.asked.is_some()
    }

    /// The rows: who is missing first, then the book, both as far as they are looked for.
    fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let wanted = fold(&self.sought);
        let missing = self.read.missing.iter().map(|name| Line::Missing(name));
        let known = self.read.hosts.iter().map(|(id, host)| Line::Known(*id, host));
        missing.chain(known).filter(move |line| match line {
            Line::Missing(name) => has_all(name, &wanted),
            Line::Known(_, host) => has_all(&format!("{} {}", host.name, host.email), &wanted),
        })
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.lines().count()
    }

    /// What a key does while something is asked.
    pub(super) fn key(&self, act: Act) -> Option<Message> {
        match (act, &self.asked) {
            (Act::Submit, _) | (Act::Open, Some(Asked::Remove(..))) => Some(Message::Send),
            (Act::Back, _) => Some(Message::Close),
            (Act::Up, Some(Asked::Form(_))) => Some(Message::Step(-1)),
            (Act::Down, Some(Asked::Form(_))) => Some(Message::Step(1)),
            (Act::TickNext, Some(Asked::Form(_))) => Some(Message::Tick(None)),
            _ => None,
        }
    }
}

impl State {
    /// What a key does on the page of hosts that it does nowhere else among the visits.
    pub(super) fn hosts_key(&self, act: Act) -> Option<Message> {
        match act {
            _ if self.view != View::Hosts => None,
            Act::Add => Some(Message::Add),
            Act::Open if self.cursor.is_none() => Some(Message::Add),
            Act::Open | Act::Change => Some(Message::Change),
            Act::Remove => Some(Message::Remove),
            Act::HostLeft => Some(Message::Visits),
            Act::Undo => Some(Message::Undo),
            _ => None,
        }
    }

    /// Takes a message of the book.
    pub(super) fn in_hosts(&mut self, message: Message, ctx: &Context) -> Update {
        let book = &mut self.hosts;
        let task = match (message, &mut book.asked) {
            (Message::Sought(text), _) => {
                (book.sought, self.cursor) = (text, None);
                Task::none()
            }
            (Message::Typed(place, text), Some(Asked::Form(form))) => {
                if let Some(field) = form.texts.get_mut(place) {
                    *field = text;
                }
                form.fault = None;
                Task::none()
            }
            (Message::Next, Some(Asked::Form(form))) => {
                let next = form.texts.iter().position(|text| text.trim().is_empty()).filter(|at| *at < 2);
                match next.and_then(|at| FIELDS.get(at)) {
                    Some(field) => operation::focus(*field),
                    None => self.send_host(ctx),
                }
            }
            (Message::Step(by), Some(Asked::Form(form))) => {
                form.at = form.at.saturating_add_signed(by).min(TICKS - 1);
                Task::none()
            }
            (Message::Tick(at), Some(Asked::Form(form))) => {
                form.at = at.unwrap_or(form.at);
                if let Some(ticked) = form.ticked.get_mut(form.at) {
                    *ticked = !*ticked;
                }
                Task::none()
            }
            (Message::Send, Some(_)) => self.send_host(ctx),
            (Message::Close, _) => {
                book.asked = None;
                operation::focus(SOUGHT)
            }
            (Message::Undo, None) => match book.last.take() {
                Some(change) => do_it(change, ctx),
                None => super::act::undo(ctx),
            },
            (Message::Done(done), _) => return self.done_with_host(done, ctx),
            (Message::Visits, None) => match self.host_meant().map(|line| line.name().to_owned()) {
                Some(name) => self.of_host(name, ctx),
                None => Task::none(),
            },
            (message @ (Message::Add | Message::Change | Message::Remove), None) => self.ask_of_host(&message),
            _ => Task::none(),
        };
        (task, None)
    }

    /// The row that the arrow keys stand on.
    fn host_meant(&self) -> Option<Line<'_>> {
        self.cursor.and_then(|at| self.hosts.lines().nth(at))
    }

    /// Asks what is kept of a host, or whether they are taken out.
    fn ask_of_host(&mut self, message: &Message) -> Task<super::Message> {
        let asked = match (message, self.host_meant()) {
            (Message::Remove, Some(Line::Known(id, host))) => Some(Asked::Remove(id, host.name.clone())),
            (Message::Remove, _) => None,
            (Message::Change, Some(Line::Known(id, host))) => Some(Asked::Form(Form::of(id, host))),
            (_, Some(Line::Missing(name))) => Some(Asked::Form(Form::new(name))),
            (Message::Add, None) => Some(Asked::Form(Form::new(self.hosts.sought.trim()))),
            (Message::Add, Some(_)) => Some(Asked::Form(Form::new(""))),
            _ => None,
        };
        self.hosts.asked = asked;
        match &self.hosts.asked {
            Some(Asked::Form(form)) => operation::focus(form.first()),
            _ => Task::none(),
        }
    }

    /// Does what is asked.
    fn send_host(&mut self, ctx: &Context) -> Task<super::Message> {
        match &mut self.hosts.asked {
            Some(Asked::Form(form)) => match form.host() {
                Ok(host) => do_it(Change::Put(form.id, Box::new(host)), ctx),
                Err((place, fault)) => {
                    form.fault = Some((place, fault));
                    FIELDS.get(place).map_or_else(Task::none, |field| operation::focus(*field))
                }
            },
            Some(Asked::Remove(id, _)) => do_it(Change::Remove(*id), ctx),
            None => Task::none(),
        }
    }

    fn done_with_host(&mut self, done: Result<Done, SharedError>, ctx: &Context) -> Update {
        match done {
            Ok(Done { told, name, back }) => {
                self.hosts.asked = None;
                self.hosts.next = match &back {
                    Change::Put(id, _) if told != "hosts-removed" => *id,
                    Change::Remove(id) => Some(*id),
                    Change::Put(..) => None,
                };
                self.hosts.last = Some(back);
                self.hosts.sought.clear();
                let values = [("name", Value::from(name)), ("key", cap(Act::Undo).into())];
                let told = Note::told(Tone::Go, tr_with(told, &values));
                (self.read(ctx), Some(Action::Told(told)))
            }
            Err(error) => (Task::none(), Some(Action::Told(Note::failed(&error)))),
        }
    }
}

/// Does something with the book.
fn do_it(change: Change, ctx: &Context) -> Task<super::Message> {
    let worker = ctx.worker.clone();
    let doing = async move {
        let act = move |desk: &mut Desk, _| match change {
            Change::Put(id, host) => {
                let before = desk.hosts()?.into_iter().find(|(known, host_before)| match id {
                    Some(id) => *known == id,
                    None => host_before.is_called(&host.name),
                });
                let (_, id) = desk.put_host(id, &host)?;
                let (told, back) = match before {
                    Some((id, before)) => ("hosts-changed", Change::Put(Some(id), Box::new(before))),
                    None => ("hosts-added", Change::Remove(id)),
                };
                Ok(Done { told, name: host.name, back })
            }
            Change::Remove(id) => {
                let host = desk.remove_host(id)?;
                let name = host.name.clone();
                Ok(Done { told: "hosts-removed", name, back: Change::Put(Some(id), Box::new(host)) })
            }
        };
        worker.ask(act).await
    };
    Task::perform(doing, |done| super::Message::Hosts(Message::Done(done)))
}
