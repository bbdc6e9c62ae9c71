//! Dates of birth, as exactly as they are known.

use std::fmt;

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
        if let (Self::Day(y1, m1, d1), Self::Day(y2, m2, d2)) = (self, other) {
            return match (y1 == y2, m1 == m2, d1 == d2) {
                (true, true, true) => Agreement::Day,
                (true, ..) if m1 == d2 && d1 == m2 => Agreement::Slip,
                (true, true, false) | (true, false, true) => Agreement::Slip,
                // The first of January stands for "some time in that year".
                (true, ..) if (m1, d1) == (1, 1) || (m2, d2) == (1, 1) => Agreement::Year,
                _ => match slips(self, other) {
                    0 | 1 => Agreement::Slip,
                    2 => Agreement::Near,
                    _ if y1.abs_diff(y2) <= 1 => Agreement::Near,
                    _ => Agreement::Conflict,
                },
            };
        }
        if b < c || d < a {
            let gap = if b < c { c - b } else { a - d };
            return if gap <= 2 { Agreement::Near } else { Agreement::Conflict };
        }
        Agreement::Year
    }

    /// A whole date as one number; 0 for another.
    pub fn packed(self) -> u32 {
        match self {
            Self::Day(year, month, day) => u32::from(year) << 16 | u32::from(month) << 8 | u32::from(day),
            _ => 0,
        }
    }

    /// The whole date of a number; `None` for 0.
    pub fn unpacked(number: u32) -> Option<Self> {
        let [year, century, month, day] =
            [number >> 16, number >> 24, number >> 8, number].map(|part| part.to_le_bytes()[0]);
        (number != 0).then(|| Self::Day(u16::from(century) << 8 | u16::from(year), month, day))
    }

    /// The best agreement between two sets of dates; `None` where one of them is empty.
    pub fn best(ours: &[Self], theirs: &[Self]) -> Option<Agreement> {
        ours.iter().flat_map(|a| theirs.iter().map(|b| a.agreement(*b))).min()
    }
}

/// In how many digits two whole dates differ, two beside each other in the other order counting once.
fn slips(a: Birth, b: Birth) -> usize {
    let (a, b) = (digits(a), digits(b));
    let (mut count, mut at) = (0, 0);
    while at < a.len() {
        let turned = a.get(at) == b.get(at + 1) && a.get(at + 1) == b.get(at) && a.get(at + 1).is_some();
        count += usize::from(a.get(at) != b.get(at));
        at += if turned { 2 } else { 1 };
    }
    count
}

/// The digits of a date as it is written; zeros for a day or a month that it leaves open.
fn digits(date: Birth) -> [u16; 8] {
    let (year, month, day) = match date {
        Birth::Day(year, month, day) => (year, month, day),
        Birth::Month(year, month) => (year, month, 0),
        Birth::Year(year) | Birth::Years(year, _) => (year, 0, 0),
    };
    let (month, day) = (u16::from(month), u16::from(day));
    [year / 1000, year / 100 % 10, year / 10 % 10, year % 10, month / 10, month % 10, day / 10, day % 10]
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
