//! Whoever is enrolled already: their roles, whether they may sign in, their passphrase and PIN.

use crate::domain::fact::Fact;
use crate::domain::operator::Standing;
use crate::domain::signed::Signed;
use crate::domain::{ClockQuality, Moment, OperatorId, Role};

use super::error::StoreError;
use super::found::grant;
use super::keyring::SECURITY_EPOCH;
use super::keyslots::{KeySlots, OperatorSlots};
use super::pin::{self, PinCheck};
use super::query::OperatorRow;
use super::secrets::OperatorSecret;
use super::{Act, NewEntry, Store};

/// What the entry of a change says beside who it is about.
type Facts = Vec<NewEntry>;

impl Store {
    /// Numbers and slots of everybody who may sign in, as the facts say that their rows point to; without `except`.
    /// The tables alone are believed in nothing here: what is granted to somebody cannot be taken back.
    pub(super) fn vouched_slots(&self, except: Option<OperatorId>) -> Result<Vec<(String, [String; 2])>, StoreError> {
        let rows = self.tables().operators()?;
        let mut vouched = Vec::new();
        for row in rows.iter().filter(|row| row.standing == Standing::Active && Some(row.id) != except) {
            let Fact::Enrolled { operator: enrolled, number, slots: first, .. } = self.fact(row.seq)? else { continue };
            let slots = match self.fact(row.slots)? {
                Fact::PassphraseSet { operator, slots } if operator == enrolled => slots,
                _ => first,
            };
            vouched.push((number, slots));
        }
        Ok(vouched)
    }

    fn row(&self, id: OperatorId) -> Result<OperatorRow, StoreError> {
        self.tables().operator(id)?.ok_or_else(|| StoreError::KeySlots("there is no such operator".into()))
    }

    /// Gives somebody these roles; with the role of security goes its key, which only who has it can give.
    pub fn change_roles(
        &mut self,
        id: OperatorId,
        roles: Vec<Role>,
        signed: Signed,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(), StoreError> {
        let row = self.row(id)?;
        let mut slots = self.slots.clone();
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        if !roles.contains(&Role::Security) {
            slots.operator_mut(&row.number)?.revoke(&format!("security/{SECURITY_EPOCH}"));
        } else if !row.roles.contains(&Role::Security) {
            grant(&mut slots, &row.number, keys, true, &mut *self.rng)?;
        }
        let fact = Fact::RolesChanged { operator: id, roles, signed };
        self.with_slots(slots, now, clock, vec![NewEntry::new(fact)])
    }

    /// Keeps somebody from signing in: a new store key begins, which they are not given.
    pub fn suspend(
        &mut self,
        id: OperatorId,
        signed: Signed,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(), StoreError> {
        let slots = self.slots.clone();
        let fact = Fact::OperatorSuspended { operator: id, signed };
        self.in_new_epoch(id, slots, now, clock, vec![NewEntry::new(fact)])
    }

    /// Lets somebody sign in again, with every store key that began meanwhile.
    pub fn resume(&mut self, id: OperatorId, now: Moment, clock: ClockQuality) -> Result<(), StoreError> {
        let row = self.row(id)?;
        let mut slots = self.slots.clone();
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        // The key of the security role was not taken away.
        grant(&mut slots, &row.number, keys, false, &mut *self.rng)?;
        let fact = Fact::OperatorResumed { operator: id };
        self.with_slots(slots, now, clock, vec![NewEntry::new(fact)])
    }

    /// Keeps somebody from signing in for good: their slots go, and a new store key begins.
    pub fn end(&mut self, id: OperatorId, signed: Signed, now: Moment, clock: ClockQuality) -> Result<(), StoreError> {
        let row = self.row(id)?;
        let mut slots = self.slots.clone();
        slots.remove(&row.number);
        let fact = Fact::OperatorEnded { operator: id, signed };
        self.in_new_epoch(id, slots, now, clock, vec![NewEntry::new(fact)])
    }

    fn in_new_epoch(
        &mut self,
        without: OperatorId,
        mut slots: KeySlots,
        now: Moment,
        clock: ClockQuality,
        facts: Facts,
    ) -> Result<(), StoreError> {
        let vouched = self.vouched_slots(Some(without))?;
        let mut keys = self.keys.take().ok_or(StoreError::Locked)?;
        let vouched = |operator: &OperatorSlots| vouched.contains(&(operator.number.clone(), operator.hashes()));
        let begun = keys.begin_epoch(&mut slots, vouched, &mut *self.rng);
        self.keys = Some(keys);
        begun?;
        let recorded = self.with_slots(slots, now, clock, facts);
        if recorded.is_err()
            && let Some(keys) = self.keys.as_mut()
        {
            keys.take_epoch_back();
        }
        recorded
    }

    /// Seals the secret of an operator, which the passphrase before opened, under another passphrase.
    pub fn set_passphrase(
        &mut self,
        number: &str,
        secret: &OperatorSecret,
        next: &str,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(), StoreError> {
        let mut slots = self.slots.clone();
        let own = slots.operator_mut(number)?;
        own.seal(next, secret, &mut *self.rng)?;
        let fact = Fact::PassphraseSet { operator: secret.id(), slots: own.hashes() };
        self.with_slots(slots, now, clock, vec![NewEntry::new(fact)])
    }

    /// Keeps what the PIN of whoever is signed in is checked by, sealed to themselves.
    pub fn set_pin(&mut self, pin: &str, now: Moment, clock: ClockQuality) -> Result<PinCheck, StoreError> {
        let check = PinCheck::new(pin, &mut *self.rng)?;
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let sealed = keys.seal_to_self(check.bytes(), &mut *self.rng)?;
        let fact = Fact::PinSet { operator: keys.operator, pin: Some(sealed) };
        let _ = self.act(now, clock, |act: &mut Act<'_>| act.record(NewEntry::new(fact)))?;
        Ok(check)
    }

    /// Takes somebody's PIN away.
    pub fn clear_pin(&mut self, id: OperatorId, now: Moment, clock: ClockQuality) -> Result<(), StoreError> {
        let fact = Fact::PinSet { operator: id, pin: None };
        self.act(now, clock, |act: &mut Act<'_>| act.record(NewEntry::new(fact))).map(|_| ())
    }

    /// What the PIN of whoever is signed in is checked by, and whether they have one.
    pub fn pin(&mut self) -> Result<(PinCheck, bool), StoreError> {
        let own = self.keys()?.operator;
        let entry = self.tables().operator(own)?.and_then(|row| row.pin);
        let fact = entry.map(|entry| self.fact(entry)).transpose()?;
        let sealed = match fact {
            Some(Fact::PinSet { operator, pin: Some(sealed) }) if operator == own => Some(sealed),
            _ => None,
        };
        let check = sealed.and_then(|sealed| self.keys().ok()?.open_own(&sealed)).and_then(PinCheck::read);
        let has = check.is_some();
        Ok((check.unwrap_or_else(|| pin::none(&mut *self.rng)), has))
    }
}
