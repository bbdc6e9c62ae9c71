//! Key slots and log: which file of slots the log vouches for.
//!
//! The slots lie beside the log, where whoever has the folder can put an earlier file in their place: with the slots of
//! somebody who was ended, with a passphrase that was changed because others knew it, with a store key of which they
//! kept a copy. So the log says which epoch is the last, and whose slots are which; what the file says counts for
//! nothing where it differs. All of this is asked alike whichever of somebody's two slots was opened.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::fact::Fact;
use crate::ledger::Slot;

use super::Store;
use super::error::StoreError;
use super::keyring::{FIRST_EPOCH, KeyRing};
use super::keyslots::KeySlots;
use super::query::{OperatorRow, Tables};

/// What the log says of the slots, as far as that is legible without a key.
#[derive(Debug)]
pub(super) struct Said {
    /// The epoch of the store key that the last entry is sealed under.
    pub epoch: u32,
    /// Number and slots of everybody who was not ended.
    pub operators: Vec<(String, [String; 2])>,
    /// The slot of the recovery code that is valid.
    pub recovery: Option<String>,
}

impl Said {
    /// As the tables have it.
    pub(super) fn of(connection: &Connection) -> Result<Self, StoreError> {
        let last = "SELECT epoch FROM bodies WHERE id % 4 = ?1 ORDER BY id DESC LIMIT 1";
        let epoch = connection.query_row(last, [Slot::Situation as i64], |row| row.get(0)).optional()?;
        let sql = "SELECT number, slot_a, slot_b FROM operators WHERE state <> 'ended' ORDER BY seq";
        let mut query = connection.prepare_cached(sql)?;
        let operators = query.query_map([], |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?])))?;
        let operators = operators.collect::<Result<_, _>>()?;
        let recovery = Tables(connection).recovery()?.map(|(_, slot)| slot);
        Ok(Self { epoch: epoch.unwrap_or(FIRST_EPOCH), operators, recovery })
    }

    /// Whether these slots are those of the log, no more and no fewer.
    pub(super) fn are(&self, slots: &KeySlots) -> bool {
        let recovery = slots.recovery.as_ref().map(|slot| slot.hash());
        let same = |(number, hashes): &(String, [String; 2])| {
            slots.operator(number).is_some_and(|theirs| theirs.hashes() == *hashes)
        };
        slots.epoch == self.epoch
            && recovery == self.recovery
            && slots.operators.len() == self.operators.len()
            && self.operators.iter().all(same)
    }
}

/// The slots beside the log, and whether the file and its copy are both those of the log.
#[derive(Debug)]
pub(super) struct Chosen {
    pub slots: KeySlots,
    pub whole: bool,
}

impl Chosen {
    /// Of the file and its copy the one that the log vouches for; the file, or what can be read of the two, where it
    /// vouches for neither: then whoever's slots are theirs still gets in.
    pub(super) fn read(folder: &Path, said: &Said) -> Result<Self, StoreError> {
        let (file, copy) = KeySlots::read_both(folder);
        let whole = matches!((&file, &copy), (Ok(file), Ok(copy)) if file == copy && said.are(file));
        let slots = match (file, copy) {
            (Ok(file), Ok(copy)) => {
                if said.are(&copy) && !said.are(&file) {
                    copy
                } else {
                    file
                }
            }
            (Ok(one), Err(_)) | (Err(_), Ok(one)) => one,
            (Err(error), Err(_)) => return Err(error),
        };
        Ok(Self { slots, whole })
    }
}

impl Store {
    /// Whether the key slots were found not to be those of the log when the store was opened, in one file or in both.
    pub fn slots_differ(&self) -> bool {
        !self.slots_whole
    }

    /// Puts the slots of the log in the place of a file that is not theirs, which is set aside; where neither file is,
    /// both stay.
    pub fn put_slots_right(&mut self) -> Result<(), StoreError> {
        if self.slots_whole || !Said::of(&self.connection)?.are(&self.slots) {
            return Ok(());
        }
        KeySlots::set_aside(&self.folder, &self.slots)?;
        self.slots.write(&self.folder)?;
        self.slots_whole = true;
        Ok(())
    }

    /// The slots of an operator, as the fact says that their row points to. The table alone is believed in nothing.
    pub(super) fn slots_said(&self, row: &OperatorRow) -> Result<Option<[String; 2]>, StoreError> {
        let Fact::Enrolled { operator: first, number, slots: enrolled, .. } = self.fact(row.seq)? else {
            return Ok(None);
        };
        if number != row.number {
            return Ok(None);
        }
        Ok(match self.fact(row.slots)? {
            Fact::PassphraseSet { operator, slots } | Fact::Started { operator, slots, .. } if operator == row.id => {
                Some(slots)
            }
            _ => (first == row.id).then_some(enrolled),
        })
    }

    /// Makes sure that these are the slots of an operator that the log knows.
    pub(super) fn slots_are_theirs(&self, slots: &KeySlots, row: &OperatorRow) -> Result<(), StoreError> {
        let found = slots.operator(&row.number).map(super::keyslots::OperatorSlots::hashes);
        let same = found.is_some() && self.slots_said(row)? == found;
        if same { Ok(()) } else { Err(StoreError::SlotsOfNoLog) }
    }

    /// The slot of the recovery code that is valid, as its fact says.
    pub(super) fn recovery_said(&self) -> Result<Option<String>, StoreError> {
        let Some((seq, _)) = self.tables().recovery()? else { return Ok(None) };
        Ok(match self.fact(seq)? {
            Fact::RecoverySet { slot, .. } => Some(slot),
            _ => None,
        })
    }

    /// Makes sure that the store keys that were opened are those of the log: somebody may have granted others. The last
    /// entry opens with them, or the one that began their epoch, where the last is damaged.
    pub(super) fn keys_open_the_log(&self) -> Result<(), StoreError> {
        let last = self.head.frontier.size().checked_sub(1);
        let renewed = self.keys.as_ref().is_some_and(KeyRing::is_renewed);
        let begun = self.role_key_entry()?.or((!renewed).then_some(0));
        let opens = [last, begun].into_iter().flatten().any(|seq| self.fact(seq).is_ok());
        if opens && self.slots.key == self.post.key { Ok(()) } else { Err(StoreError::SlotsOfNoLog) }
    }
}
