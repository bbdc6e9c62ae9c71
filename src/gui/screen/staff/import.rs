//! A file of guests: read and validated whole, shown with what is wrong with it, then written with progress.

mod columns;
mod file;
mod rows;
mod shown;
#[cfg(test)]
mod tests;
mod view;
mod writing;

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use crate::desk::guests::ImportState;
use crate::desk::import::{Column, ImportFault, Mapping, Preview};
use crate::desk::intake::Outlook;
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError};
use crate::gui::background::background;
use crate::gui::context::Context;
use crate::gui::keys::Act;
use crate::gui::widget::list::{Scroll, reveal, reveal_option, reveal_tall, scroll};
use shown::{Opened, Pane, Shown};

/// The id of the field for the path.
const PATH: &str = "import-path";
/// The id of the list of rows, and of that of columns.
const ROWS: &str = "import-rows";
/// The id of what a column may be.
const FIELDS: &str = "import-fields";
/// The ids of the fields for the cells of a row that are at fault.
const FIXES: [&str; FIXED] = ["import-fix-1", "import-fix-2", "import-fix-3", "import-fix-4"];
/// As many of them are mended beside the row.
const FIXED: usize = 4;
/// What may be said for all rows.
const FOR_ALL: [Column; 4] = [Column::Host, Column::When, Column::Purpose, Column::Organisation];
/// Rows on a page.
const PAGE: usize = 20;

/// What a file comes to, or why it comes to nothing.
type Previewed = Result<Arc<Preview>, Box<ImportFault>>;

/// The import, as far as it is.
pub struct State {
    path: String,
    stage: Stage,
    /// How files were read before, and which of those the arrow keys stand on.
    mappings: Vec<(String, Mapping)>,
    cursor: Option<usize>,
    /// Which request is waited for; answers to earlier ones are dropped.
    asked: u64,
}

enum Stage {
    /// A path is asked for; what went wrong with the one before.
    Asking(Option<Trouble>),
    /// The file is being read.
    Reading,
    /// It is shown.
    Shown(Box<Shown>),
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
    /// Visits that wait for their approval, once all is written.
    waiting: u64,
    /// SHA-256 of the file, once it is known.
    file: Option<String>,
    /// Where the rejected rows were written.
    rejected: Option<PathBuf>,
    /// Whether somebody asked to break it off.
    leaving: bool,
}

impl From<ImportFault> for Trouble {
    fn from(fault: ImportFault) -> Self {
        Self::File(Box::new(fault))
    }
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
    Read(u64, Result<Box<Opened>, Trouble>),
    /// It was read again.
    Again(u64, Result<Previewed, Trouble>),
    /// What would become of these rows.
    Looked(u64, Result<Vec<(u64, Outlook)>, SharedError>),
    /// How files were read before.
    Mappings(Result<Vec<(String, Mapping)>, SharedError>),
    /// To a row, a column or a mapping so many further down.
    Step(isize),
    /// To this row, or this mapping.
    Row(usize),
    /// To this column.
    Column(usize),
    /// Only what is wrong, or all.
    Wrong,
    /// Something else is typed in the place of a cell that is at fault.
    Fix(usize, String),
    /// It stands there now.
    Fixed,
    /// It is as proposed.
    Confirm,
    /// Everything like it is as proposed.
    ConfirmAlike,
    /// The row is left out, or not any more.
    LeaveOut,
    /// To the columns, or back to the rows.
    Columns,
    /// The column looked at is this.
    Assign(Option<Column>),
    /// It is the next of those it may be.
    Other(isize),
    /// What holds for all rows.
    ForAll(Column, String),
    /// It holds now.
    SaidForAll,
    /// What the delegation is called that they are to be, or who leads it.
    Forming(usize, String),
    /// To the next sheet.
    NextSheet,
    /// Forget how files were read that had these columns.
    Forget(usize),
    /// Take what can be taken.
    Take,
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
        let answers = matches!(self, Self::Read(..) | Self::Again(..) | Self::Looked(..) | Self::Mappings(_));
        !answers && !matches!(self, Self::Begun(_) | Self::Stands(_) | Self::Cancelled(_))
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
        let state = Self { path: String::new(), stage, mappings: Vec::new(), cursor: None, asked: 0 };
        let task = match &state.stage {
            Stage::Writing(writing) => writing::look(writing, context),
            _ => Task::batch([operation::focus(PATH), mappings(context)]),
        };
        (state, task)
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message, context: &Context) -> (Task<Message>, Option<Action>) {
        let task = match message {
            Message::Typed(path) => self.typed(path),
            Message::Submit => self.submit(context),
            Message::Back => return self.back(context),
            Message::NextField => self.lead(operation::focus_next()),
            Message::PreviousField => self.lead(operation::focus_previous()),
            Message::Read(number, read) => self.read(number, read, context),
            Message::Again(number, preview) => self.read_again(number, preview, context),
            Message::Looked(number, looked) => self.looked(number, looked, context),
            Message::Mappings(mappings) => self.know(mappings),
            Message::Step(by) => self.step(by),
            Message::Row(place) => self.point(place),
            Message::Column(place) => self.show(|shown| (shown.column, shown.in_field) = (place, false)),
            Message::Wrong => self.only_wrong(),
            Message::Fix(place, text) => self.show(|shown| shown.type_fix(place, text)),
            Message::Fixed => self.mend(Shown::fix, context),
            Message::Confirm => self.mend(Shown::confirm, context),
            Message::ConfirmAlike => self.mend(Shown::confirm_alike, context),
            Message::LeaveOut => self.mend(Shown::leave_out, context),
            Message::Columns => self.turn(context),
            Message::Assign(column) => self.assign(|_| column, context),
            Message::Other(by) => self.assign(|shown| shown.stepped(by), context),
            Message::ForAll(column, text) => self.show(|shown| shown.say_for_all(column, text)),
            Message::SaidForAll => self.mend(|_| true, context),
            Message::Forming(place, text) => self.show(|shown| shown.form(place, text)),
            Message::NextSheet => self.mend(Shown::next_sheet, context),
            Message::Forget(place) => self.forget(place, context),
            Message::Take => self.take(context),
            Message::Begun(begun) => self.begun(begun, context),
            Message::Stands(state) => return self.stands(state, context),
            Message::Cancelled(done) => self.cancelled(done),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        let pane = if let Stage::Shown(shown) = &self.stage { Some(shown.pane) } else { None };
        match (act, pane) {
            (Act::Open, Some(Pane::Rows)) if self.is_typing() => Some(Message::Fixed),
            (Act::Open, Some(Pane::Rows)) => Some(Message::NextField),
            (Act::Open, Some(Pane::Columns)) => Some(Message::Columns),
            (Act::Submit, Some(_)) => Some(Message::Take),
            (Act::Open | Act::Submit, None) => Some(Message::Submit),
            (Act::Back, _) => Some(Message::Back),
            (Act::NextField, _) => Some(Message::NextField),
            (Act::PreviousField, _) => Some(Message::PreviousField),
            (Act::Up, _) => Some(Message::Step(-1)),
            (Act::Down, _) => Some(Message::Step(1)),
            (Act::PageUp, _) => Some(Message::Step(-20)),
            (Act::PageDown, _) => Some(Message::Step(20)),
            (Act::OnlyWrong, Some(Pane::Rows)) => Some(Message::Wrong),
            (Act::Confirm, Some(Pane::Rows)) => Some(Message::Confirm),
            (Act::ConfirmAlike, Some(Pane::Rows)) => Some(Message::ConfirmAlike),
            (Act::Remove, Some(Pane::Rows)) => Some(Message::LeaveOut),
            (Act::Remove, None) => self.cursor.map(Message::Forget),
            (Act::FileColumns, Some(_)) => Some(Message::Columns),
            (Act::NextSheet, Some(_)) => Some(Message::NextSheet),
            // Beside the columns there are fields, in which the same keys move the caret.
            (Act::FieldBefore, Some(Pane::Columns)) if !self.is_typing() => Some(Message::Other(-1)),
            (Act::FieldAfter, Some(Pane::Columns)) if !self.is_typing() => Some(Message::Other(1)),
            _ => None,
        }
    }

    /// Whether somebody types into a field beside the list.
    fn is_typing(&self) -> bool {
        match &self.stage {
            Stage::Shown(shown) if shown.pane == Pane::Rows => shown.fixes.iter().any(|fix| !fix.trim().is_empty()),
            Stage::Shown(shown) => shown.in_field,
            _ => false,
        }
    }

    fn lead(&mut self, focus: Task<Message>) -> Task<Message> {
        if let Some(shown) = self.shown() {
            shown.in_field = true;
        }
        focus
    }

    fn typed(&mut self, path: String) -> Task<Message> {
        self.path = path;
        Task::none()
    }

    fn submit(&mut self, context: &Context) -> Task<Message> {
        match &self.stage {
            Stage::Asking(_) => self.begin_reading(context),
            Stage::Done(_) => self.ask(None),
            Stage::Reading | Stage::Shown(_) | Stage::Writing(_) => Task::none(),
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
        let (rules, number, worker) = (file::rules(context), self.asked, context.worker.clone());
        let reading = async move { file::read(path, rules, worker).await.map(Box::new) };
        Task::perform(reading, move |read| Message::Read(number, read))
    }

    fn read(&mut self, number: u64, read: Result<Box<Opened>, Trouble>, context: &Context) -> Task<Message> {
        if number != self.asked {
            return Task::none();
        }
        match read {
            Ok(opened) => {
                self.stage = Stage::Shown(Box::new(Shown::new(*opened)));
                // Nobody types the path any more, so that the keys of the list are its own.
                Task::batch([operation::focus("nowhere"), self.look_further(context)])
            }
            Err(trouble) => self.ask(Some(trouble)),
        }
    }

    fn shown(&mut self) -> Option<&mut Shown> {
        if let Stage::Shown(shown) = &mut self.stage { Some(shown) } else { None }
    }

    /// Changes what is shown of the file, not how it is read.
    fn show(&mut self, change: impl FnOnce(&mut Shown)) -> Task<Message> {
        if let Some(shown) = self.shown() {
            change(shown);
        }
        Task::none()
    }

    fn step(&mut self, by: isize) -> Task<Message> {
        let last = self.mappings.len().saturating_sub(1);
        let Some(shown) = self.shown() else {
            let asking = matches!(self.stage, Stage::Asking(_)) && !self.mappings.is_empty();
            self.cursor = asking.then(|| self.cursor.map_or(0, |at| at.saturating_add_signed(by).min(last)));
            return Task::none();
        };
        match shown.pane {
            Pane::Rows => {
                let cursor = shown.cursor.saturating_add_signed(by);
                shown.to(cursor);
                let place = shown.cursor % PAGE;
                Task::batch([operation::focus("nowhere"), reveal_tall(ROWS, place)])
            }
            Pane::Columns => {
                let last = shown.width().saturating_sub(1);
                (shown.column, shown.in_field) = (shown.column.saturating_add_signed(by).min(last), false);
                Task::batch([operation::focus("nowhere"), reveal(ROWS, shown.column), shown_field(shown)])
            }
        }
    }

    fn point(&mut self, place: usize) -> Task<Message> {
        match self.shown() {
            Some(shown) => shown.to(place),
            None => self.cursor = Some(place),
        }
        Task::none()
    }

    fn only_wrong(&mut self) -> Task<Message> {
        let Some(shown) = self.shown() else { return Task::none() };
        shown.wrong_only = !shown.wrong_only;
        shown.to(0);
        scroll(ROWS, Scroll::Top)
    }

    /// Changes how the file is read, and reads it again where that is something else.
    fn mend(&mut self, change: impl FnOnce(&mut Shown) -> bool, context: &Context) -> Task<Message> {
        let changed = self.shown().is_some_and(change);
        if changed { self.begin_again(context) } else { Task::none() }
    }

    fn assign(&mut self, column: impl FnOnce(&Shown) -> Option<Column>, context: &Context) -> Task<Message> {
        let change = |shown: &mut Shown| {
            let column = column(shown);
            shown.assign(column);
            true
        };
        let again = self.mend(change, context);
        let field = self.shown().map_or_else(Task::none, |shown| shown_field(shown));
        Task::batch([again, field])
    }

    /// To the columns, or back to the rows.
    fn turn(&mut self, context: &Context) -> Task<Message> {
        let Some(shown) = self.shown() else { return Task::none() };
        shown.pane = match shown.pane {
            Pane::Rows => Pane::Columns,
            Pane::Columns => Pane::Rows,
        };
        shown.in_field = false;
        // What was typed for all rows may not hold yet.
        Task::batch([operation::focus("nowhere"), self.begin_again(context)])
    }

    fn begin_again(&mut self, context: &Context) -> Task<Message> {
        self.asked += 1;
        let (rules, number) = (file::rules(context), self.asked);
        let Some(shown) = self.shown() else { return Task::none() };
        shown.reading_again = true;
        let (source, reading) = (Arc::clone(&shown.opened.source), shown.opened.reading.clone());
        Task::perform(file::again(source, reading, rules), move |read| Message::Again(number, read))
    }

    fn read_again(&mut self, number: u64, read: Result<Previewed, Trouble>, context: &Context) -> Task<Message> {
        if number != self.asked {
            return Task::none();
        }
        let Some(shown) = self.shown() else { return Task::none() };
        match read {
            Ok(preview) => {
                shown.again(preview);
                let place = shown.cursor % PAGE;
                // What was typed counts now: the next Enter leads to the next cell at fault.
                let away = operation::focus("nowhere");
                Task::batch([away, reveal_tall(ROWS, place), self.look_further(context)])
            }
            Err(trouble) => self.ask(Some(trouble)),
        }
    }

    /// Asks what would become of the next few rows: they are looked at between other acts.
    fn look_further(&mut self, context: &Context) -> Task<Message> {
        let number = self.asked;
        let guests = self.shown().map(Shown::next_looked_at).unwrap_or_default();
        if guests.is_empty() {
            return Task::none();
        }
        let worker = context.worker.clone();
        let (lines, guests): (Vec<u64>, Vec<_>) = guests.into_iter().unzip();
        let looking = async move {
            let looked = worker.ask(move |desk, now| desk.outlooks(now, &guests)).await?;
            Ok(lines.into_iter().zip(looked).collect())
        };
        Task::perform(looking, move |looked| Message::Looked(number, looked))
    }

    fn looked(
        &mut self,
        number: u64,
        looked: Result<Vec<(u64, Outlook)>, SharedError>,
        context: &Context,
    ) -> Task<Message> {
        let current = number == self.asked;
        match (looked, self.shown()) {
            (Ok(looked), Some(shown)) if current => {
                shown.outlooks.extend(looked);
                self.look_further(context)
            }
            // Whoever may import and not keep visits takes them without.
            _ => Task::none(),
        }
    }

    fn know(&mut self, mappings: Result<Vec<(String, Mapping)>, SharedError>) -> Task<Message> {
        self.mappings = mappings.unwrap_or_default();
        self.cursor = None;
        Task::none()
    }

    fn forget(&mut self, place: usize, context: &Context) -> Task<Message> {
        let Some((key, _)) = self.mappings.get(place).cloned() else { return Task::none() };
        let worker = context.worker.clone();
        let forgetting = async move {
            worker
                .ask(move |desk, _| {
                    let _ = desk.forget_mapping(&key)?;
                    desk.mappings()
                })
                .await
        };
        Task::perform(forgetting, Message::Mappings)
    }

    fn take(&mut self, context: &Context) -> Task<Message> {
        let Some(shown) = self.shown() else { return Task::none() };
        let (plan, mapping) = (shown.plan(), shown.mapping(context.now.at));
        plan.map_or_else(Task::none, |plan| self.begin_writing(plan, mapping, context))
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
            Stage::Shown(shown) if shown.pane == Pane::Columns && shown.opened.preview.is_ok() => {
                (self.turn(context), None)
            }
            Stage::Shown(shown) if !shown.leaving && shown.has_corrections() => {
                shown.leaving = true;
                (Task::none(), None)
            }
            Stage::Reading | Stage::Shown(_) | Stage::Done(_) => {
                let asking = self.ask(None);
                (Task::batch([asking, mappings(context)]), None)
            }
        }
    }
}

/// Asks how files were read before.
fn mappings(context: &Context) -> Task<Message> {
    let worker = context.worker.clone();
    Task::perform(async move { worker.ask(|desk, _| desk.mappings()).await }, Message::Mappings)
}

/// Brings into sight what the column looked at is.
fn shown_field(shown: &Shown) -> Task<Message> {
    let column = shown.opened.reading.columns.get(shown.column).copied().flatten();
    let place =
        column.and_then(|column| Column::READ.iter().position(|one| *one == column)).map_or(0, |place| place + 1);
    reveal_option(FIELDS, place)
}
