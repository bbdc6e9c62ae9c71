//! Setting a post up anew from a backup, by two.
//!
//! First the backup is opened beside the post, its log is verified whole, and the heads that were kept elsewhere say what
//! it lacks. Nothing is touched until two have signed for that.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;

use crate::domain::fact::{HeadOf, Restored};
use crate::domain::operator::Act as Deed;
use crate::domain::{Moment, Operator, Timestamp};
use crate::ledger::note::Algorithm;
use crate::ledger::{Checkpoint, Erasures, NoteKey, SignedNote};
use crate::store::backup::{Label, identities, unpack};
use crate::store::connection::{DATABASE, WriterLock};
use crate::store::restore::{Staging, digest_of};
use crate::store::verify::Depth;
use crate::store::{Randomness, Store, StoreError};

use super::check::verifying_key;
use super::second::{Second, Why};
use super::{Desk, DeskError};

/// What is restored, and by whom.
pub struct From<'a> {
    /// The post's folder.
    pub folder: &'a Path,
    /// The backup.
    pub file: &'a Path,
    /// A file of age identities that open it.
    pub identity: &'a Path,
    /// Heads that were kept elsewhere, each with the list of what was erased beside it.
    pub heads: &'a [PathBuf],
    /// Service number of whoever restores.
    pub number: &'a str,
    /// Their passphrase.
    pub passphrase: &'a str,
}

/// What a restore comes to.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Name of the mission.
    pub mission: String,
    /// Name of the gate.
    pub gate: String,
    /// When the backup was made.
    pub made: Timestamp,
    /// The log in it.
    pub backup: HeadOf,
    /// When the last entry in it was written.
    pub until: Option<Timestamp>,
    /// The last head that is known of this log.
    pub last: HeadOf,
    /// Where heads were found that say so.
    pub seen: Vec<PathBuf>,
    /// Entries whose bodies were erased since, and will be here.
    pub erased: Vec<u64>,
    /// Whether something lies in the post's folder, which will be set aside.
    pub in_place: bool,
    /// Whether that is this log, and what was erased in it is known.
    pub read_in_place: bool,
}

impl Plan {
    /// Entries that the log has had since, and that are lost.
    pub fn lost(&self) -> u64 {
        self.last.size.saturating_sub(self.backup.size)
    }
}

/// A backup that was opened beside the post, and found to be whole.
pub struct Restoration {
    desk: Desk,
    plan: Plan,
    staging: Staging,
    folder: PathBuf,
    _lock: WriterLock,
}

/// A post that was restored.
#[derive(Debug)]
pub struct Done {
    /// What it is called from here on.
    pub origin: String,
    /// Its verifying key, base64.
    pub key: String,
    /// The entry that says so.
    pub entry: u64,
    /// Where what lay in the folder is kept.
    pub aside: Option<PathBuf>,
}

impl Restoration {
    /// Opens the backup and looks at it. `progress` gets what is done, and how much of how much.
    pub fn open(
        from: &From<'_>,
        now: Moment,
        rng: [Randomness; 2],
        progress: &mut dyn FnMut(Step, u64, u64),
    ) -> Result<Self, DeskError> {
        let identities = identities(from.identity)?;
        std::fs::create_dir_all(from.folder)
            .map_err(|error| StoreError::File { path: from.folder.to_owned(), error })?;
        let lock = WriterLock::take(from.folder)?;
        let staging = Staging::begin(from.folder)?;
        let unpacked = &mut |done, all| progress(Step::Open, done, all);
        let label = unpack(from.file, &identities, staging.path(), unpacked)?;
        let [rng, beside] = rng;
        let mut desk = Desk::new(Store::open(staging.path(), rng)?);
        let operator = desk.open_to_read(now, from.number, from.passphrase)?;
        desk.is_whole(&label, progress)?;
        let plan = desk.restore_plan(from, &operator, &label, beside)?;
        Ok(Self { desk, plan, staging, folder: from.folder.to_owned(), _lock: lock })
    }

    /// What it comes to.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Whether whoever opened it may go on.
    pub fn permitted(&self) -> Result<(), DeskError> {
        self.desk.permit_two(Deed::Restore).map(drop)
    }

    /// Restores the post: two sign for it, the log goes on as another, and what lay in the folder is set aside.
    pub fn confirm(self, now: Moment, why: &Why, second: &Second) -> Result<Done, DeskError> {
        let Self { mut desk, plan, staging, folder, _lock } = self;
        let entry = desk.restore(now, &plan, why, second)?;
        let (origin, key) = (desk.store.post().origin.clone(), desk.store.post().key.clone());
        desk.close();
        let _ = desk.store.close()?;
        let aside = staging.move_in(&folder, now)?;
        Ok(Done { origin, key, entry, aside })
    }
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Bytes of the backup are opened.
    Open,
    /// Entries of its log are verified.
    Verify,
}

impl Desk {
    /// Makes sure that the log is the one on the label, and whole.
    fn is_whole(&self, label: &Label, progress: &mut dyn FnMut(Step, u64, u64)) -> Result<(), DeskError> {
        let size = self.store.head().frontier.size();
        let mut verified = |done| {
            progress(Step::Verify, done, size);
            true
        };
        let report = self.store.verify(Depth::Whole, None, &mut verified)?;
        let first = report.findings.first().map(ToString::to_string);
        let label_is_right = self.store.head_of() == label.head;
        match first.or_else(|| (!label_is_right).then(|| "it is not the one on the label".to_owned())) {
            Some(what) => Err(DeskError::BackupDamaged(what)),
            None => Ok(()),
        }
    }

    fn restore_plan(
        &self,
        from: &From<'_>,
        operator: &Operator,
        label: &Label,
        rng: Randomness,
    ) -> Result<Plan, DeskError> {
        let (post, backup) = (self.store.post(), self.store.head_of());
        let mut plan = Plan {
            mission: post.mission.clone(),
            gate: post.gate.clone(),
            made: label.at,
            until: self.store.head().last,
            last: backup.clone(),
            backup,
            seen: Vec::new(),
            erased: Vec::new(),
            in_place: false,
            read_in_place: false,
        };
        let mut erased = BTreeSet::new();
        let beside = from.file.with_file_name(format!("{}.checkpoint", post.id));
        let found = beside.exists().then_some(&beside);
        for path in from.heads.iter().chain(found) {
            self.see(&mut plan, path, &self.remembered(path)?)?;
            erased.extend(self.list_beside(path)?);
        }
        plan.in_place = from.folder.join(DATABASE).exists();
        if plan.in_place {
            let in_place = self.in_place(from, &operator.number, rng);
            plan.read_in_place = in_place.is_some();
            if let Some((head, gone)) = in_place {
                self.see(&mut plan, from.folder, &head)?;
                erased.extend(gone);
            }
        }
        plan.erased = self.store.not_erased(&erased)?;
        Ok(plan)
    }

    /// Takes a head into account: the log in the backup has the same entries as far as both go.
    fn see(&self, plan: &mut Plan, path: &Path, head: &HeadOf) -> Result<(), DeskError> {
        if self.store.root_then(head.size)?.is_some_and(|root| root != head.root) {
            return Err(DeskError::Forked(head.size));
        }
        if head.size > plan.last.size {
            plan.last = head.clone();
        }
        plan.seen.push(path.to_owned());
        Ok(())
    }

    fn note(&self, path: &Path) -> Result<(SignedNote, Vec<NoteKey>), DeskError> {
        let foreign = || DeskError::ForeignHead(path.to_owned());
        let text = std::fs::read_to_string(path).map_err(|error| StoreError::File { path: path.to_owned(), error })?;
        let post = self.store.post();
        let key = verifying_key(&post.key).ok_or_else(foreign)?;
        let key = NoteKey::new(&post.origin, Algorithm::Ed25519, key).map_err(|_| foreign())?;
        Ok((text.parse().map_err(|_| foreign())?, vec![key]))
    }

    /// A head of this log that was kept elsewhere.
    pub(super) fn remembered(&self, path: &Path) -> Result<HeadOf, DeskError> {
        let (note, known) = self.note(path)?;
        let opened = Checkpoint::open(&note, &known).map_err(|_| DeskError::ForeignHead(path.to_owned()))?;
        let Checkpoint { origin, size, root } = opened.0;
        Ok(HeadOf { origin, size, root: BASE64.encode(&root) })
    }

    /// The list of what was erased that lies beside a head, if one does.
    fn list_beside(&self, head: &Path) -> Result<Vec<u64>, DeskError> {
        let path = head.with_extension("erased");
        if !path.exists() {
            return Ok(Vec::new());
        }
        let (note, known) = self.note(&path)?;
        Ok(Erasures::open(&note, &known).map_err(|_| DeskError::ForeignHead(path))?.entries)
    }

    /// Head and erased entries of the post that lies in the folder, where it is the same log and opens for whoever
    /// restores. That it does not is often why.
    fn in_place(&self, from: &From<'_>, number: &str, rng: Randomness) -> Option<(HeadOf, BTreeSet<u64>)> {
        let look = || {
            let mut there = Store::open_read_only(from.folder, rng)?;
            let _ = there.unlock(number, from.passphrase)?;
            let head = there.head_of();
            let ours = self.store.head_of();
            // A log that was put there or changed, which may be why it is restored, says nothing of this one.
            let same = match self.store.root_then(head.size)? {
                Some(root) => root == head.root,
                None => there.root_then(ours.size)? == Some(ours.root),
            };
            let same = same && head.origin == ours.origin;
            Ok::<_, StoreError>(same.then_some((head, there.erased_entries()?)))
        };
        look().ok().flatten()
    }

    /// Two sign, and the log goes on as another. Returns the entry that says so.
    fn restore(&mut self, now: Moment, plan: &Plan, why: &Why, second: &Second) -> Result<u64, DeskError> {
        let beside = self.beside(now, Deed::Restore, why, second)?;
        let clock = self.session()?.clock.quality();
        let entry = self.store.head().frontier.size();
        let next = self.store.begin_next()?;
        let (post, epoch, erased) = (next.post.clone(), next.epoch(), digest_of(&plan.erased));
        let subject = Restored::subject(&post, [&plan.backup, &plan.last], &erased);
        let signed = self.signed_with(beside, &self.store.post().origin, Deed::Restore, &subject, why)?;
        let (backup, last) = (plan.backup.clone(), plan.last.clone());
        let restored = Restored { post, backup, last, erased, signed };
        self.store.go_on(restored, epoch, &plan.erased, now, clock)?;
        Ok(entry)
    }
}
