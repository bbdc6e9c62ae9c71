//! A delegation at the gate: everybody of it with their own verdict, and letting in or out those who stand there.
//!
//! Whoever is ticked and whom the rules admit is let in by one act: one after another, each as if they came alone. Whom
//! the rules do not admit is never let in so; they are opened on their own card.

mod view;
mod work;

use std::collections::BTreeSet;

use iced::Task;
use iced::widget::operation;

use crate::desk::groups::{AtGate, MOST_AT_ONCE};
use crate::desk::worker::{SharedError, Worker};
use crate::desk::{Desk, DeskError};
use crate::domain::operator::Act as Deed;
use crate::domain::{Card, Departure, Duress, GroupId, Moment, Obligation, Recognised, Verdict, VisitId};
use crate::gui::context::Context;
use crate::gui::keys;

use super::found::{Guidance, guidance};
use super::stage::Stage;
use super::{NOWHERE, SCAN, State, Update, none};

pub use view::{line, question};
pub use work::{Last, Work};

/// A delegation in the middle of the screen.
#[derive(Debug, Clone)]
pub struct Roster {
    /// Which, and how many of it are where.
    pub line: AtGate,
    /// Who was read, whoever leads it first, then by name.
    pub members: Vec<Member>,
    /// Visits that are still to be read.
    pub unread: Vec<VisitId>,
    /// Who stands there, as the guard says.
    pub ticked: BTreeSet<VisitId>,
    /// Whether they are on the way out.
    pub leaving: bool,
    /// What is asked before it is done.
    pub asking: Option<Asking>,
}

/// Somebody of it.
#[derive(Debug, Clone)]
pub struct Member {
    /// Their visit.
    pub visit: VisitId,
    /// Their name.
    pub name: String,
    /// Who goes with them; empty for nobody in particular.
    pub escort: String,
    /// Where they are.
    pub place: Place,
}

/// Where somebody of a delegation is.
#[derive(Debug, Clone)]
pub enum Place {
    /// Outside, with the verdict and its words.
    Out(Box<Card>, Guidance),
    /// Inside.
    In(Box<Departure>),
}

/// Whether several are to be let in, or out.
#[derive(Debug, Clone)]
pub struct Asking {
    /// Whether in; else out.
    pub admits: bool,
    /// Whether whoever asks lets know that they are forced.
    pub duress: Duress,
    /// Obligations that were seen to with each of them.
    pub done: Vec<Obligation>,
}

/// What happens with it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The delegation of whoever stands in the middle is wanted.
    Open,
    /// Who belongs to it.
    Listed(u64, Result<(AtGate, Vec<VisitId>), SharedError>),
    /// Some of them.
    Read(u64, Result<Vec<Member>, SharedError>),
    /// Somebody stands there, or not.
    Tick(VisitId),
    /// Whoever the arrow keys stand on does, or from nowhere all who can be let in, or out.
    TickNext,
    /// All who can be let in, or out, or none of them.
    TickAll,
    /// The own card of whoever the arrow keys stand on.
    Card,
    /// Let those who are ticked in, or out.
    Ask(bool, Duress),
    /// Something was seen to with each of them.
    See(Obligation),
    /// The next of what has to be.
    SeeNext,
    /// It is to be done.
    Confirm,
    /// It is not.
    Close,
    /// One of them was let in or out, or that was taken back; or why not.
    Done(Result<work::Done, SharedError>),
    /// Write the badges of those who were let in last.
    Save,
    /// They were written, or not.
    Saved(Result<std::path::PathBuf, SharedError>),
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Listed(..) | Self::Read(..) | Self::Done(_) | Self::Saved(_))
    }
}

impl Member {
    /// Whether the rules admit them by themselves.
    pub fn is_green(&self) -> bool {
        matches!(&self.place, Place::Out(card, _) if card.judgement.verdict == Verdict::Admit)
    }

    /// Whether they are inside.
    pub fn is_inside(&self) -> bool {
        matches!(self.place, Place::In(_))
    }
}

impl Roster {
    /// Whether everybody of it was read.
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }

    /// Who is ticked and can be let in by one act, or out.
    pub fn able(&self, admits: bool) -> impl Iterator<Item = &Member> {
        self.ticked().filter(move |member| if admits { member.is_green() } else { member.is_inside() })
    }

    /// Who is ticked and waits outside, whatever the rules say.
    pub fn present(&self) -> impl Iterator<Item = &Member> {
        self.ticked().filter(|member| !member.is_inside())
    }

    fn ticked(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| self.ticked.contains(&member.visit))
    }

    /// What has to be seen to with those who are to be let in, and with how many of them.
    pub fn obligations(&self) -> Vec<(Obligation, usize)> {
        let with = |obligation: Obligation| {
            let asked = |member: &&Member| match &member.place {
                Place::Out(card, _) => card.judgement.obligations.contains(&obligation),
                Place::In(_) => false,
            };
            (obligation, self.able(true).filter(asked).count())
        };
        Obligation::ALL.into_iter().map(with).filter(|(_, count)| *count > 0).collect()
    }

    /// The first of it that was not seen to.
    pub fn next_open(&self) -> Option<Obligation> {
        let done = self.asking.as_ref().map(|asking| asking.done.as_slice()).unwrap_or_default();
        self.obligations().into_iter().map(|(obligation, _)| obligation).find(|one| !done.contains(one))
    }

    fn tick(&mut self, visit: VisitId) {
        if !self.ticked.remove(&visit) {
            let _ = self.ticked.insert(visit);
        }
    }

    /// Ticks all who can be let in, or out; none of them, where all are.
    fn tick_all(&mut self) {
        let leaving = self.leaving;
        let able = |member: &&Member| if leaving { member.is_inside() } else { member.is_green() };
        let all: BTreeSet<VisitId> = self.members.iter().filter(able).map(|member| member.visit).collect();
        if all.is_subset(&self.ticked) {
            self.ticked.retain(|visit| !all.contains(visit));
        } else {
            self.ticked.extend(all);
        }
    }
}

impl State {
    /// The delegation in the middle, where it is seen.
    pub(super) fn roster(&self) -> Option<&Roster> {
        match &self.stage {
            Stage::Roster(roster) if !self.searching() => Some(roster),
            _ => None,
        }
    }

    pub(super) fn roster_mut(&mut self) -> Option<&mut Roster> {
        let searching = self.searching();
        match &mut self.stage {
            Stage::Roster(roster) if !searching => Some(roster),
            _ => None,
        }
    }

    /// What a key does while a delegation is in the middle, or beside one of it.
    pub(super) fn key_of_roster(&self, act: keys::Act) -> Option<Message> {
        let Some(roster) = self.roster() else { return (act == keys::Act::Group).then_some(Message::Open) };
        match (&roster.asking, act) {
            (Some(_), keys::Act::TickNext) => Some(Message::SeeNext),
            (Some(_), keys::Act::Open | keys::Act::Submit) => Some(Message::Confirm),
            (Some(_), keys::Act::Back) => Some(Message::Close),
            (Some(_), _) => None,
            (None, keys::Act::Admit) => Some(Message::Ask(true, Duress::No)),
            (None, keys::Act::Depart) => Some(Message::Ask(false, Duress::No)),
            (None, keys::Act::TickNext) => Some(Message::TickNext),
            (None, keys::Act::Badge) => Some(Message::Save),
            (None, keys::Act::Group) => Some(Message::TickAll),
            _ => None,
        }
    }

    pub(super) fn in_roster(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Open => return self.open_roster(ctx),
            Message::Listed(ticket, result) => return self.listed(ticket, result, ctx),
            Message::Read(ticket, result) => return self.read_members(ticket, result, ctx),
            Message::Tick(visit) => {
                self.cursor = Some(visit);
                self.on_roster(|roster| roster.tick(visit));
            }
            Message::TickNext => match self.cursor {
                Some(visit) => self.on_roster(|roster| roster.tick(visit)),
                None => self.on_roster(Roster::tick_all),
            },
            Message::TickAll => self.on_roster(Roster::tick_all),
            Message::Card => return self.submit(ctx),
            Message::Ask(admits, duress) => return self.ask_roster(admits, duress, ctx),
            Message::See(obligation) => self.see(obligation),
            Message::SeeNext => {
                if let Some(next) = self.roster().and_then(Roster::next_open) {
                    self.see(next);
                }
            }
            Message::Close => {
                self.on_roster(|roster| roster.asking = None);
                return (operation::focus(SCAN), None);
            }
            Message::Confirm => return self.begin_work(ctx),
            Message::Done(result) => return self.worked(result, ctx),
            Message::Save => return self.save_badges(ctx),
            Message::Saved(result) => return Self::saved(result),
        }
        none()
    }

    fn on_roster(&mut self, change: impl FnOnce(&mut Roster)) {
        if let Some(roster) = self.roster_mut() {
            change(roster);
        }
    }

    fn see(&mut self, obligation: Obligation) {
        self.on_roster(|roster| {
            if let Some(asking) = &mut roster.asking {
                let before = asking.done.len();
                asking.done.retain(|done| *done != obligation);
                if asking.done.len() == before {
                    asking.done.push(obligation);
                }
            }
        });
    }

    /// The delegation of whoever stands in the middle.
    fn open_roster(&mut self, ctx: &Context) -> Update {
        if self.searching() || self.is_busy() {
            return none();
        }
        let (id, leaving) = match &self.stage {
            Stage::Card(shown) => (shown.guidance.group.as_ref().map(|group| group.id), false),
            Stage::Leaving(leaving) => (leaving.group.as_ref().map(|group| group.id), true),
            Stage::Issued(issued) => (issued.group, false),
            _ => (None, false),
        };
        id.map_or_else(none, |id| (self.list_roster(id, leaving, BTreeSet::new(), ctx), None))
    }

    /// Reads a delegation, and shows that it is being read.
    fn list_roster(
        &mut self,
        id: GroupId,
        leaving: bool,
        ticked: BTreeSet<VisitId>,
        ctx: &Context,
    ) -> Task<super::Message> {
        let ticket = self.next_ticket();
        let line = AtGate { id, name: String::new(), leader: None, count: Default::default() };
        let (members, unread) = (Vec::new(), Vec::new());
        let before = self.roster().map(|roster| (roster.line.clone(), roster.members.clone()));
        // What was read before stands until it is read anew.
        let (line, members) = before.filter(|(line, _)| line.id == id).unwrap_or((line, members));
        let roster = Roster { line, members, unread, ticked, leaving, asking: None };
        self.set(Stage::Roster(Box::new(roster)), ctx);
        let worker = ctx.worker.clone();
        let list = async move {
            worker
                .ask(move |desk, now| {
                    let line = desk.group_at_gate(now, id)?.ok_or(DeskError::Gone)?;
                    Ok((line, desk.group_visits(id)?))
                })
                .await
        };
        let listed = Task::perform(list, move |result| super::Message::Roster(Message::Listed(ticket, result)));
        Task::batch([operation::focus(SCAN), listed])
    }

    /// Reads the delegation in the middle anew; who was ticked stays so.
    pub(super) fn read_roster_again(&mut self, ctx: &Context) -> Task<super::Message> {
        let Stage::Roster(roster) = &self.stage else { return Task::none() };
        let (id, leaving, ticked) = (roster.line.id, roster.leaving, roster.ticked.clone());
        self.list_roster(id, leaving, ticked, ctx)
    }

    fn listed(&mut self, ticket: u64, result: Result<(AtGate, Vec<VisitId>), SharedError>, ctx: &Context) -> Update {
        if ticket != self.ticket {
            return none();
        }
        match (result, &mut self.stage) {
            (Ok((line, visits)), Stage::Roster(roster)) => {
                roster.ticked.retain(|visit| visits.contains(visit));
                roster.members.retain(|member| visits.contains(&member.visit));
                (roster.line, roster.unread) = (line, visits);
                (self.read_some(ticket, ctx), None)
            }
            (Err(error), _) => {
                self.set(Stage::Failed(error), ctx);
                none()
            }
            _ => none(),
        }
    }

    fn read_some(&mut self, ticket: u64, ctx: &Context) -> Task<super::Message> {
        let Stage::Roster(roster) = &mut self.stage else { return Task::none() };
        let rest = roster.unread.split_off(roster.unread.len().min(MOST_AT_ONCE));
        let next = std::mem::replace(&mut roster.unread, rest);
        if next.is_empty() {
            return Task::none();
        }
        Task::perform(read(ctx.worker.clone(), next), move |result| {
            super::Message::Roster(Message::Read(ticket, result))
        })
    }

    fn read_members(&mut self, ticket: u64, result: Result<Vec<Member>, SharedError>, ctx: &Context) -> Update {
        if ticket != self.ticket {
            return none();
        }
        match (result, &mut self.stage) {
            (Ok(read), Stage::Roster(roster)) => {
                let leader = roster.line.leader;
                roster.members.retain(|member| read.iter().all(|one| one.visit != member.visit));
                roster.members.extend(read);
                roster
                    .members
                    .sort_by_cached_key(|member| (leader != Some(member.visit), member.name.clone(), member.visit));
                (self.read_some(ticket, ctx), None)
            }
            (Err(error), _) => {
                self.set(Stage::Failed(error), ctx);
                none()
            }
            _ => none(),
        }
    }

    fn ask_roster(&mut self, admits: bool, duress: Duress, ctx: &Context) -> Update {
        let may = !admits || ctx.status.may(Deed::Admit);
        let Some(roster) = self.roster().filter(|roster| may && roster.is_whole() && !self.is_busy()) else {
            return none();
        };
        if roster.able(admits).next().is_none() {
            self.hint = Some(if admits { "hint-tick-present" } else { "hint-tick-leaving" });
            return none();
        }
        self.hint = None;
        self.on_roster(|roster| roster.asking = Some(Asking { admits, duress, done: Vec::new() }));
        (operation::focus(NOWHERE), None)
    }
}

/// Opens these visits, each as if it were picked from a list.
async fn read(worker: Worker, visits: Vec<VisitId>) -> Result<Vec<Member>, SharedError> {
    let ask = move |desk: &mut Desk, now: Moment| {
        let mut members = Vec::with_capacity(visits.len());
        for visit in visits {
            let recognised = match desk.open_member(now, visit, None) {
                Ok(recognised) => recognised,
                // Taken out of it, or erased, since it was listed.
                Err(DeskError::Gone) => continue,
                Err(error) => return Err(error),
            };
            members.extend(member(desk, visit, recognised)?);
        }
        Ok(members)
    };
    worker.ask(ask).await
}

fn member(desk: &Desk, visit: VisitId, recognised: Recognised) -> Result<Option<Member>, DeskError> {
    let escort = desk.escort_of(&recognised)?;
    let (name, place) = match recognised {
        Recognised::Card(card) => {
            let guidance = guidance(desk, &card);
            (card.person.as_ref().map(|(_, person)| person.name.clone()), Place::Out(card, guidance))
        }
        Recognised::Departure(departure) => {
            (departure.person.as_ref().map(|person| person.name.clone()), Place::In(departure))
        }
        _ => return Ok(None),
    };
    Ok(Some(Member { visit, name: name.unwrap_or_default(), escort, place }))
}
