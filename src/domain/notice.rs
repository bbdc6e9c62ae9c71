//! What hosts hear of their visits: that somebody arrived, waits at the gate, should have left, or has left.
//!
//! Who hears what follows from what happened and from the book of hosts alone. Why somebody waits, what a list says of them
//! and who decided it are nothing that anything here is given, so that no notice can tell of them.

use serde::{Deserialize, Serialize};

use super::alarm::Address as Url;
use super::mail::Address;
use super::text::fold;

/// Minutes after the end of its window at which a visit is an overstay, unless another number is set.
pub const GRACE: u16 = 30;
/// The most minutes that may be set: a day.
pub const LONGEST_GRACE: u16 = 1_440;

/// What happened to a visit that its host may hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The guest was let in.
    Arrival,
    /// The guest waits at the gate.
    Referral,
    /// The guest is inside although the time of the visit is over.
    Overstay,
    /// The guest has left.
    Departure,
}

impl Event {
    /// Every event, in the order in which they are named.
    pub const ALL: [Self; 4] = [Self::Arrival, Self::Referral, Self::Overstay, Self::Departure];
    /// Those that a host hears of who has not said otherwise.
    pub const USUAL: [Self; 3] = [Self::Arrival, Self::Referral, Self::Overstay];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Arrival => "arrival",
            Self::Referral => "referral",
            Self::Overstay => "overstay",
            Self::Departure => "departure",
        }
    }

    /// The event of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }

    /// The events of a text such as `arrival, overstay`, each once and in their order; the first word that is none is the
    /// error.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        let words = text.split([',', ';', ' ']).map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty());
        let mut events = words.map(|word| Self::from_code(&word).ok_or(word)).collect::<Result<Vec<_>, String>>()?;
        events.sort_unstable();
        events.dedup();
        Ok(events)
    }
}

/// Somebody of the mission whom guests come to see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// Their name as it is written in visits.
    pub name: String,
    /// Where their mail goes.
    pub email: Address,
    /// The code of the language that they read; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// What they want to hear of.
    pub notices: Vec<Event>,
    /// Whether they have left the mission: they hear of nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
}

impl Host {
    /// Whether a visit to `name` is one to them: by the words of it, whatever the capitals, accents and spaces, as the
    /// desk's form finds hosts.
    pub fn is_called(&self, name: &str) -> bool {
        let words = fold(name);
        !words.is_empty() && fold(&self.name) == words
    }
}

/// How hosts are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    /// Whether by mail, where it is said how mail goes out.
    pub mail: bool,
    /// The address of the mission's network that is told as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook: Option<Url>,
    /// Whether the guest's name is told.
    #[serde(default)]
    pub names: bool,
    /// Minutes after the end of its window at which a visit is an overstay.
    pub grace: u16,
}

impl Default for Notices {
    fn default() -> Self {
        Self { mail: true, webhook: None, names: false, grace: GRACE }
    }
}

/// Who hears of this: the host of the visit, where they are in the book, have not left, and want to.
pub fn hears<'a>(book: impl IntoIterator<Item = &'a Host>, host: &str, event: Event) -> Option<&'a Host> {
    let found = book.into_iter().find(|known| known.is_called(host))?;
    (!found.left && found.notices.contains(&event)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str, notices: &[Event], left: bool) -> Host {
        let email = Address::read("host@nordhavn.example").unwrap();
        Host { name: name.into(), email, language: String::new(), notices: notices.to_vec(), left }
    }

    #[test]
    fn a_host_hears_of_what_they_want_and_of_nothing_once_they_left() {
        let book = [
            host("Ms Núria Aldana", &Event::USUAL, false),
            host("Okoye, consular", &[Event::Departure], false),
            host("Mr Left", &Event::ALL, true),
            host("Ms Quiet", &[], false),
        ];
        let told = |name, event| hears(&book, name, event).map(|host| host.name.as_str());
        assert_eq!(told("MS  nuria ALDANA ", Event::Arrival), Some("Ms Núria Aldana"));
        assert_eq!(told("Ms Núria Aldana", Event::Departure), None);
        assert_eq!(told("Okoye consular", Event::Departure), Some("Okoye, consular"));
        assert_eq!(told("Okoye consular", Event::Referral), None);
        for event in Event::ALL {
            for nobody in ["Mr Left", "Ms Quiet", "Aldana", "", "  ", "Ms Núria Aldana-Okoye"] {
                assert_eq!(told(nobody, event), None, "{nobody} {event:?}");
            }
        }
    }

    #[test]
    fn events_are_read_back_and_what_is_none_is_named() {
        assert_eq!(Event::read("overstay, Arrival,arrival"), Ok(vec![Event::Arrival, Event::Overstay]));
        assert_eq!(Event::read(""), Ok(vec![]));
        assert_eq!(Event::read("arrival, lunch"), Err("lunch".into()));
        for event in Event::ALL {
            assert_eq!(serde_json::to_value(event).unwrap(), event.code());
        }
    }

    #[test]
    fn how_hosts_are_told_is_kept_with_a_webhook_of_the_mission_alone() {
        let webhook = Some("http://127.0.0.1:8080/hosts".parse().unwrap());
        let set = Notices { webhook, ..Notices::default() };
        let kept = serde_json::to_string(&set).unwrap();
        assert_eq!(serde_json::from_str::<Notices>(&kept).unwrap(), set);
        assert!(kept.contains("\"http://127.0.0.1:8080/hosts\""));
        let public = kept.replace("127.0.0.1", "93.184.216.34");
        assert!(serde_json::from_str::<Notices>(&public).is_err());
    }
}
