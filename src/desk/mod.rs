//! What a person does at a post, one function an act: decide, then record.
//!
//! A [`Desk`] belongs to one thread ([`worker`]); the window and the commands talk to it. Every act takes the moment
//! it happens at, asks the rules whether this operator may do it, decides, and yields facts that the store appends.
//! Verdicts are evaluated once more inside the transaction that records a decision.

pub mod alarm;
pub mod backup;
pub mod badge;
pub mod check;
pub mod clock;
mod company;
pub mod decide;
pub mod denial;
pub mod doubt;
pub mod erase;
mod error;
pub mod explain;
pub mod export;
pub mod groups;
pub mod guests;
pub mod handover;
pub mod holidays;
pub mod hosts;
pub mod identity;
pub mod import;
pub mod intake;
pub mod invitations;
pub mod journal;
pub mod letters;
pub mod lists;
pub mod lock;
pub mod muster;
pub mod notices;
pub mod outbox;
pub mod overrides;
pub mod people;
pub mod photo;
pub mod posture;
pub mod records;
pub mod replay;
pub mod restore;
pub mod roster;
pub mod rules;
pub mod sample;
pub mod screening;
pub mod second;
pub mod session;
mod settings;
pub mod start;
mod told;
mod turned;
pub mod visits;
pub mod what_if;
pub mod witness;
pub mod worker;

pub use clock::system_moment;
pub use error::DeskError;
pub use session::{Founding, NewOperator, RecoveryCode, StartCode};

use std::collections::BTreeMap;

use crate::domain::operator::Act as Deed;
use crate::domain::{ClockQuality, Holidays, Moment, Operator, PersonId, Role, Threat, Timestamp};
use crate::policy::Rules;
use crate::store::keyring::KeyRing;
use crate::store::{NewEntry, Store, Tables};

use clock::ClockWatch;
use denial::{Denial, Errand, What};
use guests::ImportJob;
use roster::Roster;
use screening::load::LoadJob;
use screening::matter::Lookout;
use screening::queue::Queue;
use screening::screen::Screen;
use screening::tally::Tally;
use turned::TurnedAway;

/// The desk of one post: the store with who is signed in, the rules in force, and what is kept in memory for them.
pub struct Desk {
    store: Store,
    session: Option<Session>,
    import: Option<ImportJob>,
    load: Option<LoadJob>,
    trouble: Option<worker::SharedError>,
    alarms: alarm::Alarms,
    post: outbox::PostOffice,
    ear: notices::Ear,
}

/// What lives as long as somebody is signed in.
struct Session {
    operator: Operator,
    rules: Rules,
    /// What the rules in force let this operator do, asked once and whenever their own roles change.
    allowed: Vec<Deed>,
    /// What goes on with the session once it is locked.
    pin: lock::Pin,
    /// Sign-ins that failed since this operator was last here.
    failures: lock::Failures,
    clock: ClockWatch,
    roster: Roster,
    /// Who came before, for whoever keeps the visits.
    before: visits::Before,
    /// What was last done with visits, to be taken back.
    last: Option<visits::Last>,
    /// Guests with a visit now or to come who can be told apart, so that a later file means the same persons.
    known: BTreeMap<guests::Identity, PersonId>,
    /// The visit up to which the roster has been read; `None` once it is whole.
    reading: Option<Option<(Timestamp, crate::domain::VisitId)>>,
    /// What was kept of the roster for this session, and is kept for the next.
    snapshot: roster::Snapshot,
    begun: Moment,
    /// When the clock was last looked at.
    seen: Moment,
    /// The lists.
    screen: Screen,
    /// Persons held against the lists, whoever is signed in; told to whoever answers findings. `None` while some are.
    queue: Option<Queue>,
    /// Who was turned away of late.
    turned: TurnedAway,
    /// What was asked for and opened today.
    tally: Tally,
    /// Whether rows may lie in the store that no list uses any more.
    untidy: bool,
    /// Scans in a row that were nothing.
    unreadable: u8,
    /// A head that was kept elsewhere and that the log does not go on from.
    contradicted: Option<std::path::PathBuf>,
    /// Whether tables were found not to be what the log says, on record or not: a reader puts nothing on record.
    differ: bool,
}

/// How the post stands, for header and footer.
#[derive(Debug, Clone)]
pub struct Status {
    /// Name of the mission.
    pub mission: String,
    /// Name of the gate.
    pub gate: String,
    /// The post's id.
    pub post: String,
    /// Who is signed in.
    pub operator: Option<Operator>,
    /// What whoever is signed in may do.
    pub allowed: Vec<Deed>,
    /// Whose session waits behind the lock.
    pub held: Option<lock::Held>,
    /// Minutes without a touch after which the screen locks by itself.
    pub idle: u16,
    /// Sign-ins that failed since this supervisor was last here; nothing for anybody else.
    pub failures: lock::Failures,
    /// Whether whoever is signed in has a PIN.
    pub pin: bool,
    /// Entries in the log.
    pub entries: u64,
    /// When the head was last signed.
    pub sealed: Option<Timestamp>,
    /// Whether guests have been read whole; before that a name is at best referred.
    pub ready: bool,
    /// Visits on the roster so far.
    pub roster: usize,
    /// Whether the rules in force can be used.
    pub rules: bool,
    /// SHA-256 of the rules in force; empty while nobody is signed in.
    pub policy: String,
    /// The threat level in force, and the lockdown if there is one.
    pub threat: Threat,
    /// Since when a roll call goes on, if one does.
    pub muster: Option<Timestamp>,
    /// How many months of overrides are due to be gone through; 0 for whoever does not do that.
    pub overrides_due: usize,
    /// A head that was kept elsewhere and that the log does not go on from, if there is one.
    pub contradicted: Option<std::path::PathBuf>,
    /// How many days ago the last backup on record was made, where that is long ago; for whoever may make one.
    pub backup_days: Option<i64>,
    /// Why the clock is doubted, if it is.
    pub doubt: Option<clock::Doubt>,
    /// What is doubted of the tables, if anything is.
    pub store_doubt: Option<doubt::StoreDoubt>,
    /// How many entries the tables were compared with, and of how many, while they are.
    pub compared: Option<(u64, u64)>,
    /// Days on which the mission is closed, for whoever keeps the visits.
    pub holidays: Holidays,
    /// How many people can open the post.
    pub operators: usize,
    /// Rows of an import written so far, and of how many.
    pub import: Option<(u64, u64)>,
    /// Whether lists are asked at a check.
    pub screened: screening::lists::Lists,
    /// The lists, by name, for whoever keeps them or answers findings.
    pub lists: Vec<screening::lists::ListStatus>,
    /// What background work failed of, if it did.
    pub trouble: Option<worker::SharedError>,
}

impl Status {
    /// Whether whoever is signed in may do this.
    pub fn may(&self, deed: Deed) -> bool {
        self.allowed.contains(&deed)
    }
}

impl Session {
    /// The lists with what they are asked by; tables, keys and origin are those of the store, or of a transaction.
    fn lookout<'a>(&'a self, tables: Tables<'a>, keys: &'a KeyRing, origin: &'a str) -> Lookout<'a> {
        let (screen, turned, cover) = (&self.screen, &self.turned, self.rules.cover());
        Lookout { screen, turned, cover, tables, keys, origin, begun: self.begun.at, differ: self.differ }
    }

    /// Guests are found by the same given names as whoever is listed.
    fn follow_names(&mut self) {
        if let Some(given) = self.screen.given() {
            self.roster.read_by(given);
        }
    }

    /// Asks the rules anew what the operator may do: their roles have changed, or the rules have.
    fn reconsider(&mut self) {
        let (rules, roles) = (&self.rules, &self.operator.roles);
        self.allowed = Deed::ALL.into_iter().filter(|deed| rules.allows(roles, *deed)).collect();
    }
}

impl Desk {
    /// The desk over an open store.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            session: None,
            import: None,
            load: None,
            trouble: None,
            alarms: alarm::Alarms::default(),
            post: outbox::PostOffice::default(),
            ear: notices::Ear::default(),
        }
    }

    /// The store below, for commands that verify and rebuild.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The store below, for commands that verify and rebuild.
    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Who is signed in.
    pub fn operator(&self) -> Option<&Operator> {
        self.session().ok().map(|session| &session.operator)
    }

    /// The rules in force, while somebody is signed in.
    pub fn rules(&self) -> Option<&Rules> {
        self.session.as_ref().map(|session| &session.rules)
    }

    /// Whether whoever is signed in may do this.
    pub fn may(&self, deed: Deed) -> bool {
        self.session().is_ok_and(|session| session.allowed.contains(&deed))
    }

    /// How the post stands.
    pub fn status(&self) -> Result<Status, DeskError> {
        let (post, head) = (self.store.post(), self.store.head());
        let session = self.session().ok();
        let told = session.filter(|session| session.allowed.contains(&Deed::AnswerAsSupervisor));
        Ok(Status {
            mission: post.mission.clone(),
            gate: post.gate.clone(),
            post: post.id.clone(),
            operator: session.map(|session| session.operator.clone()),
            allowed: session.map_or_else(|| Ok(Vec::new()), |session| self.allowed_now(session))?,
            held: self.held(),
            idle: session.map_or(u16::MAX, |session| session.rules.idle(&session.operator.roles)),
            failures: told.map(|session| session.failures.clone()).unwrap_or_default(),
            pin: session.is_some_and(|session| session.pin.is_set()),
            entries: head.frontier.size(),
            sealed: head.sealed.map(|(_, at)| at),
            ready: session.is_some_and(Session::knows_guests),
            roster: session.map_or(0, |session| session.roster.len()),
            rules: session.is_none_or(|session| session.rules.usable()),
            policy: session.map_or_else(String::new, |session| session.rules.hash().to_owned()),
            threat: self.threat()?,
            overrides_due: session.map_or(Ok(0), |session| self.overrides_due(session.seen))?,
            muster: self.store.tables().muster()?.map(|(_, since)| since),
            contradicted: session.and_then(|session| session.contradicted.clone()),
            backup_days: session.map_or(Ok(None), |session| self.backup_days(session))?,
            doubt: session.and_then(|session| session.clock.doubt()),
            store_doubt: self.store_doubt()?,
            compared: self.store.compared(),
            holidays: if self.may(Deed::KeepVisits) { self.holidays()? } else { Holidays::default() },
            operators: self.store.slots().operators.len(),
            import: self.import.as_ref().map(ImportJob::progress),
            screened: session.map_or(screening::lists::Lists::None, |_| self.screened()),
            lists: session.map_or_else(Vec::new, |session| self.lists(session.seen)),
            trouble: self.trouble.clone(),
        })
    }

    fn session(&self) -> Result<&Session, DeskError> {
        self.session.as_ref().filter(|_| !self.store.is_locked()).ok_or(DeskError::Locked)
    }

    fn session_mut(&mut self) -> Result<&mut Session, DeskError> {
        // A store that lost its head has let the keys go; the session went with them.
        self.session.as_mut().filter(|_| !self.store.is_locked()).ok_or(DeskError::Locked)
    }

    /// Whether whoever is signed in may do this; else why not.
    pub fn require(&self, deed: Deed) -> Result<(), DeskError> {
        self.permit(deed).map(|_| ())
    }

    /// The same, of something that is done under an act of another name.
    pub fn require_errand(&self, errand: Errand) -> Result<(), DeskError> {
        self.permit_errand(errand).map(|_| ())
    }

    /// The session, if its operator may do this.
    fn permit(&self, deed: Deed) -> Result<&Session, DeskError> {
        self.permit_any(&[deed], What::Deed(deed))
    }

    /// The same, of something that is done under an act of another name.
    fn permit_errand(&self, errand: Errand) -> Result<&Session, DeskError> {
        self.permit_any(errand.deeds(), What::Errand(errand))
    }

    fn permit_any(&self, deeds: &[Deed], what: What) -> Result<&Session, DeskError> {
        let session = self.session()?;
        if deeds.iter().any(|deed| session.allowed.contains(deed)) {
            return Ok(session);
        }
        Err(DeskError::Denied(Denial { what, roles: self.roles_for(deeds)? }))
    }

    /// The roles that may do one of these, by the rules in force.
    fn roles_for(&self, deeds: &[Deed]) -> Result<Vec<Role>, DeskError> {
        let rules = &self.session()?.rules;
        let may = |role: &Role| deeds.iter().any(|deed| rules.allows(&[*role], *deed));
        Ok(Role::ALL.into_iter().filter(may).collect())
    }

    /// Looks at the clock; a doubt that begins now is an anomaly in the log.
    fn look_at_clock(&mut self, now: Moment) -> Result<ClockQuality, DeskError> {
        self.look_at_tables()?;
        let last = self.store.head().last;
        let session = self.session_mut()?;
        session.seen = now;
        let begun = session.clock.look(now, last);
        let quality = session.clock.quality();
        self.doubt_store(now, quality)?;
        if let Some(doubt) = begun.filter(|_| self.store.can_write()) {
            let what = crate::domain::fact::Anomaly::Clock { last: doubt.last, now: doubt.now };
            self.store.act(now, quality, |act| act.record(NewEntry::new(crate::domain::Fact::Anomaly { what })))?;
        }
        Ok(quality)
    }

    /// Looks whether somebody else has written to the file, and whether its tables are still what the log says.
    fn look_at_tables(&mut self) -> Result<(), DeskError> {
        let _ = self.store.look_at_tables()?;
        let differences = self.store.differences();
        let differ = !self.store.tables_that_differ().is_empty();
        if let Some(session) = &mut self.session {
            session.screen.hold(differences);
            session.differ = differ;
        }
        Ok(())
    }

    /// Whether every guest with a visit now or to come can be found.
    pub fn roster_is_whole(&self) -> bool {
        self.session.as_ref().is_none_or(Session::knows_guests)
    }

    /// Whether what was kept of the guests is still to be held against their entries.
    pub fn is_confirming(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.reading.is_some())
    }

    /// Whether background work failed and waits for somebody to see to it.
    pub fn is_troubled(&self) -> bool {
        self.trouble.is_some()
    }

    /// What whoever is signed in may do, in somebody's place too.
    fn allowed_now(&self, session: &Session) -> Result<Vec<Deed>, DeskError> {
        let mut allowed = session.allowed.clone();
        if !allowed.contains(&Deed::ApproveVisits) && self.approves(session.seen).is_ok() {
            allowed.push(Deed::ApproveVisits);
        }
        Ok(allowed)
    }

    /// Background work failed: an import is dropped already; a roster that cannot be read is not tried for ever. Names
    /// stay unready, so that they are at best referred, and [`Status::trouble`] says why.
    fn give_up_background(&mut self, error: DeskError) {
        (self.import, self.load) = (None, None);
        self.trouble = Some(std::sync::Arc::new(error));
    }

    /// A setting of the window.
    pub fn setting(&self, name: &str) -> Result<Option<String>, DeskError> {
        Ok(self.store.tables().setting(name)?)
    }

    /// Keeps a setting of the window.
    pub fn set(&self, name: &str, value: &str) -> Result<(), DeskError> {
        Ok(self.store.set(name, value)?)
    }
}

#[cfg(test)]
impl Desk {
    /// Judges by other rules than those in force, until the next sign-in.
    pub fn judge_by(&mut self, rules: Rules) {
        if let Some(session) = &mut self.session {
            session.rules = rules;
        }
    }
}

#[cfg(test)]
mod tests;
