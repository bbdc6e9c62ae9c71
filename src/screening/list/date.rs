//! Dates of birth as authorities write them in words.

use crate::screening::Birth;

/// What stands before a date that is not certain.
const ROUGHLY: [&str; 9] = ["c", "ca", "circa", "approximately", "approx", "about", "around", "early", "late"];
/// What stands before a date and says nothing.
const FILLERS: [&str; 5] = ["between", "from", "born", "in", "mid"];
/// Where the name of each month begins, in order.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The date a text names: `09 Dec 1969`, `Dec. 1969`, `1969`, `1969-12-09`, `circa 1960`, `1958 to 1962`,
/// `between 1958 and 1962`, `09 Dec 1969 to 12 Jan 1970`. `None` for anything else, such as another calendar.
pub(super) fn birth(text: &str) -> Option<Birth> {
    if let Ok(birth) = text.parse() {
        return plausible(birth);
    }
    let spaced = text.to_lowercase().replace(['.', ','], " ");
    let rough = spaced.split_whitespace().any(|word| ROUGHLY.contains(&word));
    let words: Vec<&str> =
        spaced.split_whitespace().filter(|word| !ROUGHLY.contains(word) && !FILLERS.contains(word)).collect();
    let birth = range(&words)?;
    Some(match birth {
        // A day that is not certain is no better than its year.
        Birth::Day(year, ..) | Birth::Month(year, _) if rough => Birth::Year(year),
        birth => birth,
    })
}

/// One date, or two with `to` or `and` between them.
fn range(words: &[&str]) -> Option<Birth> {
    if let [range] = words
        && let Some((from, to)) = range.split_once('-')
    {
        return between(one(&[from])?, one(&[to])?);
    }
    match words.iter().position(|word| ["to", "and", "-", "–"].contains(word)) {
        None => one(words),
        Some(at) => between(one(words.get(..at)?)?, one(words.get(at + 1..)?)?),
    }
}

/// One date of one to three words.
fn one(words: &[&str]) -> Option<Birth> {
    let birth = match words {
        [date] => date.parse().ok()?,
        [month_, year_] => Birth::Month(year(year_)?, month(month_)?),
        [day_, month_, year_] => match day(day_) {
            Some(day) => Birth::Day(year(year_)?, month(month_)?, day),
            None => Birth::Day(year(year_)?, month(day_)?, day(month_)?),
        },
        _ => return None,
    };
    plausible(birth)
}

/// As narrow as both ends allow.
fn between(from: Birth, to: Birth) -> Option<Birth> {
    let ((a, _), (_, b)) = (from.years(), to.years());
    if from == to {
        return Some(from);
    }
    let month = |birth| match birth {
        Birth::Day(year, month, _) | Birth::Month(year, month) => Some((year, month)),
        Birth::Year(_) | Birth::Years(..) => None,
    };
    match (month(from), month(to)) {
        (Some(one), Some(other)) if one == other => Some(Birth::Month(one.0, one.1)),
        _ if a == b => Some(Birth::Year(a)),
        _ => Some(Birth::Years(a.min(b), a.max(b))),
    }
}

/// The date with the first of its years first, if that is one in which somebody may have been born.
fn plausible(birth: Birth) -> Option<Birth> {
    let (from, to) = birth.years();
    let birth = if let Birth::Years(..) = birth { Birth::Years(from, to) } else { birth };
    (from >= 1800 && to < 2100).then_some(birth)
}

fn year(word: &str) -> Option<u16> {
    match word.parse() {
        Ok(Birth::Year(year)) => Some(year),
        _ => None,
    }
}

/// The month that an English name or its first three letters mean.
pub(super) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|month| word.get(..3) == Some(month))?;
    let whole = word.bytes().all(|b| b.is_ascii_alphabetic());
    u8::try_from(at + 1).ok().filter(|_| whole)
}

fn day(word: &str) -> Option<u8> {
    let digits = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|day| digits && (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_the_lists_write_them() {
        for (text, expected) in [
            ("09 Dec 1969", "1969-12-09"),
            ("9 December 1969", "1969-12-09"),
            ("December 9, 1969", "1969-12-09"),
            ("Dec 1969", "1969-12"),
            ("Nov. 1973 ", "1973-11"),
            ("1969", "1969"),
            ("1969-12-09", "1969-12-09"),
            ("circa 1960", "1960"),
            ("circa 09 Dec 1960", "1960"),
            ("circa 1979-1982", "1979/1982"),
            ("1958 to 1962", "1958/1962"),
            ("1962 to 1958", "1958/1962"),
            ("between 1958 and 1962", "1958/1962"),
            ("Between Aug. and Sep. 1977", ""),
            ("09 Dec 1969 to 12 Jan 1970", "1969/1970"),
            ("09 Dec 1969 to 12 Dec 1969", "1969-12"),
            ("Jan 1969 to Dec 1969", "1969"),
            ("Approximately 1955", "1955"),
            ("1968/1973", "1968/1973"),
            ("30-35 years old", ""),
            ("24/06/1402 (Hijri Calendar)", ""),
            ("1402", ""),
            ("32 Dec 1969", ""),
            ("Mayor 1969 to", ""),
            ("", ""),
            ("to", ""),
            ("-", ""),
        ] {
            assert_eq!(birth(text).map(|birth| birth.to_string()).unwrap_or_default(), expected, "{text}");
        }
    }
}
