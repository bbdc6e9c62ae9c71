//! Going through the allow-list: standing passes, and visits that recur or last so long that who approved them once does
//! not answer for them for ever.
//!
//! Each is due 90 days after somebody last said that it is right: as a pass ends, so does its time at the gate, where it
//! reads like any visit whose time is over; others go on as they were approved. What was done since the last time is
//! closed by a record with the signature of whoever went through it.

use chrono::{Days, NaiveTime};

use crate::desk::check::{if_it_opens, visit_details};
use crate::desk::clock::place_at;
use crate::desk::second::Why;
use crate::desk::{Desk, DeskError};
use crate::domain::fact::{Fact, PassesReviewed, passes_subject};
use crate::domain::moment::DAY;
use crate::domain::operator::Act as Deed;
use crate::domain::recurrence::{Edge, instant};
use crate::domain::when::REVIEW;
use crate::domain::{Kind, Moment, Person, PersonId, Timestamp, Visit, VisitId, VisitState};
use crate::store::NewEntry;
use crate::store::query::VisitRow;

use super::change::Change;

/// How long before it is due a visit is listed.
pub const SOON: i64 = 14 * DAY;
/// How long a guest may not have come at all before that is worth a look.
pub const NEVER: i64 = 30 * DAY;
/// How long a pass may lie unused before that is.
pub const UNUSED: i64 = 60 * DAY;
/// How far back passes are listed that nobody confirmed in time.
const BACK: i64 = 366 * DAY;
/// Visits looked at between other acts.
const PAGE: u32 = 25;
/// Entries looked at for the last time that the list was gone through.
const LOOKED_AT: u32 = 64;

/// Why a visit is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Nobody has said for 90 days that it is right, or will not have in two weeks.
    Due,
    /// Nobody ever came for it.
    NeverCame,
    /// Nobody has come for it for long.
    Unused,
}

impl Group {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Due, Self::NeverCame, Self::Unused];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::NeverCame => "never-came",
            Self::Unused => "unused",
        }
    }
}

/// A visit of the allow-list that somebody has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The visit.
    pub visit: VisitId,
    /// Whose it is.
    pub person: PersonId,
    /// Who comes.
    pub guest: Person,
    /// What for, and when first.
    pub appointment: Visit,
    /// When somebody has to have said again that it is right.
    pub due: Timestamp,
    /// Who said so last, and when.
    pub reviewed: (String, Timestamp),
    /// When they last came.
    pub came: Option<Timestamp>,
    /// Why it is listed.
    pub groups: Vec<Group>,
}

impl Item {
    /// Whether it should have been gone through by now.
    pub fn is_overdue(&self, at: Timestamp) -> bool {
        self.due <= at
    }

    /// Whether it is a standing pass, which ends where nobody confirms it.
    pub fn is_pass(&self) -> bool {
        self.appointment.review.is_some()
    }
}

/// Some of those that are to be gone through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewPage {
    /// They.
    pub items: Vec<Item>,
    /// After which the next page begins, if there may be one.
    pub next: Option<(Timestamp, VisitId)>,
}

/// What was done since the list was last gone through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// When that was, and who signed it; nothing where nobody ever did.
    pub last: Option<(String, Timestamp)>,
    /// Entries that confirmed a visit.
    pub confirmed: Vec<u64>,
    /// Entries that took one back.
    pub ended: Vec<u64>,
}

impl Desk {
    /// Visits of the allow-list that are due or may not be needed, those that end first before others; a page after the
    /// last of the one before.
    pub fn review(&self, now: Moment, after: Option<(Timestamp, VisitId)>) -> Result<ReviewPage, DeskError> {
        let _ = self.permit(Deed::KeepVisits).or_else(|_| self.approves(now))?;
        let rows = self.store.tables().long_visits(now.at.plus(-BACK), after, PAGE)?;
        let next = rows.last().filter(|_| rows.len() == PAGE as usize).map(|row| (row.ends, row.id));
        let mut items = Vec::new();
        for row in rows {
            items.extend(self.review_item(now, &row)?);
        }
        Ok(ReviewPage { items, next })
    }

    fn review_item(&self, now: Moment, row: &VisitRow) -> Result<Option<Item>, DeskError> {
        let opened = self.person_of(row).and_then(|guest| Ok((guest, visit_details(&self.store, row.seq)?)));
        let Some((guest, appointment)) = if_it_opens(opened)? else { return Ok(None) };
        let pass = appointment.review.is_some();
        // What is over needs nobody's word any more, but for a pass that is over since nobody gave it.
        if !pass && (row.ends < now.at || row.ends.since(row.starts) <= period()) {
            return Ok(None);
        }
        let reviewed = self.last_said(row)?;
        let due = if pass { row.ends } else { reviewed.1.plus(period()) };
        let came = self.store.tables().stays_of(row.id)?.first().map(|stay| stay.at);
        let since = |at: Timestamp, long| now.at.since(at) >= long;
        let held = row.ends >= now.at;
        let groups = [
            (Group::Due, since(due, -SOON)),
            (Group::NeverCame, held && came.is_none() && since(row.starts, NEVER)),
            (Group::Unused, held && came.is_some_and(|came| since(came, UNUSED))),
        ];
        let groups: Vec<Group> = groups.into_iter().filter(|(_, holds)| *holds).map(|(group, _)| group).collect();
        if groups.is_empty() {
            return Ok(None);
        }
        let (visit, person) = (row.id, row.person);
        Ok(Some(Item { visit, person, guest, appointment, due, reviewed, came, groups }))
    }

    /// Who said last that a visit is right, and when: by confirming it, by approving it, or by entering it approved.
    fn last_said(&self, row: &VisitRow) -> Result<(String, Timestamp), DeskError> {
        let mut last = self.store.leaf(row.entered)?.1;
        for seq in self.store.tables().steps_of(row.id)?.into_iter().rev() {
            let leaf = self.store.leaf(seq)?.1;
            if matches!(leaf.kind, Kind::PassReviewed | Kind::Approved) {
                last = leaf;
                break;
            }
        }
        let by = last.key.map_or(Ok(String::new()), |by| Ok::<_, DeskError>(self.colleague(by)?.1))?;
        Ok((by, last.at))
    }

    /// What confirms a visit: a pass holds for another 90 days, today included; another goes on as long as it did.
    pub(super) fn confirmed(&self, now: Moment, row: &VisitRow) -> Result<Fact, DeskError> {
        let pass = visit_details(&self.store, row.seq)?.review.is_some();
        let day = now.today().checked_add_days(Days::new(REVIEW)).filter(|_| pass);
        let until = day.map_or(row.ends, |day| instant(place_at(now), day.and_time(NaiveTime::MIN), Edge::Until));
        let lasts = pass || row.ends >= now.at && row.ends.since(row.starts) > period();
        if lasts { Ok(Fact::PassReviewed { visit: row.id, until }) } else { Err(DeskError::NoReview) }
    }

    /// A standing pass was gone through: it holds for another 90 days. Answers until when.
    pub fn review_pass(&mut self, now: Moment, visit: VisitId) -> Result<Timestamp, DeskError> {
        let changed = self.change_visits(now, &[visit], &Change::Confirm, false)?;
        changed.left.into_iter().next().map_or(Ok(()), Err)?;
        Ok(self.store.tables().visit(visit)?.ok_or(DeskError::Gone)?.ends)
    }

    /// What was done since the allow-list was last gone through.
    pub fn reviewed_since(&self, now: Moment) -> Result<Since, DeskError> {
        let _ = self.permit(Deed::KeepVisits).or_else(|_| self.approves(now))?;
        let tables = self.store.tables();
        let last = self.last_review()?;
        let mut since = Since::default();
        if let Some(seq) = last {
            let leaf = self.store.leaf(seq)?.1;
            let by = leaf.key.map_or(Ok(String::new()), |by| Ok::<_, DeskError>(self.colleague(by)?.1))?;
            since.last = Some((by, leaf.at));
        }
        for (seq, visit) in tables.steps_since(last.unwrap_or(0))? {
            let Some(visit) = visit else { continue };
            match self.store.leaf(seq)?.1.kind {
                Kind::PassReviewed => since.confirmed.push(seq),
                Kind::Cancelled => {
                    let row = tables.visit(visit)?.filter(|row| row.state == VisitState::Cancelled);
                    since.ended.extend(row.filter(|row| row.ends.since(row.starts) > DAY).map(|_| seq));
                }
                _ => {}
            }
        }
        Ok(since)
    }

    fn last_review(&self) -> Result<Option<u64>, DeskError> {
        let mut before = self.store.head().frontier.size();
        loop {
            let some = self.store.tables().steps_of_many(before, LOOKED_AT)?;
            for seq in &some {
                if self.store.leaf(*seq)?.1.kind == Kind::PassesReviewed {
                    return Ok(Some(*seq));
                }
            }
            match some.last() {
                Some(last) => before = *last,
                None => return Ok(None),
            }
        }
    }

    /// Signs that whoever is signed in went through the allow-list: what was confirmed and ended since the time before,
    /// and how many that are due are left as they are. Answers how many those are.
    pub fn close_review(&mut self, now: Moment, why: &Why) -> Result<u64, DeskError> {
        let _ = self.permit(Deed::ApproveVisits)?;
        let (mut open, mut after) = (0, None);
        loop {
            let page = self.review(now, after)?;
            let due = page.items.iter().filter(|item| item.groups.contains(&Group::Due)).count();
            open += u64::try_from(due).unwrap_or(u64::MAX);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let Since { confirmed, ended, .. } = self.reviewed_since(now)?;
        let signed = self.signed_alone(Deed::ApproveVisits, &passes_subject(&confirmed, &ended, open), why)?;
        let clock = self.look_at_clock(now)?;
        let fact = Fact::PassesReviewed(PassesReviewed { confirmed, ended, open, signed });
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(fact)))?;
        Ok(open)
    }
}

/// How long somebody's word holds, in milliseconds.
fn period() -> i64 {
    i64::try_from(REVIEW).unwrap_or(i64::MAX).saturating_mul(DAY)
}
