//! Numbers of documents, made comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::country::Code;

/// Characters of what is given for a number that are read.
const MOST_READ: usize = 200;
/// A number shorter than this is shared by too many to tell anything, in characters.
const SHORTEST: usize = 5;
/// The longest number that is compared, in characters; the longest in the field are under 30.
const LONGEST: usize = 40;

/// Digits of a number that need no letters to tell it from others.
const LONG: usize = 9;
/// The kind of document that a passport is, as its zone has it (Doc 9303-4 §4.2.2).
const PASSPORT: &str = "P";

/// What is written before a number and is no part of it, in capitals.
const LABELS: [&str; 9] = ["PASSPORT", "DOCUMENT", "NUMBER", "ПАСПОРТ", "№", "NO.", "NO:", "NR.", "NR:"];

/// A document's number as it is compared: letters and digits alone, in capitals, leading zeros kept; what is written in
/// full width or with letters of another alphabet that look the same is one number. What says that it is one ("No."), or
/// stands behind it in brackets, is no part of it. Empty where there is nothing to compare: under five characters, over
/// forty, or without a digit.
pub fn normal(text: &str) -> String {
    let capitals: String = text.chars().take(MOST_READ).flat_map(char::to_uppercase).collect();
    let mut number = capitals.split_once(['(', '[']).map_or(capitals.as_str(), |(number, _)| number);
    if !number.chars().any(char::is_numeric) {
        number = &capitals;
    }
    while let Some(rest) = LABELS.iter().find_map(|label| number.trim_start().strip_prefix(label)) {
        number = rest;
    }
    // Taken apart before anything is left out: what stands beside one another afterwards is put together alike each time.
    let letters = number.nfkd().flat_map(char::to_uppercase);
    let letters = letters.filter(|c| c.is_alphanumeric() && canonical_combining_class(*c) == 0);
    let normal: String = letters.map(digit).map(latin).take(LONGEST + 1).nfc().collect();
    let length = normal.chars().count();
    let comparable = (SHORTEST..=LONGEST).contains(&length) && normal.bytes().any(|b| b.is_ascii_digit());
    if comparable { normal } else { String::new() }
}

/// What two numbers in their normal form have in common that are taken for one another: O for zero and I for one, as
/// clerks read them off a page; and a long row of digits with what a passport's zone has before it, its kind or its state.
pub fn key(normal: &str) -> String {
    let digits = normal.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let before = normal.strip_suffix(digits).unwrap_or_default();
    let told = before == PASSPORT || matches!(before.len(), 2 | 3) && Code::of(before).is_some();
    let long = digits.len() >= LONG && digits.bytes().all(|byte| byte.is_ascii_digit());
    let normal = if told && long { digits } else { normal };
    let look_alike = |c| match c {
        'O' => '0',
        'I' => '1',
        c => c,
    };
    normal.chars().map(look_alike).collect()
}

/// A capital letter of Cyrillic or Greek as the Latin one that looks the same: machines read them so, and clerks write
/// them so.
fn latin(c: char) -> char {
    match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'Е' | 'Ε' => 'E',
        'Ζ' => 'Z',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'С' => 'C',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'У' | 'Υ' => 'Y',
        'Х' | 'Χ' => 'X',
        c => c,
    }
}

/// Digits of other scripts as ASCII: they come from lists in Arabic and Persian, and from full-width forms.
fn digit(c: char) -> char {
    let zero = match c {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06f0}'..='\u{06f9}' => 0x06f0,
        '\u{0966}'..='\u{096f}' => 0x0966,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return c,
    };
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_compared_without_what_is_between() {
        for (text, expected) in [
            ("A 1234-567", "A1234567"),
            ("ab 1234.56", "AB123456"),
            ("№ 001234", "001234"),
            ("0012 34", "001234"),
            ("١٢٣٤٥٦", "123456"),
            ("ＡＢ１２３４", "AB1234"),
            ("КМ 123456", "KM123456"),
            ("ΑΒ123456", "AB123456"),
            ("No. AB123456", "AB123456"),
            ("passport no. AB 123456 (DE)", "AB123456"),
            ("(AB) 123456", "AB123456"),
            ("ID123456", "ID123456"),
            ("N 1234567", "N1234567"),
            ("12345", "12345"),
            ("1234", ""),
            ("A-12.3", ""),
            ("PASSPORT", ""),
            ("", ""),
            ("-----", ""),
            ("\u{1100}-\u{1161}1234", "\u{ac00}1234"),
            ("\u{16ff0}\u{1e08f}ᝮ0\u{d00}12", "ᝮ0\u{d00}12"),
        ] {
            assert_eq!(normal(text), expected, "{text}");
        }
        assert_eq!((key("AO1I0"), key("A0110")), ("A0110".to_owned(), "A0110".to_owned()));
        assert_ne!(key("AB1234"), key("A81234"));
        for text in ["P 381310014", "KP381310014", "PRK 381310014", "381310014"] {
            assert_eq!(key(&normal(text)), "381310014", "{text}");
        }
        for (text, kept) in
            [("QX381310014", "QX381310014"), ("KP38131001", "KP38131001"), ("PB38131001A", "PB38131001A")]
        {
            assert_eq!(key(text), kept);
        }
        assert_eq!(normal(&"1".repeat(40)).len(), 40);
        assert_eq!(normal(&"1".repeat(100_000)), "");
    }

    proptest! {
        #[test]
        fn the_normal_form_is_its_own(text in "\\PC{0,50}") {
            let once = normal(&text);
            prop_assert_eq!(normal(&once), once.clone());
        }
    }
}
