//! What a name is before it is read: compatibility forms composed, nothing in it that does not show.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The one apostrophe that stands for all of them.
pub const APOSTROPHE: char = '\'';

/// How many characters of a word are read; the rest is left out.
const LONGEST_WORD: usize = 64;

/// Composes a text (NFKC), writes every apostrophe alike and drops what does not show: control, format and bidi
/// characters, variation selectors.
pub fn composed(text: &str) -> String {
    text.chars().map(apostrophe).filter(|sign| !hidden(*sign)).nfkc().collect()
}

/// A word as it is read: composed, in lower case, digits as `0`–`9`, without punctuation other than apostrophes.
pub fn word(word: &str) -> Vec<char> {
    let short: String = word.chars().take(LONGEST_WORD).collect();
    let lower: String = composed(&short).chars().flat_map(char::to_lowercase).nfkc().map(digit).collect();
    lower.chars().filter(|sign| belongs(*sign) || *sign == APOSTROPHE).take(LONGEST_WORD).collect()
}

/// Whether a character is part of a word.
pub fn belongs(sign: char) -> bool {
    sign.is_alphanumeric() || is_combining_mark(sign)
}

/// Apostrophes, half rings, primes and the Hebrew geresh as one character.
fn apostrophe(sign: char) -> char {
    match sign {
        '’' | '‘' | '‛' | '`' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | '′' | '‵' | '׳' | '＇' | 'ꞌ' | 'Ꞌ' => {
            APOSTROPHE
        }
        other => other,
    }
}

/// Characters that do not show, and the gershayim, which only mark an abbreviation. Line ends and tabs part words.
fn hidden(sign: char) -> bool {
    let format = matches!(u32::from(sign), 0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
        | 0xFFF0..=0xFFFB | 0xE0000..=0xE0FFF);
    format || sign == '״' || (sign.is_control() && !sign.is_whitespace())
}

/// Digits of the scripts that are read here as ASCII ones.
fn digit(sign: char) -> char {
    let value = match u32::from(sign) {
        arabic @ 0x660..=0x669 => arabic - 0x660,
        persian @ 0x6F0..=0x6F9 => persian - 0x6F0,
        _ => return sign,
    };
    char::from_digit(value, 10).unwrap_or(sign)
}

/// A letter without its marks, as far as it decomposes.
pub fn bare(letter: char) -> impl Iterator<Item = char> {
    std::iter::once(letter).nfkd().filter(|sign| !is_combining_mark(*sign))
}
