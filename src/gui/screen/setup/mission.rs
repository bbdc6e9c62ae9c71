//! What the mission and its gate are called.

use iced::Task;

use crate::desk::session::is_domain;
use crate::domain::text::clean_name;
use crate::gui::form::sentence;
use crate::i18n::tr;

use super::Message;

/// A field about the mission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Its name.
    Name,
    /// Its domain.
    Domain,
    /// The name of the gate.
    Gate,
}

impl Field {
    pub(super) const ALL: [Self; 3] = [Self::Name, Self::Domain, Self::Gate];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Name => "setup-mission",
            Self::Domain => "setup-domain",
            Self::Gate => "setup-gate",
        }
    }
}

/// What is typed so far.
#[derive(Debug, Default)]
pub(super) struct Mission {
    values: [String; 3],
    /// Whether somebody tried to go on: from then on faults are shown.
    pub(super) tried: bool,
}

impl Mission {
    pub(super) fn value(&self, field: Field) -> &str {
        self.values.get(field as usize).map_or("", String::as_str)
    }

    pub(super) fn typed(&mut self, field: Field, value: String) -> Task<Message> {
        if let Some(place) = self.values.get_mut(field as usize) {
            *place = value;
        }
        Task::none()
    }

    /// Why the value of a field cannot be taken.
    pub(super) fn fault(&self, field: Field) -> Option<String> {
        match field {
            Field::Name | Field::Gate => clean_name(self.value(field)).err().map(|fault| sentence(&fault.to_string())),
            Field::Domain => (!is_domain(self.value(field))).then(|| tr("setup-domain-fault")),
        }
    }

    /// The first field that cannot be taken.
    pub(super) fn faulty(&self) -> Option<Field> {
        Field::ALL.into_iter().find(|field| self.fault(*field).is_some())
    }
}
