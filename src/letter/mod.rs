//! The invitation as a guest gets it: its words, its entry in a calendar, and the mail that brings both.
//!
//! Nothing here reads a file, knows a clock or sends anything: templates come in as texts, and a letter goes out as lines,
//! as an iCalendar object or as the bytes of a message. The page with its QR is drawn by [`crate::badge::card::sheet`].

pub mod calendar;
mod language;
pub mod mail;
pub mod notice;
mod template;
mod zone;

pub use language::Language;
pub use template::{Section, Template, TemplateFault, Wrong};

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDateTime};
use chrono_tz::Tz;

use crate::domain::moment::DAY;
use crate::domain::{Timestamp, Visit};

/// Further days of a visit that recurs that are named at most.
const MOST_DAYS: usize = 8;

/// What an invitation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Who is invited.
    pub guest: String,
    /// Who invites.
    pub mission: String,
    /// The gate they come to.
    pub gate: String,
    /// The short number of the invitation.
    pub number: String,
    /// What for, and when.
    pub visit: Visit,
    /// Where it all ends.
    pub ends: Timestamp,
    /// Whose clocks say when.
    pub zone: Tz,
}

/// Values of placeholders; one that is not here is not known.
pub type Values = BTreeMap<&'static str, String>;

/// The words of one invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// In which language.
    pub language: Language,
    template: Template,
    values: Values,
}

impl Letter {
    /// The letter about this, in the words of a template.
    pub fn new(language: Language, template: Template, subject: &Subject) -> Self {
        let values = values(&template, subject);
        Self { language, template, values }
    }

    /// The lines of a section. A line that speaks of something that is not known is left out.
    pub fn lines(&self, section: Section) -> Vec<String> {
        self.template.filled(section, &self.values)
    }

    /// A section as one text.
    pub fn text(&self, section: Section) -> String {
        self.lines(section).join("\n")
    }

    /// When, as it is told: the day and the hours, and further days where there are any.
    pub fn when(&self) -> Vec<String> {
        let section = match (self.values.contains_key("days"), self.values.contains_key("last")) {
            (true, _) => Section::WhenAgain,
            (false, true) => Section::WhenLong,
            (false, false) => Section::When,
        };
        self.lines(section)
    }

    /// What is known under the name of a placeholder.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }
}

fn values(template: &Template, subject: &Subject) -> Values {
    let Subject { visit, zone, .. } = subject;
    let local = |at: Timestamp| at.utc().with_timezone(zone).naive_local();
    let (from, until) = (local(visit.from), local(visit.until));
    let hour = |at: NaiveDateTime| at.format("%H:%M").to_string();
    let mut values = Values::from([
        ("guest", subject.guest.clone()),
        ("mission", subject.mission.clone()),
        ("gate", if visit.gate.is_empty() { subject.gate.clone() } else { visit.gate.clone() }),
        ("host", visit.host.clone()),
        ("number", subject.number.clone()),
        ("date", dated(template, from)),
        ("from", hour(from)),
        ("until", hour(until)),
    ]);
    let mut say = |name, value: String| {
        if !value.is_empty() {
            let _ = values.insert(name, value);
        }
    };
    say("section", visit.section.clone());
    say("purpose", visit.purpose.clone());
    say("items", visit.items.join(", "));
    match &visit.recurrence {
        Some(again) => {
            let windows = again.windows((visit.from, visit.until), subject.ends, from.date());
            let mut days: Vec<String> =
                windows.skip(1).take(MOST_DAYS + 1).map(|(begin, _)| dated(template, local(begin))).collect();
            if days.len() > MOST_DAYS {
                days.truncate(MOST_DAYS);
                days.push("…".into());
            }
            say("days", days.join(" · "));
            say("last", dated(template, local(subject.ends)));
        }
        None if subject.ends.since(visit.from) > DAY => {
            let last = local(subject.ends.plus(-1));
            say("last", dated(template, last));
            say("until", hour(local(subject.ends)));
        }
        None => {}
    }
    values
}

/// A day in the words of a template.
fn dated(template: &Template, at: NaiveDateTime) -> String {
    let nth = |section, at: usize| template.word(section, at).unwrap_or_default();
    let values = Values::from([
        ("weekday", nth(Section::Weekdays, at.weekday().num_days_from_monday() as usize)),
        ("day", at.day().to_string()),
        ("month", nth(Section::Months, at.month0() as usize)),
        ("year", at.year().to_string()),
    ]);
    template.filled(Section::Date, &values).join(" ")
}

#[cfg(test)]
mod tests;
