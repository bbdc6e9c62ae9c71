//! From bytes to text.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the bytes of a file spell its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 after a byte order mark, as spreadsheets write it.
    Utf8Marked,
    /// UTF-16 after a byte order mark, either end first.
    Utf16,
    /// Windows-1252, known only by not being UTF-8.
    Windows1252,
}

/// Why bytes are no text that can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EncodingFault {
    /// The first bytes are those of XLS, or of a workbook behind a password.
    #[error("this is an old or a locked spreadsheet: save it as XLSX, ODS or CSV, without a password")]
    Spreadsheet,
    /// A zero byte: UTF-16 or UTF-32 without its mark, or no text at all.
    #[error("line {line} holds a zero byte: this is no text file, or one to be saved again as UTF-8")]
    Zero {
        /// Where, counted from 1.
        line: u64,
    },
    /// Begins like UTF-16 and is not.
    #[error("the file begins as UTF-16 and is damaged: save it again as UTF-8")]
    DamagedUtf16,
    /// Mostly UTF-8; read as Windows-1252 every accented name would be wrong.
    #[error("line {line} is damaged: the file is UTF-8 but for some bytes; save it again as UTF-8")]
    DamagedUtf8 {
        /// Where the first such byte stands, counted from 1.
        line: u64,
    },
    /// A byte that stands for no character in Windows-1252 either.
    #[error("line {line} is neither UTF-8 nor Windows-1252: save the file again as UTF-8")]
    Neither {
        /// Where, counted from 1.
        line: u64,
    },
}

/// The text of a file without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), EncodingFault> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(EncodingFault::Spreadsheet);
    }
    let (text, encoding) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (Cow::Borrowed(utf8(rest)?), Encoding::Utf8Marked),
        [0xff, 0xfe, rest @ ..] => (utf16(UTF_16LE, rest)?, Encoding::Utf16),
        [0xfe, 0xff, rest @ ..] => (utf16(UTF_16BE, rest)?, Encoding::Utf16),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
            Err(_) => (windows1252(bytes)?, Encoding::Windows1252),
        },
    };
    match text.find('\0') {
        Some(at) => Err(EncodingFault::Zero { line: line_at(text.as_bytes(), at) }),
        None => Ok((text, encoding)),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, EncodingFault> {
    std::str::from_utf8(bytes).map_err(|e| EncodingFault::DamagedUtf8 { line: line_at(bytes, e.valid_up_to()) })
}

fn utf16<'a>(encoding: &'static encoding_rs::Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, EncodingFault> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(EncodingFault::DamagedUtf16)
}

fn windows1252(bytes: &[u8]) -> Result<Cow<'_, str>, EncodingFault> {
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
        return Err(EncodingFault::DamagedUtf8 { line: line_at(bytes, first.unwrap_or(0)) });
    }
    match bytes.iter().position(|b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)) {
        Some(at) => Err(EncodingFault::Neither { line: line_at(bytes, at) }),
        None => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}

/// The line, from 1, that the byte at this place stands in.
fn line_at(bytes: &[u8], at: usize) -> u64 {
    1 + super::table::line_ends(bytes.get(..at).unwrap_or(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<(&str, Encoding), EncodingFault>) {
        assert_eq!(decode(bytes), expected.map(|(text, encoding)| (Cow::Borrowed(text), encoding)), "{bytes:x?}");
    }

    #[test]
    fn text_is_known_by_its_bytes() {
        check("Søren".as_bytes(), Ok(("Søren", Encoding::Utf8)));
        check(b"\xef\xbb\xbfS\xc3\xb8ren", Ok(("Søren", Encoding::Utf8Marked)));
        check(b"\xff\xfeA\0\xf8\0", Ok(("Aø", Encoding::Utf16)));
        check(b"\xfe\xff\0A\0\xf8", Ok(("Aø", Encoding::Utf16)));
        check(b"S\xf8ren \x80 \x8aimek", Ok(("Søren € Šimek", Encoding::Windows1252)));
        check(b"", Ok(("", Encoding::Utf8)));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        check(b"\xd0\xcf\x11\xe0....", Err(EncodingFault::Spreadsheet));
        check(b"a\nb\r\nc\0", Err(EncodingFault::Zero { line: 3 }));
        check(b"a\0b\0", Err(EncodingFault::Zero { line: 1 }));
        check(b"\xff\xfeA\0\0", Err(EncodingFault::DamagedUtf16));
        check(b"\xff\xfe\0\xd8A\0", Err(EncodingFault::DamagedUtf16));
        check(
            "ø\nø\nø\n".as_bytes().iter().chain(b"\xf8\n").copied().collect::<Vec<_>>().as_slice(),
            Err(EncodingFault::DamagedUtf8 { line: 4 }),
        );
        check(b"\xef\xbb\xbfa\rS\xf8ren", Err(EncodingFault::DamagedUtf8 { line: 2 }));
        check(b"S\xf8ren\n\x81", Err(EncodingFault::Neither { line: 2 }));
    }
}
