//! From the bytes of a list to its text, and from the text of a cell to what is kept of it.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::fault::ListProblem;
use crate::domain::text::{FIELD_LIMIT, TextFault, clean, is_invisible};
use crate::screening::{Name, Quality};

/// What a list says in words is shortened to so many characters; the longest in the field have 4,000.
const REMARKS_LIMIT: usize = 16_000;

/// The text of a file without its byte order mark, and whether it was read as Windows-1252.
///
/// As with the lists of guests: UTF-8, UTF-16 after its mark, and Windows-1252 for what is no UTF-8 and could not be
/// damaged UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, bool), ListProblem> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") || bytes.starts_with(b"\x1f\x8b") {
        return Err(ListProblem::Archive);
    }
    let (text, old) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (Cow::Borrowed(utf8(rest)?), false),
        [0xff, 0xfe, rest @ ..] => (utf16(UTF_16LE, rest)?, false),
        [0xfe, 0xff, rest @ ..] => (utf16(UTF_16BE, rest)?, false),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), false),
            Err(_) => (windows1252(bytes)?, true),
        },
    };
    match text.find('\0') {
        Some(at) => Err(ListProblem::Encoding { line: line_at(text.as_bytes(), at) }),
        None => Ok((text, old)),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, ListProblem> {
    std::str::from_utf8(bytes).map_err(|e| ListProblem::Encoding { line: line_at(bytes, e.valid_up_to()) })
}

fn utf16<'a>(encoding: &'static encoding_rs::Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, ListProblem> {
    // Nothing can be said of the line: the damage shifts everything after it.
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(ListProblem::Encoding { line: 1 })
}

fn windows1252(bytes: &[u8]) -> Result<Cow<'_, str>, ListProblem> {
    let (mut whole, mut broken, mut first, mut at) = (0_usize, 0_usize, None, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            broken += 1;
            first = first.or(Some(at));
        }
        at += chunk.invalid().len();
    }
    // Letters of Windows-1252 make a character of UTF-8 only by a rare chance, so more good ones than bad decide.
    if whole > broken {
        return Err(ListProblem::Encoding { line: line_at(bytes, first.unwrap_or(0)) });
    }
    match bytes.iter().position(|b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)) {
        Some(at) => Err(ListProblem::Encoding { line: line_at(bytes, at) }),
        None => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}

/// The line, from 1, that the byte at this place stands in.
pub(super) fn line_at(bytes: &[u8], at: usize) -> u64 {
    let ends = bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    1 + u64::try_from(ends).unwrap_or(u64::MAX - 1)
}

/// A text as it is kept: in NFC, on one line, without what cannot be seen; at most 1,000 characters.
pub(super) fn kept(text: &str) -> Result<String, TextFault> {
    clean(text, FIELD_LIMIT)
}

/// What a list says in words, on one line; shortened, since nothing but the eye reads it.
pub(super) fn prose(parts: &[&str]) -> String {
    let mut prose = String::new();
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        if !prose.is_empty() {
            prose.push_str("; ");
        }
        prose.push_str(part);
    }
    let short: String = prose.chars().take(REMARKS_LIMIT).collect();
    clean(&short, REMARKS_LIMIT).unwrap_or_default()
}

/// The parts of a cell between these signs, those alone that have something to see.
pub(super) fn parts<'a>(cell: &'a str, signs: &'static [char]) -> impl Iterator<Item = &'a str> {
    cell.split(signs).map(str::trim).filter(|part| !is_blank(part))
}

/// Whether there is nothing to be seen in a text.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Whether a text has letters and none of them is Latin.
pub(super) fn is_foreign(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    // Latin letters end with U+024F and have more from U+1E00 to U+1EFF.
    letters.peek().is_some() && letters.all(|c| c > '\u{24f}' && !('\u{1e00}'..='\u{1eff}').contains(&c))
}

/// Adds a name unless an earlier one says the same.
pub(super) fn add_name(names: &mut Vec<Name>, text: &str, quality: Quality) -> Result<(), TextFault> {
    let text = kept(text)?;
    if !names.iter().any(|name| name.text == text) {
        names.push(Name { text, quality });
    }
    Ok(())
}

/// Adds what is not there yet.
pub(super) fn add<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// A nationality as it is kept: the code of the country, or what the list says.
pub(super) fn country(text: &str) -> Option<String> {
    match crate::screening::country::code(text) {
        Some(code) => Some(code.to_owned()),
        None => kept(text).ok(),
    }
}
