//! Keys of a reading: numbers that words share which are written or spoken alike.
//!
//! A reading is a word in plain letters `a`–`z` and digits; capitals count like small letters, anything else like a
//! letter of its own. Of a longer reading the first 64 letters count. Keys say where to look and prove nothing: two words that share one have still to be compared.

/// Letters of a reading that count.
const LONGEST: usize = 64;
/// Readings of fewer letters keep all of them: with one left out they would be like too many others.
pub const SHORTEST_WITHOUT_ONE: usize = 4;

/// Letters of a reading that counts as short, at the most.
const LONGEST_SHORT: usize = 4;

/// A word that begins with a vowel, or with one of the letters that count as none.
const OPEN: u64 = 1;
const K: u64 = 2;
const S: u64 = 3;
const CH: u64 = 4;
const P: u64 = 5;
const T: u64 = 6;
const M: u64 = 7;
const N: u64 = 8;
const L: u64 = 9;
const R: u64 = 10;
const DIGIT: u64 = 11;
/// Sounds that a skeleton holds, of four bits each.
const SOUNDS: u32 = 16;

/// The key of a reading as it is. A reading shares it with the readings that become it when a letter is left out
/// ([`without_one`]).
pub fn exact(reading: &str) -> u32 {
    hash(1, reading.bytes().take(LONGEST))
}

/// The keys of a reading with one letter left out, each once in a row; none for a reading of fewer than
/// [`SHORTEST_WITHOUT_ONE`] letters. Two readings that are one letter added, left out, changed or swapped with its
/// neighbour apart share one of these and their exact keys.
pub fn without_one(reading: &str) -> impl Iterator<Item = u32> + '_ {
    let letters = reading.as_bytes();
    let letters = letters.get(..LONGEST).unwrap_or(letters);
    let places = if letters.len() < SHORTEST_WITHOUT_ONE { 0 } else { letters.len() };
    // Of a doubled letter either may go: the rest is the same.
    let places = (0..places).filter(move |at| *at == 0 || letters.get(*at) != letters.get(*at - 1));
    places.map(move |out| hash(1, letters.iter().enumerate().filter(move |(at, _)| *at != out).map(|(_, b)| *b)))
}

/// The key of the first letters of a reading: of as many as `letters`; `None` where it has fewer.
pub fn beginning(reading: &str, letters: usize) -> Option<u32> {
    Some(hash(2, reading.as_bytes().get(..letters)?.iter().copied()))
}

/// The key of a skeleton ([`skeletons`]).
pub fn spoken(skeleton: u64) -> u32 {
    hash(3, skeleton.to_le_bytes())
}

/// The key of a skeleton of words that may be written as one; another where the last of them is a particle.
pub fn joined(skeleton: u64, particle: bool) -> u32 {
    hash(if particle { 7 } else { 5 }, skeleton.to_le_bytes())
}

/// The key of a short reading of a single consonant, or of none, in which any vowel stands for any other; `None` for
/// one that has a skeleton or more than four letters.
pub fn short(reading: &str) -> Option<u32> {
    let usual = skeleton(reading);
    // A glide is written as either.
    let open = reading.bytes().next().is_some_and(|first| is_vowel(first) || first.eq_ignore_ascii_case(&b'w'));
    let few = (1..=LONGEST_SHORT).contains(&reading.len()) && usual >> 4 <= OPEN;
    few.then(|| hash(6, [usual.to_le_bytes()[0], u8::from(open), u8::from(reading.bytes().any(is_vowel))]))
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// The key of a group of equivalent given names.
pub fn kin(group: u32) -> u32 {
    hash(4, group.to_le_bytes())
}

/// The consonants of a reading as they are spoken, four bits a sound, the first 16 of them; 0 where it has none.
///
/// Vowels, `h`, `w` and `y` are left out, but for a mark where the first letter is one of them; doubled sounds count
/// once; sounds that scripts and languages exchange are one: `k c q g`, `s z`, `sh ch zh j`, `f p b v`, `t d`.
pub fn skeleton(reading: &str) -> u64 {
    spell(reading, false)
}

/// The [`skeleton`] of a reading, and the one it has where its letters stand for other sounds: `j` for `y`, `w` for
/// `v`, `th` for `s`, `ch` for `k`, `g` before `e` and `i` for `j`, and so on. Words spoken alike share one of them.
/// `None` for a second one that is the same, and for one of a single consonant, which says too little.
pub fn skeletons(reading: &str) -> [Option<u64>; 2] {
    let (usual, other) = (spell(reading, false), spell(reading, true));
    // Two sounds at the least: whether a word begins openly is none of them.
    let kept = |skeleton: u64| (skeleton >> 4 > OPEN).then_some(skeleton);
    [kept(usual), if usual == other { None } else { kept(other) }]
}

fn spell(reading: &str, other: bool) -> u64 {
    let mut letters = [0_u8; LONGEST];
    let mut len = 0;
    for (slot, letter) in letters.iter_mut().zip(reading.bytes()) {
        *slot = letter.to_ascii_lowercase();
        len += 1;
    }
    let mut rest = letters.get(..len).unwrap_or_default();
    let (mut skeleton, mut last) = (0_u64, 0_u64);
    while !rest.is_empty() && skeleton >> (4 * (SOUNDS - 1)) == 0 {
        let (taken, sound) = sound(rest, other);
        for sound in [sound >> 4, sound & 15].into_iter().filter(|sound| *sound != 0 && *sound != last) {
            skeleton = (skeleton << 4) | sound;
        }
        if skeleton == 0 {
            skeleton = OPEN;
        }
        last = sound & 15;
        rest = rest.get(taken..).unwrap_or_default();
    }
    skeleton
}

/// The sound that some letters begin with, and how many letters write it; 0 for none, two in two halves of a byte.
fn sound(rest: &[u8], other: bool) -> (usize, u64) {
    let or = |usual: u64, second: u64| if other { second } else { usual };
    match rest {
        [b't', b's', b'c', b'h', ..] => (4, CH),
        [b's', b'c', b'h', ..] | [b't', b'c', b'h', ..] | [b'd', b'z', b'h', ..] => (3, CH),
        [b's', b'h', ..] | [b'z', b'h', ..] | [b'c', b'z', ..] | [b'd', b'j', ..] => (2, CH),
        [b'c', b'h', ..] => (2, or(CH, K)),
        [b's', b'z', ..] => (2, or(S, CH)),
        [b'k', b'h', ..] => (2, or(K, 0)),
        [b't', b'h', ..] | [b'd', b'h', ..] => (2, or(T, S)),
        [b'p', b'h', ..] => (2, P),
        [b'c', b'e' | b'i' | b'y', ..] => (1, or(S, K)),
        [b'g', b'e' | b'i' | b'y', ..] => (1, or(K, CH)),
        [b'j', ..] => (1, or(CH, 0)),
        [b'w', ..] => (1, or(0, P)),
        [b'x', ..] => (1, K << 4 | S),
        [b'c' | b'g' | b'k' | b'q', ..] => (1, K),
        [b's' | b'z', ..] => (1, S),
        [b'b' | b'f' | b'p' | b'v', ..] => (1, P),
        [b'd' | b't', ..] => (1, T),
        [b'm', ..] => (1, M),
        [b'n', ..] => (1, N),
        [b'l', ..] => (1, L),
        [b'r', ..] => (1, R),
        [b'0'..=b'9', ..] => (1, DIGIT),
        _ => (1, 0),
    }
}

/// A hash of some bytes, capitals as small letters, with the kind of key before them (FNV-1a, then mixed).
fn hash(kind: u64, bytes: impl IntoIterator<Item = u8>) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ kind;
    for byte in bytes {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The upper half of the product depends on every bit.
    u32::try_from(mixed >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        skeletons(a).into_iter().flatten().any(|one| skeletons(b).into_iter().flatten().any(|other| one == other))
    }

    fn near(a: &str, b: &str) -> bool {
        let keys = |word: &str| -> Vec<u32> { without_one(word).chain([exact(word)]).collect() };
        keys(a).iter().any(|key| keys(b).contains(key))
    }

    #[test]
    fn words_spoken_alike_share_a_skeleton() {
        for (a, b) in [
            ("muhammad", "mohamed"),
            ("husayn", "hussein"),
            ("qadhafi", "kadafi"),
            ("yusuf", "jusuf"),
            ("wladimir", "vladimir"),
            ("uthman", "osman"),
            ("mikhail", "michail"),
            ("george", "jorj"),
            ("djamel", "jamal"),
            ("schmidt", "shmit"),
            ("alexandr", "aleksander"),
            ("stephen", "steven"),
            ("zhukov", "joukoff"),
            ("deutsch", "doych"),
        ] {
            assert!(alike(a, b), "{a} {b}");
        }
        for (a, b) in [("smith", "jones"), ("ali", "umar"), ("omar", "roma"), ("o", "e"), ("hua", "ho"), ("a1", "ab")] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn short_words_leave_no_letter_out() {
        assert!(!near("ali", "eli") && !near("kim", "kin") && !near("al", "ali"));
        assert!(near("kims", "kim") && near("anna", "ana"));
        assert_eq!(without_one("aaaa").count(), 1);
    }

    #[test]
    fn a_beginning_is_as_long_as_asked() {
        assert_eq!(beginning("muhammad", 2), beginning("mu", 2));
        assert_eq!(beginning("m", 2), None);
        assert_ne!(beginning("muha", 4), beginning("moha", 4));
        assert_ne!(beginning("mu", 2), Some(exact("mu")));
    }

    proptest! {
        #[test]
        fn one_letter_more_is_near(word in "[a-z]{3,14}", at in 0_usize..15, letter in "[a-z]") {
            let at = at.min(word.len());
            let longer = format!("{}{letter}{}", &word[..at], &word[at..]);
            prop_assert!(near(&word, &longer));
        }

        #[test]
        fn one_letter_changed_or_two_swapped_is_near(word in "[a-z]{4,14}", at in 0_usize..13, letter in "[a-z]") {
            let at = at.min(word.len() - 2);
            let changed = format!("{}{letter}{}", &word[..at], &word[at + 1..]);
            prop_assert!(near(&word, &changed));
            let swapped = format!("{}{}{}{}", &word[..at], &word[at + 1..at + 2], &word[at..=at], &word[at + 2..]);
            prop_assert!(near(&word, &swapped));
        }

        #[test]
        fn capitals_count_like_small_letters(word in "[a-z]{1,70}") {
            let capitals = word.to_uppercase();
            prop_assert_eq!(exact(&word), exact(&capitals));
            prop_assert_eq!(skeletons(&word), skeletons(&capitals));
            prop_assert!(without_one(&word).eq(without_one(&capitals)));
            prop_assert_eq!(beginning(&word, 2), beginning(&capitals, 2));
        }

        #[test]
        fn vowels_inside_do_not_change_a_skeleton(word in "[bdfklmnprtv]{2,6}", vowels in "[aeiou]{6}") {
            let spread: String = word.chars().zip(vowels.chars()).flat_map(|(a, b)| [a, b]).collect();
            let other: String = word.chars().flat_map(|letter| [letter, 'a']).collect();
            prop_assert_eq!(skeleton(&spread), skeleton(&other));
        }

        #[test]
        fn any_text_has_keys(text in ".{0,80}") {
            let _ = (exact(&text), without_one(&text).count(), skeletons(&text), beginning(&text, 3));
        }
    }
}
