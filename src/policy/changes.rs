//! Two policy texts line by line: what somebody signs for.

use similar::{ChangeTag, TextDiff};

/// A line that one text has and the other has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLine {
    /// Its number in its own text, from 1.
    pub number: usize,
    /// Whether the later text has it.
    pub added: bool,
    /// The line, without what is empty at its end.
    pub text: String,
}

/// The lines in which `after` differs from `before`, in their order; none where they say the same. What is empty at the
/// end of a line, and lines without anything, make no difference.
pub fn changes(before: &str, after: &str) -> Vec<ChangedLine> {
    let clean = |text: &str| -> String { text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect() };
    let (before, after) = (clean(before), clean(after));
    let diff = TextDiff::from_lines(&before, &after);
    let line = |change: similar::Change<&str>| {
        let (number, added) = match change.tag() {
            ChangeTag::Equal => return None,
            ChangeTag::Delete => (change.old_index(), false),
            ChangeTag::Insert => (change.new_index(), true),
        };
        let text = change.value().trim_end().to_owned();
        (!text.is_empty()).then_some(ChangedLine { number: number.map_or(0, |index| index + 1), added, text })
    };
    diff.iter_all_changes().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_taken_out_and_put_in_is_told_with_its_place() {
        let lines: Vec<String> = changes("a\nb  \nc\n", "a\nb\n\nd\nc")
            .iter()
            .map(|line| format!("{}{} {}", if line.added { '+' } else { '-' }, line.number, line.text))
            .collect();
        assert_eq!(lines, ["+4 d"]);
        let lines = changes("permit\n@resolve(\"security\")\n", "permit\n@resolve(\"host\")\n");
        assert_eq!(lines.iter().map(|line| line.added).collect::<Vec<_>>(), [false, true]);
    }

    proptest! {
        #[test]
        fn the_same_text_has_no_changes_and_another_line_is_one(text in "([a-z]{1,6}\n){0,20}", line in "[A-Z]{3}") {
            prop_assert_eq!(changes(&text, &text), vec![]);
            let longer = format!("{text}{line}\n");
            let found = changes(&text, &longer);
            prop_assert_eq!(found.len(), 1);
            prop_assert!(found[0].added && found[0].text == line);
        }
    }
}
