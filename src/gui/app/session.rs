//! While somebody is signed in: the screens, and what they want of each other.

use iced::Task;

use crate::desk::decide::UNDO;
use crate::desk::screening::lists::Lists;
use crate::desk::worker::SharedError;
use crate::device::scanner::Scan;
use crate::gui::context::{Context, IDLE};
use crate::gui::form::export;
use crate::gui::keys::Place;
use crate::gui::note::Note;
use crate::gui::screen::guard::{gate, handover, inside, log, muster, waiting};
use crate::gui::screen::people::{mail, operators, own};
use crate::gui::screen::security::{alarms, findings, listings, lists};
use crate::gui::screen::staff::{agenda, figures, import, outbox, review, visits};
use crate::gui::screen::{overrides, posture, rules};
use crate::gui::style::Tone;
use crate::i18n::{Value, tr, tr_with};

use super::rights::{Rights, Tab};
use super::{App, Message, Opened, Phase, look, palette};

/// How often the state of the post is asked without anything happening, in milliseconds.
pub(super) const ASK: i64 = 30_000;
/// How long a notice stands that cannot be undone, in milliseconds; a failure stands until it is put away.
const NOTICE: i64 = 12_000;

/// The screen shown; the guard's own is always there.
pub(super) enum Screen {
    Gate,
    Inside(inside::State),
    Waiting(waiting::State),
    Log(Box<log::State>),
    Visits,
    Agenda,
    Review(Box<review::State>),
    Outbox(Box<outbox::State>),
    Figures,
    Import(Box<import::State>),
    Findings(Box<findings::State>),
    Lists(Box<lists::State>),
    OwnList(Box<listings::State>),
    Alarms(Box<alarms::State>),
    Posture(Box<posture::State>),
    Operators(Box<operators::State>),
    HandOver,
    Muster(Box<muster::State>),
    Overrides(Box<overrides::State>),
    Rules,
    Mail(Box<mail::State>),
    Own(Box<own::State>),
}

/// What lies over the screen.
pub(super) enum Overlay {
    Keys,
    Palette(palette::State),
    Export(Box<export::State>),
    Clock,
    Records,
    Lockdown,
}

/// Somebody is signed in.
pub(super) struct Session {
    pub ctx: Context,
    pub rights: Rights,
    pub gate: gate::State,
    /// What is typed for whoever takes over stays while somebody is let out.
    pub handover: handover::State,
    /// What is typed of a visit stays while another screen is looked at.
    pub visits: visits::State,
    /// What is looked for among the visits stays as well.
    pub agenda: agenda::State,
    /// Which figures are looked at stays while their visits are.
    pub figures: figures::State,
    /// What is written of the rules stays while another screen is looked at.
    pub rules: rules::State,
    /// Whether whoever leads the gate has put away how often signing in failed.
    pub failures_seen: bool,
    pub screen: Screen,
    pub overlay: Option<Overlay>,
    pub shielded: bool,
    /// Whether a key holds the names open.
    pub held: bool,
    /// When somebody last did something, on the monotonic clock.
    active: i64,
    asked: i64,
    /// Whether they are being signed out.
    pub leaving: bool,
    /// Whether persons are still being held against the lists.
    screening: bool,
}

impl Session {
    pub(super) fn tab(&self) -> Tab {
        match self.screen {
            Screen::Gate => Tab::Gate,
            Screen::Inside(_) => Tab::Inside,
            Screen::Waiting(_) => Tab::Waiting,
            Screen::Log(_) => Tab::Log,
            Screen::Visits => Tab::Visits,
            Screen::Agenda => Tab::Agenda,
            Screen::Review(_) => Tab::Review,
            Screen::Outbox(_) => Tab::Outbox,
            Screen::Figures => Tab::Figures,
            Screen::Import(_) => Tab::Import,
            Screen::Findings(_) => Tab::Findings,
            Screen::Lists(_) => Tab::Lists,
            Screen::OwnList(_) => Tab::OwnList,
            Screen::Alarms(_) => Tab::Alarms,
            Screen::Posture(_) => Tab::Posture,
            Screen::Operators(_) => Tab::Operators,
            Screen::HandOver => Tab::HandOver,
            Screen::Muster(_) => Tab::Muster,
            Screen::Overrides(_) => Tab::Overrides,
            Screen::Rules => Tab::Rules,
            Screen::Mail(_) => Tab::Mail,
            Screen::Own(_) => Tab::Own,
        }
    }

    fn open(&mut self, tab: Tab) -> Task<Message> {
        self.overlay = None;
        match tab {
            Tab::Gate => {
                self.screen = Screen::Gate;
                self.gate.focus().map(Message::Gate)
            }
            Tab::Inside => {
                let (state, task) = inside::State::new(&self.ctx);
                self.screen = Screen::Inside(state);
                task.map(Message::Inside)
            }
            Tab::Waiting => {
                let (state, task) = waiting::State::new(&self.ctx);
                self.screen = Screen::Waiting(state);
                task.map(Message::Waiting)
            }
            Tab::Log => {
                let (state, task) = log::State::new(&self.ctx);
                self.screen = Screen::Log(Box::new(state));
                task.map(Message::Log)
            }
            Tab::Visits => {
                self.screen = Screen::Visits;
                self.visits.begin(&self.ctx).map(Message::Visits)
            }
            Tab::Agenda => {
                self.screen = Screen::Agenda;
                self.agenda.begin(&self.ctx).map(Message::Agenda)
            }
            Tab::Review => {
                let (state, task) = review::State::new(&self.ctx);
                self.screen = Screen::Review(Box::new(state));
                task.map(Message::Review)
            }
            Tab::Outbox => {
                let (state, task) = outbox::State::new(&self.ctx);
                self.screen = Screen::Outbox(Box::new(state));
                task.map(Message::Outbox)
            }
            Tab::Figures => {
                self.screen = Screen::Figures;
                self.figures.begin(&self.ctx).map(Message::Figures)
            }
            Tab::Import => {
                let (state, task) = import::State::new(&self.ctx);
                self.screen = Screen::Import(Box::new(state));
                task.map(Message::Import)
            }
            Tab::Findings => {
                let (state, task) = findings::State::new(&self.ctx);
                self.screen = Screen::Findings(Box::new(state));
                task.map(Message::Findings)
            }
            Tab::Lists => {
                let (state, task) = lists::State::new(&self.ctx);
                self.screen = Screen::Lists(Box::new(state));
                task.map(Message::Lists)
            }
            Tab::OwnList => {
                let (state, task) = listings::State::new(&self.ctx);
                self.screen = Screen::OwnList(Box::new(state));
                task.map(Message::OwnList)
            }
            Tab::Alarms => {
                let (state, task) = alarms::State::new(&self.ctx);
                self.screen = Screen::Alarms(Box::new(state));
                task.map(Message::Alarms)
            }
            Tab::Posture => {
                let (state, task) = posture::State::new(&self.ctx);
                self.screen = Screen::Posture(Box::new(state));
                task.map(Message::Posture)
            }
            Tab::Operators => {
                let (state, task) = operators::State::new(&self.ctx);
                self.screen = Screen::Operators(Box::new(state));
                task.map(Message::Operators)
            }
            Tab::HandOver => {
                self.screen = Screen::HandOver;
                self.handover.begin(&self.ctx).map(Message::HandOver)
            }
            Tab::Muster => {
                let (state, task) = muster::State::new(&self.ctx);
                self.screen = Screen::Muster(Box::new(state));
                task.map(Message::Muster)
            }
            Tab::Overrides => {
                let (state, task) = overrides::State::new(&self.ctx);
                self.screen = Screen::Overrides(Box::new(state));
                task.map(Message::Overrides)
            }
            Tab::Rules => {
                self.screen = Screen::Rules;
                self.rules.begin(&self.ctx).map(Message::Rules)
            }
            Tab::Mail => {
                let (state, task) = mail::State::new(&self.ctx);
                self.screen = Screen::Mail(Box::new(state));
                task.map(Message::Mail)
            }
            Tab::Own => {
                let (state, task) = own::State::new();
                self.screen = Screen::Own(Box::new(state));
                task.map(Message::Own)
            }
        }
    }

    /// Somebody has just done something.
    pub(super) fn touch(&mut self) {
        self.active = self.ctx.now.monotonic;
    }

    /// How long nobody has done anything, in milliseconds.
    pub(super) fn untouched(&self) -> i64 {
        self.ctx.now.monotonic - self.active
    }

    /// The list on the screen, read anew.
    pub(super) fn reread(&mut self) -> Task<Message> {
        match &mut self.screen {
            Screen::Agenda => self.agenda.read(&self.ctx).map(Message::Agenda),
            Screen::Review(state) => state.read(&self.ctx).map(Message::Review),
            Screen::Outbox(state) => state.read(&self.ctx).map(Message::Outbox),
            Screen::Inside(state) => state.read(&self.ctx).map(Message::Inside),
            Screen::Waiting(state) => state.read(&self.ctx).map(Message::Waiting),
            Screen::Findings(state) => state.read(&self.ctx).map(Message::Findings),
            Screen::Lists(state) => state.read(&self.ctx).map(Message::Lists),
            Screen::Alarms(state) => state.read(&self.ctx).map(Message::Alarms),
            Screen::Operators(state) => state.read(&self.ctx).map(Message::Operators),
            Screen::Muster(state) => state.read(&self.ctx).map(Message::Muster),
            Screen::Overrides(state) => state.read(&self.ctx).map(Message::Overrides),
            Screen::Visits => self.visits.today(&self.ctx).map(Message::Visits),
            Screen::HandOver => self.handover.read(&self.ctx).map(Message::HandOver),
            _ => Task::none(),
        }
    }

    pub(super) fn ask(&mut self) -> Task<Message> {
        self.asked = self.ctx.now.monotonic;
        Task::perform(look(self.ctx.worker.clone()), Message::Status)
    }
}

impl App {
    /// Somebody is signed in: the first of their screens.
    pub(super) fn begin(&mut self, opened: Opened) -> Task<Message> {
        let ctx = self.context(&opened);
        let (gate, task) = gate::State::new(&ctx);
        let now = ctx.now.monotonic;
        let mut session = Session {
            ctx,
            rights: opened.rights,
            gate,
            handover: handover::State::default(),
            visits: visits::State::default(),
            agenda: agenda::State::default(),
            figures: figures::State::default(),
            rules: rules::State::default(),
            failures_seen: false,
            screen: Screen::Gate,
            overlay: None,
            shielded: opened.shielded,
            held: false,
            active: now,
            asked: now,
            leaving: false,
            screening: opened.screening,
        };
        let tasks = Task::batch([task.map(Message::Gate), session.open(opened.rights.first())]);
        self.phase = Phase::Open(Box::new(session));
        tasks
    }

    pub(super) fn session(&mut self) -> Option<&mut Session> {
        match &mut self.phase {
            Phase::Open(session) => Some(session),
            _ => None,
        }
    }

    /// The moment of a message, and whether a person made it.
    pub(super) fn note_moment(&mut self, message: &Message) {
        let by_person = message.by_person();
        if let Some(ctx) = self.ctx_mut() {
            ctx.now = ctx.worker.now();
        }
        let Some(session) = self.session() else { return };
        let now = session.ctx.now.monotonic;
        if by_person {
            session.active = now;
        }
        session.ctx.unattended = if session.held || session.shielded { 0 } else { now - session.active };
    }

    /// Whether the lists show names now.
    pub(super) fn show_names(&mut self) {
        let theme = self.theme;
        let Some(session) = self.session() else { return };
        let idle = session.ctx.now.monotonic - session.active >= IDLE;
        session.ctx.theme = theme;
        session.ctx.names_shown = session.held || session.shielded || !session.gate.presented() && !idle;
    }

    pub(super) fn go(&mut self, tab: Tab) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        if tab == Tab::Visits && session.tab() == Tab::Visits && session.overlay.is_none() {
            return self.in_visits(visits::Message::Another);
        }
        match session.rights.tabs().any(|allowed| allowed == tab) {
            true => session.open(tab),
            // Whoever closes something goes back to the guard's screen, or else to the first of their own.
            false if tab == Tab::Gate => session.open(session.rights.first()),
            false => Task::none(),
        }
    }

    pub(super) fn in_gate(&mut self, message: gate::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let undo = matches!(message, gate::Message::Undo);
        let back = if undo && session.tab() != Tab::Gate { session.open(Tab::Gate) } else { Task::none() };
        let (task, action) = session.gate.update(message, &session.ctx);
        let mut tasks = vec![back, task.map(Message::Gate)];
        // Who may not check sees the guard's screen for a departure only, and goes back once it is done or put away.
        if session.tab() == Tab::Gate && !session.rights.check && session.gate.is_done() {
            tasks.push(session.open(session.rights.first()));
        }
        match action {
            Some(gate::Action::Told(note)) => self.say(note),
            Some(gate::Action::Recorded(note)) => {
                tasks.extend([session.ask(), session.reread()]);
                if let Some(note) = note {
                    self.say(note);
                }
            }
            None => {}
        }
        Task::batch(tasks)
    }

    /// Puts something on the guard's screen from elsewhere.
    fn at_gate(&mut self, message: gate::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let open = if session.tab() == Tab::Gate { Task::none() } else { session.open(Tab::Gate) };
        session.overlay = None;
        Task::batch([open, self.in_gate(message)])
    }

    pub(super) fn scanned(&mut self, scan: Scan) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        // What tried to press keys is put on record wherever it was read, and moves nothing there.
        if matches!(scan, Scan::CommandKeys(_)) && (session.tab() != Tab::Gate || session.asks()) {
            return self.in_gate(gate::Message::Report);
        }
        if let (Screen::Muster(state), Scan::Text(text)) = (&session.screen, &scan)
            && state.takes_badges()
        {
            let text = text.clone();
            return self.in_muster(muster::Message::Scanned(text));
        }
        if session.tab() != Tab::Gate && session.place() == Place::Form {
            // What is being written elsewhere is not lost to a badge that somebody holds to the scanner.
            self.say(Note::told(Tone::Hold, tr("note-scan-in-form")));
            return Task::none();
        }
        self.at_gate(gate::Message::Scanned(scan))
    }

    pub(super) fn in_inside(&mut self, message: inside::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Inside(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Inside);
        match action {
            Some(inside::Action::Depart(presence)) => {
                self.at_gate(gate::Message::Open(gate::Source::Presence(presence)))
            }
            Some(inside::Action::Close) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_waiting(&mut self, message: waiting::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Waiting(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Waiting);
        match action {
            Some(waiting::Action::Open(visit)) => self.at_gate(gate::Message::Open(gate::Source::Visit(visit))),
            Some(waiting::Action::Close) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_log(&mut self, message: log::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Log(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Log);
        match action {
            Some(log::Action::Told(note)) => self.told_and_ask(note, task),
            Some(log::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_import(&mut self, message: import::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let Screen::Import(state) = &mut session.screen else { return Task::none() };
        let (task, action) = state.update(message, &session.ctx);
        let task = task.map(Message::Import);
        match action {
            Some(import::Action::Imported(rows)) => {
                let ask = session.ask();
                let words = tr_with("note-imported", &[("count", Value::from(rows))]);
                self.say(Note::told(Tone::Go, words));
                Task::batch([task, ask])
            }
            Some(import::Action::Leave) => self.go(Tab::Gate),
            None => task,
        }
    }

    pub(super) fn in_palette(&mut self, message: palette::Message) -> Task<Message> {
        let Some(session) = self.session() else { return Task::none() };
        let entries = palette::entries(session);
        let Some(Overlay::Palette(state)) = &mut session.overlay else { return Task::none() };
        match state.update(message, &entries) {
            None => Task::none(),
            Some(chosen) => {
                let close = self.close_overlay();
                Task::batch([close, self.update(chosen)])
            }
        }
    }

    pub(super) fn tick(&mut self) -> Task<Message> {
        if self.is_idle() {
            return self.lock_up();
        }
        let Some(session) = self.session() else { return self.tick_locked() };
        let now = session.ctx.now.monotonic;
        let status = &session.ctx.status;
        let reading = status.screened == Lists::Reading || session.screening;
        let reading = (!status.ready || reading) && status.trouble.is_none();
        let sending = matches!(&session.screen, Screen::Outbox(state) if state.is_sending());
        let hurried = reading || sending || status.import.is_some() || status.compared.is_some();
        let due = hurried || now - session.asked >= ASK;
        let mut tasks = if due { vec![session.ask(), session.reread()] } else { Vec::new() };
        tasks.push(session.visits.keep(&session.ctx).map(Message::Visits));
        if session.ctx.unattended >= IDLE {
            match &mut session.screen {
                Screen::Log(state) => state.close(),
                Screen::Findings(state) => state.close(),
                _ => {}
            }
        }
        tasks.push(self.in_gate(gate::Message::Second));
        let over = |(note, since): &(Note, i64)| match (note.undo, note.tone) {
            (true, _) => now - since >= UNDO,
            (false, Tone::Stop) => false,
            (false, _) => now - since > NOTICE,
        };
        if self.notice.as_ref().is_some_and(over) {
            self.notice = None;
        }
        Task::batch(tasks)
    }

    pub(super) fn took_status(&mut self, result: Result<Opened, SharedError>) -> Task<Message> {
        let opened = match result {
            Ok(opened) => opened,
            Err(error) => {
                self.say(Note::failed(&error));
                return Task::none();
            }
        };
        if matches!(self.phase, Phase::Locked(_)) {
            return self.took_locked_status(opened);
        }
        let Some(session) = self.session().filter(|session| !session.leaving) else { return Task::none() };
        if opened.status.operator.is_none() {
            // The desk ends a session by itself once it is as long as one may be.
            self.say(Note::told(Tone::Hold, tr("note-overdue")));
            return self.lock(opened);
        }
        let (was, is) = (&session.ctx.status, &opened.status);
        let became_ready = !was.ready && is.ready;
        // What was put away comes back with the next sign-in that failed.
        let failed_again = is.failures.count > was.failures.count;
        // A verdict from before is no verdict any more.
        let threat = was.threat.posture != is.threat.posture
            || was.threat.lockdown != is.threat.lockdown
            || was.store_doubt.is_some() != is.store_doubt.is_some()
            || was.policy != is.policy;
        (session.ctx.status, session.rights) = (opened.status, opened.rights);
        (session.ctx.findings, session.screening) = (opened.findings, opened.screening);
        session.failures_seen &= !failed_again;
        if opened.overdue {
            self.say(Note::told(Tone::Hold, tr("note-overdue")));
            return self.sign_out();
        }
        let again = if threat { session.gate.look_again(&session.ctx) } else { Task::none() };
        let lists = if became_ready { session.gate.refresh(&session.ctx) } else { Task::none() };
        Task::batch([again, lists]).map(Message::Gate)
    }
}
