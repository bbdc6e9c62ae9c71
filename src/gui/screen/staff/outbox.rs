//! The outbox: mail that waits, went out or did not, and what is done about it.

#[cfg(test)]
mod tests;
mod view;

use std::path::PathBuf;

use iced::Task;
use iced::widget::operation;

use crate::desk::outbox::page::{OutboxPage, save_mail};
use crate::desk::outbox::{MailLine, MailState, Way};
use crate::desk::worker::{SharedError, Worker};
use crate::gui::Element;
use crate::gui::background::background;
use crate::gui::context::Context;
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::widget::list::reveal_tall;
use crate::i18n::{tr, tr_with};

/// The id of the list.
const ROWS: &str = "outbox-rows";
/// The field of the folder.
const FOLDER_FIELD: &str = "outbox-folder";
/// The folder for mails, beside the store, where no other is said.
const FOLDER: &str = "invitations";

/// The page, as far as it is looked at.
#[derive(Debug, Default)]
pub struct State {
    page: Option<Result<OutboxPage, SharedError>>,
    /// Only those that stand so; all without one.
    state: Option<MailState>,
    /// Where this page begins, and where those before it began.
    begins: Vec<Option<i64>>,
    cursor: Option<i64>,
    folder: String,
    /// The mail that is not to be sent any more, once that is said again.
    asked: Option<MailLine>,
    /// Which reading is waited for; answers to earlier ones are dropped.
    reading: u64,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// It was read.
    Read(u64, Result<OutboxPage, SharedError>),
    /// To the row above or below.
    Step(isize),
    /// This row.
    Pick(i64),
    /// Only those that stand so, or all.
    Show(Option<MailState>),
    /// To the next of these.
    NextState,
    /// To the page before or after.
    Page(isize),
    /// The folder to save into.
    Typed(String),
    /// To the field of the folder, or out of it.
    Field,
    /// Send it once more.
    Send,
    /// Save it as a file, and do not send it.
    Save,
    /// Ask whether it is not to be sent.
    Withdraw,
    /// It is not to be sent.
    WithdrawNow,
    /// It was done, or not.
    Done(Result<Done, SharedError>),
    /// Away from what is asked, then from the screen.
    Back,
}

/// What was done with a mail.
#[derive(Debug, Clone)]
pub enum Done {
    /// It is sent at once.
    Sending,
    /// It lies there.
    Saved(PathBuf),
    /// It is not sent.
    Withdrawn,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something was done.
    Told(Note),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(..) | Self::Done(_))
    }
}

impl State {
    /// The page, and the reading of it.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let mut state = Self { begins: vec![None], ..Self::default() };
        let task = state.read(ctx);
        (state, task)
    }

    /// Reads it anew.
    pub fn read(&mut self, ctx: &Context) -> Task<Message> {
        self.reading += 1;
        let (number, worker, state) = (self.reading, ctx.worker.clone(), self.state);
        let before = self.begins.last().copied().flatten();
        let read = async move { worker.ask(move |desk, _| desk.outbox_page(state, before)).await };
        Task::perform(read, move |page| Message::Read(number, page))
    }

    /// Whether something is on its way, so that it stands otherwise in a moment.
    pub fn is_sending(&self) -> bool {
        self.lines().iter().any(|line| line.state == MailState::Sending)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if self.asked.is_some() { Place::Form } else { Place::Outbox }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        let task = match message {
            Message::Read(number, page) => self.took(number, page),
            Message::Step(by) => self.step(by),
            Message::Pick(id) => {
                self.cursor = Some(id);
                Task::none()
            }
            Message::Show(state) => self.show(state, ctx),
            Message::NextState => self.show(next(self.state), ctx),
            Message::Page(by) => self.turn(by, ctx),
            Message::Typed(folder) => {
                self.folder = folder;
                Task::none()
            }
            Message::Field => operation::focus(FOLDER_FIELD),
            Message::Send => self.with_open(ctx, |worker, id, _| Task::perform(send(worker, id), Message::Done)),
            Message::Save if self.open_mail().is_none() => Task::none(),
            Message::Save => {
                self.with_open(ctx, |worker, id, folder| Task::perform(save(worker, id, folder), Message::Done))
            }
            Message::Withdraw => {
                self.asked = self.open().cloned();
                Task::none()
            }
            Message::WithdrawNow => match self.asked.take() {
                Some(line) => Task::perform(withdraw(ctx.worker.clone(), line.id), Message::Done),
                None => Task::none(),
            },
            Message::Done(done) => return self.done(done, ctx),
            Message::Back => return self.back(),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match (&self.asked, act) {
            (_, Act::Back) => Some(Message::Back),
            (Some(_), Act::Open | Act::Submit) => Some(Message::WithdrawNow),
            (Some(_), _) => None,
            (None, Act::Up) => Some(Message::Step(-1)),
            (None, Act::Down) => Some(Message::Step(1)),
            (None, Act::PageUp) => Some(Message::Page(-1)),
            (None, Act::PageDown) => Some(Message::Page(1)),
            (None, Act::NextView) => Some(Message::NextState),
            (None, Act::NextField | Act::PreviousField) => Some(Message::Field),
            (None, Act::Send) => Some(Message::Send),
            (None, Act::Save) => Some(Message::Save),
            (None, Act::Remove) => Some(Message::Withdraw),
            _ => None,
        }
    }

    fn page(&self) -> Option<&OutboxPage> {
        self.page.as_ref().and_then(|page| page.as_ref().ok())
    }

    fn lines(&self) -> &[MailLine] {
        self.page().map_or(&[], |page| page.lines.as_slice())
    }

    fn focused(&self) -> Option<&MailLine> {
        self.lines().iter().find(|line| Some(line.id) == self.cursor)
    }

    /// The mail that the arrow keys stand on, where something can still be done about it.
    fn open(&self) -> Option<&MailLine> {
        self.focused().filter(|line| matches!(line.state, MailState::Waiting | MailState::Failed))
    }

    /// The same, where it is a mail: what goes to a webhook is no file for anybody.
    fn open_mail(&self) -> Option<&MailLine> {
        self.open().filter(|line| line.way == Way::Mail)
    }

    fn with_open(&self, ctx: &Context, act: impl FnOnce(Worker, i64, String) -> Task<Message>) -> Task<Message> {
        let folder = self.folder.trim().to_owned();
        self.open().map_or_else(Task::none, |line| act(ctx.worker.clone(), line.id, folder))
    }

    fn took(&mut self, number: u64, page: Result<OutboxPage, SharedError>) -> Task<Message> {
        if number == self.reading {
            self.page = Some(page);
        }
        Task::none()
    }

    fn step(&mut self, by: isize) -> Task<Message> {
        let at = self.lines().iter().position(|line| Some(line.id) == self.cursor);
        let at = match at {
            None if by > 0 => 0,
            None => return Task::none(),
            Some(0) if by < 0 => {
                self.cursor = None;
                return Task::none();
            }
            Some(at) => at.saturating_add_signed(by).min(self.lines().len().saturating_sub(1)),
        };
        self.cursor = self.lines().get(at).map(|line| line.id);
        reveal_tall(ROWS, at)
    }

    fn show(&mut self, state: Option<MailState>, ctx: &Context) -> Task<Message> {
        (self.state, self.cursor, self.begins) = (state, None, vec![None]);
        self.read(ctx)
    }

    fn turn(&mut self, by: isize, ctx: &Context) -> Task<Message> {
        let next = self.page().and_then(|page| page.next);
        match next {
            Some(next) if by > 0 => self.begins.push(Some(next)),
            _ if by < 0 && self.begins.len() > 1 => drop(self.begins.pop()),
            _ => return Task::none(),
        }
        self.cursor = None;
        self.read(ctx)
    }

    fn done(&mut self, done: Result<Done, SharedError>, ctx: &Context) -> Update {
        let note = match done {
            Ok(Done::Sending) => Note::told(Tone::Neutral, tr("outbox-sending")),
            Ok(Done::Saved(path)) => {
                let path = path.display().to_string();
                Note::told(Tone::Go, tr_with("outbox-saved", &[("path", path.into())]))
            }
            Ok(Done::Withdrawn) => Note::told(Tone::Neutral, tr("outbox-withdrawn")),
            Err(error) => Note::failed(&error),
        };
        (self.read(ctx), Some(Action::Told(note)))
    }

    fn back(&mut self) -> Update {
        if self.asked.take().is_some() || self.cursor.take().is_some() {
            return (Task::none(), None);
        }
        (Task::none(), Some(Action::Leave))
    }

    /// The window with what is asked over it.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        names_shown: bool,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.asked {
            Some(line) => view::asked_over(window, line, names_shown, wrap),
            None => window,
        }
    }
}

fn next(state: Option<MailState>) -> Option<MailState> {
    match state {
        None => MailState::ALL.first().copied(),
        Some(state) => MailState::ALL.into_iter().skip_while(|one| *one != state).nth(1),
    }
}

async fn send(worker: Worker, id: i64) -> Result<Done, SharedError> {
    worker.ask(move |desk, now| desk.retry_mail(now, id)).await.map(|()| Done::Sending)
}

/// The mail is let go only once the file is there.
async fn save(worker: Worker, id: i64, folder: String) -> Result<Done, SharedError> {
    let read = worker.ask(move |desk, _| Ok((desk.mail_file(id)?, desk.store().folder().join(FOLDER))));
    let (bytes, own) = read.await?;
    let folder = if folder.is_empty() { own } else { PathBuf::from(folder) };
    let path = background(move || save_mail(&folder, id, &bytes)).await??;
    worker.ask(move |desk, _| desk.saved_mail(id)).await.map(|()| Done::Saved(path))
}

async fn withdraw(worker: Worker, id: i64) -> Result<Done, SharedError> {
    worker.ask(move |desk, _| desk.withdraw_mail(id)).await.map(|()| Done::Withdrawn)
}
