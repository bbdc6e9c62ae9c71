//! The application: which screen is shown, and everything that stands round it.

mod acts;
mod export_list;
mod header;
mod idle;
mod input;
mod locking;
mod palette;
mod people;
mod rights;
mod security;
mod session;
#[cfg(test)]
mod tests;
mod threat;
mod view;
mod visits;

use std::path::PathBuf;

use iced::{Event, Size, Subscription, Task, window};
use rand_core::CryptoRngCore;

use crate::desk::worker::{Clock, SharedError, Worker};
use crate::desk::{Desk, DeskError, Status};

use super::background::background;
use super::context::Context;
use super::font;
use super::form::export;
use super::keys;
use super::note::Note;
use super::screen::guard::{gate, handover, inside, log, muster, waiting};
use super::screen::people::{mail, operators, own};
use super::screen::security::{alarms, findings, listings, lists};
use super::screen::staff::{agenda, figures, import, outbox, review, visits as form};
use super::screen::{lock, overrides, posture, rules, setup};
use super::style::Theme;
use super::style::measure::Scale;
use super::widget::keyboard::monotonic;

use rights::Rights;
use session::Session;

pub use rights::Tab;

/// Where the window begins, in logical pixels.
const FIRST_SIZE: Size = Size::new(1280.0, 800.0);
/// The least it can be made.
const LEAST_SIZE: Size = Size::new(1024.0, 700.0);

/// What the application begins with.
#[derive(Clone)]
pub struct Start {
    /// The folder of the post.
    pub folder: PathBuf,
    /// Whether it is the sample mission; said on every screen.
    pub demo: bool,
    /// Where the moments come from.
    pub clock: Clock,
    /// Where randomness comes from, each time the post is opened.
    pub rng: fn() -> Box<dyn CryptoRngCore + Send>,
}

/// Why the window did not run.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// There is no display.
    #[error(
        "there is no display for a window (neither WAYLAND_DISPLAY nor DISPLAY is set): start it from a desktop, or \
         run `gateward demo --tour DIR`, which needs none and writes a picture of each step"
    )]
    NoDisplay,
    /// The window system refused.
    #[error("the window could not be opened: {0}; `gateward demo --tour DIR` needs none")]
    Window(#[from] iced::Error),
}

/// The application.
pub struct App {
    start: Start,
    phase: Phase,
    theme: Theme,
    scale: Scale,
    width: f32,
    /// What has just happened, and when on the monotonic clock.
    notice: Option<(Note, i64)>,
    /// The clock by which scans are told from typing.
    pace: fn() -> u64,
    closing: bool,
}

/// What there is to show.
enum Phase {
    /// The post is being opened.
    Opening,
    /// It could not be opened.
    Broken(SharedError),
    /// There is none yet.
    Setup(Box<setup::State>),
    /// Nobody is signed in.
    Locked(Box<Locked>),
    /// Somebody is signed in.
    Open(Box<Session>),
}

struct Locked {
    ctx: Context,
    lock: lock::State,
    keys: bool,
    /// What waits for whoever locked it.
    waiting: Option<Box<Session>>,
    /// When the desk was last asked how it stands.
    asked: i64,
}

/// A post that was opened, and what the window is to look like.
#[derive(Debug, Clone)]
pub struct Opened {
    worker: Worker,
    status: Status,
    theme: Option<Theme>,
    shielded: bool,
    rights: Rights,
    overdue: bool,
    /// Findings that wait for an answer, for whoever answers them.
    findings: Option<usize>,
    /// Whether persons are still being held against the lists.
    screening: bool,
}

/// Everything that happens.
#[derive(Debug, Clone)]
pub enum Message {
    /// The post was opened, or not.
    Opened(Result<Opened, SharedError>),
    /// Open it once more.
    Retry,
    /// On the set-up.
    Setup(setup::Message),
    /// On the lock.
    Lock(lock::Message),
    /// On the guard's screen.
    Gate(gate::Message),
    /// On the list of who is inside.
    Inside(inside::Message),
    /// On the list of who waits.
    Waiting(waiting::Message),
    /// On the log.
    Log(log::Message),
    /// On the import.
    Import(import::Message),
    /// On the form of a visit.
    Visits(form::Message),
    /// On the visits as they are kept.
    Agenda(agenda::Message),
    /// On the page of the allow-list.
    Review(review::Message),
    /// Mail that waits, went out or did not.
    Outbox(outbox::Message),
    /// On the page of figures.
    Figures(figures::Message),
    /// On the findings.
    Findings(findings::Message),
    /// On the watch-lists.
    Lists(lists::Message),
    /// On the mission's own list.
    OwnList(listings::Message),
    /// On the screen of the silent alarm.
    Alarms(alarms::Message),
    /// On the threat level.
    Posture(posture::Message),
    /// On the roll call.
    Muster(muster::Message),
    /// On the register of overrides.
    Overrides(overrides::Message),
    /// On the rules.
    Rules(rules::Message),
    /// The lockdown was confirmed.
    BeginLockdown,
    /// It was begun, or not.
    LockdownBegun(Result<(), SharedError>),
    /// On the operators.
    Operators(operators::Message),
    /// On the hand-over.
    HandOver(handover::Message),
    /// On what everybody sets for themselves.
    Own(own::Message),
    /// How mail goes out.
    Mail(mail::Message),
    /// How often signing in failed was read.
    FailuresSeen,
    /// While a list is taken away.
    Export(export::Message),
    /// In the list of where to go.
    Palette(palette::Message),
    /// An act of the application itself.
    Act(keys::Act),
    /// Another screen.
    Go(Tab),
    /// Something typed while no field had the keyboard, on a screen that takes none.
    Ignored,
    /// Something was scanned.
    Scanned(crate::device::scanner::Scan),
    /// A second went by.
    Tick,
    /// How the post stands.
    Status(Result<Opened, SharedError>),
    /// Whether the screen is shielded from the queue is turned over.
    Shield,
    /// The clock is to be looked at by a supervisor.
    AskClock,
    /// Says what to do about records in doubt.
    AskRecords,
    /// The supervisor found it right.
    ConfirmClock,
    /// That was recorded, or not.
    ClockConfirmed(Result<(), SharedError>),
    /// A setting was kept, or not.
    Kept(Result<(), SharedError>),
    /// Put the notice away.
    CloseNotice,
    /// Put away what lies over the screen.
    CloseOverlay,
    /// The post was locked, or that could not be recorded.
    LockedUp(Result<(), SharedError>),
    /// Nobody is signed in any more.
    SignedOut(Result<(), SharedError>),
    /// The window has this size.
    Resized(Size),
    /// The window is to be closed.
    CloseRequested,
}

impl App {
    /// The application, and the opening of its post.
    pub fn new(start: Start) -> (Self, Task<Message>) {
        font::install();
        let task = open(&start);
        let app = Self {
            start,
            phase: Phase::Opening,
            theme: Theme::default(),
            scale: Scale::default(),
            width: FIRST_SIZE.width,
            notice: None,
            pace: monotonic,
            closing: false,
        };
        (app, task)
    }

    /// Tells scans from typing by another clock: for a tour, which plays the scanner.
    pub fn set_pace(&mut self, pace: fn() -> u64) {
        self.pace = pace;
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        self.note_moment(&message);
        let task = match message {
            Message::Opened(result) => self.opened(result),
            Message::Retry => self.retry(),
            Message::Setup(message) => self.in_setup(message),
            Message::Lock(message) => self.in_lock(message),
            Message::Gate(message) => self.in_gate(message),
            Message::Inside(message) => self.in_inside(message),
            Message::Waiting(message) => self.in_waiting(message),
            Message::Log(message) => self.in_log(message),
            Message::Import(message) => self.in_import(message),
            Message::Visits(message) => self.in_visits(message),
            Message::Agenda(message) => self.in_agenda(message),
            Message::Review(message) => self.in_review(message),
            Message::Outbox(message) => self.in_outbox(message),
            Message::Figures(message) => self.in_figures(message),
            Message::Findings(message) => self.in_findings(message),
            Message::Lists(message) => self.in_lists(message),
            Message::OwnList(message) => self.in_own_list(message),
            Message::Alarms(message) => self.in_alarms(message),
            Message::Posture(message) => self.in_posture(message),
            Message::Muster(message) => self.in_muster(message),
            Message::Overrides(message) => self.in_overrides(message),
            Message::Rules(message) => self.in_rules(message),
            Message::BeginLockdown => self.begin_lockdown(),
            Message::LockdownBegun(result) => self.lockdown_begun(result),
            Message::Operators(message) => self.in_operators(message),
            Message::HandOver(message) => self.in_handover(message),
            Message::Own(message) => self.in_own(message),
            Message::Mail(message) => self.in_mail(message),
            Message::FailuresSeen => self.failures_seen(),
            Message::Export(message) => self.in_export(message),
            Message::Palette(message) => self.in_palette(message),
            Message::Act(act) => self.act(act),
            Message::Go(tab) => self.go(tab),
            Message::Ignored => Task::none(),
            Message::Scanned(scan) => self.scanned(scan),
            Message::Tick => self.tick(),
            Message::Status(result) => self.took_status(result),
            Message::Shield => self.shield(),
            Message::AskClock => self.ask_clock(),
            Message::AskRecords => self.ask_records(),
            Message::ConfirmClock => self.confirm_clock(),
            Message::ClockConfirmed(result) => self.clock_confirmed(result),
            Message::Kept(result) => self.say_failure(result),
            Message::CloseNotice => self.close_notice(),
            Message::CloseOverlay => self.close_overlay(),
            Message::LockedUp(result) => self.locked_up(result),
            Message::SignedOut(result) => self.signed_out(result),
            Message::Resized(size) => self.resized(size),
            Message::CloseRequested => self.close(),
        };
        self.show_names();
        task
    }

    /// The desk, while the post is open or locked: for a tour, which looks at what was recorded.
    pub fn worker(&self) -> Option<Worker> {
        match &self.phase {
            Phase::Locked(locked) => Some(locked.ctx.worker.clone()),
            Phase::Open(session) => Some(session.ctx.worker.clone()),
            _ => None,
        }
    }

    /// The window's title.
    pub fn title(&self) -> String {
        match self.status() {
            Some(status) => format!("{} · Gateward", status.gate),
            None => "Gateward".into(),
        }
    }

    /// The theme in use.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// What everything is multiplied by, for the size of the window.
    pub fn scale_factor(&self) -> f32 {
        self.scale.factor()
    }

    /// What the application listens to: once a second the clock, while there is one on the screen; and the window.
    pub fn subscription(&self) -> Subscription<Message> {
        let window = iced::event::listen_with(|event, _, _| match event {
            Event::Window(window::Event::Opened { size, .. } | window::Event::Resized(size)) => {
                Some(Message::Resized(size))
            }
            Event::Window(window::Event::CloseRequested) => Some(Message::CloseRequested),
            _ => None,
        });
        match self.phase {
            Phase::Open(_) | Phase::Locked(_) => {
                let second = std::time::Duration::from_secs(1);
                Subscription::batch([window, iced::time::every(second).map(|_| Message::Tick)])
            }
            _ => window,
        }
    }

    fn status(&self) -> Option<&Status> {
        match &self.phase {
            Phase::Locked(locked) => Some(&locked.ctx.status),
            Phase::Open(session) => Some(&session.ctx.status),
            _ => None,
        }
    }

    fn ctx_mut(&mut self) -> Option<&mut Context> {
        match &mut self.phase {
            Phase::Locked(locked) => Some(&mut locked.ctx),
            Phase::Open(session) => Some(&mut session.ctx),
            _ => None,
        }
    }

    fn opened(&mut self, result: Result<Opened, SharedError>) -> Task<Message> {
        match result {
            Ok(opened) => {
                self.theme = opened.theme.unwrap_or(self.theme);
                if opened.status.operator.is_some() { self.begin(opened) } else { self.lock(opened) }
            }
            Err(error) if error.is_no_post() => {
                let (setup, task) = setup::State::new(&self.start.folder, self.start.clock.clone());
                self.phase = Phase::Setup(Box::new(setup));
                task.map(Message::Setup)
            }
            Err(error) => {
                self.phase = Phase::Broken(error);
                Task::none()
            }
        }
    }

    fn retry(&mut self) -> Task<Message> {
        self.phase = Phase::Opening;
        open(&self.start)
    }

    fn in_setup(&mut self, message: setup::Message) -> Task<Message> {
        let Phase::Setup(state) = &mut self.phase else { return Task::none() };
        let (task, action) = state.update(message);
        match action {
            Some(setup::Action::Founded(worker)) => Task::perform(look(worker), Message::Opened),
            None => task.map(Message::Setup),
        }
    }

    fn in_lock(&mut self, message: lock::Message) -> Task<Message> {
        let Phase::Locked(locked) = &mut self.phase else { return Task::none() };
        let (task, action) = locked.lock.update(message, &locked.ctx);
        let task = task.map(Message::Lock);
        match action {
            Some(lock::Action::SignedIn(operator)) => {
                let going_on = self.go_on(&operator);
                Task::batch([task, going_on])
            }
            Some(lock::Action::Keys) => self.act(keys::Act::Keys),
            None => task,
        }
    }

    fn context(&self, opened: &Opened) -> Context {
        Context {
            worker: opened.worker.clone(),
            status: opened.status.clone(),
            findings: opened.findings,
            now: opened.worker.now(),
            theme: self.theme,
            width: self.width,
            unattended: 0,
            names_shown: true,
            demo: self.start.demo,
        }
    }

    /// Nobody is signed in: the lock.
    fn lock(&mut self, opened: Opened) -> Task<Message> {
        let (lock, task) = lock::State::new(opened.status.held.as_ref());
        let ctx = self.context(&opened);
        let asked = ctx.now.monotonic;
        self.phase = Phase::Locked(Box::new(Locked { ctx, lock, keys: false, waiting: None, asked }));
        task.map(Message::Lock)
    }

    fn resized(&mut self, size: Size) -> Task<Message> {
        self.scale = self.scale.after(size.width);
        self.width = size.width;
        if let Some(ctx) = self.ctx_mut() {
            ctx.width = size.width;
        }
        Task::none()
    }

    fn say(&mut self, note: Note) {
        let now = (self.start.clock)().monotonic;
        self.notice = Some((note, now));
    }

    fn say_failure(&mut self, result: Result<(), SharedError>) -> Task<Message> {
        if let Err(error) = result {
            self.say(Note::failed(&error));
        }
        Task::none()
    }
}

/// Opens the post off the window's thread.
fn open(start: &Start) -> Task<Message> {
    let start = start.clone();
    let opening = async move {
        let worker = background(move || Worker::open(&start.folder, start.clock, (start.rng)())).await?;
        look(worker?).await
    };
    Task::perform(opening, Message::Opened)
}

/// How the post stands, and what the window is to look like.
async fn look(worker: Worker) -> Result<Opened, SharedError> {
    let asked = worker.clone();
    let ask = move |desk: &mut Desk, now| {
        // What cannot be taken in now is taken in at the next sign-in.
        if let Err(error) = desk.take_attempts(now) {
            tracing::warn!(%error, "attempts to sign in could not be taken into the log");
        }
        Ok::<_, DeskError>(Opened {
            worker: asked,
            status: desk.status()?,
            theme: desk.setting("theme")?.and_then(|code| Theme::ALL.into_iter().find(|theme| theme.code() == code)),
            shielded: desk.setting("shielded")?.as_deref() == Some("yes"),
            rights: Rights::of(desk),
            // The desk ends a session that is too long by itself, at the first word after it.
            overdue: desk.overdue(now) || desk.operator().is_none(),
            // A queue that cannot be made costs nobody the screen they are on; the findings say what is wrong.
            findings: Rights::of(desk).findings.then(|| desk.findings(now).ok()).flatten().map(|all| all.len()),
            screening: desk.findings_progress().is_some_and(|(_, whole)| !whole),
        })
    };
    worker.ask(ask).await
}

/// Opens the window and runs until it is closed.
///
/// # Errors
/// There is no display, or the window system refuses.
pub fn run(start: Start) -> Result<(), WindowError> {
    let has = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if !has("WAYLAND_DISPLAY") && !has("WAYLAND_SOCKET") && !has("DISPLAY") {
        return Err(WindowError::NoDisplay);
    }
    let window = window::Settings {
        size: FIRST_SIZE,
        min_size: Some(LEAST_SIZE),
        exit_on_close_request: false,
        ..window::Settings::default()
    };
    let app = iced::application(move || App::new(start.clone()), App::update, App::view)
        .title(App::title)
        .theme(App::theme)
        .scale_factor(App::scale_factor)
        .subscription(App::subscription)
        .default_font(font::REGULAR)
        .window(window);
    Ok(app.run()?)
}
