//! Time as a parameter: when something happens, and how far the clock is to be believed.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// One second in the unit of [`Timestamp`].
pub const SECOND: i64 = 1_000;
/// One minute in the unit of [`Timestamp`].
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in the unit of [`Timestamp`].
pub const HOUR: i64 = 60 * MINUTE;
/// One day of 24 hours in the unit of [`Timestamp`].
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// This time moved by so many milliseconds, held at the ends of the range.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this time; negative if `earlier` is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This time in UTC; the epoch for what chrono cannot express.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// RFC 3339 with milliseconds, in UTC.
    pub fn rfc3339(self) -> String {
        self.utc().to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.timestamp_millis())
    }
}

/// How far the clock of the post is to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockQuality {
    /// It agrees with the log and with the monotonic clock.
    Good,
    /// It went back, jumped, or disagrees with the time that passed.
    Doubtful,
}

/// The moment of an act: the wall clock, the place's offset from UTC, and a clock that only ever goes forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The wall clock in UTC.
    pub at: Timestamp,
    /// Seconds east of UTC at the gate, at this time.
    pub offset: i32,
    /// Milliseconds on the monotonic clock, from an arbitrary start.
    pub monotonic: i64,
}

impl Moment {
    /// A moment in UTC whose two clocks agree; for tests and for commands that need no local day.
    pub fn utc(at: Timestamp) -> Self {
        Self { at, offset: 0, monotonic: at.0 }
    }

    /// `time` as the clock on the gate's wall shows it.
    pub fn local(&self, time: Timestamp) -> DateTime<FixedOffset> {
        let east = FixedOffset::east_opt(self.offset);
        let east = east.unwrap_or_else(|| Utc.fix_offset());
        time.utc().with_timezone(&east)
    }

    /// The calendar day at the gate.
    pub fn today(&self) -> NaiveDate {
        self.local(self.at).date_naive()
    }

    /// First and past-the-last millisecond of the calendar day at the gate.
    pub fn day(&self) -> (Timestamp, Timestamp) {
        let midnight = self.today().and_time(chrono::NaiveTime::MIN).and_utc();
        let start = Timestamp::from(midnight).plus(-i64::from(self.offset) * SECOND);
        (start, start.plus(DAY))
    }
}

/// UTC as a fixed offset, without a fallible constructor.
trait FixOffset {
    fn fix_offset(&self) -> FixedOffset;
}

impl FixOffset for Utc {
    fn fix_offset(&self) -> FixedOffset {
        use chrono::Offset;
        self.offset_from_utc_datetime(&DateTime::UNIX_EPOCH.naive_utc()).fix()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_gates_own() {
        // 2026-03-01 23:30 UTC is already 2 March in Nairobi (UTC+3).
        let at = Timestamp::from(Utc.with_ymd_and_hms(2026, 3, 1, 23, 30, 0).unwrap());
        let nairobi = Moment { at, offset: 3 * 3600, monotonic: 0 };
        assert_eq!(nairobi.today().to_string(), "2026-03-02");
        let (start, end) = nairobi.day();
        assert_eq!(start.rfc3339(), "2026-03-01T21:00:00.000Z");
        assert_eq!(end.since(start), DAY);
        assert_eq!(Moment::utc(at).today().to_string(), "2026-03-01");
    }
}
