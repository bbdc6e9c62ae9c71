//! Acting under duress: by a second secret, which does everything that the first one does and tells security.

use zeroize::Zeroizing;

/// Whether somebody was forced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Duress {
    /// They act of their own will, as far as they let know.
    #[default]
    No,
    /// They let know that they are forced.
    Yes,
}

impl Duress {
    /// Whether either of two is under duress.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == Self::Yes { self } else { other }
    }

    /// As it is kept beside a secret.
    pub fn byte(self) -> u8 {
        u8::from(self == Self::Yes)
    }

    /// As it was kept: everything but 0 is an alarm.
    pub fn from_byte(byte: u8) -> Self {
        if byte == 0 { Self::No } else { Self::Yes }
    }
}

/// A secret that somebody chooses, and the second one for when they are forced; empty where they choose none.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The one for every day.
    pub first: &'a str,
    /// The one under duress.
    pub second: &'a str,
}

impl<'a> From<&'a str> for Pair<'a> {
    fn from(first: &'a str) -> Self {
        Self { first, second: "" }
    }
}

impl<'a> From<(&'a str, &'a str)> for Pair<'a> {
    fn from((first, second): (&'a str, &'a str)) -> Self {
        Self { first, second }
    }
}

/// The fewest slips that may lead from one secret of a pair to the other.
///
/// A slip is a sign too few, too many, another one, or two exchanged. Whoever types in a hurry makes one or two; three
/// would still be an accident, and an alarm that is raised by accident is soon believed by nobody, while a slip that
/// opens without raising it is worse.
pub const FEWEST_SLIPS: usize = 4;
/// One in so many signs of the longer one has to differ at least: of a sentence, more than one word.
const ONE_IN: usize = 3;

/// Whether two secrets are too close to each other to be a pair: one can be mistyped as the other, or guessed from it.
/// Capitals, spaces and marks count for nothing, since who types in a hurry leaves them out. Digits alone are not to be
/// the same ones in another order either, nor each moved on by as much.
pub fn too_close(pair: Pair<'_>) -> bool {
    let plain = [pair.first, pair.second].map(plain);
    let [a, b] = &plain;
    let longer = a.len().max(b.len());
    let within = !a.is_empty() && !b.is_empty() && (contains(a, b) || contains(b, a));
    within || slips(a, b) < FEWEST_SLIPS.max(longer.div_ceil(ONE_IN)) || same_digits(a, b)
}

fn plain(secret: &str) -> Zeroizing<Vec<char>> {
    let letters: Vec<char> = secret.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    // What has no letter at all is compared as it is.
    Zeroizing::new(if letters.is_empty() { secret.chars().collect() } else { letters })
}

fn contains(long: &[char], short: &[char]) -> bool {
    long.windows(short.len()).any(|window| window == short)
}

/// Slips from one to the other, at least: edits where neighbours that changed places count as one (optimal string
/// alignment).
fn slips(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut table = vec![0; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..width {
            let at = |i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(usize::MAX);
            let best = match (i, j) {
                (0, steps) | (steps, 0) => steps,
                _ => {
                    let differs = usize::from(a.get(i - 1) != b.get(j - 1));
                    let edited = (at(i - 1, j) + 1).min(at(i, j - 1) + 1).min(at(i - 1, j - 1) + differs);
                    let crossed = i > 1 && j > 1 && a.get(i - 1) == b.get(j - 2) && a.get(i - 2) == b.get(j - 1);
                    if crossed { edited.min(at(i - 2, j - 2) + 1) } else { edited }
                }
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    table.last().copied().unwrap_or(0)
}

/// Whether both are digits alone, and the same ones in another order or each moved on by as much.
fn same_digits(a: &[char], b: &[char]) -> bool {
    let digits = |text: &[char]| text.iter().map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>();
    let (Some(mut a), Some(mut b)) = (digits(a), digits(b)) else { return false };
    let moved = a.len() == b.len() && {
        let steps = a.iter().zip(&b).map(|(a, b)| (10 + b - a) % 10);
        steps.collect::<std::collections::BTreeSet<_>>().len() == 1
    };
    a.sort_unstable();
    b.sort_unstable();
    moved || a == b
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(first: &str, second: &str) -> bool {
        too_close((first, second).into())
    }

    #[test]
    fn what_can_be_mistyped_or_guessed_from_the_other_is_too_close() {
        for (first, second) in [
            ("violet harbour 47 lanterns", "violet harbour 47 lanterns"),
            ("violet harbour 47 lanterns", "Violet-Harbour 47 Lanterns!"),
            ("violet harbour 47 lanterns", "violet harbour 48 lantern"),
            ("violet harbour 47 lanterns", "violet harbour 47 lanterns again and again"),
            ("violet harbour 47 lanterns", "violet harbour 47 meadows"),
            ("738201", "738202"),
            ("738201", "783021"),
            ("738201", "102837"),
            ("738201", "849312"),
            ("738201", "7382014455"),
            ("?!?!", "!?!?"),
        ] {
            assert!(close(first, second), "{first} / {second}");
        }
        for (first, second) in
            [("violet harbour 47 lanterns", "copper meadow 92 kettles"), ("738201", "594863"), ("738201", "2650479183")]
        {
            assert!(!close(first, second), "{first} / {second}");
        }
    }

    proptest! {
        #[test]
        fn nobody_gets_from_one_to_the_other_by_three_slips(
            secret in "[a-z0-9]{6,24}", at in prop::collection::vec(0..24_usize, 1..4), with in "[a-z0-9]{3}",
        ) {
            let mut slipped: Vec<char> = secret.chars().collect();
            for (at, with) in at.into_iter().zip(with.chars()) {
                let at = at % slipped.len();
                slipped[at] = with;
            }
            let slipped: String = slipped.into_iter().collect();
            prop_assert!(close(&secret, &slipped) && close(&slipped, &secret));
        }
    }
}
