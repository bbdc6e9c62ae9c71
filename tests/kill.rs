//! The power goes while visitors are admitted: whoever was told so is in the log, and the log is whole.
//!
//! SQLite's write lock shows from outside when a transaction has begun: it is a lock on one byte of the shared-memory
//! file beside the database (sqlite.org/walformat.html, section 2.3). So a kill is counted as between BEGIN and the
//! acknowledgement when the lock was seen and the acknowledgement never came.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use gateward::domain::Kind;
use gateward::store::Store;
use gateward::store::verify::Depth;
use post::{Post, guest};
use rand_core::{OsRng, RngCore};
use rustix::process::{Flock, FlockOffsetType, FlockType, fcntl_getlk};
use serde_json::Value;

const KILLS: usize = 54;
/// The byte of the shared-memory file that a writer locks.
const WRITE_LOCK: u64 = 120;
/// How long the write lock of an admission is waited for; one takes a few milliseconds.
const PATIENCE: Duration = Duration::from_millis(500);
/// Admissions that are tried to be caught before a kill comes at any time.
const TRIES: usize = 8;

/// A name of letters alone that no other number has.
fn name(number: usize) -> String {
    let letter = |place: u32| char::from(b'a' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap());
    format!("Guest X{}{}{}q", letter(0), letter(1), letter(2))
}

/// Whether another process is in a write transaction.
fn is_writing(shared_memory: &File) -> bool {
    let lock =
        Flock { start: WRITE_LOCK, length: 1, pid: None, typ: FlockType::WriteLock, offset_type: FlockOffsetType::Set };
    fcntl_getlk(shared_memory, &lock).unwrap().is_some()
}

/// Small steps of a generator that is the same in every run (splitmix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 27)
}

fn spin(time: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < time {
        std::hint::spin_loop();
    }
}

/// A batch of admissions that is going to be killed.
struct Victim {
    child: Child,
    lines: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Entries that it said are durable.
    acknowledged: Vec<u64>,
}

impl Victim {
    fn start(post: &Post) -> Self {
        let mut child = post.batch();
        let (lines, answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, lines, answers, acknowledged: Vec::new() }
    }

    fn send(&mut self, name: &str) {
        writeln!(self.lines, "{name}").unwrap();
    }

    fn hear(&mut self) {
        let mut answer = String::new();
        let _ = self.answers.read_line(&mut answer).unwrap();
        self.take(&answer);
    }

    fn take(&mut self, answer: &str) {
        let answer: Value = serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}: {answer:?}"));
        assert_eq!(answer["decision"], "admitted", "{answer}");
        self.acknowledged.push(answer["entry"].as_u64().unwrap());
    }

    /// Kills it, and reads what it had said by then. A line that was cut off was no acknowledgement.
    fn kill(mut self) -> Vec<u64> {
        self.child.kill().unwrap();
        let _ = self.child.wait().unwrap();
        let mut rest = String::new();
        let _ = self.answers.read_to_string(&mut rest).unwrap();
        for line in rest.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            self.take(line);
        }
        self.acknowledged
    }
}

/// What a kill came to.
struct Killed {
    acknowledged: Vec<u64>,
    /// Whether it fell after BEGIN of the last admission and before its acknowledgement.
    between: bool,
}

/// Two kills of three wait for the write lock of the last line; the third comes at any time.
fn kill_one(post: &Post, guests: &mut VecDeque<String>, round: usize, chance: &mut u64) -> Killed {
    let mut victim = Victim::start(post);
    let mut admitted = 1 + usize::try_from(next(chance) % 3).unwrap();
    for _ in 0..admitted {
        victim.send(&guests.pop_front().unwrap());
        victim.hear();
    }
    // The sign-in is over and every admission so far acknowledged: the next write lock is the next admission's.
    let shared_memory = File::open(post.data().join("gateward.db-shm")).unwrap();
    victim.send(&guests.pop_front().unwrap());
    let mut seen = false;
    if round % 3 < 2 {
        for _ in 0..TRIES {
            let begun = Instant::now();
            while !seen && begun.elapsed() < PATIENCE {
                seen = is_writing(&shared_memory);
            }
            if seen {
                break;
            }
            // On a busy machine the lock came and went unseen; the next admission may be caught.
            victim.hear();
            admitted += 1;
            victim.send(&guests.pop_front().unwrap());
        }
        spin(Duration::from_micros(next(chance) % 4_000 * u64::from(round.is_multiple_of(2))));
    } else {
        spin(Duration::from_micros(next(chance) % 30_000));
        seen = is_writing(&shared_memory);
    }
    let acknowledged = victim.kill();
    Killed { between: seen && acknowledged.len() == admitted, acknowledged }
}

/// Opens the post anew, verifies it without a key, and finds every acknowledged entry. Returns its size.
fn survives(data: &Path, acknowledged: &[u64]) -> u64 {
    let store = Store::open(data, Box::new(OsRng)).unwrap();
    let report = store.verify(Depth::Public, None, &mut |_| true).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    for entry in acknowledged {
        assert_eq!(store.leaf(*entry).unwrap().1.kind, Kind::Admitted, "entry {entry}");
    }
    report.entries
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let rows: Vec<_> =
        (0..KILLS * (4 + TRIES)).map(|number| guest(&name(number), "1980-01-01", "Okoye consular")).collect();
    let post = Post::with_guests(&rows);
    let mut guests: VecDeque<_> = (0..rows.len()).map(name).collect();
    let mut chance = OsRng.next_u64();
    println!("seed {chance}");
    let (mut between, mut durable, mut acknowledged) = (0, 0, Vec::new());
    let mut size = survives(&post.data(), &[]);
    for round in 0..KILLS {
        let killed = kill_one(&post, &mut guests, round, &mut chance);
        let told = killed.acknowledged.len();
        acknowledged.extend(killed.acknowledged);
        if round.is_multiple_of(9) {
            // A reader comes first: it meets what the killed process left and mends nothing.
            let _ = post.as_ada(&["log", "verify", "--public"]).ends(0);
        }
        let grown = survives(&post.data(), &acknowledged);
        // A sign-in, then two entries an admission: one more admission than was told may be durable, and no half.
        let admissions = (grown - size - 1) / 2;
        assert_eq!((grown - size) % 2, 1, "a half admission");
        let told = u64::try_from(told).unwrap();
        assert!(admissions == told || admissions == told + 1, "{admissions} of {told}");
        if killed.between {
            between += 1;
            durable += usize::from(admissions > told);
        }
        size = grown;
    }
    println!("{KILLS} kills, {between} between BEGIN and the acknowledgement, {durable} of those durable");
    assert!(between * 3 >= KILLS, "{between} of {KILLS} kills fell between BEGIN and the acknowledgement");
    let inside = post.as_ada(&["inside"]).ends(0).lines();
    assert!(inside.len() >= acknowledged.len());
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}
