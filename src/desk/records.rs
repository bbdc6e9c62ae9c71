//! What was recorded, judged by other rules: which checks of the last month would have ended otherwise.
//!
//! Each is asked with the inputs it was recorded with, once of the rules in force and once of the others, so that what
//! changed in between says nothing. What the lists said is asked about for security alone.

use std::time::{Duration, Instant};

use crate::domain::moment::DAY;
use crate::domain::{Change, Kind, Moment, Timestamp};
use crate::policy::Rules;

use super::check::if_it_opens;
use super::denial::Errand;
use super::{Desk, DeskError};

/// How far back is looked.
pub const MONTH: i64 = 30 * DAY;
/// How long a slice looks before it lets others in.
const SLICE: Duration = Duration::from_millis(8);
/// Checks that are kept to be shown; the others are counted.
const MOST: usize = 200;

/// A recorded check that would have ended otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who it was about; empty where nobody is known, or nobody any more.
    pub about: String,
    /// What the rules in force say of it, and what the others would say.
    pub change: Change,
}

/// A look at the records that is being taken, slice by slice, from the newest back.
#[derive(Debug)]
pub struct Records {
    rules: Rules,
    since: Timestamp,
    /// The entry before which it goes on; `None` once it is whole.
    before: Option<u64>,
    /// Checks that would have ended otherwise, the newest first; no more than are worth reading.
    pub touched: Vec<Recorded>,
    /// How many there are of them.
    pub count: u64,
    /// Checks looked at.
    pub seen: u64,
}

impl Records {
    /// Whether everything was looked at.
    pub fn is_whole(&self) -> bool {
        self.before.is_none()
    }
}

impl Desk {
    /// Begins to look at the checks of the last month, for whoever may change the rules.
    pub fn records(&self, now: Moment, rules: Rules) -> Result<Records, DeskError> {
        let _ = self.permit_errand(Errand::WhatIfRules)?;
        let before = Some(self.store.head().frontier.size());
        Ok(Records { rules, since: now.at.plus(-MONTH), before, touched: Vec::new(), count: 0, seen: 0 })
    }

    /// Looks at some more of them, for at most a slice; answers whether it is whole.
    pub fn records_some(&self, look: &mut Records) -> Result<bool, DeskError> {
        let began = Instant::now();
        while began.elapsed() < SLICE {
            let Some(seq) = look.before.and_then(|before| before.checked_sub(1)) else {
                look.before = None;
                break;
            };
            look.before = Some(seq);
            let leaf = self.store.leaf(seq)?.1;
            if leaf.at < look.since {
                look.before = None;
                break;
            }
            if matches!(leaf.kind, Kind::Presented | Kind::Admitted | Kind::Referred | Kind::Refused) {
                self.look_at_record(look, &leaf)?;
            }
        }
        Ok(look.is_whole())
    }

    /// Looks at all of them, for a command that waits for it.
    pub fn records_whole(&self, now: Moment, rules: Rules) -> Result<Records, DeskError> {
        let mut look = self.records(now, rules)?;
        while !self.records_some(&mut look)? {}
        Ok(look)
    }

    fn look_at_record(&self, look: &mut Records, leaf: &crate::ledger::Leaf) -> Result<(), DeskError> {
        let Some(fact) = if_it_opens(self.store.fact(leaf.seq).map_err(DeskError::from))? else { return Ok(()) };
        let Some(judged) = fact.judged() else { return Ok(()) };
        let session = self.session()?;
        let asked = self.without_the_case(judged.situation.clone())?;
        let (before, after) = (session.rules.judge(&asked), look.rules.judge(&asked));
        look.seen += 1;
        let Some(change) = Change::between(before, after).filter(Change::matters_outside) else { return Ok(()) };
        look.count += 1;
        if look.touched.len() < MOST {
            let about = if_it_opens(self.about(leaf))?.unwrap_or_default();
            look.touched.push(Recorded { seq: leaf.seq, at: leaf.at, about, change });
        }
        Ok(())
    }
}
