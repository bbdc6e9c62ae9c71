//! Text from outside: cleaned before it is kept, folded before it is compared, escaped before it is shown.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name that is taken, in characters; the longest in the field are under 200.
pub const NAME_LIMIT: usize = 300;
/// The longest other field that is taken, in characters.
pub const FIELD_LIMIT: usize = 1_000;

/// Why a text cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing is left of it.
    #[error("it is empty")]
    Empty,
    /// It is longer than anything of its kind.
    #[error("it is longer than {0} characters")]
    TooLong(usize),
    /// A name without a single letter.
    #[error("it has no letter")]
    NoLetter,
}

/// Characters that would change how a text is drawn without being seen: controls, bidirectional marks and overrides,
/// zero-width characters, the byte order mark, tags and non-characters.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// The text in NFC, without invisible characters, with single spaces.
pub fn clean(text: &str, limit: usize) -> Result<String, TextFault> {
    // Bounded before any work: ten thousand characters cost no more than the limit.
    if text.chars().nth(limit * 4).is_some() {
        return Err(TextFault::TooLong(limit));
    }
    let visible = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_invisible(*c));
    let composed: String = visible.nfc().collect();
    let joined = composed.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if joined.chars().nth(limit).is_some() {
        return Err(TextFault::TooLong(limit));
    }
    if joined.is_empty() { Err(TextFault::Empty) } else { Ok(joined) }
}

/// A name fit to be kept: [`clean`], with at least one letter and no run of more than four combining marks.
pub fn clean_name(text: &str) -> Result<String, TextFault> {
    let cleaned = clean(text, NAME_LIMIT)?;
    if !cleaned.chars().any(char::is_alphabetic) {
        return Err(TextFault::NoLetter);
    }
    let mut run = 0;
    let calm = cleaned.chars().filter(|c| {
        run = if is_combining_mark(*c) { run + 1 } else { 0 };
        run <= 4
    });
    Ok(calm.collect())
}

/// Whether each of these folded words is part of a word of the text.
pub fn has_all(text: &str, wanted: &[String]) -> bool {
    let words = fold(text);
    wanted.iter().all(|wanted| words.iter().any(|word| word.contains(wanted.as_str())))
}

/// The words of a text as they are compared: without case, accents, punctuation or order.
pub fn fold(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        if c.is_alphanumeric() {
            plain(c, &mut word);
        } else if !matches!(c, '\'' | '’' | 'ʼ') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.sort_unstable();
    words
}

/// Letters that carry no separable accent and are yet typed without it.
fn plain(c: char, word: &mut String) {
    match c {
        'ß' | 'ẞ' => word.push_str("ss"),
        'æ' | 'Æ' => word.push_str("ae"),
        'œ' | 'Œ' => word.push_str("oe"),
        'ø' | 'Ø' => word.push('o'),
        'ł' | 'Ł' => word.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => word.push('d'),
        'ħ' | 'Ħ' => word.push('h'),
        'þ' | 'Þ' => word.push_str("th"),
        'ı' => word.push('i'),
        _ => word.extend(c.to_lowercase()),
    }
}

/// What was read, made harmless to show: invisible characters as `\u{…}`, at most `limit` characters and then an ellipsis.
pub fn escape(text: &str, limit: usize) -> String {
    let mut shown = String::new();
    for c in text.chars().take(limit) {
        if is_invisible(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    if text.chars().nth(limit).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned_of_what_cannot_be_seen() {
        assert_eq!(clean_name("  Anna\u{202e}  Ma\u{200b}ria\n").as_deref(), Ok("Anna Maria"));
        assert_eq!(clean_name("e\u{301}va").as_deref(), Ok("éva"));
        assert_eq!(clean_name("\u{feff}\u{200d}"), Err(TextFault::Empty));
        assert_eq!(clean_name("12 345"), Err(TextFault::NoLetter));
        assert_eq!(clean_name(&"a".repeat(10_000)), Err(TextFault::TooLong(NAME_LIMIT)));
        assert_eq!(clean_name(&format!("a{}", "\u{35f}".repeat(50))).unwrap().chars().count(), 5);
    }

    #[test]
    fn folding_forgets_case_accents_order_and_spaces() {
        assert_eq!(fold("Søren  ÆRØSKØBING"), fold("aeroskobing, soren"));
        assert_eq!(fold("O’Brien-Müller"), vec!["muller", "obrien"]);
        assert_eq!(fold("Đặng Thị Łucja"), vec!["dang", "lucja", "thi"]);
        assert!(fold(" .,- ").is_empty());
    }

    #[test]
    fn what_was_read_is_shown_harmless_and_short() {
        assert_eq!(escape("a\u{1b}[2Jb", 80), "a\\u{1b}[2Jb");
        assert_eq!(escape("abcdef", 3), "abc…");
    }
}
