//! Watch-lists: loading, limits, removing, and how they stand.

use zeroize::Zeroizing;

use crate::desk::{Desk, DeskError};
use crate::domain::Moment;
use crate::domain::guest::chrono_date::Date;
use crate::screening::{Listing, Thresholds};

/// Days after which a list counts as stale, where nothing else was said.
pub const USUAL_LIMIT: u16 = 30;

/// A list that was read from its files, to be loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewList {
    /// What it is called here; one of the same name is replaced.
    pub name: String,
    /// The date of its files.
    pub dated: Date,
    /// SHA-256 of its files one after the other, lower-case hexadecimal.
    pub file: String,
    /// Its rows.
    pub listings: Vec<Listing>,
    /// From which score on a match counts.
    pub thresholds: Thresholds,
    /// Days after its date from which on it is stale.
    pub limit_days: u16,
}

/// How far a load is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStep {
    /// So many rows of so many are written; the list of before still counts.
    Writing(u64, u64),
    /// All rows are written, and the list counts.
    Done(u64),
}

/// How a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListState {
    /// Its rows are still being read; nobody is admitted before that is done.
    Reading,
    /// It is asked at every check.
    Ready,
    /// It is asked, but older than its limit: at best Refer.
    Stale,
    /// Its rows are not those that were loaded: it is not asked, and at best Refer.
    Altered,
    /// It has no row: at best Refer.
    Empty,
}

impl ListState {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Ready => "ready",
            Self::Stale => "stale",
            Self::Altered => "altered",
            Self::Empty => "empty",
        }
    }
}

/// A list, for the header and for whoever keeps the lists.
#[derive(Debug, Clone, PartialEq)]
pub struct ListStatus {
    /// What it is called; [`super::OWN`] for the mission's own.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// The date of its files; `None` for the mission's own list, which does not age.
    pub dated: Option<Date>,
    /// Days since that date.
    pub age_days: Option<i64>,
    /// Days after which it is stale; 0 for the mission's own list.
    pub limit_days: u16,
    /// From which score on a match counts.
    pub thresholds: Thresholds,
    /// How it stands.
    pub state: ListState,
}

/// A second operator, who signs for an act beside the one signed in.
pub struct Second {
    /// Their service number.
    pub number: String,
    /// Their passphrase.
    pub passphrase: Zeroizing<String>,
}

impl Desk {
    /// Begins to load a list. The list of before counts until the last step.
    pub fn begin_list(&mut self, now: Moment, list: NewList) -> Result<(), DeskError> {
        let _ = (now, list);
        Err(DeskError::Gone)
    }

    /// Writes the next rows of a load, or makes it count after the last.
    pub fn list_step(&mut self, now: Moment) -> Result<ListStep, DeskError> {
        let _ = now;
        Err(DeskError::Gone)
    }

    /// Breaks a load off: the list of before goes on counting.
    pub fn cancel_list(&mut self) -> Result<(), DeskError> {
        Err(DeskError::Gone)
    }

    /// Rows of a load written so far, and of how many.
    pub fn list_progress(&self) -> Option<(u64, u64)> {
        None
    }

    /// Changes from which score on a list counts, and when it is stale.
    pub fn set_list(
        &mut self,
        now: Moment,
        name: &str,
        thresholds: Thresholds,
        limit_days: u16,
    ) -> Result<(), DeskError> {
        let _ = (now, name, thresholds, limit_days);
        Err(DeskError::Gone)
    }

    /// Takes a list away. Nobody does that alone: a supervisor or security officer signs with their passphrase.
    pub fn remove_list(&mut self, now: Moment, name: &str, second: &Second) -> Result<(), DeskError> {
        let _ = (now, name, &second.number, &second.passphrase);
        Err(DeskError::Gone)
    }

    /// Every list with how it stands, by name; the mission's own list only where it has entries.
    pub fn lists(&self, now: Moment) -> Vec<ListStatus> {
        let _ = now;
        Vec::new()
    }

    /// Reads every list, for a command that waits for it.
    pub fn read_whole_lists(&mut self, now: Moment) -> Result<(), DeskError> {
        let _ = now;
        Ok(())
    }
}
