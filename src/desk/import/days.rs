//! Days on which the mission is closed, as a calendar or a table of them has them.

use chrono::NaiveDate;

use super::field::date;
use super::sheet::{Record, Source};

/// What a column of days is called, one of last days, and one of what they are called.
const FIRST: [&str; 4] = ["date", "day", "from", "start"];
const LAST: [&str; 3] = ["until", "to", "end"];
const NAMED: [&str; 6] = ["name", "holiday", "purpose", "summary", "title", "description"];
/// Days of one row, at most.
const LONGEST: usize = 60;

/// Why a file is no list of days.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DaysFault {
    /// Nothing says which column is what.
    #[error("a first line with “date” and “name” was expected, or a calendar")]
    Columns,
    /// A row has no day, or its days do not follow one another.
    #[error("line {0}: a day was expected, as 2026-12-25")]
    Day(u64),
    /// A row does not say what its day is called.
    #[error("line {0}: a name was expected, as “Christmas Day”")]
    Name(u64),
}

/// The days of the first sheet of a file, each with what it is called.
pub fn days(source: &Source) -> Result<Vec<(NaiveDate, String)>, DaysFault> {
    let (head, rows) = source.sheets.first().and_then(|sheet| sheet.rows.split_first()).ok_or(DaysFault::Columns)?;
    let columns = |names: &[&str]| -> Vec<usize> {
        let is = |cell: usize| names.iter().any(|name| head.text(cell).trim().eq_ignore_ascii_case(name));
        (0..head.cells.len()).filter(|cell| is(*cell)).collect()
    };
    let (first, last, named) = (columns(&FIRST), columns(&LAST), columns(&NAMED));
    if first.is_empty() || named.is_empty() {
        return Err(DaysFault::Columns);
    }
    let mut days = Vec::new();
    for row in rows.iter().filter(|row| !row.is_blank()) {
        let name = said(row, &named).ok_or(DaysFault::Name(row.line))?;
        let day = |columns: &[usize]| said(row, columns).map(|text| date(text.get(..10).unwrap_or(text)));
        let begin = day(&first).and_then(Result::ok).ok_or(DaysFault::Day(row.line))?;
        let end = day(&last).unwrap_or(Ok(begin)).map_err(|_| DaysFault::Day(row.line))?;
        let span = begin.iter_days().take_while(|day| *day <= end).take(LONGEST + 1).count();
        if !(1..=LONGEST).contains(&span) {
            return Err(DaysFault::Day(row.line));
        }
        days.extend(begin.iter_days().take(span).map(|day| (day, name.to_owned())));
    }
    Ok(days)
}

/// What stands in the first of these columns in which anything does.
fn said<'a>(row: &'a Record, columns: &[usize]) -> Option<&'a str> {
    columns.iter().map(|column| row.text(*column).trim()).find(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::import::open;

    fn read(text: &str) -> Result<Vec<String>, DaysFault> {
        let days = days(&open(text.as_bytes()).unwrap())?;
        Ok(days.into_iter().map(|(day, name)| format!("{day} {name}")).collect())
    }

    #[test]
    fn a_table_and_a_calendar_say_the_same() {
        let told = ["2026-12-25 Christmas Day", "2026-12-31 Closed", "2027-01-01 Closed"].map(str::to_owned).to_vec();
        let table = "Date;Holiday;Until\n2026-12-25;Christmas Day;\n31.12.2026;Closed;01.01.2027\n";
        assert_eq!(read(table), Ok(told.clone()));
        let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas \
                        Day\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:\
                        20270102\r\nSUMMARY:Closed\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(read(calendar), Ok(told));
    }

    #[test]
    fn what_is_no_day_is_said_with_its_line() {
        assert_eq!(read("what,ever\n1,2\n"), Err(DaysFault::Columns));
        assert_eq!(read("date,name\n2026-12-25,Christmas\nsoon,Party\n"), Err(DaysFault::Day(3)));
        assert_eq!(read("date,name\n2026-12-25,\n"), Err(DaysFault::Name(2)));
        assert_eq!(read("date,until,name\n2026-12-25,2026-12-24,Back\n"), Err(DaysFault::Day(2)));
        assert_eq!(read("date,until,name\n2026-12-25,2027-12-24,Long\n"), Err(DaysFault::Day(2)));
    }
}
