//! Files of watch-lists: bytes in, [`Listing`]s out.
//!
//! Read are the SDN list of the US (CSV, with its file of aliases), the consolidated list of the United Nations (XML),
//! OpenSanctions (`targets.simple.csv`) and a plain CSV of the mission's own; which it is, the bytes say. Nothing is half
//! read: a file that is damaged or cut short gives no listing at all, and every row at fault is told in one pass. What
//! an authority says in words and could not be understood, such as a date in another calendar, is counted and stays in
//! the remarks.

mod date;
pub mod fault;
mod ofac;
mod opensanctions;
pub mod own;
mod split;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod un;
mod xml;

use std::borrow::Cow;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::Listing;
pub use fault::{Expected, ListFault, ListProblem, RowFault};
pub use own::{Own, OwnListing};

/// The largest file that is taken, in bytes: some two hundred times the lists of the US and the United Nations.
pub const FILE_LIMIT: usize = 1 << 30;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The SDN list of OFAC, as CSV.
    Ofac,
    /// Its file of aliases: read together with the list, in either order.
    OfacAliases,
    /// The consolidated list of the United Nations, as XML.
    Un,
    /// `targets.simple.csv` of OpenSanctions.
    OpenSanctions,
    /// A CSV of the mission's own.
    Own,
    /// None of these.
    Unknown,
}

impl Format {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ofac => "ofac",
            Self::OfacAliases => "ofac-aliases",
            Self::Un => "un",
            Self::OpenSanctions => "opensanctions",
            Self::Own => "own",
            Self::Unknown => "unknown",
        }
    }
}

/// What the files of a list hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Its rows, in the order of the files; ids are unique.
    pub listings: Vec<Listing>,
    /// The day on which it was made, where a file says so; of several, the earliest.
    pub dated: Option<NaiveDate>,
    /// Aliases left out because the list has nobody of their id: the two files are of different days.
    pub orphans: usize,
    /// Dates of birth that could not be understood; the remarks of their listing may have them.
    pub unread_births: usize,
    /// Headers of columns that mean nothing here and are not read, escaped and shortened.
    pub unread_columns: Vec<String>,
    /// Whether a file was read as Windows-1252, for want of being UTF-8: names with accents are to be compared.
    pub windows1252: bool,
}

/// What a file is, as its beginning says.
pub fn recognise(bytes: &[u8]) -> Format {
    text::decode(bytes).map_or(Format::Unknown, |(text, _)| format_of(&text))
}

/// Reads the files of a list: one of any format, or several of them as one list.
///
/// # Errors
/// The first file that cannot be taken, and why. Nothing of the others is taken then either.
pub fn read(files: &[&[u8]]) -> Result<Vec<Listing>, ListFault> {
    contents(files).map(|contents| contents.listings)
}

/// Reads the files of a list, with what was noticed on the way.
///
/// A listing of the mission's own comes without its reason and its end: [`own()`] reads those.
///
/// # Errors
/// As [`read`].
pub fn contents(files: &[&[u8]]) -> Result<Contents, ListFault> {
    let mut contents = Contents::default();
    let mut texts = Vec::new();
    for (file, bytes) in files.iter().enumerate() {
        let (text, old) = open(bytes).map_err(|problem| ListFault { file, problem })?;
        contents.windows1252 |= old;
        texts.push((format_of(&text), text, old));
    }
    if texts.is_empty() {
        return Err(ListFault { file: 0, problem: ListProblem::Empty });
    }
    let listed = texts.iter().any(|(format, ..)| *format == Format::Ofac);
    let mut ends = Vec::new();
    // Aliases need those whose they are, whichever file was given first.
    for aliases in [false, true] {
        for (file, (format, text, old)) in texts.iter().enumerate() {
            if (*format == Format::OfacAliases) == aliases {
                let read = match format {
                    Format::Ofac => ofac::read_primary(text, &mut contents),
                    Format::OfacAliases if listed => ofac::read_aliases(text, &mut contents),
                    Format::OfacAliases => Err(ListProblem::AliasesAlone),
                    Format::Un => xml::declared(text, *old).and_then(|()| un::read(text, &mut contents)),
                    Format::OpenSanctions => opensanctions::read(text, &mut contents),
                    Format::Own => own::read(text).map(|own| contents.take(own)),
                    Format::Unknown => Err(ListProblem::Unknown),
                };
                read.map_err(|problem| ListFault { file, problem })?;
                let dated = (*format == Format::Un).then(|| un::dated(text)).flatten();
                contents.dated = contents.dated.into_iter().chain(dated).min();
                ends.push((file, contents.listings.len()));
            }
        }
    }
    contents.distinct(&ends)?;
    Ok(contents)
}

/// Reads a file of the mission's own, with reasons, instructions and ends.
///
/// # Errors
/// Why it cannot be taken; [`ListProblem::MissingColumn`] also for a file of another format.
pub fn own(bytes: &[u8]) -> Result<Own, ListFault> {
    let read = open(bytes).and_then(|(text, _)| own::read(&text));
    read.map_err(|problem| ListFault { file: 0, problem })
}

impl Contents {
    fn take(&mut self, own: Own) {
        self.listings.extend(own.listings.into_iter().map(|own| own.listing));
        self.unread_columns.extend(own.unread_columns);
    }

    /// `Err` if two files have a listing of one id. `ends` tells how many listings there were after each file.
    fn distinct(&self, ends: &[(usize, usize)]) -> Result<(), ListFault> {
        let file_of = |place: usize| ends.iter().find(|(_, end)| place < *end).map_or(0, |(file, _)| *file);
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        for (place, listing) in self.listings.iter().enumerate() {
            if let Some(earlier) = places.insert(&listing.id, place) {
                let problem = ListProblem::Doubled { id: listing.id.clone(), file: file_of(earlier) };
                return Err(ListFault { file: file_of(place), problem });
            }
        }
        Ok(())
    }
}

/// The text of a file that is not too large and has something in it.
fn open(bytes: &[u8]) -> Result<(Cow<'_, str>, bool), ListProblem> {
    if bytes.len() > FILE_LIMIT {
        return Err(ListProblem::TooLarge);
    }
    let (text, old) = text::decode(bytes)?;
    if text::is_blank(&text) { Err(ListProblem::Empty) } else { Ok((text, old)) }
}

fn format_of(text: &str) -> Format {
    if text.trim_start().starts_with('<') {
        return if xml::root(text).as_deref() == Some(un::ROOT) { Format::Un } else { Format::Unknown };
    }
    let Some(first) = table::first_row(text, b',') else { return Format::Unknown };
    let number = first.first().is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()));
    if opensanctions::is_header(first.iter().map(String::as_str)) {
        Format::OpenSanctions
    } else if number && first.len() > 2 {
        // A damaged first row is still nearer to what it was.
        let aliases = first.len() < (ofac::PRIMARY_WIDTH + ofac::ALIAS_WIDTH) / 2;
        if aliases { Format::OfacAliases } else { Format::Ofac }
    } else if own::is_own(text) {
        Format::Own
    } else {
        Format::Unknown
    }
}
