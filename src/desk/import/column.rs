//! The columns a file of guests may have.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::text::{escape, is_invisible};

use super::COLUMN_LIMIT;
use super::fault::{ImportFault, Warning};
use super::headers;
use super::reading::Reading;
use super::sheet::{Form, Record, Source};
use crate::desk::export::TOLD;

/// A column that means something to the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Full name as on the document. Required.
    Name,
    /// Employer or body they come for.
    Organisation,
    /// Nationality, as given.
    Nationality,
    /// Date of birth.
    Born,
    /// Number of the travel document.
    Document,
    /// Who is visited, and their section. Required.
    Host,
    /// Why.
    Purpose,
    /// First moment of the window. Required where there is no `when`.
    From,
    /// End of the window. Likewise.
    Until,
    /// Areas, parted by `,`, `;` or `|` inside the cell.
    Areas,
    /// Whether somebody must go with them: yes, y, true, 1, x, ja, oui, si or no, n, false, 0, -, nein, nej, non. An
    /// empty cell is a no.
    Escort,
    /// Of which kind the visitor is, by its stable name: diplomat, courier, delegation, consular, chancery, contractor,
    /// family, host-state, emergency.
    Category,
    /// Who comes with a child.
    Companion,
    /// Whether the head of mission agreed to an official of the host state; as for the escort.
    Consent,
    /// Whether devices that their health needs stay with them; as for the escort.
    Medical,
    /// The reference of whoever registered it, unique within the file.
    Reference,
    /// When, as a person types it ("every tue 14-16 until march"), in the place of `from` and `until`.
    When,
    /// The section of the mission that the host belongs to.
    Section,
    /// What they will bring, parted as areas are.
    Items,
    /// The name in Latin letters.
    Latin,
    /// Names they have or had beside it, parted by `;` or `|`.
    OtherNames,
    /// Further documents, parted likewise, each as "passport AB123".
    Papers,
    /// Languages, parted as areas are.
    Languages,
    /// Where their invitation is sent.
    Email,
    /// The plate of their vehicle.
    Plate,
    /// What they need to get about.
    Needs,
    /// A note for whoever keeps the gate.
    GateNote,
    /// A note for whoever keeps the visits.
    DeskNote,
    /// Given names, where the name stands in two columns.
    Given,
    /// The surname likewise.
    Surname,
    /// How a visit recurs, as RRULE of RFC 5545, after the name of a time zone where that is not the gate's.
    Recurs,
    /// Days on which one that recurs does not.
    Except,
    /// Of a standing pass, the last day on which it holds before it is gone through again; 90 days from today at the most.
    Holds,
    /// How far the visit was when the list was taken out of a post. One that was not approved, refused or taken back is not brought
    /// back by its list.
    State,
    /// What was wrong, in a file of rejected rows that comes back. Not read.
    Fault,
}

/// Every column: what it is, what it may be called (the first is its own name), whether a file must have it.
const COLUMNS: [(Column, &[&str], bool); 35] = [
    (Column::Name, &["name", "full name", "visitor", "visitor name", "guest", "guest name"], true),
    (Column::Organisation, &["organisation", "organization", "company", "employer"], false),
    (Column::Nationality, &["nationality", "citizenship"], false),
    (Column::Born, &["date of birth", "dob", "born", "birth date", "birthdate", "birthday"], false),
    (
        Column::Document,
        &["document number", "document", "document no", "passport", "passport number", "passport no"],
        false,
    ),
    (Column::Host, &["host", "host name", "visits", "visiting"], true),
    (Column::Purpose, &["purpose", "purpose of visit", "reason"], false),
    (Column::From, &["from", "start", "valid from", "arrival"], true),
    (Column::Until, &["until", "to", "end", "valid until", "departure"], true),
    (Column::Areas, &["areas", "area", "zones", "zone"], false),
    (Column::Escort, &["escort", "escorted", "escort required"], false),
    (Column::Category, &["category", "kind", "visitor category"], false),
    (Column::Companion, &["companion", "accompanied by"], false),
    (Column::Consent, &["consent", "consent of the head of mission"], false),
    (Column::Medical, &["medical exemption", "medical"], false),
    (Column::Reference, &["reference", "ref", "reference number", "visit reference"], false),
    (Column::When, &["when", "time", "times"], false),
    (Column::Section, &["section", "department"], false),
    (Column::Items, &["items", "brings"], false),
    (Column::Latin, &["latin form", "latin", "name in latin letters"], false),
    (Column::OtherNames, &["other names", "aliases"], false),
    (Column::Papers, &["further documents", "other documents"], false),
    (Column::Languages, &["languages", "language"], false),
    (Column::Email, &["email", "e mail", "mail", "email address", "e mail address"], false),
    (Column::Plate, &["plate", "vehicle", "vehicle plate", "number plate"], false),
    (Column::Needs, &["needs", "accessibility", "accessibility needs"], false),
    (Column::GateNote, &["note for the gate"], false),
    (Column::DeskNote, &["note for the desk"], false),
    (Column::Given, &["given names", "given name", "first name", "first names", "forename", "forenames"], false),
    (Column::Surname, &["surname", "last name", "family name"], false),
    (Column::Recurs, &["recurs", "rrule", "recurrence"], false),
    (Column::Except, &["except", "exdate", "exceptions"], false),
    (Column::Holds, &["holds until", "pass until"], false),
    (Column::State, &["state"], false),
    (Column::Fault, &["fault"], false),
];

impl Column {
    /// Every column that is read, in the order of the description.
    pub const READ: [Self; 34] = [
        Self::Name,
        Self::Organisation,
        Self::Nationality,
        Self::Born,
        Self::Document,
        Self::Host,
        Self::Purpose,
        Self::From,
        Self::Until,
        Self::Areas,
        Self::Escort,
        Self::Category,
        Self::Companion,
        Self::Consent,
        Self::Medical,
        Self::Reference,
        Self::When,
        Self::Section,
        Self::Items,
        Self::Latin,
        Self::OtherNames,
        Self::Papers,
        Self::Languages,
        Self::Email,
        Self::Plate,
        Self::Needs,
        Self::GateNote,
        Self::DeskNote,
        Self::Given,
        Self::Surname,
        Self::Recurs,
        Self::Except,
        Self::Holds,
        Self::State,
    ];

    /// The column a header names: case, spaces, `_`, `-` and `.` do not matter.
    pub fn of(header: &str) -> Option<Self> {
        // No header of ours is longer; one that is costs nothing.
        if header.len() > 200 {
            return None;
        }
        let plain = plain(header);
        let own = COLUMNS.iter().find(|(_, names, _)| names.contains(&plain.as_str())).map(|(column, _, _)| *column);
        own.or_else(|| headers::of(&plain))
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        COLUMNS.iter().find(|(column, _, _)| *column == self).and_then(|(_, names, _)| names.first()).unwrap_or(&"")
    }

    /// Whether every file must have it and every row fill it; for times, where the row does not say them otherwise.
    pub fn is_required(self) -> bool {
        COLUMNS.iter().any(|(column, _, required)| *column == self && *required)
    }

    /// The names of all columns that are read, in the order of the description.
    pub fn names() -> String {
        Self::READ.map(Self::name).join(", ")
    }
}

/// A header as headers are compared.
pub(super) fn plain(header: &str) -> String {
    let visible = header.chars().filter(|c| c.is_whitespace() || !is_invisible(*c));
    let plain: String = visible.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which cell of a row is which column.
pub(super) struct Columns {
    places: Vec<(Column, usize)>,
    /// What holds where a row says nothing.
    for_all: BTreeMap<Column, String>,
    /// Cells a row must have, and no more; `None` where rows are as long as they are.
    pub width: Option<usize>,
    /// Whether its cells have names, as those of a workbook.
    pub has_cells: bool,
    /// What was found odd about the header.
    pub warnings: Vec<Warning>,
}

impl Columns {
    /// The columns of a file. Required ones must be there, and each only once.
    pub fn of(source: &Source, reading: &Reading, header: &Record) -> Result<Self, ImportFault> {
        if header.stray {
            return Err(ImportFault::BrokenHeader { line: header.line });
        }
        let last = header.cells.iter().rposition(|cell| !cell.text.trim().is_empty());
        let width = last.map_or(0, |last| last + 1);
        if width > COLUMN_LIMIT {
            return Err(ImportFault::TooManyColumns { found: width });
        }
        let exact = matches!(source.form, Form::Text(..)).then_some(width);
        let (for_all, warnings) = (reading.for_all.clone(), Vec::new());
        let has_cells = source.form == Form::Workbook;
        let mut columns = Self { places: Vec::new(), for_all, width: exact, has_cells, warnings };
        for place in 0..width.max(reading.columns.len()) {
            let text = header.text(place).trim();
            match reading.columns.get(place).copied().flatten() {
                Some(column) if columns.place(column).is_some() => {
                    return Err(ImportFault::DoubledColumn { column, header: escape(text, 40) });
                }
                Some(column) => columns.places.push((column, place)),
                None if place >= width => {}
                None if TOLD.contains(&plain(text).as_str()) => {}
                None if text.is_empty() => columns.warnings.push(Warning::UnnamedColumn { place: place + 1 }),
                None => columns.warnings.push(Warning::UnknownColumn { header: escape(text, 40) }),
            }
        }
        columns.complete(header, width)
    }

    fn complete(self, header: &Record, width: usize) -> Result<Self, ImportFault> {
        let all = COLUMNS.iter().map(|(column, _, _)| *column);
        let is_there = |column| self.place(column).is_some() || self.for_all.contains_key(&column);
        let said = |column: &Column| match column {
            Column::From | Column::Until => is_there(Column::When),
            Column::Name => is_there(Column::Surname),
            _ => false,
        };
        let missing: Vec<Column> = all.filter(|c| c.is_required() && !is_there(*c) && !said(c)).collect();
        if missing.is_empty() {
            return Ok(self);
        }
        let found = header.cells.iter().take(width).map(|cell| escape(cell.text.trim(), 40)).collect();
        Err(ImportFault::MissingColumns { missing, found })
    }

    /// Where a column stands in a row, counted from 0.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().find(|(of, _)| *of == column).map(|(_, place)| *place)
    }

    /// What holds of a column where a row says nothing.
    pub fn for_all(&self, column: Column) -> &str {
        self.for_all.get(&column).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(cells: &[&'static str]) -> Result<Columns, ImportFault> {
        let cells = cells.iter().map(|cell| (*cell).into()).collect();
        let source = Source::of_rows(vec![Record { line: 1, cells, stray: false }]);
        let reading = Reading::of(&source)?;
        Columns::of(&source, &reading, &source.sheets[0].rows[0])
    }

    #[test]
    fn a_header_is_known_by_what_it_says() {
        for (text, column) in [
            ("name", Some(Column::Name)),
            ("  NAME ", Some(Column::Name)),
            ("\u{feff}Name", Some(Column::Name)),
            ("Date_of-Birth", Some(Column::Born)),
            ("DOB", Some(Column::Born)),
            ("Organization", Some(Column::Organisation)),
            ("Passport No.", Some(Column::Document)),
            ("To", Some(Column::Until)),
            ("names", None),
            ("", None),
        ] {
            assert_eq!(Column::of(text), column, "{text:?}");
        }
        for (column, names, _) in COLUMNS {
            names.iter().for_each(|name| assert_eq!(Column::of(name), Some(column), "{name}"));
        }
    }

    #[test]
    fn columns_stand_in_any_order() {
        let columns = header(&["Until", "from", "", "host", "shoe size", "NAME", " ", ""]).unwrap();
        assert_eq!(columns.place(Column::Name), Some(5));
        assert_eq!(columns.place(Column::Until), Some(0));
        assert_eq!(columns.place(Column::Escort), None);
        assert_eq!(columns.width, Some(6));
        let unknown = Warning::UnknownColumn { header: "shoe size".into() };
        assert_eq!(columns.warnings, [Warning::UnnamedColumn { place: 3 }, unknown]);
    }

    #[test]
    fn missing_doubled_and_countless_columns_are_refused() {
        let fault = header(&["name", "from"]).err();
        let missing = vec![Column::Host, Column::Until];
        assert_eq!(fault, Some(ImportFault::MissingColumns { missing, found: vec!["name".into(), "from".into()] }));
        let fault = header(&["name", "host", "from", "until", "dob", "Born"]).err();
        assert_eq!(fault, Some(ImportFault::DoubledColumn { column: Column::Born, header: "Born".into() }));
        assert_eq!(header(&["x"; 201]).err(), Some(ImportFault::TooManyColumns { found: 201 }));
    }
}
