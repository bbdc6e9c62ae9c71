//! Going through the allow-list: what is due or may not be needed, confirmed or ended one by one or all that are marked,
//! and the signature that closes it.

mod view;

use std::collections::BTreeSet;

use iced::Task;
use iced::widget::operation;

use crate::desk::export::List;
use crate::desk::second::Why;
use crate::desk::visits::change::{AT_ONCE, Change};
use crate::desk::visits::review::{Group, Item, Since};
use crate::desk::worker::{SharedError, Worker};
use crate::desk::{Desk, DeskError};
use crate::domain::operator::Act as Deed;
use crate::domain::{Cause, Moment, VisitId};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Form, Who};
use crate::gui::keys::{self, Act, Place};
use crate::gui::note::{Note, failure};
use crate::gui::style::Tone;
use crate::gui::widget::list::reveal_tall;
use crate::i18n::{Value, tr_with};

/// The id of the list.
const ROWS: &str = "review-rows";
/// The id of the field for a host.
const HOST: &str = "review-host";
/// Why it is gone through.
const REVIEWED: &[Cause] = &[Cause::Routine, Cause::Incident, Cause::Instruction, Cause::Other];

/// The page, as far as it is looked at.
#[derive(Debug, Default)]
pub struct State {
    items: Option<Result<Vec<Item>, SharedError>>,
    since: Since,
    /// Only those listed for this reason; all without one.
    group: Option<Group>,
    cursor: Option<usize>,
    marked: BTreeSet<VisitId>,
    asked: Option<Asked>,
}

/// What is asked.
#[derive(Debug)]
enum Asked {
    /// Whether these are to be taken back.
    End(Vec<VisitId>, Option<SharedError>),
    /// Who left the mission.
    Host(String),
    /// Why it was gone through.
    Sign(Form),
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// It was read.
    Read(Result<(Vec<Item>, Since), SharedError>),
    /// To the row above or below.
    Step(isize),
    /// This row.
    Pick(usize),
    /// Only those listed for this reason, or all.
    Show(Option<Group>),
    /// To the next reason.
    NextGroup,
    /// Mark where the arrow keys stand, or no more; from nowhere all that are shown.
    Mark,
    /// Say that it is right.
    Confirm,
    /// Ask whether to take it back.
    End,
    /// It is to be taken back.
    EndNow,
    /// It was done with so many, or not, and with how many not and why.
    Changed(&'static str, Result<(usize, Option<(usize, String)>), SharedError>),
    /// Take the last act back.
    Undo,
    /// Ask who left the mission.
    Host,
    /// They are called so.
    HostTyped(String),
    /// To their visits.
    HostSent,
    /// Ask why it was gone through, and sign that.
    Sign,
    /// While it is asked why.
    Form(sign::Message),
    /// It was signed, or not.
    Signed(Result<u64, SharedError>),
    /// Away from what is asked, then from the screen.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something was recorded.
    Told(Note),
    /// The visits of this host, to be given to another or ended.
    Visits(String),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::Changed(..) | Self::Signed(_))
    }
}

impl State {
    /// The page, and the reading of it.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let task = state.read(ctx);
        (state, task)
    }

    /// Reads it anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        Task::perform(whole(ctx.worker.clone()), Message::Read)
    }

    /// What is shown, as a list to take away.
    pub fn listed(&self) -> List {
        List::Review(self.group)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if self.asked.is_some() { Place::Form } else { Place::Review }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(read) => self.took(read),
            Message::Step(by) => return (self.step(by), None),
            Message::Pick(row) => self.cursor = Some(row),
            Message::Show(group) => self.show(group),
            Message::NextGroup => self.show(next(self.group)),
            Message::Mark => return (self.mark(), None),
            Message::Confirm => return (self.change(ctx, Change::Confirm), None),
            Message::End => self.ask_end(ctx),
            Message::EndNow => return (self.change(ctx, Change::Cancel), None),
            Message::Changed(what, changed) => return self.changed(what, changed, ctx),
            Message::Undo => return (undo(ctx), None),
            Message::Host => {
                self.asked =
                    Some(Asked::Host(self.focused().map_or_else(String::new, |item| item.appointment.host.clone())));
                return (operation::focus(HOST), None);
            }
            Message::HostTyped(text) => {
                if let Some(Asked::Host(host)) = &mut self.asked {
                    *host = text;
                }
            }
            Message::HostSent => return self.seek_host(),
            Message::Sign if ctx.status.may(Deed::ApproveVisits) => {
                self.asked = Some(Asked::Sign(Form::new(Who::Alone, REVIEWED, ctx.now)));
                return (operation::focus(Form::first()), None);
            }
            Message::Sign => {}
            Message::Form(message) => return self.in_form(message, ctx),
            Message::Signed(signed) => return self.signed(signed, ctx),
            Message::Back => return self.back(),
        }
        none()
    }

    /// What a key does here.
    pub fn key(&self, act: Act, ctx: &Context) -> Option<Message> {
        let (keeps, approves) = (ctx.status.may(Deed::KeepVisits), ctx.status.may(Deed::ApproveVisits));
        match (&self.asked, act) {
            (Some(Asked::Sign(_)), act) => Form::key(act).map(Message::Form),
            (Some(_), Act::Back) => Some(Message::Back),
            (Some(Asked::End(..)), Act::Open | Act::Submit) => Some(Message::EndNow),
            (Some(Asked::Host(_)), Act::Submit | Act::Open) => Some(Message::HostSent),
            (Some(_), _) => None,
            (None, Act::Up) => Some(Message::Step(-1)),
            (None, Act::Down) => Some(Message::Step(1)),
            (None, Act::NextView) => Some(Message::NextGroup),
            (None, Act::Mark) => Some(Message::Mark),
            (None, Act::Approve) if approves => Some(Message::Confirm),
            (None, Act::Remove) if keeps => Some(Message::End),
            (None, Act::HostLeft) if keeps => Some(Message::Host),
            (None, Act::Review) if approves => Some(Message::Sign),
            (None, Act::Undo) => Some(Message::Undo),
            (None, Act::Back) => Some(Message::Back),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        match &self.asked {
            Some(Asked::Sign(form)) => form.stray(text).map(Message::Form),
            _ => None,
        }
    }

    fn took(&mut self, read: Result<(Vec<Item>, Since), SharedError>) {
        self.items = Some(match read {
            Ok((items, since)) => {
                self.since = since;
                Ok(items)
            }
            Err(error) => Err(error),
        });
        let known: BTreeSet<VisitId> = self.all().map(|item| item.visit).collect();
        self.marked.retain(|visit| known.contains(visit));
        let last = self.shown().count().checked_sub(1);
        self.cursor = self.cursor.and_then(|at| last.map(|last| at.min(last)));
    }

    fn all(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter_map(|items| items.as_ref().ok()).flatten()
    }

    /// Those listed for the reason that is looked at.
    fn shown(&self) -> impl Iterator<Item = &Item> {
        self.all().filter(|item| self.group.is_none_or(|group| item.groups.contains(&group)))
    }

    fn focused(&self) -> Option<&Item> {
        self.cursor.and_then(|at| self.shown().nth(at))
    }

    /// Those that something is done with: the marked ones, else the one that the arrow keys stand on.
    fn meant(&self) -> Vec<VisitId> {
        if self.marked.is_empty() {
            return self.focused().map(|item| item.visit).into_iter().collect();
        }
        self.marked.iter().copied().collect()
    }

    fn step(&mut self, by: isize) -> Task<Message> {
        let last = self.shown().count().checked_sub(1);
        self.cursor = match (self.cursor, last) {
            (None, Some(_)) if by > 0 => Some(0),
            (None, _) | (_, None) => None,
            (Some(0), _) if by < 0 => None,
            (Some(at), Some(last)) => Some(at.saturating_add_signed(by).min(last)),
        };
        self.cursor.map_or_else(Task::none, |at| reveal_tall(ROWS, at))
    }

    fn show(&mut self, group: Option<Group>) {
        (self.group, self.cursor) = (group, None);
        self.marked.clear();
    }

    fn mark(&mut self) -> Task<Message> {
        let all: Vec<VisitId> = self.shown().map(|item| item.visit).collect();
        match self.focused().map(|item| item.visit) {
            Some(visit) => {
                if !self.marked.remove(&visit) {
                    let _ = self.marked.insert(visit);
                }
            }
            None if all.iter().all(|visit| self.marked.contains(visit)) => self.marked.clear(),
            None => self.marked.extend(all),
        }
        self.step(1)
    }

    fn ask_end(&mut self, ctx: &Context) {
        let meant = self.meant();
        if !meant.is_empty() && ctx.status.may(Deed::KeepVisits) {
            self.asked = Some(Asked::End(meant, None));
        }
    }

    fn change(&self, ctx: &Context, change: Change) -> Task<Message> {
        let meant = match &self.asked {
            Some(Asked::End(visits, _)) => visits.clone(),
            _ => self.meant(),
        };
        if meant.is_empty() {
            return Task::none();
        }
        let (worker, what) = (ctx.worker.clone(), if change == Change::Confirm { "confirmed" } else { "ended" });
        Task::perform(change_all(worker, meant, change), move |changed| Message::Changed(what, changed))
    }

    fn changed(
        &mut self,
        what: &'static str,
        changed: Result<(usize, Option<(usize, String)>), SharedError>,
        ctx: &Context,
    ) -> Update {
        match (changed, &mut self.asked) {
            (Ok((done, left)), _) => {
                self.asked = None;
                self.marked.clear();
                let key = keys::cap(Act::Undo);
                let told = [("count", Value::from(done)), ("key", key.into())];
                let words = tr_with(&format!("review-{what}"), &told);
                let note = match left {
                    None => Note::told(Tone::Go, words),
                    Some((left, why)) => {
                        let left = tr_with("agenda-left", &[("count", left.into()), ("why", why.into())]);
                        Note::told(Tone::Hold, if done > 0 { format!("{words} {left}") } else { left })
                    }
                };
                (self.read(ctx), Some(Action::Told(note)))
            }
            (Err(error), Some(Asked::End(_, trouble))) => {
                *trouble = Some(error);
                none()
            }
            (Err(error), _) => (Task::none(), Some(Action::Told(Note::failed(&error)))),
        }
    }

    fn seek_host(&mut self) -> Update {
        let Some(Asked::Host(host)) = &self.asked else { return none() };
        if host.trim().is_empty() {
            return (operation::focus(HOST), None);
        }
        let host = host.trim().to_owned();
        self.asked = None;
        (Task::none(), Some(Action::Visits(host)))
    }

    fn in_form(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Some(Asked::Sign(form)) = &mut self.asked else { return none() };
        match form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (operation::focus(field), None),
            sign::Outcome::Close => {
                self.asked = None;
                none()
            }
            sign::Outcome::Send => {
                let (why, worker): (Why, Worker) = (form.why(), ctx.worker.clone());
                let close = move |desk: &mut Desk, now: Moment| desk.close_review(now, &why);
                (Task::perform(async move { worker.ask(close).await }, Message::Signed), None)
            }
        }
    }

    fn signed(&mut self, signed: Result<u64, SharedError>, ctx: &Context) -> Update {
        match (signed, &mut self.asked) {
            (Ok(open), _) => {
                self.asked = None;
                let words = tr_with("review-signed", &[("open", open.into())]);
                (self.read(ctx), Some(Action::Told(Note::told(Tone::Go, words))))
            }
            (Err(error), Some(Asked::Sign(form))) => {
                form.failed(&error, ctx.now);
                none()
            }
            (Err(error), _) => (Task::none(), Some(Action::Told(Note::failed(&error)))),
        }
    }

    fn back(&mut self) -> Update {
        if self.asked.take().is_some() || self.cursor.take().is_some() {
            return none();
        }
        if !self.marked.is_empty() {
            self.marked.clear();
            return none();
        }
        (Task::none(), Some(Action::Leave))
    }

    /// The window with what is asked over it.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.asked {
            Some(asked) => self.asked_over(window, asked, wrap),
            None => window,
        }
    }
}

fn next(group: Option<Group>) -> Option<Group> {
    match group {
        None => Some(Group::Due),
        Some(group) => Group::ALL.into_iter().skip_while(|one| *one != group).nth(1),
    }
}

/// All that is to be gone through, in looks that let others in, and what was done since the last time.
async fn whole(worker: Worker) -> Result<(Vec<Item>, Since), SharedError> {
    let (mut items, mut after) = (Vec::new(), None);
    loop {
        let page = worker.ask(move |desk, now| desk.review(now, after)).await?;
        items.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    items.sort_by_key(|item| (item.due, item.visit));
    let since = worker.ask(|desk, now| desk.reviewed_since(now)).await?;
    Ok((items, since))
}

/// Does something with these, some of them at a time: with how many it was done, and with how many not and why.
async fn change_all(
    worker: Worker,
    visits: Vec<VisitId>,
    change: Change,
) -> Result<(usize, Option<(usize, String)>), SharedError> {
    let (mut done, mut left): (usize, Vec<DeskError>) = (0, Vec::new());
    for (place, some) in visits.chunks(AT_ONCE).enumerate() {
        let (some, change) = (some.to_vec(), change.clone());
        let changed = worker.ask(move |desk, now| desk.change_visits(now, &some, &change, place > 0)).await?;
        done += changed.done;
        left.extend(changed.left);
    }
    let count = left.len();
    let why = left.into_iter().next().map(|error| (count, failure(&SharedError::new(error))));
    Ok((done, why))
}

fn undo(ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let undoing = async move {
        let mut done = 0;
        loop {
            let act = |desk: &mut Desk, now: Moment| {
                let all = desk.undoable().map_or(0, |(_, count)| count);
                desk.undo_visits(now).map(|left| all - left)
            };
            done += worker.ask(act).await?;
            if worker.ask(|desk, _| Ok(desk.undoable().is_none())).await? {
                return Ok((done, None));
            }
        }
    };
    Task::perform(undoing, |undone| Message::Changed("undone", undone))
}

fn none() -> Update {
    (Task::none(), None)
}
