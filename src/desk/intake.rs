//! What is shown of a file of guests before any of it is taken, and how its columns were read before.

use crate::domain::operator::Act as Deed;
use crate::domain::{Judgement, Moment, Timestamp};
use crate::store::StoreError;

use super::guests::Identity;
use super::import::{Guest, Mapping};
use super::roster::Fit;
use super::visits::approver::Approval;
use super::{Desk, DeskError};

/// Guests that are looked at between other acts: each costs as much as a verdict.
pub const LOOKED_AT: usize = 8;
/// Others of the same name that are looked for.
const NAMESAKES: usize = 4;

/// What would become of one guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// What the gate would say once the visit is approved; what the lists say is left out.
    pub judgement: Judgement,
    /// Whether it counts as soon as it is taken.
    pub approval: Approval,
    /// Whether somebody knows them.
    pub known: Acquaintance,
}

/// Whether a guest is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acquaintance {
    /// To nobody.
    New,
    /// Somebody of the same name is expected, or was; nothing says whether it is the same.
    Namesake,
    /// The same name with the same birth date, document and nationality.
    Known,
    /// Likewise, and expected already at that time, from this moment on.
    Expected(Timestamp),
}

impl Desk {
    /// What would become of these guests, in their order. To be asked for [`LOOKED_AT`] at a time.
    pub fn outlooks(&self, now: Moment, guests: &[Guest]) -> Result<Vec<Outlook>, DeskError> {
        let approver = self.approver(now)?;
        let outlook = |guest: &Guest| {
            let judgement = self.preview(now, &guest.person, &guest.visit)?;
            let approval = match approver.of(&judgement) {
                Approval::Given if self.is_known_unseen(now, &guest.person)? => Approval::Due(None),
                approval => approval,
            };
            Ok(Outlook { judgement, approval, known: self.acquaintance(now, guest)? })
        };
        guests.iter().map(outlook).collect()
    }

    fn acquaintance(&self, now: Moment, guest: &Guest) -> Result<Acquaintance, DeskError> {
        let session = self.session()?;
        let known = Identity::of(&guest.person).and_then(|identity| session.known.get(&identity).copied());
        let Some(who) = known else {
            let alike = session.roster.find(&guest.person.name, now.at, NAMESAKES);
            let whole = alike.iter().any(|found| found.fit == Fit::Whole);
            return Ok(if whole { Acquaintance::Namesake } else { Acquaintance::New });
        };
        let visits = self.store.tables().visits_of(who)?;
        let (from, until) = (guest.visit.from, guest.visit.ends());
        let then = visits.iter().find(|visit| !visit.state.is_off() && visit.starts < until && from < visit.ends);
        Ok(then.map_or(Acquaintance::Known, |row| Acquaintance::Expected(row.starts)))
    }

    /// How files were read before, with the key of each, the last first.
    pub fn mappings(&self) -> Result<Vec<(String, Mapping)>, DeskError> {
        let _ = self.permit(Deed::ImportGuests)?;
        let rows = self.store.tables().mappings()?.into_iter();
        let mut mappings: Vec<(String, Mapping)> =
            rows.filter_map(|(key, value)| Some((key, serde_json::from_str(&value).ok()?))).collect();
        mappings.sort_by_key(|(_, mapping)| std::cmp::Reverse(mapping.at));
        Ok(mappings)
    }

    /// How files with this key were read before.
    pub fn mapping(&self, key: &str) -> Result<Option<Mapping>, DeskError> {
        let _ = self.permit(Deed::ImportGuests)?;
        let value = self.store.tables().mapping(key)?;
        Ok(value.and_then(|value| serde_json::from_str(&value).ok()))
    }

    /// Files with this key are read so from now on.
    pub fn keep_mapping(&mut self, key: &str, mapping: &Mapping) -> Result<(), DeskError> {
        let _ = self.permit(Deed::ImportGuests)?;
        let value = serde_json::to_string(mapping);
        let value = value.map_err(|_| StoreError::Disk("the columns cannot be written as JSON".into()))?;
        Ok(self.store.keep_mapping(key, &value)?)
    }

    /// They are read as they read by themselves.
    pub fn forget_mapping(&mut self, key: &str) -> Result<bool, DeskError> {
        let _ = self.permit(Deed::ImportGuests)?;
        Ok(self.store.drop_mapping(key)?)
    }
}
