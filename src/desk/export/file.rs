//! The file on the disk: written beside its place, put there whole, its owner's alone.

use std::io::{self, Write as _};
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::table::{Format, Table};

/// A file that is written and not yet in its place.
#[derive(Debug)]
pub struct Draft {
    pub(super) list: &'static str,
    pub(super) format: Format,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    file: NamedTempFile,
}

impl Draft {
    /// Writes these bytes of a table beside where they are to be, down to the disk. Whoever else uses the machine cannot
    /// read them.
    pub fn write(table: &Table, format: Format, bytes: &[u8], path: &Path) -> io::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // A file made so is its owner's alone, and gone again if it is not kept.
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        let rows = u64::try_from(table.rows.len()).unwrap_or(u64::MAX);
        Ok(Self { list: table.list, format, rows, sha256: HEXLOWER.encode(&Sha256::digest(bytes)), file })
    }

    /// Puts it in its place. What is there is written over only where that was agreed to.
    pub fn keep(self, path: &Path, over: bool) -> io::Result<()> {
        let kept = if over { self.file.persist(path) } else { self.file.persist_noclobber(path) };
        kept.map(drop).map_err(|error| error.error)
    }
}
