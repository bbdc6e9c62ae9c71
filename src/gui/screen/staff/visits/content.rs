//! What the fields hold, in which order they stand, and what can be put into them.

use std::collections::{BTreeMap, HashMap};

use crate::desk::import::{Column, Guest, ImportFault, ReadRules, read_one};
use crate::desk::visits::Known;
use crate::domain::text::{fold, has_all};
use crate::domain::{Category, Person, Visit};

use super::{Suggestion, category};

/// The fields of every visit, in the order of the keyboard.
pub const FIELDS: [Column; 11] = [
    Column::Name,
    Column::Organisation,
    Column::Nationality,
    Column::Born,
    Column::Document,
    Column::Category,
    Column::Host,
    Column::Purpose,
    Column::When,
    Column::Areas,
    Column::Items,
];
/// What is seldom said.
pub const MORE: [Column; 13] = [
    Column::Latin,
    Column::OtherNames,
    Column::Papers,
    Column::Languages,
    Column::Email,
    Column::Plate,
    Column::Needs,
    Column::Section,
    Column::Escort,
    Column::Companion,
    Column::Reference,
    Column::GateNote,
    Column::DeskNote,
];

/// What stands in the fields.
#[derive(Debug, Clone, Default)]
pub struct Content(HashMap<Column, String>);

impl Content {
    /// What a field holds.
    pub fn get(&self, column: Column) -> &str {
        self.0.get(&column).map_or("", String::as_str)
    }

    /// Puts something into a field.
    pub fn set(&mut self, column: Column, value: String) {
        let _ = self.0.insert(column, value);
    }

    /// What stands in the fields, by their names.
    pub fn fields(&self) -> BTreeMap<String, String> {
        let filled = self.0.iter().filter(|(_, value)| !value.is_empty());
        filled.map(|(column, value)| (column.name().to_owned(), value.clone())).collect()
    }

    /// The same read back.
    pub fn of(fields: &BTreeMap<String, String>) -> Self {
        let all = FIELDS.into_iter().chain(MORE);
        Self(all.filter_map(|column| Some((column, fields.get(column.name())?.clone()))).collect())
    }

    /// A visit that was entered, but for its time: what is not said of that stays as it is.
    pub fn of_visit(person: &Person, visit: &Visit) -> Self {
        let mut values = of_person(person);
        values.extend(of_what(visit));
        values.push((Column::Items, visit.items.join("; ")));
        values.push((Column::Companion, visit.companion.clone()));
        values.push((Column::Reference, visit.reference.clone()));
        Self(values.into_iter().filter(|(_, value)| !value.is_empty()).collect())
    }

    /// Whether nothing stands anywhere.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|value| value.trim().is_empty())
    }

    /// The guest and the visit that the fields describe, or what is wrong with them. Of a visit that was entered before, the
    /// time is what it was where none is said.
    pub fn read(&self, rules: &ReadRules, before: Option<&Visit>) -> Result<Guest, ImportFault> {
        let as_before = before.filter(|_| self.get(Column::When).trim().is_empty());
        let mut said: Vec<_> = FIELDS.into_iter().chain(MORE).map(|column| (column, self.get(column))).collect();
        let yes = "yes".to_owned();
        if before.is_some_and(|before| before.consent) {
            said.push((Column::Consent, &yes));
        }
        if before.is_some_and(|before| before.medical) {
            said.push((Column::Medical, &yes));
        }
        if as_before.is_some() {
            // Read as of some time; the one it has takes its place.
            said.retain(|(column, _)| *column != Column::When);
            said.push((Column::When, "tomorrow 9-10"));
        }
        let mut guest = read_one(&said, rules);
        if let (Ok(guest), Some(before)) = (&mut guest, before) {
            guest.visit.gate.clone_from(&before.gate);
        }
        if let (Ok(guest), Some(before)) = (&mut guest, as_before) {
            guest.visit = guest.visit.clone().at_the_time_of(before);
        }
        if let Err(ImportFault::Row(faults)) = &mut guest {
            faults.sort_by_key(|fault| fault.column.and_then(place));
        }
        guest
    }
}

/// The place of a field in the order of the keyboard.
fn place(column: Column) -> Option<usize> {
    let column = if matches!(column, Column::From | Column::Until) { Column::When } else { column };
    FIELDS.into_iter().chain(MORE).position(|other| other == column)
}

/// The id of a field.
pub fn id(column: Column) -> &'static str {
    let column = if matches!(column, Column::From | Column::Until) { Column::When } else { column };
    column.name()
}

/// The field to go on to once something was picked for this one.
pub fn after(column: Column) -> Column {
    match column {
        Column::Name => Column::When,
        Column::Category => Column::Host,
        Column::Host => Column::Purpose,
        other => other,
    }
}

/// What is known of a guest.
fn of_person(person: &Person) -> Vec<(Column, String)> {
    let papers: Vec<_> = person.papers.iter().map(|paper| format!("{} {}", paper.kind, paper.number)).collect();
    let notes = |class| person.notes_for(class).collect::<Vec<_>>().join(" ");
    vec![
        (Column::Name, person.name.clone()),
        (Column::Organisation, person.organisation.clone()),
        (Column::Nationality, person.nationality.clone()),
        (Column::Born, person.born.map(String::from).unwrap_or_default()),
        (Column::Document, person.document.clone()),
        (Column::Latin, person.latin.clone()),
        (Column::OtherNames, person.other_names.join("; ")),
        (Column::Papers, papers.join("; ")),
        (Column::Languages, person.languages.join(", ")),
        (Column::Email, person.email.clone()),
        (Column::Plate, person.plate.clone()),
        (Column::Needs, person.needs.clone()),
        (Column::GateNote, notes(crate::domain::guest::NoteClass::Gate)),
        (Column::DeskNote, notes(crate::domain::guest::NoteClass::Desk)),
    ]
}

/// What a visit is for.
fn of_what(visit: &Visit) -> Vec<(Column, String)> {
    vec![
        (Column::Category, visit.category.map(|one| one.code().to_owned()).unwrap_or_default()),
        (Column::Host, visit.host.clone()),
        (Column::Section, visit.section.clone()),
        (Column::Purpose, visit.purpose.clone()),
        (Column::Areas, visit.areas.join("; ")),
        (Column::Escort, if visit.escort { "yes".into() } else { String::new() }),
    ]
}

/// What is known of a guest, with what they came for last.
pub fn of_guest(known: &Known) -> Suggestion {
    let (person, last) = (&known.person, &known.last);
    let mut values = of_person(person);
    values.extend(of_what(last));
    let told = [person.organisation.as_str(), last.host.as_str()].into_iter().filter(|text| !text.is_empty());
    Suggestion { title: person.name.clone(), subtitle: told.collect::<Vec<_>>().join(" · "), values }
}

/// Somebody who was visited.
pub fn of_host((host, section): (String, String)) -> Suggestion {
    let values = vec![(Column::Host, host.clone()), (Column::Section, section.clone())];
    Suggestion { title: host, subtitle: section, values }
}

/// What a field may hold, where that is a closed set.
pub fn words(column: Column, typed: &str) -> Vec<Suggestion> {
    let wanted = fold(typed);
    if column != Column::Category || wanted.is_empty() {
        return Vec::new();
    }
    let all = Category::ALL.into_iter().map(|one| (category(one), one.code()));
    let fit = all.filter(|(name, code)| *code != typed && has_all(&format!("{name} {code}"), &wanted));
    fit.map(|(title, code)| {
        let values = vec![(Column::Category, code.to_owned())];
        Suggestion { title, subtitle: String::new(), values }
    })
    .collect()
}
