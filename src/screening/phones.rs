//! Sounds: a reading as a short string of sounds, and how far two of those are apart.
//!
//! Letters that are one sound are one symbol (`sh`, `kh`, `ph`), doubled letters are one, and the distance is an edit
//! distance in which what scribes confuse costs little: a vowel for a vowel, `k` for `q`, a dropped `h`. Scripts that
//! write no vowels, or that have no letter for half the sounds of a foreign name, are compared with more patience
//! ([`Patience`]).

/// The most sounds of one word that are compared; the longest words of names in the field are under 30 letters.
pub const MOST: usize = 32;

/// `sh`
const SH: u8 = b'S';
/// `ch` as in church
const CH: u8 = b'C';
/// `kh` as in loch
const KH: u8 = b'X';
/// `zh` as in measure
const ZH: u8 = b'Z';
/// `th`
const TH: u8 = b'T';
/// `gh`
const GH: u8 = b'G';
/// `ts`
const TS: u8 = b'c';

/// How much the script of one side leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Patience {
    #[default]
    /// Both sides write their vowels and tell their consonants apart: Latin, Cyrillic, Greek.
    Alphabet,
    /// One side writes hardly any vowel: Arabic, Persian, Urdu, Hebrew.
    Abjad,
    /// One side writes syllables and has to fill in vowels: Hangul, kana, Han.
    Syllables,
}

/// The sounds of a reading (a to z and digits), at most [`MOST`].
pub fn phones(reading: &str) -> Vec<u8> {
    let letters = reading.as_bytes();
    let mut sounds: Vec<u8> = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(first) = rest.first() {
        let (taken, sound) = sound(*first, rest, sounds.is_empty());
        for sound in sound.iter().copied().filter(|s| *s != 0) {
            if sounds.last() != Some(&sound) && sounds.len() < MOST {
                sounds.push(sound);
            }
        }
        rest = rest.get(taken.max(1)..).unwrap_or_default();
    }
    sounds
}

/// The next sound, and how many letters it takes.
fn sound(first: u8, rest: &[u8], initial: bool) -> (usize, [u8; 2]) {
    match rest {
        [b's', b'h', b'c', b'h', ..] | [b't', b's', b'c', b'h', ..] => (4, [if first == b's' { SH } else { CH }, 0]),
        [b's', b'c', b'h', ..] => (3, [SH, 0]),
        [b't', b'c', b'h', ..] => (3, [CH, 0]),
        [b'd', b'z', b'h', ..] => (3, [b'j', 0]),
        [b'c', b'h' | b'z', ..] => (2, [CH, 0]),
        [b's', b'h' | b'z', ..] => (2, [SH, 0]),
        [b'k', b'h', ..] => (2, [KH, 0]),
        [b'z', b'h', ..] => (2, [ZH, 0]),
        [b'g', b'h', ..] => (2, [GH, 0]),
        [b't', b'h', ..] => (2, [TH, 0]),
        [b't', b's' | b'z', ..] => (2, [TS, 0]),
        [b'p', b'h', ..] => (2, [b'f', 0]),
        [b'd', b'j', ..] => (2, [b'j', 0]),
        [b'd' | b'b', b'h', ..] => (2, [first, 0]),
        [b'c', b'k' | b'q', ..] | [b'q', b'u', ..] => (2, [b'k', 0]),
        [b'c', b'e', ..] => (2, [b's', b'e']),
        [b'c', b'i' | b'y', ..] => (2, [b's', b'i']),
        [b'o', b'o' | b'u', ..] => (2, [b'u', 0]),
        [b'e', b'e', ..] | [b'i', b'e', ..] => (2, [b'i', 0]),
        [b'x', ..] if initial => (1, [b'z', 0]),
        [b'x', ..] => (1, [b'k', b's']),
        [b'c' | b'q', ..] => (1, [b'k', 0]),
        _ => (1, [first, 0]),
    }
}

/// Whether a sound is a vowel, or as good as one.
pub fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// What it costs that a sound stands on one side alone.
fn gap(sound: u8, patience: Patience) -> f32 {
    match (sound, patience) {
        (b'a' | b'e' | b'i' | b'o' | b'u', Patience::Abjad) => 0.12,
        (b'y' | b'w' | b'h', Patience::Abjad) => 0.2,
        (b'u' | b'i' | b'o', Patience::Syllables) => 0.2,
        (b'a' | b'e', Patience::Syllables) => 0.35,
        (b'h' | b'y' | b'w', Patience::Syllables) => 0.3,
        (b'r' | b'l' | b't' | b'd', Patience::Syllables) => 0.7,
        (b'h', Patience::Alphabet) => 0.25,
        (b'y', Patience::Alphabet) => 0.3,
        (b'a' | b'e' | b'i' | b'o' | b'u', Patience::Alphabet) => 0.5,
        (b'w', Patience::Alphabet) => 0.6,
        _ => 1.0,
    }
}

/// Pairs of sounds that stand for each other, each with what that costs when both sides write an alphabet, when one
/// writes an abjad, and when one writes syllables.
const CONFUSED: [(u8, u8, [f32; 3]); 76] = [
    (b'a', b'e', [0.3, 0.1, 0.25]),
    (b'a', b'i', [0.5, 0.12, 0.4]),
    (b'a', b'o', [0.35, 0.12, 0.25]),
    (b'a', b'u', [0.45, 0.15, 0.35]),
    (b'e', b'i', [0.2, 0.1, 0.2]),
    (b'e', b'o', [0.5, 0.15, 0.3]),
    (b'e', b'u', [0.5, 0.15, 0.3]),
    (b'i', b'o', [0.5, 0.2, 0.4]),
    (b'i', b'u', [0.45, 0.15, 0.35]),
    (b'o', b'u', [0.2, 0.05, 0.2]),
    (b'i', b'y', [0.08, 0.05, 0.1]),
    (b'e', b'y', [0.3, 0.15, 0.3]),
    (b'a', b'y', [0.5, 0.2, 0.4]),
    (b'u', b'y', [0.35, 0.3, 0.35]),
    (b'j', b'y', [0.25, 0.25, 0.3]),
    (b'i', b'j', [0.3, 0.35, 0.35]),
    (b'u', b'w', [0.2, 0.1, 0.15]),
    (b'o', b'w', [0.3, 0.1, 0.2]),
    (b'v', b'w', [0.15, 0.1, 0.2]),
    (b'u', b'v', [0.4, 0.1, 0.4]),
    (b'o', b'v', [0.6, 0.15, 0.5]),
    (b'b', b'v', [0.4, 0.1, 0.12]),
    (b'b', b'w', [0.6, 0.3, 0.25]),
    (b'b', b'p', [0.4, 0.12, 0.3]),
    (b'f', b'p', [0.5, 0.1, 0.1]),
    (b'f', b'v', [0.3, 0.2, 0.25]),
    (b'b', b'f', [0.7, 0.5, 0.4]),
    (b'f', b'h', [0.6, 0.6, 0.25]),
    (b'f', b'w', [0.5, 0.4, 0.4]),
    (b'd', b't', [0.35, 0.2, 0.25]),
    (TH, b't', [0.1, 0.05, 0.15]),
    (TH, b'd', [0.4, 0.3, 0.3]),
    (TH, b's', [0.5, 0.2, 0.15]),
    (TH, b'z', [0.5, 0.3, 0.3]),
    (TH, SH, [0.8, 0.4, 0.3]),
    (b'd', b'z', [0.6, 0.2, 0.4]),
    (b'g', b'k', [0.35, 0.25, 0.2]),
    (GH, b'g', [0.1, 0.08, 0.1]),
    (GH, b'k', [0.4, 0.3, 0.4]),
    (GH, b'r', [0.7, 0.5, 0.6]),
    (GH, b'h', [0.4, 0.4, 0.4]),
    (GH, KH, [0.4, 0.25, 0.4]),
    (KH, b'h', [0.15, 0.12, 0.15]),
    (KH, b'k', [0.2, 0.08, 0.2]),
    (KH, CH, [0.35, 0.15, 0.4]),
    (KH, SH, [0.6, 0.5, 0.6]),
    (KH, b'g', [0.5, 0.4, 0.4]),
    (CH, b'h', [0.5, 0.25, 0.5]),
    (CH, SH, [0.25, 0.25, 0.3]),
    (CH, b'k', [0.45, 0.2, 0.35]),
    (CH, TS, [0.3, 0.3, 0.25]),
    (CH, b's', [0.55, 0.5, 0.4]),
    (CH, b'j', [0.4, 0.35, 0.2]),
    (CH, ZH, [0.45, 0.4, 0.35]),
    (CH, b't', [0.7, 0.6, 0.3]),
    (CH, b'z', [0.6, 0.6, 0.35]),
    (SH, b's', [0.3, 0.1, 0.12]),
    (SH, b'z', [0.6, 0.4, 0.4]),
    (SH, ZH, [0.35, 0.3, 0.3]),
    (SH, b'j', [0.5, 0.5, 0.35]),
    (ZH, b'j', [0.2, 0.15, 0.2]),
    (ZH, b'z', [0.25, 0.15, 0.25]),
    (ZH, b'g', [0.4, 0.4, 0.4]),
    (b'g', b'j', [0.35, 0.15, 0.4]),
    (b'j', b'z', [0.5, 0.4, 0.12]),
    (b'd', b'j', [0.6, 0.4, 0.4]),
    (b'h', b'j', [0.35, 0.6, 0.5]),
    (b'g', b'h', [0.3, 0.4, 0.4]),
    (b'h', b'k', [0.6, 0.5, 0.4]),
    (TS, b's', [0.4, 0.2, 0.3]),
    (TS, b'z', [0.3, 0.2, 0.25]),
    (TS, b't', [0.5, 0.4, 0.3]),
    (TS, b'k', [0.4, 0.6, 0.6]),
    (b's', b'z', [0.25, 0.15, 0.2]),
    (b'l', b'r', [0.7, 0.8, 0.1]),
    (b'm', b'n', [0.5, 0.6, 0.35]),
];

/// Costs of one patience as a table over pairs of sounds, in hundredths of a letter.
struct Costs {
    swap: Box<[[u8; SIZE]; SIZE]>,
    gap: [u8; SIZE],
}

/// Sounds are ASCII.
const SIZE: usize = 128;
/// What exchanging two neighbours costs, in hundredths of a letter.
const TURNED: u16 = 70;

impl Costs {
    fn new(patience: Patience) -> Self {
        let mut swap = Box::new([[100; SIZE]; SIZE]);
        let mut set = |a: u8, b: u8, cost: u8| {
            if let Some(cell) = swap.get_mut(usize::from(a)).and_then(|row| row.get_mut(usize::from(b))) {
                *cell = cost;
            }
        };
        for sound in 0..128 {
            set(sound, sound, 0);
        }
        for (a, b, costs) in CONFUSED {
            let cost = match patience {
                Patience::Alphabet => costs[0],
                Patience::Abjad => costs[1],
                Patience::Syllables => costs[2],
            };
            set(a, b, hundredths(cost));
            set(b, a, hundredths(cost));
        }
        let mut gaps = [100; SIZE];
        for (sound, cost) in (0..128).zip(&mut gaps) {
            *cost = hundredths(gap(sound, patience));
        }
        Self { swap, gap: gaps }
    }

    fn of(patience: Patience) -> &'static Self {
        static ALL: std::sync::LazyLock<[Costs; 3]> =
            std::sync::LazyLock::new(|| [Patience::Alphabet, Patience::Abjad, Patience::Syllables].map(Costs::new));
        let [alphabet, abjad, syllables] = &*ALL;
        match patience {
            Patience::Alphabet => alphabet,
            Patience::Abjad => abjad,
            Patience::Syllables => syllables,
        }
    }
}

fn hundredths(cost: f32) -> u8 {
    (cost * 100.0).round() as u8
}

/// How far two words are apart, in letters: an edit distance with transpositions (0.7) in which likely confusions cost
/// less than one. Symmetric. Whatever is over `most` may be answered as any number over `most`.
pub fn distance(a: &[u8], b: &[u8], patience: Patience, most: f32) -> f32 {
    let (a, b) = different(a.get(..MOST).unwrap_or(a), b.get(..MOST).unwrap_or(b));
    let costs = Costs::of(patience);
    let most = (most.clamp(0.0, 600.0) * 100.0) as u16;
    f32::from(apart(a, b, costs, most)) / 100.0
}

/// What is left of two words without what they begin and end with alike, but for a sound on either side: a neighbour may
/// be confused with it.
fn different<'a>(a: &'a [u8], b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count().saturating_sub(1);
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count().saturating_sub(1);
    (a.get(..a.len() - same).unwrap_or_default(), b.get(..b.len() - same).unwrap_or_default())
}

/// The distance in hundredths of a letter, row by row.
fn apart(a: &[u8], b: &[u8], costs: &Costs, most: u16) -> u16 {
    // For each sound of `b`: the row before the last, the last, and what the sound costs alone.
    let mut cells = [(0_u16, 0_u16, 0_u16); MOST];
    let mut sum = 0;
    for (cell, y) in cells.iter_mut().zip(b) {
        let gap = u16::from(costs.gap[usize::from(*y) % SIZE]);
        sum += gap;
        *cell = (0, sum, gap);
    }
    let (mut start, mut start_before, mut former, mut best_before) = (0, 0, None, 0);
    for x in a {
        let (swap, gap) = (&costs.swap[usize::from(*x) % SIZE], u16::from(costs.gap[usize::from(*x) % SIZE]));
        // What stands left of the cell: in this row, in the last, and in the one before it one and two places left.
        let (mut left, mut corner, mut above, mut beyond, mut y_before) = (start + gap, start, start_before, 0, None);
        let mut best = left;
        for (cell, y) in cells.iter_mut().zip(b) {
            let (before, last, gap_y) = *cell;
            let mut cost = (corner + u16::from(swap[usize::from(*y) % SIZE])).min(last + gap).min(left + gap_y);
            if former == Some(*y) && y_before == Some(*x) {
                cost = cost.min(beyond + TURNED);
            }
            (beyond, above, corner, left, y_before) = (above, before, last, cost, Some(*y));
            *cell = (last, cost, gap_y);
            best = best.min(cost);
        }
        // Two neighbours in the other order pass a row by.
        if best.min(best_before + TURNED) > most {
            return best.min(best_before + TURNED);
        }
        (start_before, start, former, best_before) = (start, start + gap, Some(*x), best);
    }
    b.len().checked_sub(1).and_then(|end| cells.get(end)).map_or(start, |(_, last, _)| *last)
}

/// Whether two words of at least five letters differ by one slip of the pen: a letter too many, one for another, or
/// two beside each other in the other order.
pub fn is_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len().min(b.len()) < 5 || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let (a1, b1) = (a.get(1..).unwrap_or_default(), b.get(1..).unwrap_or_default());
    let turned = a.first() == b1.first() && b.first() == a1.first() && a.get(2..) == b.get(2..);
    turned || a1 == b1 || a1 == b || a == b1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: &str, b: &str) -> f32 {
        distance(&phones(a), &phones(b), Patience::Alphabet, f32::MAX)
    }

    #[test]
    fn what_sounds_alike_is_near() {
        assert!(apart("khaled", "khalid") < 0.3);
        assert!(apart("philip", "filip") < 0.01);
        assert!(apart("qadhafi", "gaddafi") < 1.0);
        assert!(apart("schmidt", "shmit") < 1.2);
        assert!(apart("smith", "jones") > 2.0);
        assert!(apart("mardin", "madrin") < 0.8);
    }

    #[test]
    fn a_script_without_vowels_is_met_with_patience() {
        let near = |a: &str, b: &str, patience| distance(&phones(a), &phones(b), patience, f32::MAX);
        assert!(near("mhmd", "muhammad", Patience::Abjad) < 0.6);
        assert!(near("mhmd", "muhammad", Patience::Alphabet) > 1.2);
        assert!(near("nomeon", "norman", Patience::Syllables) < 1.6);
    }

    #[test]
    fn neighbours_in_the_other_order_pass_a_row_by() {
        let whole = distance(b"csb", b"Xbs", Patience::Alphabet, 9.0);
        assert!((distance(b"csb", b"Xbs", Patience::Alphabet, whole) - whole).abs() < 0.001, "{whole}");
    }

    proptest::proptest! {
        #[test]
        fn a_distance_is_whole_up_to_the_most_that_is_asked(
            (ours, theirs) in ("[a-dhkstyXC]{0,8}", "[a-dhkstyXC]{0,8}"),
            most in 0.0_f32..4.0,
        ) {
            for patience in [Patience::Alphabet, Patience::Abjad, Patience::Syllables] {
                let whole = distance(ours.as_bytes(), theirs.as_bytes(), patience, f32::MAX);
                let measured = distance(ours.as_bytes(), theirs.as_bytes(), patience, most);
                let over = whole > most && measured > most - 0.01;
                proptest::prop_assert!(over || (measured - whole).abs() < 0.001, "{measured} {whole}");
            }
        }
    }
}
