//! The silent alarm at the desk: where it goes, sending what waits, and what security reads of it.

pub mod courier;

use crate::desk::denial::Errand;
use crate::device::alarm::deliver;
use crate::domain::alarm::Place;
use crate::domain::{Duress, Kind, Moment, Timestamp};
use crate::store::alarm::Message;
use crate::store::keyring::KeyRing;

use super::{Desk, DeskError};

use courier::{Courier, Report, name_of};

/// Entries of the log that are looked at for one page.
const REACH: u64 = 2_000;
/// Lines on one page.
const PAGE: usize = 50;

/// A place that alarms go to, as security sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLine {
    /// The entry that added it.
    pub id: u64,
    /// Where.
    pub place: Place,
    /// How bringing messages there goes, since this window is open.
    pub report: Report,
}

/// Something that was done under duress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forced {
    /// The entry.
    pub entry: u64,
    /// When.
    pub at: Timestamp,
    /// What kind of entry.
    pub kind: Kind,
    /// Number and name of the operator of the entry.
    pub operator: (String, String),
}

/// A page of what was done under duress, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForcedPage {
    /// The lines.
    pub lines: Vec<Forced>,
    /// Where the log goes on; `None` at its beginning.
    pub next: Option<u64>,
}

/// The sending of alarms, as the desk has it.
#[derive(Default)]
pub(super) struct Alarms {
    courier: Option<Courier>,
    /// The last message that the courier was given.
    given: i64,
}

impl Desk {
    /// Whether whoever is signed in may see and set alarms: it takes the security role and its key.
    fn permit_alarms(&self) -> Result<(), DeskError> {
        let _ = self.permit_errand(Errand::Alarms)?;
        if self.store.keys()?.reads_sealed() { Ok(()) } else { Err(DeskError::NotTheirs) }
    }

    /// Where alarms go.
    pub fn alarm_places(&self) -> Result<Vec<PlaceLine>, DeskError> {
        self.permit_alarms()?;
        let report = |id| self.alarms.courier.as_ref().map(|courier| courier.report(id)).unwrap_or_default();
        Ok(self.store.places()?.into_iter().map(|(id, place)| PlaceLine { id, place, report: report(id) }).collect())
    }

    /// Adds a place that alarms go to; the entry names it from here on.
    pub fn add_alarm_place(&mut self, now: Moment, place: &Place) -> Result<u64, DeskError> {
        self.permit_alarms()?;
        if self.store.places()?.iter().any(|(_, known)| known == place) {
            return Err(DeskError::PlaceKnown);
        }
        let clock = self.look_at_clock(now)?;
        let id = self.store.add_place(place, now, clock)?;
        self.tell_places();
        Ok(id)
    }

    /// Alarms go to a place no longer.
    pub fn end_alarm_place(&mut self, now: Moment, id: u64) -> Result<(), DeskError> {
        self.permit_alarms()?;
        if !self.store.places()?.iter().any(|(known, _)| *known == id) {
            return Err(DeskError::Gone);
        }
        let clock = self.look_at_clock(now)?;
        self.store.end_place(id, now, clock)?;
        self.tell_places();
        Ok(())
    }

    /// What was done under duress before this entry, or of all the log. Under duress nobody is shown their own: whoever
    /// stands beside them would see it.
    pub fn forced(&self, before: Option<u64>) -> Result<ForcedPage, DeskError> {
        self.permit_alarms()?;
        let mut page = ForcedPage::default();
        let mut next = before.unwrap_or(u64::MAX).min(self.store.size()?);
        let stop = next.saturating_sub(REACH);
        while next > stop && page.lines.len() < PAGE {
            next -= 1;
            // What does not open is a matter for `verify`.
            if !matches!(self.store.duress(next), Ok(Duress::Yes)) {
                continue;
            }
            let (_, leaf) = self.store.leaf(next)?;
            if self.hides(leaf.key) {
                continue;
            }
            let by = leaf.key.map(|id| self.store.operator(id)).transpose()?.flatten();
            let operator = by.map(|operator| (operator.number, operator.name)).unwrap_or_default();
            page.lines.push(Forced { entry: next, at: leaf.at, kind: leaf.kind, operator });
        }
        page.next = (next > 0).then_some(next);
        Ok(page)
    }

    fn hides(&self, by: Option<crate::domain::OperatorId>) -> bool {
        self.store.keys().is_ok_and(|keys| keys.duress == Duress::Yes && by == Some(keys.operator))
    }

    /// Whoever admits is forced to: the next admission tells security, and nothing else changes.
    pub fn mark(&mut self, duress: Duress) {
        self.store.mark(duress);
    }

    /// Gives the desk a thread that brings messages to their places.
    pub(super) fn hire_courier(&mut self) {
        self.alarms.courier = Courier::start();
    }

    /// Tells the courier where alarms go. Whoever is signed in need not be able to see it.
    pub(super) fn tell_places(&mut self) {
        let places = self.store.places().unwrap_or_else(|error| {
            tracing::error!(%error, "the places of alarms cannot be read");
            Vec::new()
        });
        if let Some(courier) = &self.alarms.courier {
            courier.go_to(places);
        }
    }

    /// Gives the courier what waits, and forgets what it brought everywhere. Asked after every act, and quick: the one
    /// query is of a table that is empty nearly always.
    pub(super) fn send_alarms(&mut self) {
        let Some(courier) = self.alarms.courier.as_ref().filter(|_| self.store.can_write()) else { return };
        let sent = courier.brought().into_iter().try_for_each(|id| self.store.delivered(id));
        let waiting = sent.and_then(|()| self.store.outbox(self.alarms.given));
        match waiting {
            Ok(messages) => {
                for (id, message) in messages {
                    self.alarms.given = id;
                    courier.bring(id, message);
                }
            }
            Err(error) => tracing::error!(%error, "the outbox cannot be read"),
        }
    }

    /// Brings what waits to every place, once each, on this thread: for commands, which are gone before a courier would
    /// have done. What could not be brought waits for the next command, or for the window.
    pub fn send_alarms_now(&mut self) -> Result<(), DeskError> {
        let places = self.store.places()?;
        let mut deaf: Vec<u64> = Vec::new();
        for (id, message) in self.store.outbox(0)? {
            for (place, goal) in &places {
                // Whatever fails once is not waited for a second time; the other places are tried all the same.
                if !deaf.contains(place) && deliver(goal, &name_of(&message), &message).is_err() {
                    deaf.push(*place);
                }
            }
            if deaf.is_empty() && !places.is_empty() {
                self.store.delivered(id)?;
            }
        }
        Ok(())
    }
}

/// Reads a message at its receiver, whose key slots give a key of the security role; `None` for what is no message, or
/// sealed to another post. Under duress nobody is told of their own.
pub fn read(keys: &KeyRing, number: &str, sealed: &[u8]) -> Option<Message> {
    let message = Message::open(keys, sealed)?;
    let hidden = keys.duress == Duress::Yes && message.operator == number;
    Some(Message { duress: message.duress && !hidden, ..message })
}
