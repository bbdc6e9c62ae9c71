//! Days as spreadsheets count them.

use chrono::{Duration, NaiveDate, NaiveDateTime};

/// The last day that a spreadsheet knows, 9999-12-31.
const LAST: f64 = 2_958_466.0;
/// The count of the day that the first epoch has and the calendar has not, 1900-02-29.
const NO_DAY: f64 = 60.0;
const DAY_SECONDS: f64 = 86_400.0;

/// From which day a workbook counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// Day 1 is 1900-01-01, as nearly everywhere.
    #[default]
    Year1900,
    /// Day 0 is 1904-01-01, as on old Macintoshes.
    Year1904,
}

impl Epoch {
    /// The day and the time of day that a count means, to the second.
    pub fn moment(self, count: f64) -> Option<NaiveDateTime> {
        if !(0.0..LAST).contains(&count) {
            return None;
        }
        let zero = match self {
            Self::Year1904 => NaiveDate::from_ymd_opt(1904, 1, 1),
            Self::Year1900 if count < NO_DAY => NaiveDate::from_ymd_opt(1899, 12, 31),
            Self::Year1900 if count < NO_DAY + 1.0 => None,
            Self::Year1900 => NaiveDate::from_ymd_opt(1899, 12, 30),
        }?;
        // Below the number of seconds in ten thousand years nothing is lost.
        #[allow(clippy::cast_possible_truncation)]
        let seconds = (count * DAY_SECONDS).round() as i64;
        zero.and_hms_opt(0, 0, 0)?.checked_add_signed(Duration::seconds(seconds))
    }
}

/// A moment as a person writes it: the day alone at midnight, the time alone where there is no day.
pub fn written(count: f64, epoch: Epoch) -> Option<String> {
    let moment = epoch.moment(count)?;
    Some(match count {
        count if count < 1.0 => moment.format("%H:%M").to_string(),
        _ => day(moment),
    })
}

/// A day with its time, or alone at midnight.
pub fn day(moment: NaiveDateTime) -> String {
    let midnight = moment.time() == chrono::NaiveTime::MIN;
    moment.format(if midnight { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_epochs_count_as_they_do_in_spreadsheets() {
        for (count, epoch, said) in [
            (45_292.0, Epoch::Year1900, Some("2024-01-01")),
            (45_292.375, Epoch::Year1900, Some("2024-01-01 09:00")),
            (45_292.597_222_222_2, Epoch::Year1900, Some("2024-01-01 14:20")),
            (43_830.0, Epoch::Year1904, Some("2024-01-01")),
            (1.0, Epoch::Year1900, Some("1900-01-01")),
            (59.0, Epoch::Year1900, Some("1900-02-28")),
            (60.0, Epoch::Year1900, None),
            (61.0, Epoch::Year1900, Some("1900-03-01")),
            (0.375, Epoch::Year1900, Some("09:00")),
            (-1.0, Epoch::Year1900, None),
            (f64::NAN, Epoch::Year1900, None),
            (2_958_466.0, Epoch::Year1900, None),
        ] {
            assert_eq!(written(count, epoch).as_deref(), said, "{count}");
        }
    }
}
