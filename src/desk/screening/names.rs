//! The mission's own table of given names: which spellings are one name, beside the table that comes with the program.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::desk::{Desk, DeskError};
use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::text::escape;
use crate::domain::{LoadId, Moment};
use crate::i18n::{Value, tr, tr_with};
use crate::screening::given::{Given, GivenFault, GivenProblem};
use crate::store::NewEntry;
use crate::store::listings::RowsDigest;

use super::load::LoadJob;
use super::screen::Screen;

/// What the table goes by among the lists: no list can have this name.
pub const NAMES: &str = "";
/// The most that is read of a table, in bytes: the one that comes with the program has a fortieth of it.
pub const NAMES_LIMIT: usize = 1 << 20;

/// A table of given names that was read from its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamesFile {
    /// Its lines without remarks.
    pub lines: Vec<String>,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
}

/// Why a table is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NamesFault {
    /// Larger than [`NAMES_LIMIT`].
    #[error("the table is too large")]
    TooLarge,
    /// Not UTF-8.
    #[error("the table is no text in UTF-8")]
    Encoding,
    /// No line that says anything.
    #[error("the table has no line")]
    Empty,
    /// This line.
    #[error(transparent)]
    Line(#[from] GivenFault),
}

/// Whether a file is a table of given names and no list: its first line that is no remark begins with a mark.
pub fn is_names(file: &[u8]) -> bool {
    let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(b"#"));
    first.is_some_and(|line| line.starts_with(b"=") || line.starts_with(b"~"))
}

/// Reads a table whole.
///
/// # Errors
/// Why nothing of it is taken.
pub fn read(file: &[u8]) -> Result<NamesFile, NamesFault> {
    if file.len() > NAMES_LIMIT {
        return Err(NamesFault::TooLarge);
    }
    let text = std::str::from_utf8(file).map_err(|_| NamesFault::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let _ = Given::load(text)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    if lines.is_empty() {
        return Err(NamesFault::Empty);
    }
    Ok(NamesFile { lines, sha256: HEXLOWER.encode(&Sha256::digest(file)) })
}

impl NamesFault {
    /// What is wrong with the table, in words.
    pub fn told(&self) -> String {
        let GivenFault { line, problem } = match self {
            Self::TooLarge => return tr_with("names-too-large", &[("limit", (NAMES_LIMIT >> 20).into())]),
            Self::Encoding => return tr("names-encoding"),
            Self::Empty => return tr("names-empty"),
            Self::Line(fault) => fault,
        };
        let word = if let GivenProblem::Word(word) = problem { escape(word, 40) } else { String::new() };
        let values = [("line", Value::from(line.to_string())), ("word", Value::from(word))];
        tr_with(&format!("names-line-{}", problem.code()), &values)
    }
}

impl Desk {
    /// Begins to load a table of given names in place of the one before, which counts until the last step.
    pub fn begin_names(&mut self, now: Moment, names: NamesFile) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let _ = self.look_at_clock(now)?;
        if self.load.is_some() {
            return Err(DeskError::ImportRunning);
        }
        if names.lines.is_empty() || Given::load(&names.lines.join("\n")).is_err() {
            return Err(DeskError::EmptyList);
        }
        let load = LoadId::random(self.store.rng());
        let rows = names.lines.into_iter();
        self.load = Some(LoadJob::Names { load, file: names.sha256, rows, digest: RowsDigest::default() });
        Ok(())
    }

    /// Takes the mission's table away; the one that comes with the program goes on counting.
    pub fn remove_names(&mut self, now: Moment) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepLists)?;
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| {
            let row = act.tables().names()?.ok_or(DeskError::NoList)?;
            Ok::<_, DeskError>(act.record(NewEntry::new(Fact::NamesRemoved {}).about([row.seq]))?)
        })?;
        self.session_mut()?.untidy = true;
        self.take_names_anew()
    }

    /// The table changed: the lists and the guests are read anew by it, since names are found by what it says, and
    /// everybody is held against the lists.
    pub(in crate::desk) fn take_names_anew(&mut self) -> Result<(), DeskError> {
        let screen = Screen::begin(&self.store)?;
        let session = self.session_mut()?;
        session.screen = screen;
        session.follow_names();
        session.queue = session.queue.take().map(|_| super::queue::Queue::default());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_whole_or_the_line_at_fault_is_named() {
        let file = "\u{feff}# ours\r\n\r\n= quillon kwillon\r\n~ quillon quill\r\n".as_bytes();
        assert!(is_names(file) && !is_names(b"name,kind\r\nX,person\r\n") && !is_names(b"") && !is_names(b"# a\n"));
        let read = super::read(file).unwrap();
        assert_eq!(read.lines, ["= quillon kwillon", "~ quillon quill"]);
        for (file, expected) in [
            (&b"= a b\n= Upper case\n"[..], "Line 2"),
            (b"= a b\nno mark\n", "Line 2"),
            (b"= alone\n", "Line 1"),
            (b"# nothing\n", "no line"),
            (b"= a \xff\n", "UTF-8"),
        ] {
            let told = super::read(file).unwrap_err().told();
            assert!(told.contains(expected), "{told}");
        }
        assert_eq!(super::read(&vec![b'#'; NAMES_LIMIT + 1]), Err(NamesFault::TooLarge));
    }
}
