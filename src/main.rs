//! The command line and the window of Gateward.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use gateward::cli::context::{Context, randomness};
use gateward::cli::fault::{CliError, Outcome};
use gateward::cli::{self, Asked, process};
use gateward::desk::{sample, system_moment};
use gateward::gui::app::{self, Start};
use gateward::gui::tour::tour;

fn main() -> ExitCode {
    process::begin_log();
    process::keep_to_ourselves();
    ExitCode::from(match Asked::read() {
        Ok(Asked::Desk(context, command)) => cli::run(&context, *command),
        Ok(Asked::Window(context)) => cli::end(&context, window(context.folder.clone(), false)),
        Ok(Asked::Demo(context, None)) => cli::end(&context, demo()),
        Ok(Asked::Demo(context, Some(folder))) => cli::end(&context, pictures(&context, &folder)),
        Err(code) => code,
    })
}

/// Opens the window on the post in this folder.
fn window(folder: PathBuf, demo: bool) -> Result<Outcome, CliError> {
    let start = Start { folder, demo, clock: Arc::new(system_moment), rng: randomness };
    app::run(start).map_err(|error| CliError::Window(error.into()))?;
    Ok(Outcome::Done)
}

/// Opens the window on a sample mission that is gone when it closes.
fn demo() -> Result<Outcome, CliError> {
    let folder = tempfile::tempdir().map_err(CliError::file(std::env::temp_dir()))?;
    drop(sample::prepare(folder.path(), system_moment(), randomness())?);
    window(folder.path().to_owned(), true)
}

/// Plays the tour and names each picture as it lies in the folder.
fn pictures(context: &Context, folder: &Path) -> Result<Outcome, CliError> {
    for picture in tour(folder).map_err(|error| CliError::Window(error.into()))? {
        context.out.written(&picture);
    }
    Ok(Outcome::Done)
}
