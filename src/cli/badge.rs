//! The card of a badge, as a picture and as a page.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::args::Badge;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use crate::badge::card::{FontScope, Fonts};
use crate::desk::badge::draw;
use crate::desk::{DeskError, system_moment};
use crate::i18n::tr;

/// `gateward badge`
pub fn run(context: &Context, badge: &Badge) -> Result<Outcome, CliError> {
    let face = context.read(|desk| Ok(desk.card_face(system_moment(), &badge.token)?))?;
    let card = draw(&face, &mut Fonts::new(FontScope::System))?;
    if !card.complete() {
        context.out.remark(&tr("cli-card-incomplete"));
    }
    let mut written = Vec::new();
    // Both are drawn before either is written.
    let png = badge.png.as_deref().map(|path| Ok::<_, DeskError>((path, card.png(badge.width)?))).transpose()?;
    let pdf = badge.pdf.as_deref().map(|path| Ok::<_, DeskError>((path, card.pdf()?))).transpose()?;
    for (path, bytes) in png.into_iter().chain(pdf) {
        write(path, &bytes, badge.force)?;
        written.push(path);
    }
    let object = json!({ "number": face.number, "files": written, "complete": card.complete() });
    context.out.say(&object, || {
        let file = |path: &&Path| words("cli-written", &[("file", &path.display().to_string())]);
        written.iter().map(file).collect::<Vec<_>>().join("\n")
    });
    Ok(Outcome::Done)
}

/// Writes a file; one that is there is written over only where that was asked for.
pub fn write(path: &Path, bytes: &[u8], over: bool) -> Result<(), CliError> {
    let mut options = OpenOptions::new();
    let _ = if over { options.write(true).create(true).truncate(true) } else { options.write(true).create_new(true) };
    let mut file = options.open(path).map_err(CliError::file(path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(CliError::file(path))
}
