//! How the roster is filled after a sign-in: from what was kept of it, and from what the entries say, a slice at a time.

use crate::desk::guests::Identity;
use crate::desk::{Desk, DeskError};
use crate::store::query::VisitRow;

impl Desk {
    /// Reads up to `limit` more visits into the roster, or a part of what was kept of it; answers whether it is whole.
    pub fn read_roster(&mut self, limit: u32) -> Result<bool, DeskError> {
        if !self.restore_roster()? {
            return Ok(false);
        }
        if self.session()?.knows_guests() {
            return Ok(true);
        }
        self.confirm_roster(limit)
    }

    /// Reads up to `limit` more visits as their entries say; answers whether that was all. Where one does not open, what
    /// was kept of the roster does not count any more.
    pub fn confirm_roster(&mut self, limit: u32) -> Result<bool, DeskError> {
        let read = self.read_visits(limit);
        if read.is_err() {
            self.session_mut()?.snapshot.give_up();
        }
        read
    }

    fn read_visits(&mut self, limit: u32) -> Result<bool, DeskError> {
        let session = self.session()?;
        let Some(after) = session.reading else { return Ok(true) };
        let since = session.since();
        let tables = self.store.tables();
        let mut rows = tables.current_visits(since, after, limit)?;
        let whole = rows.len() < limit as usize;
        if whole {
            rows.extend(self.visits_inside()?);
        }
        let mut named = Vec::with_capacity(rows.len());
        for row in &rows {
            named.push((row, self.person_of(row)?));
        }
        let session = self.session_mut()?;
        for (row, person) in named {
            session.roster.put(row.id, &person.lines(), row.starts, row.ends);
            if let Some(identity) = Identity::of(&person) {
                let _ = session.known.entry(identity).or_insert(row.person);
            }
        }
        if whole {
            session.roster.settle();
        }
        session.reading = if whole { None } else { Some(rows.last().map(|row| (row.ends, row.id))) };
        Ok(whole)
    }

    /// Visits of whoever is inside: they can be looked for, however long their window has been over.
    pub(in crate::desk) fn visits_inside(&self) -> Result<Vec<VisitRow>, DeskError> {
        let tables = self.store.tables();
        let inside = tables.everyone_inside()?.into_iter().filter_map(|stay| stay.visit);
        let rows = inside.map(|visit| tables.visit(visit)).collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// Reads the whole roster, for a command that waits for it.
    pub fn read_whole_roster(&mut self) -> Result<(), DeskError> {
        while !self.read_roster(1_000)? {}
        while !self.renew_roster(1_000)? {}
        Ok(())
    }

    /// Reads the whole roster, and who is who on it: a file of guests means the same persons.
    pub fn read_known(&mut self) -> Result<(), DeskError> {
        self.read_whole_roster()?;
        while !self.confirm_roster(1_000)? {}
        Ok(())
    }

    /// Takes up to `limit` more guests into the index of another table of given names; answers whether none is left.
    pub fn renew_roster(&mut self, limit: u32) -> Result<bool, DeskError> {
        Ok(self.session_mut()?.roster.renew_some(limit))
    }

    /// Whether guests are still to be taken into the index of another table of given names.
    pub fn is_renewing_roster(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.roster.is_renewing())
    }
}
