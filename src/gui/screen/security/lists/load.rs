//! Loading a list: its files are read whole and shown, and then written while the gate goes on.

mod file;
mod sign;
mod view;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use iced::Task;
use iced::widget::operation;

use crate::desk::Desk;
use crate::desk::screening::files::ListFiles;
use crate::desk::screening::lists::{ListStatus, NewList, USUAL_LIMIT};
use crate::desk::screening::names::NamesFile;
use crate::desk::screening::{NAME_LIMIT, NAMES, OWN, Thresholds};
use crate::desk::worker::SharedError;
use crate::domain::guest::chrono_date::Date;
use crate::domain::text::clean;
use crate::gui::background::background;
use crate::gui::context::Context;
use crate::gui::form::{self, sentence};
use crate::gui::keys::Act;
use crate::gui::widget::list::{Scroll, scroll};
use crate::i18n::tr;

use super::super::filled;
use super::own::days;
use sign::Signing;

/// The fields for the paths; a list comes in a few files at most.
const PATHS: [&str; 4] = ["list-path-1", "list-path-2", "list-path-3", "list-path-4"];
const NAME: &str = "list-name";
const DATED: &str = "list-dated";
const LIMIT: &str = "list-limit";

/// The field that gets the keyboard first.
pub fn first_path() -> &'static str {
    PATHS[0]
}

/// A load, as far as it is.
pub struct Load {
    paths: Vec<String>,
    name: String,
    dated: String,
    limit: String,
    thresholds: Thresholds,
    /// The list of this name that it takes the place of: its rows and its date.
    before: Option<(u64, Option<Date>)>,
    stage: Stage,
    /// Whether somebody tried to load it: from then on faults are shown.
    tried: bool,
    /// Whether what was read is with the desk, which has not said yet whether it takes it.
    sent: bool,
    /// Where one alone may not load it: why, and who signs for it.
    signing: Option<Box<Signing>>,
    /// Which reading is waited for; answers to earlier ones are dropped.
    asked: u64,
}

enum Stage {
    /// Paths are asked for; what went wrong with those before.
    Asking(Option<Trouble>),
    /// The files are being read.
    Reading,
    /// This is what is in them.
    Seen(Arc<ListFiles>),
    /// This is the table of given names that is in them.
    SeenNames(Arc<NamesFile>),
    /// Rows are being written, so many of so many; whether somebody asked to break it off.
    Writing(u64, u64, bool),
    /// So many rows count.
    Done(u64),
}

/// Why nothing was loaded.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// The desk.
    Desk(SharedError),
    /// A file could not be opened, or not to its end.
    Unread(SharedError),
    /// The files are no list: why, and the rows at fault.
    Files(String, Vec<String>),
    /// It was broken off.
    Dropped,
}

/// What was read.
#[derive(Debug, Clone)]
pub enum Read {
    /// A list, and when the oldest of its files was last changed.
    List(Arc<ListFiles>, Option<NaiveDate>),
    /// A table of given names.
    Names(Arc<NamesFile>),
}

/// How a load stands.
#[derive(Debug, Clone, Copy)]
pub enum Standing {
    /// So many rows of so many are written.
    Writing(u64, u64),
    /// So many rows count.
    Whole(u64),
    /// It was broken off.
    Dropped,
}

/// What happens while a list is loaded.
#[derive(Debug, Clone)]
pub enum Message {
    /// A path holds something else.
    Path(usize, String),
    /// The name was typed.
    Name(String),
    /// The date was typed.
    Dated(String),
    /// The days were typed.
    Limit(String),
    /// Read the files, or load what was read.
    Submit,
    /// Load nothing; break off; away.
    Back,
    /// Scroll what is shown.
    Scroll(Scroll),
    /// The files of this request were read.
    Read(u64, Result<Read, Trouble>),
    /// While two sign for it.
    Sign(form::sign::Message),
    /// Writing has begun, or not.
    Begun(Result<(), SharedError>),
    /// How the load stands.
    Stands(Result<Standing, SharedError>),
    /// A load that was begun earlier is so far, if there is one.
    Running(Option<(u64, u64)>),
    /// It was broken off, or why not.
    Cancelled(Result<(), SharedError>),
}

impl Message {
    /// Whether a person made it.
    pub fn by_person(&self) -> bool {
        use Message::*;
        !matches!(self, Read(..) | Begun(_) | Stands(_) | Running(_) | Cancelled(_))
    }
}

/// What a load wants of its screen.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Nothing more is to be done.
    Leave,
    /// This list counts, with so many rows.
    Loaded(String, u64),
}

type Update = (Task<Message>, Option<Outcome>);

/// Asks whether a load is running already.
pub fn running(ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let asking = async move { worker.ask(|desk, _| Ok(desk.list_progress())).await };
    Task::perform(asking, |progress| Message::Running(progress.ok().flatten()))
}

impl Load {
    /// A load of a new list, or of a newer one in the place of this.
    pub fn new(before: Option<&ListStatus>) -> Self {
        let name = before.map(|list| list.name.clone()).unwrap_or_default();
        Self {
            paths: vec![String::new()],
            name,
            dated: String::new(),
            limit: before.map_or(USUAL_LIMIT, |list| list.limit_days).to_string(),
            thresholds: before.map_or(Thresholds::USUAL, |list| list.thresholds),
            before: before.map(|list| (list.rows, list.dated)),
            stage: Stage::Asking(None),
            tried: false,
            sent: false,
            signing: None,
            asked: 0,
        }
    }

    /// What is left of a load that was begun earlier.
    pub fn resumed((done, total): (u64, u64)) -> Self {
        Self { stage: Stage::Writing(done, total, false), ..Self::new(None) }
    }

    /// What a key does meanwhile.
    pub fn key(&self, act: Act) -> Option<Message> {
        if self.signing.is_some() {
            return form::sign::Form::key(act).map(Message::Sign);
        }
        match act {
            Act::Open | Act::Submit => Some(Message::Submit),
            Act::Back => Some(Message::Back),
            Act::Up => Some(Message::Scroll(Scroll::RowUp)),
            Act::Down => Some(Message::Scroll(Scroll::RowDown)),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        self.signing.as_ref()?.form.stray(text).map(Message::Sign)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        let task = match message {
            Message::Path(place, text) => self.path(place, text),
            Message::Name(text) => typed(&mut self.name, text),
            Message::Dated(text) => typed(&mut self.dated, text),
            Message::Limit(text) => typed(&mut self.limit, text),
            Message::Submit => return self.submit(ctx),
            Message::Back => return self.back(ctx),
            Message::Scroll(how) => scroll(super::SHOWN, how),
            Message::Read(number, read) => self.read(number, read),
            Message::Sign(message) => self.in_signing(message, ctx),
            Message::Begun(begun) => self.begun(begun, ctx),
            Message::Stands(standing) => return self.stands(standing, ctx),
            Message::Running(progress) => progress.map_or_else(Task::none, |_| self.look(ctx)),
            Message::Cancelled(done) => self.cancelled(done),
        };
        (task, None)
    }

    /// There is always one field more than paths, as far as there are fields.
    fn path(&mut self, place: usize, text: String) -> Task<Message> {
        if let Some(path) = self.paths.get_mut(place) {
            *path = text;
        }
        let last_filled = self.paths.last().is_some_and(|path| !path.is_empty());
        if last_filled && self.paths.len() < PATHS.len() {
            self.paths.push(String::new());
        }
        Task::none()
    }

    fn submit(&mut self, ctx: &Context) -> Update {
        match &self.stage {
            Stage::Asking(_) => (self.begin_reading(ctx), None),
            Stage::Seen(_) if self.sent => (Task::none(), None),
            Stage::Seen(files) => {
                let files = Arc::clone(files);
                (self.begin_writing(&files, ctx), None)
            }
            Stage::SeenNames(names) => {
                let names = Arc::clone(names);
                (self.begin_names(&names, ctx), None)
            }
            Stage::Done(_) => (Task::none(), Some(Outcome::Leave)),
            Stage::Reading | Stage::Writing(..) => (Task::none(), None),
        }
    }

    fn ask(&mut self, trouble: Option<Trouble>) -> Task<Message> {
        self.asked += 1;
        self.stage = Stage::Asking(trouble);
        operation::focus(first_path())
    }

    fn begin_reading(&mut self, ctx: &Context) -> Task<Message> {
        let paths: Vec<PathBuf> = self.paths.iter().filter_map(|path| file::path(path)).collect();
        if paths.is_empty() {
            return operation::focus(first_path());
        }
        if self.name.is_empty() {
            self.name = paths.first().map(|path| file::name(path)).unwrap_or_default();
        }
        self.asked += 1;
        self.stage = Stage::Reading;
        let (number, now) = (self.asked, ctx.now);
        let reading = async move {
            let read = background(move || file::read(&paths, &now)).await;
            read.map_err(Trouble::Desk).and_then(std::convert::identity)
        };
        Task::perform(reading, move |read| Message::Read(number, read))
    }

    fn read(&mut self, number: u64, read: Result<Read, Trouble>) -> Task<Message> {
        if number != self.asked {
            return Task::none();
        }
        match read {
            Ok(Read::List(files, changed)) => {
                let said = files.dated.map(|said| said.0).or(changed);
                self.dated = said.map(|day| day.format("%Y-%m-%d").to_string()).unwrap_or_default();
                (self.stage, self.tried) = (Stage::Seen(files), false);
                operation::focus(NAME)
            }
            Ok(Read::Names(names)) => {
                (self.stage, self.name) = (Stage::SeenNames(names), NAMES.to_owned());
                Task::none()
            }
            Err(trouble) => self.ask(Some(trouble)),
        }
    }

    fn begin_names(&mut self, names: &Arc<NamesFile>, ctx: &Context) -> Task<Message> {
        self.stage = Stage::Writing(0, u64::try_from(names.lines.len()).unwrap_or(u64::MAX), false);
        let (names, worker) = (Arc::clone(names), ctx.worker.clone());
        let ask = move |desk: &mut Desk, now| desk.begin_names(now, Arc::unwrap_or_clone(names));
        Task::perform(async move { worker.ask(ask).await }, Message::Begun)
    }

    /// Why the files cannot be of this day, where they say of which they are.
    fn later_than_said(&self, day: Date) -> Option<String> {
        let Stage::Seen(files) = &self.stage else { return None };
        files.date(Some(day), day).err().map(|error| sentence(&error.to_string()))
    }

    /// Why a field cannot be taken.
    fn fault(&self, field: &str, ctx: &Context) -> Option<String> {
        match field {
            NAME if filled(&self.name).is_none() => Some(tr("list-name-missing")),
            NAME if self.name.trim().eq_ignore_ascii_case(OWN) => Some(tr("list-name-own")),
            NAME => clean(&self.name, NAME_LIMIT).err().map(|fault| sentence(&fault.to_string())),
            DATED => match date(&self.dated) {
                None => Some(tr("list-dated-fault")),
                Some(day) if day > ctx.now.today() => Some(tr("list-dated-later")),
                Some(day) => self.later_than_said(Date(day)),
            },
            LIMIT if days(&self.limit).is_none() => Some(tr("list-days-fault")),
            _ => None,
        }
    }

    fn shown_fault(&self, field: &str, ctx: &Context) -> Option<String> {
        if self.tried { self.fault(field, ctx) } else { None }
    }

    fn begin_writing(&mut self, files: &Arc<ListFiles>, ctx: &Context) -> Task<Message> {
        self.tried = true;
        if let Some(field) = [NAME, DATED, LIMIT].into_iter().find(|field| self.fault(field, ctx).is_some()) {
            return operation::focus(field);
        }
        let (Some(dated), Some(limit_days)) = (date(&self.dated), days(&self.limit)) else { return Task::none() };
        // As the desk will write it, so that it is known again.
        self.name = clean(&self.name, NAME_LIMIT).unwrap_or_default();
        self.sent = true;
        let signing = self.signing.as_ref().map(|signing| (signing.form.why(), signing.form.second()));
        let (name, thresholds) = (self.name.clone(), self.thresholds);
        let (files, worker) = (Arc::clone(files), ctx.worker.clone());
        let beginning = async move {
            let ask = move |desk: &mut Desk, now| {
                let files = Arc::unwrap_or_clone(files);
                let (listings, file, dated) = (files.listings, files.sha256, Date(dated));
                let list = NewList { name, dated, file, listings, thresholds, limit_days };
                match signing {
                    None => desk.begin_list(now, list),
                    Some((why, second)) => desk.begin_list_by_two(now, list, &why, &second),
                }
            };
            worker.ask(ask).await
        };
        Task::perform(beginning, Message::Begun)
    }

    /// What the desk will not take from one alone is signed for by two; what was read stays until it is taken.
    fn begun(&mut self, begun: Result<(), SharedError>, ctx: &Context) -> Task<Message> {
        self.sent = false;
        let Err(error) = begun else {
            self.signing = None;
            if let Stage::Seen(files) = &self.stage {
                self.stage = Stage::Writing(0, u64::try_from(files.listings.len()).unwrap_or(u64::MAX), false);
            }
            return self.look(ctx);
        };
        if let Some(signing) = &mut self.signing {
            signing.form.failed(&error, ctx.now);
            return Task::none();
        }
        self.signing = Signing::asked(&error, ctx.now).map(Box::new);
        match self.signing {
            Some(_) => operation::focus(form::sign::Form::first()),
            None => self.ask(Some(Trouble::Desk(error))),
        }
    }

    fn in_signing(&mut self, message: form::sign::Message, ctx: &Context) -> Task<Message> {
        let Some(signing) = &mut self.signing else { return Task::none() };
        match (signing.form.update(message), &self.stage) {
            (form::sign::Outcome::Focus(field), _) => operation::focus(field),
            (form::sign::Outcome::Close, _) if !self.sent => {
                self.signing = None;
                operation::focus(NAME)
            }
            (form::sign::Outcome::Send, Stage::Seen(files)) => {
                let files = Arc::clone(files);
                self.begin_writing(&files, ctx)
            }
            _ => Task::none(),
        }
    }

    /// Asks how the load stands, a moment from now.
    fn look(&self, ctx: &Context) -> Task<Message> {
        let Stage::Writing(_, total, _) = self.stage else { return Task::none() };
        let (worker, name) = (ctx.worker.clone(), self.name.clone());
        let looking = async move {
            // Often enough for a bar that moves, seldom enough to leave the desk to its work.
            background(|| std::thread::sleep(std::time::Duration::from_millis(60))).await?;
            worker.ask(move |desk, now| Ok(standing(desk, now, &name, total))).await
        };
        Task::perform(looking, Message::Stands)
    }

    fn stands(&mut self, standing: Result<Standing, SharedError>, ctx: &Context) -> Update {
        let Stage::Writing(done, total, _) = &mut self.stage else { return (Task::none(), None) };
        match standing {
            Ok(Standing::Writing(written, of)) => {
                (*done, *total) = (written, of);
                (self.look(ctx), None)
            }
            Ok(Standing::Whole(rows)) => {
                self.stage = Stage::Done(rows);
                (Task::none(), Some(Outcome::Loaded(self.name.clone(), rows)))
            }
            Ok(Standing::Dropped) => {
                let trouble = ctx.status.trouble.clone().map_or(Trouble::Dropped, Trouble::Desk);
                (self.ask(Some(trouble)), None)
            }
            Err(error) => (self.ask(Some(Trouble::Desk(error))), None),
        }
    }

    fn back(&mut self, ctx: &Context) -> Update {
        match &mut self.stage {
            Stage::Asking(_) | Stage::Done(_) => (Task::none(), Some(Outcome::Leave)),
            Stage::Writing(_, _, true) => (Task::none(), None),
            Stage::Writing(_, _, leaving) => {
                *leaving = true;
                let worker = ctx.worker.clone();
                let cancelling = async move { worker.ask(|desk, _| desk.cancel_list()).await };
                (Task::perform(cancelling, Message::Cancelled), None)
            }
            Stage::Seen(_) if self.sent => (Task::none(), None),
            Stage::Reading | Stage::Seen(_) | Stage::SeenNames(_) => (self.ask(None), None),
        }
    }

    fn cancelled(&mut self, done: Result<(), SharedError>) -> Task<Message> {
        match done {
            Ok(()) => self.ask(Some(Trouble::Dropped)),
            // It counted before it could be broken off: how it stands is on its way.
            Err(error) if matches!(*error, crate::desk::DeskError::Gone) => Task::none(),
            Err(error) => self.ask(Some(Trouble::Desk(error))),
        }
    }
}

fn typed(field: &mut String, text: String) -> Task<Message> {
    *field = text;
    Task::none()
}

/// A day as it was typed.
fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    ["%Y-%m-%d", "%d.%m.%Y"].into_iter().find_map(|pattern| NaiveDate::parse_from_str(text, pattern).ok())
}

/// How the load of this list stands: without a name it was begun before, and any end of it is its end.
fn standing(desk: &Desk, now: crate::domain::Moment, name: &str, total: u64) -> Standing {
    if let Some((done, total)) = desk.list_progress() {
        return Standing::Writing(done, total);
    }
    let counts = |list: &ListStatus| (name.is_empty() || list.name == name) && list.rows == total;
    if desk.lists(now).iter().any(counts) { Standing::Whole(total) } else { Standing::Dropped }
}
