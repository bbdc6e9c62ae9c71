//! The photo of a guest: an entry of its own, which the guest's handle leads to, so that it is erased with them.

use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::{Moment, PersonId};
use crate::store::NewEntry;

use super::check::if_it_opens;
use super::visits::ask_again;
use super::{Desk, DeskError};

pub use crate::badge::photo::{LONGEST_FILE, Photo, PhotoFault};

impl Desk {
    /// Keeps a photo of a guest from here on, in the place of any before. Who stands at the gate is held against it, so that
    /// what was approved of theirs is approved again; answers how many visits those are.
    pub fn set_photo(&mut self, now: Moment, who: PersonId, photo: &Photo) -> Result<usize, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let _ = self.store.tables().person_entry(who)?.ok_or(DeskError::Gone)?;
        if self.photo(who)?.as_ref() == Some(photo) {
            return Ok(0);
        }
        let clock = self.look_at_clock(now)?;
        let again = self.approved_of(now, who)?;
        self.store.act(now, clock, |act| {
            let fact = Fact::Attached { person: who, gone: false };
            let _ = act.record(NewEntry::new(fact).with_person(photo)?)?;
            ask_again(act, &again)
        })?;
        self.asked_again(now, &again)?;
        Ok(again.len())
    }

    /// Keeps no photo of a guest any more. What the log holds of it goes when the guest is erased.
    pub fn remove_photo(&mut self, now: Moment, who: PersonId) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let entry = self.store.tables().photo_entry(who)?.ok_or(DeskError::NoPhoto)?;
        let clock = self.look_at_clock(now)?;
        let fact = Fact::Attached { person: who, gone: true };
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact).about([entry])))?;
        Ok(())
    }

    /// The photo of a guest, for whoever keeps the gate or the visits.
    pub fn photo(&self, who: PersonId) -> Result<Option<Photo>, DeskError> {
        let _ = self.permit(Deed::Check).or_else(|_| self.permit(Deed::KeepVisits))?;
        match self.store.tables().photo_entry(who)? {
            Some(entry) => if_it_opens(self.store.person::<Photo>(entry).map_err(DeskError::from)),
            None => Ok(None),
        }
    }
}
