//! vCard: a guest a card.

use super::{Line, Table, lines, parts};

const NAMES: [&str; 9] = [
    "name",
    "organisation",
    "date of birth",
    "other names",
    "languages",
    "note for the desk",
    "title",
    "telephone",
    "email",
];

pub(super) fn read(text: &str) -> Table {
    let (mut rows, mut card): (_, Option<(u64, Vec<Line<'_>>)>) = (Vec::new(), None);
    for line in lines(text) {
        let card_line = line.value.trim().eq_ignore_ascii_case("VCARD");
        match (line.name.as_str(), &mut card) {
            ("BEGIN", _) if card_line => card = Some((line.number, Vec::new())),
            ("END", _) if card_line => rows.extend(card.take().map(|(number, lines)| (number, row(&lines)))),
            (_, Some((_, lines))) => lines.push(line),
            _ => {}
        }
    }
    (&NAMES, rows)
}

fn row(lines: &[Line<'_>]) -> Vec<String> {
    let all = |name: &str| lines.iter().filter(|line| line.name == name).collect::<Vec<_>>();
    let text = |name: &str| all(name).first().map(|line| line.text().trim().to_owned()).unwrap_or_default();
    let joined = |name: &str| all(name).iter().map(|line| line.text()).collect::<Vec<_>>().join("; ");
    // Its organisation, and what it is part of.
    let body = all("ORG").first().map(|line| parts(&line.value, ';')).unwrap_or_default();
    let body = body.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let name = Some(text("FN")).filter(|name| !name.is_empty()).unwrap_or_else(|| composed(&all("N")));
    let born = day(&text("BDAY"));
    let [other, languages, note] = ["NICKNAME", "LANG", "NOTE"].map(joined);
    let [title, telephone, email] = ["TITLE", "TEL", "EMAIL"].map(joined);
    vec![name, body, born, other.replace(',', ";"), languages, note, title, telephone, email]
}

/// Surname, given names, further names, before and after: in the order in which they are said.
fn composed(names: &[&Line<'_>]) -> String {
    let parts = names.first().map(|line| parts(&line.value, ';')).unwrap_or_default();
    let said = [1, 2, 0].map(|place| parts.get(place).map_or("", String::as_str).replace(',', " "));
    said.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `19700310` and `1970-03-10T00:00:00Z` as `1970-03-10`; a day without a year stays what it is, and is a fault.
fn day(text: &str) -> String {
    let date = text.split('T').next().unwrap_or_default();
    match (date.len(), date.bytes().all(|byte| byte.is_ascii_digit())) {
        (8, true) => format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]),
        _ => date.to_owned(),
    }
}
