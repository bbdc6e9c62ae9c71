//! An apostrophe before what a spreadsheet would take for something else than the text that it is.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end, or with one of the wide forms of those signs, is run as
//! a formula by whatever opens the file (CSV injection); one of digits loses its leading zeros or becomes a day. Before
//! both an apostrophe is written, which spreadsheets know as “this is text”. The import takes it away again, and
//! believes then that nothing was made of the text. Whatever it is, what is read is what was written:
//! a text that begins so itself, apostrophe included, gets one more.

/// Whether a spreadsheet could take this for a formula, a number or a day.
fn is_mistaken(text: &str) -> bool {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let counts = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '/' | ':' | ' ' | 'e' | 'E' | '+');
    text.starts_with(begins) || text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(counts)
}

/// Whether a text is written with an apostrophe before it: one that is mistaken, and one that would be read as such.
fn needs(text: &str) -> bool {
    is_mistaken(text.trim_start_matches('\''))
}

/// The text as it is written.
pub fn shielded(text: &str) -> String {
    if needs(text) { format!("'{text}") } else { text.to_owned() }
}

/// What was written, if an apostrophe stands before it that is no part of it.
pub fn unshielded(cell: &str) -> Option<&str> {
    cell.strip_prefix('\'').filter(|text| needs(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn back(text: &str) -> String {
        let written = shielded(text);
        unshielded(&written).unwrap_or(&written).to_owned()
    }

    #[test]
    fn nothing_is_taken_for_a_formula_a_number_or_a_day() {
        for text in
            ["=1+1", "+47 22", "-cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "\rx", "＝1", "00123", "1E5", "12-05", "7"]
        {
            assert_eq!(shielded(text), format!("'{text}"), "{text}");
            assert_eq!(back(text), text);
        }
        for text in ["Ada", "'t Hooft", "12 Acre Lane", "QX-12", "a=b", "", "'", "Ærø"] {
            assert_eq!(shielded(text), text, "{text}");
            assert_eq!(back(text), text);
        }
        assert_eq!((shielded("'=1"), shielded("''7")), ("''=1".into(), "'''7".into()));
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(text in "[-='+@0-9a ]{0,6}|\\PC{0,12}") {
            prop_assert_eq!(back(&text), text.clone());
            let written = shielded(&text);
            prop_assert!(!is_mistaken(&written), "{}", written);
        }
    }
}
