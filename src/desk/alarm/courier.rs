//! A thread that brings messages to their places, and tries again where that fails.
//!
//! A place that does not answer waits longer each time, and everything for it waits with it, so that a network that is
//! down is not asked over and over. What is brought has one size and one time for everybody: nothing here knows what a
//! message says.

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::desk::clock::system_moment;
use crate::device::alarm::deliver;
use crate::domain::Timestamp;
use crate::domain::alarm::Place;

/// How long a place that failed is left alone at first; twice as long each time.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// How long at most.
const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// How bringing messages to a place goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// When a message was last brought there.
    pub brought: Option<Timestamp>,
    /// Why that fails since then; nothing while it goes well.
    pub trouble: Option<String>,
    /// Messages that wait for it.
    pub waiting: usize,
}

enum Order {
    Places(Vec<(u64, Place)>),
    Message(i64, Vec<u8>),
}

#[derive(Default)]
struct Shared {
    brought: Vec<i64>,
    reports: BTreeMap<u64, Report>,
}

/// A way to the thread. It ends when this is gone.
pub struct Courier {
    orders: Sender<Order>,
    shared: Arc<Mutex<Shared>>,
}

impl Courier {
    /// Starts the thread; `None` where the machine has none to give.
    pub fn start() -> Option<Self> {
        let (orders, inbox) = channel();
        let shared = Arc::new(Mutex::new(Shared::default()));
        let own = Arc::clone(&shared);
        let started = std::thread::Builder::new().name("courier".into()).spawn(move || run(&inbox, &own));
        if let Err(error) = &started {
            tracing::error!(%error, "no thread for alarms");
        }
        started.ok().map(|_| Self { orders, shared })
    }

    /// These are the places from here on.
    pub fn go_to(&self, places: Vec<(u64, Place)>) {
        // A thread that is gone brings nothing; what waits in the outbox waits for the next one.
        let _ = self.orders.send(Order::Places(places));
    }

    /// Brings a message to every place.
    pub fn bring(&self, id: i64, message: Vec<u8>) {
        let _ = self.orders.send(Order::Message(id, message));
    }

    /// Messages that every place has, each told of once.
    pub fn brought(&self) -> Vec<i64> {
        std::mem::take(&mut lock(&self.shared).brought)
    }

    /// How it goes with a place.
    pub fn report(&self, place: u64) -> Report {
        lock(&self.shared).reports.get(&place).cloned().unwrap_or_default()
    }
}

/// What a message is called where it becomes a file: nothing about what it says.
pub fn name_of(message: &[u8]) -> String {
    let digest = Sha256::digest(message);
    HEXLOWER.encode(digest.get(..8).unwrap_or_default())
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One place with what waits for it.
struct Round {
    place: Place,
    waiting: VecDeque<i64>,
    failures: u32,
    next: Instant,
}

#[derive(Default)]
struct Rounds {
    places: BTreeMap<u64, Round>,
    messages: BTreeMap<i64, Vec<u8>>,
}

impl Rounds {
    fn take(&mut self, order: Order) {
        match order {
            Order::Message(id, message) => {
                let _ = self.messages.insert(id, message);
                self.places.values_mut().for_each(|round| round.waiting.push_back(id));
            }
            Order::Places(places) => {
                let mut before = std::mem::take(&mut self.places);
                let anew = |place| {
                    let waiting = self.messages.keys().copied().collect();
                    Round { place, waiting, failures: 0, next: Instant::now() }
                };
                let round = |(id, place): (u64, Place)| (id, before.remove(&id).unwrap_or_else(|| anew(place)));
                self.places = places.into_iter().map(round).collect();
            }
        }
    }

    /// When there is something to do next.
    fn due(&self) -> Option<Instant> {
        self.places.values().filter(|round| !round.waiting.is_empty()).map(|round| round.next).min()
    }

    /// Brings one message to each place whose time has come.
    fn go(&mut self, shared: &Mutex<Shared>) {
        for (id, round) in &mut self.places {
            let Some(message) = round.waiting.front().filter(|_| round.next <= Instant::now()) else { continue };
            let Some(content) = self.messages.get(message) else { continue };
            let done = deliver(&round.place, &name_of(content), content);
            match &done {
                Ok(()) => (round.failures, _) = (0, round.waiting.pop_front()),
                Err(_) => {
                    let wait = FIRST_WAIT.saturating_mul(1 << round.failures.min(16)).min(LONGEST_WAIT);
                    (round.failures, round.next) = (round.failures.saturating_add(1), Instant::now() + wait);
                }
            }
            let mut shared = lock(shared);
            let report = shared.reports.entry(*id).or_default();
            report.waiting = round.waiting.len();
            match done {
                Ok(()) => (report.brought, report.trouble) = (Some(system_moment().at), None),
                Err(error) => report.trouble = Some(error.to_string()),
            }
        }
        self.forget(shared);
    }

    /// Lets the messages go that no place waits for. Without a place they wait for one.
    fn forget(&mut self, shared: &Mutex<Shared>) {
        if self.places.is_empty() {
            return;
        }
        let waits = |id: &i64| self.places.values().any(|round| round.waiting.contains(id));
        let brought: Vec<i64> = self.messages.keys().copied().filter(|id| !waits(id)).collect();
        self.messages.retain(|id, _| !brought.contains(id));
        lock(shared).brought.extend(brought);
    }
}

fn run(inbox: &Receiver<Order>, shared: &Mutex<Shared>) {
    let mut rounds = Rounds::default();
    loop {
        let order = match rounds.due() {
            Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match order {
            Ok(order) => {
                rounds.take(order);
                rounds.forget(shared);
            }
            Err(RecvTimeoutError::Timeout) => rounds.go(shared),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &std::path::Path) -> usize {
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    }

    #[test]
    fn a_message_goes_to_every_place_and_waits_for_one_that_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let (stick, share) = (folder.path().join("stick"), folder.path().join("share"));
        std::fs::create_dir(&share).unwrap();
        let shared = Mutex::new(Shared::default());
        let mut rounds = Rounds::default();
        let place = |path: &std::path::Path| Place::Folder(path.display().to_string());
        rounds.take(Order::Places(vec![(1, place(&stick)), (2, place(&share))]));
        rounds.take(Order::Message(7, b"sealed".to_vec()));
        rounds.go(&shared);
        assert_eq!((files(&share), lock(&shared).brought.len()), (1, 0));
        let report = lock(&shared).reports[&1].clone();
        assert!(report.trouble.is_some() && report.waiting == 1, "{report:?}");
        // The one that failed is left alone for a while, the others are not.
        rounds.take(Order::Message(8, b"sealed too".to_vec()));
        rounds.go(&shared);
        assert_eq!(files(&share), 2);
        assert!(rounds.places[&1].next > Instant::now());
        std::fs::create_dir(&stick).unwrap();
        for _ in 0..2 {
            rounds.places.get_mut(&1).unwrap().next = Instant::now();
            rounds.go(&shared);
        }
        assert_eq!((files(&stick), &lock(&shared).brought[..]), (2, &[7, 8][..]));
        assert_eq!(lock(&shared).reports[&1].trouble, None);
        assert!(rounds.messages.is_empty() && rounds.due().is_none());
    }

    #[test]
    fn the_waits_double_and_have_an_end() {
        let mut rounds = Rounds::default();
        rounds.take(Order::Places(vec![(1, Place::Folder("/nowhere/at/all".into()))]));
        rounds.take(Order::Message(7, b"sealed".to_vec()));
        let mut waits = Vec::new();
        for _ in 0..12 {
            rounds.places.get_mut(&1).unwrap().next = Instant::now();
            rounds.go(&Mutex::new(Shared::default()));
            waits.push(rounds.places[&1].next.saturating_duration_since(Instant::now()).as_secs_f32().round());
        }
        assert_eq!(waits, [2., 4., 8., 16., 32., 64., 128., 256., 512., 600., 600., 600.]);
    }

    #[test]
    fn a_place_that_is_taken_away_is_waited_for_no_longer() {
        let shared = Mutex::new(Shared::default());
        let mut rounds = Rounds::default();
        let folder = tempfile::tempdir().unwrap();
        let there = Place::Folder(folder.path().display().to_string());
        rounds.take(Order::Places(vec![(1, Place::Folder("/nowhere/at/all".into())), (2, there.clone())]));
        rounds.take(Order::Message(7, b"sealed".to_vec()));
        rounds.go(&shared);
        rounds.take(Order::Places(vec![(2, there)]));
        rounds.go(&shared);
        assert_eq!(lock(&shared).brought, [7]);
    }
}
