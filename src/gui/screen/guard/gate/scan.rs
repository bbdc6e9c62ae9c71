//! From the scan field, a list or a scanner to the visitor in the middle.

use iced::Task;
use iced::widget::operation;

use crate::badge::looks_like_token;
use crate::desk::lists::Standing;
use crate::desk::worker::SharedError;
use crate::device::scanner::Scan;
use crate::domain::card::Candidate;
use crate::domain::fact::Anomaly;
use crate::domain::text::{escape, fold, has_all};
use crate::domain::{Credential, Direction, VisitId};
use crate::gui::context::{Context, IDLE};
use crate::gui::keys::Place;
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::widget::list::step;
use crate::i18n::tr;

use super::found::{self, Found, Lists, Source};
use super::stage::{Leaving, Shown, Stage};
use super::{Action, EXPIRY, FILTER, Message, REFRESH, SCAN, State, Update, none, told};

/// What is shown of something that could not be read.
const READ_SHOWN: usize = 120;

impl State {
    pub(super) fn typed(&mut self, text: String, ctx: &Context) -> Update {
        (self.scan, self.cursor, self.filtering) = (text, None, false);
        if self.scan.trim().is_empty() {
            self.matches = None;
            return none();
        }
        let (worker, asked) = (ctx.worker.clone(), self.scan.clone());
        let search = found::search(worker, asked.clone());
        (Task::perform(search, move |result| Message::Searched(asked.clone(), result)), None)
    }

    pub(super) fn stray(&mut self, text: &str, ctx: &Context) -> Update {
        if let Some(form) = &self.exempting {
            return form.stray(text).map_or_else(none, |message| self.in_exempting(message, ctx));
        }
        if let Some(form) = &self.form {
            let picked = form.stray(text);
            return picked.map_or_else(none, |message| self.in_form(message, ctx));
        }
        if self.asks() {
            return none();
        }
        let text = format!("{}{text}", self.scan);
        let (task, action) = self.typed(text, ctx);
        (Task::batch([operation::focus(SCAN), operation::move_cursor_to_end(SCAN), task]), action)
    }

    pub(super) fn stray_back(&mut self, ctx: &Context) -> Update {
        if let Some(form) = &mut self.form {
            form.unpick();
            return none();
        }
        if self.asks() {
            return none();
        }
        let mut text = self.scan.clone();
        let _ = text.pop();
        self.typed(text, ctx)
    }

    pub(super) fn scanned(&mut self, scan: Scan, ctx: &Context) -> Update {
        if let Some(form) = &mut self.form {
            // Its digits may have picked something before they were known to be a scan's.
            form.unpick();
            return told(Note::told(Tone::Hold, tr("note-scan-in-form")));
        }
        if self.exempting.is_some() || self.asks() || self.work.is_some() {
            return told(Note::told(Tone::Hold, tr("note-scan-in-form")));
        }
        match scan {
            Scan::Text(text) | Scan::Loose(text) => self.open(Source::Text(self.written_before(text)), ctx),
            // Travel documents are not read yet: what was read is shown, and the name can be typed.
            Scan::Zone(lines) => self.open(Source::Text(lines.join(" ")), ctx),
            Scan::CommandKeys(text) => self.command_keys(&text, ctx),
        }
    }

    /// What was read, behind what stands in the field where it can be nothing but the end of that: keys of a person come
    /// as fast as a scanner's where a slow frame held them up.
    fn written_before(&self, text: String) -> String {
        if looks_like_token(&text) { text } else { format!("{}{text}", self.scan) }
    }

    /// A barcode that tried to press keys: nothing was done, and it is on record.
    fn command_keys(&mut self, text: &str, ctx: &Context) -> Update {
        let _ = self.next_ticket();
        self.set(Stage::Nothing(escape(text, READ_SHOWN)), ctx);
        self.clear();
        Self::report(ctx)
    }

    pub(super) fn report(ctx: &Context) -> Update {
        let worker = ctx.worker.clone();
        let report = async move { worker.ask(|desk, now| desk.report(now, Anomaly::CommandKeys)).await };
        let note = Note::told(Tone::Hold, tr("note-command-keys"));
        (Task::perform(report, Message::Reported), Some(Action::Told(note)))
    }

    pub(super) fn submit(&mut self, ctx: &Context) -> Update {
        if let Some(visit) = self.cursor {
            return self.open(Source::Visit(visit), ctx);
        }
        if self.filtering {
            let first = self.targets().first().copied();
            return first.map_or_else(none, |visit| self.open(Source::Visit(visit), ctx));
        }
        match self.scan.trim() {
            "" => none(),
            text => self.open(Source::Text(text.to_owned()), ctx),
        }
    }

    pub(super) fn searched(&mut self, text: &str, result: Result<Vec<Candidate>, SharedError>) -> Update {
        if text != self.scan {
            return none();
        }
        match result {
            Ok(matches) => {
                self.matches = (!matches.is_empty()).then_some(matches);
                none()
            }
            Err(error) => told(Note::failed(&error)),
        }
    }

    pub(super) fn filter(&mut self, text: String) -> Update {
        (self.filter, self.filtering, self.cursor) = (text, true, None);
        none()
    }

    pub(super) fn search(&mut self) -> Update {
        (self.filtering, self.cursor) = (true, None);
        (Task::batch([operation::focus(FILTER), operation::select_all(FILTER)]), None)
    }

    /// The visits that the arrow keys go through: those looked up, those to choose from, or else the list.
    pub(super) fn targets(&self) -> Vec<VisitId> {
        match (&self.matches, &self.stage) {
            (Some(matches), _) if !self.filtering => matches.iter().map(|candidate| candidate.visit).collect(),
            (_, Stage::Choose(candidates) | Stage::Like(candidates, _)) if !self.filtering => {
                candidates.iter().map(|candidate| candidate.visit).collect()
            }
            (None, Stage::Roster(roster)) if !self.filtering => {
                roster.members.iter().map(|member| member.visit).collect()
            }
            _ => self.expected().map(|line| line.visit).collect(),
        }
    }

    /// Whether guests whose name is being typed stand in the middle, before whatever is below them.
    pub(super) fn searching(&self) -> bool {
        self.matches.is_some() && !self.filtering
    }

    /// Who is expected and passes the filter.
    pub(super) fn expected(&self) -> impl Iterator<Item = &crate::desk::lists::Expected> {
        let wanted = fold(&self.filter);
        self.lists
            .expected
            .iter()
            .flatten()
            .filter(move |line| has_all(&format!("{} {}", line.person.name, line.appointment.host), &wanted))
    }

    pub(super) fn step(&mut self, by: isize) -> Update {
        self.cursor = step(self.targets(), self.cursor.as_ref(), by).map(|(visit, _)| visit);
        none()
    }

    pub(super) fn open(&mut self, source: Source, ctx: &Context) -> Update {
        // What is being done with several is done before anybody else is looked at.
        if self.work.is_some() {
            return none();
        }
        self.look(source, None, ctx)
    }

    /// Asks the desk, and shows that it is being asked.
    pub(super) fn look(&mut self, source: Source, direction: Option<Direction>, ctx: &Context) -> Update {
        let ticket = self.next_ticket();
        self.set(Stage::Looking, ctx);
        self.clear();
        let asked = source.clone();
        let find = found::find(ctx.worker.clone(), source, direction);
        let find =
            Task::perform(find, move |result| Message::Found(ticket, result.map(|found| (found, asked.clone())), true));
        (Task::batch([operation::focus(SCAN), find]), None)
    }

    /// The threat changed: a verdict from before is none any more. Whoever stands there is looked at anew; a badge has to
    /// be read again, since what was wrong with it went with its card.
    pub fn look_again(&mut self, ctx: &Context) -> Task<Message> {
        if matches!(self.stage, Stage::Roster(_)) && self.work.is_none() && !self.asks() {
            return self.read_roster_again(ctx);
        }
        let Stage::Card(shown) = &self.stage else { return Task::none() };
        // A question that is being answered keeps its card; whatever is decided is asked of the rules again.
        if shown.busy || self.asks() {
            return Task::none();
        }
        let card = &shown.card;
        let visit = card.visit.as_ref().map(|(id, _)| Source::Visit(*id));
        let typed = (!card.typed.is_empty()).then(|| Source::Text(card.typed.clone()));
        let source = visit.or(typed).filter(|_| card.situation.credential == Credential::Name);
        let ticket = self.next_ticket();
        let Some(source) = source else {
            self.set(Stage::Empty, ctx);
            return Task::none();
        };
        let find = found::find(ctx.worker.clone(), source.clone(), None);
        Task::perform(find, move |result| Message::Found(ticket, result.map(|found| (found, source.clone())), false))
    }

    pub(super) fn found(
        &mut self,
        ticket: u64,
        result: Result<(Found, Source), SharedError>,
        presented: bool,
        ctx: &Context,
    ) -> Update {
        if ticket != self.ticket {
            return none();
        }
        let (found, source) = match result {
            Ok(found) => found,
            Err(error) => {
                self.set(Stage::Failed(error), ctx);
                return none();
            }
        };
        let record = match &found {
            Found::Card(card, _) if presented && card.referral.is_none() => Some((**card).clone()),
            _ => None,
        };
        self.show(found, source, ctx);
        let Some(card) = record else { return none() };
        let worker = ctx.worker.clone();
        let present = async move { worker.ask(move |desk, now| desk.present(now, &card)).await };
        (Task::perform(present, Message::Presented), None)
    }

    /// Shows what was found.
    pub(super) fn show(&mut self, found: Found, source: Source, ctx: &Context) {
        let stage = match found {
            Found::Card(card, guidance) => Stage::Card(Box::new(Shown {
                checked: card.situation.at,
                card: *card,
                guidance,
                done: Vec::new(),
                overriding: false,
                changed: false,
                busy: false,
            })),
            Found::Departure(departure, group) => {
                Stage::Leaving(Box::new(Leaving { departure: *departure, source, group, busy: false }))
            }
            Found::Choose(candidates) => Stage::Choose(candidates),
            Found::Like(candidates, name) => Stage::Like(candidates, name),
            Found::Nothing(text) => Stage::Nothing(text),
        };
        // The closest name is offered first, and taken by a key of its own.
        let first = if let Stage::Like(candidates, _) = &stage { candidates.first() } else { None };
        let first = first.map(|candidate| candidate.visit);
        self.set(stage, ctx);
        self.cursor = first.or(self.cursor);
    }

    pub(super) fn recorded(result: Result<(), SharedError>) -> Update {
        match result {
            Ok(()) => (Task::none(), Some(Action::Recorded(None))),
            Err(error) => told(Note::failed(&error)),
        }
    }

    pub(super) fn read_lists(&mut self, ctx: &Context) -> Task<Message> {
        self.lists_read = Some(ctx.now.monotonic);
        Task::perform(found::lists(ctx.worker.clone()), Message::Lists)
    }

    pub(super) fn took_lists(&mut self, mut lists: Lists) -> Update {
        if let Ok(expected) = &mut lists.expected {
            // Whoever is still to come stands at the top; what is over follows.
            expected.sort_by_key(|line| is_over(line.standing));
        }
        self.lists = lists;
        none()
    }

    pub(super) fn second(&mut self, ctx: &Context) -> Update {
        self.drop_lost_work(ctx);
        let due = self.lists_read.is_none_or(|read| ctx.now.monotonic - read >= REFRESH);
        let task = if due { self.read_lists(ctx) } else { Task::none() };
        if ctx.unattended >= IDLE {
            // Guests who were looked up are nobody's business once nobody looks after the screen.
            self.clear();
        }
        // A question that is being answered keeps its card; whatever is decided is asked of the rules again.
        let old = ctx.now.monotonic - self.since >= EXPIRY && (!self.asks() || ctx.unattended >= EXPIRY);
        let over = old || ctx.unattended >= IDLE && matches!(self.stage, Stage::Choose(_) | Stage::Like(..));
        if !over || matches!(self.stage, Stage::Empty | Stage::Failed(_) | Stage::Looking) || self.is_busy() {
            return (task, None);
        }
        if matches!(self.stage, Stage::Roster(_)) && ctx.unattended < EXPIRY {
            // Counting heads takes longer than a verdict stands: they are looked at anew.
            return (Task::batch([task, self.read_roster_again(ctx)]), None);
        }
        let told = matches!(self.stage, Stage::Card(_) | Stage::Leaving(_) | Stage::Roster(_));
        let _ = self.next_ticket();
        self.set(Stage::Empty, ctx);
        let note = told.then(|| Action::Told(Note::told(Tone::Neutral, tr("note-expired"))));
        (task, note)
    }

    /// Whether a question lies over the screen.
    pub(super) fn asks(&self) -> bool {
        self.place() == Place::Form
    }

    /// Whether a decision is on its way to the desk.
    pub(super) fn is_busy(&self) -> bool {
        match &self.stage {
            Stage::Card(shown) => shown.busy,
            Stage::Leaving(leaving) => leaving.busy,
            _ => self.work.is_some(),
        }
    }

    pub(super) fn back(&mut self, ctx: &Context) -> Update {
        let typing = !self.scan.is_empty() || self.filtering || !self.filter.is_empty() || self.cursor.is_some();
        if typing {
            self.clear();
        } else if !self.is_busy() {
            let _ = self.next_ticket();
            self.set(Stage::Empty, ctx);
        }
        (operation::focus(SCAN), None)
    }

    /// Empties the fields; the list shows everybody again.
    fn clear(&mut self) {
        (self.matches, self.cursor, self.filtering) = (None, None, false);
        self.scan.clear();
        self.filter.clear();
    }
}

/// Whether nobody is to come any more.
fn is_over(standing: Standing) -> bool {
    matches!(standing, Standing::Left | Standing::Refused | Standing::Cancelled | Standing::Missed)
}
