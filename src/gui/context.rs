//! What every screen may look at and talk to.

use crate::desk::Status;
use crate::desk::worker::Worker;
use crate::domain::Moment;

use super::style::Theme;

/// How long nobody touches anything before what is personal closes to onlookers, in milliseconds.
pub const IDLE: i64 = 60_000;

/// The application as a screen sees it: it looks, and asks the desk through the worker.
#[derive(Debug, Clone)]
pub struct Context {
    /// The desk.
    pub worker: Worker,
    /// How the post stands, as last asked.
    pub status: Status,
    /// Findings that wait for an answer; `None` for whoever answers none.
    pub findings: Option<usize>,
    /// The moment of the last tick or event.
    pub now: Moment,
    /// The theme in use.
    pub theme: Theme,
    /// Width of the window in logical pixels.
    pub width: f32,
    /// How long nobody has touched anything, in milliseconds; 0 while the screen is shielded or held open.
    pub unattended: i64,
    /// Whether side lists show names now: nobody is presented, the desk is not idle, or a key holds them open.
    pub names_shown: bool,
    /// Whether this is the sample mission; said on every screen.
    pub demo: bool,
}
