//! Family names that very many bear: who shares no more than one of them with somebody listed shares little.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static NAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/screening/family-names.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Whether very many bear this name, as it is read in Latin letters.
pub fn is_common(reading: &str) -> bool {
    NAMES.contains(reading)
}
