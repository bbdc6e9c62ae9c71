//! Which names have enough of a query: a bit for each name and part.

use std::ops::Range;

use super::names::Names;
use super::sieve::Strict;

/// Names that are counted together, by 64: as many as a processor keeps at hand.
const AT_ONCE: usize = 512;

/// Bits of names that searches in one index use one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// For each part by its number, the names that may have it.
    parts: Vec<Vec<u64>>,
    /// Names that may write a part apart.
    apart: Vec<u64>,
    /// Names that have enough.
    passed: Vec<u64>,
    /// Names with one, two and three words that share a key with any part.
    words: [Vec<u64>; 3],
    /// Names that passed for one word alone.
    open: Vec<u64>,
    /// Names that may agree letter for letter; empty where nobody has asked.
    exact: Vec<u64>,
    /// Names that have to; empty where nobody has asked.
    strict: Vec<u64>,
}

impl Marks {
    /// No name has any of so many parts.
    pub fn begin(&mut self, parts: usize, names: &Names) {
        let places = names.lone().len();
        self.parts.resize(parts.max(self.parts.len()), Vec::new());
        for bits in [&mut self.apart, &mut self.passed, &mut self.open] {
            bits.clear();
            bits.resize(places, 0);
        }
        self.exact.clear();
        self.strict.clear();
    }

    /// Marks names as having a part, in place of those that were before.
    pub fn mark(&mut self, part: usize, each: impl FnOnce(&mut dyn FnMut(u32))) {
        let places = self.passed.len();
        if let Some(bits) = self.parts.get_mut(part) {
            bits.clear();
            bits.resize(places, 0);
            each(&mut |name| set(bits, name));
        }
    }

    /// Marks a name as writing a part apart.
    pub fn mark_apart(&mut self, name: u32) {
        set(&mut self.apart, name);
    }

    /// Lets a name pass for one word alone; whether it had not yet.
    pub fn open(&mut self, name: u32) -> bool {
        let new = !self.is_open(name);
        set(&mut self.open, name);
        new
    }

    /// Whether a name passed for one word alone.
    pub fn is_open(&self, name: u32) -> bool {
        is_set(&self.open, name)
    }

    /// Whether a name may write a part apart.
    pub fn is_apart(&self, name: u32) -> bool {
        is_set(&self.apart, name)
    }

    /// Lets the names pass that have all of these places, or three of them, each by one of its parts. A name that has
    /// but one or two telling words need have no more places than those; one that writes a part apart has two words of
    /// it.
    pub fn pass(&mut self, places: &[Vec<u32>], names: &Names) {
        let mut passed = std::mem::take(&mut self.passed);
        self.pass_to(&mut passed, places, names);
        self.passed = passed;
    }

    /// The same of parts as they are marked now, which are those that agree letter for letter; where these are the
    /// `whole` query, only for names that have no more telling words.
    pub fn pass_exact(&mut self, places: &[Vec<u32>], whole: bool, names: &Names) {
        let mut of_plan = vec![0; self.passed.len()];
        self.pass_to(&mut of_plan, places, names);
        let most = match places.len() {
            0 | 1 if whole => names.lone(),
            2 if whole => names.few(),
            _ => &[],
        };
        of_plan.iter_mut().zip(most).for_each(|(bits, most)| *bits &= most);
        self.exact.resize(of_plan.len(), 0);
        self.exact.iter_mut().zip(of_plan).for_each(|(all, bits)| *all |= bits);
    }

    /// Holds back the names that may not agree letter for letter, if they have to: `strict` calls for all names that do.
    pub fn hold_back(&mut self, strict: &Strict<'_>) {
        let Self { passed, exact, strict: bits, apart, .. } = self;
        bits.resize(passed.len(), 0);
        strict(&mut |names| set_all(bits, names));
        let kinds = exact.iter().zip(bits).zip(apart);
        for (passed, ((exact, strict), apart)) in passed.iter_mut().zip(kinds) {
            *passed &= *exact | *apart | !*strict;
        }
    }

    /// Whether a name is held back.
    pub fn is_held_back(&self, name: u32) -> bool {
        is_set(&self.strict, name) && !is_set(&self.exact, name) && !self.is_apart(name)
    }

    fn pass_to(&self, passed: &mut [u64], places: &[Vec<u32>], names: &Names) {
        let Self { parts, apart, .. } = self;
        let (mut levels, mut any) = ([[0_u64; AT_ONCE]; 3], [0_u64; AT_ONCE]);
        let chunks = passed.chunks_mut(AT_ONCE).zip(apart.chunks(AT_ONCE));
        let few = names.few().chunks(AT_ONCE).zip(names.lone().chunks(AT_ONCE));
        for (nth, ((passed, apart), (few, lone))) in chunks.zip(few).enumerate() {
            let [one, two, three] = &mut levels;
            [&mut *one, &mut *two, &mut *three].into_iter().for_each(|level| level.fill(0));
            let of_part =
                |part: &u32| parts.get(*part as usize).and_then(|bits| bits.get(nth * AT_ONCE..)).unwrap_or_default();
            for of_place in places {
                let (first, more) =
                    of_place.split_first().map_or((&[][..], &[][..]), |(part, more)| (of_part(part), more));
                any.iter_mut().zip(first).for_each(|(any, bits)| *any = *bits);
                for part in more {
                    any.iter_mut().zip(of_part(part)).for_each(|(any, bits)| *any |= bits);
                }
                for (((bits, one), two), three) in any.iter().zip(&mut *one).zip(&mut *two).zip(&mut *three) {
                    *three |= *two & bits;
                    *two |= *one & bits;
                    *one |= bits;
                }
            }
            let (all, both) = match places.len() {
                0 | 1 => (&*one, &*one),
                2 => (&*two, &*two),
                _ => (&*three, &*two),
            };
            let levels = all.iter().zip(both).zip(one.iter().zip(&*two));
            let kinds = few.iter().zip(lone).zip(apart);
            for ((passed, ((all, both), (one, two))), ((few, lone), apart)) in passed.iter_mut().zip(levels).zip(kinds)
            {
                *passed |= all | few & both | lone & one | apart & one & (few | two);
            }
        }
    }

    /// Names that passed so far.
    pub fn count(&self) -> usize {
        self.passed.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// Holds back the names that passed for one word that may be several parts: a name has to have as many words as
    /// there are parts in the shortest way, up to three, or as it has itself. `each` calls for each name of each word.
    pub fn count_words(&mut self, parts: usize, names: &Names, each: impl FnOnce(&mut dyn FnMut(u32))) {
        let Self { passed, words, apart, .. } = self;
        for level in &mut *words {
            level.clear();
            level.resize(passed.len(), 0);
        }
        let [one, two, three] = words;
        each(&mut |name| {
            let (at, bit) = ((name >> 6) as usize, 1_u64 << (name & 63));
            if let (Some(one), Some(two), Some(three)) = (one.get_mut(at), two.get_mut(at), three.get_mut(at)) {
                *three |= *two & bit;
                *two |= *one & bit;
                *one |= bit;
            }
        });
        let enough = if parts < 3 { &*two } else { &*three };
        let kinds = names.few().iter().zip(names.lone()).zip(apart);
        for ((passed, (enough, two)), ((few, lone), apart)) in
            passed.iter_mut().zip(enough.iter().zip(&*two)).zip(kinds)
        {
            *passed &= enough | few & two | lone | *apart;
        }
    }

    /// The names that passed in a plan and not for one word alone, in the order of their numbers.
    pub fn passed(&self) -> impl Iterator<Item = u32> + '_ {
        let closed = self.passed.iter().zip(&self.open).map(|(passed, open)| passed & !open);
        (0..).zip(closed).flat_map(|(at, bits)| names_in(at, bits))
    }
}

/// The names whose bits are set in one place.
fn names_in(at: u32, bits: u64) -> impl Iterator<Item = u32> {
    let next = |bits: &u64| Some(bits & (bits - 1)).filter(|bits| *bits != 0);
    let first = Some(bits).filter(|bits| *bits != 0);
    std::iter::successors(first, next).map(move |bits| at << 6 | bits.trailing_zeros())
}

/// Sets the bits of all these names.
fn set_all(bits: &mut [u64], names: Range<u32>) {
    let (first, last) = ((names.start >> 6) as usize, (names.end >> 6) as usize);
    let (from, below) = (u64::MAX << (names.start & 63), !(u64::MAX << (names.end & 63)));
    let Some(bits) = bits.get_mut(first..) else { return };
    let Some((start, rest)) = bits.split_first_mut() else { return };
    if first == last {
        *start |= from & below;
        return;
    }
    *start |= from;
    let whole = (last - first - 1).min(rest.len());
    let (whole, end) = rest.split_at_mut(whole);
    whole.fill(u64::MAX);
    if let Some(end) = end.first_mut() {
        *end |= below;
    }
}

/// Whether the bit of a name is set.
#[inline]
fn is_set(bits: &[u64], name: u32) -> bool {
    bits.get((name >> 6) as usize).is_some_and(|bits| bits >> (name & 63) & 1 == 1)
}

/// Sets the bit of a name.
#[inline]
fn set(bits: &mut [u64], name: u32) {
    if let Some(bits) = bits.get_mut((name >> 6) as usize) {
        *bits |= 1 << (name & 63);
    }
}
