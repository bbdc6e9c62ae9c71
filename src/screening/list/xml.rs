//! Records of a list in XML: elements of the third level, one after the other.
//!
//! Entities are never expanded but for the five that XML has and characters by number; a document type is refused. The
//! depth is bounded, and a document whose root is never closed is cut short, however much of it could be read.

use std::borrow::Cow;

use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::fault::ListProblem;

/// The deepest nesting that is read; lists have four levels.
const DEPTH: usize = 16;

/// An element with what is in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name, as written.
    pub name: String,
    /// The line it begins on, counted from 1.
    pub line: u64,
    /// The text directly in it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

impl Element {
    /// The trimmed text of the first child of this name; empty if there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.all(name).next().map_or("", |child| child.text.trim())
    }

    /// The children of this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Goes through a document.
struct Walk<'a, F> {
    text: &'a str,
    open: Vec<Element>,
    counted: usize,
    line: u64,
    take: F,
}

/// The name of the root element; `None` if there is none.
pub(super) fn root(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                return Some(String::from_utf8_lossy(tag.name().as_ref()).into_owned());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// What an attribute of the root element says, as written; `None` if it has none of this name.
pub(super) fn root_says(text: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let said = tag.try_get_attribute(name).ok().flatten()?;
                return Some(String::from_utf8_lossy(&said.value).into_owned());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// `Err` if the text was not read in the encoding that the document names. Without a name it is UTF-8; a text that has
/// UTF-16 behind it was known by its mark.
pub(super) fn declared(text: &str, windows1252: bool) -> Result<(), ListProblem> {
    let mut reader = Reader::from_str(text);
    let name = match reader.read_event() {
        Ok(Event::Decl(declaration)) => declaration.encoding().and_then(Result::ok).map(Cow::into_owned),
        _ => None,
    };
    let name = name.map_or_else(|| "utf-8".to_owned(), |name| String::from_utf8_lossy(&name).to_lowercase());
    let read = match name.as_str() {
        "windows-1252" | "cp1252" | "iso-8859-1" | "latin1" => true,
        "utf-8" | "utf8" | "us-ascii" | "ascii" | "utf-16" | "utf-16le" | "utf-16be" => !windows1252,
        _ => false,
    };
    if read { Ok(()) } else { Err(ListProblem::Encoding { line: 1 }) }
}

/// Hands over each element of the third level.
///
/// # Errors
/// The first thing that is wrong with the document, or what `take` says.
pub(super) fn records(text: &str, take: impl FnMut(Element) -> Result<(), ListProblem>) -> Result<(), ListProblem> {
    let mut reader = Reader::from_str(text);
    let mut walk = Walk { text, open: Vec::new(), counted: 0, line: 1, take };
    let mut rooted = false;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(fault) => return Err(walk.fault(at, &fault)),
        };
        let inside = !walk.open.is_empty();
        match event {
            Event::Start(_) | Event::Empty(_) if rooted && !inside => return Err(walk.malformed(at)),
            Event::Start(tag) => {
                rooted = true;
                walk.begin(at, tag.name().as_ref())?;
            }
            Event::Empty(tag) => {
                rooted = true;
                walk.begin(at, tag.name().as_ref())?;
                walk.end()?;
            }
            Event::End(_) => walk.end()?,
            Event::Text(text) => match text.xml10_content() {
                Ok(text) if inside => walk.add(&text),
                Ok(text) if text.trim().is_empty() => {}
                _ => return Err(walk.malformed(at)),
            },
            Event::CData(text) => match text.xml10_content() {
                Ok(text) if inside => walk.add(&text),
                _ => return Err(walk.malformed(at)),
            },
            Event::GeneralRef(name) => match character(&name) {
                Some(c) if inside => walk.add(c.encode_utf8(&mut [0; 4])),
                _ => return Err(ListProblem::Entity { line: walk.line_at(at) }),
            },
            Event::DocType(_) => return Err(ListProblem::Entity { line: walk.line_at(at) }),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof if inside => {
                return Err(ListProblem::CutShort { line: walk.open.last().map_or(1, |element| element.line) });
            }
            Event::Eof if rooted => return Ok(()),
            Event::Eof => return Err(ListProblem::Empty),
        }
    }
}

/// The character that one of XML's own entities or a number stands for.
fn character(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if name.is_char_ref() {
        return name.resolve_char_ref().ok().flatten();
    }
    match &**name {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => None,
    }
}

impl<F: FnMut(Element) -> Result<(), ListProblem>> Walk<'_, F> {
    /// The line of a place that is never before the last one asked for.
    fn line_at(&mut self, at: usize) -> u64 {
        // What lies between two elements is their space, and the tag begins after it.
        let skipped = self.text.as_bytes().get(self.counted..at).unwrap_or_default();
        self.line += super::text::line_at(skipped, skipped.len()) - 1;
        self.counted = self.counted.max(at);
        self.line
    }

    fn malformed(&mut self, at: usize) -> ListProblem {
        ListProblem::Malformed { line: self.line_at(at) }
    }

    /// What an error of the parser means: the end of the text within a tag, or a tag that is wrong.
    fn fault(&mut self, at: usize, fault: &Error) -> ListProblem {
        let line = self.line_at(at);
        match fault {
            Error::Syntax(SyntaxError::InvalidBangMarkup) => ListProblem::Malformed { line },
            // All the others are something opened and not closed before the end.
            Error::Syntax(_) => ListProblem::CutShort { line },
            _ => ListProblem::Malformed { line },
        }
    }

    fn begin(&mut self, at: usize, name: &[u8]) -> Result<(), ListProblem> {
        let line = self.line_at(at);
        if self.open.len() >= DEPTH {
            return Err(ListProblem::TooDeep { line });
        }
        let name = String::from_utf8_lossy(name).into_owned();
        self.open.push(Element { name, line, ..Element::default() });
        Ok(())
    }

    fn add(&mut self, text: &str) {
        // Only the text of a record and of what is in it is wanted.
        if self.open.len() > 2
            && let Some(element) = self.open.last_mut()
        {
            element.text.push_str(text);
        }
    }

    fn end(&mut self) -> Result<(), ListProblem> {
        let Some(element) = self.open.pop() else { return Ok(()) };
        match (self.open.len(), self.open.last_mut()) {
            (2, _) => (self.take)(element),
            (3.., Some(parent)) => {
                parent.children.push(element);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
