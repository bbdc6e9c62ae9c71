//! Loading a list in slices between other acts: nothing of it counts before its fact.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use crate::desk::check::if_it_opens;
use crate::desk::second::{Second, Why};
use crate::desk::{Desk, DeskError};
use crate::domain::fact::{Fact, ListLoaded, load_subject};
use crate::domain::guest::chrono_date::Date;
use crate::domain::operator::Act as Deed;
use crate::domain::{ClockQuality, LoadId, Moment};
use crate::screening::Listing;
use crate::store::listings::RowsDigest;
use crate::store::{NewEntry, StoreError};

use super::OWN;
use super::limits::{limits, slacken};
use super::listings::{NewListing, checked, entry};
use super::lists::{ListStep, NewList};

/// How long a slice writes before it commits; with the commit it keeps other acts waiting under 20 ms.
const SLICE: Duration = Duration::from_millis(8);
/// Rows written before the time is looked at.
const STRIDE: usize = 64;
/// Entries of the mission's own list written before the time is looked at.
const OWN_STRIDE: usize = 8;
/// Rows that no list uses any more, deleted in one slice.
const TIDIED: u32 = 1_000;
/// The longest name of a list, in characters.
pub const NAME_LIMIT: usize = 40;

/// A list that is being loaded.
pub enum LoadJob {
    /// One of an authority.
    List {
        /// What is recorded at the end. How many rows it has, and which, is known then; of what two signed for, before.
        list: Box<ListLoaded>,
        /// Rows to come.
        rows: std::vec::IntoIter<Listing>,
        /// Of those written.
        digest: RowsDigest,
    },
    /// The mission's table of given names.
    Names {
        /// What its lines stand under.
        load: LoadId,
        /// SHA-256 of its file.
        file: String,
        /// Lines to come.
        rows: std::vec::IntoIter<String>,
        /// Of those written.
        digest: RowsDigest,
    },
    /// Entries of the mission's own.
    Own {
        /// Entries to come.
        rows: std::vec::IntoIter<NewListing>,
        /// Entries written.
        done: u64,
    },
}

impl LoadJob {
    /// Rows written, and rows in all.
    pub fn progress(&self) -> (u64, u64) {
        let (done, left) = match self {
            Self::List { rows, digest, .. } => (digest.rows(), rows.len()),
            Self::Names { rows, digest, .. } => (digest.rows(), rows.len()),
            Self::Own { rows, done } => (*done, rows.len()),
        };
        (done, done + left as u64)
    }

    /// What its rows stand under, where they are reference data.
    fn load(&self) -> Option<LoadId> {
        match self {
            Self::List { list, .. } => Some(list.load),
            Self::Names { load, .. } => Some(*load),
            Self::Own { .. } => None,
        }
    }
}

impl Desk {
    /// Begins to load a list. The list of before counts until the last step. Where it would find less than that one,
    /// nobody does it alone ([`Self::begin_list_by_two`]).
    pub fn begin_list(&mut self, now: Moment, list: NewList) -> Result<(), DeskError> {
        let (list, listings) = self.drafted(now, list)?;
        self.keeps_most(&list.list, &listings)?;
        let mine = (self.store.keys()?, self.store.post().origin.as_str());
        if slacken(&self.store.tables(), mine, &list.list, list.limits)? {
            return Err(DeskError::NeedsSecond);
        }
        self.begin_rows(list, listings);
        Ok(())
    }

    /// The same, with a second person, who signs for these very rows.
    pub fn begin_list_by_two(
        &mut self,
        now: Moment,
        list: NewList,
        why: &Why,
        second: &Second,
    ) -> Result<(), DeskError> {
        let (mut list, listings) = self.drafted(now, list)?;
        let mut digest = RowsDigest::default();
        for listing in &listings {
            digest.row(&bytes(listing)?);
        }
        (list.rows, list.digest) = (digest.rows(), digest.hex());
        list.signed = Some(self.signed(now, Deed::KeepLists, &load_subject(&list), why, second)?);
        self.begin_rows(list, listings);
        Ok(())
    }

    /// A list that can be loaded, as it will be recorded, and its rows.
    fn drafted(&mut self, now: Moment, list: NewList) -> Result<(ListLoaded, Vec<Listing>), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let _ = self.look_at_clock(now)?;
        if self.load.is_some() {
            return Err(DeskError::ImportRunning);
        }
        let NewList { name, dated, file, listings, thresholds, limit_days } = list;
        // A date that is yet to come would keep it from growing old.
        if dated.0 > now.today() {
            return Err(DeskError::Limits);
        }
        let list = list_name(&name)?;
        if listings.is_empty() || listings.iter().any(|listing| listing.names.is_empty()) {
            return Err(DeskError::EmptyList);
        }
        let dated = self.no_younger(&list, &file, dated)?;
        let (limits, load) = (limits(thresholds, limit_days)?, LoadId::random(self.store.rng()));
        let digest = String::new();
        Ok((ListLoaded { list, load, dated, rows: 0, file, digest, limits, signed: None }, listings))
    }

    /// The date of files that are those of the list in force: a copy of them is no younger than they are.
    fn no_younger(&self, list: &str, file: &str, dated: Date) -> Result<Date, DeskError> {
        let Some(row) = self.store.tables().watchlists()?.into_iter().find(|row| row.name == list) else {
            return Ok(dated);
        };
        match if_it_opens(self.store.fact(row.seq).map_err(DeskError::from))? {
            Some(Fact::WatchlistLoaded(before)) if before.file == file => Ok(dated.min(before.dated)),
            _ => Ok(dated),
        }
    }

    fn begin_rows(&mut self, list: ListLoaded, listings: Vec<Listing>) {
        let rows = listings.into_iter();
        self.load = Some(LoadJob::List { list: Box::new(list), rows, digest: RowsDigest::default() });
    }

    /// Begins to add entries to the mission's own list, each of which counts as soon as it is written. One that is
    /// there already, word for word, is passed over.
    pub fn begin_listings(&mut self, now: Moment, listings: Vec<NewListing>) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let _ = self.look_at_clock(now)?;
        if self.load.is_some() {
            return Err(DeskError::ImportRunning);
        }
        // What it says without its handle, as it is written down.
        let content = |listing: &NewListing| {
            let listed = Listing { id: String::new(), ..listing.listing.clone() };
            (serde_json::to_vec(&listed).unwrap_or_default(), listing.until)
        };
        let mut known: HashSet<_> = self.own_listings(now)?.iter().map(|own| content(&own.content)).collect();
        let mut new: Vec<NewListing> = Vec::with_capacity(listings.len());
        for listing in &listings {
            let listing = checked(listing)?;
            if known.insert(content(&listing)) {
                new.push(listing);
            }
        }
        self.load = Some(LoadJob::Own { rows: new.into_iter(), done: 0 });
        Ok(())
    }

    /// Writes the next rows of a load, or makes it count after the last. An error breaks the load off.
    pub fn list_step(&mut self, now: Moment) -> Result<ListStep, DeskError> {
        let Some(mut job) = self.load.take() else { return Err(DeskError::Gone) };
        let stepped = match &mut job {
            LoadJob::List { list, rows, digest } => self.list_slice(now, list, rows, digest),
            LoadJob::Names { load, file, rows, digest } => self.names_slice(now, *load, file, rows, digest),
            LoadJob::Own { rows, done } => self.own_slice(now, rows, done),
        };
        match stepped {
            Ok(ListStep::Writing(..)) => self.load = Some(job),
            // Rows of a load that was broken off are deleted like those of one that was superseded.
            Ok(ListStep::Done(_)) | Err(_) => {
                self.session_mut()?.untidy = true;
                // A list that was not as its fact says may be now.
                self.store.compare_what_differed();
            }
        }
        stepped
    }

    fn list_slice(
        &mut self,
        now: Moment,
        list: &ListLoaded,
        rows: &mut std::vec::IntoIter<Listing>,
        digest: &mut RowsDigest,
    ) -> Result<ListStep, DeskError> {
        self.rows_slice(list.load, digest, &mut rows.map(|listing| bytes(&listing)))?;
        if rows.len() > 0 {
            let done = digest.rows();
            return Ok(ListStep::Writing(done, done + rows.len() as u64));
        }
        let clock = self.look_at_clock(now)?;
        let count = digest.rows();
        let list = ListLoaded { rows: count, digest: digest.clone().hex(), ..list.clone() };
        let (name, limits, alone) = (list.list.clone(), list.limits, list.signed.is_none());
        let _ = self.store.act(now, clock, |act| {
            // The limits in force may have become narrower since it was begun.
            if alone && slacken(&act.tables(), (act.keys(), act.origin()), &name, limits)? {
                return Err(DeskError::NeedsSecond);
            }
            Ok(act.record(NewEntry::new(Fact::WatchlistLoaded(list)))?)
        })?;
        self.take_list_anew(&name)?;
        Ok(ListStep::Done(count))
    }

    fn names_slice(
        &mut self,
        now: Moment,
        load: LoadId,
        file: &str,
        rows: &mut std::vec::IntoIter<String>,
        digest: &mut RowsDigest,
    ) -> Result<ListStep, DeskError> {
        self.rows_slice(load, digest, &mut rows.map(|line| Ok(line.into_bytes())))?;
        let count = digest.rows();
        if rows.len() > 0 {
            return Ok(ListStep::Writing(count, count + rows.len() as u64));
        }
        let clock = self.look_at_clock(now)?;
        let fact = Fact::NamesLoaded { load, rows: count, file: file.to_owned(), digest: digest.clone().hex() };
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact)))?;
        self.take_names_anew()?;
        Ok(ListStep::Done(count))
    }

    /// Writes the next rows of reference data, as many as a slice has time for.
    fn rows_slice(
        &mut self,
        load: LoadId,
        digest: &mut RowsDigest,
        rows: &mut impl Iterator<Item = Result<Vec<u8>, DeskError>>,
    ) -> Result<(), DeskError> {
        let (began, first) = (Instant::now(), digest.rows());
        let mut slice = Vec::new();
        while slice.len() % STRIDE != 0 || slice.is_empty() || began.elapsed() < SLICE / 2 {
            let Some(bytes) = rows.next().transpose()? else { break };
            digest.row(&bytes);
            slice.push(bytes);
        }
        Ok(self.store.put_rows(load, first, &slice)?)
    }

    fn own_slice(
        &mut self,
        now: Moment,
        rows: &mut std::vec::IntoIter<NewListing>,
        done: &mut u64,
    ) -> Result<ListStep, DeskError> {
        let clock: ClockQuality = self.look_at_clock(now)?;
        let began = Instant::now();
        self.store.act(now, clock, |act| {
            let mut written = 0;
            while rows.len() > 0 && (written % OWN_STRIDE != 0 || written == 0 || began.elapsed() < SLICE) {
                let Some(new) = rows.next() else { break };
                let id = crate::domain::ListingId::random(act.rng());
                let _ = act.record(entry(id, &new, None)?)?;
                written += 1;
                *done += 1;
            }
            Ok::<_, StoreError>(())
        })?;
        if rows.len() > 0 {
            return Ok(ListStep::Writing(*done, *done + rows.len() as u64));
        }
        self.take_own_anew()?;
        Ok(ListStep::Done(*done))
    }

    /// Breaks a load off: the list of before goes on counting.
    pub fn cancel_list(&mut self) -> Result<(), DeskError> {
        let _ = self.load.take().ok_or(DeskError::Gone)?;
        self.take_own_anew()?;
        self.session_mut()?.untidy = true;
        Ok(())
    }

    /// Rows of a load written so far, and of how many.
    pub fn list_progress(&self) -> Option<(u64, u64)> {
        self.load.as_ref().map(LoadJob::progress)
    }

    /// Whether rows may lie in the store that no list uses any more.
    pub fn is_untidy(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.untidy)
    }

    /// Deletes some rows that no list uses any more; answers whether none is left.
    pub fn tidy_lists(&mut self) -> Result<bool, DeskError> {
        let writing = self.load.as_ref().and_then(LoadJob::load);
        let done = self.store.drop_rows(writing, TIDIED)?;
        self.session_mut()?.untidy = !done;
        Ok(done)
    }
}

/// A row as it is written.
fn bytes(listing: &Listing) -> Result<Vec<u8>, DeskError> {
    serde_json::to_vec(listing).map_err(|_| DeskError::EmptyList)
}

/// The name of a list, cleaned; the mission's own has its name for itself.
fn list_name(name: &str) -> Result<String, DeskError> {
    let text = |fault| DeskError::Text { field: "list", fault };
    let name = crate::domain::text::clean(name, NAME_LIMIT).map_err(text)?;
    if name.eq_ignore_ascii_case(OWN) { Err(DeskError::ListName) } else { Ok(name) }
}
