//! The book of hosts as a table has it: who each is, and where their mail goes.

use crate::domain::Host;
use crate::domain::mail::Address;
use crate::domain::notice::Event;
use crate::letter::Language;

use super::sheet::{Record, Source};

/// What the columns are called, in any order and case.
const NAMED: [&str; 3] = ["name", "host", "contact"];
const EMAIL: [&str; 4] = ["email", "e-mail", "mail", "address"];
const LANGUAGE: [&str; 2] = ["language", "lang"];
const NOTICES: [&str; 2] = ["notices", "hears of"];
const LEFT: [&str; 1] = ["left"];
/// Words that say yes.
const YES: [&str; 4] = ["yes", "y", "true", "1"];

/// Why a file is no book of hosts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostsFault {
    /// Nothing says which column is what.
    #[error("a first line with “name” and “email” was expected")]
    Columns,
    /// A row does not say who it is.
    #[error("line {0}: a name was expected, as it is written in visits")]
    Name(u64),
    /// A row has no address.
    #[error("line {0}: an address such as name@host.example was expected")]
    Email(u64),
    /// A row says a language that notices do not come in.
    #[error("line {0}: en, fr, de, es, ar or ru was expected")]
    Language(u64),
    /// A row says something of which nobody hears.
    #[error("line {0}: arrival, referral, overstay and departure were expected, with commas between")]
    Notices(u64),
}

/// The hosts of the first sheet of a file.
pub fn hosts(source: &Source) -> Result<Vec<Host>, HostsFault> {
    let (head, rows) = source.sheets.first().and_then(|sheet| sheet.rows.split_first()).ok_or(HostsFault::Columns)?;
    let column = |names: &[&str]| {
        (0..head.cells.len()).find(|cell| names.iter().any(|name| head.text(*cell).trim().eq_ignore_ascii_case(name)))
    };
    let (Some(name), Some(email)) = (column(&NAMED), column(&EMAIL)) else { return Err(HostsFault::Columns) };
    let (language, notices, left) = (column(&LANGUAGE), column(&NOTICES), column(&LEFT));
    let said = |row: &Record, column: Option<usize>| {
        column.map(|column| row.text(column).trim().to_owned()).filter(|text| !text.is_empty())
    };
    let read = |row: &Record| {
        let line = row.line;
        let name = said(row, Some(name)).ok_or(HostsFault::Name(line))?;
        let email = said(row, Some(email)).and_then(|text| Address::read(&text).ok()).ok_or(HostsFault::Email(line))?;
        let language = said(row, language).map(|text| Language::of(&[text]).ok_or(HostsFault::Language(line)));
        let notices = said(row, notices).map(|text| Event::read(&text).map_err(|_| HostsFault::Notices(line)));
        Ok(Host {
            name,
            email,
            language: language.transpose()?.map_or_else(String::new, |language| language.code().to_owned()),
            notices: notices.transpose()?.unwrap_or_else(|| Event::USUAL.to_vec()),
            left: said(row, left).is_some_and(|text| YES.contains(&text.to_lowercase().as_str())),
        })
    };
    rows.iter().filter(|row| !row.is_blank()).map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::import::open;

    fn read(text: &str) -> Result<Vec<Host>, HostsFault> {
        hosts(&open(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_table_says_who_hears_of_what() {
        let book = read(
            "E-mail;Name;Language;Notices;Left\naldana@x.example;Ms Aldana;Español;;\n\
             okoye@x.example;Okoye;;overstay, arrival;\nl@x.example;Mr Left;;;yes\n",
        );
        let told: Vec<_> = book.unwrap().into_iter().map(|h| (h.name, h.language, h.notices.len(), h.left)).collect();
        let row = |name: &str, language: &str, count, left| (name.to_owned(), language.to_owned(), count, left);
        assert_eq!(told, [row("Ms Aldana", "es", 3, false), row("Okoye", "", 2, false), row("Mr Left", "", 3, true)]);
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line() {
        for (text, fault) in [
            ("who,where\na,b\n", HostsFault::Columns),
            ("name,email\nA,a@x.example\n,b@x.example\n", HostsFault::Name(3)),
            ("name,email\nA,nowhere\n", HostsFault::Email(2)),
            ("name,email,language\nA,a@x.example,Klingon\n", HostsFault::Language(2)),
            ("name,email,notices\nA,a@x.example,lunch\n", HostsFault::Notices(2)),
        ] {
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }
}
