//! Files of watch-lists: read whole, so that what is in them can be looked at before anything is written.

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::desk::DeskError;
use crate::domain::guest::chrono_date::Date;
use crate::domain::{Moment, Timestamp};
use crate::i18n::{Value, tr, tr_with};
use crate::screening::list::{self, Contents, Format, ListFault, ListProblem, RowFault, contents, recognise};
use crate::screening::{Listing, Nature};

use super::listings::NewListing;

/// Faults of rows that a command tells one by one.
const TOLD: usize = 10;
/// The most that is read of one file, in bytes.
pub const FILE_LIMIT: usize = crate::screening::list::FILE_LIMIT;

/// What files came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFiles {
    /// Their rows.
    pub listings: Vec<Listing>,
    /// What each file is: the stable name.
    pub formats: Vec<&'static str>,
    /// SHA-256 of the files one after the other, lower-case hexadecimal.
    pub sha256: String,
    /// The day on which it was made, where the files say so themselves.
    pub dated: Option<Date>,
    /// What was noticed on the way and is worth a look, in words.
    pub remarks: Vec<String>,
    /// Headers of columns that mean nothing and are not read.
    pub unread_columns: Vec<String>,
}

impl ListFiles {
    /// The date that the list counts from: the one that was given, else the one that the files say, else when they were
    /// last changed.
    ///
    /// # Errors
    /// [`DeskError::ListDated`] where they say that they are older than was given.
    pub fn date(&self, given: Option<Date>, changed: Date) -> Result<Date, DeskError> {
        match (given, self.dated) {
            (Some(given), Some(said)) if given > said => Err(DeskError::ListDated(said)),
            (given, said) => Ok(given.or(said).unwrap_or(changed)),
        }
    }

    /// Rows about persons.
    pub fn persons(&self) -> usize {
        self.listings.iter().filter(|listing| listing.nature == Nature::Person).count()
    }

    /// Rows with at least one date of birth.
    pub fn born(&self) -> usize {
        self.listings.iter().filter(|listing| !listing.births.is_empty()).count()
    }

    /// Rows with at least one number of a document.
    pub fn documented(&self) -> usize {
        self.listings.iter().filter(|listing| !listing.documents.is_empty()).count()
    }
}

/// Reads the files of one list, whatever their formats are.
///
/// # Errors
/// They cannot be read as a list: which file, and why.
pub fn read(files: &[Vec<u8>]) -> Result<ListFiles, ListFault> {
    let slices: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let read = contents(&slices)?;
    let formats = slices.iter().map(|file| recognise(file)).map(Format::code).collect();
    let mut hash = Sha256::new();
    files.iter().for_each(|file| hash.update(file));
    let remarks = remarks(&read);
    let (dated, sha256) = (read.dated.map(Date), HEXLOWER.encode(&hash.finalize()));
    let unread_columns = read.unread_columns;
    Ok(ListFiles { listings: read.listings, formats, sha256, dated, remarks, unread_columns })
}

fn remarks(read: &Contents) -> Vec<String> {
    let counted = |id: &str, count: usize| (count > 0).then(|| tr_with(id, &[("count", Value::from(count))]));
    let columns = (!read.unread_columns.is_empty())
        .then(|| tr_with("list-remark-columns", &[("columns", read.unread_columns.join(", ").into())]));
    let remarks = [
        counted("list-remark-orphans", read.orphans),
        counted("list-remark-births", read.unread_births),
        columns,
        read.windows1252.then(|| tr("list-remark-encoding")),
    ];
    remarks.into_iter().flatten().collect()
}

/// Entries of the mission's own list from a file; the last day on which one counts ends at midnight at the gate. Beside
/// them stand the headers of columns that mean nothing and are not read.
///
/// # Errors
/// Why nothing of the file is taken.
pub fn own(file: &[u8], now: Moment) -> Result<(Vec<NewListing>, Vec<String>), ListFault> {
    let entry = |own: list::OwnListing| NewListing {
        listing: own.listing,
        instruction: own.instruction,
        reason: own.reason,
        until: own.until.and_then(|day| end_of(day, now)),
    };
    let read = list::own(file)?;
    Ok((read.listings.into_iter().map(entry).collect(), read.unread_columns))
}

/// The last moment of a day at the gate.
pub fn end_of(day: NaiveDate, now: Moment) -> Option<Timestamp> {
    let end = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    Some(Timestamp(end.and_utc().timestamp_millis() - i64::from(now.offset) * 1_000 - 1))
}

/// What is wrong with the files, and the first rows at fault: a line each.
pub fn lines(fault: &ListFault) -> String {
    let rows = rows_told(fault).into_iter().take(TOLD);
    std::iter::once(told(fault)).chain(rows).collect::<Vec<_>>().join("\n")
}

/// What is wrong with the files, in words.
pub fn told(fault: &ListFault) -> String {
    worded(&format!("list-problem-{}", fault.problem.code()), fault.problem.values())
}

/// The rows at fault in words, as far as they were kept: the line, what stands there, what was expected.
pub fn rows_told(fault: &ListFault) -> Vec<String> {
    let ListProblem::Rows { faults, .. } = &fault.problem else { return Vec::new() };
    faults.iter().map(row_told).collect()
}

fn row_told(fault: &RowFault) -> String {
    let expected = worded(&format!("list-expected-{}", fault.expected.code()), fault.expected.values());
    let there = [fault.field, fault.value.as_str()].into_iter().filter(|part| !part.is_empty());
    let there = there.collect::<Vec<_>>().join(": ");
    let values = [("line", fault.line.to_string().into()), ("there", there.into()), ("expected", expected.into())];
    tr_with("list-row-fault", &values)
}

/// A message with these values; one that is a number is counted as one.
fn worded(id: &str, values: Vec<(&'static str, String)>) -> String {
    let value = |text: String| text.parse::<u32>().map_or_else(|_| Value::from(text), Value::from);
    let values: Vec<_> = values.into_iter().map(|(name, text)| (name, value(text))).collect();
    tr_with(id, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_table_is_read_and_told() {
        let file = "name,birth_date,shoe size\r\nXaver Nemo,1948,44\r\nZenobia Quirin,,\r\n".as_bytes().to_vec();
        let read = read(&[file]).unwrap();
        assert_eq!((read.listings.len(), read.persons(), read.born(), read.documented()), (2, 2, 1, 0));
        assert_eq!(read.formats, ["own"]);
        assert!(read.remarks.iter().any(|remark| remark.contains("shoe size")));
        assert_eq!(read.sha256.len(), 64);
    }

    #[test]
    fn what_a_file_says_of_its_day_counts_and_nothing_later() {
        let day = |text: &str| Date(NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap());
        let un = |attribute: &str| {
            let person = "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ZED</FIRST_NAME></INDIVIDUAL>";
            let all = format!("<INDIVIDUALS>{person}</INDIVIDUALS>");
            format!("<CONSOLIDATED_LIST{attribute}>{all}</CONSOLIDATED_LIST>").into_bytes()
        };
        let changed = day("2026-11-24");
        for said in [" dateGenerated=\"2026-02-27\"", " dateGenerated='2026-02-27T03:20:00.000Z'"] {
            let files = read(&[un(said)]).unwrap();
            let dated = |given: Option<&str>| files.date(given.map(day), changed);
            assert_eq!(dated(None).unwrap(), day("2026-02-27"), "{said}");
            assert_eq!(dated(Some("2026-02-26")).unwrap(), day("2026-02-26"));
            let later = dated(Some("2026-02-28"));
            assert!(matches!(later, Err(DeskError::ListDated(said)) if said == day("2026-02-27")), "{later:?}");
        }
        for silent in ["", " dateGenerated=\"soon\""] {
            let files = read(&[un(silent)]).unwrap();
            assert_eq!(files.date(None, changed).unwrap(), changed);
            assert_eq!(files.date(Some(day("2026-11-25")), changed).unwrap(), day("2026-11-25"));
        }
    }

    #[test]
    fn what_is_wrong_is_said_by_line() {
        let fault = read(&[b"name,birth_date\r\nXaver Nemo,soon\r\n".to_vec()]).unwrap_err();
        assert_eq!(told(&fault), "1 fault in the rows; nothing was taken");
        let rows = rows_told(&fault);
        assert!(rows.len() == 1 && rows[0].starts_with("Line 2") && rows[0].contains("soon"), "{rows:?}");
        assert_eq!(told(&read(&[Vec::new()]).unwrap_err()), tr("list-problem-empty"));
    }
}
