//! The files on the disk.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::desk::DeskError;
use crate::desk::screening::files::{FILE_LIMIT, read as parse, rows_told, told};
use crate::desk::screening::names;
use crate::domain::{Moment, Timestamp};

use super::{Read, Trouble};

/// The path that was typed or pasted: without the quotes and the scheme that file managers put around one.
pub(super) fn path(typed: &str) -> Option<PathBuf> {
    let typed = typed.trim().trim_matches(['"', '\'']);
    let typed = typed.strip_prefix("file://").unwrap_or(typed);
    (!typed.is_empty()).then(|| PathBuf::from(typed))
}

/// What a list may be called by its file: the name without its ending.
pub(super) fn name(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads the files whole; nothing is written.
pub(super) fn read(paths: &[PathBuf], now: &Moment) -> Result<Read, Trouble> {
    let mut files = Vec::new();
    let mut changed: Option<NaiveDate> = None;
    for path in paths {
        let unread = |error| Trouble::Unread(Arc::new(DeskError::file(path, error)));
        let (bytes, day) = one(path, now).map_err(unread)?;
        files.push(bytes);
        // A list is as old as the oldest of its files.
        changed = match (changed, day) {
            (Some(before), Some(day)) => Some(before.min(day)),
            (before, day) => before.or(day),
        };
    }
    if let [file] = files.as_slice()
        && names::is_names(file)
    {
        let read = names::read(file).map(|names| Read::Names(Arc::new(names)));
        return read.map_err(|fault| Trouble::Files(fault.told(), Vec::new()));
    }
    let files = parse(&files).map_err(|fault| Trouble::Files(told(&fault), rows_told(&fault)))?;
    Ok(Read::List(Arc::new(files), changed))
}

/// One byte more than is taken at most, so that a file without an end cannot fill the memory.
fn one(path: &Path, now: &Moment) -> std::io::Result<(Vec<u8>, Option<NaiveDate>)> {
    let file = std::fs::File::open(path)?;
    let changed = file.metadata()?.modified().ok().map(|time| Timestamp::from(DateTime::<Utc>::from(time)));
    let limit = u64::try_from(FILE_LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let _ = file.take(limit).read_to_end(&mut bytes)?;
    Ok((bytes, changed.map(|time| now.local(time).date_naive().min(now.today()))))
}
