//! Days on which the mission is closed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::guest::chrono_date::Date;

/// Days on which the mission is closed, each with what it is called. Whoever comes again and again is not expected on
/// them, unless it was said so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Holidays(BTreeMap<Date, String>);

impl Holidays {
    /// Days that are kept at most.
    pub const MOST: usize = 1_000;

    /// What this day is called, if the mission is closed on it.
    pub fn on(&self, day: NaiveDate) -> Option<&str> {
        self.0.get(&Date(day)).map(String::as_str)
    }

    /// The mission is closed on this day; answers what it was called before.
    pub fn put(&mut self, day: NaiveDate, name: String) -> Option<String> {
        self.0.insert(Date(day), name)
    }

    /// It is open after all; answers what the day was called.
    pub fn remove(&mut self, day: NaiveDate) -> Option<String> {
        self.0.remove(&Date(day))
    }

    /// The days from this one on, in their order.
    pub fn from(&self, day: NaiveDate) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.0.range(Date(day)..).map(|(day, name)| (day.0, name.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
