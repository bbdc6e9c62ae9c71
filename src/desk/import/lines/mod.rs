//! Cards and calendars: vCard (RFC 6350, and 3.0) and iCalendar (RFC 5545) as rows.
//!
//! Both are lines of a name, parameters and a value, folded where they are long. Read by hand: what is wanted of them
//! are eight properties, and a parser of the whole would bring its own types of time, which are not ours.

mod calendar;
mod card;
#[cfg(test)]
mod tests;
mod zone;

use super::sheet::{Cell, Form, Record, Sheet};

/// The rows of a text that is a list of cards or a calendar; `None` if it is neither.
pub(super) fn read(text: &str) -> Option<(Form, Vec<Sheet>)> {
    let begins = |what: &str| text.trim_start().get(..what.len()).is_some_and(|first| first.eq_ignore_ascii_case(what));
    let (form, (names, rows)) = if begins("BEGIN:VCARD") {
        (Form::Cards, card::read(text))
    } else if begins("BEGIN:VCALENDAR") {
        (Form::Calendar, calendar::read(text))
    } else {
        return None;
    };
    let record = |line, cells: Vec<Cell>| Record { line, cells, stray: false };
    let header = record(1, names.iter().map(|name| (*name).into()).collect());
    let body = rows.into_iter().map(|(line, cells)| record(line, cells.into_iter().map(Cell::from).collect()));
    Some((form, vec![Sheet { rows: std::iter::once(header).chain(body).collect(), ..Sheet::default() }]))
}

/// The names of the columns, and the rows with the line each begins on.
type Table = (&'static [&'static str], Vec<(u64, Vec<String>)>);

/// One property.
struct Line<'a> {
    /// The line it begins on, counted from 1.
    number: u64,
    /// Its name in capitals, without the group before it.
    name: String,
    /// Its parameters, the names in capitals.
    parameters: Vec<(String, String)>,
    /// Its value as it is written.
    value: std::borrow::Cow<'a, str>,
}

impl Line<'_> {
    /// A parameter.
    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// The value as text.
    fn text(&self) -> String {
        unescaped(&self.value)
    }
}

/// The properties of a text, unfolded.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<(u64, std::borrow::Cow<'_, str>)> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some((_, before))) => *before += more,
            _ => lines.push((number, line.into())),
        }
    }
    lines.into_iter().filter_map(|(number, line)| property(number, &line)).collect()
}

fn property<'a>(number: u64, line: &str) -> Option<Line<'a>> {
    let (mut quoted, mut colon) = (false, None);
    let mut cuts = vec![0];
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => cuts.push(at + 1),
            ':' if !quoted => {
                colon = Some(at);
                break;
            }
            _ => {}
        }
    }
    let colon = colon?;
    let ends = cuts.iter().skip(1).map(|cut| cut - 1).chain([colon]);
    let mut parts = cuts.iter().zip(ends).filter_map(|(begin, end)| line.get(*begin..end));
    let name = parts.next()?.rsplit('.').next()?.to_ascii_uppercase();
    let parameter = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or(("TYPE", part));
        (name.to_ascii_uppercase(), value.trim_matches('"').to_owned())
    };
    let parameters = parts.map(parameter).collect();
    Some(Line { number, name, parameters, value: line.get(colon + 1..)?.to_owned().into() })
}

/// A text without its escapes; a new line becomes a space.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        match (c, c == '\\') {
            (_, true) => match letters.next() {
                Some('n' | 'N') => text.push(' '),
                other => text.extend(other),
            },
            (c, false) => text.push(c),
        }
    }
    text
}

/// The parts of a value that are parted by this character where it is not escaped.
fn parts(value: &str, by: char) -> Vec<String> {
    let (mut parts, mut begin, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in value.char_indices() {
        if c == by && !escaped {
            parts.push(unescaped(value.get(begin..at).unwrap_or_default()).trim().to_owned());
            begin = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(unescaped(value.get(begin..).unwrap_or_default()).trim().to_owned());
    parts
}
