//! A copy of the post off the gate: who may make one, for whom, and how long it is kept.
//!
//! It is made beside a running window, and put on record there: the one writer takes it into the log.

use std::path::{Path, PathBuf};

use crate::domain::fact::{BackedUp, Fact};
use crate::domain::moment::DAY;
use crate::domain::operator::Act as Deed;
use crate::domain::{Cause, Moment, Timestamp};
use crate::store::attempts::Attempt;
use crate::store::backup::recipient;

use super::second::{Second, Why};
use super::{Desk, DeskError, Session};

/// How many days a backup is kept where nobody said.
pub const KEPT: u16 = 30;
/// Days after which the next backup is due.
const DUE: i64 = 7;
/// The most days.
pub const LONGEST_KEPT: u16 = 365;

/// What kind of backup is asked for.
pub struct Order {
    /// Where it goes.
    pub file: PathBuf,
    /// Whether a file that is there is written over.
    pub over: bool,
    /// The age recipients who can open it; those of the last one where none are named.
    pub to: Vec<String>,
    /// Days after which it is to be destroyed; as the last one where not said.
    pub keep: Option<u16>,
}

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// What is on record of it.
    pub fact: BackedUp,
    /// How long the file is.
    pub bytes: u64,
    /// Until when it is kept.
    pub until: Timestamp,
    /// Backups made before this time are to be destroyed by now.
    pub due: Timestamp,
    /// The head and the list of what was erased that were put beside it.
    pub beside: [PathBuf; 2],
}

/// The last backup that is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastBackup {
    /// When it was made.
    pub at: Timestamp,
    /// What is on record of it.
    pub fact: BackedUp,
}

impl Desk {
    /// The last backup that is on record.
    pub fn last_backup(&self) -> Result<Option<LastBackup>, DeskError> {
        let Some(seq) = self.store.tables().last_backup()? else { return Ok(None) };
        Ok(match self.store.fact(seq)? {
            Fact::BackedUp(fact) => Some(LastBackup { at: fact.signed.asked, fact }),
            _ => None,
        })
    }

    /// How many days ago the last one was made, where the next is due. A post that has none yet is not told every day.
    pub(super) fn backup_days(&self, session: &Session) -> Result<Option<i64>, DeskError> {
        if !session.allowed.contains(&Deed::Backup) {
            return Ok(None);
        }
        let last = self.store.tables().last_backup_at()?;
        Ok(last.map(|at| session.seen.at.since(at) / DAY).filter(|days| *days >= DUE))
    }

    /// Who can open a backup made for these recipients, the same as of the last one where none are named; and whether
    /// they are others, which somebody else signs for.
    pub fn may_back_up(&self, to: &[String]) -> Result<(Vec<String>, bool), DeskError> {
        let _ = self.permit(Deed::Backup)?;
        let last = self.last_backup()?.map(|last| last.fact.to);
        let mut asked =
            to.iter().map(|text| Ok(recipient(text)?.to_string())).collect::<Result<Vec<_>, DeskError>>()?;
        asked.sort_unstable();
        asked.dedup();
        match (last, asked.is_empty()) {
            (Some(last), true) => Ok((last, false)),
            (None, true) => Err(DeskError::NoRecipient),
            (Some(last), false) => Ok((asked.clone(), asked != last)),
            (None, false) => Ok((asked, false)),
        }
    }

    /// Makes a backup, puts the head and the list of what was erased beside it, and notes it for the log.
    ///
    /// Whoever makes one for recipients of their own has a copy of everything: that takes two, from the second on.
    pub fn back_up(
        &mut self,
        now: Moment,
        order: &Order,
        signing: Option<(&Why, &Second)>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Made, DeskError> {
        let (to, others) = self.may_back_up(&order.to)?;
        if others && signing.is_none() {
            return Err(DeskError::NeedsSecond);
        }
        let last = self.last_backup()?;
        let keep = order.keep.or(last.map(|last| last.fact.keep)).unwrap_or(KEPT).clamp(1, LONGEST_KEPT);
        let beside = match signing {
            Some((why, second)) => Some((why, self.beside(now, Deed::Backup, why, second)?)),
            None => None,
        };
        let recipients = to.iter().map(|text| recipient(text)).collect::<Result<Vec<_>, _>>()?;
        let made = self.store.back_up(&order.file, order.over, &recipients, now, progress)?;
        let by = self.session()?.operator.id;
        let routine = Why { cause: Cause::Routine, text: String::new(), asked: now };
        let mut fact = BackedUp { by, head: made.head, file: made.file, to, keep, signed: self.unsigned(&routine) };
        let subject = fact.subject();
        fact.signed = match beside {
            Some((why, beside)) => self.signed_with(beside, &self.store.post().origin, Deed::Backup, &subject, why)?,
            None => self.signed_alone(Deed::Backup, &subject, &routine)?,
        };
        self.store.note_attempt(&Attempt::BackedUp(Box::new(fact.clone())))?;
        let folder = order.file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = self.remember(folder)?;
        let days = DAY * i64::from(keep);
        Ok(Made { fact, bytes: made.bytes, until: now.at.plus(days), due: now.at.plus(-days), beside })
    }

    /// Writes the head of the log into this folder, and beside it the list of what was erased, in the place of earlier
    /// ones of this post.
    pub fn remember(&self, folder: &Path) -> Result<[PathBuf; 2], DeskError> {
        let [head, erased] = self.store.to_remember()?;
        let post = &self.store.post().id;
        let names = [format!("{post}.checkpoint"), format!("{post}.erased")];
        for (name, note) in names.iter().zip([head, erased]) {
            crate::store::keyslots::write_whole(folder, name, note.to_string().as_bytes())?;
        }
        self.witness(folder)?;
        Ok(names.map(|name| folder.join(name)))
    }
}
