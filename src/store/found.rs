//! Setting a post up, enrolling operators, and recovering with the two halves of the code.

use std::path::Path;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::SigningKey;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::domain::fact::{Fact, Founded};
use crate::domain::{ClockQuality, Moment, Operator, OperatorId, Pair, Role, Signed};
use crate::ledger::checkpoint;

use super::agree::Said;
use super::connection::{self, Mode, WriterLock};
use super::error::StoreError;
use super::keyring::{FIRST_EPOCH, KeyRing, seal_signing};
use super::keyslots::{KeySlots, PostKeys, RecoverySlot};
use super::secrets::{self, OperatorSecret, RecoveryCode, Secret, exchange_public, post_exchange};
use super::{Act, Head, NewEntry, Post, Randomness, Store};

/// What a new post is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// Name of the mission.
    pub mission: String,
    /// Its domain, such as `embassy.example`: first part of the log's origin.
    pub domain: String,
    /// Name of the gate.
    pub gate: String,
}

/// Somebody to be enrolled.
pub struct NewOperator {
    /// The service number they will sign in with.
    pub number: String,
    /// Their name.
    pub name: String,
    /// What they are to the mission.
    pub roles: Vec<Role>,
    /// The passphrase they chose.
    pub passphrase: Zeroizing<String>,
    /// The one they chose for when they are forced; empty where they chose none.
    pub second: Zeroizing<String>,
}

impl NewOperator {
    /// Both passphrases.
    pub fn passphrases(&self) -> Pair<'_> {
        Pair { first: &self.passphrase, second: &self.second }
    }
}

/// Where a new post is made, before it is moved into its place whole.
const SETUP: &str = "setup";

impl Store {
    /// Makes a post in this folder, with its first operator and the rules in force; the operator is signed in. The
    /// recovery code is returned once and kept nowhere.
    pub fn found(
        folder: &Path,
        names: &Names,
        first: &NewOperator,
        policy: (&str, String),
        now: Moment,
        mut rng: Randomness,
    ) -> Result<(Self, RecoveryCode), StoreError> {
        std::fs::create_dir_all(folder).map_err(StoreError::file(folder))?;
        let lock = WriterLock::take(folder)?;
        if folder.join(connection::DATABASE).exists() {
            return Err(StoreError::PostExists(folder.to_owned()));
        }
        let setup = folder.join(SETUP);
        // Key slots without their database are somebody's only way back into a post: never written over. Those of a
        // set-up that was broken off lie beside its unfinished database.
        if folder.join("keyslots.json").exists() && !setup.join(connection::DATABASE).exists() {
            return Err(StoreError::LostDatabase(folder.to_owned()));
        }
        // What an earlier set-up left behind before it was whole; nobody ever signed in to it.
        if setup.exists() {
            std::fs::remove_dir_all(&setup).map_err(StoreError::file(&setup))?;
        }
        std::fs::create_dir(&setup).map_err(StoreError::file(&setup))?;
        let new = NewPost::make(names, &mut *rng);
        let (store, code) = new.write(&setup, names, first, policy, now, rng)?;
        let rng = store.close()?;
        for name in ["keyslots.json", "keyslots.copy.json", connection::DATABASE] {
            std::fs::rename(setup.join(name), folder.join(name)).map_err(StoreError::file(folder))?;
        }
        std::fs::remove_dir_all(&setup).map_err(StoreError::file(&setup))?;
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::file(folder))?;
        let mut store = Self::open_as(folder, Mode::Write, Some(lock), rng)?;
        let _ = store.unlock(&first.number, &first.passphrase)?;
        Ok((store, code))
    }

    /// Ends the connection with everything in the one file.
    pub fn close(self) -> Result<Randomness, StoreError> {
        let _: i64 = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        self.connection.close().map_err(|(_, error)| StoreError::from(error))?;
        Ok(self.rng)
    }

    /// Enrols somebody, granting them what their roles need of the keys of this session.
    pub fn enrol(
        &mut self,
        new: &NewOperator,
        signed: Option<Signed>,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<Operator, StoreError> {
        self.enrol_as(new, signed, now, clock, None)
    }

    /// Enrols somebody whose slots were made already.
    pub(super) fn enrol_with(
        &mut self,
        mut slots: KeySlots,
        new: &NewOperator,
        secret: &OperatorSecret,
        signed: Option<Signed>,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<Operator, StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        grant(&mut slots, &new.number, keys, new.roles.contains(&Role::Security), &mut *self.rng)?;
        let fact = enrolled(&slots, new, secret, None, signed)?.with_person(&new.name)?;
        self.with_slots(slots, now, clock, vec![fact])?;
        Ok(operator(new, secret.id()))
    }

    fn enrol_as(
        &mut self,
        new: &NewOperator,
        signed: Option<Signed>,
        now: Moment,
        clock: ClockQuality,
        recovered: Option<(&RecoveryCode, [String; 2], NewEntry)>,
    ) -> Result<Operator, StoreError> {
        let secret = OperatorSecret::random(&mut *self.rng);
        let mut slots = self.slots.clone();
        slots.enrol(&new.number, new.passphrases(), &secret, &mut *self.rng)?;
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        grant(&mut slots, &new.number, keys, new.roles.contains(&Role::Security), &mut *self.rng)?;
        let holders = recovered.as_ref().map(|(_, holders, _)| holders.clone());
        let mut facts = vec![enrolled(&slots, new, &secret, holders, signed)?.with_person(&new.name)?];
        if let Some((code, _, renewed)) = recovered {
            let slot = recovery_slot(code, keys, &mut *self.rng)?;
            facts.push(renewed);
            facts.push(NewEntry::new(Fact::RecoverySet { slot: slot.hash(), signed: None }));
            slots.recovery = Some(slot);
        }
        self.with_slots(slots, now, clock, facts)?;
        Ok(operator(new, secret.id()))
    }

    /// Writes new slots and records the facts that speak of them: first the file, then the facts, then the copy. So one
    /// of the two files is that of the log whenever the power goes: a slot without its fact opens nothing, and a fact
    /// without its slot would shut somebody out. What could not be recorded does not stay in the file.
    pub(super) fn with_slots(
        &mut self,
        slots: KeySlots,
        now: Moment,
        clock: ClockQuality,
        facts: Vec<NewEntry>,
    ) -> Result<(), StoreError> {
        let before = std::mem::replace(&mut self.slots, slots);
        let written = self.slots.write_file(&self.folder);
        let record = |act: &mut Act<'_>| facts.into_iter().try_for_each(|fact| act.record(fact).map(|_| ()));
        match written.and_then(|()| self.act(now, clock, record)) {
            Ok(()) => {
                // It is recorded, and the file is there: the next time the post is opened the copy is put right.
                if let Err(error) = self.slots.write_copy(&self.folder) {
                    tracing::error!(%error, "the copy of the key slots could not be written");
                    self.slots_whole = false;
                }
                Ok(())
            }
            // The log may hold the fact after all; then its slots must stay.
            Err(error @ StoreError::HeadLost { .. }) => Err(error),
            Err(error) => {
                self.slots = before;
                if let Err(again) = self.slots.write_file(&self.folder) {
                    tracing::error!(%again, "the key slots of before could not be written back");
                }
                Err(error)
            }
        }
    }

    /// Enrols somebody with the two halves of the recovery code, which is spent by it: a new epoch begins, and a new
    /// code is returned. They are signed in.
    pub fn recover(
        &mut self,
        code: &RecoveryCode,
        new: &NewOperator,
        holders: [String; 2],
        now: Moment,
        clock: ClockQuality,
    ) -> Result<(Operator, RecoveryCode), StoreError> {
        let secret = code.secret();
        let slot = self.recovery_slot_of(code)?;
        let (before, next) = (self.slots.clone(), RecoveryCode::random(&mut *self.rng));
        let keys = KeyRing::from_grants(&self.slots, &slot.grants, &secret, Said::of(&self.connection)?.epoch)?;
        let enrolled = self.begin(keys).and_then(|()| self.enrol_in_new_epoch(new, (&next, holders), now, clock));
        if !matches!(enrolled, Ok(_) | Err(StoreError::HeadLost { .. })) {
            // Nothing was recorded: the code is still good, and its slot still stands.
            self.lock();
            self.slots = before;
            self.slots.write(&self.folder)?;
        }
        let operator = enrolled?;
        self.lock();
        let _ = self.unlock(&new.number, &new.passphrase)?;
        Ok((operator, next))
    }

    /// The slot that this code opens, if it is the valid one.
    pub fn recovery_slot_of(&self, code: &RecoveryCode) -> Result<RecoverySlot, StoreError> {
        let slot = self.slots.recovery.clone().ok_or(StoreError::WrongRecovery)?;
        // A spent code does not come back with an old copy of the slots.
        let opens = BASE64.encode(&exchange_public(&code.secret().exchange())) == slot.exchange;
        let valid = opens && self.tables().recovery()?.map(|(_, said)| said) == Some(slot.hash());
        if valid { Ok(slot) } else { Err(StoreError::WrongRecovery) }
    }

    fn enrol_in_new_epoch(
        &mut self,
        new: &NewOperator,
        (next, holders): (&RecoveryCode, [String; 2]),
        now: Moment,
        clock: ClockQuality,
    ) -> Result<Operator, StoreError> {
        let vouched = self.vouched(None)?;
        let mut slots = self.slots.clone();
        slots.recovery = None;
        let mut keys = self.keys.take().ok_or(StoreError::Locked)?;
        let (epoch, key) = keys.begin_epoch(&mut slots, |operator| vouched.of(operator), None, &mut *self.rng)?;
        self.keys = Some(keys);
        self.slots = slots;
        let renewed = NewEntry::new(Fact::SecurityKeySet { epoch, key });
        self.enrol_as(new, None, now, clock, Some((next, holders, renewed)))
    }

    /// Makes a new recovery code, in place of the one before.
    pub fn set_recovery(
        &mut self,
        signed: Option<Signed>,
        now: Moment,
        clock: ClockQuality,
    ) -> Result<RecoveryCode, StoreError> {
        let code = RecoveryCode::random(&mut *self.rng);
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let mut slots = self.slots.clone();
        let slot = recovery_slot(&code, keys, &mut *self.rng)?;
        let fact = Fact::RecoverySet { slot: slot.hash(), signed };
        slots.recovery = Some(slot);
        self.with_slots(slots, now, clock, vec![NewEntry::new(fact)])?;
        Ok(code)
    }
}

fn operator(new: &NewOperator, id: OperatorId) -> Operator {
    let roles = Role::ALL.into_iter().filter(|role| new.roles.contains(role)).collect();
    Operator { id, number: new.number.clone(), name: new.name.clone(), roles }
}

/// Grants the operator with this number what the session has, and the key of the security role if `security`.
pub(super) fn grant(
    slots: &mut KeySlots,
    number: &str,
    keys: &KeyRing,
    security: bool,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), StoreError> {
    let operator = slots.operator_mut(number)?;
    for (name, sealed) in keys.grants_for(operator.exchange(), security, rng)? {
        operator.grant(&name, sealed);
    }
    Ok(())
}

fn recovery_slot(code: &RecoveryCode, keys: &KeyRing, rng: &mut dyn CryptoRngCore) -> Result<RecoverySlot, StoreError> {
    let exchange = BASE64.encode(&exchange_public(&code.secret().exchange()));
    let grants = keys.grants_for(&exchange, true, rng)?;
    Ok(RecoverySlot { exchange, grants })
}

fn enrolled(
    slots: &KeySlots,
    new: &NewOperator,
    secret: &OperatorSecret,
    holders: Option<[String; 2]>,
    signed: Option<Signed>,
) -> Result<NewEntry, StoreError> {
    let missing = || StoreError::KeySlots("the new slots are missing".into());
    Ok(NewEntry::new(Fact::Enrolled {
        operator: secret.id(),
        number: new.number.clone(),
        roles: operator(new, secret.id()).roles,
        key: BASE64.encode(secret.signing().verifying_key().as_bytes()),
        slots: slots.operator(&new.number).ok_or_else(missing)?.hashes(),
        recovery: holders.is_some(),
        holders,
        signed,
    }))
}

/// The keys of a post that does not exist yet.
struct NewPost {
    id: String,
    origin: String,
    signing: SigningKey,
    store: Secret,
    security: Secret,
}

impl NewPost {
    fn make(names: &Names, rng: &mut dyn CryptoRngCore) -> Self {
        let mut id = [0; 8];
        rng.fill_bytes(&mut id);
        let id = HEXLOWER.encode(&id);
        let origin = checkpoint::origin(&names.domain, &id);
        let signing = SigningKey::from_bytes(&secrets::fresh(rng));
        Self { id, origin, signing, store: secrets::fresh(rng), security: secrets::fresh(rng) }
    }

    fn write(
        &self,
        folder: &Path,
        names: &Names,
        first: &NewOperator,
        (policy, hash): (&str, String),
        now: Moment,
        mut rng: Randomness,
    ) -> Result<(Store, RecoveryCode), StoreError> {
        let key = BASE64.encode(self.signing.verifying_key().as_bytes());
        let exchange = BASE64.encode(&exchange_public(&post_exchange(&self.signing)));
        let role = crypto_box::SecretKey::from(*self.security);
        let security = BASE64.encode(&exchange_public(&role));
        let signing = seal_signing(&self.signing, FIRST_EPOCH, &self.store)?;
        let origin = self.origin.clone();
        let mut slots = KeySlots::new(PostKeys { origin, key: key.clone(), exchange: exchange.clone(), signing });
        let secret = OperatorSecret::random(&mut *rng);
        slots.enrol(&first.number, first.passphrases(), &secret, &mut *rng)?;
        let fact = enrolled(&slots, first, &secret, None, None)?.with_person(&first.name)?;
        self.grant_all(&mut slots, &mut *rng)?;
        let mut keys = KeyRing::open(&slots, &first.number, &secret, FIRST_EPOCH)?;
        keys.seal_for(FIRST_EPOCH, &security, &mut *rng)?;
        let code = RecoveryCode::random(&mut *rng);
        let recovery = recovery_slot(&code, &keys, &mut *rng)?;
        let recovered = Fact::RecoverySet { slot: recovery.hash(), signed: None };
        slots.recovery = Some(recovery);
        slots.write(folder)?;
        let (mission, gate, id) = (names.mission.clone(), names.gate.clone(), self.id.clone());
        let post = Post { mission, gate, id, origin: self.origin.clone(), key, security };
        let connection = connection::open(folder, Mode::Create)?;
        let (lock, seen) = (Some(WriterLock::take(folder)?), super::held::data_version(&connection)?);
        let (folder, head) = (folder.to_owned(), Head::default());
        let pending = super::alarm::Pending::default();
        let mut store = Store {
            folder,
            connection,
            lock,
            slots,
            slots_whole: true,
            keys: Some(keys),
            aside: None,
            held: None,
            seen,
            others: false,
            whole: super::comparison::Whole::default(),
            at_once: None,
            post,
            head,
            rng,
            pending,
        };
        let rules = Fact::RulesSet { policy: policy.to_owned(), hash, restored: None, signed: None };
        let founded = self.founded(names, &store.post, exchange);
        let _ = store.act(now, ClockQuality::Good, |act: &mut Act<'_>| {
            let _ = act.record(NewEntry::new(founded))?;
            let _ = act.record(NewEntry::new(rules))?;
            let _ = act.record(fact)?;
            act.record(NewEntry::new(recovered))
        })?;
        Ok((store, code))
    }

    fn grant_all(&self, slots: &mut KeySlots, rng: &mut dyn CryptoRngCore) -> Result<(), StoreError> {
        for operator in &mut slots.operators {
            for (name, key) in [("store/1", &self.store), ("security/1", &self.security)] {
                let sealed = secrets::seal_to(operator.exchange(), key.as_slice(), rng)?;
                operator.grant(name, sealed);
            }
        }
        Ok(())
    }

    fn founded(&self, names: &Names, post: &Post, exchange: String) -> Fact {
        Fact::Founded(Founded {
            mission: names.mission.clone(),
            domain: names.domain.clone(),
            gate: names.gate.clone(),
            post: self.id.clone(),
            key: post.key.clone(),
            exchange,
            security: post.security.clone(),
        })
    }
}
