//! Go anywhere: the screens and what else there is to do, narrowed by typing.

use iced::widget::column;

use crate::domain::operator::Act as Deed;
use crate::domain::text::{fold, has_all};
use crate::gui::Element;
use crate::gui::keys;
use crate::gui::style::measure::space;
use crate::gui::widget::{Row, field, list};
use crate::i18n::tr;

use super::rights::Tab;
use super::session::Session;
use super::view::tab_name;

/// The id of its field.
pub const FIELD: &str = "palette";

/// What is typed, and where the arrow keys stand.
#[derive(Debug, Clone, Default)]
pub struct State {
    text: String,
    cursor: usize,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The field was typed into.
    Typed(String),
    /// Something typed while the field did not have the keyboard.
    Stray(String),
    /// To the next entry.
    Next,
    /// To the entry before.
    Previous,
    /// The entry that the arrow keys stand on.
    Choose,
    /// This entry.
    Pick(usize),
}

/// What the application does itself, in the order in which it is listed.
const ACTS: [keys::Act; 6] = [
    keys::Act::Lockdown,
    keys::Act::Lock,
    keys::Act::SignOut,
    keys::Act::NextTheme,
    keys::Act::HoldOpen,
    keys::Act::Keys,
];

/// Somewhere to go, or something to do.
pub struct Entry {
    words: String,
    cap: String,
    message: super::Message,
}

/// Everything there is, for whoever is signed in.
pub fn entries(session: &Session) -> Vec<Entry> {
    let entry = |words: String, cap: String, message| Entry { words, cap, message };
    let screens = session.rights.tabs().map(|tab| entry(tab_name(tab), tab_cap(tab), super::Message::Go(tab)));
    let mut all: Vec<Entry> = screens.collect();
    for act in ACTS {
        let label = keys::BINDINGS.iter().find(|binding| binding.act == act).map_or("", |binding| binding.label);
        all.push(entry(tr(label), keys::cap(act), super::Message::Act(act)));
    }
    if session.listed().is_some() {
        all.push(entry(tr("act-save-list"), String::new(), super::Message::Act(keys::Act::Save)));
    }
    let shield = if session.shielded { "palette-unshield" } else { "palette-shield" };
    all.push(entry(tr(shield), String::new(), super::Message::Shield));
    if session.rights.clock && session.ctx.status.doubt.is_some() {
        all.push(entry(tr("act-confirm-clock"), String::new(), super::Message::AskClock));
    }
    if session.ctx.status.store_doubt.is_some() && session.ctx.status.may(Deed::VerifyLog) {
        all.push(entry(tr("act-records"), String::new(), super::Message::AskRecords));
    }
    all
}

/// The key that goes straight to a screen, where it has one.
fn tab_cap(tab: Tab) -> String {
    match tab {
        Tab::Findings => keys::cap(keys::Act::Findings),
        Tab::Lists => keys::cap(keys::Act::Watchlists),
        Tab::OwnList => keys::cap(keys::Act::OwnList),
        Tab::Alarms => keys::cap(keys::Act::Alarms),
        Tab::Operators => keys::cap(keys::Act::Operators),
        Tab::HandOver => keys::cap(keys::Act::HandOver),
        Tab::Posture => keys::cap(keys::Act::Posture),
        Tab::Muster => keys::cap(keys::Act::RollCall),
        Tab::Overrides => keys::cap(keys::Act::Overrides),
        Tab::Rules => keys::cap(keys::Act::Rules),
        Tab::Visits => keys::cap(keys::Act::NewVisit),
        Tab::Agenda => keys::cap(keys::Act::Agenda),
        Tab::Review => keys::cap(keys::Act::AllowList),
        Tab::Figures => keys::cap(keys::Act::Figures),
        _ => String::new(),
    }
}

#[cfg(test)]
impl Entry {
    /// What it says, for tests that look for it.
    pub fn words(&self) -> &str {
        &self.words
    }
}

impl State {
    /// Takes a message; the message of the entry that was chosen.
    pub fn update(&mut self, message: Message, entries: &[Entry]) -> Option<super::Message> {
        let last = self.seen(entries).count().saturating_sub(1);
        match message {
            Message::Typed(text) => (self.text, self.cursor) = (text, 0),
            Message::Stray(text) => (self.text, self.cursor) = (format!("{}{text}", self.text), 0),
            Message::Next => self.cursor = (self.cursor + 1).min(last),
            Message::Previous => self.cursor = self.cursor.saturating_sub(1),
            Message::Choose => return self.seen(entries).nth(self.cursor).map(|entry| entry.message.clone()),
            Message::Pick(place) => return self.seen(entries).nth(place).map(|entry| entry.message.clone()),
        }
        None
    }

    /// The message of a key.
    pub fn key(act: keys::Act) -> Option<Message> {
        match act {
            keys::Act::Up => Some(Message::Previous),
            keys::Act::Down => Some(Message::Next),
            keys::Act::Open => Some(Message::Choose),
            _ => None,
        }
    }

    fn seen<'a>(&self, entries: &'a [Entry]) -> impl Iterator<Item = &'a Entry> {
        let wanted = fold(&self.text);
        entries.iter().filter(move |entry| has_all(&entry.words, &wanted))
    }

    /// What stands in its dialog.
    pub fn view<'a>(&'a self, entries: &[Entry]) -> Element<'a, Message> {
        let rows = self.seen(entries).enumerate().map(|(place, entry)| Row {
            title: entry.words.clone().into(),
            trail: entry.cap.clone().into(),
            focused: place == self.cursor,
            on_press: Some(Message::Pick(place)),
            ..Row::default()
        });
        let rows: Vec<_> = rows.collect();
        let search = field("", &self.text).id(FIELD).on_input(Message::Typed).on_submit(Message::Choose);
        let list = iced::widget::container(list(rows)).height(360);
        column![Element::from(search), list].spacing(space::MEDIUM).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_narrows_and_enter_chooses_what_is_seen() {
        let entry =
            |words: &str| Entry { words: words.into(), cap: String::new(), message: super::super::Message::Tick };
        let entries = [entry("Gate"), entry("Log"), entry("Lock")];
        let mut state = State::default();
        let _ = state.update(Message::Typed("lo".into()), &entries);
        assert_eq!(state.seen(&entries).count(), 2);
        let _ = state.update(Message::Next, &entries);
        let _ = state.update(Message::Next, &entries);
        assert_eq!(state.cursor, 1);
        assert!(state.update(Message::Choose, &entries).is_some());
        let _ = state.update(Message::Typed("nowhere".into()), &entries);
        assert!(state.update(Message::Choose, &entries).is_none());
    }
}
