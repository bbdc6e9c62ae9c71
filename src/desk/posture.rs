//! The threat level and the lockdown: raising, lowering, beginning, ending.

use crate::domain::fact::Fact;
use crate::domain::operator::Act as Deed;
use crate::domain::posture::Lockdown;
use crate::domain::text::{FIELD_LIMIT, TextFault, clean};
use crate::domain::{Cause, Moment, Posture, Threat};
use crate::store::NewEntry;

use super::second::{Second, Why};
use super::{Desk, DeskError};

impl Desk {
    /// The threat level in force, and the lockdown if there is one.
    pub fn threat(&self) -> Result<Threat, DeskError> {
        Ok(self.store.tables().threat()?)
    }

    /// Raises the threat level. One person does that.
    pub fn raise_posture(&mut self, now: Moment, posture: Posture, why: &Why) -> Result<(), DeskError> {
        let _ = self.permit(Deed::RaisePosture)?;
        let from = self.threat()?.posture;
        if posture <= from {
            return Err(DeskError::NotHigher(from));
        }
        let signed = self.signed_alone(Deed::RaisePosture, posture.code(), why)?;
        self.set_posture(now, Fact::PostureSet { posture, from, signed }, from)
    }

    /// Lowers the threat level. Nobody does that alone.
    pub fn lower_posture(
        &mut self,
        now: Moment,
        posture: Posture,
        why: &Why,
        second: &Second,
    ) -> Result<(), DeskError> {
        let _ = self.permit(Deed::LowerPosture)?;
        let from = self.threat()?.posture;
        if posture >= from {
            return Err(DeskError::NotLower(from));
        }
        let signed = self.signed(now, Deed::LowerPosture, posture.code(), why, second)?;
        self.set_posture(now, Fact::PostureSet { posture, from, signed }, from)
    }

    /// Records a level, if the one it was decided from is still in force.
    fn set_posture(&mut self, now: Moment, fact: Fact, from: Posture) -> Result<(), DeskError> {
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| {
            if act.tables().threat()?.posture != from {
                return Err(DeskError::Gone);
            }
            let _ = act.record(NewEntry::new(fact))?;
            Ok(())
        })
    }

    /// Begins a lockdown: nobody enters, and leaving goes on. Asks no rule; whoever is signed in may.
    pub fn begin_lockdown(&mut self, now: Moment, cause: Option<Cause>, text: &str) -> Result<Lockdown, DeskError> {
        let clock = self.look_at_clock(now)?;
        let text = match clean(text, FIELD_LIMIT) {
            Err(TextFault::Empty) => String::new(),
            other => other.map_err(|fault| DeskError::Text { field: "text", fault })?,
        };
        self.store.act(now, clock, |act| {
            // Two who see the same thing press the same key: the second finds it done.
            if let Some(lockdown) = act.tables().lockdown()? {
                return Ok(lockdown);
            }
            let begun = act.record(NewEntry::new(Fact::LockdownBegun { cause, text }))?;
            Ok(Lockdown { seq: begun.seq, since: now.at })
        })
    }

    /// Ends the lockdown. Nobody does that alone.
    pub fn end_lockdown(&mut self, now: Moment, why: &Why, second: &Second) -> Result<(), DeskError> {
        let _ = self.permit(Deed::EndLockdown)?;
        let begun = self.store.tables().lockdown()?.ok_or(DeskError::Gone)?.seq;
        let clock = self.look_at_clock(now)?;
        let signed = self.signed(now, Deed::EndLockdown, &begun.to_string(), why, second)?;
        self.store.act(now, clock, |act| {
            if act.tables().lockdown()?.map(|lockdown| lockdown.seq) != Some(begun) {
                return Err(DeskError::Gone);
            }
            let _ = act.record(NewEntry::new(Fact::LockdownEnded { begun, signed }).about([begun]))?;
            Ok(())
        })
    }
}
