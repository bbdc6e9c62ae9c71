//! What is looked for, and reading it.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use iced::Task;

use crate::desk::DeskError;
use crate::desk::clock::place_at;
use crate::desk::export::List;
use crate::desk::groups::{Delegation as Party, GroupLine};
use crate::desk::visits::approval::{Delegation, DuePage};
use crate::desk::visits::diary::{Day, Key, PAGE, Page, Wanted};
use crate::desk::visits::history::Line;
use crate::desk::worker::{SharedError, Worker};
use crate::domain::recurrence::{Edge, instant};
use crate::domain::text::{fold, has_all};
use crate::domain::when::{FURTHEST, WhenFault};
use crate::domain::{Category, GroupId, Moment, Stand, Timestamp, When};
use crate::gui::context::Context;
use crate::gui::widget::list::reveal;
use crate::i18n::tr;

use super::{Message, Opened, ROWS, State, View, WEEK, hosts};

/// A field of the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// A name, in any script.
    Name,
    /// Words of host and section.
    Host,
    /// A kind of visitor.
    Kind,
    /// How far it is.
    Stand,
    /// The first day.
    From,
    /// The last day.
    To,
}

impl Field {
    /// Every field, in the order of the keyboard.
    pub const ALL: [Self; 6] = [Self::Name, Self::Host, Self::Kind, Self::Stand, Self::From, Self::To];

    /// Its id, and the stem of its label.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "agenda-name",
            Self::Host => "agenda-host",
            Self::Kind => "agenda-kind",
            Self::Stand => "agenda-stand",
            Self::From => "agenda-from",
            Self::To => "agenda-to",
        }
    }
}

/// What is looked for, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    texts: [String; 6],
    /// Whether only one's own are wanted.
    pub mine: bool,
}

/// What was read.
#[derive(Debug, Clone)]
pub enum Loaded {
    /// A page of the list, the day that it is of, where it is of one, and whether the desk has read everything.
    List(Page, Option<Day>, bool),
    /// A week, and whether the desk has read everything.
    Week(Vec<Day>, bool),
    /// What waits for its approval, and who approves for whom.
    Due(DuePage, Vec<Delegation>),
    /// Delegations to come, and one of them.
    Group(Vec<GroupLine>, Option<Box<Party>>),
    /// Days on which the mission is closed.
    Holidays(Vec<(NaiveDate, String)>),
    /// The book of hosts.
    Hosts(Box<hosts::Read>),
}

impl Filter {
    /// What a field holds.
    pub fn get(&self, field: Field) -> &str {
        self.texts.get(field as usize).map_or("", String::as_str)
    }

    pub(super) fn set(&mut self, field: Field, text: String) {
        if let Some(place) = self.texts.get_mut(field as usize) {
            *place = text;
        }
    }

    /// The kind that is meant.
    pub fn category(&self) -> Option<Category> {
        let named = |one: &Category| format!("{} {}", tr(&format!("category-{}", one.code())), one.code());
        meant(self.get(Field::Kind), Category::ALL, named)
    }

    /// How far those are that are meant.
    pub fn stand(&self) -> Option<Stand> {
        let named = |one: &Stand| format!("{} {}", tr(&format!("stand-{}", one.code())), one.code());
        meant(self.get(Field::Stand), Stand::ALL, named)
    }

    /// The day of a field, where one is given.
    pub fn day(&self, field: Field, today: NaiveDate) -> Result<Option<NaiveDate>, WhenFault> {
        let text = self.get(field).trim();
        if text.is_empty() { Ok(None) } else { When::day(text, today).map(Some) }
    }

    /// The first day that is shown.
    pub fn first(&self, today: NaiveDate) -> NaiveDate {
        self.day(Field::From, today).ok().flatten().unwrap_or(today)
    }

    /// The day, where only one is looked at.
    pub fn only_day(&self, now: Moment) -> Option<NaiveDate> {
        let first = self.first(now.today());
        let day = |field| self.day(field, now.today()).ok().flatten();
        let named = !self.get(Field::Name).trim().is_empty() && day(Field::From).is_none();
        (!named && day(Field::To).is_none_or(|last| last == first)).then_some(first)
    }

    /// What is wrong with a field.
    pub fn fault(&self, field: Field, today: NaiveDate) -> Option<String> {
        let typed = !self.get(field).trim().is_empty();
        match field {
            Field::Kind if typed && self.category().is_none() => Some(tr("agenda-no-kind")),
            Field::Stand if typed && self.stand().is_none() => Some(tr("agenda-no-stand")),
            Field::From | Field::To => {
                self.day(field, today).err().map(|fault| crate::gui::form::sentence(&fault.to_string()))
            }
            _ => None,
        }
    }

    /// What the desk is asked for. A name alone is looked for on every day.
    pub fn wanted(&self, now: Moment) -> Wanted {
        let (today, name) = (now.today(), self.get(Field::Name).trim());
        let day = |field| self.day(field, today).ok().flatten();
        let (from, to) = (day(Field::From), day(Field::To));
        let first = from.or(to.map(|to| to.min(today))).or(name.is_empty().then_some(today));
        let last = to.or(first.filter(|_| from.is_some() || name.is_empty()));
        let midnight = |day: NaiveDate| instant(place_at(now), day.and_time(NaiveTime::MIN), Edge::From);
        Wanted {
            from: first.map(midnight),
            to: last.and_then(|last| last.succ_opt()).map(midnight),
            text: name.to_owned(),
            host: self.get(Field::Host).to_owned(),
            category: self.category(),
            stand: self.stand(),
            mine: self.mine,
        }
    }
}

/// The one of a closed set that is meant by the beginning of its words.
fn meant<T: Copy>(text: &str, all: impl IntoIterator<Item = T>, named: impl Fn(&T) -> String) -> Option<T> {
    let wanted = fold(text);
    all.into_iter().filter(|_| !wanted.is_empty()).find(|one| has_all(&named(one), &wanted))
}

impl State {
    /// Reads what is shown anew.
    pub fn read(&mut self, ctx: &Context) -> Task<Message> {
        (self.asked, self.waiting) = (self.asked + 1, true);
        let (number, worker, now) = (self.asked, ctx.worker.clone(), ctx.now);
        let wanted = self.filter.wanted(now);
        let begin = self.begins.last().copied().flatten();
        let monday = monday(self.filter.first(now.today()));
        let day = self.filter.only_day(now);
        let (view, chosen) = (self.view, self.chosen);
        let reading = async move {
            match view {
                View::List => list(worker, wanted, begin, day).await,
                View::Week => {
                    let days = move |desk: &mut crate::desk::Desk, now| {
                        Ok(Loaded::Week(desk.days(now, monday, WEEK, &wanted)?, desk.diary_is_whole()))
                    };
                    worker.ask(days).await
                }
                View::Holidays => worker.ask(|desk, now| holidays(desk, now)).await,
                View::Hosts => worker.ask(|desk, now| Ok(Loaded::Hosts(Box::new(hosts::Read::of(desk, now)?)))).await,
                View::Group => worker.ask(move |desk, now| groups(desk, now, chosen)).await,
                View::Due => {
                    worker
                        .ask(move |desk, now| Ok(Loaded::Due(desk.to_approve(now, begin)?, desk.delegations(now)?)))
                        .await
                }
            }
        };
        let reading = Task::perform(reading, move |loaded| Message::Read(number, loaded));
        Task::batch([reading, self.read_strip(ctx)])
    }

    pub(super) fn took(&mut self, number: u64, loaded: Result<Loaded, SharedError>, ctx: &Context) -> Task<Message> {
        if number != self.asked {
            return Task::none();
        }
        (self.waiting, self.trouble) = (false, None);
        match loaded {
            Ok(Loaded::List(page, hours, whole)) => {
                (self.lines, self.hours, self.whole) = (page.lines, hours, whole);
                self.next = page.next.filter(|_| !page.whole);
            }
            Ok(Loaded::Week(week, whole)) => {
                if self.week.is_empty() {
                    self.day = week.iter().position(|day| day.date == ctx.now.today()).unwrap_or(0);
                }
                (self.week, self.whole) = (week, whole);
            }
            Ok(Loaded::Due(page, delegations)) => {
                (self.due, self.next, self.delegations, self.whole) = (page.due, page.next, delegations, true);
            }
            Ok(Loaded::Group(groups, group)) => {
                self.chosen = group.as_ref().map(|group| group.id);
                (self.groups, self.group, self.next, self.whole) = (groups, group, None, true);
            }
            Ok(Loaded::Hosts(book)) => {
                (self.next, self.whole) = (None, true);
                if let Some(at) = self.hosts.take(*book) {
                    self.cursor = Some(at);
                    return reveal(ROWS, at);
                }
            }
            Ok(Loaded::Holidays(days)) => (self.holidays, self.next, self.whole) = (days, None, true),
            Err(error) => self.trouble = Some(error),
        }
        let last = self.len().checked_sub(1);
        self.cursor = self.cursor.and_then(|at| last.map(|last| at.min(last)));
        Task::none()
    }

    /// Looks for every visit of a host from today on.
    pub fn of_host(&mut self, host: String, ctx: &Context) -> Task<Message> {
        let today = ctx.now.today();
        let last = today.checked_add_days(Days::new(FURTHEST)).unwrap_or(today);
        self.list(today, last, host, None, None, ctx)
    }

    /// Looks for the visits of these days, by words of the host, by kind, and by how far they are.
    pub fn list(
        &mut self,
        first: NaiveDate,
        last: NaiveDate,
        host: String,
        category: Option<Category>,
        stand: Option<Stand>,
        ctx: &Context,
    ) -> Task<Message> {
        self.filter = Filter::default();
        self.filter.set(Field::Host, host);
        self.filter.set(Field::From, first.format("%Y-%m-%d").to_string());
        self.filter.set(Field::To, last.format("%Y-%m-%d").to_string());
        let kind = category.map(|one| tr(&format!("category-{}", one.code())));
        self.filter.set(Field::Kind, kind.unwrap_or_default());
        self.filter.set(Field::Stand, stand.map(|one| tr(&format!("stand-{}", one.code()))).unwrap_or_default());
        self.view = View::List;
        self.marked.clear();
        self.again(ctx)
    }

    pub(super) fn typed(&mut self, field: Field, text: String, ctx: &Context) -> Task<Message> {
        self.filter.set(field, text);
        if matches!(self.view, View::Due | View::Group | View::Holidays | View::Hosts) {
            self.view = View::List;
        }
        self.again(ctx)
    }

    /// What is shown, as a list to take away: what is marked; the guest who is looked at; else all that is looked for.
    pub fn listed(&self, ctx: &Context) -> Option<List> {
        if !self.marked.is_empty() && !matches!(self.view, View::Group | View::Holidays | View::Hosts) {
            return Some(List::Marked(self.marked.keys().copied().collect()));
        }
        let wanted = self.filter.wanted(ctx.now);
        match (self.view, &self.opened) {
            (View::Due, _) => Some(List::Due),
            _ if !ctx.status.may(crate::domain::operator::Act::KeepVisits) => None,
            (View::Group, _) => self.chosen.map(List::Group),
            (View::Holidays | View::Hosts, _) => None,
            (_, Some(opened)) => Some(List::Guest(opened.line.person)),
            (View::List, None) => Some(List::Visits(Box::new(wanted))),
            (View::Week, None) => {
                let monday = monday(self.filter.first(ctx.now.today()));
                let midnight = |day: NaiveDate| instant(place_at(ctx.now), day.and_time(NaiveTime::MIN), Edge::From);
                let after = monday.checked_add_days(Days::new(WEEK)).map(midnight);
                Some(List::Visits(Box::new(Wanted { from: Some(midnight(monday)), to: after, ..wanted })))
            }
        }
    }

    /// From the first page, with nothing open.
    pub(super) fn again(&mut self, ctx: &Context) -> Task<Message> {
        (self.cursor, self.opened, self.begins) = (None, None, vec![None]);
        self.read(ctx)
    }

    pub(super) fn days(&mut self, by: isize, ctx: &Context) -> Task<Message> {
        let step = if self.view == View::Week { WEEK } else { 1 };
        let first = self.filter.first(ctx.now.today());
        let moved =
            if by < 0 { first.checked_sub_days(Days::new(step)) } else { first.checked_add_days(Days::new(step)) };
        self.show_day(moved.unwrap_or(first), ctx)
    }

    pub(super) fn list_day(&mut self, day: NaiveDate, ctx: &Context) -> Task<Message> {
        self.view = View::List;
        self.show_day(day, ctx)
    }

    fn show_day(&mut self, day: NaiveDate, ctx: &Context) -> Task<Message> {
        let text = if day == ctx.now.today() { String::new() } else { day.format("%Y-%m-%d").to_string() };
        self.filter.set(Field::From, text);
        self.filter.set(Field::To, String::new());
        self.again(ctx)
    }

    pub(super) fn page(&mut self, by: isize, ctx: &Context) -> Task<Message> {
        match (by > 0, self.next) {
            (true, Some(next)) => self.begins.push(Some(next)),
            (false, _) if self.begins.len() > 1 => drop(self.begins.pop()),
            _ => return Task::none(),
        }
        self.cursor = None;
        self.read(ctx)
    }

    /// Reads the visit that the arrow keys stand on closely.
    pub(super) fn open(&mut self, ctx: &Context) -> Task<Message> {
        let Some((visit, _)) = self.cursor.and_then(|at| self.rows().get(at).copied()) else { return Task::none() };
        let worker = ctx.worker.clone();
        let keeps = ctx.status.may(crate::domain::operator::Act::KeepVisits);
        let known = self.due.iter().find(|due| due.visit == visit).map(|due| Line {
            visit,
            person: due.person,
            guest: due.guest.clone(),
            appointment: due.appointment.clone(),
            stand: Stand::Requested,
            since: None,
        });
        let members = self.group.iter().flat_map(|group| &group.members).map(|member| &member.line);
        let lines = self.lines.iter().chain(members).chain(self.week.iter().flat_map(|day| &day.lines));
        let mut lines = lines.filter(|line| line.visit == visit);
        let Some(line) = lines.next().cloned().or(known) else {
            return Task::none();
        };
        let opening = async move {
            let person = line.person;
            let read = move |desk: &mut crate::desk::Desk, now| {
                let history = if keeps { desk.visits_of(now, person)? } else { Vec::new() };
                let invited = if keeps { desk.invitations(now, visit)? } else { Vec::new() };
                Ok((desk.steps(now, visit)?, history, invited))
            };
            let (steps, history, invited) = worker.ask(read).await?;
            Ok(Box::new(Opened { line, steps, history, invited }))
        };
        Task::perform(opening, Message::Opened)
    }

    pub(super) fn took_opened(&mut self, opened: Result<Box<Opened>, SharedError>) -> Task<Message> {
        match opened {
            Ok(opened) => self.opened = Some(opened),
            Err(error) => self.trouble = Some(error),
        }
        Task::none()
    }
}

/// Delegations from today on, and the one that is looked at, or the first.
fn groups(desk: &crate::desk::Desk, now: Moment, chosen: Option<GroupId>) -> Result<Loaded, DeskError> {
    let groups = desk.groups(now, now.day().0, Timestamp(i64::MAX))?;
    let id = chosen.or(groups.first().map(|line| line.id));
    let group = id.map(|id| desk.delegation(now, id)).transpose()?.filter(|group| !group.members.is_empty());
    Ok(Loaded::Group(groups, group.map(Box::new)))
}

/// Days on which the mission is closed, from a month ago on.
fn holidays(desk: &crate::desk::Desk, now: Moment) -> Result<Loaded, DeskError> {
    let begin = now.today().checked_sub_days(Days::new(31)).unwrap_or_default();
    Ok(Loaded::Holidays(desk.holidays()?.from(begin).map(|(day, name)| (day, name.to_owned())).collect()))
}

/// The Monday of the week of a day.
fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

/// A page of the list, in as many looks as it takes: each lets others in.
async fn list(
    worker: Worker,
    wanted: Wanted,
    begin: Option<Key>,
    day: Option<NaiveDate>,
) -> Result<Loaded, SharedError> {
    let mut page = Page { next: begin, ..Page::default() };
    loop {
        let (asked, after) = (wanted.clone(), page.next);
        let read = move |desk: &mut crate::desk::Desk, now| {
            Ok((desk.visits_wanted(now, &asked, after)?, desk.diary_is_whole()))
        };
        let (more, whole) = worker.ask(read).await?;
        page.lines.extend(more.lines);
        (page.next, page.whole) = (more.next, more.whole);
        if page.whole || page.lines.len() >= PAGE {
            if page.lines.len() > PAGE {
                page.lines.truncate(PAGE);
                page.whole = false;
                page.next = page.lines.last().map(|line| (line.appointment.from, line.visit));
            }
            let hours = match day {
                Some(day) => worker.ask(move |desk, now| desk.days(now, day, 1, &wanted)).await?.pop(),
                None => None,
            };
            return Ok(Loaded::List(page, hours, whole));
        }
    }
}
