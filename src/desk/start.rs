//! Beginning with a start code: whoever enrols somebody never knows a passphrase of theirs.

use crate::domain::fact::enrol_subject;
use crate::domain::moment::HOUR;
use crate::domain::operator::{Act as Deed, Standing};
use crate::domain::{Moment, Operator, OperatorId, Pair, Role, Signed, Timestamp};
use crate::store::StoreError;

use super::clock::ClockWatch;
use super::company::Given;
use super::denial::Errand;
use super::second::{Second, Why};
use super::session::{NewOperator, StartCode, check_passphrases};
use super::{Desk, DeskError};

/// How long a start code is good.
pub const START_HOLDS: i64 = 72 * HOUR;

impl Desk {
    /// Enrols somebody, and makes the code that they begin with: good once, for three days, and for nothing but choosing
    /// passphrases. It is shown once.
    ///
    /// Nobody enrols alone somebody who may sign for anything, once anybody else can sign for that.
    pub fn enrol_to_start(
        &mut self,
        now: Moment,
        new: &NewOperator,
        signing: Option<(&Why, &Second)>,
    ) -> Result<(Operator, StartCode), DeskError> {
        let _ = self.permit(Deed::Enrol)?;
        let new = self.checked_who(new)?;
        let clock = self.look_at_clock(now)?;
        self.may_give(&new.roles)?;
        let signed = self.signed_to_enrol(now, &new, signing)?;
        Ok(self.store.enrol_to_start(&new, now.at.plus(START_HOLDS), signed, now, clock)?)
    }

    /// Makes another start code for somebody who has not begun, in place of the one before.
    pub fn start_anew(
        &mut self,
        now: Moment,
        id: OperatorId,
        signing: Option<(&Why, &Second)>,
    ) -> Result<StartCode, DeskError> {
        let _ = self.permit_errand(Errand::StartCode)?;
        let row = self.row_standing(id, &[Standing::Active])?;
        if self.starts(&row.number).is_none() {
            return Err(DeskError::Standing);
        }
        self.may_give(&row.roles)?;
        let given = Given { whom: Some(id), roles: &row.roles, had: &[] };
        let signed = self.signed_for_company(now, Deed::Enrol, &id.to_string(), &given, signing)?;
        let clock = self.look_at_clock(now)?;
        Ok(self.store.start_anew(&row, now.at.plus(START_HOLDS), signed, now, clock)?)
    }

    /// Signs for enrolling somebody, where that takes two.
    pub(super) fn signed_to_enrol(
        &mut self,
        now: Moment,
        new: &NewOperator,
        signing: Option<(&Why, &Second)>,
    ) -> Result<Option<Signed>, DeskError> {
        let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| new.roles.contains(role)).collect();
        let given = Given { whom: None, roles: &roles, had: &[] };
        self.signed_for_company(now, Deed::Enrol, &enrol_subject(&new.number, &roles), &given, signing)
    }

    /// Somebody begins: with their start code they choose passphrases, and are signed in.
    pub fn start<'a>(
        &mut self,
        now: Moment,
        number: &str,
        code: &str,
        next: impl Into<Pair<'a>>,
    ) -> Result<Operator, DeskError> {
        let (number, next) = (number.trim(), next.into());
        check_passphrases(next, number, "")?;
        self.wait_over(now, number)?;
        let tried = self.store.start_until(number, code);
        let until = self.noted(now, number, tried)?;
        if self.is_over(now, until) {
            return Err(DeskError::StartOver);
        }
        if self.held().is_some() {
            self.end_held(now);
        }
        let clock = ClockWatch::start(now, self.store.head().last, self.store.sure_before_doubt()?).quality();
        let _ = self.store.start(number, code, next, now, clock)?;
        self.begin(number, next.first, now, true)
    }

    /// Whether a start code good until then is over; a clock that was set back makes none good again.
    pub(super) fn is_over(&self, now: Moment, until: Timestamp) -> bool {
        self.store.head().last.map_or(now.at, |last| last.max(now.at)) > until
    }

    /// Until when the start code of this number is good, if whoever has it has not begun.
    pub(super) fn starts(&self, number: &str) -> Option<Timestamp> {
        self.store.slots().operator(number).and_then(|slots| slots.start())
    }

    /// Only who can read sealed bodies can let somebody else read them.
    fn may_give(&self, roles: &[Role]) -> Result<(), DeskError> {
        let missing = roles.contains(&Role::Security) && !self.store.keys()?.reads_sealed();
        if missing { Err(DeskError::NotTheirs) } else { Ok(()) }
    }
}

impl DeskError {
    /// Whether a start code was right, and passphrases have to be chosen with it.
    pub fn starts(&self) -> bool {
        matches!(self, Self::Store(StoreError::NotStarted(_)))
    }
}
