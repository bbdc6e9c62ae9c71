//! Visits as they are kept: a list with filters, the calendar of a week, and what waits for its approval.
//!
//! Something is done with the visit that the arrow keys stand on, or with all that are marked.

mod act;
mod ask;
mod group;
mod holidays;
mod hosts;
mod invite;
mod read;
mod strip;
#[cfg(test)]
mod tests;
mod view;
mod week;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use iced::Task;
use iced::widget::operation;

use crate::desk::groups::{Delegation as Party, GroupLine};
use crate::desk::invitations::Invited;
use crate::desk::notices::NoticeLine;
use crate::desk::visits::approval::{Delegation, Due};
use crate::desk::visits::diary::{Day, Key};
use crate::desk::visits::history::{Line, Step};
use crate::desk::worker::SharedError;
use crate::domain::operator::Act as Deed;
use crate::domain::{GroupId, VisitId};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::widget::list::{reveal, reveal_tall};

use act::Done;
use ask::Ask;
use holidays::{Closing, Off};
use invite::Invite;
use read::{Filter, Loaded};

pub use read::Field;

/// The id of the list.
const ROWS: &str = "agenda-rows";
/// Days that the calendar shows.
const WEEK: u64 = 7;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// The list.
    #[default]
    List,
    /// The calendar of a week.
    Week,
    /// What waits for its approval.
    Due,
    /// A delegation.
    Group,
    /// Days on which the mission is closed.
    Holidays,
    /// Who hears of their visits.
    Hosts,
}

/// The screen, as far as it is looked at.
#[derive(Debug, Default)]
pub struct State {
    view: View,
    filter: Filter,
    lines: Vec<Line>,
    /// Where this page begins, and where those before it began.
    begins: Vec<Option<Key>>,
    /// Where the next page begins, if there is one.
    next: Option<Key>,
    /// The day that the list is of, where it is of one.
    hours: Option<Day>,
    week: Vec<Day>,
    due: Vec<Due>,
    delegations: Vec<Delegation>,
    /// Delegations to come, which of them is looked at, and that one.
    groups: Vec<GroupLine>,
    chosen: Option<GroupId>,
    group: Option<Box<Party>>,
    /// Days on which the mission is closed, and what is typed of another.
    holidays: Vec<(NaiveDate, String)>,
    closing: Closing,
    /// Who hears of their visits.
    hosts: hosts::Book,
    /// What is so at the moment, over the visits.
    strip: strip::Strip,
    /// The day of the week that the arrow keys stand on.
    day: usize,
    cursor: Option<usize>,
    /// Visits that are marked, with the names of whoever comes.
    marked: BTreeMap<VisitId, String>,
    opened: Option<Box<Opened>>,
    ask: Option<Ask>,
    /// Invitations that are looked at, in the place of the visits.
    invite: Option<Invite>,
    trouble: Option<SharedError>,
    /// Whether the desk has read everything yet.
    whole: bool,
    waiting: bool,
    /// Which request is waited for; answers to earlier ones are dropped.
    asked: u64,
}

/// A visit that is looked at closely.
#[derive(Debug, Clone)]
pub struct Opened {
    line: Line,
    steps: Vec<Step>,
    history: Vec<Line>,
    /// Its invitations, the newest first.
    invited: Vec<Invited>,
}

/// What happens on the screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// A filter holds something else.
    Typed(Field, String),
    /// The desk has read what was asked for, for the request of this number.
    Read(u64, Result<Loaded, SharedError>),
    /// To the row above or below.
    Step(isize),
    /// To the day beside.
    Side(isize),
    /// This row.
    Pick(usize),
    /// This row of this day.
    PickDay(usize, usize),
    /// Look closely at where the arrow keys stand.
    Open,
    /// It was read, or not.
    Opened(Result<Box<Opened>, SharedError>),
    /// Mark where they stand, or no more; from nowhere all that are shown.
    Mark,
    /// Only one's own, or all.
    Mine,
    /// To the next view.
    NextView,
    /// This view.
    Show(View),
    /// To the figures.
    Figures,
    /// To the day or week before or after.
    Days(isize),
    /// To the page before or after.
    Page(isize),
    /// The list of this day.
    ListDay(NaiveDate),
    /// Put it on the allow-list.
    Approve,
    /// Ask why not.
    Decline,
    /// Ask whether to take it back.
    Cancel,
    /// Change it, or ask how to change many.
    Change,
    /// To the delegation of where the arrow keys stand, or to making one of what is marked.
    Group,
    /// This delegation.
    Choose(GroupId),
    /// Where the arrow keys stand leads it.
    Lead,
    /// Ask who goes with them.
    Escort,
    /// They belong to it no more.
    TakeOut,
    /// Another day on which the mission is closed is being typed.
    Closing(String),
    /// The mission is closed on it.
    Close,
    /// It is, or not; and who recurs on it.
    Closed(Result<Off, SharedError>),
    /// While the book of hosts is looked at.
    Hosts(hosts::Message),
    /// What is so at the moment was read, or not.
    Notices(Result<Vec<NoticeLine>, SharedError>),
    /// To the visit of the next line of it.
    NextNotice,
    /// To the visit of this line.
    OpenNotice(usize),
    /// Put a line away: this one, or the one opened last.
    PutAway(Option<usize>),
    /// Ask who approves in one's place.
    Delegate,
    /// End this delegation.
    EndDelegation(u64),
    /// Take the last act back.
    Undo,
    /// While something is asked.
    Ask(ask::Message),
    /// To the invitations of what is meant.
    Invite,
    /// While invitations are looked at.
    Invited(invite::Message),
    /// It was done, or not.
    Done(Result<Done, SharedError>),
    /// To the field of names.
    Search,
    /// Away from what is open, then from the screen.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something is to be said.
    Told(Note),
    /// This visit is to be changed in the form.
    Amend(VisitId),
    /// To the figures.
    Figures,
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        match self {
            Self::Read(..) | Self::Opened(_) | Self::Done(_) | Self::Closed(_) | Self::Notices(_) => false,
            Self::Hosts(message) => message.by_person(),
            Self::Invited(message) => message.by_person(),
            _ => true,
        }
    }
}

impl State {
    /// The screen is shown; what was looked for is looked for again.
    pub fn begin(&mut self, ctx: &Context) -> Task<Message> {
        if !ctx.status.may(Deed::KeepVisits) {
            self.view = View::Due;
        }
        self.begins = vec![None];
        let focus = match self.view {
            View::List => operation::focus(Field::Name.id()),
            View::Holidays => operation::focus(holidays::CLOSED),
            View::Hosts => operation::focus(hosts::SOUGHT),
            View::Week | View::Due | View::Group => Task::none(),
        };
        Task::batch([self.read(ctx), focus])
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        match (&self.ask, self.view) {
            (Some(_), _) => Place::Form,
            (None, _) if self.hosts.asks() => Place::Form,
            (None, _) if self.invite.is_some() => Place::Invitations,
            (None, View::Group) => Place::Delegation,
            (None, View::Hosts) => Place::Hosts,
            (None, _) => Place::Agenda,
        }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        let task = match message {
            Message::Typed(field, text) => self.typed(field, text, ctx),
            Message::Read(number, loaded) => self.took(number, loaded, ctx),
            Message::Step(by) => self.step(by),
            Message::Side(by) if self.on_group() => self.beside_group(by, ctx),
            Message::Side(by) => self.side(by),
            Message::Pick(row) => return (self.pick(row, ctx), None),
            Message::PickDay(day, row) => {
                self.day = day;
                self.pick(row, ctx)
            }
            Message::Open => match self.holiday().filter(|_| self.view == View::Holidays) {
                Some(day) => self.list_day(day, ctx),
                None => self.open(ctx),
            },
            Message::Closing(text) => self.closing_typed(text),
            Message::Close => self.close_days(ctx),
            Message::Closed(done) => return self.closed(done, ctx),
            Message::Hosts(message) => return self.in_hosts(message, ctx),
            Message::Notices(read) => self.took_strip(read),
            Message::NextNotice => self.next_notice(ctx),
            Message::OpenNotice(at) => self.open_notice(at, ctx),
            Message::PutAway(at) => self.put_away(at, ctx),
            Message::Opened(opened) => self.took_opened(opened),
            Message::Mark => self.mark(),
            Message::Mine => {
                self.filter.mine = !self.filter.mine;
                self.again(ctx)
            }
            Message::NextView => self.show(self.next_view(ctx), ctx),
            Message::Show(view) => self.show(view, ctx),
            Message::Figures => return (Task::none(), Some(Action::Figures)),
            Message::Days(by) => self.days(by, ctx),
            Message::Page(by) => self.page(by, ctx),
            Message::ListDay(day) => self.list_day(day, ctx),
            Message::Approve | Message::Decline | Message::Cancel | Message::Change | Message::Delegate => {
                return self.begin_act(&message, ctx);
            }
            Message::Lead | Message::Escort | Message::TakeOut => return self.begin_group_act(&message, ctx),
            Message::Group => return self.open_group(ctx),
            Message::Choose(group) => self.show_group(Some(group), ctx),
            Message::EndDelegation(seq) => act::end_delegation(seq, ctx),
            Message::Undo => act::undo(ctx),
            Message::Ask(message) => return self.in_ask(message, ctx),
            Message::Invite => self.open_invite(ctx),
            Message::Invited(message) => self.in_invite(message, ctx),
            Message::Done(done) => return self.done(done, ctx),
            Message::Search => self.search(ctx),
            Message::Back => return self.back(),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, ctx: &Context) -> Option<Message> {
        if let Some(ask) = &self.ask {
            return ask.key(act).map(Message::Ask);
        }
        if let Some(invite) = &self.invite {
            return invite.key(act).map(Message::Invited);
        }
        if self.hosts.asks() {
            return self.hosts.key(act).map(Message::Hosts);
        }
        if let Some(message) = self.hosts_key(act) {
            return Some(Message::Hosts(message));
        }
        let keeps = ctx.status.may(Deed::KeepVisits);
        let message = match act {
            Act::NextNotice if keeps => Message::NextNotice,
            Act::PutAway if keeps => Message::PutAway(None),
            Act::Invite if keeps => Message::Invite,
            Act::Up => Message::Step(-1),
            Act::Down => Message::Step(1),
            Act::Before => Message::Side(-1),
            Act::After => Message::Side(1),
            Act::PageUp => Message::Page(-1),
            Act::PageDown => Message::Page(1),
            Act::DayBefore => Message::Days(-1),
            Act::DayAfter => Message::Days(1),
            Act::Open if self.view == View::Holidays && self.cursor.is_none() => Message::Close,
            Act::Open => Message::Open,
            Act::Mark => Message::Mark,
            Act::Mine if keeps => Message::Mine,
            Act::NextView if keeps => Message::NextView,
            Act::Approve => Message::Approve,
            Act::Decline => Message::Decline,
            Act::Remove if keeps => Message::Cancel,
            Act::Change if keeps => Message::Change,
            Act::Group if keeps => Message::Group,
            Act::Lead => Message::Lead,
            Act::Escort => Message::Escort,
            Act::TakeOut => Message::TakeOut,
            Act::Delegate => Message::Delegate,
            Act::Undo => Message::Undo,
            Act::Search if keeps => Message::Search,
            Act::Back => Message::Back,
            _ => return None,
        };
        Some(message)
    }

    /// The window with the question over it, if one is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.ask {
            Some(ask) => ask.view(window, move |message| wrap(Message::Ask(message))),
            None => self.over_hosts(window, wrap),
        }
    }

    /// What the rows are of: whose visit each is.
    fn rows(&self) -> Vec<(VisitId, &str)> {
        match self.view {
            View::List => self.lines.iter().map(|line| (line.visit, line.guest.name.as_str())).collect(),
            View::Week => {
                let day = self.week.get(self.day).map_or(&[][..], |day| &day.lines);
                day.iter().map(|line| (line.visit, line.guest.name.as_str())).collect()
            }
            View::Due => self.due.iter().map(|due| (due.visit, due.guest.name.as_str())).collect(),
            View::Group => {
                let members = self.group.iter().flat_map(|group| &group.members);
                members.map(|member| (member.line.visit, member.line.guest.name.as_str())).collect()
            }
            View::Holidays | View::Hosts => Vec::new(),
        }
    }

    /// How many rows there are.
    fn len(&self) -> usize {
        match self.view {
            View::Holidays => self.holidays.len(),
            View::Hosts => self.hosts.len(),
            _ => self.rows().len(),
        }
    }

    fn step(&mut self, by: isize) -> Task<Message> {
        let last = self.len().checked_sub(1);
        self.cursor = match (self.cursor, last) {
            (None, Some(_)) if by > 0 => Some(0),
            (None, _) => None,
            (Some(0), _) if by < 0 => None,
            (Some(at), Some(last)) => Some(at.saturating_add_signed(by).min(last)),
            (Some(_), None) => None,
        };
        match self.cursor {
            Some(at) if self.on_group() => reveal_tall(ROWS, at),
            Some(at) if self.view != View::Week => reveal(ROWS, at),
            _ => Task::none(),
        }
    }

    fn side(&mut self, by: isize) -> Task<Message> {
        if self.view == View::Week {
            self.day = self.day.saturating_add_signed(by).min(self.week.len().saturating_sub(1));
            let last = self.rows().len();
            self.cursor = self.cursor.filter(|_| last > 0).map(|at| at.min(last - 1));
        }
        Task::none()
    }

    fn pick(&mut self, row: usize, ctx: &Context) -> Task<Message> {
        self.cursor = Some(row);
        self.open(ctx)
    }

    fn mark(&mut self) -> Task<Message> {
        let rows: Vec<_> = self.rows().into_iter().map(|(visit, name)| (visit, name.to_owned())).collect();
        match self.cursor.and_then(|at| rows.get(at)) {
            Some((visit, name)) => {
                if self.marked.remove(visit).is_none() {
                    let _ = self.marked.insert(*visit, name.clone());
                }
            }
            None if rows.iter().all(|(visit, _)| self.marked.contains_key(visit)) => self.marked.clear(),
            None => self.marked.extend(rows),
        }
        self.step(1)
    }

    fn next_view(&self, ctx: &Context) -> View {
        match self.view {
            _ if !ctx.status.may(Deed::KeepVisits) => View::Due,
            View::List => View::Week,
            View::Week => View::Due,
            View::Due => View::Group,
            View::Group => View::Holidays,
            View::Holidays => View::Hosts,
            View::Hosts => View::List,
        }
    }

    fn show(&mut self, view: View, ctx: &Context) -> Task<Message> {
        (self.view, self.cursor, self.opened) = (view, None, None);
        self.marked.clear();
        self.begin(ctx)
    }

    /// To the invitations of what is meant, in a delegation of all who may still come where nobody is chosen.
    fn open_invite(&mut self, ctx: &Context) -> Task<Message> {
        let meant = if self.on_group() && !self.means_any() { self.whole() } else { self.meant() };
        if meant.is_empty() || !ctx.status.may(Deed::KeepVisits) {
            return Task::none();
        }
        self.invite.insert(Invite::new(meant)).read(ctx).map(Message::Invited)
    }

    fn in_invite(&mut self, message: invite::Message, ctx: &Context) -> Task<Message> {
        let Some(invite) = &mut self.invite else { return Task::none() };
        match invite.update(message, ctx) {
            Some(task) => task.map(Message::Invited),
            None => {
                self.invite = None;
                self.read(ctx)
            }
        }
    }

    fn search(&mut self, ctx: &Context) -> Task<Message> {
        if self.view == View::Hosts {
            operation::focus(hosts::SOUGHT)
        } else if matches!(self.view, View::Due | View::Group | View::Holidays) {
            self.show(View::List, ctx)
        } else {
            operation::focus(Field::Name.id())
        }
    }

    fn back(&mut self) -> Update {
        if self.opened.take().is_none() && self.cursor.take().is_none() && self.marked.is_empty() {
            return (Task::none(), Some(Action::Leave));
        }
        if self.opened.is_none() && self.cursor.is_none() {
            self.marked.clear();
        }
        (Task::none(), None)
    }
}
