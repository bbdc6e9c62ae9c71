//! Numbers of documents, made comparable.

/// A number shorter than this is shared by too many to tell anything, in characters.
const SHORTEST: usize = 5;
/// The longest number that is compared, in characters; the longest in the field are under 30.
const LONGEST: usize = 40;

/// A document's number as it is compared: letters and digits alone, in capitals, leading zeros kept. Empty where there
/// is nothing to compare: under five characters, over forty, or without a digit.
pub fn normal(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_uppercase).filter(|c| c.is_alphanumeric());
    let normal: String = letters.map(digit).take(LONGEST + 1).collect();
    let length = normal.chars().count();
    let comparable = (SHORTEST..=LONGEST).contains(&length) && normal.bytes().any(|b| b.is_ascii_digit());
    if comparable { normal } else { String::new() }
}

/// The number with letters turned into the digits that they are taken for, and Cyrillic and Greek letters into the Latin
/// ones that look the same. Two numbers that agree only so may be one misread: compare [`normal`] first.
pub fn lookalike(normal: &str) -> String {
    let folded = normal.chars().map(|c| match c {
        'O' | 'Q' | 'D' | 'О' | 'Ο' => '0',
        'I' | 'L' | 'І' | 'Ι' => '1',
        'Z' | 'Ζ' => '2',
        'S' | 'Ѕ' => '5',
        'B' | 'В' | 'Β' => '8',
        'А' | 'Α' => 'A',
        'Е' | 'Ε' => 'E',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Н' | 'Η' => 'H',
        'Р' | 'Ρ' => 'P',
        'С' => 'C',
        'Т' | 'Τ' => 'T',
        'У' | 'Υ' => 'Y',
        'Х' | 'Χ' => 'X',
        c => c,
    });
    folded.collect()
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
            ("ＡＢ１２３４", "ＡＢ1234"),
            ("12345", "12345"),
            ("1234", ""),
            ("A-12.3", ""),
            ("PASSPORT", ""),
            ("", ""),
            ("-----", ""),
        ] {
            assert_eq!(normal(text), expected, "{text}");
        }
        assert_eq!(normal(&"1".repeat(40)).len(), 40);
        assert_eq!(normal(&"1".repeat(100_000)), "");
    }

    #[test]
    fn lookalikes_meet_in_the_second_step_alone() {
        assert_ne!(normal("AO12345"), normal("A012345"));
        assert_eq!(lookalike(&normal("AO12345")), lookalike(&normal("A012345")));
        assert_eq!(lookalike(&normal("I23456")), lookalike(&normal("l23456")));
        assert_eq!(lookalike(&normal("КМ 123456")), lookalike(&normal("KM123456")), "Cyrillic and Latin");
        assert_ne!(lookalike(&normal("A123456")), lookalike(&normal("A123457")));
    }

    proptest! {
        #[test]
        fn the_normal_form_is_its_own(text in "\\PC{0,50}") {
            let once = normal(&text);
            prop_assert_eq!(normal(&once), once.clone());
            prop_assert_eq!(lookalike(&lookalike(&once)), lookalike(&once));
        }
    }
}
