//! The badge that was issued: drawn for the screen, written to files to print.

use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

use iced::widget::image::Handle;

use crate::desk::badge::{CardFace, FontScope, Fonts, draw, write};
use crate::desk::worker::{SharedError, Worker};
use crate::desk::{Desk, DeskError};
use crate::domain::BadgeId;
use crate::gui::background::background;

/// How wide the card is drawn for the screen, in pixels: sharp at every scale of the window.
const ON_SCREEN: u32 = 1_200;
/// The folder for badges to print, beside the store.
const FOLDER: &str = "badges";

/// Loading the fonts takes a while; they are kept for the next badge.
static FONTS: LazyLock<Mutex<Fonts>> = LazyLock::new(|| Mutex::new(Fonts::new(FontScope::System)));

/// A badge on the screen.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The card.
    pub image: Handle,
    /// Whether every character of it could be drawn.
    pub complete: bool,
}

/// Draws the badge of a stay for the screen.
pub async fn picture(worker: Worker, presence: u64) -> Result<Picture, SharedError> {
    let face = face(&worker, presence).await?.0;
    let drawn = background(move || {
        let card = draw(&face, &mut FONTS.lock().unwrap_or_else(PoisonError::into_inner))?;
        let pixels = card.rgba(ON_SCREEN)?;
        let image = Handle::from_rgba(pixels.width, pixels.height, pixels.rgba);
        Ok::<_, DeskError>(Picture { image, complete: card.complete() })
    });
    drawn.await?.map_err(Into::into)
}

/// Writes the badge of a stay as PNG and PDF into the folder beside the store; says which.
pub async fn save(worker: Worker, presence: u64, badge: BadgeId) -> Result<PathBuf, SharedError> {
    let (face, folder) = face(&worker, presence).await?;
    let written = background(move || {
        write(&face, badge, &mut FONTS.lock().unwrap_or_else(PoisonError::into_inner), &folder.join(FOLDER))
    });
    written.await?.map_err(Into::into)
}

/// Removes the files of the badge of a stay that is over. Why they still lie there, if they do: what was decided stands.
pub fn forget(desk: &Desk, presence: u64) -> Option<SharedError> {
    let folder = desk.store().folder().join(FOLDER);
    let forgotten = match desk.store().tables().badge_of(presence) {
        Ok(Some((badge, _))) => crate::desk::badge::forget(&folder, badge),
        Ok(None) => Ok(()),
        Err(error) => Err(error.into()),
    };
    forgotten.err().map(Into::into)
}

async fn face(worker: &Worker, presence: u64) -> Result<(CardFace, PathBuf), SharedError> {
    let ask = move |desk: &mut Desk, now| Ok((desk.card_face_of(now, presence)?, desk.store().folder().to_owned()));
    worker.ask(ask).await
}
