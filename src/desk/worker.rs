//! The thread that owns the desk, and with it the writing connection.
//!
//! Whoever talks to it gets an answer when the act is done, durably where it records something. Between acts it reads
//! the roster and writes imports, in slices short enough not to keep anybody waiting.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::domain::Moment;
use crate::store::{Randomness, Store};

use super::{Desk, DeskError, Founding, RecoveryCode};

/// Where the moments come from: the machine's clocks, or a script's.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// An error that can be shown in several places.
pub type SharedError = Arc<DeskError>;

type Job = Box<dyn FnOnce(&mut Desk, Moment) + Send>;

/// How long the thread waits for something to do at least and at most, in milliseconds: a clock may stand still.
const SHORTEST: i64 = 1_000;
const LONGEST: i64 = 3_600_000;

/// Visits read into the roster in one slice.
const ROSTER_SLICE: u32 = 200;

/// A way to the desk's thread. The thread ends when the last one is gone.
#[derive(Clone)]
pub struct Worker {
    jobs: Sender<Job>,
    clock: Clock,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Worker")
    }
}

impl Worker {
    /// Opens the post in this folder; nobody is signed in yet.
    pub fn open(folder: &Path, clock: Clock, rng: Randomness) -> Result<Self, DeskError> {
        Self::start(Desk::new(Store::open(folder, rng)?), clock)
    }

    /// Makes a post in this folder; its first operator is signed in.
    pub fn found(
        folder: &Path,
        founding: &Founding,
        clock: Clock,
        rng: Randomness,
    ) -> Result<(Self, RecoveryCode), DeskError> {
        let (desk, code) = Desk::found(folder, founding, clock(), rng)?;
        Ok((Self::start(desk, clock)?, code))
    }

    /// Gives a desk its thread.
    pub fn start(desk: Desk, clock: Clock) -> Result<Self, DeskError> {
        let (jobs, inbox) = channel();
        let own = Arc::clone(&clock);
        let thread = std::thread::Builder::new().name("desk".into()).spawn(move || run(desk, &inbox, &own));
        let folder = Path::new("thread");
        let _ = thread.map_err(|error| crate::store::StoreError::File { path: folder.to_owned(), error })?;
        Ok(Self { jobs, clock })
    }

    /// The moment it is now.
    pub fn now(&self) -> Moment {
        (self.clock)()
    }

    /// Asks the desk to do something; the answer comes when it is done.
    pub async fn ask<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Desk, Moment) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, SharedError> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |desk, now| {
            // Nobody waits for the answer any more if the screen has moved on; the act is done all the same.
            let _ = answer.send(act(desk, now));
        });
        if self.jobs.send(job).is_err() {
            return Err(Arc::new(DeskError::Gone));
        }
        answered.await.unwrap_or(Err(DeskError::Gone)).map_err(Arc::new)
    }
}

fn run(mut desk: Desk, inbox: &Receiver<Job>, clock: &Clock) {
    desk.hire_courier();
    desk.hire_postman();
    if desk.operator().is_some() {
        desk.tell_places();
    }
    loop {
        let job = if has_work(&desk) {
            match inbox.try_recv() {
                Ok(job) => Some(job),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => break,
            }
        } else {
            // Not for ever: keys go when a session is as long as one may be, whether anybody asks for something or not.
            let now = clock();
            let left = desk.session_left(now).unwrap_or(i64::MAX).min(desk.mail_wait(now)).min(desk.notice_wait(now));
            match inbox.recv_timeout(Duration::from_millis(u64::try_from(left.clamp(SHORTEST, LONGEST)).unwrap_or(0))) {
                Ok(job) => Some(job),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            }
        };
        let now = clock();
        // Nobody's keys stay open longer than a session may last; whoever asks is told to sign in anew.
        if desk.overdue(now) {
            let _ = desk.sign_out(now).map_err(|error| tracing::error!(%error, "signing out failed"));
        }
        match job {
            Some(job) => {
                job(&mut desk, now);
                desk.send_alarms();
            }
            None if has_background(&desk) => work(&mut desk, now),
            None => {}
        }
        // The act is done and answered: whom it is told to is found out after it.
        let _ = desk.hear(now);
        desk.send_mail(now);
    }
    // The window is gone: the shift ends with its signature, if there was one.
    if desk.session_left(clock()).is_some()
        && desk.store().can_write()
        && let Err(error) = desk.sign_out(clock())
    {
        tracing::error!(%error, "signing out at the end failed");
    }
}

/// What is done between acts, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// Lists are read: before that nobody is admitted.
    Lists,
    /// Guests are read: before that a name is at best referred.
    Roster,
    /// Guests are taken into the index of another table of given names.
    Names,
    /// What was kept of the guests is held against their entries.
    Confirm,
    /// A file of guests is written.
    Import,
    /// A list is written.
    Load,
    /// Everybody expected or inside is held against the lists.
    Findings,
    /// Who came before is read.
    Before,
    /// All tables are held against the log.
    Tables,
    /// What was indexed is kept for the next sign-in.
    Snapshots,
    /// Who was at the gate in the last year is read, for figures that somebody may ask for.
    Ahead,
    /// Rows that no list uses any more are deleted.
    Tidy,
}

impl Desk {
    fn next_work(&self) -> Option<Work> {
        let work = [
            (!self.lists_are_whole(), Work::Lists),
            (!self.roster_is_whole(), Work::Roster),
            (self.is_renewing_roster(), Work::Names),
            (self.is_confirming(), Work::Confirm),
            (self.is_importing(), Work::Import),
            (self.list_progress().is_some(), Work::Load),
            (self.is_looking_through(), Work::Findings),
            (self.is_remembering(), Work::Before),
            (!self.store().is_compared(), Work::Tables),
            (self.wants_snapshots() || self.wants_roster_kept(), Work::Snapshots),
            (self.is_reading_ahead(), Work::Ahead),
            (self.is_untidy(), Work::Tidy),
        ];
        work.into_iter().find(|(due, _)| *due).map(|(_, work)| work)
    }
}

fn has_work(desk: &Desk) -> bool {
    desk.is_hearing() || has_background(desk)
}

fn has_background(desk: &Desk) -> bool {
    desk.operator().is_some() && !desk.is_troubled() && desk.next_work().is_some()
}

fn work(desk: &mut Desk, now: Moment) {
    let done = match desk.next_work() {
        Some(Work::Lists) => desk.read_lists().map(|_| ()),
        Some(Work::Roster) => desk.read_roster(ROSTER_SLICE).map(|_| ()),
        Some(Work::Names) => desk.renew_roster(ROSTER_SLICE).map(|_| ()),
        Some(Work::Confirm) => desk.confirm_roster(ROSTER_SLICE).map(|_| ()),
        Some(Work::Import) => desk.import_step(now).map(|_| ()),
        Some(Work::Load) => desk.list_step(now).map(|_| ()),
        Some(Work::Findings) => desk.look_through_some(now).map(|_| ()),
        Some(Work::Before) => desk.remember_some(ROSTER_SLICE).map(|_| ()),
        Some(Work::Tables) => desk.compare_some(now).map(|_| ()),
        Some(Work::Snapshots) => {
            desk.keep_snapshots();
            desk.keep_roster();
            Ok(())
        }
        Some(Work::Ahead) => desk.read_ahead(),
        Some(Work::Tidy) => desk.tidy_lists().map(|_| ()),
        None => Ok(()),
    };
    if let Err(error) = done {
        tracing::error!(%error, "work in the background failed");
        desk.give_up_background(error);
    }
}
