//! The post's store: the only user of rusqlite.
//!
//! One connection writes, and [`connection::WriterLock`] sees to it that there is one. Facts go in through
//! [`Store::act`] alone: it looks at the tables, appends entries to the log and applies them, in one immediate
//! transaction, and returns when that is durable (`synchronous = FULL`). Readers open the file beside it and see the
//! last whole transaction; WAL keeps them out of each other's way. A locked store has no keys: it can neither read
//! a person nor write an entry.

mod agree;
pub mod alarm;
pub mod append;
pub mod apply;
mod at_once;
pub mod attempts;
pub mod backup;
mod comparison;
pub mod connection;
pub mod delays;
mod doubt;
pub mod erase;
pub mod error;
pub mod figures;
pub mod found;
mod groups;
mod held;
pub mod hosts;
mod indexes;
pub mod keyring;
pub mod keyslots;
pub mod listings;
pub mod log;
pub mod mails;
mod mappings;
mod migrate;
pub mod muster;
pub mod notices;
pub mod people;
pub mod pin;
pub mod query;
pub mod rebuild;
pub mod restore;
pub mod screening;
pub mod secrets;
mod signed;
pub mod snapshot;
mod start;
mod threat;
pub mod verify;
pub mod visits;
pub mod working;

use std::path::{Path, PathBuf};

use rand_core::CryptoRngCore;
use rusqlite::Connection;

use crate::domain::operator::Standing;
use crate::domain::{ClockQuality, Duress, Fact, Moment, Operator, OperatorId, Timestamp};
use crate::ledger::Frontier;

pub use append::{Act, NewEntry};
pub use error::StoreError;
pub use query::Tables;

use agree::{Chosen, Said};
use connection::{Mode, WriterLock};
use keyring::KeyRing;
use keyslots::KeySlots;
use secrets::OperatorSecret;

/// Randomness that can go with the store to its thread.
pub type Randomness = Box<dyn CryptoRngCore + Send>;

/// What the founding entry says of this post; legible without a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Name of the mission.
    pub mission: String,
    /// Name of the gate.
    pub gate: String,
    /// The post's id.
    pub id: String,
    /// The log's origin: `<domain>/gateward/<post>`.
    pub origin: String,
    /// The post's verifying key, base64.
    pub key: String,
    /// The security role's X25519 key, base64.
    pub security: String,
}

impl Post {
    /// The mission's domain.
    pub fn domain(&self) -> &str {
        self.origin.split('/').next().unwrap_or_default()
    }
}

/// The end of the log, as acknowledged.
#[derive(Clone, Default)]
pub struct Head {
    /// The right edge of the tree.
    pub frontier: Frontier,
    /// When the last entry was written.
    pub last: Option<Timestamp>,
    /// Size and time of the last checkpoint.
    pub sealed: Option<(u64, Timestamp)>,
}

/// An open store, locked or not.
pub struct Store {
    folder: PathBuf,
    connection: Connection,
    lock: Option<WriterLock>,
    slots: KeySlots,
    /// Whether the slots and their copy were those of the log when the store was opened.
    slots_whole: bool,
    keys: Option<KeyRing>,
    /// The keys of a locked session, put aside: they open nothing until they are taken up again.
    aside: Option<KeyRing>,
    post: Post,
    head: Head,
    /// What the small tables were found to be when they were last held against the log.
    held: Option<held::Held>,
    /// How often others had written to the file when that was looked at last, by SQLite's own count.
    seen: i64,
    /// Whether others wrote to the file, and nothing is on record of it yet.
    others: bool,
    /// How far all tables were held against the whole log.
    whole: comparison::Whole,
    /// What of them was found to differ at once, for a command that does not wait for all of them.
    at_once: Option<comparison::Differing>,
    rng: Randomness,
    /// What the next message tells of how its act came about.
    pending: alarm::Pending,
}

impl Store {
    /// Opens the post in this folder for writing; nobody is signed in yet.
    pub fn open(folder: &Path, rng: Randomness) -> Result<Self, StoreError> {
        connection::is_there(folder)?;
        let lock = WriterLock::take(folder)?;
        Self::open_as(folder, Mode::Write, Some(lock), rng)
    }

    /// Opens the post in this folder for reading, beside whoever writes.
    pub fn open_read_only(folder: &Path, rng: Randomness) -> Result<Self, StoreError> {
        Self::open_as(folder, Mode::Read, None, rng)
    }

    fn open_as(folder: &Path, mode: Mode, lock: Option<WriterLock>, rng: Randomness) -> Result<Self, StoreError> {
        let connection = connection::open(folder, mode)?;
        let Chosen { slots, whole: slots_whole } = Chosen::read(folder, &Said::of(&connection)?)?;
        let post = Tables(&connection).post()?;
        let head = log::head(&connection)?;
        let (folder, pending) = (folder.to_owned(), alarm::Pending::default());
        let seen = held::data_version(&connection)?;
        let store = Self {
            folder,
            connection,
            lock,
            slots,
            slots_whole,
            keys: None,
            aside: None,
            post,
            head,
            held: None,
            seen,
            others: false,
            whole: comparison::Whole::default(),
            at_once: None,
            rng,
            pending,
        };
        if mode == Mode::Write {
            let _ = store.empty_wal()?;
        }
        Ok(store)
    }

    /// Opens the store with an operator's passphrase. Says nothing of whether the number is known.
    pub fn unlock(&mut self, number: &str, passphrase: &str) -> Result<Operator, StoreError> {
        let secret = self.authenticate(number, passphrase)?;
        self.unlock_with(number, &secret)
    }

    /// The secret of an operator who may sign in. Takes as long and says the same whether the number is known or not,
    /// and whether they are suspended; whoever was ended has no slot that opens, and earlier slots open nothing either.
    pub fn authenticate(&self, number: &str, passphrase: &str) -> Result<OperatorSecret, StoreError> {
        let secret = self.proven(number, passphrase)?;
        match self.slots.operator(number).and_then(keyslots::OperatorSlots::start) {
            Some(until) => Err(StoreError::NotStarted(until)),
            None => Ok(secret),
        }
    }

    /// The same, of somebody who may not have begun yet.
    fn proven(&self, number: &str, passphrase: &str) -> Result<OperatorSecret, StoreError> {
        let secret = self.slots.open(number, passphrase)?;
        let row = self.operator_row(secret.id())?;
        // Without a row there is no enrolment, which is said where the keys are opened.
        let may = row.as_ref().is_none_or(|row| row.standing == Standing::Active);
        if !may {
            return Err(StoreError::WrongKey);
        }
        let hashes = self.slots.operator(number).map(keyslots::OperatorSlots::hashes);
        let said = Said::of(&self.connection)?.operators.into_iter().find(|(theirs, _)| theirs == number);
        let theirs = row.is_none() || said.map(|(_, said)| said) == hashes;
        if theirs { Ok(secret) } else { Err(StoreError::SlotsOfNoLog) }
    }

    /// Opens the store with an operator's secret.
    pub fn unlock_with(&mut self, number: &str, secret: &OperatorSecret) -> Result<Operator, StoreError> {
        let keys = KeyRing::open(&self.slots, number, secret, Said::of(&self.connection)?.epoch)?;
        let id = keys.operator;
        match self.begin(keys).and_then(|()| self.of_the_log(id)) {
            Ok(Some(operator)) if operator.number == number => Ok(operator),
            Ok(_) => {
                self.lock();
                Err(StoreError::KeySlots(format!("the slots of {number} have no enrolment in the log")))
            }
            Err(error) => {
                self.lock();
                Err(error)
            }
        }
    }

    /// Whoever has these keys, once the log vouches for their slots and for what those opened.
    fn of_the_log(&mut self, id: OperatorId) -> Result<Option<Operator>, StoreError> {
        self.keys_open_the_log()?;
        // From here on the log is asked and not the table, where they differ: who was suspended stays out.
        self.hold_tables()?;
        let Some(row) = self.operator_row(id)? else { return Ok(None) };
        if row.standing != Standing::Active {
            return Err(StoreError::WrongKey);
        }
        self.slots_are_theirs(&self.slots, &row)?;
        self.operator(id)
    }

    /// Takes the keys of a session. What the post is follows from its founding entry from here on: the table that
    /// repeats it may have been changed, and it says whom sealed bodies are sealed to.
    fn begin(&mut self, keys: KeyRing) -> Result<(), StoreError> {
        self.keys = Some(keys);
        if let Some(post) = self.founding()? {
            self.post = post;
        }
        let mut epoch = keyring::FIRST_EPOCH;
        if let Some(renewed) = self.renewed()? {
            (epoch, self.post.security) = renewed;
        }
        let keys = self.keys.as_mut().ok_or(StoreError::Locked)?;
        keys.seal_for(epoch, &self.post.security, &mut *self.rng)
    }

    /// The last key of the security role and its epoch, where it has another than the founding one. A row that points
    /// to nothing of the kind keeps nobody out, and one that is gone brings no earlier key back: then the leaves are
    /// asked, all of them.
    fn renewed(&self) -> Result<Option<(u32, String)>, StoreError> {
        let Some(row) = self.role_key_entry()? else { return Ok(None) };
        let said = |seq: u64| match self.fact(seq) {
            Ok(Fact::SecurityKeySet { epoch, key }) => Some((epoch, key)),
            _ => None,
        };
        match said(row) {
            Some(renewed) => Ok(Some(renewed)),
            None => Ok(self.tables().role_key_by_leaf()?.and_then(said)),
        }
    }

    /// The entry that renewed the keys last, by its row, or by the leaves where that is gone.
    fn role_key_entry(&self) -> Result<Option<u64>, StoreError> {
        match self.tables().role_key()? {
            None if self.keys.as_ref().is_some_and(KeyRing::is_renewed) => self.tables().role_key_by_leaf(),
            row => Ok(row),
        }
    }

    /// Wipes the keys: persons and log are closed until somebody signs in.
    pub fn lock(&mut self) {
        // An admission that did not come about is not to be told of somebody else's.
        self.mark(Duress::No);
        (self.keys, self.aside, self.held) = (None, None, None);
        self.compare_what_differed();
    }

    /// Puts the keys aside: persons and log are closed until they are taken up again.
    pub fn put_aside(&mut self) {
        if let Some(keys) = self.keys.take() {
            self.aside = Some(keys);
        }
    }

    /// Takes the keys up that were put aside; whether there were any.
    pub fn take_up(&mut self) -> bool {
        if let Some(keys) = self.aside.take() {
            self.keys = Some(keys);
        }
        self.keys.is_some()
    }

    /// Whether keys were put aside.
    pub fn has_aside(&self) -> bool {
        self.aside.is_some()
    }

    /// Whether nobody is signed in.
    pub fn is_locked(&self) -> bool {
        self.keys.is_none()
    }

    /// Whether this store may write.
    pub fn can_write(&self) -> bool {
        self.lock.is_some()
    }

    /// The tables, to be asked.
    pub fn tables(&self) -> Tables<'_> {
        Tables(&self.connection)
    }

    /// What the founding entry says of this post.
    pub fn post(&self) -> &Post {
        &self.post
    }

    /// The folder of this post.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The end of the log.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The key slots, as read.
    pub fn slots(&self) -> &KeySlots {
        &self.slots
    }

    /// The randomness of this store.
    pub fn rng(&mut self) -> &mut dyn CryptoRngCore {
        &mut *self.rng
    }

    /// Keys of the session, or [`StoreError::Locked`].
    pub fn keys(&self) -> Result<&KeyRing, StoreError> {
        self.keys.as_ref().ok_or(StoreError::Locked)
    }

    /// Records facts. `act` looks at the tables and records entries; they are appended and applied in one immediate
    /// transaction, and the call returns when it is durable. An error of `act` leaves nothing behind.
    pub fn act<T, E: From<StoreError>>(
        &mut self,
        now: Moment,
        clock: ClockQuality,
        act: impl FnOnce(&mut Act<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly.into());
        }
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let (post, head, rng) = (&self.post, &self.head, &mut *self.rng);
        let result =
            append::transact(&self.connection, keys, post, head, self.seen, rng, self.pending, now, clock, act);
        match result {
            Ok(append::Done { value, head, spoken, seen }) => {
                self.head = head;
                if spoken {
                    self.pending = alarm::Pending::default();
                }
                self.after_an_act(seen);
                Ok(value)
            }
            Err(append::Broken::Act(error)) => Err(error),
            Err(append::Broken::Disk(error)) => match self.reopen_after(StoreError::Disk(String::new())) {
                lost @ StoreError::HeadLost { .. } => Err(lost.into()),
                _ => Err(error),
            },
            Err(append::Broken::Store(error)) => Err(self.reopen_after(error).into()),
        }
    }

    /// After an error of the disk: opens the file anew and makes sure that it ends where it was acknowledged to end.
    fn reopen_after(&mut self, error: StoreError) -> StoreError {
        if !matches!(error, StoreError::Disk(_) | StoreError::Damaged(_)) {
            return error;
        }
        let reopened = connection::open(&self.folder, Mode::Write).and_then(|c| log::head(&c).map(|head| (c, head)));
        match reopened {
            Ok((connection, head)) if head.frontier.root() == self.head.frontier.root() => {
                self.take_connection(connection);
                error
            }
            Ok((connection, head)) => {
                // Nobody goes on as if nothing had happened: everybody signs in anew, on what is there.
                self.lock();
                let lost = StoreError::HeadLost { expected: self.head.frontier.size(), found: head.frontier.size() };
                self.take_connection(connection);
                self.head = head;
                lost
            }
            Err(_) => error,
        }
    }

    /// Goes on with another connection. What others write is counted by each anew, so all is compared anew.
    fn take_connection(&mut self, connection: Connection) {
        self.seen = held::data_version(&connection).unwrap_or_default();
        (self.connection, self.held, self.whole) = (connection, None, comparison::Whole::Due);
        self.at_once = None;
    }
}

#[cfg(test)]
mod tests;
