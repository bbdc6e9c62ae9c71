//! The person who comes.

use serde::{Deserialize, Serialize};

/// A visitor, as they were registered. Written down in one place: the person slot of the entry that registered them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Person {
    /// Full name as on the document, cleaned by [`super::text::clean_name`].
    pub name: String,
    /// Employer or body they come for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// Nationality, as given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nationality: String,
    /// Date of birth, ISO 8601 (`YYYY-MM-DD`), where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<chrono_date::Date>,
    /// Number of the travel document, where known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// The name in Latin letters, as the document has it or as somebody agreed to; empty where nobody has said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub latin: String,
    /// Names they have or had beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_names: Vec<String>,
    /// Further documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// Languages they speak, the best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Where their invitation is sent; empty where nobody has said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// The plate of the vehicle they come in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plate: String,
    /// What they need to get about: a ramp, an interpreter of sign language, a device for their health.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub needs: String,
    /// What somebody wrote down of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// A document of a guest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Paper {
    /// What it is, as it was said: passport, identity card; empty where nobody has said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Its number.
    pub number: String,
}

impl Paper {
    /// Reads "passport AB 1234567": the number begins with the first word that has a digit.
    pub fn read(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let at = words.iter().position(|word| word.chars().any(|c| c.is_ascii_digit())).unwrap_or(0);
        let (kind, number) = words.split_at(at);
        Self { kind: kind.join(" "), number: number.join(" ") }
    }
}

/// Whom a note is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteClass {
    /// Whoever keeps the gate reads it beside the verdict.
    Gate,
    /// Whoever keeps the visits.
    Desk,
}

/// Something that was written down of a guest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    /// Whom it is for.
    pub class: NoteClass,
    /// What it says.
    pub text: String,
}

impl Person {
    /// Every name they are known by, each once: as on the document, in Latin letters, others.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let all = || std::iter::once(&self.name).chain([&self.latin]).chain(&self.other_names).map(String::as_str);
        let new = move |(at, name): &(usize, &str)| !name.is_empty() && all().take(*at).all(|before| before != *name);
        all().enumerate().filter(new).map(|(_, name)| name)
    }

    /// What is said here, and of `before` what is not.
    #[must_use]
    pub fn over(self, before: &Self) -> Self {
        fn said<T: Default + PartialEq + Clone>(said: T, before: &T) -> T {
            if said == T::default() { before.clone() } else { said }
        }
        Self {
            name: said(self.name, &before.name),
            organisation: said(self.organisation, &before.organisation),
            nationality: said(self.nationality, &before.nationality),
            born: said(self.born, &before.born),
            document: said(self.document, &before.document),
            latin: said(self.latin, &before.latin),
            other_names: said(self.other_names, &before.other_names),
            papers: said(self.papers, &before.papers),
            languages: said(self.languages, &before.languages),
            email: said(self.email, &before.email),
            plate: said(self.plate, &before.plate),
            needs: said(self.needs, &before.needs),
            notes: said(self.notes, &before.notes),
        }
    }

    /// The same guest, of whom something else is said as well: nothing that is known of them goes.
    #[must_use]
    pub fn and(self, also: Self) -> Self {
        fn more<T: PartialEq>(mut known: Vec<T>, also: Vec<T>) -> Vec<T> {
            also.into_iter().for_each(|one| {
                if !known.contains(&one) {
                    known.push(one)
                }
            });
            known
        }
        let papers = also.papers.iter().filter(|paper| !self.numbers().contains(&paper.number)).cloned().collect();
        let latin = Some(&also.latin).filter(|_| !self.latin.is_empty());
        let names = latin.into_iter().chain(&also.other_names).cloned();
        let names = names.filter(|name| !name.is_empty() && !self.names().any(|known| known == name)).collect();
        let known = self.clone().over(&Self { other_names: Vec::new(), ..also.clone() });
        Self {
            other_names: more(self.other_names, names),
            papers: more(self.papers, papers),
            languages: more(self.languages, also.languages),
            notes: more(self.notes, also.notes),
            ..known
        }
    }

    /// The same, a line each.
    pub fn lines(&self) -> String {
        self.names().collect::<Vec<_>>().join("\n")
    }

    /// The number of every document, each once.
    pub fn numbers(&self) -> Vec<String> {
        let mut numbers: Vec<String> = Vec::new();
        for number in std::iter::once(&self.document).chain(self.papers.iter().map(|paper| &paper.number)) {
            if !number.is_empty() && !numbers.contains(number) {
                numbers.push(number.clone());
            }
        }
        numbers
    }

    /// Whether this is another guest than `before` in what an approval was about: who it is, and what they are screened by.
    pub fn matters(&self, before: &Self) -> bool {
        let told = |person: &Self| {
            let (numbers, organisation, nationality) =
                (person.numbers(), person.organisation.clone(), person.nationality.clone());
            (person.lines(), numbers, organisation, nationality, person.born)
        };
        told(self) != told(before)
    }

    /// Notes for whoever is of this class.
    pub fn notes_for(&self, class: NoteClass) -> impl Iterator<Item = &str> {
        self.notes.iter().filter(move |note| note.class == class).map(|note| note.text.as_str())
    }
}

/// A calendar date as ISO 8601 text.
pub mod chrono_date {
    use chrono::NaiveDate;
    use serde::{Deserialize, Serialize};

    /// A date that is written `YYYY-MM-DD`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(into = "String", try_from = "String")]
    pub struct Date(pub NaiveDate);

    impl From<Date> for String {
        fn from(date: Date) -> Self {
            date.0.format("%Y-%m-%d").to_string()
        }
    }

    impl TryFrom<String> for Date {
        type Error = chrono::ParseError;

        fn try_from(text: String) -> Result<Self, Self::Error> {
            NaiveDate::parse_from_str(&text, "%Y-%m-%d").map(Self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_number_counts_once() {
        let name = |text: &str| text.to_owned();
        let person = Person {
            name: name("Иван Петров"),
            latin: name("Ivan Petrov"),
            other_names: vec![name("Ivan Petrov"), name("Johnny")],
            document: name("P1"),
            papers: vec![Paper::read("identity card 77 88"), Paper::read("P1"), Paper::read("AB")],
            ..Person::default()
        };
        assert_eq!(person.names().collect::<Vec<_>>(), ["Иван Петров", "Ivan Petrov", "Johnny"]);
        assert_eq!(person.lines(), "Иван Петров\nIvan Petrov\nJohnny");
        assert_eq!(person.numbers(), ["P1", "77 88", "AB"]);
        assert_eq!(person.papers.first().map(|paper| paper.kind.as_str()), Some("identity card"));
    }

    #[test]
    fn what_is_said_as_well_takes_nothing_away() {
        let text = |text: &str| text.to_owned();
        let known = Person {
            name: text("Vera Holm"),
            other_names: vec![text("V. Holm")],
            document: text("P1"),
            plate: text("CD 1"),
            ..Person::default()
        };
        let also = Person {
            name: text("Vera Holm"),
            latin: text("Wera Holm"),
            other_names: vec![text("V. Holm"), text("Vera Berg")],
            papers: vec![Paper::read("passport P1"), Paper::read("passport P2")],
            plate: text("CD 2"),
            needs: text("a ramp"),
            ..Person::default()
        };
        let both = known.clone().and(also.clone());
        assert_eq!(both.names().collect::<Vec<_>>(), ["Vera Holm", "Wera Holm", "V. Holm", "Vera Berg"]);
        assert_eq!(both.numbers(), ["P1", "P2"]);
        assert_eq!((both.plate.as_str(), both.needs.as_str()), ("CD 1", "a ramp"));
        assert_eq!(both.clone().and(also), both);
        assert_eq!(known.clone().and(Person::default()), known);
    }

    #[test]
    fn what_is_not_known_is_not_written_down() {
        let plain = Person { name: "Vera Holm".into(), ..Person::default() };
        assert_eq!(serde_json::to_string(&plain).unwrap(), r#"{"name":"Vera Holm"}"#);
    }
}
