//! Whoever is enrolled already: their roles, whether they may sign in, their passphrase and PIN.

use std::collections::HashMap;

use crate::domain::fact::Fact;
use crate::domain::operator::Standing;
use crate::domain::signed::Signed;
use crate::domain::{ClockQuality, Moment, OperatorId, Pair, Role};

use super::error::StoreError;
use super::found::grant;
use super::keyring::{SECURITY, Vouched};
use super::keyslots::{KeySlots, OperatorSlots};
use super::pin::{self, PinCheck};
use super::query::OperatorRow;
use super::secrets::OperatorSecret;
use super::{Act, NewEntry, Store};

/// What the entry of a change says beside who it is about.
type Facts = Vec<NewEntry>;

/// Number and slots of everybody whom the log vouches for.
pub(super) struct VouchedSlots(Vec<(String, [String; 2], Vouched)>);

impl VouchedSlots {
    /// What the log says of whoever has these slots.
    pub(super) fn of(&self, slots: &OperatorSlots) -> Option<Vouched> {
        let hashes = slots.hashes();
        let theirs = self.0.iter().find(|(number, known, _)| *number == slots.number && *known == hashes);
        theirs.map(|(.., vouched)| *vouched)
    }

    /// The same, but that this operator does not have the security role any more.
    fn without_security(mut self, number: &str) -> Self {
        for (_, _, vouched) in self.0.iter_mut().filter(|(theirs, ..)| theirs == number) {
            vouched.security = false;
        }
        self
    }
}

/// Somebody who was enrolled, with every set of roles that they have ever had.
pub type RolesEver = (OperatorRow, Vec<Vec<Role>>);

impl Store {
    /// Everybody who may sign in, by number and slots, as the facts say that their rows point to; without `except`.
    /// The tables alone are believed in nothing here: what is granted to somebody cannot be taken back.
    pub(super) fn vouched(&self, except: Option<OperatorId>) -> Result<VouchedSlots, StoreError> {
        let rows = self.tables().operators()?;
        let mut given: HashMap<OperatorId, Vec<Role>> = HashMap::new();
        let mut began: HashMap<OperatorId, OperatorId> = HashMap::new();
        for seq in self.tables().role_changes()? {
            match self.fact(seq)? {
                Fact::RolesChanged { operator, roles, .. } => drop(given.insert(operator, roles)),
                Fact::Started { start, operator, .. } => {
                    if let Some(roles) = given.get(&start).cloned() {
                        let _ = given.insert(operator, roles);
                    }
                    let first = began.get(&start).copied().unwrap_or(start);
                    let _ = began.insert(operator, first);
                }
                _ => {}
            }
        }
        let mut vouched = Vec::new();
        for row in rows.iter().filter(|row| row.standing == Standing::Active && Some(row.id) != except) {
            let Fact::Enrolled { operator: first, number, roles, .. } = self.fact(row.seq)? else { continue };
            let Some(slots) = self.slots_said(row)? else { continue };
            if began.get(&row.id).copied().unwrap_or(row.id) != first {
                continue;
            }
            let security = given.get(&row.id).unwrap_or(&roles).contains(&Role::Security);
            vouched.push((number, slots, Vouched { security }));
        }
        Ok(VouchedSlots(vouched))
    }

    /// Everybody who was enrolled, with every set of roles that they have ever had.
    pub fn roles_ever(&self) -> Result<Vec<RolesEver>, StoreError> {
        let mut given: Vec<(OperatorId, Vec<Role>)> = Vec::new();
        for seq in self.tables().role_changes()? {
            match self.fact(seq)? {
                Fact::RolesChanged { operator, roles, .. } => given.push((operator, roles)),
                Fact::Started { start, operator, .. } => {
                    given.iter_mut().filter(|(id, _)| *id == start).for_each(|(id, _)| *id = operator);
                }
                _ => {}
            }
        }
        let all = self.tables().operators()?.into_iter().map(|row| {
            // Whose enrolment does not open is for `verify` to find; what they are now is known.
            let first = match self.fact(row.seq) {
                Ok(Fact::Enrolled { roles, .. }) => roles,
                _ => row.roles.clone(),
            };
            let later = given.iter().filter(|(id, _)| *id == row.id).map(|(_, roles)| roles.clone());
            let ever = [first, row.roles.clone()].into_iter().chain(later).collect();
            (row, ever)
        });
        Ok(all.collect())
    }

    fn row(&self, id: OperatorId) -> Result<OperatorRow, StoreError> {
        self.tables().operator(id)?.ok_or_else(|| StoreError::KeySlots("there is no such operator".into()))
    }

    /// Gives somebody these roles. With the role of security go its keys, which only who has them can give; where it is
    /// taken away the role has a new key from here on.
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
        let (had, has) = (row.roles.contains(&Role::Security), roles.contains(&Role::Security));
        let facts = vec![NewEntry::new(Fact::RolesChanged { operator: id, roles, signed })];
        if had && !has {
            slots.operator_mut(&row.number)?.revoke_all(SECURITY);
            let vouched = self.vouched(None)?.without_security(&row.number);
            self.in_new_epoch(&vouched, slots, now, clock, facts)?;
            if let Some(keys) = self.keys.as_mut().filter(|keys| keys.operator == id) {
                keys.forget_security();
            }
            return Ok(());
        }
        if has && !had {
            self.slots_are_theirs(&slots, &row)?;
            let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
            grant(&mut slots, &row.number, keys, true, &mut *self.rng)?;
        }
        self.with_slots(slots, now, clock, facts)
    }

    /// Keeps somebody from signing in: a new store key begins, which they are not given.
    pub fn suspend(
        &mut self,
        id: OperatorId,
        signed: Signed,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(), StoreError> {
        let fact = Fact::OperatorSuspended { operator: id, signed };
        let vouched = self.vouched(Some(id))?;
        self.in_new_epoch(&vouched, self.slots.clone(), now, clock, vec![NewEntry::new(fact)])
    }

    /// Lets somebody sign in again, with every store key that began meanwhile; and with every key of the security role,
    /// where they have it, which only who has them can give.
    pub fn resume(
        &mut self,
        id: OperatorId,
        signed: Signed,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(), StoreError> {
        let row = self.row(id)?;
        let mut slots = self.slots.clone();
        self.slots_are_theirs(&slots, &row)?;
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        grant(&mut slots, &row.number, keys, row.roles.contains(&Role::Security), &mut *self.rng)?;
        let fact = Fact::OperatorResumed { operator: id, signed: Some(signed) };
        self.with_slots(slots, now, clock, vec![NewEntry::new(fact)])
    }

    /// Keeps somebody from signing in for good: their slots go, and a new store key begins.
    pub fn end(&mut self, id: OperatorId, signed: Signed, now: Moment, clock: ClockQuality) -> Result<(), StoreError> {
        let row = self.row(id)?;
        let mut slots = self.slots.clone();
        slots.remove(&row.number);
        let fact = Fact::OperatorEnded { operator: id, signed };
        let vouched = self.vouched(Some(id))?;
        self.in_new_epoch(&vouched, slots, now, clock, vec![NewEntry::new(fact)])
    }

    /// Records facts in a new epoch, of which those get the keys whom the log vouches for.
    fn in_new_epoch(
        &mut self,
        vouched: &VouchedSlots,
        mut slots: KeySlots,
        now: Moment,
        clock: ClockQuality,
        mut facts: Facts,
    ) -> Result<(), StoreError> {
        let recovery = self.recovery_said()?;
        let mut keys = self.keys.take().ok_or(StoreError::Locked)?;
        let vouched = |operator: &OperatorSlots| vouched.of(operator);
        let begun = keys.begin_epoch(&mut slots, vouched, recovery.as_deref(), &mut *self.rng);
        self.keys = Some(keys);
        let (epoch, key) = begun?;
        facts.push(NewEntry::new(Fact::SecurityKeySet { epoch, key: key.clone() }));
        let before = std::mem::replace(&mut self.post.security, key);
        let recorded = self.with_slots(slots, now, clock, facts);
        if recorded.is_err()
            && let Some(keys) = self.keys.as_mut()
        {
            keys.take_epoch_back();
            self.post.security = before;
        }
        recorded
    }

    /// Seals the secret of an operator, which a passphrase before opened, under other passphrases.
    pub fn set_passphrase(
        &mut self,
        number: &str,
        secret: &OperatorSecret,
        next: Pair<'_>,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(), StoreError> {
        let mut slots = self.slots.clone();
        let own = slots.operator_mut(number)?;
        own.seal(next, secret, &mut *self.rng)?;
        let fact = Fact::PassphraseSet { operator: secret.id(), slots: own.hashes() };
        self.with_slots(slots, now, clock, vec![NewEntry::new(fact)])
    }

    /// Keeps what the PINs of whoever is signed in are checked by, sealed to themselves.
    pub fn set_pin(&mut self, pins: Pair<'_>, now: Moment, clock: ClockQuality) -> Result<PinCheck, StoreError> {
        let check = PinCheck::new(pins, &mut *self.rng)?;
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
