//! Whether the clock is to be believed.

use crate::domain::moment::{DAY, MINUTE};
use crate::domain::{ClockQuality, Moment, Timestamp};

/// How far the wall clock may leave the monotonic one: time servers step less than this.
const TOLERANCE: i64 = 2 * MINUTE;

/// The clock of a session, watched against the log and the monotonic clock. Once in doubt it stays so until a
/// supervisor confirms it.
#[derive(Debug, Clone, Copy)]
pub struct ClockWatch {
    base: Moment,
    doubt: Option<Doubt>,
}

/// Why the clock is doubted: both times that a supervisor has to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// The time of the last entry that was not made in doubt, or the time that should have been.
    pub last: Timestamp,
    /// The time that the clock showed.
    pub now: Timestamp,
}

impl ClockWatch {
    /// Begins to watch at this moment, after an entry at `last`; if that was made in doubt already, after the last one at
    /// `sure` that was not.
    pub fn start(now: Moment, last: Option<Timestamp>, sure: Option<Timestamp>) -> Self {
        let last = last.unwrap_or(now.at);
        let jumped = (now.at < last || now.at.since(last) > DAY).then_some(last);
        let doubt = jumped.or(sure).map(|last| Doubt { last, now: now.at });
        Self { base: now, doubt }
    }

    /// Looks at the clock, the last entry of the log having been written at `last`. Returns the doubt if it has just
    /// begun. Time in the log never goes back, be it by a little.
    pub fn look(&mut self, now: Moment, last: Option<Timestamp>) -> Option<Doubt> {
        if self.doubt.is_some() {
            return None;
        }
        let expected = self.base.at.plus(now.monotonic.saturating_sub(self.base.monotonic));
        let before = last.filter(|last| now.at < *last);
        let jumped = (now.at.since(expected).abs() > TOLERANCE).then_some(expected);
        self.doubt = before.or(jumped).map(|last| Doubt { last, now: now.at });
        self.doubt
    }

    /// How far the clock is to be believed.
    pub fn quality(&self) -> ClockQuality {
        if self.doubt.is_some() { ClockQuality::Doubtful } else { ClockQuality::Good }
    }

    /// The doubt that waits for a supervisor.
    pub fn doubt(&self) -> Option<Doubt> {
        self.doubt
    }

    /// A supervisor found the clock right.
    pub fn confirm(&mut self, now: Moment) {
        *self = Self { base: now, doubt: None };
    }
}

/// The clocks of this machine.
pub fn system_moment() -> Moment {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    let local = chrono::Local::now();
    let monotonic = START.get_or_init(Instant::now).elapsed().as_millis();
    Moment {
        at: local.with_timezone(&chrono::Utc).into(),
        offset: local.offset().local_minus_utc(),
        monotonic: i64::try_from(monotonic).unwrap_or(i64::MAX),
    }
}

/// The offsets of local times at the gate, for times far from now: those of this machine, if its clock is the one
/// that `now` came from.
pub fn zone_at(now: Moment) -> Option<super::import::Zone> {
    use chrono::TimeZone;
    let here = chrono::Local.offset_from_utc_datetime(&now.at.utc().naive_utc());
    let same = chrono::Offset::fix(&here).local_minus_utc() == now.offset;
    same.then_some(|time| chrono::Local.offset_from_local_datetime(time))
}

/// The place of the gate, as far as its clocks go: that of this machine, if its clock is the one that `now` came from;
/// else one whose clocks never change.
pub fn place_at(now: Moment) -> chrono_tz::Tz {
    use chrono::{Offset, TimeZone};
    use std::sync::OnceLock;
    static HERE: OnceLock<Option<chrono_tz::Tz>> = OnceLock::new();
    let named = *HERE.get_or_init(|| iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()));
    let at = now.at.utc().naive_utc();
    let same = |zone: &chrono_tz::Tz| zone.offset_from_utc_datetime(&at).fix().local_minus_utc() == now.offset;
    named.filter(same).unwrap_or_else(|| crate::domain::recurrence::fixed(now.offset))
}

/// `at` as the clock on the gate's wall shows it then, be it before or after the clocks are changed.
pub fn wall(now: Moment, at: Timestamp) -> chrono::DateTime<chrono_tz::Tz> {
    at.utc().with_timezone(&place_at(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(at: i64, monotonic: i64) -> Moment {
        Moment { at: Timestamp(at), offset: 0, monotonic }
    }

    #[test]
    fn a_clock_before_the_log_or_a_day_after_it_is_in_doubt() {
        let last = Some(Timestamp(10 * DAY));
        assert_eq!(ClockWatch::start(moment(10 * DAY, 0), last, None).quality(), ClockQuality::Good);
        assert_eq!(ClockWatch::start(moment(11 * DAY, 0), last, None).quality(), ClockQuality::Good);
        assert_eq!(ClockWatch::start(moment(11 * DAY + 1, 0), last, None).quality(), ClockQuality::Doubtful);
        assert_eq!(ClockWatch::start(moment(10 * DAY - 1, 0), last, None).quality(), ClockQuality::Doubtful);
        // What there is to compare is when it was sure last, not what was written in doubt.
        let doubt = Doubt { last: Timestamp(7 * DAY), now: Timestamp(10 * DAY) };
        assert_eq!(ClockWatch::start(moment(10 * DAY, 0), last, Some(doubt.last)).doubt(), Some(doubt));
        assert_eq!(ClockWatch::start(moment(5, 0), None, None).quality(), ClockQuality::Good);
    }

    #[test]
    fn a_jump_against_the_monotonic_clock_is_told_once_and_stays_until_confirmed() {
        let mut watch = ClockWatch::start(moment(0, 0), None, None);
        assert_eq!(watch.look(moment(1_000 + TOLERANCE, 1_000), None), None);
        let doubt = watch.look(moment(1_001 + TOLERANCE, 1_000), None);
        assert_eq!(doubt, Some(Doubt { last: Timestamp(1_000), now: Timestamp(1_001 + TOLERANCE) }));
        assert_eq!(watch.look(moment(DAY, 2_000), None), None);
        assert_eq!(watch.quality(), ClockQuality::Doubtful);
        watch.confirm(moment(DAY, 2_000));
        assert_eq!(watch.quality(), ClockQuality::Good);
        assert_eq!(watch.look(moment(DAY + 1_000, 3_000), None), None);
    }

    #[test]
    fn a_moment_before_the_last_entry_is_in_doubt_however_little() {
        let mut watch = ClockWatch::start(moment(DAY, 0), None, None);
        let last = Some(Timestamp(DAY + 10));
        assert_eq!(watch.look(moment(DAY + 10, 10), last), None);
        let doubt = Some(Doubt { last: Timestamp(DAY + 10), now: Timestamp(DAY + 9) });
        assert_eq!(watch.look(moment(DAY + 9, 10), last), doubt);
    }
}
