//! Setting a post up, signing in and out, enrolling, recovering.

use std::collections::BTreeMap;
use std::path::Path;

use zeroize::Zeroizing;

use crate::domain::duress::too_close;
use crate::domain::fact::{Anomaly, CODE_SUBJECT, Fact};
use crate::domain::moment::{HOUR, SECOND};
use crate::domain::operator::{Act as Deed, may_meet};
use crate::domain::text::{clean_name, fold};
use crate::domain::{ClockQuality, Moment, Operator, OperatorId, Pair, Role};
use crate::policy::{Rules, SHIPPED};
use crate::store::attempts::Attempt;
use crate::store::found::Names;
use crate::store::secrets::OperatorSecret;
use crate::store::{Act, NewEntry, Randomness, Store, StoreError};
use crate::{i18n, policy};

use super::clock::ClockWatch;
use super::company::Given;
use super::denial::Errand;
use super::lock::{Failures, Pin};
use super::roster::{Roster, Snapshot};
use super::screening::queue::Queue;
use super::screening::screen::Screen;
use super::screening::tally::Tally;
use super::second::{Second, Why};
use super::turned::TurnedAway;
use super::visits::Before;
use super::{Desk, DeskError, Session};

pub use crate::store::found::NewOperator;
pub use crate::store::secrets::{RecoveryCode, StartCode};

/// The longest session.
const LONGEST: i64 = 12 * HOUR;
/// What wrong recovery codes are counted under.
const RECOVERY: &str = "recovery code";
/// The least strength of a passphrase, of zxcvbn's 0 to 4: 2 resists 10^6 guesses, and each costs 64 MiB of Argon2id.
pub const LEAST_STRENGTH: u8 = 2;

/// What a new post is called, and its first operator: supervisor, administrator and security.
pub struct Founding {
    /// Name of the mission.
    pub mission: String,
    /// Its domain, such as `embassy.example`.
    pub domain: String,
    /// Name of the gate.
    pub gate: String,
    /// Service number of the first operator.
    pub number: String,
    /// Their name.
    pub name: String,
    /// Their passphrase.
    pub passphrase: Zeroizing<String>,
    /// The one they chose for when they are forced; empty where they chose none.
    pub second: Zeroizing<String>,
}

/// How hard a passphrase is to guess, 0 to 4 (zxcvbn), knowing what else was typed.
pub fn strength(passphrase: &str, known: &[&str]) -> u8 {
    // zxcvbn's time grows with the square of the length; what is longer than this is strong or silly.
    let head: String = passphrase.chars().take(100).collect();
    u8::from(zxcvbn::zxcvbn(&head, known).score())
}

impl Desk {
    /// Makes a post in this folder; its first operator is signed in. The recovery code is shown once.
    pub fn found(
        folder: &Path,
        founding: &Founding,
        now: Moment,
        rng: Randomness,
    ) -> Result<(Self, RecoveryCode), DeskError> {
        let names = Names {
            mission: text("mission", &founding.mission)?,
            domain: domain(&founding.domain)?,
            gate: text("gate", &founding.gate)?,
        };
        let first = NewOperator {
            number: number(&founding.number)?,
            name: text("name", &founding.name)?,
            roles: vec![Role::Supervisor, Role::Security, Role::Administrator],
            passphrase: founding.passphrase.clone(),
            second: founding.second.clone(),
        };
        check_passphrases(first.passphrases(), &first.number, &first.name)?;
        let rules = Rules::load(SHIPPED, &i18n::has);
        let hash = rules.as_ref().map_or_else(|_| Rules::unusable(SHIPPED).hash().to_owned(), |r| r.hash().to_owned());
        let (store, code) = Store::found(folder, &names, &first, (policy::SHIPPED, hash), now, rng)?;
        let mut desk = Self::new(store);
        desk.begin(&first.number, &first.passphrase, now, true)?;
        Ok((desk, code))
    }

    /// Signs somebody in with their passphrase. A failure is noted, and enters the log with the next sign-in.
    pub fn sign_in(&mut self, now: Moment, number: &str, passphrase: &str) -> Result<Operator, DeskError> {
        self.begin(number.trim(), passphrase, now, true)
    }

    /// Opens the post with a passphrase for reading, beside a running window; nothing is recorded.
    pub fn open_to_read(&mut self, now: Moment, number: &str, passphrase: &str) -> Result<Operator, DeskError> {
        self.begin(number.trim(), passphrase, now, false)
    }

    pub(super) fn begin(
        &mut self,
        number: &str,
        passphrase: &str,
        now: Moment,
        record: bool,
    ) -> Result<Operator, DeskError> {
        let secret = self.authenticated(now, number, passphrase)?;
        if self.held().is_some() {
            if let Some(operator) = self.go_on_as(now, &secret)? {
                return Ok(operator);
            }
            self.end_held(now);
        }
        self.begin_with(now, number, &secret, record)
    }

    /// The secret of an operator who may sign in, or who signs beside whoever does. A failure is noted, enters the log
    /// with the next sign-in, and makes this number wait; numbers that nobody has as well.
    pub(super) fn authenticated(
        &mut self,
        now: Moment,
        number: &str,
        passphrase: &str,
    ) -> Result<OperatorSecret, DeskError> {
        let number = number.trim();
        self.wait_over(now, number)?;
        let tried = self.store.authenticate(number, passphrase);
        let secret = self.noted(now, number, tried)?;
        self.store.proved(secret.id(), secret.duress());
        if let Err(error) = self.store.forget_failures(number) {
            tracing::warn!(%error, "failures that are over could not be forgotten");
        }
        Ok(secret)
    }

    /// What came of a try with this number; a failure is noted and counted.
    pub(super) fn noted<T>(&mut self, now: Moment, number: &str, tried: Result<T, StoreError>) -> Result<T, DeskError> {
        match tried {
            Err(error @ (StoreError::WrongKey | StoreError::SlotsOfNoLog)) => {
                let typed = crate::domain::text::escape(number, 40);
                self.store.note_attempt(&Attempt::SignIn { at: now.at, number: typed, pin: false })?;
                self.store.count_failure(number, now.at)?;
                Err(error.into())
            }
            Err(StoreError::NotStarted(until)) if self.is_over(now, until) => Err(DeskError::StartOver),
            other => Ok(other?),
        }
    }

    pub(super) fn wait_over(&self, now: Moment, number: &str) -> Result<(), DeskError> {
        match self.store.delay(number, now.at)? {
            0 => Ok(()),
            left => Err(DeskError::Wait((left + SECOND - 1) / SECOND)),
        }
    }

    /// Milliseconds before this number may be tried again.
    pub fn delay(&self, now: Moment, number: &str) -> Result<i64, DeskError> {
        Ok(self.store.delay(number.trim(), now.at)?)
    }

    pub(super) fn begin_with(
        &mut self,
        now: Moment,
        number: &str,
        secret: &OperatorSecret,
        record: bool,
    ) -> Result<Operator, DeskError> {
        let operator = self.store.unlock_with(number, secret)?;
        let begun = self.begin_session(now, &operator, record);
        if begun.is_err() {
            // Whatever failed: keys do not stay open for somebody who was told that they are not signed in.
            self.close();
        }
        begun.map(|()| operator)
    }

    fn begin_session(&mut self, now: Moment, operator: &Operator, record: bool) -> Result<(), DeskError> {
        let rules = self.rules_in_force()?;
        let head = self.store.head();
        let clock = ClockWatch::start(now, head.last, self.store.sure_before_doubt()?);
        let allowed = Deed::ALL.into_iter().filter(|deed| rules.allows(&operator.roles, *deed)).collect();
        // An import of the session before was broken off with it, and is put on record below.
        (self.import, self.load) = (None, None);
        let screen = Screen::begin(&self.store)?;
        let pin = Pin::of(&mut self.store)?;
        self.session = Some(Session {
            operator: operator.clone(),
            rules,
            allowed,
            pin,
            failures: Failures::default(),
            clock,
            roster: Roster::default(),
            before: Before::default(),
            last: None,
            known: BTreeMap::new(),
            reading: Some(None),
            snapshot: Snapshot::default(),
            begun: now,
            seen: now,
            screen,
            queue: Some(Queue::default()),
            turned: TurnedAway::default(),
            tally: Tally::default(),
            untidy: true,
            unreadable: 0,
            contradicted: self.contradicted()?,
            differ: !self.store.tables_that_differ().is_empty(),
        });
        self.read_turned_away(now)?;
        self.tell_places();
        if record { self.record_sign_in(now, operator) } else { Ok(()) }
    }

    fn rules_in_force(&self) -> Result<Rules, DeskError> {
        let Some(seq) = self.store.rules_in_force()? else { return Ok(Rules::unusable("")) };
        // What cannot be opened cannot be used either; that keeps nobody from signing in and finding out why.
        let Ok(Fact::RulesSet { policy, .. }) = self.store.fact(seq) else { return Ok(Rules::unusable("")) };
        Ok(Rules::load(&policy, &i18n::has).unwrap_or_else(|fault| {
            tracing::error!(%fault, "the rules in force cannot be used");
            Rules::unusable(&policy)
        }))
    }

    fn record_sign_in(&mut self, now: Moment, operator: &Operator) -> Result<(), DeskError> {
        let clock = self.session()?.clock;
        let before = self.store.tables().operator(operator.id)?.and_then(|row| row.signed_in);
        let (attempts, unread) = self.store.attempts()?;
        let (differ, forked) = (self.store.slots_differ(), self.session()?.contradicted.is_some());
        self.doubt_store(now, clock.quality())?;
        self.store.act(now, clock.quality(), |act| {
            record_noted(act, &attempts)?;
            if differ {
                let _ = act.record(NewEntry::new(Fact::Anomaly { what: Anomaly::KeySlots }))?;
            }
            if forked {
                let _ = act.record(NewEntry::new(Fact::Anomaly { what: Anomaly::Head }))?;
            }
            // An import that a crash or a power cut broke off never counted; from here on that is on record.
            for import in act.tables().open_imports()? {
                let _ = act.record(NewEntry::new(Fact::ImportDropped { import }))?;
            }
            if let Some(doubt) = clock.doubt() {
                let what = Anomaly::Clock { last: doubt.last, now: doubt.now };
                let _ = act.record(NewEntry::new(Fact::Anomaly { what }))?;
            }
            act.record(NewEntry::new(Fact::SignedIn { operator: operator.id }))
        })?;
        if let Err(error) = self.store.put_slots_right() {
            tracing::error!(%error, "the key slots could not be put right");
        }
        let failures = self.failures_since(before)?;
        self.session_mut()?.failures = failures;
        self.took_attempts(now, &attempts, unread)
    }

    /// What was noted outside the log is in it now.
    pub(super) fn took_attempts(&mut self, now: Moment, attempts: &[Attempt], unread: usize) -> Result<(), DeskError> {
        self.take_counts(now, attempts)?;
        if unread > 0 {
            tracing::warn!(unread, "lines of the attempts file do not open");
        }
        Ok(self.store.clear_attempts()?)
    }

    /// Signs out: the operator signs the head that covers their shift, and every key and name leaves the memory.
    /// A locked session ends as well.
    pub fn sign_out(&mut self, now: Moment) -> Result<(), DeskError> {
        let _ = self.store.take_up();
        let operator = self.session()?.operator.id;
        let signed = self.sign_the_shift(now, operator);
        // Whatever the disk says, nobody stays signed in.
        self.close();
        signed
    }

    pub(super) fn sign_the_shift(&mut self, now: Moment, operator: OperatorId) -> Result<(), DeskError> {
        let clock = self.look_at_clock(now)?;
        let counted = self.flush_checks(now);
        self.store.act(now, clock, |act| {
            let _ = act.record(NewEntry::new(Fact::SignedOut { operator }))?;
            act.seal_head(true)
        })?;
        counted
    }

    /// Forgets the session without a word in the log, as a reader does.
    pub fn close(&mut self) {
        (self.session, self.import, self.load, self.trouble) = (None, None, None, None);
        self.store.lock();
    }

    /// Enrols somebody who types their passphrases here and now, as at the set-up. Whoever is enrolled later begins with a
    /// start code ([`Desk::enrol_to_start`]).
    pub fn enrol(
        &mut self,
        now: Moment,
        new: &NewOperator,
        signing: Option<(&Why, &Second)>,
    ) -> Result<Operator, DeskError> {
        let _ = self.permit(Deed::Enrol)?;
        let new = self.checked(new)?;
        let clock = self.look_at_clock(now)?;
        let security = new.roles.contains(&Role::Security);
        // Only who can read sealed bodies can let somebody else read them.
        if security && !self.store.keys()?.reads_sealed() {
            return Err(DeskError::NotTheirs);
        }
        let signed = self.signed_to_enrol(now, &new, signing)?;
        Ok(self.store.enrol(&new, signed, now, clock)?)
    }

    /// Enrols somebody with both halves of the recovery code, and signs them in. The code is spent; a new one is
    /// returned. Who gave the halves is recorded: two people, neither of them who gets in. That they are who they say
    /// is for those who stand there; that each holds a half shows by its being right.
    pub fn recover(
        &mut self,
        now: Moment,
        code: &RecoveryCode,
        holders: &[String; 2],
        new: &NewOperator,
    ) -> Result<(Operator, RecoveryCode), DeskError> {
        let new = self.checked(new)?;
        let holders = checked_holders(holders, &new.name)?;
        self.wait_over(now, RECOVERY)?;
        if let Err(error) = self.store.recovery_slot_of(code) {
            self.store.count_failure(RECOVERY, now.at)?;
            return Err(error.into());
        }
        if self.held().is_some() {
            self.end_held(now);
        }
        let clock = ClockWatch::start(now, self.store.head().last, self.store.sure_before_doubt()?).quality();
        let (operator, next) = self.store.recover(code, &new, holders, now, clock)?;
        self.store.forget_failures(RECOVERY)?;
        let _ = self.begin(&new.number, &new.passphrase, now, true)?;
        Ok((operator, next))
    }

    /// Makes a new recovery code, in place of the one before: for a code whose halves were lost or never handed out. Who
    /// has both halves enrols whom they like, so nobody makes one alone once anybody else can sign for that.
    pub fn renew_recovery(&mut self, now: Moment, signing: Option<(&Why, &Second)>) -> Result<RecoveryCode, DeskError> {
        let _ = self.permit_errand(Errand::RecoveryCode)?;
        let clock = self.look_at_clock(now)?;
        // The code opens sealed bodies too, so only who can read them can make one.
        if !self.store.keys()?.reads_sealed() {
            return Err(DeskError::NotTheirs);
        }
        let given = Given { whom: None, roles: &Role::ALL, had: &[] };
        let signed = self.signed_for_company(now, Deed::Enrol, CODE_SUBJECT, &given, signing)?;
        Ok(self.store.set_recovery(signed, now, clock)?)
    }

    fn checked(&self, new: &NewOperator) -> Result<NewOperator, DeskError> {
        let checked = self.checked_who(new)?;
        check_passphrases(checked.passphrases(), &checked.number, &checked.name)?;
        Ok(checked)
    }

    /// The same, without a look at the passphrases.
    pub(super) fn checked_who(&self, new: &NewOperator) -> Result<NewOperator, DeskError> {
        let checked = NewOperator {
            number: number(&new.number)?,
            name: text("name", &new.name)?,
            roles: new.roles.clone(),
            passphrase: new.passphrase.clone(),
            second: new.second.clone(),
        };
        if checked.roles.is_empty() || !may_meet(&checked.roles) {
            return Err(DeskError::Roles);
        }
        let taken = |number: &str| number.eq_ignore_ascii_case(&checked.number);
        let slots = self.store.slots().operators.iter().any(|slots| taken(&slots.number));
        // A number that somebody had stays theirs in the log.
        if slots || self.store.tables().operators()?.iter().any(|row| taken(&row.number)) {
            return Err(DeskError::NumberTaken);
        }
        Ok(checked)
    }

    /// A supervisor compared both times and found the clock right.
    pub fn confirm_clock(&mut self, now: Moment) -> Result<(), DeskError> {
        let session = self.permit(Deed::AnswerAsSupervisor)?;
        let Some(doubt) = session.clock.doubt() else { return Ok(()) };
        let fact = Fact::ClockConfirmed { last: doubt.last, now: now.at };
        let _ = self.store.act(now, ClockQuality::Good, |act| act.record(NewEntry::new(fact)))?;
        self.session_mut()?.clock.confirm(now);
        Ok(())
    }

    /// Whether the session, locked or not, is as long as one may be: after 12 hours everybody signs in anew.
    pub fn overdue(&self, now: Moment) -> bool {
        self.session_left(now).is_some_and(|left| left <= 0)
    }

    /// Milliseconds before the session, locked or not, is as long as one may be; `None` without one.
    pub fn session_left(&self, now: Moment) -> Option<i64> {
        let age = |session: &Session| now.monotonic.saturating_sub(session.begun.monotonic);
        self.session.as_ref().map(|session| LONGEST.saturating_sub(age(session)))
    }
}

fn text(field: &'static str, value: &str) -> Result<String, DeskError> {
    clean_name(value).map_err(|fault| DeskError::Text { field, fault })
}

/// The two who give the halves of a recovery code for somebody of this name.
fn checked_holders([first, second]: &[String; 2], name: &str) -> Result<[String; 2], DeskError> {
    let holders = [text("holder", first)?, text("holder", second)?];
    let [first, second] = holders.each_ref().map(|holder| fold(holder));
    let theirs = fold(name);
    if first == second || first == theirs || second == theirs { Err(DeskError::Holders) } else { Ok(holders) }
}

/// A service number: what is legible in the key slots, so letters, digits, hyphens and dots, and never a name's space.
fn number(value: &str) -> Result<String, DeskError> {
    let cleaned = crate::domain::text::clean(value, 32).map_err(|fault| DeskError::Text { field: "number", fault })?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if cleaned.chars().all(plain) { Ok(cleaned) } else { Err(DeskError::NotANumber) }
}

fn domain(value: &str) -> Result<String, DeskError> {
    let value = value.trim().to_ascii_lowercase();
    if is_domain(&value) { Ok(value) } else { Err(DeskError::NotADomain) }
}

/// Whether this looks like a domain name (RFC 1035 section 2.3.1, digits first allowed), with spaces around it or not.
pub fn is_domain(value: &str) -> bool {
    let value = value.trim();
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    value.len() <= 200 && value.split('.').all(label)
}

/// Neither passphrase can be guessed, the second not from the first either, and neither is mistyped as the other.
pub(super) fn check_passphrases(pair: Pair<'_>, number: &str, name: &str) -> Result<(), DeskError> {
    if strength(pair.first, &[number, name]) < LEAST_STRENGTH {
        return Err(DeskError::WeakPassphrase);
    }
    match second_fault(pair, number, name) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// What is wrong with the second passphrase of a pair beside the first, if one was chosen.
pub fn second_fault(pair: Pair<'_>, number: &str, name: &str) -> Option<DeskError> {
    if pair.second.is_empty() {
        return None;
    }
    // The words of the first are known to whoever knows the first.
    let words = pair.first.split(|c: char| !c.is_alphanumeric());
    let known: Vec<&str> =
        [number, name, pair.first].into_iter().chain(words).filter(|word| !word.is_empty()).collect();
    if too_close(pair) {
        Some(DeskError::TooClose)
    } else {
        (strength(pair.second, &known) < LEAST_STRENGTH).then_some(DeskError::WeakPassphrase)
    }
}

/// Enters what was noted outside the log, each with the time when that was: sign-ins that failed, and backups.
pub(super) fn record_noted(act: &mut Act<'_>, attempts: &[Attempt]) -> Result<(), StoreError> {
    for attempt in attempts {
        let (fact, at) = match attempt {
            Attempt::SignIn { at, number, pin } => (Fact::SignInFailed { number: number.clone(), pin: *pin }, *at),
            Attempt::BackedUp(made) => (Fact::BackedUp(made.as_ref().clone()), made.signed.asked),
            Attempt::Check { .. } | Attempt::Opened { .. } => continue,
        };
        let mut entry = NewEntry::new(fact);
        entry.happened = Some(at);
        let _ = act.record(entry)?;
    }
    Ok(())
}
