//! Pairs of numbers, found by the first of the two: keys and their words, words and their names.

use serde::{Deserialize, Serialize};

/// Pairs that wait unsorted; a search reads them all.
const FRESH: usize = 512;
/// A run is merged into the one before it unless that is so many times longer.
const RATIO: usize = 4;

/// Pairs of a key and a value. A pair put twice is found twice.
///
/// Sorted runs, each several times longer than the next, and a few pairs that wait: putting one costs a logarithm of
/// merges, finding one a look into each run. Six bytes a pair and a fraction.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Pairs {
    runs: Vec<Run>,
    fresh: Vec<u64>,
    #[serde(skip)]
    many: bool,
}

/// Pairs in the order of their keys.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Run {
    /// The lower bits of the keys; empty where there is a place for each key: `starts` says it all.
    keys: Vec<u16>,
    values: Vec<u32>,
    /// Where the keys begin whose upper bits are those of the place, and at the end how many pairs there are.
    starts: Vec<u32>,
    /// Bits of a key below those upper ones; 0 where there is a place for each key.
    shift: u32,
}

impl Pairs {
    /// Lets what follows wait until [`settle`](Self::settle), however much it is.
    pub fn expect_many(&mut self) {
        self.many = true;
    }

    /// Adds a pair.
    pub fn put(&mut self, key: u32, value: u32) {
        self.fresh.push(u64::from(key) << 32 | u64::from(value));
        if self.fresh.len() >= FRESH && !self.many {
            self.sort_fresh();
        }
    }

    /// Sorts all pairs into one run.
    pub fn settle(&mut self) {
        self.many = false;
        self.sort_fresh();
        while self.runs.len() > 1 {
            self.merge_last();
        }
    }

    /// Makes one run of the last two.
    fn merge_last(&mut self) {
        let Some(last) = self.runs.pop() else { return };
        let before = self.runs.pop().unwrap_or_default();
        self.runs.push(Run::of(before.merged(last)));
    }

    fn sort_fresh(&mut self) {
        if self.fresh.is_empty() {
            return;
        }
        let mut pairs = std::mem::take(&mut self.fresh);
        pairs.sort_unstable();
        self.runs.push(Run::of(pairs.into_iter()));
        while let [.., before, last] = self.runs.as_slice() {
            if before.values.len() >= RATIO * last.values.len() {
                break;
            }
            self.merge_last();
        }
    }

    /// Gives each pair another key and value, and sorts them.
    pub fn change(&mut self, change: impl Fn(u32, u32) -> (u32, u32)) {
        let mut pairs = std::mem::take(&mut self.fresh);
        pairs.extend(std::mem::take(&mut self.runs).into_iter().flat_map(Run::into_pairs));
        for pair in &mut pairs {
            let (key, value) = change(upper(*pair), lower(*pair));
            *pair = u64::from(key) << 32 | u64::from(value);
        }
        self.fresh = pairs;
        self.settle();
    }

    /// Calls for every value of a key.
    pub fn each(&self, key: u32, mut found: impl FnMut(u32)) {
        for run in &self.runs {
            run.of_key(key).iter().for_each(|value| found(*value));
        }
        for pair in self.fresh.iter().filter(|pair| upper(**pair) == key) {
            found(lower(*pair));
        }
    }

    /// Drops the pairs whose value is not to be kept.
    pub fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        self.settle();
        if let Some(run) = self.runs.pop() {
            self.runs.push(Run::of(run.into_pairs().filter(|pair| keep(lower(*pair)))));
        }
    }

    /// Gives back memory that is held for pairs to come.
    pub fn shrink(&mut self) {
        for run in &mut self.runs {
            run.keys.shrink_to_fit();
            run.values.shrink_to_fit();
            run.starts.shrink_to_fit();
        }
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        let run = |run: &Run| 2 * run.keys.capacity() + 4 * (run.values.capacity() + run.starts.capacity());
        self.runs.iter().map(run).sum::<usize>() + 8 * self.fresh.capacity()
    }
}

impl Run {
    /// A run of sorted pairs.
    fn of(pairs: impl Iterator<Item = u64>) -> Self {
        let (keys, mut values): (Vec<u32>, Vec<u32>) = pairs.map(|pair| (upper(pair), lower(pair))).unzip();
        values.shrink_to_fit();
        let largest = keys.last().copied().unwrap_or(0);
        let shift = if (largest as usize) < keys.len() {
            0
        } else {
            // About eight pairs a place, were the keys spread evenly.
            let places = u32::try_from(keys.len() / 8).unwrap_or(u32::MAX).max(1);
            (largest / places).checked_ilog2().map_or(1, |bits| (bits + 1).min(u16::BITS))
        };
        let mut starts = vec![0_u32; (largest >> shift) as usize + 2];
        for key in &keys {
            if let Some(start) = starts.get_mut((key >> shift) as usize + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let keys = if shift == 0 { Vec::new() } else { keys.into_iter().map(low).collect() };
        Self { keys, values, starts, shift }
    }

    fn of_key(&self, key: u32) -> &[u32] {
        let place = (key >> self.shift) as usize;
        let Some([from, until]) = self.starts.get(place..place + 2) else { return &[] };
        if self.shift == 0 {
            return self.values.get(*from as usize..*until as usize).unwrap_or_default();
        }
        let (keys, key) = (self.keys.get(*from as usize..*until as usize).unwrap_or_default(), low(key));
        let first = keys.partition_point(|other| *other < key);
        let same = keys.get(first..).unwrap_or_default();
        let same = match same.get(16) {
            Some(other) if *other == key => same.partition_point(|other| *other == key),
            _ => same.iter().take_while(|other| **other == key).count(),
        };
        let first = *from as usize + first;
        self.values.get(first..first + same).unwrap_or_default()
    }

    fn into_pairs(self) -> impl Iterator<Item = u64> {
        let Self { keys, values, starts, shift } = self;
        let below = !(u32::MAX << shift);
        let places = (0..).zip(starts.into_iter().skip(1));
        let places = places.scan(0, |from, (place, until)| Some((place, std::mem::replace(from, until)..until)));
        let uppers = places.flat_map(move |(place, of): (u32, _)| of.map(move |_| place << shift));
        uppers.zip(values).enumerate().map(move |(at, (upper, value))| {
            let lower = keys.get(at).map_or(0, |key| u32::from(*key) & below);
            u64::from(upper | lower) << 32 | u64::from(value)
        })
    }

    fn merged(self, other: Self) -> impl Iterator<Item = u64> {
        let (mut a, mut b) = (self.into_pairs().peekable(), other.into_pairs().peekable());
        std::iter::from_fn(move || match (a.peek(), b.peek()) {
            (Some(left), Some(right)) if right < left => b.next(),
            (Some(_), _) => a.next(),
            (None, _) => b.next(),
        })
    }
}

fn upper(pair: u64) -> u32 {
    u32::try_from(pair >> 32).unwrap_or(0)
}

/// The lower half of a key.
fn low(key: u32) -> u16 {
    let [low, next, ..] = key.to_le_bytes();
    u16::from_le_bytes([low, next])
}

fn lower(pair: u64) -> u32 {
    u32::try_from(pair & u64::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn found(pairs: &Pairs, key: u32) -> Vec<u32> {
        let mut values = Vec::new();
        pairs.each(key, |value| values.push(value));
        values.sort_unstable();
        values
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn pairs_are_found_by_their_key(
            put in vec((prop_oneof![0_u32..40, any::<u32>()], 0_u32..1000), 0..4000),
            settled in any::<bool>(),
            many in any::<bool>(),
            bound in 0_u32..1000,
        ) {
            let mut pairs = Pairs::default();
            if many {
                pairs.expect_many();
            }
            for (key, value) in &put {
                pairs.put(*key, *value);
            }
            if settled {
                pairs.settle();
                prop_assert!(pairs.runs.len() <= 1 && pairs.fresh.is_empty());
            }
            let of = |key: u32, bound: u32| {
                let mut values: Vec<u32> =
                    put.iter().filter(|pair| pair.0 == key && pair.1 < bound).map(|pair| pair.1).collect();
                values.sort_unstable();
                values
            };
            for key in (0..41).chain(put.iter().take(50).map(|pair| pair.0)).chain([u32::MAX]) {
                prop_assert_eq!(found(&pairs, key), of(key, u32::MAX));
            }
            pairs.change(|key, value| (key.wrapping_add(1), value));
            for key in 0..40 {
                prop_assert_eq!(found(&pairs, key + 1), of(key, u32::MAX));
            }
            pairs.change(|key, value| (key.wrapping_sub(1), value));
            pairs.retain(|value| value < bound);
            for key in 0..40 {
                prop_assert_eq!(found(&pairs, key), of(key, bound));
            }
        }
    }

    #[test]
    fn runs_stay_few() {
        let mut pairs = Pairs::default();
        for value in 0..100_000_u32 {
            pairs.put(value.wrapping_mul(0x9e37_79b9), value);
        }
        assert!(pairs.runs.len() < 8, "{}", pairs.runs.len());
        assert_eq!(found(&pairs, 77_u32.wrapping_mul(0x9e37_79b9)), [77]);
    }
}
