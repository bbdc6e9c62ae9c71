//! What Arabic and Hebrew share: a word of consonants in which short vowels are not written.

use super::lattice::{Choice, Lattice, Way};

/// One letter of a word without short vowels.
#[derive(Clone, Copy)]
pub enum Letter {
    /// A consonant, by its readings; one that is not heard has the reading "".
    Consonant(&'static [Choice]),
    /// A letter that stands for a vowel where it stands.
    Vowel(&'static [Choice]),
    /// A letter of another script, or a digit.
    Foreign(&'static str),
}

/// The word with `short` between consonants that cannot follow each other, and as it is written.
pub fn ways(letters: &[Letter], short: &'static str) -> Vec<Way> {
    let mut lattice = Lattice::new();
    let (mut heard, mut cluster) = (false, 0);
    for (at, letter) in letters.iter().enumerate() {
        match letter {
            Letter::Vowel(choices) => {
                lattice.push(choices);
                (heard, cluster) = (true, 0);
            }
            Letter::Foreign(text) => {
                lattice.push_text(text);
                (heard, cluster) = (true, 0);
            }
            Letter::Consonant(choices) => {
                let last = at + 1 == letters.len();
                if cluster > 1 || (cluster == 1 && (!heard || last)) {
                    let participle = last && heard && cluster == 1 && after_long_a(letters, at);
                    lattice.push_text(if participle { "i" } else { short });
                    (heard, cluster) = (true, 0);
                }
                lattice.push(choices);
                cluster += 1;
            }
        }
    }
    lattice.finish()
}

/// Whether the letters before the last consonant but one end in a long a: kātib, sālim.
fn after_long_a(letters: &[Letter], at: usize) -> bool {
    let before = at.checked_sub(2).and_then(|at| letters.get(at));
    matches!(before, Some(Letter::Vowel([("a" | "aa", _), ..])))
}

/// The consonants and the written vowels alone, each in its first reading.
pub fn bare(letters: &[Letter]) -> String {
    let first = |letter: &Letter| match letter {
        Letter::Consonant(choices) | Letter::Vowel(choices) => choices.first().map_or("", |(text, _)| text),
        Letter::Foreign(text) => text,
    };
    letters.iter().map(first).collect()
}
