//! The figures of screening, each printed with what it was measured on:
//!
//! - the index of so many names: how long it takes to build, what memory it holds, and how long it takes to write it in
//!   parts and to read it again, as it is kept for the next sign-in
//! - one query against it on one thread: p50 and p99, of names on the list, of slips in them, and of strangers
//! - beside it, in the same run, a naive scan of the same names by Jaro-Winkler of their sorted words
//!
//! `cargo bench --bench screening` takes 10,000, 100,000 and a million names; `-- --full` also two million. The names
//! are those of the file that `GATEWARD_NAMES` names (a name a line), else made up by the bench, which says so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::time::{Duration, Instant};

use gateward::screening::engine::Engine;
use gateward::screening::given::Given;
use gateward::screening::snapshot::{PARTS, Restoring};
use gateward::screening::{Birth, Listing, Name, Quality, Query, Thresholds};

/// Queries of each kind.
const QUERIES: usize = 500;
/// Queries of the naive scan, which takes seconds for each million names.
const NAIVE: usize = 5;

fn main() {
    // `cargo test --benches` builds and runs this too; it has nothing to say there.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let full = std::env::args().any(|arg| arg == "--full");
    let sizes: &[usize] = if full { &[10_000, 100_000, 1_000_000, 2_000_000] } else { &[10_000, 100_000, 1_000_000] };
    let most = *sizes.last().unwrap();
    let names = names(most);
    for size in sizes {
        measure(&names[..*size.min(&names.len())]);
    }
}

/// Names of the file, repeated with another word where there are too few; or made up.
fn names(count: usize) -> Vec<String> {
    let mut made = Made(7);
    let mut names: Vec<String> = match std::env::var_os("GATEWARD_NAMES") {
        Some(path) => {
            println!("names of {}", std::path::Path::new(&path).display());
            let text = std::fs::read_to_string(&path).expect("the file of names is read");
            text.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
        }
        None => {
            println!("names made up by the bench");
            let words: Vec<String> = (0..count / 6 + 1_000).map(|_| made.word()).collect();
            (0..count)
                .map(|_| (0..2 + made.below(3)).map(|_| made.pick(&words)).collect::<Vec<_>>().join(" "))
                .collect()
        }
    };
    let first = names.len();
    while names.len() < count {
        let name = format!("{} {}", names[names.len() - first], made.word());
        names.push(name);
    }
    names
}

fn measure(names: &[String]) {
    println!("== {} names", names.len());
    let before = resident_megabytes();
    let mut made = Made(11);
    let mut engine = Engine::new(Given::shared());
    let begun = Instant::now();
    let mut filling = engine.list("names", Thresholds::USUAL);
    for (id, name) in names.iter().enumerate() {
        let name = Name { text: name.clone(), quality: Quality::Primary };
        let births = vec![made.birth()];
        filling.add(&Listing { id: id.to_string(), names: vec![name], births, ..Listing::default() }).unwrap();
    }
    engine.insert(filling);
    println!(
        "  built in {:.2} s; index {} MB, resident +{} MB",
        begun.elapsed().as_secs_f64(),
        engine.bytes() >> 20,
        resident_megabytes().saturating_sub(before)
    );
    let begun = Instant::now();
    let parts: Vec<Vec<u8>> = (0..PARTS).map(|number| engine.part("names", number).unwrap()).collect();
    let written = begun.elapsed();
    let begun = Instant::now();
    let mut restoring = Restoring::new("names", Thresholds::USUAL);
    parts.iter().for_each(|part| restoring.take(part).unwrap());
    engine.insert(restoring.settled().ok().unwrap());
    println!(
        "  written in {:.2} s, {} MB; read again in {:.2} s; index {} MB",
        written.as_secs_f64(),
        parts.iter().map(Vec::len).sum::<usize>() >> 20,
        begun.elapsed().as_secs_f64(),
        engine.bytes() >> 20
    );
    drop(parts);
    let mut all = Vec::new();
    for (kind, queries) in queries(names, &mut made) {
        let mut times: Vec<Duration> = queries.iter().map(|query| time(|| engine.screen(query))).collect();
        times.sort_unstable();
        println!("  {kind:<28} p50 {:>9.3?}  p99 {:>9.3?}", at(&times, 50), at(&times, 99));
        all.extend(times);
    }
    all.sort_unstable();
    println!("  {:<28} p50 {:>9.3?}  p99 {:>9.3?}", "all", at(&all, 50), at(&all, 99));
    let naive = naive(names);
    let ratio = naive.as_secs_f64() / at(&all, 50).as_secs_f64();
    println!("  naive Jaro-Winkler scan      {naive:>13.3?} a query: {ratio:.0} times as long as our p50");
}

fn queries(names: &[String], made: &mut Made) -> Vec<(&'static str, Vec<Query>)> {
    let query = |name: String, made: &mut Made| Query { births: vec![made.birth()], ..Query::named(&name) };
    let mut kinds = Vec::new();
    let kind = |label, make: &dyn Fn(&str, &mut Made) -> String, made: &mut Made| {
        let queries = (0..QUERIES).map(|_| {
            let name = names[made.below(names.len())].clone();
            let name = make(&name, made);
            query(name, made)
        });
        (label, queries.collect::<Vec<_>>())
    };
    kinds.push(kind("on the list", &|name, _| name.to_owned(), made));
    kinds.push(kind("with a letter left out", &|name, made| slip(name, made), made));
    kinds.push(kind("words in another order", &|name, _| name.split(' ').rev().collect::<Vec<_>>().join(" "), made));
    let mixed = |name: &str, made: &mut Made| {
        let other = &names[made.below(names.len())];
        let half = |name: &str, last: bool| {
            if last { name.rsplit(' ').next() } else { name.split(' ').next() }.map(str::to_owned)
        };
        format!("{} {}", half(name, false).unwrap_or_default(), half(other, true).unwrap_or_default())
    };
    kinds.push(kind("strangers of usual words", &mixed, made));
    kinds.push(kind("strangers of unknown words", &|_, made| format!("{} {}", made.word(), made.word()), made));
    kinds
}

fn slip(name: &str, made: &mut Made) -> String {
    let letters: Vec<char> = name.chars().collect();
    let out = made.below(letters.len().max(1));
    letters.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, letter)| letter).collect()
}

/// The time of one query of a scan that compares it with every name.
fn naive(names: &[String]) -> Duration {
    let sorted = |name: &str| {
        let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        words.sort_unstable();
        words.join(" ")
    };
    let prepared: Vec<String> = names.iter().map(|name| sorted(name)).collect();
    let mut times: Vec<Duration> = (0..NAIVE)
        .map(|at| {
            let query = sorted(&names[at * (names.len() / NAIVE)]);
            time(|| prepared.iter().filter(|name| strsim::jaro_winkler(&query, name) > 0.9).count())
        })
        .collect();
    times.sort_unstable();
    times[NAIVE / 2]
}

fn time<T>(act: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let _ = std::hint::black_box(act());
    begun.elapsed()
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same names in every run.
struct Made(u64);

impl Made {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// One of them, the first far more often than the last, as with real names.
    fn pick(&mut self, words: &[String]) -> String {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        words[((words.len() as f64) * share.powi(3)) as usize].clone()
    }

    fn word(&mut self) -> String {
        const ONSETS: [&str; 16] = ["b", "d", "f", "g", "h", "k", "kh", "l", "m", "n", "p", "r", "s", "sh", "t", "v"];
        const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ai"];
        const CODAS: [&str; 6] = ["", "", "n", "r", "l", "s"];
        let syllables = 2 + self.below(2);
        (0..syllables)
            .map(|_| format!("{}{}{}", ONSETS[self.below(16)], VOWELS[self.below(6)], CODAS[self.below(6)]))
            .collect()
    }

    fn birth(&mut self) -> Birth {
        let (year, month, day) = (1945 + self.below(62), 1 + self.below(12), 1 + self.below(28));
        format!("{year}-{month:02}-{day:02}").parse().unwrap()
    }
}

/// Memory that this process holds, in megabytes; 0 where the platform does not say.
fn resident_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
