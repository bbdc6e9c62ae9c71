//! Templates: sections of lines with placeholders.
//!
//! ```text
//! # A remark.
//! [subject]
//! Invitation to {mission}, {date}
//! ```
//! What cannot be read is an error that names the file, the line and the placeholder: no letter goes out with a hole.

use std::collections::BTreeMap;
use std::fmt;

use super::Values;
use crate::domain::notice::Event;

/// Lines that a section has at most.
const MOST_LINES: usize = 60;
/// The longest line, in characters.
const LONGEST_LINE: usize = 500;

/// Placeholders whose values are always known.
const KNOWN: [&str; 8] = ["guest", "mission", "gate", "host", "number", "date", "from", "until"];
/// Those that some visits have no value for: a line that names one is left out where there is none.
const SOME: [&str; 5] = ["section", "purpose", "items", "days", "last"];
/// Those of what a host is told.
const OF_NOTICE: [&str; 8] = ["mission", "gate", "host", "number", "date", "time", "until", "guest"];
/// Those of a date.
const OF_DATE: [&str; 4] = ["weekday", "day", "month", "year"];

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The head of the page.
    Title,
    /// The subject of the mail.
    Subject,
    /// The subject of the mail that takes it back.
    SubjectCancelled,
    /// The body of the mail.
    Mail,
    /// The body of the mail that takes it back.
    MailCancelled,
    /// Above the time.
    WhenLabel,
    /// The time of a visit of one day.
    When,
    /// The time of one that lasts longer.
    WhenLong,
    /// The time of one that recurs.
    WhenAgain,
    /// Above the gate.
    GateLabel,
    /// Which gate.
    Gate,
    /// Above the host.
    HostLabel,
    /// Whom to ask for.
    Host,
    /// Above the address.
    WhereLabel,
    /// The address and the way there; the mission's own words.
    Where,
    /// Above what to bring.
    BringLabel,
    /// What to bring.
    Bring,
    /// Above what is not allowed.
    ForbiddenLabel,
    /// What is not allowed.
    Forbidden,
    /// Beside the QR: what it is for.
    Code,
    /// A day.
    Date,
    /// The days of the week from Monday on, with commas between.
    Weekdays,
    /// The months, likewise.
    Months,
    /// The subject of the mail that tells a host of this.
    NoticeSubject(Event),
    /// Its body.
    Notice(Event),
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 31] = [
        Self::Title,
        Self::Subject,
        Self::SubjectCancelled,
        Self::Mail,
        Self::MailCancelled,
        Self::WhenLabel,
        Self::When,
        Self::WhenLong,
        Self::WhenAgain,
        Self::GateLabel,
        Self::Gate,
        Self::HostLabel,
        Self::Host,
        Self::WhereLabel,
        Self::Where,
        Self::BringLabel,
        Self::Bring,
        Self::ForbiddenLabel,
        Self::Forbidden,
        Self::Code,
        Self::Date,
        Self::Weekdays,
        Self::Months,
        Self::NoticeSubject(Event::Arrival),
        Self::Notice(Event::Arrival),
        Self::NoticeSubject(Event::Referral),
        Self::Notice(Event::Referral),
        Self::NoticeSubject(Event::Overstay),
        Self::Notice(Event::Overstay),
        Self::NoticeSubject(Event::Departure),
        Self::Notice(Event::Departure),
    ];

    /// Its name in a template.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subject => "subject",
            Self::SubjectCancelled => "subject cancelled",
            Self::Mail => "mail",
            Self::MailCancelled => "mail cancelled",
            Self::WhenLabel => "when label",
            Self::When => "when",
            Self::WhenLong => "when long",
            Self::WhenAgain => "when again",
            Self::GateLabel => "gate label",
            Self::Gate => "gate",
            Self::HostLabel => "host label",
            Self::Host => "host",
            Self::WhereLabel => "where label",
            Self::Where => "where",
            Self::BringLabel => "bring label",
            Self::Bring => "bring",
            Self::ForbiddenLabel => "forbidden label",
            Self::Forbidden => "forbidden",
            Self::Code => "code",
            Self::Date => "date",
            Self::Weekdays => "weekdays",
            Self::Months => "months",
            Self::NoticeSubject(Event::Arrival) => "subject arrival",
            Self::Notice(Event::Arrival) => "arrival",
            Self::NoticeSubject(Event::Referral) => "subject at the gate",
            Self::Notice(Event::Referral) => "at the gate",
            Self::NoticeSubject(Event::Overstay) => "subject overstay",
            Self::Notice(Event::Overstay) => "overstay",
            Self::NoticeSubject(Event::Departure) => "subject departure",
            Self::Notice(Event::Departure) => "departure",
        }
    }

    /// Whether it may say nothing: what it is about is then left out.
    fn may_be_empty(self) -> bool {
        matches!(self, Self::Where | Self::Bring | Self::Forbidden | Self::Code)
    }

    /// Whether it has to say something whatever the visit: one line, of what is always known.
    fn is_plain(self) -> bool {
        !self.may_be_empty()
            && !matches!(self, Self::Mail | Self::MailCancelled | Self::Host | Self::Notice(_))
            && !matches!(self, Self::WhenLong | Self::WhenAgain)
    }

    /// Whether what it names may not be known here.
    fn may_lack(self, name: &str) -> bool {
        // Whether guests are named is the mission's to say, so that a subject goes without.
        SOME.contains(&name) || matches!(self, Self::NoticeSubject(_)) && name == "guest"
    }

    fn knows(self, name: &str) -> bool {
        match self {
            Self::Date => OF_DATE.contains(&name),
            Self::Weekdays | Self::Months => false,
            Self::Notice(_) | Self::NoticeSubject(_) => OF_NOTICE.contains(&name),
            _ => KNOWN.contains(&name) || SOME.contains(&name),
        }
    }

    /// How many words it lists, where it is a list.
    fn listed(self) -> Option<usize> {
        match self {
            Self::Weekdays => Some(7),
            Self::Months => Some(12),
            _ => None,
        }
    }
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What.
    pub wrong: Wrong,
}

/// What can be wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// A placeholder that means nothing.
    #[error("there is no placeholder {{{0}}} here")]
    Placeholder(String),
    /// A placeholder without a value for some visits, where something has to stand.
    #[error("{{{0}}} is not known of every visit, and this part may not be left out")]
    MayBeUnknown(String),
    /// A brace that is not closed, or that nothing opened.
    #[error("a brace stands alone; write it twice where a brace is meant")]
    Brace,
    /// A part that there is not.
    #[error("there is no part [{0}]")]
    Section(String),
    /// Words before the first part.
    #[error("words stand before the first part")]
    Outside,
    /// A part that stands twice.
    #[error("the part [{0}] stands here twice")]
    Twice(String),
    /// A part that says nothing and has to.
    #[error("the part [{0}] is missing or says nothing")]
    Missing(&'static str),
    /// A list of other than so many words.
    #[error("the part [{0}] lists {1} words with commas between")]
    Count(&'static str, usize),
    /// A file that is not UTF-8.
    #[error("it is not UTF-8")]
    Encoding,
    /// Too much of it.
    #[error("a part has at most {MOST_LINES} lines of {LONGEST_LINE} characters")]
    TooLong,
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.wrong),
            line => write!(f, "{}, line {line}: {}", self.file, self.wrong),
        }
    }
}

impl std::error::Error for TemplateFault {}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value(String),
}

/// A template, or some parts of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    sections: BTreeMap<Section, Vec<Vec<Piece>>>,
}

impl Template {
    /// Reads a file; its name is for what may be wrong with it.
    pub fn read(file: &str, text: &str) -> Result<Self, TemplateFault> {
        let fault = |line: usize, wrong| TemplateFault { file: file.to_owned(), line, wrong };
        let mut template = Self::default();
        let mut open: Option<Section> = None;
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let (number, line) = (at + 1, line.trim_end());
            if line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                let section = Section::ALL.into_iter().find(|section| section.name() == name);
                let section = section.ok_or_else(|| fault(number, Wrong::Section(shown(name))))?;
                if template.sections.insert(section, Vec::new()).is_some() {
                    return Err(fault(number, Wrong::Twice(shown(name))));
                }
                open = Some(section);
                continue;
            }
            match open {
                None if line.is_empty() => {}
                None => return Err(fault(number, Wrong::Outside)),
                Some(section) => {
                    let pieces = pieces(section, line).map_err(|wrong| fault(number, wrong))?;
                    let lines = template.sections.entry(section).or_default();
                    if lines.len() == MOST_LINES {
                        return Err(fault(number, Wrong::TooLong));
                    }
                    lines.push(pieces);
                }
            }
        }
        for (section, lines) in &mut template.sections {
            trim(lines);
            let words = section.listed().map(|expected| (expected, listed(lines).len()));
            if let Some((expected, _)) = words.filter(|(expected, found)| expected != found) {
                return Err(fault(0, Wrong::Count(section.name(), expected)));
            }
        }
        Ok(template)
    }

    /// These parts, and of `beneath` those that are not here.
    #[must_use]
    pub fn over(mut self, beneath: Self) -> Self {
        for (section, lines) in beneath.sections {
            let _ = self.sections.entry(section).or_insert(lines);
        }
        self
    }

    /// The template, if every part is there that has to be.
    pub fn whole(self, file: &str) -> Result<Self, TemplateFault> {
        let empty = |section: &Section| self.sections.get(section).is_none_or(Vec::is_empty);
        match Section::ALL.into_iter().find(|section| !section.may_be_empty() && empty(section)) {
            Some(section) => {
                Err(TemplateFault { file: file.to_owned(), line: 0, wrong: Wrong::Missing(section.name()) })
            }
            None => Ok(self),
        }
    }

    /// The lines of a part with these values; those that name one that is not known are left out.
    pub(super) fn filled(&self, section: Section, values: &Values) -> Vec<String> {
        let lines = self.sections.get(&section).map_or(&[][..], Vec::as_slice);
        let filled = |line: &Vec<Piece>| {
            line.iter()
                .map(|piece| match piece {
                    Piece::Text(text) => Some(text.as_str()),
                    Piece::Value(name) => values.get(name.as_str()).map(String::as_str),
                })
                .collect::<Option<String>>()
        };
        lines.iter().filter_map(filled).collect()
    }

    /// The n-th word of a list.
    pub(super) fn word(&self, section: Section, at: usize) -> Option<String> {
        listed(self.sections.get(&section)?).into_iter().nth(at)
    }
}

fn listed(lines: &[Vec<Piece>]) -> Vec<String> {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) | Piece::Value(text) => text.clone(),
    };
    let lines = lines.iter().map(|line| line.iter().map(text).collect::<String>());
    let words: Vec<String> =
        lines.flat_map(|line| line.split([',', '،']).map(|word| word.trim().to_owned()).collect::<Vec<_>>()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

/// Without empty lines at either end.
fn trim(lines: &mut Vec<Vec<Piece>>) {
    while lines.last().is_some_and(Vec::is_empty) {
        let _ = lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    drop(lines.drain(..blank));
}

fn pieces(section: Section, line: &str) -> Result<Vec<Piece>, Wrong> {
    if line.chars().nth(LONGEST_LINE).is_some() {
        return Err(Wrong::TooLong);
    }
    let (mut pieces, mut text) = (Vec::new(), String::new());
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '{' | '}' if rest.peek() == Some(&c) => {
                let _ = rest.next();
                text.push(c);
            }
            '{' => {
                let mut name = String::new();
                loop {
                    match rest.next() {
                        Some('}') => break,
                        Some('{') | None => return Err(Wrong::Brace),
                        Some(c) => name.push(c),
                    }
                }
                if !section.knows(&name) {
                    return Err(Wrong::Placeholder(shown(&name)));
                }
                if section.is_plain() && section.may_lack(&name) {
                    return Err(Wrong::MayBeUnknown(name));
                }
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Value(name));
            }
            '}' => return Err(Wrong::Brace),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

fn shown(text: &str) -> String {
    crate::domain::text::escape(text, 40)
}
