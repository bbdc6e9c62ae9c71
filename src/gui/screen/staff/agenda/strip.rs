//! A quiet strip over the visits: who arrived, who waits at the gate, and who should have left, for whoever keeps the
//! visits. It is what hosts hear, shown to the desk; nothing of why somebody waits stands there.

use iced::Fill;
use iced::widget::{Column, container, row};

use iced::Task;

use crate::desk::Desk;
use crate::desk::clock::wall;
use crate::desk::notices::NoticeLine;
use crate::desk::worker::SharedError;
use crate::domain::notice::Event;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Tone, container as ground};
use crate::gui::widget::list::initials;
use crate::gui::widget::{link, pill};
use crate::i18n::{tr, tr_with};

use super::{Deed, Message, Opened, State, View};

/// What is so at the moment, and which of it was opened last by the keyboard.
#[derive(Debug, Default)]
pub(super) struct Strip {
    lines: Vec<NoticeLine>,
    at: Option<usize>,
}

impl State {
    /// Reads what is so at the moment, where it is shown.
    pub(super) fn read_strip(&self, ctx: &Context) -> Task<Message> {
        if !self.has_strip() || !ctx.status.may(Deed::KeepVisits) {
            return Task::none();
        }
        let (worker, mine) = (ctx.worker.clone(), self.filter.mine);
        let reading = async move { worker.ask(move |desk, now| desk.notices_open(now, mine)).await };
        Task::perform(reading, Message::Notices)
    }

    /// Whether it stands over what is shown.
    fn has_strip(&self) -> bool {
        self.invite.is_none() && matches!(self.view, View::List | View::Week | View::Due)
    }

    pub(super) fn took_strip(&mut self, read: Result<Vec<NoticeLine>, SharedError>) -> Task<Message> {
        match read {
            Ok(lines) => {
                let id = self.strip.at.and_then(|at| self.strip.lines.get(at)).map(|line| line.id);
                self.strip.at = lines.iter().position(|line| Some(line.id) == id);
                self.strip.lines = lines;
            }
            Err(error) => self.trouble = Some(error),
        }
        Task::none()
    }

    /// To the visit of the next line.
    pub(super) fn next_notice(&mut self, ctx: &Context) -> Task<Message> {
        let next = self.strip.at.map_or(0, |at| at + 1);
        self.open_notice(if next < self.strip.lines.len() { next } else { 0 }, ctx)
    }

    /// Reads the visit of a line closely.
    pub(super) fn open_notice(&mut self, at: usize, ctx: &Context) -> Task<Message> {
        let Some(line) = self.strip.lines.get(at) else { return Task::none() };
        let (worker, visit, person) = (ctx.worker.clone(), line.visit, line.person);
        self.strip.at = Some(at);
        // What is done with a visit is done with the one that is looked at: with that of the list, or with none.
        self.cursor = self.rows().iter().position(|(row, _)| *row == visit);
        self.marked.clear();
        let opening = async move {
            let read = move |desk: &mut Desk, now| {
                let history = desk.visits_of(now, person)?;
                let line = history.iter().find(|line| line.visit == visit).cloned();
                let line = line.ok_or(crate::desk::DeskError::Gone)?;
                Ok(Box::new(Opened {
                    line,
                    steps: desk.steps(now, visit)?,
                    history,
                    invited: desk.invitations(now, visit)?,
                }))
            };
            worker.ask(read).await
        };
        Task::perform(opening, Message::Opened)
    }

    /// Puts a line away: this one, or the one opened last, or the first.
    pub(super) fn put_away(&mut self, at: Option<usize>, ctx: &Context) -> Task<Message> {
        let at = at.or(self.strip.at).unwrap_or(0);
        let Some(id) = self.strip.lines.get(at).map(|line| line.id) else { return Task::none() };
        let (worker, mine) = (ctx.worker.clone(), self.filter.mine);
        let putting = async move {
            let put = move |desk: &mut Desk, now| {
                desk.put_notice_away(id)?;
                desk.notices_open(now, mine)
            };
            worker.ask(put).await
        };
        Task::perform(putting, Message::Notices)
    }

    /// The strip, where there is something to say.
    pub(super) fn strip<'a>(&'a self, ctx: &'a Context) -> Option<Element<'a, Message>> {
        if !self.has_strip() || self.strip.lines.is_empty() {
            return None;
        }
        let lines = self.strip.lines.iter().enumerate().map(|(at, line)| {
            let guest = if ctx.names_shown { line.guest.clone() } else { initials(&line.guest) };
            let time = wall(ctx.now, line.at).format("%H:%M").to_string();
            let told = [("time", time.into()), ("guest", guest.into()), ("host", line.host.as_str().into())];
            let words = tr_with(&format!("strip-{}", line.event.code()), &told);
            let first = self.strip.at.unwrap_or(0) == at;
            let keyed = |words: String, act| if first { format!("{words}  {}", cap(act)) } else { words };
            let state = pill(tr(&format!("strip-state-{}", line.event.code())), tone(line.event));
            let state = container(state).width(size::STATE);
            let open = link(keyed(words, Act::NextNotice), Message::OpenNotice(at));
            let away = link(keyed(tr("act-put-away"), Act::PutAway), Message::PutAway(Some(at)));
            let pieces = row![state, container(open).width(Fill).clip(true), away];
            pieces.spacing(space::MEDIUM).align_y(iced::Center).into()
        });
        let lines = Column::with_children(lines.collect::<Vec<Element<'a, Message>>>());
        let strip = container(lines).padding([space::TINY, space::LARGE]).width(Fill).style(ground::panel);
        Some(container(strip).padding(iced::Padding::ZERO.bottom(space::LARGE)).into())
    }
}

fn tone(event: Event) -> Tone {
    match event {
        Event::Arrival | Event::Departure => Tone::Go,
        Event::Referral => Tone::Hold,
        Event::Overstay => Tone::Stop,
    }
}
