//! The mission's own list: who is not to be admitted.

use serde::{Deserialize, Serialize};

use crate::desk::check::if_it_opens;
use crate::desk::second::{self, Second};
use crate::desk::{Desk, DeskError};
use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::signed::Signed;
use crate::domain::text::{FIELD_LIMIT, TextFault, clean, clean_name};
use crate::domain::{ListingId, Moment, Timestamp};
use crate::i18n::tr;
use crate::screening::Listing;
use crate::store::append::SEALED_LIMIT;
use crate::store::screening::OwnRow;
use crate::store::{NewEntry, StoreError, Tables};

/// An entry of the mission's own list, to be written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewListing {
    /// Who: names, dates of birth, nationalities, documents. Its id is given when it is added.
    pub listing: Listing,
    /// What is to be done when they come, for security.
    pub instruction: String,
    /// Why; the security role alone reads it.
    pub reason: String,
    /// Until when it counts; `None` until it is ended.
    pub until: Option<Timestamp>,
}

/// An entry of the mission's own list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnListing {
    /// Its handle.
    pub id: ListingId,
    /// What it says; the reason is empty for whoever may not read it.
    pub content: NewListing,
    /// The entry of the log that wrote it down, or last amended it.
    pub entry: u64,
    /// When that was.
    pub since: Timestamp,
    /// Whether it counts: neither ended nor over.
    pub counts: bool,
}

impl Desk {
    /// Every entry that was not ended, oldest first.
    pub fn own_listings(&self, now: Moment) -> Result<Vec<OwnListing>, DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let mut all = Vec::new();
        for row in self.store.tables().own_listings()? {
            let read = self.own_listing(&row).map(|content| OwnListing {
                id: row.id,
                content,
                entry: row.seq,
                since: row.at,
                counts: row.until.is_none_or(|until| now.at <= until),
            });
            // What does not open keeps every verdict from green, and is for `verify` to find.
            all.extend(if_it_opens(read)?);
        }
        Ok(all)
    }

    fn own_listing(&self, row: &OwnRow) -> Result<NewListing, DeskError> {
        let (Fact::ListingAdded { instruction, until, .. } | Fact::ListingAmended { instruction, until, .. }) =
            self.store.fact(row.seq)?
        else {
            return Err(StoreError::Entry(row.seq).into());
        };
        let listing = Listing { id: row.id.to_string(), ..self.store.person(row.seq)? };
        Ok(NewListing { listing, instruction, reason: self.reason(row.seq)?, until })
    }

    /// What the mission's own entry says to do, and why.
    pub(in crate::desk) fn own_words(&self, seq: u64) -> Result<(String, String), DeskError> {
        Ok(match self.store.fact(seq)? {
            Fact::ListingAdded { instruction, .. } | Fact::ListingAmended { instruction, .. } => {
                (instruction, self.reason(seq)?)
            }
            _ => (String::new(), String::new()),
        })
    }

    /// Why, where this operator may read it.
    fn reason(&self, seq: u64) -> Result<String, DeskError> {
        if !self.store.keys()?.reads_sealed() {
            return Ok(String::new());
        }
        Ok(self.store.sealed::<Why>(seq)?.unwrap_or_default().reason)
    }

    /// Adds an entry.
    pub fn add_listing(&mut self, now: Moment, new: &NewListing) -> Result<ListingId, DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let clock = self.look_at_clock(now)?;
        let id = ListingId::random(self.store.rng());
        let entry = entry(id, &checked(new)?, true)?;
        let _ = self.store.act(now, clock, |act| act.record(entry))?;
        self.take_own_anew()?;
        Ok(id)
    }

    /// Changes an entry. Answers that cleared somebody of it before hold no more.
    pub fn amend_listing(&mut self, now: Moment, id: ListingId, new: &NewListing) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let clock = self.look_at_clock(now)?;
        let entry = entry(id, &checked(new)?, false)?;
        let over = new.until.is_some_and(|until| until < now.at);
        self.store.act(now, clock, |act| {
            let row = act.tables().own_listing(id)?.ok_or(DeskError::Gone)?;
            if over && last(&act.tables(), now, id)? {
                return Err(DeskError::NeedsSecond);
            }
            Ok::<_, DeskError>(act.record(entry.about([row.seq]))?)
        })?;
        self.take_own_anew()
    }

    /// Ends an entry; why, for security. Where no list is asked any more after it, nobody does that alone
    /// ([`Self::end_last_listing`]).
    pub fn end_listing(&mut self, now: Moment, id: ListingId, reason: &str) -> Result<(), DeskError> {
        self.ended(now, id, reason, None)
    }

    /// Ends the entry after which no list is asked any more. The words of `why` are the reason, sealed; both sign for
    /// what comes of it.
    pub fn end_last_listing(
        &mut self,
        now: Moment,
        id: ListingId,
        why: &second::Why,
        second: &Second,
    ) -> Result<(), DeskError> {
        let public = second::Why { text: tr("own-end-last-signed"), ..why.clone() };
        let signed = self.signed(now, Deed::KeepLists, &id.to_string(), &public, second)?;
        self.ended(now, id, &why.text, Some(signed))
    }

    fn ended(&mut self, now: Moment, id: ListingId, reason: &str, signed: Option<Signed>) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let clock = self.look_at_clock(now)?;
        let (why, alone) = (why(reason)?, signed.is_none());
        let entry = NewEntry::new(Fact::ListingEnded { listing: id, signed }).with_sealed(&why)?;
        self.store.act(now, clock, |act| {
            let row = act.tables().own_listing(id)?.ok_or(DeskError::Gone)?;
            if alone && last(&act.tables(), now, id)? {
                return Err(DeskError::NeedsSecond);
            }
            Ok::<_, DeskError>(act.record(entry.about([row.seq]))?)
        })?;
        self.take_own_anew()
    }

    /// Whether this entry is the last that any list is asked for.
    pub fn is_last_listing(&self, now: Moment, id: ListingId) -> Result<bool, DeskError> {
        Ok(last(&self.store.tables(), now, id)?)
    }
}

/// Whether no list is configured any more without this entry.
fn last(tables: &Tables<'_>, now: Moment, id: ListingId) -> Result<bool, StoreError> {
    if !tables.watchlists()?.is_empty() {
        return Ok(false);
    }
    let counts = |row: &OwnRow| row.until.is_none_or(|until| now.at <= until);
    let (this, others): (Vec<_>, Vec<_>) =
        tables.own_listings()?.into_iter().filter(counts).partition(|row| row.id == id);
    Ok(!this.is_empty() && others.is_empty())
}

/// Why somebody is on the mission's own list, as sealed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Why {
    reason: String,
}

/// A reason that fits a sealed body.
fn why(reason: &str) -> Result<Why, DeskError> {
    let reason = optional("reason", reason)?;
    let why = Why { reason };
    let length = serde_json::to_vec(&why).map_or(usize::MAX, |json| json.len());
    if length > SEALED_LIMIT {
        let fits = why.reason.chars().count().saturating_sub(length - SEALED_LIMIT);
        return Err(DeskError::Text { field: "reason", fault: TextFault::TooLong(fits) });
    }
    Ok(why)
}

fn optional(field: &'static str, text: &str) -> Result<String, DeskError> {
    match clean(text, FIELD_LIMIT) {
        Err(TextFault::Empty) => Ok(String::new()),
        other => other.map_err(|fault| DeskError::Text { field, fault }),
    }
}

/// The entry cleaned, with at least one name.
pub fn checked(new: &NewListing) -> Result<NewListing, DeskError> {
    let mut listing = Listing { id: String::new(), ..new.listing.clone() };
    for name in &mut listing.names {
        name.text = clean_name(&name.text).map_err(|fault| DeskError::Text { field: "name", fault })?;
    }
    if listing.names.is_empty() {
        return Err(DeskError::Text { field: "name", fault: TextFault::Empty });
    }
    for (field, texts) in [("nationality", &mut listing.nationalities), ("document", &mut listing.documents)] {
        for text in texts {
            *text = clean(text, FIELD_LIMIT).map_err(|fault| DeskError::Text { field, fault })?;
        }
    }
    listing.remarks = optional("remarks", &listing.remarks)?;
    let reason = why(&new.reason)?.reason;
    Ok(NewListing { listing, instruction: optional("instruction", &new.instruction)?, reason, until: new.until })
}

/// What is recorded of an entry that was checked.
pub fn entry(listing: ListingId, new: &NewListing, first: bool) -> Result<NewEntry, StoreError> {
    let NewListing { instruction, until, .. } = new.clone();
    let fact = match first {
        true => Fact::ListingAdded { listing, instruction, until },
        false => Fact::ListingAmended { listing, instruction, until },
    };
    let reason = Why { reason: new.reason.clone() };
    NewEntry::new(fact).with_person(&new.listing)?.with_sealed(&reason)
}
