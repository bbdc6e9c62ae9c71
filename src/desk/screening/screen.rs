//! The lists of one session: read from the store, held against their facts, and asked.

mod standing;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::desk::DeskError;
use crate::domain::fact::{Fact, Limits, ListLoaded};
use crate::domain::guest::chrono_date::Date;
use crate::domain::{LoadId, Moment, Timestamp};
use crate::screening::engine::{self, Engine, Filling, Settled};
use crate::screening::explanation::{Line, Says, of_listing};
use crate::screening::given::Given;
use crate::screening::{Listing, Nature, Query, organisation};
use crate::store::listings::RowsDigest;
use crate::store::screening::OwnRow;
use crate::store::{Store, StoreError, Tables};

use super::limits::{days, given, thresholds};
use super::lists::ListState;
use super::snapshots::{self, Basis, Snapshots, Step};
use super::{Hit, OWN};

/// Rows read in one slice, and rows of a list that is indexed already.
const SLICE: u32 = 1_000;
const INDEXED_SLICE: u32 = 5_000;
/// Queries whose hits are remembered: those of a card and of its second look.
const REMEMBERED: usize = 8;
/// The mission's own list is exact and small: its thresholds are the usual ones.
const OWN_LIMITS: Limits = Limits { review: 800, stop: 6_800, days: 0 };

/// How the rows of a list were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Reading,
    Whole,
    Altered,
}

impl Held {
    fn state(self) -> ListState {
        match self {
            Self::Reading => ListState::Reading,
            Self::Whole => ListState::Ready,
            Self::Altered => ListState::Altered,
        }
    }
}

/// A list that is configured.
#[derive(Debug, Clone)]
struct List {
    /// The last of the entries that it is as it is by: it was loaded, or its thresholds were set.
    seq: u64,
    load: LoadId,
    at: Timestamp,
    dated: Date,
    rows: u64,
    digest: String,
    limits: Limits,
    held: Held,
}

/// An entry of the mission's own list.
#[derive(Debug, Clone)]
pub struct Own {
    /// The entry of the log.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// The last moment at which it counts.
    pub until: Option<Timestamp>,
}

/// The mission's table of given names.
#[derive(Debug, Clone)]
struct Names {
    /// The entry that loaded it.
    seq: u64,
    load: LoadId,
    rows: u64,
    digest: String,
    held: Held,
}

/// What is being read.
enum Reading {
    Names { text: String, next: u64, digest: RowsDigest },
    Own { rows: std::vec::IntoIter<OwnRow>, listings: Vec<Listing> },
    List(Box<ReadingList>),
}

/// A list whose rows are being read.
struct ReadingList {
    name: String,
    next: u64,
    digest: RowsDigest,
    index: Indexing,
    /// Whether every row so far could be read.
    sound: bool,
}

/// Where the index of a list comes from.
enum Indexing {
    /// Nothing was tried yet: it takes the given names as they are then.
    Due,
    /// A snapshot of it is read.
    Snapshot(Box<snapshots::Reading>),
    /// It came from a snapshot; the rows have still to be the same.
    Restored(Box<Settled>),
    /// It is made from the rows, which were read so far.
    Rows(Box<Filling>),
}

/// The lists of a session.
pub struct Screen {
    engine: Engine,
    /// Which given names are one name.
    given: Arc<Given>,
    names: Option<Names>,
    lists: BTreeMap<String, List>,
    /// Lists whose fact does not open: configured, and of no use.
    lost: Vec<String>,
    own: HashMap<String, Own>,
    own_held: Option<Held>,
    /// What is still to be read, the last first.
    reading: Vec<Reading>,
    /// The entries of the mission's own list, in the order in which the engine has them.
    own_listings: Vec<Listing>,
    snapshots: Snapshots,
    recent: RefCell<Vec<(Query, Vec<Hit>)>>,
    /// Whether a row could not be read that could be when its list was.
    broken: Cell<bool>,
    /// Tables that are not what the log says, by their names, and how many rows of each.
    differing: BTreeMap<String, u64>,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            engine: Engine::new(Given::shared()),
            given: Given::shared(),
            names: None,
            lists: BTreeMap::new(),
            lost: Vec::new(),
            own: HashMap::new(),
            own_held: None,
            reading: Vec::new(),
            own_listings: Vec::new(),
            snapshots: Snapshots::default(),
            recent: RefCell::default(),
            broken: Cell::new(false),
            differing: BTreeMap::new(),
        }
    }
}

impl Screen {
    /// The lists that are configured, none of them read yet.
    pub fn begin(store: &Store) -> Result<Self, DeskError> {
        let mut screen = Self::default();
        screen.hold(store.differences());
        for row in store.tables().watchlists()? {
            screen.configure(store, &row.name)?;
        }
        screen.read_own_again(store)?;
        screen.read_names(store)?;
        Ok(screen)
    }

    fn read_names(&mut self, store: &Store) -> Result<(), DeskError> {
        let Some(row) = store.tables().names()? else { return Ok(()) };
        let names = match store.fact(row.seq) {
            Ok(Fact::NamesLoaded { load, rows, digest, .. }) => {
                Names { seq: row.seq, load, rows, digest, held: Held::Reading }
            }
            _ => Names { seq: row.seq, load: row.load, rows: 0, digest: String::new(), held: Held::Altered },
        };
        if names.held == Held::Reading {
            let (text, digest) = (String::new(), RowsDigest::default());
            self.reading.push(Reading::Names { text, next: 0, digest });
        }
        self.names = Some(names);
        Ok(())
    }

    /// Takes a list as its facts have it now; its rows are read anew.
    pub fn configure(&mut self, store: &Store, name: &str) -> Result<(), DeskError> {
        self.forget(name);
        let Some(row) = store.tables().watchlists()?.into_iter().find(|row| row.name == name) else { return Ok(()) };
        let loaded = store.fact(row.seq);
        let limits = store.fact(row.limits).ok().as_ref().and_then(given);
        match (loaded, limits) {
            // The table only leads to the entries; what they say is what counts.
            (Ok(Fact::WatchlistLoaded(loaded)), Some(limits)) if loaded.list == name => {
                let ListLoaded { load, dated, rows, digest, .. } = loaded;
                let (held, seq) = (Held::Reading, row.seq.max(row.limits));
                let list = List { seq, load, at: row.at, dated, rows, digest, limits, held };
                let _ = self.lists.insert(name.to_owned(), list);
                let (name, next, digest) = (name.to_owned(), 0, RowsDigest::default());
                let list = ReadingList { name, next, digest, index: Indexing::Due, sound: true };
                self.reading.push(Reading::List(Box::new(list)));
            }
            _ => self.lost.push(name.to_owned()),
        }
        Ok(())
    }

    /// Takes a list out of the memory.
    fn forget(&mut self, name: &str) {
        let _ = self.lists.remove(name);
        self.lost.retain(|lost| lost != name);
        self.reading.retain(|reading| !matches!(reading, Reading::List(list) if list.name == name));
        self.engine.remove(name);
        self.snapshots.forget(name);
        self.recent.get_mut().clear();
    }

    /// The mission's own list changed, or was not read yet.
    pub fn read_own_again(&mut self, store: &Store) -> Result<(), DeskError> {
        let rows = store.tables().own_listings()?;
        self.reading.retain(|reading| !matches!(reading, Reading::Own { .. }));
        self.own.clear();
        self.engine.remove(OWN);
        self.recent.get_mut().clear();
        self.own_held = (!rows.is_empty()).then_some(Held::Reading);
        if !rows.is_empty() {
            self.reading.push(Reading::Own { rows: rows.into_iter(), listings: Vec::new() });
        }
        Ok(())
    }

    /// Which given names are one name; `None` while the mission's own table is still being read.
    pub fn given(&self) -> Option<&Arc<Given>> {
        let reading = self.reading.iter().any(|reading| matches!(reading, Reading::Names { .. }));
        (!reading).then_some(&self.given)
    }

    /// The same, and the digest of the mission's own table; empty where there is none.
    pub fn names_in_force(&self) -> Option<(&Arc<Given>, &str)> {
        let own = self.names.as_ref().filter(|names| names.held == Held::Whole);
        Some((self.given()?, own.map_or("", |names| &names.digest)))
    }

    /// Whether every list has been read.
    pub fn is_whole(&self) -> bool {
        self.reading.is_empty()
    }

    /// How many rows of the list that is being read were, and how many it has.
    pub fn progress(&self) -> (u64, u64) {
        let list = |reading: &Reading| match reading {
            Reading::List(list) => Some((list.next, self.lists.get(&list.name)?.rows)),
            _ => None,
        };
        self.reading.last().and_then(list).unwrap_or_default()
    }

    /// Whether any list is configured. The mission's own is, until two have ended its last entry: that its entries have
    /// run out says nobody.
    pub fn is_configured(&self) -> bool {
        let differ = !self.differing.is_empty();
        differ || !self.lists.is_empty() || !self.lost.is_empty() || self.own_held.is_some()
    }

    /// Whether the mission's own list is all there is, and names nobody any more.
    fn is_empty(&self, now: Timestamp) -> bool {
        self.lists.is_empty() && self.own_held == Some(Held::Whole) && !self.own_counts(now)
    }

    fn own_counts(&self, now: Timestamp) -> bool {
        let counts = |own: &Own| own.until.is_none_or(|until| now <= until);
        self.own.values().any(counts)
    }

    /// Reads the next slice.
    pub fn read(&mut self, store: &Store) -> Result<(), DeskError> {
        // The given names first: lists are read by what they say.
        let names = self.reading.iter().position(|reading| matches!(reading, Reading::Names { .. }));
        let next = match names {
            Some(at) => Some(self.reading.remove(at)),
            None => self.reading.pop(),
        };
        match next {
            Some(Reading::Names { text, next, digest }) => self.read_names_rows(store, text, next, digest),
            Some(Reading::Own { rows, listings }) => self.read_own(store, rows, listings),
            Some(Reading::List(list)) => self.read_rows(store, list),
            None => Ok(()),
        }
    }

    fn read_own(
        &mut self,
        store: &Store,
        mut rows: std::vec::IntoIter<OwnRow>,
        mut listings: Vec<Listing>,
    ) -> Result<(), DeskError> {
        for row in rows.by_ref().take(SLICE as usize / 10) {
            match store.person::<Listing>(row.seq) {
                Ok(listing) => {
                    let own = Own { seq: row.seq, at: row.at, until: row.until };
                    let id = row.id.to_string();
                    let _ = self.own.insert(id.clone(), own);
                    listings.push(Listing { id, ..listing });
                }
                Err(StoreError::Body(_) | StoreError::Entry(_)) => self.own_held = Some(Held::Altered),
                Err(error) => return Err(error.into()),
            }
        }
        if rows.len() > 0 {
            self.reading.push(Reading::Own { rows, listings });
            return Ok(());
        }
        // What can be read is asked all the same; what cannot keeps every verdict from green.
        if self.own_held == Some(Held::Reading) {
            self.own_held = Some(Held::Whole);
        }
        let mut filling = self.engine.list(OWN, thresholds(OWN_LIMITS));
        match listings.iter().try_for_each(|listing| filling.add(&organisation::compared(listing))) {
            Ok(()) => self.engine.insert(filling),
            Err(_) => self.own_held = Some(Held::Altered),
        }
        self.own_listings = listings;
        self.recent.get_mut().clear();
        Ok(())
    }

    fn read_names_rows(
        &mut self,
        store: &Store,
        mut text: String,
        mut next: u64,
        mut digest: RowsDigest,
    ) -> Result<(), DeskError> {
        let Some(names) = &mut self.names else { return Ok(()) };
        let rows = store.tables().rows_of(names.load, next, SLICE)?;
        for (number, bytes) in &rows {
            digest.row(bytes);
            next = number + 1;
            text.push_str(&String::from_utf8_lossy(bytes));
            text.push('\n');
        }
        if rows.len() == SLICE as usize {
            self.reading.push(Reading::Names { text, next, digest });
            return Ok(());
        }
        let whole = next == names.rows && digest.rows() == names.rows && digest.hex() == names.digest;
        match Given::load(&text) {
            Ok(given) if whole => {
                names.held = Held::Whole;
                self.given = Arc::new(given);
                self.engine = Engine::new(self.given.clone());
            }
            _ => names.held = Held::Altered,
        }
        Ok(())
    }

    /// Reads the next rows of a list, after its snapshot if that serves.
    fn read_rows(&mut self, store: &Store, mut reading: Box<ReadingList>) -> Result<(), DeskError> {
        let Some(list) = self.lists.get(&reading.name) else { return Ok(()) };
        let anew = || Indexing::Rows(Box::new(self.engine.list(&reading.name, thresholds(list.limits))));
        reading.index = match std::mem::replace(&mut reading.index, Indexing::Due) {
            Indexing::Due => {
                let basis = list.basis(self.names.as_ref());
                let snapshot = snapshots::Reading::begin(store, &reading.name, thresholds(list.limits), &basis);
                snapshot.map_or_else(anew, |snapshot| Indexing::Snapshot(Box::new(snapshot)))
            }
            Indexing::Snapshot(snapshot) => match snapshot.step() {
                Step::More(snapshot) => Indexing::Snapshot(snapshot),
                Step::Whole(settled) => Indexing::Restored(settled),
                Step::Useless => anew(),
            },
            index => return self.read_slice(store, reading, index),
        };
        self.reading.push(Reading::List(reading));
        Ok(())
    }

    fn read_slice(
        &mut self,
        store: &Store,
        mut reading: Box<ReadingList>,
        mut index: Indexing,
    ) -> Result<(), DeskError> {
        let Some(list) = self.lists.get(&reading.name) else { return Ok(()) };
        let slice = if matches!(index, Indexing::Rows(_)) { SLICE } else { INDEXED_SLICE };
        let rows = store.tables().rows_of(list.load, reading.next, slice)?;
        for (number, bytes) in &rows {
            reading.digest.row(bytes);
            // The engine numbers listings from 0 without a gap, and so must the rows be.
            let in_order = *number == reading.next;
            reading.next = number + 1;
            let added = if let Indexing::Rows(filling) = &mut index {
                let listing = serde_json::from_slice(bytes).ok();
                listing.and_then(|listing| filling.add(&organisation::compared(&listing)).ok()).is_some()
            } else {
                true
            };
            reading.sound &= in_order && added;
        }
        if rows.len() == slice as usize {
            reading.index = index;
            self.reading.push(Reading::List(reading));
            return Ok(());
        }
        self.take(*reading, index);
        Ok(())
    }

    /// Takes a list of which every row was read, if they are those that were loaded.
    fn take(&mut self, reading: ReadingList, index: Indexing) {
        let ReadingList { name, digest, sound, .. } = reading;
        let Some(list) = self.lists.get_mut(&name) else { return };
        let whole = sound && digest.rows() == list.rows && digest.hex() == list.digest;
        list.held = if whole { Held::Whole } else { Held::Altered };
        match index {
            Indexing::Rows(filling) if whole => {
                self.engine.insert(*filling);
                self.snapshots.want(&name, list.basis(self.names.as_ref()));
            }
            Indexing::Restored(settled) if whole => self.engine.insert(*settled),
            _ => {}
        }
        self.recent.get_mut().clear();
    }

    /// Whether every list that takes long to index has its snapshot.
    pub fn is_kept(&self) -> bool {
        self.snapshots.are_kept()
    }

    /// Deletes snapshots of lists that are not configured any more. One that stays serves nothing.
    pub fn drop_other_snapshots(&self, store: &Store) {
        let names: Vec<&str> = self.lists.keys().map(String::as_str).collect();
        if let Err(error) = store.drop_snapshots_but(&names) {
            tracing::warn!(%error, "a snapshot that serves no more could not be deleted");
        }
    }

    /// Indexes something else than the rows of a list, and keeps that.
    #[cfg(test)]
    pub fn forge(&mut self, name: &str, listings: &[Listing]) {
        let list = &self.lists[name];
        self.engine.put(name, thresholds(list.limits), listings).unwrap();
        self.snapshots.want(name, list.basis(self.names.as_ref()));
    }

    /// Writes some of the snapshots that are missing.
    pub fn keep_some(&mut self, store: &mut Store) {
        self.snapshots.step(store, &self.engine);
    }

    /// Everybody listed who is like this, best first, without entries of the mission's own list that are over.
    pub fn hits(&self, now: Timestamp, tables: &Tables<'_>, query: &Query) -> Result<Vec<Hit>, DeskError> {
        let known = self.recent.borrow().iter().find(|(asked, _)| asked == query).map(|(_, hits)| hits.clone());
        let mut hits = match known {
            Some(hits) => hits,
            None => {
                let mut hits = Vec::new();
                for hit in self.engine.screen(query) {
                    hits.extend(self.opened(tables, hit)?);
                }
                hits.retain(|hit| organisation::may_be(query, &organisation::compared(&hit.listing), &self.given));
                let mut recent = self.recent.borrow_mut();
                recent.truncate(REMEMBERED - 1);
                recent.insert(0, (query.clone(), hits.clone()));
                hits
            }
        };
        let over = |own: &Own| own.until.is_some_and(|until| now > until);
        hits.retain(|hit| hit.list != OWN || !self.own.get(&hit.listing.id).is_some_and(over));
        Ok(hits)
    }

    /// A hit with its listing. One whose row is not there any more puts the lists in doubt.
    fn opened(&self, tables: &Tables<'_>, hit: engine::Hit) -> Result<Option<Hit>, DeskError> {
        let listing = if &*hit.list == OWN {
            self.own_listings.get(hit.number as usize).cloned()
        } else if let Some(list) = self.lists.get(&*hit.list) {
            let row = tables.rows_of(list.load, hit.number.into(), 1)?.into_iter().next();
            row.filter(|(number, _)| *number == u64::from(hit.number))
                .and_then(|(_, b)| serde_json::from_slice(&b).ok())
        } else {
            None
        };
        let Some(listing) = listing else {
            self.broken.set(true);
            return Ok(None);
        };
        let outcome = organisation::at_most(listing.nature, hit.outcome);
        let (list, name) = (hit.list.as_ref().to_owned(), usize::from(hit.name));
        Ok(Some(Hit { list, listing, name, score: hit.score, outcome }))
    }

    /// Whether a list that is configured cannot be asked, or is older than its limit.
    pub fn is_doubtful(&self, now: Moment) -> bool {
        let list = |list: &List| !matches!(list.state(now), ListState::Ready | ListState::Reading);
        self.is_damaged(now) || self.lists.values().any(list)
    }

    /// Since when a list is in doubt, if one is. A list grows stale at the beginning of a day; what is wrong with it
    /// otherwise was seen when the session `begun` at that time read it.
    pub fn doubtful_since(&self, now: Moment, begun: Timestamp) -> Option<Timestamp> {
        let stale = |list: &List| list.state(now) == ListState::Stale;
        let today = |list: &List| list.age(now) == i64::from(list.limits.days) + 1;
        let since = |list: &List| if today(list) { now.day().0 } else { Timestamp(i64::MIN) };
        let stale = self.lists.values().filter(|list| stale(list)).map(since).max();
        let rest = |list: &List| !matches!(list.state(now), ListState::Ready | ListState::Reading | ListState::Stale);
        let rest = self.is_damaged(now) || self.lists.values().any(rest);
        stale.into_iter().chain(rest.then_some(begun)).max()
    }

    /// Whether anything beside a list by itself keeps the lists from being asked.
    fn is_damaged(&self, now: Moment) -> bool {
        let own = self.own_held == Some(Held::Altered) || self.is_empty(now.at);
        let names = self.names.as_ref().is_some_and(|names| names.held == Held::Altered);
        own || names || self.broken.get() || !self.differing.is_empty() || !self.lost.is_empty()
    }

    /// What the rows of the list of this name stand under, and how many they are.
    pub fn load_of(&self, name: &str) -> Option<(LoadId, u64)> {
        self.lists.get(name).map(|list| (list.load, list.rows))
    }

    /// When a list was loaded, or an entry of the mission's own written.
    pub fn since(&self, hit: &Hit) -> Option<Timestamp> {
        if hit.list == OWN {
            return self.own(&hit.listing.id).map(|own| own.at);
        }
        self.lists.get(&hit.list).map(|list| list.at)
    }

    /// The entry of the log since which a listing is found as it is now: of the listing, of the list's thresholds, or of
    /// the table of given names.
    pub fn entry(&self, hit: &Hit) -> u64 {
        let own = || self.own(&hit.listing.id).map(|own| own.seq);
        let entry = if hit.list == OWN { own() } else { self.lists.get(&hit.list).map(|list| list.seq) };
        // Of a list that is gone meanwhile nothing is known to be older than anything.
        let entry = entry.unwrap_or(u64::MAX);
        entry.max(self.names.as_ref().map_or(0, |names| names.seq))
    }

    /// An entry of the mission's own list, by the id its listing carries.
    pub fn own(&self, id: &str) -> Option<&Own> {
        self.own.get(id)
    }

    /// Why a listing may be the one who was asked for, line by line.
    pub fn explain(&self, query: &Query, listing: &Listing) -> Vec<Line> {
        let mut lines = of_listing(query, &organisation::compared(listing), &self.given);
        if listing.nature == Nature::Organisation {
            lines.retain(|line| line.says != Says::BirthUnknown);
        }
        lines
    }
}

impl List {
    fn basis(&self, names: Option<&Names>) -> Basis {
        let names = names.filter(|names| names.held == Held::Whole);
        Basis {
            load: self.load,
            digest: self.digest.clone(),
            rows: self.rows,
            names: names.map_or_else(String::new, |names| names.digest.clone()),
        }
    }

    fn age(&self, now: Moment) -> i64 {
        (now.today() - self.dated.0).num_days()
    }

    fn state(&self, now: Moment) -> ListState {
        match self.held {
            Held::Reading => ListState::Reading,
            Held::Altered => ListState::Altered,
            Held::Whole if self.rows == 0 => ListState::Empty,
            Held::Whole if self.age(now) > i64::from(days(self.limits)) => ListState::Stale,
            Held::Whole => ListState::Ready,
        }
    }
}
