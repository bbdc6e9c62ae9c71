//! A day at the Embassy of Nordhavn, which does not exist, nor does anybody in it.
//!
//! The file has the columns of any file of guests; its times are relative, so that it reads the same on any day (see
//! [`ReadRules::relative_days`]). Two of its visitors have one name, some write theirs from right to left, one has a
//! name longer than most columns.

use crate::domain::Moment;

use super::ReadRules;

/// The mission of the sample.
pub const MISSION: &str = "Embassy of Nordhavn";
/// Its gate.
pub const GATE: &str = "North gate";
/// Its visitors, as CSV in UTF-8: most come today between 08:00 and 18:00, a few tomorrow.
pub const GUESTS: &[u8] = include_bytes!("../../../assets/sample/guests.csv");

/// A delegation of forty as a ministry sends it, as XLSX: two sheets, a title over the header, one host for all in a merged
/// cell, and five rows that are wrong, three of them as spreadsheets make them.
pub const DELEGATION: &[u8] = include_bytes!("../../../assets/sample/delegation.xlsx");

/// How [`GUESTS`] is read on the day of `now`.
pub fn rules(now: Moment) -> ReadRules {
    ReadRules { gate: GATE.into(), relative_days: true, ..ReadRules::new(now) }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::desk::import::{Guest, ImportFault, read};
    use crate::domain::Timestamp;
    use crate::domain::moment::{DAY, HOUR, MINUTE};

    /// The sample, read at this hour and minute of a leap day at a gate so many minutes east of UTC.
    fn guests(hour: i64, minute: i64, east: i32) -> (Moment, Vec<Guest>) {
        let midnight = Timestamp::from(Utc.with_ymd_and_hms(2028, 2, 29, 0, 0, 0).unwrap());
        let at = midnight.plus(hour * HOUR + minute * MINUTE - i64::from(east) * MINUTE);
        let now = Moment { at, offset: east * 60, monotonic: 0 };
        let plan = read(GUESTS, &rules(now)).unwrap();
        assert_eq!(plan.warnings, []);
        (now, plan.rows)
    }

    #[test]
    fn it_reads_at_any_time_and_any_place() {
        for east in [-12 * 60, -210, 0, 60, 345, 14 * 60] {
            for (hour, minute) in [(0, 0), (8, 0), (12, 30), (17, 59), (23, 59)] {
                let (now, guests) = guests(hour, minute, east);
                assert_eq!(now.today().to_string(), "2028-02-29");
                let (start, end) = now.day();
                let today = guests.iter().filter(|guest| (start..end).contains(&guest.visit.from)).count();
                let tomorrow = guests.iter().filter(|guest| guest.visit.from >= end).count();
                assert_eq!((today, tomorrow), (59, 4), "{hour}:{minute} at {east}");
                assert_eq!(guests[0].visit.from.since(start), 8 * HOUR);
                assert_eq!(guests[62].visit.until.since(start), DAY + 15 * HOUR + 30 * MINUTE);
            }
        }
    }

    #[test]
    fn through_the_day_some_are_due_and_some_are_to_come() {
        for hour in 9..17 {
            let (now, guests) = guests(hour, 5, 60);
            let current = guests.iter().filter(|g| g.visit.from <= now.at && now.at < g.visit.until).count();
            let to_come = guests.iter().filter(|g| now.at < g.visit.from).count();
            let late = guests.iter().filter(|g| (1..HOUR).contains(&now.at.since(g.visit.from))).count();
            assert!(current >= 4 && to_come >= 4 && late >= 4, "{hour}:05: {current} {to_come} {late}");
        }
    }

    #[test]
    fn the_delegation_has_five_rows_that_are_wrong() {
        let at = Timestamp::from(Utc.with_ymd_and_hms(2026, 11, 24, 8, 0, 0).unwrap());
        let Err(ImportFault::Rows(rejection)) = read(DELEGATION, &ReadRules::new(Moment::utc(at))) else { panic!() };
        assert_eq!((rejection.rows_read(), rejection.rows_rejected()), (40, 5));
        let shown: Vec<String> = rejection.faults().iter().map(ToString::to_string).collect();
        for (fault, begins) in shown.iter().zip([
            "E11, document number “4417093”: the spreadsheet kept it as a number",
            "C16, date of birth “35792”: a date was expected",
            "C24, date of birth “12.08.73”: a year of four digits",
            "E31, document number “1.23457E+11”: the spreadsheet has rounded",
            "B38, name “#N/A”: a value was expected",
        ]) {
            assert!(fault.starts_with(begins), "{fault}");
        }
        let plan = rejection.keep_good();
        assert!(plan.rows.iter().all(|guest| guest.visit.host == "Mr J. Lind" && guest.person.born.is_some()));
    }

    #[test]
    fn it_has_what_a_demonstration_shows() {
        let (_, guests) = guests(9, 0, 0);
        let mut namesakes: HashMap<&str, Vec<&Guest>> = HashMap::new();
        guests.iter().for_each(|guest| namesakes.entry(&guest.person.name).or_default().push(guest));
        let doubled: Vec<_> = namesakes.values().filter(|same| same.len() > 1).collect();
        let [[one, other]] = doubled.as_slice().iter().map(|v| [v[0], v[1]]).collect::<Vec<_>>()[..] else { panic!() };
        assert!(one.person.born != other.person.born && one.visit.host != other.visit.host);
        let hosts: HashSet<&str> = guests.iter().map(|guest| guest.visit.host.as_str()).collect();
        let areas: HashSet<&str> = guests.iter().flat_map(|g| g.visit.areas.iter().map(String::as_str)).collect();
        assert_eq!(hosts.len(), 8);
        // A badge carries one bit for each area of the mission.
        assert!(areas.len() <= 16, "{areas:?}");
        assert!(guests.iter().any(|guest| guest.person.name.chars().count() > 100));
        assert!(guests.iter().filter(|guest| guest.visit.escort).count() >= 10);
        assert!(guests.iter().all(|guest| guest.visit.gate == GATE));
        for script in ['А'..='я', 'Α'..='ω', 'א'..='ת', 'ا'..='ي', '一'..='龥', '가'..='힣', 'ก'..='ฮ', 'अ'..='ह']
        {
            assert!(guests.iter().any(|guest| guest.person.name.contains(|c| script.contains(&c))), "{script:?}");
        }
    }
}
