//! What is done with one visit or with many, and taking it back.

use chrono::NaiveDate;
use iced::Task;
use iced::widget::operation;

use crate::desk::Desk;
use crate::desk::groups::Whole;
use crate::desk::visits::change::{AT_ONCE, Change, Changed};
use crate::desk::worker::{SharedError, Worker};
use crate::domain::operator::Act as Deed;
use crate::domain::{GroupId, Timestamp, VisitId};
use crate::gui::context::Context;
use crate::gui::keys::{self, Act};
use crate::gui::note::{Note, failure};
use crate::gui::style::Tone;
use crate::i18n::{Value, tr, tr_with};

use super::ask::{self, Ask, Outcome};
use super::holidays::Off;
use super::{Action, Line, Message, State, Update, View};

/// What was done.
#[derive(Debug, Clone)]
pub struct Done {
    /// The message that says so.
    told: String,
    /// How many visits.
    done: usize,
    /// With how many it could not be done, and why not with the first of them.
    left: Option<(usize, String)>,
    /// The delegation that was formed, if one was.
    group: Option<GroupId>,
}

impl State {
    /// The visits that are meant: those marked, else the one that the arrow keys stand on.
    pub(super) fn meant(&self) -> Vec<(VisitId, String)> {
        if !self.marked.is_empty() {
            return self.marked.iter().map(|(visit, name)| (*visit, name.clone())).collect();
        }
        let row = self.cursor.and_then(|at| self.rows().get(at).copied());
        row.map(|(visit, name)| (visit, name.to_owned())).into_iter().collect()
    }

    /// Whether something is meant.
    pub(super) fn means_any(&self) -> bool {
        !self.marked.is_empty() || self.cursor.is_some_and(|at| at < self.rows().len())
    }

    /// Whether whoever looks may approve what is meant.
    pub(super) fn may_approve(&self, ctx: &Context) -> bool {
        let theirs = |visit: &VisitId| self.due.iter().find(|due| due.visit == *visit).is_none_or(|due| due.may);
        let meant = self.meant();
        ctx.status.may(Deed::ApproveVisits)
            && self.means_any()
            && (self.view != View::Due || meant.iter().any(|(visit, _)| theirs(visit)))
    }

    pub(super) fn begin_act(&mut self, message: &Message, ctx: &Context) -> Update {
        let meant = self.meant();
        let approves = ctx.status.may(Deed::ApproveVisits);
        match message {
            Message::Delegate if approves => self.ask = Some(Ask::delegate()),
            // With nobody chosen the whole of a delegation is meant.
            Message::Cancel if self.on_group() && meant.is_empty() && !self.whole().is_empty() => {
                self.ask = Some(Ask::cancel(self.whole()));
            }
            Message::Change if self.on_group() && meant.is_empty() && !self.whole().is_empty() => {
                self.ask = Some(Ask::whole(self.whole()));
            }
            Message::Cancel if self.view == View::Holidays => self.ask_to_open(),
            _ if meant.is_empty() => return (Task::none(), None),
            Message::Approve if self.may_approve(ctx) => return (change(meant, Change::Approve, ctx), None),
            Message::Decline if self.may_approve(ctx) => self.ask = Some(Ask::decline(meant)),
            Message::Cancel => self.ask = Some(Ask::cancel(meant).on_day(self.day_meant())),
            Message::Change => match meant.as_slice() {
                [(visit, _)] if self.marked.is_empty() => return (Task::none(), Some(Action::Amend(*visit))),
                _ => self.ask = Some(Ask::change(meant)),
            },
            _ => {
                let note = Note::told(Tone::Hold, tr("agenda-not-yours"));
                return (Task::none(), Some(Action::Told(note)));
            }
        }
        (self.ask.as_ref().and_then(Ask::first).map_or_else(Task::none, operation::focus), None)
    }

    /// The one day on which all that is meant recurs, as it stands in the list.
    fn day_meant(&self) -> Option<NaiveDate> {
        let marked = |line: &Line| self.marked.contains_key(&line.visit);
        let lines: Vec<&Line> = match (self.view, self.marked.is_empty()) {
            (View::List, true) => self.cursor.and_then(|at| self.lines.get(at)).into_iter().collect(),
            (View::List, false) => self.lines.iter().filter(|line| marked(line)).collect(),
            (View::Week, true) => {
                let day = self.week.get(self.day);
                day.and_then(|day| day.lines.get(self.cursor?)).into_iter().collect()
            }
            (View::Week, false) => self.week.iter().flat_map(|day| &day.lines).filter(|line| marked(line)).collect(),
            _ => Vec::new(),
        };
        let day = |line: &&Line| Some(line.appointment.recurrence.as_ref()?.day_of(line.appointment.from));
        let first = lines.first().and_then(day)?;
        (lines.iter().all(|line| day(line) == Some(first)) && lines.len() == self.meant().len()).then_some(first)
    }

    pub(super) fn in_ask(&mut self, message: ask::Message, ctx: &Context) -> Update {
        let Some(ask) = &mut self.ask else { return (Task::none(), None) };
        let task = match ask.update(message, ctx) {
            Outcome::Stay => Task::none(),
            Outcome::Focus(field) => operation::focus(field),
            Outcome::Close => {
                self.ask = None;
                Task::none()
            }
            Outcome::Change(visits, what) => change(visits, what, ctx),
            Outcome::Skip(off) => skip(off, ctx),
            Outcome::Open(day) => open(day, ctx),
            Outcome::Delegate(number, until) => delegate(number, until, ctx),
            Outcome::Whole(visits, whole) => {
                let id = self.group.as_ref().map(|group| group.id).filter(|_| self.on_group());
                change_whole(id, visits, whole, ctx)
            }
        };
        (task, None)
    }

    pub(super) fn done(&mut self, done: Result<Done, SharedError>, ctx: &Context) -> Update {
        match done {
            Ok(done) => {
                self.ask = None;
                self.marked.clear();
                self.opened = None;
                if let Some(group) = done.group {
                    (self.view, self.chosen, self.cursor, self.begins) = (View::Group, Some(group), None, vec![None]);
                }
                let reading = self.read(ctx);
                (reading, Some(Action::Told(done.note())))
            }
            Err(error) => match &mut self.ask {
                Some(ask) => {
                    ask.failed(&error);
                    (Task::none(), None)
                }
                None => (self.read(ctx), Some(Action::Told(Note::failed(&error)))),
            },
        }
    }
}

impl Done {
    fn take(&mut self, changed: Changed) {
        self.done += changed.done;
        for error in changed.left {
            let why = failure(&SharedError::new(error));
            let (left, _) = self.left.get_or_insert((0, why));
            *left += 1;
        }
    }

    fn note(&self) -> Note {
        let told =
            |count: usize| tr_with(&self.told, &[("count", Value::from(count)), ("key", keys::cap(Act::Undo).into())]);
        match &self.left {
            None => Note::told(Tone::Go, told(self.done)),
            Some((left, why)) => {
                let left = tr_with("agenda-left", &[("count", Value::from(*left)), ("why", why.as_str().into())]);
                let done = if self.done > 0 { format!("{} ", told(self.done)) } else { String::new() };
                Note::told(Tone::Hold, format!("{done}{left}"))
            }
        }
    }
}

/// Does something with many visits, some of them at a time, so that nobody at the gate waits for it.
pub(super) fn change(visits: Vec<(VisitId, String)>, change: Change, ctx: &Context) -> Task<Message> {
    Task::perform(change_all(ctx.worker.clone(), visits, change), Message::Done)
}

async fn change_all(worker: Worker, visits: Vec<(VisitId, String)>, change: Change) -> Result<Done, SharedError> {
    let mut done = Done { told: format!("agenda-done-{}", change.code()), done: 0, left: None, group: None };
    let visits: Vec<VisitId> = visits.into_iter().map(|(visit, _)| visit).collect();
    for (place, some) in visits.chunks(AT_ONCE).enumerate() {
        let (some, change) = (some.to_vec(), change.clone());
        let act = move |desk: &mut Desk, now| desk.change_visits(now, &some, &change, place > 0);
        let changed = worker.ask(act).await?;
        done.take(changed);
    }
    Ok(done)
}

/// Does something with a delegation and with all of its visits; without a handle it is formed of them.
pub(super) fn change_whole(
    id: Option<GroupId>,
    visits: Vec<(VisitId, String)>,
    whole: Whole,
    ctx: &Context,
) -> Task<Message> {
    let (worker, forms) = (ctx.worker.clone(), matches!(whole, Whole::Form(..)));
    let mut visits: Vec<VisitId> = visits.into_iter().map(|(visit, _)| visit).collect();
    if let Whole::Form(_, leader) = &whole {
        visits.sort_by_key(|visit| visit != leader);
    }
    let changing = async move {
        let (first, all) = (whole.clone(), visits.clone());
        let begin = move |desk: &mut Desk, now| {
            let id = id.unwrap_or_else(|| desk.new_group());
            Ok((id, desk.change_group(now, id, &first, &all)?))
        };
        let (id, changed) = worker.ask(begin).await?;
        let told = format!("agenda-done-group-{}", whole.code());
        let mut done = Done { told, done: 0, left: None, group: forms.then_some(id) };
        done.take(changed);
        let Some(change) = whole.change(id) else { return Ok(done) };
        for some in visits.get(AT_ONCE..).unwrap_or_default().chunks(AT_ONCE) {
            let (some, change) = (some.to_vec(), change.clone());
            done.take(worker.ask(move |desk, now| desk.change_visits(now, &some, &change, true)).await?);
        }
        Ok(done)
    };
    Task::perform(changing, Message::Done)
}

/// Takes the last act back.
pub fn undo(ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let undoing = async move {
        let mut done = Done { told: "agenda-undone".into(), done: 0, left: None, group: None };
        loop {
            let act = |desk: &mut Desk, now| {
                let all = desk.undoable().map_or(0, |(_, count)| count);
                desk.undo_visits(now).map(|left| all - left)
            };
            done.done += worker.ask(act).await?;
            if worker.ask(|desk, _| Ok(desk.undoable().is_none())).await? {
                return Ok(done);
            }
        }
    };
    Task::perform(undoing, Message::Done)
}

/// Takes days off visits that recur on them, as one act.
fn skip(off: Off, ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let skipping = async move {
        let mut done = Done { told: "agenda-done-skip".into(), done: 0, left: None, group: None };
        let mut goes_on = false;
        for (day, visits) in off {
            let visits: Vec<VisitId> = visits.into_iter().map(|(visit, _)| visit).collect();
            for some in visits.chunks(AT_ONCE) {
                let (some, on) = (some.to_vec(), goes_on);
                let act = move |desk: &mut Desk, now| desk.change_visits(now, &some, &Change::Skip(day), on);
                done.take(worker.ask(act).await?);
                goes_on = true;
            }
        }
        Ok(done)
    };
    Task::perform(skipping, Message::Done)
}

/// The mission is open on a day after all.
fn open(day: NaiveDate, ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let opening = async move {
        let _ = worker.ask(move |desk, _| desk.remove_holiday(day)).await?;
        Ok(Done { told: "agenda-done-open".into(), done: 1, left: None, group: None })
    };
    Task::perform(opening, Message::Done)
}

fn delegate(number: String, until: Timestamp, ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let delegating = async move {
        worker.ask(move |desk, now| desk.delegate_approval(now, &number, until)).await?;
        Ok(Done { told: "agenda-delegated".into(), done: 1, left: None, group: None })
    };
    Task::perform(delegating, Message::Done)
}

/// Ends a delegation before its time.
pub fn end_delegation(seq: u64, ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    let ending = async move {
        worker.ask(move |desk, now| desk.end_delegation(now, seq)).await?;
        Ok(Done { told: "agenda-delegation-ended".into(), done: 1, left: None, group: None })
    };
    Task::perform(ending, Message::Done)
}
