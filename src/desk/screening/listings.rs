//! The mission's own list: who is not to be admitted.

use serde::{Deserialize, Serialize};

use crate::desk::check::if_it_opens;
use crate::desk::decide::UNDO;
use crate::desk::second::{self, Second};
use crate::desk::{Desk, DeskError};
use crate::domain::fact::{Fact, amendment_subject};
use crate::domain::operator::Act as Deed;
use crate::domain::signed::Signed;
use crate::domain::text::{FIELD_LIMIT, TextFault, clean, clean_name};
use crate::domain::{Kind, ListingId, Moment, Timestamp};
use crate::i18n::tr;
use crate::screening::{Listing, Name, Quality};
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
                counts: row.counts(now),
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
        let entry = entry(id, &checked(new)?, None)?;
        let _ = self.store.act(now, clock, |act| act.record(entry))?;
        self.take_own_anew()?;
        Ok(id)
    }

    /// Changes an entry. Answers that cleared somebody of it before hold no more. Where somebody whom it keeps out could
    /// come in after it, nobody does that alone ([`Self::amend_listing_by_two`]).
    pub fn amend_listing(&mut self, now: Moment, id: ListingId, new: &NewListing) -> Result<(), DeskError> {
        self.amended(now, id, new, None)
    }

    /// The same, with a second person. The words of `why` are the log's; the reason of the entry stays sealed.
    pub fn amend_listing_by_two(
        &mut self,
        now: Moment,
        id: ListingId,
        new: &NewListing,
        why: &second::Why,
        second: &Second,
    ) -> Result<(), DeskError> {
        // What is signed for is looked at first: nobody is asked for a passphrase in vain.
        let new = checked(new)?;
        let person = serde_json::to_vec(&new.listing).map_err(|_| DeskError::EmptyList)?;
        let public = second::Why { text: tr("own-two-signed"), ..why.clone() };
        let subject = amendment_subject(id, &person, &new.instruction, new.until);
        let signed = self.signed(now, Deed::KeepLists, &subject, &public, second)?;
        self.amended(now, id, &new, Some(signed))
    }

    fn amended(
        &mut self,
        now: Moment,
        id: ListingId,
        new: &NewListing,
        signed: Option<Signed>,
    ) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let clock = self.look_at_clock(now)?;
        let (new, before) = (checked(new)?, self.store.tables().own_listing(id)?.ok_or(DeskError::Gone)?);
        if signed.is_none() && before.counts(now) && self.slackens(&before, &new)? {
            return Err(DeskError::NeedsSecond);
        }
        let entry = entry(id, &new, Some(signed))?;
        self.store.act(now, clock, |act| {
            // Changed by somebody else meanwhile: what was looked at is not what would be changed.
            if act.tables().own_listing(id)?.is_none_or(|row| row.seq != before.seq) {
                return Err(DeskError::Gone);
            }
            Ok(act.record(entry.about([before.seq]))?)
        })?;
        self.take_own_anew()
    }

    /// Whether somebody whom an entry keeps out could come in after this change. An entry that does not open may have
    /// been anything.
    fn slackens(&self, before: &OwnRow, new: &NewListing) -> Result<bool, DeskError> {
        let shorter = match (before.until, new.until) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(before), Some(new)) => new < before,
        };
        let stood = if_it_opens(self.store.person::<Listing>(before.seq).map_err(DeskError::from))?;
        Ok(shorter || stood.is_none_or(|stood| narrows(&stood, &new.listing)))
    }

    /// Ends an entry; why, for security. Where it keeps somebody out, or no list is asked any more after it, nobody does
    /// that alone ([`Self::end_listing_by_two`]); whoever added it takes it back within two minutes.
    pub fn end_listing(&mut self, now: Moment, id: ListingId, reason: &str) -> Result<(), DeskError> {
        self.ended(now, id, reason, None)
    }

    /// The same, with a second person. The words of `why` are the reason, sealed; both sign for what comes of it.
    pub fn end_listing_by_two(
        &mut self,
        now: Moment,
        id: ListingId,
        why: &second::Why,
        second: &Second,
    ) -> Result<(), DeskError> {
        let public = second::Why { text: tr("own-two-signed"), ..why.clone() };
        let signed = self.signed(now, Deed::KeepLists, &id.to_string(), &public, second)?;
        self.ended(now, id, &why.text, Some(signed))
    }

    fn ended(&mut self, now: Moment, id: ListingId, reason: &str, signed: Option<Signed>) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let clock = self.look_at_clock(now)?;
        if signed.is_none() && self.ending_takes_two(now, id)? {
            return Err(DeskError::NeedsSecond);
        }
        let (why, alone) = (why(reason)?, signed.is_none());
        let entry = NewEntry::new(Fact::ListingEnded { listing: id, signed }).with_sealed(&why)?;
        self.store.act(now, clock, |act| {
            let row = act.tables().own_listing(id)?.ok_or(DeskError::Gone)?;
            if alone && last(&act.tables(), id)? {
                return Err(DeskError::NeedsSecond);
            }
            Ok::<_, DeskError>(act.record(entry.about([row.seq]))?)
        })?;
        self.take_own_anew()
    }

    /// Whether nobody ends this entry alone.
    pub fn ending_takes_two(&self, now: Moment, id: ListingId) -> Result<bool, DeskError> {
        let Some(row) = self.store.tables().own_listing(id)? else { return Ok(false) };
        let (_, leaf) = self.store.leaf(row.seq)?;
        let own = leaf.kind == Kind::ListingAdded && leaf.key == Some(self.session()?.operator.id);
        let taken_back = own && (0..=UNDO).contains(&now.at.since(leaf.at));
        Ok(row.counts(now) && !taken_back || last(&self.store.tables(), id)?)
    }
}

/// Whether no list is configured any more without this entry. One that is over keeps the mission's own list configured:
/// that nobody is screened any more is for two to say.
fn last(tables: &Tables<'_>, id: ListingId) -> Result<bool, StoreError> {
    Ok(tables.watchlists()?.is_empty() && tables.own_listings()?.iter().all(|row| row.id == id))
}

/// Whether less is known of whoever is listed than before, or something else: then a visitor may be like them no more.
fn narrows(before: &Listing, new: &Listing) -> bool {
    let named = |name: &Name| {
        let as_good = |other: &Name| other.quality != Quality::Low || name.quality == Quality::Low;
        new.names.iter().any(|other| other.text == name.text && as_good(other))
    };
    // Where nothing was known, what is known now can contradict; beside what was known it cannot.
    let births = before.births.iter().all(|birth| new.births.contains(birth));
    let nations = before.nationalities.iter().all(|nation| new.nationalities.contains(nation));
    let first = |before: bool, new: bool| before && !new;
    before.nature != new.nature
        || !before.names.iter().all(named)
        || !births
        || first(before.births.is_empty(), new.births.is_empty())
        || !nations
        || first(before.nationalities.is_empty(), new.nationalities.is_empty())
        || !before.documents.iter().all(|document| new.documents.contains(document))
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

/// What is recorded of an entry that was checked: it is added, or amended, with the signatures that takes.
pub fn entry(listing: ListingId, new: &NewListing, amended: Option<Option<Signed>>) -> Result<NewEntry, StoreError> {
    let NewListing { instruction, until, .. } = new.clone();
    let fact = match amended {
        None => Fact::ListingAdded { listing, instruction, until },
        Some(signed) => Fact::ListingAmended { listing, instruction, until, signed },
    };
    let reason = Why { reason: new.reason.clone() };
    NewEntry::new(fact).with_person(&new.listing)?.with_sealed(&reason)
}
