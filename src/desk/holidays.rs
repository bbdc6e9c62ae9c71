//! Days on which the mission is closed: kept by whoever keeps the visits. They are working data, which no verdict reads:
//! what recurs is entered without them, and what was entered before loses them by an act of its own.

use chrono::{Days, NaiveDate};

use crate::desk::denial::Errand;
use crate::domain::recurrence::{Edge, instant};
use crate::domain::text::{FIELD_LIMIT, clean};
use crate::domain::{Holidays, Moment, VisitId, VisitState};
use crate::store::StoreError;

use super::check::{if_it_opens, visit_details};
use super::clock::place_at;
use super::{Desk, DeskError};

/// The setting that they stand in.
const SETTING: &str = "holidays";
/// Visits of a day that are looked through at most.
const MOST_VISITS: u32 = 100_000;

impl Desk {
    /// The days on which the mission is closed.
    pub fn holidays(&self) -> Result<Holidays, DeskError> {
        let text = self.store.tables().setting(SETTING)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// The mission is closed on these days, by what they are called. Answers how many of them are new.
    pub fn add_holidays(&mut self, days: &[(NaiveDate, String)]) -> Result<usize, DeskError> {
        let mut holidays = self.holidays()?;
        let before = holidays.len();
        for (day, name) in days {
            let name = clean(name, FIELD_LIMIT).map_err(|fault| DeskError::Text { field: "name", fault })?;
            let _ = holidays.put(*day, name);
        }
        if holidays.len() > Holidays::MOST {
            return Err(DeskError::HolidaysFull(Holidays::MOST));
        }
        self.keep_holidays(&holidays)?;
        Ok(holidays.len() - before)
    }

    /// The mission is open on this day after all. Answers what it was called.
    pub fn remove_holiday(&mut self, day: NaiveDate) -> Result<String, DeskError> {
        let mut holidays = self.holidays()?;
        let name = holidays.remove(day).ok_or(DeskError::Gone)?;
        self.keep_holidays(&holidays)?;
        Ok(name)
    }

    fn keep_holidays(&self, holidays: &Holidays) -> Result<(), DeskError> {
        let _ = self.permit_errand(Errand::Holidays)?;
        let text = serde_json::to_string(holidays);
        let text = text.map_err(|_| StoreError::Disk("the holidays cannot be written as JSON".into()))?;
        Ok(self.store.set(SETTING, &text)?)
    }

    /// Visits that recur and are expected on this day, with who comes.
    pub fn recurring_on(&self, now: Moment, day: NaiveDate) -> Result<Vec<(VisitId, String)>, DeskError> {
        let _ = self.permit_errand(Errand::Holidays)?;
        let begin = |day: NaiveDate| instant(place_at(now), day.and_time(chrono::NaiveTime::MIN), Edge::From);
        let after = day.checked_add_days(Days::new(1)).unwrap_or(day);
        let mut found = Vec::new();
        for row in self.store.tables().visits_between(begin(day), begin(after), MOST_VISITS)? {
            let counts = matches!(row.state, VisitState::Requested | VisitState::Approved) && row.ends > now.at;
            let Some(visit) = counts.then(|| if_it_opens(visit_details(&self.store, row.seq))).transpose()?.flatten()
            else {
                continue;
            };
            let first = (visit.from, visit.until);
            if visit.recurrence.is_some_and(|again| again.falls_on(first, day)) {
                found.extend(if_it_opens(self.person_of(&row))?.map(|person| (row.id, person.name)));
            }
        }
        Ok(found)
    }
}
