//! Work that would make the window wait: files, and the stretching of passphrases before there is a desk.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::oneshot;

use crate::desk::DeskError;
use crate::desk::worker::SharedError;

/// Does `work` on a thread of its own. `Err` if it has none, or if it ended without an answer.
///
/// No executor's own pool is used, so that a window and a headless tour run it alike.
pub async fn background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, SharedError> {
    let (answer, answered) = oneshot::channel();
    let thread = std::thread::Builder::new().name("background".into()).spawn(move || {
        // Nobody waits any more if the screen has moved on.
        let _ = answer.send(work());
    });
    match thread {
        Ok(_) => answered.await.map_err(|_| Arc::new(DeskError::Gone)),
        Err(error) => Err(Arc::new(DeskError::file(Path::new("thread"), error))),
    }
}
