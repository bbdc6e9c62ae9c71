//! Where keys and scans go: first to what lies over the screen, then to the application, then to the screen.

use crate::desk::badge::looks_like_token;
use crate::device::scanner::Scan;
use crate::domain::Duress;
use crate::gui::context::Context;
use crate::gui::keys::{self, Act, Chord, Place};
use crate::gui::screen::guard::{gate, inside, muster};
use crate::gui::widget::Input;

use super::palette;
use super::rights::Tab;
use super::session::{Overlay, Screen, Session};
use super::{App, Message, Phase};

impl App {
    /// The message of something from the keyboard; without one it goes on to the field that has the keyboard.
    pub(super) fn input(&self, input: Input) -> Option<Message> {
        match input {
            Input::Press(press) => press.chord.and_then(|chord| self.press(chord)),
            Input::Scan(scan) => match &self.phase {
                Phase::Open(session) if session.takes(&scan) => Some(Message::Scanned(scan)),
                _ => None,
            },
            // Only a search goes on by itself; whatever is sent, taken or chosen is for a person's own Enter.
            Input::ScanEnd => match &self.phase {
                Phase::Open(session) if session.overlay.is_none() => match session.screen {
                    Screen::Inside(_) => Some(Message::Inside(inside::Message::Open)),
                    Screen::Muster(ref state) if state.takes_badges() => {
                        Some(Message::Muster(muster::Message::Account))
                    }
                    _ => None,
                },
                _ => None,
            },
            Input::Stray(text) => self.stray(text),
            Input::StrayBack => match &self.phase {
                Phase::Open(session) if session.overlay.is_none() => match session.screen {
                    Screen::Gate => Some(Message::Gate(gate::Message::StrayBack)),
                    Screen::Inside(_) => Some(Message::Inside(inside::Message::StrayBack)),
                    Screen::Muster(ref state) if state.takes_badges() => {
                        Some(Message::Muster(muster::Message::StrayBack))
                    }
                    _ => None,
                },
                _ => None,
            },
        }
    }

    fn press(&self, chord: Chord) -> Option<Message> {
        match &self.phase {
            Phase::Open(session) => session.press(chord),
            Phase::Locked(locked) => {
                let act = keys::act(Place::Locked, chord)?;
                if locked.keys && act == Act::Back {
                    return Some(Message::CloseOverlay);
                }
                own(act).or_else(|| locked.lock.key(act, &locked.ctx).map(Message::Lock))
            }
            Phase::Setup(setup) => {
                let act = keys::act(Place::Form, chord).or_else(|| keys::act(Place::Locked, chord))?;
                setup.key(act).map(Message::Setup).or_else(|| own(act).filter(|_| act == Act::NextTheme))
            }
            Phase::Opening | Phase::Broken(_) => None,
        }
    }

    fn stray(&self, text: String) -> Option<Message> {
        let Phase::Open(session) = &self.phase else { return None };
        match (&session.overlay, &session.screen) {
            (Some(Overlay::Palette(_)), _) => Some(Message::Palette(palette::Message::Stray(text))),
            (Some(_), _) => None,
            (None, Screen::Gate) => Some(Message::Gate(gate::Message::Stray(text))),
            (None, Screen::Inside(_)) => Some(Message::Inside(inside::Message::Stray(text))),
            (None, Screen::Muster(state)) if state.takes_badges() => {
                Some(Message::Muster(muster::Message::Stray(text)))
            }
            (None, Screen::Log(state)) => state.stray(&text).map(Message::Log),
            (None, Screen::Rules) => session.rules.stray(&text).map(Message::Rules),
            (None, Screen::Review(state)) => state.stray(&text).map(Message::Review),
            (None, Screen::Overrides(state)) => state.stray(&text).map(Message::Overrides),
            (None, Screen::Posture(state)) => state.stray(&text).map(Message::Posture),
            (None, Screen::Findings(state)) => state.stray(&text).map(Message::Findings),
            (None, Screen::Lists(state)) => state.stray(&text).map(Message::Lists),
            (None, Screen::OwnList(state)) => state.stray(&text).map(Message::OwnList),
            (None, Screen::Operators(state)) => state.stray(&text).map(Message::Operators),
            (None, _) => None,
        }
    }
}

impl Session {
    /// Where the keys are read.
    pub(super) fn place(&self) -> Place {
        match self.screen {
            Screen::Gate => self.gate.place(),
            Screen::Inside(_) => Place::Inside,
            Screen::Waiting(_) => Place::Waiting,
            Screen::Log(ref state) => state.place(),
            Screen::Visits => Place::Visits,
            Screen::Agenda => self.agenda.place(),
            Screen::Review(ref state) => state.place(),
            Screen::Outbox(ref state) => state.place(),
            Screen::Figures => self.figures.place(),
            Screen::Import(_) => Place::Import,
            Screen::Findings(ref state) => state.place(),
            Screen::Lists(ref state) => state.place(),
            Screen::OwnList(ref state) => state.place(),
            Screen::Alarms(ref state) => state.place(),
            Screen::Posture(ref state) => state.place(),
            Screen::Operators(ref state) => state.place(),
            Screen::HandOver => Place::HandOver,
            Screen::Muster(ref state) => state.place(),
            Screen::Overrides(ref state) => state.place(),
            Screen::Rules => self.rules.place(),
            Screen::Mail(ref state) => state.place(),
            Screen::Own(ref state) => state.place(),
        }
    }

    /// Whether a scan is for the gate. Where something else is typed into, only what can be nothing but a scan is: who
    /// types as fast as a scanner, or has it typed, is writing there.
    fn takes(&self, scan: &Scan) -> bool {
        match scan {
            Scan::Text(text) if self.overlay.is_some() || self.place() != Place::Gate => looks_like_token(text),
            _ => true,
        }
    }

    fn press(&self, chord: Chord) -> Option<Message> {
        if let Some(overlay) = &self.overlay {
            return self.press_over(overlay, chord);
        }
        if keys::admits_under_duress(chord) {
            let admits = matches!(self.screen, Screen::Gate) && self.place() == Place::Gate;
            return admits.then_some(Message::Gate(gate::Message::Admit(Duress::Yes)));
        }
        let act = keys::act(self.place(), chord)?;
        if keys::for_security(act) && !self.rights.security() {
            return None;
        }
        // Where nothing is typed into, Tab goes from one finding of a person to the next.
        let beside = self.place() == Place::Findings && matches!(act, Act::NextField | Act::PreviousField);
        if let Some(message) = own(act).filter(|_| !beside) {
            return Some(message);
        }
        // What was decided can be taken back from every screen that shows visitors.
        if act == Act::Undo
            && !matches!(self.screen, Screen::Gate | Screen::OwnList(_) | Screen::Agenda | Screen::Review(_))
        {
            return Some(Message::Gate(gate::Message::Undo));
        }
        // What the screen has nothing of its own to keep of is its list.
        let list = (act == Act::Save && self.listed().is_some()).then_some(Message::Act(Act::Save));
        self.key(act, &self.ctx).or(list)
    }

    pub(super) fn key(&self, act: Act, ctx: &Context) -> Option<Message> {
        match &self.screen {
            Screen::Gate => self.gate.key(act, ctx).map(Message::Gate),
            Screen::Inside(state) => state.key(act, ctx).map(Message::Inside),
            Screen::Waiting(state) => state.key(act, ctx).map(Message::Waiting),
            Screen::Log(state) => state.key(act, ctx).map(Message::Log),
            Screen::Visits => self.visits.key(act, ctx).map(Message::Visits),
            Screen::Agenda => self.agenda.key(act, ctx).map(Message::Agenda),
            Screen::Review(state) => state.key(act, ctx).map(Message::Review),
            Screen::Outbox(state) => state.key(act, ctx).map(Message::Outbox),
            Screen::Figures => self.figures.key(act, ctx).map(Message::Figures),
            Screen::Import(state) => state.key(act, ctx).map(Message::Import),
            Screen::Findings(state) => state.key(act, ctx).map(Message::Findings),
            Screen::Lists(state) => state.key(act, ctx).map(Message::Lists),
            Screen::OwnList(state) => state.key(act, ctx).map(Message::OwnList),
            Screen::Alarms(state) => state.key(act, ctx).map(Message::Alarms),
            Screen::Posture(state) => state.key(act, ctx).map(Message::Posture),
            Screen::Operators(state) => state.key(act, ctx).map(Message::Operators),
            Screen::HandOver => self.handover.key(act, ctx).map(Message::HandOver),
            Screen::Muster(state) => state.key(act, ctx).map(Message::Muster),
            Screen::Overrides(state) => state.key(act, ctx).map(Message::Overrides),
            Screen::Rules => self.rules.key(act, ctx).map(Message::Rules),
            Screen::Mail(state) => state.key(act, ctx).map(Message::Mail),
            Screen::Own(state) => state.key(act, ctx).map(Message::Own),
        }
    }

    fn press_over(&self, overlay: &Overlay, chord: Chord) -> Option<Message> {
        let act = keys::act(Place::Form, chord)?;
        match (overlay, act) {
            (Overlay::Export(state), act) if state.key(act).is_some() => state.key(act).map(Message::Export),
            (_, Act::Back) => Some(Message::CloseOverlay),
            (_, Act::Lock | Act::SignOut | Act::NextTheme | Act::Keys) => own(act),
            (Overlay::Palette(_), act) => palette::State::key(act).map(Message::Palette),
            (Overlay::Clock, Act::Submit) => Some(Message::ConfirmClock),
            (Overlay::Lockdown, Act::Open | Act::Submit) => Some(Message::BeginLockdown),
            // Nothing below is to be moved by keys meant for what lies over it.
            _ => Some(Message::Ignored),
        }
    }
}

/// The screen that an act leads to.
pub(super) fn screen_of(act: Act) -> Option<Tab> {
    match act {
        Act::Findings => Some(Tab::Findings),
        Act::Watchlists => Some(Tab::Lists),
        Act::OwnList => Some(Tab::OwnList),
        Act::Alarms => Some(Tab::Alarms),
        Act::Posture => Some(Tab::Posture),
        Act::RollCall => Some(Tab::Muster),
        Act::Overrides => Some(Tab::Overrides),
        Act::Rules => Some(Tab::Rules),
        Act::Operators => Some(Tab::Operators),
        Act::HandOver => Some(Tab::HandOver),
        Act::NewVisit => Some(Tab::Visits),
        Act::Agenda => Some(Tab::Agenda),
        Act::AllowList => Some(Tab::Review),
        Act::Figures => Some(Tab::Figures),
        _ => None,
    }
}

/// The message of an act that is the application's own.
fn own(act: Act) -> Option<Message> {
    if let Some(tab) = screen_of(act) {
        return Some(Message::Go(tab));
    }
    let own = [
        Act::Keys,
        Act::Lock,
        Act::GoAnywhere,
        Act::NextTheme,
        Act::HoldOpen,
        Act::NextField,
        Act::PreviousField,
        Act::Lockdown,
        Act::SignOut,
    ];
    own.contains(&act).then_some(Message::Act(act))
}
