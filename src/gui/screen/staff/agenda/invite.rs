//! Invitations to the visits that are meant: how each stands, what it will look like, and what is done with all of them.
//!
//! Many are worked off one by one, so that the gate gets in between, and it can be left at any time.

mod view;

use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

use iced::Task;
use iced::widget::image::Handle;

use crate::desk::badge::{FontScope, Fonts};
use crate::desk::invitations::{Invited, Worth};
use crate::desk::letters::{Form, Language, Post};
use crate::desk::worker::{SharedError, Worker};
use crate::desk::{Desk, DeskError};
use crate::domain::VisitId;
use crate::gui::background::background;
use crate::gui::context::Context;
use crate::gui::keys::{Act, cap};
use crate::gui::note::failure;
use crate::gui::style::Tone;
use crate::i18n::{Value, tr, tr_with};

/// How wide a page is drawn for the screen, in pixels.
const ON_SCREEN: u32 = 900;
/// What invitations are saved as.
const FORMS: [Form; 3] = [Form::Pdf, Form::Eml, Form::Ics];
/// The folder for invitations, beside the store, where no other is said.
const FOLDER: &str = "invitations";
/// The field of the folder.
const FIELD: &str = "invite-folder";

/// Loading the fonts takes a while; they are kept for the next page.
static FONTS: LazyLock<Mutex<Fonts>> = LazyLock::new(|| Mutex::new(Fonts::new(FontScope::System)));

/// What is done with each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Make,
    Renew,
    Send,
    Withdraw,
    Save,
}

impl Deed {
    fn code(self) -> &'static str {
        match self {
            Self::Make => "make",
            Self::Renew => "renew",
            Self::Send => "send",
            Self::Withdraw => "withdraw",
            Self::Save => "save",
        }
    }
}

/// Something that is done with many, as far as it has come.
#[derive(Debug, Clone)]
struct Run {
    deed: Deed,
    next: usize,
    done: usize,
    /// With how many nothing had to be done.
    held: usize,
    left: Option<(usize, String)>,
}

/// How one is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    invited: Vec<Invited>,
    /// The page, whether every character of it could be drawn, and in which language it is.
    page: Option<(Handle, bool, Language)>,
    /// Why there is no page.
    trouble: Option<SharedError>,
    /// Where it goes by mail.
    to: Option<String>,
}

/// Invitations to some visits.
#[derive(Debug, Clone)]
pub struct Invite {
    visits: Vec<(VisitId, String)>,
    at: usize,
    language: Option<Language>,
    folder: String,
    shown: Option<Shown>,
    run: Option<Run>,
    told: Option<(Tone, String)>,
    /// Whether it was asked if papers that hold are to be worth nothing any more.
    renewing: bool,
    asked: u64,
}

/// What happens while they are looked at.
#[derive(Debug, Clone)]
pub enum Message {
    /// How one stands was read.
    Read(u64, Result<Shown, SharedError>),
    /// This one.
    Pick(usize),
    /// To the one before or after.
    Step(isize),
    /// In the language before or after.
    Language(isize),
    /// The folder to save into.
    Typed(String),
    /// Invite those of them who have no invitation.
    Make,
    /// Invite all of them anew, once it was asked.
    Renew,
    /// Send all of them by mail.
    Send,
    /// Take all of them back.
    Withdraw,
    /// Save all of them.
    Save,
    /// One was done, or nothing had to be, or not.
    Done(Result<bool, SharedError>),
    /// Back to the visits.
    Close,
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(..) | Self::Done(_))
    }
}

impl Invite {
    /// The invitations to these visits.
    pub fn new(visits: Vec<(VisitId, String)>) -> Self {
        let (folder, shown, run, told) = (String::new(), None, None, None);
        Self { visits, at: 0, language: None, folder, shown, run, told, renewing: false, asked: 0 }
    }

    /// What a key does.
    pub fn key(&self, act: Act) -> Option<Message> {
        match act {
            Act::Up => Some(Message::Step(-1)),
            Act::Down => Some(Message::Step(1)),
            Act::Before => Some(Message::Language(-1)),
            Act::After => Some(Message::Language(1)),
            Act::Submit => Some(Message::Make),
            Act::Change => Some(Message::Renew),
            Act::Send => Some(Message::Send),
            Act::Remove => Some(Message::Withdraw),
            Act::Save => Some(Message::Save),
            Act::Back => Some(Message::Close),
            _ => None,
        }
    }

    /// Takes a message; `None` where it is closed.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Option<Task<Message>> {
        let renewing = self.renewing;
        self.renewing &= !message.by_person();
        Some(match message {
            Message::Read(number, shown) => self.took(number, shown),
            Message::Pick(at) => self.turn_to(at, ctx),
            Message::Step(by) => self.turn_to(self.at.saturating_add_signed(by), ctx),
            Message::Language(by) => self.speak(by, ctx),
            Message::Typed(folder) => {
                self.folder = folder;
                Task::none()
            }
            Message::Make => self.begin(Deed::Make, ctx),
            Message::Renew if renewing => self.begin(Deed::Renew, ctx),
            Message::Renew => self.ask_renew(),
            Message::Send => self.begin(Deed::Send, ctx),
            Message::Withdraw => self.begin(Deed::Withdraw, ctx),
            Message::Save => self.begin(Deed::Save, ctx),
            Message::Done(done) => self.went(done, ctx),
            Message::Close => match self.run.take() {
                // What is done is done; the rest is left.
                Some(run) => {
                    self.told = Some(run.told());
                    self.read(ctx)
                }
                None => return None,
            },
        })
    }

    /// Reads how the one that is looked at stands, and draws it.
    pub fn read(&mut self, ctx: &Context) -> Task<Message> {
        self.asked += 1;
        let (number, worker, language) = (self.asked, ctx.worker.clone(), self.language);
        let Some((visit, _)) = self.visits.get(self.at).cloned() else { return Task::none() };
        Task::perform(shown(worker, visit, language), move |shown| Message::Read(number, shown))
    }

    fn took(&mut self, number: u64, shown: Result<Shown, SharedError>) -> Task<Message> {
        if number == self.asked {
            match shown {
                Ok(shown) => self.shown = Some(shown),
                Err(error) => self.told = Some((Tone::Stop, failure(&error))),
            }
        }
        Task::none()
    }

    fn turn_to(&mut self, at: usize, ctx: &Context) -> Task<Message> {
        self.at = at.min(self.visits.len().saturating_sub(1));
        self.shown = None;
        self.read(ctx)
    }

    /// The guest's own language, then each of them.
    fn speak(&mut self, by: isize, ctx: &Context) -> Task<Message> {
        let all: Vec<Option<Language>> = [None].into_iter().chain(Language::ALL.map(Some)).collect();
        let at = all.iter().position(|one| *one == self.language).unwrap_or(0);
        let next = at.checked_add_signed(by).unwrap_or(all.len() - 1) % all.len();
        self.language = all.get(next).copied().flatten();
        self.read(ctx)
    }

    fn begin(&mut self, deed: Deed, ctx: &Context) -> Task<Message> {
        if self.run.is_some() {
            return Task::none();
        }
        self.told = None;
        self.run = Some(Run { deed, next: 0, done: 0, held: 0, left: None });
        self.go_on(ctx)
    }

    /// A paper that somebody has already is worth nothing once there is a newer one: that is asked first.
    fn ask_renew(&mut self) -> Task<Message> {
        if self.run.is_none() {
            self.renewing = true;
            let told = [("count", Value::from(self.visits.len())), ("key", cap(Act::Change).into())];
            self.told = Some((Tone::Hold, tr_with("invite-ask-renew", &told)));
        }
        Task::none()
    }

    fn go_on(&mut self, ctx: &Context) -> Task<Message> {
        let Some(run) = &self.run else { return Task::none() };
        let Some((visit, _)) = self.visits.get(run.next).cloned() else {
            self.told = Some(run.told());
            self.run = None;
            return self.read(ctx);
        };
        let (worker, deed, language) = (ctx.worker.clone(), run.deed, self.language);
        let folder = self.folder.trim().to_owned();
        Task::perform(one(worker, deed, visit, language, folder), Message::Done)
    }

    fn went(&mut self, done: Result<bool, SharedError>, ctx: &Context) -> Task<Message> {
        let Some(run) = &mut self.run else { return Task::none() };
        run.next += 1;
        match done {
            Ok(true) => run.done += 1,
            Ok(false) => run.held += 1,
            Err(error) => run.left.get_or_insert_with(|| (0, failure(&error))).0 += 1,
        }
        self.go_on(ctx)
    }
}

impl Run {
    fn told(&self) -> (Tone, String) {
        let told = tr_with(&format!("invite-done-{}", self.deed.code()), &[("count", Value::from(self.done))]);
        let held = [("count", Value::from(self.held)), ("key", cap(Act::Change).into())];
        let left = self
            .left
            .as_ref()
            .map(|(left, why)| tr_with("agenda-left", &[("count", Value::from(*left)), ("why", why.as_str().into())]));
        let tone = if left.is_none() && self.done > 0 { Tone::Go } else { Tone::Hold };
        let told = (self.done > 0).then_some(told);
        let held = (self.held > 0).then(|| tr_with("invite-held", &held));
        (tone, [told, held, left].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// How one stands, and its page; until there is an invitation, why there is none.
async fn shown(worker: Worker, visit: VisitId, language: Option<Language>) -> Result<Shown, SharedError> {
    let read = move |desk: &mut Desk, now| {
        let invited = desk.invitations(now, visit)?;
        Ok((invited, desk.letter(now, visit, language)))
    };
    let (invited, post) = worker.ask(read).await?;
    let post = match post {
        Ok(post) => post,
        Err(DeskError::NotInvited) => return Ok(Shown { invited, page: None, trouble: None, to: None }),
        Err(error) => return Ok(Shown { invited, page: None, trouble: Some(error.into()), to: None }),
    };
    let (to, spoken) = (post.to.as_ref().map(|to| to.address.to_string()), post.letter.language);
    let drawn = background(move || {
        let page = post.page(&mut FONTS.lock().unwrap_or_else(PoisonError::into_inner))?;
        let pixels = page.rgba(ON_SCREEN)?;
        let image = Handle::from_rgba(pixels.width, pixels.height, pixels.rgba);
        Ok::<_, DeskError>((image, page.complete(), spoken))
    });
    let (page, trouble) = match drawn.await? {
        Ok(page) => (Some(page), None),
        Err(error) => (None, Some(error.into())),
    };
    Ok(Shown { invited, page, trouble, to })
}

/// Does it with one of them.
async fn one(
    worker: Worker,
    deed: Deed,
    visit: VisitId,
    language: Option<Language>,
    folder: String,
) -> Result<bool, SharedError> {
    match deed {
        Deed::Make => worker.ask(move |desk, now| desk.invite_if_none(now, visit)).await,
        Deed::Renew => worker.ask(move |desk, now| desk.invite(now, visit)).await.map(|_| true),
        Deed::Withdraw => worker.ask(move |desk, now| desk.withdraw_invitation(now, visit)).await.map(|()| true),
        Deed::Send => {
            let post = worker.ask(move |desk, now| desk.letter(now, visit, language)).await?;
            let drawn = background(move || {
                let page = post.page(&mut FONTS.lock().unwrap_or_else(PoisonError::into_inner))?;
                let mail = post.mail(&page)?;
                Ok::<_, DeskError>((post, mail))
            });
            let (post, mail) = drawn.await??;
            worker.ask(move |desk, now| desk.post_invitation(now, &post, &mail)).await.map(|_| true)
        }
        Deed::Save => {
            let read = move |desk: &mut Desk, now| {
                let own = desk.store().folder().join(FOLDER);
                Ok((desk.letter(now, visit, language)?, if folder.is_empty() { own } else { PathBuf::from(folder) }))
            };
            let (post, folder) = worker.ask(read).await?;
            background(move || save(&post, &folder)).await??;
            Ok(true)
        }
    }
}

/// Saves what can be saved: a mail takes an address, of the guest and of the mission.
fn save(post: &Post, folder: &std::path::Path) -> Result<(), DeskError> {
    let page = post.page(&mut FONTS.lock().unwrap_or_else(PoisonError::into_inner))?;
    let mail = post.from.is_some() && post.to.is_some();
    let forms: Vec<Form> = FORMS.into_iter().filter(|form| *form != Form::Eml || mail).collect();
    post.save(folder, &forms, &page).map(drop)
}

/// The tone of how an invitation stands.
fn tone(worth: Worth) -> Tone {
    match worth {
        Worth::Good => Tone::Go,
        Worth::Withdrawn => Tone::Stop,
        Worth::Replaced | Worth::Expired => Tone::Neutral,
    }
}

/// How an invitation stands, in words.
pub fn worth(invited: &Invited) -> String {
    tr(&format!("invitation-{}", invited.worth.code()))
}
