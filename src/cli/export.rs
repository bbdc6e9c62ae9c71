//! The log in a folder of plain files, so that an outsider can check it without this program.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::json;

use super::context::Context;
use super::fault::{CliError, Outcome};
use super::log::unreadable;
use super::output::words;
use crate::desk::Desk;
use crate::ledger::Checkpoint;
use crate::store::Store;

/// What lies in the folder, and how it is checked.
const README: &str = include_str!("export.txt");
/// Leaves written before the progress is shown.
const STRIDE: u64 = 1_024;

/// Writes everything that the newest signed head covers. It holds no person: leaves are handles, times and
/// commitments.
pub fn run(context: &Context, desk: &Desk, folder: &Path) -> Result<Outcome, CliError> {
    let store = desk.store();
    let Some(newest) = store.checkpoint(None)? else { return Err(CliError::NotSealed(0)) };
    let newest: Checkpoint = newest.text().parse().map_err(|_| unreadable())?;
    make_folder(folder)?;
    let checkpoints = checkpoints(store, newest.size, &folder.join("checkpoints"))?;
    leaves(context, store, newest.size, &folder.join("leaves.jsonl"))?;
    let known = desk.identity()?;
    let text = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(CliError::file(path))
    };
    text("origin", &format!("{}\n", known.origin))?;
    text("key", &format!("{}\n", known.key))?;
    text("README.txt", README)?;
    let object = json!({ "folder": folder, "entries": newest.size, "checkpoints": checkpoints });
    context.out.say(&object, || {
        let (entries, folder) = (newest.size.to_string(), folder.display().to_string());
        words("cli-exported", &[("entries", &entries), ("folder", &folder)])
    });
    Ok(Outcome::Done)
}

fn make_folder(folder: &Path) -> Result<(), CliError> {
    std::fs::create_dir_all(folder).map_err(CliError::file(folder))?;
    let mut inside = std::fs::read_dir(folder).map_err(CliError::file(folder))?;
    if inside.next().is_some() { Err(CliError::Exists(folder.to_owned())) } else { Ok(()) }
}

/// Every signed head of this log, each as the note that was signed, with an empty line between two.
fn checkpoints(store: &Store, newest: u64, path: &Path) -> Result<u64, CliError> {
    let mut file = BufWriter::new(File::create_new(path).map_err(CliError::file(path))?);
    // Heads of a log that this one goes on from were signed by another key, and stay with it.
    let first = store.tables().logs()?.last().map_or(0, |log| log.first);
    let (mut covered, mut count) = (first, 0);
    while covered < newest {
        let Some(note) = store.checkpoint(Some(covered))? else { break };
        let head: Checkpoint = note.text().parse().map_err(|_| unreadable())?;
        let gap = if count > 0 { "\n" } else { "" };
        write!(file, "{gap}{note}").map_err(CliError::file(path))?;
        (covered, count) = (head.size, count + 1);
    }
    finish(file, path)?;
    Ok(count)
}

fn leaves(context: &Context, store: &Store, size: u64, path: &Path) -> Result<(), CliError> {
    let mut file = BufWriter::new(File::create_new(path).map_err(CliError::file(path))?);
    for seq in 0..size {
        let (leaf, _) = store.leaf(seq)?;
        file.write_all(&leaf).and_then(|()| file.write_all(b"\n")).map_err(CliError::file(path))?;
        if seq.is_multiple_of(STRIDE) {
            context.out.progress(&words("cli-exporting", &[("done", &seq.to_string()), ("total", &size.to_string())]));
        }
    }
    context.out.progress("");
    finish(file, path)
}

fn finish(file: BufWriter<File>, path: &Path) -> Result<(), CliError> {
    let file = file.into_inner().map_err(|error| error.into_error());
    file.and_then(|file| file.sync_all()).map_err(CliError::file(path))
}
