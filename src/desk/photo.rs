//! The photo of a guest: an entry of its own, which the guest's handle leads to, so that it is erased with them.

use std::io::Read as _;
use std::path::Path;

use crate::badge::photo::LONGEST_FILE;
use crate::domain::fact::{Attached, Fact};
use crate::domain::operator::Act as Deed;
use crate::domain::{Moment, PersonId, Visit};
use crate::store::NewEntry;
use crate::store::query::VisitRow;

use super::check::if_it_opens;
use super::visits::ask_again;
use super::{Desk, DeskError};

pub use crate::badge::photo::{Photo, PhotoFault};

/// The photo in a file.
///
/// # Errors
/// Where the file cannot be read, and where it is no photo.
pub fn photo_in(path: &Path) -> Result<Photo, DeskError> {
    let file = std::fs::File::open(path).map_err(|error| DeskError::file(path, error))?;
    let mut bytes = Vec::new();
    // One byte beyond the limit is enough to know that it is too long.
    let read = file.take(LONGEST_FILE + 1).read_to_end(&mut bytes);
    let _ = read.map_err(|error| DeskError::file(path, error))?;
    Ok(Photo::read(&bytes)?)
}

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
            let fact = Fact::Attached(Attached { person: who, gone: false });
            let _ = act.record(NewEntry::new(fact).with_person(photo)?)?;
            ask_again(act, &again)
        })?;
        self.face_changed(now, who, &again)?;
        Ok(again.len())
    }

    /// Visits are approved again, and none of the guest's comes back approved by taking an act back.
    fn face_changed(&mut self, now: Moment, who: PersonId, again: &[(VisitRow, Visit)]) -> Result<(), DeskError> {
        let session = self.session_mut()?;
        if session.last.as_ref().is_some_and(|last| last.is_about(who)) {
            session.last = None;
        }
        self.asked_again(now, again)
    }

    /// Keeps no photo of a guest any more; what was approved of theirs with it is approved again, and answered is how many
    /// visits those are. What the log holds of it goes when the guest is erased.
    pub fn remove_photo(&mut self, now: Moment, who: PersonId) -> Result<usize, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let entry = self.store.tables().photo_entry(who)?.ok_or(DeskError::NoPhoto)?;
        let clock = self.look_at_clock(now)?;
        let again = self.approved_of(now, who)?;
        let fact = Fact::Attached(Attached { person: who, gone: true });
        self.store.act(now, clock, |act| {
            let _ = act.record(NewEntry::new(fact).about([entry]))?;
            ask_again(act, &again)
        })?;
        self.face_changed(now, who, &again)?;
        Ok(again.len())
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
