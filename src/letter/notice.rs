//! What a host is told: the words of a mail, and an object for whoever else is told on the mission's network.
//!
//! What is told is all in [`Told`]: why somebody waits is no part of it.

use chrono_tz::Tz;
use serde_json::{Value, json};

use super::{Language, Section, Template, Values, dated};
use crate::domain::notice::Event;
use crate::domain::{Host, Timestamp};

/// What a host is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened.
    pub event: Event,
    /// What tells this from all others of the post.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// When the visit is over.
    pub until: Timestamp,
    /// Whose clocks say when.
    pub zone: Tz,
    /// Whose mission it is.
    pub mission: String,
    /// At which gate.
    pub gate: String,
    /// The number of the visit.
    pub number: String,
    /// Who came, where the mission lets them be named.
    pub guest: Option<String>,
}

impl Told {
    /// Subject and text of the mail to this host.
    pub fn mail(&self, template: &Template, host: &Host) -> (String, String) {
        let local = |at: Timestamp| at.utc().with_timezone(&self.zone).naive_local();
        let hour = |at: Timestamp| local(at).format("%H:%M").to_string();
        let mut values = Values::from([
            ("mission", self.mission.clone()),
            ("gate", self.gate.clone()),
            ("host", host.name.clone()),
            ("number", self.number.clone()),
            ("date", dated(template, local(self.at))),
            ("time", hour(self.at)),
            ("until", hour(self.until)),
        ]);
        values.extend(self.guest.clone().map(|guest| ("guest", guest)));
        let text = |section| template.filled(section, &values);
        (text(Section::NoticeSubject(self.event)).join(" "), text(Section::Notice(self.event)).join("\n"))
    }

    /// The same for a program: one object with stable names, of the first version.
    pub fn object(&self, host: &Host) -> Value {
        let language = Language::from_code(&host.language).unwrap_or_default();
        let mut object = json!({
            "v": 1,
            "id": self.id,
            "event": self.event.code(),
            "at": self.at.rfc3339(),
            "until": self.until.rfc3339(),
            "mission": self.mission,
            "gate": self.gate,
            "visit": self.number,
            "host": { "name": host.name, "email": host.email.as_str(), "language": language.code() },
        });
        if let (Some(guest), Some(fields)) = (&self.guest, object.as_object_mut()) {
            let _ = fields.insert("guest".into(), json!(guest));
        }
        object
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::Address;

    fn told(event: Event, guest: Option<&str>) -> Told {
        Told {
            event,
            id: "north/7/arrival".into(),
            at: Timestamp(1_795_597_440_000),
            until: Timestamp(1_795_604_400_000),
            zone: chrono_tz::Europe::Oslo,
            mission: "Embassy of Nordhavn".into(),
            gate: "North gate".into(),
            number: "V-3F2A".into(),
            guest: guest.map(str::to_owned),
        }
    }

    fn host(language: &str) -> Host {
        let email = Address::read("aldana@nordhavn.example").unwrap();
        let notices = Event::ALL.to_vec();
        Host { name: "Ms Aldana".into(), email, language: language.into(), notices, left: false }
    }

    fn template(language: Language) -> Template {
        Template::read(language.code(), language.built_in()).unwrap().whole(language.code()).unwrap()
    }

    #[test]
    fn every_language_tells_every_event_and_names_the_guest_only_where_that_is_allowed() {
        for language in Language::ALL {
            for event in Event::ALL {
                let (subject, text) = told(event, None).mail(&template(language), &host(language.code()));
                assert!(subject.contains("V-3F2A") && text.contains("North gate"), "{language:?}: {subject}, {text}");
                assert!(!text.contains('{') && text.contains("V-3F2A"), "{text}");
                let (same, named) = told(event, Some("Chen Wei")).mail(&template(language), &host(language.code()));
                assert!(!text.contains("Chen Wei") && named.contains("Chen Wei") && !same.contains("Chen Wei"));
            }
        }
        let (_, text) = told(Event::Referral, None).mail(&template(Language::English), &host("en"));
        let words = "Somebody who says that you expect them is at the gate. Please ring the gate.";
        assert_eq!(text, format!("{words}\n\nNorth gate, 10:04. Visit V-3F2A."));
    }

    #[test]
    fn an_object_has_the_same_fields_whatever_happened() {
        let fields = |event, guest| {
            let object = told(event, guest).object(&host(""));
            assert_eq!(object["host"]["language"], "en");
            object.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
        };
        let all = ["at", "event", "gate", "host", "id", "mission", "until", "v", "visit"];
        for event in Event::ALL {
            let mut found = fields(event, None);
            found.sort();
            assert_eq!(found, all);
            assert!(fields(event, Some("Chen Wei")).contains(&"guest".to_owned()));
        }
    }

    #[test]
    fn a_subject_that_names_the_guest_is_refused_where_it_is_read() {
        let fault = Template::read("en.txt", "[subject arrival]\n{guest} is here\n").unwrap_err();
        assert_eq!(
            fault.to_string(),
            "en.txt, line 2: {guest} is not known of every visit, and this part may not be left out"
        );
        assert!(Template::read("en.txt", "[at the gate]\n{purpose}\n").is_err(), "there is no other placeholder");
    }
}
