//! Dates of birth, as exactly as they are known.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// A date of birth, as exactly as it is known. Written `1971-05-09`, `1971-05`, `1971` or `1968/1973`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Birth {
    /// To the day.
    Day(u16, u8, u8),
    /// To the month.
    Month(u16, u8),
    /// To the year; authorities also write it as the first of January.
    Year(u16),
    /// Between two years, both included.
    Years(u16, u16),
}

/// A text that is no date of birth.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date of birth: YYYY-MM-DD, YYYY-MM, YYYY or YYYY/YYYY")]
pub struct NotADate;

/// How well two dates of birth agree, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Agreement {
    /// The same day.
    Day,
    /// The same year, and nothing finer is known of one of them.
    Year,
    /// Such as one digit mistyped, two in the other order, or day and month.
    Slip,
    /// Within two years, on the edge of a range, or two slips apart.
    Near,
    /// Otherwise.
    Conflict,
}

impl Birth {
    /// First and last year it may mean.
    pub fn years(self) -> (u16, u16) {
        match self {
            Self::Day(year, ..) | Self::Month(year, _) | Self::Year(year) => (year, year),
            Self::Years(from, to) => (from.min(to), from.max(to)),
        }
    }

    /// How well two dates agree.
    pub fn agreement(self, other: Self) -> Agreement {
        let ((a, b), (c, d)) = (self.years(), other.years());
        if let (Some(ours), Some(theirs)) = (Day::of(self), Day::of(other)) {
            return ours.agreement(theirs);
        }
        if b < c || d < a {
            let gap = if b < c { c - b } else { a - d };
            return if gap <= 2 { Agreement::Near } else { Agreement::Conflict };
        }
        Agreement::Year
    }

    /// The best agreement between two sets of dates; `None` where one of them is empty.
    pub fn best(ours: &[Self], theirs: &[Self]) -> Option<Agreement> {
        ours.iter().flat_map(|a| theirs.iter().map(|b| a.agreement(*b))).min()
    }
}

/// A whole date as one number that later dates exceed: its eight digits `YYYYMMDD`, four bits each. A search holds
/// thousands of them against the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Day(NonZeroU32);

/// The lowest of each four bits.
const ONES: u32 = 0x1111_1111;

impl Day {
    /// The day that a date of birth means; `None` where that leaves the day open.
    pub fn of(birth: Birth) -> Option<Self> {
        let Birth::Day(year, month, day) = birth else { return None };
        let two = |number: u8| u32::from(number / 10 % 10) << 4 | u32::from(number % 10);
        let [century, years] = [year / 100, year % 100].map(|half| u8::try_from(half).map_or(0, two));
        NonZeroU32::new(century << 24 | years << 16 | two(month) << 8 | two(day)).map(Self)
    }

    /// How well two days agree.
    pub fn agreement(self, other: Self) -> Agreement {
        let (a, b) = (self.0.get(), other.0.get());
        let months = |day: u32| (day >> 8 & 0xff, day & 0xff);
        if a == b {
            Agreement::Day
        } else if a >> 16 != b >> 16 {
            match slips(a, b) {
                0 | 1 => Agreement::Slip,
                2 => Agreement::Near,
                _ if self.year().abs_diff(other.year()) <= 1 => Agreement::Near,
                _ => Agreement::Conflict,
            }
        } else {
            match (months(a), months(b)) {
                ((m1, d1), (m2, d2)) if m1 == m2 || d1 == d2 || m1 == d2 && d1 == m2 => Agreement::Slip,
                // The first of January stands for "some time in that year".
                ((1, 1), _) | (_, (1, 1)) => Agreement::Year,
                _ if slips(a, b) <= 1 => Agreement::Slip,
                _ => Agreement::Near,
            }
        }
    }

    fn year(self) -> u32 {
        let digit = |at: u32| self.0.get() >> at & 0xf;
        digit(28) * 1000 + digit(24) * 100 + digit(20) * 10 + digit(16)
    }
}

/// Says of one day after the other, in their order, whether it plainly conflicts with one: most of thousands do.
pub(super) struct Conflicts {
    day: Day,
    /// By month and day, four bits a digit, in how many of these digits they differ.
    months: Vec<u8>,
    /// The year of the day before, and in how many digits that differs.
    year: (u32, u8),
}

impl Conflicts {
    /// Conflicts with a day.
    pub fn with(day: Day) -> Self {
        let mut months = vec![0; 0x1400];
        for (low, count) in (0..).zip(&mut months) {
            *count = digits(day.0.get() & 0xffff, low);
        }
        Self { day, months, year: (0, 0) }
    }

    /// Whether the next day has so many other digits that it conflicts, whichever of them changed places.
    pub fn is_plain(&mut self, other: Day) -> bool {
        let (ours, theirs) = (self.day.0.get(), other.0.get());
        if self.year.0 != theirs >> 16 {
            self.year = (theirs >> 16, digits(ours >> 16, theirs >> 16));
        }
        let months = self.months.get((theirs & 0xffff) as usize).copied().unwrap_or(0);
        // One pair of digits in the other order may stand across year and month.
        self.year.1 + months > 3 && self.day.year().abs_diff(other.year()) > 1
    }
}

/// In how many digits two numbers of four digits differ, at most eight.
fn digits(a: u32, b: u32) -> u8 {
    u8::try_from(slips(a, b)).unwrap_or(u8::MAX)
}

/// In how many digits two days differ, two beside each other in the other order counting once.
fn slips(a: u32, b: u32) -> u32 {
    let differ = any(a ^ b);
    // A digit and the next in the other order, marked at the first of them.
    let mut turned = differ & !any(a ^ (b << 4)) & !any((a << 4) ^ b);
    let mut count = differ.count_ones();
    while turned != 0 {
        let first = 1 << turned.ilog2();
        turned &= !(first | first >> 4);
        count -= 1;
    }
    count
}

/// For each four bits whether any is set, in the lowest of them.
fn any(bits: u32) -> u32 {
    let pairs = bits | bits >> 1;
    (pairs | pairs >> 2) & ONES
}

impl fmt::Display for Birth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Years(from, to) => write!(f, "{from:04}/{to:04}"),
        }
    }
}

impl From<Birth> for String {
    fn from(birth: Birth) -> Self {
        birth.to_string()
    }
}

impl TryFrom<String> for Birth {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl std::str::FromStr for Birth {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let year = |text: &str| {
            let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u16>().ok().filter(|year| plain && (1000..=2999).contains(year)).ok_or(NotADate)
        };
        let two = |text: &str, most: u8| {
            let plain = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u8>().ok().filter(|n| plain && (1..=most).contains(n)).ok_or(NotADate)
        };
        let text = text.trim();
        if let Some((from, to)) = text.split_once('/') {
            return Ok(Self::Years(year(from)?, year(to)?));
        }
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [y] => Ok(Self::Year(year(y)?)),
            [y, m] => Ok(Self::Month(year(y)?, two(m, 12)?)),
            [y, m, d] => Ok(Self::Day(year(y)?, two(m, 12)?, two(d, 31)?)),
            _ => Err(NotADate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn birth(text: &str) -> Birth {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_read_as_exactly_as_they_are_written() {
        for text in ["1971-05-09", "1971-05", "1971", "1968/1973"] {
            assert_eq!(birth(text).to_string(), text);
        }
        for text in ["", "71", "1971-13", "1971-00-01", "19710509", "May 1971", "+971", "1971-5-9", "1/2/1971"] {
            assert_eq!(text.parse::<Birth>(), Err(NotADate), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_conflicts_plainly_conflicts(
            ours in (1900_u16..2030, 1_u8..13, 1_u8..32),
            theirs in (1900_u16..2030, 1_u8..13, 1_u8..32),
        ) {
            let day = |(year, month, day)| Day::of(Birth::Day(year, month, day)).unwrap();
            let (ours, theirs) = (day(ours), day(theirs));
            if Conflicts::with(ours).is_plain(theirs) {
                proptest::prop_assert_eq!(ours.agreement(theirs), Agreement::Conflict);
            }
        }
    }

    #[test]
    fn dates_agree_by_degrees() {
        let agree = |a: &str, b: &str| birth(a).agreement(birth(b));
        assert_eq!(agree("1971-05-09", "1971-05-09"), Agreement::Day);
        assert_eq!(agree("1971-05-09", "1971"), Agreement::Year);
        assert_eq!(agree("1971-05-09", "1968/1973"), Agreement::Year);
        assert_eq!(agree("1971-05-09", "1971-09-05"), Agreement::Slip);
        assert_eq!(agree("1971-05-09", "1917-05-09"), Agreement::Slip);
        assert_eq!(agree("1971-05-09", "1971-01-01"), Agreement::Year);
        assert_eq!(agree("1971-05-09", "1970-11-30"), Agreement::Near);
        assert_eq!(agree("1971-05-09", "1974/1975"), Agreement::Conflict);
        assert_eq!(agree("1971-05-09", "1983-02-10"), Agreement::Conflict);
        // Digits that changed places, even across the month; two digits are a slip more.
        assert_eq!(agree("1973-11-21", "1973-12-11"), Agreement::Slip);
        assert_eq!(agree("1996-07-13", "1992-09-13"), Agreement::Near);
        assert_eq!(Birth::best(&[], &[birth("1971")]), None);
        assert_eq!(Birth::best(&[birth("1950"), birth("1971")], &[birth("1971-02-03")]), Some(Agreement::Year));
    }
}
