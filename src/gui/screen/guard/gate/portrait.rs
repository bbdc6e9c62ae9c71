//! The photo of whoever stands there. It comes after the verdict, which waits for nothing.

use iced::Task;
use iced::widget::image::Handle;

use crate::desk::worker::{SharedError, Worker};
use crate::domain::PersonId;
use crate::gui::background::background;
use crate::gui::context::Context;

use super::stage::Stage;
use super::{Message, State, Update, none};

/// Whose photo was asked for, and the photo once it is there.
#[derive(Debug, Clone, Default)]
pub struct Portrait {
    of: Option<PersonId>,
    photo: Option<Handle>,
}

impl State {
    /// Asks for the photo of whoever stands there now, if that is somebody else than before.
    pub(super) fn look_at_face(&mut self, ctx: &Context) -> Task<Message> {
        let of = match &self.stage {
            Stage::Card(shown) => shown.card.person.as_ref().map(|(id, _)| *id),
            Stage::Leaving(leaving) => leaving.departure.who,
            _ => None,
        };
        if of == self.portrait.of {
            return Task::none();
        }
        self.portrait = Portrait { of, photo: None };
        let Some(of) = of else { return Task::none() };
        Task::perform(photo(ctx.worker.clone(), of), move |photo| Message::Photo(of, photo))
    }

    pub(super) fn took_photo(&mut self, of: PersonId, photo: Result<Option<Handle>, SharedError>) -> Update {
        if self.portrait.of == Some(of) {
            // A photo that cannot be read is none: the document is looked at in any case.
            self.portrait.photo = photo.ok().flatten();
        }
        none()
    }

    /// The photo of whoever stands there.
    pub(super) fn face(&self) -> Option<Handle> {
        self.portrait.photo.clone()
    }
}

/// The photo of a guest, drawn.
pub async fn photo(worker: Worker, of: PersonId) -> Result<Option<Handle>, SharedError> {
    let Some(photo) = worker.ask(move |desk, _| desk.photo(of)).await? else { return Ok(None) };
    background(move || photo.rgba().ok().map(|pixels| Handle::from_rgba(pixels.width, pixels.height, pixels.rgba)))
        .await
}
