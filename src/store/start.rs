//! Somebody begins: with a start code that whoever enrolled them handed out, they choose passphrases of their own.
//!
//! The code opens keys that serve for this alone. Choosing passphrases makes other keys, so that nobody who saw the code
//! has them, or can open with an old copy of the slots what is granted to them later.

use data_encoding::BASE64;

use crate::domain::fact::Fact;
use crate::domain::{ClockQuality, Moment, Operator, OperatorId, Pair, Role, Signed, Timestamp};

use super::error::StoreError;
use super::found::{NewOperator, grant};
use super::keyring::KeyRing;
use super::keyslots::KeySlots;
use super::query::OperatorRow;
use super::secrets::{OperatorSecret, StartCode};
use super::{NewEntry, Said, Store};

impl Store {
    /// Enrols somebody who begins with a start code, good until then; what passphrases they are given here does not
    /// count.
    pub fn enrol_to_start(
        &mut self,
        new: &NewOperator,
        until: Timestamp,
        signed: Option<Signed>,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(Operator, StartCode), StoreError> {
        let (code, secret) = (StartCode::random(&mut *self.rng), OperatorSecret::random(&mut *self.rng));
        let mut slots = self.slots.clone();
        let plain = StartCode::plain(&code.0);
        slots.enrol(&new.number, plain.as_str().into(), &secret, &mut *self.rng)?;
        slots.replace(&new.number, plain.as_str().into(), &secret, Some(until), &mut *self.rng)?;
        Ok((self.enrol_with(slots, new, &secret, signed, now, clock)?, code))
    }

    /// Another start code for somebody who has not begun, in place of the one before.
    pub fn start_anew(
        &mut self,
        row: &OperatorRow,
        until: Timestamp,
        signed: Option<Signed>,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<StartCode, StoreError> {
        let code = StartCode::random(&mut *self.rng);
        let plain = StartCode::plain(&code.0);
        let keys = self.keys.take().ok_or(StoreError::Locked)?;
        let replaced = self.replaced(&keys, row, plain.as_str().into(), Some(until), signed);
        self.keys = Some(keys);
        let (slots, fact, _) = replaced?;
        self.with_slots(slots, now, clock, vec![NewEntry::new(fact).about([row.seq])])?;
        Ok(code)
    }

    /// Somebody who has the start code of this number chooses passphrases: from here on they have keys of their own, and
    /// the code opens nothing any more. Nobody is signed in by it.
    pub fn start(
        &mut self,
        number: &str,
        code: &str,
        next: Pair<'_>,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<OperatorId, StoreError> {
        let started = self.begin_with_code(number, code, next, now, clock);
        self.lock();
        started
    }

    /// Until when the start code of this number is good, if it is this one.
    pub fn start_until(&self, number: &str, code: &str) -> Result<Timestamp, StoreError> {
        let _ = self.proven(number, code)?;
        let slots = self.slots.operator(number);
        slots.and_then(super::keyslots::OperatorSlots::start).ok_or(StoreError::WrongKey)
    }

    fn begin_with_code(
        &mut self,
        number: &str,
        code: &str,
        next: Pair<'_>,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<OperatorId, StoreError> {
        let secret = self.proven(number, code)?;
        let start = self.slots.operator(number).and_then(super::keyslots::OperatorSlots::start);
        start.ok_or(StoreError::WrongKey)?;
        let keys = KeyRing::open(&self.slots, number, &secret, Said::of(&self.connection)?.epoch)?;
        let row = self.tables().operator(keys.operator)?.ok_or(StoreError::SlotsOfNoLog)?;
        self.begin(keys)?;
        self.keys_open_the_log()?;
        self.slots_are_theirs(&self.slots, &row)?;
        let keys = self.keys.take().ok_or(StoreError::Locked)?;
        let replaced = self.replaced(&keys, &row, next, None, None);
        self.keys = Some(keys);
        let (slots, fact, operator) = replaced?;
        self.with_slots(slots, now, clock, vec![NewEntry::new(fact).about([row.seq])])?;
        Ok(operator)
    }

    /// Slots with another secret of this operator, granted what the session has, and the fact that says so.
    fn replaced(
        &mut self,
        keys: &KeyRing,
        row: &OperatorRow,
        passphrases: Pair<'_>,
        until: Option<Timestamp>,
        signed: Option<Signed>,
    ) -> Result<(KeySlots, Fact, OperatorId), StoreError> {
        let secret = OperatorSecret::random(&mut *self.rng);
        let mut slots = self.slots.clone();
        slots.replace(&row.number, passphrases, &secret, until, &mut *self.rng)?;
        grant(&mut slots, &row.number, keys, row.roles.contains(&Role::Security), &mut *self.rng)?;
        let hashes = slots.operator_mut(&row.number)?.hashes();
        let key = BASE64.encode(secret.signing().verifying_key().as_bytes());
        let fact = Fact::Started { start: row.id, operator: secret.id(), key, slots: hashes, signed };
        Ok((slots, fact, secret.id()))
    }
}
