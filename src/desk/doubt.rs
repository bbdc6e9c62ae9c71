//! The store in doubt: somebody else wrote to the file, or its tables are not what the log says.
//!
//! At each check and each act it is asked whether others wrote to the file since; there is one writer, which is this post,
//! so that nobody does it lawfully. From then on nobody is admitted by the tables, until all of them were compared with
//! the log and are the same. That is done between acts, and once after the program starts: what was changed while it was
//! not running is found then. A doubt and its end are entries of the log, and the rules read that there is one from
//! there: it outlasts the program.

use std::path::PathBuf;

use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::{ClockQuality, Moment, Role, Timestamp};
use crate::store::NewEntry;

use super::denial::Errand;
use super::{Desk, DeskError};

/// Entries that are read at once: a quarter of a second.
const AT_ONCE: u64 = 12_000;

/// What is doubted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreDoubt {
    /// Since when.
    pub since: Timestamp,
    /// Tables that differ, by name, for whoever verifies the log; none while they are still compared.
    pub tables: Vec<String>,
    /// Whether the tables were compared as they are now.
    pub compared: bool,
    /// How they are mended, for whoever may.
    pub mended: Option<Mended>,
}

/// Who makes the tables anew, and of which post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The folder of the post, as a command takes it.
    pub folder: PathBuf,
    /// Roles that may, by the rules in force; one person is enough.
    pub roles: Vec<Role>,
}

impl Desk {
    /// What is doubted of the tables, if anything is.
    pub fn store_doubt(&self) -> Result<Option<StoreDoubt>, DeskError> {
        let Some((_, since)) = self.store.tables().doubts()?.into_iter().next() else { return Ok(None) };
        let compared = self.store.is_compared();
        if !self.may(Deed::VerifyLog) {
            return Ok(Some(StoreDoubt { since, tables: Vec::new(), compared, mended: None }));
        }
        let tables = self.store.tables_doubted()?.into_iter().collect();
        let mended = Mended { folder: self.store.folder().to_owned(), roles: self.roles_for(Errand::Rebuild.deeds())? };
        Ok(Some(StoreDoubt { since, tables, compared, mended: Some(mended) }))
    }

    /// Puts on record that the tables are doubted, where that is new.
    pub(super) fn doubt_store(&mut self, now: Moment, clock: ClockQuality) -> Result<(), DeskError> {
        let differ = self.store.tables_that_differ();
        if !self.store.can_write() || !self.store.others_wrote() && differ.is_empty() {
            return Ok(());
        }
        let said = self.store.tables_doubted()?;
        if !self.store.tables().is_doubted()? || differ.iter().any(|table| !said.contains(*table)) {
            let tables = differ.into_iter().map(str::to_owned).collect();
            let fact = Fact::StoreDoubted { tables };
            let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact)))?;
        }
        self.store.others_are_on_record();
        Ok(())
    }

    /// Compares a little more of the tables with the log; answers whether that is done. Then a doubt is over, or says which
    /// tables differ.
    pub fn compare_some(&mut self, now: Moment) -> Result<bool, DeskError> {
        let _ = self.session()?;
        self.look_at_tables()?;
        if self.store.others_wrote() {
            // On record before what it came to: else nothing would be there to end.
            let _ = self.look_at_clock(now)?;
        }
        if !self.store.compare_some()? {
            return Ok(false);
        }
        let doubts: Vec<u64> = self.store.tables().doubts()?.into_iter().map(|(seq, _)| seq).collect();
        if doubts.is_empty() && self.store.tables_that_differ().is_empty() {
            return Ok(true);
        }
        let clock = self.look_at_clock(now)?;
        if !doubts.is_empty() && self.store.tables_that_differ().is_empty() && self.store.can_write() {
            let cleared = NewEntry::new(Fact::StoreCleared {}).about(doubts);
            let _ = self.store.act(now, clock, |act| act.record(cleared))?;
        }
        Ok(self.store.is_compared())
    }

    /// Compares at once what can be compared in a moment, for a command that is gone before all tables could be: a log of
    /// up to 12,000 entries whole, of a longer one what its newest entries made of who was turned away, who waits and
    /// who came. What differs is on record where this may write, and no verdict is green by it where it may not.
    pub fn compare_at_once(&mut self, now: Moment) -> Result<(), DeskError> {
        let _ = self.session()?;
        self.look_at_tables()?;
        self.store.compare_at_once(AT_ONCE)?;
        let _ = self.look_at_clock(now)?;
        Ok(())
    }

    /// Makes all tables anew from the log, and compares them to the end; answers how many entries they were made of.
    pub fn rebuild(&mut self, now: Moment) -> Result<u64, DeskError> {
        let _ = self.permit_errand(Errand::Rebuild)?;
        let entries = self.store.rebuild(now)?;
        while !self.compare_some(now)? {}
        Ok(entries)
    }
}
