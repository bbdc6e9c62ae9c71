//! Which messages somebody made, so that the post does not lock as idle.

use crate::gui::screen::guard::{inside, waiting};
use crate::gui::screen::people::own;

use super::Message;

impl Message {
    /// Whether a person made it, rather than the desk or the clock.
    pub(super) fn by_person(&self) -> bool {
        match self {
            Self::Gate(message) => message.by_person(),
            Self::Inside(message) => !matches!(message, inside::Message::Read(_)),
            Self::Waiting(message) => !matches!(message, waiting::Message::Read(_)),
            Self::Log(message) => message.by_person(),
            Self::Visits(message) => message.by_person(),
            Self::Agenda(message) => message.by_person(),
            Self::Review(message) => message.by_person(),
            Self::Outbox(message) => message.by_person(),
            Self::Mail(message) => message.by_person(),
            Self::Figures(message) => message.by_person(),
            Self::Import(message) => message.by_person(),
            Self::Findings(message) => message.by_person(),
            Self::Lists(message) => message.by_person(),
            Self::OwnList(message) => message.by_person(),
            Self::Alarms(message) => message.by_person(),
            Self::Operators(message) => message.by_person(),
            Self::HandOver(message) => message.by_person(),
            Self::Own(message) => !matches!(message, own::Message::Done(_)),
            Self::Posture(message) => message.by_person(),
            Self::Muster(message) => message.by_person(),
            Self::Overrides(message) => message.by_person(),
            Self::Rules(message) => message.by_person(),
            Self::Export(message) => message.by_person(),
            Self::LockdownBegun(_)
            | Self::Opened(_)
            | Self::Tick
            | Self::Status(_)
            | Self::Kept(_)
            | Self::Resized(_) => false,
            _ => true,
        }
    }
}
