//! An appointment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::group::Escort;
use super::guest::chrono_date::Date;
use super::handle::GroupId;
use super::moment::Timestamp;
use super::recurrence::{Recurrence, Window};

/// Of which kind a visitor is, as far as rules tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// A diplomat accredited here or elsewhere.
    Diplomat,
    /// A courier with a sealed bag.
    Courier,
    /// A member of a delegation.
    Delegation,
    /// Somebody who comes for a consular matter.
    Consular,
    /// A visitor of the chancery.
    Chancery,
    /// Somebody who works here for a firm.
    Contractor,
    /// Family of the staff.
    Family,
    /// An official of the host state.
    HostState,
    /// Fire brigade, ambulance, police called by the mission.
    Emergency,
}

impl Category {
    /// Every category, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Diplomat,
        Self::Courier,
        Self::Delegation,
        Self::Consular,
        Self::Chancery,
        Self::Contractor,
        Self::Family,
        Self::HostState,
        Self::Emergency,
    ];

    /// The stable name, as in facts, policies and files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Diplomat => "diplomat",
            Self::Courier => "courier",
            Self::Delegation => "delegation",
            Self::Consular => "consular",
            Self::Chancery => "chancery",
            Self::Contractor => "contractor",
            Self::Family => "family",
            Self::HostState => "host-state",
            Self::Emergency => "emergency",
        }
    }

    /// The category of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

/// Who may go where, from when to when, to see whom, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Who is visited, and their section.
    pub host: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// First moment of the window.
    pub from: Timestamp,
    /// End of the window.
    pub until: Timestamp,
    /// Areas the visitor may enter, as the mission names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Whether somebody must go with them.
    #[serde(default)]
    pub escort: bool,
    /// Of which kind the visitor is, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Who comes with a child; empty for nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub companion: String,
    /// Whether the head of mission agreed to an official of the host state.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
    /// Whether devices that their health needs stay with them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub medical: bool,
    /// The gate they are expected at; empty for any gate of the mission.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gate: String,
    /// The reference of whoever registered it, unique within an import.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// The section of the mission that the host belongs to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// What they will bring.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// On which further days they are expected; the window is then that of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// Of a standing pass, until when it holds unless it is gone through again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Timestamp>,
    /// The delegation that they come with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Who goes with them, where somebody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escorted: Option<Escort>,
}

impl Visit {
    /// A visit to this host, in this window, of which nothing more is said.
    pub fn plain(host: String, from: Timestamp, until: Timestamp) -> Self {
        Self {
            host,
            purpose: String::new(),
            from,
            until,
            areas: Vec::new(),
            escort: false,
            category: None,
            companion: String::new(),
            consent: false,
            medical: false,
            gate: String::new(),
            reference: String::new(),
            section: String::new(),
            items: Vec::new(),
            recurrence: None,
            review: None,
            group: None,
            escorted: None,
        }
    }

    /// Whether this is another visit than `before` in what its approval was about: anything but the words in which it is
    /// told, with whom they come, and what asks for more care.
    pub fn matters(&self, before: &Self) -> bool {
        let told = |visit: &Self| {
            let words =
                Self { purpose: String::new(), reference: String::new(), section: String::new(), ..visit.clone() };
            Self { escort: false, group: None, escorted: None, ..words }
        };
        let mut now = told(self);
        // Days on which nobody comes after all need no approval.
        if let (Some(again), Some(as_before)) = (&mut now.recurrence, &before.recurrence)
            && as_before.except.iter().all(|day| again.except.contains(day))
        {
            again.except.clone_from(&as_before.except);
        }
        now != told(before) || before.escort && !self.escort
    }

    /// The visit without this one of its days; `None` where it recurs on no such day, or on no other.
    pub fn without(mut self, day: NaiveDate) -> Option<Self> {
        let (first, last) = ((self.from, self.until), self.ends());
        let again = self.recurrence.as_mut().filter(|again| again.falls_on(first, day))?;
        again.except.push(Date(day));
        let falls = again.last(first, last).is_some();
        falls.then_some(self)
    }

    /// The visit at the times of another.
    #[must_use]
    pub fn at_the_time_of(self, other: &Self) -> Self {
        let (from, until, review) = (other.from, other.until, other.review);
        Self { from, until, review, recurrence: other.recurrence.clone(), ..self }
    }

    /// The end of it all: of the last window, or until when a standing pass holds.
    pub fn ends(&self) -> Timestamp {
        let first = (self.from, self.until);
        self.review.unwrap_or_else(|| self.recurrence.as_ref().map_or(self.until, |again| again.ends(first)))
    }

    /// The window that somebody is expected in at this time, or else the nearest; `last` is where it all ends.
    pub fn window(&self, last: Timestamp, at: Timestamp) -> Window {
        match &self.recurrence {
            Some(again) => again.at((self.from, self.until), last, at),
            None => (self.from, last),
        }
    }

    /// The visit with the window of this time for its own.
    #[must_use]
    pub fn at(self, last: Timestamp, at: Timestamp) -> Self {
        let (from, until) = self.window(last, at);
        Self { from, until, ..self }
    }

    /// Whether somebody is expected at some time from `from` to before `to`.
    pub fn touches(&self, last: Timestamp, from: Timestamp, to: Timestamp) -> bool {
        match &self.recurrence {
            Some(again) => {
                // A window is shorter than a day: one that reaches into the time begins on the day before, or later.
                let day = from.plus(-super::moment::DAY).utc().date_naive();
                let windows = again.windows((self.from, self.until), last, day);
                windows.take_while(|window| window.0 < to).any(|window| window.1 >= from)
            }
            None => self.from < to && last >= from,
        }
    }
}

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitState {
    /// Scheduled, not yet approved.
    Requested,
    /// Approved: on the allow-list.
    Approved,
    /// Not approved, by whoever had to.
    Declined,
    /// Taken back before it began.
    Cancelled,
    /// Came without an appointment; on no list.
    WalkIn,
}

impl VisitState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Requested, Self::Approved, Self::Declined, Self::Cancelled, Self::WalkIn];

    /// The stable name, as in tables and situations.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
            Self::WalkIn => "walk-in",
        }
    }

    /// The state of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether nobody is expected for it any more.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Declined | Self::Cancelled)
    }

    /// As the gate and its rules are told: a visit that was declined is one that was taken back, so that nobody at the
    /// gate learns that somebody was against it, and no rules have to know of it.
    #[must_use]
    pub fn at_the_gate(self) -> Self {
        if self.is_off() { Self::Cancelled } else { self }
    }
}
