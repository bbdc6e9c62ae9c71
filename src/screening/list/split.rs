//! Several names in one cell.

/// The names that a cell of an authority holds: parted by semicolons, by lines, or numbered `a)`, `b)`; a name in its own
/// script with its spellings in brackets behind it is both.
///
/// A line that goes on with an indent is the same name wrapped.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in lines(text) {
        for part in outside_brackets(&without_numbers(&line)) {
            match spellings(part) {
                Some((name, inside)) => {
                    push(&mut names, name);
                    inside.split(';').for_each(|name| push(&mut names, name));
                }
                None => push(&mut names, part),
            }
        }
    }
    names
}

fn push(names: &mut Vec<String>, name: &str) {
    let name = name.trim();
    if !super::text::is_blank(name) {
        names.push(name.to_owned());
    }
}

/// Lines, those that were only wrapped joined.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim().lines() {
        match lines.last_mut() {
            Some(last) if line.starts_with("  ") || line.starts_with('\t') => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

/// The text with a semicolon in the place of each ` b) `.
fn without_numbers(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let number = |word: &str| matches!(word.as_bytes(), [b'a'..=b'z', b')']);
    words.iter().map(|word| if number(word) { ";" } else { word }).collect::<Vec<_>>().join(" ")
}

/// The parts between semicolons, except those within brackets. Where the brackets do not match, all of them count.
fn outside_brackets(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut matched = true;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => matched = false,
            ')' => depth -= 1,
            ';' if depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    if !matched || depth > 0 {
        return text.split(';').collect();
    }
    parts.extend(text.get(start..));
    parts
}

/// A name and its spellings in the brackets behind it, where that is what stands there: several, or one in another
/// script. `Muhammad (Hajji)` is one name.
fn spellings(part: &str) -> Option<(&str, &str)> {
    let (name, inside) = part.trim().strip_suffix(')')?.split_once('(')?;
    let other = |a: &str, b: &str| super::text::is_foreign(a) && b.chars().any(|c| c.is_ascii_alphabetic());
    (inside.contains(';') || other(name, inside) || other(inside, name)).then_some((name, inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_hold_several_names() {
        for (text, expected) in [
            ("Ali Example", vec!["Ali Example"]),
            ("Ali; Aly ;Alee;", vec!["Ali", "Aly", "Alee"]),
            ("علي\nحسن", vec!["علي", "حسن"]),
            ("علي\n                 حسن", vec!["علي حسن"]),
            ("أبو (Abu-X; Abu X)", vec!["أبو", "Abu-X", "Abu X"]),
            ("أبو (Abu X)", vec!["أبو", "Abu X"]),
            ("Abu X (أبو)", vec!["Abu X", "أبو"]),
            ("Muhammad (Hajji) Ali", vec!["Muhammad (Hajji) Ali"]),
            ("Great Company (GC) ; Other (OC)", vec!["Great Company (GC)", "Other (OC)"]),
            ("M. Sabet b) J. Sabet; K. Sabet", vec!["M. Sabet", "J. Sabet", "K. Sabet"]),
            ("a) One b) Two", vec!["One", "Two"]),
            ("Broken (one; two", vec!["Broken (one", "two"]),
            (" ; \n ;", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text:?}");
        }
    }
}
