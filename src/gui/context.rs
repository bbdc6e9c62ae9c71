//! What every screen may look at and talk to.

use crate::desk::Status;
use crate::desk::worker::Worker;
use crate::domain::Moment;

use super::style::Theme;

/// The application as a screen sees it: it looks, and asks the desk through the worker.
#[derive(Debug, Clone)]
pub struct Context {
    /// The desk.
    pub worker: Worker,
    /// How the post stands, as last asked.
    pub status: Status,
    /// The moment of the last tick or event.
    pub now: Moment,
    /// The theme in use.
    pub theme: Theme,
    /// Width of the window in logical pixels.
    pub width: f32,
    /// Whether side lists show names now: nobody is presented, the desk is not idle, or a key holds them open.
    pub names_shown: bool,
    /// Whether this is the sample mission; said on every screen.
    pub demo: bool,
}
