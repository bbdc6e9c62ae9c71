//! What was typed, understood.

use chrono::{Datelike as _, NaiveDate};

use crate::desk::screening::Birth;
use crate::domain::moment::DAY;
use crate::domain::{Moment, Timestamp};
use crate::i18n::{tr, tr_with};

/// The parts of a text between commas and semicolons.
pub fn several(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '،', '、']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Dates of birth; the fault names the part that is none.
pub fn births(text: &str) -> Result<Vec<Birth>, String> {
    let one = |part: String| birth(&part).ok_or_else(|| tr_with("own-born-fault", &[("text", part.into())]));
    several(text).into_iter().map(one).collect()
}

/// One date of birth: as authorities write it, by a day with dots, or a range of years with a dash.
fn birth(text: &str) -> Option<Birth> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%d.%m.%Y") {
        let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1000)?;
        return Some(Birth::Day(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?));
    }
    let years = text.split_once(['-', '–', '/']).map(|(from, to)| (from.trim(), to.trim()));
    if let Some((from, to)) = years.filter(|(from, to)| from.len() == 4 && to.len() == 4) {
        return format!("{from}/{to}")
            .parse()
            .ok()
            .filter(|birth| matches!(birth, Birth::Years(from, to) if from <= to));
    }
    match text.parse().ok()? {
        // A day that no calendar has is a slip of the hand, not a date.
        Birth::Day(year, month, day) => {
            let there = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).is_some();
            there.then_some(Birth::Day(year, month, day))
        }
        other => Some(other),
    }
}

/// A country as it is kept: a code in lower case, anything else as it was typed.
pub fn country(text: &str) -> String {
    if text.len() == 2 && text.is_ascii() { text.to_ascii_lowercase() } else { text.to_owned() }
}

/// The last moment of a day that was typed, or no end; the fault is why it cannot be taken.
pub fn until(text: &str, now: &Moment) -> Result<Option<Timestamp>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = ["%Y-%m-%d", "%d.%m.%Y"].into_iter().find_map(|pattern| NaiveDate::parse_from_str(text, pattern).ok());
    let day = day.ok_or_else(|| tr("own-date-fault"))?;
    if day < now.today() {
        return Err(tr("own-date-past"));
    }
    let days = day.signed_duration_since(now.today()).num_days();
    Ok(Some(now.day().0.plus((days + 1) * DAY - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_of_birth_are_read_as_people_write_them() {
        let read = |text: &str| births(text).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(read(""), Ok(vec![]));
        assert_eq!(
            read("1971-05-09, 09.05.1971; 1971"),
            Ok(["1971-05-09", "1971-05-09", "1971"].map(Into::into).into())
        );
        assert_eq!(read("1968/1973"), Ok(vec!["1968/1973".into()]));
        assert_eq!(read("1968 – 1973"), Ok(vec!["1968/1973".into()]));
        for wrong in ["1971-02-30", "31.11.1971", "1973-1968", "71", "soon", "0000-01-01"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_end_is_the_end_of_its_day_and_never_past() {
        let now = Moment { at: Timestamp(1_795_507_860_000), offset: 3_600, monotonic: 0 };
        assert_eq!(until("  ", &now), Ok(None));
        let end = until("2026-11-24", &now).unwrap().unwrap();
        assert_eq!(now.local(end).format("%F %T").to_string(), "2026-11-24 23:59:59");
        let end = until("31.12.2026", &now).unwrap().unwrap();
        assert_eq!(now.local(end).format("%F").to_string(), "2026-12-31");
        assert!(until("2026-11-23", &now).is_err() && until("tomorrow", &now).is_err());
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading(text in "\\PC{0,60}") {
            let now = Moment::utc(Timestamp(1_795_507_860_000));
            let _ = births(&text);
            let _ = until(&text, &now);
            prop_assert!(several(&text).iter().all(|part| !part.trim().is_empty()));
        }
    }
}
