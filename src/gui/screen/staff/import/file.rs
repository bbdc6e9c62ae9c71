//! The file on the disk.

use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::desk::DeskError;
use crate::desk::clock::{place_at, zone_at};
use crate::desk::import::{FILE_LIMIT, Preview, ReadRules, Reading, Source, mapping_key, open};
use crate::desk::worker::Worker;
use crate::gui::background::background;
use crate::gui::context::Context;

use super::shown::Opened;
use super::{Previewed, Trouble};

/// The path that was typed or pasted: without the quotes and the scheme that file managers put around one.
pub(super) fn path(typed: &str) -> Option<PathBuf> {
    let typed = typed.trim().trim_matches(['"', '\'']);
    let typed = typed.strip_prefix("file://").unwrap_or(typed);
    (!typed.is_empty()).then(|| PathBuf::from(typed))
}

/// What the file is read against.
pub(super) fn rules(context: &Context) -> ReadRules {
    let gate = context.status.gate.clone();
    let holidays = context.status.holidays.clone();
    ReadRules {
        gate,
        zone: zone_at(context.now),
        place: place_at(context.now),
        holidays,
        ..ReadRules::new(context.now)
    }
}

/// Opens the file, reads it as files with its columns were read before, and validates it whole.
pub(super) async fn read(path: PathBuf, rules: ReadRules, worker: Worker) -> Result<Opened, Trouble> {
    let source = background(move || source(&path)).await.map_err(Trouble::Desk)??;
    let mut reading = Reading::of(&source).map_err(Trouble::from)?;
    let key = mapping_key(&source, &reading);
    let mapping = worker.ask(move |desk, _| desk.mapping(&key)).await.map_err(Trouble::Desk)?;
    if let Some(mapping) = &mapping {
        mapping.apply(&source, &mut reading);
    }
    let source = Arc::new(source);
    let preview = again(Arc::clone(&source), reading.clone(), rules).await?;
    Ok(Opened { source, reading, preview, known: mapping.is_some() })
}

fn source(path: &Path) -> Result<Source, Trouble> {
    let bytes = bytes(path).map_err(|error| Trouble::Unread(Arc::new(DeskError::file(path, error))))?;
    open(&bytes).map_err(Trouble::from)
}

/// Validates what was opened, read so.
pub(super) async fn again(source: Arc<Source>, reading: Reading, rules: ReadRules) -> Result<Previewed, Trouble> {
    let read = move || Preview::of(&source, &reading, &rules).map(Arc::new).map_err(Box::new);
    background(read).await.map_err(Trouble::Desk)
}

/// One byte more than is taken at most, so that a file without an end cannot fill the memory.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(FILE_LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let _ = std::fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where the rejected rows of a file go: beside it.
pub(super) fn rejected_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".rejected.csv");
    name.into()
}

/// Writes the rejected rows beside the file. Those of an earlier attempt may be all that somebody has of them: they are
/// not written over.
pub(super) fn write_rejected(path: &Path, csv: &str) -> Result<PathBuf, Trouble> {
    let path = rejected_path(path);
    let written = std::fs::File::create_new(&path).and_then(|mut file| file.write_all(csv.as_bytes()));
    match written {
        Ok(()) => Ok(path),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Trouble::RejectedThere(path)),
        Err(error) => Err(Trouble::Desk(Arc::new(DeskError::file(&path, error)))),
    }
}
