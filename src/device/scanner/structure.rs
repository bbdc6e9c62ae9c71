//! What scans look like: tokens by prefix and length, machine-readable zones by the length of their lines.

/// How long the lines of a machine-readable zone may be apart, in milliseconds.
const MEMORY: u64 = 3_000;

/// Something that is known by its beginning, such as a badge token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// How it begins.
    pub prefix: &'static str,
    /// How many characters it has, prefix included.
    pub length: usize,
}

impl Shape {
    /// Whether `text` is one from beginning to end.
    pub(super) fn complete(&self, text: &str) -> bool {
        text.len() == self.length && text.starts_with(self.prefix)
    }

    /// Whether `text` is the beginning of one, its whole prefix included.
    pub(super) fn begun(&self, text: &str) -> bool {
        text.len() < self.length && text.starts_with(self.prefix)
    }
}

/// `text` without an AIM symbology identifier (ISO/IEC 15424), such as `]Q1`, and without `_` that pads its end.
pub(super) fn bare(text: &str) -> &str {
    let mut rest = text.chars();
    let aim = rest.next() == Some(']')
        && rest.next().is_some_and(|c| c.is_ascii_alphabetic())
        && rest.next().is_some_and(|c| c.is_ascii_alphanumeric());
    let text = if aim { rest.as_str() } else { text };
    text.trim_end_matches('_')
}

/// The lines of a machine-readable zone that came in one piece: 2×44, 2×36 or 3×30.
pub(super) fn split(text: &str) -> Option<Vec<String>> {
    let line = match text.len() {
        88 => 44,
        72 => 36,
        90 => 30,
        _ => return None,
    };
    if !text.chars().all(in_zone) || !text.contains('<') {
        return None;
    }
    let letters: Vec<char> = text.chars().collect();
    Some(letters.chunks(line).map(|line| line.iter().collect()).collect())
}

/// Lines of a machine-readable zone that come one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lines {
    lines: Vec<String>,
    until: u64,
}

impl Lines {
    /// Takes a line that came at `at`; gives it back if it is none, and the whole zone once it is complete.
    pub(super) fn take(&mut self, line: &str, at: u64) -> Taken {
        if !is_line(line) {
            return Taken::Other;
        }
        if self.lines.first().is_some_and(|first| first.len() != line.len()) || at > self.until {
            self.lines.clear();
        }
        self.lines.push(line.to_owned());
        self.until = at + MEMORY;
        let whole = if line.len() == 30 { 3 } else { 2 };
        if self.lines.len() < whole { Taken::More } else { Taken::Whole(std::mem::take(&mut self.lines)) }
    }

    /// When waiting for the next line ends; `None` if none is awaited.
    pub(super) fn deadline(&self) -> Option<u64> {
        (!self.lines.is_empty()).then_some(self.until)
    }

    /// The lines so far, which are forgotten here.
    pub(super) fn give_up(&mut self) -> Vec<String> {
        std::mem::take(&mut self.lines)
    }
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is no line of a machine-readable zone.
    Other,
    /// It is, and another has to come.
    More,
    /// It was the last.
    Whole(Vec<String>),
}

/// Lines of 30, 36 and 44; the filler tells them from a serial number of the same length.
fn is_line(line: &str) -> bool {
    matches!(line.len(), 30 | 36 | 44) && line.chars().all(in_zone) && line.contains('<')
}

fn in_zone(character: char) -> bool {
    character.is_ascii_uppercase() || character.is_ascii_digit() || character == '<'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_prefix_and_padding_go() {
        for (text, rest) in [("]Q1ABC", "ABC"), ("]C0X__", "X"), ("]9ABC", "]9ABC"), ("ABC", "ABC"), ("]Q", "]Q")] {
            assert_eq!(bare(text), rest, "{text}");
        }
    }

    #[test]
    fn lines_are_gathered_until_the_zone_is_whole() {
        let mut lines = Lines::default();
        let line = |letter: char| format!("{letter:<<44}");
        assert_eq!(lines.take(&line('P'), 0), Taken::More);
        assert_eq!(lines.take("B-117", 10), Taken::Other);
        assert_eq!(lines.take(&line('L'), 2_900), Taken::Whole(vec![line('P'), line('L')]));
        assert_eq!(lines.deadline(), None);
    }

    #[test]
    fn a_line_of_another_length_or_much_later_begins_anew() {
        let mut lines = Lines::default();
        let line = |length: usize| "A<".repeat(length / 2);
        assert_eq!(lines.take(&line(44), 0), Taken::More);
        assert_eq!(lines.take(&line(36), 100), Taken::More);
        assert_eq!(lines.take(&line(36), 4_000), Taken::More);
        assert_eq!(lines.take(&line(36), 4_100), Taken::Whole(vec![line(36), line(36)]));
    }

    #[test]
    fn a_zone_in_one_piece_is_cut() {
        let zone = "P<".repeat(44);
        assert_eq!(split(&zone), Some(vec!["P<".repeat(22); 2]));
        assert_eq!(split(&"A<".repeat(45)), Some(vec!["A<".repeat(15); 3]));
        assert_eq!(split(&"A".repeat(88)), None);
        assert_eq!(split("A<B"), None);
    }
}
