//! When the listed were born: the listings of a list stand in the order of their dates of birth, so that what one date
//! says of a million names is said of a few ranges.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::birth::{Birth, Day};

/// The whole dates of birth of a list whose listings stand in their order, those without one first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Calendar {
    /// Each day on which somebody was born who has no other date.
    days: Vec<Day>,
    /// The first listing of each day, and the end of the last.
    listings: Vec<u32>,
    /// The first name of each day, and the end of the last.
    names: Vec<u32>,
    /// Dates of listings that have several, in order, with the listing.
    several: Vec<(Day, u32)>,
}

impl Calendar {
    /// The day by which a listing is ordered: the only date of birth that it has, if that is a whole one.
    pub fn place(births: &[Birth]) -> Option<Day> {
        if let [birth] = births { Day::of(*birth) } else { None }
    }

    /// Takes the next listing, with its dates of birth and the first of its names.
    pub fn put(&mut self, listing: u32, births: &[Birth], first_name: u32) {
        if let Some(day) = Self::place(births) {
            if self.days.last() != Some(&day) {
                self.days.push(day);
                self.listings.push(listing);
                self.names.push(first_name);
            }
        } else {
            self.several.extend(births.iter().filter_map(|birth| Day::of(*birth)).map(|day| (day, listing)));
        }
    }

    /// Ends it behind the last listing and the last name.
    pub fn end(&mut self, listings: u32, names: u32) {
        if !self.days.is_empty() {
            self.listings.push(listings);
            self.names.push(names);
        }
        self.several.sort_unstable();
        self.days.shrink_to_fit();
        self.listings.shrink_to_fit();
        self.names.shrink_to_fit();
        self.several.shrink_to_fit();
    }

    /// The day by which the listing is ordered that has a name.
    pub fn day_of(&self, name: u32) -> Option<Day> {
        let after = self.names.partition_point(|first| *first <= name);
        self.days.get(after.checked_sub(1)?).copied()
    }

    /// The days, in order, and the names of those who were born then and have no other date.
    pub fn days(&self) -> impl Iterator<Item = (Day, Range<u32>)> + '_ {
        let names = self.names.windows(2).map(|names| if let [from, to] = names { *from..*to } else { 0..0 });
        self.days.iter().copied().zip(names)
    }

    /// The listings that were born on a day, or may have been.
    pub fn born_on(&self, day: Day) -> impl Iterator<Item = u32> + '_ {
        let at = self.days.binary_search(&day).ok();
        let range = at.and_then(|at| self.listings.get(at..at + 2)).and_then(|range| range.first().zip(range.last()));
        let first = self.several.partition_point(|(born, _)| *born < day);
        let several = self.several.iter().skip(first).take_while(move |(born, _)| *born == day);
        range.map_or(0..0, |(from, to)| *from..*to).chain(several.map(|(_, listing)| *listing))
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        std::mem::size_of_val(self.days.as_slice())
            + 4 * (self.listings.capacity() + self.names.capacity())
            + std::mem::size_of_val(self.several.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn birth(text: &str) -> Birth {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Day {
        Day::of(birth(text)).unwrap()
    }

    #[test]
    fn names_and_listings_are_found_by_their_day() {
        let listings: [(&[&str], u32); 5] = [
            (&["1950"], 2),
            (&["1961-04-02", "1975-01-31"], 1),
            (&["1961-04-02"], 1),
            (&["1961-04-02"], 3),
            (&["1975-01-31"], 1),
        ];
        let (mut calendar, mut name) = (Calendar::default(), 0);
        for (listing, (births, names)) in (0..).zip(listings) {
            let births: Vec<Birth> = births.iter().map(|text| birth(text)).collect();
            calendar.put(listing, &births, name);
            name += names;
        }
        calendar.end(5, name);
        let (first, second) = (day("1961-04-02"), day("1975-01-31"));
        assert_eq!(calendar.days().collect::<Vec<_>>(), [(first, 3..7), (second, 7..8)]);
        assert_eq!(calendar.born_on(first).collect::<Vec<_>>(), [2, 3, 1]);
        assert_eq!(calendar.born_on(second).collect::<Vec<_>>(), [4, 1]);
        assert_eq!(calendar.born_on(day("1970-01-01")).count(), 0);
        let days: Vec<_> = [0, 2, 3, 6, 7].map(|name| calendar.day_of(name)).into();
        assert_eq!(days, [None, None, Some(first), Some(first), Some(second)]);
    }

    #[test]
    fn a_list_without_dates_has_no_days() {
        let mut calendar = Calendar::default();
        calendar.put(0, &[], 0);
        calendar.end(1, 1);
        assert_eq!((calendar.days().count(), calendar.day_of(0)), (0, None));
    }
}
