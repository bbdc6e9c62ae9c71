//! A list as a file: as what, and where to; then how far it is, and where it lies.

use std::path::{Path, PathBuf};

use iced::Task;
use iced::widget::{column, operation};

use crate::desk::export::{Draft, Format, Gathering, List, Work, write};
use crate::desk::worker::{SharedError, Worker};
use crate::desk::{Desk, DeskError};
use crate::domain::Moment;
use crate::gui::Element;
use crate::gui::background::background;
use crate::gui::context::Context;
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::space;
use crate::gui::widget::{Dialog, Weight, act, choice_row, definition, dialog, field, progress, text};
use crate::i18n::{Value, tr, tr_with};

use super::trouble;

/// The id of the field of the folder.
const FOLDER: &str = "export-folder";
/// The setting that remembers it.
const SETTING: &str = "export-folder";

/// A list that is to be taken away.
#[derive(Debug)]
pub struct State {
    list: List,
    format: Format,
    folder: String,
    /// When it was asked for: so the file is called.
    asked: String,
    stage: Stage,
    /// Whether a file of this name is there already.
    there: bool,
    trouble: Option<SharedError>,
}

#[derive(Debug)]
enum Stage {
    Asked,
    Writing(Work),
    Done(Done),
}

/// A list that lies where it was to.
#[derive(Debug, Clone)]
pub struct Done {
    path: PathBuf,
    rows: u64,
}

/// What came of writing: where it lies; nothing where it was broken off; that a file is there already.
#[derive(Debug, Clone)]
pub enum Ended {
    /// It lies there.
    Kept(Done),
    /// Nobody wanted it any more.
    Stopped,
    /// Something of this name is there, and nobody agreed to write over it.
    There,
}

/// What happens.
#[derive(Debug, Clone)]
pub enum Message {
    /// The folder that was last written to.
    Folder(Result<String, SharedError>),
    /// The folder was typed.
    Typed(String),
    /// As the format before or after.
    Turn(isize),
    /// As this.
    Pick(Format),
    /// Write it.
    Send,
    /// It ended.
    Ended(Result<Ended, SharedError>),
    /// Leave it; while it is written, break it off.
    Back,
}

/// What the application has to do.
pub enum Outcome {
    /// Nothing.
    Stay,
    /// Something was recorded.
    Recorded,
    /// Put it away.
    Close,
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Folder(_) | Self::Ended(_))
    }
}

impl State {
    /// Asks as what this list is to be written, and where to.
    pub fn new(list: List, ctx: &Context) -> (Self, Task<Message>) {
        let asked = ctx.now.local(ctx.now.at).format("%Y-%m-%d-%H%M").to_string();
        let folder = String::new();
        let state = Self { list, format: Format::Csv, folder, asked, stage: Stage::Asked, there: false, trouble: None };
        let worker = ctx.worker.clone();
        let last = async move { worker.ask(|desk, _| desk.setting(SETTING)).await };
        let last = Task::perform(last, |last| Message::Folder(last.map(|last| last.unwrap_or_else(home))));
        (state, Task::batch([last, operation::focus(FOLDER)]))
    }

    /// What a key does.
    pub fn key(&self, act: Act) -> Option<Message> {
        match act {
            Act::Up => Some(Message::Turn(-1)),
            Act::Down => Some(Message::Turn(1)),
            Act::Open | Act::Submit => Some(Message::Send),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> (Task<Message>, Outcome) {
        match message {
            Message::Folder(Ok(folder)) if self.folder.is_empty() => self.folder = folder,
            Message::Folder(_) => {}
            Message::Typed(folder) => {
                self.folder = folder;
                (self.there, self.trouble) = (false, None);
            }
            Message::Turn(by) => {
                let at = Format::ALL.iter().position(|format| *format == self.format).unwrap_or(0);
                let last = Format::ALL.len() - 1;
                let format = Format::ALL.get(at.saturating_add_signed(by).min(last)).copied();
                return self.update(Message::Pick(format.unwrap_or(self.format)), ctx);
            }
            Message::Pick(format) if matches!(self.stage, Stage::Asked) => {
                (self.format, self.there, self.trouble) = (format, false, None);
            }
            Message::Pick(_) => {}
            Message::Send => return self.send(ctx),
            Message::Ended(ended) => return (Task::none(), self.ended(ended)),
            Message::Back => match &self.stage {
                Stage::Writing(work) => work.stop(),
                Stage::Asked | Stage::Done(_) => return (Task::none(), Outcome::Close),
            },
        }
        (Task::none(), Outcome::Stay)
    }

    fn send(&mut self, ctx: &Context) -> (Task<Message>, Outcome) {
        match self.stage {
            Stage::Done(_) => return (Task::none(), Outcome::Close),
            Stage::Writing(_) => return (Task::none(), Outcome::Stay),
            Stage::Asked if self.folder.trim().is_empty() => return (operation::focus(FOLDER), Outcome::Stay),
            Stage::Asked => {}
        }
        let work = Work::default();
        let (list, format, path, over) = (self.list.clone(), self.format, self.path(), self.there);
        let task = taken(ctx.worker.clone(), list, format, path, over, work.clone());
        (self.stage, self.trouble) = (Stage::Writing(work), None);
        (Task::perform(task, Message::Ended), Outcome::Stay)
    }

    fn ended(&mut self, ended: Result<Ended, SharedError>) -> Outcome {
        self.stage = Stage::Asked;
        match ended {
            Ok(Ended::Kept(done)) => {
                self.stage = Stage::Done(done);
                return Outcome::Recorded;
            }
            Ok(Ended::There) => self.there = true,
            Ok(Ended::Stopped) => {}
            Err(error) => self.trouble = Some(error),
        }
        Outcome::Stay
    }

    /// Where it is to lie.
    fn path(&self) -> PathBuf {
        let folder = self.folder.trim().trim_matches(['"', '\'']);
        let folder = Path::new(folder.strip_prefix("file://").unwrap_or(folder));
        folder.join(format!("{}-{}.{}", self.list.code(), self.asked, self.format.code()))
    }

    /// The window with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let title = tr(&format!("export-list-{}", self.list.code()));
        let back = |label| act(tr(label), cap(Act::Back), Weight::Plain, wrap(Message::Back));
        let (content, acts): (Element<'a, Message>, Vec<_>) = match &self.stage {
            Stage::Writing(work) => (self.working(work), vec![back("act-stop")]),
            Stage::Done(done) => {
                let rows = [("rows", Value::from(done.rows))];
                let words = column![
                    text::body(tr_with("export-done", &rows)),
                    definition(tr("export-lies"), done.path.display().to_string(), ""),
                    text::quiet(tr("export-done-hint")),
                ];
                let close = act(tr("act-close"), cap(Act::Open), Weight::Go, wrap(Message::Send));
                (words.spacing(space::MEDIUM).into(), vec![close])
            }
            Stage::Asked => {
                let verb = if self.there { "act-write-over" } else { "act-write-file" };
                let weight = if self.there { Weight::Stop } else { Weight::Go };
                let send = act(tr(verb), cap(Act::Submit), weight, wrap(Message::Send));
                (self.question(), vec![send, back("act-back")])
            }
        };
        let asked = Dialog::new(title, content.map(wrap));
        dialog(window, acts.into_iter().fold(asked, Dialog::act))
    }

    fn question(&self) -> Element<'_, Message> {
        let mut words = column![].spacing(space::MEDIUM);
        let formats = Format::ALL.map(|format| {
            let label = tr(&format!("export-format-{}", format.code()));
            choice_row(label, "", format == self.format, Message::Pick(format))
        });
        words = words.push(column(formats));
        let folder = field(tr("export-folder"), &self.folder).id(FOLDER).on_input(Message::Typed);
        words = words.push(Element::from(folder.on_submit(Message::Send)));
        let path = self.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        words = words.push(definition(tr("export-name"), name, ""));
        if self.there {
            words = words.push(text::remark(crate::gui::style::Tone::Hold, tr("export-there")));
        }
        if let Some(error) = &self.trouble {
            words = words.push(trouble(error, None));
        }
        words.push(text::quiet(tr("export-hint"))).into()
    }

    fn working(&self, work: &Work) -> Element<'_, Message> {
        let (read, rows) = (work.read(), work.rows());
        let told = [("rows", Value::from(rows)), ("all", read.into())];
        let (id, share) = match rows {
            0 => ("export-reading", 0.0),
            rows => ("export-writing", rows as f32 / read.max(1) as f32),
        };
        progress(tr_with(id, &told), share, None)
    }
}

/// Where somebody's files are, if this machine says so.
fn home() -> String {
    etcetera::home_dir().map(|home| home.display().to_string()).unwrap_or_default()
}

/// Gathers the list in slices, writes it beside the window, records it, and puts it in its place.
async fn taken(
    worker: Worker,
    list: List,
    format: Format,
    path: PathBuf,
    over: bool,
    work: Work,
) -> Result<Ended, SharedError> {
    if path.exists() && !over {
        return Ok(Ended::There);
    }
    let (begun, head) = {
        let begin =
            move |desk: &mut Desk, now: Moment| Ok((desk.gathering(now, list, format)?, desk.export_head(now)?));
        worker.ask(begin).await?
    };
    let mut gathering: Gathering = begun;
    loop {
        let step = move |desk: &mut Desk, now: Moment| {
            let whole = desk.gather(now, &mut gathering)?;
            Ok((gathering, whole))
        };
        let (more, whole) = worker.ask(step).await?;
        gathering = more;
        work.have_read(gathering.rows());
        if work.is_stopped() {
            return Ok(Ended::Stopped);
        }
        if whole {
            break;
        }
    }
    let table = gathering.table();
    let (place, pen) = (path.clone(), work.clone());
    let writing = background(move || {
        let bytes = write(&table, &head, format, &pen)?;
        Draft::write(&table, format, &bytes, &place)
    });
    let draft = match writing.await? {
        Ok(draft) => draft,
        Err(_) if work.is_stopped() => return Ok(Ended::Stopped),
        Err(error) => return Err(SharedError::new(DeskError::file(&path, error))),
    };
    if work.is_stopped() {
        return Ok(Ended::Stopped);
    }
    let (rows, folder) = (draft.rows, path.parent().map(|folder| folder.display().to_string()));
    let place = path.clone();
    let keep = move |desk: &mut Desk, now: Moment| {
        let _ = desk.record_export(now, &draft)?;
        draft.keep(&place, over).map_err(|error| DeskError::file(&place, error))?;
        folder.map_or(Ok(()), |folder| desk.set(SETTING, &folder))
    };
    worker.ask(keep).await?;
    Ok(Ended::Kept(Done { path, rows }))
}
