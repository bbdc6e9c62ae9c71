//! What others tried while somebody is signed in: it enters the log at once, and whoever leads the gate is told.

use crate::domain::Moment;

use super::session::record_noted;
use super::{Desk, DeskError};

impl Desk {
    /// Takes what was noted outside the log since the sign-in into it: sign-ins that failed, at this window or beside
    /// it, and what was asked for beside it.
    pub fn take_attempts(&mut self, now: Moment) -> Result<(), DeskError> {
        if self.session().is_err() || !self.store.can_write() {
            return Ok(());
        }
        let (attempts, unread) = self.store.attempts()?;
        if attempts.is_empty() && unread == 0 {
            return Ok(());
        }
        let last = self.store.head().frontier.size().checked_sub(1);
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| record_noted(act, &attempts))?;
        self.took_attempts(now, &attempts, unread)?;
        let more = self.failures_since(last)?;
        self.session_mut()?.failures.add(more);
        Ok(())
    }
}
